//! Why an item has its dates and its state.

use super::schedule::{Lateness, lateness};
use super::undated::{undated, untold};
use super::{Due, PlaceView};
use crate::evidence::Truth;
use crate::model::{Item, ItemId, Window};
use crate::progress::check::written;
use crate::progress::{Proof, Standing, Verdict, importers, is_attested, proofs, still_imported, units};
use crate::schedule::why::{Cause, LONGEST, Step, because, chain, dates, drives, name, verb};
use crate::schedule::{Deadline, Planned};
use crate::survey::Survey;
use crate::time::Period;
use serde::Serialize;

/// How many items are named that hang on one.
const DRIVEN_SHOWN: usize = 20;

/// Why an item has its dates and its state.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Why<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// When it is planned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub planned: Option<Planned>,
    /// What comes before it and nobody knows how long that takes: its dates are only true if it takes no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub untold: Option<&'a str>,
    /// Why it has no dates of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undated: Option<String>,
    /// When it could be if people did not count, and the latest that moves nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early: Option<Period>,
    /// The latest first and last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Period>,
    /// How far it can slip, in words: before the end of the plan or a due date does, and before anything does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float: Option<(String, String)>,
    /// Whether it is critical.
    pub critical: bool,
    /// Whether it is nearly critical.
    pub near_critical: bool,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Whether it is late or at risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lateness: Option<Lateness>,
    /// The days or weeks it is planned for and does not keep.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_missed: Option<String>,
    /// How it counts, and why.
    pub state: State<'a>,
    /// What fixes its dates, followed back to the root.
    pub because: Vec<Because>,
    /// Whether the chain goes on beyond what is told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub goes_on: bool,
    /// What happens when it does because of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drives: Vec<Drives<'a>>,
    /// How many more there are.
    pub drives_left_out: usize,
}

/// How an item counts, and why.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct State<'a> {
    /// How it counts.
    pub standing: Standing,
    /// The verdict; none of what has parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// What is claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'a str>,
    /// Where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
    /// Why it counts so.
    pub why: String,
    /// What was asked, and what was seen, a line each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub proofs: Vec<String>,
}

/// One link of the chain.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Because {
    /// What, with its id in backticks.
    pub name: String,
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
    /// What fixes it, in a word.
    pub cause: &'static str,
    /// The same as a sentence, with its place.
    pub words: String,
    /// Where it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
}

/// Something that happens when it does because of an item.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Drives<'a> {
    /// Its full name.
    pub name: &'a str,
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
    /// How it hangs on the item, in a word.
    pub cause: &'static str,
    /// Where that was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceView>,
}

impl<'a> Why<'a> {
    /// The reasons of an item.
    pub fn new(survey: &'a Survey<'a>, id: ItemId) -> Why<'a> {
        let (plan, table) = (survey.plan, &survey.timetable);
        let item = plan.item(id);
        let steps = chain(plan, table, id);
        let place = |place: Option<crate::text::Place>| place.map(|place| PlaceView::new(survey.sources, place));
        let (driven, count) = drives(plan, table, id, DRIVEN_SHOWN);
        let drives: Vec<Drives<'a>> = driven
            .into_iter()
            .map(|driven| Drives {
                name: &plan.item(driven.item).name,
                period: driven.period,
                cause: driven.cause.word(),
                place: place(driven.place),
            })
            .collect();
        let room = table.rooms[id.index()].filter(|_| !survey.assessment.is_closed(id));
        Why {
            name: &item.name,
            title: &item.title,
            planned: table.items[id.index()],
            untold: untold(survey, id).map(|before| &*plan.item(before).name),
            undated: undated(survey, id),
            early: room.map(|room| room.early),
            late: room.map(|room| room.late),
            float: room.map(|room| (dates::working(plan, room.total_float), dates::working(plan, room.free_float))),
            critical: room.is_some_and(|room| room.critical),
            near_critical: room.is_some_and(|room| room.near_critical),
            due: Due::of(survey, id),
            lateness: lateness(survey, id),
            window_missed: window_missed(survey, id),
            state: state(survey, id),
            goes_on: steps.len() >= LONGEST && steps.last().is_some_and(|step| step.before.is_some()),
            because: steps.iter().map(|step| link(survey, step)).collect(),
            drives_left_out: count - drives.len(),
            drives,
        }
    }
}

