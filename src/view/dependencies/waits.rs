//! Layers, how much waits for what, and the needs that are worth a second look.

use super::arrows::{ItemRef, Needs};
use crate::model::{ItemId, ItemKind, Need, Plan};
use crate::progress::Standing;
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::view::entry;
use crate::view::item::moment;
use serde::Serialize;

/// Open work that is equally far from being ready.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Layer<'a> {
    /// 0 can start now; 1 when what it needs of layer 0 is done, and so on.
    pub number: usize,
    /// How many items it has.
    pub count: usize,
    /// The items, by what holds them.
    pub groups: Vec<LayerGroup<'a>>,
}

/// The items of one layer and one area.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LayerGroup<'a> {
    /// What holds them; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<ItemRef<'a>>,
    /// What they are, at the top, where nothing holds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<ItemKind>,
    /// The items, in the order of work.
    pub items: Vec<ItemRef<'a>>,
}

/// What an item needs, and what waits for it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaitRow<'a> {
    /// The item.
    pub item: ItemRef<'a>,
    /// What it is.
    pub kind: ItemKind,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits its kind.
    pub state: &'static str,
    /// The claimed state, where evidence hides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// What it needs itself.
    pub needs: Vec<ItemRef<'a>>,
    /// How many more it needs by chains from several to several.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_needs: usize,
    /// How many items wait for it directly.
    pub direct: usize,
    /// How many wait for it, directly or not; none when that was not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<u32>,
}

/// A need that is more than "begins when the other is done".
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkRow<'a> {
    /// What waits.
    pub waiting: ItemRef<'a>,
    /// What it waits for.
    pub needed: ItemRef<'a>,
    /// The two ends, as the language writes them.
    pub link: &'static str,
    /// Which end of the one waits: `begins` or `ends`.
    pub waiting_end: &'static str,
    /// For which end of the other.
    pub needed_end: &'static str,
    /// The time between, such as `2d`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Whether it may come that much before, not that much after.
    pub lead: bool,
    /// Whether the time is calendar time.
    pub elapsed: bool,
}

/// A need that a longer chain already says.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RedundantRow<'a> {
    /// What waits.
    pub waiting: ItemRef<'a>,
    /// What it waits for anyway.
    pub needed: ItemRef<'a>,
    /// Where it was said.
    pub said: String,
}

/// What a chain to everything leaves out, since it would close a circle.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut<'a> {
    /// The item named in the chain.
    pub chain: ItemRef<'a>,
    /// What the chain leaves out.
    pub items: Vec<ItemRef<'a>>,
    /// Where it was said.
    pub said: String,
}

/// Something others provide.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExternalRow<'a> {
    /// What is provided.
    pub item: ItemRef<'a>,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits its kind.
    pub state: &'static str,
    /// The claimed state, where evidence hides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Who provides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Who waits for it.
    pub waiting: Vec<ItemRef<'a>>,
    /// How many more wait for it by chains from several to several.
    #[serde(skip_serializing_if = "is_zero")]
    pub more_waiting: usize,
    /// How many wait for it, directly or not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<u32>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
}

