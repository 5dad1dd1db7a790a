//! Java: packages as folders under source roots, classes, classes within classes, members.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::super::codebase::{Codebase, folder_of, join};
use super::super::facts::{Definition, Facts, Guard, Imported};
use super::nearest::nearest;
use super::{Candidate, Found, How, Resolution, Verdict, not_found};

/// The Java sources of a tree.
pub struct JavaIndex<'a> {
    tree: &'a Codebase<'a>,
    roots: Vec<String>,
    /// By folder, a file of another language whose classes Java sees too.
    foreign: OnceLock<BTreeMap<&'a str, &'a str>>,
    /// By its last part, the folders that Java sources lie in.
    folders: OnceLock<BTreeMap<&'a str, Vec<&'a str>>>,
}

/// Endings of languages that define classes for Java and are not parsed.
const FOREIGN: [&str; 3] = [".kt", ".groovy", ".scala"];

impl<'a> JavaIndex<'a> {
    /// An index over source roots (`src/main/java`).
    pub fn new(tree: &'a Codebase<'a>, roots: &[&str]) -> Self {
        Self {
            tree,
            roots: roots.iter().map(|root| root.trim_matches('/').to_owned()).collect(),
            foreign: OnceLock::new(),
            folders: OnceLock::new(),
        }
    }

