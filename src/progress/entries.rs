//! Entries of registries held against the tree.

use super::observe::of_entry;
use super::verdict::{Observed, Verdict};
use crate::evidence::Evidence;
use crate::model::{Registry, RegistryEntry};
use crate::syntax::EntryKind;

/// How an entry stands in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntryVerdict {
    /// The tree shows what it says.
    Agrees,
    /// The tree denies what it says.
    Denied,
    /// The tree is ahead: what it calls broken works, what is sought is found.
    Ahead,
    /// It is retired, and nothing imports it any more.
    Gone,
    /// It is retired, and still imported.
    InUse,
    /// It could not be measured.
    Unknown,
}

impl EntryVerdict {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            EntryVerdict::Agrees => "agrees",
            EntryVerdict::Denied => "denied",
            EntryVerdict::Ahead => "ahead",
            EntryVerdict::Gone => "gone",
            EntryVerdict::InUse => "in use",
            EntryVerdict::Unknown => "unknown",
        }
    }
}

/// How an entry stands; nothing when nobody looked.
pub fn entry_verdict(registry: &Registry, entry: &RegistryEntry, evidence: &Evidence) -> Option<EntryVerdict> {
    let seen = of_entry(registry, entry, evidence);
    Some(match (entry.kind, seen.verdict, &seen.observed) {
        (_, _, Observed::NothingAsked) => return None,
        (EntryKind::Sought, _, Observed::Done) => EntryVerdict::Ahead,
        (EntryKind::Sought, _, Observed::Missing) => EntryVerdict::Agrees,
        (_, Verdict::Unknown, _) => EntryVerdict::Unknown,
        (_, Verdict::Contradicted, _) | (EntryKind::Works | EntryKind::MockWorks, Verdict::Missing | Verdict::Partial, _) => {
            EntryVerdict::Denied
        }
        (_, Verdict::Stale | Verdict::Done, _) => EntryVerdict::Ahead,
        (_, Verdict::Gone, _) => EntryVerdict::Gone,
        (_, Verdict::InUse, _) => EntryVerdict::InUse,
        _ => EntryVerdict::Agrees,
    })
}
