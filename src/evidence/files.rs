//! `file` and `directory`: what stands at a path.

use super::answer::{Answer, Outcome, Sight};
use super::globs::{hidden, in_tree, is_glob, set, unknown_tree, untold};
use crate::diag::nearest;
use crate::model::Plan;
use crate::tree::{self, Entry, Kind};
use hashbrown::HashMap;
use rayon::prelude::*;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Nearest names told of a path that is not there.
const NEAR: usize = 5;

/// So many files are all looked into for the mark of compiled ones.
const FEW: usize = 200;

/// Files beside a path that are looked through for a name like its own.
const BESIDE: usize = 2_000;

/// Counts the files at paths or under globs. A file of no bytes stands there and proves nothing, so it is not counted.
/// Nor is one that Landfall compiled, as `is_own` tells, which is asked of what may be one.
pub fn files(
    plan: &Plan,
    namesakes: &Namesakes<'_>,
    subjects: &[Box<str>],
    except: &[Box<str>],
    is_own: &(dyn Fn(&Entry) -> bool + Sync),
) -> Answer {
    let entries = namesakes.entries;
    let except = match set(plan, except) {
        Ok(except) => except,
        Err(reason) => return Answer::unknown(reason),
    };
    let (mut counts, mut seen, mut near, mut remarks) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut left_out, mut with): (Vec<Sight>, Vec<u64>) = (Vec::new(), Vec::new());
    for subject in subjects {
        let path = in_tree(plan, subject);
        if let Some(why) = untold(plan, entries, &path) {
            return Answer::unknown(why);
        }
        let itself = tree::find(entries, &path);
        // A name may itself hold what globs are made of: `pages/[id].tsx`.
        let by_glob = is_glob(&path) && itself.is_none();
        let found: Vec<&Entry> = if by_glob {
            match set(plan, std::slice::from_ref(subject)) {
                Ok(glob) => entries.iter().filter(|entry| glob.is_match(&*entry.path)).collect(),
                Err(reason) => return Answer::unknown(reason),
            }
        } else {
            itself.into_iter().collect()
        };
        let (mut count, before) = (0, left_out.len());
        let found: Vec<&Entry> = found.into_iter().filter(|entry| !except.is_match(&*entry.path)).collect();
        let few = found.len() <= FEW;
        let ours = |entry: &&Entry| entry.kind == Kind::File && entry.size > 0 && may_be_own(entries, &entry.path, few);
        let compiled: Vec<bool> = found.par_iter().map(|entry| ours(entry) && is_own(entry)).collect();
        for (entry, compiled) in found.into_iter().zip(compiled) {
            let what = match entry.kind {
                Kind::File if compiled => {
                    left_out.push(Sight { path: entry.path.clone(), line: None, what: "written by landfall".into() });
                    continue;
                }
                Kind::Elsewhere => "a link that leads out of the tree",
                Kind::Nowhere => "a link that leads nowhere",
                Kind::Misnamed => "a name that is not UTF-8",
                Kind::File if entry.size == 0 => "empty",
                Kind::File => {
                    count += 1;
                    ""
                }
            };
            if what == "empty" {
                remarks.push(format!("`{}` is empty", entry.path).into());
            }
            seen.push(Sight { path: entry.path.clone(), line: None, what: what.into() });
        }
        if count == 0 && left_out.len() == before && !by_glob {
            let same = namesakes.of(&path);
            near.extend(if same.is_empty() { namesakes.like(&path).into_iter().collect() } else { same });
        }
        counts.push(count);
        with.push(count + (left_out.len() - before) as u64);
    }
    let mut answer = Answer::new(Outcome::Count(counts.iter().sum(), counts)).with(seen);
    answer.near = near;
    remarks.truncate(NEAR);
    answer.remarks = remarks;
    answer.leave_out(left_out, Outcome::Count(with.iter().sum(), with));
    answer.looked_at = entries.len() as u64;
    answer
}

