//! A Gantt chart in the words of Mermaid, kept under what its renderers accept.

use super::markdown::plain;
use super::markup::cut;
use super::mermaid::MAX_CHARS;
use crate::view::gantt::{BarState, Gantt, Group, Row};
use std::fmt::Write;

/// Tasks drawn at most: beyond that nobody can read the picture.
pub const MAX_TASKS: usize = 500;

/// Freezes drawn at most.
const MAX_FREEZES: usize = 20;

/// Columns of the longest name.
const MAX_NAME: usize = 40;

/// Words that Mermaid's Gantt grammar takes for a statement when a line begins with one.
const KEYWORDS: [&str; 22] = [
    "gantt",
    "dateformat",
    "inclusiveenddates",
    "topaxis",
    "axisformat",
    "tickinterval",
    "includes",
    "excludes",
    "todaymarker",
    "weekday",
    "weekend",
    "title",
    "acctitle",
    "accdescr",
    "accdescription",
    "section",
    "click",
    "href",
    "call",
    "end",
    "graph",
    "subgraph",
];

/// Draws the chart; gives the number of items left out, and nothing at all when no item has dates.
pub fn draw(out: &mut String, view: &Gantt<'_>) -> Option<usize> {
    let period = view.period?;
    let fitting = view.fitting(MAX_TASKS);
    let begin = out.len();
    let tasks: usize = fitting.iter().map(Vec::len).sum();
    let mut left_out = view.len() - tasks;
    out.push_str("gantt\n");
    // Ends belong to the bars; and the marker of today is that of whoever looks, so it is switched off.
    out.push_str("    dateFormat YYYY-MM-DD\n    inclusiveEndDates\n    todayMarker off\n");
    out.push_str(match period.days() {
        0..=120 => "    axisFormat %d %b\n    tickInterval 1week\n    weekday monday\n",
        121..=1500 => "    axisFormat %b %Y\n",
        _ => "    axisFormat %Y\n",
    });
    let mut number = 0;
    freezes(out, view, &mut number);
    for (group, rows) in view.groups.iter().zip(&fitting) {
        if rows.is_empty() && group.period.is_none() {
            continue;
        }
        let line = out.len();
        let _ = writeln!(out, "    section {}", name(group.title));
        if rows.is_empty() {
            window(out, group, &mut number);
        }
        if out.len() - begin > MAX_CHARS {
            out.truncate(line);
            left_out += rows.len();
            continue;
        }
        for (at, row) in rows.iter().filter_map(|at| group.rows.get(*at)).enumerate() {
            let line = out.len();
            number += 1;
            task(out, row, number);
            if out.len() - begin > MAX_CHARS {
                out.truncate(line);
                left_out += rows.len() - at;
                break;
            }
        }
    }
    Some(left_out)
}

/// Freezes come first, as bars of their own.
fn freezes(out: &mut String, view: &Gantt<'_>, number: &mut usize) {
    if view.freezes.is_empty() {
        return;
    }
    out.push_str("    section Freezes\n");
    for freeze in view.freezes.iter().take(MAX_FREEZES) {
        *number += 1;
        let _ = writeln!(out, "    {} :t{number}, {}, {}", opening(freeze.title), freeze.period.first, freeze.period.last);
    }
}

/// A phase without rows is drawn as its window.
fn window(out: &mut String, group: &Group<'_>, number: &mut usize) {
    if let Some(period) = group.period {
        *number += 1;
        let _ = writeln!(out, "    Whole phase :t{number}, {}, {}", period.first, period.last);
    }
}

fn task(out: &mut String, row: &Row<'_>, number: usize) {
    let _ = write!(out, "    {} :", opening(row.title));
    match row.state {
        BarState::Done => out.push_str("done, "),
        BarState::Partial => out.push_str("active, "),
        BarState::Open | BarState::Unknown => {}
    }
    if row.critical {
        out.push_str("crit, ");
    }
    let _ = if row.milestone {
        writeln!(out, "milestone, t{number}, {}, 0d", row.period.last)
    } else {
        writeln!(out, "t{number}, {}, {}", row.period.first, row.period.last)
    };
}

