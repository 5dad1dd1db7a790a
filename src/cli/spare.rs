//! What is to be written must be nothing that is read: a report of landfall's own is no evidence, and would take the place of one.

use super::args::Global;
use super::places::{beside, folder_of, join, main_tree};
use crate::compile::Draft;
use crate::evidence::read_as;
use crate::io::{is_same_file, place_within};
use crate::load::Files;
use crate::model::{Note, Plan};
use std::path::Path;

/// Whether a file that is to be written is none that a plan takes for evidence.
///
/// # Errors
/// When it is one, in words for people.
pub(super) fn spares_evidence(files: &Files, drafts: &[Draft], global: &Global, option: &str, path: &Path) -> Result<(), String> {
    let reports: Vec<Box<str>> = global.coverage.iter().chain(&global.tests).map(|glob| Box::from(glob.as_str())).collect();
    for plan in drafts.iter().map(|draft| &draft.plan) {
        let calendars = plan.calendars.iter().chain(plan.parties.iter().flat_map(|party| &party.calendars));
        let named = |note: &Note| join(folder_of(files.sources.get(note.said.file).path.as_ref()), &note.text);
        if calendars.map(named).any(|calendar| is_same_file(path, Path::new(&calendar))) {
            let id = &plan.root().id;
            return Err(format!("`{option}` names {}, which the plan `{id}` reads as a calendar; name another file", path.display()));
        }
        let Some(inner) = place_within(main_tree(global, plan, beside(files, plan)).folder(), path) else { continue };
        if let Some(what) = read_as(plan, &reports, &inner) {
            let id = &plan.root().id;
            return Err(format!("`{option}` names {}, which the plan `{id}` reads as {what}; name another file", path.display()));
        }
    }
    Ok(())
}

/// Whether a file that is to be written holds no recorded facts that are read.
///
/// # Errors
/// When it does, in words for people.
pub(super) fn spares_facts(files: &Files, drafts: &[Draft], global: &Global, option: &str, path: &Path) -> Result<(), String> {
    let of_plan = |plan: &Plan| plan.facts.as_ref().map(|facts| join(beside(files, plan), &facts.path));
    let all = drafts.iter().filter_map(|draft| of_plan(&draft.plan)).chain(global.facts.clone()).chain(global.record.clone());
    match all.into_iter().find(|facts| Path::new(facts) == path || is_same_file(path, Path::new(facts))) {
        Some(_) => Err(format!("`{option}` names {}, which holds recorded facts; name another file", path.display())),
        None => Ok(()),
    }
}
