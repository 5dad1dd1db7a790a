//! `landfall check`: what is wrong with the plans.

use super::against::Other;
use super::args::{Check, Format, Global};
use super::session::{Session, exit_of, open, tally, texts, worse};
use super::witness::Witness;
use super::{Exit, Outcome};
use crate::compile::Given;
use crate::diag::Diagnostic;
use crate::io::Terminal;
use crate::load::Files;
use crate::ratchet::Delta;
use crate::view::{FindingView, SCHEMA_VERSION};
use serde::Serialize;

/// Items with another name that are told of before the rest is counted.
const RENAMED: usize = 10;

/// The findings of one plan, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checked {
    /// The plan's id; none for findings that belong to no plan.
    plan: Option<String>,
    /// What differs from another revision, when that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Since>,
    findings: Vec<FindingView>,
}

/// What differs from another revision, counted; the findings tell it one by one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Since {
    revision: String,
    commit: Option<String>,
    progressed: usize,
    regressed: usize,
    weakened: usize,
    /// Whether both trees were asked; without, only the plans are compared.
    trees: bool,
    /// How many questions the tree here answers, and that there could not.
    unmeasured: usize,
    /// Items that have another name: the old and the new.
    renamed: Vec<(String, String)>,
    added: Vec<String>,
}

impl Since {
    fn new(delta: &Delta) -> Since {
        let pair = |(old, new): &(Box<str>, Box<str>)| (old.to_string(), new.to_string());
        Since {
            revision: delta.revision.to_string(),
            commit: delta.commit.as_deref().map(str::to_owned),
            progressed: delta.progressed.len(),
            regressed: delta.regressed.len(),
            weakened: delta.weakened.len(),
            trees: delta.trees,
            unmeasured: delta.unmeasured,
            renamed: delta.renamed.iter().map(pair).collect(),
            added: delta.added.iter().map(ToString::to_string).collect(),
        }
    }
}

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
        text.push_str(&format!("\n  and {} more have another name", delta.renamed.len() - RENAMED));
    }
    text
}

/// All findings, for programs.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    schema_version: u32,
    plans: Vec<Checked>,
}

pub(super) fn run(args: &Check, global: &Global, terminal: &mut Terminal) -> Outcome {
    let Session { files, mut drafts, loose, mut baselines } = open(&args.plans, global, terminal)?;
    let mut other = Other::new(&super::session::named(&args.plans), &args.against)?;
    let weights = global.weights();
    let mut all: Vec<(Option<String>, Vec<Diagnostic>)> = Vec::new();
    let mut exit = Exit::Clean;
    if !loose.is_empty() {
        exit = Exit::Wrong;
        all.push((None, loose));
    }
    let mut witness = Witness::new(global)?;
    let mut since: Vec<(String, Delta)> = Vec::new();
    witness.compares(other.is_some());
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
        let before = match &mut other {
            Some(other) => other.before(&draft.plan, &files, evidence.as_ref(), &witness)?,
            None => None,
        };
        let given = Given { as_of, weights: &weights, settings: global.settings(), baseline, evidence, before };
        if let Some((mut survey, diagnostics)) = draft.survey(&files, given) {
            since.extend(survey.delta.take().map(|delta| (id.clone(), delta)));
            exit = worse(exit, exit_of(&diagnostics));
            all.push((Some(id), diagnostics));
        }
    }
    witness.finish()?;
    if global.format == Format::Json {
        terminal.data(&json(&files, &all, &since)?);
        return Ok(exit);
    }
    for (_, diagnostics) in &all {
        for text in texts(&files, diagnostics, global, terminal.width()) {
            terminal.data(&(text + "\n"));
        }
    }
    if let Some(other) = &other {
        for (id, delta) in &since {
            terminal.message(&said(id, delta));
        }
        for id in
            all.iter().filter_map(|(id, _)| id.as_ref()).filter(|id| exit != Exit::Wrong && !since.iter().any(|(known, _)| known == *id))
        {
            terminal.message(&format!("{id}: there was no such plan at {}, so nothing is compared", other.revision()));
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

fn json(files: &Files, all: &[(Option<String>, Vec<Diagnostic>)], since: &[(String, Delta)]) -> Result<String, String> {
    let plans = all
        .iter()
        .map(|(plan, diagnostics)| Checked {
            plan: plan.clone(),
            since: plan.as_ref().and_then(|plan| since.iter().find(|(id, _)| id == plan)).map(|(_, delta)| Since::new(delta)),
            findings: diagnostics.iter().map(|diagnostic| FindingView::new(&files.sources, diagnostic)).collect(),
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&Report { schema_version: SCHEMA_VERSION, plans }).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}
