//! How importers spell a module or something at a path, whether it still stands or not.

use super::super::globs::in_tree;
use super::super::needles::last_word;
use super::Layout;
use crate::code::Language;
use crate::code::codebase::{folder_of, join, within};
use crate::model::Plan;
use crate::tree::{self, Entry};

/// The ways a module is spelt.
#[derive(Debug, Clone)]
pub struct Spelt {
    /// As the plan says it.
    pub written: Box<str>,
    /// As imports do, in every language that could: a path has a dotted name under each root.
    pub modules: Vec<String>,
    /// Words of which a file that imports it says one; nothing where it may say none.
    pub words: Option<Vec<String>>,
    /// It is a path, rather than the name of a module.
    pub is_path: bool,
    /// It is the path of a file.
    pub is_file: bool,
    /// How the code of one language spells it, in the files of a folder.
    pub locally: Vec<Local>,
    /// The path it lies or lay at, if it is one.
    pub path: String,
}

/// How the files of a folder spell a module in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Local {
    /// The language.
    pub language: Language,
    /// The folder; empty for all files.
    pub folder: String,
    /// The module.
    pub module: String,
}

/// Folders that stand in the search path of Python by custom, though nothing may say so once they are empty.
const PYTHON_ROOTS: [&str; 3] = ["src", "lib", "python"];

/// Folders from which packages of Java are counted.
const JAVA_ROOTS: [&str; 3] = ["src/main/java/", "src/test/java/", "src/"];

impl Spelt {
    /// The ways of a subject: the name of a module, or a path. What has no slash and ends as a file of code does may be either; a place of an
    /// item is a path, whatever it looks like.
    pub fn new(plan: &Plan, entries: &[Entry], layout: &Layout, subject: &str, is_place: bool) -> Spelt {
        let mut modules = vec![subject.to_owned()];
        let mut extra = Some(Vec::new());
        let is_path = is_place || subject.contains('/') || Language::of_path(subject).is_some();
        if is_path {
            let path = in_tree(plan, subject);
            let path = path.trim_end_matches('/');
            modules = of_path(entries, layout, path, is_place);
            extra = layout.alias_words(path);
            // A package of scripts may be called as a file is: `decimal.js`.
            modules.extend(Some(subject.to_owned()).filter(|subject| !subject.contains('/')));
        } else {
            // A folder at the top may be a crate of another name.
            modules.extend(layout.crate_paths(&in_tree(plan, subject)));
            modules.extend(gone_in_go(entries, layout, &in_tree(plan, subject)));
            modules.extend(layout.go_package(&in_tree(plan, subject)).filter(|_| layout.is_renamed_in_go(subject)));
            // Where roots lie within each other, one module of Python has several names.
            let paths = layout.python_roots.iter().map(|root| join(root, &subject.replace('.', "/")));
            let stands = |path: &String| {
                tree::find(entries, &format!("{path}.py")).is_some() || !tree::beginning(entries, &join(path, "")).is_empty()
            };
            let path = paths.into_iter().find(stands).filter(|_| layout.languages.contains(&Language::Python));
            modules.extend(path.into_iter().flat_map(|path| python(entries, layout, &path)));
        }
        // A crate called `old-lib` is `old_lib` in code.
        let name = subject.trim_end_matches('/').rsplit('/').next().unwrap_or(subject);
        if name.contains('-')
            && !name.contains(['.', '@', '*'])
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        {
            modules.push(name.replace('-', "_"));
        }
        modules.sort();
        modules.dedup();
        let path = in_tree(plan, subject).trim_end_matches('/').to_owned();
        let at = Some(&path).filter(|path| is_path || !tree::beginning(entries, &join(path, "")).is_empty());
        let renamed = layout.local_spellings(&modules).into_iter();
        let mut locally: Vec<Local> = renamed.map(|(folder, module)| Local { language: Language::Rust, folder, module }).collect();
        locally.extend(at.into_iter().flat_map(|path| of_rust(entries, layout, path).into_iter().chain(of_java(entries, layout, path))));
        locally.extend(at.into_iter().flat_map(|path| of_python(entries, layout, path)));
        // What has a name lies somewhere, and may be imported from there.
        let led = layout.led_by_name(subject);
        for place in &led {
            extra = extra.and_then(|words| Some([words, layout.alias_words(place)?].concat()));
        }
        let words = extra.map(|mut words| {
            words.extend(led.iter().map(|place| module_word(place).to_owned()).filter(|word| !word.is_empty()));
            words.extend(locally.iter().map(|local| module_word(&local.module).to_owned()));
            words.extend(modules.iter().map(|module| module_word(module).to_owned()));
            words.sort();
            words.dedup();
            words
        });
        Spelt { written: subject.into(), modules, words, is_path, is_file: is_path && Language::of_path(subject).is_some(), locally, path }
    }
}

