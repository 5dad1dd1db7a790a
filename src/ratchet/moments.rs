//! Latest moments of two revisions: which is later.

use crate::model::{Moment, PhaseId, Plan, Window};
use crate::time::Date;
use std::collections::BTreeSet;

/// A moment as it is shown.
pub fn moment(plan: &Plan, moment: Moment) -> String {
    match moment {
        Moment::Date(date) => date.to_string(),
        Moment::Day(day) => format!("day {day}"),
        Moment::Week(week) => format!("week {week}"),
        Moment::Phase(phase) => format!("`{}`", phase_id(plan, phase)),
        Moment::Item(item) => format!("`{}`", plan.item(item).name),
    }
}

/// Whether the second moment is later than the first, as far as that can be told. Days and weeks are compared as they are written: a
/// start that is moved is told of once.
pub fn later(before: Moment, after: Moment, plans: (&Plan, &Plan)) -> bool {
    match (before, after) {
        (Moment::Day(before), Moment::Day(after)) | (Moment::Week(before), Moment::Week(after)) => after > before,
        (Moment::Phase(before), Moment::Phase(after)) => later_phase(before, after, plans),
        (Moment::Item(before), Moment::Item(after)) => plans.0.item(before).name != plans.1.item(after).name,
        (before, after) => match (last_day(plans.0, before), last_day(plans.1, after)) {
            (Some(before), Some(after)) => after > before,
            _ => true,
        },
    }
}

/// Whether the second phase ends later than the first: by their last days, or else by which follows which, or by their order. What
/// becomes of a phase itself is told elsewhere, so both are looked at as they are now.
fn later_phase(before: PhaseId, after: PhaseId, plans: (&Plan, &Plan)) -> bool {
    let old = phase_id(plans.0, before);
    if old == phase_id(plans.1, after) {
        return false;
    }
    let Some(before) = place_of(plans.1, old) else {
        // It is gone, or has another name.
        return match (last_day(plans.0, Moment::Phase(before)), last_day(plans.1, Moment::Phase(after))) {
            (Some(before), Some(after)) => after > before,
            _ => after > before,
        };
    };
    match (last_day(plans.1, Moment::Phase(before)), last_day(plans.1, Moment::Phase(after))) {
        (Some(before), Some(after)) => after > before,
        _ if follows(plans.1, after, before) => true,
        _ => after > before && !follows(plans.1, before, after),
    }
}

/// Whether a phase comes after another, directly or not.
fn follows(plan: &Plan, phase: PhaseId, first: PhaseId) -> bool {
    let (mut seen, mut queue) = (BTreeSet::new(), vec![phase]);
    while let Some(phase) = queue.pop() {
        for (before, _) in plan.phases.get(phase.index()).into_iter().flat_map(|phase| &phase.after) {
            if *before == first {
                return true;
            }
            if seen.insert(*before) {
                queue.push(*before);
            }
        }
    }
    false
}

/// A phase with its last day, where the plan itself tells it: `` `build` (until 2025-08-01)``.
pub fn phase_words(plan: &Plan, phase: PhaseId) -> String {
    let until = last_day(plan, Moment::Phase(phase)).map_or(String::new(), |last| format!(" (until {last})"));
    format!("`{}`{until}", phase_id(plan, phase))
}

fn phase_id(plan: &Plan, phase: PhaseId) -> &str {
    plan.phases.get(phase.index()).map_or("", |phase| &phase.id)
}

fn place_of(plan: &Plan, id: &str) -> Option<PhaseId> {
    plan.phases.iter().position(|phase| &*phase.id == id).and_then(|at| u32::try_from(at).ok()).map(PhaseId)
}

/// The last day of a moment, where the plan itself tells it.
fn last_day(plan: &Plan, moment: Moment) -> Option<Date> {
    let window = match moment {
        Moment::Date(date) => return Some(date),
        Moment::Day(day) => Window::Days(day, day),
        Moment::Week(week) => Window::Weeks(week, week),
        Moment::Phase(phase) => plan.phases.get(phase.index())?.window?,
        Moment::Item(_) => return None,
    };
    plan.period(window).map(|period| period.last)
}
