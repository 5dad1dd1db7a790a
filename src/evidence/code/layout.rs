//! How the code of a tree is laid out: where each language looks for modules.

use super::super::globs::in_tree;
use super::super::needles::last_word;
use super::super::question::Question;
use super::cargo::Cargo;
use super::go_gone::GoGone;
use super::installed::{called, is_manifest, plain, required};
use super::named::{Named, by_alias};
use super::node::Node;
use crate::code::codebase::{folder_of, join, normal, within};
use crate::code::go_module::GoModule;
use crate::code::importers;
use crate::code::resolve::{Alias, Dependency, GoIndex, JavaIndex, PythonIndex, RustIndex, ScriptIndex, Told};
use crate::code::{Codebase, Language};
use crate::model::Plan;
use crate::tree::{Entry, Kind, Tree};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The most files that say how a project is laid out.
const MANIFESTS: usize = 500;

/// The most others that one of them takes over.
const EXTENDED: usize = 10;

/// The largest of them, in bytes.
pub const MANIFEST_BYTES: u64 = 1 << 20;

/// Where each language looks for modules.
#[derive(Debug, Default)]
pub struct Layout {
    /// The folders in which Python looks, in its order.
    pub python_roots: Vec<String>,
    /// First parts of names that can come from this tree alone.
    pub own: Vec<String>,
    aliases: Vec<Alias>,
    base: Option<String>,
    go_modules: Vec<(String, String)>,
    /// What modules of Go may have been called that are gone.
    go_gone: GoGone,
    /// Modules of Go that folders are taken in place of.
    go_replaced: Vec<(String, String)>,
    /// The crates, each with its root file.
    pub crates: Vec<(String, String)>,
    /// What crates call each other.
    pub dependencies: Vec<Dependency>,
    installed: BTreeSet<String>,
    /// What manifests call the packages of the tree, and which they ask for.
    named: Named,
    /// The folders from which packages of Java are counted.
    pub java_roots: Vec<String>,
    /// By the folder of a crate, its features.
    features: BTreeMap<String, BTreeSet<String>>,
    /// The languages of the tree.
    pub languages: BTreeSet<Language>,
}

impl Layout {
    /// The layout of a tree, for questions that follow imports.
    pub fn new(plan: &Plan, tree: &dyn Tree, entries: &[Entry], questions: &[Question]) -> Layout {
        if !questions.iter().any(super::follows_imports) {
            return Layout::default();
        }
        let files = || entries.iter().filter(|entry| entry.kind == Kind::File);
        let languages: BTreeSet<Language> = files().filter_map(|entry| Language::of_path(&entry.path)).collect();
        let mut layout = Layout { python_roots: python_roots(plan, entries), own: own(plan), ..Layout::default() };
        let (most, largest) = (MANIFESTS, MANIFEST_BYTES);
        let scripts = languages.iter().any(|language| language.is_script());
        let wanted = |name: &str| match name {
            "jsconfig.json" | "package.json" => scripts,
            name if name.starts_with("tsconfig") && name.ends_with(".json") => scripts,
            "go.mod" | "go.work" => languages.contains(&Language::Go),
            "Cargo.toml" => languages.contains(&Language::Rust),
            name => languages.contains(&Language::Python) && is_manifest(name),
        };
        let name_of = |path: &str| path.rsplit('/').next().and_then(|name| name.rsplit(':').next()).unwrap_or_default().to_owned();
        let mut manifests: Vec<&Entry> = files().filter(|entry| entry.size <= largest && wanted(&name_of(&entry.path))).collect();
        manifests.sort_by_key(|entry| (entry.path.matches('/').count(), &entry.path));
        let too_large = |entry: &Entry| entry.size > largest && name_of(&entry.path) == "go.mod";
        layout.go_gone.is_open = manifests.len() > most || files().any(too_large);
        let (mut cargo, mut node) = (Cargo::default(), Node::default());
        for entry in manifests.into_iter().take(most) {
            let Ok(bytes) = tree.read(&entry.path) else {
                layout.go_gone.is_open |= entry.path.ends_with("go.mod");
                continue;
            };
            let text = String::from_utf8_lossy(&bytes);
            let folder = folder_of(&entry.path);
            match &*name_of(&entry.path) {
                "go.mod" | "go.work" => layout.go_mod(&text, folder, entry.path.ends_with(".mod")),
                "Cargo.toml" => cargo.read(&text, folder, entries),
                "package.json" => node.read(&text, folder),
                name if is_manifest(name) => {
                    layout.named.python.extend(called(name, &text).map(|called| (called, folder.to_owned())));
                    layout.installed.extend(required(name, &text));
                }
                _ => {
                    layout.tsconfig(&text, folder, folder);
                    layout.extended(tree, &text, folder);
                }
            }
        }
        layout.named.scripts = std::mem::take(&mut node.names);
        layout.named.asked = std::mem::take(&mut node.asked);
        layout.named.crates = std::mem::take(&mut cargo.names);
        layout.features = std::mem::take(&mut cargo.features);
        layout.aliases.extend(node.finish());
        (layout.crates, layout.dependencies) = cargo.finish(entries);
        layout.go_modules.splice(0..0, std::mem::take(&mut layout.go_replaced));
        layout.java_roots = java_roots(entries);
        layout.languages = languages;
        layout
    }

