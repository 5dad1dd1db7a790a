//! Whose time a calendar is.

use crate::model::PartyId;
use smallvec::SmallVec;

/// Some people of a party. Of a team whose people keep its time it does not matter how many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share {
    /// The party.
    pub party: PartyId,
    /// How many at once, of a team whose people do not all keep its time; else 0.
    pub people: u32,
    /// Of these one at least is of this part of the team.
    pub part: Option<usize>,
}

/// Whose time, and which freezes cut it; the time of nobody is the plan's, or all time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Key {
    /// Whose.
    pub shares: SmallVec<[Share; 2]>,
    /// Freezes, by number.
    pub freezes: SmallVec<[u32; 2]>,
    /// Whether time of the calendar counts, and not that of work.
    pub elapsed: Option<Elapsed>,
}

/// Time of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Elapsed {
    /// Any.
    Hours,
    /// Whole days of it.
    Days,
}
