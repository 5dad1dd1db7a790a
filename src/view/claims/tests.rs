//! Claims beside what a plan states.

use super::{Counts, build};
use crate::progress::check::Agreement;
use crate::view::Selection;
use crate::view::coverage::tests::surveyed;

/// The claims of a plan: text, what was found, how each stands.
fn checked(text: &str) -> Vec<(String, String, Agreement)> {
    surveyed(&format!("source r \"Report\"\n{text}"), |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        let rows = view.documents.iter().flat_map(|document| &document.claims);
        rows.map(|row| (row.claim.to_owned(), row.found.clone(), row.agreement)).collect()
    })
}

fn agreement(text: &str) -> Agreement {
    checked(text).remove(0).2
}

#[test]
fn a_statement_in_two_places_is_one_row_and_two_claims() {
    let text = "source r \"Report\"\ncomponent a \"A\" missing {\n  claim missing per r:9\n  claim missing per r:3\n}\ncomponent b \"A\" missing {\n  claim missing per r:4\n}";
    surveyed(text, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        assert_eq!(view.counts, Counts { claims: 3, agree: 3, ..Counts::default() });
        let rows = &view.documents[0].claims;
        assert_eq!(
            rows.iter().map(|row| row.lines.clone()).collect::<Vec<_>>(),
            [vec![(3, 3), (9, 9)], vec![(4, 4)]],
            "same titles, two things"
        );
    });
}

#[test]
fn windows_agree_when_the_plan_keeps_within_them() {
    let item = |claim: &str| agreement(&format!("phase p1 \"P\" weeks 1..2\ncomponent a \"A\" on day 8..9 claim {claim} per r:1"));
    assert_eq!(item("in week 2"), Agreement::Agrees);
    assert_eq!(item("in week 1"), Agreement::Disagrees);
    assert_eq!(item("on day 8..10"), Agreement::Agrees);
    assert_eq!(item("on day 9"), Agreement::About, "it only overlaps");
    assert_eq!(item("on day 10"), Agreement::Disagrees);
    let rough = agreement("phase p1 \"P\" weeks 1..2\ncomponent a \"A\" in p1 claim in week 1 per r:1");
    assert_eq!(rough, Agreement::About, "a phase of two weeks leaves room for one of them");
}

#[test]
fn issues_closed_or_resolved_are_both_over() {
    let issue = |status: &str, claim: &str| agreement(&format!("issue #1 \"I\" {status} claim {claim} per r:1"));
    assert_eq!(issue("closed 2025-06-01", "resolved"), Agreement::Agrees);
    assert_eq!(issue("closed 2025-06-01", "closed 2025-06-02"), Agreement::Disagrees);
    assert_eq!(issue("active", "resolved 2025-06-02"), Agreement::Disagrees);
}

#[test]
fn what_the_plan_does_not_state_refutes_nothing() {
    assert_eq!(agreement("component a \"A\" claim done per r:1"), Agreement::NotCheckable);
    assert_eq!(agreement("component a \"A\" done claim !high per r:1"), Agreement::NotCheckable);
    assert_eq!(agreement("component a \"A\" done claim \"Words\" per r:1"), Agreement::NotCheckable);
}

#[test]
fn targets_are_checked_by_count_then_by_reading() {
    let target = |claim: &str| {
        let text = format!(
            "component a \"A\" done\ncomponent b \"B\" missing\ntarget t \"T\" measure completion {{\n  reading 40% on 2025-06-01\n  claim {claim} per r:1\n}}"
        );
        checked(&text).remove(0)
    };
    assert_eq!(target("coverage 50%").2, Agreement::Agrees);
    assert_eq!(target("coverage 40%").2, Agreement::AgreesReading);
    assert_eq!(target("coverage 60%").2, Agreement::Disagrees);
}
