//! Scenarios side by side, and what has moved since the baseline.

use crate::render::markdown::{Table, code, code_cell, entry, left_out, message, text};
use crate::schedule::comparison::Without;
use crate::time::{Date, Period};
use crate::view::schedule::{Compared, MovedView, ScenarioDates, Schedule};
use std::fmt::Write;
use std::sync::Arc;

pub(super) fn scenarios(out: &mut String, view: &Schedule<'_>) {
    if view.scenarios.is_empty() {
        return;
    }
    out.push_str("## Scenarios\n\nThe same plan with some facts changed, each scheduled anew.\n\n");
    Table::new(out, &["Scenario", "Changes", "Ends", ">Working days", "Critical path", "Late"]);
    let none = if view.summary.unplaced > 0 { "nobody knows" } else { "–" };
    let finish = view.summary.finish.map_or_else(|| none.to_owned(), |day| day.to_string());
    let _ = writeln!(out, "| *the plan* | | {finish} | | | {} |", late_count(view.summary.late, view.summary.unknown));
    for scenario in &view.scenarios {
        let changes: Vec<String> =
            scenario.changes.iter().map(|(name, facts)| format!("{} {}", code_cell(name), code_cell(facts))).collect();
        let _ = write!(out, "| {} | {} | ", text(scenario.title), changes.join("; "));
        match &scenario.compared {
            Some(compared) => {
                let ends = match compared.to {
                    Some(day) => day.to_string(),
                    None if compared.unplaced.is_empty() => "–".to_owned(),
                    None => "nobody knows".to_owned(),
                };
                let _ = writeln!(out, "{ends} | {} | {} | {} |", shift(compared), path(compared), late(compared));
            }
            None => out.push_str("not scheduled: see the findings | | | |\n"),
        }
    }
    out.push('\n');
    for scenario in &view.scenarios {
        let Some(compared) = scenario.compared.as_ref().filter(|compared| !compared.moved.is_empty() || !scenario.found.is_empty()) else {
            continue;
        };
        let _ = writeln!(out, "### {}\n", text(scenario.title));
        found(out, scenario);
        if compared.moved.is_empty() {
            continue;
        }
        moved(out, compared.moved.iter(), ["Plan", "Scenario"]);
        left_out(out, compared.moved_left_out, "moved", "moved");
    }
}

/// What is found wrong with a scenario alone.
fn found(out: &mut String, scenario: &ScenarioDates<'_>) {
    if scenario.found.is_empty() {
        return;
    }
    out.push_str("Found in this scenario alone:\n\n");
    for finding in &scenario.found {
        let _ = writeln!(out, "- {}", message(finding));
    }
    out.push('\n');
    left_out(out, scenario.found_left_out, "is found", "are found");
}

pub(super) fn variance(out: &mut String, view: &Schedule<'_>) {
    let Some(variance) = &view.variance else { return };
    let compared = &variance.compared;
    let _ = write!(out, "## Since the baseline {}\n\n", code(variance.label));
    match (compared.from, compared.to) {
        (Some(from), Some(to)) if from != to => {
            let moved = match compared.working_days.unwrap_or(0) {
                0 => count(to.days_since(from).unsigned_abs() as usize, "day", "days"),
                days => count(days.unsigned_abs() as usize, "working day", "working days"),
            };
            let way = if to > from { "later" } else { "earlier" };
            let _ = write!(out, "The end moves from {from} to {to}: {moved} {way}. ");
        }
        (Some(day), Some(_)) => {
            let _ = write!(out, "The end stays on {day}. ");
        }
        (from, None) if !compared.unplaced.is_empty() => {
            let was = from.map_or_else(String::new, |from| format!("; it was {from}"));
            let _ = write!(out, "Nobody knows the end any more{was}. ");
        }
        (None, Some(to)) => {
            let _ = write!(out, "It ends {to}; in the baseline nobody knew when. ");
        }
        _ => {}
    }
    let _ = writeln!(
        out,
        "{} slipping, {} with other dates, {} unchanged.\n",
        count(variance.slipping, "item is", "items are"),
        compared.moved.len() + compared.moved_left_out,
        compared.same
    );
    let (slipping, others): (Vec<&MovedView<'_>>, Vec<&MovedView<'_>>) = compared.moved.iter().partition(|view| view.moved.is_later());
    if !slipping.is_empty() {
        out.push_str("### Slipping\n\nThese end later than in the baseline, by so many working days; the furthest first.\n\n");
        moved(out, slipping.into_iter(), ["Baseline", "Now"]);
    }
    if !others.is_empty() {
        out.push_str("### Other changes of dates\n\n");
        moved(out, others.into_iter(), ["Baseline", "Now"]);
    }
    left_out(out, compared.moved_left_out, "moved", "moved");
}

