//! Each dialect's sample gives its results, and each trap is one that is not fallen into.

use super::super::{Format, Note, ReadError, Reason, limits, read, read_tests, samples};
use super::{Counts, Doubt, Outcome, TestRun};

fn of(sample: &str) -> TestRun {
    read_tests(sample.as_bytes()).unwrap()
}

fn fault(text: &str) -> ReadError {
    read(text.as_bytes()).unwrap_err()
}

/// Each test's first name and outcome.
fn outcomes(run: &TestRun) -> Vec<(String, Outcome)> {
    run.cases.iter().map(|case| (case.id(), case.outcome)).collect()
}

fn listed(expected: &[(&str, Outcome)]) -> Vec<(String, Outcome)> {
    expected.iter().map(|(id, outcome)| ((*id).to_owned(), *outcome)).collect()
}

fn suite(inner: &str) -> String {
    format!("<testsuite name='s'>{inner}</testsuite>")
}

#[test]
fn surefires_reruns_are_failures_and_its_flaky_tests_are_flaky() {
    let run = of(samples::JUNIT_SUREFIRE);
    let expected = [
        ("com.shop.CartTest::adds", Outcome::Passed),
        ("com.shop.CartTest::drops", Outcome::Failed),
        ("com.shop.CartTest::waits", Outcome::Flaky),
        ("com.shop.CartTest::loads", Outcome::Errored),
        ("com.shop.CartTest::later", Outcome::Skipped),
    ];
    assert_eq!(outcomes(&run), listed(&expected));
    assert_eq!(run.cases[0].millis, Some(1_234_500));
    assert_eq!(run.cases[1].message.as_deref(), Some("expected 1 < 2"));
    assert_eq!(run.cases[3].message.as_deref(), Some("java.io.IOException"));
    assert!(run.notes.is_empty() && run.doubt.is_empty(), "{:?} {:?}", run.notes, run.doubt);
}

#[test]
fn of_a_test_that_is_there_twice_the_worst_counts() {
    let run = of(samples::JUNIT_PYTEST);
    let expected = [
        ("tests/test_cart.py::TestCart::test_add[1-a]", Outcome::Passed),
        ("tests/test_cart.py::test_teardown", Outcome::Errored),
        ("tests/test_cart.py::test_known", Outcome::Todo),
    ];
    assert_eq!(outcomes(&run), listed(&expected));
    assert_eq!((run.cases[1].results, run.cases[1].message.as_deref()), (2, Some("failed on teardown")));
    assert_eq!(run.written.as_ref().map(|stamp| stamp.latest), Some(1_714_550_400));
    let backwards = suite("<testcase name='a'><failure/></testcase><testcase name='a'/><testcase name='a'><skipped/></testcase>");
    assert_eq!(outcomes(&of(&backwards)), listed(&[("s::a", Outcome::Failed)]));
}

#[test]
fn jests_suite_that_could_not_run_counts_though_its_totals_leave_it_out() {
    let run = of(samples::JUNIT_JEST);
    assert_eq!(run.count(|_| true), Counts { passed: 1, errored: 1, ..Counts::default() });
    assert!(run.doubt.is_empty(), "{:?}", run.doubt);
    assert_eq!(run.written.as_ref().map(|stamp| stamp.text.as_str()), Some("2024-05-01T10:00:00"));
}

#[test]
fn nested_suites_hand_their_counts_on() {
    let run = of(samples::JUNIT_PHPUNIT);
    assert_eq!(run.count(|_| true), Counts { passed: 2, failed: 1, ..Counts::default() });
    assert_eq!(run.cases[1].suites, ["all", "App\\CartTest", "App\\CartTest::testDrop"]);
    assert_eq!(run.cases[1].file.as_deref(), Some("/ci/tests/CartTest.php"));
    assert!(run.notes.is_empty(), "{:?}", run.notes);
}

#[test]
fn dialects_share_one_reading() {
    let expected = [
        ("example.org/shop::TestCart/empty", Outcome::Passed),
        ("example.org/shop::TestTill", Outcome::Skipped),
        ("com.shop.GateTest::opens()", Outcome::Passed),
        ("CartSuite::Adds", Outcome::Passed),
        ("CartSuite::DISABLED_Drops", Outcome::Skipped),
        ("shop::cart::tests::adds", Outcome::Flaky),
        ("fixtures::fixtures", Outcome::Errored),
    ];
    let run = of(samples::JUNIT_MIXED);
    assert_eq!(outcomes(&run), listed(&expected));
    assert!(run.notes.iter().all(|note| !matches!(note, Note::Claim { what: "tests", .. })), "{:?}", run.notes);
    assert_eq!(of(samples::JUNIT_MOCHA).count(|_| true), Counts { passed: 1, skipped: 1, ..Counts::default() });
}

