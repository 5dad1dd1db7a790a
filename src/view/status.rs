//! Where the plan stands: health, blockers, issues, decisions, targets, readiness.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// Where the plan stands: health, blockers, issues, decisions, targets, readiness.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Status<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Status<'a> {
    Status { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
