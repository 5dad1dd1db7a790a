//! A count of what is covered, out of how many.

/// So many covered of so many. Never more covered than there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    covered: u64,
    total: u64,
}

impl Tally {
    /// A tally; of more covered than there are, all are.
    pub fn new(covered: u64, total: u64) -> Tally {
        Tally { covered: covered.min(total), total }
    }

    /// How many are covered.
    pub fn covered(self) -> u64 {
        self.covered
    }

    /// How many there are.
    pub fn total(self) -> u64 {
        self.total
    }

    /// Whether at least `percent` / `scale` per cent are covered, in whole numbers: `reaches(805, 10)` asks for 80.5 %.
    /// `None` where there is nothing to cover: that is neither a pass nor a fail.
    pub fn reaches(self, percent: u64, scale: u64) -> Option<bool> {
        if self.total == 0 {
            return None;
        }
        let have = u128::from(self.covered).checked_mul(100)?.checked_mul(u128::from(scale))?;
        let need = u128::from(self.total).checked_mul(u128::from(percent))?;
        Some(have >= need)
    }

    /// The share in hundredths of a per cent, rounded down, so that a target is never shown as met before it is.
    /// `None` where there is nothing to cover.
    pub fn basis_points(self) -> Option<u64> {
        let scaled = u128::from(self.covered).checked_mul(10_000)?.checked_div(u128::from(self.total))?;
        u64::try_from(scaled).ok()
    }

    /// One more, covered or not.
    pub fn count(&mut self, covered: bool) {
        *self = self.plus(Tally { covered: u64::from(covered), total: 1 });
    }

    /// The sum of two tallies of different things.
    pub fn plus(self, other: Tally) -> Tally {
        Tally::new(self.covered.saturating_add(other.covered), self.total.saturating_add(other.total))
    }

    /// The better of two tallies of the same thing: a lower bound of their union.
    pub fn union(self, other: Tally) -> Tally {
        Tally::new(self.covered.max(other.covered), self.total.max(other.total))
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.covered, self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_cover_is_neither_met_nor_missed() {
        assert_eq!(Tally::default().reaches(0, 1), None);
        assert_eq!(Tally::default().basis_points(), None);
    }

    #[test]
    fn a_target_is_met_exactly_and_not_by_rounding() {
        assert_eq!(Tally::new(4, 5).reaches(80, 1), Some(true));
        assert_eq!(Tally::new(79_999, 100_000).reaches(80, 1), Some(false));
        assert_eq!(Tally::new(2, 3).basis_points(), Some(6666));
        assert_eq!(Tally::new(u64::MAX, u64::MAX).reaches(100, 1), Some(true));
    }

    #[test]
    fn more_covered_than_there_are_is_all() {
        assert_eq!(Tally::new(9, 4), Tally::new(4, 4));
    }
}
