//! `import`: who imports what, and what only looks like it.

use crate::trees::{ask, near, one, reason, remarks, seen, truths};
use landfall::evidence::Truth::{False, True, Unknown};

#[test]
fn mentions_in_comments_and_texts_do_not_count() {
    let files = [("a.py", "# import flask_sse\nx = 'import flask_sse'\n\"\"\"from flask_sse import sse\"\"\"\n")];
    assert_eq!(truths("import \"flask_sse\" under \"**\"\nno import \"flask_sse\" under \"**\"", &files), [False, True]);
}

#[test]
fn lazy_imports_inside_functions_count() {
    let (truth, answer) = one("no import \"flask_sse\" under \"**\"", &[("a.py", "def f():\n    from flask_sse import sse\n")]);
    assert_eq!(truth, False);
    assert_eq!(seen(&answer), ["a.py:2 (sse from flask_sse, inside a function)"]);
    assert_eq!(remarks(&answer), ["1 of these run only when a function does"]);
}

#[test]
fn imports_for_the_type_checker_and_by_call_count_and_are_said() {
    let text = "if TYPE_CHECKING:\n    from app.state import State\nimportlib.import_module(\n    'app.state')\n";
    let (truth, answer) = one("no import \"app.state\" under \"**\"", &[("a.py", text)]);
    assert_eq!(truth, False);
    assert_eq!(seen(&answer), ["a.py:2 (State from app.state, for the type checker)", "a.py:3 (app.state, by a call)"]);
}

#[test]
fn names_are_those_of_their_module() {
    let files =
        [("a.py", "from new.state import State\nfrom app.state import Other\n"), ("b.py", "from app import state\nprint(state.Thing)\n")];
    let conditions = "import \"app.state\" names State under \"**\"\nno import \"app.state\" names State under \"**\"\n\
                      import \"app.state\" names Other under \"**\"\nimport \"app.state\" names Thing, Other under \"**\"";
    assert_eq!(truths(conditions, &files), [False, True, True, True]);
}

#[test]
fn a_module_taken_whole_brings_the_names_that_are_used_of_it() {
    let condition = "no import \"app.state\" names State under \"**\"";
    let used = [("a.py", "import app.state\nx = app.state.State()\n"), ("b.py", "from app import state as s\ny = s.State\n")];
    let (truth, answer) = one(condition, &used);
    assert_eq!(truth, False);
    assert_eq!(seen(&answer), ["a.py:1 (app.state, and used in line 2)", "b.py:1 (state from app, and used in line 2)"]);
    let not_used = [("a.py", "import app.state\nfrom new import State\nState()  # app.state.State\n")];
    assert_eq!(truths(condition, &not_used), [True]);
    let script = [("web/a.ts", "import * as state from './state';\nstate.State();\n"), ("web/state.ts", "export class State {}\n")];
    assert_eq!(truths("no import \"web/state.ts\" names State under \"**\"", &script), [False]);
}

#[test]
fn relative_imports_are_followed() {
    let files = [
        ("app/__init__.py", ""),
        ("app/state.py", "class State: pass\n"),
        ("app/a.py", "from .state import State\n"),
        ("app/sub/__init__.py", ""),
        ("app/sub/b.py", "from ..state import (\n    State,\n)\nfrom . import c\n"),
        ("app/sub/c.py", "from .. import state\n"),
    ];
    let (_, answer) = one("import \"app.state\" under \"**\"", &files);
    assert_eq!(seen(&answer), ["app/a.py:1 (State from .state)", "app/sub/b.py:2 (State from ..state)", "app/sub/c.py:1 (state from ..)"]);
    assert_eq!(truths("import \"app.sub.c\" under \"**\"", &files), [True]);
}

