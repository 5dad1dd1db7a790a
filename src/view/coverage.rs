//! How much of what is expected is there: by area, tier and phase.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// How much of what is expected is there: by area, tier and phase.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Coverage<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Coverage<'a> {
    Coverage { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