/// Whether a file may be one that Landfall compiled, by its name: it is read then. Among many only names of reports count, and what lies beside
/// the document that is compiled with them.
fn may_be_own(entries: &[Entry], path: &str, few: bool) -> bool {
    const COMMON: [&str; 2] = ["README.md", "index.html"];
    const REPORTS: [&str; 13] = [
        "checklist.md",
        "claims.md",
        "coverage.md",
        "dependencies.md",
        "findings.md",
        "gantt.md",
        "gantt.svg",
        "inventory.md",
        "next.md",
        "plan.json",
        "registry.md",
        "roadmap.md",
        "status.md",
    ];
    let name = name_of(path);
    if !name.rsplit_once('.').is_some_and(|(_, ending)| matches!(ending, "md" | "html" | "svg" | "json" | "sarif" | "txt" | "xml")) {
        return false;
    }
    let beside = |name: &str| tree::find(entries, &format!("{}{name}", path.strip_suffix(name_of(path)).unwrap_or_default())).is_some();
    few || REPORTS.contains(&name) || beside("plan.json") || COMMON.contains(&name) && beside("findings.md")
}

/// Counts the folders: a folder is there when a file is in it.
pub fn folders(plan: &Plan, entries: &[Entry], subjects: &[Box<str>]) -> Answer {
    let (mut counts, mut seen) = (Vec::new(), Vec::new());
    for subject in subjects {
        let path = in_tree(plan, subject.trim_end_matches('/'));
        if let Some(why) = unknown_tree(plan, &path).or_else(|| hidden(entries, &format!("{path}/"))) {
            return Answer::unknown(why);
        }
        let mut count = 0u64;
        if is_glob(&path) {
            let Ok(glob) = set(plan, &[path.trim_end_matches('/').into()]) else {
                return Answer::unknown(format!("`{subject}` is no glob"));
            };
            let mut last = "";
            for entry in entries {
                for (at, _) in entry.path.match_indices('/') {
                    let folder = &entry.path[..at];
                    let is_new = !last.starts_with(folder) || last.as_bytes().get(at).is_some_and(|next| *next != b'/');
                    if is_new && glob.is_match(folder) {
                        count += 1;
                        seen.push(Sight { path: folder.into(), line: None, what: Box::default() });
                    }
                }
                last = &entry.path;
            }
        } else {
            if path.is_empty() || path == "." || !tree::beginning(entries, &format!("{path}/")).is_empty() {
                count = 1;
                seen.push(Sight { path: path.into(), line: None, what: Box::default() });
            }
        }
        counts.push(count);
    }
    let mut answer = Answer::new(Outcome::Count(counts.iter().sum(), counts)).with(seen);
    answer.looked_at = entries.len() as u64;
    answer
}

/// The files of a tree by their names, made when it is first needed.
pub struct Namesakes<'e> {
    entries: &'e [Entry],
    by_name: OnceLock<ByName<'e>>,
}

/// Files by the small letters of their names: the first of each name, and behind each the next one.
struct ByName<'e> {
    first: HashMap<Cow<'e, str>, u32>,
    next: Vec<Option<u32>>,
}

impl<'e> ByName<'e> {
    fn new(entries: &'e [Entry]) -> ByName<'e> {
        let mut first = HashMap::with_capacity(entries.len());
        let mut next = vec![None; entries.len()];
        for (at, entry) in entries.iter().enumerate().rev().filter(|(_, entry)| entry.kind == Kind::File) {
            if let Some(next) = next.get_mut(at) {
                *next = first.insert(small(name_of(&entry.path)), at as u32);
            }
        }
        ByName { first, next }
    }

    /// Those of a name, whatever its capitals, sorted by path.
    fn of(&self, name: &str) -> impl Iterator<Item = usize> {
        let first = self.first.get(&*small(name)).copied();
        std::iter::successors(first, |at| self.next.get(*at as usize).copied().flatten()).map(|at| at as usize)
    }
}

impl<'e> Namesakes<'e> {
    /// Those of a tree.
    pub fn new(entries: &'e [Entry]) -> Namesakes<'e> {
        Namesakes { entries, by_name: OnceLock::new() }
    }

    /// The files of a name, whatever its capitals, sorted by path.
    fn alike(&self, path: &str) -> impl Iterator<Item = &'e Entry> {
        let by_name = self.by_name.get_or_init(|| ByName::new(self.entries));
        by_name.of(name_of(path)).filter_map(|at| self.entries.get(at))
    }

