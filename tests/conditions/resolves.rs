//! `resolves`: whether an import leads somewhere.

use crate::trees::{ask, near, one, reason, remarks, seen, truths};
use landfall::evidence::Truth::{False, True};

#[test]
fn modules_packages_and_names_resolve() {
    let files = [
        ("app/__init__.py", ""),
        ("app/agents/__init__.py", "from .base import BaseAgent as Agent\n"),
        ("app/agents/base.py", "class BaseAgent:\n    def run(self): pass\nState = BaseAgent\n"),
    ];
    let conditions = "resolves \"app.agents\"\nresolves \"app.agents.base\" names BaseAgent, State\nresolves \"app.agents\" names Agent\n\
                      resolves \"app.agents.base.BaseAgent.run\"\nresolves \"app.agents.base\" names BaseAgnt\nresolves \"app.agents.bases\"\n\
                      no resolves \"app.agents.bases\"";
    let told = ask(conditions, &files);
    let truths: Vec<_> = told.iter().map(|(truth, _)| truth.clone()).collect();
    assert_eq!(truths, [True, True, True, True, False, False, True]);
    assert_eq!(seen(&told[2].1), ["app/agents/base.py:1 (Agent from app.agents: class, by way of app/agents/__init__.py:1)"]);
    assert_eq!(near(&told[4].1), ["app/agents/base.py:1 (BaseAgent)"]);
    assert_eq!(near(&told[5].1), ["app/agents/base.py:1 (app.agents.base)"]);
    assert_eq!(remarks(&told[5].1), ["`app/agents/__init__.py` has no `bases`"]);
}

#[test]
fn what_may_be_installed_is_unknown_and_never_a_pass() {
    let told = ask("resolves \"flask_socketio\" names emit\nno resolves \"flask_socketio\"", &[("a.py", "x = 1\n")]);
    assert!(reason(&told[0].0).contains("installed") && reason(&told[1].0).contains("installed"));
}

#[test]
fn under_names_where_python_looks() {
    let files = [("services/api/shop/__init__.py", "class Order: pass\n")];
    let conditions =
        "resolves \"shop\" names Order\nresolves \"shop\" names Order under \"services/api/\"\nresolves \"store\" under \"services/api/\"";
    let truths = truths(conditions, &files);
    assert!(reason(&truths[0]).contains("`shop` is not in the tree"));
    assert_eq!(truths[1..], [True, False]);
}

#[test]
fn projects_within_the_tree_are_roots() {
    let files = [("api/pyproject.toml", ""), ("api/src/shop/orders.py", "class Order: pass\n"), ("src/store.py", "x = 1\n")];
    assert_eq!(truths("resolves \"shop.orders\" names Order\nresolves \"store\" names x", &files), [True, True]);
}

#[test]
fn one_missing_name_decides_whatever_the_rest_is() {
    let files = [("app/__init__.py", "globals()['x'] = 1\n"), ("app/a.py", "y = 1\n")];
    let told = ask("resolves \"app.a\", \"numpy\" names y\nresolves \"app.a\" names z, y\nno resolves \"app.a\" names z, y", &files);
    assert!(reason(&told[0].0).contains("numpy"));
    assert_eq!((&told[1].0, &told[2].0), (&False, &False));
    assert_eq!(told[1].1.measured(), "1 of 2");
}

#[test]
fn names_for_the_type_checker_alone_do_not_resolve() {
    let files = [("a.py", "if TYPE_CHECKING:\n    from b import B\n"), ("b.py", "class B: pass\n")];
    assert_eq!(truths("resolves \"a\" names B", &files), [False]);
}

#[test]
fn scripts_crates_packages_and_classes_resolve() {
    let files = [
        ("web/src/ui/index.ts", "export { Button } from './button';\nexport * from './card';\n"),
        ("web/src/ui/button.tsx", "export const Button = () => <a/>;\n"),
        ("web/src/ui/card.ts", "export class Card {}\nclass Hidden {}\n"),
        ("Cargo.toml", "[package]\nname = \"my-crate\"\n"),
        ("src/lib.rs", "pub mod a;\npub use a::Thing;\n"),
        ("src/a.rs", "pub struct Thing;\n"),
        ("svc/go.mod", "module github.com/x/svc\n"),
        ("svc/store/store.go", "package store\ntype Store struct{}\nfunc (s *Store) Get() {}\n"),
        ("src/main/java/com/x/Foo.java", "package com.x;\npublic class Foo { void run() {} }\n"),
    ];
    let conditions = "resolves \"web/src/ui\" names Button, Card\nresolves \"web/src/ui/card\" names Hidden\nresolves \"web/src/none\"\n\
                      resolves \"crate::a::Thing\"\nresolves \"my_crate\" names Thing\nresolves \"crate::b\"\n\
                      resolves \"github.com/x/svc/store\" names \"Store.Get\"\nresolves \"github.com/x/svc/none\"\nresolves \"com.x.Foo.run\"\nresolves \"com.x\" names Bar";
    let truths = truths(conditions, &files);
    assert_eq!((&truths[0], &truths[1], &truths[2]), (&True, &False, &False), "{truths:?}");
    assert_eq!((&truths[3], &truths[5]), (&True, &False), "{truths:?}");
    assert_eq!((&truths[6], &truths[7], &truths[8], &truths[9]), (&True, &False, &True, &False), "{truths:?}");
}

