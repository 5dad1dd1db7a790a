//! A tree in memory, for tests.

use super::{Artifacts, Entry, Tree};
use std::collections::BTreeMap;

/// Texts by path.
pub struct Memory(BTreeMap<&'static str, String>);

impl Memory {
    /// A tree of these files.
    pub fn new<T: Into<String>>(files: impl IntoIterator<Item = (&'static str, T)>) -> Memory {
        Memory(files.into_iter().map(|(path, text)| (path, text.into())).collect())
    }
}

impl Tree for Memory {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, text): (&&'static str, &String)| Entry::file(*path, text.len() as u64);
        Ok(self.0.iter().map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    }
}

impl Artifacts for Memory {
    fn find(&self, glob: &str) -> Result<Vec<String>, String> {
        Ok(self.0.keys().filter(|path| **path == glob).map(|path| (*path).to_owned()).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        Tree::read(self, path)
    }
}
