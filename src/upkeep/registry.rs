//! What the evidence shows of the entries of registries.

use crate::evidence::{Answer, Evidence, Outcome, Question, Sight};
use crate::model::{Registry, RegistryEntry};
use crate::survey::Survey;
use crate::syntax::{EntryKind, Probe};
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
    /// Whether the evidence agrees with the entry; nothing when it does not tell.
    pub agrees: Option<bool>,
}

/// Every entry of the plan's registries, in the order of the source.
pub fn registries<'a>(survey: &Survey<'a>) -> Vec<EntryState<'a>> {
    let mut states = Vec::new();
    for (at, registry) in survey.plan.registries.iter().enumerate() {
        for (index, entry) in registry.entries.iter().enumerate() {
            let names: Vec<Resolution> = if entry.kind == EntryKind::Isolate {
                vec![resolution(survey.evidence.as_ref(), registry, entry, None)]
            } else {
                (0..entry.subjects.len()).map(|name| resolution(survey.evidence.as_ref(), registry, entry, Some(name))).collect()
            };
            let agrees = agrees(entry, &names);
            states.push(EntryState { registry: at, at: index, entry, names, agrees });
        }
    }
    states
}

fn agrees(entry: &RegistryEntry, names: &[Resolution]) -> Option<bool> {
    let told = || {
        names.iter().map(|name| match (entry.kind, name) {
            (EntryKind::Works | EntryKind::MockWorks, Resolution::Resolves(_)) => Some(true),
            (EntryKind::Works | EntryKind::MockWorks, Resolution::Fails { .. }) => Some(false),
            (EntryKind::Broken | EntryKind::MockBroken, Resolution::Resolves(_)) => Some(entry.fixed.is_some()),
            (EntryKind::Broken | EntryKind::MockBroken, Resolution::Fails { .. }) => Some(entry.fixed.is_none()),
            (EntryKind::Retired, Resolution::Counted(count, _)) => Some(*count == 0 || entry.state != Some(crate::syntax::State::Done)),
            (EntryKind::Isolate, Resolution::Counted(count, _)) => Some(*count == 0),
            _ => None,
        })
    };
    if told().any(|one| one == Some(false)) { Some(false) } else { told().all(|one| one == Some(true)).then_some(true) }
}

/// The question that one name of an entry asks of the tree, or all of them together. The only place that knows how evidence keeps it.
fn question(registry: &Registry, entry: &RegistryEntry, name: Option<usize>) -> Question {
    let probe = match entry.kind {
        EntryKind::Retired => Probe::Import,
        EntryKind::Sought => Probe::Symbol,
        EntryKind::Isolate => Probe::Isolation,
        EntryKind::Works | EntryKind::Broken | EntryKind::MockWorks | EntryKind::MockBroken => Probe::Resolves,
    };
    let subjects = match name {
        Some(name) => entry.subjects.get(name).cloned().into_iter().collect(),
        None => entry.subjects.clone(),
    };
    let under = if entry.under.is_empty() && matches!(probe, Probe::Import | Probe::Symbol) { &registry.under } else { &entry.under };
    Question {
        probe: probe.word().into(),
        subjects,
        names: entry.names.clone(),
        under: under.clone(),
        except: entry.except.clone(),
        key: None,
        versus: None,
    }
}

fn resolution(evidence: Option<&Evidence>, registry: &Registry, entry: &RegistryEntry, name: Option<usize>) -> Resolution {
    let Some(evidence) = evidence else { return Resolution::Unknown("nothing was measured".to_owned()) };
    let answer = evidence.answers.get(&question(registry, entry, name)).or_else(|| {
        // An entry of one name may have been asked as a whole.
        evidence.answers.get(&question(registry, entry, None)).filter(|_| entry.subjects.len() == 1)
    });
    let Some(answer) = answer else { return Resolution::Unknown("it was not measured".to_owned()) };
    let subject = name.and_then(|name| entry.subjects.get(name)).map_or("", |subject| &**subject);
    of_answer(entry.kind, subject, answer)
}

fn of_answer(kind: EntryKind, subject: &str, answer: &Answer) -> Resolution {
    let places = |sights: &[Sight]| sights.iter().map(ToString::to_string).collect::<Vec<String>>();
    let counts = matches!(kind, EntryKind::Retired | EntryKind::Sought | EntryKind::Isolate);
    match &answer.outcome {
        Outcome::Unknown(reason) => Resolution::Unknown(reason.to_string()),
        Outcome::Count(all, _) if counts => Resolution::Counted(*all, places(&answer.seen)),
        Outcome::Truth(holds) if *holds && !counts => Resolution::Resolves(places(&answer.seen)),
        Outcome::Count(all, each) if *all > 0 && each.iter().all(|count| *count > 0) => Resolution::Resolves(places(&answer.seen)),
        Outcome::Truth(false) | Outcome::Count(..) if !counts => {
            let same: BTreeSet<String> = answer.near.iter().filter_map(|sight| module(subject, sight)).collect();
            Resolution::Fails { same: same.into_iter().collect(), near: places(&answer.near) }
        }
        _ => Resolution::Unknown("the answer does not tell".to_owned()),
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
