//! The table of phases, and a section for each.

use super::work::{self, Columns};
use crate::progress::Rollup;
use crate::render::markdown::{Table, code, text};
use crate::view::roadmap::{PhaseView, Week};
use std::fmt::Write;

/// One row a phase.
pub(super) fn summary(out: &mut String, phases: &[PhaseView<'_>]) {
    out.push_str("## Phases\n\n");
    let counted = phases.iter().any(|phase| phase.counts.expected > 0);
    let goals = phases.iter().any(|phase| !phase.goals.is_empty());
    let mut headings = vec!["Phase", "When"];
    headings.extend(goals.then_some("Goal"));
    headings.push(">Items done");
    headings.extend(counted.then_some(">Things done"));
    headings.push("Exit gate");
    Table::new(out, &headings);
    for phase in phases {
        let _ = write!(out, "| {} | ", text(phase.title));
        when(out, phase);
        out.push_str(" | ");
        if goals {
            for (at, goal) in phase.goals.iter().enumerate() {
                let _ = write!(out, "{}{}", if at > 0 { "; " } else { "" }, text(goal));
            }
            out.push_str(" | ");
        }
        let _ = write!(out, "{} of {} | ", phase.items_done, phase.items);
        if counted {
            things(out, &phase.counts);
            out.push_str(" | ");
        }
        gate_in_short(out, phase);
        out.push_str(" |\n");
    }
    out.push('\n');
}

/// Things are what coverage counts; one item may stand for many.
fn things(out: &mut String, counts: &Rollup) {
    if counts.expected == 0 {
        out.push('–');
    } else {
        let _ = write!(out, "{} of {} ({})", counts.done, counts.expected_text(), counts.percent_text());
    }
}

fn when(out: &mut String, phase: &PhaseView<'_>) {
    if let Some(window) = &phase.window {
        out.push_str(window);
    }
    if let Some(period) = &phase.period {
        out.push_str(if phase.window.is_some() { ", " } else { "" });
        let _ = if phase.has_end { write!(out, "{period}") } else { write!(out, "from {}, end open", period.first) };
    }
    if phase.window.is_none() && phase.period.is_none() {
        out.push_str("no dates");
    } else if phase.period.is_some() {
        let _ = write!(out, " ({})", phase.timing.words());
    }
    if !phase.has_end {
        after(out, phase);
    }
}

fn after(out: &mut String, phase: &PhaseView<'_>) {
    for (at, before) in phase.after.iter().enumerate() {
        let _ = write!(out, "{}{}", if at == 0 { ", after " } else { " and " }, text(before));
    }
}

fn gate_in_short(out: &mut String, phase: &PhaseView<'_>) {
    let count = phase.gate.iter().filter(|line| line.depth == 0).count();
    match count {
        0 => out.push_str("none"),
        1 => out.push_str("1 condition, not measured yet"),
        _ => {
            let _ = write!(out, "{count} conditions, not measured yet");
        }
    }
    if let Some(claimed) = phase.claimed {
        let _ = write!(out, "; claimed {claimed}");
    }
}

/// Everything of one phase.
pub(super) fn section(out: &mut String, phase: &PhaseView<'_>, columns: Columns) {
    let _ = write!(out, "## {}\n\n", text(phase.title));
    out.push_str("- When: ");
    when(out, phase);
    if phase.has_end {
        after(out, phase);
    }
    out.push('\n');
    for goal in &phase.goals {
        let _ = writeln!(out, "- Goal: {}", text(goal));
    }
    let _ = write!(
        out,
        "- Done: {} of {}",
        phase.items_done,
        if phase.items == 1 { "1 item".to_owned() } else { format!("{} items", phase.items) }
    );
    if phase.counts.expected > phase.items {
        out.push_str("; of the things they stand for ");
        things(out, &phase.counts);
    }
    out.push('\n');
    for note in &phase.notes {
        let _ = writeln!(out, "- Note: {}", text(note));
    }
    if phase.gate.is_empty() {
        out.push_str("- Exit gate: none\n");
    } else {
        out.push_str("- Exit gate, not measured yet; all must hold:\n");
        for line in &phase.gate {
            for _ in 0..=line.depth {
                out.push_str("  ");
            }
            match (line.condition, &line.words) {
                (Some(condition), _) => {
                    let _ = writeln!(out, "- {}", code(condition));
                }
                (None, words) => {
                    let _ = writeln!(out, "- {}", text(words.as_deref().unwrap_or("")));
                }
            }
        }
    }
    out.push('\n');
    if phase.weeks.is_empty() {
        out.push_str("No work is planned in this phase.\n\n");
    }
    weeks(out, &phase.weeks, 3, columns);
}

/// Work by week, or in one table when it has none; `level` is that of the headings.
pub(super) fn weeks(out: &mut String, weeks: &[Week<'_>], level: usize, columns: Columns) {
    let by_week = weeks.iter().any(|week| week.number.is_some());
    for week in weeks {
        if by_week {
            let marks = &"######"[..level.min(6)];
            let _ = match (week.number, &week.period) {
                (Some(number), Some(period)) => writeln!(out, "{marks} Week {number}: {period}\n"),
                (Some(number), None) => writeln!(out, "{marks} Week {number}\n"),
                (None, _) => writeln!(out, "{marks} In no week\n"),
            };
        }
        work::table(out, &week.work, columns);
    }
    work::below(out, weeks.iter().flat_map(|week| &week.work));
}
