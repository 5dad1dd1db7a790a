//! Late dates that people could not keep: where absences, and pauses that other work fills, leave too few of them.
//!
//! Handovers keep people apart who are always there. Where more is asked of somebody at the late dates than there is, some of that gives up room, until
//! all could be as late as it is said to be, or is where the schedule has it, which is possible.

use super::activity::Mode;
use super::axis::Slot;
use super::build::Build;
use super::work::{Between, Times};

/// After so many rounds what is in the way gives up all its room.
const GENTLE: usize = 8;

/// So many activities are looked at in all rounds together, and rounds made in a plan of few; each of the last ones settles one activity at least.
const LOOKED_AT: usize = 2_000_000;
const ROUNDS: usize = 200;

/// Late dates that people can keep, from those that links, due dates and handovers allow.
pub fn late_dates(build: &Build, times: &Times, end: Slot, dues: &[Option<Slot>], extra: &[Between]) -> Times {
    let mut limits = dues.to_vec();
    let mut late = build.work.backward(times, end, &limits, extra);
    for round in 0..(LOOKED_AT / times.len().max(1)).clamp(1, ROUNDS) {
        let tighter = tighter(build, times, &late, round < GENTLE);
        if tighter.is_empty() {
            break;
        }
        for (at, limit) in tighter {
            let due = &mut limits[at as usize];
            *due = Some(due.map_or(limit, |due| due.min(limit)));
        }
        late = build.work.backward(times, end, &limits, extra);
    }
    late
}

/// Something that takes people over a stretch of its late dates.
struct Run {
    from: Slot,
    to: Slot,
    units: u32,
    activity: u32,
}

/// Activities that are in the way of others at their late dates, with an earlier end for each.
fn tighter(build: &Build, times: &Times, late: &Times, gentle: bool) -> Vec<(u32, Slot)> {
    let mut runs: Vec<Vec<Run>> = build.resources.iter().map(|_| Vec::new()).collect();
    for (at, activity) in (0u32..).zip(&build.work.activities).filter(|(_, activity)| activity.work > 0 && !activity.uses.is_empty()) {
        let (Some(placed), Some(latest)) = (times[at as usize], late[at as usize]) else { continue };
        let calendar = build.work.calendar(at);
        let (start, end) = if activity.mode == Mode::Free { latest } else { build.work.taken(at, placed) };
        for (resource, units) in &activity.uses {
            let pieces = calendar.runs(start, end).map(|(from, to)| Run { from, to, units: *units, activity: at });
            runs[*resource as usize].extend(pieces);
        }
    }
    let mut limits: Vec<(u32, Slot)> = Vec::new();
    for (resource, runs) in build.resources.iter().zip(&mut runs) {
        runs.sort_unstable_by_key(|run| (run.from, run.activity));
        let mut points: Vec<Slot> =
            runs.iter().flat_map(|run| [run.from, run.to]).chain(resource.changes.iter().map(|(slot, _)| *slot)).collect();
        points.sort_unstable();
        points.dedup();
        let (mut next, mut there): (usize, Vec<&Run>) = (0, Vec::new());
        for point in points {
            there.retain(|run| run.to > point);
            while let Some(run) = runs.get(next).filter(|run| run.from <= point) {
                there.push(run);
                next += 1;
            }
            let moved = |activity: u32, limits: &[(u32, Slot)]| limits.iter().any(|(known, _)| *known == activity);
            let taken = there.iter().filter(|run| !moved(run.activity, &limits)).fold(0u32, |sum, run| sum.saturating_add(run.units));
            let Some(mut missing) = taken.checked_sub(resource.at(point)).filter(|missing| *missing > 0) else { continue };
            // Who has most room gives up some.
            let room = |at: u32| Some(late[at as usize]?.1.checked_sub(times[at as usize]?.1)?).filter(|room| *room > 0);
            let mut able: Vec<(Slot, u32, u32)> = there
                .iter()
                .filter(|run| build.work.activity(run.activity).mode == Mode::Free && !moved(run.activity, &limits))
                .filter_map(|run| Some((room(run.activity)?, run.activity, run.units)))
                .collect();
            able.sort_unstable_by_key(|(room, at, _)| (std::cmp::Reverse(*room), build.work.activity(*at).priority));
            for (_, at, units) in able {
                if missing == 0 {
                    break;
                }
                missing = missing.saturating_sub(units);
                let placed = times[at as usize].map_or(0, |(_, end)| end);
                limits.push((at, if gentle { point.max(placed) } else { placed }));
            }
        }
    }
    limits
}
