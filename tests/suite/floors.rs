//! A room uses only rooms on lower floors, and every package has its home.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms by floor, as `src/lib.rs` lists them. A room may use itself and what stands below.
const FLOORS: &[(u32, &[&str])] = &[
    (0, &["text", "time"]),
    (1, &["code", "diag", "readers", "tree"]),
    (2, &["syntax"]),
    (3, &["model"]),
    (4, &["edit", "evidence", "graph"]),
    (5, &["progress", "schedule"]),
    (6, &["ratchet", "survey"]),
    (7, &["rules", "upkeep", "view"]),
    (8, &["render"]),
    (9, &["world", "load", "compile"]),
    (10, &["io"]),
    (11, &["cli"]),
];

/// Rooms on one floor that build on each other: the later may use the earlier.
const NEIGHBOURS: &[(&str, &str)] =
    &[("code", "tree"), ("load", "world"), ("compile", "load"), ("compile", "world"), ("schedule", "progress"), ("survey", "ratchet")];

/// Packages and the only room, or file, that knows them. What writes a form and what reads it back may each need a home of its own.
const HOMES: &[(&str, &str)] = &[
    ("pest", "src/syntax/"),
    ("pest_derive", "src/syntax/"),
    ("petgraph", "src/graph/"),
    ("clap", "src/cli/"),
    ("comrak", "src/render/html/"),
    ("comrak", "src/upkeep/checklist.rs"),
    ("chrono", "src/time/"),
    ("csv", "src/render/spreadsheet.rs"),
    ("quick_xml", "src/readers/"),
    ("tree_sitter", "src/code/read/"),
];

/// Wildcards that are meant: a tree has many kinds of node, the codes are one table, and rayon's prelude is a set of traits.
const WILDCARDS: &[(&str, &str)] = &[
    ("src/syntax/mod.rs", "pub use ast::*;"),
    ("src/syntax/build/mod.rs", "use super::ast::*;"),
    ("src/syntax/build/attributes.rs", "use crate::syntax::ast::*;"),
    ("src/syntax/build/conditions.rs", "use crate::syntax::ast::*;"),
    ("src/syntax/build/tokens.rs", "use crate::syntax::ast::*;"),
    ("src/diag/mod.rs", "pub use super::codes::*;"),
];

const LONGEST: usize = 600;

struct Module {
    path: String,
    text: String,
    /// The text up to the unit tests.
    code: String,
}

fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    let modules: Vec<Module> = files
        .into_iter()
        .map(|file| {
            let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let path = file.strip_prefix(root).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let code = text.split("#[cfg(test)]").next().unwrap_or("").to_owned();
            Module { path, text, code }
        })
        .collect();
    assert!(modules.len() > 40, "the sources were not found");
    modules
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// The room of a file, none for `lib.rs` and `main.rs`.
fn room(path: &str) -> Option<&str> {
    let inner = path.strip_prefix("src/")?;
    let room = inner.split('/').next()?.trim_end_matches(".rs");
    (!matches!(room, "lib" | "main")).then_some(room)
}

/// The rooms a line names: `crate::x::…`, `crate::{x, y::z}`, and `landfall::x` of the binary.
fn rooms_named(line: &str) -> Vec<&str> {
    let mut rooms = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut start = 0;
            for (at, c) in list.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => {
                        rooms.push(word(list[start..at].trim()));
                        break;
                    }
                    '}' => depth -= 1,
                    ',' if depth == 0 => {
                        rooms.push(word(list[start..at].trim()));
                        start = at + 1;
                    }
                    _ => {}
                }
            }
        } else {
            rooms.push(word(rest));
        }
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

fn word(text: &str) -> &str {
    &text[..text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len())]
}

/// Lines of code with their numbers: comments left out, statements over several lines joined at their first.
fn statements(code: &str) -> Vec<(usize, String)> {
    let mut joined: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in code.lines().enumerate() {
        let line = line.split("//").next().unwrap_or("").trim();
        if line.is_empty() {
            continue;
        }
        match joined.last_mut() {
            Some((_, text)) if open => text.push_str(line),
            _ => joined.push((number + 1, line.to_owned())),
        }
        let text = &joined[joined.len() - 1].1;
        open = (text.starts_with("use ") || text.starts_with("pub use ")) && !text.ends_with(';');
    }
    joined
}

#[test]
fn rooms_use_only_lower_floors() {
    let floor_of: BTreeMap<&str, u32> = FLOORS.iter().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, *floor))).collect();
    let mut faults = Vec::new();
    for module in modules() {
        let Some(here) = room(&module.path) else { continue };
        let Some(floor) = floor_of.get(here) else {
            faults.push(format!("{}: the room `{here}` stands on no floor; add it to FLOORS", module.path));
            continue;
        };
        for (number, line) in statements(&module.code) {
            for used in rooms_named(&line) {
                let Some(below) = floor_of.get(used) else { continue };
                let allowed = used == here || below < floor || NEIGHBOURS.contains(&(here, used));
                if !allowed {
                    faults.push(format!("{}:{number}: `{here}` (floor {floor}) uses `{used}` (floor {below})", module.path));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The paths that begin with a word (`crate`, `super`) in a line, braces taken apart.
fn paths(line: &str, word: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, _) in line.match_indices(&format!("{word}::")) {
        let inner = line[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':'));
        if !inner {
            spread(String::new(), &line[at + word.len() + 2..], &mut all);
        }
    }
    all
}

/// Adds what a path that may hold braces names, behind what came before it; gives how much of the text that was.
fn spread(before: String, text: &str, all: &mut Vec<String>) -> usize {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | ':'))).unwrap_or(text.len());
    let here = format!("{before}{}", &text[..end]);
    if !text[end..].starts_with('{') || !here.ends_with("::") && !here.is_empty() {
        all.push(here);
        return end;
    }
    let mut at = end + 1;
    while at < text.len() && !text[at..].starts_with('}') {
        at += match text.as_bytes()[at] {
            b',' | b' ' => 1,
            _ => spread(here.clone(), &text[at..], all).max(1),
        };
    }
    at + 1
}

