//! Which of all that holds an activity back gives it the place it has.

use super::{Cause, Step, off, period};
use crate::model::{ItemId, Plan};
use crate::schedule::activity::{Bound, Link, Mode, Reason, What};
use crate::schedule::axis::Slot;
use crate::schedule::timetable::Timetable;
use crate::schedule::work::holds_start;
use crate::text::Place;
use std::cmp::Reverse;

/// Something that asks an activity to start, or to end, no earlier than a slot.
struct Ask {
    slot: Slot,
    /// The start that this comes to.
    begin: Slot,
    on_end: bool,
    /// Among asks that give the same place, the lowest is told.
    rank: (u8, Reverse<Slot>, u32),
    cause: Cause,
    before: Option<u32>,
    place: Option<Place>,
}

/// What fixes an activity; nothing when it has no place in time. Points where several wait for several are passed over.
pub(super) fn step(plan: &Plan, table: &Timetable, at: u32) -> Option<Step> {
    let mut step = direct(plan, table, at)?;
    let mut guard = 0;
    while let Some(before) = step.before.filter(|before| table.build.work.activity(*before).what == What::Junction && guard < 1000) {
        guard += 1;
        let behind = direct(plan, table, before)?;
        step.before = behind.before;
        step.place = step.place.or(behind.place);
        if behind.before.is_none() {
            break;
        }
    }
    // That the window of a phase begins when the phase does needs no step of its own.
    if let Some(before) = step.before
        && let What::PhaseStart(phase) = table.build.work.activity(before).what
        && let Some(begins) = direct(plan, table, before)
        && begins.cause == Cause::Phase(phase)
        && begins.before.is_none()
    {
        (step.before, step.place) = (None, begins.place);
    }
    Some(step)
}

fn direct(plan: &Plan, table: &Timetable, at: u32) -> Option<Step> {
    let activity = table.build.work.activity(at);
    let (start, end) = table.times[at as usize]?;
    let said = |cause: Cause, before: Option<u32>, place: Option<Place>, held_by_end: bool| {
        Some(Step { activity: at, what: activity.what, period: period(table, at)?, held_by_end, cause, before, place })
    };
    let item = match activity.what {
        What::Leaf(id) => Some(id),
        _ => None,
    };
    if activity.mode == Mode::Happened {
        return said(Cause::Happened, None, item.and_then(|id| plan.item(id).state_said.or(Some(plan.item(id).said))), false);
    }
    if activity.pinned.is_some() {
        return match activity.what {
            What::PhaseFinish(phase) => said(Cause::Phase(phase), None, plan.phases[phase.index()].window_said, false),
            _ => said(Cause::Fixed, None, item.and_then(|id| fixed_at(plan, id)), false),
        };
    }
    if let Some(wait) = item.and_then(|id| table.waits[id.index()]) {
        let place = item
            .and_then(|id| plan.item(id).by.first())
            .map(|_| plan.parties[table.build.resources[wait.resource as usize].party.index()].said);
        return said(Cause::People(wait.resource), wait.behind, place, false);
    }
    let asks = asks(plan, table, at);
    let latest = |on_end: bool| asks.iter().filter(|ask| ask.on_end == on_end).map(|ask| ask.begin).max();
    let begin = latest(false).unwrap_or(0);
    let begins = table.beginnings[at as usize].is_some();
    let placed = table.build.work.place(at, begin, latest(true), begins);
    if placed.is_some_and(|(earliest, _)| earliest < start) && activity.mode == Mode::Free {
        if activity.as_late {
            return said(Cause::AsLate, None, item.map(|id| plan.item(id).said), false);
        }
        if !activity.uses.is_empty() {
            return said(Cause::Levelling, None, None, false);
        }
    }
    // An ask binds when it alone gives the same place.
    let binds = |ask: &&Ask| {
        let (start_ask, end_ask) = if ask.on_end { (0, Some(ask.begin)) } else { (ask.slot, None) };
        match table.build.work.place(at, start_ask, end_ask, begins) {
            Some((first, last)) => first >= start.min(placed.map_or(start, |(first, _)| first)) && (activity.work > 0 || last >= end),
            None => false,
        }
    };
    let bound =
        asks.iter().filter(binds).min_by_key(|ask| ask.rank).or_else(|| asks.iter().max_by_key(|ask| (ask.slot, Reverse(ask.rank))));
    let on_end = bound.is_some_and(|ask| ask.on_end);
    if let Some((cause, place)) = off::kept(plan, table, at, bound.map_or(0, |ask| ask.slot), on_end) {
        return said(cause, bound.and_then(|ask| ask.before), Some(place), on_end);
    }
    match bound {
        Some(ask) => said(ask.cause, ask.before, ask.place, ask.on_end),
        None => said(Cause::PlanStart, None, Some(plan.root().said), false),
    }
}

