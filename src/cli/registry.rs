//! `landfall registry`: what is known of the import registries, and entries whose code has moved.

use super::args::{Format, Global, Registry};
use super::edits::{Edits, Mode, counted};
use super::session::open;
use super::{Exit, Outcome};
use crate::io::Terminal;
use crate::model::Replacement;
use crate::survey::Survey;
use crate::upkeep::{EntryState, moves, registries};
use std::fmt::Write;

pub(super) fn run(args: &Registry, global: &Global, terminal: &mut Terminal) -> Outcome {
    let session = open(&args.plans, global, terminal)?;
    let sources = session.files.sources.clone();
    let edit = args.update || args.dry_run;
    let mut edits = Edits::default();
    let mut entries = 0;
    let exit = session.each_with_files(global, terminal, |files, survey, _, terminal| {
        let states = registries(survey);
        entries += states.len();
        if !edit && global.format != Format::Json {
            terminal.data(&text(survey, &states, global));
        }
        let upkeep = moves(survey, &states);
        edits.propose(files, survey.plan, upkeep.proposals, &[]);
        for left in upkeep.left {
            edits.leave(files, survey.plan, left, None);
        }
        Ok(if states.iter().any(|state| state.agrees == Some(false)) && !edit { Exit::Findings } else { Exit::Clean })
    })?;
    if entries == 0 {
        terminal.message("no plan that was read has a registry");
        return Ok(exit);
    }
    let (changes, left) = (edits.count(), edits.left());
    if edit || global.format == Format::Json {
        let mode = match (args.update, args.dry_run) {
            (_, true) => Mode::Show,
            (true, false) => Mode::Write,
            (false, false) => Mode::Tell,
        };
        edits.finish(&sources, mode, global, terminal)?;
        let verb = if mode == Mode::Write { "mended" } else { "would be mended" };
        terminal.message(&format!("{} {verb}, {left} left as they are", counted(changes, "entry", "entries")));
    } else if changes > 0 {
        terminal.message(&format!("`--update` mends {}; `--dry-run` shows how", counted(changes, "entry", "entries")));
    }
    Ok(exit)
}

/// One line an entry, those with which the evidence disagrees marked.
fn text(survey: &Survey<'_>, states: &[EntryState<'_>], global: &Global) -> String {
    let mut out = String::new();
    for (at, registry) in survey.plan.registries.iter().enumerate() {
        if global.format == Format::Human {
            let _ = writeln!(out, "{}", registry.title);
        }
        for state in states.iter().filter(|state| state.registry == at) {
            let mark = match state.agrees {
                Some(true) => "✓",
                Some(false) => "✗",
                None => "?",
            };
            let names = if state.names.len() == state.entry.subjects.len() {
                state.entry.subjects.iter().zip(&state.names).map(|(subject, name)| (subject.to_string(), name)).collect()
            } else {
                state.names.iter().map(|name| (state.entry.subjects.join(", "), name)).collect::<Vec<_>>()
            };
            let listed = |names: &[Box<str>]| if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
            let own = listed(&state.entry.names);
            for (subject, name) in names {
                let _ = writeln!(out, "{mark} {} {subject}{own}: {}", state.entry.kind.word(), name.words(state.entry.kind));
            }
            if let (Some(false), Some(Replacement::Text(module, names))) = (state.replacement, &state.entry.replacement) {
                let names = listed(names);
                let _ = writeln!(
                    out,
                    "{mark} {} {}: to use {module}{names}, which does not resolve",
                    state.entry.kind.word(),
                    state.entry.subjects.join(", ")
                );
            }
        }
        let count = |agrees| states.iter().filter(|state| state.registry == at && state.agrees == agrees).count();
        if global.format == Format::Human {
            let (yes, no, unknown) = (count(Some(true)), count(Some(false)), count(None));
            let _ = writeln!(out, "{yes} as the registry says, {no} not, {unknown} not known\n");
        }
    }
    out
}
