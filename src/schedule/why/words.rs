//! Causes in words. Only ids stand in them, each in backticks, so that they read the same in a terminal and in Markdown.

use super::{Cause, Step, period};
use crate::model::{PhaseId, Plan};
use crate::schedule::activity::{Gap, Mode, What};
use crate::schedule::timetable::Timetable;
use crate::syntax::LinkKind;
use crate::time::Date;

/// Pauses that are told of one piece of work; of more it is said how many there are.
const PAUSES: usize = 3;

/// What an activity stands for: "`cart`", "phase `build`".
pub fn name(plan: &Plan, what: What) -> String {
    match what {
        What::Leaf(id) | What::Start(id) | What::Finish(id) => format!("`{}`", plan.item(id).name),
        What::PhaseStart(phase) | What::PhaseFinish(phase) => phase_name(plan, phase),
        What::Junction => "several".to_owned(),
    }
}

fn phase_name(plan: &Plan, phase: PhaseId) -> String {
    format!("phase `{}`", plan.phases[phase.index()].id)
}

/// What happens to it, and when: "starts 2025-07-23", "ends 2025-07-23".
pub fn verb(plan: &Plan, table: &Timetable, step: &Step) -> String {
    let activity = table.build.work.activity(step.activity);
    match step.what {
        What::Finish(_) | What::PhaseFinish(_) => format!("ends {}", step.period.last),
        What::Leaf(_) if matches!(activity.mode, Mode::Happened) => format!("ended {}", step.period.last),
        What::Leaf(id) if is_moment(table, step.activity) && plan.item(id).kind == crate::model::ItemKind::Milestone => {
            let guess = if table.items[id.index()].is_none() { " at the earliest" } else { "" };
            format!("is on {}{guess}", step.period.last)
        }
        What::Leaf(_) if step.held_by_end => format!("ends {}", step.period.last),
        What::Leaf(id) if plan.item(id).started.is_some() && activity.mode == Mode::Free => {
            let rest = table.times[step.activity as usize].map_or(step.period.first, |(start, _)| table.build.axis.date(start));
            format!("began {}, and what is left of it starts {rest}", step.period.first)
        }
        _ => format!("starts {}", step.period.first),
    }
}

fn is_moment(table: &Timetable, at: u32) -> bool {
    table.times[at as usize].is_some_and(|(start, end)| start == end)
}

/// Why, as it reads after "because", and when work pauses that has begun; `place` is put behind what was said, such as ` (shop.plan:3:7)`.
pub fn because(plan: &Plan, table: &Timetable, step: &Step, place: &str) -> String {
    let mut words = cause(plan, table, step, place);
    if let Some(idle) = idle(plan, table, step) {
        words.push_str("; ");
        words.push_str(&idle);
    }
    // What holds the end of something was told with its cause.
    let mut pauses = super::off::pauses(plan, table, step.activity);
    pauses.retain(|(why, _)| !(step.held_by_end && *why == step.cause));
    for (at, (why, days)) in pauses.iter().take(PAUSES).enumerate() {
        let on = if days.first == days.last { format!("on {}", days.first) } else { format!("from {} to {}", days.first, days.last) };
        words.push_str(if at == 0 { ", and it pauses " } else { ", and " });
        words.push_str(&on);
        match why {
            Cause::Freeze(freeze) => words.push_str(&format!(", as freeze `{}` holds it", plan.freezes[*freeze].id)),
            Cause::Away(party) => words.push_str(&format!(", as `{}` is away", plan.parties[party.index()].id)),
            _ => {}
        }
    }
    match pauses.len().saturating_sub(PAUSES) {
        0 => {}
        1 => words.push_str(", and once more"),
        more => words.push_str(&format!(", and {more} times more")),
    }
    words
}

/// Why a start lies days behind what it waits for, where nobody works in between.
fn idle(plan: &Plan, table: &Timetable, step: &Step) -> Option<String> {
    let activity = table.build.work.activity(step.activity);
    let What::Leaf(id) = step.what else { return None };
    if step.held_by_end || activity.work == 0 || activity.mode != Mode::Free {
        return None;
    }
    let from = match (step.cause, step.before) {
        (Cause::Need(LinkKind::FinishStart, gap), Some(before)) if gap.cells == 0 => period(table, before)?.last.plus_days(1),
        (Cause::PlanStart, None) => plan.start?,
        (Cause::DataDate, None) => table.build.axis.date(table.build.work.data_date),
        _ => return None,
    };
    super::off::idle(plan, id, from, starts(table, step))
}

