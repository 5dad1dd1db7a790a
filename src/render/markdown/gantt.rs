//! The gantt report in Markdown.

use super::text;
use crate::render::{mermaid_gantt, text_gantt};
use crate::view::gantt::{BarState, Gantt};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Gantt<'_>) {
    let Some(period) = view.period else {
        out.push_str("Nothing here has dates.\n");
        remainder(out, view);
        return;
    };
    counts(out, view);
    let _ = writeln!(out, "The scale runs from {} to {}.", period.first, period.last);
    if !period.contains(view.data_date) {
        let side = if view.data_date < period.first { "before" } else { "after" };
        let _ = writeln!(out, "The data date, {}, lies {side} it.", view.data_date);
    }
    remainder(out, view);
    out.push_str("\n```text\n");
    text_gantt::draw(out, view);
    out.push_str("```\n\n");
    if view.is_empty() {
        return;
    }
    let mut drawing = String::with_capacity(16 * 1024);
    if let Some(left_out) = mermaid_gantt::draw(&mut drawing, view) {
        out.push_str("## As a picture\n\n");
        if left_out > 0 {
            let _ = writeln!(out, "Mermaid draws only so much: {left_out} of the {} items are left out here.\n", view.len());
        }
        let _ = write!(out, "```mermaid\n{drawing}```\n\n");
    }
}

/// How many rows there are, by state.
fn counts(out: &mut String, view: &Gantt<'_>) {
    let total = view.len();
    let _ = write!(out, "**{total} {} on the calendar**", if total == 1 { "item" } else { "items" });
    let of = |state: BarState| (view.count(|row| row.state == state), state.words());
    let mut before = ": ";
    for (count, word) in BarState::ALL.map(of).into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(out, "{before}{count} {word}");
        before = ", ";
    }
    out.push_str(".\n");
    late(out, view);
}

/// How many items are late: as many as the schedule says.
fn late(out: &mut String, view: &Gantt<'_>) {
    let shown = view.count(|row| row.late);
    if view.late > 0 {
        let _ = write!(out, "{} {} late", view.late, if view.late == 1 { "is" } else { "are" });
        if view.late > shown {
            let _ = write!(out, ", {} of them without dates", view.late - shown);
        }
        out.push_str(".\n");
    }
}

/// What the chart does not show.
fn remainder(out: &mut String, view: &Gantt<'_>) {
    for (title, first) in &view.open_ended {
        let _ = writeln!(out, "{} begins on {first}; its end is not known, so it has no bar.", text(title));
    }
    let are = |count: u32| if count == 1 { "item" } else { "items" };
    if view.undated > 0 {
        let have = if view.undated == 1 { "has" } else { "have" };
        let more = if view.period.is_some() { "more " } else { "" };
        let _ = writeln!(out, "{} {more}{} {have} no dates.", view.undated, are(view.undated));
    }
    if view.dropped > 0 {
        let _ = writeln!(out, "{} dropped {} not shown.", view.dropped, if view.dropped == 1 { "item is" } else { "items are" });
    }
}
