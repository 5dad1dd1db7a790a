//! What must hold, line by line, for a reader.

use crate::model::{Attestation, Condition, Plan};
use serde::Serialize;
use std::borrow::Cow;

/// One line of what must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Criterion<'a> {
    /// How deep it stands in groups.
    pub depth: u16,
    /// What it is.
    pub kind: CriterionKind,
    /// A test as written in the plan, or who vouches; empty for groups.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub text: Cow<'a, str>,
}

/// What a line of a condition is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CriterionKind {
    /// Looks at the evidence.
    Test,
    /// A person vouches.
    Attested,
    /// One of the deeper lines that follow must hold.
    Any,
    /// All of the deeper lines that follow must hold.
    All,
}

/// The lines of a condition; all at the top must hold.
pub fn criteria<'a>(plan: &Plan, condition: Option<&'a Condition>) -> Vec<Criterion<'a>> {
    let mut lines = Vec::new();
    match condition {
        None => {}
        Some(Condition::All(parts)) => parts.iter().for_each(|part| add(plan, part, 0, &mut lines)),
        Some(other) => add(plan, other, 0, &mut lines),
    }
    lines
}

fn add<'a>(plan: &Plan, condition: &'a Condition, depth: u16, lines: &mut Vec<Criterion<'a>>) {
    let mut group = |kind, parts: &'a [Condition]| {
        lines.push(Criterion { depth, kind, text: Cow::Borrowed("") });
        parts.iter().for_each(|part| add(plan, part, depth.saturating_add(1), lines));
    };
    match condition {
        Condition::All(parts) => group(CriterionKind::All, parts),
        Condition::Any(parts) => group(CriterionKind::Any, parts),
        Condition::Test(test) => lines.push(Criterion { depth, kind: CriterionKind::Test, text: Cow::Borrowed(&test.text) }),
        Condition::Attested(attestation) => {
            lines.push(Criterion { depth, kind: CriterionKind::Attested, text: Cow::Owned(vouched(plan, attestation)) });
        }
    }
}

fn vouched(plan: &Plan, attestation: &Attestation) -> String {
    let by = plan.parties.get(attestation.by.index()).map_or("", |party| &*party.title);
    let mut words = format!("{by} vouches for it");
    if let Some(on) = attestation.on {
        words.push_str(&format!(", since {on}"));
    }
    if let Some(until) = attestation.until {
        words.push_str(&format!(", until {until}"));
    }
    if let Some(text) = &attestation.text {
        words.push_str(&format!(": {text}"));
    }
    words
}
