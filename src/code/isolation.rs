//! Imports between packages that should not know each other.

use super::codebase::{folder_of, join, normal};
use super::facts::{Facts, Guard, Import, Imported};
use super::importers::Indexes;
use super::language::Language;
use super::resolve::{PythonIndex, Verdict};

/// A package that is to be kept apart: a name, and the folders it lies in.
#[derive(Clone, Debug)]
pub struct Package {
    /// The name shown.
    pub name: String,
    /// Its folders, from the tree's root, without a slash at the end.
    pub folders: Vec<String>,
    /// Folders within these that are packages of their own.
    pub apart: Vec<String>,
}

impl Package {
    /// The longest of its folders that holds a path.
    fn holding(&self, path: &str) -> Option<&str> {
        let folder = self.folders.iter().filter(|folder| lies_in(folder, path)).max_by_key(|folder| folder.len())?;
        let apart = self.apart.iter().any(|apart| apart.len() > folder.len() && lies_in(apart, path));
        (!apart).then_some(folder)
    }

    /// Whether a path is part of it.
    pub fn holds(&self, path: &str) -> bool {
        self.holding(path).is_some()
    }
}

/// An import from one package into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offender {
    /// The file that imports.
    pub file: Box<str>,
    /// The line.
    pub line: u32,
    /// The package of the file.
    pub from: String,
    /// The package that is imported.
    pub into: String,
    /// The module or name imported or used, as written.
    pub what: String,
    /// It is no import, but a use by the whole name.
    pub by_name: bool,
    /// It takes place only when a function runs.
    pub lazy: bool,
    /// Under which circumstances it takes place.
    pub guard: Guard,
    /// Whether nothing else can be meant; else nobody can tell.
    pub sure: bool,
}

/// A file as it is held against packages.
#[derive(Clone, Copy, Debug)]
pub struct Source<'f> {
    /// Its path.
    pub file: &'f str,
    /// What it defines and imports.
    pub facts: &'f Facts,
    /// What it uses by whole names, without an import, each with its line.
    pub names: &'f [(Box<str>, u32)],
}

/// Every import of one of the packages by a file of another, and every use by a whole name. Folders in `except` belong to no package, on either
/// side.
pub fn isolation<'f>(
    packages: &[Package],
    except: &[String],
    files: impl IntoIterator<Item = Source<'f>>,
    indexes: Indexes<'_, '_>,
) -> Vec<Offender> {
    let mut found = Vec::new();
    // What is nowhere in the tree is of no package that is all the rest of it.
    let stands = |into: &Package, place: &str| into.holding(place) != Some("") || indexes.tree.is_some_and(|tree| tree.stands(place));
    let other =
        |from: &Package, place: &str| package_of(packages, except, place).filter(|into| into.name != from.name && stands(into, place));
    for Source { file, facts, names } in files {
        let Some(from) = package_of(packages, except, file) else { continue };
        for (name, line) in names {
            let places = places_of_name(packages, file, facts, name, indexes);
            let into = places.iter().find_map(|place| other(from, place));
            let Some(into) = into else { continue };
            let (from, into, what) = (from.name.clone(), into.name.clone(), name.to_string());
            let (by_name, lazy, guard, sure) = (true, false, Guard::Always, true);
            found.push(Offender { file: file.into(), line: *line, from, into, what, by_name, lazy, guard, sure });
        }
        for import in &facts.imports {
            let places = places(file, facts, import, indexes).into_iter().map(|place| (place, true));
            let others =
                places_around(packages, file, facts, import, indexes).into_iter().chain(by_go_name(packages, facts, import, indexes));
            for (place, sure) in places.chain(others) {
                let Some(into) = other(from, &place) else { continue };
                let what = match &import.what {
                    Imported::Name(name) => format!("{}: {name}", import.written()),
                    Imported::Module => import.written(),
                    Imported::Star => format!("{}: *", import.written()),
                };
                let (from, into) = (from.name.clone(), into.name.clone());
                let (line, by_name, lazy, guard) = (import.line, false, import.lazy, import.guard);
                found.push(Offender { file: file.into(), line, from, into, what, by_name, lazy, guard, sure });
                break;
            }
        }
    }
    found
}

/// What stands behind the name of a folder in the path of something in it, or of a module that is one file.
fn begins_within(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('/') || rest.starts_with('.') && !rest.contains('/')
}

/// Whether a path is a folder, lies in it, or is a module of its name that is one file; all lies in the folder without a name.
pub fn lies_in(folder: &str, path: &str) -> bool {
    folder.is_empty() || path.strip_prefix(folder).is_some_and(|rest| folder.ends_with(':') || begins_within(rest))
}

