//! The exit gate of a phase, condition by condition.

use crate::model::{Condition, Plan};
use serde::Serialize;

/// A line of a gate.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GateLine<'a> {
    /// How many groups it stands in.
    pub depth: u32,
    /// The condition as written; none for the head of a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<&'a str>,
    /// In words, for groups and for what a person vouches for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// The lines of a gate; all of the outermost must hold.
pub(super) fn lines<'a>(plan: &Plan, gate: &'a Condition) -> Vec<GateLine<'a>> {
    let mut lines = Vec::new();
    match gate {
        Condition::All(parts) => parts.iter().for_each(|part| add(plan, part, 0, &mut lines)),
        other => add(plan, other, 0, &mut lines),
    }
    lines
}

fn add<'a>(plan: &Plan, condition: &'a Condition, depth: u32, lines: &mut Vec<GateLine<'a>>) {
    let mut group = |head: &str, parts: &'a [Condition]| {
        lines.push(GateLine { depth, condition: None, words: Some(head.to_owned()) });
        parts.iter().for_each(|part| add(plan, part, depth + 1, lines));
    };
    match condition {
        Condition::All(parts) => group("all of", parts),
        Condition::Any(parts) => group("one of", parts),
        Condition::Test(test) => lines.push(GateLine { depth, condition: Some(&test.text), words: None }),
        Condition::Attested(attested) => {
            let mut words = format!("attested by {}", plan.parties[attested.by.index()].title);
            if let Some(on) = attested.on {
                words.push_str(&format!(" on {on}"));
            }
            if let Some(until) = attested.until {
                words.push_str(&format!(" until {until}"));
            }
            if let Some(text) = &attested.text {
                words.push_str(&format!(": {text}"));
            }
            lines.push(GateLine { depth, condition: None, words: Some(words) });
        }
    }
}
