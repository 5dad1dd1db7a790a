//! What the evidence shows of the entries of registries.

use crate::evidence::{Answer, Evidence, Outcome, Question, Sight, Truth};
use crate::model::{Registry, RegistryEntry};
use crate::progress::{EntryVerdict, Observed, entry_verdict, of_entry};
use crate::survey::Survey;
use crate::syntax::{EntryKind, State};
use std::collections::BTreeSet;

/// Whether one name of an entry resolves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// It does; where.
    Resolves(Vec<String>),
    /// It does not; the modules that have the same last name, and all that is near.
    Fails {
        /// Modules by their full names.
        same: Vec<String>,
        /// What came near, and where.
        near: Vec<String>,
    },
    /// So many still import it, or define it, or break an isolation.
    Counted(u64, Vec<String>),
    /// Nobody knows; why.
    Unknown(String),
}

impl Resolution {
    /// In a few words.
    pub fn words(&self, kind: EntryKind) -> String {
        let list = |all: &[String]| all.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
        match self {
            Resolution::Resolves(places) if places.is_empty() => "resolves".to_owned(),
            Resolution::Resolves(places) => format!("resolves: {}", list(places)),
            Resolution::Fails { near, .. } if near.is_empty() => "does not resolve".to_owned(),
            Resolution::Fails { near, .. } => format!("does not resolve; near: {}", list(near)),
            Resolution::Unknown(why) => format!("not known: {why}"),
            Resolution::Counted(count, places) => {
                let what = match kind {
                    EntryKind::Retired => ["importer", "importers"],
                    EntryKind::Isolate => ["import between them", "imports between them"],
                    _ => ["place", "places"],
                };
                let count_text = format!("{count} {}", what[usize::from(*count != 1)]);
                if places.is_empty() { count_text } else { format!("{count_text}: {}", list(places)) }
            }
        }
    }
}

/// One entry, and what is known of each of its names.
#[derive(Debug, Clone)]
pub struct EntryState<'a> {
    /// The registry it stands in, by its place in the plan.
    pub registry: usize,
    /// Its place there.
    pub at: usize,
    /// The entry.
    pub entry: &'a RegistryEntry,
    /// By name: what is known.
    pub names: Vec<Resolution>,
    /// Whether what is to be used instead resolves, where it is an import and that is known.
    pub replacement: Option<bool>,
    /// Whether the evidence agrees with the entry and its replacement resolves; nothing when it does not tell.
    pub agrees: Option<bool>,
}

/// Every entry of the plan's registries, in the order of the source.
pub fn registries<'a>(survey: &Survey<'a>) -> Vec<EntryState<'a>> {
    let mut states = Vec::new();
    for (at, registry) in survey.plan.registries.iter().enumerate() {
        for (index, entry) in registry.entries.iter().enumerate() {
            let verdict = survey.evidence.as_ref().and_then(|evidence| entry_verdict(registry, entry, evidence));
            let agrees = match verdict {
                None | Some(EntryVerdict::Unknown) => None,
                Some(EntryVerdict::Agrees | EntryVerdict::Gone) => Some(true),
                Some(EntryVerdict::Denied | EntryVerdict::Ahead) => Some(false),
                Some(EntryVerdict::InUse) => Some(entry.state != Some(State::Done)),
            };
            let names = names(survey.evidence.as_ref(), registry, entry);
            let seen = survey.evidence.as_ref().and_then(|evidence| of_entry(registry, entry, evidence).replacement);
            let replacement = seen.and_then(|(observed, _)| match observed {
                Observed::Unknown(_) | Observed::NothingAsked => None,
                observed => Some(observed == Observed::Done),
            });
            let agrees = if replacement == Some(false) { Some(false) } else { agrees };
            states.push(EntryState { registry: at, at: index, entry, names, replacement, agrees });
        }
    }
    states
}

/// What is known of each subject of an entry; of packages that are to be kept apart, of all together.
fn names(evidence: Option<&Evidence>, registry: &Registry, entry: &RegistryEntry) -> Vec<Resolution> {
    let all = if entry.kind == EntryKind::Isolate { 1 } else { entry.subjects.len() };
    let answer = evidence.and_then(|evidence| evidence.answers.get(&Question::of_entry(registry, entry)));
    let unknown = |why: &str| vec![Resolution::Unknown(why.to_owned()); all];
    match answer {
        None => unknown(if evidence.is_none() { "nothing was measured" } else { "it was not measured" }),
        Some(answer) => (0..all).map(|name| of_answer(entry, name, answer)).collect(),
    }
}