/// What imports of something at a path say.
fn of_path(entries: &[Entry], layout: &Layout, path: &str, is_place: bool) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    match Language::of_path(path) {
        Some(Language::Python) | None => {
            // Of a place that went, each import tells by itself whether it leads elsewhere.
            all.extend(if is_place { python_names(entries, layout, path) } else { python(entries, layout, path) });
            all.extend(layout.crate_paths(path));
            all.extend(layout.go_package(path));
            all.extend(gone_in_go(entries, layout, path));
            all.extend(JAVA_ROOTS.iter().filter_map(|root| behind(path, root)).map(|rest| rest.replace('/', ".")));
        }
        Some(Language::Java) => {
            let stem = path.trim_end_matches(".java");
            all.extend(JAVA_ROOTS.iter().filter_map(|root| behind(stem, root)).map(|rest| rest.replace('/', ".")));
        }
        Some(Language::Rust) => all.extend(layout.crate_paths(path)),
        // A package is imported, never a file of it: as long as there are others, nobody can tell which file is meant.
        Some(Language::Go) => {
            let folder = folder_of(path);
            let other = |entry: &&Entry| folder_of(&entry.path) == folder && entry.path.ends_with(".go") && *entry.path != *path;
            if !entries.iter().any(|entry| other(&entry) && !entry.path.ends_with("_test.go")) {
                all.extend(layout.go_package(folder));
                all.extend(gone_in_go(entries, layout, folder));
            }
        }
        Some(Language::JavaScript | Language::TypeScript | Language::Tsx) => {}
    }
    all
}

/// What a folder was called as a package of Go, if nothing stands there any more and its module is not told.
fn gone_in_go(entries: &[Entry], layout: &Layout, folder: &str) -> Vec<String> {
    let is_gone = layout.languages.contains(&Language::Go) && !folder.is_empty() && tree::beginning(entries, &join(folder, "")).is_empty();
    if is_gone { layout.gone_go_packages(folder) } else { Vec::new() }
}

/// What the files of its crate call a module at a path, and all files a crate that no manifest tells of: it is called as its folder.
fn of_rust(entries: &[Entry], layout: &Layout, path: &str) -> Vec<Local> {
    let is_rust = Language::of_path(path) == Some(Language::Rust);
    if !layout.languages.contains(&Language::Rust) || !is_rust && Language::of_path(path).is_some() {
        return Vec::new();
    }
    let local = |folder: &str, module: String| Local { language: Language::Rust, folder: folder.to_owned(), module };
    let inner = behind(path.trim_end_matches(".rs"), "src/").map(|inner| inner.trim_end_matches("/mod").replace('/', "::"));
    if layout.crate_paths(path).is_empty() {
        let (folder, rest) = path.split_once("/src").map_or((path, ""), |(folder, rest)| (folder, rest));
        let name = folder.rsplit('/').next().unwrap_or(folder).replace('-', "_");
        let rest = rest.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib").replace('/', "::");
        let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let is_gone = tree::beginning(entries, &join(path, "")).is_empty() && tree::find(entries, path).is_none();
        let mut all: Vec<Local> = inner.map(|inner| local("", format!("crate::{inner}"))).into_iter().collect();
        all.extend(Some(local("", format!("{name}{rest}"))).filter(|_| is_word && is_gone && (is_rust || !folder.contains('.'))));
        return all;
    }
    Vec::new()
}

/// What Java calls a class or a package at a path: as every end of the path has it, since any folder may be a root; and the packages that lie in
/// a folder.
fn of_java(entries: &[Entry], layout: &Layout, path: &str) -> Vec<Local> {
    let is_java = Language::of_path(path) == Some(Language::Java);
    if !layout.languages.contains(&Language::Java) || !is_java && Language::of_path(path).is_some() {
        return Vec::new();
    }
    let local = |module: &str| Local { language: Language::Java, folder: String::new(), module: module.replace('/', ".") };
    let stem = path.strip_suffix(".java").unwrap_or(path);
    let ends = std::iter::once(stem).chain(stem.match_indices('/').map(|(at, _)| &stem[at + 1..])).filter(|end| end.contains('/'));
    let mut all: Vec<Local> = ends.map(local).collect();
    let java = |entry: &&Entry| entry.path.ends_with(".java");
    let below = tree::beginning(entries, &join(path, "")).iter().filter(java);
    let package = |entry: &Entry| {
        let folder = folder_of(&entry.path);
        let roots = layout.java_roots.iter().filter(|root| within(path, root).is_some() || *root == path);
        Some(local(roots.filter_map(|root| within(root, folder)).min_by_key(|rest| rest.len())?))
    };
    all.extend(below.filter_map(package).filter(|local| !local.module.is_empty()));
    all.sort();
    all.dedup();
    all
}

