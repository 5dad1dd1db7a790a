//! Rules: one file each. A rule looks at a survey and says what it finds.

mod circles;
mod weigh;

pub use circles::circles;
pub use weigh::{Weights, weigh};

use crate::diag::Diagnostic;
use crate::survey::Survey;

/// One rule.
pub type Rule = fn(&Survey<'_>, &mut Vec<Diagnostic>);

/// All rules, in the order of their codes.
pub const RULES: &[Rule] = &[];

/// Runs all rules. Weights and waivers are applied by [`weigh`].
pub fn run(survey: &Survey<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        rule(survey, &mut found);
    }
    found
}
