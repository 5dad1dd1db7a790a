//! What is late or at risk, the critical path, what is nearly on it, and what found no place.

use super::number;
use crate::render::markdown::span::push_code_line;
use crate::render::markdown::{Table, code, entry, left_out};
use crate::view::schedule::{Deadline, Schedule};
use std::fmt::Write;

pub(super) fn deadlines(out: &mut String, view: &Schedule<'_>) {
    let late = "Computed to end after the day, or still open after it.";
    table(out, "Late", late, &view.late);
    let close = "Less than two working days to spare, or what is needed is late itself and has no room.";
    table(out, "At risk", close, &view.at_risk);
}

fn table(out: &mut String, title: &str, lead: &str, deadlines: &[Deadline<'_>]) {
    if deadlines.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {title}\n\n{lead}\n");
    Table::new(out, &["Item", "Latest", "Ends", "How it stands", "Because"]);
    for deadline in deadlines {
        out.push_str("| ");
        entry::title(out, &deadline.item);
        let ends = deadline.ends.map_or_else(|| "–".to_owned(), |ends| ends.to_string());
        let _ = writeln!(out, " | {} | {ends} | {} | {} |", deadline.due, deadline.spare, entry::reason(&deadline.why, &deadline.titles));
    }
    out.push('\n');
}

pub(super) fn path(out: &mut String, view: &Schedule<'_>) {
    if view.critical_path.is_empty() {
        return;
    }
    out.push_str("## Critical path\n\nWhat fixes the end of the plan, first things first. To end earlier, one of these must be shorter or start earlier.\n\n");
    let mut number = 0;
    for link in &view.critical_path {
        // What lies between two items is told with the first of them, and has no number.
        match link.between {
            true => out.push_str(if number > 0 { "    - " } else { "- " }),
            false => {
                number += 1;
                let _ = write!(out, "{number}. ");
            }
        }
        match &link.item {
            Some(label) => entry::label(out, label),
            None => out.push_str(&entry::reason(&link.name, &link.titles)),
        }
        let _ = write!(out, ", {}: {}", link.period, entry::reason(&link.why, &link.titles));
        if let Some(place) = &link.place {
            let _ = write!(out, " ({})", code(place));
        }
        out.push('\n');
    }
    out.push('\n');
}

pub(super) fn near_critical(out: &mut String, view: &Schedule<'_>) {
    if view.near_critical.is_empty() {
        return;
    }
    out.push_str("## Nearly critical\n\nLess than two working days of float, the least first.\n\n");
    Table::new(out, &["Item", "Planned", ">Float in days"]);
    for row in &view.near_critical {
        out.push_str("| ");
        entry::title(out, &row.item);
        let _ = writeln!(out, " | {} | {} |", row.planned.period, row.total_float.map_or_else(String::new, number));
    }
    out.push('\n');
    left_out(out, view.near_left_out, "is nearly critical", "are nearly critical");
}

pub(super) fn unplaced(out: &mut String, view: &Schedule<'_>) {
    if view.unplaced.is_empty() {
        return;
    }
    out.push_str("## Without a place\n\nThese found no place in time: see the findings.\n\n");
    for label in &view.unplaced {
        out.push_str("- ");
        entry::label(out, label);
        out.push_str(" (");
        push_code_line(out, label.name);
        out.push_str(")\n");
    }
    out.push('\n');
}
