//! One line of a checklist, and the steps below it.

use crate::model::{Item, ItemId, ItemKind, Plan, Step};
use crate::progress::Standing;
use crate::schedule::Planned;
use crate::survey::Survey;
use crate::syntax::State;
use crate::time::Date;
use crate::view::inventory::{Criterion, criteria, in_tree};
use crate::view::item::texts;
use crate::view::{Due, Entry, item, phase};
use serde::Serialize;
use std::borrow::Cow;

/// A line.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line<'a> {
    /// What it is about.
    pub item: Entry<'a>,
    /// How many lines it stands below.
    pub depth: u32,
    /// Whether it is done.
    pub done: bool,
    /// The day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// Its paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Cow<'a, str>>,
    /// When it is planned; not of what is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
    /// When it is to be done, as the plan counts it, when that gives no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// When it is due; not of what is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// What to use instead of what retires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// The option chosen of a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chosen: Option<&'a str>,
    /// The options of a decision that is open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<&'a str>,
    /// What must hold for it to be done; of what has steps, these tell it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion<'a>>,
    /// Where to read more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<&'a str>,
    /// Its steps.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepLine<'a>>,
}

/// A step.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepLine<'a> {
    /// Its id, unique in the item.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it is claimed done.
    pub done: bool,
    /// What else is claimed of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// The day it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// Its paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Cow<'a, str>>,
    /// When it is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// When it is due; not of what is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// The name of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// What must hold for it to be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion<'a>>,
    /// Remarks and links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
}

impl<'a> Line<'a> {
    /// The line of an item.
    pub fn new(survey: &'a Survey<'a>, id: ItemId, depth: u32) -> Line<'a> {
        let plan: &'a Plan = survey.plan;
        let thing: &'a Item = plan.item(id);
        let done = survey.assessment.standing(id) == Standing::Done;
        let planned = survey.timetable.items[id.index()].filter(|_| !done);
        let window = thing.window();
        let chosen = thing.options.iter().find(|option| option.chosen.is_some());
        Line {
            item: Entry::new(survey, id),
            depth,
            done,
            done_on: thing.done_on.or(thing.status.and_then(|(_, date)| date)).or(chosen.and_then(|option| option.chosen)).filter(|_| done),
            at: in_tree(plan, &thing.at),
            planned,
            window: window.filter(|_| !done && planned.is_none()).map(phase::window),
            due: if done { None } else { Due::of(survey, id) },
            replacement: thing.replacement.as_ref().filter(|_| thing.kind == ItemKind::Retire).map(|with| item::replacement(plan, with)),
            chosen: chosen.map(|option| &*option.title),
            options: if chosen.is_none() { thing.options.iter().map(|option| &*option.title).collect() } else { Vec::new() },
            criteria: criteria(survey, thing.condition.as_ref().filter(|_| thing.steps.is_empty())),
            links: texts(&thing.links),
            steps: thing.steps.iter().map(|step| step_line(survey, step)).collect(),
        }
    }
}

fn step_line<'a>(survey: &'a Survey<'a>, step: &'a Step) -> StepLine<'a> {
    let done = step.state == Some(State::Done) || step.done_on.is_some();
    let when = step.window.map(|window| match (phase::window(window), survey.plan.period(window)) {
        (words, Some(period)) if !matches!(window, crate::model::Window::Dates(_)) => format!("{words} ({period})"),
        (words, _) => words,
    });
    StepLine {
        id: &step.id,
        title: &step.title,
        done,
        state: step.state.filter(|state| !matches!(state, State::Done | State::Missing)).map(State::word),
        done_on: step.done_on,
        at: in_tree(survey.plan, &step.at),
        when,
        due: step.due.filter(|_| !done).map(|due| Due::at(survey, due, true)),
        owner: step.owner.map(|owner| &*survey.plan.parties[owner.index()].title),
        criteria: criteria(survey, step.condition.as_ref()),
        notes: texts(&step.notes),
    }
}
