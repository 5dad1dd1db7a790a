//! What can be changed in a plan, and why a change is refused.

use crate::model::ItemId;
use crate::syntax::{EntryKind, State, Status};
use crate::text::Place;
use crate::time::Date;

/// Something that bears a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// An item.
    Item(ItemId),
    /// A step of an item, by its place in the list.
    Step(ItemId, usize),
}

/// One wanted change of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An item or step claims another state, or none. A day that stood behind `done` goes with it.
    State(Subject, Option<State>),
    /// An issue has another status. Its day goes with the old one.
    Status(ItemId, Status),
    /// A reading of a target, both by their places in their lists, has another value and day.
    Reading {
        /// The target.
        target: usize,
        /// The reading.
        reading: usize,
        /// The value as it is to be written.
        value: String,
        /// When it was measured.
        on: Date,
    },
    /// Another reading is put behind one, marked `per measured`.
    AddReading {
        /// The target.
        target: usize,
        /// The reading it stands behind.
        behind: usize,
        /// The value as it is to be written.
        value: String,
        /// When it was measured.
        on: Date,
    },
    /// An item bears one more claim: what is said in the words of the language, and `SOURCE:LINE`.
    AddClaim(ItemId, String, String),
    /// A claim of an item or step, by its place in the list, that says nothing but a state says another.
    ClaimState(Subject, usize, State),
    /// A claim of an item or step, by its place in the list, that counts something says another number, as it is to be written.
    ClaimAmount(Subject, usize, String),
    /// Of the things that an item stands for, so many are done, partial and missing; what is none is not said.
    Counts {
        /// The item.
        item: ItemId,
        /// Done.
        done: u32,
        /// Partial.
        partial: u32,
        /// Missing, where that is said.
        missing: u32,
    },
    /// Something of an item that was said to stand at one path stands at another, from the root; the old path is kept behind `was`.
    Moved {
        /// The item.
        item: ItemId,
        /// Its path, by its place in the list.
        at: usize,
        /// Where it stands.
        to: String,
    },
    /// An entry of a registry, both by their places in their lists.
    Entry(usize, usize, EntryChange),
}

/// One wanted change of an entry of a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EntryChange {
    /// It is of another kind.
    Kind(EntryKind),
    /// A subject, by its place in the list, has another name.
    Subject(usize, String),
    /// It was tried on that day. Written only where the entry says when it was tried.
    Verified(Date),
    /// It bears a state, or none.
    State(Option<State>),
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Refused {
    /// What was to be changed.
    pub place: Place,
    /// Why not, in words for people.
    pub reason: String,
}

impl Refused {
    pub(super) fn new(place: Place, reason: impl Into<String>) -> Refused {
        Refused { place, reason: reason.into() }
    }
}