#[test]
fn circumstances_are_said() {
    let files = [("a.py", "try:\n    from fast import run\nexcept ImportError:\n    def run(): pass\n"), ("fast.py", "def run(): pass\n")];
    let (truth, answer) = one("resolves \"a\" names run", &files);
    assert_eq!((truth, remarks(&answer)), (True, vec!["`run from a` depends on circumstances"]));
}

#[test]
fn aliases_of_the_plan_lead_to_the_tree() {
    let tree = crate::trees::Memory::new(&[("AI/NoxPanel/app.py", "class App: pass\n")]);
    let lines = "alias \"NoxPanel/\" = \"AI/NoxPanel/\"\ncomponent c \"C\" {\ndone when {\nresolves \"NoxPanel.app\" names App\n\
                 symbol \"App\" under \"NoxPanel/*.py\"\n}\n}";
    let held = crate::trees::hold(lines, &tree);
    assert_eq!(held.tests().into_iter().map(|(_, truth, _)| truth).collect::<Vec<_>>(), [True, True]);
}

#[test]
fn packages_of_scripts_give_what_they_export() {
    let exports = "{\"name\": \"@a/l\", \"exports\": {\".\": \"./src/i.ts\", \"./feat/*\": \"./src/feat/*.js\", \"./feat/own/*\": null, \
                   \"./built\": {\"import\": \"./dist/built.js\"}, \"./all/\": \"./kit/\"}}";
    let files = [
        ("package.json", "{\"name\": \"root\"}"),
        ("packages/l/package.json", exports),
        ("packages/l/src/i.ts", "export const I = 1;\n"),
        ("packages/l/src/secret.ts", "export const S = 1;\n"),
        ("packages/l/src/built.ts", "export const B = 1;\n"),
        ("packages/l/src/feat/x.ts", "export const X = 1;\n"),
        ("packages/l/feat/y.ts", "export const Y = 1;\n"),
        ("packages/l/src/feat/own/q.ts", "export const Q = 1;\n"),
        ("packages/l/kit/k.ts", "export const K = 1;\n"),
        ("packages/core/package.json", "{\"name\": \"@a/core2\"}"),
        ("packages/core/index.ts", "export const C = 1;\n"),
        ("packages/one/package.json", "{\"name\": \"one\", \"exports\": \"./one.ts\"}"),
        ("packages/one/one.ts", "export const O = 1;\n"),
        ("apps/x/package.json", "{\"name\": \"x\", \"dependencies\": {\"by-path\": \"file:../../packages/l\"}}"),
    ];
    let holds = "resolves \"@a/l\" names I\nresolves \"@a/l/feat/x\" names X\nresolves \"@a/l/built\" names B\nresolves \"@a/l/all/k.ts\" names K\n\
                 resolves \"@a/core2\" names C\nresolves \"one\" names O\nresolves \"by-path/feat/x\" names X\nresolves \"packages/l/src/secret\" names S";
    assert_eq!(truths(holds, &files), vec![True; 8]);
    let kept_back = "resolves \"@a/l/src/secret\" names S\nresolves \"@a/l/secret\" names S\nresolves \"@a/l/feat/own/q\" names Q\nresolves \"one/one\"\n\
                     resolves \"by-path/secret\"";
    let told = ask(kept_back, &files);
    assert!(told.iter().all(|(truth, _)| *truth == False), "{told:?}");
    assert_eq!(remarks(&told[1].1), ["the package of `@a/l/secret` does not export it"]);
    let unknown = truths("resolves \"@a/l/feat/y\"\nresolves \"@a/core\" names C", &files);
    assert_eq!(reason(&unknown[0]), "what the package of `@a/l/feat/y` exports as that does not stand: it may be built");
    assert!(reason(&unknown[1]).contains("may be an installed package"), "a folder of that name is no proof: {unknown:?}");
    let all_built = ("packages/l/package.json", "{\"name\": \"@a/l\", \"exports\": {\"./*\": \"./dist/*.js\"}}");
    let told = truths("resolves \"@a/l/secret\" names S\nresolves \"@a/l/src/secret\" names S", &[all_built, files[3]]);
    assert!(told[0] == True && reason(&told[1]).contains("it may be built"), "{told:?}");
}
