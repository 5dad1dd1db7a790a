//! The chart on small plans that were worked out by hand.

use super::{Gantt, Row, build, fair_share};
use crate::view::sample::survey;
use crate::view::{Selection, schedule};

const HEAD: &str = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";

fn chart<R>(text: &str, look: impl FnOnce(Gantt<'_>) -> R) -> R {
    survey(&format!("{HEAD}{text}"), |survey| look(build(survey, &Selection::all(survey.plan))))
}

fn row<'v, 'a>(view: &'v Gantt<'a>, name: &str) -> &'v Row<'a> {
    view.groups.iter().flat_map(|group| &group.rows).find(|row| row.name == name).unwrap()
}

#[test]
fn phases_without_windows_stand_by_their_computed_days() {
    let text = "phase three \"Three\" weeks 5..6\nphase open \"Open\" after three\nphase two \"Two\" after one\nphase one \"One\" weeks 1..1\n\
        component a missing effort 3d in two\ncomponent b missing in open\n";
    chart(text, |view| {
        let told: Vec<_> =
            view.groups.iter().map(|group| (group.title, group.period.map_or_else(String::new, |period| period.to_string()))).collect();
        let days = |title: &str| told.iter().find(|(of, _)| *of == title).map(|(_, days)| days.as_str());
        assert_eq!(days("Two"), Some("2025-07-21 – 2025-07-23"));
        assert_eq!(told.iter().map(|(title, _)| *title).collect::<Vec<_>>(), ["One", "Two", "Three"]);
        assert_eq!(view.open_ended.len(), 1);
        assert_eq!(view.open_ended[0].0, "Open");
    });
}

#[test]
fn late_stands_beside_the_state_and_counts_as_in_the_schedule() {
    let text = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-21\n\
        component a partial started 2025-07-14 effort 10d progress 10% due 2025-07-22\ncomponent b missing effort 1d needs a due 2025-07-23\n\
        component c missing due 2025-07-15\ncomponent d missing on 2025-07-16\nmilestone m \"M\" needs b due 2025-07-24\ncomponent e missing effort 1d due 2025-08-29\n";
    survey(text, |survey| {
        let all = Selection::all(survey.plan);
        let (view, late) = (build(survey, &all), schedule::lists(survey, &all).0.len());
        assert_eq!((view.late, late), (5, 5));
        assert_eq!(view.count(|row| row.late), 4);
        assert_eq!((row(&view, "a").late, row(&view, "a").state_word), (true, "partial"));
        assert!(row(&view, "m").late && !row(&view, "e").late);
    });
}

#[test]
fn the_critical_path_names_what_drives_each() {
    let text = "team web \"Web\" people 1\ncomponent a missing effort 2d by web due 2025-07-15\narea last \"Last\" { component c missing effort 9d by web }\n\
        component b missing effort 1d needs a\nmilestone m \"M\" needs last, b\n";
    chart(text, |view| {
        let of = |name: &str| (row(&view, name).on_path, row(&view, name).driver.map(|driver| (driver.name, driver.people)));
        assert_eq!(of("a"), (true, None));
        assert_eq!(of("last.c"), (true, Some(("a", true))));
        assert_eq!(of("m"), (true, Some(("last.c", false))));
        assert_eq!(of("b"), (false, None));
    });
}

#[test]
fn freezes_are_shown_as_far_as_the_scale_goes() {
    let text = "freeze all \"All\" dates 2025-07-16..2025-08-31\nfreeze gone \"Gone\" dates 2024-01-01..2024-01-05\ncomponent a missing on 2025-07-14..2025-07-18\n";
    chart(text, |view| {
        let told: Vec<_> = view.freezes.iter().map(|freeze| (freeze.title, freeze.period.to_string())).collect();
        assert_eq!(told, [("All", "2025-07-16 – 2025-07-18".to_owned())]);
    });
}

#[test]
fn work_pauses_while_its_people_are_away_or_a_freeze_holds_it() {
    let text = "tag z \"Z\"\nfreeze f \"F\" dates 2025-07-16..2025-07-17 tag z\nperson ada \"Ada\" away 2025-07-17..2025-07-22\n\
        person bob \"Bob\" days mon..wed\ncomponent a missing effort 5d by ada\ncomponent b missing effort 4d by bob\ncomponent c missing effort 4d tag z\n\
        component d missing effort 9d\ncomponent e missing effort 1d needs a\nmilestone m \"M\" needs e SS\nmilestone n \"N\" needs e\n";
    chart(text, |view| {
        let pauses = |name: &str| row(&view, name).pauses.iter().map(ToString::to_string).collect::<Vec<_>>();
        // Weekends are days off, and part of a pause when they are next to days that others work.
        assert_eq!(pauses("a"), ["2025-07-17 – 2025-07-22"]);
        assert_eq!(pauses("b"), ["2025-07-17 – 2025-07-20"]);
        assert_eq!(pauses("c"), ["2025-07-16 – 2025-07-17"]);
        assert!(pauses("d").is_empty() && pauses("e").is_empty() && pauses("m").is_empty());
        // What waits for a start stands at the beginning of the day, and what waits for an end at its end.
        assert_eq!((row(&view, "m").period, row(&view, "n").period), (row(&view, "e").period, row(&view, "e").period));
        assert!(row(&view, "m").from_morning && !row(&view, "n").from_morning);
    });
}

#[test]
fn small_groups_leave_their_room_to_large_ones() {
    assert_eq!(fair_share(vec![1, 50, 100], 61), 30);
    assert_eq!(fair_share(vec![1, 5, 100], 61), 55);
    assert_eq!(fair_share(vec![1, 5], 61), usize::MAX);
    assert_eq!(fair_share(vec![9; 100], 10), 0);
}
