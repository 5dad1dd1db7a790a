//! The worked plans in `plans/` compile to exactly what is committed in `out/`.

#![allow(clippy::disallowed_methods, reason = "the test runs the program and reads its files")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn landfall(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_landfall"))
        .env("LANDFALL_CACHE", "off")
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the program starts")
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

#[test]
fn out_holds_what_compiling_the_plans_gives() {
    let fresh = tempfile::tempdir().expect("a temporary folder");
    let out = fresh.path().to_str().expect("a UTF-8 path");
    let run = landfall(&["compile", "plans", "--out", out]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let relative = |folder: &Path| -> Vec<PathBuf> {
        files_below(folder).into_iter().map(|path| path.strip_prefix(folder).expect("it lies below").to_path_buf()).collect()
    };
    let committed = root().join("out");
    assert_eq!(relative(fresh.path()), relative(&committed), "run `cargo run --release -- compile plans --out out`");
    for name in relative(fresh.path()) {
        let (new, old) = (std::fs::read(fresh.path().join(&name)).unwrap(), std::fs::read(committed.join(&name)).unwrap());
        assert!(new == old, "out/{} is out of date; run `cargo run --release -- compile plans --out out`", name.display());
    }
}

#[test]
fn plans_are_formatted() {
    let run = landfall(&["fmt", "plans", "--check"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
}

#[test]
fn the_tutorial_has_no_findings() {
    let run = landfall(&["check", "plans/tutorial.plan", "--format", "short", "--deny", "warnings"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
    assert!(run.stdout.is_empty(), "{}", String::from_utf8_lossy(&run.stdout));
}
