//! The schedule of a plan as text: what its dates are, how early and how late it could be, and its floats.

use landfall::schedule::{Axis, Basis, Planned, Slot};
use landfall::survey::Survey;
use landfall::time::Period;
use std::fmt::Write;

/// A line for each item and phase that has dates, in the order of the source, and one for what has none.
///
/// A moment within a day is written with the working time before it: `2025-09-01+4h` is a start after four hours of that day, and
/// an end at which four hours of it are used. Ends of days, and starts at their beginning, are written as the day alone.
pub fn schedule(survey: &Survey<'_>) -> String {
    let (plan, table) = (survey.plan, &survey.timetable);
    let day = i64::from(plan.working.minutes_a_day().max(1));
    let mut out = String::new();
    for (id, item) in plan.ids().skip(1) {
        let Some(planned) = table.items[id.index()] else {
            let _ = writeln!(out, "{}: no date", item.name);
            continue;
        };
        let times = table.activity(id).filter(|_| !item.is_container()).and_then(|at| Some((at, table.times[at as usize]?)));
        let moment = times.is_some_and(|(_, (start, end))| start == end);
        let exact = times.filter(|_| planned.basis == Basis::Computed && item.started.is_none());
        let dates = match exact {
            Some((at, times)) if !moment => {
                let calendar = &table.build.work.calendars[table.build.work.activity(at).calendar as usize];
                slots(table.build.axis, times, |slot| calendar.works(slot))
            }
            _ => self::period(planned.period),
        };
        let _ = write!(out, "{}: {dates} {}", item.name, basis(planned));
        if let Some(room) = table.rooms[id.index()] {
            let late = self::period(room.late);
            let early = if room.early == planned.period { "=".to_owned() } else { self::period(room.early) };
            let _ = write!(out, "; early {early}; late {late}; float {}, free {}", days(room.total_float, day), days(room.free_float, day));
            out.push_str(if room.critical { "; critical" } else { "" });
        }
        out.push('\n');
    }
    for (at, phase) in plan.phases.iter().enumerate() {
        let Some(period) = table.phases[at] else { continue };
        let end = if table.ended[at] { self::period(period) } else { format!("{}..?", period.first) };
        let _ = writeln!(out, "phase {}: {end}", phase.id);
    }
    out
}

fn basis(planned: Planned) -> &'static str {
    match planned.basis {
        Basis::Fixed => "fixed",
        Basis::Week => "week",
        Basis::Computed => "computed",
        Basis::Phase => "phase",
        Basis::Parts => "parts",
    }
}

fn period(period: Period) -> String {
    if period.first == period.last { period.first.to_string() } else { format!("{}..{}", period.first, period.last) }
}

/// Start and end, with the time of day where they lie inside the working time of one.
fn slots(axis: Axis, (start, end): (Slot, Slot), works: impl Fn(Slot) -> bool) -> String {
    let inside = |slot: Slot| {
        let first = slot - slot % axis.cells;
        (first..slot).any(&works) && works(slot)
    };
    let hours = |slot: Slot| format!("+{}", clock(i64::from(slot % axis.cells) * i64::from(axis.grain)));
    let first = format!("{}{}", axis.date(start), if inside(start) { hours(start) } else { String::new() });
    let last = format!("{}{}", axis.last_date(end.max(1)), if inside(end) { hours(end) } else { String::new() });
    if first == last { first } else { format!("{first}..{last}") }
}

/// Working days, with what is left in hours and minutes.
fn days(minutes: i64, day: i64) -> String {
    let (whole, rest) = (minutes.abs() / day, minutes.abs() % day);
    let sign = if minutes < 0 { "-" } else { "" };
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}d"),
        (0, _) => format!("{sign}{}", clock(rest)),
        _ => format!("{sign}{whole}d {}", clock(rest)),
    }
}

fn clock(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{hours}h"),
        (0, rest) => format!("{rest}min"),
        (hours, rest) => format!("{hours}h{rest:02}"),
    }
}