#[test]
fn re_exports_and_stars_are_followed() {
    let files = [
        ("app/__init__.py", "from .core import *\n"),
        ("app/core/__init__.py", "from .state import State\n"),
        ("app/core/state.py", "class State: pass\nclass _Hidden: pass\n"),
        ("user.py", "from app import State\n"),
        ("other.py", "from new import State\n"),
        ("new.py", "class State: pass\n"),
        ("star.py", "from app.core.state import *\n"),
    ];
    let (_, answer) = one("import \"app.core.state\" names State under \"*.py\"", &files);
    assert_eq!(seen(&answer), ["star.py:1 (everything from app.core.state)", "user.py:1 (State from app, which has it from there)"]);
    assert_eq!(truths("no import \"app.core.state\" names \"_Hidden\" under \"*.py\"", &files), [True], "a star keeps back what is hidden");
}

#[test]
fn what_is_gone_is_still_imported() {
    let files =
        [("a.py", "from old.bus import Bus\n"), ("b.ts", "import { Bus } from './bus';\n"), ("c/d.js", "const bus = require('../bus');\n")];
    assert_eq!(truths("no import \"old.bus\" under \"**\"\nno import \"bus.ts\" under \"**\"", &files), [False, False]);
    let (_, answer) = one("import \"bus.ts\" under \"**\"", &files);
    assert_eq!(seen(&answer), ["b.ts:1 (Bus from ./bus)", "c/d.js:1 (../bus, by a call)"]);
}

#[test]
fn a_longer_name_is_another_module() {
    let files = [("a.py", "import flask_sse2\nimport my.flask_sse\nfrom flask import sse\n"), ("b.ts", "import 'lodash-es';\n")];
    assert_eq!(truths("no import \"flask_sse\" under \"**\"\nno import \"lodash\" under \"**\"", &files), [True, True]);
}

#[test]
fn every_language_imports() {
    let files = [
        ("a.ts", "import { debounce } from 'lodash';\nexport { get } from 'lodash/get';\n"),
        ("b.go", "package b\nimport (\n\t\"fmt\"\n\tm \"github.com/x/y\"\n)\nfunc f() { m.New() }\n"),
        ("c.rs", "use serde::{Serialize, de::Visitor};\n"),
        ("D.java", "import java.util.List;\nimport static org.junit.Assert.*;\n"),
    ];
    let conditions = "import \"lodash\" under \"**\" == 2\nimport \"lodash\" names debounce under \"**\"\nimport \"github.com/x/y\" under \"**\"\n\
                      import \"github.com/x/y\" names New under \"**\"\nimport \"github.com/x/y\" names Old under \"**\"\n\
                      import \"serde\" names Serialize under \"**\"\nimport \"serde::de\" under \"**\"\nimport \"java.util.List\" under \"**\"\n\
                      import \"java.util\" names List under \"**\"\nimport \"java.util\" names Map under \"**\"";
    assert_eq!(truths(conditions, &files), [True, True, True, True, False, True, True, True, True, False]);
}

#[test]
fn aliases_of_typescript_are_followed() {
    let files = [
        ("web/tsconfig.json", "{ // paths\n \"compilerOptions\": { \"paths\": { \"@app/*\": [\"./src/*\"], }, }, }"),
        ("web/src/ui/button.tsx", "export const Button = 1;\n"),
        ("web/src/page.ts", "import { Button } from '@app/ui/button';\n"),
        ("api/page.ts", "import { Button } from '@app/ui/button';\n"),
    ];
    let (_, answer) = one("import \"web/src/ui/button.tsx\" names Button under \"**\"", &files);
    assert_eq!(seen(&answer), ["web/src/page.ts:1 (Button from @app/ui/button)"], "an alias holds in the folder of its file alone");
}

#[test]
fn each_name_must_be_imported() {
    let files = [("a.py", "from flask_socketio import SocketIO\n")];
    let told =
        ask("import \"flask_socketio\" names SocketIO, emit under \"**\"\nno import \"flask_socketio\" names emit under \"**\"", &files);
    assert_eq!((&told[0].0, &told[1].0), (&False, &True));
}

#[test]
fn counts_are_of_places() {
    let files = [("a.py", "import old\nimport old.x\n"), ("b.py", "from old import y\n")];
    assert_eq!(truths("import \"old\" under \"**\" == 3\nimport \"old\" under \"**\" <= 2", &files), [True, False]);
}

