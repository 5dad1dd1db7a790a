//! Phases and weeks, what they are for, and the work in each in order.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// Phases and weeks, what they are for, and the work in each in order.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Roadmap<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Roadmap<'a> {
    Roadmap { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
