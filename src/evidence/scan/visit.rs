//! Reading one file, and letting every job that was hit look at it.

use super::super::code::{Needs, isolation, parses};
use super::super::needles::{Hit, is_whole};
use super::super::text;
use super::found::Found;
use super::held::Holds;
use super::job::Task;
use super::{HITS, Scan, Visit};
use crate::code::embedded::{Reading, code_of};
use crate::code::{Language, facts_and_mentions, facts_of_names};
use crate::tree;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

impl Scan<'_> {
    pub(super) fn read(&self, file: usize) -> Result<Vec<u8>, String> {
        let entry = &self.entries[file];
        if entry.size > self.limits.file_bytes {
            return Err(format!("it has {} bytes, more than the {} that are read", entry.size, self.limits.file_bytes));
        }
        self.tree.read(&entry.path).map(text::readable)
    }

    /// Reads a file, and lets every job that was hit look at it.
    pub(super) fn visit(&self, file: usize, parse: bool) -> Visit {
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
        let is_own = tree::is_written(&bytes);
        let facts = parsed.map(|(facts, _)| facts).filter(|_| self.keep && !is_part);
        let bytes = (self.keep && is_part).then_some(bytes);
        Visit { failed: None, holds, is_own, facts, found, bytes }
    }
}
