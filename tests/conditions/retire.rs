//! What retires: gone at its path, and imported nowhere.

use crate::trees::{Memory, hold, seen};
use landfall::progress::{Observed, importers};

const LINE: &str = "retire sse \"Old events\" deprecated at \"app/sse.py\"";

#[test]
fn a_path_that_is_gone_and_still_imported_is_in_use() {
    let tree = Memory::new(&[
        ("app/__init__.py", ""),
        ("app/a.py", "from .sse import x\n"),
        ("b.py", "def f():\n    import app.sse\n# import app.sse\n"),
    ]);
    let held = hold(LINE, &tree);
    assert_eq!(held.observed(), Observed::Partial);
    let left = importers(held.item(), &held.evidence).expect("it was asked");
    assert_eq!(seen(left), ["app/a.py:1 (x from .sse)", "b.py:2 (app.sse, inside a function)"]);
}

#[test]
fn a_path_that_is_gone_and_imported_nowhere_is_gone() {
    let tree = Memory::new(&[("app/__init__.py", ""), ("app/a.py", "# import app.sse\nx = 'app.sse'\nimport app.sse2\n")]);
    assert_eq!(hold(LINE, &tree).observed(), Observed::Absent);
}

#[test]
fn a_path_that_stands_is_in_use_whoever_imports_it() {
    let tree = Memory::new(&[("app/sse.py", "from . import sse\n"), ("app/__init__.py", "")]);
    let held = hold(LINE, &tree);
    assert_eq!(held.observed(), Observed::Present);
    assert_eq!(seen(importers(held.item(), &held.evidence).unwrap()), [""; 0], "what imports itself is no importer");
}

#[test]
fn folders_and_scripts_retire_too() {
    let files = [("web/a.ts", "import x from './legacy/b';\n"), ("py/u.py", "from old.pkg.x import y\n")];
    let folder = hold("retire l \"L\" deprecated at \"web/legacy\"", &Memory::new(&files));
    assert_eq!(folder.observed(), Observed::Partial);
    let package = hold("retire l \"L\" deprecated at \"old/pkg/\"", &Memory::new(&files));
    assert_eq!(package.observed(), Observed::Partial);
    let script = hold("retire l \"L\" deprecated at \"web/legacy/b.ts\"", &Memory::new(&files));
    assert_eq!(script.observed(), Observed::Partial);
    let other = hold("retire l \"L\" deprecated at \"web/legacy/c.ts\"", &Memory::new(&files));
    assert_eq!(other.observed(), Observed::Absent);
}

#[test]
fn importers_that_cannot_be_told_are_unknown() {
    let held = hold(LINE, &Memory::new(&[("a.py", "x = 1\n")]).refusing("b.py"));
    assert!(matches!(held.observed(), Observed::Unknown(reason) if reason.contains("b.py")));
}

#[test]
fn what_is_no_code_retires_by_its_path_alone() {
    let held = hold("retire q \"Q\" deprecated at \"lib/queue.sql\"", &Memory::new(&[("a.py", "queue = 1\n")]));
    assert_eq!(held.observed(), Observed::Absent);
    assert!(importers(held.item(), &held.evidence).is_none());
}
