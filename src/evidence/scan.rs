//! Reading files: each at most once, on all cores, for all questions that look into it.
//!
//! Every question that looks into files is a job over some of them. A job says without which bytes a file can show nothing for it; all of
//! these are sought in one pass over a file, and only jobs that were hit look closer. A file is parsed when a job about code was hit, or
//! when the way of an import leads through it.

mod held;

use super::answer::Answer;
use super::code::{self, Layout, Needs, Seen, imports, isolation, parses, slips, symbols, unparsed};
use super::globs::{Choices, Chosen};
use super::limits::Limits;
use super::needles::{Hit, Needles, Search, Trigger, is_whole};
use super::question::Question;
use super::text::{self, Counted, Patterns};
use crate::code::embedded::{Reading, code_of};
use crate::code::{Facts, Language, facts_and_mentions, facts_of_names};
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::{self, Entry, Tree};
use held::Holds;
use rayon::prelude::*;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::{Arc, OnceLock};

/// The most places of names that are kept of one file.
const HITS: usize = 20_000;

/// One question that looks into files.
#[derive(Debug)]
pub struct Job {
    /// Its place among the questions.
    pub question: usize,
    /// The files it looks into, among all choices.
    pub files: usize,
    /// What it looks for.
    pub task: Task,
}

/// What a job looks for.
#[derive(Debug)]
pub enum Task {
    /// Patterns.
    Text(Patterns),
    /// Lines.
    Lines,
    /// Definitions.
    Symbols(symbols::Wanted),
    /// Imports.
    Imports(imports::Wanted),
    /// Imports between packages.
    Isolation(isolation::Packages),
    /// Faults of syntax.
    Parses,
}

/// What one file shows for one job.
#[derive(Debug)]
pub enum Found {
    /// Patterns or lines.
    Counted(Counted),
    /// Definitions.
    Symbols(symbols::Found),
    /// What the file imports is among its facts; here is what it says of the names.
    Imports(imports::Found),
    /// What the file imports is among its facts; here is what it uses without an import, each with its line.
    Isolation(code::WholeNames),
    /// Faults of syntax.
    Parses(parses::Found),
    /// What a file seems to say for which there is no parser: the place of each thing that is looked for, and the line.
    Seems(Vec<(usize, u32)>),
}

/// A file that was read.
#[derive(Debug, Default)]
struct Visit {
    failed: Option<String>,
    /// What it holds, as far as code is asked for.
    holds: Holds,
    /// Landfall compiled it, so that what it says proves nothing.
    is_compiled: bool,
    facts: Option<Arc<Facts>>,
    found: Vec<(u32, Found)>,
    /// Its bytes, where only part of it was parsed and the rest may be asked for.
    bytes: Option<Vec<u8>>,
}

/// A job that waits for a needle.
#[derive(Debug, Clone, Copy)]
struct Follower {
    job: u32,
    whole: bool,
    paths: bool,
}

/// Files that are read when first asked for.
pub struct Scan<'s> {
    plan: &'s Plan,
    tree: &'s dyn Tree,
    entries: &'s [Entry],
    limits: Limits,
    /// The jobs.
    pub jobs: Vec<Job>,
    choices: Choices,
    /// By file, the choices it is in.
    chosen_by: Vec<Vec<u32>>,
    search: Search,
    followers: Vec<Vec<Follower>>,
    /// By choice, the jobs that look into each of its files.
    always: Vec<Vec<u32>>,
    /// Facts may be asked for again.
    keep: bool,
    visits: Vec<OnceLock<Visit>>,
    late: Vec<OnceLock<Option<Arc<Facts>>>>,
    /// Names that files seem to define, read where a name is defined nowhere.
    named: Vec<OnceLock<slips::Names>>,
}

/// What is looked for, the globs under which, and those that are left out.
type Asked = (Task, Vec<Box<str>>, Vec<Box<str>>);

