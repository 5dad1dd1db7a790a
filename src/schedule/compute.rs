//! The scheduler in one screen: activities, forward pass, people, backward pass, dates.

use super::activity::What;
use super::axis::Slot;
use super::build::{Build, build};
use super::late::shift;
use super::levelling::{Excess, Levelling};
use super::timetable::{Found, Overload, Timetable, Wait, timetable};
use super::work::Times;
use crate::graph::Order;
use crate::model::Plan;
use crate::progress::Assessment;
use crate::time::{Date, Period};

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
        let (starts, homeless, schedules) = levelling.level(settings.schedules);
        times = build.work.forward(&starts).0;
        unplaced.extend(homeless);
        unplaced.sort_unstable();
        unplaced.dedup();
        tried = schedules;
    }
    let end = end_of_all(&build, &times);
    shift(&build, &mut times, end, tried > 0);
    let (mut waits, mut overloads, mut behind) = (vec![None; times.len()], Vec::new(), Vec::new());
    if let Some(levelling) = &levelling {
        if tried > 0 {
            for wait in levelling.waits(&times) {
                let late = build.work.activity(wait.activity).as_late;
                if !late {
                    waits[wait.activity as usize] = Some(Wait { resource: wait.resource, behind: wait.behind });
                    // Who only pauses there goes on later, and holds nobody back at its end.
                    let ends_before = |before: &u32| matches!((times[*before as usize], times[wait.activity as usize]), (Some((_, end)), Some((start, _))) if end <= start);
                    behind.extend(wait.behind.filter(ends_before).map(|before| (before, wait.activity)));
                }
            }
        }
        overloads = levelling.excesses(&times).into_iter().map(|excess| overload(&build, excess)).collect();
    }
    let late = build.work.backward(&times, end, &behind);
    let found = Found { early, times, late, waits, overloads, unplaced, tried, end };
    timetable(plan, build, found, &assessment.closed)
}

/// The end of the last leaf.
fn end_of_all(build: &Build, times: &Times) -> Slot {
    let leaves = build.work.activities.iter().zip(times).filter(|(activity, _)| matches!(activity.what, What::Leaf(_)));
    leaves.filter_map(|(_, place)| place.map(|(_, end)| end)).max().unwrap_or(0)
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
