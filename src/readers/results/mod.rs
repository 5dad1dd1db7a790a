//! Results of tests: which ran, and what came of each.
//!
//! - Cases are counted, never the totals a report states; where those differ a [`Note`] says so.
//! - A test that is there several times (reruns, shards, browsers, two reports) is one test, and its worst result counts.
//! - Only [`Outcome::Passed`] proves anything. Skipped, to-do and flaky tests are neither passed nor failed.
//! - A run that ended early, or claims failures it does not list, proves nothing as a whole: see [`TestRun::doubt`].

pub mod case;
pub mod run;

mod junit;
mod tap;
#[cfg(test)]
mod tests;

use super::error::ReadError;
use super::format::Format;
pub use super::note::Note;
pub use case::{Outcome, TestCase};
pub use run::{Counts, Doubt, TestRun};

/// Reads a test report whose format is known.
pub(crate) fn read(text: &str, format: Format) -> Result<TestRun, ReadError> {
    let read = match format {
        Format::Junit => junit::read(text),
        Format::Tap => tap::read(text),
        _ => Err(ReadError::new(super::error::Reason::WrongKind { found: "coverage", asked: "test" })),
    };
    read.map_err(|error| error.of(format))
}
