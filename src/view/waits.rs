//! What each open item waits for, without walking the whole plan for each.

use crate::model::{ItemId, Plan};
use crate::survey::Survey;

/// How many needs are named; of more it is only said that there are.
pub const NAMED: usize = 4;

/// Open needs by item.
#[derive(Debug)]
pub struct Waits<'a> {
    plan: &'a Plan,
    /// By item: its own open needs and those of junctions, one more than are named.
    own: Vec<Vec<ItemId>>,
}

/// The open needs of one item.
#[derive(Debug, Default)]
pub struct Waiting {
    /// The first of them, nearest first.
    pub needs: Vec<ItemId>,
    /// Whether there are more.
    pub more: bool,
}

impl<'a> Waits<'a> {
    /// Gathers the open needs of a plan.
    pub fn new(survey: &'a Survey<'a>) -> Waits<'a> {
        let plan = survey.plan;
        let open = |id: &ItemId| !survey.assessment.is_closed(*id);
        let mut own: Vec<Vec<ItemId>> =
            plan.items.iter().map(|item| item.needs.iter().map(|need| need.target).filter(open).take(NAMED + 1).collect()).collect();
        for junction in &plan.junctions {
            let needed: Vec<ItemId> = junction.needed.iter().copied().filter(open).take(NAMED + 1).collect();
            for waiting in &junction.waiting {
                add(&mut own[waiting.index()], &needed);
            }
        }
        Waits { plan, own }
    }

    /// What an item waits for: its own open needs, then those of what holds it.
    pub fn of(&self, id: ItemId) -> Waiting {
        let mut needs = Vec::new();
        for holder in std::iter::once(id).chain(self.plan.ancestors(id)) {
            add(&mut needs, &self.own[holder.index()]);
        }
        let more = needs.len() > NAMED;
        needs.truncate(NAMED);
        Waiting { needs, more }
    }
}

/// Adds what is not there yet, up to one more than are named.
fn add(list: &mut Vec<ItemId>, more: &[ItemId]) {
    for id in more {
        if list.len() > NAMED {
            break;
        }
        if !list.contains(id) {
            list.push(*id);
        }
    }
}
