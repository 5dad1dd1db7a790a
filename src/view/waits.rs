//! What each open item waits for, without walking the whole plan for each.

use crate::model::ItemId;
use crate::survey::Survey;

/// How many needs are named; of more it is only said that there are.
pub const NAMED: usize = 4;

/// Open needs by item.
#[derive(Debug)]
pub struct Waits<'a> {
    survey: &'a Survey<'a>,
    /// By item: the open needs that junctions make it wait for, one more than are named.
    joined: Vec<Vec<ItemId>>,
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
        let mut joined: Vec<Vec<ItemId>> = vec![Vec::new(); survey.plan.items.len()];
        for junction in &survey.plan.junctions {
            let open = |id: &ItemId| !survey.assessment.is_closed(*id);
            let needed: Vec<ItemId> = junction.needed.iter().copied().filter(open).take(NAMED + 1).collect();
            for waiting in &junction.waiting {
                add(&mut joined[waiting.index()], needed.iter().copied());
            }
        }
        Waits { survey, joined }
    }

    /// What an item waits for: its own open needs, then those of what holds it.
    pub fn of(&self, id: ItemId) -> Waiting {
        let plan = self.survey.plan;
        let mut needs = Vec::new();
        for holder in std::iter::once(id).chain(plan.ancestors(id)) {
            let own = plan.item(holder).needs.iter().map(|need| need.target);
            add(&mut needs, own.filter(|target| !self.survey.assessment.is_closed(*target)));
            add(&mut needs, self.joined[holder.index()].iter().copied());
        }
        let more = needs.len() > NAMED;
        needs.truncate(NAMED);
        Waiting { needs, more }
    }
}

/// Adds what is not there yet, up to one more than are named.
fn add(list: &mut Vec<ItemId>, more: impl Iterator<Item = ItemId>) {
    for id in more {
        if list.len() > NAMED {
            break;
        }
        if !list.contains(&id) {
            list.push(id);
        }
    }
}
