//! `landfall check`: what is wrong with the plans.

use super::args::{Check as Arguments, Format, Global, Output};
use super::session::{Session, exit_of, open, worse};
use super::witness::Witness;
use super::{Exit, Outcome};
use crate::compile::Given;
use crate::diag::Severity;
use crate::io::{Terminal, write_file};
use crate::load::Files;
use crate::render::{check as render, findings};
use crate::view::check::{Check, CheckedPlan};
use std::collections::BTreeSet;

pub(super) fn run(args: &Arguments, global: &Global, terminal: &mut Terminal) -> Outcome {
    twice(&args.output)?;
    let Session { files, mut drafts, loose, mut baselines } = open(&args.plans, global, terminal)?;
    let weights = global.weights();
    let mut plans: Vec<CheckedPlan> = Vec::new();
    let mut exit = Exit::Clean;
    if !loose.is_empty() {
        exit = Exit::Wrong;
        plans.push(CheckedPlan::loose(&files.sources, loose));
    }
    let mut witness = Witness::new(global)?;
    for draft in &mut drafts {
        if draft.network.is_none() {
            exit = Exit::Wrong;
            let diagnostics = std::mem::take(&mut draft.diagnostics);
            plans.push(CheckedPlan::faulty(&files.sources, &draft.plan, diagnostics));
            continue;
        }
        let as_of = Session::as_of(draft, global, terminal);
        let baseline = baselines.remove(&*draft.plan.root().id);
        let evidence = witness.of(&mut draft.plan, &files)?;
        let given = Given { as_of, weights: &weights, settings: global.settings(), baseline, evidence };
        if let Some((survey, diagnostics)) = draft.survey(&files, given) {
            exit = worse(exit, exit_of(&diagnostics));
            plans.push(CheckedPlan::new(&survey, diagnostics));
        }
    }
    witness.finish()?;
    let check = Check::new(plans);
    for Output { format, file } in &args.output {
        let text = rendered(&check, *format, &files, global, FILE_WIDTH)?;
        write_file(file, &anstream::adapter::strip_str(&text).to_string())?;
        if global.verbose {
            terminal.message(&format!("wrote {}", file.display()));
        }
    }
    terminal.data(&rendered(&check, args.format, &files, global, terminal.width())?);
    // These two tell the counts themselves.
    if !matches!(args.format, Format::Github | Format::Line) {
        tell(&check, exit, global, terminal);
    }
    Ok(exit)
}

/// Columns of excerpts in a file.
const FILE_WIDTH: usize = 120;

/// No file may be named for two outputs: the second would overwrite the first.
fn twice(outputs: &[Output]) -> Result<(), String> {
    let mut seen = BTreeSet::new();
    match outputs.iter().find(|output| !seen.insert(&output.file)) {
        Some(output) => Err(format!("`--output` names {} twice", output.file.display())),
        None => Ok(()),
    }
}

fn rendered(check: &Check, format: Format, files: &Files, global: &Global, width: usize) -> Result<String, String> {
    let notes = global.verbose;
    Ok(match format {
        Format::Human => render::human(check, &files.sources, width, notes),
        Format::Short => short(check, files, notes),
        Format::Json => render::json(check)?,
        Format::Github => render::github(check, notes),
        Format::Markdown => render::comment(check, notes),
        Format::Sarif => render::sarif(check, env!("CARGO_PKG_VERSION"))?,
        Format::Gitlab => render::gitlab(check, notes)?,
        Format::Junit => render::junit(check, notes),
        Format::Rdjsonl => render::rdjsonl(check, notes),
        Format::Line => render::line(check),
        Format::Badge => render::badge(check),
        Format::Shields => render::endpoint(check)?,
    })
}

/// One line a finding, in the order of the source.
fn short(check: &Check, files: &Files, notes: bool) -> String {
    let all = check.plans.iter().flat_map(|plan| &plan.diagnostics);
    let shown = all.filter(|diagnostic| notes || diagnostic.severity > Severity::Note);
    shown.fold(String::new(), |text, diagnostic| text + &findings::short(&files.sources, diagnostic) + "\n")
}

/// The counts, as messages: data stays data.
fn tell(check: &Check, exit: Exit, global: &Global, terminal: &mut Terminal) {
    for plan in &check.plans {
        let hint = if !global.verbose && plan.count(Severity::Note) > 0 { " (`-v` shows notes)" } else { "" };
        terminal.message(&format!("{}: {}{hint}", plan.name(), plan.tally()));
        if let Some(summary) = plan.summary.as_ref().filter(|summary| summary.items > 0 || summary.waived > 0) {
            let share = summary.share().map_or_else(String::new, |share| format!("{share} proven; "));
            terminal.message(&format!("{}: {share}{}; {}", plan.name(), summary.words(), plan.when()));
        }
    }
    if exit == Exit::Wrong {
        terminal.message("rules look only at plans without such errors; mend these first");
    }
}