    /// The folders of what manifests, aliases and modules call by a name that imports use, whatever stands there.
    pub fn named(&self, entries: &[Entry], name: &str) -> Vec<String> {
        let in_code = name.replace('-', "_");
        let mut all = self.named.folders(name);
        let of_own = in_code.strip_prefix("crate").filter(|rest| rest.starts_with("::"));
        for (known, root) in &self.crates {
            let source = folder_of(root);
            match of_own.or_else(|| in_code.strip_prefix(known.as_str())) {
                Some("") => all.push(if source == "src" { "" } else { source.strip_suffix("/src").unwrap_or(source) }.to_owned()),
                Some(rest) => all.extend(rest.strip_prefix("::").map(|rest| join(source, &rest.replace("::", "/")))),
                None => {}
            }
        }
        let renamed = self.dependencies.iter().filter(|one| one.local == in_code && one.is_renamed());
        for one in renamed {
            let by_name = || self.named.folders(&one.package).into_iter().next();
            all.extend(one.folder.clone().or_else(by_name));
        }
        all.extend(by_alias(&self.aliases, name));
        all.extend(self.go_modules.iter().filter(|(module, _)| !module.is_empty()).filter_map(|(module, folder)| {
            if name == module { Some(folder.clone()) } else { within(module, name).map(|rest| join(folder, rest)) }
        }));
        let stands = |folder: &String| !crate::tree::beginning(entries, &join(folder, "")).is_empty();
        if let Some(rest) = ["@/", "~/"].iter().find_map(|start| name.strip_prefix(start)) {
            let tops = self.named.scripts.iter().map(|(_, folder)| folder.as_str()).chain([""]);
            all.extend(tops.flat_map(|top| [join(&join(top, "src"), rest), join(top, rest)]).filter(stands));
        }
        let copies = self.go_modules.iter().map(|(_, folder)| join(&join(folder, "vendor"), name));
        all.extend(copies.filter(stands));
        all
    }

    /// The folders of packages that lie within some folders, and are none of theirs.
    pub fn apart(&self, folders: &[String]) -> Vec<String> {
        self.named.apart(folders, &self.go_modules)
    }

    /// The folders of what is called by a name, where nothing stands at a path of that name.
    pub fn named_otherwise(&self, name: &str) -> Vec<String> {
        let projects = self.named.python.iter().filter(|(known, _)| plain(known) == plain(name));
        projects.map(|(_, folder)| folder.clone()).chain(self.base.as_ref().map(|base| join(base, name))).collect()
    }

