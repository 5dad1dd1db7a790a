//! What coverage must hold to, whatever the plan.

use super::{Coverage, build};
use crate::graph::Network;
use crate::model::lower::lower;
use crate::progress::Rollup;
use crate::progress::check::Agreement;
use crate::schedule::Settings;
use crate::survey::Survey;
use crate::syntax::parse;
use crate::text::{Source, Sources};
use crate::time::Date;
use crate::view::Selection;

/// Surveys a plan as of 2025-06-15 and hands it on.
pub fn surveyed<T>(text: &str, look: impl FnOnce(&Survey<'_>) -> T) -> T {
    let mut sources = Sources::default();
    let file = sources.add(Source::new("test.plan", format!("plan p \"P\" language 1 start 2025-06-02\n{text}")));
    let parsed = parse(sources.get(file), file);
    let lowered = lower(&sources, &[&parsed.ast], false);
    let found: Vec<&str> = parsed.diagnostics.iter().chain(&lowered.diagnostics).map(|found| &*found.message).collect();
    assert_eq!(found, Vec::<&str>::new());
    let network = Network::new(&lowered.plan);
    let day = Date::parse("2025-06-15").unwrap();
    look(&Survey::new(&sources, &lowered.plan, network, day, None, Settings::default()))
}

const PLAN: &str = r#"
source r "Report"
phase one "One" weeks 1..2
area a "A" in one {
  claim missing 2 per r:1
  claim missing 2 per r:9
  claim expected 9 per r:2
  claim missing 1 !high per r:3
  component x "X" done !high
  area b "B" !critical {
    component y "Y" done 1 partial 1 count 4
    component z "Z"
  }
  area gone "Gone" dropped {
    component w "W" missing !high
  }
}
component loose "Loose" missing !high
"#;

fn total(rows: impl Iterator<Item = Rollup>) -> Rollup {
    rows.fold(Rollup::default(), |mut sum, row| {
        sum.add(row);
        sum
    })
}

fn holds(view: &Coverage<'_>) {
    for sum in view.areas.iter().map(|row| row.counts).chain([view.total]) {
        assert_eq!(sum.expected, sum.done + sum.partial + sum.missing + sum.unknown);
    }
    let outer = view.areas.iter().filter(|row| row.depth == 0).map(|row| row.counts).chain(view.outside);
    assert_eq!(total(outer), view.total, "outermost areas and what stands in none make the whole");
    assert_eq!(total(view.tiers.iter().map(|row| row.counts)), view.total, "tiers make the whole");
    assert_eq!(total(view.phases.iter().map(|row| row.counts)), view.total, "phases make the whole");
}

#[test]
fn every_matrix_has_the_same_total() {
    surveyed(PLAN, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        holds(&view);
        let total = view.total;
        assert_eq!(
            (total.expected, total.done, total.partial, total.missing, total.unknown),
            (7, 2, 1, 3, 1),
            "what was dropped counts nowhere"
        );
        assert_eq!(view.areas.iter().map(|row| (row.title, row.depth)).collect::<Vec<_>>(), [("A", 0), ("B", 1)]);
    });
}

#[test]
fn a_filter_limits_every_sum() {
    surveyed(&format!("{PLAN}\nreport coverage of b"), |survey| {
        let view = build(survey, &Selection::of(survey, &survey.plan.reports[0]));
        holds(&view);
        assert_eq!(view.total.expected, 5);
        assert!(view.outside.is_none());
    });
}

#[test]
fn claimed_totals_stand_beside_counted_ones() {
    surveyed(PLAN, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        let rows: Vec<_> = view.claimed.iter().map(|row| (row.claim, row.places.len(), row.agreement)).collect();
        let expected =
            [("missing 2", 2, Agreement::Agrees), ("expected 9", 1, Agreement::Disagrees), ("missing 1 !high", 1, Agreement::Disagrees)];
        assert_eq!(rows, expected);
    });
}