fn cause(plan: &Plan, table: &Timetable, step: &Step, place: &str) -> String {
    let before = step.before.map(|at| table.build.work.activity(at).what);
    let named = before.map_or_else(String::new, |what| name(plan, what));
    let then = |ends: bool| step.before.map_or_else(String::new, |at| at_end(table, at, ends));
    let behind = if before.is_some() { format!(", behind {named}") } else { String::new() };
    match step.cause {
        Cause::Need(kind, gap) => {
            let gap = between(plan, table, gap);
            match kind {
                LinkKind::FinishStart => format!("it needs {named}{place}, which {}{gap}", then(true)),
                LinkKind::StartStart => format!("it may start once {named} has{place}, which {}{gap}", then(false)),
                LinkKind::FinishFinish => format!("it may end once {named} has{place}, which {}{gap}", then(true)),
                LinkKind::StartFinish => format!("it may end once {named} has begun{place}, which {}{gap}", then(false)),
            }
        }
        Cause::NotBefore if before.is_some() => {
            format!("it may not start before {named}{place}, which {}", then(!matches!(before, Some(What::PhaseStart(_)))))
        }
        Cause::NotBefore => format!("it may not start before then{place}"),
        Cause::Part if matches!(step.what, What::Finish(_)) => format!("its part {named} {}{place}", then(true)),
        Cause::Part if matches!(step.what, What::PhaseFinish(_)) => format!("{named}, which is in it, {}{place}", then(true)),
        Cause::Part => format!("{named}, which it is part of, {}{place}", then(false)),
        Cause::Phase(phase) => match (step.what, before) {
            (What::PhaseStart(_), Some(_)) => format!("it comes after {named}{place}, which {}", then(true)),
            (What::PhaseStart(_), None) => format!("its window begins then{place}"),
            (What::PhaseFinish(_), None) => format!("its window ends then{place}"),
            (What::PhaseFinish(_), Some(What::PhaseStart(_))) => format!("nothing is in it{place}"),
            (What::PhaseFinish(_), Some(_)) => format!("{named}, which is in it, {}{place}", then(true)),
            _ => format!("{} begins then{place}", phase_name(plan, phase)),
        },
        Cause::Gate(phase) => format!("the gate of {} is not met on the data date{place}", phase_name(plan, phase)),
        Cause::Week => format!("it is to be done in that week{place}"),
        Cause::Fixed => format!("its dates are fixed{place}"),
        Cause::Happened => match table.build.work.activity(step.activity).mode {
            Mode::Happened => format!("it was done then{place}"),
            _ => format!("it began then{place}"),
        },
        Cause::People(resource) => {
            let start = starts(table, step);
            let team = table.build.resources.get(resource as usize).map(|of| of.party).filter(|_| before.is_none());
            let off = team.and_then(|team| super::off::missing(plan, team, start)).unwrap_or_default();
            format!("it waits for {} until {start}{behind}{off}{place}", who(plan, table, resource))
        }
        Cause::AsLate => format!("it is to be done as late as possible{place}"),
        Cause::DataDate => format!("it is still open on the data date, {}", table.build.axis.date(table.build.work.data_date)),
        Cause::PlanStart => match plan.start.filter(|start| *start < step.period.first) {
            Some(start) => format!("the plan starts {start}{place}"),
            None => format!("the plan starts then{place}"),
        },
        Cause::Levelling => "those who do it are needed elsewhere before".to_owned(),
        Cause::Freeze(freeze) => {
            let of = &plan.freezes[freeze];
            let last = of.period.map_or_else(String::new, |period| format!(" until {}", period.last));
            format!("freeze `{}` holds it{last}{place}{behind}", of.id)
        }
        Cause::Away(party) => {
            let of = &plan.parties[party.index()];
            let (start, end) = table.times[step.activity as usize].unwrap_or_default();
            let held = if step.held_by_end { table.build.axis.last_date(end) } else { table.build.axis.date(start) };
            match of.away.iter().filter(|away| away.last < held).map(|away| away.last).max() {
                Some(last) if of.from.is_none_or(|from| from <= last) => format!("`{}` is away until {last}{place}{behind}", of.id),
                _ => format!("`{}` is not there before then{place}{behind}", of.id),
            }
        }
    }
}

