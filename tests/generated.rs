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

#[test]
fn the_documents_fit_their_schema() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &Path| -> serde_json::Value {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).expect("JSON")
    };
    let schema = jsonschema::validator_for(&read(&root.join("docs/reference/plan.schema.json"))).expect("a schema");
    let mut count = 0;
    for entry in std::fs::read_dir(root.join("out")).expect("out/ is there") {
        let path = entry.expect("it can be read").path().join("plan.json");
        let document = read(&path);
        if let Some(error) = schema.iter_errors(&document).next() {
            panic!("{} at {}: {error}", path.display(), error.instance_path());
        }
        count += 1;
    }
    assert_eq!(count, 6, "the number of worked plans");
}
