//! What is kept from one run to the next, in the user's cache folder: one file for each tree of files, and one for what a plan found at a
//! revision. Nothing here is needed: whatever cannot be read or written is as if it had never been kept.

use super::ledger::Ledger;
use super::shelf::Shelf;
use crate::evidence::Evidence;
use std::path::PathBuf;

/// The ending of files that hold what is known of a tree.
const TREE: &str = "tree";

/// The ending of files that hold what a plan found at a revision.
const FACTS: &str = "facts";

/// The folder of the cache.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The cache of the user, unless `LANDFALL_CACHE=off` says that there is none.
    pub fn open() -> Option<Cache> {
        let given = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        if given("LANDFALL_CACHE").is_some_and(|value| value.as_os_str() == "off") {
            return None;
        }
        let home = || given("HOME").filter(|home| home.is_absolute());
        let folder = if cfg!(windows) {
            given("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library/Caches"))
        } else {
            given("XDG_CACHE_HOME").filter(|folder| folder.is_absolute()).or_else(|| home().map(|home| home.join(".cache")))
        };
        Some(Cache::at(folder?.join("landfall")))
    }

    /// A cache in a folder.
    pub fn at(folder: PathBuf) -> Cache {
        Cache { folder }
    }

    /// What is known of the tree in a folder; nothing when there is no such folder.
    pub fn ledger(&self, root: &str) -> Option<Ledger> {
        let root = std::fs::canonicalize(root).ok()?;
        Ledger::new(self.shelf(root.as_os_str().as_encoded_bytes(), TREE))
    }

    /// What was kept under a key, which is to hold all that it depends on.
    pub fn facts(&self, key: &str) -> Option<Evidence> {
        serde_json::from_slice(&self.shelf(key.as_bytes(), FACTS).read()?).ok()
    }

    /// Keeps what a plan found at a revision.
    pub fn keep(&self, key: &str, evidence: &Evidence) {
        if let Ok(bytes) = serde_json::to_vec(evidence) {
            self.shelf(key.as_bytes(), FACTS).write(&bytes);
        }
    }

    fn shelf(&self, key: &[u8], ending: &str) -> Shelf {
        let name = blake3::hash(key).to_hex();
        Shelf::at(self.folder.join(format!("{}.{ending}", name.get(..32).unwrap_or(&name))))
    }
}
