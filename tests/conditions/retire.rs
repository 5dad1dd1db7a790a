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

/// What is observed of what retires at a path.
fn observed(at: &str, files: &[(&str, &str)]) -> Observed {
    hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(files)).observed()
}

#[test]
fn a_file_at_the_top_is_imported_by_its_name() {
    for import in ["import old\n", "from old import q\n", "def f():\n    import old.sub\n"] {
        assert_eq!(observed("old.py", &[("b.py", import)]), Observed::Partial, "{import}");
    }
    assert_eq!(observed("old.js", &[("b.js", "const a = require('./old');\n")]), Observed::Partial);
    assert_eq!(observed("old.py", &[("b.py", "# import old\nx = 'old'\nimport older\n")]), Observed::Absent);
    assert_eq!(observed("decimal.js", &[("b.js", "import D from 'decimal.js';\n")]), Observed::Partial);
}

#[test]
fn a_folder_that_is_a_root_by_custom_gives_no_part_of_the_name() {
    assert_eq!(observed("lib/old.py", &[("b.py", "from old import q\n")]), Observed::Partial);
    assert_eq!(observed("api/src/old/__init__.py", &[("b.py", "import old.x\n")]), Observed::Partial);
    assert_eq!(observed("lib/old.py", &[("b.py", "from old import q\n"), ("lib/__init__.py", "")]), Observed::Absent, "`lib` is a package");
    assert_eq!(observed("app/old.py", &[("b.py", "from old import q\n")]), Observed::Absent);
}

#[test]
fn a_name_that_leads_elsewhere_now_is_no_importer() {
    assert_eq!(observed("src/old.py", &[("b.py", "import old\n"), ("lib/x.py", ""), ("old.py", "")]), Observed::Absent);
    assert_eq!(observed("src/old.py", &[("b.py", "import src.old\n"), ("old.py", "")]), Observed::Partial);
}

#[test]
fn a_module_that_became_a_package_is_imported_as_that() {
    let user = ("app/a.py", "from app.old import q\n");
    assert_eq!(observed("app/old.py", &[user, ("app/old/__init__.py", "q = 1\n")]), Observed::Absent);
    assert_eq!(observed("app/old.py", &[user, ("app/old/readme.md", "")]), Observed::Partial);
}

#[test]
fn the_last_file_of_a_go_package_is_imported_by_its_package() {
    let user = [("go.mod", "module m.com/x\n"), ("u.go", "package u\nimport \"m.com/x/old\"\n")];
    assert_eq!(observed("old/o.go", &user), Observed::Partial);
    assert_eq!(observed("old", &user), Observed::Partial);
    assert_eq!(observed("old/o.go", &[user[0], user[1], ("old/rest.go", "package old\n")]), Observed::Absent, "the package is still there");
    let below = ("u.go", "package u\nimport \"m.com/x/old/below\"\n");
    assert_eq!(observed("old/o.go", &[user[0], below]), Observed::Absent, "another package");
    let top = [("go.mod", "module m.com/shop\n"), ("a/a.go", "package a\nimport \"m.com/shop\"\n")];
    assert_eq!(observed("shop.go", &top), Observed::Partial);
}

#[test]
fn aliases_lead_to_what_is_gone() {
    let config = (
        "tsconfig.json",
        "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"], \"~legacy\": [\"src/ancient/index.ts\"], \"#ui/*\": [\"src/old/ui/*\"]}}}",
    );
    assert_eq!(observed("src/old.ts", &[config, ("src/u.ts", "import { x } from '@/old';\n")]), Observed::Partial);
    assert_eq!(observed("src/ancient/index.ts", &[config, ("src/u.ts", "import { x } from '~legacy';\n")]), Observed::Partial);
    assert_eq!(observed("src/old/", &[config, ("src/u.ts", "import { x } from '#ui/button';\n")]), Observed::Partial);
    assert_eq!(observed("src/old.ts", &[config, ("src/u.ts", "import { x } from '@/older';\n")]), Observed::Absent);
    let base = ("tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \"src\"}}");
    assert_eq!(observed("src/old.ts", &[base, ("src/u.ts", "import { x } from 'old';\n")]), Observed::Partial);
}

