//! The dates, a table for each phase or area.

use super::{number, people};
use crate::render::markdown::{Table, entry, left_out, text};
use crate::schedule::Basis;
use crate::view::schedule::{Row, Schedule};
use std::fmt::Write;

pub(super) fn groups(out: &mut String, view: &Schedule<'_>) {
    if view.groups.is_empty() {
        return;
    }
    out.push_str("## Dates\n\n");
    let rows = || view.groups.iter().flat_map(|group| &group.rows);
    let columns = Columns {
        takes: rows().any(|row| row.takes.is_some()),
        due: rows().any(|row| row.due.is_some()),
        early: rows().any(|row| row.early.is_some_and(|early| early != row.planned.period)),
        notes: rows().any(|row| !notes(row).is_empty()),
    };
    if columns.early {
        out.push_str("*Early* is when it could be if people did not count. ");
    }
    out.push_str("*Late* is the latest that moves neither the end of the plan nor a due date. ");
    out.push_str("*Float* is by how many working days it can move until then, *free* by how many it can before anything else must.\n\n");
    for group in &view.groups {
        if view.groups.len() > 1 || group.title.is_some() {
            let _ = writeln!(out, "### {}\n", group.title.map_or("Other work".into(), text));
        }
        head(out, columns);
        for row in &group.rows {
            line(out, row, columns);
        }
        out.push('\n');
    }
    left_out(out, view.rows_left_out, "has dates", "have dates");
}

/// Which columns have anything in them.
#[derive(Debug, Clone, Copy)]
struct Columns {
    takes: bool,
    due: bool,
    early: bool,
    notes: bool,
}

fn head(out: &mut String, columns: Columns) {
    let mut headings = vec!["Item", "State", "Planned"];
    headings.extend(columns.takes.then_some("Takes"));
    headings.extend(columns.early.then_some("Early"));
    headings.extend(["Late", ">Float", ">Free"]);
    headings.extend(columns.due.then_some("Due"));
    headings.extend(columns.notes.then_some("Note"));
    Table::new(out, &headings);
}

fn line(out: &mut String, row: &Row<'_>, columns: Columns) {
    out.push_str("| ");
    entry::title(out, &row.item);
    out.push_str(" | ");
    entry::state(out, &row.item);
    let _ = write!(out, " | {}", row.planned.period);
    if columns.takes {
        let _ = write!(out, " | {}", row.takes.as_deref().unwrap_or(""));
    }
    let period = |period: Option<crate::time::Period>| period.map_or_else(String::new, |period| period.to_string());
    if columns.early {
        let _ = write!(out, " | {}", period(row.early));
    }
    let days = |days: Option<f64>| days.map_or_else(String::new, number);
    let _ = write!(out, " | {} | {} | {}", period(row.late), days(row.total_float), days(row.free_float));
    if columns.due {
        out.push_str(" | ");
        if let Some(due) = &row.due {
            entry::due(out, due);
        }
    }
    if columns.notes {
        let _ = write!(out, " | {}", notes(row));
    }
    out.push_str(" |\n");
}

/// What there is to say of a row: that it is late, critical, fixed, or waits for people.
fn notes(row: &Row<'_>) -> String {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(row.lateness.map(|lateness| lateness.word().to_owned()));
    if row.critical {
        notes.push("critical".to_owned());
    } else if row.near_critical {
        notes.push("nearly critical".to_owned());
    }
    match row.planned.basis {
        Basis::Fixed if row.total_float.is_some() => notes.push("fixed".to_owned()),
        Basis::Week if row.total_float.is_some() => notes.push("by its week".to_owned()),
        _ => {}
    }
    if let Some(waits) = &row.waits {
        let mut words = String::new();
        people::wait(&mut words, waits);
        notes.push(words);
    }
    notes.join("; ")
}
