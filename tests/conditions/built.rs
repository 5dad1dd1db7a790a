//! Code that no build and no run takes proves nothing.

use crate::trees::{one, reason, remarks, truths};
use landfall::evidence::Truth::{False, True};

#[test]
fn what_no_build_of_go_takes_is_no_part_of_its_package() {
    let files = [
        ("go.mod", "module m.io/x\n"),
        ("a/a.go", "package a\nfunc A() {}\n"),
        ("a/dead.go", "//go:build ignore && linux\n\npackage main\nfunc Dead() {}\n"),
        ("a/old.go", "// Copyright\n\n// +build ignore\n\npackage a\n\nfunc Old() {}\n"),
        ("a/tools.go", "//go:build tools\n\npackage tools\nfunc Tool() {}\n"),
        ("a/linux.go", "//go:build linux || ignore\n\npackage a\nfunc Linux() {}\n"),
        ("b/gen.go", "//go:build ignore\n\npackage main\nfunc main() {}\n"),
        ("c/c.go", "package c\nfunc C() {}\n"),
        ("c/main.go", "package main\nfunc D() {}\n"),
    ];
    let conditions = "resolves \"m.io/x/a\" names A, Linux\nresolves \"m.io/x/a\" names Dead\nresolves \"m.io/x/a\" names Old\n\
                      resolves \"m.io/x/a\" names Tool\nresolves \"m.io/x/b\"";
    assert_eq!(truths(conditions, &files), [True, False, False, False, False]);
    let always = "no import \"m.io/x/old\" under \"**\"";
    assert_eq!(
        truths(always, &[files[0], ("g.go", "//go:build ignore\n\npackage main\nimport \"m.io/x/old\"\n")]),
        [False],
        "it is run by hand"
    );
    let systems = [
        files[0],
        ("a/w.go", "//go:build windows\n\npackage a\nfunc W() {}\n"),
        ("a/t.go", "//go:build tools\n\npackage tools\nimport _ \"m.io/y\"\n"),
    ];
    assert_eq!(truths("resolves \"m.io/x/a\" names W", &systems), [True]);
    let (truth, _) = one("resolves \"m.io/x/c\" names D", &files);
    assert_eq!(reason(&truth), "`c` holds files of the packages `c` and `main`");
}

#[test]
fn what_no_build_of_a_crate_takes_does_not_resolve() {
    let text = "#[cfg(any())]\npub struct Dead;\n#[cfg(all(test, unix))]\npub struct Tested;\n#[cfg(feature = \"none\")]\npub struct Lacking;\n\
                #[cfg(any(feature = \"none\", feature = \"some\", feature = \"serde\"))]\npub struct There;\n#[cfg(all(any(), unix))]\npub mod gone;\n\
                #[cfg(any())]\npub use a::Inner;\n#[cfg(feature = \"none\")]\npub use a::Other;\npub mod a { pub struct Inner; pub struct Other; }\n\
                #[cfg(any())]\npub struct Twice;\n#[cfg(not(any()))]\npub struct Twice;\npub enum E { #[cfg(any())] A, B }\n";
    let files = [
        ("k/Cargo.toml", "[package]\nname = \"k\"\n[features]\nsome = []\n[dependencies]\nserde = { version = \"1\", optional = true }\n"),
        ("k/src/lib.rs", text),
        ("k/src/gone.rs", "pub struct G;\n"),
    ];
    let ask = |path: &str| one(&format!("resolves \"{path}\""), &files);
    for path in ["k::There", "k::Twice", "k::a::Inner", "k::E::B", "crate::Tested"] {
        assert_eq!(ask(path).0, True, "{path}");
    }
    for path in ["k::Dead", "k::Tested", "k::gone::G", "k::Inner"] {
        assert_eq!(ask(path).0, False, "{path}");
    }
    assert_eq!(remarks(&ask("k::Dead").1), ["`k/src/lib.rs` has `Dead` in line 2 that no build takes"]);
    let why = "`k/src/lib.rs`, line 6, asks for a feature that its crate does not have: `cfg(feature=\"none\")`";
    assert!(!matches!(ask("k::E::A").0, True | False), "an `impl` of another file may have it");
    assert_eq!((reason(&ask("k::Lacking").0), reason(&ask("k::Other").0).contains("line 14")), (why, true));
}

#[test]
fn what_is_never_taken_is_no_definition_and_no_absence() {
    let files = [
        ("p.py", "if False:\n    class Never: pass\nelse:\n    class Here: pass\nif True:\n    pass\nelse:\n    class Nor: pass\n"),
        ("k/src/lib.rs", "#[cfg(any())]\npub struct Dead;\n"),
        ("q.py", "if TYPE_CHECKING:\n    class Typed: pass\n"),
    ];
    assert_eq!(truths("symbol \"Here\"\nsymbol \"Typed\"\nresolves \"p\" names Never", &files), [True, True, False]);
    for (name, place) in [("Never", "`p.py`, line 2"), ("Nor", "`p.py`, line 8"), ("Dead", "`k/src/lib.rs`, line 2")] {
        for condition in [format!("symbol \"{name}\""), format!("no symbol \"{name}\"")] {
            let (truth, _) = one(&condition, &files);
            assert_eq!(reason(&truth), format!("`{name}` stands in {place}, where no build and no run takes it"), "{condition}");
        }
    }
    let importer = [("p.py", "if False:\n    import old\n    from old.sub import x\n"), ("old/__init__.py", ""), ("old/sub.py", "")];
    for condition in ["import \"old\" under \"p.py\"", "no import \"old\" under \"p.py\""] {
        assert_eq!(reason(&one(condition, &importer).0), "`old` stands in `p.py`, line 2, where no build and no run takes it");
    }
    let real = [files[0], files[1], ("k/src/more.rs", "pub struct Dead;\n")];
    assert_eq!(truths("symbol \"Dead\" == 1", &real), [True], "what is taken counts alone");
}
