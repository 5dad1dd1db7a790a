//! A folder of the disk as a tree of evidence.

use super::cache::{Ledger, Stat};
use crate::tree::{Entry, Kind, Tree};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Most names that are listed of one tree.
const MOST: usize = 5_000_000;

/// A folder, with or without what its ignore files leave out.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    ignore: bool,
    /// What is known of its files from earlier.
    ledger: Option<Arc<Ledger>>,
}

impl Folder {
    /// The tree below a folder. With `ignore`, what `.gitignore` and its like leave out is not there.
    ///
    /// # Errors
    /// When there is no such folder, in words for people.
    pub fn new(root: &str, ignore: bool) -> Result<Folder, String> {
        let path = std::fs::canonicalize(root).map_err(|error| format!("`{root}`: {}", super::disk::reason(&error)))?;
        if path.is_dir() { Ok(Folder { root: path, ignore, ledger: None }) } else { Err(format!("`{root}` is no folder")) }
    }

    /// The same folder, with what is known of its files from earlier.
    #[must_use]
    pub fn with_ledger(self, ledger: Option<Arc<Ledger>>) -> Folder {
        Folder { ledger, ..self }
    }

    /// Whether a path leads to a file inside the root, links followed.
    fn is_inside(&self, path: &Path) -> bool {
        std::fs::canonicalize(path).is_ok_and(|path| path.starts_with(&self.root) && path.is_file())
    }
}

impl Tree for Folder {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let (mut entries, mut stats) = (Vec::new(), BTreeMap::new());
        let mut walk = ignore::WalkBuilder::new(&self.root);
        walk.standard_filters(self.ignore).hidden(false).follow_links(false).require_git(false);
        walk.filter_entry(|entry| entry.file_name() != ".git");
        for entry in walk.build() {
            let entry = entry.map_err(|error| error.to_string())?;
            let Some(kind) = entry.file_type().filter(|kind| !kind.is_dir()) else { continue };
            let Some(path) = entry.path().strip_prefix(&self.root).ok().and_then(Path::to_str) else { continue };
            let inside = !kind.is_symlink() || self.is_inside(entry.path());
            let path: Box<str> = path.replace('\\', "/").into();
            let size = if kind.is_symlink() {
                entry.path().metadata().map_or(0, |meta| meta.len())
            } else {
                let meta = entry.metadata().ok();
                // Of a link this would say nothing: what it leads to changes without it.
                if let Some(stat) = meta.as_ref().filter(|_| self.ledger.is_some()).and_then(Stat::of) {
                    stats.insert(path.clone(), stat);
                }
                meta.map_or(0, |meta| meta.len())
            };
            entries.push(Entry { path, kind: if inside { Kind::File } else { Kind::Elsewhere }, size, blob: None });
            if entries.len() > MOST {
                return Err(format!("the tree holds more than {MOST} files"));
            }
        }
        entries.sort_unstable();
        if let Some(ledger) = &self.ledger {
            ledger.listed(stats);
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = self.root.join(path);
        let real = std::fs::canonicalize(&full).map_err(|error| super::disk::reason(&error))?;
        if !real.starts_with(&self.root) {
            return Err("it leads out of the tree".to_owned());
        }
        let bytes = std::fs::read(real).map_err(|error| super::disk::reason(&error))?;
        if let Some(ledger) = &self.ledger {
            ledger.learn(path, &bytes);
        }
        Ok(bytes)
    }

    fn digest(&self, path: &str) -> Option<Box<str>> {
        self.ledger.as_ref()?.digest(path)
    }
}