    /// Whether a manifest asks for something of a name that is not in the tree.
    pub fn asks_for(&self, name: &str) -> bool {
        let in_code = name.replace('-', "_");
        let first = in_code.split("::").next().unwrap_or_default();
        self.named.asks_for(name)
            || self.dependencies.iter().any(|one| one.folder.is_none() && (one.local == first || one.package == first))
            || self.go_gone.required.iter().any(|module| module == name || within(module, name).is_some())
            || self.installs(name.split('.').next().unwrap_or(name))
    }

    /// Whether a package of scripts is asked for by a name, or by what it begins with.
    pub fn takes_for_scripts(&self, name: &str) -> bool {
        self.named.asks_for(name)
    }

    /// Whether a manifest of Python asks for something of a name to be installed.
    pub fn installs(&self, name: &str) -> bool {
        self.installed.contains(&plain(name))
    }

    /// Whether a folder of a package of Go has another name than its path ends in.
    pub fn is_renamed_in_go(&self, folder: &str) -> bool {
        let touches = |at: &str| at == folder || within(at, folder).is_some() || within(folder, at).is_some();
        self.go_modules.iter().any(|(module, at)| touches(at) && !at.is_empty() && module.rsplit('/').next() != at.rsplit('/').next())
    }

    /// The import path of a folder as a Go package, by the innermost module that it lies in.
    pub fn go_package(&self, folder: &str) -> Option<String> {
        let inside = |top: &str| if top == folder { Some("") } else { within(top, folder) };
        let (module, top) = self.go_modules.iter().filter(|(_, top)| inside(top).is_some()).max_by_key(|(_, top)| top.len())?;
        let rest = inside(top)?;
        (!module.is_empty()).then(|| if rest.is_empty() { module.clone() } else { format!("{module}/{rest}") })
    }

    /// The folder of the innermost project of Python that a file lies in; empty for the tree itself.
    pub fn python_project(&self, path: &str) -> &str {
        let projects = self.python_roots.iter().map(|root| root.strip_suffix("/src").unwrap_or(root)).filter(|root| *root != "src");
        projects.filter(|root| within(root, path).is_some()).max_by_key(|root| root.len()).unwrap_or_default()
    }

    /// What a folder may have been called as a Go package whose module is gone with it.
    pub fn gone_go_packages(&self, folder: &str) -> Vec<String> {
        self.go_gone.packages(folder, &self.go_modules)
    }

    /// The path of a file as a module of the crates it may be of, each by the crate's name; and the names of the crates that lie in a folder.
    pub fn crate_paths(&self, path: &str) -> Vec<String> {
        let stem = path.strip_suffix(".rs").unwrap_or(path);
        let of = |(name, root): &(String, String)| {
            if path == root || within(path, root).is_some() {
                return Some(name.clone());
            }
            let inner = within(folder_of(root), stem)?;
            Some(format!("{name}::{}", inner.trim_end_matches("/mod").replace('/', "::")))
        };
        self.crates.iter().filter_map(of).collect()
    }

