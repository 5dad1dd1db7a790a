//! Task lists: what is to be done, step by step.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// Task lists: what is to be done, step by step.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Checklist<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Checklist<'a> {
    Checklist { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