/// Ends of a chain from several to several that a row names; each end names the same ones, so naming all would multiply.
const NAMED_ENDS: usize = 12;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// The state of an item in the word that fits its kind.
pub(super) fn state_of(survey: &Survey<'_>, id: ItemId) -> &'static str {
    entry::state(survey.plan.item(id), survey.assessment.verdict(id), survey.assessment.standing(id))
}

/// The layers of what is shown; empty ones are kept, so that numbers mean what they say.
pub(super) fn layers<'a>(needs: &Needs<'a, '_>) -> Vec<Layer<'a>> {
    let plan = needs.survey.plan;
    let mut layers = Vec::new();
    for (number, list) in needs.survey.layers.list.iter().enumerate() {
        let mut items: Vec<ItemId> = list.iter().copied().filter(|id| needs.selection.has(*id)).collect();
        let count = items.len();
        // Areas in the order of the source, and in each the order of work; at the top by kind.
        let parent = |id: &ItemId| plan.item(*id).parent.unwrap_or(Plan::ROOT);
        let key = |id: &ItemId| (parent(id), (parent(id) == Plan::ROOT).then(|| plan.item(*id).kind));
        items.sort_by_key(key);
        let groups = items.chunk_by(|a, b| key(a) == key(b)).map(|group| LayerGroup {
            within: group.first().map(parent).filter(|parent| *parent != Plan::ROOT).map(|parent| needs.refer(parent)),
            kind: group.first().and_then(|id| key(id).1),
            items: group.iter().map(|id| needs.refer(*id)).collect(),
        });
        layers.push(Layer { number, count, groups: groups.collect() });
    }
    layers.retain(|layer| layer.count > 0);
    layers
}

/// Who waits, by item: lists of what each needs and how many need it.
fn both_ways(needs: &Needs<'_, '_>) -> (Vec<Vec<ItemId>>, Vec<usize>) {
    let count = needs.survey.plan.items.len();
    let mut needed: Vec<Vec<ItemId>> = vec![Vec::new(); count];
    let mut waiting = vec![0; count];
    for shown in &needs.list {
        needed[shown.waiting.index()].push(shown.needed);
        waiting[shown.needed.index()] += 1;
    }
    for join in &needs.joined {
        join.needed.iter().for_each(|id| waiting[id.index()] += join.waiting.len());
    }
    (needed, waiting)
}

/// What each item needs and how much waits for it, most first; what is closed comes last.
pub(super) fn waits<'a>(needs: &Needs<'a, '_>) -> Vec<WaitRow<'a>> {
    let survey = needs.survey;
    let (needed, waiting) = both_ways(needs);
    let mut joined: Vec<Vec<usize>> = vec![Vec::new(); survey.plan.items.len()];
    for (at, join) in needs.joined.iter().enumerate() {
        join.waiting.iter().for_each(|id| joined[id.index()].push(at));
    }
    let mut ids: Vec<ItemId> = survey
        .plan
        .ids()
        .skip(1)
        .map(|(id, _)| id)
        .filter(|id| !needed[id.index()].is_empty() || waiting[id.index()] > 0 || !joined[id.index()].is_empty())
        .collect();
    ids.sort_by_key(|id| {
        let all = survey.descendants(*id).unwrap_or(0).max(waiting[id.index()] as u32);
        (survey.assessment.is_closed(*id), std::cmp::Reverse(all), needs.place[id.index()], *id)
    });
    ids.into_iter()
        .map(|id| {
            let joins = || joined[id.index()].iter().map(|at| &needs.joined[*at].needed);
            let own = needed[id.index()].iter().chain(joins().flat_map(|ends| ends.iter().take(NAMED_ENDS)));
            WaitRow {
                item: needs.refer(id),
                kind: survey.plan.item(id).kind,
                standing: survey.assessment.standing(id),
                state: state_of(survey, id),
                claimed: entry::claimed(survey, id),
                needs: own.map(|need| needs.refer(*need)).collect(),
                more_needs: joins().map(|ends| ends.len().saturating_sub(NAMED_ENDS)).sum(),
                direct: waiting[id.index()],
                all: survey.descendants(id),
            }
        })
        .collect()
}

/// Needs with a lag, a lead, or another link than finish to start.
pub(super) fn links<'a>(needs: &Needs<'a, '_>) -> Vec<LinkRow<'a>> {
    let special = |need: &Need| need.link != LinkKind::FinishStart || need.lag.is_some();
    needs
        .list
        .iter()
        .filter(|shown| special(shown.need))
        .map(|shown| {
            let (needed_end, waiting_end) = match shown.need.link {
                LinkKind::FinishStart => ("ends", "begins"),
                LinkKind::StartStart => ("begins", "begins"),
                LinkKind::FinishFinish => ("ends", "ends"),
                LinkKind::StartFinish => ("begins", "ends"),
            };
            let lag = shown.need.lag;
            LinkRow {
                waiting: needs.refer(shown.waiting),
                needed: needs.refer(shown.needed),
                link: shown.need.link.word(),
                waiting_end,
                needed_end,
                time: lag.map(|lag| lag.duration.to_string()),
                lead: lag.is_some_and(|lag| lag.lead),
                elapsed: lag.is_some_and(|lag| lag.elapsed),
            }
        })
        .collect()
}

/// Needs that say nothing new.
pub(super) fn redundant<'a>(needs: &Needs<'a, '_>) -> Vec<RedundantRow<'a>> {
    let list = needs.survey.reach.iter().flat_map(|reach| &reach.redundant);
    list.filter(|(waiting, needed, _)| needs.selection.has(*waiting) && needs.selection.has(*needed))
        .map(|(waiting, needed, place)| RedundantRow {
            waiting: needs.refer(*waiting),
            needed: needs.refer(*needed),
            said: needs.survey.sources.line_of(*place),
        })
        .collect()
}

/// What chains to everything leave out.
pub(super) fn left_out<'a>(needs: &Needs<'a, '_>) -> Vec<LeftOut<'a>> {
    let shown: Vec<_> = needs.survey.plan.star_exceptions.iter().filter(|(_, item, _)| needs.selection.has(*item)).collect();
    shown
        .chunk_by(|a, b| a.0 == b.0 && a.2 == b.2)
        .map(|group| LeftOut {
            chain: needs.refer(group[0].0),
            items: group.iter().map(|(_, item, _)| needs.refer(*item)).collect(),
            said: needs.survey.sources.line_of(group[0].2),
        })
        .collect()
}

/// What others provide: open first, most wanted first.
pub(super) fn externals<'a>(needs: &Needs<'a, '_>) -> Vec<ExternalRow<'a>> {
    let (survey, plan) = (needs.survey, needs.survey.plan);
    let mut at = vec![usize::MAX; plan.items.len()];
    let mut rows: Vec<ExternalRow<'a>> = Vec::new();
    for (id, item) in plan.ids().filter(|(id, item)| item.kind == ItemKind::External && needs.selection.has(*id)) {
        at[id.index()] = rows.len();
        rows.push(ExternalRow {
            item: needs.refer(id),
            standing: survey.assessment.standing(id),
            state: state_of(survey, id),
            claimed: entry::claimed(survey, id),
            due: item.due.map(|due| moment(survey, due)),
            owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
            waiting: Vec::new(),
            more_waiting: 0,
            all: survey.descendants(id),
            notes: item.notes.iter().map(|note| &*note.text).collect(),
        });
    }
    for shown in &needs.list {
        if let Some(row) = rows.get_mut(at[shown.needed.index()]) {
            row.waiting.push(needs.refer(shown.waiting));
        }
    }
    for join in &needs.joined {
        for needed in &join.needed {
            if let Some(row) = rows.get_mut(at[needed.index()]) {
                row.waiting.extend(join.waiting.iter().take(NAMED_ENDS).map(|id| needs.refer(*id)));
                row.more_waiting += join.waiting.len().saturating_sub(NAMED_ENDS);
            }
        }
    }
    rows.sort_by_key(|row| (row.item.closed, std::cmp::Reverse(row.all.unwrap_or(row.waiting.len() as u32))));
    rows
}
