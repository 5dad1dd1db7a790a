//! `landfall check`: what is wrong with the plans.

use super::args::{Format, Global, Plans};
use super::session::{Session, exit_of, open, tally, texts, worse};
use super::witness::Witness;
use super::{Exit, Outcome};
use crate::compile::Given;
use crate::diag::Diagnostic;
use crate::io::Terminal;
use crate::load::Files;
use crate::view::{FindingView, SCHEMA_VERSION};
use serde::Serialize;

/// The findings of one plan, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checked {
    /// The plan's id; none for findings that belong to no plan.
    plan: Option<String>,
    findings: Vec<FindingView>,
}

/// All findings, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    schema_version: u32,
    plans: Vec<Checked>,
}

pub(super) fn run(args: &Plans, global: &Global, terminal: &mut Terminal) -> Outcome {
    let Session { files, mut drafts, loose, mut baselines } = open(&args.plans, global, terminal)?;
    let weights = global.weights();
    let mut all: Vec<(Option<String>, Vec<Diagnostic>)> = Vec::new();
    let mut exit = Exit::Clean;
    if !loose.is_empty() {
        exit = Exit::Wrong;
        all.push((None, loose));
    }
    let mut witness = Witness::new(global)?;
    for draft in &mut drafts {
        let id = draft.plan.root().id.to_string();
        if draft.network.is_none() {
            exit = Exit::Wrong;
            all.push((Some(id), std::mem::take(&mut draft.diagnostics)));
            continue;
        }
        let as_of = Session::as_of(draft, global, terminal);
        let baseline = baselines.remove(&*draft.plan.root().id);
        let evidence = witness.of(&mut draft.plan, &files)?;
        let given = Given { as_of, weights: &weights, settings: global.settings(), baseline, evidence };
        if let Some((_, diagnostics)) = draft.survey(&files, given) {
            exit = worse(exit, exit_of(&diagnostics));
            all.push((Some(id), diagnostics));
        }
    }
    witness.finish()?;
    if global.format == Format::Json {
        terminal.data(&json(&files, &all)?);
        return Ok(exit);
    }
    for (_, diagnostics) in &all {
        for text in texts(&files, diagnostics, global, terminal.width()) {
            terminal.data(&(text + "\n"));
        }
    }
    for (id, diagnostics) in &all {
        let name = id.as_deref().unwrap_or("files");
        let hint = if !global.verbose && diagnostics.iter().any(|diagnostic| diagnostic.severity == crate::diag::Severity::Note) {
            " (`-v` shows notes)"
        } else {
            ""
        };
        terminal.message(&format!("{name}: {}{hint}", tally(diagnostics)));
    }
    if exit == Exit::Wrong {
        terminal.message("rules look only at plans without such errors; mend these first");
    }
    Ok(exit)
}

fn json(files: &Files, all: &[(Option<String>, Vec<Diagnostic>)]) -> Result<String, String> {
    let plans = all
        .iter()
        .map(|(plan, diagnostics)| Checked {
            plan: plan.clone(),
            findings: diagnostics.iter().map(|diagnostic| FindingView::new(&files.sources, diagnostic)).collect(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&Report { schema_version: SCHEMA_VERSION, plans }).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}