/// What the files beside a module of Python that is gone still call it, where another root has a module of that name: its own package stands,
/// so that these files mean that one and no other.
fn of_python(entries: &[Entry], layout: &Layout, path: &str) -> Vec<Local> {
    if !path.ends_with(".py") && Language::of_path(path).is_some() || !layout.languages.contains(&Language::Python) {
        return Vec::new();
    }
    let module = python_module(path);
    let known = python(entries, layout, path);
    let holds_code = |folder: &str| tree::beginning(entries, &join(folder, "")).iter().any(|entry| entry.path.ends_with(".py"));
    let local = |root: &String| {
        let rest = within(root, module).filter(|rest| rest.contains('/'))?;
        let (package, name) = (join(root, rest.split('/').next()?), rest.replace('/', "."));
        let folder = if root.is_empty() { package.clone() } else { root.clone() };
        (!known.contains(&name) && holds_code(&package)).then_some(Local { language: Language::Python, folder, module: name })
    };
    layout.python_roots.iter().filter_map(local).collect()
}

/// The path of a module of Python without what makes it a file.
fn python_module(path: &str) -> &str {
    let stem = [".py", ".pyi", ".pyw"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    stem.strip_suffix("/__init__").unwrap_or(stem)
}

/// The dotted names of a path, under each root. A name that leads to another file, now that this one is gone, is none of its own.
fn python(entries: &[Entry], layout: &Layout, path: &str) -> Vec<String> {
    let has = |path: &str| tree::find(entries, path).is_some();
    let elsewhere = |name: &str| {
        let inner = name.replace('.', "/");
        let files = layout.python_roots.iter().map(|root| join(root, &inner));
        files.into_iter().any(|place| has(&format!("{place}.py")) || has(&format!("{place}/__init__.py")))
    };
    let stands = has(path) || has(&format!("{path}.py")) || entries.iter().any(|entry| within(path, &entry.path).is_some());
    python_names(entries, layout, path).into_iter().filter(|name| stands || !elsewhere(name)).collect()
}

/// The dotted names of a path, under each root, and under what was one once: a folder of that custom, or one beside folders that are.
fn python_names(entries: &[Entry], layout: &Layout, path: &str) -> Vec<String> {
    let has = |path: &str| tree::find(entries, path).is_some();
    let module = python_module(path);
    let roots = &layout.python_roots;
    let last = |folder: &str| folder.rsplit('/').next().unwrap_or(folder).to_owned();
    let is_gone = |folder: &str| tree::beginning(entries, &join(folder, "")).is_empty();
    let is_beside = |folder: &str| is_gone(folder) && roots.iter().any(|root| !root.is_empty() && folder_of(root) == folder_of(folder));
    let is_root = |folder: &&str| {
        let by_custom = PYTHON_ROOTS.contains(&&*last(folder)) && !has(&join(folder, "__init__.py"));
        (by_custom || is_beside(folder)) && !roots.iter().any(|root| root == folder)
    };
    let by_custom = module.match_indices('/').map(|(at, _)| &module[..at]).filter(is_root);
    let names = roots.iter().map(String::as_str).chain(by_custom).filter_map(|root| within(root, module)).filter(|rest| !rest.is_empty());
    let mut names: Vec<String> = names.map(|rest| rest.replace('/', ".")).collect();
    // A distribution holds a package of its name.
    names.extend(Some(last(module).replace('-', "_")).filter(|_| module.contains('/') && is_beside(module)));
    names
}

/// What of a path stands behind a folder, wherever that is.
fn behind<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    let at = path.find(folder).filter(|at| *at == 0 || path.as_bytes().get(at - 1) == Some(&b'/'))?;
    path.get(at + folder.len()..)
}

/// The word by which importers name a module: the last part of its name, without the ending of a file.
fn module_word(module: &str) -> &str {
    let stem = if module.contains('/') { module.trim_end_matches('/') } else { module };
    let stem = match stem.rsplit_once('/') {
        Some((folder, name)) => match name.split('.').next().unwrap_or(name) {
            "index" | "__init__" | "mod" => folder,
            name => name,
        },
        None if Language::of_path(stem).is_some() => stem.split('.').next().unwrap_or(stem),
        None => stem,
    };
    last_word(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_sought_by_their_last_part() {
        let words =
            ["app.core.env", "src/ui/button.ts", "src/ui/index.ts", "lodash", "@acme/ui", "github.com/a/b", "crate::a::b", "app/x/"];
        assert_eq!(words.map(module_word), ["env", "button", "ui", "lodash", "ui", "b", "b", "x"]);
    }
}