/// What is asked for and cannot be a name in any code: in no file would it be found.
fn unnamed(question: &Question) -> Option<&str> {
    let all = question.subjects.iter().chain(&question.names).map(|name| &**name);
    // A path may hold anything but stars.
    let strange = |name: &str, c: char| c == '*' || !name.contains('/') && (c.is_whitespace() || matches!(c, '(' | ')' | ';'));
    all.into_iter().find(|name| name.contains(|c: char| strange(name, c)))
}

impl Task {
    /// The task of a question, if it looks into files, and the globs of these files.
    fn of(plan: &Plan, entries: &[Entry], layout: &Layout, question: &Question) -> Option<Result<Asked, String>> {
        let (under, except) = (question.under.clone(), question.except.clone());
        Some(match (question.kind(), &*question.probe) {
            (Some(Probe::Text), _) => {
                Patterns::new(&question.subjects, question.versus.as_deref()).map(|patterns| (Task::Text(patterns), under, except))
            }
            (Some(Probe::Lines), _) => Ok((Task::Lines, question.subjects.clone(), except)),
            (Some(Probe::Symbol | Probe::Import), _) if unnamed(question).is_some() => {
                Err(format!("`{}` is no name: write it as code does, without `*` and spaces", unnamed(question).unwrap_or_default()))
            }
            (None, Question::IMPORTERS) if question.subjects.iter().any(|subject| subject.contains('*')) => {
                let stars = question.subjects.iter().find(|subject| subject.contains('*'));
                Err(format!("`{}` is no name: write it as code does, without `*` and spaces", stars.map_or("", |name| &**name)))
            }
            (Some(Probe::Symbol), _) => Ok((Task::Symbols(symbols::Wanted::new(&question.subjects)), under, except)),
            (Some(Probe::Import), _) | (None, Question::IMPORTERS) => {
                Ok((Task::Imports(imports::Wanted::new(plan, entries, layout, question)), under, except))
            }
            (Some(Probe::Isolation), _) => {
                let (packages, except) = isolation::Packages::new(plan, entries, layout, question);
                // Where no package is named, the globs name folders.
                let within = |glob: &str| -> Box<str> { format!("{}/**", glob.trim_end_matches('/').trim_end_matches("/**")).into() };
                let under = if question.subjects.is_empty() { under.iter().map(|glob| within(glob)).collect() } else { under };
                packages.map(|packages| (Task::Isolation(packages), under, except))
            }
            (Some(Probe::Parses), _) => Ok((Task::Parses, under, except)),
            _ => return None,
        })
    }

    fn is_code(&self) -> bool {
        !matches!(self, Task::Text(_) | Task::Lines)
    }

    /// Without what a file shows nothing; nothing when every file must be looked into.
    fn triggers(&mut self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        match self {
            Task::Text(patterns) => patterns.triggers(needles),
            Task::Symbols(wanted) => wanted.triggers(needles),
            Task::Imports(wanted) => wanted.triggers(needles),
            Task::Isolation(packages) => packages.triggers(needles),
            Task::Lines | Task::Parses => None,
        }
    }
}

