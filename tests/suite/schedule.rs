//! What must hold of every schedule, whatever the plan: checked slot by slot against the plan itself.

use crate::cases;
use crate::support::generate::text;
use crate::support::run::{surveyed, surveyed_on};
use crate::support::staff::Staff;
use crate::support::timed::{Timed, Uses, timed};
use landfall::model::{Item, ItemId, ItemKind, Need, PartyId};
use landfall::schedule::activity::Mode;
use landfall::schedule::{Basis, Settings, Slot, Timetable, schedule};
use landfall::survey::Survey;
use landfall::syntax::LinkKind;
use landfall::time::Period;
use landfall::view::schedule::project::Project;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use std::collections::BTreeMap;

const ALL: Uses = Uses { imposed: true, links: true };
const DATA_DATE: &str = "2025-09-10";

fn plan(recipe: &Timed, uses: Uses) -> String {
    text(&recipe.statements(uses, None, None), None)
}

fn survey<R>(text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> R {
    surveyed_on(DATA_DATE, text, look).unwrap_or_else(|| panic!("the plan does not compile:\n{text}"))
}

/// A leaf that the scheduler placed: its activity, start and end.
fn placed(survey: &Survey<'_>, table: &Timetable, id: ItemId) -> Option<(u32, Slot, Slot)> {
    if survey.plan.item(id).is_container() || survey.plan.item(id).is_dropped() {
        return None;
    }
    let at = table.activity(id)?;
    table.times[at as usize].map(|(start, end)| (at, start, end))
}

fn mode(table: &Timetable, at: u32) -> Mode {
    table.build.work.activity(at).mode
}

/// Whether a need between two leaves is kept, in time of the calendar. Who works no more on a day has ended in time for the end of that day,
/// and of that day alone, unless hours of the calendar lie in between. Behind fixed days these count from the evening.
fn is_kept(staff: &Staff<'_>, item: &Item, need: Need, first: (Slot, Slot), fixed: bool, second: (Slot, Slot)) -> bool {
    let hours = need.lag.is_some_and(|lag| lag.elapsed && lag.duration.minutes(1440, 7) % 1440 != 0);
    let evening = second.1.next_multiple_of(staff.axis.cells);
    let over = !hours && second.0 < second.1 && (second.1..evening).all(|slot| !staff.item_works(item, slot));
    let end = if over { evening } else { second.1 };
    let from = if matches!(need.link, LinkKind::FinishStart | LinkKind::FinishFinish) { first.1 } else { first.0 };
    let at_end = fixed && hours && from == first.1 && from.is_multiple_of(staff.axis.cells);
    let from = if at_end { from - (staff.axis.cells - staff.axis.light) } else { from };
    let to = if matches!(need.link, LinkKind::FinishStart | LinkKind::StartStart) { second.0 } else { end };
    let Some(lag) = need.lag else { return from <= to };
    let working = &staff.plan.working;
    let (low, high) = (from.min(to), from.max(to));
    let (between, cells) = if lag.elapsed {
        let minutes = u32::try_from(lag.duration.minutes(1440, 7)).expect("few days");
        (high - low, minutes / 1440 * staff.axis.cells + (minutes % 1440).div_ceil(staff.axis.grain))
    } else {
        let minutes = lag.duration.minutes(u64::from(working.minutes_a_day()), u64::from(working.days_a_week()));
        let worked = (low..high).filter(|slot| staff.plan_works(*slot)).count();
        (u32::try_from(worked).expect("a slot"), u32::try_from(minutes).expect("few minutes").div_ceil(staff.axis.grain))
    };
    if lag.lead { from <= to || between <= cells } else { from <= to && between >= cells }
}

/// Whether something is said to be done, and on days that are still to come: nothing waits for these.
fn is_done_ahead(survey: &Survey<'_>, table: &Timetable, id: ItemId) -> bool {
    let last = table.items[id.index()].map(|planned| planned.period.last);
    survey.assessment.is_closed(id) && last.is_some_and(|last| last > survey.data_date)
}

/// Needs that are not kept, though nobody fixed what has them.
fn broken_needs(survey: &Survey<'_>, table: &Timetable) -> Vec<String> {
    let staff = Staff { plan: survey.plan, axis: table.build.axis };
    let mut broken = Vec::new();
    for (id, item) in survey.plan.ids().skip(1) {
        let Some((at, start, end)) = placed(survey, table, id).filter(|(at, ..)| mode(table, *at) == Mode::Free) else { continue };
        for need in &item.needs {
            let Some((before, first, last)) = placed(survey, table, need.target) else { continue };
            if is_done_ahead(survey, table, need.target) {
                continue;
            }
            let fixed = mode(table, before) != Mode::Free && !survey.plan.item(need.target).is_elapsed();
            if !is_kept(&staff, item, *need, (first, last), fixed, (start, end)) {
                broken.push(format!("{} {start}..{end} needs {} {first}..{last} ({at})", item.name, survey.plan.item(need.target).name));
            }
        }
    }
    broken
}

/// Needs without a lag that the days shown do not keep.
fn broken_days(survey: &Survey<'_>, table: &Timetable) -> Vec<String> {
    let mut broken = Vec::new();
    for (id, item) in survey.plan.ids().skip(1) {
        let Some((_, start, end)) = placed(survey, table, id).filter(|(at, ..)| mode(table, *at) == Mode::Free) else { continue };
        for need in item.needs.iter().filter(|need| need.lag.is_none()) {
            let Some((before, ..)) = placed(survey, table, need.target).filter(|_| !is_done_ahead(survey, table, need.target)) else {
                continue;
            };
            let days = |id: ItemId| table.items[id.index()].filter(|planned| planned.basis != Basis::Phase).map(|planned| planned.period);
            let (Some(first), Some(second)) = (days(need.target), days(id)) else { continue };
            if item.started.is_some() && matches!(need.link, LinkKind::FinishStart | LinkKind::StartStart) {
                // What has begun shows the day it began.
                continue;
            }
            // A day begins when the one before it ends: an end may stand there, but not a moment that waits for the beginning.
            let from_morning = i64::from(start < end);
            let kept = match need.link {
                LinkKind::FinishStart => second.first >= first.last,
                LinkKind::StartStart => second.first >= first.first,
                LinkKind::FinishFinish if table.beginnings[before as usize].is_some() => second.last >= first.last.plus_days(-from_morning),
                LinkKind::FinishFinish => second.last >= first.last,
                LinkKind::StartFinish => second.last >= first.first.plus_days(-from_morning),
            };
            if !kept {
                broken.push(format!("{} {second} needs {} {first} {:?}", item.name, survey.plan.item(need.target).name, need.link));
            }
        }
    }
    broken
}

/// Items of which other tools are told other days than the table shows.
fn told_otherwise(survey: &Survey<'_>) -> Vec<String> {
    let project = Project::new(survey);
    let mut wrong = Vec::new();
    for (id, item) in survey.plan.ids().skip(1) {
        // The window of a phase is no date of its own, and no row of the table.
        let days = survey.timetable.items[id.index()].filter(|planned| planned.basis != Basis::Phase).map(|planned| planned.period);
        let task = project.tasks.iter().find(|task| task.name == &*item.name);
        let told = task.and_then(|task| task.times).map(|(start, finish)| (start.date, finish.date));
        let moment = item.kind == ItemKind::Milestone && !item.is_container();
        let shown = days.map(|days| (if moment { days.last } else { days.first }, days.last));
        if told != shown && !item.is_dropped() {
            wrong.push(format!("{}: {shown:?}, told {told:?}", item.name));
        }
    }
    wrong
}

/// Work on days off, or more or less of it than there is to do.
fn wrong_days(survey: &Survey<'_>, table: &Timetable) -> Vec<String> {
    let staff = Staff { plan: survey.plan, axis: table.build.axis };
    let mut wrong = Vec::new();
    for (id, item) in survey.plan.ids().skip(1) {
        let Some((at, start, end)) = placed(survey, table, id).filter(|(at, ..)| mode(table, *at) == Mode::Free) else { continue };
        let work = table.build.work.activity(at).work;
        let day = if table.beginnings[at as usize].is_some() { end } else { end.saturating_sub(1) };
        let frozen = item.kind == ItemKind::Milestone && !staff.item_works(item, day);
        let edges = work == 0 || staff.item_works(item, start) && staff.item_works(item, end - 1);
        let worked = (start..end).filter(|slot| staff.item_works(item, *slot)).count() as u32;
        if frozen || !edges || worked != work {
            wrong.push(format!("{} {start}..{end} works {worked} of {work}", item.name));
        }
    }
    wrong
}

/// Where people who were not fixed are asked to do more than they can.
fn overworked(survey: &Survey<'_>, table: &Timetable) -> Vec<String> {
    let staff = Staff { plan: survey.plan, axis: table.build.axis };
    let mut wrong = Vec::new();
    for party in (0..survey.plan.parties.len() as u32).map(PartyId) {
        // People by slot: all who are taken, and whether any of them by work that could have waited.
        let mut taken: BTreeMap<Slot, (u32, bool)> = BTreeMap::new();
        for (id, item) in survey.plan.ids().skip(1).filter(|(_, item)| item.kind != ItemKind::Milestone) {
            let units = staff.takes(item, party);
            let Some((at, start, _)) = placed(survey, table, id).filter(|_| units > 0 && !table.unplaced.contains(&id)) else { continue };
            let of = table.build.work.activity(at);
            if survey.assessment.closed[id.index()] || item.effort.is_none() && item.length.is_none() && item.duration.is_some() {
                continue;
            }
            for slot in (start..table.build.axis.end()).filter(|slot| staff.item_works(item, *slot)).take(of.work as usize) {
                let here = taken.entry(slot).or_default();
                *here = (here.0 + units, here.1 || of.mode == Mode::Free);
            }
        }
        for (slot, (needed, free)) in taken {
            let Some(there) = staff.there(party, slot) else { break };
            if free && needed > there {
                wrong.push(format!("{} on {}: {needed} of {there}", survey.plan.parties[party.index()].id, table.build.axis.date(slot)));
            }
        }
    }
    wrong
}

/// Dates and floats by name.
fn told(survey: &Survey<'_>) -> BTreeMap<String, String> {
    let table = &survey.timetable;
    let of = |(id, item): (ItemId, &landfall::model::Item)| {
        (item.name.to_string(), format!("{:?} {:?}", table.items[id.index()].map(|p| (p.period, p.basis)), table.rooms[id.index()]))
    };
    survey.plan.ids().skip(1).map(of).collect()
}

/// The days of each item when nobody waits for people.
fn unlevelled(text: &str) -> BTreeMap<String, Period> {
    survey(text, |survey| {
        let settings = Settings { levelled: false, ..Settings::default() };
        let table = schedule(survey.plan, &survey.order, &survey.assessment, survey.data_date, settings);
        let ids = survey.plan.ids().skip(1);
        ids.filter_map(|(id, item)| Some((item.name.to_string(), table.items[id.index()]?.period))).collect()
    })
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn needs_days_and_people_are_kept(recipe in timed(22)) {
        let text = plan(&recipe, ALL);
        survey(&text, |survey| {
            let settings = Settings { levelled: false, ..Settings::default() };
            let bare = schedule(survey.plan, &survey.order, &survey.assessment, survey.data_date, settings);
            for table in [&bare, &survey.timetable] {
                let broken = broken_needs(survey, table);
                prop_assert!(broken.is_empty(), "needs are broken: {broken:#?}\n{text}");
                let broken = broken_days(survey, table);
                prop_assert!(broken.is_empty(), "needs are broken on the days shown: {broken:#?}\n{text}");
                let wrong = wrong_days(survey, table);
                prop_assert!(wrong.is_empty(), "work on the wrong days: {wrong:#?}\n{text}");
                if table.tried > 0 {
                    let wrong = overworked(survey, table);
                    prop_assert!(wrong.is_empty(), "more work than people: {wrong:#?}\n{text}");
                }
            }
            Ok(())
        })?;
    }

    #[test]
    fn other_tools_are_told_the_same_days(recipe in timed(22)) {
        let text = plan(&recipe, ALL);
        survey(&text, |survey| {
            let wrong = told_otherwise(survey);
            prop_assert!(wrong.is_empty(), "other tools are told other days: {wrong:#?}\n{text}");
            Ok(())
        })?;
    }

    #[test]
    fn nothing_is_late_where_no_date_is_imposed(recipe in timed(22)) {
        let text = plan(&recipe, Uses { imposed: false, ..ALL });
        survey(&text, |survey| {
            for (id, item) in survey.plan.ids().skip(1) {
                let Some(room) = survey.timetable.rooms[id.index()] else { continue };
                // The dates of a whole include parts that have none but those of their phase.
                let planned = survey.timetable.items[id.index()].filter(|_| !item.is_container()).map(|planned| planned.period);
                prop_assert!(room.total_float >= 0 && room.free_float >= 0, "{} {room:?}\n{text}", item.name);
                prop_assert!(room.early.first <= room.late.first && room.early.last <= room.late.last, "{} {room:?}\n{text}", item.name);
                prop_assert!(planned.is_none_or(|planned| planned.last <= room.late.last && room.early.last <= planned.last), "{} {planned:?} {room:?}\n{text}", item.name);
            }
            Ok(())
        })?;
    }

    #[test]
    fn the_order_of_statements_changes_no_date(recipe in timed(16), seed in any::<u64>()) {
        let statements = recipe.statements(ALL, None, None);
        let (plain, shuffled) = (text(&statements, None), text(&statements, Some(seed)));
        prop_assert_eq!(survey(&plain, told), survey(&shuffled, told), "{}\n{}", plain, shuffled);
        prop_assert_eq!(survey(&plain, told), survey(&plain, told));
    }

    #[test]
    fn what_has_nothing_to_do_with_them_moves_no_dates(recipe in timed(16), pick in 0usize..3) {
        let stranger = ["task zz length 1h", "task zz duration 30h", "person zz \"Zoe\" days sun 12h"][pick];
        let text = plan(&recipe, ALL);
        let mut with = unlevelled(&format!("{text}{stranger}\n"));
        with.remove("zz");
        prop_assert_eq!(unlevelled(&text), with, "{}{}", text, stranger);
    }

    #[test]
    fn less_to_do_is_never_later(recipe in timed(18), pick in any::<u8>()) {
        let uses = Uses { imposed: false, links: false };
        let before = unlevelled(&plan(&recipe, uses));
        let pick = pick as usize % 25;
        for (drop, shrink) in [(Some(pick), None), (None, Some(pick))] {
            let less = text(&recipe.statements(uses, drop, shrink), None);
            for (name, days) in unlevelled(&less) {
                prop_assert!(before.get(&name).is_none_or(|before| days.last <= before.last), "{name} is later\n{}\n{less}", plan(&recipe, uses));
            }
        }
    }
}

#[test]
fn a_plan_without_a_day_of_work_ends() {
    let text = "plan p start 2025-09-01\nholiday 2025-01-01..2099-12-31 \"Off\"\ntask a effort 2d\ntask b effort 1d needs a FF lag 3d\nmilestone m needs b\n";
    let found = surveyed(text, |survey| (survey.timetable.unplaced.len(), survey.timetable.items.iter().flatten().count()));
    assert_eq!(found, Some((1, 0)), "`a` has no place, and nothing that waits for it has dates");
}
