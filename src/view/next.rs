//! What can start now, most urgent first, and why.

use super::Selection;
use crate::survey::Survey;
use serde::Serialize;

/// What can start now, most urgent first, and why.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Next<'a> {
    /// To be filled.
    pub title: &'a str,
    /// Ready.
    pub ready: Vec<Ready<'a>>,
}

/// Ready.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Ready<'a> {
    /// Name.
    pub name: &'a str,
    /// Title.
    pub title: &'a str,
    /// Why.
    pub why: Vec<String>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, _selection: &Selection) -> Next<'a> {
    Next { title: &survey.plan.root().title, ready: Vec::new() }
}

/// Whether the report would say anything.
pub fn has_content(_survey: &Survey<'_>) -> bool {
    true
}
