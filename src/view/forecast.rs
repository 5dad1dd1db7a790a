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

impl<'a> Forecast<'a> {
    /// The forecast of a plan; nothing when none of its dates was computed and it misses nothing.
    pub fn new(survey: &'a Survey<'a>, selection: &Selection) -> Option<Forecast<'a>> {
        let (late, at_risk) = schedule::lists(survey, selection);
        let told = schedule::has_content(survey) || !late.is_empty() || survey.baseline.is_some();
        let ends = survey.timetable.ends().filter(|_| told)?;
        let shift = survey.baseline.as_ref().map(|(baseline, difference)| Shift {
            label: &baseline.label,
            from: difference.from,
            working_days: difference.working_days,
            slipping: difference.slipping(),
        });
        Some(Forecast { ends, late: late.len(), at_risk: at_risk.len(), shift, report: None })
    }
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
