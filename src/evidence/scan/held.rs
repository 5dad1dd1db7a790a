//! What files hold, for the answers of a scan: code, or what only seems to be some.

use super::super::answer::{Answer, Sight};
use super::super::code::unparsed::Unread;
use super::super::code::{self, Needs, slips};
use super::super::globs::Chosen;
use super::super::needles::{Hit, is_whole};
use super::super::text::{self, Counted};
use super::found::Found;
use super::job::Task;
use super::{HITS, Scan};
use crate::code::Language;
use crate::code::embedded::{Reading, code_of};
use std::cell::OnceCell;

/// What a file holds, as far as code is asked for.
#[derive(Debug, Default)]
pub(super) enum Holds {
    /// Nothing.
    #[default]
    Plain,
    /// Code, in the cells of a notebook where there are any: the first line of each, and its number.
    Code {
        /// The cells.
        cells: Vec<(u32, u32)>,
        /// Some of it is in a language without a parser.
        partly: bool,
    },
    /// Code of a language without a parser.
    Foreign,
    /// What cannot be taken apart, for this reason.
    Broken(&'static str),
}

/// The files of a choice of which code is asked.
#[derive(Debug)]
pub(super) struct Parsed {
    /// Those that hold code which is parsed.
    pub(super) files: Vec<u32>,
    /// Those whose code is not.
    pub(super) unread: Vec<u32>,
    /// The same as they are told.
    pub(super) told: Unread,
}

impl Scan<'_> {
    /// The names that were perhaps meant by those that nothing defines.
    pub(super) fn slips(&self, lacking: &[&str], chosen: &Chosen) -> Vec<Sight> {
        let mut left = slips::SLIP_BYTES;
        let within = |file: &&u32| {
            let less = left.checked_sub(self.entries[**file as usize].size);
            left = less.unwrap_or(0);
            less.is_some()
        };
        let files: Vec<u32> = if lacking.is_empty() { Vec::new() } else { chosen.files.iter().take_while(within).copied().collect() };
        let read = |file: &u32| -> (&str, &slips::Names) {
            let at = *file as usize;
            let names = || match (self.read(at), &self.entries[at].path) {
                (Ok(bytes), path) => match code_of(path, &bytes) {
                    Reading::Code(code) => slips::names(&code.text),
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            };
            (&self.entries[at].path, self.named[at].get_or_init(names))
        };
        let files: Vec<(&str, &slips::Names)> = files.iter().map(read).collect();
        lacking.iter().filter_map(|wanted| slips::slip(wanted, files.iter().copied())).take(code::NEAR).collect()
    }

    /// The files of a choice, once all are read.
    pub(super) fn parsed(&self, chosen: &Chosen) -> Parsed {
        let holds = |file: &u32| self.visits[*file as usize].get().map(|visit| &visit.holds);
        let own = |file: &u32| Language::of_path(&self.entries[*file as usize].path).is_some();
        let is_parsed = |file: &u32| match holds(file) {
            Some(Holds::Code { .. } | Holds::Broken(_)) => true,
            Some(Holds::Foreign) => false,
            Some(Holds::Plain) | None => own(file),
        };
        let files = chosen.files.iter().copied().filter(is_parsed).collect();
        let is_foreign = |file: &&u32| matches!(holds(file), Some(Holds::Foreign | Holds::Code { partly: true, .. }));
        let foreign = chosen.files.iter().filter(is_foreign);
        let mut unread: Vec<u32> = chosen.unread.iter().chain(foreign).copied().collect();
        unread.sort_unstable();
        unread.dedup();
        let told = Unread::of(self.entries, &unread);
        Parsed { files, unread, told }
    }

    /// What the code of a file seems to say for which there is no parser, for jobs that were hit.
    pub(super) fn seems(&self, jobs: &[u32], path: &str, beside: &[u8]) -> Vec<(u32, Found)> {
        if beside.is_empty() {
            return Vec::new();
        }
        let mut hits: Vec<Hit> = Vec::new();
        self.search.each(beside, |hit| {
            if is_whole(beside, hit.start, hit.end) && hits.len() < HITS {
                hits.push(hit);
            }
        });
        hits.sort_unstable_by_key(|hit| (hit.start, hit.needle));
        let needs = Needs { language: None, bytes: beside, hits: &hits, parts: &[], whole: OnceCell::new() };
        let of = |job: &u32| match &self.jobs[*job as usize].task {
            Task::Symbols(wanted) => Some((*job, Found::Seems(wanted.seem_in(&needs)))),
            Task::Imports(wanted) => Some((*job, Found::Seems(wanted.seem_in(&needs)))),
            Task::Isolation(packages) => Some((*job, Found::Seems(packages.seem_in(path, beside)))),
            _ => None,
        };
        jobs.iter().filter_map(of).filter(|(_, found)| matches!(found, Found::Seems(seems) if !seems.is_empty())).collect()
    }

    /// Whether Landfall compiled a file that was read.
    pub(super) fn is_own(&self, file: u32) -> bool {
        self.visits.get(file as usize).and_then(|visit| visit.get()).is_some_and(|visit| visit.is_own)
    }

    /// What files show together of patterns or lines, less those that Landfall compiled.
    pub(super) fn counted(&self, task: &Task, found: &[(u32, &Counted)]) -> Answer {
        let answer = |found: &[(u32, &Counted)]| match task {
            Task::Text(patterns) => patterns.answer(self.entries, found),
            _ => text::lines_of_all(self.entries, found),
        };
        let (compiled, own): (Vec<_>, Vec<_>) = found.iter().copied().partition(|(file, _)| self.is_own(*file));
        let mut own = answer(&own);
        if compiled.iter().any(|(_, counted)| counted.versus > 0 || counted.counts.iter().any(|count| *count > 0)) {
            let sight = |(file, counted): &(u32, &Counted)| {
                let line = counted.places.first().map(|(line, _)| *line);
                let path = self.entries.get(*file as usize).map_or("", |entry| &entry.path).into();
                Sight { path, line, what: "written by landfall".into() }
            };
            own.leave_out(compiled.iter().map(sight).collect(), answer(found).outcome);
        }
        own
    }

    /// Where something seems to be said that was found nowhere, in a file for which there is no parser.
    pub(super) fn untold(&self, found: &[(u32, &Found)], each: &[u64]) -> Option<(&str, u32)> {
        found.iter().find_map(|(file, found)| {
            let Found::Seems(seems) = found else { return None };
            let (_, line) = seems.iter().find(|(at, _)| each.get(*at) == Some(&0))?;
            Some((&*self.entries.get(*file as usize)?.path, *line))
        })
    }

    /// Of a line in the code of a notebook, tells the cell.
    pub(super) fn name_cell(&self, sight: &mut Sight) {
        let Some(line) = sight.line.filter(|_| sight.path.ends_with(".ipynb")) else { return };
        let visit = crate::tree::position(self.entries, &sight.path).and_then(|at| self.visits[at].get());
        let Some(Holds::Code { cells, .. }) = visit.map(|visit| &visit.holds) else { return };
        let Some((first, number)) = cells.iter().rev().find(|(first, _)| *first <= line) else { return };
        let comma = if sight.what.is_empty() { "" } else { ", " };
        sight.what = format!("{}{comma}in cell {number}, line {}", sight.what, line - first + 1).into();
        sight.line = None;
    }
}
