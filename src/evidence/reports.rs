//! Reports of other tools: coverage, tests and findings, each read once.

use super::answer::{Answer, Outcome, Sight, Untold};
use super::code::is_test;
use super::globs::{in_tree, is_glob, set};
use super::question::Question;
use super::sarif;
use crate::code::embedded::{Reading, code_of, may_be_script};
use crate::code::language::ending;
use crate::code::{Language, runs};
use crate::model::Plan;
use crate::readers::coverage::matching::{Matched, Module, Unmatched, Why};
use crate::readers::{Coverage, FileCoverage, Format, Outcome as Result_, PathMatcher, Tally, TestRun, read_coverage, read_tests};
use crate::syntax::Probe;
use crate::tree::{self, Artifacts, Entry, Kind, MARKED_WITHIN, Tree};
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

/// Nearest names told when nothing matches.
const NEAR: usize = 5;

/// Largest file whose lines are counted to see whether a report is of this very file.
const STALE_BYTES: u64 = 16 << 20;

const UNASKED: &str = "no condition asks for it";

/// How many lines of a file end, and whether one more does not.
type Ends = (u64, bool);

/// All reports of a plan.
pub struct Reports<'a> {
    artifacts: &'a dyn Artifacts,
    tree: &'a dyn Tree,
    entries: &'a [Entry],
    coverage: Result<(Matched, Vec<String>), String>,
    tests: Result<(TestRun, Vec<String>), String>,
    /// By path, how many lines a file has and whether its last one ends: counted once, however many conditions cover it.
    counted: Mutex<HashMap<Box<str>, Option<Ends>>>,
    /// By path of a file that no report tells of, its lines and its bytes, none of either where nothing in it runs.
    hidden: Mutex<HashMap<Box<str>, (u64, u64)>>,
    /// By path of a file whose name leaves it open, whether it is a script.
    scripts: Mutex<HashMap<Box<str>, bool>>,
}

/// Endings of files in which often nothing runs, so that tools leave them out.
const HEADERS: [&str; 5] = ["h", "hh", "hpp", "hxx", "inc"];

/// What was found out of a path, found out once.
fn once<T: Copy>(known: &Mutex<HashMap<Box<str>, T>>, path: &str, find: impl FnOnce() -> T) -> T {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    let found = lock().get(path).copied();
    found.unwrap_or_else(|| {
        let found = find();
        lock().insert(path.into(), found);
        found
    })
}

/// What a report tells of the lines of a file, or of its branches.
fn tally(file: &FileCoverage, branches: bool) -> Tally {
    if branches { file.branches.tally() } else { file.lines.tally() }
}

/// What a file of a report may be that could be several.
fn may_be(file: &Unmatched) -> String {
    format!("`{}` of a report may be {}", file.path, alternatives(&file.nearest))
}

fn alternatives(paths: &[String]) -> String {
    paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(" or ")
}

/// Why a file of a report is none of the tree, and what is most like it.
fn unmatched_as(file: &Unmatched) -> String {
    match (file.why, file.nearest.as_slice()) {
        (Why::Ambiguous, _) => format!("in a report, and may be {}", alternatives(&file.nearest)),
        (_, [nearest, ..]) => format!("in a report, and not in the tree; most like it is `{nearest}`"),
        _ => "in a report, and not in the tree".to_owned(),
    }
}

/// That no report tells of some files, the first of them by name.
fn untold(files: &[&str]) -> Option<String> {
    let (first, rest) = files.split_at(files.len().min(NEAR));
    let names = first.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
    let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
    match files.len() {
        0 => None,
        1 => Some(format!("no report tells of {names}")),
        count => Some(format!("no report tells of {count} source files: {names}{more}")),
    }
}

