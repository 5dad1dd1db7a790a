//! What each rule must find, and what it must leave alone, on small plans.

use super::pages::{findings, messages};
use crate::support::run::surveyed_with;
use landfall::diag::{Diagnostic, Severity};
use landfall::evidence::Evidence;
use landfall::model::ClaimFact;
use landfall::progress::check::{Agreement, Subject};
use landfall::survey::Survey;
use landfall::view::Selection;

const PLAN: &str = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n";
const REPORT: &str = "source report \"Report\" dated 2025-07-10\n";

fn found(rule: &str, text: &str) -> Vec<String> {
    messages(rule, &format!("{PLAN}{text}"))
}

fn clean(rule: &str, text: &str) {
    let found = found(rule, text);
    assert!(found.is_empty(), "{rule} in\n{text}\n{found:#?}");
}

#[test]
fn a_star_and_a_replacement_are_no_redundant_needs() {
    clean(
        "redundant-need",
        "area a \"A\" {\n component x \"X\" missing\n component y \"Y\" missing needs x\n component z \"Z\" missing needs y\n chain x -> *\n}\n",
    );
    clean("redundant-need", "component n \"N\" missing\ncomponent m \"M\" missing needs n\nretire o \"O\" deprecated use n needs m\n");
    let said =
        found("redundant-need", "component a \"A\" missing\ncomponent b \"B\" missing needs a\ncomponent c \"C\" missing needs a, b\n");
    assert_eq!(said, ["`c` need not say that it needs `a`: `b`, which it needs as well, already waits for that"]);
    let said = found("redundant-need", "component a \"A\" missing\narea b \"B\" needs a {\n component c \"C\" missing needs a\n}\n");
    assert_eq!(said, ["`b.c` need not say that it needs `a`: it is part of `b`, which needs that already"]);
}

#[test]
fn what_stands_in_a_dropped_area_is_dropped() {
    let text = "area old \"Old\" dropped {\n component x \"X\" missing\n component y \"Y\" missing needs x\n}\ncomponent z \"Z\" missing needs old.x\n";
    assert_eq!(found("needs-dropped", text), ["`z` needs `old.x`, which was dropped"]);
    clean("unprovable", "area old \"Old\" dropped {\n component x \"X\" missing\n}\n");
}

#[test]
fn a_star_says_which_side_it_leaves_out() {
    let text = "area a \"A\" {\n component x \"X\" missing\n component y \"Y\" missing needs x\n component z \"Z\" missing\n";
    assert_eq!(found("star-leaves-out", &format!("{text} chain y -> *\n}}\n")).len(), 1);
    let said = found("star-leaves-out", &format!("{text} chain * -> x\n}}\n"));
    assert_eq!(said, ["the chain between `a.x` and `*` leaves out `a.y`: that needs it, so a circle would close"]);
}

#[test]
fn claimed_needs_are_held_against_the_whole_graph() {
    let text = "component a \"A\" missing\ncomponent b \"B\" missing needs a\ncomponent c \"C\" missing needs b\n";
    let circle = format!("{REPORT}{text}extend a {{\n claim needs c per report:3\n}}\n");
    assert_eq!(
        found("claimed-need-closes-cycle", &circle),
        ["`a` is claimed to need `c` (report:3), but `c` waits for `a`: both would be a circle"]
    );
    clean("claimed-need-closes-cycle", &format!("{REPORT}{text}extend c {{\n claim needs a per report:3\n}}\n"));
}

#[test]
fn what_nobody_can_tell_is_not_known_to_be_open() {
    clean("done-before-need", "component a \"A\"\ncomponent b \"B\" done needs a\n");
    clean("done-before-need", "component a \"A\" partial\ncomponent b \"B\" done needs a SS\n");
    assert_eq!(
        found("done-before-need", "issue #1 \"I\" active\ncomponent b \"B\" done needs #1\n"),
        ["`b` is done, but `#1`, which it needs, is active"]
    );
}

