//! `resolves`: whether an import leads somewhere, and where.

use super::super::answer::{Answer, Outcome, Sight, Truth};
use super::super::globs::in_tree;
use super::super::question::Question;
use super::{Indexes, NEAR, is_test};
use crate::code::resolve::{PythonIndex, Resolution};
use crate::code::{Found, How, Language, Verdict};
use crate::model::Plan;
use std::collections::BTreeSet;

/// Answers a question for imports: each module, or each name of each module.
///
/// Under folders, these are where Python looks for modules, and nothing else is: what is not there is missing. Without, what is not of this
/// tree is unknown, since it may be installed.
pub fn answer(plan: &Plan, question: &Question, indexes: &Indexes<'_, '_>) -> Answer {
    let roots: Vec<String> = question.under.iter().map(|glob| root_of(plan, glob)).collect();
    let texts: Vec<&str> = roots.iter().map(String::as_str).collect();
    let own = question.subjects.iter().filter_map(|subject| subject.split('.').next()).map(str::to_owned);
    let narrowed = (!roots.is_empty()).then(|| PythonIndex::new(indexes.codebase, &texts).with_own(own));
    let python = narrowed.as_ref().unwrap_or(&indexes.python);
    let (mut parts, mut sights, mut near, mut remarks, mut looked) = (Vec::new(), Vec::new(), Vec::new(), Vec::new(), BTreeSet::new());
    for subject in &question.subjects {
        let names: Vec<Option<&str>> =
            if question.names.is_empty() { vec![None] } else { question.names.iter().map(|name| Some(&**name)).collect() };
        for name in names {
            let asked = name.map_or_else(|| subject.to_string(), |name| format!("{name} from {subject}"));
            let resolution = resolve(plan, subject, name, python, indexes);
            looked.extend(resolution.looked_at);
            parts.push(match resolution.verdict {
                Verdict::Found(found) => {
                    if found.conditional {
                        remarks.push(format!("`{asked}` depends on circumstances").into());
                    }
                    if is_test(&found.file) {
                        remarks.push(format!("`{asked}` is found only in tests").into());
                    }
                    sights.push(sight(&asked, &found));
                    Truth::True
                }
                Verdict::NotFound { nearest, reason } => {
                    remarks.push(reason.into());
                    // A module that has moved keeps its last name, however far it went.
                    let moved = if python.file_of(subject).is_none() { python.namesakes(subject) } else { Vec::new() };
                    near.splice(0..0, moved.into_iter().map(|one| Sight { path: one.file, line: Some(one.line), what: one.name }));
                    near.extend(nearest.into_iter().map(|one| Sight { path: one.file, line: Some(one.line), what: one.name }));
                    Truth::False
                }
                Verdict::Unknown { reason } => Truth::Unknown(reason.into()),
            });
        }
    }
    let mut answer = Answer::new(Outcome::Each(parts)).with(sights);
    let mut known = BTreeSet::new();
    near.retain(|one: &Sight| known.insert(one.clone()));
    near.truncate(NEAR);
    answer.near = near;
    answer.remarks = remarks;
    answer.looked_at = looked.len() as u64;
    answer
}

fn root_of(plan: &Plan, glob: &str) -> String {
    let path = in_tree(plan, glob);
    path.split(['*', '?', '[', '{']).next().unwrap_or_default().trim_matches('/').to_owned()
}

fn unknown(reason: String) -> Resolution {
    Resolution { verdict: Verdict::Unknown { reason }, looked_at: Vec::new() }
}

