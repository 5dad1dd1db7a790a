//! What a condition allows its count to be, as an interval.

use crate::model::Test;
use crate::syntax::Comparison;

/// The counts that satisfy a condition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The least, and whether it satisfies the condition itself.
    pub low: (f64, bool),
    /// The most, and whether it satisfies the condition itself.
    pub high: (f64, bool),
}

/// What a condition wants of a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wants {
    /// As few as possible: what is seen are offenders.
    Few,
    /// As many as possible: what is seen speaks for it.
    Many,
    /// A certain number.
    Exactly,
}

const ALL: Bounds = Bounds { low: (f64::NEG_INFINITY, false), high: (f64::INFINITY, false) };

impl Bounds {
    /// The bounds of a condition; nothing for `no X == N`, which is no interval.
    pub fn of(test: &Test) -> Option<Bounds> {
        let Some((comparison, amount)) = test.bound else {
            return Some(if test.negated { Bounds { low: (0.0, true), high: (0.0, true) } } else { Bounds { low: (1.0, true), ..ALL } });
        };
        let value = amount.value();
        Some(match (comparison, test.negated) {
            (Comparison::AtLeast, false) | (Comparison::Below, true) => Bounds { low: (value, true), ..ALL },
            (Comparison::Above, false) | (Comparison::AtMost, true) => Bounds { low: (value, false), ..ALL },
            (Comparison::AtMost, false) | (Comparison::Above, true) => Bounds { high: (value, true), ..ALL },
            (Comparison::Below, false) | (Comparison::AtLeast, true) => Bounds { high: (value, false), ..ALL },
            (Comparison::Exactly, false) => Bounds { low: (value, true), high: (value, true) },
            (Comparison::Exactly, true) => return None,
        })
    }

    /// Whether everything that satisfies these bounds satisfies the others.
    pub fn within(self, others: Bounds) -> bool {
        let low = self.low.0 > others.low.0 || self.low.0 == others.low.0 && (others.low.1 || !self.low.1);
        let high = self.high.0 < others.high.0 || self.high.0 == others.high.0 && (others.high.1 || !self.high.1);
        low && high
    }

    /// What they want.
    pub fn wants(self) -> Wants {
        match (self.low.0 > 0.0, self.high.0.is_finite()) {
            (false, true) => Wants::Few,
            (_, false) => Wants::Many,
            (true, true) => Wants::Exactly,
        }
    }
}

/// What a condition wants of its count.
pub fn wants(test: &Test) -> Wants {
    Bounds::of(test).map_or(Wants::Exactly, Bounds::wants)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn high(value: f64, closed: bool) -> Bounds {
        Bounds { high: (value, closed), ..ALL }
    }

    #[test]
    fn narrower_bounds_lie_within_wider_ones() {
        assert!(high(3.0, true).within(high(5.0, true)));
        assert!(!high(5.0, true).within(high(3.0, true)));
        assert!(high(3.0, false).within(high(3.0, true)));
        assert!(!high(3.0, true).within(high(3.0, false)));
        let one = Bounds { low: (1.0, true), high: (1.0, true) };
        assert!(one.within(high(1.0, true)));
        assert_eq!((one.wants(), high(0.0, true).wants()), (Wants::Exactly, Wants::Few));
    }
}
