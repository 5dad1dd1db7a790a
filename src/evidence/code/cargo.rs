//! Manifests of Cargo: the crates of a tree, and what each calls those it depends on.

use crate::code::codebase::{join, normal, within};
use crate::code::resolve::Dependency;
use crate::tree::{self, Entry};
use std::collections::{BTreeMap, BTreeSet};
use toml::Value;

/// What the manifests read so far say.
#[derive(Debug, Default)]
pub struct Cargo {
    crates: Vec<(String, String)>,
    dependencies: Vec<Dependency>,
    /// By the folder of a crate, its features.
    pub features: BTreeMap<String, BTreeSet<String>>,
    /// The packages by their names, as written and as in code, and by those of their libraries, each with its folder.
    pub names: Vec<(String, String)>,
    /// By the folder of a workspace, what its crates may take over: by the name in code, the package and its folder.
    shared: BTreeMap<String, BTreeMap<String, (String, Option<String>)>>,
}

const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

impl Cargo {
    /// Reads a manifest that stands in a folder. That of a workspace is read before those of its crates.
    pub fn read(&mut self, text: &str, folder: &str, entries: &[Entry]) {
        let Ok(data) = toml::from_str::<Value>(text) else { return };
        if let Some(shared) = data.get("workspace").and_then(|workspace| workspace.get("dependencies")).and_then(Value::as_table) {
            let told = shared.iter().map(|(name, value)| (in_code(name), package(name, value, folder)));
            self.shared.insert(folder.to_owned(), told.collect());
        }
        let Some(name) = data.get("package").and_then(|package| package.get("name")).and_then(Value::as_str) else { return };
        let library = data.get("lib");
        let given = |key: &str| library.and_then(|library| library.get(key)).and_then(Value::as_str);
        let names = [name.to_owned(), in_code(name), in_code(given("name").unwrap_or(name))];
        self.names.extend(names.map(|name| (name, folder.to_owned())));
        let files = given("path").into_iter().chain(["src/lib.rs", "src/main.rs"]).map(|file| join(folder, file));
        let there = |file: &String| tree::find(entries, file).is_some();
        let name = in_code(given("name").unwrap_or(name));
        self.crates.extend(files.into_iter().find(there).map(|file| (name, file)));
        let declared = data.get("features").and_then(Value::as_table).into_iter().flat_map(|table| table.keys().cloned());
        self.features.insert(folder.to_owned(), declared.collect());
        let targets = data.get("target").and_then(Value::as_table).into_iter().flat_map(|targets| targets.values());
        for part in std::iter::once(&data).chain(targets) {
            for (name, value) in TABLES.iter().filter_map(|table| part.get(table)?.as_table()).flatten() {
                // What may be left out is a feature of that name.
                if value.get("optional").and_then(Value::as_bool) == Some(true)
                    && let Some(features) = self.features.get_mut(folder)
                {
                    features.insert(name.clone());
                }
                self.depend(folder, name, value);
            }
        }
    }

    fn depend(&mut self, user: &str, name: &str, value: &Value) {
        let local = in_code(name);
        let taken = value.get("workspace").and_then(Value::as_bool) == Some(true);
        let shared = || {
            let around = self.shared.iter().filter(|(top, _)| *top == user || within(top, user).is_some());
            around.max_by_key(|(top, _)| top.len())?.1.get(&local).cloned()
        };
        let (package, folder) = taken.then(shared).flatten().unwrap_or_else(|| package(name, value, user));
        self.dependencies.push(Dependency { user: user.to_owned(), local, package, folder });
    }

    /// The crates, each with its root file, and what they depend on. A crate that is gone from where a manifest says it to be stands last.
    pub fn finish(mut self, entries: &[Entry]) -> (Vec<(String, String)>, Vec<Dependency>) {
        let of_workspaces = self.shared.values().flat_map(|shared| shared.values().cloned());
        let told = self.dependencies.iter().map(|one| (one.package.clone(), one.folder.clone())).chain(of_workspaces);
        let mut gone: Vec<(String, String)> = Vec::new();
        for (package, folder) in told {
            let Some(folder) = folder.filter(|folder| tree::find(entries, &join(folder, "Cargo.toml")).is_none()) else { continue };
            gone.push((package, join(&folder, "src/lib.rs")));
        }
        gone.sort();
        gone.dedup();
        self.crates.extend(gone);
        self.dependencies.sort();
        self.dependencies.dedup();
        (self.crates, self.dependencies)
    }
}

fn in_code(name: &str) -> String {
    name.replace('-', "_")
}

/// The package of a dependency, and its folder where it has one, counted from that of the manifest.
fn package(name: &str, value: &Value, folder: &str) -> (String, Option<String>) {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let path = text("path").and_then(|path| normal(&join(folder, path)));
    (in_code(text("package").unwrap_or(name)), path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_code_lead_to_packages_and_folders() {
        let mut cargo = Cargo::default();
        cargo.read("[workspace.dependencies]\nold = { path = \"kb\", package = \"the-kb\" }\n", "", &[]);
        let text = "[package]\nname = \"c\"\n[dependencies]\nold.workspace = true\nserde = \"1\"\n\
                    [target.'cfg(unix)'.dev-dependencies.x-y]\npath = \"../z\"\n";
        cargo.read(text, "c", &[]);
        let (crates, dependencies) = cargo.finish(&[]);
        let told: Vec<_> = dependencies.iter().map(|one| (&*one.local, &*one.package, one.folder.as_deref())).collect();
        assert_eq!(told, [("old", "the_kb", Some("kb")), ("serde", "serde", None), ("x_y", "x_y", Some("z"))]);
        assert_eq!(crates, [("the_kb".into(), "kb/src/lib.rs".to_owned()), ("x_y".into(), "z/src/lib.rs".into())]);
    }
}
