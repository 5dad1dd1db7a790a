//! Writes a plan with conditions on the names of a tree: `cargo bench --bench evidence -- TREE COUNT FOLDER`.
//!
//! A third of the conditions ask for a symbol, a third for a text, a third for a file; one in four asks for a name that is not there.
//! `names.txt` holds the same names, for a search with another tool.

#![allow(clippy::disallowed_methods, reason = "a program of its own, that reads and writes files")]

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

/// Names shorter than this stand in half the files of a tree.
const LENGTH: usize = 9;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [tree, count, folder] = arguments.as_slice() else {
        println!("usage: cargo bench --bench evidence -- TREE COUNT FOLDER");
        return;
    };
    let count: usize = count.parse().expect("COUNT is a number");
    let mut names = BTreeSet::new();
    let mut files = BTreeSet::new();
    collect(Path::new(tree), "", &mut names, &mut files);
    let names = spread(names, count - count / 3);
    let files = spread(files, count / 3);
    let mut plan = "plan bench \"Conditions\"\n  language 1\n  start 2026-01-05\n\n".to_owned();
    let mut sought = String::new();
    for (at, name) in names.iter().enumerate() {
        let name = if at % 4 == 3 { format!("{name}Replaced") } else { name.clone() };
        let condition = if at % 2 == 0 { format!("symbol \"{name}\" under \"**\"") } else { format!("text \"{name}\" under \"**\"") };
        write!(plan, "component name-{at} \"Name {at}\" {{\n  effort 1d\n  done when {condition}\n}}\n").expect("a text takes all");
        writeln!(sought, "{name}").expect("a text takes all");
    }
    for (at, file) in files.iter().enumerate() {
        let file = if at % 4 == 3 { format!("{file}.replaced") } else { file.clone() };
        write!(plan, "component file-{at} \"File {at}\" {{\n  effort 1d\n  done when file \"{file}\"\n}}\n").expect("a text takes all");
        let stem = file.rsplit('/').next().unwrap_or(&file);
        writeln!(sought, "{stem}").expect("a text takes all");
    }
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(Path::new(folder).join("evidence.plan"), plan).expect("the plan can be written");
    std::fs::write(Path::new(folder).join("names.txt"), sought).expect("the names can be written");
}

/// The names that Python files define at the start of a line, and their paths.
fn collect(folder: &Path, inside: &str, names: &mut BTreeSet<String>, files: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the tree can be listed").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() && !name.starts_with('.') {
            collect(&entry.path(), &path, names, files);
        } else if kind.is_file() && name.ends_with(".py") {
            let text = String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()).into_owned();
            let defined = text.lines().filter_map(|line| line.strip_prefix("class ").or_else(|| line.strip_prefix("def ")));
            names.extend(defined.map(word).filter(|word| word.len() >= LENGTH).map(str::to_owned));
            files.insert(path);
        }
    }
}

fn word(text: &str) -> &str {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_').next().unwrap_or_default()
}

/// So many of some, evenly from the first to the last.
fn spread(all: BTreeSet<String>, count: usize) -> Vec<String> {
    let every = (all.len() / count.max(1)).max(1);
    all.into_iter().step_by(every).take(count).collect()
}
