//! Priority rules: orders worth a schedule before any search.

use super::decode::Schedule;
use super::engine::unlimited;
use super::network::{Compiled, NOWHERE, Network};

/// The latest start and end of every node when resources are without limit and the whole ends as early as links allow.
pub(crate) fn latest(compiled: &Compiled, mirror: &Network, earliest: &Schedule) -> Schedule {
    let horizon = compiled.network.horizon;
    let span = earliest.end.iter().copied().filter(|&end| end != NOWHERE).max().unwrap_or(0);
    // A wanted end that cannot be kept asks for the earliest possible one.
    let latest = compiled.due.iter().zip(&earliest.end).map(|(&due, &end)| span.min(due.max(end)));
    let release: Vec<u32> = latest.map(|end| horizon - end).collect();
    let mirrored = unlimited(mirror, &release, true);
    let turn = |times: &[u32]| times.iter().map(|&time| horizon - time.min(horizon)).collect();
    Schedule { start: turn(&mirrored.end), end: turn(&mirrored.start) }
}
