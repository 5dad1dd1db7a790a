//! Globs over the paths of a tree, with the aliases of the plan.

use crate::code::Language;
use crate::model::{Alias, Plan};
use crate::tree::{Entry, Kind};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;

/// The files of a tree that globs choose, by index and as a set.
#[derive(Debug)]
pub struct Chosen {
    /// Their places among the entries, in order.
    pub files: Vec<u32>,
    has: Vec<u64>,
}

impl Chosen {
    fn new(entries: &[Entry], fits: impl Fn(&Entry) -> bool) -> Chosen {
        let mut has = vec![0u64; entries.len().div_ceil(64)];
        let mut files = Vec::new();
        for (at, _) in entries.iter().enumerate().filter(|(_, entry)| entry.kind == Kind::File && fits(entry)) {
            files.push(at as u32);
            has[at / 64] |= 1 << (at % 64);
        }
        Chosen { files, has }
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
        let (some, under, except) = (!under.is_empty(), set(plan, under)?, set(plan, except)?);
        let fits = |path: &str| (!some || under.is_match(path)) && !except.is_match(path);
        self.all.push(Chosen::new(entries, |entry| (!code || Language::of_path(&entry.path).is_some()) && fits(&entry.path)));
        Ok(self.all.len() - 1)
    }
}

/// Whether a text is a pattern rather than a plain path.
pub fn is_glob(text: &str) -> bool {
    text.contains(['*', '?', '[', '{'])
}

/// A path or glob as the tree has it: the longest alias that fits its beginning is put in place, and what leads out is refused.
pub fn in_tree(plan: &Plan, path: &str) -> String {
    let path = path.trim_start_matches("./");
    let fits = |alias: &&Alias| path.starts_with(&*alias.from);
    match plan.aliases.iter().filter(fits).max_by_key(|alias| alias.from.len()) {
        Some(alias) => format!("{}{}", alias.to, &path[alias.from.len()..]),
        None => path.to_owned(),
    }
}

/// Compiles globs; a folder stands for all it holds.
pub fn set(plan: &Plan, globs: &[Box<str>]) -> Result<GlobSet, String> {
    let mut builder = GlobSetBuilder::new();
    for glob in globs {
        let mut glob = in_tree(plan, glob);
        if glob.ends_with('/') || glob.is_empty() {
            glob.push_str("**");
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
