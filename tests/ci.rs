//! What is ready to use in continuous integration is sound: YAML that parses, actions that are pinned, and command lines of landfall that it
//! understands. Also those of every guide.

#![allow(clippy::disallowed_methods, reason = "the test reads the repository's files")]

use saphyr::{LoadableYamlNode, Yaml};
use std::path::{Path, PathBuf};

const ACTION: &str = "ci/github/action.yml";
const TEMPLATE: &str = "ci/gitlab/landfall.yml";
const HOOKS: &str = ".pre-commit-hooks.yaml";

fn read(path: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn guides() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = std::fs::read_dir(root.join("docs")).expect("docs/ is there");
    let files: Vec<PathBuf> = docs.map(|entry| entry.expect("it can be read").path()).collect();
    let mut guides: Vec<String> = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    guides.extend(files.iter().filter(|path| path.extension().is_some_and(|end| end == "md")).filter_map(|path| {
        let name = path.file_name()?.to_str()?;
        Some(format!("docs/{name}"))
    }));
    guides.sort();
    guides
}

/// Fenced blocks with what stands behind the fence.
fn blocks(markdown: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            found.push((info, body.join("\n") + "\n"));
        }
    }
    found
}

/// Parses YAML and gives every text in it with the key it stands under.
fn texts(of: &str, yaml: &str) -> Vec<(String, String)> {
    let documents = Yaml::load_from_str(yaml).unwrap_or_else(|error| panic!("{of}: {error}\n{yaml}"));
    let mut found = Vec::new();
    documents.iter().for_each(|document| walk(document, "", &mut found));
    found
}

fn walk(node: &Yaml<'_>, key: &str, found: &mut Vec<(String, String)>) {
    if let Some(mapping) = node.as_mapping() {
        mapping.iter().for_each(|(key, value)| walk(value, key.as_str().unwrap_or_default(), found));
    } else if let Some(list) = node.as_sequence() {
        list.iter().for_each(|inner| walk(inner, key, found));
    } else if let Some(text) = node.as_str() {
        found.push((key.to_owned(), text.to_owned()));
    }
}

/// The command lines of landfall in a script, as words. Variables that stand alone are left out; inside a word they become a letter.
fn commands(script: &str) -> Vec<Vec<String>> {
    let script = script.replace("\\\n", " ");
    let mut found = Vec::new();
    for line in script.lines() {
        let line = line.trim_start().trim_start_matches("- ").trim_start_matches("$ ");
        let line = line.strip_prefix("sh '").map_or(line, |rest| rest.trim_end_matches('\''));
        if line.starts_with("landfall ") {
            found.push(words(line));
        }
    }
    found
}

fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut quote: Option<char> = None;
    let mut rest = line.chars().peekable();
    let mut close = |word: &mut String| {
        let done = std::mem::take(word);
        if !done.is_empty() && done != "$" {
            words.push(done.replace('$', "x"));
        }
    };
    while let Some(c) = rest.next() {
        match c {
            '$' if rest.peek() == Some(&'{') => {
                let mut depth = 0;
                for c in rest.by_ref() {
                    depth += match c {
                        '{' => 1,
                        '}' => -1,
                        _ => 0,
                    };
                    if depth == 0 {
                        break;
                    }
                }
                word.push('$');
            }
            '$' => {
                while rest.next_if(|c| c.is_ascii_alphanumeric() || *c == '_').is_some() {}
                word.push('$');
            }
            c if Some(c) == quote => quote = None,
            '\'' | '"' if quote.is_none() => quote = Some(c),
            '|' | '>' | '<' | ';' | '&' | '#' if quote.is_none() && (word.is_empty() || c != '#') => break,
            c if c.is_whitespace() && quote.is_none() => close(&mut word),
            c => word.push(c),
        }
    }
    close(&mut word);
    words
}

fn understood(of: &str, lines: Vec<Vec<String>>) -> usize {
    for words in &lines {
        if let Err(why) = landfall::cli::understands(words) {
            panic!("{of}: `{}` is not understood: {why}", words.join(" "));
        }
    }
    lines.len()
}

#[test]
fn the_reader_of_command_lines_reads_them() {
    let lines = commands(
        "landfall check \\\n  --output \"sarif=$DIR/a b.sarif\" ${more[@]+\"${more[@]}\"} -- $PLANS || code=$?\n  sh 'landfall fmt x'\nno landfall here\nlandfall order | head # all\n",
    );
    let shown: Vec<String> = lines.iter().map(|line| line.join("·")).collect();
    assert_eq!(shown, ["landfall·check·--output·sarif=x/a b.sarif·--", "landfall·fmt·x", "landfall·order"]);
    assert!(landfall::cli::understands(&words("landfall check --formt x")).is_err());
    assert!(landfall::cli::understands(&words("landfall order --format sarif")).is_err(), "only a check has that format");
}