    /// How the code of crates spells modules that it takes from a crate by a name of its own, each with the folder of the crate that does.
    pub fn local_spellings(&self, modules: &[String]) -> Vec<(String, String)> {
        let renamed = self.dependencies.iter().filter(|one| one.is_renamed());
        let mut all = Vec::new();
        for one in renamed {
            let library = self.crates.iter().find(|(_, root)| one.folder.as_deref().is_some_and(|folder| within(folder, root).is_some()));
            let names = [Some(one.package.as_str()), library.map(|(name, _)| name.as_str())];
            for module in modules {
                let rest = names.iter().flatten().find_map(|name| module.strip_prefix(name));
                let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with("::"));
                all.extend(rest.map(|rest| (one.user.clone(), format!("{}{rest}", one.local))));
            }
        }
        all.sort();
        all.dedup();
        all
    }

    /// The words by which aliases name a path without saying its own name; nothing when an alias says no word at all.
    pub fn alias_words(&self, path: &str) -> Option<Vec<String>> {
        let wanted = importers::stem(path);
        // All of it, or a part of it alone.
        let whole = |target: &str| target == wanted || within(wanted, target).is_some();
        let mut words = Vec::new();
        for alias in &self.aliases {
            let (said, reaches): (&str, bool) = match alias.pattern.split_once('*') {
                None => (&alias.pattern, alias.targets.iter().any(|target| whole(importers::stem(target)))),
                Some((said, _)) => {
                    let before = |target: &String| target.split('*').next().is_some_and(|before| whole(before.trim_end_matches('/')));
                    (said, alias.targets.iter().any(before))
                }
            };
            // What stands for the star is said.
            let stars = alias.targets.iter().filter_map(|target| target.split_once('*'));
            let stars = stars.filter_map(|(before, after)| wanted.strip_prefix(before)?.strip_suffix(after));
            words.extend(stars.map(last_word).filter(|word| !word.is_empty()).map(str::to_owned));
            if reaches {
                words.push(Some(last_word(said)).filter(|word| !word.is_empty())?.to_owned());
            }
        }
        Some(words)
    }

    /// The paths at which a module may lie by what scripts call it.
    pub fn led_by_name(&self, name: &str) -> Vec<String> {
        let leads = |name: &str| -> Vec<String> {
            let base = self.base.as_ref().and_then(|base| normal(&join(base, name)));
            self.aliases.iter().filter_map(|alias| alias.leads(name)).flatten().chain(base).collect()
        };
        // What lies in a folder is named with it.
        let folders = leads(&join(name, ""));
        let inside = |path: &str| folders.iter().any(|folder| path != folder && within(folder, path).is_some());
        leads(name).into_iter().chain(folders.iter().cloned()).filter(|path| !path.is_empty() && !inside(path)).collect()
    }

    /// Reads a `go.mod`, or a `go.work`, which is no module.
    fn go_mod(&mut self, text: &str, folder: &str, is_module: bool) {
        let module = GoModule::read(text);
        // A folder in place of a module comes before any other that says to be that module; the nearest to the top decides.
        let folders = module.replaces.iter().filter(|replaced| replaced.is_folder());
        let folders = folders.filter_map(|replaced| Some((replaced.path.clone(), normal(&join(folder, &replaced.by))?)));
        self.go_replaced.extend(folders);
        self.go_gone.read(&module, folder);
        if is_module {
            self.go_modules.push((module.path, folder.to_owned()));
        }
    }

    /// What a `tsconfig.json` takes over from others of the tree: their paths count from where they stand, for the files of the first.
    fn extended(&mut self, tree: &dyn Tree, text: &str, folder: &str) {
        let named = |text: &str, from: &str| -> Vec<String> {
            let Ok(data) = serde_json::from_str::<Value>(&plain_json(text)) else { return Vec::new() };
            let all = match data.get("extends") {
                Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
                Some(Value::String(one)) => vec![one.as_str()],
                _ => Vec::new(),
            };
            let relative = all.into_iter().rev().filter(|path| path.starts_with('.'));
            let ending = |path: &str| if path.ends_with(".json") { path.to_owned() } else { format!("{path}.json") };
            relative.filter_map(|path| normal(&join(from, &ending(path)))).collect()
        };
        let mut waiting = named(text, folder);
        for _ in 0..EXTENDED {
            let Some(path) = waiting.pop() else { return };
            let Some(bytes) = tree.read(&path).ok().filter(|bytes| bytes.len() as u64 <= MANIFEST_BYTES) else { continue };
            let text = String::from_utf8_lossy(&bytes);
            self.tsconfig(&text, folder_of(&path), folder);
            waiting.extend(named(&text, folder_of(&path)));
        }
    }

    /// Reads the options of a `tsconfig.json` in a folder, for the files of another that takes them over.
    fn tsconfig(&mut self, text: &str, folder: &str, holds_for: &str) {
        let Ok(data) = serde_json::from_str::<Value>(&plain_json(text)) else { return };
        let Some(options) = data.get("compilerOptions") else { return };
        let base = options.get("baseUrl").and_then(Value::as_str);
        let from = base.and_then(|base| normal(&join(folder, base))).unwrap_or_else(|| folder.to_owned());
        if base.is_some() && self.base.is_none() {
            self.base = Some(from.clone());
        }
        let paths = options.get("paths").and_then(Value::as_object);
        for (pattern, targets) in paths.into_iter().flatten() {
            let targets = targets.as_array().into_iter().flatten().filter_map(Value::as_str);
            let targets = targets.filter_map(|target| normal(&join(&from, target))).collect();
            self.aliases.push(Alias { pattern: pattern.clone(), targets, folder: holds_for.to_owned(), told: Told::Sure });
        }
    }
}

