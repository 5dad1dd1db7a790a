//! What needs what: arrows, layers, and how much hangs on each item.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// What needs what: arrows, layers, and how much hangs on each item.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Dependencies<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Dependencies<'a> {
    Dependencies { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
