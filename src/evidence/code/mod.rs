//! Conditions over source code: what is defined, imported, resolved, kept apart, well-formed.

mod cargo;
pub mod imports;
mod installed;
pub mod isolation;
mod layout;
mod node;
pub mod parses;
pub mod resolves;
pub mod slips;
mod spelt;
pub mod symbols;
pub mod unparsed;

use super::globs::Chosen;
use super::needles::Hit;
use super::question::Question;
use super::scan::Found;
use super::text::Counted;
use crate::code::{Language, whole_names};
use crate::syntax::Probe;
use crate::tree::Entry;
use std::cell::OnceCell;
use std::sync::Arc;

pub use layout::{Indexes, Layout, MANIFEST_BYTES, java_roots, python_roots, ways};

/// Nearest misses told of one answer.
pub const NEAR: usize = 5;

/// The bytes of a file, and the names found in them.
#[derive(Debug, Clone, Copy)]
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
    pub whole: &'n OnceCell<WholeNames>,
}

/// Names that are used without an import, each with its line.
pub type WholeNames = Arc<Vec<(Box<str>, u32)>>;

/// What all files show for one job.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'s> {
    /// The names of the tree.
    pub entries: &'s [Entry],
    /// The files looked into.
    pub chosen: &'s Chosen,
    /// Those that show something, in order.
    pub found: &'s [(u32, &'s Found)],
}

impl<'s> Seen<'s> {
    /// What was counted.
    pub fn counted(&self) -> Vec<(u32, &'s Counted)> {
        let of = |(file, found): &(u32, &'s Found)| match found {
            Found::Counted(counted) => Some((*file, counted)),
            _ => None,
        };
        self.found.iter().filter_map(of).collect()
    }

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

    /// The text of the line that a place stands in, up to it.
    pub fn before(&self, at: usize) -> &[u8] {
        let before = self.bytes.get(..at).unwrap_or_default();
        before.get(memchr::memrchr(b'\n', before).map_or(0, |end| end + 1)..).unwrap_or_default()
    }
}

/// Whether an answer needs the way of imports from file to file.
pub fn follows_imports(question: &Question) -> bool {
    matches!(question.kind(), Some(Probe::Import | Probe::Resolves | Probe::Isolation)) || &*question.probe == Question::IMPORTERS
}

/// Whether a path is that of a test, by the names that tools go by.
pub fn is_test(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let folder = |part: &str| matches!(part, "tests" | "test" | "__tests__" | "testing" | "spec" | "specs" | "e2e");
    parts.any(folder)
        || stem.starts_with("test_")
        || stem.ends_with("_test")
        || stem == "conftest"
        || name.contains(".test.")
        || name.contains(".spec.")
        || (name.ends_with(".java") && (stem.ends_with("Test") || stem.ends_with("Tests") || stem.ends_with("IT")))
}

#[cfg(test)]
mod tests {
    use super::is_test;

    #[test]
    fn tests_are_known_by_their_names() {
        for path in ["tests/a.py", "a/test_b.py", "a_test.go", "src/a.test.ts", "__tests__/a.js", "src/test/java/A.java", "ShopTest.java"] {
            assert!(is_test(path), "{path}");
        }
        for path in ["src/contest.py", "latest/a.py", "testament.go", "src/attest.ts", "Contest.java"] {
            assert!(!is_test(path), "{path}");
        }
    }
}
