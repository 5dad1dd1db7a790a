//! Gathering the questions of a plan.

use super::question::Question;
use crate::model::{Condition, Item, ItemKind, Measure, Plan, Registry, RegistryEntry, Replacement};
use crate::syntax::{EntryKind, Probe};
use std::collections::BTreeSet;

/// Whether a plan says anything that a tree or a report could show.
pub fn asks(plan: &Plan) -> bool {
    let placed = |item: &Item| !item.at.is_empty() || item.steps.iter().any(|step| !step.at.is_empty());
    plan.items.iter().any(placed) || !questions(plan).is_empty()
}

/// Every question a plan asks, by its conditions, its registries and what it retires; each once, sorted.
pub fn questions(plan: &Plan) -> Vec<Question> {
    let mut all = BTreeSet::new();
    let mut see = |condition: &Condition| {
        condition.tests(&mut |test| {
            all.insert(Question::of(test));
        });
    };
    for item in &plan.items {
        item.condition.iter().for_each(&mut see);
        item.steps.iter().filter_map(|step| step.condition.as_ref()).for_each(&mut see);
    }
    plan.phases.iter().filter_map(|phase| phase.gate.as_ref()).for_each(&mut see);
    for target in &plan.targets {
        if let Some(Measure::Test(condition)) = &target.measure {
            see(condition);
        }
    }
    for registry in &plan.registries {
        for entry in &registry.entries {
            all.extend(of_entry(registry, entry));
            all.extend(of_replacement(registry, entry));
        }
    }
    for item in plan.items.iter().filter(|item| item.kind == ItemKind::Retire && item.condition.is_none()) {
        all.extend(users_of(item));
    }
    all.into_iter().collect()
}

/// A question of a kind about subjects, and nothing else said.
fn plain(probe: Probe, subjects: Vec<Box<str>>) -> Question {
    Question { probe: probe.word().into(), subjects, names: Vec::new(), under: Vec::new(), except: Vec::new(), key: None, versus: None }
}

/// What an entry of a registry asks of the tree.
pub fn of_entry(registry: &Registry, entry: &RegistryEntry) -> Option<Question> {
    let subjects = entry.subjects.clone();
    let here = |entry: &RegistryEntry| if entry.under.is_empty() { vec!["**".into()] } else { entry.under.clone() };
    Some(match entry.kind {
        EntryKind::Works | EntryKind::Broken => {
            Question { names: entry.names.clone(), under: registry.under.clone(), ..plain(Probe::Resolves, subjects) }
        }
        EntryKind::MockWorks | EntryKind::MockBroken => {
            Question { under: registry.under.clone(), key: Some("mock".into()), ..plain(Probe::Resolves, subjects) }
        }
        EntryKind::Retired => {
            Question { names: entry.names.clone(), under: here(entry), except: entry.except.clone(), ..plain(Probe::Import, subjects) }
        }
        EntryKind::Sought => Question { under: here(entry), except: entry.except.clone(), ..plain(Probe::Symbol, subjects) },
        EntryKind::Isolate => Question { except: entry.except.clone(), ..plain(Probe::Isolation, subjects) },
    })
}

/// What the replacement of an entry asks of the tree: that it resolves.
pub fn of_replacement(registry: &Registry, entry: &RegistryEntry) -> Option<Question> {
    let Some(Replacement::Text(module, names)) = &entry.replacement else { return None };
    // A replacement in words is no import.
    let is_path = !module.is_empty() && !module.contains(char::is_whitespace);
    let key = matches!(entry.kind, EntryKind::MockWorks | EntryKind::MockBroken).then(|| "mock".into());
    is_path.then(|| Question { names: names.clone(), under: registry.under.clone(), key, ..plain(Probe::Resolves, vec![module.clone()]) })
}

/// Who still imports the paths of something that retires.
pub fn users_of(item: &Item) -> Vec<Question> {
    let module = |path: &str| -> Option<Box<str>> {
        let path = path.strip_prefix("src/").unwrap_or(path);
        let stem = path.strip_suffix("/__init__.py").or_else(|| path.strip_suffix(".py")).or_else(|| path.strip_suffix('/'))?;
        let plain = stem.split('/').all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_'));
        plain.then(|| stem.replace('/', ".").into())
    };
    let modules = item.at.iter().filter_map(|place| module(&place.path));
    modules.map(|module| Question { under: vec!["**".into()], ..plain(Probe::Import, vec![module]) }).collect()
}
