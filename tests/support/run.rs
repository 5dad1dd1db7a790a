//! The pipeline over files in memory, and what it gives as text.

use super::dates::schedule;
use super::dump::dump;
use super::memory::Memory;
use landfall::compile::{self, Given};
use landfall::diag::Diagnostic;
use landfall::evidence::Evidence;
use landfall::load::Files;
use landfall::model::ItemId;
use landfall::rules::Weights;
use landfall::survey::Survey;
use landfall::time::Date;
use landfall::{load, render, syntax, view};
use std::fmt::Write;

/// How far findings go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Up to the graph: what is wrong with the text, its names and its circles.
    Draft,
    /// With all rules.
    Rules,
}

/// Everything a run gives.
#[derive(Debug)]
pub struct Outcome {
    pub findings: Vec<Finding>,
    /// Whether something was found that leaves no plan.
    pub fatal: bool,
    /// Names in the order of work, a line each.
    pub order: String,
    /// Names of open leaves by layer, a line each layer.
    pub layers: String,
    /// What each item needs, a line each; items that need nothing are left out.
    pub needs: String,
    /// Dates, early and late dates, and floats, a line an item.
    pub schedule: String,
    /// Reports by the name of their file.
    pub reports: Vec<(String, String)>,
    /// The whole document.
    pub json: String,
}

/// A finding as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// `path:line:col: severity[CODE name]: message`
    pub line: String,
    /// Its code and message, without its place.
    pub says: String,
    /// Notes and help, a line each.
    pub more: Vec<String>,
}

/// Takes files to reports; the first file is named on the command line together with all others.
pub fn run(world: &Memory, named: &[String], until: Until) -> Outcome {
    let files = load::load(world, named, None);
    let parsed = files.parse();
    let (groups, more) = files.groups(&parsed);
    let mut all: Vec<Diagnostic> = files.diagnostics.iter().cloned().chain(more).collect();
    let mut outcome = Outcome {
        findings: Vec::new(),
        fatal: false,
        order: String::new(),
        layers: String::new(),
        needs: String::new(),
        schedule: String::new(),
        reports: Vec::new(),
        json: String::new(),
    };
    for group in &groups {
        let mut draft = compile::draft(world, &files, group, &parsed);
        let as_of = draft.as_of().or_else(|| Date::parse("2025-01-01")).unwrap_or_else(|| panic!("a date"));
        let before = draft.diagnostics.clone();
        match draft.survey(&files, Given::on(as_of, &Weights::default())) {
            Some((survey, found)) => {
                describe(&survey, &found, &mut outcome);
                all.extend(if until == Until::Draft { before } else { found });
            }
            None => all.extend(before),
        }
    }
    outcome.fatal = all.iter().any(|diagnostic| diagnostic.code.fatal);
    outcome.findings = all.iter().map(|diagnostic| finding(&files, diagnostic)).collect();
    outcome
}

fn describe(survey: &Survey<'_>, found: &[Diagnostic], outcome: &mut Outcome) {
    let name = |id: &ItemId| survey.plan.item(*id).name.to_string();
    for id in &survey.order.leaves {
        let _ = writeln!(outcome.order, "{}", name(id));
    }
    for (layer, ids) in survey.layers.list.iter().enumerate() {
        let names: Vec<String> = ids.iter().map(name).collect();
        let _ = writeln!(outcome.layers, "{layer}: {}", names.join(", "));
    }
    for (id, item) in survey.plan.ids() {
        let mut needs: Vec<String> = Vec::new();
        for need in &item.needs {
            let link = if need.link == syntax::LinkKind::FinishStart { String::new() } else { format!(" {}", need.link.word()) };
            let lag = need.lag.map_or_else(String::new, |lag| format!(" {}{}", if lag.lead { "lead " } else { "lag " }, lag.duration));
            needs.push(format!("{}{link}{lag}", name(&need.target)));
        }
        for junction in survey.plan.junctions.iter().filter(|junction| junction.waiting.contains(&id)) {
            needs.push(format!("({})", junction.needed.iter().map(name).collect::<Vec<_>>().join(" + ")));
        }
        if !needs.is_empty() {
            let _ = writeln!(outcome.needs, "{}: {}", item.name, needs.join(", "));
        }
    }
    outcome.schedule.push_str(&schedule(survey));
    let document = view::document(survey, found);
    for report in document.reports.iter() {
        outcome.reports.push((report.file.clone(), render::markdown::report(&document.plan, &report)));
    }
    outcome.json = render::json::document(&document).unwrap_or_else(|error| panic!("{error}"));
}

fn finding(files: &Files, diagnostic: &Diagnostic) -> Finding {
    let place = diagnostic.place().map_or_else(String::new, |place| {
        let source = files.sources.get(place.file);
        let position = source.position(place.span.start);
        format!("{}:{}:{}: ", source.path, position.line, position.column)
    });
    let says = format!("{}[{} {}]: {}", diagnostic.severity.word(), diagnostic.code.id, diagnostic.code.name, diagnostic.message);
    let notes = diagnostic.notes.iter().map(|note| format!("  note: {note}"));
    let help = diagnostic.help.iter().map(|help| format!("  help: {help}"));
    Finding { line: format!("{place}{says}"), says, more: notes.chain(help).collect() }
}

/// Surveys one file that stands for a whole plan; nothing when something fatal is wrong with it.
pub fn surveyed<R>(text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> Option<R> {
    surveyed_with(None, text, look)
}

/// The same in the light of what was measured.
pub fn surveyed_with<R>(evidence: Option<Evidence>, text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> Option<R> {
    survey_on("2025-08-01", evidence, text, look)
}

/// The same as of a day.
pub fn surveyed_on<R>(as_of: &str, text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> Option<R> {
    survey_on(as_of, None, text, look)
}

fn survey_on<R>(as_of: &str, evidence: Option<Evidence>, text: &str, look: impl FnOnce(&Survey<'_>) -> R) -> Option<R> {
    let world = Memory::new([("case.plan", text)]);
    let files = load::load(&world, &["case.plan".to_owned()], None);
    let parsed = files.parse();
    let (groups, _) = files.groups(&parsed);
    let mut draft = compile::draft(&world, &files, groups.first()?, &parsed);
    let weights = Weights::default();
    let given = Given { evidence, ..Given::on(Date::parse(as_of)?, &weights) };
    let (survey, _) = draft.survey(&files, given)?;
    Some(look(&survey))
}

/// The tree of one text.
pub fn tree(text: &str) -> String {
    let source = landfall::text::Source::new("case.plan", text);
    dump(&syntax::parse(&source, landfall::text::FileId(0)).ast)
}

/// The formatted text, or the first fault that stopped the formatter.
pub fn formatted(text: &str) -> Result<String, String> {
    let source = landfall::text::Source::new("case.plan", text);
    syntax::format(&source, landfall::text::FileId(0))
        .map_err(|error| error.diagnostics.first().map_or_else(String::new, |first| first.message.clone()))
}
