//! `isolation`: packages that must not import each other.

use super::World;
use crate::code::importers::Indexes;
use crate::code::isolation::{Package, isolation};
use crate::code::{Facts, Guard};
use crate::evidence::answer::{Answer, Outcome, Sight};
use crate::evidence::globs::in_tree;
use crate::evidence::question::Question;
use crate::model::Plan;
use crate::tree::Entry;

/// A package's folders: as a path, and below `src`.
fn folders(plan: &Plan, name: &str) -> Vec<String> {
    let path = if name.contains('/') { name.to_owned() } else { name.replace('.', "/") };
    let path = in_tree(plan, &path).trim_matches('/').trim_end_matches("/**").to_owned();
    vec![format!("src/{path}"), path]
}

/// The files of the packages.
pub fn files(plan: &Plan, entries: &[Entry], question: &Question, all: Vec<u32>) -> Vec<u32> {
    let folders: Vec<String> = question.subjects.iter().flat_map(|name| folders(plan, name)).map(|folder| folder + "/").collect();
    all.into_iter().filter(|file| folders.iter().any(|folder| entries[*file as usize].path.starts_with(folder))).collect()
}

/// Every import of one of the packages by a file of another. A package that is gone imports nothing, and is imported by nothing that works.
pub fn answer(plan: &Plan, question: &Question, known: &[(&str, &Facts)], world: &World<'_>) -> Answer {
    let packages: Vec<Package> =
        question.subjects.iter().map(|name| Package { name: name.to_string(), folders: folders(plan, name) }).collect();
    let except: Vec<String> = question.except.iter().flat_map(|name| folders(plan, name)).collect();
    let indexes = Indexes { python: Some(&world.python), script: Some(&world.script), go: Some(&world.go) };
    let offenders = isolation(&packages, &except, known.iter().copied(), indexes);
    let sight = |offender: crate::code::isolation::Offender| {
        let lazy = if offender.lazy { ", inside a function" } else { "" };
        let typed = if offender.guard == Guard::TypeChecking { ", for the type checker" } else { "" };
        let what = format!("`{}` imports `{}` ({}){lazy}{typed}", offender.from, offender.into, offender.what);
        Sight { path: offender.file, line: Some(offender.line), what: what.into() }
    };
    let seen: Vec<Sight> = offenders.into_iter().map(sight).collect();
    Answer::new(Outcome::Truth(seen.is_empty())).with(seen)
}