#[test]
fn an_import_in_broken_code_is_unknown() {
    let files = [("a.py", "def f(:\n  from old import (((\n")];
    let (truth, _) = one("no import \"old\" under \"**\"", &files);
    assert!(
        matches!(truth, landfall::evidence::Truth::Unknown(_)) && reason(&truth).contains("`a.py`, line 2") || truth == False,
        "{truth:?}"
    );
}

#[test]
fn where_a_name_only_stands_is_told_as_near() {
    let files = [("a.py", "flask_sse = None\n")];
    let (truth, answer) = one("import \"flask_sse\" under \"**\"", &files);
    assert_eq!(truth, False);
    assert!(near(&answer).len() <= 1);
}

#[test]
fn mocks_are_told_and_are_no_imports() {
    let files = [("tests/a.py", "@patch('app.state.State.run')\ndef test(m): pass\n")];
    let (truth, answer) = one("no import \"app.state\" names State under \"**\"", &files);
    assert_eq!((truth, remarks(&answer)), (True, vec!["tests replace it by its name: tests/a.py:1"]));
    let (truth, answer) = one("no import \"app.state\" under \"**\"", &files);
    assert_eq!((truth, remarks(&answer)), (True, vec!["tests replace it by its name: tests/a.py:1"]));
}

#[test]
fn what_is_taken_from_a_package_of_python_is_imported() {
    let package = [("app/__init__.py", ""), ("app/other.py", "")];
    let of = |user: &'static str| {
        let files = [&package[..], &[("b.py", user)]].concat();
        truths("no import \"app.old\" under \"b.py\"\nno import \"app.old\" names T under \"b.py\"", &files)
    };
    for user in
        ["import app\nx = app.old.T()\n", "import app.other\nx = app.old.T\n", "import app as a\nx = a.old.T\nimport app.old as o\n"]
    {
        assert_eq!(of(user), [False, False], "{user}");
    }
    for user in ["import app\nx = self.app.old.T\n", "app = f()\nx = app.old.T\n", "import app.other\nx = app.other.old\n# app.old.T\n"] {
        assert_eq!(of(user), [True, True], "{user}");
    }
    let own = [("app/__init__.py", "from .other import old\n"), ("app/other.py", "old = f()\n"), ("b.py", "import app\nx = app.old.T\n")];
    assert_eq!(truths("no import \"app.old\" under \"b.py\"", &own), [True], "a name of the package, and no module");
}

#[test]
fn what_is_computed_behind_a_package_may_be_anything_in_it() {
    let files = [("b.py", "import_module(f'old.{x}')\n")];
    let truths = truths("no import \"old\" under \"**\"\nno import \"old.sub\" under \"**\"\nno import \"older\" under \"**\"", &files);
    assert_eq!((&truths[0], &truths[2]), (&False, &True));
    assert!(matches!(&truths[1], Unknown(why) if why.contains("imports `old`, and what is taken of it is computed")), "{truths:?}");
}

#[test]
fn a_star_of_a_script_brings_what_its_module_has() {
    let files = [
        ("src/a.ts", "export const x = 1;\nexport default 2;\n"),
        ("src/all.ts", "export * from './a';\n"),
        ("src/gone.ts", "export * from './b';\n"),
    ];
    let conditions = "import \"src/a\" names x under \"**\"\nimport \"src/a\" names nope under \"**\"\nimport \"src/a\" names default under \"**\"\n\
                      import \"src/b\" names y under \"**\"";
    assert_eq!(truths(conditions, &files), [True, False, False, True], "of what is gone nobody can tell, and it counts");
}

#[test]
fn relative_imports_of_rust_are_followed() {
    let files = [
        ("Cargo.toml", "[package]\nname = \"k\"\n"),
        ("src/lib.rs", "mod a;\nuse self::a::x::X;\n"),
        ("src/a/mod.rs", "mod x;\nmod y;\nuse self::x::X;\n"),
        ("src/a/y.rs", "use super::x::X;\nmod tests { use super::super::x::X; }\n"),
        ("src/x.rs", "use super::y::X;\n"),
    ];
    let (truth, answer) = one("import \"crate::a::x\" names X under \"**\" == 4", &files);
    assert_eq!(truth, True, "{answer:?}");
    assert_eq!(truths("import \"crate::x\" under \"**\"\nimport \"crate::y\" names X under \"**\"", &files), [False, True]);
}

