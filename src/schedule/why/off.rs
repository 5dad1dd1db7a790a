//! What keeps work from starting where everything else would let it: freezes, and people who are away.

use super::Cause;
use crate::model::{ItemId, PartyId, Plan};
use crate::schedule::activity::{Mode, What};
use crate::schedule::axis::Slot;
use crate::schedule::people::PLAN_TIME;
use crate::schedule::timetable::Timetable;
use crate::text::Place;
use crate::time::{Date, Period};
use std::cmp::Reverse;

/// Why an activity does not start, or end, at a slot, or when the plan next works, but later; nothing when it does, or when it is only that
/// some work on other days of the week than the plan.
pub(super) fn kept(plan: &Plan, table: &Timetable, at: u32, from: Slot, on_end: bool) -> Option<(Cause, Place)> {
    let (work, axis) = (&table.build.work, table.build.axis);
    let activity = work.activity(at);
    let What::Leaf(id) = activity.what else { return None };
    let (start, end) = table.times[at as usize].filter(|_| activity.mode == Mode::Free && activity.estimated)?;
    let moved = if on_end { end } else { start };
    if moved <= from {
        return None;
    }
    let calendar = &work.calendars[PLAN_TIME as usize];
    let plain = if on_end {
        calendar.start_to_end_at(from, activity.work, work.day, false).and_then(|start| calendar.finish(start, activity.work))?
    } else {
        calendar.next_worked(from)?
    };
    if activity.work > 0 && moved <= plain {
        return None;
    }
    let item = plan.item(id);
    let begin = if on_end { axis.last_date(from) } else { axis.date(from) };
    let end = match table.beginnings[at as usize] {
        Some(begin) => axis.date(begin),
        None if activity.work > 0 && !on_end => axis.date(start),
        None => axis.last_date(moved),
    };
    let between = |period: Period| period.last >= begin && period.last < end && period.first < end;
    let freezes = plan.freezes.iter().enumerate().filter(|(_, freeze)| freeze.holds(item)).filter_map(|(at, freeze)| {
        let last = freeze.period.filter(|period| between(*period))?.last;
        Some(((Reverse(last), false, &*freeze.id), (Cause::Freeze(at), freeze.said)))
    });
    let with_teams = item.by.iter().flat_map(|party| [Some(*party), plan.parties[party.index()].team]).flatten();
    let off = with_teams.filter_map(|party| {
        let of = &plan.parties[party.index()];
        Some(((Reverse(absent(plan, party, between)?), true, &*of.id), (Cause::Away(party), of.said)))
    });
    // Of several that keep it, the last to end does.
    freezes.chain(off).min_by_key(|(rank, _)| *rank).map(|(_, kept)| kept)
}

/// What makes work pause once it has begun, and when, by date, of days that the plan works: freezes, and that somebody is away.
pub(super) fn pauses(plan: &Plan, table: &Timetable, at: u32) -> Vec<(Cause, Period)> {
    let (work, axis) = (&table.build.work, table.build.axis);
    let activity = work.activity(at);
    let What::Leaf(id) = activity.what else { return Vec::new() };
    let placed = table.times[at as usize].filter(|_| activity.work > 0 && activity.mode == Mode::Free);
    let Some((start, end)) = placed else { return Vec::new() };
    let item = plan.item(id);
    let (begin, last) = (axis.date(start).plus_days(1), axis.last_date(end).plus_days(-1));
    let within = |period: Period| {
        let cut = (period.first.max(begin), period.last.min(last));
        let worked = (0..=cut.1.days_since(cut.0)).map(|day| cut.0.plus_days(day)).any(|day| plan.working.minutes_on(day) > 0);
        worked.then(|| Period::new(cut.0, cut.1))
    };
    let freezes = plan.freezes.iter().enumerate().filter(|(_, freeze)| freeze.holds(item)).filter_map(|(at, freeze)| {
        let cut = within(freeze.period?)?;
        Some(((cut.first, false, &*freeze.id), (Cause::Freeze(at), cut)))
    });
    let with_teams = item.by.iter().flat_map(|party| [Some(*party), plan.parties[party.index()].team]).flatten();
    let off = with_teams.filter(|_| !item.is_elapsed()).flat_map(|party| {
        let of = &plan.parties[party.index()];
        of.away.iter().filter_map(move |away| Some((party, &*of.id, within(*away)?)))
    });
    let off = off.map(|(party, id, cut)| ((cut.first, true, id), (Cause::Away(party), cut)));
    let mut all: Vec<_> = freezes.chain(off).collect();
    all.sort_by_key(|(rank, _)| *rank);
    all.into_iter().map(|(_, pause)| pause).collect()
}

