//! `isolation`: imports between packages.

use crate::trees::{one, reason, remarks, seen, truths};
use landfall::evidence::Truth::{False, True};

#[test]
fn every_offender_is_told_with_its_place() {
    let files = [
        ("billing/__init__.py", ""),
        ("billing/a.py", "import os\nfrom shop.orders import Order\ndef f():\n    import shop\n"),
        ("shop/__init__.py", ""),
        ("shop/orders.py", "from ..billing import a\nfrom billing import a as b\n# import billing\n"),
        ("shared/x.py", "import billing\n"),
    ];
    let (truth, answer) = one("isolation \"shop\", \"billing\"", &files);
    assert_eq!(truth, False);
    assert_eq!(
        seen(&answer),
        [
            "billing/a.py:2 (billing imports shop: shop.orders: Order)",
            "billing/a.py:4 (billing imports shop: shop, inside a function)",
            "shop/orders.py:2 (shop imports billing: billing: a)",
        ]
    );
    assert_eq!(remarks(&answer), ["3 imports between the packages"]);
}

#[test]
fn a_deleted_package_is_a_success() {
    let files = [("shop/a.py", "import os\n"), ("shop/__init__.py", "")];
    let (truth, answer) = one("isolation \"shop\", \"billing\"", &files);
    assert_eq!((truth, remarks(&answer)), (True, vec!["nothing is left of `billing`"]));
    let (truth, _) = one("isolation \"stock\", \"billing\"", &files);
    assert_eq!(reason(&truth), "none of the packages is in the tree: `stock`, `billing`", "nothing at all was measured");
}

#[test]
fn packages_without_source_code_are_unknown() {
    let files =
        [("docs/a/x.md", "x"), ("docs/b/y.md", "y"), ("web/a/x.rb", "x"), ("web/b/y.rb", "y"), ("shop/a.py", ""), ("shop/b.py", "")];
    let truth = |condition: &str| one(condition, &files).0;
    assert_eq!(reason(&truth("isolation under \"docs/*\"")), "no source code lies in the packages");
    assert_eq!(reason(&truth("isolation \"docs/a\", \"docs/b\"")), "no source code lies in the packages");
    assert_eq!(reason(&truth("isolation \"web/a\", \"web/b\"")), "there is no parser for the languages of 2 files (`.rb`)");
    let (truth, answer) = one("isolation \"web/a\", \"shop\"", &files);
    assert_eq!((truth, remarks(&answer)), (True, vec!["1 file was not looked into, since there is no parser for the language: `.rb`"]));
}

#[test]
fn imports_of_a_deleted_package_are_offenders() {
    assert_eq!(truths("isolation \"shop\", \"billing\"", &[("shop/a.py", "from billing.x import y\n")]), [False]);
}

#[test]
fn what_is_excepted_may_be_imported() {
    let files = [
        ("a/__init__.py", ""),
        ("a/x.py", "from b.shared import y\n"),
        ("b/__init__.py", ""),
        ("b/shared/__init__.py", "import a\ny = 1\n"),
    ];
    assert_eq!(truths("isolation \"a\", \"b\"\nisolation \"a\", \"b\" except \"b.shared\"", &files), [False, True]);
    assert_eq!(truths("isolation \"a\", \"b\" except \"a/**\", \"b/shared/**\"", &files), [True], "globs leave out files that import");
}

#[test]
fn packages_within_packages_are_kept_apart() {
    let files = [("app/__init__.py", ""), ("app/x.py", "z = 1\n"), ("app/core/__init__.py", ""), ("app/core/y.py", "from .. import x\n")];
    assert_eq!(seen(&one("isolation \"app\", \"app.core\"", &files).1), ["app/core/y.py:1 (app.core imports app: ..: x)"]);
}

#[test]
fn a_package_of_the_top_is_not_one_of_its_name_further_down() {
    let files = [
        ("auth/requirements.txt", ""),
        ("auth/__init__.py", ""),
        ("auth/kit/__init__.py", ""),
        ("auth/kit/mocks.py", "from auth.routes import r\n"),
        ("auth/routes.py", "from auth.kit.mocks import M\nfrom kit.real import R\n"),
        ("kit/__init__.py", ""),
        ("kit/real.py", "R = 1\n"),
    ];
    assert_eq!(seen(&one("isolation \"auth\", \"kit\"", &files).1), ["auth/routes.py:2 (auth imports kit: kit.real: R)"]);
    let only_below: Vec<(&str, &str)> = files.into_iter().filter(|(path, _)| !path.starts_with("kit/")).chain([("kit/a.md", "")]).collect();
    let below = one("isolation \"auth\", \"kit\"", &only_below).1;
    assert_eq!(below.seen.len(), 3, "nothing of Python stands at the top: {below:?}");
}

