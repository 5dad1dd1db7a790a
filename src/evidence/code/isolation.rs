//! `isolation`: packages that must not import each other.

use super::super::answer::{Answer, Outcome, Sight};
use super::super::globs::{in_tree, is_glob, set};
use super::super::needles::{Needles, Trigger, last_word};
use super::super::question::Question;
use super::{Indexes, Layout, Needs, Seen, WholeNames, broken, java_roots, python_roots, seeming};
use crate::code::codebase::join;
use crate::code::isolation::{Package, Source, isolation, lies_in};
use crate::code::{Facts, Guard, Language};
use crate::model::Plan;
use crate::tree::{self, Entry};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A file that was read: its path, what it imports, and what it uses by whole names.
type Read<'s> = (&'s str, Arc<Facts>, WholeNames);

/// What one file says, besides what it imports.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// What it uses without an import, each with its line.
    names: WholeNames,
    /// Where it does not parse whole, the lines that seem to import.
    broken: Vec<broken::Line>,
}

/// Packages, and what may be imported all the same.
#[derive(Debug)]
pub struct Packages {
    all: Vec<Package>,
    except: Vec<String>,
    /// The names of those of which nothing is in the tree.
    gone: Vec<Box<str>>,
    /// The names of those of which nothing is in the tree, and which manifests ask for.
    asked: Vec<Box<str>>,
    /// Who imports one of them says its name.
    named: bool,
}

impl Packages {
    /// The packages of a question, and the globs of files that it leaves out. Without a name, the folders under its globs are the packages.
    pub fn new(plan: &Plan, entries: &[Entry], layout: &Layout, question: &Question) -> (Result<Packages, String>, Vec<Box<str>>) {
        let (globs, except): (Vec<Box<str>>, Vec<Box<str>>) = question.except.iter().cloned().partition(|except| is_glob(except));
        let roots = [python_roots(plan, entries), java_roots(entries)];
        let folders = |name: &str| folders_of(plan, entries, &roots, name);
        let names = if question.subjects.is_empty() { top_folders(plan, entries, &question.under) } else { Ok(question.subjects.clone()) };
        let made = names.and_then(|names| {
            if names.len() < 2 {
                return Err("at least two packages are needed to keep them apart".to_owned());
            }
            // What counts from who imports it is no name of a package.
            let from_here = |name: &str| ["self::", "super::"].iter().any(|start| name.starts_with(start));
            let relative = |name: &str| from_here(name) || name.starts_with('.') && !name.contains('/');
            if let Some(name) = names.iter().find(|name| relative(name)) {
                return Err(format!("`{name}` is another package for every file that imports it"));
            }
            let by_path: Vec<Vec<String>> = names.iter().map(|name| folders(name)).collect();
            let mut all: Vec<Package> = names.iter().zip(&by_path).map(|(name, at)| package(entries, layout, name, at)).collect();
            let there = |package: &Package| package.folders.iter().any(|folder| holds(entries, folder));
            let gone: Vec<Box<str>> = all.iter().filter(|package| !there(package)).map(|package| package.name.as_str().into()).collect();
            // What is installed from a package of Python may be called in any way.
            if let Some(name) = gone.iter().find(|name| !is_module(name) && layout.installs(name)) {
                return Err(format!("a manifest asks for `{name}`, and what its modules are called is not told"));
            }
            let renamed = all.iter().zip(&by_path).any(|(package, by_path)| package.folders.len() > by_path.len());
            // A crate that is gone was called as its folder.
            for package in all.iter_mut().filter(|package| gone.contains(&package.name.as_str().into())) {
                let name = package.name.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
                if layout.languages.contains(&Language::Rust) && !holds(entries, &name) {
                    package.folders.push(name);
                }
            }
            if gone.len() == all.len() {
                return Err(format!("none of the packages is in the tree: {}", listed(&gone)));
            }
            // A file is written with its ending, and imported without.
            let named =
                !renamed && are_named(entries, layout, &all) && all.iter().all(|package| Language::of_path(&package.name).is_none());
            let except = except.iter().flat_map(|name| package(entries, layout, name, &folders(name)).folders).collect();
            let (asked, gone) = gone.into_iter().partition(|name| layout.asks_for(name));
            Ok(Packages { all, except, gone, asked, named })
        });
        (made, globs)
    }