impl<'a> Reports<'a> {
    /// Finds and reads the reports that the plan's `evidence` names.
    pub fn new(
        plan: &Plan,
        artifacts: &'a dyn Artifacts,
        tree: &'a dyn Tree,
        entries: &'a [Entry],
        wants: impl Fn(Probe) -> bool,
    ) -> Reports<'a> {
        let coverage = if wants(Probe::LineCoverage) || wants(Probe::BranchCoverage) {
            coverage(plan, artifacts, tree, entries)
        } else {
            Err(UNASKED.to_owned())
        };
        let tests = if wants(Probe::Tests) { tests(plan, artifacts) } else { Err(UNASKED.to_owned()) };
        Reports {
            artifacts,
            tree,
            entries,
            coverage,
            tests,
            counted: Mutex::default(),
            hidden: Mutex::default(),
            scripts: Mutex::default(),
        }
    }

    /// The answer to a question about reports; nothing for other questions.
    pub fn answer(&self, plan: &Plan, question: &Question) -> Option<Answer> {
        match question.kind()? {
            Probe::LineCoverage => Some(self.covered_alone(plan, question, false)),
            Probe::BranchCoverage => Some(self.covered_alone(plan, question, true)),
            Probe::Tests => Some(self.tested(question)),
            Probe::Findings => Some(self.found(plan, question)),
            _ => None,
        }
    }

    /// The same, with each file for itself where that is asked.
    fn covered_alone(&self, plan: &Plan, question: &Question, branches: bool) -> Answer {
        let mut answer = self.covered(plan, question, branches);
        if question.each
            && let (Ok(under), Ok(except)) = (set(plan, &question.under), set(plan, &question.except))
        {
            let files = self.entries.iter().filter(|entry| entry.kind == Kind::File && under.is_match(&*entry.path));
            let units = files.filter(|entry| !except.is_match(&*entry.path));
            answer.units = units.map(|entry| (entry.path.clone(), self.unit(&entry.path, branches))).collect();
        }
        answer
    }

    /// What reports tell of one file.
    fn unit(&self, path: &str, branches: bool) -> Outcome {
        let unknown = |why: String| Outcome::Unknown(why.into());
        let matched = match &self.coverage {
            Ok((matched, _)) => matched,
            Err(why) => return unknown(why.clone()),
        };
        let Some(file) = matched.files.get(path) else {
            let silent = self.hidden(path, branches) == 0;
            return unknown(if silent { "nothing in it runs, so that no report tells of it" } else { "no report tells of it" }.to_owned());
        };
        if let Some(why) = file.last_line().and_then(|last| self.is_of_another(path, last)) {
            return unknown(why);
        }
        if branches && file.partial_branches {
            return unknown("the report leaves out some of its branches".to_owned());
        }
        let tally = tally(file, branches);
        Outcome::Share(tally.covered(), tally.total())
    }

    fn covered(&self, plan: &Plan, question: &Question, branches: bool) -> Answer {
        let (matched, from) = match &self.coverage {
            Ok(known) => known,
            Err(reason) => return Answer::unknown(reason.clone()),
        };
        let globs: Vec<Box<str>> = question.under.iter().chain(&question.subjects).cloned().collect();
        let (under, except) = match (set(plan, &globs), set(plan, &question.except)) {
            (Ok(under), Ok(except)) => (under, except),
            (Err(reason), _) | (_, Err(reason)) => return Answer::unknown(reason),
        };
        let keep = |path: &str| (globs.is_empty() || under.is_match(path)) && !except.is_match(path);
        let (mut covered, mut total, mut files, mut partial) = (0, 0, 0u64, None);
        for (path, file) in matched.files.iter().filter(|(path, _)| keep(path)) {
            files += 1;
            let tally = tally(file, branches);
            covered += tally.covered();
            total += tally.total();
            if branches && file.partial_branches {
                partial = partial.or(Some(path));
            }
        }
        if files == 0 {
            const NONE: &str = "no file of the reports lies under its globs";
            // One that may be meant comes first.
            let meant = |file: &&Unmatched| file.nearest.iter().any(|path| keep(path));
            let (meant, others): (Vec<&Unmatched>, Vec<&Unmatched>) = matched.unmatched.iter().partition(meant);
            let either = meant.iter().find(|file| file.why == Why::Ambiguous);
            let mut answer = Answer::unknown(either.map_or(NONE.to_owned(), |file| format!("{NONE}: {}", may_be(file))));
            let unmatched = meant.iter().chain(&others).take(NEAR);
            answer.near =
                unmatched.map(|file| Sight { path: file.path.clone().into(), line: None, what: unmatched_as(file).into() }).collect();
            return answer;
        }
        if let Some(path) = partial {
            return Answer::unknown(format!("the report leaves out some branches of `{path}`"));
        }
        let of_other =
            matched.files.iter().filter(|(path, _)| keep(path)).find_map(|(path, file)| self.is_of_another(path, file.last_line()?));
        if let Some(why) = of_other {
            return Answer::unknown(why);
        }
        let left_out: Vec<&str> = self.left_out(&keep, matched, branches);
        let named = |path: &&&str| globs.iter().any(|glob| in_tree(plan, glob) == ***path);
        if let Some(path) = left_out.iter().find(named) {
            return Answer::unknown(format!("no report tells of `{path}`"));
        }
        let word = if branches { "branches" } else { "lines" };
        let what = format!("{covered} of {total} {word} in {files} files");
        let seen = from.iter().map(|path| Sight { path: path.clone().into(), line: None, what: what.clone().into() }).collect();
        let mut answer = Answer::new(Outcome::Share(covered, total)).with(seen);
        // Without a glob the reports alone say what is meant.
        let most = left_out.iter().map(|path| self.hidden(path, branches)).fold(0, u64::saturating_add);
        let left_out: Vec<&str> = left_out.into_iter().filter(|path| self.hidden(path, branches) > 0).collect();
        if let Some(why) = untold(&left_out) {
            answer.remarks.push(format!("{why}, which {} under its globs too", if left_out.len() == 1 { "lies" } else { "lie" }).into());
            answer.untold = (!globs.is_empty()).then(|| Untold { most, why: why.into() });
        }
        answer.looked_at = files;
        answer
    }

    /// Why a report is one of another version of a file, where that can be told: it lists a line that the file has not.
    fn is_of_another(&self, path: &str, last: u32) -> Option<String> {
        let (ends, is_open) = once(&self.counted, path, || self.count(path))?;
        let lines = ends + u64::from(is_open);
        // Behind the last end of a line some tools see one more.
        let beyond = u64::from(last) > ends + 1;
        beyond.then(|| format!("a report lists line {last} of `{path}`, which has only {lines}: it was made of another version"))
    }

    /// How many lines of a file end, and whether one more does not; nothing where it cannot be read, or is too large for that.
    fn count(&self, path: &str) -> Option<Ends> {
        tree::find(self.entries, path).filter(|entry| entry.size <= STALE_BYTES)?;
        let bytes = self.tree.read(path).ok()?;
        Some((memchr::memchr_iter(b'\n', &bytes).count() as u64, !bytes.is_empty() && !bytes.ends_with(b"\n")))
    }

    /// How much at most a source file holds that a report could tell of: its lines, or its bytes where branches are meant. None where nothing in
    /// it runs.
    fn hidden(&self, path: &str, branches: bool) -> u64 {
        let count = || {
            let size = tree::find(self.entries, path).map_or(0, |entry| entry.size);
            let bytes = if size > STALE_BYTES { None } else { self.tree.read(path).ok() };
            let silent = |bytes: &[u8]| match code_of(path, bytes) {
                Reading::Code(code) => !runs(path, code.language, &code.text),
                _ => false,
            };
            match bytes {
                Some(bytes) if silent(&bytes) => (0, 0),
                Some(bytes) => (bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).count() as u64, size),
                None => (size, size),
            }
        };
        let (lines, size) = once(&self.hidden, path, count);
        if branches { size } else { lines }
    }

    /// Source files under the globs that no report tells of, tests and empty files aside: those of languages that are read here, scripts
    /// by their first line, and those that end like a file that a report tells of.
    fn left_out(&self, keep: &impl Fn(&str) -> bool, matched: &Matched, branches: bool) -> Vec<&str> {
        let measured: BTreeSet<&str> = matched.files.keys().filter_map(|path| ending(path)).collect();
        let is_code = |path: &str| {
            let like = ending(path).is_some_and(|ending| measured.contains(ending) && !HEADERS.contains(&ending));
            like || Language::of_path(path).is_some()
        };
        // A script says in its first line that it is one.
        let is_script = |entry: &Entry| {
            let read = || self.tree.read(&entry.path).is_ok_and(|bytes| matches!(code_of(&entry.path, &bytes), Reading::Code(_)));
            may_be_script(&entry.path, entry.size) && keep(&entry.path) && once(&self.scripts, &entry.path, read)
        };
        let files = self.entries.iter().filter(|entry| entry.kind == Kind::File && entry.size > 0);
        let code = files.filter(|entry| is_code(&entry.path) || is_script(entry));
        // No tool measures notebooks.
        let paths = code.map(|entry| &*entry.path).filter(|path| keep(path) && !is_test(path) && !path.ends_with(".ipynb"));
        // A report may name a file and tell of no line of it.
        let is_bare = |path: &str, file: &FileCoverage| !branches && tally(file, false).total() == 0 && Language::of_path(path).is_some();
        paths.filter(|path| matched.files.get(*path).is_none_or(|file| is_bare(path, file))).collect()
    }

    fn tested(&self, question: &Question) -> Answer {
        let (run, from) = match &self.tests {
            Ok(known) => known,
            Err(reason) => return Answer::unknown(reason.clone()),
        };
        if let Some(doubt) = run.doubt.first() {
            return Answer::unknown(format!("the report of tests cannot be trusted: {doubt}"));
        }
        let mut matchers = Vec::new();
        for subject in &question.subjects {
            match globset::Glob::new(subject) {
                Ok(glob) => matchers.push((subject, glob.compile_matcher())),
                Err(error) => return Answer::unknown(format!("`{subject}` is no pattern: {}", error.kind())),
            }
        }
        let mut counts = vec![0u64; question.subjects.len().max(1)];
        let (mut bad, mut unproven, mut passed) = (Vec::new(), 0u64, 0u64);
        for case in &run.cases {
            let fits: Vec<usize> = matchers
                .iter()
                .enumerate()
                .filter(|(_, (text, glob))| case.answers_to(text, |id| glob.is_match(id)))
                .map(|(at, _)| at)
                .collect();
            if fits.is_empty() && !matchers.is_empty() {
                continue;
            }
            match case.outcome {
                Result_::Passed => {
                    passed += 1;
                    fits.iter().for_each(|at| counts[*at] += 1);
                    if matchers.is_empty() {
                        counts[0] += 1;
                    }
                }
                outcome if outcome.is_bad() => {
                    let path = case.file.clone().unwrap_or_else(|| from.first().cloned().unwrap_or_default());
                    bad.push(Sight { path: path.into(), line: None, what: format!("{} {}", case.id(), outcome.word()).into() });
                }
                _ => unproven += 1,
            }
        }
        let outcome = if bad.is_empty() { Outcome::Count(passed, counts) } else { Outcome::Truth(false) };
        let mut answer = Answer::new(outcome).with(bad);
        answer.unproven = unproven;
        if unproven > 0 {
            answer
                .remarks
                .push(format!("{unproven} tests were skipped, put off, or passed only when tried again: they prove nothing").into());
        }
        answer.remarks.push(format!("{passed} tests passed").into());
        answer.looked_at = run.cases.len() as u64;
        answer
    }

    /// Counts the results of other tools' SARIF files, of one rule if it is named.
    fn found(&self, plan: &Plan, question: &Question) -> Answer {
        let (mut found, mut files) = (sarif::Found::default(), 0u64);
        for subject in &question.subjects {
            let path = in_tree(plan, subject);
            let paths = match self.artifacts.find(&path) {
                Ok(paths) => paths,
                Err(reason) => return Answer::unknown(reason),
            };
            for path in paths {
                files += 1;
                let read = self.artifacts.read(&path).and_then(|bytes| sarif::read(&path, &bytes, question.key.as_deref(), &mut found));
                if let Err(why) = read {
                    return Answer::unknown(format!("`{path}` cannot be used: {why}"));
                }
            }
        }
        if files == 0 {
            // What is written out and does not stand is an answer; a glob may be a slip.
            let written = question.subjects.iter().find(|subject| !is_glob(&in_tree(plan, subject)));
            return match written {
                Some(path) => Answer { remarks: vec![format!("there is no report `{path}`").into()], ..Answer::new(Outcome::Truth(false)) },
                None => Answer::unknown("there is no such report"),
            };
        }
        let mut answer = Answer::new(Outcome::Count(found.count, vec![found.count])).with(found.seen);
        if found.passed_over > 0 {
            answer.remarks.push(format!("{} results are suppressed, passed or gone, and do not count", found.passed_over).into());
        }
        answer.looked_at = files;
        answer
    }
}