impl<'s> Scan<'s> {
    /// Makes the jobs of the questions that look into files; answers those that cannot be asked.
    pub fn new(
        plan: &'s Plan,
        tree: &'s dyn Tree,
        entries: &'s [Entry],
        questions: &[Question],
        layout: &Layout,
        limits: Limits,
    ) -> (Scan<'s>, Vec<(usize, Answer)>) {
        let (mut jobs, mut choices, mut faulty) = (Vec::new(), Choices::default(), Vec::new());
        for (at, question) in questions.iter().enumerate() {
            let made = match Task::of(plan, entries, layout, question) {
                None => continue,
                Some(Err(why)) => Err(why),
                Some(Ok((task, under, except))) => {
                    choices.add(plan, entries, &under, &except, task.is_code()).map(|files| Job { question: at, files, task })
                }
            };
            match made {
                Ok(job) => jobs.push(job),
                Err(why) => faulty.push((at, Answer::unknown(why))),
            }
        }
        let mut needles = Needles::default();
        let mut always = vec![Vec::new(); choices.all.len()];
        let mut waiting: Vec<(u32, Follower)> = Vec::new();
        for (at, job) in jobs.iter_mut().enumerate() {
            let at = at as u32;
            match job.task.triggers(&mut needles) {
                None => always[job.files].push(at),
                Some(triggers) => waiting.extend(triggers.into_iter().map(|trigger| {
                    let Trigger { needle, whole, paths } = trigger;
                    (needle, Follower { job: at, whole, paths })
                })),
            }
        }
        // Where no automaton can hold the needles, every job looks into every file.
        let search = needles.search().unwrap_or_else(|_| {
            for (_, follower) in waiting.drain(..) {
                let all = &mut always[jobs[follower.job as usize].files];
                if all.last() != Some(&follower.job) {
                    all.push(follower.job);
                }
            }
            Search::default()
        });
        let mut followers = vec![Vec::new(); search.len()];
        for (needle, follower) in waiting {
            followers[needle as usize].push(follower);
        }
        let mut chosen_by: Vec<Vec<u32>> = vec![Vec::new(); entries.len()];
        for (at, chosen) in choices.all.iter().enumerate() {
            chosen.files.iter().for_each(|file| chosen_by[*file as usize].push(at as u32));
        }
        let keep = questions.iter().any(code::follows_imports);
        let visits = entries.iter().map(|_| OnceLock::new()).collect();
        let late = entries.iter().map(|_| OnceLock::new()).collect();
        let named = entries.iter().map(|_| OnceLock::new()).collect();
        (Scan { plan, tree, entries, limits, jobs, choices, chosen_by, search, followers, always, keep, visits, late, named }, faulty)
    }

    /// The facts of a file, read and parsed when they are first asked for.
    pub fn facts(&self, file: usize) -> Option<Arc<Facts>> {
        let visit = self.visits.get(file)?.get_or_init(|| self.visit(file, true));
        if visit.facts.is_some() || visit.failed.is_some() {
            return visit.facts.clone();
        }
        let parse = || {
            let bytes = match &visit.bytes {
                Some(bytes) => bytes,
                None => &self.read(file).ok()?,
            };
            match code_of(&self.entries[file].path, bytes) {
                Reading::Code(code) => Some(Arc::new(crate::code::facts(code.language, &code.text))),
                _ => None,
            }
        };
        self.late[file].get_or_init(parse).clone()
    }

    /// Reads every file that a job looks into and that was not read yet.
    pub fn run(&self) {
        let files: Vec<usize> = (0..self.entries.len()).filter(|file| !self.chosen_by[*file].is_empty()).collect();
        files.par_iter().for_each(|file| {
            self.visits[*file].get_or_init(|| self.visit(*file, false));
        });
    }

    /// The files a job looks into.
    pub fn files_of(&self, job: &Job) -> &Chosen {
        &self.choices.all[job.files]
    }

    /// Answers every job, once all files are read.
    pub fn answers(&self, questions: &[Question], indexes: &code::Indexes<'_, '_>) -> Vec<(usize, Answer)> {
        let mut by_job: Vec<Vec<(u32, &Found)>> = self.jobs.iter().map(|_| Vec::new()).collect();
        for (file, visit) in self.visits.iter().enumerate() {
            for (job, found) in visit.get().into_iter().flat_map(|visit| &visit.found) {
                by_job[*job as usize].push((file as u32, found));
            }
        }
        let fail = |of_code: bool| -> Vec<Option<String>> { self.choices.all.iter().map(|chosen| self.failure(chosen, of_code)).collect() };
        let (failures, of_code) = (fail(false), fail(true));
        let sought = super::ask::sought(self.plan);
        let answer = |(job, found): (&Job, Vec<(u32, &Found)>)| {
            let failure = if job.task.is_code() { &of_code } else { &failures }[job.files].as_deref();
            let question = &questions[job.question];
            let mut answer = self.answer(job, question, &found, failure, indexes);
            if let Task::Symbols(wanted) = &job.task
                && sought.contains(question)
                && answer.near.is_empty()
            {
                answer.near = self.slips(&wanted.lacking(&answer.outcome), self.files_of(job));
            }
            (job.question, answer)
        };
        self.jobs.par_iter().zip(by_job).map(answer).collect()
    }

