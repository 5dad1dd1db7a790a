//! `unknown-evidence`: something could not be measured.

use super::evidence::tell;
use crate::diag::{Diagnostic, code};
use crate::model::Measure;
use crate::progress::targets::{self, Now};
use crate::progress::{Observed, Verdict};
use crate::survey::Survey;

/// Finds items and targets of which the evidence shows nothing, for a reason that can be told.
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
    for target in &survey.plan.targets {
        let Some(Measure::Test(condition)) = &target.measure else { continue };
        let Some(Now::Unknown(reason, read)) = targets::now(target, None, Some(evidence), survey.data_date) else { continue };
        let help = match read {
            Some(_) => "no reading stands in for what measures it: provide the report, or correct the measure",
            None => "provide the report, or correct the measure",
        };
        let diagnostic = Diagnostic::new(&code::UNKNOWN_EVIDENCE, format!("target `{}` could not be measured: {reason}", target.id))
            .at(target.said, "unknown")
            .about(&*survey.plan.item(target.parent).name)
            .help(help);
        found.push(tell(diagnostic, Some(condition), evidence, |proof| proof.is_unknown()));
    }
}
