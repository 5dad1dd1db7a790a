//! Phases and windows in words.

use crate::model::{PhaseId, Window};
use crate::survey::Survey;
use serde::Serialize;

/// How a phase lies to the data date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Timing {
    /// Its first day lies ahead.
    Ahead,
    /// The data date lies in it.
    Running,
    /// Its last day lies behind.
    Over,
    /// It has no dates.
    Undated,
}

impl Timing {
    /// How a phase lies to the data date. One whose end is not known is never over.
    pub fn of(survey: &Survey<'_>, phase: PhaseId) -> Timing {
        let Some(period) = survey.timetable.phases[phase.index()] else { return Timing::Undated };
        let has_end = survey.timetable.has_end(phase);
        if survey.data_date < period.first {
            Timing::Ahead
        } else if has_end && survey.data_date > period.last {
            Timing::Over
        } else {
            Timing::Running
        }
    }

    /// The words shown to people.
    pub fn words(self) -> &'static str {
        match self {
            Timing::Ahead => "ahead",
            Timing::Running => "running",
            Timing::Over => "over",
            Timing::Undated => "no dates",
        }
    }
}

/// A window as the plan counts it: `week 3`, `days 1–2`; dates as they are.
pub fn window(window: Window) -> String {
    let counted = |word: &str, first: u32, last: u32| {
        if first == last { format!("{word} {first}") } else { format!("{word}s {first}–{last}") }
    };
    match window {
        Window::Dates(period) => period.to_string(),
        Window::Days(first, last) => counted("day", first, last),
        Window::Weeks(first, last) => counted("week", first, last),
    }
}
