//! How good a schedule is.

use super::decode::Schedule;
use super::network::NOWHERE;

/// What is minimised, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Cost {
    /// Activities without a place.
    pub unplaced: u32,
    /// Slots late against the wanted ends, summed.
    pub late: u64,
    /// The last end.
    pub span: u32,
    /// All ends summed.
    pub ends: u64,
}

impl Cost {
    pub const WORST: Self = Self { unplaced: u32::MAX, late: u64::MAX, span: u32::MAX, ends: u64::MAX };

    /// The cost of a schedule; `due` is empty when nothing is due.
    pub fn of(schedule: &Schedule, due: &[u32], fixed_end: u32) -> Self {
        let mut cost = Self { span: fixed_end, ..Self::default() };
        for &end in &schedule.end {
            if end == NOWHERE {
                cost.unplaced += 1;
            } else {
                cost.span = cost.span.max(end);
                cost.ends += u64::from(end);
            }
        }
        for (&end, &due) in schedule.end.iter().zip(due).filter(|&(&end, _)| end != NOWHERE) {
            cost.late += u64::from(end.saturating_sub(due));
        }
        cost
    }

    /// Whether it reaches a lower bound on lateness and span.
    pub fn reaches(&self, bound: &Self) -> bool {
        (self.unplaced, self.late, self.span) <= (bound.unplaced, bound.late, bound.span)
    }

    /// Whether lateness and span are at most so many slots worse than those of another.
    pub fn near(&self, other: &Self, margin: u32) -> bool {
        self.unplaced <= other.unplaced
            && self.late <= other.late.saturating_add(u64::from(margin))
            && self.span <= other.span.saturating_add(margin)
    }
}