    /// Why the first file that could not be read was not.
    fn failure(&self, chosen: &Chosen, of_code: bool) -> Option<String> {
        chosen.files.iter().find_map(|file| {
            let visit = self.visits[*file as usize].get()?;
            let why = match (&visit.failed, &visit.holds) {
                (Some(why), _) => why,
                (None, Holds::Broken(why)) if of_code => *why,
                _ => return None,
            };
            Some(format!("`{}` cannot be read: {why}", self.entries[*file as usize].path))
        })
    }

    fn answer(
        &self,
        job: &Job,
        question: &Question,
        found: &[(u32, &Found)],
        failure: Option<&str>,
        indexes: &code::Indexes<'_, '_>,
    ) -> Answer {
        let chosen = self.files_of(job);
        let seen = Seen { entries: self.entries, chosen, found };
        let facts = |file: u32| self.visits[file as usize].get().and_then(|visit| visit.facts.clone());
        let mut imported = imports::Counts::new();
        let mut answer = match &job.task {
            Task::Text(_) | Task::Lines => self.counted(&job.task, &seen.counted()),
            Task::Symbols(wanted) => wanted.answer(&seen),
            Task::Imports(wanted) => {
                let (answer, counts) = wanted.answer(&seen, &facts, indexes);
                imported = counts;
                answer
            }
            Task::Isolation(packages) => packages.answer(&seen, &facts, indexes),
            Task::Parses => parses::answer(&seen),
        };
        let (parsed, unread) = if job.task.is_code() { self.parsed(chosen) } else { (chosen.files.clone(), Vec::new()) };
        answer.looked_at = parsed.len() as u64;
        if parsed.is_empty() {
            let kind = if job.task.is_code() { "no source code lies" } else { "no file lies" };
            answer.remarks.push(format!("{kind} under its globs").into());
        }
        match &job.task {
            Task::Isolation(packages) => {
                let (parsed, unread) = (packages.files(self.entries, &parsed), packages.files(self.entries, &unread));
                unparsed::weigh(&mut answer, self.plan, question, &seen, parsed.len(), &unread);
            }
            task if task.is_code() => unparsed::weigh(&mut answer, self.plan, question, &seen, parsed.len(), &unread),
            _ => {}
        }
        if let super::Outcome::Count(_, each) = &answer.outcome
            && let Some((path, line)) = self.untold(found, each)
        {
            let why = format!("`{path}` seems to say it in line {line}, and there is no parser for its language");
            answer.outcome = super::Outcome::Unknown(why.into());
        }
        if job.task.is_code() {
            answer.seen.iter_mut().chain(&mut answer.near).for_each(|sight| self.name_cell(sight));
        }
        if question.each {
            answer.units = self.units(job, &seen, &imported);
        }
        if let Some(why) = failure {
            answer.outcome = super::Outcome::Unknown(why.into());
        }
        answer
    }