#[test]
fn windows_of_parts_count_for_their_area() {
    let text = "component a \"A\" missing on day 11..14\narea b \"B\" needs a {\n component c \"C\" missing on day 1..2\n component d \"D\" missing on day 15\n}\n";
    let said = found("window-against-order", text);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].starts_with("`b.c` stands on day 1..2"), "{said:#?}");
    let text = "area b \"B\" {\n component c \"C\" missing on day 1..2\n component d \"D\" missing on day 15\n}\ncomponent e \"E\" missing on day 5 needs b\n";
    assert!(found("window-against-order", text)[0].contains("of which `b.d` stands on day 15"));
}

#[test]
fn days_that_touch_leads_and_done_work_are_left_alone() {
    clean("window-against-order", "component a \"A\" missing on day 1..3\ncomponent b \"B\" missing on day 3..4 needs a\n");
    clean("window-against-order", "component a \"A\" missing on day 1..5\ncomponent b \"B\" missing on day 3..7 needs a lead 2d\n");
    clean("window-against-order", "component a \"A\" done on day 8..9\ncomponent b \"B\" missing on day 3 needs a\n");
    assert_eq!(
        found("window-against-order", "component a \"A\" missing on day 1..5\ncomponent b \"B\" missing on day 3..7 needs a\n").len(),
        1
    );
}

#[test]
fn a_plan_without_start_compares_its_days() {
    let head = "plan shop \"Shop\" language 1 as-of 2025-07-14\n";
    let text = format!("{head}component a \"A\" missing on day 8..9\ncomponent b \"B\" missing on day 3 needs a\n");
    assert_eq!(messages("window-against-order", &text).len(), 1);
    let text = format!("{head}{REPORT}component a \"A\" missing in week 1 {{\n claim on day 9 per report:1\n}}\n");
    assert_eq!(messages("contradictory-claims", &text).len(), 1);
    // A date says nothing about a day of which nobody knows when it is.
    let text = format!("{head}component a \"A\" missing on 2025-08-01\ncomponent b \"B\" missing on day 3 needs a\n");
    assert!(messages("window-against-order", &text).is_empty());
}

#[test]
fn phases_without_windows_have_their_order() {
    let phases = "phase one \"One\"\nphase two \"Two\" after one\n";
    let text = format!("{phases}component a \"A\" missing in two\ncomponent b \"B\" missing in one needs a\n");
    assert_eq!(found("window-against-order", &text), ["`b` stands in phase `one`, but needs `a`, which stands in phase `two`"]);
    assert_eq!(found("window-against-order", "phase one \"One\" weeks 1..3\nphase two \"Two\" weeks 2..4 after one\n").len(), 1);
    assert!(!found("window-against-order", "phase one \"One\" after two\nphase two \"Two\" after one\n").is_empty(), "a circle of phases");
}

#[test]
fn facts_lie_in_the_past_and_in_order() {
    assert_eq!(
        found("outside-phase", "component a \"A\" done 2025-08-01\n"),
        ["`a` was done on 2025-08-01, after the data date 2025-07-14"]
    );
    assert_eq!(found("outside-phase", "component a \"A\" started 2025-07-10 done 2025-07-09\n").len(), 1);
    clean("outside-phase", "component a \"A\" done 2025-07-09\n");
    assert_eq!(found("outside-phase", "phase p \"P\" weeks 1..2\ncomponent a \"A\" missing on day 30\n").len(), 1, "after the last phase");
    assert_eq!(found("outside-phase", "component a \"A\" missing on 2025-07-01\n").len(), 1, "before the plan begins");
}

#[test]
fn work_in_no_phase_is_said_once_an_area() {
    let text = "phase p \"P\" weeks 1..2\narea a \"A\" {\n component x \"X\" missing\n component y \"Y\" missing !high\n component z \"Z\" missing in p\n}\nmilestone m \"M\"\n";
    assert_eq!(found("in-no-phase", text), ["2 of 3 open items of `a` are in no phase: `a.y` and `a.x`"]);
    assert_eq!(found("in-no-phase", &format!("{text}allow in-no-phase on a.x\n")), ["`a.y` is in no phase"]);
    clean("in-no-phase", &format!("{text}allow in-no-phase on a\n"));
}

