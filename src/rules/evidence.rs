//! What findings about evidence share: telling what was seen.

use crate::diag::Diagnostic;
use crate::evidence::{Answer, Evidence};
use crate::model::{Condition, Item, ItemId};
use crate::progress::{Observed, Proof, proofs};
use crate::survey::Survey;

/// Parts of a condition, files and places told before the rest is counted.
pub const TOLD: usize = 8;

/// Places told of one answer before the rest is counted.
const SIGHTS: usize = 20;

/// What the evidence shows of an item, as the end of a sentence.
pub fn said_of(survey: &Survey<'_>, id: ItemId) -> String {
    match survey.assessment.observed(id) {
        Observed::NothingAsked => "nothing was asked".to_owned(),
        Observed::Done => "everything that was asked holds".to_owned(),
        Observed::Partial => "only part of what was asked holds".to_owned(),
        Observed::Missing => "nothing that was asked holds".to_owned(),
        Observed::Present => "its path stands".to_owned(),
        Observed::Absent => "there is nothing at its path".to_owned(),
        Observed::NotDone(reason) => format!("something that was asked does not hold, and the rest could not be measured: {reason}"),
        Observed::Unknown(reason) => format!("it could not be measured: {reason}"),
    }
}

/// Adds to a finding the parts of a condition that were chosen, with the place of each and what was seen.
pub fn tell(
    mut diagnostic: Diagnostic,
    condition: Option<&Condition>,
    evidence: &Evidence,
    chosen: impl Fn(&Proof<'_>) -> bool,
) -> Diagnostic {
    let Some(condition) = condition else { return diagnostic };
    let all: Vec<Proof<'_>> = proofs(condition, evidence).into_iter().filter(|proof| chosen(proof)).collect();
    for (at, proof) in all.iter().take(TOLD).enumerate() {
        let words = proof.words_at_length(5);
        let label = if proof.fails() { "does not hold" } else { "" };
        if at == 0 && !label.is_empty() {
            diagnostic = diagnostic.see(proof.test.said, label);
        }
        let line = if words.is_empty() { format!("`{}`", proof.test.text) } else { format!("`{}`: {words}", proof.test.text) };
        diagnostic.notes.push(line);
    }
    if all.len() > TOLD {
        diagnostic.notes.push(format!("and {} more", all.len() - TOLD));
    }
    diagnostic
}

/// Adds the paths of an item at which nothing stands, and where files of their names stand.
pub fn absent(mut diagnostic: Diagnostic, item: &Item, evidence: &Evidence) -> Diagnostic {
    for place in item.stands_at().take(TOLD) {
        let Some(there) = evidence.places.get(&place.path).filter(|there| !there.stands) else { continue };
        let near = match there.elsewhere.as_slice() {
            [] => String::new(),
            near => {
                format!("; a file of that name stands at {}", near.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", "))
            }
        };
        diagnostic.notes.push(format!("there is nothing at `{}`{near}", place.path));
    }
    diagnostic
}

/// Adds to a finding what one answer shows.
pub fn told(mut diagnostic: Diagnostic, answer: &Answer) -> Diagnostic {
    let sights = if answer.seen.is_empty() { &answer.near } else { &answer.seen };
    let label = if answer.seen.is_empty() && !answer.near.is_empty() { "near: " } else { "" };
    diagnostic.notes.extend(answer.remarks.iter().map(ToString::to_string));
    diagnostic.notes.extend(sights.iter().take(SIGHTS).map(|sight| format!("{label}{sight}")));
    let more = sights.len().saturating_sub(SIGHTS) as u64 + answer.more;
    if more > 0 {
        diagnostic.notes.push(format!("and {more} more"));
    }
    diagnostic
}
