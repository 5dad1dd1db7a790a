//! Whether two schedules are the same.

use crate::calendar::Calendar;
use crate::network::{Links, Network, Span};
use crate::plan::{Dates, date};
use crate::taskjuggler::{Found, Instant};
use landfall::schedule::Axis;
use landfall::time::Period;

/// Counts the dates that were compared.
///
/// # Panics
/// When one differs.
pub fn compare(network: &Network, ours: &Dates, theirs: &Found) -> usize {
    let mut wrong: Vec<String> = Vec::new();
    let mut compared = 0;
    for (at, item) in network.items.iter().enumerate() {
        let (slots, early, late) = ours.items[at];
        let time = network.time_of(at);
        let moment = item.span == Span::Moment;
        // Days of the calendar that begin in the evening are those behind it.
        let evening = |slot: i64| slot.rem_euclid(i64::from(ours.axis.cells)) >= i64::from(ours.axis.light);
        let later = |slot: i64| i64::from(matches!(item.span, Span::Duration(_)) && evening(slot));
        let days = |shown: Period, start: i64| Period::new(shown.first.plus_days(later(start)).min(shown.last), shown.last);
        if network.has_early() {
            let found = slots_of(&ours.axis, theirs.early[&at], time, moment);
            let shown = days(period(&ours.axis, found), found.0);
            // A moment that waits for a start is the beginning of a day, where TaskJuggler knows the instant alone.
            let begins = moment && early.first == shown.last.plus_days(1) && found.1 % i64::from(ours.axis.cells) == 0;
            let begins = begins && matches!(network.links, Links::All | Links::Early);
            if (i64::from(slots.0), i64::from(slots.1)) != found || shown != early && !begins {
                wrong.push(format!("t{at} early: ours {slots:?} {early}, theirs {found:?} {}", period(&ours.axis, found)));
            }
            compared += 2;
        }
        if network.has_late() {
            let slots_late = slots_of(&ours.axis, theirs.late[&at], time, moment);
            let mut found = days(period(&ours.axis, slots_late), slots_late.0);
            if moment && slots_late.1 >= i64::from(slots.1) {
                // The late day of a beginning is not before its early day.
                found = Period::new(found.first.max(early.first), found.last.max(early.last));
            }
            if found != late {
                wrong.push(format!("t{at} late: ours {late}, theirs {found}"));
            }
            compared += 2;
        }
    }
    assert!(wrong.is_empty(), "{} of {compared} dates differ:\n{}\n{}", wrong.len(), wrong.join("\n"), ours.text);
    compared
}

/// Instants as slots. A start moves on to the first work, an end back to the last, because what lies between is the same moment of working time.
fn slots_of(axis: &Axis, (start, end): (Instant, Instant), time: Option<&Calendar>, moment: bool) -> (i64, i64) {
    let cells = i64::from(axis.cells);
    let epoch = axis.epoch.days_since(date(0));
    let slot = |(day, minute): Instant| {
        assert!(minute % i64::from(axis.grain) == 0, "an instant within a slot");
        (day - epoch) * cells + (minute / i64::from(axis.grain)).min(cells)
    };
    let works = |slot: i64| {
        time.is_none_or(|time| slot.rem_euclid(cells) < time.hours_on(slot.div_euclid(cells) + epoch) * 60 / i64::from(axis.grain))
    };
    let (mut start, mut end) = (slot(start), slot(end));
    if !moment {
        start = (start..).find(|slot| works(*slot)).unwrap_or(start);
        end = (0..end).rev().find(|slot| works(*slot)).map_or(end, |slot| slot + 1);
    }
    (start, end)
}

fn period(axis: &Axis, (start, end): (i64, i64)) -> Period {
    let cells = i64::from(axis.cells);
    let day = |slot: i64| axis.epoch.plus_days(slot.div_euclid(cells));
    let last = day(end - 1);
    Period::new(if start == end { last } else { day(start) }, last)
}
