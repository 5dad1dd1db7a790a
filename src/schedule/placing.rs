//! Where everything goes: with people or without, and what is wanted late as late as it may be.

use super::activity::What;
use super::axis::Slot;
use super::build::Build;
use super::late::{self, shift};
use super::levelling::Levelling;
use super::work::Times;
use crate::model::{Moment, Plan};
use std::cmp::Reverse;

/// What is to be placed.
pub struct Frame<'f> {
    /// The plan.
    pub plan: &'f Plan,
    /// Its activities.
    pub build: &'f Build,
    /// By activity: whether its date would be a guess.
    pub vague: &'f [bool],
    /// By item: whether nothing is left to do there.
    pub closed: &'f [bool],
}

/// A schedule.
pub struct Placed {
    /// Start and end of each activity.
    pub times: Times,
    /// Activities without a place.
    pub unplaced: Vec<u32>,
    /// How many schedules were tried.
    pub tried: u32,
    /// By activity: when it should have ended.
    pub dues: Vec<Option<Slot>>,
    /// The end of all work.
    pub end: Slot,
    /// By activity: whether it was moved to be late.
    pub moved: Vec<bool>,
}

impl Placed {
    /// Moves what is wanted late, when all else is placed.
    pub fn new(frame: &Frame<'_>, mut times: Times, unplaced: Vec<u32>, tried: u32) -> Placed {
        let before = dues(frame, &times);
        let end = end_of_all(frame, &times);
        let moved = shift(frame.plan, frame.build, &mut times, &before, end, tried > 0);
        let dues = if moved.contains(&true) { dues(frame, &times) } else { before };
        Placed { times, unplaced, tried, dues, end, moved }
    }

    /// Where everything is when work waits for people. `unplaced` is what has no place even if it does not.
    ///
    /// What is to be late may be in the way of what is not, and that in the way of it. So it is tried as well where nobody else would ask for
    /// its people, and behind all else.
    pub fn levelled(frame: &Frame<'_>, levelling: &Levelling<'_>, schedules: Option<u32>, unplaced: &[u32]) -> Placed {
        let build = frame.build;
        let wanted = late::wanted(build);
        // The schedules are shared among the ways that are tried.
        let schedules = schedules.unwrap_or_else(|| levelling.usual()).div_ceil(if wanted { 4 } else { 1 });
        let place = |no_earlier: &[Option<Slot>], idle: &[bool]| {
            let (mut starts, homeless, tried) = levelling.level(schedules, no_earlier, idle);
            for at in &homeless {
                starts[*at as usize] = Some(Slot::MAX);
            }
            let mut all = [unplaced, &homeless].concat();
            all.sort_unstable();
            all.dedup();
            Placed::new(frame, build.work.forward(&starts).0, all, tried)
        };
        let first = place(&[], &[]);
        if !wanted {
            return first;
        }
        let late: Vec<bool> = build.work.activities.iter().map(|activity| activity.as_late).collect();
        let second = place(&first.latest(frame, &late), &[]);
        let others = place(&[], &late);
        let third = place(&others.latest(frame, &vec![true; late.len()]), &[]);
        let tried = [&first, &second, &others, &third].iter().map(|placed| placed.tried).sum();
        let best = [second, third].into_iter().fold(first, |best, next| if next.cost(frame) < best.cost(frame) { next } else { best });
        Placed { tried, ..best }
    }

    /// By activity, of those that are chosen: where it starts, if what is wanted late had its people for itself.
    fn latest(&self, frame: &Frame<'_>, chosen: &[bool]) -> Vec<Option<Slot>> {
        let mut alone = self.times.clone();
        shift(frame.plan, frame.build, &mut alone, &self.dues, self.end, false);
        chosen.iter().zip(alone).map(|(chosen, place)| place.filter(|_| *chosen).map(|(start, _)| start)).collect()
    }

    /// What is worse is higher: work without a place, time beyond due dates and phases, the end of all, the ends of what is not wanted late, and how
    /// early that is which is.
    fn cost(&self, frame: &Frame<'_>) -> (usize, u64, Slot, u64, Reverse<u64>) {
        let (mut missed, mut ends, mut starts) = (0, 0, 0);
        for (at, (activity, place)) in frame.build.work.activities.iter().zip(&self.times).enumerate() {
            let Some((start, end)) = place else { continue };
            if activity.as_late {
                starts += u64::from(*start);
                missed += late::phase_ends(frame.plan, frame.build, activity).map_or(0, |last| u64::from(end.saturating_sub(last)));
            } else if matches!(activity.what, What::Leaf(_)) && !activity.uses.is_empty() {
                ends += u64::from(*end);
            }
            missed += self.dues[at].map_or(0, |due| u64::from(end.saturating_sub(due)));
        }
        (self.unplaced.len(), missed, self.end, ends, Reverse(starts))
    }
}

/// By activity: when it should have ended. That is known by now where it is the end of another item, or of a phase without a window, unless these
/// are a guess.
fn dues(frame: &Frame<'_>, times: &Times) -> Vec<Option<Slot>> {
    let (plan, build) = (frame.plan, frame.build);
    let mut dues: Vec<Option<Slot>> = build.work.activities.iter().map(|activity| activity.due).collect();
    for (id, item) in plan.ids().skip(1).filter(|(_, item)| !item.is_dropped()) {
        let other = match item.deadline() {
            Some(Moment::Item(other)) => build.finishes[other.index()],
            Some(Moment::Phase(phase)) if plan.phases[phase.index()].window.is_none() => build.phases[phase.index()].1,
            _ => continue,
        };
        let end = times.get(other as usize).copied().flatten().filter(|_| !frame.vague[other as usize]).map(|(_, end)| end);
        if let (Some(due), Some(end)) = (dues.get_mut(build.finishes[id.index()] as usize), end) {
            *due = Some(due.map_or(end, |due| due.min(end)));
        }
    }
    dues
}

/// The end of the last leaf that is counted. What is said to be done has ended by the data date, whatever days it was given, and what has no date
/// ends nobody knows when.
fn end_of_all(frame: &Frame<'_>, times: &Times) -> Slot {
    let build = frame.build;
    let counted = |at: usize| !frame.vague[at] && !matches!(build.work.activities[at].what, What::Leaf(id) if frame.closed[id.index()]);
    let today = build.work.data_date + build.axis.cells;
    let leaves = times.iter().enumerate().filter(|(at, _)| matches!(build.work.activities[*at].what, What::Leaf(_)));
    let ends = leaves.filter_map(|(at, place)| place.map(|(_, end)| if counted(at) { end } else { end.min(today) }));
    ends.max().unwrap_or(0)
}
