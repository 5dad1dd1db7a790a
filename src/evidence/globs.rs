//! Globs over the paths of a tree, with the aliases of the plan.

use crate::code::Language;
use crate::code::codebase::join;
use crate::code::embedded::{SCRIPT_BYTES, may_be_script};
use crate::model::{Alias, Plan};
use crate::tree::{self, Entry, Kind};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;

/// The files of a tree that globs choose, by index and as a set.
#[derive(Debug)]
pub struct Chosen {
    /// Their places among the entries, in order. Where source code is meant, those without an ending are among them, which may be scripts, and
    /// those of languages near to ours, which are not parsed.
    pub files: Vec<u32>,
    has: Vec<u64>,
    /// Where source code is meant: files of programming languages without a parser, which are not among them.
    pub unread: Vec<u32>,
    /// What of all that the globs choose is not at hand: paths, each with the reason.
    pub hidden: Vec<(Box<str>, String)>,
}

impl Chosen {
    fn new(entries: &[Entry], fits: impl Fn(&Entry) -> bool) -> Chosen {
        let mut has = vec![0u64; entries.len().div_ceil(64)];
        let mut files = Vec::new();
        for (at, _) in entries.iter().enumerate().filter(|(_, entry)| entry.kind == Kind::File && fits(entry)) {
            files.push(at as u32);
            has[at / 64] |= 1 << (at % 64);
        }
        Chosen { files, has, unread: Vec::new(), hidden: Vec::new() }
    }

    /// The same, with the source files that fit and cannot be parsed.
    fn with_unread(mut self, entries: &[Entry], fits: impl Fn(&str) -> bool) -> Chosen {
        let unread =
            |entry: &Entry| entry.kind == Kind::File && Language::ending_without_parser(&entry.path).is_some() && fits(&entry.path);
        self.unread = entries.iter().enumerate().filter(|(_, entry)| unread(entry)).map(|(at, _)| at as u32).collect();
        self
    }

    /// Whether a file is one of them.
    pub fn has(&self, file: u32) -> bool {
        self.has.get(file as usize / 64).is_some_and(|bits| bits & (1 << (file % 64)) != 0)
    }
}

/// What chooses files: globs, globs left out, and whether source code alone is meant.
type Choice = (Vec<Box<str>>, Vec<Box<str>>, bool);

/// All choices of files that questions make, each worked out once.
#[derive(Debug, Default)]
pub struct Choices {
    /// The files of each.
    pub all: Vec<Chosen>,
    known: BTreeMap<Choice, Result<usize, String>>,
}

impl Choices {
    /// The place among all choices of the files under these globs, all when there are none, less those under the others.
    ///
    /// # Errors
    /// The glob that is none, in words for people.
    pub fn add(&mut self, plan: &Plan, entries: &[Entry], under: &[Box<str>], except: &[Box<str>], code: bool) -> Result<usize, String> {
        let choice = (under.to_vec(), except.to_vec(), code);
        if let Some(known) = self.known.get(&choice) {
            return known.clone();
        }
        let made = self.make(plan, entries, under, except, code);
        self.known.insert(choice, made.clone());
        made
    }

    fn make(&mut self, plan: &Plan, entries: &[Entry], under: &[Box<str>], except: &[Box<str>], code: bool) -> Result<usize, String> {
        // What is written out may be a folder, so that what it leads to is asked for.
        if let Some(why) = under.iter().find_map(|under| hidden(entries, &format!("{}/", in_tree(plan, under).trim_end_matches('/')))) {
            return Err(why);
        }
        let globs: Vec<String> = under.iter().map(|glob| in_tree(plan, glob)).collect();
        let (some, under, except) = (!under.is_empty(), set(plan, under)?, set(plan, except)?);
        let fits = |path: &str| (!some || under.is_match(path)) && !except.is_match(path);
        let is_kin = |entry: &Entry| entry.size <= SCRIPT_BYTES && Language::is_kin(&entry.path);
        let may_be_code =
            |entry: &Entry| Language::of_path(&entry.path).is_some() || may_be_script(&entry.path, entry.size) || is_kin(entry);
        let is_meant = |entry: &Entry| !code || may_be_code(entry);
        let chosen = Chosen::new(entries, |entry| is_meant(entry) && fits(&entry.path));
        let mut chosen = if code { chosen.with_unread(entries, fits) } else { chosen };
        // What a link leads to is looked at under its own path, if the globs say so.
        let is_left = |folder: &str| except.is_match(folder) || except.is_match(join(folder, "file"));
        let is_seen = |target: &str| {
            let mut below = tree::beginning(entries, &join(target, "")).iter().filter(|entry| is_meant(entry));
            below.all(|entry| !some || under.is_match(&*entry.path) || except.is_match(&*entry.path))
        };
        let is_hidden = |entry: &&Entry| match entry.kind {
            Kind::File | Kind::Nowhere => false,
            Kind::Misnamed => is_meant(entry) && fits(&entry.path),
            Kind::Elsewhere => {
                let reached = !some || globs.iter().any(|glob| reaches(glob, &entry.path));
                reached && !is_left(&entry.path) && !entry.target.as_deref().is_some_and(is_seen)
            }
        };
        chosen.hidden = entries.iter().filter(is_hidden).map(|entry| (entry.path.clone(), not_at_hand(entry))).collect();
        self.all.push(chosen);
        Ok(self.all.len() - 1)
    }
}