/// Days of the plan's ordinary week that pass from a day up to the start of work because of holidays, or as those who do it work on other days; in
/// words, nothing where there are none.
pub(super) fn idle(plan: &Plan, id: ItemId, from: Date, start: Date) -> Option<String> {
    let item = plan.item(id);
    let ordinary = |day: &Date| plan.working.minutes[day.weekday().index()] > 0;
    let passed: Vec<Date> = (0..start.days_since(from).min(366)).map(|day| from.plus_days(day)).filter(ordinary).collect();
    if passed.is_empty() || item.is_elapsed() {
        return None;
    }
    if passed.iter().all(|day| plan.working.minutes_on(*day) == 0) {
        return Some(format!("{start} is the first working day behind {}", if passed.len() == 1 { "a holiday" } else { "holidays" }));
    }
    let who: Vec<String> = item.by.iter().map(|party| format!("`{}`", plan.parties[party.index()].id)).collect();
    let off = item.by.iter().find_map(|party| missing(plan, *party, start)).unwrap_or_default();
    match who.as_slice() {
        [] => None,
        [only] => Some(format!("{start} is the next day on which {only} works{off}")),
        [all @ .., last] => Some(format!("{start} is the next day on which {} and {last} work{off}", all.join(", "))),
    }
}

/// Who of a team is away, or not there yet, on the day before work starts that waits for it: ", as `ada` is away until then"; nothing where all are
/// there.
pub(super) fn missing(plan: &Plan, team: PartyId, start: Date) -> Option<String> {
    let before = start.plus_days(-1);
    let off = |party: PartyId| {
        let of = &plan.parties[party.index()];
        of.away.iter().any(|away| away.contains(before)) || of.from.is_some_and(|from| from > before)
    };
    let all = (0..plan.parties.len()).map(|at| PartyId(at as u32));
    let mut ids: Vec<String> = all
        .filter(|party| (*party == team || plan.parties[party.index()].team == Some(team)) && off(*party))
        .map(|party| format!("`{}`", plan.parties[party.index()].id))
        .collect();
    ids.sort();
    match ids.as_slice() {
        [] => None,
        [only] => Some(format!(", as {only} is not there before")),
        [all @ .., last] => Some(format!(", as {} and {last} are not there before", all.join(", "))),
    }
}

/// The last day before then on which a party is away, or not there yet.
fn absent(plan: &Plan, party: PartyId, between: impl Fn(Period) -> bool) -> Option<Date> {
    let of = &plan.parties[party.index()];
    let not_yet = of.from.map(|from| Period::new(from.plus_days(-1), from.plus_days(-1)));
    of.away.iter().copied().chain(not_yet).filter(|period| between(*period)).map(|period| period.last).max()
}

#[cfg(test)]
mod tests {
    use crate::schedule::why::{because, cause};
    use crate::view::sample::survey;

    /// Why the item `x` is when it is.
    fn why(text: &str) -> String {
        survey(&format!("plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\n{text}"), |survey| {
            let (plan, table) = (survey.plan, &survey.timetable);
            let id = plan.ids().find(|(_, item)| &*item.id == "x").unwrap().0;
            because(plan, table, &cause(plan, table, id).unwrap(), "")
        })
    }

    #[test]
    fn a_freeze_holds_what_could_start_in_it() {
        let freeze = "freeze f \"F\" dates 2026-01-05..2026-01-09\n";
        assert_eq!(why(&format!("{freeze}task x effort 1d\n")), "freeze `f` holds it until 2026-01-09");
        // It would have begun after the freeze anyway.
        assert_eq!(why(&format!("{freeze}task x effort 1d not before 2026-01-12\n")), "it may not start before then");
        // What begins before a freeze is only interrupted by it.
        assert_eq!(
            why("freeze f \"F\" dates 2026-01-06..2026-01-09\ntask x effort 3d\n"),
            "the plan starts then, and it pauses from 2026-01-06 to 2026-01-09, as freeze `f` holds it"
        );
        // Of two that end on one day the order of statements does not decide.
        let (f, g) = ("freeze f \"F\" dates 2026-01-05..2026-01-09\n", "freeze g \"G\" dates 2026-01-02..2026-01-09\n");
        assert_eq!(why(&format!("{f}{g}task x effort 1d\n")), why(&format!("{g}{f}task x effort 1d\n")));
        let tagged = "tag t \"T\"\nfreeze f \"F\" dates 2026-01-05..2026-01-09 tag t\n";
        assert_eq!(why(&format!("{tagged}task x effort 1d\n")), "the plan starts then");
    }

