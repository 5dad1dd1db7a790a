//! Entries of registries held against the tree.

use crate::evidence::{Evidence, Outcome, Question, of_entry, of_replacement};
use crate::model::{Registry, RegistryEntry};
use crate::syntax::{EntryKind, State};

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
    use EntryVerdict as V;
    let outcome = |question: Option<Question>| evidence.answers.get(&question?).map(|answer| &answer.outcome);
    let found = outcome(of_entry(registry, entry))?;
    let (all, some) = match found {
        Outcome::Unknown(_) => return Some(V::Unknown),
        Outcome::Truth(holds) => (*holds, *holds),
        Outcome::Count(count, each) => (*count > 0 && each.iter().all(|count| *count > 0), *count > 0),
        Outcome::Share(..) | Outcome::Text(_) => return None,
    };
    // What was broken until a day works since.
    let works = matches!(entry.kind, EntryKind::Works | EntryKind::MockWorks) || entry.fixed.is_some();
    Some(match entry.kind {
        EntryKind::Retired if some => V::InUse,
        EntryKind::Retired => V::Gone,
        EntryKind::Sought if all => V::Ahead,
        EntryKind::Sought => V::Agrees,
        EntryKind::Isolate => {
            if all {
                V::Agrees
            } else {
                V::Denied
            }
        }
        _ if works => match (all, entry.state) {
            (true, Some(State::Unsure)) => V::Ahead,
            (true, _) => V::Agrees,
            (false, _) => V::Denied,
        },
        _ if all => V::Ahead,
        _ => V::Agrees,
    })
}

/// Whether the replacement of an entry resolves; nothing when it has none, nobody looked, or nobody can tell.
pub fn replacement_resolves(registry: &Registry, entry: &RegistryEntry, evidence: &Evidence) -> Option<bool> {
    match &evidence.answers.get(&of_replacement(registry, entry)?)?.outcome {
        Outcome::Count(count, each) => Some(*count > 0 && each.iter().all(|count| *count > 0)),
        Outcome::Truth(holds) => Some(*holds),
        Outcome::Share(..) | Outcome::Text(_) | Outcome::Unknown(_) => None,
    }
}
