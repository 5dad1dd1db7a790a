//! The scheduler in one screen: activities, forward pass, people, backward pass, dates.

use super::activity::What;
use super::axis::Slot;
use super::build::{Build, build};
use super::handover::{Handover, handovers};
use super::late::{self, shift};
use super::levelling::{Excess, Levelling, Waiting};
use super::rooms::{Passes, rooms};
use super::timetable::{Found, Overload, Timetable, Wait, timetable, vague};
use super::work::Times;
use crate::graph::Order;
use crate::model::{Moment, Plan};
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
    let (early, unplaced) = build.work.forward(&[]);
    let levelling = Levelling::new(&build, &early);
    let vague = vague(plan, &build, &assessment.closed);
    let counted = |at: usize| !vague[at] && !matches!(build.work.activities[at].what, What::Leaf(id) if assessment.closed[id.index()]);
    let finished = |placed: Placed| Finished::new(plan, &build, &vague, &counted, placed);
    let finished = match levelling.as_ref().filter(|_| settings.levelled) {
        None => finished(Placed { times: early.clone(), unplaced, tried: 0 }),
        Some(levelling) => {
            let place =
                |no_earlier: &[Option<Slot>]| finished(Placed::levelled(&build, levelling, settings.schedules, no_earlier, &unplaced));
            let first = place(&[]);
            // What is to be late may be in the way of what is not, so that it is tried as well where nobody else would ask for its people.
            let second = late::wanted(&build).then(|| place(&first.latest(plan, &build)));
            let tried = first.placed.tried + second.as_ref().map_or(0, |second| second.placed.tried);
            let mut best = second.filter(|second| second.cost(plan, &build) < first.cost(plan, &build)).unwrap_or(first);
            best.placed.tried = tried;
            best
        }
    };
    let Finished { placed: Placed { times, unplaced, tried }, dues, end, moved } = finished;
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
    let late = build.work.backward(&times, end, &dues, &extra);
    let found = Found { times, waits, overloads, unplaced, tried };
    let mut table = timetable(plan, build, found, &vague, &assessment.closed);
    table.rooms = rooms(plan, &table, &Passes { early, late, end, handed: extra }, &assessment.closed);
    table
}

/// Places, before anything is moved to where it is as late as possible.
struct Placed {
    times: Times,
    /// Activities without a place.
    unplaced: Vec<u32>,
    /// How many schedules were tried.
    tried: u32,
}

impl Placed {
    /// Where everything is when work waits for people. `no_earlier` and `unplaced` are what is known without looking at people.
    fn levelled(build: &Build, levelling: &Levelling<'_>, schedules: Option<u32>, no_earlier: &[Option<Slot>], unplaced: &[u32]) -> Placed {
        let (mut starts, homeless, tried) = levelling.level(schedules, no_earlier);
        for at in &homeless {
            starts[*at as usize] = Some(Slot::MAX);
        }
        let times = build.work.forward(&starts).0;
        let mut unplaced = [unplaced, &homeless].concat();
        unplaced.sort_unstable();
        unplaced.dedup();
        Placed { times, unplaced, tried }
    }
}

/// A schedule, with all that is wanted late as late as it may be.
struct Finished {
    placed: Placed,
    /// By activity: when it should have ended.
    dues: Vec<Option<Slot>>,
    /// The end of all work.
    end: Slot,
    /// By activity: whether it was moved to be late.
    moved: Vec<bool>,
}

impl Finished {
    fn new(plan: &Plan, build: &Build, vague: &[bool], counted: &impl Fn(usize) -> bool, mut placed: Placed) -> Finished {
        let before = dues(plan, build, vague, &placed.times);
        let end = end_of_all(build, &placed.times, counted);
        let moved = shift(plan, build, &mut placed.times, &before, end, placed.tried > 0);
        let dues = if moved.contains(&true) { dues(plan, build, vague, &placed.times) } else { before };
        Finished { placed, dues, end, moved }
    }

    /// By activity that is wanted late: where it would start if it had its people for itself.
    fn latest(&self, plan: &Plan, build: &Build) -> Vec<Option<Slot>> {
        let mut alone = self.placed.times.clone();
        shift(plan, build, &mut alone, &self.dues, self.end, false);
        let all = build.work.activities.iter().zip(alone);
        all.map(|(activity, place)| place.filter(|_| activity.as_late).map(|(start, _)| start)).collect()
    }

    /// What is worse is higher: work without a place, time beyond due dates and phases, the end of all, and how early that is which is wanted late.
    fn cost(&self, plan: &Plan, build: &Build) -> (usize, u64, Slot, Reverse<u64>) {
        let (mut missed, mut starts) = (0, 0);
        for (at, (activity, place)) in build.work.activities.iter().zip(&self.placed.times).enumerate() {
            let Some((start, end)) = place else { continue };
            if activity.as_late {
                starts += u64::from(*start);
                missed += late::phase_ends(plan, build, activity).map_or(0, |last| u64::from(end.saturating_sub(last)));
            }
            missed += self.dues[at].map_or(0, |due| u64::from(end.saturating_sub(due)));
        }
        (self.placed.unplaced.len(), missed, self.end, Reverse(starts))
    }
}

/// By activity: when it should have ended. That is known by now where it is the end of another item, or of a phase without a window, unless these
/// are a guess.
fn dues(plan: &Plan, build: &Build, vague: &[bool], times: &Times) -> Vec<Option<Slot>> {
    let mut dues: Vec<Option<Slot>> = build.work.activities.iter().map(|activity| activity.due).collect();
    for (id, item) in plan.ids().skip(1).filter(|(_, item)| !item.is_dropped()) {
        let other = match item.deadline() {
            Some(Moment::Item(other)) => build.finishes[other.index()],
            Some(Moment::Phase(phase)) if plan.phases[phase.index()].window.is_none() => build.phases[phase.index()].1,
            _ => continue,
        };
        let end = times.get(other as usize).copied().flatten().filter(|_| !vague[other as usize]).map(|(_, end)| end);
        if let (Some(due), Some(end)) = (dues.get_mut(build.finishes[id.index()] as usize), end) {
            *due = Some(due.map_or(end, |due| due.min(end)));
        }
    }
    dues
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

/// The end of the last leaf that is counted. What is said to be done has ended by the data date, whatever days it was given, and what has no date
/// ends nobody knows when.
fn end_of_all(build: &Build, times: &Times, counted: impl Fn(usize) -> bool) -> Slot {
    let today = build.work.data_date + build.axis.cells;
    let leaves = times.iter().enumerate().filter(|(at, _)| matches!(build.work.activities[*at].what, What::Leaf(_)));
    let ends = leaves.filter_map(|(at, place)| place.map(|(_, end)| if counted(at) { end } else { end.min(today) }));
    ends.max().unwrap_or(0)
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