#[test]
fn other_languages_are_kept_apart() {
    let scripts = [
        ("packages/ui/package.json", "{\"name\": \"@acme/ui\"}"),
        ("packages/ui/src/index.ts", "export const x = 1;\n"),
        ("packages/api/a.ts", "import { x } from '@acme/ui';\n"),
        ("packages/api/b.ts", "import { x } from '../ui/src';\n"),
    ];
    let (truth, answer) = one("isolation \"packages/ui\", \"packages/api\"", &scripts);
    assert_eq!((truth, answer.seen.len()), (False, 2), "{answer:?}");
    let go = [("go.mod", "module m.org/x\n"), ("a/a.go", "package a\nimport \"m.org/x/b\"\n"), ("b/b.go", "package b\n")];
    assert_eq!(truths("isolation \"a\", \"b\"", &go), [False]);
    let java = [
        ("src/main/java/com/x/a/A.java", "package com.x.a;\nimport com.x.b.B;\nclass A {}\n"),
        ("src/main/java/com/x/b/B.java", "package com.x.b;\nclass B {}\n"),
    ];
    assert_eq!(truths("isolation \"com.x.a\", \"com.x.b\"", &java), [False]);
    let rust = [
        ("a/Cargo.toml", "[package]\nname = \"a\"\n"),
        ("a/src/lib.rs", "use b_core::B;\n"),
        ("b/Cargo.toml", "[package]\nname = \"b-core\"\n"),
        ("b/src/lib.rs", "pub struct B;\n"),
    ];
    assert_eq!(truths("isolation \"a\", \"b\"", &rust), [False]);
}

#[test]
fn folders_under_a_glob_are_packages() {
    let files = [("svc/a/x.py", "import svc.b.y\n"), ("svc/b/y.py", ""), ("svc/c/z.py", "")];
    assert_eq!(seen(&one("isolation under \"svc/*\"", &files).1).len(), 1);
}

#[test]
fn whole_names_of_rust_are_offenders() {
    let files = [
        ("Cargo.toml", "[package]\nname = \"k\"\n"),
        ("src/lib.rs", "mod old;\nmod new;\n"),
        ("src/old.rs", "pub mod deep;\npub fn f() {}\n"),
        ("src/old/deep.rs", "pub fn g() { crate::new::h() }\n"),
        (
            "src/new.rs",
            "use std::fmt;\n// crate::old::f()\npub fn h() {\n    crate::old::f();\n    println!(\"{}\", super::old::deep::g());\n    other::old::f()\n}\n",
        ),
    ];
    let (truth, answer) = one("isolation \"src/old\", \"src/new\"", &files);
    assert_eq!(
        (truth, seen(&answer)),
        (
            False,
            vec![
                "src/new.rs:4 (src/new uses src/old: crate::old::f, by its whole name)".to_owned(),
                "src/new.rs:5 (src/new uses src/old: super::old::deep::g, by its whole name)".to_owned(),
                "src/old/deep.rs:1 (src/old uses src/new: crate::new::h, by its whole name)".to_owned(),
            ]
        )
    );
    assert_eq!(remarks(&answer), ["3 uses between the packages"]);
    let imported = [("src/old.rs", "pub fn f() {}\n"), ("src/new.rs", "use crate::old::f;\npub fn h() { f() }\n"), ("src/lib.rs", "")];
    assert_eq!(seen(&one("isolation \"src/old\", \"src/new\"", &imported).1).len(), 1, "imports of modules within a crate");
}

#[test]
fn whole_names_of_crates_are_offenders() {
    let files = [("k/Cargo.toml", "[package]\nname = \"k\"\n"), ("k/src/lib.rs", "pub fn f() { old_lib::x() }\nfn g() { old::lib() }\n")];
    let (truth, answer) = one("isolation \"k\", \"old-lib\"", &files);
    assert_eq!((truth, seen(&answer)), (False, vec!["k/src/lib.rs:1 (k uses old-lib: old_lib::x, by its whole name)".to_owned()]));
    let own = [("k/src/lib.rs", "mod old_lib { pub fn x() {} }\npub fn f() { old_lib::x() }\n")];
    assert_eq!(truths("isolation \"k\", \"old_lib\"", &own), [True], "a module of its own is no other crate");
}

