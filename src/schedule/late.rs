//! As late as possible: moves what the author wants late to the latest place that delays nothing.

use super::activity::Mode;
use super::axis::Slot;
use super::build::Build;
use super::people::Resource;
use super::work::Times;
use crate::syntax::LinkKind;

/// Moves every `as-late` activity, the last first, so that two in a row both end up late. With `levelled`, only to where there are people.
pub fn shift(build: &Build, times: &mut Times, end_of_all: Slot, levelled: bool) {
    let work = &build.work;
    let beginnings = work.held_beginnings(times);
    for at in work.order.iter().rev().copied() {
        let activity = work.activity(at);
        if !activity.as_late || activity.mode != Mode::Free {
            continue;
        }
        let Some((start, end)) = times[at as usize] else { continue };
        let (mut start_by, mut end_by) = (Slot::MAX, end_of_all.min(activity.due.unwrap_or(Slot::MAX)));
        for link in work.links.behind(at).filter(|link| !work.is_over(at, link)) {
            let Some(next) = times[link.to as usize] else { continue };
            let held = work.held_by(link, next);
            match link.kind {
                LinkKind::FinishStart | LinkKind::FinishFinish => end_by = end_by.min(held),
                _ => start_by = start_by.min(held),
            }
        }
        let begins = beginnings.get(at as usize).is_some_and(Option::is_some);
        let mut place = work.latest(at, start_by, end_by.max(end), begins);
        while let Some((begin, finish)) = place.filter(|(begin, _)| *begin > start) {
            if !levelled || has_people(build, times, at, begin, finish) {
                times[at as usize] = Some((begin, finish));
                break;
            }
            place = work.latest(at, begin - 1, finish - 1, begins);
        }
    }
}

/// Whether there are people for an activity at a place, with everything else where it is.
fn has_people(build: &Build, times: &Times, at: u32, begin: Slot, finish: Slot) -> bool {
    let work = &build.work;
    work.activity(at).uses.iter().all(|(resource, units)| {
        let of: &Resource = &build.resources[*resource as usize];
        let others: Vec<(u32, Slot, Slot, u32)> = (0..work.activities.len() as u32)
            .filter(|other| *other != at)
            .filter_map(|other| {
                let (start, end) = times[other as usize].filter(|(start, end)| *start < finish && begin < *end)?;
                let taken = work.activity(other).uses.iter().find(|(used, _)| used == resource)?.1;
                Some((other, start, end, taken))
            })
            .collect();
        (begin..finish).filter(|slot| work.calendar(at).works(*slot)).all(|slot| {
            let busy = others.iter().filter(|(other, start, end, _)| *start <= slot && slot < *end && work.calendar(*other).works(slot));
            let busy = busy.fold(0u32, |sum, (_, _, _, units)| sum.saturating_add(*units));
            busy.saturating_add(*units) <= of.at(slot)
        })
    })
}
