//! Health as people judge it, beside what is counted.

use crate::model::{ClaimFact, ItemId, ItemKind, Plan};
use crate::progress::check::{Agreement, Checker, Subject};
use crate::progress::{Rollup, Standing};
use crate::survey::Survey;
use crate::view::coverage::Sums;
use crate::view::{Selection, entry};
use serde::Serialize;

/// An item with a level of health.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HealthView<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The level.
    pub level: &'a str,
    /// What the level means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'a str>,
    /// The remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits its kind.
    pub state: &'static str,
    /// The claimed state, where evidence hides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// The things it holds, when it holds any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Rollup>,
    /// Other levels that documents claim, with their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<String>,
}

/// An area.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AreaView<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The things in it.
    pub counts: Rollup,
    /// Items of any kind in it.
    pub items: u32,
    /// Of these: open ones.
    pub open: u32,
    /// How many areas it stands in.
    pub depth: u32,
}

/// Items with a level of health: worst first, as the scale orders them from best to worst.
pub fn health<'a>(survey: &'a Survey<'a>, selection: &Selection, checker: &Checker<'_>, sums: &Sums) -> Vec<HealthView<'a>> {
    let plan = survey.plan;
    let mut found: Vec<(u8, ItemId)> = plan
        .ids()
        .filter(|(id, _)| selection.has(*id) && (selection.is_all() || *id != Plan::ROOT))
        .filter_map(|(id, item)| item.health.as_ref().map(|(level, _)| (*level, id)))
        .collect();
    found.sort_by_key(|(level, id)| (std::cmp::Reverse(*level), *id));
    found.into_iter().filter_map(|(level, id)| view(survey, checker, sums, level, id)).collect()
}

fn view<'a>(survey: &'a Survey<'a>, checker: &Checker<'_>, sums: &Sums, level: u8, id: ItemId) -> Option<HealthView<'a>> {
    let plan = survey.plan;
    let item = plan.item(id);
    let tier = plan.health.get(usize::from(level))?;
    let claims = item.claims.iter().filter(|claim| claim.facts.iter().any(|fact| matches!(fact, ClaimFact::Health(_))));
    let denied = claims.filter(|claim| checker.check(Subject::Item(id), claim).agreement == Agreement::Disagrees).map(|claim| {
        let word = claim.text.strip_prefix("health ").unwrap_or(&claim.text);
        format!("{word} ({})", plan.origin(claim.origin))
    });
    Some(HealthView {
        name: &item.name,
        title: &item.title,
        level: &tier.word,
        meaning: tier.meaning.as_deref(),
        note: item.health.as_ref().and_then(|(_, note)| note.as_deref()),
        standing: survey.assessment.standing(id),
        state: entry::state(item, survey.assessment.verdict(id), survey.assessment.standing(id)),
        claimed: entry::claimed(survey, id),
        counts: item.is_container().then(|| sums.of(id)).filter(|sum| sum.expected > 0),
        denied: denied.collect(),
    })
}

/// The outermost areas that hold anything to be done; when there is only one, the areas in it as well.
pub fn areas<'a>(survey: &'a Survey<'a>, sums: &Sums, selection: &Selection) -> Vec<AreaView<'a>> {
    let plan = survey.plan;
    let mut open = vec![0u32; plan.items.len()];
    let mut leaves = vec![0u32; plan.items.len()];
    for index in (1..plan.items.len()).rev() {
        let id = ItemId(index as u32);
        let item = plan.item(id);
        if !selection.has(id) || item.is_dropped() {
            continue;
        }
        open[index] += u32::from(survey.layers.of[index].is_some());
        leaves[index] += u32::from(!item.is_container() || survey.assessment.unmet[index]);
        if let Some(parent) = item.parent {
            open[parent.index()] += open[index];
            leaves[parent.index()] += leaves[index];
        }
    }
    let view = |id: ItemId, depth| AreaView {
        name: &plan.item(id).name,
        title: &plan.item(id).title,
        counts: sums.of(id),
        items: leaves[id.index()],
        open: open[id.index()],
        depth,
    };
    let of = |holder: ItemId| -> Vec<ItemId> {
        let areas = plan.item(holder).children.iter().copied();
        areas.filter(|id| plan.item(*id).kind == ItemKind::Area && leaves[id.index()] > 0).collect()
    };
    let outermost = of(Plan::ROOT);
    let with_things = outermost.iter().filter(|id| sums.of(**id).expected > 0).count();
    let mut rows = Vec::new();
    for id in outermost {
        rows.push(view(id, 0));
        if with_things == 1 && sums.of(id).expected > 0 {
            rows.extend(of(id).into_iter().map(|part| view(part, 1)));
        }
    }
    rows
}
