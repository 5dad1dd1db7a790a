//! What the evidence shows of each part of a condition.

use crate::evidence::{Answer, Evidence, Outcome, Question, Truth, judge};
use crate::model::{Condition, Test};
use crate::syntax::Probe;

/// Paths told before the rest is left out.
const LOOKED_FOR: usize = 3;

/// One part of a condition, and what the evidence shows of it.
#[derive(Debug, Clone)]
pub struct Proof<'p> {
    /// The part.
    pub test: &'p Test,
    /// Whether it holds.
    pub truth: Truth,
    /// What was seen; nothing when it was not measured.
    pub answer: Option<&'p Answer>,
}

/// Every part of a condition that looks at the evidence, in the order of the source.
pub fn proofs<'p>(condition: &'p Condition, evidence: &'p Evidence) -> Vec<Proof<'p>> {
    let mut proofs = Vec::new();
    condition.tests(&mut |test| {
        let answer = evidence.answers.get(&Question::of(test));
        let truth = answer.map_or(Truth::Unknown("it was not measured".into()), |answer| judge(test, answer));
        proofs.push(Proof { test, truth, answer });
    });
    proofs
}

impl Proof<'_> {
    /// Whether it holds.
    pub fn holds(&self) -> bool {
        self.truth == Truth::True
    }

    /// Whether it was measured, and does not hold.
    pub fn fails(&self) -> bool {
        self.truth == Truth::False
    }

    /// Whether nobody can tell.
    pub fn is_unknown(&self) -> bool {
        matches!(self.truth, Truth::Unknown(_))
    }

    /// The paths that were looked for and not found, where the condition writes them otherwise: below the folder of an area.
    fn looked_for(&self, answer: &Answer) -> Option<String> {
        let of_paths = matches!(self.test.probe, Probe::File | Probe::Directory | Probe::Lines | Probe::Value);
        if !of_paths || !self.fails() || !answer.seen.is_empty() {
            return None;
        }
        let other = self.test.subjects.iter().filter(|path| !self.test.text.contains(&***path));
        let paths: Vec<String> = other.take(LOOKED_FOR).map(|path| format!("`{path}`")).collect();
        (!paths.is_empty()).then(|| paths.join(", "))
    }

    /// Of several things, those that were not found where others were, and each must be.
    fn lacking(&self, answer: &Answer) -> Option<String> {
        let Outcome::Count(_, each) = &answer.outcome else { return None };
        let all = self.test.subjects.iter().zip(each);
        let lacking: Vec<String> = all.filter(|(_, count)| **count == 0).map(|(subject, _)| subject.to_string()).collect();
        let some = self.fails() && !self.test.negated && self.test.subjects.len() == each.len() && lacking.len() < each.len();
        (some && !lacking.is_empty()).then(|| lacking.join(", "))
    }

    /// What was seen, in one line: `src/a.py:12, src/b.py:3 and 4 more`, or the reason why nothing is known; so many places before the rest is counted.
    pub fn words(&self, told: usize) -> String {
        self.told(told, false)
    }

    /// The same at length, with the paths that were looked for.
    pub fn words_at_length(&self, told: usize) -> String {
        self.told(told, true)
    }

    fn told(&self, told: usize, at_length: bool) -> String {
        if let Truth::Unknown(reason) = &self.truth {
            return format!("unknown: {reason}");
        }
        let Some(answer) = self.answer else { return String::new() };
        let mut words = answer.measured();
        if let Some(lacking) = self.lacking(answer) {
            words.push_str(&format!(", none of {lacking}"));
        }
        // What is near may read as the condition does.
        if let Some(paths) = self.looked_for(answer).filter(|_| at_length || !answer.near.is_empty()) {
            words.push_str(&format!("{}looked for {paths}", if words.is_empty() { "" } else { "; " }));
        }
        let (sights, label) = if answer.seen.is_empty() { (&answer.near, "near: ") } else { (&answer.seen, "") };
        let places: Vec<String> = sights.iter().take(told).map(ToString::to_string).collect();
        if !places.is_empty() {
            let more = sights.len().saturating_sub(told) as u64 + if answer.seen.is_empty() { 0 } else { answer.more };
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            words.push_str(&format!("{}{label}{}{more}", if words.is_empty() { "" } else { "; " }, places.join(", ")));
        }
        for remark in &answer.remarks {
            words.push_str(&format!("; {remark}"));
        }
        words
    }
}

/// Who still imports what is to go, so many of them by place, or why nobody can tell; nothing where nobody does.
pub fn still_imported(answer: &Answer, told: usize) -> Option<String> {
    if let Outcome::Unknown(why) = &answer.outcome {
        return Some(format!("whether it is imported is unknown: {why}"));
    }
    let places: Vec<String> = answer.seen.iter().take(told).map(ToString::to_string).collect();
    let more = answer.seen.len().saturating_sub(told) as u64 + answer.more;
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let imported = (!places.is_empty()).then(|| format!("still imported: {}{more}", places.join(", ")));
    imported.or_else(|| answer.remarks.first().map(ToString::to_string))
}
