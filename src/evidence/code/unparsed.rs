//! What cannot be told of code, since it is not there or nobody can parse it: nothing measured is never green.

use super::super::answer::{Answer, Outcome};
use super::super::globs::{in_tree, is_glob, set};
use super::super::question::Question;
use super::Seen;
use crate::code::Language;
use crate::model::Plan;
use crate::syntax::Probe;
use crate::tree::{self, Entry};
use std::collections::BTreeSet;

/// Files in languages without a parser, as they are told.
#[derive(Debug, Default)]
pub struct Unread {
    count: usize,
    first: Box<str>,
    endings: String,
}

impl Unread {
    /// What is told of files.
    pub fn of(entries: &[Entry], files: &[u32]) -> Unread {
        let paths: Vec<&str> = files.iter().filter_map(|file| Some(&*entries.get(*file as usize)?.path)).collect();
        Unread { count: paths.len(), first: paths.first().copied().unwrap_or_default().into(), endings: endings(&paths) }
    }
}

/// Makes an answer unknown where no file was parsed for it, and says which files were not looked into. `parsed` tells how many were.
///
/// Under a path that is written out and where nothing stands, nothing is defined and nothing imported; and nothing there is well-formed.
pub fn weigh(answer: &mut Answer, plan: &Plan, question: &Question, seen: &Seen<'_>, parsed: usize, unread: &Unread) {
    let gone = || question.under.iter().find(|under| !is_glob(under) && !stands(plan, seen.entries, under));
    match (question.kind(), gone()) {
        (Some(Probe::Parses), Some(path)) => {
            answer.outcome = Outcome::Truth(false);
            answer.remarks.push(format!("nothing stands at `{path}`").into());
        }
        // Who imports what retires is asked of the whole tree: where no code is, nothing imports it.
        (None, _) => {}
        (Some(Probe::Symbol | Probe::Import), Some(_))
            if !question.under.iter().any(|under| is_glob(under) || stands(plan, seen.entries, under)) => {}
        // Where no file of any kind lies, nothing is: that is what an old folder comes to.
        (Some(Probe::Symbol | Probe::Import), _) if parsed == 0 && !question.under.is_empty() && !any(plan, seen.entries, question) => {}
        _ if parsed == 0 => {
            let reason = match (unread.count, question.kind()) {
                (0, Some(Probe::Isolation)) => "no source code lies in the packages".to_owned(),
                (0, _) => "no source code lies under its globs".to_owned(),
                (1, _) => format!("there is no parser for the language of `{}`", unread.first),
                (several, _) => format!("there is no parser for the languages of {several} files ({})", unread.endings),
            };
            answer.outcome = Outcome::Unknown(reason.into());
            return;
        }
        _ => {}
    }
    if unread.count > 0 {
        let (files, were) = if unread.count == 1 { ("1 file".to_owned(), "was") } else { (format!("{} files", unread.count), "were") };
        let remark = format!("{files} {were} not looked into, since there is no parser for the language: {}", unread.endings);
        answer.remarks.push(remark.into());
    }
}

/// Whether any file lies under the globs of a question.
fn any(plan: &Plan, entries: &[Entry], question: &Question) -> bool {
    let globs = set(plan, &question.under).and_then(|under| Ok((under, set(plan, &question.except)?)));
    globs.is_ok_and(|(under, except)| entries.iter().any(|entry| under.is_match(&*entry.path) && !except.is_match(&*entry.path)))
}

/// Whether a file stands at a path that is written out, or any in a folder.
fn stands(plan: &Plan, entries: &[Entry], path: &str) -> bool {
    let path = in_tree(plan, path);
    let folder = crate::code::codebase::join(path.trim_end_matches('/'), "");
    tree::find(entries, &path).is_some() || !tree::beginning(entries, &folder).is_empty()
}

/// The endings of files, each once.
fn endings(paths: &[&str]) -> String {
    // A notebook may be in any language, and a script without an ending as well.
    let ending = |path: &&str| -> String {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        Language::ending_without_parser(path)
            .map_or_else(|| name.rfind('.').map_or(name.clone(), |dot| name[dot..].to_owned()), str::to_owned)
    };
    let endings: BTreeSet<String> = paths.iter().map(ending).collect();
    endings.iter().map(|ending| format!("`{ending}`")).collect::<Vec<_>>().join(", ")
}
