//! Coverage reports: which lines and branches of which files were run.
//!
//! What is counted, in every format:
//! - A *line* is a line that the report lists as one that can run. It is covered when anything on it ran.
//! - A *branch* is one arm of a decision. Lines and branches are never mixed into one figure.
//! - Totals that a report states are not used; where they differ from the recount, a [`Note`] says so.
//! - Hits of one line from several records, sections, classes or reports: the greatest counts. Reading the same report twice so changes
//!   nothing, the order does not matter, and no sum can overflow.

pub mod file;
pub mod matching;
pub mod sum;
pub mod tally;

mod clover;
mod cobertura;
mod coveragepy;
mod draft;
mod goprofile;
mod istanbul;
mod jacoco;
mod lcov;
mod llvm;
#[cfg(test)]
mod matching_tests;
mod simplecov;
#[cfg(test)]
mod tests;

use super::error::ReadError;
use super::format::Format;
use super::note::Note;
use super::stamp::{Stamp, newest};
pub use file::{Arm, Branches, FileCoverage, LineBranches, Lines};
pub use matching::{Matched, Module, PathMatcher, Unmatched, Why};
pub use sum::Sum;
pub use tally::Tally;

/// What one coverage report, or several merged, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The formats read, sorted; one unless reports were merged.
    pub formats: Vec<Format>,
    /// The source roots that the reports declare, as written but with `/`; sorted.
    pub sources: Vec<String>,
    /// The files, sorted by module, path and roots; each once.
    pub files: Vec<FileCoverage>,
    /// When the newest of the reports says it was written.
    pub written: Option<Stamp>,
    /// What the reports claim and do not bear out, and what was left out.
    pub notes: Vec<Note>,
}

impl Coverage {
    /// Adds another report: the union of files, lines and branch arms; a line or an arm is covered where either report covers it.
    ///
    /// Where one report only has counts (Istanbul's summary), what ran in both cannot be told; the better of the two counts is then
    /// taken, which is at most the true union. Branch arms of different formats are not the same arms and are merged as counts.
    pub fn merge(&mut self, other: Coverage) {
        let same_format = self.formats == other.formats && self.formats.len() == 1;
        let mut merged: Vec<FileCoverage> = Vec::with_capacity(self.files.len().max(other.files.len()));
        let mut files: Vec<FileCoverage> = std::mem::take(&mut self.files);
        files.extend(other.files);
        files.sort_by(|a, b| a.key().cmp(&b.key()));
        for file in files {
            match merged.last_mut().filter(|last| last.key() == file.key()) {
                Some(last) => last.union(file, same_format),
                None => merged.push(file),
            }
        }
        self.files = merged;
        self.formats.extend(other.formats);
        self.formats.sort_unstable();
        self.formats.dedup();
        self.sources.extend(other.sources);
        self.sources.sort_unstable();
        self.sources.dedup();
        self.notes.extend(other.notes);
        newest(&mut self.written, other.written);
    }

    /// The sum over the files for which `keep` holds.
    pub fn sum(&self, mut keep: impl FnMut(&FileCoverage) -> bool) -> Sum {
        let mut sum = Sum::default();
        for file in self.files.iter().filter(|file| keep(file)) {
            sum.add(file);
        }
        sum
    }
}

/// Reads a coverage report whose format is known.
pub(crate) fn read(text: &str, format: Format) -> Result<Coverage, ReadError> {
    let read = match format {
        Format::Lcov => lcov::read(text),
        Format::Cobertura => cobertura::read(text),
        Format::Jacoco => jacoco::read(text),
        Format::IstanbulSummary => istanbul::read_summary(text),
        Format::IstanbulFinal => istanbul::read_final(text),
        Format::CoveragePy => coveragepy::read(text),
        Format::GoProfile => goprofile::read(text),
        Format::Clover => clover::read(text),
        Format::LlvmCov => llvm::read(text),
        Format::SimpleCov => simplecov::read(text),
        Format::Junit | Format::Tap => Err(ReadError::new(super::error::Reason::WrongKind { found: "test", asked: "coverage" })),
    };
    read.map_err(|error| error.of(format))
}
