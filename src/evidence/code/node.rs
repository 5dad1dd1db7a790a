//! Manifests of packages of scripts: by which names the files of a tree are imported.

use crate::code::codebase::{folder_of, join, normal};
use crate::code::resolve::{Alias, Told};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the manifests read so far say.
#[derive(Debug, Default)]
pub struct Node {
    aliases: Vec<Alias>,
    /// The folder of each package, by its name.
    folders: BTreeMap<String, String>,
    /// All packages by their names, each with its folder.
    pub names: Vec<(String, String)>,
    /// What packages depend on, by the names that they give it.
    pub asked: BTreeSet<String>,
    /// Names that packages give to other ones: the folder of who does, its name, the name of the other.
    renamed: Vec<(String, String, String)>,
    /// Names that packages give to folders: the folder of who does, its name, the other folder.
    leading: Vec<(String, String, String)>,
    /// By the folder of a package, what it exports: the path behind its name, and where that leads.
    exports: BTreeMap<String, Vec<(String, Vec<String>)>>,
    /// The beginnings of names that packages of the tree share, and the folders in which these lie by their own names.
    scopes: BTreeSet<(String, String)>,
}

const DEPENDENCIES: [&str; 4] = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

impl Node {
    /// Reads a `package.json` that stands in a folder.
    pub fn read(&mut self, text: &str, folder: &str) {
        let Ok(data) = serde_json::from_str::<Value>(text) else { return };
        for (pattern, target) in data.get("imports").and_then(Value::as_object).into_iter().flatten() {
            self.alias(pattern.clone(), places(target, folder), folder, Told::Sure);
        }
        for (name, wanted) in DEPENDENCIES.iter().filter_map(|table| data.get(table)?.as_object()).flatten() {
            self.asked.insert(name.clone());
            let Some(wanted) = wanted.as_str() else { continue };
            self.depend(folder, name, wanted);
        }
        let Some(name) = data.get("name").and_then(Value::as_str) else { return };
        if let (Some((scope, last)), false) = (name.split_once('/'), folder.is_empty()) {
            let parent = folder_of(folder);
            if join(parent, last) == folder {
                self.scopes.insert((scope.to_owned(), parent.to_owned()));
            }
        }
        self.names.push((name.to_owned(), folder.to_owned()));
        self.folders.entry(name.to_owned()).or_insert_with(|| folder.to_owned());
        match data.get("exports") {
            Some(Value::Object(all)) if all.keys().any(|key| key.starts_with('.')) => {
                let listed = all.iter().map(|(path, target)| {
                    let (path, targets) = (path.trim_start_matches('.'), places(target, folder));
                    // A folder stands for all that lies in it.
                    let all = |path: &str| join(path.trim_end_matches('/'), "*");
                    if path.ends_with('/') { (all(path), targets.iter().map(|one| all(one)).collect()) } else { (path.to_owned(), targets) }
                });
                self.exports.insert(folder.to_owned(), listed.collect());
            }
            Some(Value::Null) | None => {}
            Some(target) => drop(self.exports.insert(folder.to_owned(), vec![(String::new(), places(target, folder))])),
        }
        let entry = ["source", "types", "module", "main"].into_iter().filter_map(|key| data.get(key)?.as_str());
        let mut starts: Vec<String> = entry.filter_map(|path| normal(&join(folder, path))).collect();
        starts.extend([join(folder, "src"), folder.to_owned()].into_iter().filter(|start| !start.is_empty()));
        self.package(name, folder, "", starts);
    }

    /// A package lies in a folder, by a name that the files of another folder use.
    fn package(&mut self, name: &str, folder: &str, user: &str, starts: Vec<String>) {
        let exports = self.exports.get(folder).cloned();
        let told = if exports.is_some() { Told::Listed } else { Told::Placed };
        for (path, targets) in exports.into_iter().flatten() {
            self.aliases.push(Alias { pattern: format!("{name}{path}"), targets, folder: user.to_owned(), told: Told::Exported });
        }
        self.alias(name.to_owned(), starts, user, told);
        self.alias(format!("{name}/*"), vec![join(folder, "src/*"), join(folder, "*")], user, told);
    }