/// The titles of what the words about a step name: id and title of each that has a title of its own.
pub fn titles(plan: &Plan, table: &Timetable, step: &Step) -> Vec<(String, String)> {
    let party = |at: crate::model::PartyId| Some((&*plan.parties[at.index()].id, &*plan.parties[at.index()].title));
    let of = |what: What| match what {
        What::Leaf(id) | What::Start(id) | What::Finish(id) => Some((&*plan.item(id).name, &*plan.item(id).title)),
        What::PhaseStart(phase) | What::PhaseFinish(phase) => Some((&*plan.phases[phase.index()].id, &*plan.phases[phase.index()].title)),
        What::Junction => None,
    };
    let cause = match step.cause {
        Cause::Phase(phase) | Cause::Gate(phase) => of(What::PhaseStart(phase)),
        Cause::People(resource) => party(table.build.resources[resource as usize].party),
        Cause::Freeze(freeze) => Some((&*plan.freezes[freeze].id, &*plan.freezes[freeze].title)),
        Cause::Away(who) => party(who),
        _ => None,
    };
    let before = step.before.and_then(|at| of(table.build.work.activity(at).what));
    let mut named: Vec<(String, String)> = Vec::new();
    for (id, title) in [before, cause, of(step.what)].into_iter().flatten().filter(|(id, title)| !title.is_empty() && id != title) {
        if named.iter().all(|(known, _)| known != id) {
            named.push((id.to_owned(), title.to_owned()));
        }
    }
    named
}

/// Who is waited for: the team or person, and the skills that are short.
pub fn who(plan: &Plan, table: &Timetable, resource: u32) -> String {
    let of = &table.build.resources[resource as usize];
    let party = &plan.parties[of.party.index()].id;
    if of.skills.is_empty() { format!("`{party}`") } else { format!("`{party}` with {}", of.skills.join(", ")) }
}

/// The day work on it starts; of what has begun, the rest of it.
fn starts(table: &Timetable, step: &Step) -> Date {
    table.times[step.activity as usize].map_or(step.period.first, |(start, _)| table.build.axis.date(start))
}

fn at_end(table: &Timetable, at: u32, end: bool) -> String {
    let Some(period) = period(table, at) else { return String::new() };
    let activity = table.build.work.activity(at);
    let happened = matches!(activity.mode, Mode::Happened);
    match (end, happened) {
        _ if is_moment(table, at) && matches!(activity.what, What::Leaf(_)) && activity.estimated => format!("is on {}", period.last),
        (true, true) => format!("ended {}", period.last),
        (true, false) => format!("ends {}", period.last),
        (false, true) => format!("began {}", period.first),
        (false, false) => format!("starts {}", period.first),
    }
}

/// The time between two ends, in words; nothing when there is none.
pub fn between(plan: &Plan, table: &Timetable, gap: Gap) -> String {
    if gap.cells == 0 {
        return String::new();
    }
    let cells = i64::from(gap.cells.unsigned_abs());
    let axis = table.build.axis;
    let (day, grain) = (i64::from(axis.cells), i64::from(axis.grain));
    let time = if gap.elapsed { dates::calendar(cells / day, cells % day * grain) } else { dates::working(plan, cells * grain) };
    if gap.cells > 0 { format!(", and {time} in between") } else { format!(", with {time} of overlap") }
}

/// Times in words.
pub mod dates {
    use crate::model::Plan;
    use crate::schedule::Timetable;

    /// Minutes of working time: `3 working days`, `1.5 working days`, `4 hours`.
    pub fn working(plan: &Plan, minutes: i64) -> String {
        in_days_of(Timetable::minutes_a_day(plan), minutes)
    }

    /// The same in working days of so many minutes each.
    pub fn in_days_of(day: i64, minutes: i64) -> String {
        let (sign, minutes) = if minutes < 0 { ("-", minutes.saturating_neg()) } else { ("", minutes) };
        if minutes > 0 && minutes < day {
            return format!("{sign}{}", hours(minutes));
        }
        let number = days_of(day, minutes);
        format!("{sign}{number} working {}", if number == "1" { "day" } else { "days" })
    }

    /// Days and minutes of the calendar: `3 days`, `12 hours`, `1 day and 6 hours`.
    pub fn calendar(days: i64, minutes: i64) -> String {
        let whole = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
        match (days, minutes) {
            (_, 0) => whole,
            (0, _) => hours(minutes),
            _ => format!("{whole} and {}", hours(minutes)),
        }
    }

    /// Minutes in words: `12 hours`, `1 h 30 min`.
    pub fn hours(minutes: i64) -> String {
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} minutes"),
            (1, 0) => "1 hour".to_owned(),
            (hours, 0) => format!("{hours} hours"),
            (hours, minutes) => format!("{hours} h {minutes} min"),
        }
    }

    /// Minutes as working days, to hundredths: `3`, `1.5`, `-0.25`.
    pub fn days(plan: &Plan, minutes: i64) -> String {
        days_of(Timetable::minutes_a_day(plan), minutes)
    }

    fn days_of(day: i64, minutes: i64) -> String {
        let hundredths = minutes.saturating_mul(100) / day;
        let (sign, hundredths) = if hundredths < 0 { ("-", hundredths.unsigned_abs()) } else { ("", hundredths.unsigned_abs()) };
        let (whole, part) = (hundredths / 100, hundredths % 100);
        if part == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", format!("{part:02}").trim_end_matches('0')) }
    }
}
