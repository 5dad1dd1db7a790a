//! The schedule as a table that fits a terminal.

use super::markdown::plain;
use super::markup::cut;
use crate::view::Shift;
use crate::view::schedule::{Row, Summary};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// A title is not cut shorter than this; where there is no room for so much, it is left out.
const SHORTEST: usize = 12;

/// A row on a line of its own: first day, last day, name.
pub fn line(row: &Row<'_>) -> String {
    format!("{} {} {}", row.planned.period.first, row.planned.period.last, row.item.name)
}

/// A table no wider than `width` where the names allow it, with how far each end moved since the baseline if there is one, and the whole in a
/// few lines below.
pub fn table(rows: &[Row<'_>], summary: &Summary, since: Option<Shift<'_>>, width: usize) -> String {
    let mut out = String::new();
    if rows.is_empty() {
        out.push_str("Nothing to show: nothing asked for has dates of its own.\n");
    } else {
        lines(&mut out, rows, since.is_some(), width);
        out.push('\n');
    }
    below(&mut out, summary, since);
    out
}

fn lines(out: &mut String, rows: &[Row<'_>], compared: bool, width: usize) {
    let float = |row: &Row<'_>| row.total_float.map_or_else(String::new, |days| days.to_string());
    let takes = |row: &Row<'_>| row.takes.clone().unwrap_or_default();
    let longest = |head: &str, of: &dyn Fn(&Row<'_>) -> usize| rows.iter().map(of).max().unwrap_or(0).max(head.width());
    let of_name = longest("Item", &|row| row.item.name.width());
    let of_takes = longest("Takes", &|row| takes(row).width());
    let of_float = longest("Float", &|row| float(row).width());
    let moves = |row: &Row<'_>| if compared { moved(row) } else { String::new() };
    let of_moves = if compared { longest("Moved", &|row| moves(row).width()) + 2 } else { 0 };
    let of_marks = longest("", &|row| marks(row).width());
    let of_title = longest("Title", &|row| title(row).width());
    let rest = of_name + 2 + 12 + 12 + of_takes + 2 + of_float + of_moves + 2 + of_marks;
    let of_title = width.checked_sub(rest + 2).map(|room| room.min(of_title)).filter(|room| *room >= SHORTEST.min(of_title));
    let mut write = |name: &str, title: &str, first: &str, last: &str, takes: &str, float: &str, moves: &str, marks: &str| {
        let mut row = padded(name, of_name);
        if let Some(columns) = of_title {
            let (start, dots) = cut(title, columns);
            row += "  ";
            row += &padded(&format!("{start}{dots}"), columns);
        }
        let _ = write!(row, "  {first:<10}  {last:<10}  {}  {float:>of_float$}{moves:>of_moves$}  {marks}", padded(takes, of_takes));
        let _ = writeln!(out, "{}", row.trim_end());
    };
    write("Item", "Title", "Start", "End", "Takes", "Float", if compared { "Moved" } else { "" }, "");
    for row in rows {
        let period = row.planned.period;
        let [first, last] = [period.first, period.last].map(|day| day.to_string());
        write(row.item.name, &title(row), &first, &last, &takes(row), &float(row), &moves(row), &marks(row));
        if let Some(waits) = &row.waits {
            let behind = waits.behind.map_or_else(String::new, |label| format!(", behind `{}`", label.name));
            write_wait(&mut write, &format!("  waits for {} until {}{behind}", waits.who_words(), waits.until));
        }
    }
}

/// A line of its own below a row; the columns stay empty.
fn write_wait(write: &mut impl FnMut(&str, &str, &str, &str, &str, &str, &str, &str), words: &str) {
    write(words, "", "", "", "", "", "", "");
}

/// By how many working days the end of a row moved since the baseline; by how many of the calendar where none of them is worked.
fn moved(row: &Row<'_>) -> String {
    let (Some(then), Some((_, end))) = (row.baseline, row.variance) else { return "new".to_owned() };
    match (end, row.planned.period.last.days_since(then.last)) {
        (0, 0) => "0".to_owned(),
        (0, days) => format!("{days:+} off"),
        (days, _) => format!("{days:+}"),
    }
}

fn title(row: &Row<'_>) -> String {
    if row.item.title == row.item.name { String::new() } else { plain(row.item.title) }
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text.width())))
}

