//! Questions about source code: which files they look into, what is parsed at all, and the answers.

mod isolation;
mod resolves;
mod symbol;
mod users;

use super::answer::{Answer, Outcome, Sight};
use super::globs::Files;
use super::question::Question;
use crate::code::facts::Stopped;
use crate::code::prefilter::Prefilter;
use crate::code::resolve::{GoIndex, PythonIndex, ScriptIndex};
use crate::code::{Facts, Language, Tree as Sources, facts};
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::{Entry, Kind, Tree};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// One question about code.
struct Job {
    /// Its place among the questions.
    question: usize,
    kind: Probe,
    /// The files it looks into, by index; sorted.
    files: Vec<u32>,
    /// Whether every one of them is parsed, whatever is in it.
    all: bool,
}

/// All questions about code, and what is known of the files.
pub struct Code<'p> {
    plan: &'p Plan,
    entries: &'p [Entry],
    questions: &'p [Question],
    jobs: Vec<Job>,
    /// Answers of questions that cannot be asked.
    faulty: Vec<(usize, Answer)>,
    /// By file: the questions that look into it.
    by_file: Vec<Vec<u32>>,
    words: Option<Prefilter>,
    /// By word: the question it belongs to.
    of_word: Vec<u32>,
    facts: Vec<OnceLock<Arc<Facts>>>,
    unread: Mutex<BTreeMap<u32, String>>,
}

impl<'p> Code<'p> {
    /// Takes the questions about code out of all.
    pub fn new(plan: &'p Plan, entries: &'p [Entry], questions: &'p [Question]) -> Code<'p> {
        let mut code = Code {
            plan,
            entries,
            questions,
            jobs: Vec::new(),
            faulty: Vec::new(),
            by_file: Vec::new(),
            words: None,
            of_word: Vec::new(),
            facts: Vec::new(),
            unread: Mutex::default(),
        };
        let mut words: Vec<String> = Vec::new();
        for (at, question) in questions.iter().enumerate() {
            let Some(kind) = question.kind().filter(|kind| is_of_code(*kind)) else { continue };
            // Names are followed from file to file, so nothing is looked into beforehand.
            let nowhere = kind == Probe::Resolves;
            let under: &[Box<str>] =
                if kind == Probe::Parses && !question.subjects.is_empty() { &question.subjects } else { &question.under };
            let files = match Files::new(plan, under, &question.except) {
                _ if nowhere => Vec::new(),
                Ok(files) => {
                    files.of(entries).into_iter().filter(|file| Language::of_path(&entries[*file as usize].path).is_some()).collect()
                }
                Err(reason) => {
                    code.faulty.push((at, Answer::unknown(reason)));
                    continue;
                }
            };
            let files = if kind == Probe::Isolation { isolation::files(plan, entries, question, files) } else { files };
            let job = code.jobs.len() as u32;
            let of_job = match kind {
                Probe::Symbol => question.subjects.iter().map(|name| name.to_string()).collect(),
                Probe::Import => users::words(question),
                _ => Vec::new(),
            };
            code.of_word.extend(of_job.iter().map(|_| job));
            words.extend(of_job);
            code.jobs.push(Job { question: at, kind, files, all: matches!(kind, Probe::Parses | Probe::Isolation) });
        }
        if code.jobs.is_empty() {
            return code;
        }
        code.words = Prefilter::new(&words).ok();
        code.by_file = vec![Vec::new(); entries.len()];
        for (at, job) in code.jobs.iter().enumerate() {
            for file in &job.files {
                code.by_file[*file as usize].push(at as u32);
            }
        }
        code.facts = entries.iter().map(|_| OnceLock::new()).collect();
        code
    }

    /// Whether any question looks into a file.
    pub fn wants(&self, file: u32) -> bool {
        self.by_file.get(file as usize).is_some_and(|jobs| !jobs.is_empty())
    }

    /// Looks at the bytes of a file: it is parsed when one of the names that are looked for stands in it.
    pub fn look(&self, file: u32, bytes: &[u8]) {
        let Some(jobs) = self.by_file.get(file as usize).filter(|jobs| !jobs.is_empty()) else { return };
        let asked = |word: &u32| self.of_word.get(*word as usize).is_some_and(|job| jobs.binary_search(job).is_ok());
        let hit = |words: &Prefilter| words.which(bytes).iter().any(asked);
        if jobs.iter().any(|job| self.jobs[*job as usize].all) || self.words.as_ref().is_none_or(hit) {
            self.parse(file, bytes);
        }
    }

    fn parse(&self, file: u32, bytes: &[u8]) {
        if let Some(language) = Language::of_path(&self.entries[file as usize].path)
            && let Some(place) = self.facts.get(file as usize)
        {
            place.get_or_init(|| Arc::new(facts(language, bytes)));
        }
    }

    /// Notes that a file could not be read.
    pub fn fail(&self, file: u32, why: &str) {
        self.unread.lock().unwrap_or_else(PoisonError::into_inner).insert(file, why.to_owned());
    }

    /// The answers, once every file that was wanted has been looked at.
    pub fn answers(self, tree: &dyn Tree) -> Vec<(usize, Answer)> {
        if self.jobs.is_empty() {
            return self.faulty;
        }
        let place = |path: &str| self.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok();
        let load = |path: &str| -> Option<Arc<Facts>> {
            let at = place(path)?;
            if self.facts[at].get().is_none() {
                let bytes = tree.read(path).ok()?;
                self.parse(at as u32, &bytes);
            }
            self.facts[at].get().cloned()
        };
        let sources = Sources::new(self.entries.iter().filter(|entry| entry.kind == Kind::File).map(|entry| &*entry.path), load);
        let world = World::new(self.plan, &sources, tree);
        let answer = |job: &Job| {
            let question = &self.questions[job.question];
            let unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((file, why)) = job.files.iter().find_map(|file| unread.get_key_value(file)) {
                return (job.question, Answer::unknown(format!("`{}` cannot be read: {why}", self.entries[*file as usize].path)));
            }
            drop(unread);
            let known: Vec<(&str, &Facts)> = job
                .files
                .iter()
                .filter_map(|file| Some((&*self.entries[*file as usize].path, &**self.facts[*file as usize].get()?)))
                .collect();
            if let Some((path, why)) = known.iter().find_map(|(path, facts)| Some((path, stopped(facts.stopped.as_ref()?)))) {
                return (job.question, Answer::unknown(format!("`{path}` cannot be told: {why}")));
            }
            let mut answer = match job.kind {
                Probe::Symbol => symbol::answer(question, &known),
                Probe::Import => users::answer(question, &known, &world),
                Probe::Resolves => resolves::answer(question, &world),
                Probe::Isolation => isolation::answer(self.plan, question, &known, &world),
                _ => parses(&known, job.files.len()),
            };
            if job.kind != Probe::Resolves {
                answer.looked_at = job.files.len() as u64;
                if job.files.is_empty() && job.kind != Probe::Isolation {
                    answer.remarks.push("no source file lies under its globs".into());
                }
            }
            (job.question, answer)
        };
        let mut answers: Vec<(usize, Answer)> = self.jobs.par_iter().map(answer).collect();
        answers.extend(self.faulty.iter().cloned());
        answers
    }
}

fn is_of_code(kind: Probe) -> bool {
    matches!(kind, Probe::Symbol | Probe::Import | Probe::Resolves | Probe::Isolation | Probe::Parses)
}

/// Why the facts of a file are not complete.
fn stopped(why: &Stopped) -> String {
    match why {
        Stopped::TooLarge { bytes, most } => format!("it has {bytes} bytes, more than the {most} that are parsed"),
        Stopped::TooHard => "parsing it takes too many steps".to_owned(),
        Stopped::TooDeep => "its names nest too deeply".to_owned(),
        Stopped::TooMany => "it holds more names than are kept".to_owned(),
    }
}

/// Whether all files parse, with the places where they do not.
fn parses(known: &[(&str, &Facts)], files: usize) -> Answer {
    if files == 0 {
        return Answer::unknown("no source file lies there");
    }
    let mut seen = Vec::new();
    for (path, facts) in known {
        let what = |count: u32| if count == 1 { "does not parse".into() } else { format!("does not parse, in {count} places").into() };
        if facts.parses() == Some(false) {
            let line = facts.syntax.first.first().map(|place| place.line);
            seen.push(Sight { path: (*path).into(), line, what: what(facts.syntax.count) });
        }
    }
    Answer::new(Outcome::Truth(seen.is_empty())).with(seen)
}

/// What imports mean in this tree.
struct World<'w> {
    sources: &'w Sources<'w>,
    python: PythonIndex<'w>,
    script: ScriptIndex<'w>,
    go: GoIndex<'w>,
    /// First parts of dotted names that can come from this tree alone.
    own: Vec<String>,
}

