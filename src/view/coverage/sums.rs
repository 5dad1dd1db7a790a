//! Sums over what a report shows.

use crate::model::{ItemId, Plan};
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::view::Selection;

/// The sums of what is shown.
#[derive(Debug)]
pub struct Sums {
    /// By item; the first is the whole.
    pub items: Vec<Rollup>,
    /// By tier, and last what has none.
    pub tiers: Vec<Rollup>,
    /// By phase, and last what is in none.
    pub phases: Vec<Rollup>,
    /// What stands in no area.
    pub outside: Rollup,
}

impl Sums {
    /// Adds up the counted leaves that are shown and stand in nothing that was dropped.
    pub fn new(survey: &Survey<'_>, selection: &Selection) -> Sums {
        let plan = survey.plan;
        let count = plan.items.len();
        let mut sums = Sums {
            items: vec![Rollup::default(); count],
            tiers: vec![Rollup::default(); plan.tiers.len() + 1],
            phases: vec![Rollup::default(); plan.phases.len() + 1],
            outside: Rollup::default(),
        };
        // What holds something stands before it, so going forwards every whole is known before its parts.
        let mut live = vec![true; count];
        let mut in_area = vec![false; count];
        for (id, item) in plan.ids() {
            let index = id.index();
            if let Some(parent) = item.parent {
                live[index] = live[parent.index()] && !item.is_dropped();
                in_area[index] = in_area[parent.index()] || item.kind == crate::model::ItemKind::Area;
            }
            if !item.is_counted() || !live[index] || !selection.has(id) {
                continue;
            }
            let sum = *survey.assessment.rollup(id);
            sums.items[index] = sum;
            sums.tiers[item.tier.map_or(plan.tiers.len(), usize::from).min(plan.tiers.len())].add(sum);
            sums.phases[item.phase.map_or(plan.phases.len(), |phase| phase.index())].add(sum);
            if !in_area[index] {
                sums.outside.add(sum);
            }
        }
        for index in (1..count).rev() {
            if let Some(parent) = plan.items[index].parent {
                let sum = sums.items[index];
                sums.items[parent.index()].add(sum);
            }
        }
        sums
    }

    /// The sum of the whole.
    pub fn whole(&self) -> Rollup {
        self.of(Plan::ROOT)
    }

    /// The sum of an item.
    pub fn of(&self, id: ItemId) -> Rollup {
        self.items[id.index()]
    }
}
