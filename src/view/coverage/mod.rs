//! Expected, done, partial, missing and unknown things: by area, tier and phase, beside what was claimed.

mod claimed;
mod sums;
#[cfg(test)]
pub(super) mod tests;

pub use claimed::{ClaimedTotal, claimed};
pub use sums::Sums;

use super::Selection;
use super::status::TargetView;
use crate::model::{ItemKind, Measure, Plan};
use crate::progress::Rollup;
use crate::survey::Survey;
use serde::Serialize;

/// How much of the plan is there.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage<'a> {
    /// All that is shown.
    pub total: Rollup,
    /// By area, nested ones behind what holds them.
    pub areas: Vec<AreaRow<'a>>,
    /// What stands in no area, when anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outside: Option<Rollup>,
    /// By tier, highest first; last what has none.
    pub tiers: Vec<GroupRow<'a>>,
    /// By phase, each behind those it comes after; last what is in none.
    pub phases: Vec<GroupRow<'a>>,
    /// Totals and percentages that documents claimed, beside the counted ones.
    pub claimed: Vec<ClaimedTotal<'a>>,
    /// Targets that are measured by what is done: before, now, after.
    pub targets: Vec<TargetView<'a>>,
}

/// The row of an area.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AreaRow<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How many areas it stands in.
    pub depth: u32,
    /// Its sums, those of the areas in it included.
    pub counts: Rollup,
}

/// The row of a tier or phase.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GroupRow<'a> {
    /// Its word or title; none for what has no tier or phase.
    pub title: Option<&'a str>,
    /// What it means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'a str>,
    /// Its sums.
    pub counts: Rollup,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Coverage<'a> {
    let plan = survey.plan;
    let sums = Sums::new(survey, selection);
    let tiers = plan.tiers.iter().map(|tier| (&*tier.word, tier.meaning.as_deref()));
    let order = plan.phase_order();
    let by_phase: Vec<Rollup> = order.iter().map(|phase| sums.phases[phase.index()]).chain(sums.phases.last().copied()).collect();
    let phases = order.iter().map(|phase| (&*plan.phases[phase.index()].title, None));
    Coverage {
        total: sums.whole(),
        areas: areas(plan, &sums),
        outside: Some(sums.outside).filter(|sum| sum.expected > 0),
        tiers: groups(tiers, &sums.tiers),
        phases: groups(phases, &by_phase),
        claimed: claimed(survey, selection),
        targets: targets(survey, selection),
    }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.assessment.rollups.items.first().is_some_and(|whole| whole.expected > 0)
}

/// The areas that hold anything, each before the areas in it.
fn areas<'a>(plan: &'a Plan, sums: &Sums) -> Vec<AreaRow<'a>> {
    let mut rows = Vec::new();
    let mut open: Vec<_> = plan.root().children.iter().rev().map(|id| (*id, 0)).collect();
    while let Some((id, depth)) = open.pop() {
        let item = plan.item(id);
        let counts = sums.of(id);
        if item.kind != ItemKind::Area || counts.expected == 0 {
            continue;
        }
        rows.push(AreaRow { name: &item.name, title: &item.title, depth, counts });
        open.extend(item.children.iter().rev().map(|child| (*child, depth + 1)));
    }
    rows
}

/// Rows of those that hold anything; none when nothing is in a group at all.
fn groups<'a>(names: impl Iterator<Item = (&'a str, Option<&'a str>)>, sums: &[Rollup]) -> Vec<GroupRow<'a>> {
    let named = names.map(|(title, meaning)| (Some(title), meaning)).chain([(None, None)]);
    let rows: Vec<GroupRow<'a>> = named
        .zip(sums)
        .filter(|(_, counts)| counts.expected > 0)
        .map(|((title, meaning), counts)| GroupRow { title, meaning, counts: *counts })
        .collect();
    if rows.iter().any(|row| row.title.is_some()) { rows } else { Vec::new() }
}

fn targets<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<TargetView<'a>> {
    let shown = |of: &Option<crate::model::ItemId>| selection.is_all() || of.is_some_and(|of| selection.has(of));
    let measured = survey.plan.targets.iter().filter(|target| match &target.measure {
        Some(Measure::Completion(of, _)) => shown(of),
        _ => false,
    });
    let checker = survey.checker();
    measured.map(|target| TargetView::new(survey, &checker, target)).collect()
}