#[test]
fn whole_names_need_no_import_in_rust_and_java() {
    let rust = |text: &'static str| one("no import \"kb\" under \"kc/**\"", &[("kc/src/lib.rs", text)]);
    let (truth, answer) = rust("fn f() {\n    kb::x();\n}\n");
    assert_eq!((truth, seen(&answer)), (False, vec!["kc/src/lib.rs:2 (kb, by its whole name)".to_owned()]));
    assert_eq!(rust("fn f() { ::kb::x(); }\n").0, False);
    for other in ["fn f() { other::kb::x(); }\n", "mod kb { pub fn x() {} }\nfn f() { kb::x(); }\n", "// kb::x()\nfn f() { let kb = 1; }\n"]
    {
        assert_eq!(rust(other).0, True, "{other}");
    }
    let java =
        |text: &'static str| truths("no import \"com.c.C\" under \"**\"\nno import \"com.c\" names C under \"**\"", &[("D.java", text)]);
    assert_eq!(java("class D { com.c.C c; }\n"), [False, False]);
    assert_eq!(java("class D { org.com.c.C c; }\n"), [True, True]);
}

#[test]
fn packages_of_a_workspace_are_imported_by_their_names() {
    let files = [
        ("packages/a/package.json", "{\"name\":\"@org/a\",\"main\":\"lib/start.js\"}"),
        ("packages/a/lib/start.js", "export const a = 1\n"),
        ("packages/b/package.json", "{\"name\":\"@org/b\"}"),
        ("packages/b/src/code.ts", "export const b = 1\n"),
        ("packages/d/src/i.ts", "import {a} from \"@org/a\"\nimport {b} from \"@org/b\"\n"),
    ];
    let conditions = "isolation \"packages/a\", \"packages/d\"\nisolation \"packages/b\", \"packages/d\"\n\
                      no import \"packages/a/lib/start.js\" under \"packages/d/**\"";
    assert_eq!(truths(conditions, &files), [False, False, False]);
}

#[test]
fn paths_where_a_file_does_not_parse_are_unknown() {
    let conflict = |ours: &str| format!("<<<<<<< HEAD\n{ours}\n=======\nx\n>>>>>>> topic\n");
    for (file, text) in [
        ("src/u.ts", conflict("import {a} from \"./old\"")),
        ("src/u.ts", "import {a from \"./old\"\n".to_owned()),
        ("src/u.vue", format!("<script>\n{}</script>\n", conflict("import {a} from \"./old\""))),
    ] {
        let (truth, _) = one("no import \"src/old\" under \"**\"", &[(file, text.as_str())]);
        let why = reason(&truth);
        assert!(why.contains("`src/old` stands in") && why.contains("where the file does not parse"), "{file}: {why}");
    }
    let other =
        [("src/u.ts", "import {a} from \"./lib/old\";\n<<<<<<< HEAD\n// from \"./old\"\nconst b = \"./old\"\n"), ("src/lib/old.ts", "")];
    assert_eq!(truths("no import \"src/old\" under \"**\"", &other), [True], "no line that seems to import says it");
}

