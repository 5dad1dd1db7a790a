//! Status: what speaks against being ready, and what is late.

use super::{When, build};
use crate::progress::GoalState;
use crate::view::Selection;
use crate::view::coverage::tests::surveyed;

fn reasons(text: &str) -> Vec<String> {
    surveyed(text, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        assert_eq!(view.readiness.ready, view.readiness.reasons.is_empty());
        view.readiness.reasons.into_iter().map(|reason| reason.text).collect()
    })
}

#[test]
fn ready_when_nothing_is_left() {
    let vouched = "team t \"T\"\nphase one \"One\" week 1 done when attested by t on 2025-06-01\n";
    let done = "component a \"A\" done in one\nissue #1 \"I\" resolved\ntarget n \"N\" reading 95% on 2025-06-01 goal >= 90%\n";
    assert_eq!(reasons(&format!("{vouched}{done}")), Vec::<String>::new());
}

#[test]
fn each_open_thing_is_a_reason() {
    let plan = r#"
phase one "One" week 1 done when file "x"
component a "A" missing !critical due 2025-06-10
component b "B" partial
issue #1 "I" active
decision d "D" {
  option x "X"
}
target n "N" reading 10% on 2025-06-01 goal >= 90% due 2025-06-10
"#;
    let expected = [
        "1 missing, 1 partial of 2 expected things",
        "1 item of tier critical is open",
        "1 issue is active: #1",
        "1 item is overdue",
        "1 exit gate is not measured: One",
        "1 target with a goal missed: N",
        "1 decision is not taken",
    ];
    assert_eq!(reasons(plan), expected);
}

#[test]
fn whatever_is_open_is_a_reason() {
    assert_eq!(reasons("component a done\nissue #4 \"I\"\nissue #5 missing\n"), ["2 issues are not known to be resolved: #4, #5"]);
    let wholes = "component c {\n component d done\n done when file \"x\"\n}\narea k done when file \"x\"\n";
    assert_eq!(reasons(wholes), ["2 wholes are not known to meet conditions of their own: c, k"]);
    assert_eq!(reasons("component a done\nphase o \"O\" missing\n"), ["1 phase is said not to be done: O"]);
    assert_eq!(reasons("component a done\narea e \"E\" {\n}\n"), ["1 area holds nothing: E"]);
}

#[test]
fn what_is_done_blocks_nothing_and_lets_nothing_wait() {
    let blockers = |text: &str| {
        surveyed(text, |survey| {
            let rows = build(survey, &Selection::all(survey.plan)).blockers.rows;
            rows.iter().map(|row| (row.name.to_owned(), row.blocks)).collect::<Vec<_>>()
        })
    };
    let behind = "component c missing needs v\ncomponent d missing needs c\n";
    let open = blockers(&format!("task a missing\ncomponent v missing needs a\n{behind}"));
    assert_eq!(open[0], ("a".to_owned(), Some(3)));
    let done = blockers(&format!("task a missing\ncomponent v done needs a\n{behind}"));
    assert_eq!(done, [("c".to_owned(), Some(1))]);
}

#[test]
fn what_is_due_on_the_data_date_is_not_overdue() {
    let overdue = |due: &str| {
        surveyed(&format!("component a \"A\" missing due {due}"), |survey| build(survey, &Selection::all(survey.plan)).overdue.len())
    };
    assert_eq!(overdue("2025-06-15"), 0);
    assert_eq!(overdue("2025-06-14"), 1);
}

#[test]
fn phases_know_where_the_data_date_falls() {
    let plan = "phase one \"One\" week 1\nphase two \"Two\" week 2\nphase three \"Three\" after two\nphase four \"Four\" after three\n";
    surveyed(plan, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        let when: Vec<When> = view.phases.iter().map(|phase| phase.when).collect();
        assert_eq!(when, [When::Past, When::Running, When::Ahead, When::NoDates]);
    });
}

#[test]
fn the_next_goal_is_the_first_that_is_not_met() {
    let plan = "target n \"N\" {\n  reading 70% on 2025-06-01\n  goal >= 90% due 2025-07-01\n  goal >= 60% due 2025-06-20\n}";
    surveyed(plan, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        let target = &view.targets[0];
        assert_eq!(target.goals.iter().map(|goal| goal.state).collect::<Vec<_>>(), [GoalState::Met, GoalState::Behind]);
        assert_eq!(target.next().map(|goal| &*goal.value), Some("≥ 90%"));
    });
}

#[test]
fn what_stands_in_the_way_comes_by_tier_and_rank_before_how_much_waits() {
    let plan = "component hub \"Hub\" missing !critical\ncomponent second \"Second\" missing !critical rank 2\ncomponent first \"First\" missing !critical rank 1\n\
        component low \"Low\" missing !low\ncomponent x \"X\" missing !low needs hub, low\ncomponent y \"Y\" missing !low needs low, hub\n";
    surveyed(plan, |survey| {
        let rows = build(survey, &Selection::all(survey.plan)).blockers.rows;
        assert_eq!(rows.iter().map(|row| row.titles.join("+")).collect::<Vec<_>>(), ["First", "Second", "Hub", "Low"]);
    });
}

