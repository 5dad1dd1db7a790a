//! Asking all questions of a plan: names first, then contents, then the reports of other tools.

use super::answer::Answer;
use super::question::Question;
use super::scan::{Job, scan};
use super::{ask, files, values};
use crate::model::Plan;
use crate::syntax::Probe;
use super::reports::Reports;
use crate::tree::{Artifacts, Entry, Tree};
use std::collections::BTreeMap;

/// What is never exceeded, so that a plan cannot exhaust the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Largest file whose contents are read.
    pub file_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { file_bytes: 16 << 20 }
    }
}

/// What the tree showed.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// The commit of the tree, if it is of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<Box<str>>,
    /// The answers, by question.
    #[serde(with = "pairs")]
    pub answers: BTreeMap<Question, Answer>,
    /// By path that items stand `at`: whether it stands, whether it is empty, and where else the name stands.
    #[serde(default)]
    pub places: BTreeMap<Box<str>, Standing>,
}

/// What stands at a path.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Whether a file or a folder stands there.
    pub stands: bool,
    /// Whether it is a file of no bytes.
    #[serde(default)]
    pub empty: bool,
    /// Where else a file of the same name stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Box<str>>,
}

/// Measures everything a plan asks of a tree.
///
/// # Errors
/// When the tree cannot be listed, in words for people.
pub fn measure(plan: &Plan, tree: &dyn Tree, artifacts: &dyn Artifacts, limits: Limits) -> Result<Evidence, String> {
    let entries = tree.entries()?;
    let questions = ask::questions(plan);
    let reports = Reports::new(plan, artifacts, tree, &entries, |probe| questions.iter().any(|question| question.kind() == Some(probe)));
    let mut answers: BTreeMap<Question, Answer> = BTreeMap::new();
    let mut jobs = Vec::new();
    for (at, question) in questions.iter().enumerate() {
        match Job::new(plan, &entries, at, question) {
            Some(Ok(job)) => jobs.push(job),
            Some(Err(answer)) => {
                answers.insert(question.clone(), answer);
            }
            None => {
                let answer = reports.answer(plan, question).unwrap_or_else(|| direct(plan, tree, &entries, question, limits));
                answers.insert(question.clone(), answer);
            }
        }
    }
    for (at, answer) in scan(tree, &entries, &questions, &jobs, limits) {
        answers.insert(questions[at].clone(), answer);
    }
    Ok(Evidence { commit: tree.commit().map(Into::into), answers, places: places(plan, &entries) })
}

/// Questions that need no look into many files.
fn direct(plan: &Plan, tree: &dyn Tree, entries: &[Entry], question: &Question, limits: Limits) -> Answer {
    match question.kind() {
        Some(Probe::File) => files::files(plan, entries, &question.subjects, &question.except),
        Some(Probe::Directory) => files::folders(plan, entries, &question.subjects),
        Some(Probe::Value) => values::value(plan, tree, entries, &question.subjects, question.key.as_deref(), limits),
        Some(Probe::Version) => values::version(tree, entries, &question.subjects, limits),
        Some(Probe::Command) => Answer::unknown("commands are run only where that is allowed"),
        _ => Answer::unknown("this is not measured yet"),
    }
}

/// Looks up every path at which an item or step stands.
fn places(plan: &Plan, entries: &[Entry]) -> BTreeMap<Box<str>, Standing> {
    let mut places = BTreeMap::new();
    let of_items = plan.items.iter().flat_map(|item| item.at.iter().chain(item.steps.iter().flat_map(|step| &step.at)));
    for place in of_items {
        if places.contains_key(&place.path) {
            continue;
        }
        let path = super::globs::in_tree(plan, &place.path);
        let path = path.trim_end_matches('/');
        let file = entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok().map(|at| &entries[at]);
        let inside = format!("{path}/");
        let from = entries.partition_point(|entry| *entry.path < *inside);
        let folder = entries.get(from).is_some_and(|entry| entry.path.starts_with(&inside));
        let stands = file.is_some() || folder;
        let elsewhere =
            if stands { Vec::new() } else { files::nearest(entries, path).into_iter().map(|sight| sight.path).collect() };
        places.insert(place.path.clone(), Standing { stands, empty: file.is_some_and(|entry| entry.size == 0), elsewhere });
    }
    places
}

/// A map with keys that are no texts, as a list of pairs.
mod pairs {
    use super::{Answer, BTreeMap, Question};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(map: &BTreeMap<Question, Answer>, serializer: S) -> Result<S::Ok, S::Error> {
        map.iter().collect::<Vec<_>>().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Question, Answer>, D::Error> {
        Ok(Vec::<(Question, Answer)>::deserialize(deserializer)?.into_iter().collect())
    }
}
