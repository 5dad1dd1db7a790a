//! A network as a plan, and the dates we give it.

use crate::calendar::Calendar;
use crate::network::{Kind, Network, Span};
use crate::support::run::surveyed;
use landfall::schedule::{Axis, Slot};
use landfall::time::{Date, Period};
use std::fmt::Write;

/// The first day of every plan: a Monday.
pub const START: &str = "2025-09-01";

/// The date of a day of the plan.
pub fn date(day: i64) -> Date {
    Date::parse(START).expect("a date").plus_days(day)
}

/// What we say of a network.
pub struct Dates {
    /// The plan itself, for when something is wrong.
    pub text: String,
    /// How slots are counted.
    pub axis: Axis,
    /// First slot and slot after the last, early and late periods, by item.
    pub items: Vec<((Slot, Slot), Period, Period)>,
    /// The slot at which the last work ends.
    pub end: Slot,
}

/// Compiles a network.
pub fn dates(network: &Network) -> Dates {
    let text = text(network);
    let found = surveyed(&text, |survey| {
        let table = &survey.timetable;
        let mut items = vec![None; network.items.len()];
        for (id, item) in survey.plan.ids().skip(1) {
            let number: usize = item.id.trim_start_matches('t').parse().expect("a number");
            let slots = table.activity(id).and_then(|at| table.times[at as usize]);
            let room = table.rooms[id.index()];
            items[number] = slots.zip(room).map(|(slots, room)| (slots, room.early, room.late));
        }
        let items: Option<Vec<_>> = items.into_iter().collect();
        (table.build.axis, items)
    });
    let (axis, items) = found.unwrap_or_else(|| panic!("the plan does not compile:\n{text}"));
    let items = items.unwrap_or_else(|| panic!("an item has no dates:\n{text}"));
    let end = items.iter().map(|((_, end), _, _)| *end).max().unwrap_or(0);
    Dates { text, axis, items, end }
}

fn text(network: &Network) -> String {
    let mut out = format!(
        "plan p \"P\" language 1 start {START} as-of {START}\ndays {} {}h\n",
        network.calendar.names().join(", "),
        network.calendar.hours
    );
    for (first, last) in &network.calendar.off {
        let _ = writeln!(out, "holiday {}..{} \"Off\"", date(*first), date(*last));
    }
    for (at, person) in network.people.iter().enumerate() {
        let _ = writeln!(out, "person p{at} \"P{at}\"{}", own_time(person, &network.calendar));
    }
    for (at, item) in network.items.iter().enumerate() {
        let _ = match item.span {
            Span::Moment => write!(out, "milestone t{at} \"T\""),
            Span::Duration(days) => write!(out, "task t{at} \"T\" duration {days}d"),
            Span::Length(hours) => write!(out, "task t{at} \"T\" length {hours}h"),
            Span::Effort(hours, person) => write!(out, "task t{at} \"T\" effort {hours}h by p{person}"),
        };
        let needs: Vec<String> = item.needs.iter().map(need).collect();
        if !needs.is_empty() {
            let _ = write!(out, " needs {}", needs.join(", "));
        }
        if let Some(day) = item.not_before {
            let _ = write!(out, " not before {}", date(day));
        }
        if let Some(day) = item.due {
            let _ = write!(out, " due {}", date(day));
        }
        out.push('\n');
    }
    out
}

fn own_time(person: &Calendar, plan: &Calendar) -> String {
    let mut out = String::new();
    if person.weekdays != plan.weekdays || person.hours != plan.hours {
        let _ = write!(out, " days {} {}h", person.names().join(", "), person.hours);
    }
    for (first, last) in &person.off[plan.off.len()..] {
        let _ = write!(out, " away {}..{}", date(*first), date(*last));
    }
    let half: Vec<String> = person.half.iter().map(|day| date(*day).to_string()).collect();
    if !half.is_empty() {
        let _ = write!(out, " half-days {}", half.join(", "));
    }
    out
}

fn need(need: &crate::network::Need) -> String {
    let kind = match need.kind {
        Kind::FinishStart => "FS",
        Kind::StartStart => "SS",
        Kind::FinishFinish => "FF",
        Kind::StartFinish => "SF",
    };
    let unit = if need.elapsed { "d elapsed" } else { "h" };
    match need.lag {
        0 => format!("t{} {kind}", need.on),
        lag if lag > 0 => format!("t{} {kind} lag {lag}{unit}", need.on),
        lead => format!("t{} {kind} lead {}{unit}", need.on, -lead),
    }
}
