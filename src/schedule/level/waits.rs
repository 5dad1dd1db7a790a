//! What every activity waited for: read from the finished schedule.

use super::calendar::Calendar;
use super::network::{Need, Network};
use super::problem::{Activity, Problem, Resource};
use super::usage::{Taken, balance, calendar_of, end_of, taken};

/// An activity that starts later than its links and its release alone allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Who waits.
    pub activity: u32,
    /// Where it could have started for all its links and its release.
    pub since: u32,
    /// Where it starts.
    pub until: u32,
    /// The resource that was not free just before.
    pub resource: u32,
    /// The activity that gives the resource free; `None` when it is the capacity that grows.
    pub behind: Option<u32>,
}

/// Every wait of a schedule, in the order of the activities. Fixed activities and those without a place (a start at or beyond the horizon) wait for nothing;
/// one that could as well start a slot earlier is left out too.
#[must_use]
pub fn waits(problem: &Problem, starts: &[u32]) -> Vec<Wait> {
    let always = Calendar::always(problem.horizon);
    let ends: Vec<u32> = problem.activities.iter().zip(starts).map(|(activity, &start)| end_of(problem, activity, start)).collect();
    let taken = taken(problem, starts);
    let levels = problem
        .resources
        .iter()
        .zip(&taken)
        .map(|(resource, taken)| Level::new(problem, starts, resource, taken, &ends))
        .collect::<Vec<_>>();
    let mut found = Vec::new();
    for ((activity, &start), index) in problem.activities.iter().zip(starts).zip(0u32..) {
        if start >= problem.horizon || activity.fixed.is_some() || activity.work == 0 {
            continue;
        }
        let calendar = calendar_of(problem, activity).unwrap_or(&always);
        let Some(since) = earliest(problem, activity, index, calendar, starts, &ends).filter(|&since| since < start) else { continue };
        let Some(before) = calendar.previous_worked(start) else { continue };
        let scarce = activity.uses.iter().find_map(|&(resource, units)| {
            let level = levels.get(resource as usize)?;
            (units > 0 && level.left(before) < i64::from(units)).then_some((resource, level))
        });
        if let Some((resource, level)) = scarce {
            found.push(Wait { activity: index, since, until: start, resource, behind: level.behind(before, start, index) });
        }
    }
    found
}

/// One resource's use by the finished schedule.
#[derive(Debug)]
struct Level<'p> {
    problem: &'p Problem,
    steps: Vec<(u32, i64)>,
    starts: &'p [u32],
    /// End, priority and place of the activities that use it, each once, by end.
    by_end: Vec<(u32, u32, u32)>,
}

impl<'p> Level<'p> {
    fn new(problem: &'p Problem, starts: &'p [u32], resource: &Resource, taken: &[Taken], ends: &[u32]) -> Self {
        let user =
            |run: &Taken| Some((*ends.get(run.activity as usize)?, problem.activities.get(run.activity as usize)?.priority, run.activity));
        let mut by_end: Vec<_> = taken.iter().filter_map(user).collect();
        by_end.sort_unstable();
        by_end.dedup();
        Self { problem, starts, steps: balance(&resource.steps(), taken), by_end }
    }

    fn left(&self, slot: u32) -> i64 {
        let after = self.steps.partition_point(|step| step.0 <= slot);
        after.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(0, |step| step.1)
    }

    /// Who works in a slot and ends before or at another, the last of them first; else who pauses there.
    fn behind(&self, slot: u32, until: u32, apart_from: u32) -> Option<u32> {
        let from = self.by_end.partition_point(|user| user.0 <= slot);
        let to = self.by_end.partition_point(|user| user.0 <= until);
        let works = |user: u32, slot: u32| {
            let begun = self.starts.get(user as usize).is_some_and(|&start| start <= slot);
            let calendar = self.problem.activities.get(user as usize).and_then(|activity| calendar_of(self.problem, activity));
            begun && user != apart_from && calendar.is_none_or(|calendar| calendar.works(slot))
        };
        let ended = self.by_end.get(from..to)?.iter().rev().map(|user| user.2).find(|&user| works(user, slot));
        ended.or_else(|| self.by_end.get(to..)?.iter().map(|user| user.2).find(|&user| works(user, slot) && !works(user, until)))
    }
}

/// The earliest start that links and release alone allow an activity.
fn earliest(problem: &Problem, activity: &Activity, index: u32, calendar: &Calendar, starts: &[u32], ends: &[u32]) -> Option<u32> {
    let mut bound = activity.release;
    for link in activity.links.iter().filter(|link| link.from != index) {
        let (Some(&start), Some(&end)) = (starts.get(link.from as usize), ends.get(link.from as usize)) else { continue };
        if start <= problem.horizon || problem.activities.get(link.from as usize).is_some_and(|from| from.fixed.is_some()) {
            let need = Need { from: link.from, kind: link.kind, lag: link.lag, lag_calendar: link.lag_calendar };
            bound = bound.max(Network::bound_by(&need, (start, end), activity.work, calendar, &problem.calendars, problem.day)?);
        }
    }
    calendar.next_worked(bound)
}
