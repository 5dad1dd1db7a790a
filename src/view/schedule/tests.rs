//! The schedule report on small plans that were worked out by hand.

use super::{Lateness, Levelled, Schedule, build};
use crate::view::Selection;
use crate::view::sample::survey;

const HEAD: &str = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";

fn schedule<R>(text: &str, look: impl FnOnce(Schedule<'_>) -> R) -> R {
    survey(&format!("{HEAD}{text}"), |survey| look(build(survey, &Selection::all(survey.plan))))
}

#[test]
fn rows_stand_by_phase_and_start_with_their_room() {
    let text = "phase one \"One\" weeks 1..2\nphase two \"Two\" weeks 3..4\ncomponent b missing effort 2d in one needs a\n\
        component a missing effort 1d in one\ncomponent c missing effort 1d in two\ncomponent d missing effort 1d\ncomponent e missing in one\n";
    schedule(text, |view| {
        let told: Vec<_> =
            view.groups.iter().map(|group| (group.title, group.rows.iter().map(|row| row.item.name).collect::<Vec<_>>())).collect();
        assert_eq!(told, [(Some("One"), vec!["a", "b"]), (Some("Two"), vec!["c"]), (None, vec!["d"])]);
        let row = &view.groups[0].rows[0];
        assert_eq!(
            (row.planned.period.to_string().as_str(), row.takes.as_deref(), row.free_float),
            ("2025-07-14", Some("1d effort"), Some(0.0))
        );
        assert_eq!(view.undated, 1);
        assert_eq!(view.summary.levelled, Levelled::NobodyToWaitFor);
    });
}

#[test]
fn the_critical_path_says_why_of_each() {
    let text = "component a missing effort 2d\ncomponent b missing effort 1d needs a\ncomponent c missing effort 1d\n";
    schedule(text, |view| {
        let told: Vec<_> = view.critical_path.iter().map(|link| (link.name.as_str(), link.why.as_str(), link.place.as_deref())).collect();
        assert_eq!(
            told,
            [("`a`", "the plan starts then", Some("sample.plan:1")), ("`b`", "it needs `a`, which ends 2025-07-15", Some("sample.plan:3"))]
        );
        assert_eq!((view.summary.path_items, view.summary.path_days, view.summary.critical), (2, 3.0, 2));
        assert_eq!(view.near_critical.len(), 0);
    });
}

#[test]
fn the_critical_path_has_as_many_items_as_the_summary_says() {
    let text = "phase one \"One\"\nphase two \"Two\" after one\narea w \"W\" in one {\n  component a missing effort 2d\n}\n\
        component b missing effort 1d needs w\ncomponent c missing effort 1d in two needs b\n";
    schedule(text, |view| {
        let told: Vec<_> = view.critical_path.iter().map(|link| (link.name.as_str(), link.between)).collect();
        assert_eq!(told, [("`w.a`", false), ("`w`", true), ("`b`", false), ("`c`", false)]);
        assert_eq!(view.summary.path_items, 3);
    });
}

#[test]
fn what_waits_for_people_is_told_with_what_they_are_busy_with() {
    let text = "team web \"Web\" people 1\ncomponent a missing !high effort 2d by web\ncomponent b missing effort 1d by web needs a lag 1d\n\
        component c missing effort 5d by web\n";
    schedule(text, |view| {
        assert_eq!(view.summary.levelled, Levelled::Yes);
        assert!(view.summary.tried > 0);
        let wait = view.delays.iter().find_map(|row| row.waits.as_ref()).expect("something waits");
        assert_eq!(wait.who, "web");
        assert!(wait.behind.is_some());
        let weeks = &view.capacity.as_ref().expect("there is a team").weeks;
        assert_eq!(
            (weeks[0].who, weeks[0].week.to_string().as_str(), weeks[0].there, weeks[0].percent),
            ("web", "2025-07-14", 5.0, Some(100))
        );
        assert_eq!(weeks.iter().map(|week| week.needed).sum::<f64>(), 8.0);
    });
}

#[test]
fn capacity_counts_absences_and_marks_what_is_too_much() {
    let text = "holiday 2025-07-15 \"Day off\"\nteam web \"Web\" people 2 away 2025-07-18..2025-07-18\n\
        component a missing on 2025-07-16..2025-07-17 effort 2d by web\ncomponent b missing on 2025-07-16..2025-07-17 effort 2d by web\n\
        component c missing on 2025-07-16..2025-07-17 effort 2d by web\n";
    schedule(text, |view| {
        let week = &view.capacity.as_ref().expect("there is a team").weeks[0];
        assert_eq!((week.there, week.needed, week.percent, week.over), (6.0, 6.0, Some(100), true));
        assert_eq!((view.overloads[0].needed, view.overloads[0].there, view.overloads[0].items.len()), (3, 2, 3));
    });
}

#[test]
fn deadlines_are_missed_or_nearly() {
    let text = "component late missing effort 5d due 2025-07-16\ncomponent close missing effort 5d due 2025-07-21\n\
        component easy missing effort 1d due 2025-08-21\ncomponent held missing effort 1d due 2025-09-21 needs late\n\
        component fine done due 2025-07-01\n";
    schedule(text, |view| {
        let late: Vec<_> = view.late.iter().map(|deadline| (deadline.item.name, deadline.spare.as_str(), deadline.why.as_str())).collect();
        assert_eq!(late, [("late", "2 working days late", "the plan starts then")]);
        let at_risk: Vec<_> = view.at_risk.iter().map(|deadline| (deadline.item.name, deadline.spare.as_str())).collect();
        assert_eq!(at_risk[0], ("close", "1 working day to spare"));
        assert_eq!(at_risk[1].0, "held");
        assert_eq!(at_risk.len(), 2);
        let rows = &view.groups[0].rows;
        assert_eq!(rows.iter().find(|row| row.item.name == "late").and_then(|row| row.lateness), Some(Lateness::Late));
    });
}

#[test]
fn progress_is_told_with_the_time_it_takes() {
    schedule("component a partial started 2025-07-10 effort 5d progress 40%\ncomponent b partial effort 4d left 1d\n", |view| {
        let takes: Vec<_> = view.groups[0].rows.iter().map(|row| row.takes.as_deref()).collect();
        assert_eq!(takes, [Some("5d effort, 40% done"), Some("4d effort, 1d left")]);
    });
}

#[test]
fn without_dates_there_is_no_report() {
    survey("plan p \"P\" language 1\ncomponent a missing\n", |survey| assert!(!super::has_content(survey)));
    survey("plan p \"P\" language 1 start 2025-07-14\ncomponent a missing effort 1d\n", |survey| assert!(super::has_content(survey)));
}
