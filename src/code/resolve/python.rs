//! Python: dotted paths, names in modules, mock targets.

use std::collections::BTreeSet;

use super::python_index::PythonIndex;
use super::python_modules::{Located, Module};
use super::python_search::{Answer, Search};
use super::{Candidate, Resolution, Verdict, nearest::nearest, not_found};

impl PythonIndex<'_> {
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
