//! Conditions: what is true, false or unknown in the evidence. Here they are only held; `progress` says what they mean.

use super::PartyId;
use crate::syntax::{Amount, Comparison, Probe};
use crate::text;
use crate::time::Date;

/// Something that must hold.
#[derive(Debug, Clone)]
pub enum Condition {
    /// All must hold.
    All(Vec<Condition>),
    /// One must hold.
    Any(Vec<Condition>),
    /// Looks at the evidence.
    Test(Box<Test>),
    /// A person vouches.
    Attested(Box<Attestation>),
}

/// A condition that looks at one kind of evidence.
#[derive(Debug, Clone)]
pub struct Test {
    /// Where it was said.
    pub said: text::Place,
    /// Must not hold.
    pub negated: bool,
    /// What it looks at.
    pub probe: Probe,
    /// What it looks for. Paths and globs are from the root.
    pub subjects: Vec<Box<str>>,
    /// Names in the subjects.
    pub names: Vec<Box<str>>,
    /// Globs under which it looks, from the root.
    pub under: Vec<Box<str>>,
    /// Globs it leaves out, from the root.
    pub except: Vec<Box<str>>,
    /// A path inside a file, or a rule of another tool.
    pub key: Option<Box<str>>,
    /// The other side of a ratio.
    pub versus: Option<Box<str>>,
    /// What its count is compared with.
    pub bound: Option<(Comparison, Amount)>,
    /// Or a text, such as a version.
    pub text_bound: Option<(Comparison, Box<str>)>,
    /// The condition as written in the plan.
    pub text: Box<str>,
    /// It is asked of each file under `under` apart: each is a unit of its item.
    pub each: bool,
}

impl Test {
    /// Whether its comparison holds where nothing at all is found.
    pub fn holds_of_none(&self) -> bool {
        self.bound.is_some_and(|(comparison, wanted)| comparison.holds(&0.0, &wanted.value()))
    }

    /// Whether it asks that so many be found, and no fewer.
    pub fn asks_for(&self, count: u32) -> bool {
        let wanted = self.bound.filter(|(comparison, _)| matches!(comparison, Comparison::AtLeast | Comparison::Exactly));
        !self.negated && wanted.and_then(|(_, amount)| amount.as_count()) == Some(count)
    }
}

/// A person vouches for something.
#[derive(Debug, Clone)]
pub struct Attestation {
    /// Where it was said.
    pub said: text::Place,
    /// Who vouches.
    pub by: PartyId,
    /// Since when.
    pub on: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
    /// What was seen.
    pub text: Option<Box<str>>,
}

impl Condition {
    /// Visits every attestation in it.
    pub fn attestations<'c>(&'c self, visit: &mut impl FnMut(&'c Attestation)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.attestations(visit)),
            Condition::Attested(attestation) => visit(attestation),
            Condition::Test(_) => {}
        }
    }

    /// Asks its tests of each file that a query finds. Those that name files of their own are asked once, for all of them.
    pub fn ask_of_each(&mut self, glob: &str, except: &[Box<str>]) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter_mut().for_each(|part| part.ask_of_each(glob, except)),
            Condition::Test(test) => {
                let of_files = match test.probe {
                    Probe::Text | Probe::Symbol | Probe::Import | Probe::Parses => true,
                    Probe::LineCoverage | Probe::BranchCoverage => test.subjects.is_empty(),
                    _ => false,
                };
                if of_files && test.under.is_empty() {
                    test.each = true;
                    test.under.push(glob.into());
                    test.except.extend(except.iter().cloned());
                }
            }
            Condition::Attested(_) => {}
        }
    }

    /// Visits every test in it.
    pub fn tests<'c>(&'c self, visit: &mut impl FnMut(&'c Test)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| part.tests(visit)),
            Condition::Test(test) => visit(test),
            Condition::Attested(_) => {}
        }
    }
}