fn moved<'v, 'a: 'v>(out: &mut String, list: impl Iterator<Item = &'v MovedView<'a>>, [from, to]: [&str; 2]) {
    Table::new(out, &["Item", from, to, ">Start", ">End"]);
    for MovedView { moved, item } in list {
        let period = |period: Option<Period>, absent: &str| match (period, moved.without) {
            (Some(period), _) => period.to_string(),
            (None, Some(Without::Dropped)) => "dropped".to_owned(),
            (None, Some(Without::Undated)) => "no dates".to_owned(),
            (None, Some(Without::Unplaced)) => "no place".to_owned(),
            (None, _) => absent.to_owned(),
        };
        let by = |days: i64, of: fn(Period) -> Date| match moved.from.zip(moved.to) {
            Some((from, to)) => by(days, of(from), of(to)),
            None => String::new(),
        };
        out.push_str("| ");
        match item {
            Some(label) => entry::label(out, label),
            None => out.push_str(&code_cell(&moved.name)),
        }
        let _ = writeln!(
            out,
            " | {} | {} | {} | {} |",
            period(moved.from, "not there"),
            period(moved.to, "no longer there"),
            by(moved.start_days, |period| period.first),
            by(moved.end_days, |period| period.last)
        );
    }
    out.push('\n');
}

/// Working days from one date to another; days where none of them is worked.
fn by(working: i64, from: Date, to: Date) -> String {
    match (working, to.days_since(from)) {
        (0, days) if days != 0 => format!("0 ({} off)", count_signed(days)),
        (working, _) => signed(working),
    }
}

/// How far the end moves.
fn shift(compared: &Compared<'_>) -> String {
    let days = compared.working_days.zip(compared.from).zip(compared.to);
    days.map_or_else(String::new, |((days, from), to)| by(days, from, to))
}

fn path(compared: &Compared<'_>) -> String {
    if compared.from.is_none() || compared.to.is_none() {
        return "–".to_owned();
    }
    let part = |names: &[Arc<str>], words: &str| match names {
        [] => None,
        names if names.len() <= 3 => {
            Some(format!("{words} {}", names.iter().map(|name| code_cell(name).to_string()).collect::<Vec<_>>().join(", ")))
        }
        names => Some(format!("{words} {} items", names.len())),
    };
    let parts: Vec<String> = [part(&compared.joined, "joined by"), part(&compared.left, "left by")].into_iter().flatten().collect();
    if parts.is_empty() { "the same".to_owned() } else { parts.join("; ") }
}

fn late(compared: &Compared<'_>) -> String {
    let part = |count: usize, words: &str| (count > 0).then(|| format!("{count} {words}"));
    let parts =
        [part(compared.newly_late.len(), "more"), part(compared.no_longer_late.len(), "fewer"), part(compared.undecided.len(), "unknown")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "the same".to_owned() } else { parts.join(", ") }
}

fn late_count(late: usize, unknown: usize) -> String {
    match (late, unknown) {
        (0, 0) => "none".to_owned(),
        (late, 0) => late.to_string(),
        (0, unknown) => format!("{unknown} unknown"),
        (late, unknown) => format!("{late}, {unknown} unknown"),
    }
}

fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn count_signed(days: i64) -> String {
    format!("{} {}", signed(days), if days.abs() == 1 { "day" } else { "days" })
}

fn signed(days: i64) -> String {
    match days {
        0 => "0".to_owned(),
        days if days > 0 => format!("+{days}"),
        days => format!("−{}", days.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use crate::view::sample::survey_since;
    use crate::view::{Selection, schedule};

    #[test]
    fn what_slips_stands_apart_and_has_its_title() {
        let head = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";
        let before = format!(
            "{head}component a \"Cart\" missing effort 2d\ncomponent b \"Bank\" missing effort 3d\ncomponent gone missing effort 1d\n"
        );
        let now = format!("{head}component a \"Cart\" missing effort 4d\ncomponent b \"Bank\" missing effort 1d\n");
        survey_since(&before, &now, |survey| {
            let mut out = String::new();
            super::variance(&mut out, &schedule::build(survey, &Selection::all(survey.plan)));
            let (slipping, others) = out.split_once("### Other changes of dates").unwrap();
            assert!(
                slipping.contains("The end moves from 2025-07-16 to 2025-07-17: 1 working day later. 1 item is slipping, 3 with"),
                "{out}"
            );
            assert!(
                slipping.contains("### Slipping")
                    && slipping.contains("| Cart | 2025-07-14 – 2025-07-15 | 2025-07-14 – 2025-07-17 | 0 | +2 |"),
                "{out}"
            );
            assert!(!slipping.contains("Bank") && others.contains("| Bank | 2025-07-14 – 2025-07-16 | 2025-07-14 | 0 | −2 |"), "{out}");
            assert!(others.contains("| `gone` | 2025-07-14 | no longer there |  |  |"), "{out}");
        });
    }
}
