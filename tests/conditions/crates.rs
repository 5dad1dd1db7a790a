//! Crates that go by another name in the code of those that use them.

use crate::trees::{Memory, hold, one, seen, truths};
use landfall::evidence::Truth::{False, True};
use landfall::progress::Observed;

const KB: (&str, &str) = ("kb/Cargo.toml", "[package]\nname = \"kb\"\n");
const LIB: (&str, &str) = ("kb/src/lib.rs", "pub mod q {\n    pub fn x() {}\n}\n");
const RENAMED: &str = "[package]\nname = \"c\"\n[dependencies]\nold = { path = \"../kb\", package = \"kb\" }\n";

fn observed(at: &str, files: &[(&str, &str)]) -> Observed {
    hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(files)).observed()
}

#[test]
fn a_crate_is_used_by_the_name_that_its_user_gives_it() {
    let both = "isolation \"c\", \"kb\"\nno import \"kb\" under \"c/**\"";
    let shared =
        ("Cargo.toml", "[workspace]\nmembers = [\"c\", \"kb\"]\n[workspace.dependencies]\nold = { path = \"kb\", package = \"kb\" }\n");
    let manifests = [
        RENAMED,
        "[package]\nname = \"c\"\n[dependencies.old]\npath = \"../kb\"\npackage = \"kb\"\n",
        "[package]\nname = \"c\"\n[dependencies]\nold = { workspace = true }\n",
        "[package]\nname = \"c\"\n[target.'cfg(unix)'.build-dependencies]\nold.workspace = true\n",
    ];
    for manifest in manifests {
        for code in ["use old::q;\n", "fn a() { old::q::x(); }\n", "fn a() { ::old::q::x(); }\n", "pub use old::q::x as y;\n"] {
            let files = [shared, ("c/Cargo.toml", manifest), ("c/src/lib.rs", code), KB, LIB];
            assert_eq!(truths(both, &files), [False, False], "{manifest} {code}");
            let gone = [shared, ("c/Cargo.toml", manifest), ("c/src/lib.rs", code)];
            assert_eq!(truths(both, &gone), [False, False], "{manifest} {code}");
            for at in ["kb", "kb/", "kb/src/lib.rs"] {
                assert_eq!(observed(at, &gone), Observed::Partial, "{at} {manifest} {code}");
            }
        }
    }
}

#[test]
fn the_name_is_one_of_that_user_alone() {
    let other = [("c/Cargo.toml", RENAMED), ("c/src/lib.rs", "use kb::q;\n"), ("d/Cargo.toml", "[package]\nname = \"d\"\n")];
    let files: Vec<(&str, &str)> = other.into_iter().chain([("d/src/lib.rs", "use old::q;\nfn f() { old::q::x(); }\n"), KB, LIB]).collect();
    let lines = "isolation \"d\", \"kb\"\nno import \"kb\" under \"d/**\"";
    assert_eq!(truths(lines, &files), [True, True], "in `d` it is another crate");
    let named = truths("no import \"kb\" names \"q\" under \"**\"\nno import \"old\" under \"d/**\"", &files);
    assert_eq!(named, [False, False], "as written");
}

#[test]
fn a_name_of_a_crate_counts_too() {
    let files = [("c/Cargo.toml", RENAMED), ("c/src/lib.rs", "use old::q;\nfn f() {}\n"), KB, LIB];
    let (truth, answer) = one("no import \"kb\" names \"q\" under \"**\"", &files);
    assert_eq!((truth, seen(&answer)), (False, vec!["c/src/lib.rs:1 (q from old)".to_owned()]));
    let whole = [("c/Cargo.toml", RENAMED), ("c/src/lib.rs", "fn f() { old::q::x(); }\n"), KB, LIB];
    assert_eq!(truths("no import \"kb::q\" names \"x\" under \"**\"", &whole), [False]);
}

