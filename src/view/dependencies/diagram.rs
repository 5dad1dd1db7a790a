//! The graph of open work as a picture: nodes and edges, without a hint of how they are drawn.

use super::arrows::{ItemRef, Needs, link_words};
use super::waits::state_of;
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::Standing;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most edges a picture has: what Mermaid draws at most, and more than a reader can follow.
pub const DRAWN_EDGES: usize = 500;

/// How deep areas are looked for that have needs between them.
const AREA_DEPTH: u32 = 3;

/// What can be drawn of a plan.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagrams<'a> {
    /// How many edges there are between open items.
    pub open_edges: usize,
    /// Open items and their needs; none when there are too many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Diagram<'a>>,
    /// Areas, and how many needs go from one to another; none when even those are too many, or when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub areas: Option<Diagram<'a>>,
}

/// Nodes and edges.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Diagram<'a> {
    /// The nodes, in the order of the source.
    pub nodes: Vec<DiagramNode<'a>>,
    /// The edges, from what is needed to what waits; indices into the nodes.
    pub edges: Vec<DiagramEdge>,
}

/// A node.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagramNode<'a> {
    /// The item; none for a point where chains meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<ItemRef<'a>>,
    /// What it is.
    pub kind: ItemKind,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits its kind.
    pub state: &'static str,
    /// The innermost area that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<ItemRef<'a>>,
}

/// An edge.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagramEdge {
    /// What is needed.
    pub from: u32,
    /// What waits.
    pub to: u32,
    /// The link and the time between, or the number of needs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Whether it is no need, but joins a part with its whole.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub part: bool,
}

/// Draws what is open.
pub(super) fn diagrams<'a>(needs: &Needs<'a, '_>) -> Diagrams<'a> {
    let open = |id: ItemId| !needs.survey.assessment.is_closed(id);
    let edges = needs.list.iter().filter(|shown| open(shown.needed) && open(shown.waiting)).count();
    let ends = |ids: &[ItemId]| ids.iter().filter(|id| open(**id)).count();
    let joins: usize = needs
        .joined
        .iter()
        .map(|join| (ends(&join.needed), ends(&join.waiting)))
        .filter(|(a, b)| *a > 0 && *b > 0)
        .map(|(a, b)| a + b)
        .sum();
    let open_edges = edges + joins;
    Diagrams {
        open_edges,
        items: (1..=DRAWN_EDGES).contains(&open_edges).then(|| of_items(needs)),
        areas: (1..=AREA_DEPTH).find_map(|depth| of_areas(needs, &holders(needs.survey.plan, depth))),
    }
}

/// By item: what holds it at a depth, 1 being the top; itself when it stands higher.
fn holders(plan: &Plan, depth: u32) -> Vec<ItemId> {
    let mut levels: Vec<u32> = Vec::with_capacity(plan.items.len());
    let mut holders: Vec<ItemId> = Vec::with_capacity(plan.items.len());
    for (id, item) in plan.ids() {
        // A part stands behind its whole, so that of the whole is known.
        let whole = item.parent.and_then(|parent| Some((*levels.get(parent.index())?, *holders.get(parent.index())?)));
        let (level, above) = whole.map_or((0, id), |(level, above)| (level + 1, above));
        levels.push(level);
        holders.push(if level > depth { above } else { id });
    }
    holders
}

fn node<'a>(needs: &Needs<'a, '_>, id: ItemId) -> DiagramNode<'a> {
    let plan = needs.survey.plan;
    let area = plan.ancestors(id).find(|above| *above != Plan::ROOT && plan.item(*above).kind == ItemKind::Area);
    DiagramNode {
        item: Some(needs.refer(id)),
        kind: plan.item(id).kind,
        standing: needs.survey.assessment.standing(id),
        state: state_of(needs.survey, id),
        area: area.map(|area| needs.refer(area)),
    }
}

