//! `landfall next`: what can start now, most urgent first.

use super::args::{Format, Global, Next};
use super::session::open;
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::view::next::Ready;
use crate::view::{Selection, next};
use std::fmt::Write;

pub(super) fn run(args: &Next, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?.without_scenarios();
    let several = session.drafts.len() > 1;
    let mut documents: Vec<serde_json::Value> = Vec::new();
    let exit = session.each(global, terminal, |survey, _, terminal| {
        let view = next::build(survey, &Selection::all(survey.plan));
        match global.format {
            Format::Json => {
                let value = serde_json::json!({ "plan": &*survey.plan.root().id, "next": view });
                documents.push(value);
            }
            Format::Short => {
                let names: String = view.ready.iter().take(args.limit).map(|row| format!("{}\n", row.item.name)).collect();
                terminal.data(&names);
            }
            _ => {
                let mut text = String::new();
                if several {
                    let _ = writeln!(text, "{}", survey.plan.root().title);
                }
                if view.ready.is_empty() && view.if_there.is_empty() {
                    text.push_str("Nothing can start now.\n");
                }
                list(&mut text, &view.ready, view.counts.ready, args.limit);
                if !view.held.is_empty() {
                    text.push_str("Ready, but held back:\n");
                    list(&mut text, &view.held, view.counts.held, args.limit);
                }
                if !view.if_there.is_empty() {
                    text.push_str("Can start if what others provide is there (the plan does not say):\n");
                    list(&mut text, &view.if_there, view.counts.if_there, args.limit);
                }
                terminal.data(&text);
            }
        }
        Ok(Exit::Clean)
    })?;
    if global.format == Format::Json {
        terminal.data(&(serde_json::to_string_pretty(&documents).map_err(|error| error.to_string())? + "\n"));
    }
    Ok(exit)
}

/// The first rows of a list, and how many there are beyond them.
fn list(text: &mut String, rows: &[Ready<'_>], all: u32, limit: usize) {
    let told_apart = next::blocks_tell(rows);
    for (at, row) in rows.iter().take(limit).enumerate() {
        let _ = writeln!(text, "{:>4}  {}  {}", at + 1, row.item.name, row.item.title);
        let why = reasons(row, told_apart);
        if !why.is_empty() {
            let _ = writeln!(text, "      {}", why.join(", "));
        }
    }
    let left_out = (all as usize).saturating_sub(rows.len().min(limit));
    if left_out > 0 {
        let _ = writeln!(text, "… and {left_out} more; `-n` lists more");
    }
}

/// Why an item is on the list; how much it blocks is one only where that tells items apart.
fn reasons(ready: &Ready<'_>, told_apart: bool) -> Vec<String> {
    let mut why = Vec::new();
    why.extend(ready.item.tier.map(str::to_owned));
    why.extend(ready.item.rank.map(|rank| format!("rank {rank}")));
    why.extend(ready.due.as_ref().map(|due| format!("{}due {}", if due.overdue { "over" } else { "" }, due.words)));
    why.extend(
        ready
            .blocks
            .filter(|_| told_apart)
            .map(|blocks| format!("blocks {} {}", blocks.count, if blocks.count == 1 { "other" } else { "others" })),
    );
    if ready.begun {
        why.push("begun".to_owned());
    }
    if !ready.waits_for.is_empty() {
        let names: Vec<&str> = ready.waits_for.iter().map(|label| label.title).collect();
        why.push(format!("if there: {}{}", names.join(", "), if ready.waits_for_more { " and others" } else { "" }));
    }
    why.extend(ready.held.as_ref().map(|held| held.words().replace('`', "")));
    why
}
