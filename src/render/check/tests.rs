//! The formats where there is much to tell: what is cut says so, and what changed stands first.

use super::{LONGEST, comment, github, human, junit, line, property, value};
use crate::diag::{Diagnostic, Severity, code};
use crate::text::{Place, Source, Sources, Span};
use crate::view::check::{Change, Check, CheckedPlan, Delta};
use proptest::prelude::{ProptestConfig, any, proptest};
use proptest::prop_assert_eq;

/// A check with so many findings of each weight, each about an item of its own.
fn check(errors: usize, warnings: usize, notes: usize, message: &str) -> (Check, Sources) {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("plans/shop.plan", "plan shop \"Shop\"\n"));
    let mut diagnostics = Vec::new();
    for (count, severity) in [(notes, Severity::Note), (warnings, Severity::Warning), (errors, Severity::Error)] {
        for at in 0..count {
            let mut found = Diagnostic::new(&code::LATE, format!("`item{at}` {message}")).at(Place::new(file, Span::new(5, 9)), "here");
            found.severity = severity;
            diagnostics.push(found.about(format!("{}{at}", severity.word())));
        }
    }
    (Check::new(vec![CheckedPlan::loose(&sources, diagnostics)]), sources)
}

fn with_delta(delta: Delta) -> Check {
    let (mut check, _) = check(1, 0, 0, "is late");
    for plan in &mut check.plans {
        plan.plan = Some("shop".to_owned());
        plan.delta = Some(delta.clone());
    }
    check
}

#[test]
fn github_shows_ten_of_a_kind_and_says_how_many_more_there_are() {
    let (check, _) = check(13, 11, 3, "is late");
    let text = github(&check, true);
    let count = |start: &str| text.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice file")), (10, 10, 3));
    assert!(text.contains("::notice title=landfall::3 more errors and 1 more warning are listed in the log of this step\n"), "{text}");
    let log = text.split("::group::").nth(1).and_then(|rest| rest.split("::endgroup::").next()).unwrap_or_default();
    assert_eq!(log.lines().count(), 5, "{log}");
    assert!(!github(&check, false).contains("::notice file"), "notes are told only when asked for");
    assert!(text.find("::error").unwrap() < text.find("::warning").unwrap(), "the heaviest comes first");
    let ten = super::tests::check(10, 10, 9, "is late").0;
    assert!(!github(&ten, true).contains("more"), "where all have room, nothing is said of more");
}

#[test]
fn github_takes_no_line_of_an_author_for_a_command() {
    let (check, _) = check(12, 0, 0, "says ##[error]x\u{2028} and\r\n::stop-commands::token");
    for line in github(&check, true).lines().filter(|line| !line.starts_with("::")) {
        assert!(!line.contains("##[") && !line.trim_start().starts_with("::"), "{line}");
    }
    assert_eq!(github(&check, true).lines().filter(|line| line.starts_with("::stop")).count(), 0);
}

#[test]
fn a_comment_is_cut_and_says_so() {
    let (check, _) = check(40, 3000, 0, &"is late for long ".repeat(20));
    let text = comment(&check, false);
    assert!(text.len() <= LONGEST, "{} bytes", text.len());
    let told = text.lines().filter(|line| line.starts_with("- error") || line.starts_with("- warning")).count();
    let said = text.lines().last().and_then(|line| line.split(' ').next()).and_then(|count| count.parse::<usize>().ok());
    assert_eq!(Some(3040 - told), said, "what is left out is counted");
    assert!(text.contains("</details>\n"), "what was opened is closed");
    assert!(text.lines().filter(|line| line.starts_with("- error")).count() == 40, "errors are told before warnings");
}

#[test]
fn one_long_finding_leaves_a_comment_within_its_bounds() {
    let (mut check, _) = check(1, 0, 0, &"x ".repeat(200_000));
    for plan in &mut check.plans {
        (plan.plan, plan.title) = (Some("shop".to_owned()), Some("long ".repeat(100_000)));
    }
    let text = comment(&check, false);
    assert!(text.len() <= LONGEST, "{} bytes", text.len());
    assert!(text.contains("1 finding more would not fit here"), "{}", text.len());
}

#[test]
fn what_changed_stands_first() {
    let change = |what: &str| Change { item: Some("cart".to_owned()), what: what.to_owned(), places: Vec::new() };
    let regressed = vec![change("`cart` was proven, and `a|b.py` is gone; @alice"), change("`pay` too")];
    let check = with_delta(Delta { against: "main".to_owned(), regressed, ..Delta::default() });
    let text = comment(&check, false);
    let at = |needle: &str| text.find(needle).unwrap_or_else(|| panic!("`{needle}` is not in\n{text}"));
    assert!(at("**Since `main`** in `shop`: 2 regressed, 0 weakened, 0 progressed") < at("not checked"));
    assert!(at("- 🔴 regressed: `cart` was proven, and `a|b.py` is gone; @<!-- -->alice") < at("<details>"));
    assert!(line(&check).trim_end().ends_with("; since main: 2 regressed, 0 weakened, 0 progressed"), "{}", line(&check));
    let many = with_delta(Delta { weakened: vec![change("`cart`"); 40], ..Delta::default() });
    assert!(comment(&many, false).contains("- … and 15 more weakened\n"));
}

#[test]
fn people_see_so_many_findings_and_how_many_more_there_are() {
    let (check, sources) = check(5, 300, 0, "is late");
    let text = human(&check, &sources, 100, false);
    assert_eq!(text.matches("LF0407 late").count(), 50);
    assert!(text.ends_with("… and 255 more; `--format short` lists them all\n"), "{}", &text[text.len() - 100..]);
    assert!(text.find("error4").unwrap() < text.find("warning0").unwrap(), "the worst item comes first");
}

#[test]
fn where_nothing_was_checked_servers_that_show_tests_see_a_failure() {
    let text = junit(&Check::new(Vec::new()), false);
    let run = crate::readers::read_tests(text.as_bytes()).unwrap();
    assert_eq!(run.cases.iter().filter(|case| case.outcome.is_bad()).count(), 1);
}

/// What the runner of GitHub Actions makes of an escaped text.
fn unescaped(text: &str, properties: bool) -> String {
    let text = if properties { text.replace("%2C", ",").replace("%3A", ":") } else { text.to_owned() };
    text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn github_reads_back_what_was_escaped(text in any::<String>(), marks in "[%:,\r\n0-9ACD]{0,24}") {
        for raw in [text, marks] {
            prop_assert_eq!(&unescaped(&value(&raw), false), &raw);
            prop_assert_eq!(&unescaped(&property(&raw), true), &raw);
            let escaped = property(&raw);
            prop_assert_eq!(escaped.find([':', ',', '\r', '\n']), None);
            prop_assert_eq!(value(&raw).find(['\r', '\n']), None);
        }
    }
}
