//! A tree of files that conditions are held against: names and bytes, wherever they come from.

mod forest;

pub use forest::Forest;

/// What stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file, or a link to one inside the tree.
    File,
    /// A link that leads out of the tree, to a folder, or nowhere; or a submodule that is not checked out. It is named, and what lies below it is
    /// not known.
    Elsewhere,
}

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

    /// What names the content of a file, where that is known by now: the same name never stands for two contents.
    fn digest(&self, _path: &str) -> Option<Box<str>> {
        None
    }

    /// The commit this tree is of, if it is of one.
    fn commit(&self) -> Option<String> {
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
