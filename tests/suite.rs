//! What must hold of the whole: the floors of the house, and properties of the compiler.

mod support;

#[path = "suite/floors.rs"]
mod floors;
#[path = "suite/graph.rs"]
mod graph;
#[path = "suite/language.rs"]
mod language;
#[path = "suite/plans.rs"]
mod plans;
