//! Sums: expected, done, partial, missing and unknown things, by item, tier and phase.

use super::observe::{counted, units};
use super::units::Units;
use super::verdict::{Standing, Verdict};
use crate::evidence::Evidence;
use crate::model::{Item, Plan};
use crate::time::Date;

/// Counted things. Always `expected = done + partial + missing + unknown`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rollup {
    /// How many there should be.
    pub expected: u32,
    /// Whether there may be more (`count >= 20`).
    pub at_least: bool,
    /// How many are there.
    pub done: u32,
    /// Of how many some is there.
    pub partial: u32,
    /// How many are not there.
    pub missing: u32,
    /// Of how many nobody can tell.
    pub unknown: u32,
    /// Of the done: how many the evidence proves.
    pub proven: u32,
    /// Of the done: how many are only claimed.
    pub claimed_only: u32,
}

impl Rollup {
    /// Adds another sum.
    pub fn add(&mut self, other: Rollup) {
        self.expected = self.expected.saturating_add(other.expected);
        self.at_least |= other.at_least;
        self.done = self.done.saturating_add(other.done);
        self.partial = self.partial.saturating_add(other.partial);
        self.missing = self.missing.saturating_add(other.missing);
        self.unknown = self.unknown.saturating_add(other.unknown);
        self.proven = self.proven.saturating_add(other.proven);
        self.claimed_only = self.claimed_only.saturating_add(other.claimed_only);
    }

    /// The share done, in percent; nothing when nothing is expected.
    pub fn percent(&self) -> Option<f64> {
        (self.expected > 0).then(|| f64::from(self.done) * 100.0 / f64::from(self.expected))
    }

    /// The share done as shown: one digit behind the point, and only all is 100%.
    pub fn percent_text(&self) -> String {
        share_text(self.done, self.expected)
    }

    /// How many are expected, as shown: `20+` when there may be more.
    pub fn expected_text(&self) -> String {
        if self.at_least { format!("{}+", self.expected) } else { self.expected.to_string() }
    }

    /// The sum of the files that the query of a leaf found; each was measured.
    fn of_units(units: &Units<'_>) -> Rollup {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let (done, partial, missing) = (count(units.done.len()), count(units.partial.len()), count(units.missing.len()));
        let expected = count(units.count());
        let unknown = expected.saturating_sub(done.saturating_add(partial).saturating_add(missing));
        Rollup { expected, done, partial, missing, unknown, proven: done, ..Rollup::default() }
    }

    /// The sum of one counted leaf, of which the evidence may have found some.
    fn of(item: &Item, verdict: Verdict, standing: Standing, found: Option<u32>) -> Rollup {
        let quantity = item.quantity;
        let count = quantity.count;
        let mut sum = Rollup { expected: count, at_least: quantity.at_least, ..Rollup::default() };
        if let Some(found) = found.filter(|found| standing == Standing::Partial && *found < count) {
            (sum.done, sum.proven) = (found, found);
            sum.partial = quantity.partial.unwrap_or(0).min(count - found);
            sum.missing = count - found - sum.partial;
            return sum;
        }
        let counted = quantity.done.is_some() || quantity.partial.is_some() || quantity.missing.is_some();
        if counted && verdict == Verdict::ClaimedOnly {
            sum.done = quantity.done.unwrap_or(0).min(count);
            sum.partial = quantity.partial.unwrap_or(0).min(count - sum.done);
            let rest = count - sum.done - sum.partial;
            // What no number names is missing, unless the missing are numbered too.
            sum.missing = quantity.missing.map_or(rest, |missing| missing.min(rest));
            sum.unknown = rest - sum.missing;
        } else {
            match standing {
                Standing::Done => sum.done = count,
                Standing::Partial => sum.partial = count,
                Standing::Missing => sum.missing = count,
                Standing::Unknown => sum.unknown = count,
                Standing::Dropped => return Rollup::default(),
            }
        }
        match verdict {
            Verdict::Proven | Verdict::Done | Verdict::Gone => sum.proven = sum.done,
            Verdict::ClaimedOnly | Verdict::Present => sum.claimed_only = sum.done,
            _ => {}
        }
        sum
    }
}

/// A share in percent as shown: rounded to one digit behind the point, half a unit upwards, and only all is 100%.
pub fn share_text(part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    let rounded = (part * 2000 + whole) / (whole * 2);
    let tenths = if part < whole { rounded.min(999) } else { rounded };
    if tenths.is_multiple_of(10) { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// All sums of a plan.
#[derive(Debug, Clone)]
pub struct Rollups {
    /// By item: of a leaf its own, of a container those of its leaves; the first is the whole plan.
    pub items: Vec<Rollup>,
    /// By tier, and last what has none.
    pub tiers: Vec<Rollup>,
    /// By phase, and last what is in none.
    pub phases: Vec<Rollup>,
}

impl Rollups {
    /// Sums up a plan in the light of the evidence, if anything was measured, as of a day.
    pub fn new(plan: &Plan, verdicts: &[Verdict], standings: &[Standing], evidence: Option<&Evidence>, data_date: Date) -> Rollups {
        let units = |item: &Item| units(item, evidence?, data_date);
        let found = |item: &Item| u32::try_from(counted(item, item.condition.as_ref()?, evidence?)?).ok();
        let mut items = vec![Rollup::default(); plan.items.len()];
        let mut tiers = vec![Rollup::default(); plan.tiers.len() + 1];
        let mut phases = vec![Rollup::default(); plan.phases.len() + 1];
        // Whether an item, or something it is part of, was dropped.
        let mut dropped = vec![false; plan.items.len()];
        for (id, item) in plan.ids() {
            dropped[id.index()] = item.is_dropped() || item.parent.is_some_and(|parent| dropped[parent.index()]);
        }
        // Parts stand behind the whole, so going backwards every part is complete before it is added.
        for (id, item) in plan.ids().collect::<Vec<_>>().into_iter().rev() {
            if item.is_counted() && !dropped[id.index()] {
                let of_units = units(item).filter(|units| units.count() > 0).map(|units| Rollup::of_units(&units));
                let sum = of_units.unwrap_or_else(|| Rollup::of(item, verdicts[id.index()], standings[id.index()], found(item)));
                items[id.index()] = sum;
                tiers[item.tier.map_or(plan.tiers.len(), usize::from)].add(sum);
                phases[item.phase.map_or(plan.phases.len(), |phase| phase.index())].add(sum);
            }
            if let Some(parent) = item.parent.filter(|_| !item.is_dropped()) {
                let sum = items[id.index()];
                items[parent.index()].add(sum);
            }
        }
        Rollups { items, tiers, phases }
    }
}

#[cfg(test)]
mod tests {
    use super::share_text;

    #[test]
    fn shares_are_rounded_and_only_all_is_all() {
        assert_eq!(share_text(13, 15), "86.7%");
        assert_eq!(share_text(1, 7), "14.3%");
        assert_eq!(share_text(1, 2000), "0.1%", "half a unit upwards");
        assert_eq!(share_text(9999, 10_000), "99.9%");
        assert_eq!(share_text(3, 3), "100%");
        assert_eq!(share_text(1, 2), "50%");
        assert_eq!(share_text(0, 0), "–");
    }
}
