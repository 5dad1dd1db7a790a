//! Imports between packages that should not know each other.

use super::codebase::{folder_of, join, normal, within};
use super::facts::{Facts, Guard, Import, Imported};
use super::importers::Indexes;
use super::language::Language;
use super::resolve::Verdict;

/// A package that is to be kept apart: a name, and the folders it lies in.
#[derive(Clone, Debug)]
pub struct Package {
    /// The name shown.
    pub name: String,
    /// Its folders, from the tree's root, without a slash at the end.
    pub folders: Vec<String>,
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
    /// The module or name imported, as written.
    pub what: String,
    /// It takes place only when a function runs.
    pub lazy: bool,
    /// Under which circumstances it takes place.
    pub guard: Guard,
}

/// Every import of one of the packages by a file of another. Folders in `except` belong to no package, on either side.
pub fn isolation<'f>(
    packages: &[Package],
    except: &[String],
    files: impl IntoIterator<Item = (&'f str, &'f Facts)>,
    indexes: Indexes<'_, '_>,
) -> Vec<Offender> {
    let mut found = Vec::new();
    for (file, facts) in files {
        let Some(from) = package_of(packages, except, file) else { continue };
        for import in &facts.imports {
            for place in places(file, facts, import, indexes) {
                let Some(into) = package_of(packages, except, &place).filter(|into| into.name != from.name) else { continue };
                let what = match &import.what {
                    Imported::Name(name) => format!("{}: {name}", import.written()),
                    Imported::Module => import.written(),
                    Imported::Star => format!("{}: *", import.written()),
                };
                let (from, into) = (from.name.clone(), into.name.clone());
                found.push(Offender { file: file.into(), line: import.line, from, into, what, lazy: import.lazy, guard: import.guard });
                break;
            }
        }
    }
    found
}

/// The package whose folder holds a path; the innermost folder counts.
fn package_of<'p>(packages: &'p [Package], except: &[String], path: &str) -> Option<&'p Package> {
    let holds = |folder: &str| path == folder || within(folder, path).is_some();
    let excepted = except.iter().filter(|folder| holds(folder)).map(String::len).max();
    let folders = packages.iter().flat_map(|package| package.folders.iter().map(move |folder| (folder, package)));
    let (folder, package) = folders.filter(|(folder, _)| holds(folder)).max_by_key(|(folder, _)| folder.len())?;
    excepted.is_none_or(|excepted| excepted < folder.len()).then_some(package)
}

/// Where an import leads: the file it resolves to, or where its name says that it would be.
fn places(file: &str, facts: &Facts, import: &Import, indexes: Indexes<'_, '_>) -> Vec<String> {
    match facts.language {
        Language::Python => {
            let Some(index) = indexes.python else { return Vec::new() };
            let mut places = Vec::new();
            for package in index.packages_of(file) {
                let Some(module) = index.absolute_name(&package, import.level, &import.module) else { continue };
                let whole = match &import.what {
                    Imported::Name(name) => format!("{module}.{name}"),
                    Imported::Module | Imported::Star => module.clone(),
                };
                // `from package import module` leads to the module; any other name to the module it is taken from.
                let submodule = index.resolve_module(&whole).verdict;
                let place = match (submodule, index.resolve_module(&module).verdict) {
                    (Verdict::Found(found), _) | (_, Verdict::Found(found)) => found.file.trim_end_matches('/').to_owned(),
                    _ => module.replace('.', "/"),
                };
                places.push(place);
            }
            if import.level == 0 && places.is_empty() {
                places.push(import.module.replace('.', "/"));
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
        Language::Java => vec![import.module.replace('.', "/")],
        Language::Rust => {
            let first = import.module.trim_start_matches("::").split("::").next().unwrap_or_default();
            match indexes.rust.and_then(|index| index.folder_of(first)) {
                Some(folder) => vec![folder.to_owned()],
                None => vec![first.to_owned(), import.module.trim_start_matches("crate::").replace("::", "/")],
            }
        }
    }
}
