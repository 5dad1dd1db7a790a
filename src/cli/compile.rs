//! `landfall compile`: plans into reports.

use super::args::{Compile, Format, Global};
use super::session::{exit_of, open, tally, texts, worse};
use super::{Exit, Outcome};
use crate::io::{Disk, Store, Terminal};
use crate::render::outputs;
use crate::view::document;
use crate::world::World;

pub(super) fn run(args: &Compile, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?;
    let plans = session.drafts.len();
    let store = Store::new(&args.out, args.check)?;
    let ids: Vec<String> = session.drafts.iter().map(|draft| draft.plan.root().id.to_string()).collect();
    // Whoever compiles one plan of several knows of the others; a plan that is new there may be an old one by another name.
    let is_whole = args.plans.is_empty() || args.plans.iter().any(|path| Disk.is_folder(path)) || ids.iter().any(|id| !store.holds(id));
    let others = if is_whole { store.others(&ids) } else { Vec::new() };
    let mut owned: Vec<String> = Vec::new();
    let mut summaries: Vec<String> = Vec::new();
    let findings = session.each_with_files(global, terminal, |files, survey, diagnostics, terminal| {
        for text in texts(files, diagnostics, global, terminal.width()) {
            // Notes and warnings are told in the reports; here they are counted unless asked for.
            if global.verbose {
                terminal.error(&text);
            }
        }
        let document = document(survey, diagnostics);
        let id = document.plan.id.to_owned();
        outputs(&document, &store.of_plan(&id))?;
        summaries.push(format!("{id}: {} items, {}", document.items.count(), tally(diagnostics)));
        owned.push(id);
        Ok(exit_of(diagnostics))
    })?;
    if findings == Exit::Wrong && owned.len() < plans {
        terminal.message("nothing was written for plans with errors");
    }
    let changes = store.finish(&owned)?;
    let folder = args.out.display();
    for other in others {
        terminal.message(&format!(
            "note: {folder}/{other} holds what a plan was compiled to that is not among these; remove it if there is no such plan any more"
        ));
    }
    if args.check {
        for name in &changes.stale {
            terminal.data(&format!("{folder}/{name}: out of date\n"));
        }
        for name in &changes.left_over {
            terminal.data(&format!("{folder}/{name}: nothing compiles it any more\n"));
        }
        terminal.message(&format!("{} files are current, {} are not", changes.unchanged(), changes.stale.len() + changes.left_over.len()));
        return Ok(worse(findings, if changes.is_empty() { Exit::Clean } else { Exit::Findings }));
    }
    if global.format == Format::Json {
        let names: Vec<String> = changes.names.iter().map(|name| format!("{folder}/{name}")).collect();
        terminal.data(&(serde_json::to_string_pretty(&names).map_err(|error| error.to_string())? + "\n"));
    } else if global.verbose {
        for name in &changes.stale {
            terminal.message(&format!("wrote {folder}/{name}"));
        }
        for name in &changes.left_over {
            terminal.message(&format!("removed {folder}/{name}"));
        }
    }
    for summary in summaries {
        terminal.message(&summary);
    }
    if !changes.names.is_empty() {
        terminal.message(&format!("{} files written to {folder}/, {} were current", changes.stale.len(), changes.unchanged()));
    }
    Ok(findings)
}
