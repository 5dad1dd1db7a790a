//! Answers kept from one run to the next: groups of questions, the files that were read for them, and what these files held.
//!
//! The key of a group holds all that its answers depend on beside the contents of files: the questions, what the plan says of the tree, and
//! the names in it. With the answers stands which files were read, and what they held: while these hold the same, the answers are the same.
//! Questions that look only into the files under their globs form a group with all others of the same globs. Questions that follow imports
//! form one group, with all files that were read in that run.

use super::answer::Answer;
use super::code::{follows_imports, ways};
use super::limits::Limits;
use super::question::Question;
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::{self, Digest, Entry, Tree};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};

/// Of this many files one may be unknown and is read ahead, to see whether it holds the same; with more, all are looked into at once.
const AHEAD: usize = 4;

/// Where answers are kept. To forget any of them changes nothing but the time that measuring takes.
pub trait Memory: Sync {
    /// What was kept under a key.
    fn get(&self, key: &str) -> Option<Remembered>;

    /// Keeps something under a key.
    fn put(&self, key: &str, remembered: &Remembered);
}

/// The answers of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The files that were read, as places among all of the tree: runs of a first and how many.
    read: Vec<(u32, u32)>,
    /// A hash of what they held.
    content: Box<str>,
    /// The answers, in the order of the questions.
    answers: Vec<Answer>,
}

/// Questions that are kept together, as places among all.
struct Group {
    key: String,
    questions: Vec<usize>,
    follows: bool,
}

/// Where questions of a group look: whether they follow imports, the word of the condition, the globs, and those left out.
type Place<'q> = (bool, &'q str, &'q [Box<str>], &'q [Box<str>]);

/// A tree that knows which of its files were read.
pub struct Watched<'t> {
    tree: &'t dyn Tree,
    entries: &'t [Entry],
    read: Vec<AtomicBool>,
    /// What could not be read: of that nothing is kept, since it may be at hand the next time.
    failed: Vec<AtomicBool>,
}

/// The groups of a plan, and those among them that are still to be asked.
pub struct Recall<'r> {
    memory: &'r dyn Memory,
    limits: Limits,
    open: Vec<Group>,
}

impl<'t> Watched<'t> {
    /// A tree of which nothing was read.
    pub fn new(tree: &'t dyn Tree, entries: &'t [Entry]) -> Watched<'t> {
        let none = || entries.iter().map(|_| AtomicBool::new(false)).collect();
        Watched { tree, entries, read: none(), failed: none() }
    }

    fn files(&self) -> Vec<u32> {
        let read = self.read.iter().enumerate().filter(|(_, read)| read.load(Ordering::Relaxed));
        read.map(|(file, _)| file as u32).collect()
    }

    /// What names the content of a file, if that is known; of one that is too large to be read, its size.
    fn content(&self, file: u32, limits: Limits) -> Option<Digest> {
        let entry = self.entries.get(file as usize)?;
        if entry.size <= limits.file_bytes {
            return self.tree.digest(&entry.path);
        }
        let mut large = [u8::MAX; 32];
        large[..8].copy_from_slice(&entry.size.to_le_bytes());
        Some(large)
    }

    /// The contents of some files, by their place among all, as far as they are known. Those that are not are read ahead, if they are few.
    fn contents(&self, files: &BTreeSet<u32>, limits: Limits) -> Vec<Option<Digest>> {
        let mut contents = vec![None; self.entries.len()];
        let content = |file: &u32| (*file, self.content(*file, limits));
        let known: Vec<(u32, Option<Digest>)> = files.par_iter().map(content).collect();
        let unknown: Vec<u32> = known.iter().filter(|(_, content)| content.is_none()).map(|(file, _)| *file).collect();
        known.into_iter().for_each(|(file, content)| contents[file as usize] = content);
        if unknown.len() <= files.len() / AHEAD + 1 {
            // What cannot be read stays unknown, and is told of where it is asked for.
            let read = |file: &u32| drop(self.entries.get(*file as usize).map(|entry| self.tree.read(&entry.path)));
            unknown.par_iter().for_each(read);
            unknown.iter().for_each(|file| contents[*file as usize] = self.content(*file, limits));
        }
        contents
    }
}

/// A hash of contents; nothing when one of them is not known.
fn together(contents: impl Iterator<Item = Option<Digest>>) -> Option<Box<str>> {
    let mut hasher = blake3::Hasher::new();
    for content in contents {
        hasher.update(&content?);
    }
    Some(hasher.finalize().to_hex().as_str().into())
}

impl Tree for Watched<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        Ok(self.entries.to_vec())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let bytes = self.tree.read(path);
        if let Some(at) = tree::position(self.entries, path) {
            self.read[at].store(true, Ordering::Relaxed);
            self.failed[at].fetch_or(bytes.is_err(), Ordering::Relaxed);
        }
        bytes
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.tree.digest(path)
    }

    fn commit(&self) -> Option<String> {
        self.tree.commit()
    }
}

