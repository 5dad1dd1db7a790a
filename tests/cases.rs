//! Runs every case below `tests/cases`. `UPDATE=1 cargo test --test cases` writes what is expected into the files.

#![allow(clippy::disallowed_methods, reason = "cases are files")]

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use similar::TextDiff;
use std::path::{Path, PathBuf};

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    let trials = files.into_iter().map(|file| {
        let name = file.strip_prefix(&root).unwrap_or(&file).with_extension("").to_string_lossy().replace('\\', "/");
        Trial::test(name.clone(), move || check(&file, name.split('/').next().unwrap_or("")))
    });
    libtest_mimic::run(&arguments, trials.collect()).exit();
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            files.push(path);
        }
    }
}

fn check(file: &Path, room: &str) -> Result<(), Failed> {
    let text = std::fs::read_to_string(file)?.replace("\r\n", "\n");
    let expected = support::case::expected(&text, room)?;
    if expected == text {
        return Ok(());
    }
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(file, expected)?;
        return Ok(());
    }
    let diff = TextDiff::from_lines(&text, &expected);
    let shown = diff.unified_diff().context_radius(3).header("expected by the case", "what the compiler gives").to_string();
    Err(format!("{shown}\nUPDATE=1 cargo test --test cases accepts it; read the difference first.").into())
}
