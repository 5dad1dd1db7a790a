//! `wrong-total`: a claimed total that no count gives.
//!
//! Either the plan leaves something out, or the document counted wrongly. Itemise what is left out, or correct the document.
//! Where the count itself is only `at least`, a larger claim is not refuted, and is said as a note.

use crate::diag::Diagnostic;
use crate::survey::Survey;

/// Finds claimed totals that no reading of the counts gives.
pub fn wrong_total(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    super::totals::wrong(survey, false, found);
}