#[test]
fn files_use_one_another_in_no_circle() {
    let modules = modules();
    let name = |path: &str| path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("/mod").replace('/', "::");
    // A `mod.rs` hands on what its files hold, and is used by them.
    let is_file = |module: &&Module| !module.path.ends_with("/mod.rs") && room(&module.path).is_some();
    let all: BTreeMap<String, &Module> = modules.iter().map(|module| (name(&module.path), module)).collect();
    let files: BTreeMap<String, &Module> = modules.iter().filter(is_file).map(|module| (name(&module.path), module)).collect();
    let mut uses: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (here, module) in &files {
        for (_, line) in statements(&module.code) {
            let mut named: Vec<String> = paths(&line, "crate");
            for path in paths(&line, "super") {
                let ups = 1 + path.matches("super::").count();
                let above: Vec<&str> = here.split("::").collect();
                named.push([&above[..above.len().saturating_sub(ups)], &[path.trim_start_matches("super::")]].concat().join("::"));
            }
            for mut path in named {
                while !all.contains_key(&path) && !path.is_empty() {
                    path.truncate(path.rfind("::").unwrap_or(0));
                }
                if let Some((used, _)) = files.get_key_value(&path).filter(|(used, _)| *used != here) {
                    uses.entry(here).or_default().insert(used);
                }
            }
        }
    }
    assert!(uses.len() > 100, "hardly any file uses another: {}", uses.len());
    // What uses nothing that is left is in no circle, nor is what nothing uses.
    loop {
        let used: BTreeSet<&str> = uses.values().flatten().copied().collect();
        let is_free = |(at, all): &(&&str, &BTreeSet<&str>)| !used.contains(**at) || !all.iter().any(|used| uses.contains_key(used));
        let free: Vec<&str> = uses.iter().filter(is_free).map(|(at, _)| *at).collect();
        if free.is_empty() {
            break;
        }
        free.iter().for_each(|at| drop(uses.remove(at)));
    }
    assert!(uses.is_empty(), "in circles: {:?}", uses.keys());
}

#[test]
fn the_floors_are_those_of_the_library() {
    let library = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).expect("src/lib.rs");
    let mut floor = None;
    for line in library.lines() {
        if let Some(rest) = line.strip_prefix("// Floor ") {
            floor = rest.split(':').next().and_then(|number| number.parse::<u32>().ok());
        } else if let Some(room) =
            line.strip_prefix("pub mod ").or_else(|| line.strip_prefix("mod ")).map(|rest| rest.trim_end_matches(';'))
        {
            let listed = FLOORS.iter().find(|(_, rooms)| rooms.contains(&room)).map(|(floor, _)| *floor);
            assert_eq!(listed, floor, "`{room}` stands elsewhere in src/lib.rs");
        }
    }
    assert!(floor.is_some(), "src/lib.rs names no floors");
}

#[test]
fn names_are_imported_one_by_one() {
    let mut faults = Vec::new();
    for module in modules() {
        for (number, line) in statements(&module.code) {
            let is_use = line.starts_with("use ") || line.starts_with("pub use ") || line.starts_with("pub(");
            let wildcard = is_use && line.contains("use ") && line.contains("::*");
            if wildcard && line != "use rayon::prelude::*;" && !WILDCARDS.contains(&(module.path.as_str(), line.as_str())) {
                faults.push(format!("{}:{number}: {line}", module.path));
            }
        }
    }
    assert!(faults.is_empty(), "wildcard imports hide where names come from:\n{}", faults.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<String> = modules()
        .into_iter()
        .filter(|module| module.path != "src/main.rs" && !module.text.starts_with("//!"))
        .map(|module| module.path)
        .collect();
    assert!(silent.is_empty(), "these begin without `//!`: {}", silent.join(", "));
}

#[test]
fn every_package_has_one_home() {
    let mut faults = Vec::new();
    for module in modules() {
        for (number, line) in statements(&module.code) {
            for (package, home) in HOMES {
                let named = line.match_indices(package).any(|(at, _)| {
                    let before = line[..at].chars().next_back();
                    let whole = !before.is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '"'));
                    whole && line[at + package.len()..].starts_with("::")
                });
                let homes = HOMES.iter().filter(|(other, _)| other == package).map(|(_, home)| *home);
                let at_home = |home: &str| module.path.starts_with(home) || module.path == format!("{}.rs", home.trim_end_matches('/'));
                if named && !homes.clone().any(at_home) {
                    faults.push(format!("{}:{number}: {package} lives in {home}", module.path));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_file_grows_too_long() {
    let mut faults = Vec::new();
    for module in modules() {
        let lines = module.text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines; past {LONGEST} it wants a second room", module.path));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_them() {
    assert_eq!(rooms_named("use crate::diag::{Diagnostic, code};"), ["diag"]);
    assert_eq!(rooms_named("use crate::{rules::run, view, time::Date};"), ["rules", "view", "time"]);
    assert_eq!(rooms_named("let x = crate::model::Item::new(crate::text::Span::default());"), ["model", "text"]);
    assert_eq!(
        statements("use a::{\n    b, // why\n    c,\n};\nfn x() {}"),
        [(1, "use a::{b,c,};".to_owned()), (5, "fn x() {}".to_owned())]
    );
}
