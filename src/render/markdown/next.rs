//! The next report in Markdown.

use super::{Table, entry, left_out, text};
use crate::view::next::{Blocks, Next, Ready, blocks_tell};
use crate::view::{Entry, Timing};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Next<'_>) {
    let _ = writeln!(out, "Of the plan's own work, {}.\n", view.counts.words());
    unblocks_most(out, view);
    ready(out, view);
    held(out, view);
    if_there(out, view);
    moments(out, view);
    others(out, view);
    blocked(out, view);
}

fn unblocks_most(out: &mut String, view: &Next<'_>) {
    if view.unblocks_most.is_empty() {
        return;
    }
    out.push_str("## What unblocks most\n\nNothing holds these up, and the most work waits for them:\n\n");
    for (at, unblocks) in view.unblocks_most.iter().enumerate() {
        let _ = write!(out, "{}. ", at + 1);
        entry::label(out, &unblocks.item);
        let _ = write!(out, " ({}): ", unblocks.state);
        blocks(out, unblocks.blocks);
        out.push('\n');
    }
    out.push('\n');
}

fn ready(out: &mut String, view: &Next<'_>) {
    if view.ready.is_empty() {
        return;
    }
    out.push_str("## Can start now\n\nMost urgent first: by tier, then rank, then due date, then by how much waits for it.\n\n");
    table(out, &view.ready, "Why now", "");
    left_out(out, view.counts.ready as usize - view.ready.len(), "can start now", "can start now");
}

fn held(out: &mut String, view: &Next<'_>) {
    if view.held.is_empty() {
        return;
    }
    out.push_str("## Ready, but held back\n\n");
    out.push_str("Nothing that these need is open. Dates or people keep them from starting now; what can start first comes first.\n\n");
    let owner = view.held.iter().any(|row| row.item.owner.is_some());
    let mut headings = vec!["Item", "Part of", "State"];
    headings.extend(owner.then_some("Owner"));
    headings.extend(["From", "Because"]);
    Table::new(out, &headings);
    for (row, held) in view.held.iter().filter_map(|row| Some((row, row.held.as_ref()?))) {
        cells(out, &row.item, owner);
        let from = held.from.map_or_else(|| "nobody knows".to_owned(), |from| from.to_string());
        let _ = writeln!(out, "{from} | {} |", entry::reason(&held.why, &held.titles));
    }
    out.push('\n');
    left_out(out, view.counts.held as usize - view.held.len(), "is held back", "are held back");
}

fn if_there(out: &mut String, view: &Next<'_>) {
    if view.if_there.is_empty() {
        return;
    }
    out.push_str("## Can start if what others provide is there\n\n");
    out.push_str("All that holds these back is what others provide or decide, and the plan does not state whether that is there. ");
    out.push_str("Most urgent first.\n\n");
    table(out, &view.if_there, "Why, and if what is there", "if there: ");
    left_out(out, view.counts.if_there as usize - view.if_there.len(), "can start on that condition", "can start on that condition");
}

fn moments(out: &mut String, view: &Next<'_>) {
    if view.moments.is_empty() {
        return;
    }
    out.push_str("## Milestones with nothing open before them\n\nNo work to start: whoever knows can say whether they are reached.\n\n");
    for label in &view.moments {
        out.push_str("- ");
        entry::label(out, label);
        out.push('\n');
    }
    out.push('\n');
    left_out(out, view.moment_count - view.moments.len(), "has nothing open before it", "have nothing open before them");
}

/// One row each, with the reasons; before what it waits for itself stand `waits` words.
fn table(out: &mut String, rows: &[Ready<'_>], last: &str, waits: &str) {
    let owner = rows.iter().any(|row| row.item.owner.is_some());
    let told_apart = blocks_tell(rows);
    head(out, owner, last);
    for row in rows {
        cells(out, &row.item, owner);
        why(out, row, told_apart);
        if !row.waits_for.is_empty() {
            let _ = write!(out, "; {waits}");
            entry::labels(out, &row.waits_for, row.waits_for_more);
        }
        if let Some(held) = &row.held {
            let from = held.from.map_or_else(|| "held back".to_owned(), |from| format!("not before {from}"));
            let _ = write!(out, "; {from}: {}", entry::reason(&held.why, &held.titles));
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn others(out: &mut String, view: &Next<'_>) {
    if view.others.is_empty() {
        return;
    }
    out.push_str("## Others must provide, decide or solve\n\nWhat others must provide, what is to be decided, and open issues.\n\n");
    if view.not_stated > 0 {
        let _ = writeln!(
            out,
            "The plan does not say of {} of these whether they are there: those marked done hold up nothing.\n",
            view.not_stated
        );
    }
    table(out, &view.others, "Why it matters", "itself waits for ");
}

fn blocked(out: &mut String, view: &Next<'_>) {
    if view.blocked.is_empty() {
        return;
    }
    out.push_str("## Blocked\n\nAll work here waits for something that is not done; most urgent first.\n\n");
    let owner = view.blocked.iter().any(|blocked| blocked.item.owner.is_some());
    head(out, owner, "Waits for");
    for blocked in &view.blocked {
        cells(out, &blocked.item, owner);
        entry::labels(out, &blocked.by, blocked.by_more);
        out.push_str(" |\n");
    }
    out.push('\n');
    left_out(out, view.counts.blocked as usize - view.blocked.len(), "waits", "wait");
}

fn head(out: &mut String, owner: bool, last: &str) {
    let all = ["Item", "Part of", "State", "Owner", last];
    let without = ["Item", "Part of", "State", last];
    Table::new(out, if owner { &all } else { &without });
}

/// The cells before the last one, which the caller writes and closes.
fn cells(out: &mut String, item: &Entry<'_>, owner: bool) {
    out.push_str("| ");
    entry::title(out, item);
    let _ = write!(out, " | {} | ", text(item.within.unwrap_or("")));
    entry::state(out, item);
    out.push_str(" | ");
    if owner {
        let _ = write!(out, "{} | ", text(item.owner.unwrap_or("")));
    }
}

/// The reasons, divided by semicolons; how much it blocks is one only where that tells items apart.
fn why(out: &mut String, ready: &Ready<'_>, told_apart: bool) {
    let start = out.len();
    let divide = |out: &mut String| {
        if out.len() > start {
            out.push_str("; ");
        }
    };
    entry::tier(out, ready.item.tier, ready.item.rank);
    if let Some(due) = &ready.due {
        divide(out);
        out.push_str("due ");
        entry::due(out, due);
    }
    if let Some(count) = ready.blocks.filter(|_| told_apart) {
        divide(out);
        blocks(out, count);
    }
    if let Some(phase) = &ready.phase {
        match phase.timing {
            Timing::Running => {
                divide(out);
                let _ = write!(out, "in the running phase {}", text(phase.title));
            }
            Timing::Over => {
                divide(out);
                let _ = write!(out, "left over from {}", text(phase.title));
            }
            Timing::Ahead | Timing::Undated => {}
        }
    }
    if ready.begun {
        divide(out);
        out.push_str("begun");
    }
    if out.len() == start {
        out.push_str("nothing stands before it");
    }
}

fn blocks(out: &mut String, blocks: Blocks) {
    let others = if blocks.count == 1 { "other" } else { "others" };
    let _ = write!(out, "blocks {} {others}{}", blocks.count, if blocks.directly { " directly" } else { "" });
}