#[test]
fn whole_names_of_java_are_offenders() {
    let files = [
        ("src/main/java/com/x/a/A.java", "package com.x.a;\nclass A {\n  // com.x.b.B\n  void f() { com.x.b.B.call(); b.B = 1; }\n}\n"),
        ("src/main/java/com/x/b/B.java", "package com.x.b;\nclass B {}\n"),
    ];
    let told = "src/main/java/com/x/a/A.java:4";
    for condition in ["isolation \"com.x.a\", \"com.x.b\"", "isolation \"src/main/java/com/x/a\", \"src/main/java/com/x/b\""] {
        let (truth, answer) = one(condition, &files);
        assert_eq!((truth, seen(&answer).len(), seen(&answer)[0].starts_with(told)), (False, 1, true), "{condition}: {answer:?}");
    }
}

#[test]
fn a_module_that_is_one_file_is_a_package() {
    let files = [("shop/__init__.py", ""), ("shop/a.py", "import shop.b\n"), ("shop/b.py", "x = 1\n")];
    assert_eq!(seen(&one("isolation \"shop.a\", \"shop.b\"", &files).1), ["shop/a.py:1 (shop.a imports shop.b: shop.b)"]);
}

#[test]
fn a_package_may_be_written_as_its_file() {
    let files =
        [("one.py", "import two\n"), ("two.py", "x = 1\n"), ("w.ts", "import { v } from './v'\n"), ("v.ts", "export const v = 1\n")];
    for condition in ["isolation \"one.py\", \"two.py\"", "isolation \"one\", \"two\"", "isolation \"w.ts\", \"v.ts\""] {
        assert_eq!(one(condition, &files).0, False, "{condition}");
    }
    assert_eq!(one("isolation \"two.py\", \"v.ts\"", &files).0, True);
}

#[test]
fn what_seems_to_be_imported_where_a_file_does_not_parse_is_unknown() {
    let conflict = |ours: &str| format!("<<<<<<< HEAD\n{ours}\n=======\nx\n>>>>>>> topic\n");
    for (file, text) in [
        ("a/u.py", "def f(:\n   x = [1,2\nfrom b import k\n".to_owned()),
        ("a/u.ts", conflict("import {a} from \"../b/k\"")),
        ("a/u.ts", "import {a from \"../b/k\"\n".to_owned()),
        ("a/u.vue", format!("<script>\n{}</script>\n", conflict("import {a} from \"../b/k\""))),
        ("a/src/lib.rs", conflict("use b::k;")),
    ] {
        let files = [(file, text.as_str()), ("b/k.py", ""), ("b/k.ts", "")];
        let (truth, _) = one("isolation \"a\", \"b\"", &files);
        let why = reason(&truth);
        assert!(why.contains(file) && why.ends_with("where the file does not parse, seems to import b"), "{file}: {why}");
    }
    let other = [("a/u.py", "def f(:\n   x = [1,2\nimport c\nfrom a.b import k\n# from b import k\n"), ("b/k.py", ""), ("a/b.py", "")];
    assert_eq!(truths("isolation \"a\", \"b\"", &other), [True], "nothing in it seems to import the other");
}

