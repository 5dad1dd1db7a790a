//! Trees in memory that say which files were read, and plans held against them.

use landfall::evidence::{Answer, Evidence, Limits, Question, Truth, judge, measure};
use landfall::graph::Network;
use landfall::model::lower::lower;
use landfall::model::{Item, Plan, Test};
use landfall::progress::{Observed, observe};
use landfall::schedule::Settings;
use landfall::survey::Survey;
use landfall::syntax::parse;
use landfall::text::{Source, Sources};
use landfall::time::Date;
use landfall::tree::{Artifacts, Entry, Tree};
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Files by path, and how often each was read.
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    refused: Vec<&'static str>,
    others: Vec<Entry>,
    reads: Mutex<BTreeMap<String, u32>>,
}

impl Memory {
    pub fn new(files: &[(&str, &str)]) -> Memory {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        Memory { files, refused: Vec::new(), others: Vec::new(), reads: Mutex::default() }
    }

    /// A file of any bytes.
    pub fn with(mut self, path: &str, bytes: Vec<u8>) -> Memory {
        self.files.insert(path.to_owned(), bytes);
        self
    }

    /// A file that stands there and cannot be read.
    pub fn refusing(mut self, path: &'static str) -> Memory {
        self.files.insert(path.to_owned(), b"?".to_vec());
        self.refused.push(path);
        self
    }

    /// What is no file: a link, a submodule.
    pub fn beside(mut self, entry: Entry) -> Memory {
        self.others.push(entry);
        self
    }

    /// How often each file was read.
    pub fn reads(&self) -> Vec<(String, u32)> {
        self.reads.lock().unwrap().clone().into_iter().collect()
    }
}

impl Tree for Memory {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, bytes): (&String, &Vec<u8>)| Entry::file(path.as_str(), bytes.len() as u64);
        let mut entries: Vec<Entry> = self.files.iter().map(entry).chain(self.others.iter().cloned()).collect();
        entries.sort();
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        *self.reads.lock().unwrap().entry(path.to_owned()).or_default() += 1;
        if self.refused.contains(&path) {
            return Err("permission denied".to_owned());
        }
        self.files.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}

impl Artifacts for Memory {
    fn find(&self, path: &str) -> Result<Vec<String>, String> {
        Ok(self.files.keys().filter(|known| *known == path).cloned().collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        Tree::read(self, path)
    }
}

/// A plan and what a tree showed of it.
pub struct Held {
    pub plan: Plan,
    pub evidence: Evidence,
}

/// Holds a plan against a tree. `lines` stand behind the line of the plan.
pub fn hold(lines: &str, tree: &Memory) -> Held {
    hold_within(lines, tree, Limits::default())
}

pub fn hold_within(lines: &str, tree: &Memory, limits: Limits) -> Held {
    let text = format!("plan p \"P\" language 1 start 2025-01-01\n{lines}\n");
    let mut sources = Sources::default();
    let file = sources.add(Source::new("p.plan", text));
    let parsed = parse(sources.get(file), file);
    let lowered = lower(&sources, &[&parsed.ast], false);
    assert!(parsed.diagnostics.is_empty() && lowered.diagnostics.is_empty(), "{:?} {:?}", parsed.diagnostics, lowered.diagnostics);
    let evidence = measure(&lowered.plan, tree, tree, limits).expect("the tree is listed");
    Held { plan: lowered.plan, evidence }
}

impl Held {
    /// What was observed of the first item.
    pub fn observed(&self) -> Observed {
        observe(&self.plan, &self.evidence, Date::parse("2025-06-01").unwrap()).swap_remove(1)
    }

    pub fn item(&self) -> &Item {
        &self.plan.items[1]
    }

    /// The answer to the condition, which must be one.
    pub fn answer(&self) -> &Answer {
        self.evidence.answers.values().next().expect("something was asked")
    }

    /// The conditions of the first item, in order.
    pub fn tests(&self) -> Vec<(Test, Truth, Answer)> {
        let mut all = Vec::new();
        self.item().condition.as_ref().expect("a condition").tests(&mut |test| {
            let answer = &self.evidence.answers[&Question::of(test)];
            all.push((test.clone(), judge(test, answer), answer.clone()));
        });
        all
    }
}

/// What is found wrong with a plan that is held against files, by the name of one rule.
pub fn found(rule: &str, lines: &str, files: &[(&str, &str)]) -> Vec<String> {
    surveyed(lines, files, |survey| {
        let found = landfall::rules::run(survey);
        found.into_iter().filter(|one| one.code.name == rule).map(|one| one.message).collect()
    })
}

/// A report of a plan that is held against files.
pub fn report(file: &str, lines: &str, files: &[(&str, &str)]) -> String {
    surveyed(lines, files, |survey| {
        let document = landfall::view::document(survey, &[]);
        let report = document.reports.iter().find(|report| report.file == file).expect("the report has something to say");
        landfall::render::markdown::report(&document.plan, &report)
    })
}

fn surveyed<R>(lines: &str, files: &[(&str, &str)], look: impl FnOnce(&Survey<'_>) -> R) -> R {
    let Held { plan, evidence } = hold(lines, &Memory::new(files));
    let (network, data_date) = (Network::new(&plan), Date::parse("2025-06-01").expect("a date"));
    look(&Survey::new(&Sources::default(), &plan, network, data_date, Some(evidence), Settings::default()))
}

/// Holds conditions, one a line, against files: whether each holds.
pub fn truths(conditions: &str, files: &[(&str, &str)]) -> Vec<Truth> {
    ask(conditions, files).into_iter().map(|(truth, _)| truth).collect()
}

/// Holds conditions against files: whether each holds, and the proof.
pub fn ask(conditions: &str, files: &[(&str, &str)]) -> Vec<(Truth, Answer)> {
    let held = hold(&format!("component c \"C\" {{\ndone when {{\n{conditions}\n}}\n}}"), &Memory::new(files));
    held.tests().into_iter().map(|(_, truth, answer)| (truth, answer)).collect()
}

/// Holds one condition against files.
pub fn one(condition: &str, files: &[(&str, &str)]) -> (Truth, Answer) {
    ask(condition, files).swap_remove(0)
}

/// What was seen, as `path:line (what)`.
pub fn seen(answer: &Answer) -> Vec<String> {
    answer.seen.iter().map(ToString::to_string).collect()
}

/// What came near.
pub fn near(answer: &Answer) -> Vec<String> {
    answer.near.iter().map(ToString::to_string).collect()
}

/// The remarks.
pub fn remarks(answer: &Answer) -> Vec<&str> {
    answer.remarks.iter().map(|remark| &**remark).collect()
}

/// The reason why nothing is known.
pub fn reason(truth: &Truth) -> &str {
    match truth {
        Truth::Unknown(reason) => reason,
        other => panic!("it is known: {other:?}"),
    }
}
