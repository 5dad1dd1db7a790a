//! How much of a resource a finished schedule uses, when, and by whom.

use super::calendar::Calendar;
use super::problem::{Activity, Problem};

/// One activity's worked run on a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub from: u32,
    pub to: u32,
    pub units: u32,
    pub activity: u32,
}

/// The calendar of an activity; `None` when it has none that exists: then it always works.
pub(crate) fn calendar_of<'p>(problem: &'p Problem, activity: &Activity) -> Option<&'p Calendar> {
    problem.calendars.get(activity.calendar as usize).filter(|calendar| !(calendar.works_always() && calendar.horizon() >= problem.horizon))
}

/// Where an activity that starts in a slot ends; cut at the horizon.
pub(crate) fn end_of(problem: &Problem, activity: &Activity, start: u32) -> u32 {
    let end = match calendar_of(problem, activity) {
        Some(calendar) => calendar.finish(start, activity.work),
        None => start.checked_add(activity.work).filter(|&end| end <= problem.horizon),
    };
    end.unwrap_or(problem.horizon.max(start))
}

/// Per resource, what every activity takes of it, by start.
pub(crate) fn taken(problem: &Problem, starts: &[u32]) -> Vec<Vec<Taken>> {
    let mut all: Vec<Vec<Taken>> = vec![Vec::new(); problem.resources.len()];
    for ((activity, &start), index) in problem.activities.iter().zip(starts).zip(0u32..) {
        if start >= problem.horizon || activity.work == 0 {
            continue;
        }
        let end = end_of(problem, activity, start);
        for &(resource, units) in activity.uses.iter().filter(|used| used.1 > 0) {
            let Some(list) = all.get_mut(resource as usize) else { continue };
            match calendar_of(problem, activity) {
                Some(calendar) => list.extend(calendar.runs(start, end).map(|(from, to)| Taken { from, to, units, activity: index })),
                None => list.push(Taken { from: start, to: end, units, activity: index }),
            }
        }
    }
    for list in &mut all {
        list.sort_unstable();
    }
    all
}

/// What is left of a resource from a slot on (negative: missing): its capacity less what is taken, as steps, the first at slot 0.
pub(crate) fn balance(capacity: &[(u32, u32)], taken: &[Taken]) -> Vec<(u32, i64)> {
    let mut events: Vec<(u32, i64)> = Vec::with_capacity(capacity.len() + 2 * taken.len());
    let mut before = 0;
    for &(slot, units) in capacity {
        events.push((slot, i64::from(units) - before));
        before = i64::from(units);
    }
    for run in taken {
        events.push((run.from, -i64::from(run.units)));
        events.push((run.to, i64::from(run.units)));
    }
    events.sort_unstable();
    let mut steps: Vec<(u32, i64)> = Vec::with_capacity(events.len());
    let mut level = 0;
    for (slot, change) in events {
        level += change;
        match steps.last_mut() {
            Some(last) if last.0 == slot => last.1 = level,
            _ => steps.push((slot, level)),
        }
    }
    steps
}
