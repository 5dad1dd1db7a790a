//! Test Anything Protocol, versions 12, 13 and 14 (testanything.org).
//!
//! - Results of a subtest are tests; the line that sums a subtest up is not, unless it is worse than all of them.
//! - `not ok … # TODO` and `ok … # TODO` are to do; `ok … # SKIP` is skipped; `not ok … # SKIP` has failed.
//! - A plan that differs from what is listed, no plan, and `Bail out!` leave the run in doubt. `1..0` lists no test.

use super::super::error::{Place, ReadError, Reason, bounded};
use super::super::format::Format;
use super::super::limits;
use super::super::note::Notes;
use super::super::number::count;
use super::case::{Outcome, TestCase};
use super::run::{Doubt, Gathered, TestRun};

/// The results at one depth.
#[derive(Default)]
struct Level {
    indent: usize,
    plan: Option<u64>,
    skip_all: Option<String>,
    tests: Vec<Test>,
    /// Subtests that no result sums up.
    loose: Vec<Test>,
    /// The tests of the subtest that closed last, until the result that sums it up is met.
    inner: Vec<Test>,
    /// Why that subtest ran no test, where it says so.
    inner_skipped: Option<String>,
    /// The name that a `# Subtest:` comment announced.
    announced: Option<String>,
    /// The result that opened a subtest with `{`.
    braced: Option<Test>,
}

struct Test {
    name: String,
    outcome: Outcome,
    message: Option<String>,
    children: Vec<Test>,
}

impl Test {
    /// What sums up a subtest without a test (`1..0`) did not run, whatever it says.
    fn skip(&mut self, why: Option<String>) {
        if let (Some(why), Outcome::Passed, true) = (why, self.outcome, self.children.is_empty()) {
            self.outcome = Outcome::Skipped;
            self.message = Some(bounded(&why, limits::MESSAGE)).filter(|why| !why.is_empty());
        }
    }
}

/// Reads a TAP stream.
pub(crate) fn read(text: &str) -> Result<TestRun, ReadError> {
    let mut reading = Reading { levels: vec![Level::default()], ..Reading::default() };
    let mut lines = text.lines().enumerate().peekable();
    let mut after_result = false;
    while let Some((number, line)) = lines.next() {
        let place = Place { line: (number as u64).saturating_add(1), column: 1 };
        let indent = line.bytes().take_while(|byte| *byte == b' ').count();
        let bare = line.get(indent..).unwrap_or_default().trim_end();
        if std::mem::take(&mut after_result) && bare == "---" && indent > 0 {
            let mut block: Vec<&str> = Vec::new();
            loop {
                match lines.next() {
                    Some((_, end)) if end.trim() == "..." => break,
                    Some((_, line)) => block.push(line),
                    None => return Err(ReadError::new(Reason::Truncated("a YAML block is left open".to_owned())).at(place)),
                }
            }
            reading.diagnose(&block);
            continue;
        }
        if let Some(why) = bare.strip_prefix("Bail out!") {
            reading.doubt.push(Doubt::BailOut(bounded(why.trim(), 200)));
            break;
        }
        let event = Event::of(bare);
        match event {
            Event::Other => continue,
            // A directive may have been cut off: what looks passed may have been skipped.
            Event::Result(..) if lines.peek().is_none() && !text.ends_with('\n') => {
                return Err(ReadError::new(Reason::Truncated("it ends within a line".to_owned())).at(place));
            }
            _ => {}
        }
        after_result = matches!(event, Event::Result(..));
        reading.enter(indent, &event).map_err(|error| error.at(place))?;
        reading.take(event);
    }
    reading.finish()
}

