//! Readers of the coverage and test reports that other tools write: bytes in, facts out.
//!
//! Pure: no file is opened, no clock is read, no path of a report is followed. A report is recognised by its content. One that is
//! empty, cut off, malformed, too large or too deep is a [`ReadError`] with the reason and, where it can be told, the place.

pub mod coverage;
pub mod error;
pub mod format;
pub mod limits;
pub mod note;
pub mod results;
pub mod stamp;
#[cfg(any(test, fuzzing))]
pub mod trial;

#[cfg(test)]
mod changes;
mod detect;
mod json;
mod number;
#[cfg(test)]
mod samples;
mod text;
mod xml;

pub use coverage::{Coverage, FileCoverage, PathMatcher, Sum, Tally};
pub use error::{Place, ReadError, Reason};
pub use format::Format;
pub use note::Note;
pub use results::{Outcome, TestCase, TestRun};
pub use stamp::Stamp;

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// Coverage.
    Coverage(Coverage),
    /// Results of tests.
    Tests(TestRun),
}

impl Report {
    /// What the report remarks on.
    pub fn notes(&self) -> &[Note] {
        match self {
            Report::Coverage(coverage) => &coverage.notes,
            Report::Tests(run) => &run.notes,
        }
    }

    /// When the report says it was written.
    pub fn written(&self) -> Option<&Stamp> {
        match self {
            Report::Coverage(coverage) => coverage.written.as_ref(),
            Report::Tests(run) => run.written.as_ref(),
        }
    }
}

/// Reads a report of any format.
pub fn read(bytes: &[u8]) -> Result<Report, ReadError> {
    let text = text::decode(bytes)?;
    let format = detect::recognise(&text)?;
    if format.is_tests() { results::read(&text, format).map(Report::Tests) } else { coverage::read(&text, format).map(Report::Coverage) }
}

/// Reads a coverage report; test results are an error that says so.
pub fn read_coverage(bytes: &[u8]) -> Result<Coverage, ReadError> {
    match read(bytes)? {
        Report::Coverage(coverage) => Ok(coverage),
        Report::Tests(_) => Err(ReadError::new(Reason::WrongKind { found: "test", asked: "coverage" })),
    }
}

/// Reads test results; coverage is an error that says so.
pub fn read_tests(bytes: &[u8]) -> Result<TestRun, ReadError> {
    match read(bytes)? {
        Report::Tests(run) => Ok(run),
        Report::Coverage(_) => Err(ReadError::new(Reason::WrongKind { found: "coverage", asked: "test" })),
    }
}
