//! `wrong-percent`: a claimed percentage that no rounding of the counted one gives.
//!
//! Half a unit of its last written digit is rounding. Beyond that, the document reckoned with other
//! things than the plan holds, or it is wrong.

use crate::diag::Diagnostic;
use crate::survey::Survey;

/// Finds claimed percentages that no rounding gives.
pub fn wrong_percent(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    super::totals::wrong(survey, true, found);
}
