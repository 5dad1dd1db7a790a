//! What documents said, beside what was counted and seen.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// What documents said, beside what was counted and seen.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Claims<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Claims<'a> {
    Claims { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