#[test]
fn targets_say_how_they_are_measured_and_issues_keep_their_remarks() {
    let plan = "area a \"Core\" {\n component c \"C\" missing\n}\ntarget n \"N\" measure completion of a {\n note \"Counted by hand before\"\n}\n\
        issue #1 \"I\" active {\n note \"Seen twice\"\n}\n";
    surveyed(plan, |survey| {
        let view = build(survey, &Selection::all(survey.plan));
        assert_eq!((view.targets[0].share_of.as_deref(), &*view.targets[0].notes), (Some("Core"), &["Counted by hand before"][..]));
        assert_eq!(view.issues[0].notes, ["Seen twice"]);
    });
}

#[test]
fn items_that_differ_only_in_their_titles_share_a_row() {
    let plan = "area a \"A\" !critical {\n  component x \"X\" missing\n  component y \"Y\" missing\n  component z \"Z\" missing\n  component w \"W\" missing due 2025-07-01\n}";
    surveyed(plan, |survey| {
        let rows = build(survey, &Selection::all(survey.plan)).blockers.rows;
        assert_eq!(rows.iter().map(|row| row.titles.join("+")).collect::<Vec<_>>(), ["W", "X+Y+Z"]);
    });
}

#[test]
fn where_not_all_of_the_highest_tier_fit_what_blocks_more_takes_their_place() {
    let urgent: String = (0..21).map(|at| format!("component c{at} missing !critical due 2025-12-01\n")).collect();
    let plan =
        format!("{urgent}component hub \"Hub\" missing !low\ncomponent x missing !low needs hub\ncomponent y missing !low needs hub\n");
    surveyed(&plan, |survey| {
        let blockers = build(survey, &Selection::all(survey.plan)).blockers;
        assert_eq!(blockers.rows.len(), 20);
        assert_eq!(blockers.rows.last().map(|row| row.titles.join("+")).as_deref(), Some("Hub"));
        assert_eq!(blockers.left_out, 2);
    });
}

#[test]
fn what_stands_in_the_way_without_a_tier_comes_with_what_waits_for_it() {
    let plan = "external e \"E\"\nexternal f \"F\"\ncomponent a \"A\" missing !high needs e\ncomponent b \"B\" missing !medium\n\
        component c \"C\" missing !low needs b, f\ncomponent d \"D\" missing !critical needs a\n";
    surveyed(plan, |survey| {
        let rows = build(survey, &Selection::all(survey.plan)).blockers.rows;
        assert_eq!(rows.iter().map(|row| row.titles.join("+")).collect::<Vec<_>>(), ["E", "D", "A", "B", "F"]);
    });
}

#[test]
fn what_is_cut_is_counted_and_no_row_of_alike_items_is_cut_in_two() {
    let each = |at: usize| format!("component c{at} missing due 2025-12-01\ncomponent d{at} missing needs c{at}\n");
    let pairs: String = (0..9).map(each).collect();
    let alike: String = (0..4).map(|at| format!("  component m{at} \"M{at}\" missing\n")).collect();
    let two = "component y missing\ncomponent z missing needs y\n";
    let plan = format!("area m \"M\" {{\n{alike}}}\ncomponent n missing needs m\n{pairs}{two}");
    surveyed(&plan, |survey| {
        let blockers = build(survey, &Selection::all(survey.plan)).blockers;
        assert_eq!((blockers.rows.len(), blockers.rows[9].titles.len(), blockers.left_out), (10, 4, 1));
    });
}

#[test]
fn impacts_come_by_tier_then_rank_of_what_holds_them() {
    let plan = "area late \"Late\" !high rank 2 {\n component a \"A\" missing impact \"second\"\n}\n\
        area early \"Early\" !high rank 1 {\n component b \"B\" missing impact \"first\"\n component c \"C\" missing !low impact \"last\"\n}\n";
    surveyed(plan, |survey| {
        let impacts = build(survey, &Selection::all(survey.plan)).impacts;
        assert_eq!(impacts.iter().map(|impact| impact.text).collect::<Vec<_>>(), ["first", "second", "last"]);
    });
}

#[test]
fn the_parts_of_what_is_open_add_up() {
    let plan = "external e\ncomponent a missing\ncomponent b missing effort 1d not before 2025-09-01\ncomponent c missing needs a\ncomponent d missing needs e\n\
        milestone m\nissue #1 \"I\" active\ndecision q \"Q\" {\n  option o \"O\"\n}\n";
    surveyed(plan, |survey| {
        let summary = build(survey, &Selection::all(survey.plan)).summary;
        let front = summary.front;
        let parts = [front.ready, front.held, front.if_there, front.blocked, front.others];
        assert_eq!((parts, summary.open_milestones, summary.active_issues, summary.open_decisions), ([1; 5], 1, 1, 1));
        assert_eq!(summary.open, 8);
    });
}
