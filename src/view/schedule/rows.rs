//! One row an item: its dates, how much room it has, and what keeps it waiting.

use super::deadlines::{Lateness, lateness};
use crate::model::{Item, ItemId, ItemKind, Plan};
use crate::schedule::comparison::working_days;
use crate::schedule::{Basis, Planned, Room, Timetable};
use crate::survey::Survey;
use crate::time::{Date, Period};
use crate::view::{Due, Entry, Label, Labels};
use serde::Serialize;

/// An item with dates of its own.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Row<'a> {
    /// What it is.
    pub item: Entry<'a>,
    /// First and last day, and what they rest on.
    #[serde(flatten)]
    pub planned: Planned,
    /// The time it takes, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub takes: Option<String>,
    /// First and last day when people do not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub early: Option<Period>,
    /// The latest first and last day that keep the end of the plan and every due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late: Option<Period>,
    /// Working days it can slip before the end of the plan or a due date does, to hundredths; of what is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_float: Option<f64>,
    /// Working days it can slip before anything else must move, to hundredths; of what is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_float: Option<f64>,
    /// Whether it is open and has no float.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub critical: bool,
    /// Whether it is open and has less than two working days of float.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub near_critical: bool,
    /// When it is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Whether it is late or at risk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lateness: Option<Lateness>,
    /// Whom it waits for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waits: Option<WaitView<'a>>,
    /// First and last day in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Period>,
    /// Working days its start and its end moved since the baseline; more is later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance: Option<(i64, i64)>,
    /// Which item it is.
    #[serde(skip)]
    pub id: ItemId,
    /// Its total float in minutes; of what is done, none.
    #[serde(skip)]
    pub total_minutes: Option<i64>,
}

/// People who are busy.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct WaitView<'a> {
    /// The id of the team or person.
    pub who: &'a str,
    /// The skills of which there are too few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<&'a str>,
    /// Until when.
    pub until: Date,
    /// What they are busy with, when one thing can be named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behind: Option<Label<'a>>,
}

impl WaitView<'_> {
    /// Who is waited for, in words.
    pub fn who_words(&self) -> String {
        if self.skills.is_empty() { self.who.to_owned() } else { format!("{} with {}", self.who, self.skills.join(", ")) }
    }
}

/// The rows of a phase, or of an area.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Group<'a> {
    /// Its title; none for what is in no phase, or in no area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<&'a str>,
    /// What is in it.
    pub rows: Vec<Row<'a>>,
}

/// Makes rows.
#[derive(Debug)]
pub struct Rows<'a, 'l> {
    survey: &'a Survey<'a>,
    labels: &'l Labels<'a>,
}

impl<'a, 'l> Rows<'a, 'l> {
    /// Rows of a plan.
    pub fn new(survey: &'a Survey<'a>, labels: &'l Labels<'a>) -> Rows<'a, 'l> {
        Rows { survey, labels }
    }

