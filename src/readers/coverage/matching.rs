//! Which file of the tree a report's file is.
//!
//! A report writes paths as its build saw them: relative, absolute on another machine, below a source root, as a Go import path, or as a
//! package and a file name. A match is one of these, in this order:
//!
//! 1. a Go import path below a module of the tree: exactly that file;
//! 2. below a source root the report declares: the root and the path together are a file of the tree, or end in one;
//! 3. as written;
//! 4. the path ends in a file of the tree (another machine's checkout), the longest such; a relative path only where no file of the report
//!    is one of the tree as written, and below the folder that most of its files lie in;
//! 5. a file of the tree, and only one, ends in the path (an undeclared source root).
//!
//! A report that lies in the folder of a project within the tree (`services/a/lcov.info`, `m1/target/site/jacoco.xml`) writes paths as that
//! project sees them: where they lead to files below it, these are meant, and 3 to 5 hold below it alone; and where none of its files is of
//! the tree as written, and none below the folder, 5 proves nothing: what it measured is gone.
//!
//! A name alone proves nothing: under 2, 4 and 5 at least a folder and a name must agree. The one exception are files at the top of
//! the tree, whose whole path is their name: they match under 2 and 4 where other files show that the folder they are in is the
//! checkout, or where that folder holds everything in the report. Two candidates are none. What is not matched is listed, with the
//! nearest names.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Coverage;
use super::draft::slashes;
use super::file::FileCoverage;
use super::sum::Sum;
use crate::text::plain_path;

/// A Go module of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// The module's import path, as its `go.mod` names it.
    pub path: String,
    /// The folder of its `go.mod`, relative to the tree; empty for the top.
    pub folder: String,
}

/// A file of a report that is no file of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// As the report writes it.
    pub path: String,
    /// Why.
    pub why: Why,
    /// Files of the tree with the most similar paths, nearest first, at most three: suggestions, never proof.
    pub nearest: Vec<String>,
}

/// Why a file of a report is no file of the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// No file of the tree fits.
    NotFound,
    /// More than one fits.
    Ambiguous,
    /// Another file of the report is that file, by a folder more of its files are in.
    Elsewhere,
}

/// A report whose files are files of the tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Matched {
    /// By path in the tree.
    pub files: BTreeMap<String, FileCoverage>,
    /// The others, in the report's order.
    pub unmatched: Vec<Unmatched>,
}

impl Matched {
    /// The sum over the files of the tree whose path satisfies `keep`. No file is not 100 %, it is nothing.
    pub fn sum(&self, mut keep: impl FnMut(&str) -> bool) -> Sum {
        let mut sum = Sum::default();
        for (_, file) in self.files.iter().filter(|(path, _)| keep(path)) {
            sum.add(file);
        }
        sum
    }

    /// Adds another matched report: the union by path in the tree.
    pub fn merge(&mut self, other: Matched, same_format: bool) {
        for (path, file) in other.files {
            match self.files.get_mut(&path) {
                Some(known) => known.union(file, same_format),
                None => {
                    self.files.insert(path, file);
                }
            }
        }
        self.unmatched.extend(other.unmatched);
    }
}

/// The files of a tree, ready to be found. Paths are relative with `/`.
#[derive(Debug)]
pub struct PathMatcher<'p> {
    paths: HashMap<&'p str, usize>,
    by_name: HashMap<&'p str, Vec<&'p str>>,
    by_folded_name: HashMap<String, Vec<&'p str>>,
    folders: HashSet<&'p str>,
    modules: Vec<Module>,
    roots: Vec<String>,
}