/// Why nobody can tell what stands at an entry, or below it.
fn not_at_hand(entry: &Entry) -> String {
    match entry.kind {
        Kind::Misnamed => format!("the name of `{}` is not UTF-8, and it is not read", entry.path),
        _ => format!(
            "`{}` is a link out of the tree or to a folder, or a submodule that is not checked out, and what lies there is not known",
            entry.path
        ),
    }
}

/// Whether a glob may choose something at or below a path.
fn reaches(glob: &str, path: &str) -> bool {
    let mut parts = path.split('/');
    for of_glob in glob.trim_end_matches('/').split('/') {
        let Some(part) = parts.next() else { return true };
        let fits = || GlobBuilder::new(of_glob).build().map_or(true, |glob| glob.compile_matcher().is_match(part));
        if of_glob.contains("**") || of_glob.contains(['{', '}']) {
            return true;
        }
        if of_glob != part && !fits() {
            return false;
        }
    }
    // A folder stands for all it holds.
    parts.next().is_none() || glob.ends_with('/') || !is_glob(glob)
}

/// Whether a text is a pattern rather than a plain path.
pub fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// A path or glob as the tree has it: the longest alias that fits its beginning is put in place, and what leads out is refused.
pub fn in_tree(plan: &Plan, path: &str) -> String {
    // The main tree has no name in paths, though it may be called by it.
    let path = path.strip_prefix("main:").unwrap_or(path).trim_start_matches("./");
    let fits = |alias: &&Alias| path.starts_with(&*alias.from);
    match plan.aliases.iter().filter(fits).max_by_key(|alias| alias.from.len()) {
        Some(alias) => format!("{}{}", alias.to, &path[alias.from.len()..]),
        None => path.to_owned(),
    }
}

/// Why nobody can tell what stands at a path or under a glob: it is of a tree that nobody declared, or hidden.
pub fn untold(plan: &Plan, entries: &[Entry], path: &str) -> Option<String> {
    unknown_tree(plan, path).or_else(|| hidden(entries, path))
}

/// That the plan declares no tree of the name before a path, or that an alias leads it elsewhere: in all of the other trees nothing would be
/// found.
pub fn unknown_tree(plan: &Plan, path: &str) -> Option<String> {
    if path.split('/').any(|part| part == "..") {
        return Some(format!("`{path}` holds `..`, so that it is no path of the tree"));
    }
    let (name, rest) = path.split_once(':')?;
    let is_name = name.len() > 1 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let unknown = is_name && !rest.starts_with(':') && !plan.trees.iter().any(|tree| *tree.id == *name);
    unknown.then(|| format!("`{path}`: the plan declares no tree `{name}`"))
}

/// Why nobody can tell what lies at a path or under a glob: it is below a link or a submodule whose contents are not at hand.
pub fn hidden(entries: &[Entry], path: &str) -> Option<String> {
    let fixed = path.split(['*', '?', '[', '{']).next().unwrap_or(path);
    let ends = fixed.match_indices('/').map(|(at, _)| &fixed[..at]);
    ends.filter(|folder| !folder.is_empty())
        .find_map(|folder| tree::find(entries, folder).filter(|entry| entry.kind == Kind::Elsewhere).map(not_at_hand))
}

/// Compiles globs; a folder stands for all it holds.
pub fn set(plan: &Plan, globs: &[Box<str>]) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        let mut glob = in_tree(plan, glob);
        if let Some(why) = unknown_tree(plan, &glob) {
            return Err(why);
        }
        if glob.ends_with('/') || glob.is_empty() {
            glob.push_str("**");
        } else if !is_glob(&glob)
            && let Ok(below) = GlobBuilder::new(&format!("{glob}/**")).literal_separator(true).build()
        {
            // What is written out may be a file or a folder.
            builder.add(below);
        }
        let made =
            GlobBuilder::new(&glob).literal_separator(true).build().map_err(|error| format!("`{glob}` is no glob: {}", error.kind()))?;
        builder.add(made);
        // A name may itself hold what globs are made of: `pages/[id].tsx`.
        if glob.contains('[')
            && let Ok(plain) = GlobBuilder::new(&glob.replace('[', "[[]")).literal_separator(true).build()
        {
            builder.add(plain);
        }
    }
    builder.build().map_err(|error| error.to_string())
}
