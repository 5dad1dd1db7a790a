//! Commands of a plan that another revision of it has too.

use crate::model::{Condition, Measure, Plan};
use crate::syntax::Probe;
use std::collections::BTreeSet;

/// The commands that both revisions ask for in exactly the same words: a pull request did not write them, so they may run unasked.
pub fn unchanged_commands<'p>(then: &Plan, now: &'p Plan) -> BTreeSet<&'p str> {
    let known = commands(then);
    commands(now).into_iter().filter(|command| known.contains(command)).collect()
}

/// Every command a plan asks for.
fn commands(plan: &Plan) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    for condition in conditions(plan) {
        condition.tests(&mut |test| {
            if test.probe == Probe::Command {
                all.extend(test.subjects.iter().map(|subject| &**subject));
            }
        });
    }
    all
}

/// Every condition of a plan.
pub fn conditions(plan: &Plan) -> impl Iterator<Item = &Condition> {
    let of_items =
        plan.items.iter().flat_map(|item| item.condition.iter().chain(item.steps.iter().filter_map(|step| step.condition.as_ref())));
    let of_phases = plan.phases.iter().filter_map(|phase| phase.gate.as_ref());
    let of_targets = plan.targets.iter().filter_map(|target| match &target.measure {
        Some(Measure::Test(condition)) => Some(condition),
        _ => None,
    });
    of_items.chain(of_phases).chain(of_targets)
}
