//! What must hold of the whole: the floors of the house, and properties of the compiler.

#![allow(clippy::disallowed_methods, reason = "the tests read the sources")]

mod support;

#[path = "suite/edits.rs"]
mod edits;
#[path = "suite/floors.rs"]
mod floors;
#[path = "suite/graph.rs"]
mod graph;
#[path = "suite/language.rs"]
mod language;
#[path = "suite/pages.rs"]
mod pages;
#[path = "suite/plans.rs"]
mod plans;
#[path = "suite/rules.rs"]
mod rules;
#[path = "suite/schedule.rs"]
mod schedule;

/// How often a property is tried: always the same cases, so that a change and nothing else turns the gate red; `THOROUGH=50` tries
/// fifty times as many, others each time.
fn cases(usual: u32) -> proptest::test_runner::Config {
    use proptest::test_runner::{Config, RngSeed};
    let thorough = std::env::var("THOROUGH").ok().and_then(|times| times.parse::<u32>().ok());
    let rng_seed = if thorough.is_some() { RngSeed::Random } else { RngSeed::Fixed(20_250_714) };
    Config { cases: usual * thorough.unwrap_or(1), failure_persistence: None, rng_seed, ..Config::default() }
}
