//! The needs that are shown, and the map of arrows.

use crate::model::{ItemId, Need, Plan};
use crate::progress::Standing;
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::view::Selection;
use hashbrown::HashMap;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// An item, referred to. In JSON it is its full name.
#[derive(Debug, Clone, Copy)]
pub struct ItemRef<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether other items of the plan have the same title.
    pub ambiguous: bool,
    /// Whether it is done or dropped.
    pub closed: bool,
    /// Whether it was dropped.
    pub dropped: bool,
}

impl Serialize for ItemRef<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl schemars::JsonSchema for ItemRef<'_> {
    fn schema_name() -> Cow<'static, str> {
        "ItemRef".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "description": "The full name of an item." })
    }
}

/// What is needed, and everything that needs it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Arrow<'a> {
    /// What is needed; several when all of them are needed together.
    pub needed: Vec<ItemRef<'a>>,
    /// What waits for it.
    pub waiting: Vec<ArrowEnd<'a>>,
}

/// What waits, and how.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ArrowEnd<'a> {
    /// What waits.
    pub item: ItemRef<'a>,
    /// The link and the time between, when it does not simply begin once the other is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A need between two items that are both shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    pub(super) needed: ItemId,
    pub(super) waiting: ItemId,
    pub(super) need: &'a Need,
}

/// What of a junction is shown.
#[derive(Debug)]
pub(super) struct Join {
    pub(super) needed: Vec<ItemId>,
    pub(super) waiting: Vec<ItemId>,
}

/// Everything the parts of the report draw on, computed once.
pub(super) struct Needs<'a, 's> {
    pub(super) survey: &'a Survey<'a>,
    pub(super) selection: &'s Selection,
    /// By what waits, in the order of the source.
    pub(super) list: Vec<Shown<'a>>,
    /// Chains from several to several.
    pub(super) joined: Vec<Join>,
    /// Each item's place in the order of work; a container's is that of its last part.
    pub(super) place: Vec<u32>,
    /// By item: whether its title is another's too.
    ambiguous: Vec<bool>,
}

impl<'a, 's> Needs<'a, 's> {
    pub(super) fn new(survey: &'a Survey<'a>, selection: &'s Selection) -> Self {
        let plan = survey.plan;
        let mut ambiguous = vec![false; plan.items.len()];
        let mut titles: HashMap<&str, usize> = HashMap::with_capacity(plan.items.len());
        for (index, item) in plan.items.iter().enumerate().skip(1) {
            let first = *titles.entry(&item.title).or_insert(index);
            ambiguous[first] |= first != index;
            ambiguous[index] |= first != index;
        }
        let mut place = vec![0; plan.items.len()];
        for (at, id) in survey.order.leaves.iter().enumerate() {
            place[id.index()] = at as u32 + 1;
        }
        for index in (1..plan.items.len()).rev() {
            if let Some(parent) = plan.items[index].parent {
                place[parent.index()] = place[parent.index()].max(place[index]);
            }
        }
        let shown = |id: &ItemId| selection.has(*id) && *id != Plan::ROOT;
        let mut list = Vec::new();
        for (waiting, item) in plan.ids().skip(1).filter(|(id, _)| selection.has(*id)) {
            let needs = item.needs.iter().filter(|need| shown(&need.target));
            list.extend(needs.map(|need| Shown { needed: need.target, waiting, need }));
        }
        let joins = plan.junctions.iter().map(|junction| Join {
            needed: junction.needed.iter().copied().filter(shown).collect(),
            waiting: junction.waiting.iter().copied().filter(shown).collect(),
        });
        let joined = joins.filter(|join| !join.needed.is_empty() && !join.waiting.is_empty()).collect();
        Needs { survey, selection, list, joined, place, ambiguous }
    }

    /// An item, to be referred to.
    pub(super) fn refer(&self, id: ItemId) -> ItemRef<'a> {
        let item = self.survey.plan.item(id);
        ItemRef {
            name: &item.name,
            title: &item.title,
            ambiguous: self.ambiguous[id.index()],
            dropped: item.is_dropped(),
            closed: matches!(self.survey.assessment.standing(id), Standing::Done | Standing::Dropped),
        }
    }
}

/// The map of arrows, in the order of work.
pub(super) fn arrows<'a>(needs: &Needs<'a, '_>) -> Vec<Arrow<'a>> {
    let mut sorted: Vec<&Shown<'a>> = needs.list.iter().collect();
    let place = |id: ItemId| needs.place[id.index()];
    sorted.sort_by_key(|shown| (place(shown.needed), shown.needed, place(shown.waiting), shown.waiting));
    let mut placed: Vec<(u32, Arrow<'a>)> = sorted
        .chunk_by(|a, b| a.needed == b.needed)
        .map(|group| {
            let waiting = group.iter().map(|shown| ArrowEnd { item: needs.refer(shown.waiting), link: link_words(shown.need) });
            let needed = group[0].needed;
            (place(needed), Arrow { needed: vec![needs.refer(needed)], waiting: waiting.collect() })
        })
        .collect();
    placed.extend(needs.joined.iter().map(|join| {
        let arrow = Arrow {
            needed: join.needed.iter().map(|id| needs.refer(*id)).collect(),
            waiting: join.waiting.iter().map(|id| ArrowEnd { item: needs.refer(*id), link: None }).collect(),
        };
        (join.needed.iter().map(|id| place(*id)).max().unwrap_or(0), arrow)
    }));
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, arrow)| arrow).collect()
}

/// A link in short, as a plan writes it; nothing for the usual one.
pub(super) fn link_words(need: &Need) -> Option<String> {
    if need.link == LinkKind::FinishStart && need.lag.is_none() {
        return None;
    }
    let mut words = if need.link == LinkKind::FinishStart { String::new() } else { need.link.word().to_owned() };
    if let Some(lag) = need.lag {
        let (what, time) = (if lag.lead { "lead" } else { "lag" }, if lag.elapsed { " elapsed" } else { "" });
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&format!("{what} {}{time}", lag.duration));
    }
    Some(words)
}
