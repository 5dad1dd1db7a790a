//! The folder below which the reports of other tools lie, ignored or not.

use super::disk::{Disk, read_plain, reason};
use crate::tree::Artifacts;
use crate::world::World;
use std::path::PathBuf;

/// Largest report that is read.
const MAX_BYTES: u64 = 512 << 20;

/// Reports below a folder; links never lead out of it.
#[derive(Debug)]
pub struct Reports {
    /// As it was named.
    folder: String,
    /// Where it really is.
    root: PathBuf,
}

impl Reports {
    /// The reports below a folder.
    ///
    /// # Errors
    /// When there is no such folder, in words for people.
    pub fn new(folder: &str) -> Result<Reports, String> {
        let root = std::fs::canonicalize(folder).map_err(|error| format!("`{folder}`: {}", reason(&error)))?;
        Ok(Reports { folder: folder.to_owned(), root })
    }
}

impl Artifacts for Reports {
    fn find(&self, glob: &str) -> Result<Vec<String>, String> {
        if glob.starts_with('/') || glob.split(['/', '\\']).any(|part| part == "..") {
            return Err("it leads out of the tree".to_owned());
        }
        let found = Disk.glob(&self.folder, glob)?;
        let prefix = format!("{}/", self.folder.trim_end_matches('/'));
        Ok(found.into_iter().map(|path| path.strip_prefix(&prefix).map(str::to_owned).unwrap_or(path)).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let real = std::fs::canonicalize(self.root.join(path)).map_err(|error| reason(&error))?;
        if !real.starts_with(&self.root) {
            return Err("it leads out of the tree".to_owned());
        }
        read_plain(&real, MAX_BYTES)
    }
}
