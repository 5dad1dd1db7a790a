//! The dates of the scheduler against TaskJuggler 3: random networks are written in both languages, and every early and every late date
//! must be the same.
//!
//! Early dates are TaskJuggler's `asap` schedule, late dates its `alap` schedule from the same last moment. Only what both define alike
//! is generated; where they differ, `oracle/network.rs` says how, and why that is left out.

#![allow(clippy::disallowed_methods, reason = "the test runs another program")]

mod support;

#[path = "oracle/calendar.rs"]
mod calendar;
#[path = "oracle/compare.rs"]
mod compare;
#[path = "oracle/generate.rs"]
mod generate;
#[path = "oracle/network.rs"]
mod network;
#[path = "oracle/plan.rs"]
mod plan;
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/taskjuggler.rs"]
mod taskjuggler;

use network::{Links, Network, Spans};

/// Compares networks of one kind under several calendars; one run of TaskJuggler for each calendar. `THOROUGH=50` makes fifty times as many.
fn agree(seed: u64, spans: Spans, links: &[Links], networks: usize, items: usize) {
    if !taskjuggler::is_there() {
        println!("skipped: TaskJuggler (`tj3`) is not installed, so there is nothing to compare with");
        return;
    }
    let rounds = std::env::var("THOROUGH").ok().and_then(|times| times.parse::<u64>().ok()).unwrap_or(1);
    let compared: usize = (0..rounds).map(|round| round_of(seed + 100 * round, spans, links, networks, items)).sum();
    println!("{compared} dates agree with TaskJuggler");
    assert!(compared >= networks * items, "only {compared} dates were compared");
}

fn round_of(seed: u64, spans: Spans, links: &[Links], networks: usize, items: usize) -> usize {
    let mut compared = 0;
    for (place, calendar) in calendar::all().into_iter().enumerate() {
        let mut random = random::Random::new(seed.wrapping_mul(1000) + place as u64);
        let made: Vec<Network> =
            (0..networks).map(|at| generate::network(&mut random, &calendar, spans, links[at % links.len()], items)).collect();
        let ours: Vec<plan::Dates> = made.iter().map(plan::dates).collect();
        let theirs = taskjuggler::run(&calendar, &made, &ours);
        for (at, network) in made.iter().enumerate() {
            compared += compare::compare(network, &ours[at], &theirs[at]);
        }
    }
    compared
}

#[test]
fn calendar_time_with_links_of_all_kinds() {
    agree(1, Spans::Calendar, &[Links::All], 4, 30);
}

#[test]
fn working_time_with_links_of_all_kinds() {
    agree(2, Spans::Working, &[Links::All], 5, 30);
}

#[test]
fn people_with_time_of_their_own() {
    agree(3, Spans::People, &[Links::FinishStart, Links::Early, Links::Late], 6, 20);
}

#[test]
fn all_kinds_of_work_together() {
    agree(4, Spans::Mixed, &[Links::FinishStart, Links::Early, Links::Late], 6, 30);
}

#[test]
fn one_person_after_another() {
    agree(5, Spans::OnePerson, &[Links::FinishStart], 5, 8);
}
