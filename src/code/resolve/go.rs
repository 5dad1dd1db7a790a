//! Go: import paths through the modules of the tree, exported names, methods and those of embedded types.

use super::super::codebase::{Codebase, folder_of, join, within};
use super::super::facts::{Definition, Guard};
use super::nearest::nearest;
use super::{Candidate, Found, How, Resolution, Verdict, not_found};

/// The Go modules of a tree.
pub struct GoIndex<'a> {
    tree: &'a Codebase<'a>,
    modules: Vec<(String, String)>,
}

impl<'a> GoIndex<'a> {
    /// An index over modules: the path each `go.mod` declares, empty where it declares none, and the folder it stands in.
    pub fn new(tree: &'a Codebase<'a>, mut modules: Vec<(String, String)>) -> Self {
        modules.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        Self { tree, modules }
    }

    /// The folder of a package, where its module is of the tree, the innermost by its path, or a module keeps a copy of it.
    pub fn folder_of(&self, import: &str) -> Option<String> {
        let copy = |(_, folder): &(String, String)| {
            let copy = join(&join(folder, "vendor"), import);
            self.tree.has_folder(&copy).then_some(copy)
        };
        self.of_modules(import).or_else(|| self.modules.iter().find_map(copy))
    }

    fn of_modules(&self, import: &str) -> Option<String> {
        self.modules.iter().filter(|(module, _)| !module.is_empty()).find_map(|(module, folder)| {
            let rest = import.strip_prefix(module.as_str())?;
            match rest.strip_prefix('/') {
                Some(rest) => Some(join(folder, rest)),
                None => rest.is_empty().then(|| folder.clone()),
            }
        })
    }

    /// The folder of the module that a folder belongs to: the nearest above it, or itself, that has a `go.mod`.
    fn module_of(&self, folder: &str) -> Option<&(String, String)> {
        let holds = |top: &str| folder == top || within(top, folder).is_some();
        self.modules.iter().filter(|(_, top)| holds(top)).max_by_key(|(_, top)| top.len())
    }

    /// Resolves a package, and a name of it where one is asked for: `New`, `Type.Method`.
    pub fn resolve(&self, import: &str, name: Option<&str>) -> Resolution {
        let Some(folder) = self.folder_of(import) else {
            let reason = format!("`{import}` is of no module of the tree");
            return Resolution { verdict: Verdict::Unknown { reason }, looked_at: Vec::new() };
        };
        // A `go.mod` further down begins another module, whose packages have other paths.
        if let Some((other, top)) =
            self.module_of(&folder).filter(|(module, _)| !begins(import, module) && self.of_modules(import).is_some())
        {
            let other = if other.is_empty() { "another module".to_owned() } else { format!("the module `{other}`") };
            let reason = format!("`{folder}` belongs to {other}, by `{}`", join(top, "go.mod"));
            return Resolution { verdict: not_found(reason, Vec::new()), looked_at: Vec::new() };
        }
        let files: Vec<&str> = self
            .tree
            .under(&folder)
            .filter(|path| folder_of(path) == folder && path.ends_with(".go") && !path.ends_with("_test.go"))
            .collect();
        let looked_at: Vec<Box<str>> = files.iter().map(|file| (*file).into()).collect();
        let Some(first) = files.first() else {
            let reason = format!("there is no Go file in `{folder}`");
            return Resolution { verdict: not_found(reason, Vec::new()), looked_at };
        };
        let verdict = match name {
            None => {
                let found = Found { file: (*first).into(), line: 1, how: How::Package, conditional: false, via: Vec::new() };
                Verdict::Found(found)
            }
            Some(name) => self.name(&files, &folder, name),
        };
        Resolution { verdict, looked_at }
    }

    fn definitions<'s>(&'s self, files: &'s [&str]) -> impl Iterator<Item = (&'s str, &'s Definition)> {
        files
            .iter()
            .flat_map(|file| self.tree.facts(file).into_iter().flat_map(move |facts| facts.definitions.iter().map(move |one| (*file, one))))
    }

    fn name(&self, files: &[&str], folder: &str, name: &str) -> Verdict {
        let mut wanted = vec![(name.to_owned(), false)];
        let mut seen = std::collections::BTreeSet::new();
        let mut outside = None;
        while let Some((qualified, inherited)) = wanted.pop() {
            if !seen.insert(qualified.clone()) {
                continue;
            }
            if let Some((file, definition)) = self.definitions(files).find(|(_, definition)| *definition.name == *qualified) {
                if !definition.exported {
                    return not_found(format!("`{name}` in `{file}` is not exported"), Vec::new());
                }
                let how = if inherited { How::Inherited(definition.kind) } else { How::Defined(definition.kind) };
                let conditional = definition.guard != Guard::Always;
                return Verdict::Found(Found { file: file.into(), line: definition.line, how, conditional, via: Vec::new() });
            }
            let Some((owner, member)) = qualified.rsplit_once('.') else { continue };
            for (_, owner) in self.definitions(files).filter(|(_, definition)| *definition.name == *owner) {
                for base in &owner.bases {
                    match base.contains('.') {
                        true => outside = Some(format!("`{}` embeds `{base}` of another package", owner.name)),
                        false => wanted.push((format!("{base}.{member}"), true)),
                    }
                }
            }
        }
        if let Some(reason) = outside {
            return Verdict::Unknown { reason };
        }
        let unread = files.iter().find(|file| self.tree.facts(file).is_none_or(|facts| facts.syntax.count > 0 || facts.stopped.is_some()));
        if let Some(file) = unread {
            return Verdict::Unknown { reason: format!("`{file}` does not parse whole, and `{name}` is not seen in it") };
        }
        let candidates = self.definitions(files).filter(|(_, definition)| definition.exported);
        let candidates = candidates.map(|(file, one)| Candidate { name: one.name.clone(), file: file.into(), line: one.line });
        not_found(format!("the package in `{folder}` has no `{name}`"), nearest(name, candidates))
    }
}

/// Whether an import path is that of a module, or of a package in it.
fn begins(import: &str, module: &str) -> bool {
    !module.is_empty() && import.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
