//! JUnit XML, which has no one definition: Ant, Surefire, Gradle, pytest, Jest, Mocha, PHPUnit, gtest, go-junit-report, nextest,
//! TestNG, Playwright and more are read by what they have in common.
//!
//! - The root is `testsuites` or `testsuite`; suites nest; attributes may all be missing.
//! - A case fails by a `failure`, errs by an `error`, did not run by a `skipped` or `disabled` child or by its `status` or `result`.
//!   With several of these the worst counts, but a failure that is marked to do (pytest's xfail, Node's todo) is to do.
//! - Surefire's `flakyFailure`/`flakyError` mean that it passed in the end; `rerunFailure`/`rerunError` that it did not.
//! - `tests` may state more than is listed: pytest counts subtests that it does not list when they pass. More failures stated than
//!   listed leave the run in doubt.
//! - A `failure` or `error` of a suite itself (a fixture, a collection) is a result too, under the suite's name.

use super::super::error::ReadError;
use super::super::format::Format;
use super::super::limits;
use super::super::note::Notes;
use super::super::number::count;
use super::super::stamp::{Stamp, newest};
use super::super::xml::{Element, Step, Walk};
use super::case::{Outcome, TestCase};
use super::run::{Counts, Doubt, Gathered, TestRun};

/// A suite that is open.
#[derive(Default)]
struct Suite {
    name: String,
    file: Option<String>,
    claimed: Claimed,
    /// Every result in it and in the suites within it.
    counts: Counts,
    /// Results of suites themselves among them, which writers do not count as tests.
    of_suites: u64,
    /// Failures and errors: a case may have several.
    bad: u64,
}

/// The totals a suite states.
#[derive(Default, Clone, Copy)]
struct Claimed {
    tests: Option<u64>,
    failures: Option<u64>,
    errors: Option<u64>,
    skipped: Option<u64>,
}

/// Reads a JUnit report.
pub(crate) fn read(text: &str) -> Result<TestRun, ReadError> {
    let mut walk = Walk::new(text);
    let mut run = Reading::default();
    loop {
        match walk.next()? {
            Step::Open(element) => match element.name() {
                "testsuites" | "testsuite" => run.open(&walk, &element)?,
                "testcase" => {
                    let (case, bad) = case(&mut walk, &element, &run.suites)?;
                    run.add(case, bad);
                }
                "failure" | "error" if !run.suites.is_empty() => {
                    let outcome = if element.name() == "error" { Outcome::Errored } else { Outcome::Failed };
                    let message = message(&mut walk, &element)?;
                    run.of_suite(outcome, message);
                }
                _ => walk.skip()?,
            },
            Step::Close => run.close(),
            Step::Text(_) => {}
            Step::End => return TestRun::of(Format::Junit, run.gathered, run.doubt, run.written, run.notes),
        }
    }
}

#[derive(Default)]
struct Reading {
    suites: Vec<Suite>,
    gathered: Gathered,
    doubt: Vec<Doubt>,
    written: Option<Stamp>,
    notes: Notes,
}

impl Reading {
    fn open(&mut self, walk: &Walk<'_>, element: &Element<'_>) -> Result<(), ReadError> {
        let names = ["name", "file", "timestamp", "tests", "failures", "errors", "skipped", "skip", "skips"];
        let [name, file, timestamp, tests, failures, errors, skipped, skip, skips] = walk.attributes(element, names)?;
        newest(&mut self.written, timestamp.and_then(|text| Stamp::read(&text)));
        let number = |text: Option<std::borrow::Cow<'_, str>>| text.and_then(|text| count(&text));
        self.suites.push(Suite {
            name: name.unwrap_or_default().into_owned(),
            file: file.map(|file| file.replace('\\', "/")).filter(|file| !file.is_empty()),
            claimed: Claimed {
                tests: number(tests),
                failures: number(failures),
                errors: number(errors),
                skipped: number(skipped.or(skip).or(skips)),
            },
            counts: Counts::default(),
            of_suites: 0,
            bad: 0,
        });
        Ok(())
    }

    fn add(&mut self, case: TestCase, bad: u64) {
        if let Some(suite) = self.suites.last_mut() {
            suite.bad = suite.bad.saturating_add(bad.max(u64::from(case.outcome.is_bad())));
            suite.counts.add(case.outcome);
        }
        self.gathered.add(case);
    }

    fn of_suite(&mut self, outcome: Outcome, message: Option<String>) {
        let name = self.suites.last().map(|suite| suite.name.clone()).unwrap_or_default();
        if let Some(suite) = self.suites.last_mut() {
            suite.of_suites = suite.of_suites.saturating_add(1);
        }
        self.add(
            TestCase { suites: names(&self.suites), class: String::new(), name, file: None, outcome, message, millis: None, results: 1 },
            1,
        );
    }

