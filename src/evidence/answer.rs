//! Answers with their proof, and what they mean for a condition.

use super::globs::is_glob;
use super::versions;
use crate::model::Test;
use crate::syntax::{Amount, Comparison, Probe};
use serde::{Deserialize, Serialize};

/// Proofs kept of one answer to be shown; the rest is counted.
pub const KEPT: usize = 50;

/// Proofs that are gathered of one answer; more are only counted.
const GATHERED: usize = 20_000;

/// Compiled files that are told of one answer.
const COMPILED: usize = 5;

/// Something that was seen, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Sight {
    /// The path in the tree, or the name of a report.
    pub path: Box<str>,
    /// The line, from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// What is there.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub what: Box<str>,
}

/// What was measured.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// So many were found in all; of each thing that was looked for, in its order, so many.
    Count(u64, Vec<u64>),
    /// So many of so many.
    Share(u64, u64),
    /// A value as it stands.
    Text(Box<str>),
    /// Of each thing that was looked for, in its order, whether it is so.
    Each(Vec<Truth>),
    /// It holds, or does not.
    Truth(bool),
    /// It could not be measured, for this reason.
    Unknown(Box<str>),
}

/// An answer of the tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// What was measured.
    pub outcome: Outcome,
    /// What was seen, the first fifty in order of path and line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Sight>,
    /// How many more were seen.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: u64,
    /// What came near: where else the name stands, or what a pattern did not match.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub near: Vec<Sight>,
    /// What a reader should know: that only tests define it, that nothing lies under a glob.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Box<str>>,
    /// How many files it was looked for in.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub looked_at: u64,
    /// Whether none is there of the files it was to be looked for in, rather than that they could not be read.
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_file: bool,
    /// Where it was asked of each file apart: every file, and what it shows alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<(Box<str>, Outcome)>,
    /// What of the whole is not in a share, since no report tells of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub untold: Option<Untold>,
    /// How many tests it names that neither passed nor failed: skipped, put off, or passed only when tried again.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub unproven: u64,
    /// What it would be with the files that Landfall wrote, which are otherwise left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub with_compiled: Option<Outcome>,
    /// What was found all the same, where the whole is unknown: there may be more in what could not be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Outcome>,
}

/// What a share leaves out, though it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Untold {
    /// No more than so many are missing from the whole.
    pub most: u64,
    /// Which files these are in, in words.
    pub why: Box<str>,
}

impl std::fmt::Display for Sight {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, &*self.what) {
            (Some(line), "") => write!(formatter, "{}:{line}", self.path),
            (None, "") => formatter.write_str(&self.path),
            (Some(line), what) => write!(formatter, "{}:{line} ({what})", self.path),
            (None, what) => write!(formatter, "{} ({what})", self.path),
        }
    }
}