    /// What each file shows alone.
    fn units(&self, job: &Job, seen: &Seen<'_>, imported: &imports::Counts) -> Vec<(Box<str>, super::Outcome)> {
        let mut found = seen.found.iter().peekable();
        let unit = |file: &u32| {
            while found.next_if(|(at, _)| at < file).is_some() {}
            let here = found.next_if(|(at, _)| at == file).map(|(_, found)| *found);
            let path = &self.entries[*file as usize].path;
            let failed = self.visits[*file as usize].get().and_then(|visit| visit.failed.as_deref());
            let also = found.next_if(|(at, _)| at == file).map(|(_, found)| *found);
            let seems = [here, also].into_iter().flatten().find_map(|found| match found {
                Found::Seems(seems) => seems.first().map(|(_, line)| *line),
                _ => None,
            });
            let outcome = match (failed, &job.task, here) {
                (Some(why), ..) => super::Outcome::Unknown(format!("it cannot be read: {why}").into()),
                (None, ..) if let Some(line) = seems => {
                    super::Outcome::Unknown(format!("it seems to say it in line {line}, in a language without a parser").into())
                }
                (None, Task::Text(_) | Task::Lines, _) if self.is_compiled(*file) => {
                    super::Outcome::Unknown("it was compiled by landfall, and proves nothing".into())
                }
                (None, Task::Text(patterns), Some(Found::Counted(counted))) => patterns.outcome(counted.counts.clone(), counted.versus),
                (None, Task::Text(patterns), _) => patterns.nothing(),
                (None, Task::Lines, Some(Found::Counted(counted))) => {
                    super::Outcome::Count(counted.counts.iter().sum(), counted.counts.clone())
                }
                (None, Task::Symbols(wanted), here) => match here {
                    Some(Found::Symbols(found)) => wanted.outcome(found),
                    _ => wanted.nothing(),
                },
                (None, Task::Imports(wanted), _) => wanted.outcome_of(*file, imported),
                (None, Task::Parses, Some(Found::Parses(found))) => found.outcome(),
                _ => super::Outcome::Unknown("this is not asked of single files".into()),
            };
            (path.clone(), outcome)
        };
        if job.task.is_code() {
            self.parsed(seen.chosen).0.iter().map(unit).collect()
        } else {
            seen.chosen.files.iter().map(unit).collect()
        }
    }

    fn read(&self, file: usize) -> Result<Vec<u8>, String> {
        let entry = &self.entries[file];
        if entry.size > self.limits.file_bytes {
            return Err(format!("it has {} bytes, more than the {} that are read", entry.size, self.limits.file_bytes));
        }
        self.tree.read(&entry.path).map(text::readable)
    }

