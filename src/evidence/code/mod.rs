//! Conditions over source code: what is defined, imported, resolved, kept apart, well-formed.

mod broken;
mod cargo;
mod elsewhere;
mod go_gone;
pub mod imports;
mod installed;
pub mod isolation;
mod layout;
mod named;
mod node;
pub mod parses;
pub mod resolves;
mod seeming;
pub mod slips;
mod spelt;
pub mod symbols;
mod testing;
pub mod unparsed;

use super::globs::Chosen;
use super::needles::Hit;
use super::question::Question;
use crate::code::{Language, whole_names};
use crate::syntax::Probe;
use crate::tree::Entry;
use std::cell::OnceCell;
use std::sync::Arc;

pub use layout::{Indexes, Layout, MANIFEST_BYTES, java_roots, python_roots, ways};
pub use testing::is_test;

/// How much of a long line is looked at on either side of a place, in bytes.
const NEARBY: usize = 2_000;

/// Nearest misses told of one answer.
pub const NEAR: usize = 5;

/// The bytes of a file, and the names found in them.
#[derive(Debug, Clone)]
pub struct Needs<'n> {
    /// Its language.
    pub language: Option<Language>,
    /// Its bytes.
    pub bytes: &'n [u8],
    /// Names that stand whole, in order of their places.
    pub hits: &'n [Hit],
    /// Names that are part of longer ones.
    pub parts: &'n [Hit],
    /// What it uses by whole names, each with its line, once that was asked for.
    pub whole: OnceCell<WholeNames>,
}

/// Names that are used without an import, each with its line.
pub type WholeNames = Arc<Vec<(Box<str>, u32)>>;

/// What one job looked into.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'s> {
    /// The names of the tree.
    pub entries: &'s [Entry],
    /// The files looked into.
    pub chosen: &'s Chosen,
}

impl<'s> Seen<'s> {
    /// The file of a dotted module of Python that stands beside another file.
    pub fn beside(&self, path: &str, module: &str) -> Option<String> {
        let stem = crate::code::codebase::join(crate::code::codebase::folder_of(path), &module.replace('.', "/"));
        let stands = |path: &String| crate::tree::find(self.entries, path).is_some();
        [format!("{stem}.py"), format!("{stem}/__init__.py")].into_iter().find(stands)
    }

    /// The path of a file.
    pub fn path(&self, file: u32) -> &'s str {
        self.entries.get(file as usize).map_or("", |entry| &entry.path)
    }
}

impl Needs<'_> {
    /// What the file uses by whole names, each with its line; none in languages that need an import.
    pub fn whole_names(&self) -> WholeNames {
        let read = || self.language.map_or_else(Vec::new, |language| whole_names(language, self.bytes));
        Arc::clone(self.whole.get_or_init(|| Arc::new(read())))
    }

    /// The line of a place.
    pub fn line_at(&self, at: usize) -> u32 {
        memchr::memchr_iter(b'\n', self.bytes.get(..at).unwrap_or_default()).count() as u32 + 1
    }

    /// The line that a place stands in, as far as it is near.
    pub fn line(&self, at: usize) -> &[u8] {
        let behind = self.bytes.get(at..self.bytes.len().min(at + NEARBY)).unwrap_or_default();
        let end = at + memchr::memchr(b'\n', behind).unwrap_or(behind.len());
        self.bytes.get(at - self.before(at).len()..end).unwrap_or_default()
    }

    /// The text of the line that a place stands in, up to it, as far as it is near.
    pub fn before(&self, at: usize) -> &[u8] {
        let before = self.bytes.get(at.saturating_sub(NEARBY)..at).unwrap_or_default();
        before.get(memchr::memrchr(b'\n', before).map_or(0, |end| end + 1)..).unwrap_or_default()
    }
}

/// Whether an answer needs the way of imports from file to file.
pub fn follows_imports(question: &Question) -> bool {
    matches!(question.kind(), Some(Probe::Import | Probe::Resolves | Probe::Isolation)) || &*question.probe == Question::IMPORTERS
}
