//! Latest moments of two revisions: which is later.

use crate::model::{Moment, PhaseId, Plan, Window};
use crate::time::Date;

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
        (Moment::Phase(before), Moment::Phase(after)) => {
            let (old, new) = (phase_id(plans.0, before), phase_id(plans.1, after));
            // The phases themselves are compared elsewhere.
            old != new
                && match (
                    last_day(plans.1, Moment::Phase(after)),
                    place_of(plans.1, old).and_then(|phase| last_day(plans.1, Moment::Phase(phase))),
                ) {
                    (Some(after), Some(before)) => after > before,
                    _ => place_of(plans.1, old).is_none_or(|before| after > before),
                }
        }
        (Moment::Item(before), Moment::Item(after)) => plans.0.item(before).name != plans.1.item(after).name,
        (before, after) => match (last_day(plans.0, before), last_day(plans.1, after)) {
            (Some(before), Some(after)) => after > before,
            _ => true,
        },
    }
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
