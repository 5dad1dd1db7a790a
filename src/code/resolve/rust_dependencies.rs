//! What crates call each other: a manifest may give a crate another name, and say where it lies.

use super::super::codebase::{join, within};
use super::rust::{Dependency, RustIndex, crate_folder};

impl RustIndex<'_> {
    /// Says what the crates depend on.
    #[must_use]
    pub fn with_dependencies(mut self, dependencies: Vec<Dependency>) -> Self {
        self.dependencies = dependencies;
        self
    }

    /// What the manifest of a file's crate says of a name in its code.
    fn dependency(&self, file: &str, name: &str) -> Option<&Dependency> {
        let users = self.dependencies.iter().map(|one| one.user.as_str());
        let crates = self.crates.iter().map(|(_, root)| crate_folder(root));
        let user = users.chain(crates).filter(|user| within(user, file).is_some()).max_by_key(|user| user.len())?;
        self.dependencies.iter().find(|one| one.user == user && one.local == name)
    }

    /// The folder in which the crate stands that a name in the code of a file means, where its manifest tells.
    pub fn folder_named(&self, file: &str, name: &str) -> Option<&str> {
        let folder = self.dependency(file, name)?.folder.as_deref()?;
        self.tree.has_file(&join(folder, "Cargo.toml")).then_some(folder)
    }

    /// The name of the crate that a name in the code of a file means, where its manifest tells.
    pub fn crate_named(&self, file: &str, name: &str) -> Option<String> {
        let found = self.dependency(file, name)?;
        let lies = |(_, root): &&(String, String)| found.folder.as_deref() == Some(crate_folder(root));
        let of_tree = self.crates.iter().find(lies).map(|(name, _)| name.clone());
        // Without another name a crate goes by that of its library.
        of_tree.or_else(|| Some(found.package.clone()))
    }

    /// A path of a file's code that begins with `crate`, or with the file's own name of a crate, by the name of the crate itself; nothing
    /// where both are one.
    pub(super) fn own_path(&self, file: &str, path: &str) -> Option<String> {
        let path = path.trim_start_matches("::");
        let (first, rest) = path.split_once("::").map_or((path, None), |(first, rest)| (first, Some(rest)));
        let name = if first == "crate" { self.crate_of(file).map(str::to_owned) } else { self.crate_named(file, first) };
        let name = name.filter(|name| name != first)?;
        Some(rest.map_or_else(|| name.clone(), |rest| format!("{name}::{rest}")))
    }
}