/// Resolves a module, and a name of it, as the spelling tells: `a::b` is Rust, a path or a package of scripts holds a slash, the rest has dots.
fn resolve(plan: &Plan, subject: &str, name: Option<&str>, python: &PythonIndex<'_>, indexes: &Indexes<'_, '_>) -> Resolution {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | ':');
    if let Some(name) = name.filter(|name| name.is_empty() || !name.chars().all(is_name)) {
        return unknown(format!("`{name}` is no name"));
    }
    let languages = &indexes.layout.languages;
    if subject.contains("::") || subject == "crate" {
        return indexes.rust.resolve(&rust_path(subject, name));
    }
    let mut tried = Vec::new();
    if subject.contains('/') || subject.starts_with(['.', '@']) {
        if languages.contains(&Language::Go) && indexes.go.is_known(subject) && !indexes.layout.takes_for_scripts(subject) {
            tried.push(indexes.go.resolve(subject, name));
        }
        if languages.iter().any(|language| language.is_script()) || tried.is_empty() {
            let path = in_tree(plan, subject);
            let from_top = indexes.script.resolve("", &format!("./{path}"), name);
            tried.push(match from_top.verdict {
                Verdict::NotFound { .. } if indexes.script.file_of("", &format!("./{path}")).is_err() => {
                    let by_name = indexes.script.resolve("", subject, name);
                    let top = path.split('/').next().unwrap_or_default();
                    // What could be a package is missing only where a folder of this tree has its name.
                    if matches!(by_name.verdict, Verdict::Unknown { .. }) && indexes.codebase.has_folder(top) { from_top } else { by_name }
                }
                _ => from_top,
            });
        }
    } else {
        if languages.contains(&Language::Python) || languages.is_empty() || !languages.contains(&Language::Java) {
            tried.push(match name {
                Some(name) => python.resolve_name(subject, name),
                None => dotted(python, subject),
            });
        }
        if languages.contains(&Language::Java) {
            tried.push(indexes.java.resolve(&name.map_or_else(|| subject.to_owned(), |name| format!("{subject}.{name}"))));
        }
        if indexes.rust.folder_of(subject).is_some() {
            tried.push(indexes.rust.resolve(&rust_path(subject, name)));
        }
        if languages.contains(&Language::Go) && indexes.go.folder_of(subject).is_some() {
            tried.push(indexes.go.resolve(subject, name));
        }
        if languages.iter().any(|language| language.is_script()) && !languages.contains(&Language::Python) {
            tried.push(indexes.script.resolve("", subject, name));
        }
    }
    let rank = |resolution: &Resolution| match resolution.verdict {
        Verdict::Found(_) => 0,
        Verdict::NotFound { .. } => 1,
        Verdict::Unknown { .. } => 2,
    };
    tried.into_iter().min_by_key(rank).unwrap_or_else(|| unknown(format!("`{subject}` is of no language that is read")))
}

fn rust_path(subject: &str, name: Option<&str>) -> String {
    name.map_or_else(|| subject.to_owned(), |name| format!("{subject}::{}", name.replace('.', "::")))
}

/// A dotted path of which nobody knows where its module ends.
fn dotted(python: &PythonIndex<'_>, path: &str) -> Resolution {
    let mut resolution = python.resolve(path);
    // What is missing may be a module as well as a name.
    if let Verdict::NotFound { nearest, .. } = &mut resolution.verdict
        && let Verdict::NotFound { nearest: modules, .. } = python.resolve_module(path).verdict
    {
        nearest.extend(modules);
        nearest.dedup();
    }
    resolution
}

/// Where something was found, and by which way.
fn sight(asked: &str, found: &Found) -> Sight {
    let (line, how) = match found.how {
        How::Module => (None, "module".to_owned()),
        How::Package => (None, "package".to_owned()),
        How::Namespace => (None, "folder without a file of its own".to_owned()),
        How::Defined(kind) => (Some(found.line), kind.word().to_owned()),
        How::Inherited(kind) => (Some(found.line), format!("{} of a class it is derived from", kind.word())),
        How::Implicit => (None, "in every module or class".to_owned()),
    };
    let via: Vec<String> = found.via.iter().map(|(file, line)| format!("{file}:{line}")).collect();
    let way = if via.is_empty() { String::new() } else { format!(", by way of {}", via.join(", ")) };
    Sight { path: found.file.clone(), line, what: format!("{asked}: {how}{way}").into() }
}
