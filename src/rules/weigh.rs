//! How much each finding weighs: the command line, then the plan, then waivers have their say.

use crate::diag::{Diagnostic, Severity};
use crate::survey::Survey;

/// Weights from the command line, by the name of the rule; the last word on a rule holds.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// Rule and weight, in the order they were given.
    pub rules: Vec<(String, Severity)>,
}

/// Weighs findings, and drops those that are allowed.
pub fn weigh(_survey: &Survey<'_>, weights: &Weights, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    for diagnostic in &mut diagnostics {
        if let Some((_, severity)) = weights.rules.iter().rev().find(|(rule, _)| rule == diagnostic.code.name) {
            diagnostic.severity = *severity;
        }
    }
    diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Allow);
    diagnostics
}
