//! What the commands that edit plans share: patches, diffs, writing, and telling what was done.

use super::args::{Format, Global};
use crate::edit::{Edited, Patch, apply, patches, unified};
use crate::io::{Terminal, replace_files};
use crate::load::Files;
use crate::model::Plan;
use crate::syntax::{Ast, Parsed};
use crate::text::{Place, Sources};
use crate::upkeep::{Left, Proposal};
use crate::view::SCHEMA_VERSION;
use serde::Serialize;
use std::path::Path;

/// Proof lines told of one thing before the rest is counted.
const TOLD: usize = 6;

/// What a file that came from standard input is called.
const STANDARD_INPUT: &str = "<stdin>";

/// Changes of several plans on their way to the disk.
#[derive(Default)]
pub(super) struct Edits {
    patches: Vec<Patch>,
    told: Vec<Told>,
    left: Vec<Told>,
}

/// One change, or one thing that is left, for people and programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Told {
    plan: String,
    name: String,
    file: String,
    line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    proof: Vec<String>,
    /// The line and column of a checklist that asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    tick: Option<(u32, u32)>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report<'t> {
    schema_version: u32,
    changes: &'t [Told],
    left: &'t [Told],
}

/// What is to be done with changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write them.
    Write,
    /// Show them.
    Show,
    /// Only tell them.
    Tell,
}

impl Edits {
    /// Makes patches of proposals. What cannot be patched is left, with the reason. `ticks` are places in a checklist, by proposal.
    pub(super) fn propose(&mut self, files: &Files, plan: &Plan, proposals: Vec<Proposal>, ticks: &[(u32, u32)]) {
        if proposals.is_empty() {
            return;
        }
        let parsed: Vec<Parsed<'_>> = files.parse();
        let asts: Vec<&Ast<'_>> = parsed.iter().map(|parsed| &parsed.ast).collect();
        for (at, proposal) in proposals.into_iter().enumerate() {
            let (patches, refused) = patches(&files.sources, &asts, plan, &proposal.changes);
            let tick = ticks.get(at).copied();
            match refused.into_iter().next() {
                Some(refused) => {
                    let left = Left { name: proposal.name, place: proposal.place, why: refused.reason, proof: proposal.proof };
                    self.leave(files, plan, left, tick);
                }
                None => {
                    let mut told = told(files, plan, proposal.name, proposal.place, proposal.proof, tick);
                    told.from = Some(proposal.from);
                    told.to = Some(proposal.to);
                    self.told.push(told);
                    self.patches.extend(patches);
                }
            }
        }
    }

    /// Keeps something that is left as it is, to be told.
    pub(super) fn leave(&mut self, files: &Files, plan: &Plan, left: Left, tick: Option<(u32, u32)>) {
        let mut told = told(files, plan, left.name, left.place, left.proof, tick);
        told.why = Some(left.why);
        self.left.push(told);
    }

    /// How many changes there are.
    pub(super) fn count(&self) -> usize {
        self.told.len()
    }

    /// How many things are left.
    pub(super) fn left(&self) -> usize {
        self.left.len()
    }

    /// Shows or writes the changes, then tells them. Either all files can be written, or none is.
    ///
    /// # Errors
    /// When an edit would spoil a plan, or a file cannot be written, in words for people.
    pub(super) fn finish(self, sources: &Sources, mode: Mode, global: &Global, terminal: &mut Terminal) -> Result<(), String> {
        let edited = apply(sources, &self.patches).map_err(|broken| format!("{broken}; nothing was written"))?;
        if global.format == Format::Json {
            let report = Report { schema_version: SCHEMA_VERSION, changes: &self.told, left: &self.left };
            let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
            terminal.data(&(text + "\n"));
        }
        match mode {
            Mode::Write => write(sources, &edited)?,
            Mode::Show if global.format != Format::Json => {
                for one in &edited {
                    terminal.data(&unified(&sources.get(one.file).path, &one.before, &one.after));
                }
            }
            Mode::Show | Mode::Tell => {}
        }
        if global.format == Format::Json {
            return Ok(());
        }
        for told in &self.told {
            let text = told.text(global.format == Format::Human);
            // What a diff shows is data; of the rest this is.
            if mode == Mode::Show { terminal.message(&text) } else { terminal.data(&(text + "\n")) }
        }
        for left in &self.left {
            terminal.message(&left.text(global.format == Format::Human));
        }
        Ok(())
    }
}

fn told(files: &Files, plan: &Plan, name: String, place: Place, proof: Vec<String>, tick: Option<(u32, u32)>) -> Told {
    let source = files.sources.get(place.file);
    let line = source.position(place.span.start).line;
    Told { plan: plan.root().id.to_string(), name, file: source.path.clone(), line, from: None, to: None, why: None, proof, tick }
}

impl Told {
    fn text(&self, with_proof: bool) -> String {
        let place = match self.tick {
            Some((line, column)) => format!("{line}:{column}: "),
            None => format!("{}:{}: ", self.file, self.line),
        };
        let mut text = match (&self.to, &self.why) {
            (Some(to), _) => match self.from.as_deref().unwrap_or_default() {
                "" => format!("{place}{}: {to}", self.name),
                from => format!("{place}{}: {from} → {to}", self.name),
            },
            (None, why) => format!("{place}{}: left as it is: {}", self.name, why.as_deref().unwrap_or_default()),
        };
        if with_proof {
            for line in self.proof.iter().take(TOLD) {
                text.push_str("\n    ");
                text.push_str(line);
            }
            if self.proof.len() > TOLD {
                text.push_str(&format!("\n    and {} more", self.proof.len() - TOLD));
            }
        }
        text
    }
}

/// Writes all files, each only if it is as it was when it was read.
fn write(sources: &Sources, edited: &[Edited]) -> Result<(), String> {
    let path = |one: &Edited| sources.get(one.file).path.clone();
    if edited.iter().any(|one| path(one) == STANDARD_INPUT) {
        return Err("what came from standard input cannot be edited; `--dry-run` shows the changes".to_owned());
    }
    let paths: Vec<_> = edited.iter().map(path).collect();
    let files: Vec<(&Path, &str, &str)> =
        edited.iter().zip(&paths).map(|(one, path)| (Path::new(&**path), &*one.before, &*one.after)).collect();
    replace_files(&files)
}

/// `1 change`, `3 changes`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
