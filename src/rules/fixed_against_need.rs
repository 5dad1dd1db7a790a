//! `fixed-against-need`: a fixed date before what it waits for.
//!
//! Its days are fixed with `on`, and what it needs, or must not come before, is computed to be there only later. The fixed days stand, so one
//! of the two dates cannot come true: move the fixed days, or bring forward what it waits for. Where a need and what is needed are both fixed,
//! that is `window-against-order`.

use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, ItemKind, Moment, Window};
use crate::schedule::activity::{Link, Mode, Reason, What};
use crate::schedule::{Basis, Slot, holds_start, why};
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::time::Date;

/// Finds fixed days that needs or `not before` contradict.
pub fn fixed_against_need(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    let work = &table.build.work;
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| !item.is_dropped() && !survey.assessment.is_closed(*id)) {
        found.extend(not_before(survey, id, item));
        let Some(at) = table.activity(id).filter(|at| work.activity(*at).mode == Mode::Fixed) else { continue };
        for link in work.links.before(at) {
            let (Reason::Need(place), Some((needed, when))) = (link.reason, needed(survey, link)) else { continue };
            if work.bound(link, &table.times).is_none_or(|bound| in_time(survey, at, bound, holds_start(link.kind))) {
                continue;
            }
            let fixed = table.items[id.index()].map_or_else(String::new, |planned| planned.period.to_string());
            let gap = why::between(plan, table, link.gap);
            let message =
                format!("`{}` is fixed on {fixed}, but `{}`, which it needs, cannot {when}{gap}", item.name, plan.item(needed).name);
            let diagnostic = Diagnostic::new(&code::FIXED_AGAINST_NEED, message)
                .at(place, "needed here")
                .see(item.window_said.unwrap_or(item.said), "fixed here")
                .about(&*item.name);
            let diagnostic = super::late::chain(survey, needed, diagnostic);
            found.push(diagnostic.help("move the fixed days, or bring forward what is needed"));
        }
    }
}

/// What an open need of something fixed is for, and before when that cannot end, or begin, in words.
fn needed(survey: &Survey<'_>, link: &Link) -> Option<(ItemId, String)> {
    let (plan, table) = (survey.plan, &survey.timetable);
    let (What::Leaf(needed) | What::Start(needed) | What::Finish(needed)) = table.build.work.activity(link.from).what else { return None };
    let ends = table.ends_no_earlier(plan, needed).filter(|_| !survey.assessment.is_closed(needed))?;
    let starts = || {
        let own = table.items[needed.index()].filter(|planned| planned.basis == Basis::Computed).map(|planned| planned.period.first);
        own.or_else(|| Some(table.build.axis.date(table.times[link.from as usize]?.0))).unwrap_or(ends)
    };
    Some(match link.kind {
        LinkKind::FinishStart | LinkKind::FinishFinish => (needed, format!("end before {ends}")),
        LinkKind::StartStart | LinkKind::StartFinish => (needed, format!("begin before {}", starts())),
    })
}

/// Whether the start, or the end, of something fixed is no earlier than a slot.
fn in_time(survey: &Survey<'_>, at: u32, bound: Slot, of_start: bool) -> bool {
    let work = &survey.timetable.build.work;
    let Some((start, end)) = survey.timetable.times[at as usize] else { return true };
    if start == end {
        return bound <= end;
    }
    let calendar = work.calendar(at);
    if of_start {
        return bound <= start || calendar.worked(start, bound) == 0;
    }
    // Where a day begins the one before it ends: what would be placed by the bound tells.
    let placed = || calendar.start_to_end_at(bound, 1, work.day, false).is_some_and(|last| last < end);
    bound <= calendar.stands_until(end, work.day) || placed()
}

/// Fixed days, or weeks, before what an item may not come before.
fn not_before(survey: &Survey<'_>, id: ItemId, item: &Item) -> Option<Diagnostic> {
    let (plan, table) = (survey.plan, &survey.timetable);
    let window = item.window()?;
    let days = plan.period(window)?;
    // In a week it may begin on any day.
    let first = if matches!(window, Window::Weeks(..)) || item.kind == ItemKind::Milestone { days.last } else { days.first };
    let behind = |date: Date| Some(date).filter(|date| *date > first);
    let (words, chained) = match item.not_before? {
        Moment::Date(date) => (format!("may not begin before {}", behind(date)?), None),
        Moment::Day(day) => (format!("may not begin before day {day}, {}", behind(plan.day_period(day, day)?.first)?), None),
        Moment::Week(week) => (format!("may not begin before week {week}, {}", behind(plan.week_period(week, week)?.first)?), None),
        Moment::Phase(phase) => {
            let begins = behind(table.phases[phase.index()].map(|period| period.first)?)?;
            (format!("may not begin before phase `{}`, which begins {begins}", plan.phases[phase.index()].id), None)
        }
        Moment::Item(other) if other == id || survey.assessment.is_closed(other) || plan.item(other).is_dropped() => return None,
        Moment::Item(other) => {
            let fixed = table.items[other.index()].filter(|planned| matches!(planned.basis, Basis::Fixed | Basis::Week));
            let ends = table.ends_no_earlier(plan, other).or(fixed.map(|planned| planned.period.last))?;
            let at = table.activity(id).filter(|at| table.build.work.activity(*at).mode == Mode::Fixed);
            let finish = table.times.get(table.build.finishes[other.index()] as usize).copied().flatten();
            let kept = match (window, at, finish) {
                (Window::Dates(_) | Window::Days(..), Some(at), Some((_, finish))) => in_time(survey, at, finish, true),
                _ => behind(ends).is_none(),
            };
            if kept {
                return None;
            }
            (format!("may not begin before `{}`, which cannot end before {ends}", plan.item(other).name), Some(other))
        }
    };
    let is = if item.on.is_some() { "fixed on" } else { "to be done in" };
    let message = format!("`{}` is {is} {}, but {words}", item.name, super::wording::window(plan, window));
    let diagnostic = Diagnostic::new(&code::FIXED_AGAINST_NEED, message).at(item.window_said.unwrap_or(item.said), "fixed here");
    let diagnostic = diagnostic.see(item.said, "held back by `not before`").about(&*item.name);
    let diagnostic = match chained {
        Some(other) => super::late::chain(survey, other, diagnostic),
        None => diagnostic,
    };
    Some(diagnostic.help("move the fixed days, or what it may not come before"))
}
