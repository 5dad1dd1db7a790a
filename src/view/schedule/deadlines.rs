//! Deadlines that are missed, and those that nearly are.

use crate::model::ItemId;
use crate::schedule::comparison::working_days;
use crate::schedule::why::dates;
use crate::schedule::why::{because, cause, titles};
use crate::schedule::{Basis, Missed, NEAR_DAYS, Timetable};
use crate::survey::Survey;
use crate::time::Date;
use crate::view::{Entry, Selection};
use serde::Serialize;

/// How an open item stands to its deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Lateness {
    /// It is computed to end after it is due, or is open after it was due or planned.
    Late,
    /// It has less than two working days to spare, is due within the weeks it takes, or what it needs is late and has no room.
    AtRisk,
}

impl Lateness {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Lateness::Late => "late",
            Lateness::AtRisk => "at risk",
        }
    }
}

/// A deadline that is missed, or nearly.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Deadline<'a> {
    /// Of what.
    pub item: Entry<'a>,
    /// The last day it should end on.
    pub due: Date,
    /// The day it ends on, when that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Date>,
    /// How late it is, or what there is to spare, in words.
    pub spare: String,
    /// What fixes its end; ids stand in backticks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The titles of what stands there by its id.
    #[serde(skip)]
    pub titles: Vec<(String, String)>,
}

/// How an item stands to its deadline; nothing when it has none, is done, or has time.
pub fn lateness(survey: &Survey<'_>, id: ItemId) -> Option<Lateness> {
    let plan = survey.plan;
    if survey.assessment.is_closed(id) || plan.item(id).is_dropped() {
        return None;
    }
    if missed(survey, id).is_some() {
        return Some(Lateness::Late);
    }
    plan.item(id).deadline()?;
    let near = NEAR_DAYS * Timetable::minutes_a_day(plan);
    let computed = survey.timetable.items[id.index()].is_some_and(|planned| matches!(planned.basis, Basis::Computed | Basis::Parts));
    let close = computed && survey.timetable.spare(plan, id).is_some_and(|spare| (0..near).contains(&spare));
    let held = || {
        let tight = |need: &ItemId| survey.timetable.rooms[need.index()].is_some_and(|room| room.near_critical);
        plan.item(id)
            .needs
            .iter()
            .map(|need| need.target)
            .any(|need| tight(&need) && !survey.assessment.is_closed(need) && missed(survey, need).is_some())
    };
    let open_week = survey.timetable.weeks_left(plan, id).is_some();
    (close || open_week || held()).then_some(Lateness::AtRisk)
}

/// The deadline that an open item misses.
fn missed(survey: &Survey<'_>, id: ItemId) -> Option<Missed> {
    survey.timetable.missed(survey.plan, id, survey.data_date)
}

/// What is late and what is at risk, by due date, then in the order of the source.
pub fn lists<'a>(survey: &'a Survey<'a>, selection: &Selection) -> (Vec<Deadline<'a>>, Vec<Deadline<'a>>) {
    let (mut late, mut at_risk) = (Vec::new(), Vec::new());
    for (id, _) in survey.plan.ids().skip(1).filter(|(id, _)| selection.has(*id)) {
        match lateness(survey, id) {
            Some(Lateness::Late) => late.extend(deadline(survey, id)),
            Some(Lateness::AtRisk) => at_risk.extend(deadline(survey, id)),
            None => {}
        }
    }
    late.sort_by_key(|deadline| deadline.due);
    at_risk.sort_by_key(|deadline| deadline.due);
    (late, at_risk)
}

fn deadline<'a>(survey: &'a Survey<'a>, id: ItemId) -> Option<Deadline<'a>> {
    let (plan, table) = (survey.plan, &survey.timetable);
    let missed = missed(survey, id);
    let due = missed.map(|missed| missed.last).or_else(|| table.latest(plan, plan.item(id).deadline()?))?;
    let ends = table.items[id.index()].filter(|planned| planned.basis != Basis::Phase).map(|planned| planned.period.last);
    let behind = missed.and_then(|missed| missed.ends).or(ends.filter(|ends| *ends > due));
    // Something with parts that stands on fixed days stands there whenever its parts end.
    let fixed = plan.item(id).is_container() && behind.is_some() && behind == table.stands_until(id);
    let worked = behind.filter(|_| fixed).map_or(0, |behind| working_days(&plan.working, due, behind));
    let spare = match (table.spare_to(id, due), behind) {
        _ if worked > 0 => format!("{worked} working {} late", if worked == 1 { "day" } else { "days" }),
        _ if missed.is_none() && table.weeks_left(plan, id).is_some() => "the week it takes ends later".to_owned(),
        (spare, Some(behind)) => {
            // Of what takes an unknown time it is only known before when it cannot end.
            let least = if ends.is_none() { "at least " } else { "" };
            match spare {
                Some(spare) if spare < 0 => format!("{least}{} late", dates::working(survey.plan, spare.saturating_neg())),
                _ => format!("{least}{} late", dates::calendar(behind.days_since(due), 0)),
            }
        }
        (spare, None) => spare_words(survey, due, spare),
    };
    let step = cause(plan, table, id).filter(|_| !fixed);
    let why = step
        .as_ref()
        .map_or_else(|| if fixed { "its dates are fixed".to_owned() } else { String::new() }, |step| because(plan, table, step, ""));
    let titles = step.map_or_else(Vec::new, |step| titles(plan, table, &step));
    Some(Deadline { item: Entry::new(survey, id), due, ends, spare, why, titles })
}

fn spare_words(survey: &Survey<'_>, due: Date, spare: Option<i64>) -> String {
    match spare {
        _ if due < survey.data_date => format!("due before {}, and still open", survey.data_date),
        Some(0) => "nothing to spare".to_owned(),
        Some(spare) => format!("{} to spare", dates::working(survey.plan, spare)),
        None => String::new(),
    }
}
