//! One finding: what is wrong, where, why, and what to do.

use super::{Code, Severity};
use crate::text::Place;

/// A place in a finding, and what to say there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is to be seen there; may be empty for the main place.
    pub text: String,
    /// Whether the finding is about this place, rather than explained by it.
    pub primary: bool,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: &'static Code,
    /// How much it weighs, after the plan and the command line have had their say.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// The places, the main one first; empty when the finding has none.
    pub labels: Vec<Label>,
    /// Facts that explain it.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// The item it is about, by its full name, so that rules can be levelled and waived by item.
    pub item: Option<String>,
}

impl Diagnostic {
    /// A finding with the severity its code has by default.
    pub fn new(code: &'static Code, message: impl Into<String>) -> Self {
        Diagnostic { code, severity: code.severity, message: message.into(), labels: Vec::new(), notes: Vec::new(), help: None, item: None }
    }

    /// Adds a main place.
    pub fn at(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into(), primary: true });
        self
    }

    /// Adds a place that explains.
    pub fn see(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into(), primary: false });
        self
    }

    /// Adds a fact.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Names the item it is about.
    pub fn about(mut self, item: impl Into<String>) -> Self {
        self.item = Some(item.into());
        self
    }

    /// The main place.
    pub fn place(&self) -> Option<Place> {
        self.labels.iter().find(|label| label.primary).map(|label| label.place)
    }
}