#[test]
fn a_module_of_a_crate_is_imported_by_the_name_of_its_crate() {
    let files = [
        ("core/Cargo.toml", "[package]\nname = \"shop-core\"\n"),
        ("core/src/lib.rs", "pub mod a;\n"),
        ("app/src/main.rs", "use shop_core::old::X;\n"),
    ];
    assert_eq!(observed("core/src/old.rs", &files), Observed::Partial);
    assert_eq!(observed("core/src/older.rs", &files), Observed::Absent);
}

#[test]
fn files_without_a_parser_are_said() {
    let tree = Memory::new(&[("src/u.rb", "require './old'\n"), ("src/k.ts", "export const k = 1;\n")]);
    let held = hold("retire r \"R\" deprecated at \"src/old.ts\"", &tree);
    let left = importers(held.item(), &held.evidence).unwrap();
    assert_eq!(crate::trees::remarks(left), ["1 file was not looked into, since there is no parser for the language: `.rb`"]);
}

#[test]
fn what_stands_beside_a_program_is_what_it_imports() {
    let line = "retire u \"U\" deprecated at \"src/utils.py\"";
    let beside = Memory::new(&[("svc/m.py", "import utils\n"), ("svc/utils.py", "x = 1\n"), ("src/other.py", "x = 1\n")]);
    assert_eq!(hold(line, &beside).observed(), Observed::Absent);
    let alone = Memory::new(&[("svc/m.py", "import utils\n"), ("src/other.py", "x = 1\n")]);
    assert_eq!(hold(line, &alone).observed(), Observed::Partial);
}

#[test]
fn a_crate_with_a_hyphen_is_used_by_its_name_in_code() {
    let tree = Memory::new(&[("k/Cargo.toml", "[package]\nname=\"k\"\n"), ("k/src/lib.rs", "fn f() { old_lib::x(); }\n")]);
    assert_eq!(hold("retire o \"O\" deprecated at \"old-lib/\"", &tree).observed(), Observed::Partial);
}

#[test]
fn of_a_tree_that_is_not_there_nothing_is_gone() {
    let tree = Memory::new(&[("a.py", "x = 1\n")]);
    assert_eq!(hold("retire o \"O\" deprecated at \"wbe:old.ts\"", &tree).observed(), Observed::NothingAsked);
}

#[test]
fn what_stood_elsewhere_retires_there_too() {
    let line = "retire sse \"Old events\" done at \"lib/sse.py\" was \"app/sse.py\"";
    let there = Memory::new(&[("app/sse.py", "x = 1\n"), ("b.py", "import app.sse\n")]);
    assert_eq!(hold(line, &there).observed(), Observed::Partial, "it stands where it stood before");
    let imported = hold(line, &Memory::new(&[("app/__init__.py", ""), ("b.py", "import app.sse\n")]));
    assert_eq!(imported.observed(), Observed::Partial);
    assert_eq!(seen(importers(imported.item(), &imported.evidence).unwrap()), ["b.py:1 (app.sse)"]);
    assert_eq!(hold(line, &Memory::new(&[("b.py", "import lib2\n")])).observed(), Observed::Absent);
    let alone = "retire sse \"Old events\" done was \"app/sse.py\"";
    assert_eq!(hold(alone, &there).observed(), Observed::Present);
}

