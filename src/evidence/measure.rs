//! Asking all questions of a plan: names first, then contents, then the reports of other tools.

use super::answer::Answer;
use super::code::{Indexes, Layout, resolves};
use super::files::Namesakes;
use super::limits::Limits;
use super::memory::{Memory, Recall, Watched, looks_into_files};
use super::question::Question;
use super::reports::Reports;
use super::scan::Scan;
use super::shown::{Evidence, Standing};
use super::{ask, files, values};
use crate::code::Codebase;
use crate::model::{Item, Plan};
use crate::syntax::Probe;
use crate::tree::{self, Artifacts, Entry, Tree};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Measures everything a plan asks of a tree.
///
/// # Errors
/// When the tree cannot be listed, in words for people.
pub fn measure(plan: &Plan, tree: &dyn Tree, artifacts: &dyn Artifacts, limits: Limits) -> Result<Evidence, String> {
    measure_with(plan, tree, artifacts, limits, None)
}

/// The same, with the answers that are still known from earlier; what is not known is asked, and kept for later.
///
/// # Errors
/// When the tree cannot be listed, in words for people.
pub fn measure_with(
    plan: &Plan,
    tree: &dyn Tree,
    artifacts: &dyn Artifacts,
    limits: Limits,
    memory: Option<&dyn Memory>,
) -> Result<Evidence, String> {
    let entries = tree.entries()?;
    let questions = ask::questions(plan);
    let reports = Reports::new(plan, artifacts, tree, &entries, |probe| questions.iter().any(|question| question.kind() == Some(probe)));
    let mut answers: BTreeMap<Question, Answer> = BTreeMap::new();
    let watched = Watched::new(tree, &entries);
    let recall = memory.map(|memory| Recall::new(plan, &watched, &questions, limits, memory, &mut answers));
    let open: Vec<Question> = questions.iter().filter(|question| !answers.contains_key(question)).cloned().collect();
    if open.iter().any(looks_into_files) {
        look(plan, &watched, &entries, &open, limits, recall.as_ref().map(|recall| (recall, &*questions)), &mut answers);
    }
    let namesakes = Namesakes::new(&entries);
    let left: Vec<&Question> = questions.iter().filter(|question| !answers.contains_key(question)).collect();
    let ask = |question: &&Question| {
        let answer = reports.answer(plan, question).unwrap_or_else(|| direct(plan, tree, &entries, &namesakes, question, limits));
        ((*question).clone(), answer)
    };
    answers.par_extend(left.par_iter().map(ask));
    answers.values_mut().for_each(|answer| answer.keep(limits.kept));
    Ok(Evidence {
        commit: tree.commit().map(Into::into),
        stood_on: None,
        frame: None,
        recorded: false,
        files: entries.len() as u64,
        answers,
        places: places(plan, &entries, &namesakes),
    })
}