fn is_zero(number: &u64) -> bool {
    *number == 0
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Answer {
    /// An answer without proof.
    pub fn new(outcome: Outcome) -> Answer {
        Answer {
            outcome,
            seen: Vec::new(),
            more: 0,
            near: Vec::new(),
            remarks: Vec::new(),
            looked_at: 0,
            no_file: false,
            units: Vec::new(),
            untold: None,
            unproven: 0,
            with_compiled: None,
            at_least: None,
        }
    }

    /// That it could not be measured.
    pub fn unknown(reason: impl Into<Box<str>>) -> Answer {
        Answer::new(Outcome::Unknown(reason.into()))
    }

    /// Some of the files could not be read: what was found in the others is the least that is there.
    pub fn leave_open(&mut self, why: &str) {
        let found = std::mem::replace(&mut self.outcome, Outcome::Unknown(why.into()));
        self.at_least = Some(found).filter(|found| matches!(found, Outcome::Count(..)));
    }

    /// What was measured, in a few words: `3 found`, `41 of 50 (82%)`, the value; empty for a plain truth.
    pub fn measured(&self) -> String {
        if let (Outcome::Unknown(_), Some(Outcome::Count(all, _))) = (&self.outcome, &self.at_least) {
            return format!("{all} found, perhaps more");
        }
        match &self.outcome {
            Outcome::Count(all, _) => format!("{all} found"),
            Outcome::Share(part, whole) if *whole > 0 => format!("{part} of {whole} ({:.1}%)", share(*part, *whole)),
            Outcome::Share(..) => "nothing to take a share of".to_owned(),
            Outcome::Text(value) => format!("`{value}`"),
            Outcome::Each(parts) if parts.len() > 1 => {
                format!("{} of {}", parts.iter().filter(|part| **part == Truth::True).count(), parts.len())
            }
            Outcome::Each(_) | Outcome::Truth(_) | Outcome::Unknown(_) => String::new(),
        }
    }

    /// Tells of files that Landfall compiled, which are left out of the outcome, and what it would be with them.
    pub fn leave_out(&mut self, compiled: Vec<Sight>, with: Outcome) {
        let Some(first) = compiled.first() else { return };
        let others = if compiled.len() > 1 { format!(" and {} more", compiled.len() - 1) } else { String::new() };
        let prove = if compiled.len() > 1 { "prove" } else { "proves" };
        self.remarks.push(format!("left out: `{}`{others}, written by landfall, which {prove} nothing", first.path).into());
        self.near.extend(compiled.into_iter().take(COMPILED));
        self.with_compiled = Some(with);
    }

    /// Keeps the first sights and counts the rest.
    pub fn with(mut self, mut seen: Vec<Sight>) -> Answer {
        seen.sort();
        self.seen = seen;
        self.keep(GATHERED);
        self
    }

    /// Keeps no more than so many sights, and counts the rest.
    pub fn keep(&mut self, most: usize) {
        self.more += self.seen.len().saturating_sub(most) as u64;
        self.seen.truncate(most);
    }
}

/// Whether a condition holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It could not be measured, for this reason.
    Unknown(Box<str>),
}

/// What an answer means for a condition.
pub fn judge(test: &Test, answer: &Answer) -> Truth {
    // A path that is written out and does not stand is an answer; a glob that matches nothing may be a slip.
    let by_glob = test.under.is_empty() || test.under.iter().any(|under| is_glob(under));
    if answer.looked_at == 0 && by_glob && looks_into_files(test.probe) && !asks_absence(test) {
        return match &answer.outcome {
            Outcome::Unknown(reason) => Truth::Unknown(reason.clone()),
            _ => Truth::Unknown(answer.remarks.first().cloned().unwrap_or_else(|| "nothing lies under its globs".into())),
        };
    }
    // Where nothing is to stand, an empty file or a link is something, though it proves nothing.
    if test.probe == Probe::File && asks_absence(test) && !answer.seen.is_empty() {
        return Truth::False;
    }
    let truth = match (&answer.untold, &answer.outcome, &answer.at_least) {
        (Some(untold), Outcome::Share(part, whole), _) => judge_partly(test, *part, *whole, untold),
        (_, Outcome::Unknown(why), Some(least)) => judge_least(test, least, why),
        (_, outcome, _) => judge_outcome(test, outcome),
    };
    // Where nothing says how many are to pass, all are.
    // What was skipped neither passed nor failed.
    let is_open = truth == Truth::True || matches!(answer.outcome, Outcome::Count(..));
    if is_open && answer.unproven > 0 && test.bound.is_none() && !test.negated {
        let why = format!(
            "{} of the tests were skipped, put off, or passed only when tried again; `>=` says how many are to pass",
            answer.unproven
        );
        return Truth::Unknown(why.into());
    }
    // What Landfall wrote proves neither that something is there nor that it is gone.
    match &answer.with_compiled {
        Some(with) if truth == Truth::True => judge_outcome(test, with),
        _ => truth,
    }
}

/// What a share of which something is missing means: it is known where the missing decides nothing, all of it counted as well as none.
fn judge_partly(test: &Test, part: u64, whole: u64, untold: &Untold) -> Truth {
    let all = whole.saturating_add(untold.most);
    let decides = |part: u64| judge_outcome(test, &Outcome::Share(part, all));
    let is_range = test.bound.is_some_and(|(comparison, _)| !matches!(comparison, Comparison::Exactly));
    match (decides(part), decides(part.saturating_add(untold.most))) {
        (least, most) if least == most && is_range => least,
        _ => Truth::Unknown(untold.why.clone()),
    }
}