#[test]
fn what_names_nothing_is_one_test_with_the_worst_result() {
    let run = of(samples::JUNIT_BARE);
    assert_eq!(run.cases.len(), 1);
    assert_eq!((run.cases[0].outcome, run.cases[0].results), (Outcome::Failed, 2));
}

#[test]
fn what_is_to_do_may_fail() {
    let run = of(samples::JUNIT_NODE);
    assert_eq!(run.count(|_| true), Counts { passed: 1, todo: 1, ..Counts::default() });
    assert!(run.notes.iter().all(|note| !note.to_string().contains("skipped")), "{:?}", run.notes);
}

#[test]
fn the_worst_of_several_children_counts() {
    let run = of(&suite("<testcase name='a'><skipped/><failure message='one'/><error message='two'/></testcase>"));
    assert_eq!((run.cases[0].outcome, run.cases[0].message.as_deref()), (Outcome::Errored, Some("two")));
    for (attributes, outcome) in [
        ("status='notrun'", Outcome::Skipped),
        ("result='skipped'", Outcome::Skipped),
        ("status='failed'", Outcome::Failed),
        ("status='run' result='completed'", Outcome::Passed),
        ("status='passed'", Outcome::Passed),
    ] {
        assert_eq!(of(&suite(&format!("<testcase name='a' {attributes}/>"))).cases[0].outcome, outcome, "{attributes}");
    }
}

#[test]
fn failures_that_are_stated_and_not_listed_leave_doubt() {
    let run = of("<testsuites><testsuite name='s' tests='2' failures='1'><testcase name='a'/></testsuite></testsuites>");
    assert_eq!(run.doubt, [Doubt::HiddenFailures { claimed: 1, listed: 0 }]);
    assert!(run.notes.iter().any(|note| matches!(note, Note::Claim { what: "tests", claimed: 2, counted: 1, .. })));
    let outer = of("<testsuites failures='2'><testsuite failures='1'><testcase name='a'><failure/></testcase></testsuite></testsuites>");
    assert_eq!(outer.doubt, [Doubt::HiddenFailures { claimed: 2, listed: 1 }]);
}

#[test]
fn an_empty_report_is_an_error_and_not_a_pass() {
    for text in ["<testsuites/>", "<testsuite tests='0'></testsuite>", "<testsuites><testsuite name='a'/></testsuites>"] {
        assert!(fault(text).is_nothing(), "{text}");
        assert_eq!(fault(text).format, Some(Format::Junit));
    }
    // A total without a test proves no more.
    assert!(fault("<testsuite tests='5' failures='0'/>").is_nothing());
}

#[test]
fn output_within_a_report_is_no_result() {
    let run = of(&suite("<testcase name='a'><system-out><failure/></system-out></testcase><system-out><testcase name='b'/></system-out>"));
    assert_eq!(outcomes(&run), listed(&[("s::a", Outcome::Passed)]));
}

#[test]
fn messages_are_bounded() {
    let run = of(&suite(&format!("<testcase name='a'><failure>{}</failure></testcase>", "é".repeat(100_000))));
    let message = run.cases[0].message.as_ref().unwrap();
    assert!(message.len() <= limits::MESSAGE + 3 && message.ends_with('…'));
}

#[test]
fn times_that_are_none_are_left_out() {
    for (time, millis) in [("0,288", Some(288)), ("1.5", Some(1500)), ("-1", None), ("NaN", None), ("inf", None), ("fast", None)] {
        assert_eq!(of(&suite(&format!("<testcase name='a' time='{time}'/>"))).cases[0].millis, millis, "{time}");
    }
}

#[test]
fn runs_unite_and_the_worse_result_stays_whatever_their_order() {
    let good = of(&suite("<testcase name='a'/><testcase name='b'/>"));
    let bad = of(&suite("<testcase name='a'><failure/></testcase><testcase name='c'/>"));
    for (mut one, two) in [(good.clone(), bad.clone()), (bad, good)] {
        one.merge(two);
        assert_eq!(one.count(|_| true), Counts { passed: 2, failed: 1, ..Counts::default() });
    }
}

