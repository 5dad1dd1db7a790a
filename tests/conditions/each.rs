//! `each … done when`: every file is a unit, counted and named.

use crate::trees::{Memory, hold};
use landfall::progress::{Observed, Units, assess, units};
use landfall::time::Date;

fn day() -> Date {
    Date::parse("2025-06-01").unwrap()
}

const FILES: [(&str, &str); 4] = [("t/a.py", "x = 1\n"), ("t/b.py", "def f(:\n"), ("t/c.py", "import old\n"), ("u/d.py", "def g(:\n")];

#[test]
fn every_file_is_a_unit_counted_and_named() {
    let held = hold("component c \"C\" each \"t/**/*.py\" done when parses", &Memory::new(&FILES));
    let found = units(held.item(), &held.evidence, day()).expect("units");
    assert_eq!(found, Units { done: vec!["t/a.py", "t/c.py"], missing: vec!["t/b.py"], ..Units::default() });
    assert_eq!(held.observed(), Observed::Partial);
    let sum = *assess(&held.plan, Some(&held.evidence), day()).rollups.items.first().unwrap();
    assert_eq!((sum.expected, sum.done, sum.missing, sum.unknown, sum.proven), (3, 2, 1, 0, 2));
}

#[test]
fn several_conditions_are_held_against_each_file() {
    let lines = "component c \"C\" {\neach \"t/*.py\" except \"t/b.py\"\ndone when {\nparses\nno import \"old\"\nno text \"TODO\"\n}\n}";
    let held = hold(lines, &Memory::new(&FILES));
    let found = units(held.item(), &held.evidence, day()).unwrap();
    assert_eq!((found.done, found.partial, found.missing), (vec!["t/a.py"], vec!["t/c.py"], vec![]));
}

#[test]
fn no_unit_is_unknown_and_never_all_of_them() {
    let held = hold("component c \"C\" done each \"none/*.py\" done when parses", &Memory::new(&FILES));
    assert!(matches!(held.observed(), Observed::Unknown(reason) if reason.contains("no file lies")));
}

#[test]
fn a_unit_that_cannot_be_read_is_unknown_alone() {
    let held = hold("component c \"C\" each \"t/*.py\" done when parses", &Memory::new(&[("t/a.py", "x = 1\n")]).refusing("t/z.py"));
    let found = units(held.item(), &held.evidence, day()).unwrap();
    assert_eq!((found.done.len(), found.unknown.len()), (1, 1));
    assert_eq!(found.unknown[0].0, "t/z.py");
    assert!(matches!(held.observed(), Observed::Unknown(_)));
}

#[test]
fn symbols_and_imports_of_single_files() {
    let files = [("a.py", "class A: pass\nimport os\n"), ("b.py", "class B: pass\n")];
    let held = hold("component c \"C\" {\neach \"*.py\"\ndone when {\nsymbol \"A\"\nimport \"os\"\n}\n}", &Memory::new(&files));
    let found = units(held.item(), &held.evidence, day()).unwrap();
    assert_eq!((found.done, found.missing), (vec!["a.py"], vec!["b.py"]));
}