/// What a count means that may be higher: it is known where more would decide nothing.
fn judge_least(test: &Test, least: &Outcome, why: &str) -> Truth {
    let more = match least {
        Outcome::Count(_, each) => Outcome::Count(u64::MAX, vec![u64::MAX; each.len()]),
        other => other.clone(),
    };
    let exactly = test.bound.is_some_and(|(comparison, _)| matches!(comparison, Comparison::Exactly));
    match (judge_outcome(test, least), judge_outcome(test, &more)) {
        (least, most) if least == most && !exactly => least,
        _ => Truth::Unknown(why.into()),
    }
}

/// Whether it is asked of the contents of files, so that without a file nothing was measured.
fn looks_into_files(probe: Probe) -> bool {
    matches!(probe, Probe::Text | Probe::Symbol | Probe::Import | Probe::Parses)
}

/// Whether it is asked that nothing be there: where no file lies, nothing is.
pub fn asks_absence(test: &Test) -> bool {
    let none = |comparison: Comparison, wanted: Amount| compare(0.0, comparison, wanted) && !compare(1.0, comparison, wanted);
    test.probe != Probe::Parses && test.bound.map_or(test.negated, |(comparison, wanted)| none(comparison, wanted) != test.negated)
}

/// What an outcome means for a condition.
pub fn judge_outcome(test: &Test, outcome: &Outcome) -> Truth {
    let holds = match outcome {
        Outcome::Unknown(reason) => return Truth::Unknown(reason.clone()),
        // What does not stand neither parses nor does not.
        Outcome::Truth(false) if test.probe == Probe::Parses => return Truth::False,
        Outcome::Truth(holds) => *holds,
        Outcome::Each(parts) => {
            let decides = if test.negated { Truth::True } else { Truth::False };
            let unknown = || parts.iter().find(|part| matches!(part, Truth::Unknown(_)));
            return match parts.contains(&decides) {
                true => Truth::False,
                false => unknown().cloned().unwrap_or(Truth::True),
            };
        }
        Outcome::Text(value) => match (&test.text_bound, &test.bound) {
            (Some((comparison, wanted)), _) if test.probe == Probe::Version => match versions::holds(value, *comparison, wanted) {
                Some(holds) => holds,
                None => return Truth::Unknown(format!("`{value}` does not say which version is taken").into()),
            },
            (Some((comparison, wanted)), _) => comparison.holds(value, wanted),
            (None, Some((comparison, wanted))) => match value.parse::<f64>() {
                Ok(number) => compare(number, *comparison, *wanted),
                Err(_) => return Truth::Unknown(format!("`{value}` is no number").into()),
            },
            (None, None) => true,
        },
        Outcome::Share(_, 0) => return Truth::Unknown("nothing was measured: there is nothing to take a share of".into()),
        Outcome::Share(part, whole) => match test.bound {
            Some((comparison, wanted)) => compare(share(*part, *whole), comparison, wanted),
            None => part > &0,
        },
        // What is counted here are faults.
        Outcome::Count(all, _) if matches!(test.probe, Probe::Parses | Probe::Isolation) => *all == 0,
        Outcome::Count(all, each) => match test.bound {
            // Several things are added up, and of what must be there each must be.
            Some((comparison, wanted)) => {
                let may_lack = test.negated || test.holds_of_none();
                compare(*all as f64, comparison, wanted) && (may_lack || each.iter().all(|count| *count > 0))
            }
            // What must not be there must not be there at all; what must, must be there with every part.
            None if test.negated => *all > 0,
            None => *all > 0 && each.iter().all(|count| *count > 0),
        },
    };
    if holds != test.negated { Truth::True } else { Truth::False }
}

/// A share in percent.
fn share(part: u64, whole: u64) -> f64 {
    part as f64 * 100.0 / whole as f64
}

fn compare(value: f64, comparison: Comparison, wanted: Amount) -> bool {
    comparison.holds(&value, &wanted.value())
}