#[test]
fn totals_are_read_every_way() {
    let area = |claim: &str| {
        format!(
            "{REPORT}area a \"A\" {{\n {claim} per report:3\n component x \"X\" missing count 8\n component y \"Y\" partial count 2\n component z \"Z\" done 3 count 3\n}}\n"
        )
    };
    for fits in [
        "missing 8",
        "missing 10",
        "expected 13",
        "done 3",
        "implemented 3",
        "missing ~9",
        "missing 5+",
        "coverage 23%",
        "missing 76.9%",
        "missing 61.5%",
        "partial 2",
    ] {
        clean("wrong-total", &area(&format!("claim {fits}")));
        clean("wrong-percent", &area(&format!("claim {fits}")));
    }
    assert_eq!(
        found("wrong-total", &area("claim missing 9")),
        ["`a` claims 9 missing (report:3), but 8 are counted (10 with the 2 partial)"]
    );
    assert_eq!(found("wrong-total", &area("claim expected ~20")).len(), 1);
    assert_eq!(found("wrong-percent", &area("claim coverage 25%")), ["`a` claims 25% done (report:3), but 23.08% is counted"]);
    assert_eq!(
        found("wrong-total", &format!("{REPORT}area a \"A\" {{\n claim missing 4 per report:3\n}}\n")),
        ["`a` claims 4 missing (report:3), but nothing is itemised here"]
    );
}

#[test]
fn what_may_be_more_refutes_only_what_is_less() {
    let area = |claim: &str| format!("{PLAN}{REPORT}area a \"A\" {{\n {claim} per report:3\n component x \"X\" missing count >= 20\n}}\n");
    let heaviest =
        |claim: &str| findings(&area(claim)).into_iter().filter(|found| found.code.name == "wrong-total").map(|found| found.severity).max();
    assert_eq!(heaviest("claim missing 10"), Some(Severity::Warning));
    assert_eq!(heaviest("claim missing 20"), None);
    assert_eq!(heaviest("claim missing 30"), Some(Severity::Note));
}

#[test]
fn work_done_since_the_document_does_not_refute_it() {
    let plan = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-08-14\n";
    let text = |done: &str| {
        format!(
            "{plan}{REPORT}area a \"A\" {{\n claim missing 2 per report:3\n component x \"X\" missing\n component y \"Y\" {done} {{\n  claim missing per report:4\n }}\n}}\n"
        )
    };
    assert!(messages("wrong-total", &text("done 2025-08-01")).is_empty());
    assert!(messages("contradictory-claims", &text("done 2025-08-01")).is_empty());
    assert_eq!(messages("wrong-total", &text("done 2025-07-01")).len(), 1);
    assert_eq!(messages("contradictory-claims", &text("done")).len(), 1);
}

#[test]
fn a_tier_is_counted_by_itself() {
    let text = format!(
        "{REPORT}area a \"A\" {{\n claim missing 2 !high per report:3\n claim missing 1 !low per report:4\n component x \"X\" missing !high\n component y \"Y\" missing !low\n component z \"Z\" missing\n}}\n"
    );
    assert_eq!(found("wrong-total", &text), ["`a` claims 2 missing !high (report:3), but 1 is counted"]);
}

#[test]
fn contradictions_are_told_once_a_matter() {
    let text = format!(
        "{REPORT}issue #7 \"I\" active {{\n claim active per report:1\n claim resolved per report:2\n claim closed per report:3\n}}\n"
    );
    assert_eq!(
        found("contradictory-claims", &text),
        ["contradictory status of `#7`: active in the plan and per report:1; resolved per report:2; closed per report:3"]
    );
    let text = format!(
        "{REPORT}component a \"A\" partial at \"x/\" {{\n claim partial per report:1\n claim unsure per report:2\n claim at \"x/y.py\" per report:3\n}}\n"
    );
    clean("contradictory-claims", &text);
    let text = format!(
        "{REPORT}area a \"A\" {{\n claim missing 89 per report:7\n claim missing 119 per report:8\n claim missing 67% per report:9\n claim missing 66.5% per report:9\n}}\n"
    );
    assert_eq!(found("contradictory-claims", &text), ["contradictory totals of `a`: 89 missing per report:7; 119 missing per report:8"]);
}

