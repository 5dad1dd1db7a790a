//! `landfall fmt`: one way to write a plan.

use super::args::{Fmt, Global};
use super::session::{print_errors, read_standard_input, worse};
use super::{Exit, Outcome};
use crate::io::{Disk, Terminal, write_file};
use crate::load::{Files, STANDARD_INPUT};
use crate::syntax::format;
use crate::text::{FileId, Source, Sources};
use crate::world::World;
use similar::TextDiff;
use std::path::Path;

pub(super) fn run(args: &Fmt, global: &Global, terminal: &mut Terminal) -> Outcome {
    let mut paths: Vec<String> = Vec::new();
    let named =
        if args.plans.is_empty() { vec![if Disk.is_folder("plans") { "plans" } else { "." }.to_owned()] } else { args.plans.clone() };
    for path in named {
        if path != STANDARD_INPUT && Disk.is_folder(&path) {
            paths.extend(Disk.plans_in(&path).map_err(|why| format!("cannot read {path}: {why}"))?);
        } else {
            paths.push(path);
        }
    }
    let mut exit = Exit::Clean;
    let (mut changed, total) = (0, paths.len());
    for path in paths {
        let from_stdin = path == STANDARD_INPUT;
        let name = if from_stdin { "<stdin>".to_owned() } else { path.clone() };
        let bytes = if from_stdin { read_standard_input() } else { Disk.read(&path) };
        let source = bytes.and_then(|bytes| Source::from_bytes(name.clone(), bytes).map_err(|error| error.to_string()));
        let source = match source {
            Ok(source) => source,
            Err(why) => {
                terminal.error(&format!("error: cannot read {name}: {why}"));
                exit = Exit::Wrong;
                continue;
            }
        };
        let mut sources = Sources::default();
        let file: FileId = sources.add(source);
        let source = sources.get(file);
        let before = if source.bom { format!("\u{feff}{}", source.text) } else { source.text.clone() };
        match format(source, file) {
            Err(error) => {
                let files = Files::of(sources);
                print_errors(&files, &error.diagnostics, global, terminal);
                exit = Exit::Wrong;
            }
            Ok(after) if args.check || args.diff => {
                if after != before {
                    changed += 1;
                    exit = worse(exit, Exit::Findings);
                    if args.diff {
                        terminal.verbatim(&TextDiff::from_lines(&before, &after).unified_diff().header(&name, &name).to_string());
                    } else {
                        terminal.data(&format!("{name}: not formatted\n"));
                    }
                }
            }
            Ok(after) if from_stdin => terminal.verbatim(&after),
            Ok(after) => {
                if after != before {
                    changed += 1;
                    write_file(Path::new(&path), &after)?;
                    if global.verbose {
                        terminal.message(&format!("formatted {path}"));
                    }
                }
            }
        }
    }
    if args.check || args.diff {
        terminal.message(&format!("{changed} of {total} files are not formatted"));
    } else if changed > 0 {
        terminal.message(&format!("formatted {changed} of {total} files"));
    }
    Ok(exit)
}
