//! From what files show to the answers of questions, once all files are read.

use super::super::answer::{Answer, Outcome};
use super::super::code::unparsed::{self, Unread};
use super::super::code::{Indexes, Seen, imports, parses};
use super::super::globs::Chosen;
use super::super::question::Question;
use super::Scan;
use super::found::{Found, of_kind};
use super::held::{Holds, Parsed};
use super::job::{Job, Task};
use rayon::prelude::*;
use std::sync::OnceLock;

impl Scan<'_> {
    /// Answers every job, once all files are read.
    pub fn answers(&self, questions: &[Question], indexes: &Indexes<'_, '_>) -> Vec<(usize, Answer)> {
        let mut by_job: Vec<Vec<(u32, &Found)>> = self.jobs.iter().map(|_| Vec::new()).collect();
        for (file, visit) in self.visits.iter().enumerate() {
            for (job, found) in visit.get().into_iter().flat_map(|visit| &visit.found) {
                by_job[*job as usize].push((file as u32, found));
            }
        }
        let fail = |of_code: bool| -> Vec<Option<String>> { self.choices.all.iter().map(|chosen| self.failure(chosen, of_code)).collect() };
        let (failures, of_code) = (fail(false), fail(true));
        let sought = super::super::ask::sought(self.plan);
        // Many questions look into the same files.
        let parsed: Vec<OnceLock<Parsed>> = self.choices.all.iter().map(|_| OnceLock::new()).collect();
        let answer = |(job, found): (&Job, Vec<(u32, &Found)>)| {
            let question = &questions[job.question];
            let failed = if job.task.is_code() { &of_code } else { &failures }[job.files].as_deref();
            let failure = failed.or_else(|| self.hidden(job, question));
            let parsed = job.task.is_code().then(|| parsed[job.files].get_or_init(|| self.parsed(self.files_of(job))));
            let mut answer = self.answer(job, question, &found, parsed, indexes);
            if let Some(why) = failure {
                answer.leave_open(why);
            }
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

    /// Why what a job looks into is not all at hand. Who imports what retires is asked of what is.
    fn hidden(&self, job: &Job, question: &Question) -> Option<&str> {
        let mut hidden = self.files_of(job).hidden.iter();
        let first = match &job.task {
            Task::Isolation(packages) => hidden.find(|(path, _)| packages.has(path)),
            Task::Imports(_) if question.is_of_paths() => None,
            _ => hidden.next(),
        };
        first.map(|(_, why)| &**why)
    }

    /// Why the first file that could not be read was not.
    fn failure(&self, chosen: &Chosen, of_code: bool) -> Option<String> {
        let failed = |file: &u32| {
            let visit = self.visits[*file as usize].get()?;
            let why = match (&visit.failed, &visit.holds) {
                (Some(why), _) => why,
                (None, Holds::Broken(why)) if of_code => *why,
                _ => return None,
            };
            Some(format!("`{}` cannot be read: {why}", self.entries[*file as usize].path))
        };
        chosen.files.iter().find_map(failed)
    }

    fn answer(
        &self,
        job: &Job,
        question: &Question,
        found: &[(u32, &Found)],
        parsed: Option<&Parsed>,
        indexes: &Indexes<'_, '_>,
    ) -> Answer {
        let chosen = self.files_of(job);
        let seen = Seen { entries: self.entries, chosen };
        let facts = |file: u32| self.visits[file as usize].get().and_then(|visit| visit.facts.clone());
        let mut imported = imports::Counts::new();
        let mut answer = match &job.task {
            Task::Text(_) | Task::Lines => self.counted(&job.task, &of_kind(found, Found::counted)),
            Task::Symbols(wanted) => wanted.answer(&seen, &of_kind(found, Found::symbols)),
            Task::Imports(wanted) => {
                let (answer, counts) = wanted.answer(&seen, &of_kind(found, Found::imports), &facts, indexes);
                imported = counts;
                answer
            }
            Task::Isolation(packages) => packages.answer(&seen, &of_kind(found, Found::isolation), &facts, indexes),
            Task::Parses => parses::answer(&seen, &of_kind(found, Found::parses)),
        };
        let files = parsed.map_or(&chosen.files, |parsed| &parsed.files);
        answer.looked_at = files.len() as u64;
        if files.is_empty() {
            answer.no_file = parsed.is_none() || chosen.unread.is_empty();
            let kind = if parsed.is_some() { "no source code lies" } else { "no file lies" };
            answer.remarks.push(format!("{kind} under its globs").into());
        }
        match (&job.task, parsed) {
            (Task::Isolation(packages), Some(parsed)) => {
                let within = |files| packages.files(self.entries, files);
                let unread = Unread::of(self.entries, &within(&parsed.unread));
                unparsed::weigh(&mut answer, self.plan, question, &seen, within(&parsed.files).len(), &unread);
            }
            (_, Some(parsed)) => unparsed::weigh(&mut answer, self.plan, question, &seen, parsed.files.len(), &parsed.told),
            (_, None) => {}
        }
        if question.is_of_paths()
            && let Some((first, _)) = chosen.hidden.first()
        {
            let others = if chosen.hidden.len() > 1 { format!(" and {} more", chosen.hidden.len() - 1) } else { String::new() };
            answer.remarks.push(format!("not looked into, since it is not at hand: `{first}`{others}").into());
        }
        if let Outcome::Count(_, each) = &answer.outcome
            && let Some((path, line)) = self.untold(found, each)
        {
            let why = format!("`{path}` seems to say it in line {line}, and there is no parser for its language");
            answer.outcome = Outcome::Unknown(why.into());
        }
        if parsed.is_some() {
            answer.seen.iter_mut().chain(&mut answer.near).for_each(|sight| self.name_cell(sight));
        }
        if question.each {
            answer.units = self.units(job, files, found, &imported);
        }
        answer
    }

    /// What each file shows alone.
    fn units(&self, job: &Job, files: &[u32], found: &[(u32, &Found)], imported: &imports::Counts) -> Vec<(Box<str>, Outcome)> {
        let mut found = found.iter().peekable();
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
                (Some(why), ..) => Outcome::Unknown(format!("it cannot be read: {why}").into()),
                (None, ..) if let Some(line) = seems => {
                    Outcome::Unknown(format!("it seems to say it in line {line}, in a language without a parser").into())
                }
                (None, Task::Text(_) | Task::Lines, _) if self.is_own(*file) => {
                    Outcome::Unknown("it was written by landfall, and proves nothing".into())
                }
                (None, Task::Text(patterns), Some(Found::Counted(counted))) => patterns.outcome(counted.counts.clone(), counted.versus),
                (None, Task::Text(patterns), _) => patterns.nothing(),
                (None, Task::Lines, Some(Found::Counted(counted))) => Outcome::Count(counted.counts.iter().sum(), counted.counts.clone()),
                (None, Task::Symbols(wanted), here) => match here {
                    Some(Found::Symbols(found)) => wanted.outcome(found),
                    _ => wanted.nothing(),
                },
                (None, Task::Imports(wanted), _) => wanted.outcome_of(*file, imported),
                (None, Task::Parses, Some(Found::Parses(found))) => found.outcome(),
                _ => Outcome::Unknown("this is not asked of single files".into()),
            };
            (path.clone(), outcome)
        };
        files.iter().map(unit).collect()
    }
}
