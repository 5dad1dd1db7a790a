//! How a check looks to people and to other tools: one file a format, all of them from the same value.

mod badge;
mod comment;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod line;
mod rdjsonl;
mod sarif;
mod uri;

#[cfg(test)]
mod tests;

pub use badge::{badge, endpoint};
pub use comment::{LONGEST, comment};
pub use github::{github, property, value};
pub use gitlab::gitlab;
pub use human::human;
pub use json::{json, schema};
pub use junit::junit;
pub use line::line;
pub use rdjsonl::rdjsonl;
pub use sarif::sarif;

use crate::diag::Severity;
use crate::view::PlaceView;
use crate::view::check::{CheckedFinding, CheckedPlan};

/// The main place of a finding, or else that of its plan.
fn place<'c>(plan: &'c CheckedPlan, finding: &'c CheckedFinding) -> Option<&'c PlaceView> {
    finding.view.places.first().or(plan.place.as_ref())
}

/// The least weight that is told: notes only when they are asked for.
fn least(notes: bool) -> Severity {
    if notes { Severity::Note } else { Severity::Warning }
}