#[test]
fn two_documents_may_tell_of_progress() {
    let sources = "source early \"E\" dated 2025-07-01\nsource late \"L\" dated 2025-07-10\n";
    let claims =
        |first: &str, second: &str| format!("{sources}component a \"A\" {{\n claim {first} per early:1\n claim {second} per late:1\n}}\n");
    clean("contradictory-claims", &claims("missing", "done"));
    assert_eq!(found("contradictory-claims", &claims("done", "missing")).len(), 1);
    assert_eq!(
        found("contradictory-claims", &claims("on day 1", "on day 3")).len(),
        1,
        "two schedules are rivals whenever they were written"
    );
}

#[test]
fn an_area_is_claimed_by_its_parts() {
    let area = |claim: &str| {
        format!(
            "{REPORT}area a \"A\" {{\n claim {claim} per report:1\n component x \"X\" missing on day 1\n component y \"Y\" missing on day 9\n}}\n"
        )
    };
    assert_eq!(
        found("contradictory-claims", &area("partial")),
        ["contradictory state of `a`: all 2 missing in the plan; partial per report:1"]
    );
    clean("contradictory-claims", &area("missing"));
    clean("contradictory-claims", &area("in week 1"));
    assert_eq!(found("contradictory-claims", &area("on day 3..5")).len(), 1);
}

#[test]
fn one_path_is_shared_only_when_it_is_the_evidence() {
    let with = "done when symbol \"X\" under \"x.py\"";
    let two = |first: &str, second: &str| {
        format!("component a \"A\" missing at \"x.py\" {first}\ncomponent b \"B\" missing at \"/x.py\" {second}\n")
    };
    assert_eq!(found("same-place", &two("", "")), ["`b` and `a` stand at one path: x.py"]);
    clean("same-place", &two(with, with));
    clean("same-place", &two("", with));
    let aliased =
        "alias \"app/\" = \"src/app/\"\ncomponent a \"A\" missing at \"app/x.py\"\ncomponent b \"B\" missing at \"src/app/x.py\"\n";
    assert_eq!(found("same-place", aliased).len(), 1);
}

#[test]
fn files_beside_folders_matter_where_imports_drop_the_ending() {
    assert_eq!(found("file-beside-folder", "component a \"A\" missing at \"x.py\"\ncomponent b \"B\" missing at \"x/\"\n").len(), 1);
    clean("file-beside-folder", "component a \"A\" missing at \"x.rs\"\ncomponent b \"B\" missing at \"x/y.rs\"\n");
    clean("file-beside-folder", "component b \"B\" missing at \"x/__init__.py\"\nretire a \"A\" deprecated at \"x.py\" use b\n");
    clean("file-beside-folder", "component a \"A\" missing at \"x.py\", \"x/y.py\"\n");
}

#[test]
fn goals_go_one_way() {
    let goals = |first: &str, second: &str| {
        format!(
            "phase p \"P\" weeks 1..2\nphase q \"Q\" after p\ntarget t \"T\" reading 1% on 2025-07-14 {{\n goal {first}\n goal {second}\n}}\n"
        )
    };
    clean("goals-not-monotone", &goals(">= 50% due p", ">= 90% due q"));
    assert_eq!(found("goals-not-monotone", &goals(">= 90% due q", ">= 50% due p")).len(), 0, "the order of lines means nothing");
    assert_eq!(found("goals-not-monotone", &goals(">= 50% due q", ">= 90% due p")).len(), 1);
    assert_eq!(found("goals-not-monotone", &goals("<= 50% due p", "<= 60%")).len(), 1, "a goal without a date is the last");
    clean("goals-not-monotone", &goals(">= 50% due q", "<= 90% due p"));
}