/// The indexes over a tree, one a language.
pub struct Indexes<'i, 'a> {
    /// The layout they follow.
    pub layout: &'i Layout,
    /// The files.
    pub codebase: &'a Codebase<'a>,
    /// For Python.
    pub python: PythonIndex<'a>,
    /// For JavaScript and TypeScript.
    pub script: ScriptIndex<'a>,
    /// For Go.
    pub go: GoIndex<'a>,
    /// For Rust.
    pub rust: RustIndex<'a>,
    /// For Java.
    pub java: JavaIndex<'a>,
}

impl<'i, 'a> Indexes<'i, 'a> {
    /// Indexes over a tree.
    pub fn new(layout: &'i Layout, codebase: &'a Codebase<'a>) -> Indexes<'i, 'a> {
        let texts = |all: &'i [String]| all.iter().map(String::as_str).collect::<Vec<&str>>();
        Indexes {
            layout,
            codebase,
            python: PythonIndex::new(codebase, &texts(&layout.python_roots))
                .with_own(layout.own.iter().cloned())
                .with_installed(layout.installed.clone()),
            script: ScriptIndex::new(codebase, layout.aliases.clone(), layout.base.as_deref()),
            go: GoIndex::new(codebase, layout.go_modules.clone())
                .with_required(layout.go_gone.required.clone(), !layout.go_gone.is_open && !layout.go_modules.is_empty()),
            rust: RustIndex::new(codebase, layout.crates.clone())
                .with_dependencies(layout.dependencies.clone())
                .with_features(layout.features.clone()),
            java: JavaIndex::new(codebase, &texts(&layout.java_roots)),
        }
    }

    /// Those that tell where imports lead.
    pub fn of_imports(&self) -> importers::Indexes<'_, 'a> {
        importers::Indexes {
            tree: Some(self.codebase),
            python: Some(&self.python),
            script: Some(&self.script),
            go: Some(&self.go),
            rust: Some(&self.rust),
            java: Some(&self.java),
        }
    }
}

/// What a plan says, beside its aliases, of the ways that imports lead: the folders of Python, and what is its own.
pub fn ways(plan: &Plan, entries: &[Entry]) -> (Vec<String>, Vec<String>) {
    (python_roots(plan, entries), own(plan))
}

