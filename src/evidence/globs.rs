//! Globs over the paths of a tree, with the aliases of the plan.

use crate::model::{Alias, Plan};
use crate::tree::{Entry, Kind};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Some of the files of a tree: those under globs, less those left out.
pub struct Files {
    under: Option<GlobSet>,
    except: GlobSet,
}

impl Files {
    /// The files under these globs, all when there are none, less those under the others.
    ///
    /// # Errors
    /// The glob that is none, in words for people.
    pub fn new(plan: &Plan, under: &[Box<str>], except: &[Box<str>]) -> Result<Files, String> {
        Ok(Files { under: if under.is_empty() { None } else { Some(set(plan, under)?) }, except: set(plan, except)? })
    }

    /// Whether a path is one of them.
    pub fn has(&self, path: &str) -> bool {
        self.under.as_ref().is_none_or(|under| under.is_match(path)) && !self.except.is_match(path)
    }

    /// Those of a tree, by index.
    pub fn of(&self, entries: &[Entry]) -> Vec<u32> {
        let all = entries.iter().enumerate().filter(|(_, entry)| entry.kind == Kind::File && self.has(&entry.path));
        all.map(|(at, _)| at as u32).collect()
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
    }
    builder.build().map_err(|error| error.to_string())
}