    #[test]
    fn days_without_work_are_told() {
        let holidays = "holiday 2026-01-07..2026-01-08\ntask a \"A\" length 2d\n";
        assert_eq!(
            why(&format!("{holidays}task x \"X\" length 1d needs a\n")),
            "it needs `a`, which ends 2026-01-06; 2026-01-09 is the first working day behind holidays"
        );
        let week = "person q \"Q\" days mon..tue\ntask a \"A\" length 2d\n";
        assert_eq!(
            why(&format!("{week}task x \"X\" effort 1d by q needs a\n")),
            "it needs `a`, which ends 2026-01-06; 2026-01-12 is the next day on which `q` works"
        );
        let late = "person q \"Q\" days wed..fri\ntask x \"X\" effort 1d by q\n";
        assert_eq!(why(late), "the plan starts 2026-01-05; 2026-01-07 is the next day on which `q` works");
        // A weekend needs no word.
        assert_eq!(why("task a \"A\" length 5d\ntask x \"X\" length 1d needs a\n"), "it needs `a`, which ends 2026-01-09");
    }

    #[test]
    fn who_is_missing_in_a_team_is_told_where_no_other_work_is() {
        let team = "team t \"T\" {\n person a1 \"A\" away 2026-01-05..2026-01-06\n person a2 \"B\"\n}\n";
        assert_eq!(
            why(&format!("{team}task x \"X\" effort 4d by t people 2\n")),
            "the plan starts 2026-01-05; 2026-01-07 is the next day on which `t` works, as `a1` is not there before"
        );
    }

    #[test]
    fn every_pause_is_told() {
        let away = "person q \"Q\" away 2026-01-06..2026-01-07 away 2026-01-12..2026-01-16\ntask x \"X\" effort 4d by q\n";
        assert_eq!(
            why(away),
            "the plan starts then, and it pauses from 2026-01-06 to 2026-01-07, as `q` is away, and from 2026-01-12 to 2026-01-16, as `q` is away"
        );
    }

    #[test]
    fn people_who_are_away_keep_their_work_waiting() {
        assert_eq!(why("person ada \"Ada\" away 2026-01-01..2026-01-07\ntask x effort 1d by ada\n"), "`ada` is away until 2026-01-07");
        assert_eq!(why("person ada \"Ada\" from 2026-01-12\ntask x effort 1d by ada\n"), "`ada` is not there before then");
        assert_eq!(
            why("team t \"T\" away 2026-01-05 {\n person ada \"Ada\"\n}\ntask x effort 1d by ada\n"),
            "`t` is away until 2026-01-05"
        );
        // What holds the end keeps it from the day on which it could have ended.
        let held = "component a \"A\" length 5d\n";
        assert_eq!(
            why(&format!("{held}person ada \"Ada\" away 2026-01-08..2026-01-20\ntask x effort 2d by ada needs a FF\n")),
            "`ada` is away until 2026-01-20, behind `a`"
        );
        assert_eq!(
            why(&format!("{held}tag t \"T\"\nfreeze f \"F\" dates 2026-01-09..2026-01-12 tag t\ntask x effort 2d tag t needs a FF\n")),
            "freeze `f` holds it until 2026-01-12, behind `a`"
        );
        let back = format!("{held}person ada \"Ada\" away 2026-01-05..2026-01-07\ntask x effort 2d by ada needs a FF\n");
        assert_eq!(why(&back), "it may end once `a` has, which ends 2026-01-09");
        // Who works from Tuesday on every week is not away on Monday.
        assert_eq!(
            why("person ada \"Ada\" days tue..fri 8h\ntask x effort 1d by ada\n"),
            "the plan starts 2026-01-05; 2026-01-06 is the next day on which `ada` works"
        );
    }
}
