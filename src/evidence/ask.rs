//! Gathering the questions of a plan.

use super::question::Question;
use crate::model::{Condition, Item, Plan};
use crate::syntax::Probe;
use std::collections::BTreeSet;

/// Whether a plan says anything that a tree or a report could show, or that a person vouches for.
pub fn asks(plan: &Plan) -> bool {
    let vouched = |condition: &Option<Condition>| condition.as_ref().is_some_and(holds_word);
    if plan.items.iter().any(|item| vouched(&item.condition)) {
        return true;
    }
    plan.items.iter().flat_map(Item::places).next().is_some() || !questions(plan).is_empty()
}

fn holds_word(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(holds_word),
        Condition::Attested(_) => true,
        Condition::Test(_) => false,
    }
}

/// The questions by which something is to be there: where nothing is, what was perhaps meant is worth telling.
pub fn sought(plan: &Plan) -> BTreeSet<Question> {
    let mut all = BTreeSet::new();
    for condition in plan.conditions() {
        condition.tests(&mut |test| {
            if !test.negated {
                all.insert(Question::of(test));
            }
        });
    }
    all
}

/// Whether a plan asks for what only the reports of other tools tell.
pub fn asks_for_reports(plan: &Plan) -> bool {
    let of_reports = |kind| matches!(kind, Probe::LineCoverage | Probe::BranchCoverage | Probe::Tests | Probe::Findings);
    questions(plan).iter().filter_map(Question::kind).any(of_reports)
}

/// Every question the conditions of a plan ask, each once, sorted.
pub fn questions(plan: &Plan) -> Vec<Question> {
    let mut all = BTreeSet::new();
    for condition in plan.conditions() {
        condition.tests(&mut |test| {
            all.insert(Question::of(test));
        });
    }
    for item in &plan.items {
        all.extend(Question::importers_of_item(item));
    }
    for registry in &plan.registries {
        for entry in &registry.entries {
            all.insert(Question::of_entry(registry, entry));
            all.extend(Question::of_replacement(entry));
        }
    }
    all.into_iter().collect()
}
