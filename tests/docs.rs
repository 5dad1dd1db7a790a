//! Every example in the documents compiles.

#![allow(clippy::disallowed_methods, reason = "the test runs the program and reads its files")]

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a block without a `plan` statement stands in.
const PRELUDE: &str = "plan guide \"Guide\" language 1 start 2025-07-18 as-of 2025-07-18\n";

/// The `landfall` code blocks of a Markdown text, with the line each begins at.
fn blocks(markdown: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in markdown.lines().enumerate() {
        match &mut open {
            None if line == "```landfall" => open = Some((at + 1, String::new())),
            None => {}
            Some(_) if line == "```" => found.extend(open.take()),
            Some((_, text)) => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    found
}

fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = vec![root.join("README.md"), root.join("ARCHITECTURE.md"), root.join("CONTRIBUTING.md")];
    // The reference of findings holds faulty examples on purpose; they are tested beside the rules.
    let docs = std::fs::read_dir(root.join("docs")).expect("docs/ is there");
    all.extend(docs.map(|entry| entry.expect("it can be read").path()).filter(|path| path.extension().is_some_and(|end| end == "md")));
    all.sort();
    all
}

#[test]
fn every_example_compiles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut failures = Vec::new();
    let mut count = 0;
    for path in documents() {
        let markdown = std::fs::read_to_string(&path).expect("the document can be read");
        for (line, block) in blocks(&markdown) {
            count += 1;
            let has_plan = block.lines().any(|line| line.starts_with("plan "));
            let text = if has_plan { block } else { format!("{PRELUDE}{block}") };
            let file = folder.path().join("example.plan");
            std::fs::write(&file, text).expect("the example can be written");
            let run = Command::new(env!("CARGO_BIN_EXE_landfall"))
                .env("LANDFALL_CACHE", "off")
                .args(["check", "example.plan", "--format", "short", "--quiet", "--no-evidence"])
                .current_dir(folder.path())
                .output()
                .expect("the program starts");
            if !run.status.success() {
                failures.push(format!("{}:{line}\n{}", path.display(), String::from_utf8_lossy(&run.stdout)));
            }
        }
    }
    assert!(count > 30, "only {count} examples were found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_readme_shows_what_is_really_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let readme = read("README.md");
    let (_, plan) = blocks(&readme).into_iter().next().expect("the README shows a plan");
    assert!(read("plans/tutorial.plan").contains(&plan), "the plan in the README is no part of plans/tutorial.plan");
    let chart =
        readme.split("```text\n").map(|rest| rest.split("```").next().unwrap_or_default()).find(|block| block.contains("the data date"));
    let chart = chart.expect("the README shows a chart");
    assert!(read("out/tutorial/gantt.md").contains(chart), "the chart in the README is not that of out/tutorial/gantt.md");
}