    /// Where else a file of the same name stands: a suggestion, never proof.
    pub fn of(&self, path: &str) -> Vec<Sight> {
        let same = self.alike(path).filter(|entry| name_of(&entry.path) == name_of(path));
        same.take(NEAR).map(|entry| Sight { path: entry.path.clone(), line: None, what: "a file of this name".into() }).collect()
    }

    /// A file whose path differs in its capitals alone, or one beside it whose name is nearly the same.
    fn like(&self, path: &str) -> Option<Sight> {
        let sight = |path: &str, what: &str| Sight { path: path.into(), line: None, what: what.into() };
        let wanted = small(path);
        if let Some(entry) = self.alike(path).find(|entry| small(&entry.path) == wanted) {
            return Some(sight(&entry.path, "the same but for capitals"));
        }
        let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let beside = tree::beginning(self.entries, &folder).iter().filter(|entry| entry.kind == Kind::File);
        let names = beside.filter_map(|entry| entry.path.get(folder.len()..)).filter(|name| !name.contains('/'));
        let meant = nearest(name_of(path), names.take(BESIDE))?;
        Some(sight(&format!("{folder}{meant}"), "nearly the same name"))
    }
}

/// A text in small letters.
fn small(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) { text.into() } else { text.to_lowercase().into() }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(paths: &[(&str, u64)]) -> Vec<Entry> {
        let mut all: Vec<Entry> = paths.iter().map(|(path, size)| Entry::file(*path, *size)).collect();
        all.sort();
        all
    }

    fn count(answer: &Answer) -> u64 {
        match answer.outcome {
            Outcome::Count(count, _) => count,
            _ => u64::MAX,
        }
    }

    #[test]
    fn an_empty_file_proves_nothing() {
        let tree = tree(&[("a.py", 0), ("b.py", 3)]);
        let answer = files(&Plan::empty(), &Namesakes::new(&tree), &["a.py".into(), "b.py".into()], &[], &|_| false);
        assert_eq!(answer.outcome, Outcome::Count(1, vec![0, 1]));
        assert_eq!(&*answer.remarks[0], "`a.py` is empty");
    }

    #[test]
    fn a_name_elsewhere_is_a_suggestion() {
        let tree = tree(&[("tests/test_rag.py", 10)]);
        let answer = files(&Plan::empty(), &Namesakes::new(&tree), &["test_rag.py".into()], &[], &|_| false);
        assert_eq!(count(&answer), 0);
        assert_eq!(&*answer.near[0].path, "tests/test_rag.py");
    }

    #[test]
    fn a_slip_of_the_pen_is_told() {
        let tree = tree(&[("Src/x.py", 1), ("shop/basket.py", 10), ("shop/deep/baskett.py", 10)]);
        let near = |path: &str| {
            let answer = files(&Plan::empty(), &Namesakes::new(&tree), &[path.into()], &[], &|_| false);
            assert_eq!(count(&answer), 0);
            answer.near.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(near("shop/Basket.py"), ["shop/basket.py (the same but for capitals)"]);
        assert_eq!(near("src/X.py"), ["Src/x.py (the same but for capitals)"]);
        assert_eq!(near("shop/baskte.py"), ["shop/basket.py (nearly the same name)"]);
        assert!(near("shop/orders.py").is_empty());
    }

    #[test]
    fn folders_are_where_files_are() {
        let tree = tree(&[("a-b/x", 1), ("a/b/c", 1), ("a/d/e", 1), ("f", 1)]);
        assert_eq!(count(&folders(&Plan::empty(), &tree, &["a".into(), "a/b/".into(), "f".into()])), 2);
        assert_eq!(count(&folders(&Plan::empty(), &tree, &["a/*".into()])), 2);
        assert_eq!(count(&folders(&Plan::empty(), &tree, &["*".into()])), 2);
    }
}
