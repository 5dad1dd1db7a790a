//! The scheduler in one screen: activities, forward pass, people, backward pass, dates.

use super::activity::What;
use super::build::{Build, build};
use super::crowded::late_dates;
use super::handover::{Handover, between, handovers};
use super::levelling::{Excess, Levelling, Waiting};
use super::placing::{Frame, Placed};
use super::rooms::{Passes, rooms};
use super::timetable::{Found, Overload, Timetable, Wait, timetable, vague};
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
    let table = lay(plan, order, assessment, data_date, settings, false);
    // People may come late, or have little time: before anything is said to find no place, all of the time is looked at.
    if table.unplaced.is_empty() { table } else { lay(plan, order, assessment, data_date, settings, true) }
}

fn lay(plan: &Plan, order: &Order, assessment: &Assessment, data_date: Date, settings: Settings, full: bool) -> Timetable {
    let build = build(plan, order, assessment, data_date, full);
    let (early, unplaced) = build.work.forward(&[]);
    let levelling = Levelling::new(&build, &early);
    let vague = vague(plan, &build, &assessment.closed);
    let frame = Frame { plan, build: &build, vague: &vague, closed: &assessment.closed };
    let placed = match levelling.as_ref().filter(|_| settings.levelled) {
        None => Placed::new(&frame, early.clone(), unplaced, 0),
        Some(levelling) => Placed::levelled(&frame, levelling, settings.schedules, &unplaced),
    };
    let Placed { times, unplaced, tried, dues, end, moved } = placed;
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
    let extra = between(&handed, &times);
    let late = match tried {
        0 => build.work.backward(&times, end, &dues, &[]),
        _ => late_dates(&build, &times, end, &dues, &extra),
    };
    let found = Found { times, waits, overloads, unplaced, tried };
    let mut table = timetable(plan, build, found, &vague, &assessment.closed);
    table.rooms = rooms(plan, &table, &Passes { early, late, end, handed: extra }, &assessment.closed);
    table
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
