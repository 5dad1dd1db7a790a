//! The dependencies report in Markdown.

use super::span::{push_code_line, push_count, push_list, push_text};
use crate::model::ItemKind;
use crate::render::{dot, mermaid};
use crate::view::dependencies::{Dependencies, Diagram, Diagrams, ItemRef};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Dependencies<'_>) {
    push_count(out, view.needs as u64, "need", "needs");
    out.push_str("; ");
    push_count(out, view.open as u64, "open item", "open items");
    let _ = write!(out, ".\n\nOf the plan's own work, {}.\n\n", view.front.words());
    layers(out, view);
    waits(out, view);
    externals(out, view);
    diagrams(out, &view.diagrams);
    arrows(out, view);
    links(out, view);
    oddities(out, view);
    dot_block(out, &view.diagrams);
}

/// An item's title; its full name too when the title alone could be another's.
fn item(out: &mut String, item: &ItemRef<'_>) {
    push_text(out, item.title);
    if item.ambiguous {
        out.push_str(" (");
        super::span::push_code(out, item.name);
        out.push(')');
    }
}

/// The same, with a word when nothing is left to do there.
fn item_or_done(out: &mut String, which: &ItemRef<'_>) {
    item(out, which);
    if which.dropped {
        out.push_str(" ➖ dropped");
    } else if which.closed {
        out.push_str(" ✅ done");
    }
}

fn layers(out: &mut String, view: &Dependencies<'_>) {
    if view.layers.is_empty() {
        return;
    }
    out.push_str("## In which order\n\n");
    for layer in &view.layers {
        let _ = write!(out, "**Round {}**: ", layer.number + 1);
        push_count(out, layer.count as u64, "item", "items");
        out.push_str(if layer.number == 0 { ", nothing open before them\n\n" } else { "\n\n" });
        for group in &layer.groups {
            out.push_str("- ");
            if let Some(within) = &group.within {
                out.push('*');
                push_text(out, within.title);
                out.push_str("*: ");
            }
            out.push_str(match group.kind {
                Some(ItemKind::External) => "Provided by others: ",
                Some(ItemKind::Issue) => "Issues: ",
                Some(ItemKind::Decision) => "Decisions: ",
                Some(ItemKind::Milestone) => "Milestones: ",
                Some(ItemKind::Task) => "Tasks: ",
                _ => "",
            });
            push_list(out, "; ", &group.items, item);
            out.push('\n');
        }
        out.push('\n');
    }
}