#[test]
fn registries_speak_with_one_voice() {
    let both = |first: &str, second: &str| {
        format!("registry a \"A\" for python {{\n {first}\n}}\nregistry b \"B\" for python {{\n {second}\n}}\n")
    };
    assert_eq!(
        found("registry-contradiction", &both("works \"m\" names X, Y", "retired \"m\" names Y use \"n\"")),
        ["`Y` of `m`: works (`a`) and retired (`b`)"]
    );
    clean("registry-contradiction", &both("works \"m\" names X deprecated", "retired \"m\" names X use \"n\""));
    clean("registry-contradiction", &both("works \"m\" names X", "broken \"m\" names Z"));
    clean("registry-contradiction", &both("works \"m\" names X unsure", "broken \"m\" names X"));
}

#[test]
fn declarations_are_used_by_something() {
    clean("unused-declaration", "team t \"T\" people 2 {\n person p \"P\"\n}\ncomponent a \"A\" missing by p\n");
    assert_eq!(
        found("unused-declaration", "phase p \"P\" weeks 1..2\nphase q \"Q\" after p\ncomponent a \"A\" missing in q\n"),
        ["the phase `p` is never used"]
    );
    assert_eq!(
        found("unused-declaration", "scale severity \"S\" order high > low\ncomponent a \"A\" missing !high\n"),
        ["the tier `!low` is never used"]
    );
    assert_eq!(found("unused-declaration", "external e \"E\" missing\n"), ["the external `e` is never used"]);
    clean("unused-declaration", "component a \"A\" missing !high\n");
}

