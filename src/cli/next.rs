//! `landfall next`: what can start now, most urgent first.

use super::args::{Format, Global, Next};
use super::session::open;
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::view::next::Ready;
use crate::view::{Selection, next};
use std::fmt::Write;

pub(super) fn run(args: &Next, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?;
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
            Format::Human => {
                let mut text = String::new();
                if several {
                    let _ = writeln!(text, "{}", survey.plan.root().title);
                }
                for (at, row) in view.ready.iter().take(args.limit).enumerate() {
                    let _ = writeln!(text, "{:>4}  {}  {}", at + 1, row.item.name, row.item.title);
                    let why = reasons(row);
                    if !why.is_empty() {
                        let _ = writeln!(text, "      {}", why.join(", "));
                    }
                }
                if view.ready_count > args.limit {
                    let _ = writeln!(text, "… and {} more; `-n` lists more", view.ready_count - args.limit.min(view.ready.len()));
                }
                if view.ready.is_empty() {
                    text.push_str("Nothing can start now.\n");
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

/// Why an item is on the list.
fn reasons(ready: &Ready<'_>) -> Vec<String> {
    let mut why = Vec::new();
    why.extend(ready.item.tier.map(str::to_owned));
    why.extend(ready.due.as_ref().map(|due| format!("{}due {}", if due.overdue { "over" } else { "" }, due.words)));
    why.extend(ready.blocks.map(|blocks| format!("blocks {} {}", blocks.count, if blocks.count == 1 { "other" } else { "others" })));
    if ready.begun {
        why.push("begun".to_owned());
    }
    why
}
