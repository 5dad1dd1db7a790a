//! What is counted below an item or in a phase, by tier, so that claimed totals can be held against it.

use super::areas::counted_leaves;
use crate::model::{Item, ItemId, Plan};
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::syntax::Probe;
use crate::time::Date;

/// The counts of one item or phase.
#[derive(Debug, Clone)]
pub struct Tally {
    /// By tier, and last what has none.
    tiers: Vec<Rollup>,
    /// What was done on which day, by place in `tiers`.
    done_on: Vec<(usize, Date, u32)>,
    /// How many items are listed.
    pub listed: usize,
    /// Of the listed: how many name one path or file.
    pub placed: usize,
    /// Of the listed: how many stand for at least so many.
    pub open_ended: usize,
}

impl Tally {
    /// Counts below an item.
    pub fn of(survey: &Survey<'_>, id: ItemId) -> Tally {
        Tally::sum(survey, counted_leaves(survey.plan, id))
    }

    /// Counts in each phase.
    pub fn of_phases(survey: &Survey<'_>) -> Vec<Tally> {
        let mut leaves = vec![Vec::new(); survey.plan.phases.len()];
        for id in counted_leaves(survey.plan, Plan::ROOT) {
            if let Some(phase) = survey.plan.item(id).phase {
                leaves[phase.index()].push(id);
            }
        }
        leaves.into_iter().map(|leaves| Tally::sum(survey, leaves)).collect()
    }

    fn sum(survey: &Survey<'_>, leaves: Vec<ItemId>) -> Tally {
        let none = survey.plan.tiers.len();
        let mut tally =
            Tally { tiers: vec![Rollup::default(); none + 1], done_on: Vec::new(), listed: leaves.len(), placed: 0, open_ended: 0 };
        for id in leaves {
            let item = survey.plan.item(id);
            let tier = item.tier.map_or(none, usize::from).min(none);
            let sum = *survey.assessment.rollup(id);
            tally.open_ended += usize::from(sum.at_least);
            tally.placed += usize::from(is_placed(item));
            tally.done_on.extend(item.done_on.map(|day| (tier, day, sum.done)));
            tally.tiers[tier].add(sum);
        }
        tally
    }

    /// The sum of one tier, or of all.
    pub fn rollup(&self, tier: Option<u8>) -> Rollup {
        match tier {
            Some(tier) => self.tiers.get(usize::from(tier)).copied().unwrap_or_default(),
            None => self.tiers.iter().fold(Rollup::default(), |mut all, sum| {
                all.add(*sum);
                all
            }),
        }
    }

    /// How many things carry no tier.
    pub fn untiered(&self) -> u32 {
        self.tiers.last().map_or(0, |sum| sum.expected)
    }

    /// How many things each tier has, by tier.
    pub fn by_tier(&self) -> impl Iterator<Item = (u8, u32)> {
        let tiers = &self.tiers[..self.tiers.len().saturating_sub(1)];
        tiers.iter().enumerate().map(|(tier, sum)| (tier as u8, sum.expected)).filter(|(_, count)| *count > 0)
    }

    /// How many of those done were done after a day, so that a document of that day could not count them as done.
    pub fn done_after(&self, tier: Option<u8>, day: Option<Date>) -> u32 {
        let Some(day) = day else { return 0 };
        let later = self.done_on.iter().filter(|(at, done, _)| tier.is_none_or(|tier| usize::from(tier) == *at) && *done > day);
        later.map(|(_, _, count)| *count).sum()
    }
}

/// Whether an item is one thing at a path it names, or that its condition names.
fn is_placed(item: &Item) -> bool {
    let mut of_file = false;
    if let Some(condition) = &item.condition {
        condition.tests(&mut |test| of_file |= matches!(test.probe, Probe::File | Probe::Directory) && !test.negated);
    }
    item.quantity.count == 1 && (!item.at.is_empty() || of_file)
}
