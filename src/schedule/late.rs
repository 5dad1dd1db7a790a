//! As late as possible: moves what the author wants late to the latest place that delays nothing.

use super::activity::{Activity, Mode, What};
use super::axis::Slot;
use super::build::Build;
use super::level::{Taken, balance};
use super::people::Resource;
use super::work::Times;
use crate::model::Plan;
use crate::syntax::LinkKind;

/// Whether anything is wanted late that the scheduler may place.
pub fn wanted(build: &Build) -> bool {
    build.work.activities.iter().any(movable)
}

fn movable(activity: &Activity) -> bool {
    activity.as_late && activity.mode == Mode::Free && activity.pinned.is_none()
}

/// Moves every `as-late` activity, the last first, so that two in a row both end up late, and tells by activity whether it moved. `dues`
/// holds when everything should have ended; with `levelled`, it moves only to where there are people.
pub fn shift(plan: &Plan, build: &Build, times: &mut Times, dues: &[Option<Slot>], end_of_all: Slot, levelled: bool) -> Vec<bool> {
    let mut moved = vec![false; times.len()];
    if !wanted(build) {
        return moved;
    }
    let work = &build.work;
    let beginnings = work.held_beginnings(times);
    // What only passes on what comes before it holds nothing back itself: it may be as late as what waits for it allows.
    let mut passed: Times = vec![None; times.len()];
    for at in work.order.iter().rev().copied() {
        let activity = work.activity(at);
        let Some((start, end)) = times[at as usize] else { continue };
        if !passes_on(activity) && !movable(activity) {
            continue;
        }
        let (mut start_by, mut end_by) = (Slot::MAX, end_of_all.min(dues[at as usize].unwrap_or(Slot::MAX)));
        end_by = end_by.min(phase_ends(plan, build, activity).unwrap_or(Slot::MAX));
        for link in work.links.behind(at).filter(|link| !work.is_over(at, link)) {
            let Some(next) = passed[link.to as usize].or(times[link.to as usize]) else { continue };
            let held = work.held_by(link, next);
            match link.kind {
                LinkKind::FinishStart | LinkKind::FinishFinish => end_by = end_by.min(held),
                _ => start_by = start_by.min(held),
            }
        }
        if passes_on(activity) {
            let latest = end_by.min(start_by);
            passed[at as usize] = Some((latest, latest));
            continue;
        }
        let begins = beginnings.get(at as usize).is_some_and(Option::is_some);
        let mut place = work.latest(at, start_by, end_by.max(end), begins);
        while let Some((begin, finish)) = place.filter(|(begin, _)| *begin > start) {
            match conflict(build, times, at, begin, finish).filter(|_| levelled) {
                None => {
                    times[at as usize] = Some((begin, finish));
                    moved[at as usize] = true;
                    break;
                }
                // Whatever is no later than this and still covers that slot has nobody either.
                Some(slot) => place = work.latest(at, begin - 1, slot, begins),
            }
        }
    }
    if moved.contains(&true) {
        work.follow(times, passes_on);
    }
    moved
}

/// Whether an activity takes no time of its own and is on no day of its own: ends of wholes, junctions, and work of which nobody knows how long it
/// takes.
fn passes_on(activity: &Activity) -> bool {
    let moment = match activity.what {
        What::Leaf(_) => !activity.estimated,
        What::Start(_) | What::Finish(_) | What::Junction => true,
        What::PhaseStart(_) | What::PhaseFinish(_) => false,
    };
    moment && activity.mode == Mode::Free && activity.pinned.is_none() && activity.work == 0
}

/// The end of the window of the phase that holds an activity.
pub fn phase_ends(plan: &Plan, build: &Build, activity: &Activity) -> Option<Slot> {
    let What::Leaf(id) = activity.what else { return None };
    let (_, last) = build.phases[plan.item(id).phase?.index()];
    build.work.activity(last).pinned.map(|(_, end)| end)
}

/// The first slot of a place in which there are no people for an activity, with everything else where it is.
fn conflict(build: &Build, times: &Times, at: u32, begin: Slot, finish: Slot) -> Option<Slot> {
    let work = &build.work;
    let short = |resource: u32, units: u32| {
        let of: &Resource = &build.resources[resource as usize];
        let mut taken: Vec<Taken> = Vec::new();
        for (other, place) in times.iter().enumerate().filter(|(other, _)| *other != at as usize) {
            let Some((start, end)) = place.filter(|(start, end)| *start < finish && begin < *end) else { continue };
            let Some((_, units)) = work.activities[other].uses.iter().find(|(used, _)| *used == resource) else { continue };
            let runs = work.calendar(other as u32).runs(start, end);
            taken.extend(runs.map(|(from, to)| Taken { from, to, units: *units, activity: other as u32 }));
        }
        let capacity: Vec<(Slot, u32)> = std::iter::once((0, of.people)).chain(of.changes.iter().copied()).collect();
        let left = balance(&capacity, &taken);
        let ends = left.iter().skip(1).map(|(slot, _)| *slot).chain([Slot::MAX]);
        let mut scarce = left.iter().zip(ends).filter(|((_, left), _)| *left < i64::from(units)).map(|((from, _), to)| (*from, to));
        scarce.find_map(|(from, to)| work.calendar(at).runs(from.max(begin), to.min(finish)).next().map(|(slot, _)| slot))
    };
    work.activity(at).uses.iter().filter_map(|(resource, units)| short(*resource, *units)).min()
}
