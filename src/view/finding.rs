//! Findings as values.

use crate::diag::{Diagnostic, Severity};
use crate::text::{Place, Sources};
use serde::Serialize;

/// A place in a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlaceView {
    /// The file.
    pub file: String,
    /// The line, from one.
    pub line: u32,
    /// The column in characters, from one.
    pub column: u32,
    /// What is to be seen there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub label: String,
}

impl PlaceView {
    /// A place of which nothing is said.
    pub fn new(sources: &Sources, place: Place) -> PlaceView {
        self::place(sources, place, "")
    }

    /// `shop.plan:14:9`.
    pub fn words(&self) -> String {
        format!("{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// The stable code.
    pub code: &'static str,
    /// The rule's name.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The item it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// The places, the main one first.
    pub places: Vec<PlaceView>,
    /// Facts that explain it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl FindingView {
    /// The value of a finding.
    pub fn new(sources: &Sources, diagnostic: &Diagnostic) -> FindingView {
        FindingView {
            code: diagnostic.code.id,
            rule: diagnostic.code.name,
            severity: diagnostic.severity,
            message: diagnostic.message.clone(),
            item: diagnostic.item.clone(),
            places: diagnostic.labels.iter().map(|label| place(sources, label.place, &label.text)).collect(),
            notes: diagnostic.notes.clone(),
            help: diagnostic.help.clone(),
        }
    }
}

fn place(sources: &Sources, place: Place, label: &str) -> PlaceView {
    let source = sources.get(place.file);
    let position = source.position(place.span.start);
    PlaceView { file: source.path.clone(), line: position.line, column: position.column, label: label.to_owned() }
}
