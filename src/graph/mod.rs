//! The graph of needs: a stable order, layers, circles, what is redundant and what depends on what. The only room that
//! knows petgraph.

mod cycles;
mod layers;
mod network;
mod open;
mod order;
mod paths;
mod reach;

pub use cycles::{CycleReport, Loop, LoopEdge, cycles};
pub use layers::{Layers, held, layers};
pub use network::{Edge, Network};
pub use open::Open;
pub use order::{Order, order};
pub use paths::Paths;
pub use reach::{REACH_LIMIT, Reach, reach};