#[test]
fn a_folder_is_known_by_the_crate_that_lies_or_lay_in_it() {
    let user = ("c/Cargo.toml", "[package]\nname = \"c\"\n[dependencies]\nthe-kb = { path = \"../libs/old\" }\n");
    let code = ("c/src/lib.rs", "use the_kb::q;\n");
    assert_eq!(observed("libs/old", &[user, code]), Observed::Partial);
    assert_eq!(observed("libs/old/src/q.rs", &[user, code]), Observed::Partial);
    assert_eq!(observed("libs/old", &[user, ("c/src/lib.rs", "use kb::q;\n")]), Observed::Absent);
    assert_eq!(truths("isolation \"c/src\", \"libs/old\"", &[user, code]), [False], "nothing in the code says `old`");
    let library = ("libs/old/Cargo.toml", "[package]\nname = \"the-kb\"\n[lib]\nname = \"tkb\"\n");
    let by_library = [user, ("c/src/lib.rs", "use tkb::q;\n"), library, ("libs/old/src/lib.rs", "pub mod q {}\n")];
    assert_eq!(truths("isolation \"c\", \"libs/old\"\nno import \"libs/old\" under \"c/**\"", &by_library), [False, False]);
}

#[test]
fn a_name_that_a_manifest_gives_to_another_crate_is_that_crate() {
    let kept = [("new/Cargo.toml", "[package]\nname = \"new-core\"\n"), ("new/src/lib.rs", "pub struct A;\n")];
    let named = "[package]\nname = \"c\"\n[dependencies]\nold-core = { path = \"../new\", package = \"new-core\" }\n";
    for code in ["use old_core::A;\n", "fn f() { old_core::A; }\n"] {
        let files = [kept[0], kept[1], ("c/Cargo.toml", named), ("c/src/lib.rs", code)];
        assert_eq!(observed("old-core", &files), Observed::Absent, "{code}");
        assert_eq!(observed("libs/old-core/", &files), Observed::Absent, "{code}");
        assert_eq!(truths("no import \"new\" under \"c/**\"\nno import \"old_core\" under \"c/**\"", &files), [False, False], "{code}");
        let unnamed = [kept[0], kept[1], ("c/Cargo.toml", "[package]\nname = \"c\"\n"), ("c/src/lib.rs", code)];
        assert_eq!(observed("old-core", &unnamed), Observed::Partial, "{code}");
        assert_eq!(observed("old-core", &[("c/Cargo.toml", named), ("c/src/lib.rs", code)]), Observed::Partial, "neither stands: {code}");
    }
}

#[test]
fn modules_are_named_from_anywhere_in_their_crate() {
    let user =
        |code: &str| observed("c/src/old.rs", &[("c/Cargo.toml", "[package]\nname = \"c\"\n"), ("c/src/lib.rs", ""), ("c/src/a.rs", code)]);
    for code in [
        "use crate::old;\n",
        "use super::old::X;\n",
        "fn f() { super::old::x(); }\n",
        "use crate::b as k;\nuse super as up;\nfn f() { up::old::x(); }\n",
        "macro_rules! m {\n    () => { $crate::old::x() };\n}\n",
        "fn f() { c::old::x(); }\n",
    ] {
        assert_eq!(user(code), Observed::Partial, "{code}");
    }
    for code in ["fn f() { old::x(); }\n", "fn f() { other::old::x(); }\n", "// crate::old\n", "fn f() { crate::older::x(); }\n"] {
        assert_eq!(user(code), Observed::Absent, "{code}");
    }
    let other = [
        ("c/Cargo.toml", "[package]\nname = \"c\"\n"),
        ("c/src/lib.rs", ""),
        ("d/Cargo.toml", "[package]\nname = \"d\"\n"),
        ("d/src/lib.rs", "use crate::old;\nfn f() { crate::old::x(); }\n"),
    ];
    assert_eq!(observed("c/src/old.rs", &other), Observed::Absent, "a module of another crate");
}

