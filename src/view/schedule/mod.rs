//! The schedule: dates with their room, the critical path, what waits for people, how busy they are, and what is late.
//!
//! What compares this schedule with others stands in modules of its own.

mod capacity;
mod compared;
mod deadlines;
mod path;
pub mod project;
mod rows;
mod summary;

pub use capacity::{Capacity, OverloadView, TeamWeek};
pub use compared::{Compared, MovedView, ScenarioDates, Variance};
pub use deadlines::{Deadline, Lateness, lateness, lists};
pub use path::Link;
pub use rows::{Group, Row, Rows, WaitView, in_days};
pub use summary::{Levelled, Summary};

use super::{Label, Labels, Selection};
use crate::model::ItemId;
use crate::schedule::Basis;
use crate::survey::Survey;
use serde::Serialize;

/// How many rows the tables of dates hold together; of more it is said how many there are.
pub const ROWS_SHOWN: usize = 500;
/// The same of each list.
pub const LISTED: usize = 50;

/// Dates, the critical path, waits for people, and what is late.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Schedule<'a> {
    /// The whole in a few numbers.
    pub summary: Summary,
    /// What has dates, by phase, or by area where there are no phases; by start, then by the order of work.
    pub groups: Vec<Group<'a>>,
    /// How many rows are left out.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub rows_left_out: usize,
    /// How many open items have no dates of their own, because nothing tells how long they take.
    pub undated: usize,
    /// How many open things that others provide, decide or solve have no dates of their own.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub undated_others: usize,
    /// The chain that fixes the end of the plan, first things first; of the whole plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub critical_path: Vec<Link<'a>>,
    /// Open items with next to no float that are not critical; the first [`LISTED`], the least float first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub near_critical: Vec<Row<'a>>,
    /// How many of them are left out.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub near_left_out: usize,
    /// What waits for people; the first [`LISTED`], by start.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub delays: Vec<Row<'a>>,
    /// How many of them are left out.
    #[serde(skip_serializing_if = "is_zero", default)]
    pub delays_left_out: usize,
    /// How busy people are; of the whole plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity<'a>>,
    /// Where there is more work than people; the first [`LISTED`]; of the whole plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overloads: Vec<OverloadView<'a>>,
    /// Deadlines that are missed, by their date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub late: Vec<Deadline<'a>>,
    /// Deadlines met with next to nothing to spare, by their date.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at_risk: Vec<Deadline<'a>>,
    /// What each scenario does to the dates; of the whole plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scenarios: Vec<ScenarioDates<'a>>,
    /// What has moved since the baseline; of the whole plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variance: Option<Variance<'a>>,
    /// What found no place in time.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<Label<'a>>,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Schedule<'a> {
    let labels = Labels::new(survey.plan);
    let maker = Rows::new(survey, &labels);
    let mut rows = maker.all(|id| selection.has(id));
    let (undated, undated_others) = maker.undated(|id| selection.has(id));
    let (late, at_risk) = deadlines::lists(survey, selection);
    let picked = |pick: &dyn Fn(&Row<'a>) -> bool| -> Vec<Row<'a>> { rows.iter().filter(|row| pick(row)).cloned().collect() };
    let mut near_critical = picked(&|row| row.near_critical && !row.critical);
    near_critical.sort_by_key(|row| row.total_minutes);
    let near_left_out = cut(&mut near_critical, LISTED);
    let mut delays = picked(&|row| row.waits.is_some());
    let delays_left_out = cut(&mut delays, LISTED);
    let summary = Summary::new(survey, &rows, late.len(), at_risk.len());
    let named = compared::Named::new(survey, &labels);
    let rows_left_out = cut(&mut rows, ROWS_SHOWN);
    Schedule {
        summary,
        groups: rows::groups(survey, rows),
        rows_left_out,
        undated,
        undated_others,
        critical_path: path::critical(survey, &labels),
        near_critical,
        near_left_out,
        delays,
        delays_left_out,
        capacity: capacity::capacity(survey),
        overloads: capacity::overloads(survey, &labels, LISTED),
        late,
        at_risk,
        scenarios: compared::scenarios(survey, &named),
        variance: compared::variance(survey, &named),
        unplaced: unplaced(survey, selection, &labels),
    }
}

/// Whether the report would say anything: some date was computed.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.timetable.items.iter().flatten().any(|planned| planned.basis == Basis::Computed)
}

fn cut<T>(list: &mut Vec<T>, limit: usize) -> usize {
    let more = list.len().saturating_sub(limit);
    list.truncate(limit);
    more
}

fn unplaced<'a>(survey: &'a Survey<'a>, selection: &Selection, labels: &Labels<'a>) -> Vec<Label<'a>> {
    let shown = |id: &&ItemId| selection.has(**id) && survey.timetable.items[id.index()].is_none();
    survey.timetable.unplaced.iter().filter(shown).map(|id| labels.of(*id)).collect()
}

#[cfg(test)]
mod tests;
