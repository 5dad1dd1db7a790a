//! The critical path as the schedule has it: the chain that fixes the end of the plan.

use crate::schedule::activity::What;
use crate::schedule::why::{Step, because, last_chain, name, titles};
use crate::survey::Survey;
use crate::time::Period;
use crate::view::{Label, Labels};
use serde::Serialize;
use std::ops::Not;

/// A link of the critical path.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Link<'a> {
    /// The item, unless it is a phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Label<'a>>,
    /// What it is called, with ids in backticks.
    pub name: String,
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
    /// Whether it lies between two items of the path, such as the end of a phase, and is not counted as one.
    #[serde(skip_serializing_if = "Not::not")]
    pub between: bool,
    /// Why it is then; ids stand in backticks.
    pub why: String,
    /// The titles of what stands there by its id.
    #[serde(skip)]
    pub titles: Vec<(String, String)>,
    /// Where that was said: file and line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// The chain that fixes the end of the plan, first things first.
pub(super) fn critical<'a>(survey: &'a Survey<'a>, labels: &Labels<'a>) -> Vec<Link<'a>> {
    let mut steps = last_chain(survey.plan, &survey.timetable);
    steps.reverse();
    steps.iter().map(|step| link(survey, labels, step)).collect()
}

fn link<'a>(survey: &'a Survey<'a>, labels: &Labels<'a>, step: &Step) -> Link<'a> {
    let (plan, table) = (survey.plan, &survey.timetable);
    Link {
        item: table.item_of(step.activity).map(|id| labels.of(id)),
        name: name(plan, step.what),
        period: step.period,
        between: !matches!(step.what, What::Leaf(id) if !plan.item(id).is_dropped()),
        why: because(plan, table, step, ""),
        titles: titles(plan, table, step),
        place: step.place.map(|place| survey.sources.line_of(place)),
    }
}
