//! `window-without-work`: a window that holds no working time.
//!
//! To slide the work would move a fixed date; to leave it would plan work for days off.

use super::wording::window;
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemKind, Plan, Window};
use crate::survey::Survey;
use crate::text::Place;
use crate::time::{Period, WorkingTime};

/// Finds windows of items, steps and phases that hold only days off.
pub fn window_without_work(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let idle = |working: &WorkingTime, window: Option<Window>| {
        window.filter(|window| plan.period(*window).is_some_and(|period| !working.is_worked_in(period)))
    };
    for (_, item) in plan.ids().filter(|(id, item)| takes_time(item) && !item.is_dropped() && !survey.assessment.is_closed(*id)) {
        let by = item.by.first().and_then(|party| plan.parties[party.index()].working.as_ref());
        let working = by.unwrap_or(&plan.working);
        // Time of the calendar passes on days off as well.
        let worked = |window: Option<Window>| window.filter(|_| !item.is_elapsed());
        if let Some(empty) = idle(working, worked(item.window())) {
            found.push(finding(plan, &format!("`{}`", item.name), empty, item.window_said.unwrap_or(item.said), &item.name));
        }
        if let Some((window, why)) = item.on.and_then(|window| Some((window, held_back(plan, item, window)?))) {
            let place = item.window_said.unwrap_or(item.said);
            let message = format!("nothing is worked in the window of `{}`: {}, {why}", item.name, super::wording::window(plan, window));
            let found_here = Diagnostic::new(&code::WINDOW_WITHOUT_WORK, message).at(place, "these days are fixed").about(&*item.name);
            found.push(found_here.help("move it to other days, or let it be held back: `not before` in place of `on`"));
        }
        for step in &item.steps {
            if let Some(empty) = idle(working, worked(step.window)).filter(|empty| Some(*empty) != item.on) {
                found.push(finding(plan, &format!("step `{}` of `{}`", step.id, item.name), empty, step.said, &item.name));
            }
        }
    }
    let moments =
        plan.ids().filter(|(id, item)| item.kind == ItemKind::Milestone && !item.is_dropped() && !survey.assessment.is_closed(*id));
    for (_, item) in moments {
        if let Some((fixed, freeze)) = item.on.and_then(|fixed| Some((fixed, frozen(plan, item, plan.period(fixed)?)?))) {
            let message = format!("`{}` is fixed within the freeze `{freeze}`: {}", item.name, window(plan, fixed));
            let place = item.window_said.unwrap_or(item.said);
            let found_here = Diagnostic::new(&code::WINDOW_WITHOUT_WORK, message).at(place, "this day is fixed").about(&*item.name);
            found.push(found_here.help("move it to another day, or let it be held back: `not before` in place of `on`"));
        }
    }
    for phase in &plan.phases {
        if let Some(empty) = idle(&plan.working, phase.window) {
            found.push(finding(plan, &format!("phase `{}`", phase.id), empty, phase.window_said.unwrap_or(phase.said), &plan.root().name));
        }
    }
}

/// Whether the fixed days of something hold no working time at all, for a reason that is told here.
pub(super) fn tells_of(plan: &Plan, item: &Item) -> bool {
    let by = item.by.first().and_then(|party| plan.parties[party.index()].working.as_ref());
    let fixed = item.window().and_then(|window| plan.period(window));
    let idle = !item.is_elapsed() && fixed.is_some_and(|days| !by.unwrap_or(&plan.working).is_worked_in(days));
    takes_time(item) && (idle || item.on.is_some_and(|window| held_back(plan, item, window).is_some()))
}

/// Why nothing is done of a thing in all of a window: a freeze, or nobody is there.
fn held_back(plan: &Plan, item: &Item, window: Window) -> Option<String> {
    let period = plan.period(window)?;
    if let Some(freeze) = frozen(plan, item, period) {
        return Some(format!("within the freeze `{freeze}`"));
    }
    let people: Vec<_> = item.by.iter().filter_map(|party| plan.parties.get(party.index())).collect();
    let away = !item.is_elapsed() && !people.is_empty() && people.iter().all(|party| party.away.iter().any(|away| away.covers(period)));
    away.then(|| {
        format!(
            "while {} away",
            super::wording::names(&people.iter().map(|party| &*party.id).collect::<Vec<_>>(), 3)
                + if people.len() == 1 { " is" } else { " are" }
        )
    })
}

/// The freeze that holds a thing back in all of a period.
fn frozen<'p>(plan: &'p Plan, item: &Item, period: Period) -> Option<&'p str> {
    let freeze = plan.freezes.iter().find(|freeze| freeze.holds(item) && freeze.period.is_some_and(|frozen| frozen.covers(period)))?;
    Some(&freeze.id)
}

/// Others choose their own days, and a moment takes none.
fn takes_time(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Area | ItemKind::Component | ItemKind::Retire | ItemKind::Task)
}

fn finding(plan: &Plan, what: &str, empty: Window, place: Place, item: &str) -> Diagnostic {
    let weekdays = match plan.period(empty) {
        Some(period) if period.first == period.last => format!(", a {}", period.first.weekday().name()),
        Some(period) => format!(", {} to {}", period.first.weekday().name(), period.last.weekday().name()),
        None => String::new(),
    };
    Diagnostic::new(&code::WINDOW_WITHOUT_WORK, format!("nothing is worked in the window of {what}: {}{weekdays}", window(plan, empty)))
        .at(place, "only days off")
        .about(item)
        .help("move it to working days, or say with `days` and `holiday` what is worked")
}