#[test]
fn every_command_line_of_the_ready_made_files_is_understood() {
    for path in [ACTION, TEMPLATE] {
        let found: usize = texts(path, &read(path)).iter().map(|(_, text)| understood(path, commands(text))).sum();
        assert!(found > 0, "{path} runs no landfall");
    }
    let entries: Vec<String> = texts(HOOKS, &read(HOOKS)).into_iter().filter(|(key, _)| key == "entry").map(|(_, text)| text).collect();
    assert_eq!(entries, ["landfall check", "landfall fmt"]);
    entries.iter().for_each(|entry| assert_eq!(understood(HOOKS, commands(entry)), 1));
}

#[test]
fn every_command_line_of_the_guides_is_understood() {
    let mut count = 0;
    for path in guides() {
        for (info, body) in blocks(&read(&path)) {
            if matches!(info, "sh" | "text" | "groovy" | "console") {
                count += understood(&path, commands(&body));
            }
        }
    }
    assert!(count >= 10, "only {count} command lines were found");
}

#[test]
fn examples_of_the_guide_are_yaml_and_name_what_there_is() {
    let guide = read("docs/ci.md");
    let blocks: Vec<String> = blocks(&guide).into_iter().filter(|(info, _)| *info == "yaml").map(|(_, body)| body).collect();
    assert_eq!(blocks.len(), 3, "GitHub, GitLab and pre-commit");
    let declared = Yaml::load_from_str(&read(ACTION)).expect("it is tested elsewhere");
    let variables = read(TEMPLATE);
    for block in &blocks {
        for (key, text) in texts("docs/ci.md", block) {
            match key.as_str() {
                "plans" | "arguments" | "upload-sarif" | "sarif" | "fail" => {
                    assert!(!declared[0]["inputs"][key.as_str()].is_badvalue(), "the action takes no `{key}`");
                    let given: Vec<String> = text.lines().map(str::to_owned).collect();
                    if key == "arguments" {
                        understood("docs/ci.md", vec![[vec!["landfall".to_owned(), "check".to_owned()], given].concat()]);
                    }
                }
                "LANDFALL_ARGUMENTS" => assert_eq!(understood("docs/ci.md", commands(&format!("landfall check {text}"))), 1),
                "id" => assert!(read(HOOKS).contains(&format!("- id: {text}\n")), "there is no hook `{text}`"),
                _ if key.starts_with("LANDFALL_") => assert!(variables.contains(&format!("  {key}: ")), "the template has no `{key}`"),
                _ => {}
            }
        }
    }
    for line in guide.lines().filter(|line| line.starts_with("| `")) {
        let format = line.split('`').nth(1).unwrap_or_default();
        let words = ["landfall", "check", "--format", format].map(str::to_owned);
        assert!(landfall::cli::understands(&words).is_ok(), "the guide names a format `{format}` that there is not");
    }
}

#[test]
fn actions_of_others_are_pinned_and_say_their_version() {
    for (path, text) in [(ACTION, read(ACTION)), ("docs/ci.md", read("docs/ci.md"))] {
        let uses: Vec<&str> = text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: ")).collect();
        assert!(!uses.is_empty(), "{path} uses nothing");
        for line in uses.into_iter().filter(|line| !line.starts_with("OWNER/landfall/")) {
            let (action, version) = line.split_once(" # ").unwrap_or_else(|| panic!("{path}: `{line}` says no version"));
            let (_, commit) = action.split_once('@').unwrap_or_default();
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{path}: `{line}` is not pinned");
            assert!(version.starts_with('v'), "{path}: `{line}`");
        }
    }
}

#[test]
fn scripts_of_the_action_take_inputs_from_the_environment() {
    let texts = texts(ACTION, &read(ACTION));
    let scripts: Vec<&String> = texts.iter().filter(|(key, _)| key == "run").map(|(_, text)| text).collect();
    assert!(scripts.len() >= 4);
    // An expression in a script would run whatever stands in the input.
    assert!(scripts.iter().all(|script| !script.contains("${{")), "{scripts:?}");
    assert_eq!(texts.iter().filter(|(key, text)| key == "shell" && text == "bash").count(), scripts.len());
}
