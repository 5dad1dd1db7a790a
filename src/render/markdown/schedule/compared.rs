//! Scenarios side by side, and what has moved since the baseline.

use super::left_out;
use crate::render::markdown::{Table, code, code_cell, text};
use crate::time::Period;
use crate::view::schedule::{Compared, Schedule};
use std::fmt::Write;
use std::sync::Arc;

pub(super) fn scenarios(out: &mut String, view: &Schedule<'_>) {
    if view.scenarios.is_empty() {
        return;
    }
    out.push_str("## Scenarios\n\nThe same plan with some facts changed, each scheduled anew.\n\n");
    Table::new(out, &["Scenario", "Changes", "Ends", ">Working days", "Critical path", "Late"]);
    let finish = view.summary.finish.map_or_else(|| "–".to_owned(), |day| day.to_string());
    let _ = writeln!(out, "| *the plan* | | {finish} | | | {} |", late_count(view.summary.late));
    for scenario in &view.scenarios {
        let changes: Vec<String> =
            scenario.changes.iter().map(|(name, facts)| format!("{} {}", code_cell(name), code_cell(facts))).collect();
        let _ = write!(out, "| {} | {} | ", text(scenario.title), changes.join("; "));
        match &scenario.compared {
            Some(compared) => {
                let day = compared.to.map_or_else(|| "–".to_owned(), |day| day.to_string());
                let _ = writeln!(out, "{day} | {} | {} | {} |", signed(compared.working_days), path(compared), late(compared));
            }
            None => out.push_str("not scheduled: see the findings | | | |\n"),
        }
    }
    out.push('\n');
    for scenario in view.scenarios.iter().filter(|scenario| scenario.compared.as_ref().is_some_and(|compared| !compared.moved.is_empty())) {
        let Some(compared) = &scenario.compared else { continue };
        let _ = writeln!(out, "### {}\n", text(scenario.title));
        moved(out, compared, "Plan", "Scenario");
    }
}

pub(super) fn variance(out: &mut String, view: &Schedule<'_>) {
    let Some(variance) = &view.variance else { return };
    let compared = &variance.compared;
    let _ = write!(out, "## Since the baseline {}\n\n", code(variance.label));
    match (compared.from, compared.to) {
        (Some(from), Some(to)) if from != to => {
            let way = if compared.days > 0 { "later" } else { "earlier" };
            let _ = write!(out, "The end moves from {from} to {to}: {} working days {way}. ", compared.working_days.abs());
        }
        (Some(day), Some(_)) => {
            let _ = write!(out, "The end stays on {day}. ");
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
    moved(out, compared, "Baseline", "Now");
}

fn moved(out: &mut String, compared: &Compared, from: &str, to: &str) {
    if compared.moved.is_empty() {
        return;
    }
    Table::new(out, &["Item", from, to, ">Start", ">End"]);
    let period = |period: Option<Period>, none: &str| period.map_or_else(|| none.to_owned(), |period| period.to_string());
    for moved in &compared.moved {
        let both = moved.from.is_some() && moved.to.is_some();
        let days = |days: i64| if both { signed(days) } else { String::new() };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            code_cell(&moved.name),
            period(moved.from, "not there"),
            period(moved.to, "no longer there"),
            days(moved.start_days),
            days(moved.end_days)
        );
    }
    out.push('\n');
    left_out(out, compared.moved_left_out, "moved");
}

fn path(compared: &Compared) -> String {
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

fn late(compared: &Compared) -> String {
    let part = |count: usize, words: &str| (count > 0).then(|| format!("{count} {words}"));
    let parts: Vec<String> =
        [part(compared.newly_late.len(), "more"), part(compared.no_longer_late.len(), "fewer")].into_iter().flatten().collect();
    if parts.is_empty() { "the same".to_owned() } else { parts.join(", ") }
}

fn late_count(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

fn count(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

fn signed(days: i64) -> String {
    match days {
        0 => "0".to_owned(),
        days if days > 0 => format!("+{days}"),
        days => format!("−{}", days.unsigned_abs()),
    }
}
