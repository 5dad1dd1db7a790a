//! Files that are made from the program's own definitions are committed, and current.

#![allow(clippy::disallowed_methods, reason = "the test runs the program and reads its files")]

use std::path::Path;

#[test]
fn generated_files_are_current() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for (path, text) in landfall::cli::generated().expect("every writer works") {
        let file = root.join(path);
        if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(file.parent().expect("generated files lie in folders")).expect("the folder can be made");
            std::fs::write(&file, text).expect("the file can be written");
        } else {
            stale.push(path);
        }
    }
    assert!(stale.is_empty(), "out of date: {stale:?}; run `UPDATE=1 cargo test --test generated`");
}