impl<'r> Recall<'r> {
    /// Looks up what is known, and puts it among the answers.
    pub fn new(
        plan: &Plan,
        tree: &Watched<'_>,
        questions: &[Question],
        limits: Limits,
        memory: &'r dyn Memory,
        answers: &mut BTreeMap<Question, Answer>,
    ) -> Recall<'r> {
        let groups = groups(plan, tree.entries, questions, limits);
        let known: Vec<Option<(Vec<u32>, Remembered)>> = groups
            .iter()
            .map(|group| {
                let found = memory.get(&group.key).filter(|found| found.answers.len() == group.questions.len())?;
                Some((spread(&found.read, tree.entries.len())?, found))
            })
            .collect();
        let files: BTreeSet<u32> = known.iter().flatten().flat_map(|(files, _)| files).copied().collect();
        let contents = tree.contents(&files, limits);
        let mut open = Vec::new();
        for (group, known) in groups.into_iter().zip(known) {
            let holds = known.filter(|(files, found)| {
                let of_group = files.iter().map(|file| contents.get(*file as usize).copied().flatten());
                together(of_group).is_some_and(|content| content == found.content)
            });
            match holds {
                Some((_, found)) => {
                    let of_group = group.questions.iter().filter_map(|at| questions.get(*at)).cloned();
                    answers.extend(of_group.zip(found.answers));
                }
                None => open.push(group),
            }
        }
        Recall { memory, limits, open }
    }

    /// Keeps what was asked; `looked` are the files that a question looked into, by its place among all questions.
    pub fn keep(
        &self,
        tree: &Watched<'_>,
        questions: &[Question],
        answers: &BTreeMap<Question, Answer>,
        looked: &BTreeMap<&Question, &[u32]>,
    ) {
        for group in &self.open {
            let asked = || group.questions.iter().filter_map(|at| questions.get(*at));
            let files: Vec<u32> = if group.follows {
                tree.files()
            } else {
                let all: BTreeSet<u32> =
                    asked().filter_map(|question| looked.get(question)).flat_map(|files| files.iter().copied()).collect();
                all.into_iter().collect()
            };
            if files.iter().any(|file| tree.failed.get(*file as usize).is_some_and(|failed| failed.load(Ordering::Relaxed))) {
                continue;
            }
            let found: Option<Vec<Answer>> = asked().map(|question| answers.get(question).cloned()).collect();
            let content = together(files.iter().map(|file| tree.content(*file, self.limits)));
            if let (Some(answers), Some(content)) = (found, content) {
                self.memory.put(&group.key, &Remembered { read: runs(&files), content, answers });
            }
        }
    }
}

/// Whether a question looks into files of the tree; the answers to these can be kept. Reports of other tools are always read.
pub fn looks_into_files(question: &Question) -> bool {
    follows_imports(question) || matches!(question.kind(), Some(Probe::Text | Probe::Lines | Probe::Symbol | Probe::Parses))
}

/// The groups of questions, with their keys.
fn groups(plan: &Plan, entries: &[Entry], questions: &[Question], limits: Limits) -> Vec<Group> {
    let mut members: BTreeMap<Place<'_>, Vec<usize>> = BTreeMap::new();
    for (at, question) in questions.iter().enumerate().filter(|(_, question)| looks_into_files(question)) {
        let place = match question.kind() {
            _ if follows_imports(question) => (true, "", &[][..], &[][..]),
            Some(Probe::Lines) => (false, &*question.probe, &*question.subjects, &*question.except),
            _ => (false, &*question.probe, &*question.under, &*question.except),
        };
        members.entry(place).or_default().push(at);
    }
    if members.is_empty() {
        return Vec::new();
    }
    let mut names = blake3::Hasher::new();
    for entry in entries {
        add(&mut names, &entry.path);
        let (small, large) = (super::code::MANIFEST_BYTES, limits.file_bytes);
        names.update(&[entry.kind as u8, u8::from(entry.size > small), u8::from(entry.size > large)]);
        if let Some(target) = &entry.target {
            add(&mut names, target);
        }
    }
    let names = names.finalize();
    let sought = super::ask::sought(plan);
    let aliases: Vec<(&str, &str)> = plan.aliases.iter().map(|alias| (&*alias.from, &*alias.to)).collect();
    let group = |((follows, ..), of_group): (Place<'_>, Vec<usize>)| {
        let asked: Vec<&Question> = of_group.iter().filter_map(|at| questions.get(*at)).collect();
        let ways = follows.then(|| ways(plan, entries));
        // What is to be there is told of otherwise than what is not.
        let to_be: Vec<bool> = asked.iter().map(|question| sought.contains(question)).collect();
        let mut hasher = blake3::Hasher::new();
        hasher.update(names.as_bytes());
        add(&mut hasher, &serde_json::to_string(&(limits.file_bytes, limits.kept, &aliases, ways, to_be, asked)).ok()?);
        Some(Group { key: hasher.finalize().to_hex().to_string(), questions: of_group, follows })
    };
    members.into_iter().filter_map(group).collect()
}

/// Adds a text and its length, so that no two lists of texts run into the same bytes.
fn add(hasher: &mut blake3::Hasher, text: &str) {
    hasher.update(&(text.len() as u64).to_le_bytes());
    hasher.update(text.as_bytes());
}

/// Sorted places as runs of a first and how many.
fn runs(files: &[u32]) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for file in files {
        match runs.last_mut() {
            Some((first, count)) if first.checked_add(*count) == Some(*file) => *count += 1,
            _ => runs.push((*file, 1)),
        }
    }
    runs
}

/// Runs as places; nothing when one leads past the end.
fn spread(runs: &[(u32, u32)], most: usize) -> Option<Vec<u32>> {
    let mut files = Vec::new();
    for (first, count) in runs {
        let end = first.checked_add(*count).filter(|end| *end as usize <= most)?;
        files.extend(*first..end);
    }
    (files.len() <= most).then_some(files)
}