fn waits(out: &mut String, view: &Dependencies<'_>) {
    if view.waits.is_empty() {
        return;
    }
    out.push_str("## What holds up the most\n\n");
    if view.indirect_left_out {
        out.push_str("The plan is too large to count what waits indirectly: only direct needs are counted.\n\n");
    } else {
        out.push_str("\"In all\" counts everything that needs it, through others too, whether done or not.\n\n");
    }
    out.push_str("| Item | State | Waiting directly |");
    out.push_str(if view.indirect_left_out {
        " Needs |\n| --- | --- | ---: | --- |\n"
    } else {
        " In all | Needs |\n| --- | --- | ---: | ---: | --- |\n"
    });
    for row in &view.waits {
        out.push_str("| ");
        item(out, &row.item);
        let _ = write!(out, " | {} {}", row.standing.mark(), row.state);
        super::entry::claimed(out, row.claimed);
        let _ = write!(out, " | {} | ", row.direct);
        if !view.indirect_left_out {
            let _ = write!(out, "{} | ", row.all.unwrap_or(0));
        }
        push_list(out, ", ", &row.needs, item_or_done);
        more(out, row.more_needs);
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn more(out: &mut String, count: usize) {
    if count > 0 {
        let _ = write!(out, " and {count} more");
    }
}

fn externals(out: &mut String, view: &Dependencies<'_>) {
    if view.externals.is_empty() {
        return;
    }
    out.push_str("## What others provide\n\n");
    let due = view.externals.iter().any(|row| row.due.is_some());
    let owner = view.externals.iter().any(|row| row.owner.is_some());
    let notes = view.externals.iter().any(|row| !row.notes.is_empty());
    let columns = [("What", true), ("State", true), ("Due", due), ("From", owner), ("Who waits", true), ("Note", notes)];
    for (heading, _) in columns.iter().filter(|(_, shown)| *shown) {
        let _ = write!(out, "| {heading} ");
    }
    out.push_str("|\n");
    columns.iter().filter(|(_, shown)| *shown).for_each(|_| out.push_str("| --- "));
    out.push_str("|\n");
    for row in &view.externals {
        out.push_str("| ");
        item(out, &row.item);
        let _ = write!(out, " | {} {}", row.standing.mark(), row.state);
        super::entry::claimed(out, row.claimed);
        out.push_str(" | ");
        if due {
            push_text(out, row.due.as_deref().unwrap_or("not said"));
            out.push_str(" | ");
        }
        if owner {
            push_text(out, row.owner.unwrap_or("not said"));
            out.push_str(" | ");
        }
        if row.waiting.is_empty() {
            out.push_str("nobody");
        }
        push_list(out, ", ", &row.waiting, item);
        more(out, row.more_waiting);
        if notes {
            out.push_str(" | ");
            push_list(out, "; ", &row.notes, |out, note| push_text(out, note));
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn arrows(out: &mut String, view: &Dependencies<'_>) {
    if view.arrows.is_empty() {
        return;
    }
    out.push_str("## Arrows\n\nA → B, C: B and C need A. In the order of work.\n\n");
    for arrow in &view.arrows {
        out.push_str("- ");
        push_list(out, ", ", &arrow.needed, item_or_done);
        out.push_str(" → ");
        push_list(out, ", ", &arrow.waiting, |out, end| {
            item(out, &end.item);
            if let Some(link) = &end.link {
                let _ = write!(out, " ({link})");
            }
        });
        out.push('\n');
    }
    out.push('\n');
}

fn links(out: &mut String, view: &Dependencies<'_>) {
    if view.links.is_empty() {
        return;
    }
    out.push_str("## Needs with a time or another link\n\nAll others mean: begins once the other has ended.\n\n");
    for row in &view.links {
        out.push_str("- ");
        item(out, &row.waiting);
        if row.lead {
            let _ = write!(out, " {} no earlier than {} before ", row.waiting_end, row.time.as_deref().unwrap_or(""));
        } else if let Some(time) = &row.time {
            let _ = write!(out, " {} no earlier than {time} after ", row.waiting_end);
        } else {
            let _ = write!(out, " {} no earlier than ", row.waiting_end);
        }
        item(out, &row.needed);
        let _ = write!(out, " {}", row.needed_end);
        if row.time.is_some() {
            out.push_str(if row.elapsed { " (calendar time" } else { " (working time" });
            let _ = write!(out, ", {})", row.link);
        } else {
            let _ = write!(out, " ({})", row.link);
        }
        out.push('\n');
    }
    out.push('\n');
}

fn oddities(out: &mut String, view: &Dependencies<'_>) {
    if !view.redundant.is_empty() {
        out.push_str(
            "## Needs that go without saying\n\nA longer chain already says the same; they can be removed without changing the order.\n\n",
        );
        for row in &view.redundant {
            out.push_str("- ");
            item(out, &row.waiting);
            out.push_str(" needs ");
            item(out, &row.needed);
            out.push_str(", ");
            push_code_line(out, &row.said);
            out.push('\n');
        }
        out.push('\n');
    }
    if !view.left_out.is_empty() {
        out.push_str("## Left out of \"everything\"\n\nA chain with `*` leaves out what would close a circle.\n\n");
        for row in &view.left_out {
            out.push_str("- ");
            item(out, &row.chain);
            out.push_str(" is not linked with ");
            push_list(out, ", ", &row.items, item);
            out.push_str(", since these are linked with it the other way round; ");
            push_code_line(out, &row.said);
            out.push('\n');
        }
        out.push('\n');
    }
}

/// Draws what is open: items when they are few enough, else areas, else nothing; what is left out is always said.
fn diagrams(out: &mut String, view: &Diagrams<'_>) {
    if view.open_edges == 0 {
        return;
    }
    out.push_str("## Picture\n\n");
    if let Some(chart) = view.items.as_ref().and_then(mermaid::flowchart) {
        out.push_str("Open items that need, or are needed by, another open item; what is done, and what stands alone, is left out. ");
        out.push_str("An arrow goes from what is needed to what waits; a dotted line joins a part with its whole, in a double frame.\n\n");
        fenced(out, "mermaid", &chart);
        return;
    }
    let _ = write!(out, "The {} needs between open items are too many to draw. ", view.open_edges);
    match view.areas.as_ref().and_then(mermaid::flowchart) {
        Some(chart) => {
            out.push_str(
                "This shows areas only; the numbers count the needs from one to the other, those inside an area are left out.\n\n",
            );
            fenced(out, "mermaid", &chart);
        }
        None => out.push_str("No picture by area is drawn either: there are too many areas, or no needs between them.\n\n"),
    }
}

fn dot_block(out: &mut String, view: &Diagrams<'_>) {
    let (diagram, of): (&Diagram<'_>, &str) = match (&view.items, &view.areas) {
        (Some(items), _) => (items, "open items"),
        (None, Some(areas)) => (areas, "areas only: the items are too many to draw"),
        (None, None) => return,
    };
    let _ = write!(out, "<details>\n<summary>The same for Graphviz ({of})</summary>\n\n");
    fenced(out, "dot", &dot::digraph(diagram));
    out.push_str("</details>\n\n");
}

fn fenced(out: &mut String, language: &str, block: &str) {
    let _ = write!(out, "```{language}\n{block}```\n\n");
}