/// A title without what Mermaid takes for punctuation: look-alikes stand in its place.
fn name(raw: &str) -> String {
    let plain = plain(raw);
    let (shown, ellipsis) = cut(&plain, MAX_NAME);
    let mut out = String::with_capacity(shown.len() + 4);
    for c in shown.chars() {
        match c {
            ':' => out.push('\u{2236}'),
            ',' => out.push('\u{201a}'),
            ';' => out.push('\u{204f}'),
            '#' => out.push('\u{266f}'),
            '<' => out.push('\u{2039}'),
            '>' => out.push('\u{203a}'),
            '&' => out.push('\u{ff06}'),
            '%' if out.ends_with('%') => {}
            '`' => out.push('\''),
            c => out.push(c),
        }
    }
    out.push_str(ellipsis);
    if out.trim().is_empty() { "–".to_owned() } else { out }
}

/// A name at the beginning of a line, where it must not be taken for a statement.
fn opening(raw: &str) -> String {
    let out = name(raw);
    let first_word = out.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default().to_ascii_lowercase();
    if KEYWORDS.contains(&first_word.as_str()) || out.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '-' | '"')) {
        return format!("‘{out}’");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{draw, name, opening};
    use crate::model::ItemKind;
    use crate::render::mermaid::MAX_CHARS;
    use crate::schedule::Basis;
    use crate::time::{Date, Period};
    use crate::view::gantt::{BarState, Gantt, Group, GroupKind, Row};

    #[test]
    fn names_hold_no_punctuation_of_the_grammar() {
        let shown = name("Week 1: core, plus #3; 100%% <b>");
        assert!(!shown.contains([':', ',', ';', '#', '<', '>']) && !shown.contains("%%"), "{shown}");
        assert_eq!(name(" \n "), "–");
        assert_eq!(name("\u{200b}"), "–");
    }

    #[test]
    fn names_are_not_taken_for_statements() {
        assert_eq!(opening("Section one"), "‘Section one’");
        assert_eq!(opening("2025-01-01 cutover"), "‘2025-01-01 cutover’");
        assert_eq!(opening("Sections"), "Sections");
    }

    #[test]
    fn the_chart_stays_under_the_limits() {
        let title = "四角形の図".repeat(40);
        let day = Date::parse("2025-01-01").unwrap();
        let rows = |count: usize| -> Vec<Row<'_>> {
            let row = |_| Row {
                name: "a",
                title: &title,
                kind: ItemKind::Component,
                period: Period::new(day, day),
                basis: Basis::Fixed,
                state: BarState::Open,
                state_word: "missing",
                late: false,
                milestone: false,
                from_morning: false,
                pauses: Vec::new(),
                top_tier: true,
                critical: true,
                on_path: false,
                driver: None,
                float_until: None,
                baseline: None,
                needs: Vec::new(),
                due: None,
            };
            (0..count).map(row).collect()
        };
        let group = |count| Group { kind: GroupKind::Area, title: &title, period: None, items: 0, done: 0, rows: rows(count) };
        let groups = (0..700).map(|_| group(3)).collect();
        let view = Gantt {
            data_date: day,
            period: Some(Period::new(day, day)),
            days_off: Vec::new(),
            freezes: Vec::new(),
            groups,
            highest_tier: None,
            open_ended: Vec::new(),
            late: 0,
            undated: 0,
            dropped: 0,
        };
        let mut out = String::new();
        let left_out = draw(&mut out, &view).unwrap();
        assert!(out.len() <= MAX_CHARS);
        let tasks = out.matches("crit").count();
        assert!(tasks <= 500);
        assert_eq!(tasks + left_out, 2100);
    }
}