    /// Files that name none of the packages import none.
    pub fn triggers(&self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        if !self.named {
            return None;
        }
        let mut triggers = Vec::new();
        for package in &self.all {
            let name = package.name.trim_end_matches('/');
            let name = name.rsplit('/').next().unwrap_or(name);
            // A crate called `old-lib` is `old_lib` in code.
            for word in [Some(last_word(name).to_owned()), name.contains('-').then(|| last_word(&name.replace('-', "_")).to_owned())] {
                let Some(word) = word else { continue };
                triggers.push(Trigger { needle: needles.number(word.as_bytes())?, whole: true, paths: false });
            }
        }
        Some(triggers)
    }

    /// What a file uses without an import, and seems to import.
    pub fn look(facts: &Facts, needs: &Needs<'_>) -> Found {
        let names = if matches!(facts.language, Language::Rust | Language::Java) { needs.whole_names() } else { WholeNames::default() };
        Found { names, broken: broken::lines(facts, needs) }
    }

    /// What a file of a package seems to import of another one, for which there is no parser: a place among nothing, and the line.
    pub fn seem_in(&self, path: &str, bytes: &[u8]) -> Vec<(usize, u32)> {
        let Some(from) = self.own(path) else { return Vec::new() };
        let text = String::from_utf8_lossy(bytes);
        let found = (1u32..).zip(text.lines()).find(|(_, line)| self.leads(from, path, line).is_some());
        found.map(|(line, _)| (0, line)).into_iter().collect()
    }

    /// The package that a path is part of.
    fn own(&self, place: &str) -> Option<&Package> {
        self.all.iter().find(|package| package.holds(place))
    }

    /// The other package that a line of a file seems to lead to.
    fn leads(&self, from: &Package, path: &str, line: &str) -> Option<&Package> {
        let into = seeming::led_to(path, line);
        let other = |package: &&Package| package.name != from.name;
        let beside = into.beside.iter().filter_map(|place| self.own(place)).find(other);
        beside.or_else(|| self.all.iter().filter(other).find(|package| package.folders.iter().any(|folder| into.names(folder))))
    }