/// The days or weeks that an open item is planned for and does not keep, with their dates.
fn window_missed(survey: &Survey<'_>, id: ItemId) -> Option<String> {
    lateness(survey, id).filter(|lateness| *lateness == Lateness::Late)?;
    match survey.timetable.missed(survey.plan, id, survey.data_date)?.deadline {
        Deadline::Window(Window::Dates(period)) => Some(period.to_string()),
        Deadline::Window(window) => Some(match survey.plan.period(window) {
            Some(period) => format!("{} ({period})", written(window)),
            None => written(window),
        }),
        Deadline::Due => None,
    }
}

fn link(survey: &Survey<'_>, step: &Step) -> Because {
    let (plan, table) = (survey.plan, &survey.timetable);
    let place = step.place.map(|place| PlaceView::new(survey.sources, place));
    let shown = place.as_ref().map_or_else(String::new, |place| format!(" ({})", place.words()));
    let subject = name(plan, step.what);
    let words = match step.cause {
        // How the people are shared out is nobody's word.
        Cause::People(_) => format!("{subject} {} because {}", verb(plan, table, step), because(plan, table, step, "")),
        _ => format!("{subject} {} because {}", verb(plan, table, step), because(plan, table, step, &shown)),
    };
    Because { name: subject, period: step.period, cause: step.cause.word(), words, place }
}

fn state<'a>(survey: &'a Survey<'a>, id: ItemId) -> State<'a> {
    let item = survey.plan.item(id);
    let verdict = survey.assessment.verdict(id);
    let standing = survey.assessment.standing(id);
    let claimed = item.state.map(|state| state.word());
    let why = if item.is_container() {
        let counts = survey.assessment.rollup(id);
        format!("{} of {} things in it are done", counts.done, counts.expected_text())
    } else {
        let nothing_claimed = "the plan claims nothing of it";
        match verdict {
            _ if is_attested(item, verdict, survey.evidence.as_ref()) => {
                "a person vouches for it; what was measured alone does not show it".to_owned()
            }
            Verdict::ClaimedOnly => "the plan claims it, and nothing has looked".to_owned(),
            Verdict::NotStated => format!("{nothing_claimed}, and nothing has looked"),
            Verdict::Proven => "the plan claims it, and everything that was asked holds".to_owned(),
            Verdict::Agreed => "claim and evidence agree".to_owned(),
            Verdict::Present => "its path stands, which proves no more than that".to_owned(),
            Verdict::Contradicted => "the evidence denies what the plan claims".to_owned(),
            Verdict::Stale => "the evidence is ahead of what the plan claims".to_owned(),
            Verdict::Done => format!("{nothing_claimed}, and everything that was asked holds"),
            Verdict::Partial => format!("{nothing_claimed}, and part of what was asked holds"),
            Verdict::Missing => format!("{nothing_claimed}, and nothing that was asked holds"),
            Verdict::Gone => "it is to go, and is gone".to_owned(),
            Verdict::InUse => "it is to go, and is still in use".to_owned(),
            Verdict::Unknown => "it could not be measured".to_owned(),
        }
    };
    State {
        standing,
        verdict: Some(verdict).filter(|_| !item.is_container()),
        claimed,
        place: item.state_said.map(|place| PlaceView::new(survey.sources, place)),
        why,
        proofs: seen(survey, item),
    }
}

/// Places told of one proof.
const PROOFS: usize = 5;

/// What was asked of an item, and what was seen.
fn seen(survey: &Survey<'_>, item: &Item) -> Vec<String> {
    let Some(evidence) = &survey.evidence else { return Vec::new() };
    let imported = importers(item, evidence).and_then(|answer| still_imported(answer, PROOFS));
    if let Some(units) = units(item, evidence, survey.data_date) {
        return units.told(PROOFS);
    }
    if let Some(condition) = &item.condition {
        let line = |proof: Proof<'_>| {
            let mark = match proof.truth {
                Truth::True => "holds",
                Truth::False => "does not hold",
                Truth::Unknown(_) => "unknown",
            };
            let words = proof.words(PROOFS);
            let words = words.strip_prefix("unknown: ").unwrap_or(&words);
            format!("`{}` {mark}{}{words}", proof.test.text, if words.is_empty() { "" } else { ": " })
        };
        return proofs(condition, evidence).into_iter().map(line).chain(imported).collect();
    }
    let place = |place: &crate::model::Place| {
        let there = evidence.places.get(&place.path)?;
        let near = there.elsewhere.first().map_or_else(String::new, |near| format!("; a file of that name stands at `{near}`"));
        let what = if there.empty { "is empty" } else { "stands" };
        Some(if there.stands { format!("`{}` {what}", place.path) } else { format!("nothing at `{}`{near}", place.path) })
    };
    item.stands_at().filter_map(place).chain(imported).collect()
}
