//! Reading files: each at most once, on all cores, for all questions that look into it.

use super::answer::{Answer, Outcome, Sight};
use super::code::Code;
use super::globs::Files;
use super::measure::Limits;
use super::question::Question;
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::{Entry, Tree};
use rayon::prelude::*;
use regex::bytes::{Regex, RegexBuilder};

/// Bytes a compiled pattern may take: a plan is input from a pull request.
const PATTERN_BYTES: usize = 1 << 20;

/// Places kept of one file for one question.
const PLACES: usize = 60;

/// One question that looks into files.
pub struct Job {
    /// Its place among the questions.
    pub question: usize,
    /// The files it looks into, by index.
    pub files: Vec<u32>,
    task: Task,
}

enum Task {
    /// Patterns, each counted; behind them the patterns of the other side of a ratio.
    Text { patterns: Vec<Regex>, versus: Option<Regex> },
    /// Counts lines.
    Lines,
}

/// What one file shows for one question.
#[derive(Default)]
struct Found {
    counts: Vec<u64>,
    versus: u64,
    places: Vec<(u32, Box<str>)>,
    failed: Option<String>,
}

impl Job {
    /// Makes the job of a question that looks into files; nothing for other questions, an answer where it cannot be asked.
    pub fn new(plan: &Plan, entries: &[Entry], at: usize, question: &Question) -> Option<Result<Job, Answer>> {
        let (task, under) = match question.kind()? {
            Probe::Text => {
                let compile = |pattern: &str| {
                    RegexBuilder::new(pattern).multi_line(true).size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES).build()
                };
                let patterns: Result<Vec<Regex>, _> = question.subjects.iter().map(|pattern| compile(pattern)).collect();
                let versus = question.versus.as_deref().map(compile).transpose();
                match (patterns, versus) {
                    (Ok(patterns), Ok(versus)) => (Task::Text { patterns, versus }, &question.under),
                    (Err(error), _) | (_, Err(error)) => {
                        let why = error.to_string();
                        let why = why.lines().last().unwrap_or_default().to_owned();
                        return Some(Err(Answer::unknown(format!("the pattern cannot be used: {why}"))));
                    }
                }
            }
            Probe::Lines => (Task::Lines, &question.subjects),
            _ => return None,
        };
        let files = match Files::new(plan, under, &question.except) {
            Ok(files) => files.of(entries),
            Err(reason) => return Some(Err(Answer::unknown(reason))),
        };
        Some(Ok(Job { question: at, files, task }))
    }

    fn look(&self, bytes: &[u8]) -> Found {
        match &self.task {
            Task::Lines => {
                let ends = memchr::memchr_iter(b'\n', bytes).count() as u64;
                let last = u64::from(bytes.last().is_some_and(|last| *last != b'\n'));
                Found { counts: vec![ends + last], ..Found::default() }
            }
            Task::Text { patterns, versus } => {
                let mut found = Found::default();
                for pattern in patterns {
                    let mut count = 0;
                    for hit in pattern.find_iter(bytes) {
                        count += 1;
                        if found.places.len() < PLACES {
                            found.places.push((line_of(bytes, hit.start()), shown(bytes, hit.start())));
                        }
                    }
                    found.counts.push(count);
                }
                found.versus = versus.as_ref().map_or(0, |versus| versus.find_iter(bytes).count() as u64);
                found
            }
        }
    }

    fn answer(&self, question: &Question, entries: &[Entry], found: Vec<(u32, Found)>) -> Answer {
        if let Some((file, why)) = found.iter().find_map(|(file, found)| Some((*file, found.failed.as_deref()?))) {
            return Answer::unknown(format!("`{}` cannot be read: {why}", entries[file as usize].path));
        }
        let parts = if matches!(self.task, Task::Lines) { 1 } else { question.subjects.len() };
        let mut counts = vec![0u64; parts];
        let (mut versus, mut seen, mut more) = (0u64, Vec::new(), 0u64);
        for (file, found) in found {
            let path = &entries[file as usize].path;
            for (sum, count) in counts.iter_mut().zip(&found.counts) {
                *sum += count;
            }
            versus += found.versus;
            if matches!(self.task, Task::Lines) {
                let lines = found.counts.first().copied().unwrap_or(0);
                seen.push(Sight { path: path.clone(), line: None, what: format!("{lines} lines").into() });
                continue;
            }
            more += found.counts.iter().sum::<u64>().saturating_sub(found.places.len() as u64);
            seen.extend(found.places.into_iter().map(|(line, what)| Sight { path: path.clone(), line: Some(line), what }));
        }
        let all = counts.iter().sum();
        let outcome = match &self.task {
            Task::Text { versus: Some(_), .. } => Outcome::Share(all, all + versus),
            Task::Lines if self.files.is_empty() => Outcome::Unknown("no file lies there".into()),
            _ => Outcome::Count(all, counts),
        };
        let mut answer = Answer::new(outcome).with(seen);
        answer.more += more;
        answer.looked_at = self.files.len() as u64;
        if self.files.is_empty() {
            answer.remarks.push("no file lies under its globs".into());
        }
        answer
    }
}

/// Reads every file that a job looks into once, and answers all jobs.
pub fn scan(
    tree: &dyn Tree,
    entries: &[Entry],
    questions: &[Question],
    jobs: &[Job],
    code: &Code<'_>,
    limits: Limits,
) -> Vec<(usize, Answer)> {
    let mut wanted: Vec<Vec<u32>> = vec![Vec::new(); entries.len()];
    for (at, job) in jobs.iter().enumerate() {
        for file in &job.files {
            wanted[*file as usize].push(at as u32);
        }
    }
    let files: Vec<u32> = (0..entries.len() as u32).filter(|file| !wanted[*file as usize].is_empty() || code.wants(*file)).collect();
    let read = |file: &u32| -> (u32, Vec<(u32, Found)>) {
        let entry = &entries[*file as usize];
        let jobs_of = &wanted[*file as usize];
        let fail = |why: &str| jobs_of.iter().map(|at| (*at, Found { failed: Some(why.to_owned()), ..Found::default() })).collect();
        if entry.size > limits.file_bytes {
            let why = format!("it has {} bytes, more than the {} that are read", entry.size, limits.file_bytes);
            code.fail(*file, &why);
            return (*file, fail(&why));
        }
        match tree.read(&entry.path) {
            Err(why) => {
                code.fail(*file, &why);
                (*file, fail(&why))
            }
            Ok(bytes) => {
                code.look(*file, &bytes);
                (*file, jobs_of.iter().map(|at| (*at, jobs[*at as usize].look(&bytes))).collect())
            }
        }
    };
    let found: Vec<(u32, Vec<(u32, Found)>)> = files.par_iter().map(read).collect();
    let mut by_job: Vec<Vec<(u32, Found)>> = jobs.iter().map(|_| Vec::new()).collect();
    for (file, found) in found {
        for (job, found) in found {
            by_job[job as usize].push((file, found));
        }
    }
    jobs.iter().zip(by_job).map(|(job, found)| (job.question, job.answer(&questions[job.question], entries, found))).collect()
}

/// The line a byte stands on, from one.
fn line_of(bytes: &[u8], at: usize) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', &bytes[..at]).count() + 1).unwrap_or(u32::MAX)
}

/// The line a byte stands on, as people read it, cut to a width.
fn shown(bytes: &[u8], at: usize) -> Box<str> {
    let from = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    let to = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    let line = String::from_utf8_lossy(&bytes[from..to.min(from + 400)]);
    line.trim().chars().filter(|c| !c.is_control()).take(120).collect::<String>().into()
}
