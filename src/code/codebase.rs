//! The files of a tree as code: what stands where, and the facts of each, read when first asked for.

use super::facts::Facts;
use crate::text::plain_path;
use crate::tree::{self, Entry, Kind};
use std::sync::{Arc, OnceLock};

/// How the facts of a file are had, by its place among the entries: nothing where it cannot be read or is in no language of ours.
type Load<'a> = Box<dyn Fn(usize) -> Option<Arc<Facts>> + Send + Sync + 'a>;

/// The names of a tree, and the facts of each file, asked for at most once.
pub struct Codebase<'a> {
    entries: &'a [Entry],
    read: Vec<OnceLock<Option<Arc<Facts>>>>,
    load: Load<'a>,
}

impl<'a> Codebase<'a> {
    /// The names of a tree, sorted by path as a tree lists them. `load` gives the facts of one by its place among them; it is called when they
    /// are first needed, from whichever thread needs them.
    pub fn new(entries: &'a [Entry], load: impl Fn(usize) -> Option<Arc<Facts>> + Send + Sync + 'a) -> Self {
        Self { entries, read: entries.iter().map(|_| OnceLock::new()).collect(), load: Box::new(load) }
    }

    /// Every file's path, sorted by bytes.
    pub fn paths(&self) -> impl Iterator<Item = &'a str> {
        paths(self.entries)
    }

    /// Whether there is a file at the path.
    pub fn has_file(&self, path: &str) -> bool {
        self.number(path).is_some()
    }

    fn number(&self, path: &str) -> Option<usize> {
        let at = tree::position(self.entries, path)?;
        self.entries.get(at).is_some_and(|entry| entry.kind == Kind::File).then_some(at)
    }

    /// Whether some file stands within the folder; the tree itself is the folder with the empty name.
    pub fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || self.under(folder).next().is_some()
    }

    /// Whether a file or a folder stands at a path, or a file that has an ending besides.
    pub fn stands(&self, path: &str) -> bool {
        let with_ending = || paths(tree::beginning(self.entries, &format!("{path}."))).next().is_some();
        self.has_file(path) || self.has_folder(path) || with_ending()
    }

    /// The paths within a folder, however deep.
    pub fn under(&self, folder: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let prefix = join(folder.trim_end_matches('/'), "");
        paths(tree::beginning(self.entries, &prefix))
    }

    /// The facts of a file; nothing where there is no such file or it cannot be read.
    pub fn facts(&self, path: &str) -> Option<&Facts> {
        let number = self.number(path)?;
        self.read.get(number)?.get_or_init(|| (self.load)(number)).as_deref()
    }
}

fn paths(entries: &[Entry]) -> impl Iterator<Item = &str> {
    entries.iter().filter(|entry| entry.kind == Kind::File).map(|entry| &*entry.path)
}

/// A folder and what stands in it as one path. The top of a named tree is its name with a colon, and takes no slash.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() || folder.ends_with(':') { format!("{folder}{name}") } else { format!("{folder}/{name}") }
}

/// The folder a path stands in.
pub(crate) fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some((folder, _)) => folder,
        None => path.split_inclusive(':').next().filter(|tree| tree.len() < path.len()).unwrap_or(""),
    }
}

/// What of a path lies behind a folder; nothing when it lies elsewhere.
pub(crate) fn within<'p>(folder: &str, path: &'p str) -> Option<&'p str> {
    let rest = path.strip_prefix(folder)?;
    if folder.is_empty() || folder.ends_with(':') { Some(rest) } else { rest.strip_prefix('/') }
}

/// A path without `.` and `..`; nothing when it leads out.
pub(crate) fn normal(path: &str) -> Option<String> {
    let first = path.split('/').next().unwrap_or_default();
    let (tree, path) = match first.split_once(':') {
        Some((tree, _)) => path.split_at(tree.len() + 1),
        None => ("", path),
    };
    Some(format!("{tree}{}", plain_path(path)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_trees_have_a_top_of_their_own() {
        assert_eq!((folder_of("web:app.ts"), folder_of("web:src/app.ts"), folder_of("app.ts")), ("web:", "web:src", ""));
        assert_eq!((join("web:", "src"), join("web:src", "a"), join("", "a")), ("web:src".into(), "web:src/a".into(), "a".into()));
        assert_eq!((within("web:", "web:src/a"), within("src", "srcs/a"), within("", "a")), (Some("src/a"), None, Some("a")));
        assert_eq!(normal("web:src/../lib/./x").as_deref(), Some("web:lib/x"));
        assert_eq!(normal("web:src/../../x"), None);
    }
}
