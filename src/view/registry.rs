//! Imports that work, imports that must not be used, and what to use instead.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// Imports that work, imports that must not be used, and what to use instead.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistryReport<'a> {
    /// To be filled.
    pub title: &'a str,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> RegistryReport<'a> {
    RegistryReport { title: &survey.plan.root().title }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