/// The folders in which Python looks for modules: the tree itself, the `src` of it, where aliases lead, and folders with a project of their own.
pub fn python_roots(plan: &Plan, entries: &[Entry]) -> Vec<String> {
    let mut roots = BTreeSet::new();
    let there = |folder: &str| !crate::tree::beginning(entries, &join(folder, "")).is_empty();
    for alias in &plan.aliases {
        let root = alias.to.strip_suffix(&*alias.from).unwrap_or("");
        roots.insert(root.trim_end_matches('/').to_owned());
    }
    // The folder of a registry is a package, or holds some.
    for path in plan.registries.iter().flat_map(|registry| &registry.under).map(|glob| in_tree(plan, glob)) {
        let folder = path.split(['*', '?', '[', '{']).next().unwrap_or_default().trim_end_matches('/');
        roots.insert(folder.to_owned());
        roots.insert(folder_of(folder).to_owned());
    }
    for tree in &plan.trees {
        roots.insert(format!("{}:", tree.id));
    }
    const PROJECTS: [&str; 6] = ["pyproject.toml", "setup.py", "setup.cfg", "requirements.txt", "Pipfile", "manage.py"];
    for entry in entries {
        let folder = folder_of(&entry.path);
        let name = entry.path.get(folder.len()..).unwrap_or_default().trim_start_matches('/');
        if PROJECTS.contains(&name) {
            roots.insert(folder.to_owned());
        }
    }
    let sources: Vec<String> = roots.iter().map(String::as_str).chain([""]).map(|root| join(root, "src")).collect();
    roots.extend(sources);
    roots.remove("");
    let others = roots.into_iter().filter(|root| there(root));
    std::iter::once(String::new()).chain(others).collect()
}

/// First parts of the names that the plan itself places in this tree: what it names of them and is not there is missing, not installed.
fn own(plan: &Plan) -> Vec<String> {
    let mut own = BTreeSet::new();
    let plain = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    for path in plan.items.iter().flat_map(|item| item.at.iter().map(|place| &*place.path).chain([&*item.folder])) {
        let path = in_tree(plan, path);
        let path = path.strip_prefix("src/").unwrap_or(&path);
        if let Some((first, _)) = path.split_once('/').filter(|(first, _)| plain(first)) {
            own.insert(first.to_owned());
        }
    }
    for registry in &plan.registries {
        let patterns = registry.patterns.iter().filter_map(|pattern| pattern.split('.').next()).filter(|first| plain(first));
        own.extend(patterns.map(str::to_owned));
        for glob in &registry.under {
            let path = in_tree(plan, glob);
            let folder = path.split(['*', '?', '[', '{']).next().unwrap_or_default().trim_end_matches('/');
            let last = folder.rsplit('/').next().unwrap_or_default();
            if plain(last) && last != "src" {
                own.insert(last.to_owned());
            }
        }
    }
    own.into_iter().collect()
}

/// The folders from which packages of Java are counted.
pub fn java_roots(entries: &[Entry]) -> Vec<String> {
    let mut roots = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.path.ends_with(".java")) {
        for mark in ["src/main/java", "src/test/java"] {
            if let Some(at) = entry.path.find(mark) {
                roots.insert(entry.path[..at + mark.len()].to_owned());
            }
        }
    }
    roots.insert("src".to_owned());
    roots.insert(String::new());
    roots.into_iter().collect()
}

/// JSON without the comments and the commas at ends of lists that `tsconfig.json` may have.
fn plain_json(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = rest.next() {
        match c {
            '\\' if quoted => {
                out.push(c);
                out.extend(rest.next());
            }
            '"' => {
                quoted = !quoted;
                out.push(c);
            }
            '/' if !quoted && rest.peek() == Some(&'/') => {
                while rest.peek().is_some_and(|c| *c != '\n') {
                    rest.next();
                }
            }
            '/' if !quoted && rest.peek() == Some(&'*') => {
                let mut before = ' ';
                for c in rest.by_ref().skip(1) {
                    if before == '*' && c == '/' {
                        break;
                    }
                    before = c;
                }
            }
            '}' | ']' if !quoted => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_of_typescript_has_comments() {
        let text = "{ // a\n \"a\": \"x//y\", /* b */ \"c\": [1, 2, ],\n}";
        assert_eq!(serde_json::from_str::<Value>(&plain_json(text)).unwrap(), serde_json::json!({ "a": "x//y", "c": [1, 2] }));
    }
}
