//! The schedule in a few numbers.

use super::Row;
use super::rows::in_days;
use crate::schedule::activity::What;
use crate::schedule::why::{Step, last_chain};
use crate::survey::Survey;
use crate::time::Date;
use serde::Serialize;

/// Whether work waits for people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Levelled {
    /// It does.
    Yes,
    /// It does not, because that was asked for.
    No,
    /// There is nobody to wait for: no work is of people whose number is known.
    NobodyToWaitFor,
}

/// The schedule in a few numbers.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The last day of work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish: Option<Date>,
    /// How many items find no place, so that nobody knows the end.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub unplaced: usize,
    /// How many items have dates.
    pub dated: usize,
    /// How many open items have no float.
    pub critical: usize,
    /// How many items the chain that fixes the end of the plan holds.
    pub path_items: usize,
    /// The working days of the plan from its first start to its end, to hundredths.
    pub path_days: f64,
    /// How many deadlines are missed.
    pub late: usize,
    /// How many are met with next to nothing to spare.
    pub at_risk: usize,
    /// Of how many nobody knows whether they are met, as work finds no place.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub unknown: usize,
    /// Whether work waits for people.
    pub levelled: Levelled,
    /// How many items wait for people, of the whole plan.
    pub waiting: usize,
    /// How many schedules were tried.
    pub tried: u32,
    /// How many times there is more work than people.
    pub overloads: usize,
}

/// Open deadlines that are not missed, of what has no place itself or waits for such.
fn undecided(survey: &Survey<'_>) -> usize {
    let (plan, table) = (survey.plan, &survey.timetable);
    let open = plan.ids().skip(1).filter(|(id, item)| !survey.assessment.is_closed(*id) && !item.is_dropped());
    open.filter(|(id, _)| table.is_undecided(plan, *id, survey.data_date)).count()
}

impl Summary {
    /// Counts; `rows` holds everything that is shown.
    pub fn new(survey: &Survey<'_>, rows: &[Row<'_>], late: usize, at_risk: usize) -> Summary {
        let table = &survey.timetable;
        let work = &table.build.work;
        let path = last_chain(survey.plan, table);
        let counted = |step: &&Step| matches!(step.what, What::Leaf(id) if !survey.plan.item(id).is_dropped());
        let on_path: Vec<u32> = path.iter().filter(counted).map(|step| step.activity).collect();
        let ends = on_path.iter().filter_map(|at| table.times[*at as usize]).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let cells = ends.zip(work.calendars.first()).map_or(0, |((start, end), calendar)| i64::from(calendar.worked(start, end)));
        let levelled = match table.tried {
            0 if work.activities.iter().any(|activity| !activity.uses.is_empty()) => Levelled::No,
            0 => Levelled::NobodyToWaitFor,
            _ => Levelled::Yes,
        };
        Summary {
            finish: table.ends(),
            unplaced: table.unplaced.len(),
            dated: rows.len(),
            critical: rows.iter().filter(|row| row.critical).count(),
            path_items: on_path.len(),
            path_days: in_days(survey.plan, cells.saturating_mul(i64::from(table.build.axis.grain))),
            late,
            at_risk,
            unknown: undecided(survey),
            levelled,
            waiting: table.waits.iter().flatten().count(),
            tried: table.tried,
            overloads: table.overloads.len(),
        }
    }

    /// How many deadlines are missed, are close, and cannot be told, in words.
    pub fn deadlines(&self) -> String {
        let unknown = if self.unknown > 0 { format!(", {} unknown", self.unknown) } else { String::new() };
        format!("{} late, {} at risk{unknown}", self.late, self.at_risk)
    }

    /// How the schedule came about, in words.
    pub fn how(&self) -> String {
        match (self.levelled, self.tried) {
            (Levelled::Yes, _) if self.waiting == 0 => "no work has to wait for people".to_owned(),
            (Levelled::Yes, 1) => "work waits for people; 1 schedule was tried".to_owned(),
            (Levelled::Yes, tried) => format!("work waits for people; {tried} schedules were tried"),
            (Levelled::No, _) => "no work waits for people".to_owned(),
            (Levelled::NobodyToWaitFor, _) => "no work has people whose number is known, so none waits for them".to_owned(),
        }
    }
}