    fn alias(&mut self, pattern: String, targets: Vec<String>, folder: &str, told: Told) {
        if !targets.is_empty() {
            self.aliases.push(Alias { pattern, targets, folder: folder.to_owned(), told });
        }
    }

    /// What a package depends on may lie in a folder, or be another package by a name of its own.
    fn depend(&mut self, user: &str, name: &str, wanted: &str) {
        let Some((protocol, rest)) = wanted.split_once(':') else { return };
        let by_path = matches!(protocol, "file" | "link" | "portal") || protocol == "workspace" && rest.starts_with('.');
        if by_path {
            let Some(folder) = normal(&join(user, rest)).filter(|folder| !folder.is_empty()) else { return };
            self.leading.push((user.to_owned(), name.to_owned(), folder));
        } else if matches!(protocol, "workspace" | "npm") {
            let other = rest.rfind('@').filter(|at| *at > 0).map_or(rest, |at| &rest[..at]);
            self.renamed.push((user.to_owned(), name.to_owned(), other.to_owned()));
        }
    }

    /// All that the names lead to. Where packages lie by the names they have, one of that name that is gone lay there too.
    pub fn finish(mut self) -> Vec<Alias> {
        let folder = |other: &String| self.folders.get(other).filter(|folder| !folder.is_empty()).cloned();
        let renamed = self.renamed.iter().filter_map(|(user, name, other)| Some((user.clone(), name.clone(), folder(other)?)));
        let leading: Vec<(String, String, String)> = renamed.chain(self.leading.iter().cloned()).collect();
        for (user, name, folder) in leading {
            // A name leads to a folder, whatever stands there.
            self.package(&name, &folder, &user, vec![join(&folder, "src"), folder.clone()]);
        }
        for (scope, parent) in std::mem::take(&mut self.scopes) {
            self.alias(format!("{scope}/*"), vec![join(&parent, "*"), join(&parent, "*/src")], "", Told::Alike);
        }
        self.aliases
    }
}

/// The files that an entry leads to, whatever it hangs on.
fn places(target: &Value, folder: &str) -> Vec<String> {
    match target {
        Value::String(path) if path.starts_with('.') => normal(&join(folder, path)).into_iter().collect(),
        Value::Array(all) => all.iter().flat_map(|one| places(one, folder)).collect(),
        Value::Object(all) => all.values().flat_map(|one| places(one, folder)).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_to_files_and_folders() {
        let mut node = Node::default();
        let ui = "{\"name\": \"@a/ui\", \"exports\": {\"./kit\": {\"import\": \"./deep/kit.ts\", \"types\": null}}}";
        node.read(ui, "packages/ui");
        let api =
            "{\"imports\": {\"#l/*\": \"./src/*.ts\"}, \"dependencies\": {\"old\": \"npm:@a/ui@^1\", \"f\": \"file:../f\", \"x\": \"1\"}}";
        node.read(api, "packages/api");
        let aliases = node.finish();
        let leads = |pattern: &str| -> Vec<&str> {
            let of = aliases.iter().filter(|alias| alias.pattern == pattern);
            of.flat_map(|alias| alias.targets.iter().map(String::as_str)).collect()
        };
        assert_eq!(leads("@a/ui/kit"), ["packages/ui/deep/kit.ts"]);
        assert_eq!(leads("#l/*"), ["packages/api/src/*.ts"]);
        assert_eq!((leads("old"), leads("f")), (vec!["packages/ui/src", "packages/ui"], vec!["packages/f/src", "packages/f"]));
        assert_eq!((leads("@a/*"), leads("x")), (vec!["packages/*", "packages/*/src"], Vec::new()));
    }
}
