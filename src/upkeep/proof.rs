//! What was seen, beside a change that is proposed.

use crate::model::Condition;
use crate::progress::proofs;
use crate::survey::Survey;

/// Places told of one part of a condition before the rest is counted.
const TOLD: usize = 5;

/// The parts of a condition with what was seen of each.
pub(super) fn proof(survey: &Survey<'_>, condition: &Condition) -> Vec<String> {
    let Some(evidence) = &survey.evidence else { return Vec::new() };
    let told = proofs(condition, evidence).into_iter().map(|proof| {
        let mark = if proof.holds() {
            "✓"
        } else if proof.fails() {
            "✗"
        } else {
            "?"
        };
        let words = proof.words_at_length(TOLD);
        if words.is_empty() { format!("{mark} {}", proof.test.text) } else { format!("{mark} {}: {words}", proof.test.text) }
    });
    let mut told: Vec<String> = told.collect();
    condition.attestations(&mut |vouched| {
        let who = survey.plan.parties.get(vouched.by.index()).map_or("", |party| &party.title);
        told.push(format!("· attested by {who}"));
    });
    told
}
