//! `stale`: the evidence is ahead of what the plan claims.

use super::evidence::{said_of, tell};
use crate::diag::{Diagnostic, code};
use crate::progress::Verdict;
use crate::survey::Survey;

/// Finds items that are further than their claim.
pub fn stale(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    for (id, item) in survey.plan.ids().skip(1).filter(|(id, _)| survey.assessment.verdict(*id) == Verdict::Stale) {
        let claimed = item.state.map_or("", |state| state.word());
        let diagnostic = Diagnostic::new(&code::STALE, format!("`{}` is claimed {claimed}, but {}", item.name, said_of(survey, id)))
            .at(item.state_said.unwrap_or(item.said), "claimed here")
            .about(&*item.name)
            .help("write the state that the evidence shows");
        found.push(tell(diagnostic, item.condition.as_ref(), evidence, |proof| proof.holds()));
    }
}
