//! Go: import paths through the modules of the tree, exported names, methods and those of embedded types.

use std::collections::BTreeSet;

use super::super::codebase::{Codebase, folder_of, join, within};
use super::super::facts::{Definition, Facts, Guard};
use super::nearest::nearest;
use super::{Candidate, Found, How, Resolution, Verdict, not_found};

/// The Go modules of a tree.
pub struct GoIndex<'a> {
    tree: &'a Codebase<'a>,
    modules: Vec<(String, String)>,
    required: BTreeSet<String>,
    /// Whether no package can be imported that is of none of these.
    complete: bool,
}

impl<'a> GoIndex<'a> {
    /// An index over modules: the path each `go.mod` declares, empty where it declares none, and the folder it stands in.
    pub fn new(tree: &'a Codebase<'a>, mut modules: Vec<(String, String)>) -> Self {
        modules.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        Self { tree, modules, required: BTreeSet::new(), complete: false }
    }

    /// Says which modules are required, and whether these are all that packages can be of.
    #[must_use]
    pub fn with_required(mut self, required: BTreeSet<String>, complete: bool) -> Self {
        (self.required, self.complete) = (required, complete);
        self
    }

    /// Whether an import path is that of a package within another path, and whether that is sure; nothing where it is none. What follows
    /// behind the number of a major version is another module: only its manifest, or that of who requires it, tells it from a folder.
    pub fn is_of(&self, import: &str, path: &str) -> Option<bool> {
        let rest = within(path, import)?;
        let first = rest.split('/').next().unwrap_or_default();
        if path.is_empty() || !is_major(first) {
            return Some(true);
        }
        match self.module_named(import) {
            Some(module) => (!begins(module, &join(path, first))).then_some(true),
            None => Some(false),
        }
    }

    /// Whether it can be told what an import path leads to: to a package of the tree, or to none.
    pub fn is_known(&self, import: &str) -> bool {
        self.folder_of(import).is_some() || self.is_missing(import)
    }

    /// Whether a package is surely of no module. Those of Go itself have no dot in what their paths begin with.
    fn is_missing(&self, import: &str) -> bool {
        let host = import.split('/').next().unwrap_or_default();
        let is_host = host.contains('.') && host.starts_with(|c: char| c.is_alphanumeric());
        self.complete && is_host && self.module_named(import).is_none()
    }

    /// The path of the module that a package is of, as far as manifests tell.
    fn module_named(&self, import: &str) -> Option<&str> {
        let known = self.modules.iter().map(|(module, _)| module).chain(&self.required);
        known.filter(|module| begins(import, module)).max_by_key(|module| module.len()).map(String::as_str)
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
            if self.is_missing(import) {
                let reason = format!("`{import}` is of no module of the tree, and of none that a `go.mod` requires");
                return Resolution { verdict: not_found(reason, Vec::new()), looked_at: Vec::new() };
            }
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
            .filter(|path| !self.is_left_out(path))
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
            Some(name) => match self.packages(&files).as_slice() {
                [one, other, ..] => Verdict::Unknown { reason: format!("`{folder}` holds files of the packages `{one}` and `{other}`") },
                packages => {
                    let of_it = |file: &&str| match self.tree.facts(file).and_then(|facts| facts.package.as_deref()) {
                        Some(package) => packages.is_empty() || packages.contains(&package),
                        None => true,
                    };
                    self.name(&files.iter().copied().filter(of_it).collect::<Vec<_>>(), &folder, name)
                }
            },
        };
        Resolution { verdict, looked_at }
    }

    /// Whether a file is taken by no build.
    fn is_left_out(&self, path: &str) -> bool {
        // A package of this name holds a description, and is passed over.
        self.tree.facts(path).is_some_and(|facts| guard_of(facts) == Guard::Never || facts.package.as_deref() == Some("documentation"))
    }

    /// The packages that files say to be of which every build takes.
    fn packages(&self, files: &[&str]) -> Vec<&str> {
        let facts = files.iter().filter_map(|file| self.tree.facts(file));
        let names = facts.filter(|facts| guard_of(facts) == Guard::Always).filter_map(|facts| facts.package.as_deref());
        names.collect::<BTreeSet<&str>>().into_iter().collect()
    }

    fn definitions<'s>(&'s self, files: &'s [&str]) -> impl Iterator<Item = (&'s str, &'s Definition)> {
        files
            .iter()
            .flat_map(|file| self.tree.facts(file).into_iter().flat_map(move |facts| facts.definitions.iter().map(move |one| (*file, one))))
    }

    fn name(&self, files: &[&str], folder: &str, name: &str) -> Verdict {
        let mut wanted = vec![(name.to_owned(), false)];
        let mut seen = BTreeSet::new();
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

/// When a file is built: what is said at its top holds for all of it.
fn guard_of(facts: &Facts) -> Guard {
    let guards = facts.definitions.iter().map(|one| one.guard).chain(facts.imports.iter().map(|import| import.guard));
    guards.max().unwrap_or_default()
}

/// Whether a part of a path is the number of a major version, from the second on.
fn is_major(part: &str) -> bool {
    let digits = part.strip_prefix('v').filter(|digits| !digits.starts_with('0') && *digits != "1");
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether an import path is that of a module, or of a package in it.
fn begins(import: &str, module: &str) -> bool {
    !module.is_empty() && import.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
