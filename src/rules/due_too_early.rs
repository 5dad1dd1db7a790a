//! `due-too-early`: a due date before the work can be done.
//!
//! Before the end of its own fixed days, before its phase or its earliest start begins, before its needs are due or end.
//! Such a deadline is missed from the beginning: move it, or the work.

use super::wording::{days_late, window};
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Plan, Window};
use crate::progress::check::{Calendar, Days};
use crate::schedule::{Deadline, Missed};
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::text::Place;

/// Finds due dates that cannot be met; one finding an item, with every reason.
pub fn due_too_early(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let calendar = Calendar::new(plan);
    for (id, item) in plan.ids().filter(|(id, item)| !item.is_dropped() && !survey.assessment.is_closed(*id)) {
        if let Some(due) = item.due.and_then(|due| calendar.latest(due)) {
            let due_said = item.due_said.unwrap_or(item.said);
            let reasons = reasons(survey, &calendar, item, due);
            let finding = finding(&format!("`{}`", item.name), &item.name, (due, due_said), &calendar, reasons);
            // What is late by what it says itself is found here alone.
            let told = is_due_too_early(plan, &calendar, item);
            found.extend(finding.map(|finding| if told { with_lateness(survey, id, finding) } else { finding }));
        }
        for step in &item.steps {
            let Some((due, when)) = step.due.and_then(|due| calendar.latest(due)).zip(step.window) else { continue };
            let reasons = own_window(plan, &calendar, when, due, step.said).into_iter().collect();
            found.extend(finding(&format!("step `{}` of `{}`", step.id, item.name), &item.name, (due, step.said), &calendar, reasons));
        }
    }
}

/// Adds by how much the due date is missed, where that is known and lies ahead.
fn with_lateness(survey: &Survey<'_>, id: ItemId, finding: Diagnostic) -> Diagnostic {
    let plan = survey.plan;
    let missed = survey.timetable.missed(plan, id, survey.data_date);
    match missed.filter(|missed| missed.deadline == Deadline::Due && missed.last >= survey.data_date) {
        Some(Missed { last, ends: Some(ends), .. }) => {
            finding.note(format!("it cannot end before {ends}: {} late", days_late(plan, last, ends)))
        }
        _ => finding,
    }
}

type Reason = (String, Place);

/// What the author says of the item itself.
fn own_reasons(plan: &Plan, calendar: &Calendar<'_>, item: &Item, due: Days) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = Vec::new();
    let when = item.window();
    if let Some(when) = when {
        reasons.extend(own_window(plan, calendar, when, due, item.window_said.unwrap_or(item.said)));
    } else if let Some((phase, days)) = item.phase.and_then(|phase| Some((phase, calendar.phase(phase)?)))
        && due.before(days)
    {
        let phase = &plan.phases[phase.index()];
        reasons.push((
            format!("its phase `{}` begins on {}", phase.id, calendar.show(days.first, days.adrift)),
            phase.window_said.unwrap_or(phase.said),
        ));
    }
    if let Some(earliest) = item.not_before.and_then(|moment| calendar.earliest(moment)).filter(|earliest| due.before(*earliest)) {
        reasons.push((format!("it may not begin before {}", calendar.show(earliest.first, earliest.adrift)), item.said));
    }
    reasons
}

fn reasons(survey: &Survey<'_>, calendar: &Calendar<'_>, item: &Item, due: Days) -> Vec<Reason> {
    let plan = survey.plan;
    let mut reasons = own_reasons(plan, calendar, item, due);
    let finishing = |kind: LinkKind| matches!(kind, LinkKind::FinishStart | LinkKind::FinishFinish);
    for need in item.needs.iter().filter(|need| finishing(need.link) && !need.lag.is_some_and(|lag| lag.lead)) {
        let needed = plan.item(need.target);
        if survey.assessment.is_closed(need.target) || needed.is_dropped() {
            continue;
        }
        if let Some(other) = needed.due.and_then(|other| calendar.latest(other)).filter(|other| due.before(*other)) {
            let place = needed.due_said.unwrap_or(needed.said);
            reasons.push((format!("it needs `{}`, which is due on {}", needed.name, calendar.show(other.last, other.adrift)), place));
        } else if let Some(on) = needed.on {
            let days = calendar.window(on);
            if due.adrift == days.adrift && due.last < days.last {
                let place = needed.window_said.unwrap_or(needed.said);
                reasons.push((format!("it needs `{}`, which stands on {}", needed.name, window(plan, on)), place));
            }
        }
    }
    reasons
}

/// Whether an item is due before its own fixed days end, or before its weeks, its phase or its earliest start begins: then it is late whatever else
/// holds, and found here.
pub(super) fn is_due_too_early(plan: &Plan, calendar: &Calendar<'_>, item: &Item) -> bool {
    let due = item.due.and_then(|due| calendar.latest(due));
    due.is_some_and(|due| !own_reasons(plan, calendar, item, due).is_empty())
}

/// Fixed days must have ended; of weeks it is enough that they have begun.
fn is_before(calendar: &Calendar<'_>, when: Window, due: Days) -> bool {
    let days = calendar.window(when);
    match when {
        Window::Weeks(..) => due.before(days),
        _ => due.adrift == days.adrift && due.last < days.last,
    }
}

fn own_window(plan: &Plan, calendar: &Calendar<'_>, when: Window, due: Days, place: Place) -> Option<Reason> {
    is_before(calendar, when, due).then(|| (format!("it is planned for {}", window(plan, when)), place))
}

fn finding(what: &str, about: &str, due: (Days, Place), calendar: &Calendar<'_>, reasons: Vec<Reason>) -> Option<Diagnostic> {
    let (first, place) = reasons.first()?;
    let day = calendar.show(due.0.last, due.0.adrift);
    let mut diagnostic = Diagnostic::new(&code::DUE_TOO_EARLY, format!("{what} is due on {day}, but {first}"))
        .at(due.1, format!("due on {day}"))
        .see(*place, "")
        .about(about);
    for (reason, place) in reasons.iter().skip(1) {
        diagnostic = diagnostic.see(*place, "").note(reason.clone());
    }
    Some(diagnostic.help("move the due date, or the work"))
}