/// Where the author fixed an item, or said that it is done.
fn fixed_at(plan: &Plan, id: ItemId) -> Option<Place> {
    let item = plan.item(id);
    item.window_said.or(item.state_said).or(Some(item.said))
}

fn asks(plan: &Plan, table: &Timetable, at: u32) -> Vec<Ask> {
    let work = &table.build.work;
    let activity = work.activity(at);
    let mut asks: Vec<Ask> = Vec::new();
    for link in work.links.before(at) {
        let Some(slot) = work.bound(link, &table.times) else { continue };
        asks.push(of_link(plan, table, at, link, slot));
    }
    let mut add = |slot: Slot, class: u8, cause: Cause, place: Option<Place>| {
        asks.push(Ask {
            slot,
            begin: slot,
            on_end: false,
            rank: (class, Reverse(slot), u32::from(cause == Cause::DataDate)),
            cause,
            before: None,
            place,
        });
    };
    if activity.floor > 0 {
        add(activity.floor, 7, Cause::DataDate, None);
    }
    if let Some((slot, bound)) = activity.release {
        let own = match activity.what {
            What::Leaf(id) | What::Start(id) | What::Finish(id) => Some(plan.item(id)),
            _ => None,
        };
        let said = own.map(|item| item.said);
        let window = own.and_then(|item| item.window_said).or(said);
        let (class, cause, place) = match bound {
            Bound::PlanStart => (7, Cause::PlanStart, Some(plan.root().said)),
            Bound::DataDate => (6, Cause::Happened, said),
            Bound::Phase(phase) => (5, Cause::Phase(phase), plan.phases[phase.index()].window_said),
            Bound::Gate(phase) => (3, Cause::Gate(phase), Some(plan.phases[phase.index()].said)),
            Bound::NotBefore => (2, Cause::NotBefore, said),
            // Something with parts begins on the first of its fixed days.
            Bound::Week if own.is_some_and(|item| item.on.is_some()) => (4, Cause::Fixed, window),
            Bound::Week => (4, Cause::Week, window),
        };
        add(slot, class, cause, place);
    }
    asks
}

fn of_link(plan: &Plan, table: &Timetable, at: u32, link: &Link, slot: Slot) -> Ask {
    let work = &table.build.work;
    let (from, to) = (work.activity(link.from), work.activity(at));
    let over = matches!(from.mode, Mode::Happened | Mode::HappenedSometime);
    let (class, cause, place) = match link.reason {
        Reason::Need(place) => (1, Cause::Need(link.kind, link.gap), Some(place)),
        Reason::NotBefore => (2, Cause::NotBefore, own_place(plan, to.what)),
        Reason::Part => (4, Cause::Part, own_place(plan, from.what)),
        Reason::Phase | Reason::After => match (from.what, to.what) {
            (What::PhaseStart(phase) | What::PhaseFinish(phase), _) => (5, Cause::Phase(phase), Some(plan.phases[phase.index()].said)),
            (_, What::PhaseFinish(phase)) => (5, Cause::Phase(phase), own_place(plan, from.what)),
            _ => (5, Cause::Part, own_place(plan, from.what)),
        },
    };
    // What has happened holds nothing back that a date does not hold as well.
    let class = if over { class + 8 } else { class };
    let begin = if holds_start(link.kind) { slot } else { work.begin_for(link, slot) };
    Ask { slot, begin, on_end: !holds_start(link.kind), rank: (class, Reverse(slot), from.priority), cause, before: Some(link.from), place }
}

fn own_place(plan: &Plan, what: What) -> Option<Place> {
    match what {
        What::Leaf(id) | What::Start(id) | What::Finish(id) => Some(plan.item(id).said),
        What::PhaseStart(phase) | What::PhaseFinish(phase) => Some(plan.phases[phase.index()].said),
        What::Junction => None,
    }
}
