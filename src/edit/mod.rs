//! Edits of plans: wanted changes become the smallest patches of the source texts, and everything else stays byte for byte.
//!
//! Patches are made from the places that the model and the tree of lines know, never by printing a plan anew, so comments, layout and
//! line ends are kept. They are applied to all files at once or not at all, and only when the new texts still are plans.

mod change;
mod counts;
mod diff;
mod layout;
mod patch;
mod registry;
mod statement;
mod target;
mod write;
mod writer;

pub use change::{Change, EntryChange, Refused, Subject};
pub use diff::unified;
pub use patch::{Broken, Edited, Patch, apply};
pub use write::patches;
