//! A tree of files that conditions are held against: names and bytes, wherever they come from.

mod checked;
mod compiled;
mod forest;
#[cfg(test)]
pub mod memory;

pub use checked::{CHECKED, is_written};
pub use compiled::{MARK, MARKED_WITHIN, is_compiled};
pub use forest::Forest;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file, or a link to one inside the tree.
    File,
    /// A link that leads out of the tree or to a folder; or a submodule that is not checked out. It is named, and what lies below it is not known.
    Elsewhere,
    /// A link that leads nowhere.
    Nowhere,
    /// A file whose name is not UTF-8: the path shows it as well as it can, and nothing reads it.
    Misnamed,
}

/// What names a content: two that differ never have the same one.
pub type Digest = [u8; 32];

/// One name in a tree.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path from the root, with `/` between its parts.
    pub path: Box<str>,
    /// What stands there.
    pub kind: Kind,
    /// Its size in bytes.
    pub size: u64,
    /// The name git gives to its content, where that is known without reading it.
    pub blob: Option<Box<str>>,
    /// Of a link to a folder of the tree, that folder.
    pub target: Option<Box<str>>,
}

impl Entry {
    /// A file.
    pub fn file(path: impl Into<Box<str>>, size: u64) -> Entry {
        Entry::of(Kind::File, path, size)
    }

    /// What is of a kind.
    pub fn of(kind: Kind, path: impl Into<Box<str>>, size: u64) -> Entry {
        Entry { path: path.into(), kind, size, blob: None, target: None }
    }
}

/// The place of a path among entries that are sorted as a tree lists them.
pub fn position(entries: &[Entry], path: &str) -> Option<usize> {
    entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok()
}

/// What stands at a path, among entries that are sorted as a tree lists them.
pub fn find<'e>(entries: &'e [Entry], path: &str) -> Option<&'e Entry> {
    position(entries, path).and_then(|at| entries.get(at))
}

/// The entries whose paths begin so, among entries that are sorted as a tree lists them: with a folder and its slash, what lies in it.
pub fn beginning<'e>(entries: &'e [Entry], prefix: &str) -> &'e [Entry] {
    let rest = entries.get(entries.partition_point(|entry| *entry.path < *prefix)..).unwrap_or_default();
    rest.get(..rest.partition_point(|entry| entry.path.starts_with(prefix))).unwrap_or_default()
}

/// A tree of files.
pub trait Tree: Sync {
    /// All files, sorted by path. Folders are there when a file is in them.
    ///
    /// # Errors
    /// In words for people.
    fn entries(&self) -> Result<Vec<Entry>, String>;

    /// The bytes of a file.
    ///
    /// # Errors
    /// In words for people, without the path.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// What names the content of a file, where that is known by now.
    fn digest(&self, _path: &str) -> Option<Digest> {
        None
    }

    /// The commit this tree is of, if it is of one.
    fn commit(&self) -> Option<String> {
        None
    }

    /// What names all that the tree holds, where nothing else decides that: two of the same name hold the same.
    fn fixed(&self) -> Option<String> {
        None
    }
}

/// Where the reports of other tools lie: often in folders that a tree of evidence leaves out.
pub trait Artifacts: Sync {
    /// The paths a glob matches, sorted.
    ///
    /// # Errors
    /// When the glob itself is faulty, or a folder cannot be read, in words for people.
    fn find(&self, glob: &str) -> Result<Vec<String>, String>;

    /// The bytes of a report.
    ///
    /// # Errors
    /// In words for people, without the path.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;
}