    /// A row for every leaf of these that has dates of its own, by start, then end, then the order of work.
    pub fn all(&self, shown: impl Fn(ItemId) -> bool) -> Vec<Row<'a>> {
        let leaves = self.survey.order.leaves.iter().copied().filter(|id| shown(*id));
        let mut rows: Vec<Row<'a>> = leaves.filter_map(|id| self.of(id)).collect();
        rows.sort_by_key(|row| (row.planned.period.first, row.planned.period.last));
        rows
    }

    /// How many open leaves have no dates of their own: those of work, and those that others provide, decide or solve.
    pub fn undated(&self, shown: impl Fn(ItemId) -> bool) -> (usize, usize) {
        let open = |id: &ItemId| {
            let item = self.survey.plan.item(*id);
            shown(*id) && item.kind != ItemKind::Area && !item.is_dropped() && !self.survey.assessment.is_closed(*id)
        };
        let own = |id: &ItemId| !self.survey.timetable.items[id.index()].is_some_and(|planned| planned.basis != Basis::Phase);
        let undated = self.survey.order.leaves.iter().copied().filter(open).filter(own);
        let (work, others): (Vec<ItemId>, Vec<ItemId>) = undated.partition(|id| self.survey.plan.item(*id).kind.is_work());
        (work.len(), others.len())
    }

    /// The row of an item; nothing when it has no dates of its own.
    pub fn of(&self, id: ItemId) -> Option<Row<'a>> {
        let survey = self.survey;
        let plan: &'a Plan = survey.plan;
        let planned = survey.timetable.items[id.index()].filter(|planned| planned.basis != Basis::Phase)?;
        let item = plan.item(id);
        if item.is_dropped() || item.kind == ItemKind::Area && !item.is_container() {
            return None;
        }
        let open = !survey.assessment.is_closed(id);
        let baseline = survey.baseline_of(id);
        let room = survey.timetable.rooms[id.index()].filter(|_| open);
        let float = |of: fn(&Room) -> i64| room.as_ref().map(|room| in_days(plan, of(room)));
        Some(Row {
            item: Entry::new(survey, id),
            planned,
            takes: takes(item),
            early: room.map(|room| room.early),
            late: room.map(|room| room.late),
            total_float: float(|room| room.total_float),
            free_float: float(|room| room.free_float),
            critical: room.is_some_and(|room| room.critical),
            near_critical: room.is_some_and(|room| room.near_critical),
            due: Due::of(survey, id),
            lateness: lateness(survey, id),
            waits: self.waits(id),
            baseline,
            variance: baseline.map(|then| {
                let days = |from: Date, to: Date| working_days(&plan.working, from, to);
                (days(then.first, planned.period.first), days(then.last, planned.period.last))
            }),
            id,
            total_minutes: room.map(|room| room.total_float),
        })
    }

    fn waits(&self, id: ItemId) -> Option<WaitView<'a>> {
        let survey = self.survey;
        let plan: &'a Plan = survey.plan;
        let table: &'a Timetable = &survey.timetable;
        let wait = table.waits[id.index()]?;
        let of = table.build.resources.get(wait.resource as usize)?;
        let (start, _) = table.times[table.activity(id)? as usize]?;
        let behind = wait.behind.and_then(|at| table.item_of(at));
        Some(WaitView {
            who: &plan.parties[of.party.index()].id,
            skills: of.skills.iter().map(|skill| &**skill).collect(),
            until: table.build.axis.date(start),
            behind: behind.map(|id| self.labels.of(id)),
        })
    }
}

/// Minutes as working days of the plan, to hundredths.
pub fn in_days(plan: &Plan, minutes: i64) -> f64 {
    (minutes.saturating_mul(100) / Timetable::minutes_a_day(plan)) as f64 / 100.0
}

/// The time an item takes, as its author said it.
fn takes(item: &Item) -> Option<String> {
    let said = [(item.effort, "effort"), (item.length, "length"), (item.duration, "duration")];
    let (time, word) = said.into_iter().find_map(|(time, word)| Some((time?, word)))?;
    let people = item.workers().fold(0u32, |sum, (_, people)| sum.saturating_add(people));
    let mut words = format!("{time} {word}");
    if people > 1 && word == "effort" {
        words.push_str(&format!(" by {people} people"));
    }
    let left = item.left.map(|left| format!("{left} left")).or(item.progress.map(|progress| format!("{progress} done")));
    Some(match left.filter(|_| item.done_on.is_none()) {
        Some(left) => format!("{words}, {left}"),
        None => words,
    })
}

/// Rows by phase, each behind those it comes after, what is in none last; by area at the top where the plan has no phases.
pub(super) fn groups<'a>(survey: &'a Survey<'a>, rows: Vec<Row<'a>>) -> Vec<Group<'a>> {
    let plan: &'a Plan = survey.plan;
    let mut places = vec![0u32; plan.phases.len()];
    for (place, phase) in plan.phase_order().into_iter().enumerate() {
        places[phase.index()] = place as u32;
    }
    let mut groups: Vec<(u32, Option<&'a str>, Vec<Row<'a>>)> = Vec::new();
    let mut at: std::collections::BTreeMap<u32, usize> = std::collections::BTreeMap::new();
    for row in rows {
        let (key, title) = if plan.phases.is_empty() {
            match plan.ancestors(row.id).filter(|id| *id != Plan::ROOT).last() {
                Some(top) => (top.0, Some(&*plan.item(top).title)),
                None => (u32::MAX, None),
            }
        } else {
            match plan.item(row.id).phase {
                Some(phase) => (places[phase.index()], Some(&*plan.phases[phase.index()].title)),
                None => (u32::MAX, None),
            }
        };
        let place = *at.entry(key).or_insert_with(|| {
            groups.push((key, title, Vec::new()));
            groups.len() - 1
        });
        groups[place].2.push(row);
    }
    groups.sort_by_key(|(key, ..)| *key);
    groups.into_iter().map(|(_, title, rows)| Group { title, rows }).collect()
}
