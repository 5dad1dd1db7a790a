//! A lower bound on the cost: links alone, and the work of each resource.

use super::cost::Cost;
use super::decode::Schedule;
use super::network::{Compiled, NOWHERE};

/// The least lateness and span that any schedule of the network has, from the starts and ends without resource limits.
pub(crate) fn lower_bound(compiled: &Compiled, unlimited: &Schedule) -> Cost {
    let due = compiled.due.iter();
    let late =
        unlimited.end.iter().zip(due).filter(|&(&end, _)| end != NOWHERE).map(|(&end, &due)| u64::from(end.saturating_sub(due))).sum();
    let mut span = unlimited.end.iter().copied().filter(|&end| end != NOWHERE).max().unwrap_or(0).max(compiled.fixed_end);
    let network = &compiled.network;
    let mut needed = vec![0u64; network.profiles.len()];
    let mut first = vec![NOWHERE; network.profiles.len()];
    for (node, &start) in network.nodes.iter().zip(&unlimited.start) {
        for &(resource, units) in network.uses_of(node) {
            let resource = resource as usize;
            needed[resource] = needed[resource].saturating_add(u64::from(units) * u64::from(node.work));
            first[resource] = first[resource].min(start);
        }
    }
    for ((profile, mut needed), &first) in network.profiles.iter().zip(needed).zip(&first) {
        let Some(calendar) = network.calendar(profile.axis) else { continue };
        let mut at = calendar.rank(first);
        let ends = profile.steps().iter().skip(1).map(|step| step.at).chain([profile.limit]);
        for (step, to) in profile.steps().iter().zip(ends) {
            if needed == 0 {
                break;
            }
            let from = at.max(step.at);
            let there = u64::from(step.free) * u64::from(to.saturating_sub(from));
            if there >= needed && step.free > 0 {
                at = from + needed.div_ceil(u64::from(step.free)) as u32;
                needed = 0;
            } else {
                needed -= there.min(needed);
                at = at.max(to);
            }
        }
        if let Some(last) = at.checked_sub(1).and_then(|last| calendar.slot(last)).filter(|_| needed == 0 && first != NOWHERE) {
            span = span.max(last + 1);
        }
    }
    Cost { unplaced: 0, late, span, ends: 0 }
}
