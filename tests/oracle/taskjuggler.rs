//! Networks as a TaskJuggler project, and what it says of them.
//!
//! * Work fills the first hours of a day from midnight on, as it fills the first slots of ours, so that both count alike.
//! * Each network stands in the project twice, once as early and once as late as possible, each with people of its own, so that nothing
//!   waits for anybody.
//! * A fixed start beside `depends` would win over it, so `not before` is a need of a milestone with a fixed date. `due` likewise.
//! * No task holds another: `precedes … { onend }` among the parts of a task is taken for a circle.

use crate::calendar::{Calendar, NAMES};
use crate::network::{Network, Span};
use crate::plan::{Dates, date};
use landfall::time::{Date, Period};
use std::collections::HashMap;
use std::fmt::Write;
use std::process::Command;

/// A day of the plan and the minute of it.
pub type Instant = (i64, i64);

/// Start and end by item.
#[derive(Debug, Default)]
pub struct Found {
    pub early: HashMap<usize, (Instant, Instant)>,
    pub late: HashMap<usize, (Instant, Instant)>,
}

/// Whether it is installed.
pub fn is_there() -> bool {
    Command::new("tj3").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// Schedules networks that share a calendar.
pub fn run(calendar: &Calendar, networks: &[Network], ours: &[Dates]) -> Vec<Found> {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("p.tjp"), project(calendar, networks, ours)).expect("the project is written");
    let run = Command::new("tj3").args(["--silent", "--no-color", "-c", "1", "-o", ".", "p.tjp"]).current_dir(folder.path()).output();
    let run = run.expect("TaskJuggler runs");
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    let table = std::fs::read_to_string(folder.path().join("dates.csv")).unwrap_or_default();
    if !run.status.success() || table.is_empty() {
        let kept = folder.keep();
        panic!("TaskJuggler refuses {}:\n{said}", kept.join("p.tjp").display());
    }
    read(&table, networks.len())
}

fn read(table: &str, networks: usize) -> Vec<Found> {
    let mut found: Vec<Found> = (0..networks).map(|_| Found::default()).collect();
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').map(|cell| cell.trim_matches('"')).collect();
        let [id, start, end] = cells.as_slice() else { panic!("unknown line {line}") };
        let Some((of, item)) = id.split_once('t') else { continue };
        let place: usize = of[1..].parse().expect("a number");
        let times = (instant(start), instant(end));
        let into = if of.starts_with('e') { &mut found[place].early } else { &mut found[place].late };
        into.insert(item.parse().expect("a number"), times);
    }
    found
}

fn instant(text: &str) -> Instant {
    let (day, time) = text.split_once('T').expect("a date and a time");
    let (hours, minutes) = time.split_once(':').expect("hours and minutes");
    let minute = hours.parse::<i64>().expect("hours") * 60 + minutes.parse::<i64>().expect("minutes");
    (Date::parse(day).expect("a date").days_since(date(0)), minute)
}

fn project(calendar: &Calendar, networks: &[Network], ours: &[Dates]) -> String {
    // A short project makes it fast; a late start may lie before the plan.
    let days = |period: Period| [period.first.days_since(date(0)), period.last.days_since(date(0))];
    let all = || ours.iter().flat_map(|dates| dates.items.iter()).flat_map(|(_, early, late)| [days(*early), days(*late)].concat());
    let (first, last) = (all().min().unwrap_or(0).min(-30), all().max().unwrap_or(0).max(80));
    let mut out = format!("project p \"P\" {} - {} {{\n", date(first - 30), date(last + 30));
    out.push_str("  timezone \"UTC\"\n  timingresolution 60min\n");
    let _ = writeln!(out, "  dailyworkinghours {}\n  yearlyworkingdays 260", calendar.hours);
    week(&mut out, calendar);
    out.push_str("}\n");
    for (first, last) in &calendar.off {
        let _ = writeln!(out, "leaves holiday \"Off\" {} - {}", date(*first), date(last + 1));
    }
    for (at, network) in networks.iter().enumerate() {
        for which in which(network) {
            people(&mut out, network, calendar, which, at);
        }
    }
    for (at, network) in networks.iter().enumerate() {
        for which in which(network) {
            if which == 'e' { early(&mut out, network, at) } else { late(&mut out, network, at, &ours[at]) }
        }
    }
    out.push_str(
        "taskreport dates \"dates\" {\n  formats csv\n  columns id, start, end\n  timeformat \"%Y-%m-%dT%H:%M\"\n  sorttasks seqno.up\n}\n",
    );
    out
}