#[test]
fn a_script_that_became_another_is_imported_as_that() {
    let user = |specifier: &str| ("src/u.ts", format!("import {{ a }} from \"{specifier}\";\n"));
    for (at, now, specifier) in [
        ("src/old.js", "src/old.ts", "./old"),
        ("src/old.js", "src/old.ts", "./old.js"),
        ("src/old.jsx", "src/old.tsx", "./old"),
        ("src/old/index.ts", "src/old.ts", "./old"),
        ("src/old.ts", "src/old/index.ts", "./old"),
        ("src/old/", "src/old.ts", "./old"),
        ("src/old/index.ts", "src/old/sub.ts", "./old/sub"),
        ("src/old.js", "src/old.json", "./old.json"),
    ] {
        let (path, text) = user(specifier);
        let files = [(path, text.as_str()), (now, "export const a = 1;\n")];
        assert_eq!(observed(at, &files), Observed::Absent, "{at} -> {now}, `{specifier}`");
        assert_eq!(observed(at, &[files[0], files[1], (at.trim_end_matches('/'), "x")]), Observed::Present, "it stands");
    }
    for (at, now, specifier) in [
        ("src/old.js", "src/other.ts", "./old"),
        ("src/old.js", "src/old.d.ts", "./old"),
        ("src/old.js", "src/old.json", "./old"),
        ("src/old.js", "src/old.vue", "./old"),
        ("src/old", "src/old.ts", "./old"),
        ("src/old/", "src/old.ts", "./old/sub"),
    ] {
        let (path, text) = user(specifier);
        assert_eq!(observed(at, &[(path, &text), (now, "x")]), Observed::Partial, "{at} -> {now}, `{specifier}`");
    }
    let within = [("src/old.ts", "import \"./old/sub\";\n")];
    assert_eq!(observed("src/old/", &within), Observed::Partial, "what stands in its place imports of it");
}

#[test]
fn a_module_of_rust_may_lie_in_either_place() {
    let manifest = ("Cargo.toml", "[package]\nname = \"m\"\n");
    let user = ("src/main.rs", "mod old;\nuse crate::old::A;\nfn f() { crate::old::g(); }\n");
    let now = ("src/old.rs", "pub struct A;\npub fn g() {}\n");
    assert_eq!(observed("src/old/mod.rs", &[manifest, user, now]), Observed::Absent);
    assert_eq!(observed("src/old.rs", &[manifest, user, ("src/old/mod.rs", now.1)]), Observed::Absent);
    assert_eq!(observed("src/old/mod.rs", &[manifest, user]), Observed::Partial);
    let by_path = ("src/main.rs", "#[path = \"old/mod.rs\"]\nmod old;\n");
    assert_eq!(observed("src/old/mod.rs", &[manifest, by_path, now]), Observed::Partial);
    let taken = ("src/main.rs", "mod old;\nuse crate::old::A;\n");
    assert_eq!(observed("src/old/", &[manifest, taken, now]), Observed::Absent);
    let below = ("src/main.rs", "mod old;\nuse crate::old::sub::B;\n");
    assert_eq!(observed("src/old/", &[manifest, below, now]), Observed::Partial);
    let lost = ("src/main.rs", "mod old;\nuse crate::old::sub;\n");
    assert_eq!(observed("src/old/", &[manifest, lost, now]), Observed::Partial);
}

#[test]
fn a_package_of_python_that_became_a_module_is_imported_as_that() {
    let (init, now) = (("shop/__init__.py", ""), ("shop/old.py", "a = 1\n"));
    for import in
        ["from shop.old import a\n", "import shop.old\n", "from shop import old\n", "from .old import a\n", "from shop.old import *\n"]
    {
        for at in ["shop/old/", "shop/old/__init__.py"] {
            assert_eq!(observed(at, &[init, now, ("shop/u.py", import)]), Observed::Absent, "{at}: {import}");
            assert_eq!(observed(at, &[init, ("shop/u.py", import)]), Observed::Partial, "{at}: {import}");
        }
    }
    for import in ["from shop.old.sub import a\n", "from shop.old import sub\n", "import shop.old.sub\n"] {
        assert_eq!(observed("shop/old/", &[init, now, ("shop/u.py", import)]), Observed::Partial, "{import}");
    }
}

