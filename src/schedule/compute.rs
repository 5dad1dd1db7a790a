//! The scheduler in one screen: activities, forward pass, people, backward pass, dates.

use super::activity::{Activity, What};
use super::axis::Slot;
use super::build::{Build, build};
use super::handover::{Handover, handovers};
use super::late::shift;
use super::levelling::{Excess, Levelling, Waiting};
use super::rooms::Passes;
use super::timetable::{Found, Overload, Timetable, Wait, timetable};
use super::work::Times;
use crate::graph::Order;
use crate::model::Plan;
use crate::progress::Assessment;
use crate::time::{Date, Period};
use std::cmp::Reverse;

/// How a plan is scheduled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Whether work waits for people.
    pub levelled: bool,
    /// How many schedules are tried; a number that fits the size of the plan when none is given.
    pub schedules: Option<u32>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { levelled: true, schedules: None }
    }
}

/// Lays a plan on the calendar, given what is true of it.
pub fn schedule(plan: &Plan, order: &Order, assessment: &Assessment, data_date: Date, settings: Settings) -> Timetable {
    let build = build(plan, order, assessment, data_date);
    let (early, mut unplaced) = build.work.forward(&[]);
    let levelling = Levelling::new(&build, &early);
    let (mut times, mut tried) = (early.clone(), 0);
    if let Some(levelling) = levelling.as_ref().filter(|_| settings.levelled) {
        let (mut starts, homeless, schedules) = levelling.level(settings.schedules);
        for at in &homeless {
            starts[*at as usize] = Some(Slot::MAX);
        }
        times = build.work.forward(&starts).0;
        unplaced.extend(homeless);
        unplaced.sort_unstable();
        unplaced.dedup();
        tried = schedules;
    }
    let end = end_of_all(&build, &times, &assessment.closed);
    let moved = shift(plan, &build, &mut times, end, tried > 0);
    let (mut waits, mut overloads, mut handed) = (vec![None; times.len()], Vec::new(), Vec::new());
    if let Some(levelling) = &levelling {
        if tried > 0 {
            handed = handovers(&build, &times);
            for wait in levelling.waits(&times).into_iter().filter(|wait| !moved[wait.activity as usize]) {
                waits[wait.activity as usize] = Some(behind(wait, &handed));
            }
        }
        overloads = levelling.excesses(&times).into_iter().map(|excess| overload(&build, excess)).collect();
    }
    let mut extra: Vec<(u32, u32)> = handed.iter().map(|handover| (handover.from, handover.to)).collect();
    extra.sort_unstable();
    extra.dedup();
    let late = build.work.backward(&times, end, &extra);
    let found = Found { times, waits, overloads, unplaced, tried };
    timetable(plan, build, found, &Passes { early, late, end, handed: extra }, &assessment.closed)
}

/// A wait, told by what gave the people free last; of several those of whom there are fewest.
fn behind(wait: Waiting, handed: &[Handover]) -> Wait {
    let from = handed.partition_point(|handover| handover.to < wait.activity);
    let own = handed[from..].iter().take_while(|handover| handover.to == wait.activity);
    match own.max_by_key(|handover| (handover.at, Reverse((handover.people, handover.resource, handover.from)))) {
        Some(last) if wait.behind.is_some() => Wait { resource: last.resource, behind: Some(last.from) },
        _ => Wait { resource: wait.resource, behind: wait.behind },
    }
}

/// The end of the last leaf. What is said to be done has ended by the data date, whatever days it was given.
fn end_of_all(build: &Build, times: &Times, closed: &[bool]) -> Slot {
    let today = build.work.data_date + build.axis.cells;
    let end = |(activity, place): (&Activity, &Option<(Slot, Slot)>)| match (activity.what, place) {
        (What::Leaf(id), Some((_, end))) => Some(if closed[id.index()] { (*end).min(today) } else { *end }),
        _ => None,
    };
    build.work.activities.iter().zip(times).filter_map(end).max().unwrap_or(0)
}

fn overload(build: &Build, excess: Excess) -> Overload {
    let there = build.resources[excess.resource as usize].at(excess.from);
    let item = |at: &u32| match build.work.activity(*at).what {
        What::Leaf(id) => Some(id),
        _ => None,
    };
    Overload {
        resource: excess.resource,
        period: Period::new(build.axis.date(excess.from), build.axis.last_date(excess.to)),
        needed: there.saturating_add(excess.missing),
        there,
        items: excess.activities.iter().filter_map(item).collect(),
    }
}
