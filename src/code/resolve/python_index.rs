//! What is known of a tree before any name in it is looked for.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::super::codebase::{Codebase, folder_of, join, within};

/// What Python can import in a tree.
///
/// Names are judged as a running program sees them: what is imported under `if TYPE_CHECKING` alone is not there.
pub struct PythonIndex<'a> {
    pub(super) tree: &'a Codebase<'a>,
    /// The folders that are looked in for modules, in Python's order.
    pub(super) roots: Vec<String>,
    /// First parts of dotted names that can come from this tree alone.
    pub(super) own: Vec<String>,
    /// Names, in small letters, that packages to be installed may have.
    pub(super) installed: BTreeSet<String>,
    /// Compiled modules by their path without an ending.
    pub(super) compiled: BTreeMap<String, String>,
    sources: OnceLock<Sources<'a>>,
}

/// The source files of a tree, by the folder that their module lies in and by the last part of its name; and the folders in which packages
/// lie that are in no other.
#[derive(Default)]
pub(super) struct Sources<'a> {
    pub(super) by_folder: BTreeMap<&'a str, Vec<&'a str>>,
    pub(super) by_name: BTreeMap<&'a str, Vec<&'a str>>,
    pub(super) tops: BTreeSet<&'a str>,
}

impl<'a> PythonIndex<'a> {
    /// An index over a tree. `roots` are the folders that stand in Python's search path, in its order; `""` is the tree itself.
    pub fn new(tree: &'a Codebase<'a>, roots: &[&str]) -> Self {
        let roots = roots.iter().map(|root| root.trim_matches('/').to_owned()).collect();
        let mut compiled = BTreeMap::new();
        for path in tree.paths() {
            let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
            if let Some((stem, ending)) = name.split_once('.')
                && [".so", ".pyd", ".pyx"].iter().any(|known| format!(".{ending}").ends_with(known))
            {
                compiled.entry(join(folder, stem)).or_insert_with(|| path.to_owned());
            }
        }
        Self { tree, roots, own: Vec::new(), installed: BTreeSet::new(), compiled, sources: OnceLock::new() }
    }

    pub(super) fn sources(&self) -> &Sources<'a> {
        self.sources.get_or_init(|| {
            let mut sources = Sources::default();
            for path in self.tree.paths() {
                let Some(stem) = path.strip_suffix(".py") else { continue };
                if let Some(package) = stem.strip_suffix("/__init__") {
                    let top = folder_of(package);
                    if !self.tree.has_file(&join(top, "__init__.py")) {
                        sources.tops.insert(top);
                    }
                }
                let stem = stem.strip_suffix("/__init__").unwrap_or(stem);
                sources.by_folder.entry(folder_of(stem)).or_default().push(path);
                sources.by_name.entry(stem.rsplit('/').next().unwrap_or(stem)).or_default().push(path);
            }
            sources
        })
    }

    /// Says that modules whose dotted name begins with one of these can come from this tree alone, so that what is not there is missing,
    /// not unknown, even when nothing of it is left.
    #[must_use]
    pub fn with_own(mut self, names: impl IntoIterator<Item = String>) -> Self {
        self.own.extend(names);
        self
    }

    /// Says which names packages to be installed may have: what is not in the tree may be one of these.
    #[must_use]
    pub fn with_installed(mut self, names: BTreeSet<String>) -> Self {
        self.installed = names;
        self
    }

    /// Whether a package that is to be installed may have a name.
    pub fn may_be_installed(&self, first: &str) -> bool {
        self.installed.contains(&first.to_lowercase())
    }

    /// The dotted names under which a file can be imported, longest root first.
    pub fn names_of(&self, path: &str) -> Vec<String> {
        let Some(stem) = path.strip_suffix(".py").or_else(|| path.strip_suffix(".pyi")) else { return Vec::new() };
        let mut roots: Vec<&str> = self.roots.iter().map(String::as_str).collect();
        roots.sort_by_key(|root| std::cmp::Reverse(root.len()));
        let mut names = Vec::new();
        for root in roots {
            let Some(rest) = within(root, stem) else { continue };
            let rest = rest.strip_suffix("/__init__").unwrap_or(rest);
            let name = rest.replace('/', ".");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The package that the relative imports of a file start from, for each dotted name it has.
    pub fn packages_of(&self, path: &str) -> Vec<String> {
        let init = path.ends_with("/__init__.py") || path.ends_with("/__init__.pyi");
        let package =
            |name: String| if init { name } else { name.rsplit_once('.').map_or_else(String::new, |(package, _)| package.into()) };
        self.names_of(path).into_iter().map(package).collect()
    }
}