fn marks(row: &Row<'_>) -> String {
    let mut marks: Vec<&str> = Vec::new();
    if row.total_float.is_none() {
        marks.push(row.item.state);
    }
    marks.extend(row.critical.then_some("critical"));
    marks.extend(row.lateness.map(|lateness| lateness.word()));
    marks.join(", ")
}

fn below(out: &mut String, summary: &Summary, since: Option<Shift<'_>>) {
    if let Some(finish) = summary.finish {
        let _ = write!(out, "Ends {finish}. ");
    }
    if let Some(shift) = since {
        let _ = write!(out, "{}. ", shift.words(summary.finish));
    }
    match summary.unplaced {
        0 => {}
        1 => out.push_str("Nobody knows when it ends: 1 item finds no place. "),
        several => {
            let _ = write!(out, "Nobody knows when it ends: {several} items find no place. ");
        }
    }
    let items = if summary.path_items == 1 { "item" } else { "items" };
    let days = if summary.path_days == 1.0 { "day" } else { "days" };
    let _ = writeln!(out, "Critical path: {} {items} over {} working {days}.", summary.path_items, summary.path_days);
    let _ = writeln!(out, "{}; {}.", summary.deadlines(), summary.how());
    match summary.overloads {
        0 => {}
        1 => out.push_str("Once there is more work than people; `landfall check` tells when.\n"),
        times => {
            let _ = writeln!(out, "{times} times there is more work than people; `landfall check` tells when.");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::view::sample::{survey, survey_since};
    use crate::view::schedule::{Rows, Summary};
    use crate::view::{Labels, Shift};

    #[test]
    fn the_table_tells_what_moved_since_the_baseline_and_that_nothing_waits() {
        let head = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\nteam t \"T\" people 2\n";
        let before = format!("{head}task a \"A\" missing length 2d by t\ntask c \"C\" missing duration 5d\n");
        let now = format!("{head}task a \"A\" missing length 4d by t\ntask c \"C\" missing duration 6d\ntask e \"E\" missing length 1d\n");
        survey_since(&before, &now, |survey| {
            let labels = Labels::new(survey.plan);
            let rows = Rows::new(survey, &labels).all(|_| true);
            let text = table(&rows, &Summary::new(survey, &rows, 0, 0), Shift::of(survey), 120);
            let last = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap().split("  ").last().unwrap().trim().to_owned();
            assert_eq!((last("a").as_str(), last("e").as_str(), last("Item").as_str()), ("+2", "new", "Moved"), "{text}");
            // A day on which nothing is worked is a day all the same.
            assert!(
                text.contains("  +1 off  critical\n") && text.contains(" it ended 2026-01-09, 1 day earlier; 2 items are slipping."),
                "{text}"
            );
            assert!(text.ends_with("; no work has to wait for people.\n"), "{text}");
        });
    }

    #[test]
    fn the_table_fits_and_loses_only_titles() {
        let text = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\nteam web \"Web\" people 1\n\
            component first \"The first of all things to do\" missing !high effort 2d by web\n\
            component second \"The second\" missing effort 1d by web\n";
        survey(text, |survey| {
            let labels = Labels::new(survey.plan);
            let rows = Rows::new(survey, &labels).all(|_| true);
            let summary = Summary::new(survey, &rows, 0, 0);
            let wide = table(&rows, &summary, None, 120);
            assert!(wide.contains("first   The first of all things to do  2025-07-14  2025-07-15  2d effort"), "{wide}");
            assert!(wide.contains("\n  waits for web until 2025-07-16, behind `first`\n"), "{wide}");
            assert!(wide.ends_with("schedules were tried.\n") || wide.ends_with("1 schedule was tried.\n"), "{wide}");
            let narrow = table(&rows, &summary, None, 72);
            assert!(narrow.lines().take(4).all(|line| line.chars().count() <= 72), "{narrow}");
            assert!(narrow.contains("The first…") || narrow.contains("The first o…"), "{narrow}");
            let least = table(&rows, &summary, None, 40);
            assert!(!least.contains("The first"), "{least}");
        });
    }
}
