//! `in-scenario`: something is found in a scenario that is not found in the plan.
//!
//! The plan with the facts of the scenario is scheduled anew, and its dates are held against one another like those of the plan. What only ends
//! late there is a note, since scenarios are there to show that; what contradicts itself, or finds no place or people, is a warning: the dates of
//! such a scenario must not be trusted.

use super::{Weights, of_schedule, weigh};
use crate::diag::{Code, Diagnostic, Severity, code};
use crate::model::{Plan, Scenario};
use crate::survey::Survey;
use crate::text::Place;

/// Findings of one kind that are told of a scenario; of more it is said how many there are.
const TOLD: usize = 5;

/// What a finding is about: its kind, its item, and of what is about the whole plan its place.
fn key(plan: &Plan, finding: &Diagnostic) -> (&'static str, Option<String>, Option<Place>) {
    let whole = finding.item.as_deref().is_none_or(|item| item == &*plan.root().name);
    (finding.code.id, finding.item.clone(), finding.place().filter(|_| whole))
}

/// What is found in the dates of a scenario, and of its plan is not: `own` holds what is found there. What the plan allows or waives is not told.
pub fn in_scenario_alone(changed: &Survey<'_>, weights: &Weights, own: &[Diagnostic]) -> Vec<Diagnostic> {
    let plan = changed.plan;
    let own: Vec<_> = own.iter().map(|finding| key(plan, finding)).collect();
    let found = of_schedule(changed).into_iter().filter(|finding| !own.contains(&key(plan, finding))).collect();
    let mut found = weigh(changed, weights, found);
    found.retain(|finding| finding.code.id != code::UNMATCHED_WAIVER.id);
    found.sort_by(|a, b| (a.place(), a.code.id, &a.message).cmp(&(b.place(), b.code.id, &b.message)));
    found
}

/// Tells what is found in scenarios alone.
pub fn in_scenario(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    for scenario in &survey.scenarios {
        let Some(of) = survey.plan.scenarios.get(scenario.index) else { continue };
        let mut kinds: Vec<&'static Code> = Vec::new();
        for finding in &scenario.found {
            if kinds.iter().all(|kind| kind.id != finding.code.id) {
                kinds.push(finding.code);
            }
        }
        for kind in kinds {
            let all: Vec<&Diagnostic> = scenario.found.iter().filter(|finding| finding.code.id == kind.id).collect();
            let more = all.len().saturating_sub(TOLD);
            for (at, finding) in all.iter().take(TOLD).enumerate() {
                let told = told(of, finding);
                found.push(match more {
                    more if more > 0 && at + 1 == TOLD => told.note(format!("and {more} more of `{}` in this scenario", kind.name)),
                    _ => told,
                });
            }
        }
    }
}

/// A finding of a scenario as one of the plan, at the line of the scenario that changes what it is about.
fn told(scenario: &Scenario, finding: &Diagnostic) -> Diagnostic {
    let mut told = Diagnostic::new(&code::IN_SCENARIO, format!("in scenario `{}`: {}", scenario.id, finding.message));
    if finding.code.id == code::LATE.id || finding.code.id == code::PHASE_OVERRUN.id {
        told.severity = Severity::Note;
    }
    let changes = scenario.changes.iter().zip(&scenario.lines);
    let line = changes.filter(|((name, _), _)| finding.item.as_deref() == Some(&**name)).map(|(_, place)| *place).next();
    let place = line.or_else(|| scenario.lines.first().copied().filter(|_| scenario.lines.len() == 1)).unwrap_or(scenario.said);
    told = told.at(place, "");
    for label in finding.labels.iter().filter(|label| label.primary && label.place != place) {
        told = told.see(label.place, label.text.clone());
    }
    told.item = finding.item.clone();
    told.help = finding.help.clone();
    told.note(format!("`landfall explain {}` tells more", finding.code.name))
}
