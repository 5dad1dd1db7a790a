//! What there is and what is missing, by area and by folder.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// What there is and what is missing, by area and by folder.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Inventory<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Inventory<'a> {
    Inventory { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
