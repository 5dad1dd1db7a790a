//! Items in lists and tables: their titles, states and names.

use super::{code, text};
use crate::model::ItemKind;
use crate::view::{Due, Entry, Label};
use std::fmt::Write;

/// The title of an item, with a mark or word for kinds that are no plain work.
pub fn title(out: &mut String, entry: &Entry<'_>) {
    lead(out, entry.kind, entry.name);
    out.push_str(&text(entry.title));
}

/// The title of an item that is only mentioned, told apart from others of that title.
pub fn label(out: &mut String, label: &Label<'_>) {
    lead(out, label.kind, label.name);
    out.push_str(&text(label.title));
    if let Some(within) = label.within {
        let _ = write!(out, " ({})", text(within));
    }
}

/// Titles, divided by commas; `more` says that there are others.
pub fn labels(out: &mut String, list: &[Label<'_>], more: bool) {
    for (at, one) in list.iter().enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        label(out, one);
    }
    if more {
        out.push_str(" and others");
    }
}

/// A reason in words with ids in backticks, for people: what has a title is named by it, with its id.
pub fn reason(words: &str, titles: &[(String, String)]) -> String {
    let mut out = String::with_capacity(words.len());
    // Between two backticks stands an id.
    for (at, part) in words.split('`').enumerate() {
        match titles.iter().find(|(id, _)| at % 2 == 1 && id == part) {
            Some((id, title)) => {
                let _ = write!(out, "{} (`{id}`)", text(title));
            }
            None if at % 2 == 1 => {
                let _ = write!(out, "`{part}`");
            }
            None => out.push_str(part),
        }
    }
    out
}

fn lead(out: &mut String, kind: ItemKind, name: &str) {
    match kind {
        ItemKind::Milestone => out.push_str("◆ "),
        ItemKind::Retire => out.push_str("Retire: "),
        ItemKind::Decision => out.push_str("Decide: "),
        ItemKind::External => out.push_str("External: "),
        ItemKind::Issue => {
            let id = name.rsplit('.').next().unwrap_or(name);
            let _ = write!(out, "{} ", text(id));
        }
        _ => {}
    }
}

/// What the plan claims, where evidence hides it.
pub fn claimed(out: &mut String, claimed: Option<&str>) {
    if let Some(claimed) = claimed {
        let _ = write!(out, " (claimed {claimed})");
    }
}

/// The state of an item: a mark, the word, what is claimed instead, and of how many things it holds.
pub fn state(out: &mut String, entry: &Entry<'_>) {
    let _ = write!(out, "{} {}", entry.standing.mark(), entry.state);
    claimed(out, entry.claimed);
    if let Some(counted) = entry.counted {
        let _ = write!(out, ", {} of {}{}", counted.done, counted.expected, if counted.at_least { "+" } else { "" });
    }
}

/// The tier of an item, and its rank where the author gave one; nothing when it has neither.
pub fn tier(out: &mut String, tier: Option<&str>, rank: Option<u32>) {
    if let Some(tier) = tier {
        out.push_str(&text(tier));
    }
    if let Some(rank) = rank {
        let _ = write!(out, "{}rank {rank}", if tier.is_some() { ", " } else { "" });
    }
}

/// Which prefixes of paths stand for others: reports give paths as the tree has them. Nothing when there are none.
pub fn aliases(out: &mut String, aliases: &[(&str, &str)]) {
    for (from, to) in aliases {
        let _ = writeln!(out, "Paths are as the tree has them: what the plan writes as {} stands under {}.\n", code(from), code(to));
    }
}

/// A latest moment, and whether it has passed or will be missed.
pub fn due(out: &mut String, due: &Due) {
    out.push_str(&text(&due.words));
    if due.overdue {
        out.push_str(" ⚠️ overdue");
    } else if due.late {
        out.push_str(" ⚠️ late");
    }
}

/// A link to the web as a link; a path, or anything else, as code.
pub fn link(out: &mut String, target: &str) {
    let Some((_, shown)) = target.split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https")) else {
        out.push_str(&code(target));
        return;
    };
    let _ = write!(out, "[{}](<", text(shown));
    for c in target.chars() {
        match c {
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out.push_str(">)");
}
