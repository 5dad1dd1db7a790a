//! Code that no parser looks into: it is never taken for absence.

use crate::trees::{Memory, hold, one, truths};
use landfall::evidence::Truth::{self, False, True};
use landfall::progress::units;
use landfall::time::Date;

const OK: (&str, &str) = ("ok.py", "import os\n");

fn unknown(condition: &str, path: &'static str, text: &'static str) {
    let (truth, _) = one(condition, &[OK, (path, text)]);
    assert!(matches!(&truth, Truth::Unknown(why) if why.contains(path)), "{condition} beside {path}: {truth:?}");
}

#[test]
fn near_languages_seem_to_import() {
    unknown("no import \"com.acme.Old\" under \"**\"", "A.kt", "class A { fun f() = com.acme.Old.call() }\n");
    unknown("no import \"com.acme.Old\" under \"**\"", "A.scala", "import com.acme.{\n  B,\n  Old\n}\n");
    unknown("no import \"com.acme\" names \"Old\" under \"**\"", "A.kt", "import com.acme.*\nval x = Old()\n");
    unknown("no import \"com.acme.Old\" under \"**\"", "build.gradle", "import com.acme.Old\n");
    unknown("no import \"legacy\" under \"**\"", "a.cjsx", "x = require \"legacy\"\n");
    unknown("no import \"legacy\" names \"Old\" under \"**\"", "a.astro", "---\nimport {\n  Old,\n} from \"legacy\";\n---\n");
    let other = [OK, ("A.kt", "package com.acme\nimport com.other.B\n// com.acme.Old\nclass Old\n")];
    assert_eq!(truths("no import \"com.acme.Old\" under \"**\"", &other), [True]);
}

#[test]
fn near_languages_seem_to_define() {
    for (path, text) in [
        ("A.kt", "typealias Old = Int\n"),
        ("A.kt", "enum class E { A, Old }\n"),
        ("d.pyx", "cpdef int Old(int x): pass\n"),
        ("d.pxd", "cdef extern from \"x.h\":\n  int Old(int)\n"),
        ("d.pxd", "cdef struct Old:\n  int a\n"),
        ("g.coffee", "Old = -> 1\n"),
        ("g.coffee", "api =\n  Old: -> 1\n"),
        ("c.groovy", "static List<String> Old(int x) { }\n"),
    ] {
        unknown("no symbol \"Old\" under \"**\"", path, text);
    }
    let used = [OK, ("A.kt", "val x = Old(1)\nreturn Old(2)\n"), ("g.coffee", "f Old, 1\n")];
    assert_eq!(truths("no symbol \"Old\" under \"**\"", &used), [True]);
}

#[test]
fn parts_of_files_without_a_parser_are_told() {
    unknown("no import \"legacy\" under \"**\"", "a.vue", "<template/>\n<script lang=\"coffee\">\nx = require \"legacy\"\n</script>\n");
    unknown(
        "no import \"legacy\" under \"**\"",
        "a.vue",
        "<script>a()</script>\n<script lang=\"coffee\">\nx = require \"legacy\"\n</script>\n",
    );
    let cells = "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"x = 1\"},{\"cell_type\":\"code\",\"source\":\"%%javascript\\nimport 'legacy'\"}]}";
    unknown("no import \"legacy\" under \"**\"", "n.ipynb", cells);
    let held = hold(
        "component c \"C\" each \"**/*.vue\" done when no import \"legacy\"",
        &Memory::new(&[
            ("a.vue", "<script>a()</script><script lang=\"coffee\">\nrequire \"legacy\"\n</script>"),
            ("b.vue", "<script>a()</script>"),
        ]),
    );
    let found = units(held.item(), &held.evidence, Date::parse("2025-06-01").unwrap()).expect("units");
    assert_eq!(found.done, ["b.vue"]);
}

#[test]
fn what_markup_types_and_magic_import_is_found() {
    let found = |path: &'static str, text: &'static str| {
        assert_eq!(truths("no import \"legacy\" under \"**\"", &[OK, (path, text)]), [False], "{path}: {text}");
    };
    found("a.ts", "export type A = import(\"legacy\").X;\n");
    found("a.ts", "/// <reference types=\"legacy\" />\nexport const a = 1;\n");
    found("a.svelte", "<script>let a;</script>\n{#await import(\"legacy\")}{/await}\n");
    found("a.vue", "<template><div @click=\"() => import('legacy')\"/></template>\n");
    found("n.ipynb", "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"%time import legacy\"}]}");
    found("TOOL.PY", "import legacy\n");
    found("bin/x.cgi", "#!/usr/bin/env python3\nimport legacy\n");
    found("bin/tool", "\u{feff}#!/usr/bin/env python3\nimport legacy\n");
}

#[test]
fn near_languages_seem_to_cross_between_packages() {
    let told = |path: &'static str, text: &'static str| {
        let files = [
            ("be/billing/C.java", "package billing; class C {}\n"),
            ("be/shop/Cart.java", "package shop; public class Cart {}\n"),
            (path, text),
        ];
        truths("isolation \"be/billing\", \"be/shop\"", &files).remove(0)
    };
    for (path, text) in [
        ("be/billing/B.kt", "package billing\nimport shop.Cart\nclass B\n"),
        ("be/billing/B.kt", "package billing\nval x = be.shop.Cart()\n"),
        ("be/billing/b.coffee", "x = require \"../shop/y\"\n"),
        ("be/billing/b.vue", "<script lang=\"coffee\">\nx = require \"../shop/y\"\n</script>\n"),
        ("be/billing/b.vue", "<script>let a;</script><script lang=\"coffee\">\nx = require \"../shop/y\"\n</script>\n"),
    ] {
        assert!(matches!(told(path, text), Truth::Unknown(why) if why.contains(path)), "{text}");
    }
    for (path, text) in [
        ("be/billing/B.kt", "package billing\nimport billing.C\nimport com.shop.Other\nval x = shop.cart()\n// import shop.Cart\n"),
        ("be/other/B.kt", "package other\nimport shop.Cart\n"),
    ] {
        assert_eq!(told(path, text), True, "{text}");
    }
}

#[test]
fn what_lies_behind_the_end_of_what_is_read_is_not_taken_for_absence() {
    let many: String = (0..3_000).map(|at| format!("type A{at} = import(\"x{at}\").Y;\n")).collect();
    let files = [("a.ts", &*many)];
    let told = truths("no import \"x2999\" under \"**\"\nno import \"x1\" under \"**\"\nno import \"y\" under \"**\"", &files);
    assert!(matches!(&told[0], Truth::Unknown(why) if why.contains("there is more in the file than is read")), "{told:?}");
    assert_eq!(told[1..], [False, True]);
    let deep = format!("{}export class Old {{}}{}\n", "namespace a {".repeat(100), "}".repeat(100));
    let told = truths("no symbol \"Old\" under \"**\"", &[("a.ts", &*deep)]);
    assert!(matches!(&told[0], Truth::Unknown(_)), "{told:?}");
}
