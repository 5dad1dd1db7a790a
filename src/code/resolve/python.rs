//! Python: dotted paths, names in modules, mock targets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::super::codebase::{Codebase, folder_of, join, within};
use super::python_modules::{Located, Module};
use super::python_search::{Answer, Search};
use super::{Candidate, Resolution, Verdict, nearest::nearest, not_found};

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

    /// Resolves a dotted path: the longest part of it that is a module, then names and members (`app.agents.base.BaseAgent.run`).
    /// This is how `unittest.mock.patch` finds its target (`pkgutil.resolve_name`).
    pub fn resolve(&self, dotted: &str) -> Resolution {
        let mut search = Search::new(self);
        let answer = search.dotted(dotted);
        self.resolution(search, answer)
    }

    /// Resolves `import MODULE`: a module, never a name in one.
    pub fn resolve_module(&self, dotted: &str) -> Resolution {
        let mut search = Search::new(self);
        let answer = match search.module(dotted) {
            Ok(module) => search.found_module(module),
            Err(answer) => answer,
        };
        self.resolution(search, answer)
    }

    /// Resolves `from MODULE import NAME`; the name may have further parts, taken as members.
    pub fn resolve_name(&self, module: &str, name: &str) -> Resolution {
        let mut search = Search::new(self);
        let mut parts = name.split('.');
        let answer = match search.module(module) {
            Ok(module) => {
                let first = search.name(&module, parts.next().unwrap_or_default(), true, None);
                parts.fold(first, |answer, part| search.member_of(answer, part))
            }
            Err(answer) => answer,
        };
        self.resolution(search, answer)
    }

    /// Resolves a dotted name as the code of a file would see it (`patch.object(Service, "run")` in a test).
    pub fn resolve_in_file(&self, path: &str, dotted: &str) -> Resolution {
        let mut search = Search::new(self);
        let answer = match self.names_of(path).into_iter().find_map(|name| match self.locate(&name) {
            Located::Here(module) if module.file() == path => Some(module),
            _ => None,
        }) {
            Some(module) => search.in_module(&module, dotted, None),
            None => Answer::Unknown(format!("`{path}` is no module under any root")),
        };
        self.resolution(search, answer)
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

    /// Whether a star import of a module surely does not bring a name: `__all__` leaves it out, or it begins with an underscore.
    pub fn star_keeps_back(&self, module: &str, name: &str) -> bool {
        let Some(facts) = self.file_of(module).and_then(|file| self.tree.facts(&file)) else { return false };
        match &facts.all {
            Some(all) => !all.open && all.names.iter().all(|listed| **listed != *name),
            None => name.starts_with('_'),
        }
    }

    /// The file of a module, where it has one.
    pub fn file_of(&self, dotted: &str) -> Option<String> {
        match self.locate(dotted) {
            Located::Here(module) => Some(module.file()).filter(|file| !file.ends_with('/')),
            _ => None,
        }
    }

    fn resolution(&self, search: Search<'_, '_>, answer: Answer) -> Resolution {
        let verdict = match answer {
            Answer::Found(place) => Verdict::Found(place.found),
            Answer::Missing { reason, nearest } => not_found(reason, nearest),
            Answer::Unknown(reason) => Verdict::Unknown { reason },
        };
        Resolution { verdict, looked_at: search.looked_at() }
    }

    /// Modules that have the last name of one that is missing, wherever they stand, by name. Of the names a file has, the one that begins
    /// as the missing one does comes before others.
    pub fn namesakes(&self, missing: &str) -> Vec<Candidate> {
        let last = missing.rsplit('.').next().unwrap_or(missing);
        let top = missing.split('.').next();
        let mut candidates: Vec<Candidate> = Vec::new();
        for &path in self.sources().by_name.get(last).into_iter().flatten() {
            let names = self.names_of(path);
            if let Some(name) = names.iter().find(|name| name.split('.').next() == top).or_else(|| names.first()) {
                candidates.push(Candidate { name: name.as_str().into(), file: path.into(), line: 1 });
            }
        }
        candidates.sort_by(|a, b| (&a.name, &a.file).cmp(&(&b.name, &b.file)));
        candidates
    }

    /// Modules like one that is missing: beside it, or of the same name elsewhere.
    pub(super) fn modules_like(&self, name: &str, within: Option<&Module>) -> Vec<Candidate> {
        let last = name.rsplit('.').next().unwrap_or(name);
        let folders = within.map_or_else(|| self.roots.clone(), Module::folders);
        let sources = self.sources();
        let beside = folders.iter().filter_map(|folder| sources.by_folder.get(folder.as_str()));
        let paths: BTreeSet<&str> = beside.chain(sources.by_name.get(last)).flatten().copied().collect();
        let named = |path: &str| Some(Candidate { name: self.names_of(path).into_iter().next()?.into(), file: path.into(), line: 1 });
        let candidates: Vec<Candidate> = paths.into_iter().filter_map(named).collect();
        nearest(name, candidates)
    }
}
