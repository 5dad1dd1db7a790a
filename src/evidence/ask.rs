//! Gathering the questions of a plan.

use super::globs::is_glob;
use super::question::Question;
use crate::code::Language;
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
    for item in &plan.items {
        all.extend(users_of(item));
    }
    all.into_iter().collect()
}

/// What an entry of a registry asks of the tree.
pub fn of_entry(registry: &Registry, entry: &RegistryEntry) -> Option<Question> {
    let about = |probe: &str| Question {
        under: entry.under.clone(),
        except: entry.except.clone(),
        ..Question::about(probe, entry.subjects.clone(), &entry.names)
    };
    Some(match entry.kind {
        EntryKind::Works | EntryKind::Broken | EntryKind::MockWorks | EntryKind::MockBroken => about(Probe::Resolves.word()),
        EntryKind::Retired => about(Question::IMPORTERS),
        EntryKind::Sought => {
            let question = about(Probe::Symbol.word());
            if question.under.is_empty() { Question { under: registry.under.clone(), ..question } } else { question }
        }
        EntryKind::Isolate => about(Probe::Isolation.word()),
    })
}

/// What the replacement of an entry asks of the tree: that it resolves.
pub fn of_replacement(_: &Registry, entry: &RegistryEntry) -> Option<Question> {
    let Some(Replacement::Text(module, names)) = &entry.replacement else { return None };
    // A replacement in words is no import.
    let is_path = !module.is_empty() && !module.contains(char::is_whitespace);
    is_path.then(|| Question::about(Probe::Resolves.word(), vec![module.clone()], names))
}

/// Who still imports what stands, or stood, at the paths of something that retires.
pub fn users_of(item: &Item) -> Option<Question> {
    let is_code = |path: &str| Language::of_path(path).is_some() || !path.rsplit('/').next().unwrap_or(path).contains('.');
    let paths = item.at.iter().map(|place| &place.path).filter(|path| is_code(path) && !is_glob(path));
    let paths: Vec<Box<str>> = paths.cloned().collect();
    let asked = item.kind == ItemKind::Retire && item.condition.is_none() && !paths.is_empty();
    asked.then(|| Question::about(Question::IMPORTERS, paths, &[]))
}