/// The package whose folder holds a path; the innermost folder counts.
fn package_of<'p>(packages: &'p [Package], except: &[String], path: &str) -> Option<&'p Package> {
    let excepted = except.iter().filter(|folder| lies_in(folder, path)).map(String::len).max();
    let folders = packages.iter().filter_map(|package| Some((package.holding(path)?, package)));
    let (folder, package) = folders.max_by_key(|(folder, _)| folder.len())?;
    excepted.is_none_or(|excepted| excepted < folder.len()).then_some(package)
}

/// The path of an import of Go that is of no module of the tree, where a package is called by it, and whether nothing else can be meant.
fn by_go_name(packages: &[Package], facts: &Facts, import: &Import, indexes: Indexes<'_, '_>) -> Option<(String, bool)> {
    let index = indexes.go.filter(|index| facts.language == Language::Go && index.folder_of(&import.module).is_none())?;
    let names = packages.iter().flat_map(|package| &package.folders).filter(|name| !name.is_empty());
    let reaches = names.filter_map(|name| if *import.module == **name { Some(true) } else { index.is_of(&import.module, name) });
    reaches.max().map(|sure| (import.module.to_string(), sure))
}

/// Where an import leads: the file it resolves to, or where its name says that it would be.
fn places(file: &str, facts: &Facts, import: &Import, indexes: Indexes<'_, '_>) -> Vec<String> {
    match facts.language {
        Language::Python => {
            let Some(index) = indexes.python else { return Vec::new() };
            let names = if import.level == 0 { vec![import.module.to_string()] } else { index.relative_names(file, import) };
            let mut places = Vec::new();
            for module in names {
                let Imported::Name(name) = &import.what else {
                    places.push(place_of(index, &module));
                    continue;
                };
                // `from package import module` leads to the module; any other name to the module it is taken from.
                let whole = if module.is_empty() { name.to_string() } else { format!("{module}.{name}") };
                if let Verdict::Found(found) = index.resolve_module(&whole).verdict {
                    places.push(found.file.trim_end_matches('/').to_owned());
                    continue;
                }
                if !matches!(index.resolve_name(&module, name).verdict, Verdict::Found(_)) {
                    places.push(whole.replace('.', "/"));
                }
                places.push(place_of(index, &module));
            }
            places
        }
        Language::JavaScript | Language::TypeScript | Language::Tsx => {
            let resolved = indexes.script.and_then(|index| index.file_of(file, &import.module).ok());
            let relative = || import.module.starts_with('.').then(|| normal(&join(folder_of(file), &import.module))).flatten();
            // A package of the workspace is where its name leads, whatever stands there.
            let led = || indexes.script.map(|index| index.places_of(file, &import.module)).unwrap_or_default();
            match resolved.or_else(relative) {
                Some(place) => vec![place],
                None => led().into_iter().chain([import.module.to_string()]).collect(),
            }
        }
        Language::Go => indexes.go.and_then(|index| index.folder_of(&import.module)).into_iter().collect(),
        Language::Java => in_java(file, facts, &import.module, indexes),
        Language::Rust => {
            let whole = match &import.what {
                Imported::Name(name) => format!("{}::{name}", import.module),
                Imported::Module | Imported::Star => import.module.to_string(),
            };
            let paths = indexes.rust.map(|index| index.paths_of_import(file, import.within.as_deref(), &whole));
            let paths = paths.unwrap_or_else(|| vec![whole]);
            paths.iter().flat_map(|path| in_rust(file, import.within.as_deref(), path, indexes)).collect()
        }
    }
}

/// The path of a module of Python, whether it stands or not.
fn place_of(index: &PythonIndex<'_>, dotted: &str) -> String {
    match index.resolve_module(dotted).verdict {
        Verdict::Found(found) => found.file.trim_end_matches('/').to_owned(),
        _ => dotted.replace('.', "/"),
    }
}

/// Where an absolute import of Python leads from folders that are no roots, and whether nothing else can be meant. Only what names a module of
/// the tree, or a part of the packages' paths, can lead to one of them.
fn places_around(packages: &[Package], file: &str, facts: &Facts, import: &Import, indexes: Indexes<'_, '_>) -> Vec<(String, bool)> {
    let first = import.module.split('.').next().unwrap_or_default();
    let names = |folder: &String| folder.split(['/', ':']).any(|part| part.strip_suffix(".py").unwrap_or(part) == first);
    let index = indexes.python.filter(|_| facts.language == Language::Python && import.level == 0);
    let may = |index: &&PythonIndex<'_>| index.knows(first) || packages.iter().flat_map(|package| &package.folders).any(names);
    let Some(index) = index.filter(may) else { return Vec::new() };
    let around = index.around(file, import);
    let module = import.module.replace('.', "/");
    let place = |folder: &String| {
        let place = join(folder, &module);
        let inner = match &import.what {
            Imported::Name(name) => Some(join(&place, name)),
            Imported::Module | Imported::Star => None,
        };
        inner.into_iter().chain([place])
    };
    let sure = around.sure.iter().flat_map(place).map(|place| (place, true));
    sure.chain(around.perhaps.iter().flat_map(place).map(|place| (place, false))).collect()
}

