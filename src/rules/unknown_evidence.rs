//! `unknown-evidence`: something could not be measured.

use super::evidence::tell;
use crate::diag::{Diagnostic, code};
use crate::progress::{Observed, Verdict};
use crate::survey::Survey;

/// Finds items of which the evidence shows nothing, for a reason that can be told.
pub fn unknown_evidence(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    for (id, item) in survey.plan.ids().skip(1).filter(|(id, _)| survey.assessment.verdict(*id) == Verdict::Unknown) {
        let (Observed::Unknown(reason) | Observed::NotDone(reason)) = survey.assessment.observed(id) else { continue };
        let diagnostic = Diagnostic::new(&code::UNKNOWN_EVIDENCE, format!("`{}` could not be measured: {reason}", item.name))
            .at(item.said, "unknown")
            .about(&*item.name)
            .help("what cannot be measured is never taken as done: provide the report, or correct the condition");
        found.push(tell(diagnostic, item.condition.as_ref(), evidence, |proof| proof.is_unknown()));
    }
}
