//! The imports registry, held against a tree.

use crate::trees::{Memory, hold, seen};
use landfall::progress::{EntrySeen, Observed, Verdict, of_entry};

const FILES: [(&str, &str); 6] = [
    ("app/__init__.py", ""),
    ("app/base.py", "class BaseAgent:\n    def run(self): pass\nclass Env: pass\n"),
    ("app/new.py", "class Tracker: pass\n"),
    ("app/user.py", "from app.old import Tracker\ndef f():\n    from app.old import Tracker as T\n"),
    ("shared/__init__.py", "def get_env(): pass\n"),
    ("tests/test_a.py", "from unittest.mock import patch\n# from app.old import Tracker\n"),
];

/// Holds one entry against the files: the verdict, with what was seen.
fn entry(line: &str) -> (Verdict, Observed, Vec<String>, Option<Observed>) {
    let held = hold(&format!("registry r \"R\" for python under \"app/\" {{\n{line}\n}}"), &Memory::new(&FILES));
    let registry = &held.plan.registries[0];
    let EntrySeen { observed, verdict, answer, replacement } = of_entry(registry, &registry.entries[0], &held.evidence);
    (verdict, observed, answer.map(seen).unwrap_or_default(), replacement.map(|(observed, _)| observed))
}

#[test]
fn what_works_must_resolve() {
    assert_eq!(entry("works \"app.base\" names BaseAgent").0, Verdict::Proven);
    assert_eq!(entry("works \"app.base\" names BaseAgent, Missing").0, Verdict::Contradicted);
    assert_eq!(entry("works \"app.none\" names X").0, Verdict::Contradicted);
    assert_eq!(entry("works \"app.base\" names \"[CLASSES]\"").0, Verdict::Unknown);
    assert_eq!(entry("works \"app.base\" names BaseAgent unsure").0, Verdict::Done);
}

#[test]
fn what_is_broken_must_not_resolve_and_its_replacement_must() {
    let (verdict, observed, _, replacement) = entry("broken \"app.core.env\" names Env use \"shared\" names get_env");
    assert_eq!((verdict, observed, replacement), (Verdict::Agreed, Observed::Missing, Some(Observed::Done)));
    let (verdict, _, _, replacement) = entry("broken \"app.base\" names Env use \"shared\" names Env");
    assert_eq!((verdict, replacement), (Verdict::Stale, Some(Observed::Missing)));
    assert_eq!(entry("broken \"app.core.env\" names Env fixed 2025-01-02").0, Verdict::Contradicted, "it is said to be mended");
}

#[test]
fn what_retired_reaches_done_at_no_importers() {
    let (verdict, observed, seen, replacement) = entry("retired \"app.old\" names Tracker use \"app.new\" names Tracker");
    assert_eq!((verdict, observed, replacement), (Verdict::InUse, Observed::Missing, Some(Observed::Done)));
    assert_eq!(seen, ["app/user.py:1 (Tracker from app.old)", "app/user.py:3 (Tracker from app.old, inside a function)"]);
    assert_eq!(entry("retired \"app.older\" names Tracker").0, Verdict::Gone);
    assert_eq!(entry("retired \"app.old\" names Other").0, Verdict::Gone);
}

#[test]
fn mock_targets_resolve_like_imports() {
    assert_eq!(entry("mock works \"app.base.BaseAgent.run\"").0, Verdict::Proven);
    assert_eq!(entry("mock works \"app.base.BaseAgent.walk\"").0, Verdict::Contradicted);
    assert_eq!(entry("mock broken \"app.core.Env.get\" use \"shared.get_env\"").0, Verdict::Agreed);
}

#[test]
fn what_is_sought_is_found_under_any_of_its_names() {
    let (verdict, _, seen, _) = entry("sought \"Agent\", \"BaseAgent\"");
    assert_eq!((verdict, seen), (Verdict::Done, vec!["app/base.py:1 (class BaseAgent)".to_owned()]));
    assert_eq!(entry("sought \"OptHelper\" under \"**/*.py\"").0, Verdict::Missing);
}

#[test]
fn packages_are_kept_apart() {
    assert_eq!(entry("isolate \"app\", \"shared\"").0, Verdict::Proven);
    assert_eq!(entry("isolate \"app\", \"shared\", \"gone\"").0, Verdict::Proven);
}

#[test]
fn modules_under_the_registry_are_missing_and_not_unknown() {
    let held = hold("registry r \"R\" for python under \"auth/\" {\nworks \"auth.core\"\n}", &Memory::new(&[("a.py", "")]));
    let registry = &held.plan.registries[0];
    assert_eq!(of_entry(registry, &registry.entries[0], &held.evidence).verdict, Verdict::Contradicted);
}