#[test]
fn a_class_of_java_that_stands_elsewhere_is_what_is_imported() {
    let at = "core/src/main/java/com/acme/Old.java";
    let user = ("app/src/main/java/com/app/U.java", "package com.app;\nimport com.acme.Old;\nclass U {}\n");
    let whole = ("app/src/main/java/com/app/U.java", "package com.app;\nclass U { void f() { com.acme.Old.g(); } }\n");
    let same = ("core/src/main/java/com/acme/U.java", "package com.acme;\nclass U { Old old; }\n");
    let class = "package com.acme;\npublic class Old {}\n";
    for user in [user, whole, same] {
        let beside = ("core/src/main/java/com/acme/K.java", "package com.acme;\nclass K {}\n");
        assert_eq!(observed(at, &[beside, user]), Observed::Partial);
        assert_eq!(observed(at, &[beside, user, ("api/src/main/java/com/acme/Old.java", class)]), Observed::Absent);
        assert_eq!(
            observed(at, &[beside, user, ("core/src/test/java/com/acme/Old.java", class)]),
            Observed::Partial,
            "seen by tests alone"
        );
        let kept = ("fixtures/proj/src/main/java/com/acme/Old.java", class);
        assert_eq!(observed(at, &[beside, user, kept]), Observed::Partial, "nothing is built with a fixture");
        let kotlin = observed(at, &[beside, user, ("core/src/main/kotlin/com/acme/Old.kt", "package com.acme\nclass Old\n")]);
        assert!(matches!(&kotlin, Observed::Unknown(why) if why.contains("Old.kt")), "{kotlin:?}");
    }
}

#[test]
fn a_module_of_go_that_went_with_its_manifest_was_called_as_those_beside_it() {
    let user = |path: &str| ("a/a.go", format!("package a\nimport \"{path}\"\n"));
    let (name, text) = user("github.com/o/r/old/x");
    let beside = [("a/go.mod", "module github.com/o/r/a\n"), (name, text.as_str())];
    assert_eq!(observed("old", &beside), Observed::Partial);
    assert_eq!(observed("old/x/x.go", &beside), Observed::Partial);
    assert_eq!(observed("other", &beside), Observed::Absent);
    let (name, text) = user("example.com/lib/old/v2/x");
    let required = [
        ("go.work", "go 1.22\nuse (\n ./a\n ./libs/old\n)\n"),
        ("a/go.mod", "module github.com/o/r\nrequire example.com/lib/old/v2 v2.0.0\nrequire example.com/x/other v1.0.0\n"),
        (name, text.as_str()),
    ];
    assert_eq!(observed("libs/old", &required), Observed::Partial);
    assert_eq!(observed("libs/old/x", &required), Observed::Partial);
    assert_eq!(observed("libs/other", &required), Observed::Absent);
}

#[test]
fn what_scripts_import_that_is_no_code_retires_with_its_importers() {
    let user = ("src/u.ts", "import a from \"./old.json\";\nimport \"./old.css\";\nimport logo from \"../assets/logo.svg\";\n");
    for at in ["src/old.json", "src/old.css", "assets/logo.svg"] {
        assert_eq!(observed(at, &[user]), Observed::Partial, "{at}");
        assert_eq!(observed(at, &[("src/u.ts", "export const a = 1;\n")]), Observed::Absent, "{at}");
        assert_eq!(observed(at, &[("README.md", "old.json\n")]), Observed::Absent, "{at}: no code, no importer");
    }
    let user = ("src/u.ts", "import a from \"./data\";\n");
    assert_eq!(observed("src/data.json", &[user]), Observed::Partial);
    assert_eq!(observed("src/data.json", &[user, ("src/data.ts", "export default 1;\n")]), Observed::Absent, "it leads to the script");
}

#[test]
fn what_fits_files_as_a_pattern_is_not_gone() {
    let files = [("shop/old_a.py", "a = 1\n")];
    assert_eq!(hold("retire o \"O\" done at \"shop/old_[ab].py\"", &Memory::new(&files)).observed(), Observed::NothingAsked);
    assert_eq!(hold("retire o \"O\" done at \"shop/[id].tsx\"", &Memory::new(&files)).observed(), Observed::Absent);
}

