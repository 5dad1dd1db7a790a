//! Phases, and the weeks in them.

use super::gate::{self, GateLine};
use super::has_window;
use super::work::{Work, Works};
use crate::model::{ItemId, ItemKind, Window};
use crate::progress::Rollup;
use crate::schedule::Basis;
use crate::survey::Survey;
use crate::time::Period;
use crate::view::{Selection, Timing, phase};
use serde::Serialize;
use std::collections::BTreeMap;

/// A phase.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PhaseView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// Its window as the plan counts it, when that is no dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<String>,
    /// Its first and last day; of a phase without a window only the first is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// Whether its end is known.
    pub has_end: bool,
    /// The titles of the phases it follows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<&'a str>,
    /// How it lies to the data date.
    pub timing: Timing,
    /// Its claimed state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// The conditions of its exit gate, all of which must hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub gate: Vec<GateLine<'a>>,
    /// The things counted in it.
    pub counts: Rollup,
    /// How many of its items are done.
    pub items_done: u32,
    /// How many items it has.
    pub items: u32,
    /// Its work, by week where it has weeks.
    pub weeks: Vec<Week<'a>>,
}

/// The work that begins in one week, or has no week.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Week<'a> {
    /// The week of the plan, from one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<u32>,
    /// Its days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The work: of a week by its first day, and always in the order of work.
    pub work: Vec<Work<'a>>,
}

/// All phases, each behind those it comes after; of a report that shows a part, those that hold something of it.
pub(super) fn phases<'a>(works: &Works<'a, '_>, phased: &[Vec<ItemId>], selection: &Selection) -> Vec<PhaseView<'a>> {
    let survey = works.survey;
    let plan = survey.plan;
    let mut views = Vec::new();
    for id in plan.phase_order() {
        let at = id.index();
        let (phase, ids) = (&plan.phases[at], &phased[at]);
        if ids.is_empty() && !selection.is_all() {
            continue;
        }
        let mut counts = Rollup::default();
        for item in ids.iter().filter(|item| plan.item(**item).is_counted()) {
            counts.add(*survey.assessment.rollup(*item));
        }
        let period = survey.timetable.phases[at];
        let window = phase.window.filter(|window| !matches!(window, Window::Dates(_)));
        views.push(PhaseView {
            id: &phase.id,
            title: &phase.title,
            goals: phase.goals.iter().map(|goal| &*goal.text).collect(),
            notes: phase.notes.iter().map(|note| &*note.text).collect(),
            window: window.map(phase::window),
            period,
            has_end: survey.timetable.has_end(id),
            after: phase.after.iter().map(|(before, _)| &*plan.phases[before.index()].title).collect(),
            timing: Timing::of(survey, id),
            claimed: phase.state.map(|state| state.word()),
            gate: phase.gate.as_ref().map_or_else(Vec::new, |gate| gate::lines(plan, gate)),
            counts,
            items_done: ids.iter().filter(|item| survey.assessment.is_closed(**item)).count() as u32,
            items: ids.len() as u32,
            weeks: weeks(works, ids, period.filter(|_| survey.timetable.has_end(id))),
        });
    }
    views
}

/// Groups work by the week it begins in, when any of it has one and there is more than one week; what has none comes last.
pub(super) fn weeks<'a>(works: &Works<'a, '_>, ids: &[ItemId], phase: Option<Period>) -> Vec<Week<'a>> {
    let survey = works.survey;
    let plan = survey.plan;
    let dated = |id: &ItemId| {
        let item = plan.item(*id);
        has_window(item)
            || (item.kind != ItemKind::Milestone && survey.timetable.items[id.index()].is_some_and(|at| at.basis == Basis::Computed))
    };
    let by_week = phase.is_none_or(|phase| phase.days() > 7) && ids.iter().any(dated);
    let mut groups: BTreeMap<u32, Vec<ItemId>> = BTreeMap::new();
    for id in ids {
        // Behind all that have a week.
        let week = if by_week { week_of(survey, *id) } else { None };
        groups.entry(week.unwrap_or(u32::MAX)).or_default().push(*id);
    }
    let week = |(number, mut ids): (u32, Vec<ItemId>)| {
        let number = Some(number).filter(|number| *number != u32::MAX);
        if number.is_some() {
            ids.sort_by_cached_key(|id| survey.timetable.items[id.index()].map(|planned| planned.period.first));
        }
        let period = number.and_then(|number| plan.week_period(number, number));
        Week { number, period, work: ids.into_iter().map(|id| works.of(id)).collect() }
    };
    groups.into_iter().map(week).collect()
}

/// The week an item begins in, when the plan says or it was computed.
fn week_of(survey: &Survey<'_>, id: ItemId) -> Option<u32> {
    let item = survey.plan.item(id);
    match (item.on, item.weeks) {
        (Some(Window::Days(first, _)), _) => return Some(first.saturating_sub(1) / 7 + 1),
        (Some(Window::Weeks(first, _)), _) | (None, Some((first, _))) => return Some(first),
        _ => {}
    }
    let planned = survey.timetable.items[id.index()].filter(|planned| matches!(planned.basis, Basis::Fixed | Basis::Computed))?;
    let days = planned.period.first.days_since(survey.plan.start?);
    u32::try_from(days / 7 + 1).ok().filter(|_| days >= 0)
}