    /// Reads a file, and lets every job that was hit look at it.
    fn visit(&self, file: usize, parse: bool) -> Visit {
        let bytes = match self.read(file) {
            Ok(bytes) => bytes,
            Err(why) => return Visit { failed: Some(why), ..Visit::default() },
        };
        let path = &self.entries[file].path;
        let (code, holds, beside) = match code_of(path, &bytes) {
            Reading::Code(code) => {
                let partly = !code.beside.is_empty();
                (Some((code.language, code.text)), Holds::Code { cells: code.cells, partly }, code.beside)
            }
            Reading::Plain => (None, Holds::Plain, Vec::new()),
            Reading::Foreign => (None, Holds::Foreign, Vec::new()),
            Reading::Broken(why) => (None, Holds::Broken(why), Vec::new()),
        };
        let language = code.as_ref().map(|(language, _)| *language);
        let is_foreign = matches!(holds, Holds::Foreign);
        // What a parser sees of the file.
        let text: &[u8] = code.as_ref().map_or(&bytes, |(_, text)| text);
        let is_whole_file = !matches!(&code, Some((_, Cow::Owned(_))));
        let mut run: Vec<u32> = Vec::new();
        for choice in &self.chosen_by[file] {
            run.extend(&self.always[*choice as usize]);
        }
        let mut hits: Vec<Hit> = Vec::new();
        let mut parts: Vec<Hit> = Vec::new();
        let mut state = vec![0u8; self.search.len()];
        if !self.chosen_by[file].is_empty() {
            if !is_whole_file {
                self.search.each(&bytes, |hit| state[hit.needle as usize] |= if is_whole(&bytes, hit.start, hit.end) { 3 } else { 1 });
            }
            self.search.each(text, |hit| {
                let whole = is_whole(text, hit.start, hit.end);
                state[hit.needle as usize] |= if whole { 3 } else { 1 };
                if language.is_some() || is_foreign {
                    let kept = if whole { &mut hits } else { &mut parts };
                    if kept.len() < HITS {
                        kept.push(hit);
                    }
                }
            });
            hits.sort_unstable_by_key(|hit| (hit.start, hit.needle));
            parts.sort_unstable_by_key(|hit| (hit.start, hit.needle));
            self.search.each(path.as_bytes(), |hit| {
                state[hit.needle as usize] |= if is_whole(path.as_bytes(), hit.start, hit.end) { 4 } else { 0 };
            });
        }
        for (needle, state) in state.iter().enumerate().filter(|(_, state)| **state != 0) {
            for follower in &self.followers[needle] {
                let wanted = if follower.whole { 2 } else { 1 } | if follower.paths { 4 } else { 0 };
                if state & wanted != 0 && self.choices.all[self.jobs[follower.job as usize].files].has(file as u32) {
                    run.push(follower.job);
                }
            }
        }
        run.sort_unstable();
        run.dedup();
        let seems = self.seems(&run, path, &beside);
        let needs = Needs { language, bytes: text, hits: &hits, parts: &parts, whole: OnceCell::new() };
        run.retain(|job| match &self.jobs[*job as usize].task {
            Task::Symbols(_) | Task::Imports(_) if is_foreign => true,
            Task::Symbols(wanted) => wanted.may_be_in(&needs),
            Task::Imports(wanted) => wanted.may_be_in(&needs, &state),
            Task::Isolation(packages) => packages.has(path),
            _ => true,
        });
        let is_code = |job: &u32| self.jobs[*job as usize].task.is_code();
        let mut named: Vec<u32> = Vec::new();
        for job in &run {
            match &self.jobs[*job as usize].task {
                Task::Symbols(wanted) => named.extend(wanted.needles()),
                Task::Imports(wanted) => named.extend(wanted.needles()),
                _ => {}
            }
        }
        named.sort_unstable();
        let of_names = hits.iter().filter(|hit| named.binary_search(&hit.needle).is_ok());
        let places: Vec<u32> = of_names.map(|hit| hit.start as u32).collect();
        let names_alone = |job: &u32| !is_code(job) || matches!(self.jobs[*job as usize].task, Task::Symbols(_));
        let part = match language {
            // Where names are looked for and nothing else, only the statements in which they stand are parsed.
            Some(Language::Python) if !parse && run.iter().any(is_code) && run.iter().all(names_alone) => {
                let mut near = places.clone();
                near.extend(parts.iter().filter(|hit| named.binary_search(&hit.needle).is_ok()).map(|hit| hit.start as u32));
                near.sort_unstable();
                facts_of_names(text, &near)
            }
            _ => None,
        };
        let is_part = part.is_some();
        let parsed = match (part, language) {
            (Some(part), _) => Some(part),
            (None, Some(language)) if parse || run.iter().any(is_code) => {
                Some(facts_and_mentions(language, text, &crate::code::Limits::default(), &places))
            }
            _ => None,
        };
        let parsed = parsed.map(|(facts, mentions)| (Arc::new(facts), mentions));
        let look = |job: &u32| -> Option<(u32, Found)> {
            let task = &self.jobs[*job as usize].task;
            let found = match (task, &parsed) {
                (Task::Text(patterns), _) => Found::Counted(patterns.look(&bytes)),
                (Task::Lines, _) => Found::Counted(text::lines(&bytes)),
                (Task::Symbols(wanted), Some((facts, mentions))) => Found::Symbols(wanted.look(facts, mentions, &needs)),
                (Task::Imports(wanted), Some((facts, mentions))) => Found::Imports(wanted.look(facts, mentions, &needs)),
                (Task::Isolation(_), Some((facts, _))) => Found::Isolation(isolation::Packages::look(facts, &needs)),
                (Task::Parses, Some((facts, _))) => Found::Parses(parses::Found::of(facts)),
                (Task::Isolation(packages), None) if is_foreign => Found::Seems(packages.seem_in(path, &bytes)),
                (Task::Symbols(wanted), None) if is_foreign => Found::Seems(wanted.seem_in(&needs)),
                (Task::Imports(wanted), None) if is_foreign => Found::Seems(wanted.seem_in(&needs)),
                (_, None) => return None,
            };
            Some((*job, found))
        };
        let found = run.iter().filter_map(look).chain(seems).collect();
        let is_compiled = tree::is_compiled(&bytes);
        let facts = parsed.map(|(facts, _)| facts).filter(|_| self.keep && !is_part);
        let bytes = (self.keep && is_part).then_some(bytes);
        Visit { failed: None, holds, is_compiled, facts, found, bytes }
    }
}
