//! The standing of every item, and how many things it stands for are in which state.

use super::verdict::{Observed, Standing, Verdict, verdict};
use super::{GateState, observe};
use super::{Rollup, Rollups};
use crate::evidence::Evidence;
use crate::model::{ItemId, ItemKind, Plan};
use crate::time::Date;

/// What is true of every item of a plan.
#[derive(Debug)]
pub struct Assessment {
    /// The verdict of each item; of containers, that of their own claim and conditions.
    pub verdicts: Vec<Verdict>,
    /// How each item counts; a container by its parts.
    pub standings: Vec<Standing>,
    /// By item: whether nothing is left to do there.
    pub closed: Vec<bool>,
    /// By item: of wholes, whether all parts are closed and only conditions of their own are not known to be met.
    pub unmet: Vec<bool>,
    /// What the evidence shows of each item; empty when nothing was measured.
    pub observed: Vec<Observed>,
    /// By phase, the state of its gate, if it has one.
    pub gates: Vec<Option<GateState>>,
    /// The sums.
    pub rollups: Rollups,
}

impl Assessment {
    /// How an item counts.
    pub fn standing(&self, id: ItemId) -> Standing {
        self.standings[id.index()]
    }

    /// What the evidence shows of an item.
    pub fn observed(&self, id: ItemId) -> &Observed {
        self.observed.get(id.index()).unwrap_or(&Observed::NothingAsked)
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

/// Assesses a plan in the light of the evidence, if anything was measured, as of a day.
pub fn assess(plan: &Plan, evidence: Option<&Evidence>, data_date: Date) -> Assessment {
    let observed = evidence.map_or_else(Vec::new, |evidence| observe(plan, evidence, data_date));
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
    let rollups = Rollups::new(plan, &verdicts, &standings, evidence, data_date);
    let mut closed: Vec<bool> = standings.iter().map(|standing| matches!(standing, Standing::Done | Standing::Dropped)).collect();
    let unmet = close_containers(plan, &mut standings, &mut closed);
    let gates = plan.phases.iter().map(|phase| GateState::of(phase, evidence, data_date)).collect();
    Assessment { verdicts, standings, closed, unmet, observed, gates, rollups }
}

/// A container is done when its parts and its own conditions are; it is missing when nothing of it is there, and dropped when all of it is.
/// Gives, by item, whether its own conditions are all that is left of it.
fn close_containers(plan: &Plan, standings: &mut [Standing], closed: &mut [bool]) -> Vec<bool> {
    let mut unmet = vec![false; plan.items.len()];
    for index in (0..plan.items.len()).rev() {
        let item = &plan.items[index];
        if !item.is_container() || standings[index] == Standing::Dropped {
            continue;
        }
        let own = item.condition.as_ref().map(|_| standings[index]);
        let parts: Vec<Standing> =
            item.children.iter().map(|child| standings[child.index()]).filter(|standing| *standing != Standing::Dropped).collect();
        let rest = parts.iter().any(|standing| *standing != Standing::Done);
        unmet[index] = !rest && own.is_some_and(|own| own != Standing::Done);
        let standing = match own {
            _ if rest => of_parts(&parts),
            // Of the plan itself there is always something left to say.
            None if parts.is_empty() && index != Plan::ROOT.index() => Standing::Dropped,
            None | Some(Standing::Done) => Standing::Done,
            Some(Standing::Missing) if !parts.is_empty() => Standing::Partial,
            Some(own) => own,
        };
        standings[index] = standing;
        closed[index] = matches!(standing, Standing::Done | Standing::Dropped);
    }
    unmet
}

/// How a whole stands of which not all parts are done.
fn of_parts(parts: &[Standing]) -> Standing {
    if parts.iter().any(|standing| matches!(standing, Standing::Done | Standing::Partial)) {
        Standing::Partial
    } else if parts.contains(&Standing::Missing) {
        Standing::Missing
    } else {
        Standing::Unknown
    }
}