/// Asks what needs a look into files, and keeps it for later.
fn look(
    plan: &Plan,
    tree: &Watched<'_>,
    entries: &[Entry],
    open: &[Question],
    limits: Limits,
    recall: Option<(&Recall<'_>, &[Question])>,
    answers: &mut BTreeMap<Question, Answer>,
) {
    let layout = Layout::new(plan, tree, entries, open);
    let (scan, faulty) = Scan::new(plan, tree, entries, open, &layout, limits);
    let codebase = Codebase::new(entries, |file| scan.facts(file));
    let indexes = Indexes::new(&layout, &codebase);
    // What resolves is followed from file to file; these are then read, and looked into for all other questions at once.
    let followed: Vec<(&Question, Answer)> = open
        .par_iter()
        .filter(|question| question.kind() == Some(Probe::Resolves))
        .map(|question| (question, resolves::answer(plan, question, &indexes)))
        .collect();
    scan.run();
    answers.extend(followed.into_iter().map(|(question, answer)| (question.clone(), answer)));
    for (at, answer) in faulty.into_iter().chain(scan.answers(open, &indexes)) {
        answers.insert(open[at].clone(), answer);
    }
    if let Some((recall, questions)) = recall {
        let looked = scan.jobs.iter().map(|job| (&open[job.question], &*scan.files_of(job).files)).collect();
        recall.keep(tree, questions, answers, &looked);
    }
}

/// Questions that need no look into many files.
fn direct(plan: &Plan, tree: &dyn Tree, entries: &[Entry], namesakes: &Namesakes<'_>, question: &Question, limits: Limits) -> Answer {
    match question.kind() {
        Some(Probe::File) => {
            let is_own =
                |entry: &Entry| entry.size <= limits.file_bytes && tree.read(&entry.path).is_ok_and(|bytes| tree::is_written(&bytes));
            files::files(plan, namesakes, &question.subjects, &question.except, &is_own)
        }
        Some(Probe::Directory) => files::folders(plan, entries, &question.subjects),
        Some(Probe::Value) => values::value(plan, tree, entries, &question.subjects, question.key.as_deref(), limits),
        Some(Probe::Version) => values::version(tree, entries, &question.subjects, limits),
        Some(Probe::Command) => Answer::unknown("commands are run only where that is allowed"),
        _ => Answer::unknown("it was not measured"),
    }
}

/// Looks up every path at which an item or step stands.
fn places(plan: &Plan, entries: &[Entry], namesakes: &Namesakes<'_>) -> BTreeMap<Box<str>, Standing> {
    let mut places = BTreeMap::new();
    for place in plan.items.iter().flat_map(Item::places) {
        if places.contains_key(&place.path) {
            continue;
        }
        let path = super::globs::in_tree(plan, &place.path);
        let path = path.trim_end_matches('/');
        // Of what is not at hand nothing is said, neither that it stands nor that it is gone.
        if super::globs::untold(plan, entries, path).is_some() {
            continue;
        }
        let file = tree::find(entries, path);
        let stands = file.is_some() || !tree::beginning(entries, &format!("{path}/")).is_empty();
        // What is no name and fits others as a pattern is perhaps meant as one.
        let fits = || {
            super::globs::set(plan, std::slice::from_ref(&place.path))
                .is_ok_and(|set| entries.iter().any(|entry| set.is_match(&*entry.path)))
        };
        if !stands && path.contains('[') && fits() {
            continue;
        }
        let elsewhere = if stands { Vec::new() } else { namesakes.of(path).into_iter().map(|sight| sight.path).collect() };
        places.insert(place.path.clone(), Standing { stands, empty: file.is_some_and(|entry| entry.size == 0), elsewhere });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::{Truth, judge};
    use crate::model::Condition;
    use crate::model::lower::lower;
    use crate::syntax::parse;
    use crate::text::{FileId, Source, Sources};
    use crate::tree::memory::Memory;

    /// What each line of conditions comes to, in the order of the source.
    fn truths(conditions: &str, head: &str, files: &[(&'static str, &'static str)]) -> Vec<Truth> {
        let text = format!("plan p \"P\" language 1 start 2025-01-01\n{head}component c \"C\" {{\ndone when {{\n{conditions}\n}}\n}}\n");
        let mut sources = Sources::default();
        let file: FileId = sources.add(Source::new("p.plan", text));
        let parsed = parse(sources.get(file), file);
        let lowered = lower(&sources, &[&parsed.ast], false);
        assert!(lowered.diagnostics.is_empty() && parsed.diagnostics.is_empty(), "{:?} {:?}", lowered.diagnostics, parsed.diagnostics);
        let tree = Memory::new(files.iter().copied());
        let evidence = measure(&lowered.plan, &tree, &tree, Limits::default()).unwrap();
        let condition: &Condition = lowered.plan.items[1].condition.as_ref().unwrap();
        let mut truths = Vec::new();
        condition.tests(&mut |test| truths.push(judge(test, &evidence.answers[&Question::of(test)])));
        truths
    }

    #[test]
    fn texts_are_counted_under_globs_and_nowhere_else() {
        let files = [("a/x.py", "old()\nnew()\n"), ("a/y.py", "new()\n"), ("b/z.py", "old()\nold()\n")];
        let conditions = "text \"new\\(\" under \"a/**\" == 2\nno text \"old\\(\" under \"a/**\" except \"a/x.py\"\nno text \"old\\(\" under \"**\"\n\
                          text \"new\\(\" under \"**\" versus \"old\\(\" >= 40%\ntext \"new\\(\" under \"**\" versus \"old\\(\" >= 41%";
        use Truth::{False, True};
        assert_eq!(truths(conditions, "", &files), [True, True, False, True, False]);
    }

    #[test]
    fn reports_are_read_and_what_they_leave_out_is_unknown() {
        let lcov = "TN:\nSF:src/a.py\nDA:1,1\nDA:2,0\nDA:3,1\nDA:4,1\nend_of_record\n";
        let junit = "<testsuite><testcase classname='smoke.A' name='one'/><testcase classname='smoke.A' name='two'><failure/></testcase><testcase classname='unit.B' name='three'/></testsuite>";
        let files = [("src/a.py", "1\n2\n3\n4\n"), ("out/lcov.info", lcov), ("out/junit.xml", junit)];
        let head = "evidence coverage \"out/lcov.info\" tests \"out/junit.xml\"\n";
        let conditions = "line-coverage under \"src/**\" >= 75%\nline-coverage under \"src/**\" > 75%\nline-coverage under \"other/**\" >= 1%\n\
                          tests \"unit.*\" >= 1\ntests \"smoke.*\" >= 1\ntests \"unit.*\" >= 2";
        let truths = truths(conditions, head, &files);
        assert_eq!((&truths[0], &truths[1]), (&Truth::True, &Truth::False));
        assert!(matches!(&truths[2], Truth::Unknown(why) if why.contains("no file of the reports")));
        assert_eq!(truths[3..], [Truth::True, Truth::False, Truth::False]);
    }

    #[test]
    fn what_no_report_tells_of_is_not_taken_for_covered() {
        let lcov = "TN:\nSF:src/a.py\nDA:1,1\nDA:2,1\nDA:3,1\nDA:4,1\nend_of_record\n";
        let files = [
            ("src/a.py", "1\n2\n3\n4\n"),
            ("src/b.py", "x = 1\n\ny = 2\n"),
            ("src/c/__init__.py", "# nothing\n"),
            ("src/d.d.ts", "declare const x: 1;\n"),
            ("src/test_b.py", "x = 1\n"),
            ("out/lcov.info", lcov),
        ];
        let head = "evidence coverage \"out/lcov.info\"\n";
        let conditions = "line-coverage under \"src/**\" >= 80%\nline-coverage under \"src/**\" >= 60%\nline-coverage under \"src/**\" > 100%\n\
                          line-coverage under \"src/**\" except \"src/b.py\" >= 80%\nline-coverage under \"src/a.py\", \"src/c/**\" >= 80%\n\
                          branch-coverage under \"src/**\" >= 1%";
        let truths = truths(conditions, head, &files);
        let why = "no report tells of `src/b.py`";
        assert!(matches!(&truths[0], Truth::Unknown(said) if **said == *why), "two lines of it may be uncovered: {truths:?}");
        assert_eq!(truths[1..5], [Truth::True, Truth::False, Truth::True, Truth::True], "what is left out cannot decide it");
        assert!(matches!(&truths[5], Truth::Unknown(_)));
    }

    #[test]
    fn what_is_only_called_like_tests_needs_a_report_too() {
        let lcov = "TN:\nSF:src/a.py\nDA:1,1\nend_of_record\n";
        let told = |path: &'static str| {
            let files = [("src/a.py", "1\n"), (path, "#!/usr/bin/env python3\nx = 1\n"), ("out/lcov.info", lcov)];
            truths("line-coverage under \"**\" except \"out/**\" >= 100%", "evidence coverage \"out/lcov.info\"\n", &files).remove(0)
        };
        assert_eq!(told("tests/x.py"), Truth::True);
        for path in ["testing/x.py", "spec/real.py", "bin/tool", "x.cgi"] {
            assert!(matches!(told(path), Truth::Unknown(why) if why.contains(path)), "{path}");
        }
    }

    #[test]
    fn a_file_of_which_a_report_tells_no_line_is_not_covered() {
        let lcov = "SF:src/a.py\nDA:1,1\nend_of_record\nSF:src/b.py\nend_of_record\nSF:src/c.py\nend_of_record\n";
        let files = [("src/a.py", "x = 1\n"), ("src/b.py", "y = 1\n"), ("src/c.py", "# nothing\n"), ("out/lcov.info", lcov)];
        let conditions = "line-coverage under \"src/**\" >= 100%\nline-coverage under \"src/**\" except \"src/b.py\" >= 100%";
        let truths = truths(conditions, "evidence coverage \"out/lcov.info\"\n", &files);
        assert_eq!(truths, [Truth::Unknown("no report tells of `src/b.py`".into()), Truth::True]);
    }

    #[test]
    fn without_a_report_nothing_is_known() {
        let truths = truths("line-coverage under \"src/**\" >= 1%", "", &[("src/a.py", "1\n")]);
        assert!(matches!(&truths[0], Truth::Unknown(why) if why.contains("names no coverage report")));
    }
}
