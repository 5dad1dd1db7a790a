//! The standing of every item, and how many things it stands for are in which state.

use super::verdict::{Observed, Standing, Verdict, verdict};
use super::{Rollup, Rollups};
use crate::model::{ItemId, ItemKind, Plan};

/// What is true of every item of a plan.
#[derive(Debug)]
pub struct Assessment {
    /// The verdict of each item; of containers, that of their own claim and conditions.
    pub verdicts: Vec<Verdict>,
    /// How each item counts; a container by its parts.
    pub standings: Vec<Standing>,
    /// By item: whether nothing is left to do there.
    pub closed: Vec<bool>,
    /// The sums.
    pub rollups: Rollups,
}

impl Assessment {
    /// How an item counts.
    pub fn standing(&self, id: ItemId) -> Standing {
        self.standings[id.index()]
    }

    /// The verdict on an item.
    pub fn verdict(&self, id: ItemId) -> Verdict {
        self.verdicts[id.index()]
    }

    /// The sums of what an item holds.
    pub fn rollup(&self, id: ItemId) -> &Rollup {
        &self.rollups.items[id.index()]
    }

    /// Whether an item is done or dropped.
    pub fn is_closed(&self, id: ItemId) -> bool {
        self.closed[id.index()]
    }
}

/// Assesses a plan. `observed` holds what the evidence shows, by item; items beyond its end were not looked at.
pub fn assess(plan: &Plan, observed: &[Observed]) -> Assessment {
    let count = plan.items.len();
    let mut verdicts = Vec::with_capacity(count);
    let mut standings = Vec::with_capacity(count);
    for (id, item) in plan.ids() {
        let seen = observed.get(id.index()).unwrap_or(&Observed::NothingAsked);
        let (verdict, mut standing) = verdict(item.state, seen, item.kind == ItemKind::Retire);
        // Something that others, or people, do is open until it is said to be done.
        if standing == Standing::Unknown && item.status.is_some() {
            standing = Standing::Missing;
        }
        verdicts.push(verdict);
        standings.push(standing);
    }
    let rollups = Rollups::new(plan, &verdicts, &standings);
    let mut closed: Vec<bool> = standings.iter().map(|standing| matches!(standing, Standing::Done | Standing::Dropped)).collect();
    close_containers(plan, &mut standings, &mut closed);
    Assessment { verdicts, standings, closed, rollups }
}

/// A container is done when its parts and its own conditions are; it is missing when nothing of it is there.
fn close_containers(plan: &Plan, standings: &mut [Standing], closed: &mut [bool]) {
    for index in (0..plan.items.len()).rev() {
        let item = &plan.items[index];
        if !item.is_container() || standings[index] == Standing::Dropped {
            continue;
        }
        let own_fails = item.condition.is_some() && !closed[index];
        let parts = || item.children.iter().map(|child| standings[child.index()]).filter(|standing| *standing != Standing::Dropped);
        let all = |wanted: Standing| parts().all(|standing| standing == wanted);
        let standing = if all(Standing::Done) && !own_fails {
            Standing::Done
        } else if parts().any(|standing| matches!(standing, Standing::Done | Standing::Partial)) {
            Standing::Partial
        } else if parts().any(|standing| standing == Standing::Missing) {
            Standing::Missing
        } else {
            Standing::Unknown
        };
        standings[index] = standing;
        closed[index] = standing == Standing::Done;
    }
}