/// Where a name that is written out leads, without an import. What the file has by that name itself leads nowhere else.
fn places_of_name(packages: &[Package], file: &str, facts: &Facts, name: &str, indexes: Indexes<'_, '_>) -> Vec<String> {
    let first = name.split([':', '.']).next().unwrap_or(name);
    let own = || {
        let defined = facts.definitions.iter().any(|definition| &*definition.name == first);
        defined || facts.imports.iter().any(|import| bound(facts.language, import) == Some(first))
    };
    match facts.language {
        Language::Rust if matches!(first, "crate" | "self" | "super") => in_rust(file, None, name, indexes),
        // A name of small letters is that of a crate or a module; a type was imported. So was a module by whose last part a name begins: where
        // the import itself leads into a package, it is told.
        Language::Rust if first.starts_with(|c: char| c.is_lowercase() || c == '_') => {
            let told =
                |import: &Import| places(file, facts, import, indexes).iter().any(|place| package_of(packages, &[], place).is_some());
            if facts.imports.iter().any(|import| bound(facts.language, import) == Some(first) && told(import)) {
                return Vec::new();
            }
            let paths = indexes.rust.map(|index| index.paths_of_name(file, facts, name)).unwrap_or_default();
            paths.iter().flat_map(|path| in_rust(file, None, path, indexes)).collect()
        }
        Language::Java => {
            // The package ends where the first class begins: without one it is a variable and its fields.
            // What a variable has in capitals is a constant.
            let is_class = |at: usize, part: &str| part.starts_with(char::is_uppercase) && (at > 1 || part.contains(char::is_lowercase));
            let parts: Vec<&str> = name.split('.').collect();
            match parts.iter().enumerate().position(|(at, part)| is_class(at, part)) {
                Some(class) if class > 0 && !own() => in_java(file, facts, &parts.get(..=class).unwrap_or_default().join("."), indexes),
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// The name that an import gives to its file.
fn bound(language: Language, import: &Import) -> Option<&str> {
    match (&import.alias, &import.what) {
        (Some(alias), _) => Some(alias),
        (None, Imported::Name(name)) => Some(name),
        (None, Imported::Module) if language == Language::Rust => import.module.rsplit("::").next(),
        (None, Imported::Module | Imported::Star) => None,
    }
}

/// Where a dotted name of Java leads: under that of the file that names it, under any root that has its package, and under the top.
fn in_java(file: &str, facts: &Facts, dotted: &str, indexes: Indexes<'_, '_>) -> Vec<String> {
    let place = dotted.replace('.', "/");
    let standing = indexes.java.map(|index| index.places_of(&place)).unwrap_or_default();
    let package = facts.package.as_deref().unwrap_or_default().replace('.', "/");
    let root = folder_of(file).strip_suffix(&*package).map(|root| root.trim_end_matches('/')).filter(|root| !root.is_empty());
    root.map(|root| join(root, &place)).into_iter().chain(standing).chain([place]).collect()
}

/// Where a path of Rust leads: below the folder of its crate, and where a crate of its name would be.
fn in_rust(file: &str, within: Option<&str>, path: &str, indexes: Indexes<'_, '_>) -> Vec<String> {
    let path = path.trim_start_matches("::");
    let whole = indexes.rust.and_then(|index| index.whole_path(file, within, path));
    let path = whole.as_deref().unwrap_or(path);
    let (first, rest) = path.split_once("::").unwrap_or((path, ""));
    let rest = rest.replace("::", "/");
    if first == "crate" {
        let top = indexes.rust.and_then(|index| index.top_of(file)).or_else(|| file.rfind("src/").and_then(|at| file.get(..at + 3)));
        return top.map(|top| join(top, &rest)).into_iter().chain([rest]).collect();
    }
    let own = indexes.rust.and_then(|index| index.crate_named(file, first));
    let first = own.as_deref().unwrap_or(first);
    match indexes.rust.and_then(|index| index.folder_of(first)) {
        Some(folder) => {
            let top = indexes.rust.and_then(|index| index.source_of(first)).unwrap_or(folder);
            vec![join(top, &rest), folder.to_owned()]
        }
        None => vec![first.to_owned(), first.replace('_', "-"), join(first, &rest)],
    }
}
