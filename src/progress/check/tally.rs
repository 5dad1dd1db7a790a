//! What is counted below an item or in a phase, by tier, so that claimed totals can be held against it.

use crate::model::{Item, ItemId, ItemKind, Plan};
use crate::progress::{Assessment, Rollup, Standing};
use crate::syntax::Probe;
use crate::time::Date;

/// The counts of one item or phase.
#[derive(Debug, Clone, Default)]
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
    /// Counts below an item. Where nothing is a component, all that must be done is counted instead. Nothing for what holds
    /// nothing and is itself no thing to be counted, such as an issue.
    pub fn of(plan: &Plan, assessment: &Assessment, id: ItemId) -> Option<Tally> {
        let item = plan.item(id);
        let counts = matches!(item.kind, ItemKind::Plan | ItemKind::Area | ItemKind::Component | ItemKind::Retire);
        if item.is_dropped() || !(counts || item.is_container()) {
            return None;
        }
        let (things, work) = leaves(plan, id);
        Some(Tally::sum(plan, assessment, if things.is_empty() { work } else { things }))
    }

    /// Counts in each phase.
    pub fn of_phases(plan: &Plan, assessment: &Assessment) -> Vec<Tally> {
        let mut of_phase = vec![Vec::new(); plan.phases.len()];
        for id in leaves(plan, Plan::ROOT).0 {
            if let Some(phase) = plan.item(id).phase {
                of_phase[phase.index()].push(id);
            }
        }
        of_phase.into_iter().map(|leaves| Tally::sum(plan, assessment, leaves)).collect()
    }

    fn sum(plan: &Plan, assessment: &Assessment, leaves: Vec<ItemId>) -> Tally {
        let none = plan.tiers.len();
        let mut tally = Tally { tiers: vec![Rollup::default(); none + 1], listed: leaves.len(), ..Tally::default() };
        for id in leaves {
            let item = plan.item(id);
            let tier = item.tier.map_or(none, usize::from).min(none);
            let sum = if item.is_counted() { *assessment.rollup(id) } else { one(assessment.standing(id)) };
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

    /// What is counted, in words: `all 3 missing`, `4 done and 8 missing`.
    pub fn words(&self) -> String {
        let sum = self.rollup(None);
        let all = [("done", sum.done), ("partial", sum.partial), ("missing", sum.missing), ("unknown", sum.unknown)];
        let some: Vec<String> = all.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}")).collect();
        match some.as_slice() {
            [only] if sum.expected > 1 => format!("all {only}"),
            [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
            _ => some.concat(),
        }
    }
}

/// The leaves of an item that coverage counts, and the other ones; a leaf is its own.
fn leaves(plan: &Plan, id: ItemId) -> (Vec<ItemId>, Vec<ItemId>) {
    let (mut things, mut work) = (Vec::new(), Vec::new());
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        let item = plan.item(at);
        if item.is_dropped() {
            continue;
        }
        if item.is_counted() {
            things.push(at);
        } else if !item.is_container() && !matches!(item.kind, ItemKind::Plan | ItemKind::Area) {
            work.push(at);
        }
        open.extend(item.children.iter().rev());
    }
    (things, work)
}

/// One thing of that standing.
fn one(standing: Standing) -> Rollup {
    let mut sum = Rollup { expected: 1, ..Rollup::default() };
    match standing {
        Standing::Done => sum.done = 1,
        Standing::Partial => sum.partial = 1,
        Standing::Missing => sum.missing = 1,
        Standing::Unknown => sum.unknown = 1,
        Standing::Dropped => sum.expected = 0,
    }
    sum
}

/// Whether an item is one thing at a path it names, or that its condition names.
fn is_placed(item: &Item) -> bool {
    let mut of_file = false;
    if let Some(condition) = &item.condition {
        condition.tests(&mut |test| of_file |= matches!(test.probe, Probe::File | Probe::Directory) && !test.negated);
    }
    item.quantity.count == 1 && (!item.at.is_empty() || of_file)
}