/// The folder of the project that a report lies in, and what that says of its paths.
#[derive(Debug, Clone, Copy)]
enum Home<'h> {
    /// They are those of the tree.
    Top,
    /// They begin in this folder.
    Base(&'h str),
    /// They end below this folder, if anything there ends so.
    Near(&'h str),
    /// Nothing they say is there any more.
    Gone,
}

/// One way to read a path, before the whole report is known.
enum Found<'p> {
    Path(&'p str),
    /// A suffix: the file, and what of the report's path is before it.
    Below(&'p str, String),
    Ambiguous,
    Nothing,
}

impl<'p> PathMatcher<'p> {
    /// A matcher for these files.
    pub fn new(paths: impl IntoIterator<Item = &'p str>) -> PathMatcher<'p> {
        let mut matcher = PathMatcher {
            paths: HashMap::new(),
            by_name: HashMap::new(),
            by_folded_name: HashMap::new(),
            folders: HashSet::new(),
            modules: Vec::new(),
            roots: Vec::new(),
        };
        for path in paths {
            let place = matcher.paths.len();
            if matcher.paths.insert(path, place).is_none() {
                let folders = path.match_indices('/').rev().filter_map(|(at, _)| path.get(..at));
                // A folder that is known has known folders around it.
                for folder in folders.take_while(|folder| !matcher.folders.contains(folder)).collect::<Vec<_>>() {
                    matcher.folders.insert(folder);
                }
                matcher.by_name.entry(name_of(path)).or_default().push(path);
                matcher.by_folded_name.entry(name_of(path).to_lowercase()).or_default().push(path);
            }
        }
        matcher
    }

    /// With these Go modules.
    pub fn with_modules(mut self, modules: impl IntoIterator<Item = Module>) -> PathMatcher<'p> {
        self.modules.extend(modules);
        // The innermost module is the one that holds a package.
        self.modules.sort_by(|a, b| b.path.len().cmp(&a.path.len()).then_with(|| a.path.cmp(&b.path)));
        self
    }

    /// With these source roots beside those that reports declare, such as `src/main/java`.
    pub fn with_roots(mut self, roots: impl IntoIterator<Item = String>) -> PathMatcher<'p> {
        self.roots.extend(roots.into_iter().map(|root| slashes(&root)));
        self
    }

    /// Finds each file of a report of the whole tree.
    pub fn find(&self, coverage: &Coverage) -> Matched {
        self.find_from("", coverage)
    }

    /// Finds each file of a report that lies in the folder of a project; empty where it is the tree itself.
    pub fn find_from(&self, folder: &str, coverage: &Coverage) -> Matched {
        let home = self.home(folder, coverage);
        let found: Vec<(&FileCoverage, Found<'p>)> = coverage.files.iter().map(|file| (file, self.one(file, home))).collect();
        let checkouts = self.checkouts(&found);
        let base = &base(&found);
        // A copy within a checkout, such as `build/lib/`, is another file than the one that it is a copy of.
        let is_within = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with('/'));
        let below = |before: &String| checkouts.keys().any(|outer| is_within(before, outer));
        let mut matched = Matched::default();
        // For each file of the tree: who claims it, and how many files share the claim's folder.
        let mut claims: BTreeMap<&str, Vec<(&FileCoverage, usize)>> = BTreeMap::new();
        for (file, found) in &found {
            match found {
                Found::Path(path) => claims.entry(path).or_default().push((file, usize::MAX)),
                Found::Below(path, before) => match checkouts.get(before.as_str()) {
                    Some(count) if is_absolute(before) && !below(before) || *base == Some(before.as_str()) => {
                        claims.entry(path).or_default().push((file, *count));
                    }
                    _ => matched.unmatched.push(self.unmatched(file, Why::NotFound)),
                },
                Found::Ambiguous => matched.unmatched.push(self.unmatched(file, Why::Ambiguous)),
                Found::Nothing => matched.unmatched.push(self.unmatched(file, Why::NotFound)),
            }
        }
        for (path, claimants) in claims {
            let best = claimants.iter().map(|(_, count)| *count).max().unwrap_or(0);
            for (file, count) in claimants {
                if count < best {
                    matched.unmatched.push(self.unmatched(file, Why::Elsewhere));
                    continue;
                }
                match matched.files.get_mut(path) {
                    Some(known) => known.union(file.clone(), true),
                    None => {
                        matched.files.insert(path.to_owned(), file.clone());
                    }
                }
            }
        }
        matched.unmatched.sort_by(|a, b| a.path.cmp(&b.path));
        matched
    }

    /// What the folder that a report lies in says of its paths.
    fn home<'h>(&self, folder: &'h str, coverage: &Coverage) -> Home<'h> {
        if folder.is_empty() {
            return Home::Top;
        }
        let relative = || coverage.files.iter().filter_map(|file| Some((file, normal(&file.path).filter(|path| !is_absolute(path))?)));
        let own = relative().filter(|(file, path)| self.at_home(folder, file, path).is_some()).count();
        let written = relative().filter(|(_, path)| self.exact(path).is_some()).count();
        match (own, written) {
            (1.., _) if own >= written => Home::Base(folder),
            (_, 1..) => Home::Top,
            _ if relative().any(|(_, path)| self.ends_below(folder, &path).is_some()) => Home::Near(folder),
            _ => Home::Gone,
        }
    }

    /// The file that a path means where it begins in a folder, or below a source root of it.
    fn at_home(&self, folder: &str, file: &FileCoverage, path: &str) -> Option<&'p str> {
        let roots = file.roots.iter().map(String::as_str).chain([""]).filter(|root| !is_absolute(root));
        roots.filter_map(|root| normal(&format!("{folder}/{root}/{path}"))).find_map(|joined| self.exact(&joined))
    }

    /// The one file below a folder that ends in a path.
    fn ends_below(&self, folder: &str, path: &str) -> Option<&'p str> {
        let same_name = self.by_name.get(name_of(path)).filter(|_| path.contains('/') && !is_absolute(path))?;
        let below = |known: &&&str| known.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let ends = |known: &&&str| known.strip_suffix(path).is_some_and(|before| before.ends_with('/'));
        let mut fits = same_name.iter().filter(below).filter(ends);
        fits.next().copied().filter(|_| fits.next().is_none())
    }

    fn one(&self, file: &FileCoverage, home: Home<'_>) -> Found<'p> {
        let Some(path) = normal(&file.path) else { return Found::Nothing };
        for module in &self.modules {
            if let Some(rest) = path.strip_prefix(module.path.as_str()).and_then(|rest| rest.strip_prefix('/')) {
                let below = if module.folder.is_empty() { rest.to_owned() } else { format!("{}/{rest}", module.folder) };
                return self.exact(&below).map_or(Found::Nothing, Found::Path);
            }
        }
        if let Home::Base(folder) = home
            && !is_absolute(&path)
        {
            let found = self.at_home(folder, file, &path).or_else(|| self.ends_below(folder, &path));
            return found.map_or(Found::Nothing, Found::Path);
        }
        match self.below_roots(file, &path) {
            Found::Nothing => {}
            found => return found,
        }
        if let Some(found) = self.exact(&path)
            && (path.contains('/') || !self.all_inside(file))
        {
            return Found::Path(found);
        }
        if let Some((path, before)) = self.longest_end(&path) {
            return Found::Below(path, before);
        }
        match home {
            Home::Near(folder) => match self.ends_below(folder, &path) {
                Some(found) => Found::Path(found),
                None => self.ends_in(&path, file.module.as_deref()),
            },
            // What several modules have is told by theirs.
            Home::Gone if file.module.is_none() => Found::Nothing,
            _ => self.ends_in(&path, file.module.as_deref()),
        }
    }

    /// Below a declared source root. Roots that lead to different files are ambiguous, a name alone included.
    fn below_roots(&self, file: &FileCoverage, path: &str) -> Found<'p> {
        if is_absolute(path) {
            return Found::Nothing;
        }
        let mut found: BTreeMap<&str, Found<'p>> = BTreeMap::new();
        let mut at_top: Option<Found<'p>> = None;
        for root in file.roots.iter().chain(&self.roots) {
            let Some(joined) = normal(&format!("{root}/{path}")) else { continue };
            if let Some(path) = self.exact(&joined) {
                found.insert(path, Found::Path(path));
            } else if is_absolute(&joined)
                && let Some((end, before)) = self.longest_end(&joined)
            {
                if end.contains('/') {
                    found.insert(end, Found::Below(end, before));
                } else {
                    at_top = Some(Found::Below(end, before));
                }
            }
        }
        if found.len() > 1 {
            return Found::Ambiguous;
        }
        found.into_values().next().or(at_top).unwrap_or(Found::Nothing)
    }

    /// Whether every declared root is a folder within the tree: then a name alone is not one at the tree's top.
    fn all_inside(&self, file: &FileCoverage) -> bool {
        !file.roots.is_empty() && file.roots.iter().all(|root| normal(root).is_some_and(|root| self.inside(&root)))
    }

    /// Whether a folder is, or ends in, a folder of the tree.
    fn inside(&self, folder: &str) -> bool {
        let ends = folder.match_indices('/').filter_map(|(at, _)| folder.get(at.checked_add(1)?..));
        self.folders.contains(folder) || ends.take(1000).any(|end| self.folders.contains(end))
    }

    fn exact(&self, path: &str) -> Option<&'p str> {
        self.paths.get_key_value(path).map(|(path, _)| *path)
    }

    /// The longest end of a path that is a file of the tree, and what is before it.
    fn longest_end(&self, path: &str) -> Option<(&'p str, String)> {
        // Without a file of that name no end can fit; with one, an end is at most as long as the tree's longest path.
        self.by_name.get(name_of(path))?;
        let cuts = path.match_indices('/').map(|(at, _)| at);
        cuts.take(1000).find_map(|at| {
            let (before, end) = (path.get(..at)?, path.get(at.checked_add(1)?..)?);
            Some((self.exact(end)?, before.to_owned()))
        })
    }

    /// The one file of the tree that ends in this path; of several the one in a folder named like the report's module.
    fn ends_in(&self, path: &str, module: Option<&str>) -> Found<'p> {
        if is_absolute(path) || !path.contains('/') {
            return Found::Nothing;
        }
        let same_name = self.by_name.get(name_of(path)).map(Vec::as_slice).unwrap_or_default();
        let ends = same_name.iter().copied().filter(|known| known.strip_suffix(path).is_some_and(|before| before.ends_with('/')));
        let mut ends: Vec<&str> = ends.collect();
        if let Some(module) = module.and_then(|module| module.rsplit('/').next())
            && ends.len() > 1
        {
            let within: Vec<&str> = ends.iter().copied().filter(|known| known.split('/').any(|folder| folder == module)).collect();
            if !within.is_empty() {
                ends = within;
            }
        }
        match ends.as_slice() {
            [] => Found::Nothing,
            [one] => Found::Path(one),
            _ => Found::Ambiguous,
        }
    }

    /// The folders that are checkouts of the tree, with how many files show it: those before files of at least a folder and a name. The
    /// folder that holds all absolute paths of the report is one too, unless it may be a folder within the tree.
    fn checkouts<'f>(&self, found: &'f [(&FileCoverage, Found<'_>)]) -> BTreeMap<&'f str, usize> {
        let mut checkouts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut alone: BTreeSet<&str> = BTreeSet::new();
        for (_, found) in found {
            if let Found::Below(path, before) = found {
                if path.contains('/') {
                    let count = checkouts.entry(before).or_default();
                    *count = count.saturating_add(1);
                } else {
                    alone.insert(before);
                }
            }
        }
        for folder in alone.into_iter().filter(|folder| !self.inside(folder)) {
            let mut absolute = found.iter().filter_map(|(file, _)| normal(&file.path)).filter(|path| is_absolute(path));
            if absolute.all(|path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))) {
                checkouts.entry(folder).or_insert(1);
            }
        }
        checkouts
    }

    fn unmatched(&self, file: &FileCoverage, why: Why) -> Unmatched {
        Unmatched { path: file.path.clone(), why, nearest: self.nearest(&file.path) }
    }

    /// Files of the same name, whatever its case, by how much of the end of the path agrees.
    fn nearest(&self, path: &str) -> Vec<String> {
        let path = slashes(path);
        let agree = |known: &str| {
            let pairs = known.rsplit('/').zip(path.rsplit('/'));
            pairs.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count()
        };
        let same_name = self.by_folded_name.get(&name_of(&path).to_lowercase()).map(Vec::as_slice).unwrap_or_default();
        let mut near: Vec<(usize, &str)> = same_name.iter().take(10_000).map(|known| (agree(known), *known)).collect();
        near.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.len().cmp(&b.1.len())).then(a.1.cmp(b.1)));
        near.into_iter().take(3).map(|(_, known)| known.to_owned()).collect()
    }
}

