//! The files of a tree by path, and their facts, read when first asked for.

use std::sync::{Arc, OnceLock};

use super::facts::Facts;

/// How the facts of a file are had: nothing where the file cannot be read or is in no language of ours.
type Load<'a> = Box<dyn Fn(&str) -> Option<Arc<Facts>> + Send + Sync + 'a>;

/// A list of paths (with `/` between folders, none at the front), and the facts of each, asked for at most once.
pub struct Tree<'a> {
    paths: Vec<Box<str>>,
    read: Vec<OnceLock<Option<Arc<Facts>>>>,
    load: Load<'a>,
}

impl<'a> Tree<'a> {
    /// A tree of files. `load` gives the facts of one; it is called when they are first needed, from whichever thread needs them.
    pub fn new<P: AsRef<str>>(paths: impl IntoIterator<Item = P>, load: impl Fn(&str) -> Option<Arc<Facts>> + Send + Sync + 'a) -> Self {
        let mut paths: Vec<Box<str>> = paths.into_iter().map(|path| path.as_ref().into()).collect();
        paths.sort_unstable();
        paths.dedup();
        let read = paths.iter().map(|_| OnceLock::new()).collect();
        Self { paths, read, load: Box::new(load) }
    }

    /// Every path, sorted by bytes.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(|path| &**path)
    }

    /// Whether there is a file at the path.
    pub fn has_file(&self, path: &str) -> bool {
        self.number(path).is_some()
    }

    fn number(&self, path: &str) -> Option<usize> {
        self.paths.binary_search_by(|at| (**at).cmp(path)).ok()
    }

    /// Whether some file stands within the folder; the tree itself is the folder with the empty name.
    pub fn has_folder(&self, folder: &str) -> bool {
        folder.is_empty() || !self.under(folder).is_empty()
    }

    /// The paths within a folder, however deep.
    pub fn under(&self, folder: &str) -> &[Box<str>] {
        if folder.is_empty() {
            return &self.paths;
        }
        let prefix = format!("{}/", folder.trim_end_matches('/'));
        let start = self.paths.partition_point(|path| **path < *prefix);
        let rest = self.paths.get(start..).unwrap_or_default();
        let end = rest.partition_point(|path| path.starts_with(&prefix));
        rest.get(..end).unwrap_or_default()
    }

    /// The facts of a file; nothing where there is no such file or it cannot be read.
    pub fn facts(&self, path: &str) -> Option<&Facts> {
        let cell = self.read.get(self.number(path)?)?;
        cell.get_or_init(|| (self.load)(path)).as_deref()
    }
}

/// A folder and what stands in it as one path.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder a path stands in.
pub(crate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
