//! What the commands that read plans share: gathering, compiling, printing findings.

use super::args::{Format, Global};
use super::spare::spares_evidence;
use super::witness::Witness;
use super::{Exit, Outcome};
use crate::compile::{Draft, Given, Resolved, resolved, sort};
use crate::diag::{Diagnostic, Severity, code};
use crate::io::{Disk, Terminal, is_same_file};
use crate::load::{Files, STANDARD_INPUT, load};
use crate::render::findings;
use crate::schedule::comparison::Baseline;
use crate::survey::Survey;
use crate::time::Date;
use crate::view::FindingView;
use crate::world::World;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Findings shown for people at the most; the rest is counted.
const SHOWN: usize = 200;

/// Plans on their way.
pub struct Session {
    /// Their texts.
    pub files: Files,
    /// The plans.
    pub drafts: Vec<Draft>,
    /// Findings that belong to no plan.
    pub loose: Vec<Diagnostic>,
    /// What the plans once were, by plan id.
    pub baselines: BTreeMap<String, Baseline>,
}

/// Reads the plans that were named, or those of the default folder.
pub fn open(named: &[String], global: &Global, terminal: &mut Terminal) -> Result<Session, String> {
    let given = named;
    let named = self::named(given);
    if given.is_empty() && global.verbose {
        terminal.message(&format!("reading the plans in `{}`", named.join(" ")));
    }
    let standard_input = if named.iter().any(|path| path == STANDARD_INPUT) { Some(read_standard_input()?) } else { None };
    let files = load(&Disk, &named, standard_input);
    let mut loose = files.diagnostics.clone();
    // The trees are the largest of all, so they go before the graphs are made.
    let plans: Vec<Resolved> = {
        let parsed = files.parse();
        let (groups, more) = files.groups(&parsed);
        loose.extend(more);
        groups.iter().map(|group| resolved(&Disk, &files, group, &parsed)).collect()
    };
    let mut drafts: Vec<Draft> = plans.into_iter().map(Draft::new).collect();
    loose.extend(same_ids(&mut drafts));
    sort(&mut loose);
    if let Some(record) = &global.record {
        spares(&files, "--record", Path::new(record))?;
        spares_evidence(&files, &drafts, global, "--record", Path::new(record))?;
    }
    let baselines = super::baseline::baselines(&named, global)?;
    Ok(Session { files, drafts, loose, baselines })
}

/// Plans of one id, whose reports would overwrite each other: nothing is made of them. Where case does not count in the names of files, that
/// goes for ids that differ in nothing else as well.
fn same_ids(drafts: &mut [Draft]) -> Vec<Diagnostic> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for at in 0..drafts.len() {
        let (id, said) = (drafts[at].plan.root().id.clone(), drafts[at].plan.root().said);
        let before = *first.entry(id.to_ascii_lowercase()).or_insert(at);
        if before == at || id.is_empty() {
            continue;
        }
        let other = drafts[before].plan.root();
        let message = match other.id == id {
            true => format!("two plans are called `{id}`"),
            false => format!("two plans are called `{}` and `{id}`, which only case tells apart", other.id),
        };
        found.push(
            Diagnostic::new(&code::DUPLICATE_ID, message)
                .at(said, "the second")
                .see(other.said, "the first")
                .help("give one of them another id: their reports would overwrite each other"),
        );
        drafts[at].network = None;
        drafts[before].network = None;
    }
    found
}

/// Whether a file that is to be written is none of those that were read.
///
/// # Errors
/// When it is one, in words for people.
pub fn spares(files: &Files, option: &str, path: &Path) -> Result<(), String> {
    match files.sources.iter().find(|(_, source)| is_same_file(path, Path::new(&*source.path))) {
        Some(_) => Err(format!("`{option}` names {}, which is a plan that is read here", path.display())),
        None => Ok(()),
    }
}

/// The plans that were named, or the default folder.
pub fn named(given: &[String]) -> Vec<String> {
    if given.is_empty() { vec![usual(&Disk)] } else { given.to_vec() }
}

/// The folder whose plans are read where none is named.
pub fn usual(world: &dyn World) -> String {
    if world.is_folder("plans") { "plans".to_owned() } else { ".".to_owned() }
}

/// All of standard input.
pub fn read_standard_input() -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|error| format!("cannot read standard input: {error}"))?;
    Ok(bytes)
}