    /// The line of a file that does not parse whole which seems to import another package, and that package.
    fn seems(&self, path: &str, language: Language, lines: &[broken::Line], indexes: &Indexes<'_, '_>) -> Option<(u32, &Package)> {
        let from = self.own(path)?;
        let other = |package: &&Package| package.name != from.name;
        let named = |line: &str, package: &&Package| {
            let says = |word: &str| line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|part| part == word);
            package
                .folders
                .iter()
                .filter(|folder| !folder.is_empty())
                .any(|folder| says(&folder.rsplit('/').next().unwrap_or(folder).replace('-', "_")))
        };
        let by_text = |text: &str| match language {
            Language::Go => indexes.go.folder_of(text),
            Language::JavaScript | Language::TypeScript | Language::Tsx => indexes.script.file_of(path, text).ok(),
            _ => None,
        };
        lines.iter().find_map(|line| {
            let by_text = || broken::quoted(&line.text).filter_map(by_text).find_map(|place| self.own(&place).filter(other));
            let by_path = || self.all.iter().filter(other).find(|package| language == Language::Rust && named(&line.text, package));
            Some((line.number, self.leads(from, path, &line.text).or_else(by_text).or_else(by_path)?))
        })
    }

    /// Whether a file is part of one of the packages.
    pub fn has(&self, path: &str) -> bool {
        self.all.iter().any(|package| package.holds(path))
    }

    /// Those of some files that are part of one of the packages.
    pub fn files(&self, entries: &[Entry], files: &[u32]) -> Vec<u32> {
        files.iter().copied().filter(|file| entries.get(*file as usize).is_some_and(|entry| self.has(&entry.path))).collect()
    }

    /// Every import between the packages.
    pub fn answer(
        &self,
        seen: &Seen<'_>,
        all: &[(u32, &Found)],
        facts: &dyn Fn(u32) -> Option<Arc<Facts>>,
        indexes: &Indexes<'_, '_>,
    ) -> Answer {
        let file = |(file, found): &(u32, &Found)| Some((seen.path(*file), facts(*file)?, WholeNames::clone(&found.names)));
        let files: Vec<Read<'_>> = all.iter().filter_map(file).collect();
        let broken = files.iter().find(|(_, facts, _)| facts.syntax.count > 0 || facts.stopped.is_some());
        let sources = files.iter().map(|(file, facts, names)| Source { file, facts, names });
        let found = isolation(&self.all, &self.except, sources, indexes.of_imports());
        let (offenders, untold): (Vec<_>, Vec<_>) = found.into_iter().partition(|one| one.sure);
        let sight = |one: &crate::code::isolation::Offender| {
            let mut what = format!("{} {} {}: {}", one.from, if one.by_name { "uses" } else { "imports" }, one.into, one.what);
            if one.by_name {
                what.push_str(", by its whole name");
            }
            if one.lazy {
                what.push_str(", inside a function");
            }
            if one.guard == Guard::TypeChecking {
                what.push_str(", for the type checker");
            }
            Sight { path: one.file.clone(), line: Some(one.line), what: what.into() }
        };
        let count = offenders.len() as u64;
        let by_name = offenders.iter().filter(|one| one.by_name).count() as u64;
        let seems = |(file, found): &(u32, &Found)| {
            let (path, facts) = (seen.path(*file), facts(*file)?);
            let (line, into) = self.seems(path, facts.language, &found.broken, indexes)?;
            Some(format!("`{path}`, line {line}, where the file does not parse, seems to import {}", into.name))
        };
        let outcome = match (untold.first().filter(|_| count == 0), all.iter().filter(|_| count == 0).find_map(seems)) {
            (None, Some(why)) => Outcome::Unknown(why.into()),
            (Some(one), _) => {
                let (file, line, what, into) = (&one.file, one.line, &one.what, &one.into);
                Outcome::Unknown(
                    format!("`{file}`, line {line}, imports `{what}`, which may be of {into}, or something that is installed").into(),
                )
            }
            (None, None) => Outcome::Count(count, vec![count]),
        };
        let mut answer = Answer::new(outcome).with(offenders.iter().map(sight).collect());
        let several = |count: u64, one: &str, more: &str| (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { more }));
        let found: Vec<String> =
            [several(count - by_name, "import", "imports"), several(by_name, "use", "uses")].into_iter().flatten().collect();
        if count > 0 {
            answer.remarks.push(format!("{} between the packages", found.join(" and ")).into());
        }
        if let Some((path, ..)) = broken {
            answer.remarks.push(format!("`{path}` does not parse whole, so that imports of it may be missing here").into());
        }
        if !self.gone.is_empty() {
            answer.remarks.push(format!("nothing is left of {}", listed(&self.gone)).into());
        }
        for name in &self.asked {
            answer.remarks.push(format!("`{name}` is not in the tree, and told by its name alone").into());
        }
        answer
    }
}

/// A package of a name: at the folders of that name, and where manifests, aliases and modules say that imports of it lead.
fn package(entries: &[Entry], layout: &Layout, name: &str, by_path: &[String]) -> Package {
    let stands = by_path.iter().any(|folder| holds(entries, folder));
    let mut placed = layout.named(entries, name.trim_end_matches('/'));
    if !stands {
        placed.extend(layout.named_otherwise(name.trim_end_matches('/')));
    }
    if layout.languages.contains(&Language::Java) && !name.contains('/') {
        placed.extend(java_folders(entries, &name.replace('.', "/")));
    }
    placed.retain(|folder| !by_path.contains(folder));
    placed.sort();
    placed.dedup();
    // What is called by a name of its own ends where another begins; a folder is all that lies in it.
    let apart = if stands { Vec::new() } else { layout.apart(&placed) };
    Package { name: name.to_owned(), folders: [by_path, &placed].concat(), apart }
}

/// The folders in which classes of a package of Java lie, under whatever folder that is.
fn java_folders(entries: &[Entry], package: &str) -> BTreeSet<String> {
    let inner = format!("/{package}/");
    let of = |entry: &Entry| {
        let path = entry.path.strip_suffix(".java")?;
        let at = if path.starts_with(&inner[1..]) { 0 } else { path.find(&inner)? + 1 };
        path.get(..at + package.len()).map(str::to_owned)
    };
    entries.iter().filter_map(of).collect()
}

/// Whether modules of Python may have a name.
fn is_module(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.'))
}