#[test]
fn a_module_of_one_service_is_not_that_of_another() {
    let (a, b) = ("[project]\nname = \"a\"\n", "[project]\nname = \"b\"\n");
    let rest = [
        ("services/a/pyproject.toml", a),
        ("services/b/pyproject.toml", b),
        ("services/a/app/__init__.py", ""),
        ("services/b/app/__init__.py", ""),
        ("services/b/app/old.py", "x = 1\n"),
        ("services/b/app/v.py", "from app.old import x\n"),
    ];
    let of = |own: &[(&str, &str)]| observed("services/a/app/old.py", &[&rest[..], own].concat());
    for import in ["from app.old import x\n", "import app.old\n", "from app import old\n", "from .old import x\n"] {
        assert_eq!(of(&[("services/a/app/u.py", import)]), Observed::Partial, "{import}");
    }
    assert_eq!(of(&[("services/a/main.py", "from app.old import x\n")]), Observed::Partial, "beside its package");
    assert_eq!(of(&[("services/a/app/u.py", "import app\n")]), Observed::Absent, "what b imports is its own");
    let moved = [("services/a/app/u.py", "from app.old import x\n"), ("services/a/app/old/__init__.py", "x = 1\n")];
    assert_eq!(of(&moved), Observed::Absent, "it became a package");
}

#[test]
fn a_project_that_went_with_its_root_is_called_as_those_beside_it() {
    let project = "[project]\nname = \"x\"\n";
    let rest = [("libs/other/pyproject.toml", project), ("libs/other/other/__init__.py", ""), ("services/web/pyproject.toml", project)];
    let of = |at: &str, import: &str, manifest: &str| {
        let user = [("services/web/web/app.py", import), ("services/web/requirements.txt", manifest)];
        observed(at, &[&rest[..], &user].concat())
    };
    for at in ["libs/legacy", "libs/legacy/", "libs/legacy/legacy", "libs/legacy/legacy/core.py"] {
        assert_eq!(of(at, "from legacy.core import x\n", ""), Observed::Partial, "{at}");
        assert_eq!(of(at, "import legacy2\nimport core\n", ""), Observed::Absent, "{at}");
        let listed = of(at, "import legacy.core\n", "legacy==1.0\n");
        assert!(matches!(&listed, Observed::Unknown(why) if why.contains("is to be installed")), "{at}: {listed:?}");
    }
}

#[test]
fn what_moved_so_that_its_imports_stay_right_is_gone() {
    let python = [("pyproject.toml", "[project]\n"), ("src/billing/__init__.py", ""), ("src/billing/models.py", "class Invoice: pass\n")];
    for at in ["billing", "billing/", "billing/models.py"] {
        for import in
            ["from billing.models import Invoice\n", "import billing.models\n", "from billing import models\n", "import billing\n"]
        {
            assert_eq!(observed(at, &[&python[..], &[("tests/test_a.py", import)]].concat()), Observed::Absent, "{at}: {import}");
        }
        let left = [("tests/test_a.py", "from billing.models import Gone\n")];
        assert_eq!(observed(at, &[&python[..], &left].concat()), Observed::Partial, "{at}: nothing gives this name");
    }
    let left = [("tests/test_a.py", "import billing.legacy\n")];
    assert_eq!(observed("billing", &[&python[..], &left].concat()), Observed::Partial, "nothing of this name stands");
    let java = [
        ("core/src/main/java/com/acme/a/A.java", "package com.acme.a;\npublic class A {}\n"),
        ("app/src/main/java/com/acme/b/B.java", "package com.acme.b;\nimport com.acme.a.A;\nclass B { A a; }\n"),
    ];
    assert_eq!(observed("app/src/main/java/com/acme/a", &java), Observed::Absent);
    assert_eq!(observed("app/src/main/java/com/acme/a", &java[1..]), Observed::Partial);
    let script = [
        ("tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \"./src\"}}"),
        ("src/a.ts", "import { api } from 'lib/api';\n"),
        ("src/lib/api.ts", "export const api = 1;\n"),
    ];
    assert_eq!(observed("lib", &script), Observed::Absent);
    assert_eq!(observed("lib", &script[..2]), Observed::Partial);
}

#[test]
fn what_is_computed_of_a_package_may_be_what_retires() {
    for package in [&[][..], &[("old/__init__.py", "")]] {
        let told = observed("old/sub.py", &[package, &[("b.py", "import_module(f'old.{x}')\n")]].concat());
        assert!(matches!(&told, Observed::Unknown(why) if why.contains("what is taken of it is computed")), "{told:?}");
    }
}

