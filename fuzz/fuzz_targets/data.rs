//! Any bytes as a file of data, a manifest or a report of findings: whatever they are, they are read or refused. The first byte says which
//! file it is.

#![no_main]

use landfall::evidence::{Limits, measure};
use landfall::model::Plan;
use landfall::model::lower::lower;
use landfall::syntax::parse;
use landfall::text::{Source, Sources};
use landfall::tree::{Artifacts, Entry, Tree};
use libfuzzer_sys::fuzz_target;
use std::sync::OnceLock;

/// The names under which it is tried.
const NAMES: [&str; 15] = [
    "a.json",
    "a.toml",
    "a.yaml",
    "a.sarif",
    "Cargo.lock",
    "package-lock.json",
    "poetry.lock",
    "Pipfile.lock",
    "go.mod",
    "requirements.txt",
    "pyproject.toml",
    "package.json",
    "Cargo.toml",
    "Pipfile",
    "tsconfig.json",
];

/// A tree of one file.
struct One<'a>(&'a str, &'a [u8]);

impl Tree for One<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        Ok(vec![Entry::file(self.0, self.1.len() as u64)])
    }

    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.1.to_vec())
    }
}

impl Artifacts for One<'_> {
    fn find(&self, _: &str) -> Result<Vec<String>, String> {
        Ok(vec![self.0.to_owned()])
    }

    fn read(&self, _: &str) -> Result<Vec<u8>, String> {
        Ok(self.1.to_vec())
    }
}

/// A plan that asks everything of each of the files.
fn plan() -> &'static Plan {
    static PLAN: OnceLock<Plan> = OnceLock::new();
    PLAN.get_or_init(|| {
        let mut text = "plan p \"P\" language 1 start 2026-01-05\ncomponent a \"A\" done when {\n".to_owned();
        for name in &NAMES[..3] {
            text.push_str(&format!("value \"{name}\" key \"a.b[0].c\" >= 2\nvalue \"{name}\" key \"a\" == \"x\"\n"));
        }
        text.push_str("version \"a\" >= \"1.2\"\nversion \"a\" < \"2\"\nfindings \"a.sarif\" rule \"R1\" == 0\nresolves \"@/a\" names a\n}\n");
        let mut sources = Sources::default();
        let file = sources.add(Source::new("p.plan", text));
        let parsed = parse(sources.get(file), file);
        let lowered = lower(&sources, &[&parsed.ast], false);
        assert!(parsed.diagnostics.is_empty() && lowered.diagnostics.is_empty(), "{:?} {:?}", parsed.diagnostics, lowered.diagnostics);
        lowered.plan
    })
}

fuzz_target!(|bytes: &[u8]| {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let tree = One(NAMES[*first as usize % NAMES.len()], bytes);
    let evidence = measure(plan(), &tree, &tree, Limits::default()).expect("a tree of one file can be listed");
    for (question, answer) in &evidence.answers {
        assert!(!question.probe.is_empty());
        let _ = answer.measured();
    }
    landfall::progress::observe(plan(), &evidence, landfall::time::Date::parse("2026-01-05").expect("a date"));
});
