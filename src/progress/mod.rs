//! What is true of each item: claims held against what was observed, and the sums of it.

mod assess;
pub mod check;
mod gate;
mod observe;
mod rollup;
mod verdict;

pub use assess::{Assessment, assess};
pub use gate::GateState;
pub use observe::observe;
pub use rollup::{Rollup, Rollups, share_text};
pub use verdict::{Observed, Standing, Verdict, verdict};
