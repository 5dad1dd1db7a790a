//! What questions ask of files.

use super::super::code::{Layout, imports, isolation, symbols};
use super::super::needles::{Needles, Trigger};
use super::super::question::Question;
use super::super::text::Patterns;
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::Entry;

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

/// What is looked for, the globs under which, and those that are left out.
pub(super) type Asked = (Task, Vec<Box<str>>, Vec<Box<str>>);

/// What is asked for and cannot be a name in any code: in no file would it be found.
fn unnamed(question: &Question) -> Option<&str> {
    let all = question.subjects.iter().chain(&question.names).map(|name| &**name);
    // A path may hold anything but stars.
    let strange = |name: &str, c: char| c == '*' || !name.contains('/') && (c.is_whitespace() || matches!(c, '(' | ')' | ';'));
    all.into_iter().find(|name| name.contains(|c: char| strange(name, c)))
}

impl Task {
    /// The task of a question, if it looks into files, and the globs of these files.
    pub(super) fn of(plan: &Plan, entries: &[Entry], layout: &Layout, question: &Question) -> Option<Result<Asked, String>> {
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

    pub(super) fn is_code(&self) -> bool {
        !matches!(self, Task::Text(_) | Task::Lines)
    }

    /// Without what a file shows nothing; nothing when every file must be looked into.
    pub(super) fn triggers(&mut self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        match self {
            Task::Text(patterns) => patterns.triggers(needles),
            Task::Symbols(wanted) => wanted.triggers(needles),
            Task::Imports(wanted) => wanted.triggers(needles),
            Task::Isolation(packages) => packages.triggers(needles),
            Task::Lines | Task::Parses => None,
        }
    }
}
