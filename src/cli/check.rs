//! `landfall check`: what is wrong with the plans.

use super::against::Other;
use super::args::{Check as Arguments, Format, Global, Output};
use super::session::{Session, exit_of, open, spares, worse};
use super::spare::{spares_evidence, spares_facts};
use super::witness::Witness;
use super::{Exit, Outcome};
use crate::compile::Given;
use crate::diag::{Diagnostic, Severity};
use crate::io::{Terminal, write_file};
use crate::load::Files;
use crate::ratchet::Delta;
use crate::render::{check as render, findings};
use crate::rules::{faulty_plan_gone, not_compared, plan_gone};
use crate::text::{Place, Sources};
use crate::view::PlaceView;
use crate::view::check::{Change, Check, CheckedPlan, Delta as DeltaView};
use std::collections::BTreeSet;

pub(super) fn run(args: &Arguments, global: &Global, terminal: &mut Terminal) -> Outcome {
    twice(&args.output)?;
    let Session { files, mut drafts, loose, mut baselines } = open(&args.plans, global, terminal)?;
    for output in &args.output {
        spares(&files, "--output", &output.file)?;
        spares_evidence(&files, &drafts, global, "--output", &output.file)?;
        spares_facts(&files, &drafts, global, "--output", &output.file)?;
    }
    let mut other = Other::new(&args.plans, &args.against, &files, &drafts)?;
    let weights = global.weights();
    let mut plans: Vec<CheckedPlan> = Vec::new();
    let mut exit = Exit::Clean;
    if !loose.is_empty() {
        exit = Exit::Wrong;
        plans.push(CheckedPlan::loose(&files.sources, loose));
    }
    let mut witness = Witness::new(global)?;
    let mut since: Vec<(String, Delta)> = Vec::new();
    witness.compares(other.is_some());
    for (at, draft) in drafts.iter_mut().enumerate() {
        if draft.network.is_none() {
            exit = Exit::Wrong;
            let diagnostics = std::mem::take(&mut draft.diagnostics);
            plans.push(CheckedPlan::faulty(&files.sources, &draft.plan, diagnostics));
            continue;
        }
        let as_of = Session::as_of(draft, global, terminal);
        let baseline = baselines.remove(&*draft.plan.root().id);
        let then = other.as_ref().and_then(|other| other.plan(at));
        let evidence = witness.of(&mut draft.plan, &files, then)?;
        let before = match &mut other {
            Some(other) => other.before((at, &draft.plan), &files, evidence.as_ref(), &witness)?,
            None => None,
        };
        let given = Given { as_of, weights: &weights, settings: global.settings(), baseline, evidence, before };
        if let Some((mut survey, diagnostics)) = draft.survey(&files, given) {
            exit = worse(exit, exit_of(&diagnostics));
            let delta = survey.delta.take();
            let shown = delta.as_ref().map(|delta| compared(survey.sources, delta));
            since.extend(delta.map(|delta| (survey.plan.root().id.to_string(), delta)));
            plans.push(CheckedPlan { delta: shown, ..CheckedPlan::new(&survey, diagnostics) });
        }
    }
    witness.finish()?;
    // A plan that cannot be read may be one that is missed.
    let gone: Vec<Diagnostic> = match other.as_ref().filter(|_| exit != Exit::Wrong) {
        Some(other) => {
            let sound = other.gone().filter_map(|(plan, was)| plan_gone(plan, other.revision(), &was, &weights));
            let faulty = other.gone_faulty().iter().filter_map(|(name, was)| faulty_plan_gone(name, other.revision(), was, &weights));
            sound.chain(faulty).collect()
        }
        None => Vec::new(),
    };
    let apart: Vec<Diagnostic> = match &other {
        Some(other) => drafts
            .iter()
            .enumerate()
            .filter_map(|(at, draft)| not_compared(&draft.plan.root().id, other.revision(), other.faults(at)?, &weights))
            .collect(),
        None => Vec::new(),
    };
    let gone: Vec<Diagnostic> = gone.into_iter().chain(apart).collect();
    if !gone.is_empty() {
        exit = worse(exit, exit_of(&gone));
        plans.insert(0, CheckedPlan::loose(&files.sources, gone));
    }
    let check = Check::new(plans);
    for Output { format, file } in &args.output {
        let text = rendered(&check, *format, &files, global, FILE_WIDTH)?;
        write_file(file, anstream::adapter::strip_str(&text).to_string())?;
        if global.verbose {
            terminal.message(&format!("wrote {}", file.display()));
        }
    }
    terminal.data(&rendered(&check, args.format, &files, global, terminal.width())?);
    // These two tell the counts themselves.
    if !matches!(args.format, Format::Github | Format::Line) {
        if let Some(other) = &other {
            for (id, delta) in &since {
                terminal.message(&said(id, delta));
            }
            for (plan, was) in other.gone().filter(|_| exit != Exit::Wrong) {
                terminal.message(&format!("{}: it stood in {was} at {}, and is gone", plan.root().id, other.revision()));
            }
            let faulty = |id: &str| drafts.iter().enumerate().any(|(at, draft)| *draft.plan.root().id == *id && other.faults(at).is_some());
            let unknown = plans_without(&check, &since);
            for id in unknown.into_iter().filter(|id| exit != Exit::Wrong && !faulty(id)) {
                terminal.message(&format!("{id}: there was no such plan at {}, so nothing is compared", other.revision()));
            }
        }
        tell(&check, exit, global, terminal);
    }
    Ok(exit)
}

