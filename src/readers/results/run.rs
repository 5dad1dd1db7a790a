//! A run of tests, and how several become one.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::super::error::{ReadError, Reason};
use super::super::format::Format;
use super::super::note::{Note, Notes};
use super::super::stamp::{Stamp, newest};
use super::case::{Outcome, TestCase};

/// What one test report, or several merged, says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestRun {
    /// The formats read, sorted.
    pub formats: Vec<Format>,
    /// The tests, in the order in which they first appear; each once.
    pub cases: Vec<TestCase>,
    /// Why the run as a whole proves nothing, though all that it lists may have passed.
    pub doubt: Vec<Doubt>,
    /// When the newest of the reports says it was written.
    pub written: Option<Stamp>,
    /// What the reports claim and do not bear out.
    pub notes: Vec<Note>,
}

/// A reason not to take a run for complete.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Doubt {
    /// TAP planned another number of tests than it lists.
    #[error("{scope}planned {planned} tests and lists {listed}")]
    Plan {
        /// The subtest, with `: `; empty for the run.
        scope: String,
        /// How many were planned.
        planned: u64,
        /// How many are listed.
        listed: u64,
    },
    /// TAP without a plan at all.
    #[error("no plan says how many tests there should be")]
    NoPlan,
    /// The run was given up.
    #[error("bailed out{}{}", if .0.is_empty() { "" } else { ": " }, .0)]
    BailOut(String),
    /// The report states more failures and errors than it lists.
    #[error("claims {claimed} failures and errors, and lists {listed}")]
    HiddenFailures {
        /// How many are stated.
        claimed: u64,
        /// How many are listed.
        listed: u64,
    },
}

/// How many tests came out how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passed at once.
    pub passed: u64,
    /// Failed, then passed.
    pub flaky: u64,
    /// Known not to work yet.
    pub todo: u64,
    /// Did not run.
    pub skipped: u64,
    /// Failed.
    pub failed: u64,
    /// Errored.
    pub errored: u64,
}

impl Counts {
    /// All of them.
    pub fn total(self) -> u64 {
        [self.passed, self.flaky, self.todo, self.skipped, self.failed, self.errored].into_iter().fold(0, u64::saturating_add)
    }

    /// Adds a result.
    pub fn add(&mut self, outcome: Outcome) {
        let slot = match outcome {
            Outcome::Passed => &mut self.passed,
            Outcome::Flaky => &mut self.flaky,
            Outcome::Todo => &mut self.todo,
            Outcome::Skipped => &mut self.skipped,
            Outcome::Failed => &mut self.failed,
            Outcome::Errored => &mut self.errored,
        };
        *slot = slot.saturating_add(1);
    }
}

impl TestRun {
    /// How the tests for which `keep` holds came out.
    pub fn count(&self, mut keep: impl FnMut(&TestCase) -> bool) -> Counts {
        let mut counts = Counts::default();
        for case in self.cases.iter().filter(|case| keep(case)) {
            counts.add(case.outcome);
        }
        counts
    }

    /// Adds another report. Of a test in both the worse result counts; doubts about either are doubts about both.
    pub fn merge(&mut self, other: TestRun) {
        let mut gathered = Gathered::default();
        for case in std::mem::take(&mut self.cases).into_iter().chain(other.cases) {
            gathered.add(case);
        }
        self.cases = gathered.finish();
        self.formats.extend(other.formats);
        self.formats.sort_unstable();
        self.formats.dedup();
        self.doubt.extend(other.doubt);
        self.notes.extend(other.notes);
        newest(&mut self.written, other.written);
    }

    /// A run of one report, or the error that it lists no test.
    pub(crate) fn of(
        format: Format,
        gathered: Gathered,
        doubt: Vec<Doubt>,
        written: Option<Stamp>,
        notes: Notes,
    ) -> Result<TestRun, ReadError> {
        let cases = gathered.finish();
        if cases.is_empty() {
            let why = doubt.first().map(|doubt| format!("no test ({doubt})")).unwrap_or_else(|| "no test".to_owned());
            return Err(ReadError::new(Reason::Nothing(why)).of(format));
        }
        Ok(TestRun { formats: vec![format], cases, doubt, written, notes: notes.finish() })
    }
}

/// The identity of a test, owned.
type Key = (String, String, String, Option<String>);

/// Tests as they come; those that repeat become one.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// Only ever asked, never walked: its order does not show.
    known: HashMap<Key, usize>,
    cases: Vec<TestCase>,
}

impl Gathered {
    /// Adds a result.
    pub(crate) fn add(&mut self, case: TestCase) {
        let (suite, class, name, file) = case.key();
        let key = (suite.to_owned(), class.to_owned(), name.to_owned(), file.map(str::to_owned));
        match self.known.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(self.cases.len());
                self.cases.push(case);
            }
            Entry::Occupied(entry) => {
                let Some(known) = self.cases.get_mut(*entry.get()) else { return };
                let results = known.results.saturating_add(case.results);
                if case.outcome > known.outcome {
                    let suites = std::mem::take(&mut known.suites);
                    *known = case;
                    known.suites = suites;
                }
                known.results = results;
            }
        }
    }

    /// The tests in their order.
    pub(crate) fn finish(self) -> Vec<TestCase> {
        self.cases
    }
}
