//! What stands in the way: active issues, open items of the highest tier, and what most others wait for.

use super::is_open;
use crate::model::{Item, ItemId, ItemKind, Plan};
use crate::survey::Survey;
use crate::syntax::Status;
use crate::view::item::moment;
use crate::view::{Held, Selection};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// More rows than this tell nobody where to begin.
const SHOWN: usize = 20;

/// Of items that are no issue and not of the highest tier, so many rows are listed for what waits for them.
const OTHERS: usize = 10;

/// From so many on, items that differ only in their titles share a row.
const ALIKE: usize = 3;

/// What stands in the way.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blockers<'a> {
    /// By tier and rank, then what blocks the most first, then by due date.
    pub rows: Vec<Blocker<'a>>,
    /// How many more there are.
    pub left_out: u32,
    /// The file of the report that has all that is open, without its ending, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// The word of the highest tier, when anything open is of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_tier: Option<&'a str>,
}

/// One of them, or several that differ in nothing but their titles.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blocker<'a> {
    /// The full name of the first.
    pub name: &'a str,
    /// The titles.
    pub titles: Vec<&'a str>,
    /// The number of an issue; of others, the title of what holds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'a str>,
    /// What it is.
    pub kind: ItemKind,
    /// Its tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// The author's order among equals, lowest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// How many open items wait for each, directly or not; none when that was not computed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<u32>,
    /// The title of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// The titles of what it waits for itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<&'a str>,
    /// What holds it back when it waits for nothing; of several, the one that can start first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<Held>,
}

/// Gathers them. What blocks the most is chosen, and told by tier and rank.
pub fn blockers<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Blockers<'a> {
    let plan = survey.plan;
    let blocks = |id: ItemId| survey.waiting(id).unwrap_or(0);
    let (mut chief, mut others) = (Vec::new(), Vec::new());
    let mut highest = false;
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| is_open(survey, selection, *id)) {
        let active = matches!(item.status, Some((Status::Active, _)));
        // A moment that nothing waits for is where the way leads, not what stands in it.
        let outcome = item.kind == ItemKind::Milestone && blocks(id) == 0;
        highest |= item.tier == Some(0);
        if outcome {
            continue;
        }
        if active || item.tier == Some(0) {
            chief.push(id);
        } else if blocks(id) > 0 {
            others.push(id);
        }
    }
    let urgency = urgency(survey);
    let key = |id: ItemId| {
        let item = plan.item(id);
        let due = item.deadline().and_then(|due| survey.timetable.latest(plan, due));
        let quiet = !matches!(item.status, Some((Status::Active, _)));
        (urgency[id.index()], Reverse(blocks(id)), due.is_none(), due, quiet, id)
    };
    let first = |group: &[ItemId]| group.first().map(|id| (Reverse(blocks(*id)), key(*id)));
    let groups = |mut ids: Vec<ItemId>| {
        ids.sort_by_cached_key(|id| key(*id));
        let mut groups = alike(survey, ids);
        groups.sort_by_cached_key(|group| first(group));
        groups
    };
    let (mut shown, mut others) = (groups(chief), groups(others));
    // Where not even the chief ones fit, what blocks the most decides; else none of them makes room for others.
    let room = if shown.len() > SHOWN { OTHERS } else { OTHERS.min(SHOWN - shown.len()) };
    let mut cut = others.split_off(room.min(others.len()));
    shown.append(&mut others);
    shown.sort_by_cached_key(|group| first(group));
    cut.extend(shown.split_off(SHOWN.min(shown.len())));
    shown.sort_by_cached_key(|group| group.first().map(|id| key(*id)));
    Blockers {
        rows: shown.iter().filter_map(|group| row(survey, group)).collect(),
        left_out: cut.iter().map(Vec::len).sum::<usize>() as u32,
        report: None,
        highest_tier: highest.then(|| plan.tier_word(0)),
    }
}

/// By item: its tier and rank; of what has no tier, the highest tier of what waits for it.
fn urgency(survey: &Survey<'_>) -> Vec<(u8, u32)> {
    let (plan, network) = (survey.plan, &survey.network);
    let mut behind = vec![u8::MAX; network.graph.node_count()];
    for node in survey.order.nodes.iter().rev() {
        let open = network.item(*node).filter(|id| survey.layers.of[id.index()].is_some());
        let own = open.and_then(|id| plan.item(id).tier);
        let tiers = network.after(*node).iter().map(|next| behind[next.index()]).chain(own);
        behind[node.index()] = tiers.min().unwrap_or(u8::MAX);
    }
    let of = |(id, item): (ItemId, &Item)| match item.tier {
        None if id != Plan::ROOT => (behind[network.start(id).index()], item.urgency().1),
        _ => item.urgency(),
    };
    plan.ids().map(of).collect()
}

/// Puts together what stands in one place, waits for the same and blocks as many: where there are [`ALIKE`] or more, one row
/// says as much as all of theirs.
fn alike(survey: &Survey<'_>, sorted: Vec<ItemId>) -> Vec<Vec<ItemId>> {
    let plan = survey.plan;
    let mut by_likeness: HashMap<_, usize> = HashMap::new();
    let mut groups: Vec<Vec<ItemId>> = Vec::new();
    for id in sorted {
        let item = plan.item(id);
        let needs: Vec<ItemId> = item.needs.iter().map(|need| need.target).collect();
        let key = (
            item.parent,
            item.kind,
            item.tier,
            item.owner,
            survey.waiting(id),
            survey.layers.of[id.index()],
            item.rank,
            needs,
            held(survey, id).is_some(),
        );
        let dated = item.deadline().is_some() || item.kind == ItemKind::Issue;
        match by_likeness.get(&key).filter(|_| !dated).and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.push(id),
            None => {
                if !dated {
                    by_likeness.insert(key, groups.len());
                }
                groups.push(vec![id]);
            }
        }
    }
    groups
        .into_iter()
        .flat_map(|group| if group.len() >= ALIKE { vec![group] } else { group.into_iter().map(|id| vec![id]).collect() })
        .collect()
}

/// What holds work back that needs nothing more.
fn held(survey: &Survey<'_>, id: ItemId) -> Option<Held> {
    let ready = survey.is_ready(id) && survey.plan.item(id).kind.is_work();
    ready.then(|| Held::of(survey, id)).flatten()
}

fn row<'a>(survey: &'a Survey<'a>, group: &[ItemId]) -> Option<Blocker<'a>> {
    let plan: &'a Plan = survey.plan;
    let id = *group.first()?;
    let item = plan.item(id);
    let holder = item.parent.filter(|parent| *parent != Plan::ROOT).map(|parent| &*plan.item(parent).title);
    Some(Blocker {
        name: &item.name,
        titles: group.iter().map(|id| &*plan.item(*id).title).collect(),
        within: if item.kind == ItemKind::Issue { Some(&item.id) } else { holder },
        kind: item.kind,
        tier: item.tier.map(|tier| plan.tier_word(tier)),
        rank: item.rank,
        blocks: survey.waiting(id),
        owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
        due: item.deadline().map(|due| moment(survey, due)),
        held: group.iter().filter_map(|id| held(survey, *id)).min_by_key(|held| (held.from.is_none(), held.from)),
        waits_for: survey.open_needs(id).into_iter().map(|need| &*plan.item(need).title).collect(),
    })
}