/// Items with another name that are told of before the rest is counted.
const RENAMED: usize = 10;

/// What differs from another revision, for people: the counts, and what has another name.
fn said(id: &str, delta: &Delta) -> String {
    let mut text = format!("{id}: since {}: {}", delta.revision, delta.tally());
    if !delta.added.is_empty() {
        text.push_str(&format!(", {} added", delta.added.len()));
    }
    if !delta.trees {
        text.push_str("; only the plans are compared, since nothing was measured there");
    } else if delta.unmeasured > 0 {
        text.push_str(&format!("; {} of what is measured here could not be measured there", delta.unmeasured));
    }
    for (old, new) in delta.renamed.iter().take(RENAMED) {
        text.push_str(&format!("\n  `{old}` is called `{new}` now"));
    }
    if delta.renamed.len() > RENAMED {
        text.push_str(&match delta.renamed.len() - RENAMED {
            1 => "\n  and 1 more has another name".to_owned(),
            more => format!("\n  and {more} more have another name"),
        });
    }
    text
}

/// The plans that were not compared.
fn plans_without<'c>(check: &'c Check, since: &[(String, Delta)]) -> Vec<&'c str> {
    let named = check.plans.iter().filter_map(|plan| plan.plan.as_deref());
    named.filter(|id| !since.iter().any(|(known, _)| known == id)).collect()
}

/// What differs from another revision, as the formats show it.
fn compared(sources: &Sources, delta: &Delta) -> DeltaView {
    let change =
        |item: &str, what: String, place: Place| Change { item: Some(item.to_owned()), what, places: vec![PlaceView::new(sources, place)] };
    DeltaView {
        against: delta.revision.to_string(),
        commit: delta.commit.as_deref().map(str::to_owned),
        trees: delta.trees,
        unmeasured: delta.unmeasured,
        renamed: delta.renamed.iter().map(|(old, new)| (old.to_string(), new.to_string())).collect(),
        added: delta.added.iter().map(ToString::to_string).collect(),
        progressed: delta
            .progressed
            .iter()
            .map(|one| change(&one.about.item, format!("{} {}", one.about.words, one.words), one.about.place))
            .collect(),
        regressed: delta
            .regressed
            .iter()
            .map(|one| {
                let names = if one.names.is_empty() { String::new() } else { format!(": {}", one.names.join(", ")) };
                change(&one.about.item, format!("{} {}{names}", one.about.words, one.words), one.about.place)
            })
            .collect(),
        weakened: delta
            .weakened
            .iter()
            .map(|one| change(&one.about.item, format!("{} {}", one.about.words, one.words), one.about.place))
            .collect(),
    }
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
