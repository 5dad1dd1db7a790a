//! What rests on a person's word, and what would hold without it.

use super::Verdict;
use crate::evidence::{Evidence, Question, Truth, judge};
use crate::model::{Condition, Item};

/// Whether an item holds only because a person vouches for it.
pub fn is_attested(item: &Item, verdict: Verdict, evidence: Option<&Evidence>) -> bool {
    let holds = matches!(verdict, Verdict::Proven | Verdict::Done | Verdict::Gone);
    let (true, Some(condition), Some(evidence)) = (holds, &item.condition, evidence) else { return false };
    !holds_by_itself(condition, evidence)
}

/// Whether a condition holds when nobody is believed.
fn holds_by_itself(condition: &Condition, evidence: &Evidence) -> bool {
    match condition {
        Condition::All(parts) => parts.iter().all(|part| holds_by_itself(part, evidence)),
        Condition::Any(parts) => parts.iter().any(|part| holds_by_itself(part, evidence)),
        Condition::Test(test) => evidence.answers.get(&Question::of(test)).is_some_and(|answer| judge(test, answer) == Truth::True),
        Condition::Attested(_) => false,
    }
}