#[test]
fn tap_directives_blocks_and_escapes_are_read() {
    let run = of(samples::TAP_13);
    let expected = [
        ("adds", Outcome::Passed),
        ("drops", Outcome::Failed),
        ("3", Outcome::Skipped),
        ("waits", Outcome::Todo),
        ("has a # in its name", Outcome::Passed),
        ("6", Outcome::Passed),
    ];
    assert_eq!(outcomes(&run), listed(&expected));
    assert_eq!(run.cases[1].message.as_deref(), Some("expected 1"));
    assert!(run.doubt.is_empty(), "{:?}", run.doubt);
}

#[test]
fn tap_subtests_are_counted_and_their_sums_are_not() {
    let run = of(samples::TAP_14);
    let expected = [
        ("cart::adds", Outcome::Passed),
        ("deep::deeper", Outcome::Passed),
        ("braced::fails", Outcome::Failed),
        ("soon::unfinished", Outcome::Todo),
        ("hook::fine", Outcome::Passed),
        // Its parts passed and it did not: that is a result.
        ("hook", Outcome::Failed),
    ];
    assert_eq!(outcomes(&run), listed(&expected));
    assert_eq!(run.cases[1].suites, ["cart", "deep"]);
    assert!(run.doubt.is_empty(), "{:?}", run.doubt);
}

#[test]
fn tap_that_ends_early_leaves_doubt() {
    assert_eq!(of("1..3\nok 1\nok 2\n").doubt, [Doubt::Plan { scope: String::new(), planned: 3, listed: 2 }]);
    assert_eq!(of("1..1\nok 1\nok 2\n").doubt, [Doubt::Plan { scope: String::new(), planned: 1, listed: 2 }]);
    assert_eq!(of("TAP version 13\nok 1\n").doubt, [Doubt::NoPlan]);
    let bail = of("1..2\nok 1\nBail out! disk is full\nok 2\n");
    assert!(bail.doubt.contains(&Doubt::BailOut("disk is full".to_owned())), "{:?}", bail.doubt);
    assert_eq!(bail.cases.len(), 1);
    let inner = of("1..1\n# Subtest: a\n    1..2\n    ok 1 - b\nok 1 - a\n");
    assert_eq!(inner.doubt, [Doubt::Plan { scope: "a: ".to_owned(), planned: 2, listed: 1 }]);
}

#[test]
fn tap_that_is_cut_off_is_no_pass() {
    assert!(matches!(fault("1..1\nok 1 - a").reason, Reason::Truncated(_)));
    assert!(matches!(fault("1..1\nnot ok 1 - a\n  ---\n  message: x\n").reason, Reason::Truncated(_)));
    assert!(fault("1..0 # SKIP no network\n").to_string().contains("no network"));
    assert!(fault("TAP version 14\n1..2\n").is_nothing());
}

#[test]
fn tap_words_in_a_name_are_no_directive() {
    let run = of("1..4\nok 1 - skip # of the loom\nok 2 - todo list\nnot ok 3 - x # SKIP why\nok 4 - y # todo soon\n");
    let expected = [("skip # of the loom", Outcome::Passed), ("todo list", Outcome::Passed), ("x", Outcome::Failed), ("y", Outcome::Todo)];
    assert_eq!(outcomes(&run), listed(&expected));
    assert_eq!(outcomes(&of("1..1\nok 1 - a \\# SKIP\n")), listed(&[("a # SKIP", Outcome::Passed)]));
    assert_eq!(of("1..1\nokay then\nok 1\n").cases.len(), 1);
}

#[test]
fn tap_is_bounded_in_depth() {
    let text: String = (0..300).map(|depth| format!("{}ok 1\n", " ".repeat(depth))).collect();
    assert_eq!(fault(&format!("TAP version 14\n{text}1..1\n")).reason, Reason::TooDeep);
}

#[test]
fn a_subtest_without_a_test_did_not_run() {
    let run = read_tests(b"TAP version 14\n1..2\n# Subtest: empty\n    1..0 # SKIP no database\nok 1 - empty\nok 2 - full\n").unwrap();
    let told: Vec<_> = run.cases.iter().map(|case| (case.name.as_str(), case.outcome, case.message.as_deref())).collect();
    assert_eq!(told, [("empty", Outcome::Skipped, Some("SKIP no database")), ("full", Outcome::Passed, None)]);
}