#[test]
fn a_module_in_no_package_may_be_that_of_another_project() {
    let rest = [("a/pyproject.toml", ""), ("b/pyproject.toml", ""), ("b/models.py", ""), ("b/main.py", "import models\n")];
    assert_eq!(observed("a/models.py", &rest), Observed::Absent, "b has its own");
    let user = ("a/main.py", "import models\n");
    let told = observed("a/models.py", &[&rest[..], &[user]].concat());
    assert!(matches!(&told, Observed::Unknown(why) if why.contains("`b/models.py` of another project")), "{told:?}");
    assert_eq!(observed("a/models.py", &[&rest[..], &[user, ("a/models/__init__.py", "")]].concat()), Observed::Absent);
    assert_eq!(observed("a/models.py", &[&rest[..2], &[user]].concat()), Observed::Partial);
}

#[test]
fn a_folder_of_scripts_that_moved_below_the_base_is_gone() {
    let files = |user: &'static str| {
        [
            ("tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \"./src\"}}"),
            ("src/lib/api.ts", "export const api = 1;\n"),
            ("src/a.ts", user),
        ]
    };
    for (user, expected) in
        [("import { api } from 'lib/api';\n", Observed::Absent), ("import { api } from 'lib/other';\n", Observed::Partial)]
    {
        assert_eq!([observed("lib", &files(user)), observed("lib/", &files(user))], [expected.clone(), expected], "{user}");
    }
    assert_eq!(observed("lib/api.ts", &files("import { api } from 'lib/api';\n")), Observed::Absent);
    assert_eq!(observed("lib", &[("lib.ts", ""), ("a.ts", "import './lib';\n")]), Observed::Partial, "a module of that name stands");
}

#[test]
fn a_package_of_java_that_moved_to_another_module_is_gone() {
    let at = "app/src/main/java/com/acme/a";
    let moved = ("core/src/main/java/com/acme/a/A.java", "package com.acme.a;\npublic class A { static void f() {} }\n");
    let user = "app/src/main/java/com/acme/b/B.java";
    let b = |text: &str| format!("package com.acme.b;\n{text}\n");
    for text in [
        "import com.acme.a.A;\nclass B { A a; }",
        "import static com.acme.a.A.f;\nclass B {}",
        "class B { com.acme.a.A a; void g() { com.acme.a.A.f(); } }",
    ] {
        let text = b(text);
        let files = [moved, (user, text.as_str())];
        assert_eq!([observed(at, &files), observed(&format!("{at}/"), &files)], [Observed::Absent, Observed::Absent], "{text}");
    }
    for text in
        ["import com.acme.a.Gone;\nclass B {}", "import com.acme.a.*;\nclass B {}", "class B { com.acme.a.A a; com.acme.a.Gone g; }"]
    {
        let text = b(text);
        let files = [moved, (user, text.as_str())];
        assert_eq!([observed(at, &files), observed(&format!("{at}/"), &files)], [Observed::Partial, Observed::Partial], "{text}");
    }
    let import = b("import com.acme.a.A;\nclass B {}");
    let tests = [("core/src/test/java/com/acme/a/A.java", moved.1), (user, import.as_str())];
    assert_eq!(observed(at, &tests), Observed::Partial, "what tests have is not seen by anything else");
}

#[test]
fn files_that_are_taken_by_their_address_are_in_use() {
    let worker = |text| observed("src/w.ts", &[("src/a.ts", text)]);
    assert_eq!(worker("new Worker(new URL('./w.ts', import.meta.url), { type: 'module' });\n"), Observed::Partial);
    assert_eq!(worker("new URL('w.ts', import.meta.url);\n"), Observed::Partial);
    assert_eq!(worker("// new URL('./w.ts', import.meta.url)\n"), Observed::Absent);
    let included = |text| observed("c/src/inc.rs", &[("c/Cargo.toml", "[package]\nname = \"c\"\n"), ("c/src/lib.rs", text)]);
    assert_eq!(included("include!(\"inc.rs\");\n"), Observed::Partial);
    assert_eq!(included("const INC: &str = include_str!(\"../src/inc.rs\");\n"), Observed::Partial);
    assert_eq!(included("// include!(\"inc.rs\");\ninclude!(\"other/inc.rs\");\n"), Observed::Absent);
}
