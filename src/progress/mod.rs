//! What is true of each item: claims held against what was observed, and the sums of it.

mod assess;
mod attested;
pub mod check;
mod entries;
mod gate;
mod held;
mod observe;
mod proof;
mod rollup;
pub mod targets;
mod units;
mod verdict;

pub use assess::{Assessment, assess};
pub use attested::is_attested;
pub use entries::{EntryVerdict, entry_verdict};
pub use gate::GateState;
pub use observe::{EntrySeen, importers, observe, of_entry, shown, units};
pub use proof::{Proof, proofs, still_imported};
pub use rollup::{Rollup, Rollups, share_text};
pub use targets::GoalState;
pub use units::Units;
pub use verdict::{Observed, Standing, Verdict, verdict};