/// The folder that the relative paths of a report lie below, where the tree is that folder: the one that most of them show. None where
/// some stand in the tree as written, or where two folders show as much.
fn base<'f>(found: &'f [(&FileCoverage, Found<'_>)]) -> Option<&'f str> {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, found) in found {
        match found {
            Found::Path(path) if normal(&file.path).is_some_and(|written| written == **path) => return None,
            Found::Below(_, before) if !is_absolute(before) => *shown.entry(before).or_default() += 1,
            _ => {}
        }
    }
    let most = shown.values().copied().max()?;
    let mut first = shown.into_iter().filter(|(_, count)| *count == most).map(|(folder, _)| folder);
    first.next().filter(|_| first.next().is_none())
}

fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn is_absolute(path: &str) -> bool {
    let mut bytes = path.bytes();
    match bytes.next() {
        Some(b'/') => true,
        Some(letter) => letter.is_ascii_alphabetic() && bytes.next() == Some(b':'),
        None => false,
    }
}

/// A path without `.`, `..` and doubled `/`. `None` for one that climbs out of where it starts, is empty, holds a NUL, or is longer
/// than any file system's.
fn normal(path: &str) -> Option<String> {
    let path = slashes(path);
    let path = path.strip_prefix("file://").unwrap_or(&path);
    if path.contains('\0') || path.len() > 4096 {
        return None;
    }
    let joined = plain_path(path).filter(|joined| !joined.is_empty())?;
    Some(if path.starts_with('/') { format!("/{joined}") } else { joined })
}
