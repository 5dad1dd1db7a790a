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

/// How often a property is tried; `THOROUGH=50` tries fifty times as often.
fn cases(usual: u32) -> proptest::test_runner::Config {
    let more = std::env::var("THOROUGH").ok().and_then(|times| times.parse::<u32>().ok()).unwrap_or(1);
    proptest::test_runner::Config { cases: usual * more, failure_persistence: None, ..proptest::test_runner::Config::default() }
}
