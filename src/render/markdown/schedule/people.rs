//! What waits for people, where there is too much for them to do, and how busy they are.

use super::number;
use crate::render::markdown::{Table, entry, left_out, text};
use crate::view::schedule::{Schedule, WaitView};
use std::fmt::Write;

pub(super) fn delays(out: &mut String, view: &Schedule<'_>) {
    if view.delays.is_empty() {
        return;
    }
    out.push_str("## Waits for people\n\nNeeds and dates would let these start earlier; those who do them are busy until then.\n\n");
    for row in &view.delays {
        out.push_str("- ");
        entry::title(out, &row.item);
        out.push_str(": ");
        if let Some(waits) = &row.waits {
            wait(out, waits);
        }
        out.push('\n');
    }
    out.push('\n');
    left_out(out, view.delays_left_out, "waits for people", "wait for people");
}

/// Whom something waits for, until when and behind what.
pub(super) fn wait(out: &mut String, wait: &WaitView<'_>) {
    let _ = write!(out, "waits for {} until {}", text(&wait.who_words()), wait.until);
    if let Some(behind) = &wait.behind {
        out.push_str(", behind ");
        entry::label(out, behind);
    }
}

pub(super) fn overloads(out: &mut String, view: &Schedule<'_>) {
    if view.overloads.is_empty() {
        return;
    }
    out.push_str("## Over-allocated\n\nAt these times the work takes more people than there are.\n\n");
    Table::new(out, &["Who", "When", ">Needed", ">There", "Work"]);
    for over in &view.overloads {
        out.push_str("| ");
        who(out, over.title, &over.skills);
        let _ = write!(out, " | {} | {} | {} | ", over.period, over.needed, over.there);
        entry::labels(out, &over.items, false);
        out.push_str(" |\n");
    }
    out.push('\n');
    left_out(out, view.summary.overloads.saturating_sub(view.overloads.len()), "is such a time", "are such times");
}

pub(super) fn capacity(out: &mut String, view: &Schedule<'_>) {
    let Some(capacity) = &view.capacity else { return };
    out.push_str("## Capacity\n\nDays of people from the data date on, by weeks that have work for them.\n\n");
    Table::new(out, &["Who", "Week from", ">Days there", ">Days needed", ">Share"]);
    for week in &capacity.weeks {
        out.push_str("| ");
        who(out, week.title, &week.skills);
        let share = match week.percent {
            Some(percent) => format!("{percent}%"),
            None => "nobody there".to_owned(),
        };
        let over = if week.over { ", over-allocated" } else { "" };
        let _ = writeln!(out, " | {} | {} | {} | {share}{over} |", week.week, number(week.there), number(week.needed));
    }
    out.push('\n');
    if let Some(last) = capacity.last_left_out {
        match capacity.left_out {
            1 => {
                let _ = writeln!(out, "1 more week with work, from {last}, is not listed here.\n");
            }
            weeks => {
                let _ = writeln!(out, "{weeks} more weeks with work, the last from {last}, are not listed here.\n");
            }
        }
    }
}

fn who(out: &mut String, title: &str, skills: &[&str]) {
    out.push_str(&text(title));
    if !skills.is_empty() {
        let _ = write!(out, " with {}", text(&skills.join(", ")));
    }
}
