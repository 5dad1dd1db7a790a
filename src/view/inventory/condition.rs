//! What must hold, line by line, for a reader.

use crate::evidence::{Question, Truth, judge};
use crate::model::{Attestation, Condition, Plan, Test};
use crate::progress::Proof;
use crate::survey::Survey;
use serde::Serialize;
use std::borrow::Cow;

/// Places shown of one proof.
const SHOWN: usize = 2;

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
    /// Whether the evidence shows that it holds; none when nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<Holds>,
    /// What was seen: a count, places, or why nobody can tell.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub seen: String,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Nobody can tell.
    Unknown,
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
pub fn criteria<'a>(survey: &Survey<'_>, condition: Option<&'a Condition>) -> Vec<Criterion<'a>> {
    let mut lines = Vec::new();
    match condition {
        None => {}
        Some(Condition::All(parts)) => parts.iter().for_each(|part| add(survey, part, 0, &mut lines)),
        Some(other) => add(survey, other, 0, &mut lines),
    }
    lines
}

fn add<'a>(survey: &Survey<'_>, condition: &'a Condition, depth: u16, lines: &mut Vec<Criterion<'a>>) {
    let mut group = |kind, parts: &'a [Condition]| {
        lines.push(Criterion { depth, kind, text: Cow::Borrowed(""), holds: None, seen: String::new() });
        parts.iter().for_each(|part| add(survey, part, depth.saturating_add(1), lines));
    };
    match condition {
        Condition::All(parts) => group(CriterionKind::All, parts),
        Condition::Any(parts) => group(CriterionKind::Any, parts),
        Condition::Test(test) => {
            let (holds, seen) = shown(survey, test);
            lines.push(Criterion { depth, kind: CriterionKind::Test, text: Cow::Borrowed(&test.text), holds, seen });
        }
        Condition::Attested(attestation) => {
            let text = Cow::Owned(vouched(survey.plan, attestation));
            lines.push(Criterion { depth, kind: CriterionKind::Attested, text, holds: None, seen: String::new() });
        }
    }
}

/// Whether a test holds, and what was seen.
fn shown(survey: &Survey<'_>, test: &Test) -> (Option<Holds>, String) {
    let Some(evidence) = &survey.evidence else { return (None, String::new()) };
    let answer = evidence.answers.get(&Question::of(test));
    let truth = answer.map_or(Truth::Unknown("it was not measured".into()), |answer| judge(test, answer));
    let holds = match &truth {
        Truth::True => Holds::Yes,
        Truth::False => Holds::No,
        Truth::Unknown(_) => Holds::Unknown,
    };
    (Some(holds), Proof { test, truth, answer }.words(SHOWN))
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