#[test]
fn the_nearer_word_on_a_rule_holds() {
    let text = "area a \"A\" {\n component x \"X\" missing on 2025-07-19\n component y \"Y\" missing on 2025-07-20\n}\n";
    let severities = |more: &str| {
        let all = findings(&format!("{PLAN}{text}{more}"));
        all.iter().filter(|found| found.code.name == "window-without-work").map(|found| found.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities(""), [Severity::Warning, Severity::Warning]);
    assert_eq!(severities("deny window-without-work\n"), [Severity::Error, Severity::Error]);
    assert_eq!(severities("deny window-without-work\nallow window-without-work on a.x\n"), [Severity::Error]);
    assert_eq!(severities("allow window-without-work on a.x\ndeny window-without-work\n"), [Severity::Error], "in whatever order");
    assert_eq!(severities("allow window-without-work on a\nwarn window-without-work on a.y\n"), [Severity::Warning]);
}

#[test]
fn fixed_days_in_a_freeze_or_an_absence_cannot_be_kept() {
    let text = "tag z \"Z\"\nfreeze f \"F\" dates 2025-07-21..2025-07-25 tag z\nperson cid \"Cid\" away 2025-07-28..2025-08-01\n\
                component a \"A\" missing tag z on 2025-07-22\ncomponent b \"B\" missing on 2025-07-22\n\
                component c \"C\" missing tag z on 2025-07-25..2025-07-28\ncomponent d \"D\" missing by cid on 2025-07-29\n\
                milestone m \"M\" missing tag z on 2025-07-23\nmilestone n \"N\" missing tag z on 2025-07-28\nmilestone o \"O\" done tag z on 2025-07-23..2025-07-24\n";
    let told = found("window-without-work", text);
    assert_eq!(
        told,
        [
            "nothing is worked in the window of `a`: 2025-07-22, within the freeze `f`",
            "nothing is worked in the window of `d`: 2025-07-29, while `cid` is away",
            "`m` is fixed within the freeze `f`: 2025-07-23"
        ]
    );
}

#[test]
fn waivers_hold_until_their_day() {
    let text = |until: &str, on: &str| {
        format!(
            "team t \"T\"\ncomponent a \"A\" missing on 2025-07-19\nwaive window-without-work on {on} by t until {until} because \"B\"\ncomponent b \"B\" missing\n"
        )
    };
    clean("window-without-work", &text("2025-07-14", "a"));
    clean("unmatched-waiver", &text("2025-07-14", "a"));
    clean("expired", &text("2025-07-14", "a"));
    assert_eq!(found("window-without-work", &text("2025-07-13", "a")).len(), 1);
    assert_eq!(found("expired", &text("2025-07-13", "a")), ["the waiver of `window-without-work` expired on 2025-07-13"]);
    clean("unmatched-waiver", &text("2025-07-13", "a"));
    assert_eq!(found("unmatched-waiver", &text("2025-07-14", "b")).len(), 1);
    // A rule about evidence cannot be matched while there is none.
    clean("unmatched-waiver", "team t \"T\"\ncomponent a \"A\" missing\nwaive stale on a by t until 2025-08-01 because \"B\"\n");
}

#[test]
fn of_many_findings_pages_show_the_heaviest_and_count_the_others() {
    let many: String = (0..60).map(|at| format!("component c{at} \"C\" missing on 2025-07-19\n")).collect();
    let all = findings(&format!("{PLAN}{many}deny window-without-work on c59\n"));
    let of_rule = |all: &[Diagnostic]| all.iter().filter(|found| found.code.name == "window-without-work").cloned().collect::<Vec<_>>();
    assert_eq!(of_rule(&all).len(), 60, "tools get all of them");
    let of_rule = of_rule(&landfall::diag::shortened(&all));
    assert_eq!(of_rule.len(), landfall::diag::SHOWN);
    assert!(of_rule.iter().any(|found| found.severity == Severity::Error), "the heaviest stay");
    assert!(of_rule.iter().any(|found| found.notes.iter().any(|note| note.starts_with("10 more"))));
}

/// A plan of this repository as one text; in a folder, the order of files means nothing.
fn real_plan(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(name);
    let mut files = vec![path.clone()];
    if path.is_dir() {
        files = std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
    }
    let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    let text = texts.collect::<Vec<_>>().join("\n");
    text.lines().filter(|line| !line.starts_with("include ")).map(|line| format!("{line}\n")).collect()
}

/// What was measured of it.
fn real_facts(name: &str) -> Evidence {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/facts").join(format!("{name}.json"));
    let facts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let plans = facts["plans"].as_object().unwrap();
    serde_json::from_value(plans.values().next().unwrap().clone()).unwrap()
}

#[test]
fn reports_of_claims_and_findings_never_disagree() {
    for name in ["missing-components.plan", "architecture-gaps.plan", "ultimate-suite", "system-status.plan", "import-registry"] {
        for facts in [None, Some(real_facts(name.trim_end_matches(".plan")))] {
            let measured = facts.is_some();
            let checked = surveyed_with(facts, &real_plan(name), |survey| claims_are_told(name, survey));
            assert!(checked.is_some_and(|checked| checked > 20), "{name}, measured: {measured}, was not checked: {checked:?}");
        }
    }
}

/// Asserts that each claim which disagrees is told of, and each finding is of one that disagrees. Gives how many claims there are.
fn claims_are_told(name: &str, survey: &Survey<'_>) -> usize {
    let plan = survey.plan;
    let found = landfall::rules::run(survey);
    let is = |code: &str, rules: &[&str]| rules.contains(&code);
    let checker = survey.checker();
    let mut checked = 0;
    for said in landfall::view::claims::gather(survey, &Selection::all(plan)) {
        checked += 1;
        let agreement = checker.check(said.subject, said.claim).agreement;
        let origin = plan.origin(said.claim.origin);
        let names = |message: &str| message.split([' ', ',', ';', '(', ')']).any(|word| word == origin);
        let told = found
            .iter()
            .filter(|one| is(one.code.name, &["wrong-total", "wrong-percent", "contradictory-claims", "claimed-need-closes-cycle"]))
            .any(|one| names(&one.message));
        let claim = &said.claim.text;
        // Where evidence denies what the plan and the document say alike, that is told of the plan.
        let same = match said.subject {
            Subject::Item(id) => plan.item(id).state.is_some_and(|state| said.claim.facts.contains(&ClaimFact::State(state))),
            _ => false,
        };
        assert!(told || same || agreement != Agreement::Disagrees, "{name}: no finding tells that `{claim}` ({origin}) disagrees");
        for one in found.iter().filter(|one| one.labels.iter().any(|label| label.place == said.claim.said)) {
            let refuted = one.severity >= Severity::Warning
                && (is(one.code.name, &["wrong-total", "wrong-percent"])
                    || one.code.name == "contradictory-claims" && one.message.contains(" in the plan"));
            assert!(!refuted || agreement == Agreement::Disagrees, "{name}: `{claim}` {agreement:?}, but {}", one.message);
            let open = one.severity == Severity::Note && one.code.name == "wrong-total";
            assert!(!open || agreement == Agreement::NotRefuted, "{name}: `{claim}` {agreement:?}, but {}", one.message);
        }
    }
    checked
}

#[test]
fn only_what_is_incompatible_is_called_a_contradiction() {
    let text = format!(
        "{REPORT}component a \"A\" missing on day 15..17 {{\n claim in weeks 3..4 per report:1\n claim in week 2 per report:2\n claim on day 15..17 per report:3\n}}\n"
    );
    assert_eq!(
        found("contradictory-claims", &text),
        [
            "contradictory schedule of `a`: day 15..17 in the plan and per report:3 (which fits weeks 3..4 per report:1); week 2 per report:2"
        ]
    );
    clean("contradictory-claims", &format!("{REPORT}component a \"A\" missing on day 2..4 {{\n claim on day 4..9 per report:1\n}}\n"));
}

#[test]
fn a_state_says_which_document_the_plan_has_it_from() {
    let finding = |own: &str| {
        let text = format!("{PLAN}{REPORT}component a \"A\" {own} per report:54 {{\n claim missing per report:54\n}}\n");
        findings(&text).into_iter().find(|found| found.code.name == "contradictory-claims").unwrap()
    };
    let partial = finding("partial");
    assert_eq!(partial.message, "contradictory state of `a`: partial in the plan and per report:54; missing per report:54");
    assert!(!partial.help.unwrap().contains("done DATE"), "a day of completion explains nothing here");
    assert!(finding("done").help.unwrap().contains("done DATE"));
}

#[test]
fn ranks_and_needs_are_held_against_the_plan() {
    let ranked = |rank: u32| format!("{REPORT}component a \"A\" missing !high rank 1 {{\n claim !high rank {rank} per report:1\n}}\n");
    clean("contradictory-claims", &ranked(1));
    assert_eq!(found("contradictory-claims", &ranked(2)), ["contradictory ranks of `a`: rank 1 in the plan; rank 2 per report:1"]);
    let needing = |needs: &str| {
        format!(
            "{REPORT}component a \"A\" missing\ncomponent b \"B\" missing needs a\ncomponent c \"C\" missing {needs} {{\n claim needs a per report:1\n}}\n"
        )
    };
    clean("contradictory-claims", &needing("needs a"));
    clean("contradictory-claims", &needing("needs b"));
    assert_eq!(found("contradictory-claims", &needing("")), ["contradictory needs of `c`: no such need in the plan; `a` per report:1"]);
}

#[test]
fn lines_that_stand_for_many_do_not_bury_the_others() {
    let many: String = (1..=9).map(|at| format!(" component rest{at} \"Rest\" missing !high count 3\n")).collect();
    let text = format!("phase p \"P\" weeks 1..2\narea a \"A\" {{\n{many} component x \"X\" missing\n}}\n");
    assert_eq!(found("in-no-phase", &text), ["no open item of `a` is in a phase: `a.x`, and 9 lines that stand for several each"]);
}
