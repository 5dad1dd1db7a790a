//! Where a schedule uses more of a resource than there is.

use super::problem::Problem;
use super::usage::{Taken, balance, taken};

/// A stretch of time in which a resource is used beyond its capacity throughout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overload {
    /// Which resource, by its place in the problem.
    pub resource: u32,
    /// The first slot.
    pub from: u32,
    /// The slot after the last.
    pub to: u32,
    /// How many units are missing at worst.
    pub excess: u32,
    /// Who uses it in this time, in ascending order.
    pub activities: Vec<u32>,
}

/// Every overload of a schedule, by resource and time. A start at or beyond the horizon stands for an activity without a place.
#[must_use]
pub fn overloads(problem: &Problem, starts: &[u32]) -> Vec<Overload> {
    let mut found = Vec::new();
    for ((resource, taken), index) in problem.resources.iter().zip(taken(problem, starts)).zip(0u32..) {
        let first = found.len();
        stretches(index, &balance(&resource.steps(), &taken), problem.horizon, &mut found);
        name(&taken, found.get_mut(first..).unwrap_or_default());
    }
    found
}

fn stretches(resource: u32, balance: &[(u32, i64)], horizon: u32, found: &mut Vec<Overload>) {
    let mut open: Option<Overload> = None;
    for &(slot, left) in balance {
        if left < 0 {
            let excess = u32::try_from(left.unsigned_abs()).unwrap_or(u32::MAX);
            let overload = open.get_or_insert(Overload { resource, from: slot, to: slot, excess, activities: Vec::new() });
            overload.excess = overload.excess.max(excess);
        } else if let Some(overload) = open.take() {
            found.push(Overload { to: slot, ..overload });
        }
    }
    found.extend(open.map(|overload| Overload { to: horizon, ..overload }));
}

/// Writes into every overload who takes part in it.
fn name(taken: &[Taken], overloads: &mut [Overload]) {
    for run in taken {
        let first = overloads.partition_point(|overload| overload.to <= run.from);
        for overload in overloads.iter_mut().skip(first).take_while(|overload| overload.from < run.to) {
            overload.activities.push(run.activity);
        }
    }
    for overload in overloads {
        overload.activities.sort_unstable();
        overload.activities.dedup();
    }
}
