//! What the schedule says of the whole in a line: when the work ends, what it misses, and how far it moved since the baseline.

use super::{Selection, schedule};
use crate::survey::Survey;
use crate::time::Date;
use serde::Serialize;

/// When the work ends, what it misses, and how far it moved since the baseline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Forecast<'a> {
    /// The last day of work, of the whole plan.
    pub ends: Date,
    /// How many deadlines are missed, of what is shown.
    pub late: usize,
    /// How many are met with next to nothing to spare, of what is shown.
    pub at_risk: usize,
    /// How far the end moved since the baseline, of the whole plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shift: Option<Shift<'a>>,
    /// The file of the schedule report without its ending, when there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
}

/// How far the end of the plan moved since the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shift<'a> {
    /// What the baseline is called.
    pub label: &'a str,
    /// The last day of work there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// Working days the end moved; more is later. Nothing where nobody knew the end there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<i64>,
    /// How many items end later than there.
    pub slipping: usize,
}

impl<'a> Shift<'a> {
    /// How far the end of a plan moved; nothing without a baseline.
    pub fn of(survey: &'a Survey<'a>) -> Option<Shift<'a>> {
        let (baseline, difference) = survey.baseline.as_ref()?;
        let (from, working_days) = (difference.from, difference.working_days);
        Some(Shift { label: &baseline.label, from, working_days, slipping: difference.slipping() })
    }

    /// The same in words for a terminal: `In the baseline v1 it ended 2026-02-25, 4 working days earlier; 1 item is slipping`.
    pub fn words(&self, ends: Option<Date>) -> String {
        let slipping = match self.slipping {
            0 => "nothing is slipping".to_owned(),
            1 => "1 item is slipping".to_owned(),
            items => format!("{items} items are slipping"),
        };
        let Some(from) = self.from else { return format!("In the baseline {} nobody knew when; {slipping}", self.label) };
        let apart = match (self.working_days.unwrap_or(0), ends.map_or(0, |ends| ends.days_since(from))) {
            (0, 0) => String::new(),
            (0, days) => way(days, "day"),
            (days, _) => way(days, "working day"),
        };
        format!("In the baseline {} it ended {from}{apart}; {slipping}", self.label)
    }
}

impl<'a> Forecast<'a> {
    /// The forecast of a plan; nothing when none of its dates was computed and it misses nothing.
    pub fn new(survey: &'a Survey<'a>, selection: &Selection) -> Option<Forecast<'a>> {
        let (late, at_risk) = schedule::lists(survey, selection);
        let told = schedule::has_content(survey) || !late.is_empty() || survey.baseline.is_some();
        let ends = survey.timetable.ends().filter(|_| told)?;
        let shift = Shift::of(survey);
        Some(Forecast { ends, late: late.len(), at_risk: at_risk.len(), shift, report: None })
    }
}

/// How far something that moved was elsewhere before.
fn way(days: i64, word: &str) -> String {
    let (count, way) = (days.unsigned_abs(), if days > 0 { "earlier" } else { "later" });
    format!(", {count} {word}{} {way}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::Forecast;
    use crate::view::Selection;
    use crate::view::sample::survey;

    #[test]
    fn the_end_and_what_is_missed_are_told() {
        let plan = "plan p \"P\" language 1 start 2025-07-18\ncomponent a missing effort 3d due 2025-07-18\ncomponent b missing effort 3d due 2025-07-22\n\
            retire c deprecated effort 3d until 2025-07-21\n";
        survey(plan, |survey| {
            let forecast = Forecast::new(survey, &Selection::all(survey.plan)).unwrap();
            assert_eq!((forecast.ends.to_string().as_str(), forecast.late, forecast.at_risk), ("2025-07-22", 2, 1));
        });
    }

    #[test]
    fn without_computed_dates_there_is_none() {
        let forecast = |text: &str| survey(text, |survey| Forecast::new(survey, &Selection::all(survey.plan)).is_some());
        assert!(!forecast("plan p \"P\" language 1\ncomponent a missing\ncomponent b done 2025-07-01\n"));
    }
}