#[test]
fn a_module_that_is_declared_and_gone_is_missed() {
    let top = |code: &str, at: &str| observed(at, &[("Cargo.toml", "[package]\nname = \"c\"\n"), ("src/lib.rs", code)]);
    for at in ["src/old.rs", "src/old/mod.rs", "src/old"] {
        assert_eq!(top("pub mod old;\n", at), Observed::Partial, "{at}");
        assert_eq!(top("fn f() { old::x(); }\n", at), Observed::Partial, "{at}");
        assert_eq!(top("mod older;\nmod old {}\n", at), Observed::Absent, "{at}");
    }
    assert_eq!(top("#[path = \"old.rs\"]\nmod new;\n", "src/old.rs"), Observed::Partial);
    let deep = [("Cargo.toml", "[package]\nname = \"c\"\n"), ("src/lib.rs", "mod a;\n"), ("src/a.rs", "mod old;\n")];
    assert_eq!((observed("src/a/old.rs", &deep), observed("src/old.rs", &deep)), (Observed::Partial, Observed::Absent));
}

#[test]
fn roots_of_crates_are_kept_apart_by_the_names_of_these() {
    let files = [("c/Cargo.toml", RENAMED), ("c/src/lib.rs", "fn f() { kb::q::x(); }\n"), KB, LIB];
    assert_eq!(truths("isolation \"c/src\", \"kb/src\"", &files), [False]);
    let modules = [
        ("c/Cargo.toml", RENAMED),
        ("c/src/lib.rs", "use kb::old;\nmod kb {}\n"),
        ("c/src/new.rs", "use crate::a;\nfn f() { a::old::x(); }\n"),
        ("c/src/a/old.rs", "pub fn x() {}\n"),
    ];
    assert_eq!(
        seen(&one("isolation \"c/src/new\", \"c/src/a/old\"", &modules).1),
        ["c/src/new.rs:2 (c/src/new uses c/src/a/old: a::old::x, by its whole name)"]
    );
}

#[test]
fn a_crate_that_no_manifest_tells_of_any_more_was_called_as_its_folder() {
    let user = [("crates/c/Cargo.toml", "[package]\nname = \"c\"\n"), ("crates/c/src/lib.rs", "use old_kb::q;\nfn f() { kb::x(); }\n")];
    for at in ["crates/old-kb", "crates/kb", "crates/kb/src/lib.rs"] {
        assert_eq!(observed(at, &user), Observed::Partial, "{at}");
    }
    assert_eq!(observed("crates/older", &user), Observed::Absent);
    assert_eq!(truths("isolation \"crates/c\", \"crates/kb\"", &user), [False]);
}

#[test]
fn tests_examples_and_programs_are_crates_of_their_own() {
    let package = [("Cargo.toml", "[package]\nname = \"m\"\n"), ("src/lib.rs", "pub mod k;\n"), ("src/k.rs", "")];
    let observed = |at: &str, user: (&str, &str)| {
        let files: Vec<(&str, &str)> = package.iter().copied().chain([user]).collect();
        hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(&files)).observed()
    };
    for (file, at) in [
        ("tests/t.rs", "tests/old/mod.rs"),
        ("tests/t.rs", "tests/old.rs"),
        ("src/bin/t.rs", "src/bin/old.rs"),
        ("build.rs", "old.rs"),
        ("examples/t.rs", "examples/old.rs"),
        ("benches/t.rs", "benches/old/mod.rs"),
        ("tools/t.rs", "tools/old.rs"),
        ("src/domain.rs", "src/domain/old.rs"),
    ] {
        assert_eq!(observed(at, (file, "mod old;\n")), Observed::Partial, "{file}: {at}");
    }
    assert_eq!(observed("src/old.rs", ("src/domain.rs", "mod old;\n")), Observed::Absent, "another module");
    for file in ["tests/t.rs", "benches/t.rs", "examples/t.rs", "src/main.rs", "src/bin/t.rs"] {
        let files: Vec<(&str, &str)> = package.iter().copied().chain([(file, "use m::old::A;\n")]).collect();
        assert_eq!(truths("no import \"crate::old\" under \"**\"", &files), [False], "{file}");
        assert_eq!(truths("no import \"crate::older\" under \"**\"", &files), [True], "{file}");
    }
}