#[test]
fn packages_are_told_by_the_names_that_imports_use() {
    let rust = [
        ("crates/kb-core/Cargo.toml", "[package]\nname = \"kb\"\n[lib]\nname = \"kb_core\"\n"),
        ("crates/kb-core/src/lib.rs", "pub mod old;\n"),
        ("crates/kb-core/src/old.rs", "pub struct A;\n"),
        ("crates/kb-core/macros/Cargo.toml", "[package]\nname = \"kb-macros\"\n"),
        ("crates/kb-core/macros/src/lib.rs", "use app::X;\n"),
        ("crates/the-app/Cargo.toml", "[package]\nname = \"app\"\n[dependencies]\nother = { path = \"../kb-core\", package = \"kb\" }\n"),
        ("crates/the-app/src/lib.rs", "use other::old::A;\npub struct X;\n"),
    ];
    let scripts = [
        ("package.json", "{\"name\": \"root\"}"),
        ("main.ts", "import { L } from './packages/old'\n"),
        ("tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \"web\", \"paths\": {\"@x/*\": [\"x/*\"]}}}"),
        ("packages/old/package.json", "{\"name\": \"@acme/legacy\", \"main\": \"src/index.ts\"}"),
        ("packages/old/src/index.ts", "export * from './part'\n"),
        ("packages/old/src/part/index.ts", "export const L = 1\n"),
        ("apps/web/package.json", "{\"name\": \"web\"}"),
        ("apps/web/a.ts", "import { L } from '@acme/legacy'\n"),
        ("web/x/one/a.ts", "import { b } from '@x/two'\n"),
        ("web/x/two/index.ts", "export const b = 1\n"),
    ];
    let go = [
        ("go.mod", "module github.com/acme/shop\nrequire github.com/far/kit v1.0.0\nreplace github.com/acme/legacy => ./old\n"),
        (
            "a/a.go",
            "package a\nimport (\n\t_ \"github.com/acme/shop/b\"\n\t_ \"github.com/acme/legacy/x\"\n\t_ \"github.com/far/kit/v2\"\n)\n",
        ),
        ("b/b.go", "package b\n"),
    ];
    let python = [
        ("libs/legacy/pyproject.toml", "[project]\nname = \"acme-legacy\"\n"),
        ("libs/legacy/src/legacy/core.py", "X = 1\n"),
        ("app/requirements.txt", "PyYAML\nrequests\n"),
        ("app/main.py", "import yaml\nimport legacy.core\n"),
    ];
    let red = |condition: &str, files: &[(&str, &str)]| {
        let (truth, answer) = one(condition, files);
        assert_eq!((truth, answer.seen.len()), (False, 1), "{condition}: {answer:?}");
        assert!(
            answer.remarks.iter().all(|remark| !remark.contains("left of") || condition.ends_with("y\"") || condition.ends_with("\"old\"")),
            "{condition}: {answer:?}"
        );
    };
    for condition in ["\"app\", \"kb_core\"", "\"app\", \"kb\"", "\"crates/the-app\", \"other\"", "\"app\", \"kb_core::old\""] {
        red(&format!("isolation {condition}"), &rust);
    }
    for condition in [
        "\"apps/web\", \"@acme/legacy\"",
        "\"web\", \"@acme/legacy\"",
        "\"@x/one\", \"@x/two\"",
        "\"x/one\", \"x/two\"",
        "\"root\", \"packages/old\"",
    ] {
        red(&format!("isolation {condition}"), &scripts);
    }
    for condition in ["\"a\", \"github.com/acme/shop/b\"", "\"github.com/acme/shop/a\", \"github.com/acme/legacy\"", "\"a\", \"old\""] {
        red(&format!("isolation {condition}"), &go);
    }
    let modules = [
        ("src/lib.rs", "mod old;\nmod new;\n"),
        ("Cargo.toml", "[package]\nname = \"k\"\n"),
        ("src/old.rs", "use super::new::f;\n"),
        ("src/new.rs", "pub fn f() {}\n"),
    ];
    red("isolation \"src/old\", \"crate::new\"", &modules);
    red("isolation \"k::old\", \"crate::new\"", &modules);
    let (truth, _) = one("isolation \"src/old\", \"super::new\"", &modules);
    assert_eq!(reason(&truth), "`super::new` is another package for every file that imports it");
    let custom = [("web/package.json", "{\"name\": \"web\"}"), ("web/src/a/a.ts", "import { b } from '../b/b'\n"), ("web/src/b/b.ts", "")];
    red("isolation \"web/src/a\", \"@/b\"", &custom);
    let top = [
        ("Cargo.toml", "[package]\nname = \"top\"\n"),
        ("src/lib.rs", "pub mod x;\n"),
        ("src/x.rs", "pub struct X;\n"),
        ("kb/Cargo.toml", "[package]\nname = \"kb\"\n"),
        ("kb/src/lib.rs", "use serde::S;\nuse crate::q::Q;\nuse top::x::X;\nmod q { pub struct Q; }\n"),
    ];
    red("isolation \"top\", \"kb\"", &top);
    let java = [
        ("app/java/com/a/web/W.java", "package com.a.web;\nimport com.a.legacy.X;\nclass W {}\n"),
        ("app/java/com/a/legacy/X.java", "package com.a.legacy;\npublic class X {}\n"),
    ];
    red("isolation \"com.a.web\", \"com.a.legacy\"", &java);
    red("isolation \"a\", \"github.com/far/kit/v2\"", &go);
    red("isolation \"app\", \"acme-legacy\"", &python);
    red("isolation \"a\", \"github.com/far/kit\"", &go);
    assert_eq!(one("isolation \"a\", \"github.com/far/kits\"", &go).0, True);
    let (truth, _) = one("isolation \"app\", \"PyYAML\"", &python);
    assert_eq!(reason(&truth), "a manifest asks for `PyYAML`, and what its modules are called is not told");
    let (truth, answer) = one("isolation \"app\", \"requests\"", &python);
    assert_eq!((truth, remarks(&answer)), (True, vec!["`requests` is not in the tree, and told by its name alone"]));
}