#[test]
fn a_module_by_its_name_is_imported_by_every_path_to_it() {
    let files = [
        ("package.json", "{\"name\": \"root\", \"imports\": {\"#lib/*\": \"./src/lib/*.js\"}}"),
        ("tsconfig.json", "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"], \"@legacy\": [\"./src/lib/old.ts\"]}}}"),
        ("src/lib/old.ts", "import './e';\nexport const X = 1;\n"),
        ("src/a.ts", "import { X } from './lib/old';\n"),
        ("src/b.ts", "import { X } from '@/lib/old';\n"),
        ("src/c.ts", "import { X } from '#lib/old';\n"),
        ("src/d.ts", "import { X } from '@legacy';\n"),
        ("src/lib/e.ts", "import { X } from './old.js';\n"),
        ("src/f.ts", "import { X } from './lib/older';\nimport x from 'old';\n"),
        ("other/lib/old.ts", ""),
        ("other/g.ts", "import './lib/old';\n"),
    ];
    let all = ["src/a.ts:1", "src/b.ts:1", "src/c.ts:1", "src/d.ts:1", "src/lib/e.ts:1"];
    let gone: Vec<_> = files.iter().copied().filter(|(path, _)| *path != "src/lib/old.ts").collect();
    for name in ["@/lib/old", "#lib/old", "@legacy", "src/lib/old", "src/lib/old.ts"] {
        for files in [&files[..], &gone] {
            let (_, answer) = one(&format!("import \"{name}\" under \"**\""), files);
            let seen: Vec<String> = seen(&answer).iter().map(|sight| sight.split(' ').next().unwrap().to_owned()).collect();
            assert_eq!(seen, all, "{name} of {} files", files.len());
        }
    }
    assert_eq!(
        truths("no import \"@/lib/old\" names Y under \"**\"\nimport \"@/lib/old\" names X under \"src/*.ts\" == 4", &files),
        [True, True]
    );
}

#[test]
fn a_package_by_its_name_is_imported_by_every_path_into_it() {
    let files = [
        ("package.json", "{\"name\": \"root\"}"),
        ("packages/ancient/package.json", "{\"name\": \"@acme/legacy\", \"main\": \"src/main.ts\"}"),
        ("packages/ancient/src/main.ts", "import './own';\nexport const L = 1;\n"),
        ("packages/ancient/src/own.ts", "import { L } from './main';\nimport '..';\n"),
        ("packages/api/a.ts", "import { L } from '../ancient/src/main';\n"),
        ("packages/api/b.ts", "import '../ancient/src/own';\n"),
        ("packages/api/c.ts", "import '@acme/legacy/src/own';\n"),
        ("packages/api/d.ts", "import './main';\nimport './src/own';\n"),
        ("packages/api/main.ts", ""),
    ];
    let (_, answer) = one("import \"@acme/legacy\" under \"**\"", &files);
    assert_eq!(
        seen(&answer),
        [
            "packages/api/a.ts:1 (L from ../ancient/src/main)",
            "packages/api/b.ts:1 (../ancient/src/own)",
            "packages/api/c.ts:1 (@acme/legacy/src/own)"
        ]
    );
    let gone = [
        ("packages/ui/package.json", "{\"name\": \"@acme/ui\"}"),
        ("packages/api/a.ts", "import { L } from '../legacy/src';\n"),
        ("packages/api/b.ts", "import { L } from '../ui';\n"),
    ];
    assert_eq!(truths("import \"@acme/legacy\" under \"**\" == 1", &gone), [True]);
}

#[test]
fn a_package_of_another_name_in_its_folder_is_not_what_it_was() {
    let files = [
        ("packages/core/package.json", "{\"name\": \"@acme/core2\"}"),
        ("packages/core/src/index.ts", ""),
        ("packages/ui/package.json", "{\"name\": \"@acme/ui\"}"),
        ("a.ts", "import '@acme/core2';\n"),
        ("b.ts", "import './packages/core/src';\n"),
        ("c.ts", "import '@acme/core';\n"),
    ];
    let conditions =
        "import \"@acme/core2\" under \"**\" == 2\nimport \"@acme/core\" under \"**\" == 1\nno import \"@acme/core\" under \"{a,b}.ts\"";
    assert_eq!(truths(conditions, &files), [True, True, True]);
}