/// The folders a package may lie in: as written, and its dotted name under every root. Python looks from the top first: a package that
/// stands there is not also one of that name under another root.
fn folders_of(plan: &Plan, entries: &[Entry], [python, java]: &[Vec<String>; 2], name: &str) -> Vec<String> {
    let plain = name.trim_end_matches("/**").trim_end_matches('/');
    let mut folders = vec![in_tree(plan, plain)];
    // A file is written with its ending, and imported without.
    if Language::of_path(plain).is_some()
        && let Some((stem, _)) = plain.rsplit_once('.')
    {
        folders.push(in_tree(plan, stem.trim_end_matches(".d")));
    }
    if !plain.contains('/') {
        let slashed = plain.replace("::", "/").replace('.', "/");
        let below = |root: &String| crate::code::codebase::join(root, &slashed);
        if !is_python(entries, &slashed) {
            folders.extend(python.iter().map(below));
        }
        folders.extend(java.iter().map(below));
        folders.push(slashed);
    }
    folders.sort();
    folders.dedup();
    folders
}

/// The folders that globs match.
fn top_folders(plan: &Plan, entries: &[Entry], under: &[Box<str>]) -> Result<Vec<Box<str>>, String> {
    let globs: Vec<Box<str>> = under.iter().map(|glob| glob.trim_end_matches('/').trim_end_matches("/**").into()).collect();
    if globs.is_empty() {
        return Err("no package is named".to_owned());
    }
    let globs = set(plan, &globs)?;
    let mut folders: Vec<Box<str>> = Vec::new();
    for entry in entries {
        let ends = entry.path.match_indices('/').map(|(at, _)| &entry.path[..at]);
        folders.extend(ends.filter(|folder| globs.is_match(folder)).map(Box::from));
        folders.dedup();
    }
    folders.sort();
    folders.dedup();
    Ok(folders)
}

/// Whether a folder holds modules of Python, or is one that is a file.
fn is_python(entries: &[Entry], folder: &str) -> bool {
    let part = |entry: &&Entry| lies_in(folder, &entry.path);
    tree::beginning(entries, folder).iter().filter(part).any(|entry| Language::of_path(&entry.path) == Some(Language::Python))
}

fn holds(entries: &[Entry], folder: &str) -> bool {
    tree::beginning(entries, folder).iter().any(|entry| lies_in(folder, &entry.path))
}

/// Whether importers of the packages say their names: not where one lies within another, and not where a file gives them other names.
fn are_named(entries: &[Entry], layout: &Layout, packages: &[Package]) -> bool {
    let folders = || packages.iter().flat_map(|package| &package.folders);
    let nested = folders().any(|a| folders().any(|b| crate::code::codebase::within(a, b).is_some()));
    let renames = |entry: &Entry| match entry.path.rsplit('/').next() {
        Some("jsconfig.json") => true,
        Some(name) if name.starts_with("tsconfig") && name.ends_with(".json") => true,
        Some("Cargo.toml" | "package.json" | "go.mod") => {
            folders().any(|folder| crate::code::codebase::folder_of(&entry.path) == folder.as_str())
        }
        _ => false,
    };
    // A crate may be called otherwise by another one, and its folder otherwise than both.
    let called = |folder: &String| folder.rsplit('/').next().unwrap_or(folder).replace('-', "_");
    let renamed = layout.dependencies.iter().any(|one| one.is_renamed() || one.folder.as_ref().is_some_and(|at| called(at) != one.local));
    let aliased = folders().any(|folder| layout.alias_words(folder).is_none_or(|words| words.iter().any(|word| word != last_word(folder))));
    // Modules of a folder that is no package of Python are imported by their own names.
    let holds_modules = |folder: &String| {
        let below = join(folder, "");
        let direct = |entry: &Entry| entry.path.strip_prefix(&*below).is_some_and(|rest| rest.ends_with(".py") && !rest.contains('/'));
        tree::find(entries, &join(folder, "__init__.py")).is_none() && tree::beginning(entries, &below).iter().any(direct)
    };
    // A root of modules gives no part of their names.
    let crates = layout.crates.iter().map(|(_, root)| crate::code::codebase::folder_of(root));
    let roots =
        || layout.python_roots.iter().chain(&layout.java_roots).map(String::as_str).filter(|root| !root.is_empty()).chain(crates.clone());
    let rooted = folders().any(|folder| roots().any(|root| folder == root || crate::code::codebase::within(folder, root).is_some()));
    let in_go = folders().any(|folder| layout.is_renamed_in_go(folder));
    !nested && !in_go && !renamed && !aliased && !rooted && !folders().any(holds_modules) && !entries.iter().any(renames)
}

fn listed(names: &[Box<str>]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