    /// Where a package, or a class of one, written with slashes, stands under whatever folder.
    pub fn places_of(&self, path: &str) -> Vec<String> {
        let folders = self.folders.get_or_init(|| {
            let all: BTreeSet<&str> = self.tree.paths().filter(|path| path.ends_with(".java")).map(folder_of).collect();
            let mut by_name: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
            for folder in all {
                by_name.entry(folder.rsplit(['/', ':']).next().unwrap_or(folder)).or_default().push(folder);
            }
            by_name
        });
        // The parts behind the package are a class, and those within it.
        let ends = std::iter::successors(Some(path), |path| path.rsplit_once('/').map(|(outer, _)| outer));
        for package in ends {
            let known = folders.get(package.rsplit('/').next().unwrap_or(package)).into_iter().flatten();
            let ends =
                |folder: &&&str| folder.strip_suffix(package).is_some_and(|before| before.is_empty() || before.ends_with(['/', ':']));
            let found: Vec<String> = known.filter(ends).map(|folder| format!("{folder}{}", &path[package.len()..])).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// A file in which another language may define classes of a package: it lies in a folder of the package's name, under whatever root.
    fn foreign(&self, package: &str) -> Option<&'a str> {
        let folders = self.foreign.get_or_init(|| {
            let foreign = self.tree.paths().filter(|path| FOREIGN.iter().any(|ending| path.ends_with(ending)));
            foreign.map(|path| (folder_of(path), path)).collect()
        });
        let package = package.replace('.', "/");
        let holds = |folder: &str| folder.strip_suffix(&*package).is_some_and(|before| before.is_empty() || before.ends_with(['/', ':']));
        folders.iter().find(|(folder, _)| holds(folder)).map(|(_, path)| *path)
    }

    /// Whether a file is of a package, as it says itself; one that does not say so because it does not parse may be.
    fn is_of(&self, file: &str, package: &str) -> bool {
        self.tree.facts(file).is_none_or(|facts| match facts.package.as_deref() {
            Some(said) => said == package,
            None => facts.syntax.count > 0 || facts.stopped.is_some(),
        })
    }

    /// Resolves a package, a class, a class within a class or a member: `com.acme.Foo.Inner.run`.
    pub fn resolve(&self, dotted: &str) -> Resolution {
        let mut looked = Vec::new();
        let verdict = self.verdict(dotted, &mut looked, 0);
        Resolution { verdict, looked_at: looked }
    }

    fn verdict(&self, dotted: &str, looked: &mut Vec<Box<str>>, depth: usize) -> Verdict {
        let parts: Vec<&str> = dotted.split('.').collect();
        for count in (1..=parts.len()).rev() {
            let (package, rest) = parts.split_at(count);
            let folders: Vec<String> = self.roots.iter().map(|root| join(root, &package.join("/"))).collect();
            let folders: Vec<&String> = folders.iter().filter(|folder| !self.files_in(folder).is_empty()).collect();
            if folders.is_empty() {
                continue;
            }
            let package = package.join(".");
            if rest.is_empty() {
                let files = || folders.iter().flat_map(|folder| self.files_in(folder));
                if let Some(file) = files().next().filter(|_| !files().any(|file| self.is_of(file, &package))) {
                    return not_found(self.said_of(file, "lies there"), Vec::new());
                }
                let file = folders.first().map(|folder| format!("{folder}/")).unwrap_or_default();
                let found = Found { file: file.into(), line: 1, how: How::Package, conditional: false, via: Vec::new() };
                return Verdict::Found(found);
            }
            return self.class(&folders, &package, rest, looked, depth);
        }
        let outer = dotted.rsplit_once('.').map_or(dotted, |(outer, _)| outer);
        if let Some(file) = self.foreign(dotted).or_else(|| self.foreign(outer)) {
            return Verdict::Unknown { reason: format!("`{file}` may define `{dotted}`, and its language is not parsed") };
        }
        let first = parts.first().copied().unwrap_or_default();
        let known = self.roots.iter().any(|root| self.tree.has_folder(&join(root, first)));
        let package = parts.get(..parts.len().saturating_sub(1)).unwrap_or_default().join("/");
        match known
            && self
                .roots
                .iter()
                .any(|root| self.tree.has_folder(&join(root, package.split('/').take(2).collect::<Vec<_>>().join("/").as_str())))
        {
            true => not_found(format!("no source root has a package for `{dotted}`"), Vec::new()),
            false => Verdict::Unknown { reason: format!("`{dotted}` is not in the tree: it may be of the JDK or a library") },
        }
    }

    /// What a file does, and which package it says it is of.
    fn said_of(&self, file: &str, does: &str) -> String {
        match self.tree.facts(file).and_then(|facts| facts.package.as_deref()) {
            Some(package) => format!("`{file}` {does}, and says that its package is `{package}`"),
            None => format!("`{file}` {does}, and names no package"),
        }
    }

    fn files_in(&self, folder: &str) -> Vec<&str> {
        self.tree.under(folder).filter(|path| folder_of(path) == folder && path.ends_with(".java")).collect()
    }

    fn class(&self, folders: &[&String], package: &str, rest: &[&str], looked: &mut Vec<Box<str>>, depth: usize) -> Verdict {
        let Some((class, _)) = rest.split_first() else { return not_found(String::new(), Vec::new()) };
        // The file of the class's own name first; a class that is not public may stand in any file of its package.
        let mut files: Vec<&str> = folders.iter().flat_map(|folder| self.files_in(folder)).collect();
        files.sort_by_key(|file| !file.ends_with(&format!("/{class}.java")));
        let wanted = rest.join(".");
        for file in &files {
            let Some(facts) = self.tree.facts(file).filter(|_| self.is_of(file, package)) else { continue };
            if !facts.definitions.iter().any(|definition| *definition.name == **class && !definition.local) {
                continue;
            }
            looked.push((*file).into());
            if let Some(definition) = facts.definitions.iter().find(|definition| *definition.name == *wanted && !definition.local) {
                let conditional = definition.guard != Guard::Always;
                let how = How::Defined(definition.kind);
                return Verdict::Found(Found { file: (*file).into(), line: definition.line, how, conditional, via: Vec::new() });
            }
            return self.inherited(facts, file, package, &wanted, looked, depth);
        }
        if let Some(file) = files.iter().find(|file| self.tree.facts(file).is_none_or(|facts| facts.syntax.count > 0)) {
            return Verdict::Unknown { reason: format!("`{file}` does not parse, and `{class}` is not seen in it") };
        }
        let within = |count: usize| format!("{package}.{}", rest.get(..count).unwrap_or_default().join("."));
        let foreign = (1..rest.len()).rev().find_map(|count| self.foreign(&within(count))).or_else(|| self.foreign(package));
        if let Some(file) = foreign {
            let reason =
                format!("package `{package}` has no class `{class}` in Java; `{file}` may define it, and its language is not parsed");
            return Verdict::Unknown { reason };
        }
        let defines = |file: &&&str| self.tree.facts(file).is_some_and(|facts| facts.definitions.iter().any(|one| *one.name == **class));
        if let Some(file) = files.iter().find(defines) {
            return not_found(self.said_of(file, &format!("defines `{class}`")), Vec::new());
        }
        let classes = files.iter().flat_map(|file| self.tree.facts(file).into_iter().flat_map(move |facts| like(facts, file)));
        not_found(format!("package `{package}` has no class `{class}`"), nearest(class, classes))
    }

    fn inherited(&self, facts: &Facts, file: &str, package: &str, wanted: &str, looked: &mut Vec<Box<str>>, depth: usize) -> Verdict {
        let missing = || not_found(format!("`{file}` has no `{wanted}`"), nearest(wanted, like(facts, file)));
        let Some((owner, member)) = wanted.rsplit_once('.') else { return missing() };
        let Some(owner) = facts.definitions.iter().find(|definition| *definition.name == *owner) else { return missing() };
        let mut unknown = None;
        for base in &owner.bases {
            let whole = self.qualified(facts, package, base);
            if depth > 30 {
                unknown = Some(format!("`{}` is derived over too many classes", owner.name));
                break;
            }
            match self.verdict(&format!("{whole}.{member}"), looked, depth + 1) {
                Verdict::Found(mut found) => {
                    if let How::Defined(kind) = found.how {
                        found.how = How::Inherited(kind);
                    }
                    return Verdict::Found(found);
                }
                Verdict::Unknown { reason } => unknown = Some(format!("`{}` is derived from `{base}`: {reason}", owner.name)),
                Verdict::NotFound { .. } => match self.verdict(&whole, looked, depth + 1) {
                    Verdict::Found(_) => {}
                    _ => unknown = Some(format!("`{}` is derived from `{base}`, which is not in the tree", owner.name)),
                },
            }
        }
        unknown.map_or_else(missing, |reason| Verdict::Unknown { reason })
    }

    /// The whole name of a class as a file sees it: imported, or of the same package.
    fn qualified(&self, facts: &Facts, package: &str, name: &str) -> String {
        let head = name.split('.').next().unwrap_or(name);
        let import = facts.imports.iter().find(|import| matches!(&import.what, Imported::Name(imported) if **imported == *head));
        match import {
            Some(import) => format!("{}.{name}", import.module),
            None if facts.definitions.iter().any(|definition: &Definition| *definition.name == *head) => format!("{package}.{name}"),
            None => {
                let stars = facts.imports.iter().filter(|import| import.what == Imported::Star).map(|import| &*import.module);
                let there = |package: &&str| {
                    let path = format!("{}/{head}.java", package.replace('.', "/"));
                    self.roots.iter().any(|root| self.tree.has_file(&join(root, &path)))
                };
                let package = std::iter::once(package).chain(stars).find(there).unwrap_or("java.lang");
                format!("{package}.{name}")
            }
        }
    }
}

fn like<'f>(facts: &'f Facts, file: &'f str) -> impl Iterator<Item = Candidate> + 'f {
    let definitions = facts.definitions.iter().filter(|definition| !definition.local);
    definitions.map(move |definition| Candidate { name: definition.name.clone(), file: file.into(), line: definition.line })
}