#[test]
fn a_name_means_in_each_file_what_an_import_of_it_would() {
    let config = "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"]}}}";
    let files = [
        ("web/tsconfig.json", config),
        ("web/src/old.ts", ""),
        ("web/src/a.ts", "import './new';\n"),
        ("api/tsconfig.json", config),
        ("api/src/old.ts", ""),
        ("api/src/a.ts", "import './old';\n"),
        ("tool.ts", "import './web/src/old';\n"),
        ("zoo/tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \".\"}}"),
    ];
    let conditions = "no import \"@/old\" under \"web/**\"\nno import \"@/old\" under \"api/**\"\nno import \"@/old\" under \"*.ts\"";
    assert_eq!(truths(conditions, &files), [True, False, False]);
    let base = ("tsconfig.json", "{\"compilerOptions\": {\"baseUrl\": \"src\"}}");
    let files = [base, ("src/lib/api.ts", ""), ("src/a.ts", "import 'lib/api';\nimport './lib/api';\n")];
    assert_eq!(
        truths("import \"lib/api\" under \"**\" == 2\nno import \"lib/api.ts\" under \"**\"", &files),
        [True, True],
        "a path is none"
    );
    let files = [
        ("apps/w/tsconfig.json", base.1.replace("src", ".")),
        ("apps/w/src/old.ts", String::new()),
        ("apps/w/src/a.ts", "import './old';\n".into()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(truths("import \"src/old\" under \"**\"", &files), [True]);
    let with_top = [files[0], files[1], files[2], ("src/b.ts", "")];
    assert_eq!(truths("no import \"src/old\" under \"**\"", &with_top), [True], "a path that begins at the top");
}

#[test]
fn whoever_imports_the_default_need_not_say_so() {
    let condition = "no import \"src/t\" names default under \"**\"";
    let file = ("src/t.ts", "export default class T {}\nexport const N = 1;\n");
    for import in [
        "import D from './t';",
        "import D, { N } from './t';",
        "import type D from './t';",
        "export { default } from './t';",
        "import t = require('./t');\nt.default();",
    ] {
        assert_eq!(truths(condition, &[file, ("src/a.ts", import)]), [False], "{import}");
    }
    for import in [
        "import { N } from './t';",
        "import * as t from './t';\nt.N;",
        "import './t';",
        "export * from './t';",
        "const t = await import('./t');\nt.N;",
    ] {
        assert_eq!(truths(condition, &[file, ("src/a.ts", import)]), [True], "{import}");
    }
    for import in ["const D = lazy(() => import('./t'));", "import('./t').then(({ default: D }) => D());"] {
        let truths = truths(condition, &[file, ("src/a.ts", import)]);
        assert_eq!(reason(&truths[0]), "`src/a.ts`, line 1, takes `./t` whole by a call, and may use its default without naming it");
    }
    let broken = truths(condition, &[file, ("src/a.ts", "<<<<<<< a\nimport D from './t'\n=======\n")]);
    assert!(reason(&broken[0]).contains("does not parse"), "{broken:?}");
}

#[test]
fn nested_classes_of_java_are_used_through_those_around_them() {
    let conditions = "no import \"com.a.Old.In\" under \"b/**\"\nno import \"com.a.Old\" names In under \"b/**\"";
    let old = ("com/a/Old.java", "package com.a;\npublic class Old { public static class In {} }\n");
    let used = [
        "import com.a.Old;\nclass F { Old.In q; }",
        "import com.a.*;\nclass F { Old.In q; }",
        "import com.a.*;\nclass F { void f() { new Old.In.Deep(); } }",
        "import com.a.Old.*;\nclass F { In q; }",
        "class F { com.a.Old.In q; }",
    ];
    for text in used {
        let text = format!("package b;\n{text}\n");
        assert_eq!(truths(conditions, &[old, ("b/F.java", &text)]), [False, False], "{text}");
        assert_eq!(truths(conditions, &[("b/F.java", &text)]), [False, False], "gone: {text}");
    }
    let other = [
        "import com.a.Old;\nclass F { Old o; In q; }",
        "import com.a.*;\nimport com.c.Old;\nclass F { Old.In q; }",
        "import com.a.*;\nclass F { Other.In q; }",
        "import com.a.*;\nclass F { Old.In q; }\nclass Old { static class In {} }",
    ];
    for text in other {
        let text = format!("package b;\n{text}\n");
        assert_eq!(truths(conditions, &[old, ("b/F.java", &text)]), [True, True], "{text}");
    }
}
