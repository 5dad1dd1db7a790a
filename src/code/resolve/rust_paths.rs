//! Where paths in the code of a crate lead, told by the names of crates.

use super::super::codebase::{folder_of, join, normal, within};
use super::super::facts::{Facts, Import, Imported, Kind};
use super::rust::{RustIndex, crate_folder};

/// Folders of a package in which every file is the root of a crate.
const TARGETS: [&str; 4] = ["tests", "examples", "benches", "src/bin"];

impl RustIndex<'_> {
    /// The paths that a path of an import may stand for, as written and from the name of its crate on.
    pub fn paths_of_import(&self, file: &str, within: Option<&str>, path: &str) -> Vec<String> {
        let path = path.trim_start_matches("::").replace("r#", "");
        let path = path.as_str();
        let written = self.whole_path(file, within, path).unwrap_or_else(|| path.to_owned());
        let mut paths: Vec<String> = self.own_path(file, &written).into_iter().collect();
        let first = written.split("::").next().unwrap_or_default();
        let is_known = matches!(first, "crate" | "std" | "core" | "alloc") || self.crates.iter().any(|(name, _)| name == first);
        if !is_known && self.crate_named(file, first).is_none() {
            paths.extend(self.below(file, within, &written));
        }
        // Tests, examples and benches of a package name its library.
        if let Some(inner) =
            self.crate_of(file).or_else(|| self.package_of(file)).and_then(|own| written.strip_prefix(own)?.strip_prefix("::"))
        {
            paths.push(format!("crate::{inner}"));
        }
        paths.insert(0, written);
        paths
    }

    /// The paths that a name of two parts or more may stand for in the code of a file, where its first part is not defined there.
    pub fn paths_of_name(&self, file: &str, facts: &Facts, name: &str) -> Vec<String> {
        let (first, rest) = name.split_once("::").unwrap_or((name, ""));
        if let Some(import) = bound_by(facts, first) {
            let base = match &import.what {
                Imported::Name(what) => format!("{}::{what}", import.module),
                Imported::Module | Imported::Star => import.module.to_string(),
            };
            let bases = self.paths_of_import(file, import.within.as_deref(), &base);
            return bases.into_iter().map(|base| format!("{base}::{rest}")).collect();
        }
        match facts.definitions.iter().find(|definition| *definition.name == *first) {
            Some(definition) if definition.kind == Kind::Module => self.below(file, None, name),
            Some(_) => Vec::new(),
            None => self.paths_of_import(file, None, name),
        }
    }

    /// A path that begins in the module of a file itself.
    fn below(&self, file: &str, within: Option<&str>, path: &str) -> Vec<String> {
        let whole = self.whole_path(file, within, &format!("self::{path}"));
        let own = whole.as_deref().and_then(|whole| self.own_path(file, whole));
        whole.into_iter().chain(own).collect()
    }

    /// The files that the modules of a file would lie in, each with the line in which it is declared.
    pub fn files_declared(&self, file: &str, facts: &Facts) -> Vec<(u32, Vec<String>)> {
        let bases = self.bases_of(file);
        let own = |definition: &&super::super::facts::Definition| definition.kind == Kind::Module && definition.open;
        let files = facts.definitions.iter().filter(own).map(|definition| {
            let places = bases.iter().map(|base| join(base, &definition.name.replace('.', "/")));
            let files = match &definition.value {
                Some(path) => normal(&join(folder_of(file), path)).into_iter().collect(),
                None => places.flat_map(|place| [format!("{place}.rs"), format!("{place}/mod.rs")]).collect(),
            };
            (definition.line, files)
        });
        files.collect()
    }

    /// The folders in which the modules that a file declares may lie: beside the root of a crate, and else in a folder of the file's name. Where
    /// a manifest may say that the file is a root, both.
    fn bases_of<'f>(&self, file: &'f str) -> Vec<&'f str> {
        let stem = file.strip_suffix(".rs").unwrap_or(file);
        let folder = folder_of(file);
        let name = stem.rsplit(['/', ':']).next().unwrap_or(stem);
        let package = |around: &str| self.tree.has_file(&join(around, "Cargo.toml"));
        let targets = || TARGETS.iter().find_map(|target| folder.strip_suffix(target)).map(|around| around.trim_end_matches('/'));
        let is_target = || name == "build" && package(folder) || targets().is_some_and(package);
        if ["lib", "main", "mod"].contains(&name) || self.crates.iter().any(|(_, root)| root == file) || is_target() {
            return vec![folder];
        }
        let is_source = self.crate_of(file).is_some() || folder.split(['/', ':']).any(|part| part == "src") && targets().is_none();
        if is_source { vec![stem] } else { vec![stem, folder] }
    }

    /// The name of the crate in whose package a file lies.
    fn package_of(&self, file: &str) -> Option<&str> {
        let around = self.crates.iter().filter(|(_, root)| within(crate_folder(root), file).is_some());
        around.max_by_key(|(_, root)| crate_folder(root).len()).map(|(name, _)| name.as_str())
    }

    /// The name of the crate that a file is part of.
    pub(super) fn crate_of(&self, file: &str) -> Option<&str> {
        let around = self.crates.iter().filter(|(_, root)| within(folder_of(root), file).is_some());
        around.max_by_key(|(_, root)| folder_of(root).len()).map(|(name, _)| name.as_str())
    }
}

/// The import by which a file has a name.
fn bound_by<'f>(facts: &'f Facts, name: &str) -> Option<&'f Import> {
    facts.imports.iter().find(|import| match (&import.alias, &import.what) {
        (Some(alias), _) => **alias == *name,
        (None, Imported::Name(what)) => **what == *name,
        (None, Imported::Module) => import.module.rsplit("::").next() == Some(name) && import.module.contains("::"),
        (None, Imported::Star) => false,
    })
}