fn of_items<'a>(needs: &Needs<'a, '_>) -> Diagram<'a> {
    let closed = |id: &ItemId| needs.survey.assessment.is_closed(*id);
    let open_ends = |ids: &[ItemId]| ids.iter().copied().filter(|id| !closed(id)).collect::<Vec<ItemId>>();
    let list: Vec<_> = needs.list.iter().filter(|shown| !closed(&shown.needed) && !closed(&shown.waiting)).collect();
    let joins = needs.joined.iter().map(|join| (open_ends(&join.needed), open_ends(&join.waiting)));
    let joins: Vec<_> = joins.filter(|(needed, waiting)| !needed.is_empty() && !waiting.is_empty()).collect();
    let mut ids: BTreeMap<ItemId, u32> = BTreeMap::new();
    ids.extend(list.iter().flat_map(|shown| [(shown.needed, 0), (shown.waiting, 0)]));
    ids.extend(joins.iter().flat_map(|(needed, waiting)| needed.iter().chain(waiting).map(|id| (*id, 0))));
    let mut nodes = Vec::with_capacity(ids.len());
    for (id, at) in &mut ids {
        *at = nodes.len() as u32;
        nodes.push(node(needs, *id));
    }
    let at = |id: ItemId| ids.get(&id).copied().unwrap_or(0);
    let mut edges: Vec<DiagramEdge> = list
        .iter()
        .map(|shown| DiagramEdge { from: at(shown.needed), to: at(shown.waiting), label: link_words(shown.need), part: false })
        .collect();
    for (needed, waiting) in &joins {
        let middle = nodes.len() as u32;
        nodes.push(DiagramNode { item: None, kind: ItemKind::Milestone, standing: Standing::Unknown, state: "", area: None });
        edges.extend(needed.iter().map(|id| DiagramEdge { from: at(*id), to: middle, label: None, part: false }));
        edges.extend(waiting.iter().map(|id| DiagramEdge { from: middle, to: at(*id), label: None, part: false }));
    }
    let whole = |id: ItemId| needs.survey.plan.ancestors(id).find(|above| ids.contains_key(above));
    let parts = ids.keys().filter_map(|id| Some(DiagramEdge { from: at(*id), to: at(whole(*id)?), label: None, part: true }));
    edges.extend(parts.take(DRAWN_EDGES.saturating_sub(edges.len())).collect::<Vec<_>>());
    Diagram { nodes, edges }
}

/// Needs between open items of different areas, added up; a chain that meets in one point counts by its ends.
fn of_areas<'a>(needs: &Needs<'a, '_>, holders: &[ItemId]) -> Option<Diagram<'a>> {
    let closed = |id: &ItemId| needs.survey.assessment.is_closed(*id);
    let top = |id: ItemId| holders[id.index()];
    let mut counts: BTreeMap<(ItemId, ItemId), usize> = BTreeMap::new();
    let mut add = |needed: ItemId, waiting: ItemId| {
        // Beyond what is drawn, nothing is counted any more.
        if counts.len() <= DRAWN_EDGES && top(needed) != top(waiting) && !closed(&needed) && !closed(&waiting) {
            *counts.entry((top(needed), top(waiting))).or_default() += 1;
        }
    };
    needs.list.iter().for_each(|shown| add(shown.needed, shown.waiting));
    for join in &needs.joined {
        // Each end with the first of the other side: as many as there are ends, not their product.
        if let (Some(first), Some(last)) = (join.needed.first(), join.waiting.first()) {
            join.needed.iter().for_each(|needed| add(*needed, *last));
            join.waiting.iter().skip(1).for_each(|waiting| add(*first, *waiting));
        }
    }
    if counts.is_empty() || counts.len() > DRAWN_EDGES {
        return None;
    }
    let mut ids: BTreeMap<ItemId, u32> = counts.keys().flat_map(|(a, b)| [(*a, 0), (*b, 0)]).collect();
    let mut nodes = Vec::with_capacity(ids.len());
    for (id, at) in &mut ids {
        *at = nodes.len() as u32;
        nodes.push(node(needs, *id));
    }
    let at = |id: ItemId| ids.get(&id).copied().unwrap_or(0);
    let edges =
        counts.iter().map(|((from, to), count)| DiagramEdge { from: at(*from), to: at(*to), label: Some(count.to_string()), part: false });
    Some(Diagram { edges: edges.collect(), nodes })
}
