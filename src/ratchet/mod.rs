//! One plan at two revisions, and its evidence at both: what progressed, what regressed by name, where the plan asks less, and what
//! that blocks.

mod blocked;
mod bounds;
mod commands;
mod compare;
mod condition;
mod delta;
mod frame;
mod items;
mod matching;
mod moments;
mod movement;
mod moves;
mod places;
mod plans;
mod reach;
mod registries;
mod sides;
mod sights;
mod targets;
mod weaker;

pub use blocked::{Blocked, blocked};
pub use commands::unchanged_commands;
pub use compare::{compare, covers_questions};
pub use condition::{Loss, losses};
pub use delta::{About, Delta, Progress, Regression, Weakening, Weight};
pub use matching::{Pairs, pairs};
pub use moves::Moves;
pub use plans::{Filed, by_content, by_id};
pub use sides::{Before, Side};
pub use sights::{Difference, difference};
