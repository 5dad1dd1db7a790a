//! Properties that must hold for any bytes: the bodies of the fuzz targets, and of the tests that cut and change fixtures.

use super::coverage::{Coverage, Lines, PathMatcher};
use super::{Outcome, Report, TestRun, read};

/// Reads any bytes; whatever is read is sound, and uniting it with itself changes no count.
///
/// # Panics
///
/// Where a property does not hold.
pub fn any(data: &[u8]) {
    match read(data) {
        Ok(Report::Coverage(coverage)) => sound(&coverage),
        Ok(Report::Tests(run)) => sound_run(&run),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// The body of the fuzz target for coverage: the first byte chooses how a report begins, so that the readers behind are reached.
pub fn coverage(data: &[u8]) {
    const BEGINNINGS: [&str; 9] = [
        "TN:\nSF:a\n",
        "mode: set\n",
        "<coverage line-rate='1'><packages>",
        "<coverage clover='3'><project>",
        "<report><package name='p'>",
        "{\"meta\":{},\"totals\":{},\"files\":{",
        "{\"type\":\"llvm.coverage.json.export\",\"data\":[{\"files\":[",
        "{\"a\":{\"statementMap\":{},\"s\":{},",
        "{\"a\":{\"timestamp\":1,\"coverage\":{",
    ];
    begun(data, &BEGINNINGS);
}

/// The body of the fuzz target for tests.
pub fn tests(data: &[u8]) {
    begun(data, &["<testsuites><testsuite name='s'>", "<testsuite><testcase name='a'>", "TAP version 14\n", "1..3\nok 1\n"]);
}

fn begun(data: &[u8], beginnings: &[&str]) {
    any(data);
    let Some((choice, rest)) = data.split_first() else { return };
    let beginning = beginnings.iter().cycle().nth(usize::from(*choice)).copied().unwrap_or_default();
    any(&[beginning.as_bytes(), rest].concat());
}

fn sound(coverage: &Coverage) {
    assert!(!coverage.files.is_empty(), "an empty report was read");
    let sum = coverage.sum(|_| true);
    assert!(sum.lines.covered() <= sum.lines.total() && sum.branches.covered() <= sum.branches.total());
    for file in &coverage.files {
        assert!(!file.path.contains('\\'));
        if let Lines::Listed { lines, .. } = &file.lines {
            assert!(lines.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)), "lines are sorted, each once");
            assert!(lines.first().is_none_or(|line| line.0 > 0));
        }
    }
    let mut twice = coverage.clone();
    twice.merge(coverage.clone());
    assert_eq!(twice.files, coverage.files, "a report united with itself is itself");
    let tree: Vec<&str> = coverage.files.iter().map(|file| file.path.as_str()).collect();
    let matched = PathMatcher::new(tree).find(coverage);
    assert!(matched.files.len() + matched.unmatched.len() <= coverage.files.len());
}

fn sound_run(run: &TestRun) {
    assert!(!run.cases.is_empty(), "an empty report was read");
    let counts = run.count(|_| true);
    assert_eq!(counts.total(), run.cases.len() as u64);
    for case in &run.cases {
        assert!(!case.ids().is_empty());
        assert!(case.message.as_ref().is_none_or(|message| message.len() <= super::limits::MESSAGE + '…'.len_utf8()));
    }
    let mut twice = run.clone();
    twice.merge(run.clone());
    let outcomes = |run: &TestRun| run.cases.iter().map(|case| case.outcome).collect::<Vec<Outcome>>();
    assert_eq!(outcomes(&twice), outcomes(run), "a run united with itself is itself");
}
