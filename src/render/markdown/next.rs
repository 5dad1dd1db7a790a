//! The next report in Markdown.

use super::{Table, entry, text};
use crate::view::next::{Blocks, Next, Ready};
use crate::view::{Entry, Timing};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Next<'_>) {
    let _ = writeln!(
        out,
        "**{} {} start now**, {} for something else first.\n",
        view.ready_count,
        if view.ready_count == 1 { "item can" } else { "items can" },
        if view.blocked_count == 1 { "1 waits".to_owned() } else { format!("{} wait", view.blocked_count) },
    );
    unblocks_most(out, view);
    ready(out, view);
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
    out.push_str("## Can start now\n\nMost urgent first: by tier, then due date, then by how much waits for it.\n\n");
    let owner = view.ready.iter().any(|ready| ready.item.owner.is_some());
    head(out, owner, "Why now");
    for ready in &view.ready {
        cells(out, &ready.item, owner);
        why(out, ready);
        out.push_str(" |\n");
    }
    out.push('\n');
    left_out(out, view.ready_count - view.ready.len(), "can start now");
}

fn others(out: &mut String, view: &Next<'_>) {
    if view.others.is_empty() {
        return;
    }
    out.push_str("## Waiting for others\n\nWhat others must provide, what is to be decided, and issues that hold up work.\n\n");
    if view.not_stated > 0 {
        let _ = writeln!(
            out,
            "The plan does not say of {} of these whether they are there: those marked done hold up nothing.\n",
            view.not_stated
        );
    }
    let owner = view.others.iter().any(|other| other.item.owner.is_some());
    head(out, owner, "Why it matters");
    for other in &view.others {
        cells(out, &other.item, owner);
        why(out, other);
        if !other.waits_for.is_empty() {
            out.push_str("; itself waits for ");
            entry::labels(out, &other.waits_for, other.waits_for_more);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn blocked(out: &mut String, view: &Next<'_>) {
    if view.blocked.is_empty() {
        return;
    }
    out.push_str("## Blocked\n\nEvery item here waits for something that is not done; most urgent first.\n\n");
    let owner = view.blocked.iter().any(|blocked| blocked.item.owner.is_some());
    head(out, owner, "Waits for");
    for blocked in &view.blocked {
        cells(out, &blocked.item, owner);
        entry::labels(out, &blocked.by, blocked.by_more);
        out.push_str(" |\n");
    }
    out.push('\n');
    left_out(out, view.blocked_count - view.blocked.len(), "wait");
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

/// The reasons, divided by semicolons.
fn why(out: &mut String, ready: &Ready<'_>) {
    let start = out.len();
    let divide = |out: &mut String| {
        if out.len() > start {
            out.push_str("; ");
        }
    };
    if let Some(tier) = ready.item.tier {
        out.push_str(&text(tier));
    }
    if let Some(due) = &ready.due {
        divide(out);
        out.push_str("due ");
        entry::due(out, due);
    }
    if let Some(count) = ready.blocks {
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

fn left_out(out: &mut String, count: usize, what: &str) {
    if count > 0 {
        let _ = writeln!(out, "{count} more {what} and are not listed here.\n");
    }
}
