//! What documents said. A claim is recorded, checked and shown; nothing ever believes it.

use super::{ItemId, Moment, PhaseId, SourceId, Window};
use crate::syntax::{Amount, State, Status, Total};
use crate::text;
use crate::time::{Date, Duration};

/// Where a document said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The document; none for `measured`.
    pub source: Option<SourceId>,
    /// First and last line, when given.
    pub lines: Option<(u32, u32)>,
}

/// One thing a document said of an item.
#[derive(Debug, Clone)]
pub struct Claim {
    /// What it said, one fact each.
    pub facts: Vec<ClaimFact>,
    /// The tier the claim is limited to, when it counts something.
    pub tier: Option<u8>,
    /// Where the document said it.
    pub origin: Origin,
    /// Where the plan records it.
    pub said: text::Place,
    /// The claim as written in the plan, without `claim` and `per`.
    pub text: Box<str>,
}

/// One fact of a claim.
#[derive(Debug, Clone, PartialEq)]
pub enum ClaimFact {
    /// Anything that can only be read.
    Text,
    /// A state of the item itself.
    State(State),
    /// So many, or such a share, are in a state.
    Amount(State, Amount),
    /// So many are expected or implemented, or such a share is.
    Total(Total, Amount),
    /// A state of an issue.
    Status(Status, Option<Date>),
    /// It was done on that day.
    DoneOn(Date),
    /// It stands in a phase.
    Phase(PhaseId),
    /// It is to be done in a window.
    Window(Window),
    /// A latest moment.
    Due(Moment),
    /// Time it takes.
    Effort(Duration),
    /// A path.
    At(Box<str>),
    /// Something it needs.
    Needs(ItemId),
    /// A tier of the item, when the claim counts nothing.
    Tier(u8),
    /// Its place among those of its tier.
    Rank(u32),
    /// A level on the health scale.
    Health(u8),
    /// How many it stands for.
    Count(Amount, bool),
}
