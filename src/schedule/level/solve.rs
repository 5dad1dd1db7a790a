//! The entry: from a problem to its levelled schedule.

use super::bound::lower_bound;
use super::decode::{Decoder, General, Schedule};
use super::engine::{Engine, unlimited};
use super::network::{Compiled, NOWHERE};
use super::packed::Packed;
use super::problem::Problem;
use super::rules::latest;
use super::search::search;

/// The start and end of an activity that found no place.
pub const UNPLACED: u32 = NOWHERE;

/// A levelled schedule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leveled {
    /// Per activity: its first slot; [`UNPLACED`] when it found no place.
    pub start: Vec<u32>,
    /// Per activity: the slot after its last worked one; its start for a moment; [`UNPLACED`] when it found no place.
    pub end: Vec<u32>,
    /// The activities without a place, in ascending order: the horizon is too near, or they need more than there ever is. Nothing waits for them.
    pub unplaced: Vec<u32>,
    /// How many schedules were made.
    pub tried: u32,
}

/// The usual effort for so many activities, in schedules: some 40 ms up to 120 activities, no more than about that above, and three schedules at least.
#[must_use]
pub fn default_schedules(activities: usize) -> u32 {
    let activities = u32::try_from(activities).unwrap_or(u32::MAX).max(30);
    // The time per activity grows with their number too: tables outgrow the caches, step functions get longer.
    (1_600_000 / activities / (activities / 60).isqrt().max(1)).max(3)
}

/// The problem, its horizon cut to where everything has surely ended when all slots are worked.
fn cut(problem: &Problem) -> Option<Problem> {
    let always = problem.calendars.iter().all(|calendar| calendar.works_always() && calendar.horizon() >= problem.horizon);
    let mut last = 0u64;
    for resource in &problem.resources {
        last = resource.changes.iter().map(|change| u64::from(change.0)).fold(last, u64::max);
    }
    let mut total = 0u64;
    for activity in &problem.activities {
        last = last.max(u64::from(activity.release)).max(activity.fixed.map_or(0, |start| u64::from(start) + u64::from(activity.work)));
        let lag = activity.links.iter().map(|link| link.lag).max().unwrap_or(0).max(0);
        total += u64::from(activity.work) + u64::from(lag.unsigned_abs());
    }
    let horizon = u32::try_from(last + 2 * total + 1).ok().filter(|&horizon| always && horizon < problem.horizon)?;
    Some(Problem { horizon, ..problem.clone() })
}

/// Levels a problem with a budget of so many schedules (at least one is made). More schedules with the same seed never give a worse result.
///
/// In this order it wants: no activity without a place, little lateness against the wanted ends (and against fixed activities that follow), an early
/// last end, and a small sum of ends. Activities on a cycle of links find no place.
#[must_use]
pub fn level(problem: &Problem, schedules: u32, seed: u64) -> Leveled {
    let cut = cut(problem);
    let compiled = Compiled::new(cut.as_ref().unwrap_or(problem));
    let mirror = compiled.network.mirrored();
    let packed = Packed::new(&compiled.network).and_then(|ahead| Some((ahead, Packed::new(&mirror)?)));
    let budget = schedules.max(1);
    let (best, tried) = match packed {
        Some((ahead, back)) => solve(&compiled, &mirror, ahead, back, budget, seed),
        None => solve(&compiled, &mirror, General::new(&compiled.network), General::new(&mirror), budget, seed),
    };
    let count = problem.activities.len();
    let mut leveled = Leveled { start: vec![UNPLACED; count], end: vec![UNPLACED; count], unplaced: Vec::new(), tried };
    for ((start, end), fixed) in leveled.start.iter_mut().zip(&mut leveled.end).zip(&compiled.fixed) {
        if let Some(span) = fixed {
            (*start, *end) = *span;
        }
    }
    for ((&activity, &start), &end) in compiled.origin.iter().zip(&best.start).zip(&best.end) {
        (leveled.start[activity as usize], leveled.end[activity as usize]) = (start, end);
    }
    leveled.unplaced = (0u32..).zip(&leveled.start).filter(|&(_, &start)| start == UNPLACED).map(|(index, _)| index).collect();
    leveled
}

fn solve<D: Decoder>(compiled: &Compiled, mirror: &super::network::Network, ahead: D, back: D, budget: u32, seed: u64) -> (Schedule, u32) {
    let earliest = unlimited(&compiled.network, &compiled.release, false);
    let late = latest(compiled, mirror, &earliest);
    let bound = lower_bound(compiled, &earliest);
    let mut engine = Engine::new(compiled, ahead, back, bound, budget);
    search(&mut engine, &late, seed);
    (engine.best, engine.tried)
}