/// The reports under some globs, by path.
fn gather(plan: &Plan, artifacts: &dyn Artifacts, globs: &[Box<str>], kind: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    if globs.is_empty() {
        return Err(format!("the plan names no {kind} report: `evidence {kind} \"build/**/*.xml\"`"));
    }
    let mut paths = Vec::new();
    for glob in globs {
        paths.extend(artifacts.find(&in_tree(plan, glob))?);
    }
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        return Err(format!("there is no {kind} report where the plan looks for it"));
    }
    let read =
        |path: String| artifacts.read(&path).map(|bytes| (path.clone(), bytes)).map_err(|why| format!("`{path}` cannot be read: {why}"));
    paths.into_iter().map(read).collect()
}

fn coverage(plan: &Plan, artifacts: &dyn Artifacts, tree: &dyn Tree, entries: &[Entry]) -> Result<(Matched, Vec<String>), String> {
    // Reports of one project are one report; of several each sees its own files.
    let mut all: BTreeMap<String, Coverage> = BTreeMap::new();
    let mut from = Vec::new();
    for (path, bytes) in gather(plan, artifacts, &plan.coverage_reports, "coverage")? {
        let read = read_coverage(&bytes).map_err(|error| format!("`{path}`: {error}"))?;
        match all.entry(project_of(&path)) {
            Slot::Occupied(mut known) => known.get_mut().merge(read),
            Slot::Vacant(slot) => drop(slot.insert(read)),
        }
        from.push(path);
    }
    let paths = entries.iter().filter(|entry| entry.kind == Kind::File).map(|entry| &*entry.path);
    let matcher = PathMatcher::new(paths).with_modules(modules(tree, entries));
    let formats: BTreeSet<&Format> = all.values().flat_map(|one| &one.formats).collect();
    let same_format = formats.len() == 1;
    let mut matched = Matched::default();
    for (folder, coverage) in &all {
        matched.merge(matcher.find_from(folder, coverage), same_format);
    }
    Ok((matched, from))
}

