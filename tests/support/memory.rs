//! A world of files in memory.

use landfall::time::Date;
use landfall::world::World;
use std::collections::BTreeMap;

/// Files by path.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// A world with these files.
    pub fn new<P: Into<String>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Memory {
        Memory { files: files.into_iter().map(|(path, bytes)| (path.into(), bytes.into())).collect() }
    }
}

impl World for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.files.get(path).cloned().ok_or_else(|| "there is no such file".to_owned())
    }

    fn plans_in(&self, folder: &str) -> Result<Vec<String>, String> {
        self.glob(folder, "**/*.plan")
    }

    fn glob(&self, folder: &str, glob: &str) -> Result<Vec<String>, String> {
        let matcher = globset::GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| error.to_string())?.compile_matcher();
        let inner = |path: &str| match folder {
            "" | "." => Some(path.to_owned()),
            _ => path.strip_prefix(folder)?.strip_prefix('/').map(str::to_owned),
        };
        Ok(self.files.keys().filter(|path| inner(path).is_some_and(|path| matcher.is_match(path))).cloned().collect())
    }

    fn is_folder(&self, path: &str) -> bool {
        path == "." || self.files.keys().any(|file| file.starts_with(&format!("{}/", path.trim_end_matches('/'))))
    }

    fn today(&self) -> Date {
        panic!("the core asked what day it is")
    }
}
