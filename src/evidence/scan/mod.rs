//! Reading files: each at most once, on all cores, for all questions that look into it.
//!
//! Every question that looks into files is a job over some of them. A job says without which bytes a file can show nothing for it; all of
//! these are sought in one pass over a file, and only jobs that were hit look closer. A file is parsed when a job about code was hit, or
//! when the way of an import leads through it.

mod answers;
mod found;
mod held;
mod job;
mod visit;

use super::answer::Answer;
use super::code::{self, Layout, slips};
use super::globs::{Choices, Chosen};
use super::limits::Limits;
use super::needles::{Needles, Search, Trigger};
use super::question::Question;
use crate::code::Facts;
use crate::code::embedded::{Reading, code_of};
use crate::model::Plan;
use crate::tree::{Entry, Tree};
use found::Found;
use held::Holds;
use job::{Job, Task};
use rayon::prelude::*;
use std::sync::{Arc, OnceLock};

/// The most places of names that are kept of one file.
const HITS: usize = 20_000;

/// A file that was read.
#[derive(Debug, Default)]
struct Visit {
    failed: Option<String>,
    /// What it holds, as far as code is asked for.
    holds: Holds,
    /// Landfall compiled it, so that what it says proves nothing.
    is_own: bool,
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
}
