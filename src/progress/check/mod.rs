//! What documents said, held against what the plan counts and states. Pure: the same claim and plan always give the same answer.

mod days;
mod facts;
mod numbers;
mod others;
mod places;
mod states;
mod tally;
mod totals;
mod windows;

pub use days::{Calendar, Days};
pub use facts::{Checker, Laid, Subject, claimed_paths, time_word};
pub use others::{entry_state, value_text};
pub use places::{places_clash, real_path};
pub use states::{Given, is_progress, states_clash, statuses_clash};
pub use tally::Tally;
pub use totals::{Counted, TotalFit, check_total, total_fit};
pub use windows::{When, parts_text, written};

use crate::model::{Claim, Plan};
use crate::time::Date;

/// The day of the document of a claim.
pub fn dated(plan: &Plan, claim: &Claim) -> Option<Date> {
    claim.origin.source.and_then(|source| plan.sources[source.index()].dated)
}

/// How a claim stands beside the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// The plan says the same.
    Agrees,
    /// A reading of the target says the same.
    AgreesReading,
    /// Close enough for what was said: with `~`, or less exactly.
    About,
    /// The plan tells less, but nothing against it: more may be there than can be counted, or it changed since.
    NotRefuted,
    /// The plan says something else.
    Disagrees,
    /// Nothing in the plan tells.
    NotCheckable,
}

impl Agreement {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Agreement::Agrees => "agrees",
            Agreement::AgreesReading => "agrees with a reading",
            Agreement::About => "about",
            Agreement::NotRefuted => "not refuted",
            Agreement::Disagrees => "disagrees",
            Agreement::NotCheckable => "recorded only",
        }
    }
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimCheck {
    /// How the claim stands.
    pub agreement: Agreement,
    /// What the plan says or counts in its place; empty when it says nothing.
    pub found: String,
}

impl ClaimCheck {
    /// Agrees or not, with what was found.
    pub fn new(agrees: bool, found: impl Into<String>) -> ClaimCheck {
        ClaimCheck { agreement: if agrees { Agreement::Agrees } else { Agreement::Disagrees }, found: found.into() }
    }

    /// Nothing tells; `found` may say why.
    pub fn not_checkable(found: impl Into<String>) -> ClaimCheck {
        ClaimCheck { agreement: Agreement::NotCheckable, found: found.into() }
    }

    /// The sum of the checks of one claim's facts: one that disagrees refutes it, and what cannot be checked does not weigh.
    pub fn all(checks: impl IntoIterator<Item = ClaimCheck>) -> ClaimCheck {
        let weight = |agreement| match agreement {
            Agreement::Disagrees => 5,
            Agreement::NotRefuted => 4,
            Agreement::About => 3,
            Agreement::AgreesReading => 2,
            Agreement::Agrees => 1,
            Agreement::NotCheckable => 0,
        };
        let mut sum = ClaimCheck::not_checkable("");
        for check in checks {
            if weight(check.agreement) > weight(sum.agreement) {
                sum.agreement = check.agreement;
            }
            if !check.found.is_empty() && sum.found != check.found {
                if !sum.found.is_empty() {
                    sum.found.push_str("; ");
                }
                sum.found.push_str(&check.found);
            }
        }
        sum
    }
}