/// The folder of the project that a report lies in: the one around the folders that tools write to. Empty for the tree itself.
fn project_of(report: &str) -> String {
    const WRITTEN: [&str; 22] = [
        "bin", "ci", "cov", "dist", "e2e", "htmlcov", "jacoco", "junit", "lcov", "log", "logs", "obj", "out", "output", "site", "target",
        "temp", "test", "tests", "tmp", "unit", "var",
    ];
    let is_written = |name: &str| {
        let name = name.to_ascii_lowercase();
        let says = |word: &&str| name.contains(*word);
        name.starts_with('.')
            || WRITTEN.binary_search(&&*name).is_ok()
            || ["build", "coverage", "report", "result", "artifact"].iter().any(|word| says(&word))
    };
    let folder = report.rsplit_once('/').map_or("", |(folder, _)| folder);
    let own: Vec<&str> = folder.split('/').take_while(|name| !is_written(name)).collect();
    own.join("/")
}

/// The Go modules of a tree.
fn modules(tree: &dyn Tree, entries: &[Entry]) -> Vec<Module> {
    let files = entries
        .iter()
        .filter(|entry| entry.kind == Kind::File && (*entry.path == *"go.mod" || entry.path.ends_with("/go.mod")) && entry.size < 1 << 20);
    files
        .filter_map(|entry| {
            let text = String::from_utf8(tree.read(&entry.path).ok()?).ok()?;
            let path = text.lines().find_map(|line| line.trim().strip_prefix("module "))?.trim().trim_matches('"').to_owned();
            Some(Module { path, folder: entry.path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned()) })
        })
        .collect()
}

/// Whether a report of tests is one that `check` wrote.
fn is_own(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(MARKED_WITHIN)).unwrap_or_default();
    memchr::memmem::find(start, b"<testsuites name=\"landfall\" ").is_some()
}

fn tests(plan: &Plan, artifacts: &dyn Artifacts) -> Result<(TestRun, Vec<String>), String> {
    let mut all: Option<TestRun> = None;
    let mut from = Vec::new();
    for (path, bytes) in gather(plan, artifacts, &plan.test_reports, "tests")? {
        // What a check says of a plan proves nothing of it.
        if is_own(&bytes) {
            return Err(format!("`{path}` is what landfall said of a plan, and proves nothing"));
        }
        let read = read_tests(&bytes).map_err(|error| format!("`{path}`: {error}"))?;
        match &mut all {
            Some(all) => all.merge(read),
            None => all = Some(read),
        }
        from.push(path);
    }
    all.map(|all| (all, from)).ok_or_else(|| "there is no tests report".to_owned())
}