impl Session {
    /// The data date of a plan: from the command line, the plan, or, said aloud, today.
    pub fn as_of(draft: &Draft, global: &Global, terminal: &mut Terminal) -> Date {
        global.as_of.or(draft.as_of()).unwrap_or_else(|| {
            let today = Disk.today();
            terminal.message(&format!(
                "note: neither the plan nor `--as-of` gives a data date for `{}`; taking today, {today}",
                draft.plan.root().id
            ));
            today
        })
    }

    /// For commands that tell nothing of scenarios: these are not scheduled.
    pub fn without_scenarios(mut self) -> Session {
        self.drafts.iter_mut().for_each(Draft::without_scenarios);
        self
    }

    /// Takes every sound plan through a command, and gives the worst end of them all. Plans that are not sound are reported.
    pub fn each(
        self,
        global: &Global,
        terminal: &mut Terminal,
        mut visit: impl FnMut(&Survey<'_>, &[Diagnostic], &mut Terminal) -> Outcome,
    ) -> Outcome {
        self.each_with_files(global, terminal, |_, survey, diagnostics, terminal| visit(survey, diagnostics, terminal))
    }

    /// The same for commands that print findings themselves.
    pub fn each_with_files(
        self,
        global: &Global,
        terminal: &mut Terminal,
        mut visit: impl FnMut(&Files, &Survey<'_>, &[Diagnostic], &mut Terminal) -> Outcome,
    ) -> Outcome {
        let Session { files, mut drafts, loose, mut baselines } = self;
        let weights = global.weights();
        let mut exit = if loose.is_empty() { Exit::Clean } else { Exit::Wrong };
        print_errors(&files, &loose, global, terminal);
        let mut witness = Witness::new(global)?;
        for draft in &mut drafts {
            if draft.network.is_none() {
                print_errors(&files, &draft.diagnostics, global, terminal);
                exit = Exit::Wrong;
                continue;
            }
            let as_of = Session::as_of(draft, global, terminal);
            let baseline = baselines.remove(&*draft.plan.root().id);
            let evidence = witness.of(&mut draft.plan, &files, None)?;
            let given = Given { as_of, weights: &weights, settings: global.settings(), baseline, evidence, before: None };
            if let Some((survey, diagnostics)) = draft.survey(&files, given) {
                exit = worse(exit, visit(&files, &survey, &diagnostics, terminal)?);
            }
        }
        witness.finish()?;
        Ok(exit)
    }
}

/// The worse of two ends.
pub fn worse(a: Exit, b: Exit) -> Exit {
    if (a as u8) < (b as u8) { b } else { a }
}

/// Prints findings to standard error.
pub fn print_errors(files: &Files, diagnostics: &[Diagnostic], global: &Global, terminal: &mut Terminal) {
    for text in texts(files, diagnostics, global, terminal.width()) {
        terminal.error(&text);
    }
}

/// Findings as texts in the chosen form; JSON is left to the command.
pub fn texts(files: &Files, diagnostics: &[Diagnostic], global: &Global, width: usize) -> Vec<String> {
    let shown: Vec<&Diagnostic> = diagnostics.iter().filter(|diagnostic| global.verbose || diagnostic.severity > Severity::Note).collect();
    match global.format {
        Format::Short => shown.iter().map(|diagnostic| findings::short(&files.sources, diagnostic)).collect(),
        Format::Json => {
            shown.iter().filter_map(|diagnostic| serde_json::to_string(&FindingView::new(&files.sources, diagnostic)).ok()).collect()
        }
        _ => {
            let mut texts: Vec<String> =
                shown.iter().take(SHOWN).map(|diagnostic| findings::human(&files.sources, diagnostic, width) + "\n").collect();
            if shown.len() > SHOWN {
                texts.push(format!("… and {} more; `--format short` lists them all", shown.len() - SHOWN));
            }
            texts
        }
    }
}

/// `2 errors, 1 warning and 3 notes`.
pub fn tally(diagnostics: &[Diagnostic]) -> String {
    let count = |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    crate::view::check::tally([Severity::Error, Severity::Warning, Severity::Note].map(count))
}

/// The exit code of findings: 1 when one of them is an error.
pub fn exit_of(diagnostics: &[Diagnostic]) -> Exit {
    if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) { Exit::Findings } else { Exit::Clean }
}