/// Whether what an entry asks is counted.
fn counts(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Retired | EntryKind::Sought | EntryKind::Isolate)
}

/// What an answer says of one subject.
fn of_answer(entry: &RegistryEntry, name: usize, answer: &Answer) -> Resolution {
    let places = |sights: &[Sight]| sights.iter().map(ToString::to_string).collect::<Vec<String>>();
    let subject = entry.subjects.get(name).map_or("", |subject| &**subject);
    // Of each name of each subject, one subject after the other.
    let part = |all: usize| {
        let share = (all / entry.subjects.len().max(1)).max(1);
        name.saturating_mul(share)..name.saturating_add(1).saturating_mul(share)
    };
    let truths: Vec<Truth> = match &answer.outcome {
        Outcome::Unknown(reason) => return Resolution::Unknown(reason.to_string()),
        Outcome::Count(all, each) if counts(entry.kind) => {
            let count = each.get(name).filter(|_| each.len() == entry.subjects.len()).unwrap_or(all);
            return Resolution::Counted(
                *count,
                if entry.subjects.len() == 1 || entry.kind == EntryKind::Isolate { places(&answer.seen) } else { Vec::new() },
            );
        }
        Outcome::Each(parts) => parts.get(part(parts.len())).unwrap_or_default().to_vec(),
        _ => Vec::new(),
    };
    // What was seen of one subject stands among what was seen of all.
    let alone = entry.subjects.len() == 1;
    let seen = || if alone { places(&answer.seen) } else { Vec::new() };
    match truths.as_slice() {
        [] => Resolution::Unknown("the answer does not tell".to_owned()),
        parts if parts.iter().all(|part| *part == Truth::True) => Resolution::Resolves(seen()),
        parts if !parts.contains(&Truth::False) => {
            let reason = parts.iter().find_map(|part| if let Truth::Unknown(reason) = part { Some(reason.to_string()) } else { None });
            Resolution::Unknown(reason.unwrap_or_default())
        }
        _ => {
            let same: BTreeSet<String> = answer.near.iter().filter_map(|sight| module(subject, sight)).collect();
            let near = if alone { places(&answer.near) } else { same.iter().cloned().collect() };
            Resolution::Fails { same: same.into_iter().collect(), near }
        }
    }
}

/// The last part of a module path, of whatever language.
fn last(name: &str) -> &str {
    name.rsplit(['.', '/', ':']).next().unwrap_or(name)
}

/// The module that a near miss is, by its full name, when it has the same last name as what was looked for: as it is told, or, of a
/// Python file, by its path from the package in which both lie.
fn module(subject: &str, sight: &Sight) -> Option<String> {
    let told = &*sight.what;
    let is_path = told.contains(['.', '/', ':']) && !told.contains(char::is_whitespace);
    if is_path && last(told) == last(subject) && told != subject {
        return Some(told.to_owned());
    }
    let path = sight.path.strip_suffix(".py")?;
    let path = path.strip_suffix("/__init__").unwrap_or(path);
    let top = subject.split('.').next().filter(|top| !top.is_empty() && *top != subject)?;
    let parts: Vec<&str> = path.split('/').collect();
    let from = parts.iter().position(|part| *part == top)?;
    let module = parts.get(from..)?.join(".");
    (last(&module) == last(subject) && module != subject).then_some(module)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(path: &str, what: &str) -> Sight {
        Sight { path: path.into(), line: None, what: what.into() }
    }

    #[test]
    fn a_module_elsewhere_has_the_same_last_name() {
        assert_eq!(module("app.core.env", &sight("backend/app/shared/env.py", "")), Some("app.shared.env".into()));
        assert_eq!(module("app.core.env", &sight("app/env/__init__.py", "")), Some("app.env".into()));
        assert_eq!(module("app.core.env", &sight("shared/env.py", "")), None, "nobody knows the root it is imported from");
        assert_eq!(module("app.core.env", &sight("shared/env.py", "shared.env")), Some("shared.env".into()), "unless it is told");
        assert_eq!(module("app.core.env", &sight("app/envs.py", "app.envs")), None);
        assert_eq!(module("app.core.env", &sight("app/core/env.py", "")), None, "the same is not elsewhere");
        assert_eq!(module("./lib/env", &sight("src/env.ts", "./env")), Some("./env".into()));
    }
}