impl<'w> World<'w> {
    fn new(plan: &Plan, sources: &'w Sources<'w>, tree: &dyn Tree) -> World<'w> {
        let own = own(plan);
        let python = PythonIndex::new(sources, &python_roots(sources, &[])).with_own(own.clone());
        World {
            sources,
            python,
            script: ScriptIndex::new(sources, Vec::new(), None),
            go: GoIndex::new(sources, go_modules(sources, tree)),
            own,
        }
    }
}

/// The folders in Python's search path: the top of the tree, `src`, and those that are named.
fn python_roots<'r>(sources: &Sources<'_>, named: &'r [String]) -> Vec<&'r str> {
    let mut roots: Vec<&str> = named.iter().map(String::as_str).collect();
    roots.push("");
    if sources.has_folder("src") && !sources.has_file("src/__init__.py") {
        roots.push("src");
    }
    let mut seen = std::collections::BTreeSet::new();
    roots.retain(|root| seen.insert(*root));
    roots
}

/// Packages that the plan itself places in the tree: what it names of them and is not there is missing, not merely installed elsewhere.
fn own(plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut see = |path: &str| {
        let path = super::globs::in_tree(plan, path);
        let path = path.strip_prefix("src/").unwrap_or(&path);
        let first = path.split('/').next().unwrap_or_default();
        if path.contains('/') && !first.is_empty() && !super::globs::is_glob(first) && !names.iter().any(|known| known == first) {
            names.push(first.to_owned());
        }
    };
    for item in &plan.items {
        item.at.iter().for_each(|place| see(&place.path));
        see(&item.folder);
    }
    for registry in &plan.registries {
        registry.under.iter().for_each(|under| see(under));
    }
    names.sort_unstable();
    names
}

/// The modules of Go in a tree, from their `go.mod` files: import path and folder.
fn go_modules(sources: &Sources<'_>, tree: &dyn Tree) -> Vec<(String, String)> {
    let files = sources.paths().filter(|path| *path == "go.mod" || path.ends_with("/go.mod"));
    files
        .filter_map(|path| {
            let text = String::from_utf8(tree.read(path).ok()?).ok()?;
            let module = text.lines().find_map(|line| line.trim().strip_prefix("module "))?.trim().trim_matches('"').to_owned();
            Some((module, path.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())))
        })
        .collect()
}
