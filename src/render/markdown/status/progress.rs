//! Health, areas, phases and targets.

use super::people::joined;
use crate::progress::GoalState;
use crate::render::markdown::coverage::bar;
use crate::render::markdown::inventory::criteria;
use crate::render::markdown::{Table, entry, text};
use crate::view::status::{AreaView, GoalView, HealthView, PhaseView, ReadingView, TargetView};
use std::fmt::Write;

/// Health as people judge it, worst first.
pub fn health(out: &mut String, rows: &[HealthView<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Health\n\nAs people judge it, worst first; beside it what the plan counts.\n\n");
    let notes = rows.iter().any(|row| row.note.is_some());
    let denied = rows.iter().any(|row| !row.denied.is_empty());
    let columns = [("What", true), ("Health", true), ("Remark", notes), ("Counted", true), ("Documents also say", denied)];
    let headings: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(heading, _)| *heading).collect();
    Table::new(out, &headings);
    for row in rows {
        let _ = write!(out, "| {} | **{}**", text(row.title), text(row.level));
        if let Some(meaning) = row.meaning {
            let _ = write!(out, ": {}", text(meaning));
        }
        if notes {
            let _ = write!(out, " | {}", row.note.map_or("–".into(), text));
        }
        match row.counts {
            Some(counts) => {
                let _ = write!(out, " | {} of {} done", counts.done, counts.expected_text());
            }
            None => {
                let _ = write!(out, " | {} {}", row.standing.mark(), row.state);
                entry::claimed(out, row.claimed);
            }
        }
        if denied {
            out.push_str(if row.denied.is_empty() { " | –" } else { " | ⚠️ " });
            joined(out, &row.denied);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

/// The outermost areas with what is counted in them.
pub fn areas(out: &mut String, rows: &[AreaView<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Areas\n\n");
    Table::new(out, &["Area", ">Done", "Bar", ">Open items"]);
    for row in rows {
        let indent = if row.depth > 0 { "&emsp;" } else { "" };
        let _ = write!(out, "| {indent}{} | ", text(row.title));
        done(out, row.counts);
        let _ = writeln!(out, " | {} of {} |", row.open, row.items);
    }
    out.push('\n');
}

/// Done of expected, and a bar; a dash where nothing is counted.
fn done(out: &mut String, counts: crate::progress::Rollup) {
    if counts.expected == 0 {
        out.push_str("– | –");
        return;
    }
    let _ = write!(out, "{} of {} ({}) | ", counts.done, counts.expected_text(), counts.percent_text());
    bar(out, counts);
}

/// Phases with where the data date falls.
pub fn phases(out: &mut String, rows: &[PhaseView<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Phases\n\n");
    let gates = rows.iter().any(|row| row.gate.is_some());
    let columns =
        [("Phase", true), ("When", true), ("Is", true), (">Done", true), ("Bar", true), (">Open items", true), ("Exit gate", gates)];
    let headings: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(heading, _)| *heading).collect();
    Table::new(out, &headings);
    for row in rows {
        let _ = write!(out, "| {} | ", text(row.title));
        match (row.first, row.last) {
            (Some(first), Some(last)) => {
                let _ = write!(out, "{first} – {last}");
            }
            (Some(first), None) => {
                let _ = write!(out, "from {first}");
            }
            _ => out.push('–'),
        }
        let late = row.when == crate::view::status::When::Past
            && (row.open > 0 || row.gate.is_some_and(|gate| gate != crate::progress::GateState::Met));
        let _ = write!(out, " | {}{} | ", row.when.word(), if late { ", not finished" } else { "" });
        done(out, row.counts);
        let _ = write!(out, " | {}", row.open);
        if gates {
            let _ = write!(out, " | {}", row.gate.map_or("none", |gate| gate.word()));
        }
        out.push_str(" |\n");
    }
    out.push('\n');
    for row in rows.iter().filter(|row| !row.goals.is_empty()) {
        let _ = write!(out, "- **{}** is for: ", text(row.title));
        for (at, goal) in row.goals.iter().enumerate() {
            let _ = write!(out, "{}{}", if at > 0 { "; " } else { "" }, text(goal));
        }
        out.push('\n');
    }
    if rows.iter().any(|row| !row.goals.is_empty()) {
        out.push('\n');
    }
}

/// Targets: from, now, to.
pub fn targets(out: &mut String, rows: &[TargetView<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Targets\n\n");
    if rows.iter().any(|row| row.counted) {
        out.push_str("*Counted* values are counted in this plan as of the data date; others are the latest reading.\n\n");
    }
    let owners = rows.iter().any(|row| row.owner.is_some());
    let denied = rows.iter().any(|row| !row.denied.is_empty());
    let columns = [
        ("Target", true),
        ("Owner", owners),
        ("From", true),
        ("Now", true),
        ("Goal", true),
        ("Reached", true),
        ("Documents also say", denied),
    ];
    let headings: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(heading, _)| *heading).collect();
    Table::new(out, &headings);
    for row in rows {
        let _ = write!(out, "| {} | ", text(row.title));
        if owners {
            let _ = write!(out, "{} | ", row.owner.map_or("–".into(), text));
        }
        reading(out, row.first.as_ref());
        out.push_str(" | ");
        match &row.now {
            None => out.push_str("not measured"),
            Some(now) if row.counted => {
                let _ = write!(out, "**{}**, counted", now.value);
            }
            Some(now) => {
                let _ = write!(out, "**{}**", text(&now.value));
                if let Some(on) = now.on {
                    let _ = write!(out, " on {on}");
                }
            }
        }
        out.push_str(" | ");
        goals(out, row);
        if denied {
            out.push_str(if row.denied.is_empty() { " | –" } else { " | ⚠️ " });
            joined(out, &row.denied);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
    below(out, rows);
}

/// How targets are measured, and remarks on them.
fn below(out: &mut String, rows: &[TargetView<'_>]) {
    let begin = out.len();
    for row in rows {
        if !row.measured_by.is_empty() {
            let _ = write!(out, "- {}: measured by ", text(row.title));
            criteria(out, &row.measured_by);
            out.push('\n');
        }
        if let Some(of) = &row.share_of {
            let _ = writeln!(out, "- {}: measured by the share that is done of {}", text(row.title), text(of));
        }
        for note in &row.notes {
            let _ = writeln!(out, "- {}: {}", text(row.title), text(note));
        }
    }
    if out.len() > begin {
        out.push('\n');
    }
}

/// A reading with its day and source.
pub fn reading(out: &mut String, reading: Option<&ReadingView>) {
    let Some(reading) = reading else {
        out.push('–');
        return;
    };
    let _ = write!(out, "{}", text(&reading.value));
    if let Some(on) = reading.on {
        let _ = write!(out, " on {on}");
    }
    if let Some(source) = &reading.source {
        let _ = write!(out, " ({})", text(source));
    }
}

/// Two cells: the next goal that is not reached and the last one, and whether they are.
pub fn goals(out: &mut String, target: &TargetView<'_>) {
    let Some(last) = target.last() else {
        out.push_str("none | –");
        return;
    };
    let next = target.next().unwrap_or(last);
    goal(out, next);
    if !std::ptr::eq(next, last) {
        out.push_str(", in the end ");
        goal(out, last);
    }
    out.push_str(" | ");
    let mark = match next.state {
        GoalState::Met => "✅ ",
        GoalState::OnTrack => "🟢 ",
        GoalState::Behind => "🟡 ",
        GoalState::NotMet | GoalState::Missed => "❌ ",
        GoalState::NotMeasured | GoalState::NotComparable => "❔ ",
    };
    let _ = write!(out, "{mark}{}", next.state.word());
}

fn goal(out: &mut String, goal: &GoalView) {
    let _ = write!(out, "{}", text(&goal.value));
    if let Some(due) = &goal.due {
        let _ = write!(out, " by {}", text(due));
    }
}