    /// Compares what the suite states with what it listed, and hands its counts on.
    fn close(&mut self) {
        let Some(suite) = self.suites.pop() else { return };
        let Suite { name, claimed, counts, of_suites, bad, .. } = suite;
        let tests = counts.total().saturating_sub(of_suites);
        let claimed_bad = claimed.failures.unwrap_or(0).saturating_add(claimed.errors.unwrap_or(0));
        self.notes.claim(&name, "tests", claimed.tests, tests);
        // Writers differ in what they call a failure and what an error.
        if claimed.failures.is_some() || claimed.errors.is_some() {
            self.notes.claim(&name, "failures and errors", Some(claimed_bad), bad);
        }
        self.notes.claim(&name, "skipped tests", claimed.skipped, counts.skipped.saturating_add(counts.todo));
        match self.suites.last_mut() {
            Some(outer) => {
                let inner = &mut outer.counts;
                for (mine, theirs) in [
                    (&mut inner.passed, counts.passed),
                    (&mut inner.flaky, counts.flaky),
                    (&mut inner.todo, counts.todo),
                    (&mut inner.skipped, counts.skipped),
                    (&mut inner.failed, counts.failed),
                    (&mut inner.errored, counts.errored),
                ] {
                    *mine = mine.saturating_add(theirs);
                }
                outer.bad = outer.bad.saturating_add(bad);
                outer.of_suites = outer.of_suites.saturating_add(of_suites);
                // What an inner suite hides is not found again in the outer one, whose own claim may be absent.
                if outer.claimed.failures.is_none() && outer.claimed.errors.is_none() {
                    self.doubt(claimed_bad, bad);
                }
            }
            None => self.doubt(claimed_bad, bad),
        }
    }

    fn doubt(&mut self, claimed: u64, listed: u64) {
        if claimed > listed {
            self.doubt.push(Doubt::HiddenFailures { claimed, listed });
        }
    }
}

fn names(suites: &[Suite]) -> Vec<String> {
    suites.iter().map(|suite| suite.name.clone()).filter(|name| !name.is_empty()).collect()
}

/// A case, and how many failures and errors it has.
fn case(walk: &mut Walk<'_>, element: &Element<'_>, suites: &[Suite]) -> Result<(TestCase, u64), ReadError> {
    let names_of = ["name", "classname", "class", "file", "filepath", "time", "status", "result"];
    let [name, classname, class, file, filepath, time, status, result] = walk.attributes(element, names_of)?;
    let file = file.or(filepath).map(|file| file.replace('\\', "/")).filter(|file| !file.is_empty());
    let mut case = TestCase {
        suites: names(suites),
        class: classname.or(class).unwrap_or_default().into_owned(),
        name: name.unwrap_or_default().into_owned(),
        file: file.or_else(|| suites.iter().rev().find_map(|suite| suite.file.clone())),
        outcome: by_attributes(status.as_deref(), result.as_deref()),
        message: None,
        millis: time.and_then(|time| millis(&time)),
        results: 1,
    };
    let mut bad: u64 = 0;
    let mut to_do = false;
    loop {
        match walk.next()? {
            Step::Open(child) => {
                bad = bad.saturating_add(u64::from(matches!(child.name(), "failure" | "error")));
                let Some(outcome) = by_child(walk, &child)? else {
                    walk.skip()?;
                    continue;
                };
                let message = message(walk, &child)?;
                to_do |= outcome == Outcome::Todo;
                if outcome > case.outcome || case.message.is_none() {
                    case.message = message.or(case.message);
                }
                case.outcome = case.outcome.max(outcome);
            }
            Step::Close | Step::End => {
                // What is marked to do is expected to fail.
                if to_do && case.outcome == Outcome::Failed {
                    case.outcome = Outcome::Todo;
                }
                return Ok((case, bad));
            }
            Step::Text(_) => {}
        }
    }
}

/// gtest has `status="notrun"` and `result="suppressed"`; others write the outcome itself.
fn by_attributes(status: Option<&str>, result: Option<&str>) -> Outcome {
    [status, result]
        .into_iter()
        .flatten()
        .map(|word| match word.trim().to_ascii_lowercase().as_str() {
            "notrun" | "not run" | "skipped" | "skip" | "disabled" | "ignored" | "pending" | "suppressed" | "notexecuted" => {
                Outcome::Skipped
            }
            "todo" => Outcome::Todo,
            "failed" | "fail" | "failure" => Outcome::Failed,
            "error" | "errored" | "broken" => Outcome::Errored,
            _ => Outcome::Passed,
        })
        .max()
        .unwrap_or(Outcome::Passed)
}

fn by_child(walk: &Walk<'_>, child: &Element<'_>) -> Result<Option<Outcome>, ReadError> {
    Ok(match child.name() {
        "failure" | "rerunFailure" => Some(Outcome::Failed),
        "error" | "rerunError" => Some(Outcome::Errored),
        "flakyFailure" | "flakyError" => Some(Outcome::Flaky),
        "skipped" | "disabled" | "ignored" => {
            let [kind] = walk.attributes(child, ["type"])?;
            let to_do = kind.is_some_and(|kind| matches!(kind.as_ref(), "pytest.xfail" | "todo"));
            Some(if to_do { Outcome::Todo } else { Outcome::Skipped })
        }
        _ => None,
    })
}

/// The `message`, else the text within, else the `type`.
fn message(walk: &mut Walk<'_>, element: &Element<'_>) -> Result<Option<String>, ReadError> {
    let [message, kind] = walk.attributes(element, ["message", "type"])?;
    let text = walk.text(limits::MESSAGE)?;
    let said =
        [message.as_deref(), Some(text.as_str()), kind.as_deref()].into_iter().flatten().map(str::trim).find(|said| !said.is_empty());
    Ok(said.map(|said| super::super::error::bounded(said, limits::MESSAGE)))
}

/// Seconds as `1.5`, as `1,5`, or as `1,234.5`, in milliseconds. `None` for what is no time.
fn millis(time: &str) -> Option<u64> {
    let time = time.trim();
    let plain = match (time.contains(','), time.contains('.')) {
        (true, true) => time.replace(',', ""),
        (true, false) => time.replace(',', "."),
        _ => time.to_owned(),
    };
    let seconds: f64 = plain.parse().ok()?;
    // The cast saturates.
    if seconds.is_finite() && seconds >= 0.0 { Some((seconds * 1000.0).round() as u64) } else { None }
}