fn which(network: &Network) -> impl Iterator<Item = char> {
    [('e', network.has_early()), ('l', network.has_late())].into_iter().filter(|(_, wanted)| *wanted).map(|(which, _)| which)
}

fn week(out: &mut String, calendar: &Calendar) {
    for (name, worked) in NAMES.iter().zip(calendar.weekdays) {
        let hours = if worked { format!("0:00 - {}:00", calendar.hours) } else { "off".to_owned() };
        let _ = writeln!(out, "  workinghours {name} {hours}");
    }
}

fn people(out: &mut String, network: &Network, plan: &Calendar, which: char, at: usize) {
    for (number, person) in network.people.iter().enumerate() {
        let _ = writeln!(out, "resource {which}{at}p{number} \"P\" {{");
        week(out, person);
        for (first, last) in &person.off[plan.off.len()..] {
            let _ = writeln!(out, "  leaves annual {} - {}", date(*first), date(last + 1));
        }
        for day in &person.half {
            let _ = writeln!(out, "  leaves annual {}-{:02}:00 - {}", date(*day), person.hours / 2, date(day + 1));
        }
        out.push_str("}\n");
    }
}

fn span(span: Span, which: char, at: usize) -> String {
    match span {
        Span::Moment => "milestone".to_owned(),
        Span::Duration(days) => format!("duration {days}d"),
        Span::Length(hours) => format!("length {hours}h"),
        Span::Effort(hours, person) => format!("effort {hours}h allocate {which}{at}p{person}"),
    }
}

fn gap(amount: i64, elapsed: bool) -> String {
    match amount {
        0 => String::new(),
        amount if elapsed => format!("gapduration {amount}d"),
        amount => format!("gaplength {amount}h"),
    }
}

fn early(out: &mut String, network: &Network, at: usize) {
    for (number, item) in network.items.iter().enumerate() {
        let mut depends: Vec<String> = Vec::new();
        for need in &item.needs {
            let (from_start, amount) = network.early(number, *need);
            depends.push(format!("e{at}t{} {{ {} {} }}", need.on, if from_start { "onstart" } else { "" }, gap(amount, need.elapsed)));
        }
        if let Some(day) = item.not_before {
            // A moment that is not before a day is no earlier than its end.
            let anchor = date(if item.span == Span::Moment { day + 1 } else { day });
            let _ = writeln!(out, "task e{at}a{number} \"A\" {{ milestone start {anchor} }}");
            depends.push(format!("e{at}a{number}"));
        }
        let bound = if depends.is_empty() { format!("start {}", date(0)) } else { format!("depends {}", depends.join(", ")) };
        let _ = writeln!(out, "task e{at}t{number} \"T\" {{ {} {bound} }}", span(item.span, 'e', at));
    }
}

fn late(out: &mut String, network: &Network, at: usize, ours: &Dates) {
    let cells = i64::from(ours.axis.cells);
    let end = i64::from(ours.end);
    let epoch = ours.axis.epoch.days_since(date(0));
    let end = format!("{}-{:02}:00", date(epoch + end / cells), end % cells * i64::from(ours.axis.grain) / 60);
    for (number, item) in network.items.iter().enumerate() {
        let mut precedes: Vec<String> = Vec::new();
        for (waits, other) in network.items.iter().enumerate() {
            for need in other.needs.iter().filter(|need| need.on == number) {
                let (from_end, amount) = network.late(waits, *need);
                precedes.push(format!("l{at}t{waits} {{ {} {} }}", if from_end { "onend" } else { "" }, gap(amount, need.elapsed)));
            }
        }
        if let Some(day) = item.due {
            let _ = writeln!(out, "task l{at}d{number} \"D\" {{ milestone start {} }}", date(day + 1));
            precedes.push(format!("l{at}d{number}"));
        }
        // What is due still ends no later than everything else.
        if precedes.is_empty() || item.due.is_some() {
            let _ = writeln!(out, "task l{at}z{number} \"Z\" {{ milestone start {end} }}");
            precedes.push(format!("l{at}z{number}"));
        }
        let _ =
            writeln!(out, "task l{at}t{number} \"T\" {{ {} precedes {} scheduling alap }}", span(item.span, 'l', at), precedes.join(", "));
    }
}
