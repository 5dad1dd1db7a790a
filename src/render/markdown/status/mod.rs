//! The status report in Markdown.

mod people;
mod progress;

pub(super) use progress::{goals, reading};

use super::{Table, coverage, entry, forecast, text};
use crate::model::ItemKind;
use crate::view::status::{Blockers, Status};
use crate::view::told_apart;
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Status<'_>) {
    summary(out, view);
    readiness(out, view);
    blockers(out, &view.blockers);
    people::issues(out, &view.issues);
    people::decisions(out, &view.decisions);
    people::overdue(out, &view.overdue);
    progress::health(out, &view.health);
    progress::areas(out, &view.areas);
    progress::phases(out, &view.phases);
    progress::targets(out, &view.targets);
    people::impacts(out, &view.impacts);
    people::rollbacks(out, &view.rollbacks);
    people::scales(out, &view.scales);
    people::sources(out, &view.sources);
}

/// The whole in one paragraph.
fn summary(out: &mut String, view: &Status<'_>) {
    for goal in &view.goals {
        let _ = writeln!(out, "**Goal:** {}\n", text(goal));
    }
    for note in &view.notes {
        let _ = writeln!(out, "**Note:** {}\n", text(note));
    }
    let summary = &view.summary;
    let counts = summary.counts;
    if counts.expected > 0 {
        let _ = write!(out, "{} of {} things done ({})", counts.done, counts.expected_text(), counts.percent_text());
        for (count, word) in [(counts.partial, "partial"), (counts.missing, "missing"), (counts.unknown, "unknown")] {
            if count > 0 {
                let _ = write!(out, ", {count} {word}");
            }
        }
        out.push_str(". ");
        if counts.done > 0 {
            coverage::done_of(out, counts);
            out.push_str(". ");
        }
    }
    match summary.open {
        0 => out.push_str("Nothing is open"),
        1 => out.push_str("1 item is open"),
        open => {
            let _ = write!(out, "{open} items are open");
        }
    }
    if summary.open > 0 {
        let _ = write!(out, ". Of the plan's own work, {}", summary.front.words());
    }
    out.push('.');
    let more = [
        (summary.open_milestones, "milestone to reach", "milestones to reach"),
        (summary.active_issues, "active issue", "active issues"),
        (summary.open_decisions, "decision to take", "decisions to take"),
        (summary.overdue, "overdue item", "overdue items"),
    ];
    let mut separator = " ";
    for (count, one, many) in more.into_iter().filter(|(count, ..)| *count > 0) {
        let _ = write!(out, "{separator}{count} {}", if count == 1 { one } else { many });
        separator = ", ";
    }
    if separator == ", " {
        out.push('.');
    }
    if summary.goals > 0 {
        let _ = write!(out, " {} of {} goals of targets met.", summary.goals_met, summary.goals);
    }
    out.push_str("\n\n");
    for stake in &view.stakes {
        let _ = writeln!(out, "**At stake:** {}\n", text(stake));
    }
}

fn readiness(out: &mut String, view: &Status<'_>) {
    if view.readiness.ready {
        out.push_str(
            "## Readiness: ✅ ready\n\nEverything the plan asks for is done; nothing is open, active, undecided or unmeasured.\n\n",
        );
        return;
    }
    out.push_str("## Readiness: ❌ not ready\n\n");
    if let Some(forecast) = &view.forecast {
        forecast::write(out, forecast);
    }
    for reason in &view.readiness.reasons {
        let _ = writeln!(out, "- {}", text(&reason.text));
    }
    out.push('\n');
}

fn blockers(out: &mut String, blockers: &Blockers<'_>) {
    if blockers.rows.is_empty() {
        return;
    }
    out.push_str("## What stands in the way\n\nActive issues");
    if let Some(tier) = blockers.highest_tier {
        let _ = write!(out, ", open items of tier {}", text(tier));
    }
    out.push_str(" and the open items most others wait for.");
    let counted = told_apart(blockers.rows.iter().map(|row| row.blocks.unwrap_or(0)));
    out.push_str(if counted { " *Blocks* counts all that wait for each, directly or not." } else { "" });
    let tiers = blockers.rows.iter().any(|row| row.tier.is_some() || row.rank.is_some());
    out.push_str(match (tiers, counted) {
        (true, true) => {
            " Sorted by tier, then rank, then by how much waits; what has no tier stands with the highest tier that waits for it.\n\n"
        }
        (true, false) => " Sorted by tier, then rank; what has no tier stands with the highest tier that waits for it.\n\n",
        (false, true) => " What blocks the most comes first.\n\n",
        (false, false) => "\n\n",
    });
    let rows = &blockers.rows;
    let (owners, dues) = (rows.iter().any(|row| row.owner.is_some()), rows.iter().any(|row| row.due.is_some()));
    let columns = [(">Blocks", counted), ("What", true), ("Tier", tiers), ("Owner", owners), ("Due", dues), ("Waits for", true)];
    let headings: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(heading, _)| *heading).collect();
    Table::new(out, &headings);
    for row in rows {
        match row.blocks.filter(|_| counted) {
            Some(count) => {
                let _ = write!(out, "| {count} | ");
            }
            None if counted => out.push_str("| – | "),
            None => out.push_str("| "),
        }
        match (row.kind, row.titles.as_slice()) {
            (ItemKind::Issue, [title]) => {
                let _ = write!(out, "issue {} {}", row.within.unwrap_or_default(), text(title));
            }
            (kind, [title]) => {
                let word = if kind == ItemKind::Component { "" } else { kind.word() };
                let _ = write!(out, "{word}{}{}", if word.is_empty() { "" } else { " " }, text(title));
                if let Some(within) = row.within {
                    let _ = write!(out, " ({})", text(within));
                }
            }
            (kind, titles) => {
                let _ = write!(out, "{} {}s", titles.len(), kind.word());
                if let Some(within) = row.within {
                    let _ = write!(out, " in {}", text(within));
                }
                out.push_str(": ");
                list(out, titles, 3);
            }
        }
        if tiers {
            out.push_str(" | ");
            entry::tier(out, row.tier, row.rank);
        }
        let optional = [(owners, row.owner), (dues, row.due.as_deref())];
        for (_, cell) in optional.into_iter().filter(|(shown, _)| *shown) {
            let _ = write!(out, " | {}", cell.map_or("–".into(), text));
        }
        out.push_str(" | ");
        if let Some(held) = &row.held {
            let _ = match row.titles.len() {
                1 => write!(out, "nothing: {}", entry::reason(&held.words(), &held.titles)),
                _ => write!(out, "nothing: the first {}", entry::reason(&held.words(), &held.titles)),
            };
        } else if row.waits_for.is_empty() {
            out.push_str("nothing: can start now");
        } else {
            list(out, &row.waits_for, 2);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
    if blockers.left_out > 0 {
        let (count, stand) = (blockers.left_out, if blockers.left_out == 1 { "stands" } else { "stand" });
        let _ = match &blockers.report {
            Some(file) => writeln!(out, "And {count} more, which {stand} among [all that is open]({file}.md).\n"),
            None => writeln!(out, "And {count} more.\n"),
        };
    }
}

/// Titles, cut short.
fn list(out: &mut String, titles: &[&str], shown: usize) {
    for (at, title) in titles.iter().take(shown).enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        let _ = write!(out, "{}", text(title));
    }
    if titles.len() > shown {
        let _ = write!(out, " and {} more", titles.len() - shown);
    }
}