/// What a line says.
enum Event<'t> {
    Plan(u64, Option<&'t str>),
    Result(Test, bool),
    Subtest(&'t str),
    Brace,
    Other,
}

impl<'t> Event<'t> {
    fn of(line: &'t str) -> Event<'t> {
        if line == "}" {
            return Event::Brace;
        }
        if let Some(name) = line.strip_prefix("# Subtest") {
            return Event::Subtest(name.strip_prefix(':').unwrap_or(name).trim());
        }
        if let Some(rest) = line.strip_prefix("1..") {
            let (number, comment) = rest.split_once('#').map_or((rest, None), |(number, comment)| (number, Some(comment.trim())));
            return count(number).map_or(Event::Other, |number| Event::Plan(number, comment));
        }
        let (ok, rest) = match line.strip_prefix("not ok") {
            Some(rest) => (false, rest),
            None => match line.strip_prefix("ok") {
                Some(rest) => (true, rest),
                None => return Event::Other,
            },
        };
        if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
            return Event::Other;
        }
        let (test, braced) = result(ok, rest);
        Event::Result(test, braced)
    }
}

/// A result line after `ok` or `not ok`, and whether it opens a subtest with `{`.
fn result(ok: bool, rest: &str) -> (Test, bool) {
    let rest = rest.trim();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = rest.split_at_checked(digits).unwrap_or((rest, ""));
    let (number, rest) = if rest.is_empty() || rest.starts_with([' ', '\t']) { (number, rest) } else { ("", rest) };
    let rest = rest.trim();
    let (rest, braced) = match rest.strip_suffix('{') {
        Some(rest) if rest.is_empty() || rest.ends_with(' ') => (rest.trim_end(), true),
        _ => (rest, false),
    };
    let (description, directive) = directive(rest);
    let outcome = match (ok, &directive) {
        (_, Some((Directive::Todo, _))) => Outcome::Todo,
        (true, Some((Directive::Skip, _))) => Outcome::Skipped,
        (true, None) => Outcome::Passed,
        (false, _) => Outcome::Failed,
    };
    let description = description.strip_prefix("- ").or_else(|| description.strip_prefix('-')).unwrap_or(description).trim();
    let name = if description.is_empty() { number.to_owned() } else { unescape(description) };
    let message = directive.map(|(_, why)| bounded(why, limits::MESSAGE)).filter(|why| !why.is_empty());
    (Test { name, outcome, message, children: Vec::new() }, braced)
}

enum Directive {
    Todo,
    Skip,
}

/// Splits at the last `#` that is not escaped and has a directive's word after it.
fn directive(text: &str) -> (&str, Option<(Directive, &str)>) {
    let Some((description, comment)) = text.rsplit_once('#') else { return (text, None) };
    let escapes = description.bytes().rev().take_while(|byte| *byte == b'\\').count();
    if escapes % 2 == 1 {
        return (text, None);
    }
    let comment = comment.trim();
    let word = |word: &str| comment.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let why = comment.split_once(char::is_whitespace).map_or("", |(_, why)| why.trim());
    if word("todo") {
        (description.trim_end(), Some((Directive::Todo, why)))
    } else if word("skip") {
        (description.trim_end(), Some((Directive::Skip, why)))
    } else {
        (text, None)
    }
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut escaped = false;
    for c in text.chars() {
        if escaped {
            if !matches!(c, '#' | '\\') {
                plain.push('\\');
            }
            plain.push(c);
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else {
            plain.push(c);
        }
    }
    if escaped {
        plain.push('\\');
    }
    plain
}

#[derive(Default)]
struct Reading {
    /// From the run to the innermost subtest; never empty while lines are read.
    levels: Vec<Level>,
    doubt: Vec<Doubt>,
}

impl Reading {
    /// Opens or closes subtests until the innermost level is the one that a line with this indent belongs to.
    fn enter(&mut self, indent: usize, event: &Event<'_>) -> Result<(), ReadError> {
        while self.levels.len() > 1 && self.levels.last().is_some_and(|level| level.indent > indent) {
            self.leave();
        }
        let inner = self.levels.last().map_or(0, |level| level.indent);
        // A comment that announces a subtest may stand at its parent's indent or at its own.
        if indent > inner && !matches!(event, Event::Subtest(_) | Event::Brace) {
            if self.levels.len() >= limits::DEPTH {
                return Err(ReadError::new(Reason::TooDeep));
            }
            self.levels.push(Level { indent, ..Level::default() });
        }
        Ok(())
    }

    fn take(&mut self, event: Event<'_>) {
        let Some(level) = self.levels.last_mut() else { return };
        match event {
            Event::Plan(planned, comment) => {
                level.plan = Some(planned);
                if planned == 0 {
                    level.skip_all = Some(comment.unwrap_or_default().to_owned());
                }
            }
            Event::Subtest(name) => level.announced = Some(name.to_owned()),
            Event::Result(mut test, braced) => {
                level.settle();
                level.announced = None;
                if braced {
                    level.braced = Some(test);
                } else {
                    test.children = std::mem::take(&mut level.inner);
                    test.skip(level.inner_skipped.take());
                    level.tests.push(test);
                }
            }
            Event::Brace => level.settle(),
            Event::Other => {}
        }
    }

    /// Closes the innermost subtest: its tests wait for the result that sums it up.
    fn leave(&mut self) {
        let Some(mut level) = self.levels.pop() else { return };
        level.close();
        let Some(outer) = self.levels.last_mut() else { return };
        let name = outer.braced.as_ref().map(|test| test.name.as_str()).or(outer.announced.as_deref()).unwrap_or("a subtest");
        compare(&level, &format!("{name}: "), &mut self.doubt);
        level.tests.append(&mut level.loose);
        outer.inner_skipped = level.skip_all.take().filter(|_| level.tests.is_empty());
        outer.inner.append(&mut level.tests);
    }

    fn diagnose(&mut self, block: &[&str]) {
        let Some(test) = self.levels.last_mut().and_then(|level| level.tests.last_mut()) else { return };
        if !test.outcome.is_bad() || test.message.is_some() {
            return;
        }
        let said = block.iter().find_map(|line| {
            let (key, value) = line.trim().split_once(':')?;
            let value = value.trim().trim_matches(['"', '\'']);
            if matches!(key, "message" | "error") && !value.is_empty() && !matches!(value, "|" | "|-" | ">" | ">-") {
                Some(value)
            } else {
                None
            }
        });
        test.message = said.map(|said| bounded(said, limits::MESSAGE));
    }

    fn finish(mut self) -> Result<TestRun, ReadError> {
        while self.levels.len() > 1 {
            self.leave();
        }
        let Some(mut level) = self.levels.pop() else {
            return Err(ReadError::new(Reason::Nothing("no test".to_owned())));
        };
        level.close();
        if level.tests.is_empty()
            && let Some(why) = &level.skip_all
        {
            let why = if why.is_empty() {
                "no test: the plan is 1..0".to_owned()
            } else {
                format!("no test: the plan is 1..0, {}", bounded(why, 200))
            };
            return Err(ReadError::new(Reason::Nothing(why)));
        }
        compare(&level, "", &mut self.doubt);
        let mut gathered = Gathered::default();
        level.tests.append(&mut level.loose);
        add(level.tests, false, &mut Vec::new(), &mut gathered);
        TestRun::of(Format::Tap, gathered, self.doubt, None, Notes::default())
    }
}

impl Level {
    /// Gives the tests of a braced subtest to its result.
    fn settle(&mut self) {
        if let Some(mut test) = self.braced.take() {
            test.children = std::mem::take(&mut self.inner);
            test.skip(self.inner_skipped.take());
            self.tests.push(test);
        }
    }

    /// No more lines come: a subtest without a result stands for itself.
    fn close(&mut self) {
        self.settle();
        if !self.inner.is_empty() {
            let name = self.announced.take().unwrap_or_default();
            let children = std::mem::take(&mut self.inner);
            self.loose.push(Test { name, outcome: Outcome::Passed, message: None, children });
        }
    }
}

/// Compares the plan of a level with its results.
fn compare(level: &Level, scope: &str, doubt: &mut Vec<Doubt>) {
    let listed = level.tests.len() as u64;
    match level.plan {
        Some(planned) if planned != listed => doubt.push(Doubt::Plan { scope: bounded(scope, 200), planned, listed }),
        None if scope.is_empty() => doubt.push(Doubt::NoPlan),
        _ => {}
    }
}

/// Adds tests under the subtests around them. What fails within a subtest that is to do is to do. Returns whether anything failed.
fn add(tests: Vec<Test>, to_do: bool, path: &mut Vec<String>, gathered: &mut Gathered) -> bool {
    let mut bad = false;
    for test in tests {
        let Test { name, mut outcome, message, children } = test;
        if to_do && outcome.is_bad() {
            outcome = Outcome::Todo;
        }
        let mut bad_within = false;
        let has_children = !children.is_empty();
        if has_children {
            path.push(name.clone());
            bad_within = add(children, to_do || outcome == Outcome::Todo, path, gathered);
            path.pop();
        }
        if !has_children || (outcome.is_bad() && !bad_within) {
            let suites = path.iter().filter(|name| !name.is_empty()).cloned().collect();
            gathered.add(TestCase { suites, class: String::new(), name, file: None, outcome, message, millis: None, results: 1 });
        }
        bad |= bad_within || outcome.is_bad();
    }
    bad
}
