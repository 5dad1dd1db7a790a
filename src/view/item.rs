//! One item with all its facts, as the JSON document holds it.

use crate::model::{Item, ItemId, ItemKind, Moment, Note, Plan, Replacement, Step};
use crate::progress::{Rollup, Standing, Verdict};
use crate::schedule::Planned;
use crate::survey::Survey;
use serde::Serialize;

/// A line of a checklist.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it is claimed done.
    pub done: bool,
    /// Its paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<&'a str>,
}

/// An item.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemView<'a> {
    /// Its full name.
    pub name: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: &'a str,
    /// The full name of what holds it; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<&'a str>,
    /// The claimed state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// The verdict.
    pub verdict: Verdict,
    /// How it counts.
    pub standing: Standing,
    /// The sums of what it holds, of containers and of items that stand for several things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<Rollup>,
    /// Its tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// Its rank among equals, lowest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The id of its phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<&'a str>,
    /// The id of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// When it is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
    /// How far it is from being ready: 0 needs nothing that is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layer: Option<u32>,
    /// How many open items wait for it, directly or through others that are open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<u32>,
    /// The full names of what it needs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<&'a str>,
    /// Its paths, from the root.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<&'a str>,
    /// Its checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepView<'a>>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// What its absence does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub impacts: Vec<&'a str>,
    /// Where documents speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<String>,
}

impl<'a> ItemView<'a> {
    /// The value of an item.
    pub fn new(survey: &'a Survey<'a>, id: ItemId) -> ItemView<'a> {
        let plan: &'a Plan = survey.plan;
        let item: &'a Item = plan.item(id);
        let counts = (item.is_container() || item.quantity.count > 1).then(|| *survey.assessment.rollup(id));
        ItemView {
            name: &item.name,
            kind: item.kind,
            title: &item.title,
            parent: item.parent.filter(|parent| *parent != Plan::ROOT).map(|parent| &*plan.item(parent).name),
            claimed: item.state.map(|state| state.word()),
            verdict: survey.assessment.verdict(id),
            standing: survey.assessment.standing(id),
            counts,
            tier: item.tier.map(|tier| plan.tier_word(tier)),
            rank: item.rank,
            phase: item.phase.map(|phase| &*plan.phases[phase.index()].id),
            owner: item.owner.map(|owner| &*plan.parties[owner.index()].id),
            planned: survey.timetable.items[id.index()],
            layer: survey.layers.of[id.index()],
            blocks: survey.waiting(id).filter(|count| *count > 0),
            needs: survey.needs_of(id).into_iter().map(|need| &*plan.item(need).name).collect(),
            at: item.at.iter().map(|place| &*place.path).collect(),
            steps: item.steps.iter().map(step).collect(),
            notes: texts(&item.notes),
            impacts: texts(&item.impacts),
            per: item.per.iter().map(|origin| plan.origin(*origin)).collect(),
        }
    }
}

fn step(step: &Step) -> StepView<'_> {
    StepView {
        id: &step.id,
        title: &step.title,
        done: step.state == Some(crate::syntax::State::Done),
        at: step.at.iter().map(|place| &*place.path).collect(),
    }
}

/// The texts of notes.
pub fn texts(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| &*note.text).collect()
}

/// A replacement in words: the title of an item, or a text with the names in it.
pub fn replacement(plan: &Plan, replacement: &Replacement) -> String {
    match replacement {
        Replacement::Item(item) => plan.item(*item).title.to_string(),
        Replacement::Text(text, names) if names.is_empty() => text.to_string(),
        Replacement::Text(text, names) => format!("{text}: {}", names.join(", ")),
    }
}

/// A moment in words: a date, a day or week of the plan, a phase or an item.
pub fn moment(survey: &Survey<'_>, moment: Moment) -> String {
    let plan = survey.plan;
    let date = survey.timetable.latest(plan, moment);
    let words = match moment {
        Moment::Date(_) => None,
        Moment::Day(day) => Some(format!("day {day}")),
        Moment::Week(week) => Some(format!("week {week}")),
        Moment::Phase(phase) => Some(plan.phases[phase.index()].title.to_string()),
        Moment::Item(item) => Some(plan.item(item).title.to_string()),
    };
    match (words, date) {
        (Some(words), Some(date)) => format!("{words} ({date})"),
        (Some(words), None) => words,
        (None, Some(date)) => date.to_string(),
        (None, None) => String::new(),
    }
}
