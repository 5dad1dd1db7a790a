//! What stands in the way: active issues, open items of the highest tier, and what most others wait for.

use super::is_open;
use crate::model::{ItemId, ItemKind, Plan};
use crate::survey::Survey;
use crate::syntax::Status;
use crate::view::Selection;
use crate::view::item::moment;
use serde::Serialize;
use std::cmp::Reverse;

/// More rows than this tell nobody where to begin.
const SHOWN: usize = 20;

/// Of items that are no issue and not of the highest tier, so many are listed for what waits for them.
const OTHERS: usize = 10;

/// What stands in the way.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blockers<'a> {
    /// What blocks most, first.
    pub rows: Vec<Blocker<'a>>,
    /// How many more there are.
    pub left_out: u32,
    /// The word of the highest tier, when anything open is of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_tier: Option<&'a str>,
}

/// One of them.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Blocker<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// Its tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// How many leaves wait for it, directly or not; none when that was not computed.
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
}

/// Gathers them.
pub fn blockers<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Blockers<'a> {
    let plan = survey.plan;
    let blocks = |id: ItemId| survey.descendants(id).unwrap_or(0);
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
    let key = |id: &ItemId| (Reverse(blocks(*id)), plan.item(*id).rank.unwrap_or(u32::MAX), *id);
    others.sort_by_key(key);
    others.truncate(OTHERS.min(SHOWN.saturating_sub(chief.len())));
    chief.extend(others);
    chief.sort_by_key(key);
    let left_out = chief.len().saturating_sub(SHOWN) as u32;
    Blockers {
        rows: chief.into_iter().take(SHOWN).map(|id| blocker(survey, id)).collect(),
        left_out,
        highest_tier: highest.then(|| plan.tier_word(0)),
    }
}

fn blocker<'a>(survey: &'a Survey<'a>, id: ItemId) -> Blocker<'a> {
    let plan: &'a Plan = survey.plan;
    let item = plan.item(id);
    Blocker {
        name: &item.name,
        title: &item.title,
        kind: item.kind,
        tier: item.tier.map(|tier| plan.tier_word(tier)),
        blocks: survey.descendants(id),
        owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
        due: item.due.map(|due| moment(survey, due)),
        waits_for: survey.open_needs(id).into_iter().map(|need| &*plan.item(need).title).collect(),
    }
}
