//! `resolves` as each language finds its names, apart from Python.

use crate::trees::{ask, near, one, reason, remarks, truths};
use landfall::evidence::Truth::{False, True};

#[test]
fn what_a_script_exports_as_its_default_has_no_name_for_others() {
    let files = [
        ("src/a.ts", "export default class Def { run() {} }\n"),
        ("src/b.ts", "export default function fn() {}\nexport { fn as named };\n"),
        ("src/all.ts", "export * from './a';\nexport * from './b';\n"),
        ("src/c.js", "module.exports = class Whole {};\n"),
    ];
    let conditions = "resolves \"src/a\" names default\nresolves \"src/a\" names Def\nresolves \"src/a\" names \"default.run\"\nresolves \"src/all\" names Def\n\
                      resolves \"src/all\" names default\nresolves \"src/b\" names fn\nresolves \"src/all\" names named\nresolves \"src/c\" names Whole";
    assert_eq!(truths(conditions, &files), [True, False, True, False, False, False, True, False]);
    let (_, answer) = one("resolves \"src/a\" names Def", &files);
    assert_eq!(remarks(&answer), ["`src/a.ts` defines `Def` but does not export it"]);
}

#[test]
fn what_a_script_declares_and_exports_resolves() {
    let files = [(
        "src/a.d.ts",
        "export declare class A {}\nexport declare const b: number;\nexport declare namespace N {}\ndeclare const no: 1;\n",
    )];
    assert_eq!(truths("resolves \"src/a\" names A, b, N\nresolves \"src/a\" names no", &files), [True, False]);
}

#[test]
fn a_name_that_two_stars_bring_is_brought_by_none() {
    let files = [
        ("a.ts", "export const x = 1;\nexport const own = 1;\n"),
        ("b.ts", "export const x = 2;\nexport const other = 1;\n"),
        ("two.ts", "export * from './a';\nexport * from './b';\n"),
        ("same.ts", "export * from './a';\nexport * from './again';\n"),
        ("again.ts", "export * from './a';\n"),
        ("over.ts", "export * from './two';\nexport * from './a';\n"),
        ("first.ts", "export * from './a';\nexport { x } from './b';\nexport * from './b';\n"),
    ];
    let told = ask(
        "resolves \"./two\" names x\nresolves \"./two\" names own, other\nresolves \"./same\" names x\nresolves \"./over\" names x\n\
         resolves \"./first\" names x",
        &files,
    );
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [False, True, True, False, True]);
    assert_eq!(remarks(&told[0].1), ["`two.ts` has `x` from both `a.ts` and `b.ts`, so that it exports neither"]);
    assert!(told[4].1.seen[0].path.ends_with("b.ts"), "what is named comes before stars: {:?}", told[4].1.seen);
}

#[test]
fn many_stars_hide_nothing() {
    let mut files: Vec<(String, String)> = (0..150).map(|at| (format!("m{at}.ts"), format!("export const x{at} = 1;\n"))).collect();
    files.push(("all.ts".to_owned(), (0..150).map(|at| format!("export * from './m{at}';\n")).collect()));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    assert_eq!(truths("resolves \"./all\" names x149\nresolves \"./all\" names x150", &files), [True, False]);
}

const CRATE: [(&str, &str); 6] = [
    ("Cargo.toml", "[package]\nname = \"shop\"\n"),
    (
        "src/lib.rs",
        "pub mod a;\nmod inner;\npub use inner::Open;\nuse a::Thing as Quiet;\npub use a::*;\nfn top() {}\nmod same;\npub use same::same;\n\
         macro_rules! shout { () => {} }\npub(crate) use shout;\n",
    ),
    (
        "src/a.rs",
        "pub struct Thing;\nstruct Hidden;\npub(crate) struct Within;\npub(super) struct Above;\nmod sub { pub fn deep() {} }\npub use sub::deep;\n\
         pub enum Kind { One }\npub(crate) use self::sub::deep as inside;\n",
    ),
    ("src/inner.rs", "pub struct Open;\npub struct Shut;\n"),
    ("src/same.rs", "pub fn same() {}\npub fn other() {}\n"),
    ("src/bin/x.rs", ""),
];

#[test]
fn from_outside_of_a_crate_all_on_the_way_must_be_public() {
    let conditions = "resolves \"shop::a\" names Thing, deep, \"Kind::One\"\nresolves \"shop::a\" names Hidden\nresolves \"shop::a\" names Within\n\
                      resolves \"shop::inner\" names Shut\nresolves \"shop\" names Open, Thing, same\nresolves \"shop\" names Quiet\n\
                      resolves \"shop::a::sub\" names deep\nresolves \"shop\" names Within\nresolves \"shop::a\" names inside\n\
                      resolves \"shop::same\" names other\nresolves \"shop\" names shout";
    let told = ask(conditions, &CRATE);
    let truths: Vec<_> = told.iter().map(|(truth, _)| truth.clone()).collect();
    assert_eq!(truths, [True, False, False, False, True, False, False, False, False, False, False], "{told:?}");
    assert_eq!(remarks(&told[1].1), ["`Hidden` is private to its module: `src/a.rs`, line 2"]);
    assert_eq!(remarks(&told[2].1), ["`Within` is private to its crate: `src/a.rs`, line 3"]);
    assert_eq!(remarks(&told[3].1), ["`inner` is private to its module: `src/lib.rs`, line 2"]);
    assert!(told[1].1.near.is_empty(), "to offer it again would lead in a circle");
}

#[test]
fn within_a_crate_what_reaches_the_crate_is_enough() {
    let conditions = "resolves \"crate::a\" names Within, Above, inside\nresolves \"crate::inner\" names Shut\nresolves \"crate\" names top, Quiet, shout\n\
                      resolves \"crate::a\" names Hidden\nresolves \"crate::a::sub\" names deep";
    assert_eq!(truths(conditions, &CRATE), [True, True, True, False, False]);
    let (_, answer) = one("resolves \"crate::a\" names Hidden", &CRATE);
    assert_eq!(remarks(&answer), ["`Hidden` is private to its module: `src/a.rs`, line 2"]);
}

#[test]
fn a_program_without_a_library_is_asked_from_within() {
    let files = [
        ("Cargo.toml", "[package]\nname = \"tool\"\n"),
        ("src/main.rs", "mod a;\nfn main() {}\n"),
        ("src/a.rs", "pub fn f() {}\nfn g() {}\n"),
    ];
    assert_eq!(truths("resolves \"tool::a\" names f\nresolves \"crate::a\" names g", &files), [True, False]);
}

#[test]
fn what_is_near_in_a_crate_is_told_by_its_whole_path() {
    let files =
        [("Cargo.toml", "[package]\nname = \"k\"\n"), ("src/lib.rs", "pub mod a;\n"), ("src/a.rs", "pub mod b { pub fn deep() {} }\n")];
    assert_eq!(near(&one("resolves \"k::a\" names deep", &files).1), ["src/a.rs:1 (k::a::b::deep)"]);
    assert_eq!(near(&one("resolves \"crate::a::b\" names deap", &files).1), ["src/a.rs:1 (crate::a::b::deep)"]);
}

#[test]
fn a_crate_is_resolved_by_its_name_alone() {
    let files = [("Cargo.toml", "[package]\nname = \"my-k\"\n"), ("src/lib.rs", "pub fn f() {}\n"), ("tools/x.py", "y = 1\n")];
    let truths = truths("resolves \"my_k\"\nresolves \"my_k\" names f\nresolves \"my_k\" names g\nresolves \"x\"", &files);
    assert_eq!(truths[..3], [True, True, False]);
    assert!(reason(&truths[3]).contains("`x` is not in the tree"));
}

#[test]
fn a_java_file_is_of_the_package_that_it_names() {
    let files = [
        ("src/main/java/com/acme/Foo.java", "package com.acme;\npublic class Foo { class In {} }\n"),
        ("src/main/java/com/acme/Wrong.java", "package com.other;\npublic class Wrong {}\n"),
        ("src/main/java/com/acme/Bare.java", "public class Bare {}\n"),
        ("src/main/java/com/odd/Odd.java", "package com.even;\nclass Odd {}\n"),
    ];
    let told = ask(
        "resolves \"com.acme.Foo.In\"\nresolves \"com.acme.Wrong\"\nresolves \"com.acme.Bare\"\nresolves \"com.acme\"\nresolves \"com.odd\"\n\
         resolves \"com.acme.None\"",
        &files,
    );
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [True, False, False, True, False, False]);
    let said = |at: usize| remarks(&told[at].1);
    assert_eq!(said(1), ["`src/main/java/com/acme/Wrong.java` defines `Wrong`, and says that its package is `com.other`"]);
    assert_eq!(said(2), ["`src/main/java/com/acme/Bare.java` defines `Bare`, and names no package"]);
    assert_eq!(said(4), ["`src/main/java/com/odd/Odd.java` lies there, and says that its package is `com.even`"]);
    assert_eq!(said(5), ["package `com.acme` has no class `None`"]);
}

#[test]
fn classes_that_another_language_may_define_are_unknown() {
    let java = ("src/main/java/com/acme/Foo.java", "package com.acme;\npublic class Foo {}\n");
    let files =
        [java, ("src/main/kotlin/com/acme/K.kt", "package com.acme\nclass K\n"), ("src/main/scala/com/acme/more/M.scala", "class M")];
    let truths =
        truths("resolves \"com.acme.K\"\nresolves \"com.acme.Foo\"\nresolves \"com.acme.more.M\"\nresolves \"com.acme.Foo.x\"", &files);
    assert!(reason(&truths[0]).ends_with("`src/main/kotlin/com/acme/K.kt` may define it, and its language is not parsed"), "{truths:?}");
    assert!(reason(&truths[2]).contains("`src/main/scala/com/acme/more/M.scala`"), "{truths:?}");
    assert_eq!((&truths[1], &truths[3]), (&True, &False));
}

#[test]
fn a_go_mod_further_down_begins_another_module() {
    let files = [
        ("go.mod", "module example.com/shop // the shop\n"),
        ("a/a.go", "package a\n"),
        ("x/go.mod", "module example.com/x\n"),
        ("x/x.go", "package x\nfunc X() {}\n"),
        ("x/deep/d.go", "package deep\n"),
        ("y/go.mod", "go 1.22\n"),
        ("y/y.go", "package y\n"),
        ("z/go.mod", "module example.com/shop/z\n"),
        ("z/z.go", "package z\n"),
    ];
    let told = ask(
        "resolves \"example.com/shop/a\"\nresolves \"example.com/x\" names X\nresolves \"example.com/shop/x\"\nresolves \"example.com/shop/x/deep\"\n\
         resolves \"example.com/shop/y\"\nresolves \"example.com/shop/z\"",
        &files,
    );
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [True, True, False, False, False, True]);
    assert_eq!(remarks(&told[3].1), ["`x/deep` belongs to the module `example.com/x`, by `x/go.mod`"]);
}

#[test]
fn what_has_moved_is_told_by_its_alias() {
    let files = [
        ("tsconfig.json", "{\"compilerOptions\": {\"paths\": {\"@/*\": [\"./src/*\"]}}}"),
        ("src/new/util.ts", "export const u = 1;\n"),
        ("other/util.ts", "export const u = 1;\n"),
    ];
    assert_eq!(near(&one("resolves \"@/util\" names u", &files).1), ["src/new/util.ts:1 (@/new/util)", "other/util.ts:1 (other/util)"]);
    assert_eq!(near(&one("resolves \"src/util\" names u", &files).1), ["other/util.ts:1 (other/util)", "src/new/util.ts:1 (src/new/util)"]);
}

#[test]
fn aliases_that_a_configuration_takes_over_hold() {
    let files = [
        ("web/tsconfig.json", "{ // the web\n \"extends\": \"../config/base\"}"),
        ("config/base.json", "{\"extends\": [\"./more.json\"], \"compilerOptions\": {\"paths\": {\"@app/*\": [\"../web/src/*\"]}}}"),
        ("config/more.json", "{\"extends\": \"./base\", \"compilerOptions\": {\"paths\": {\"#one\": [\"../web/src/b.ts\"]}}}"),
        ("web/src/b.ts", "export class B {}\n"),
    ];
    let conditions = "resolves \"@app/b\" names B\nresolves \"@app/none\"\nresolves \"@app/b\" names C";
    assert_eq!(truths(conditions, &files), [True, False, False]);
    let user = ("web/src/u.ts", "import { B } from '#one';\n");
    let told = ask("import \"web/src/b.ts\" under \"**\"\nimport \"web/src/b.ts\" names B under \"**\"", &[&files[..], &[user]].concat());
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [True, True]);
}

#[test]
fn a_folder_in_place_of_a_module_of_go_is_where_imports_lead() {
    let files = [
        ("go.mod", "module m.org/a\nrequire m.org/b v1.0.0\nreplace m.org/b => ./fork/b\n"),
        ("b/go.mod", "module m.org/b\n"),
        ("b/b.go", "package b\nfunc Old() {}\n"),
        ("fork/b/go.mod", "module m.org/b\n"),
        ("fork/b/b.go", "package b\nfunc New() {}\n"),
        ("main.go", "package main\nimport \"m.org/b\"\nfunc main() { b.New() }\n"),
    ];
    assert_eq!(truths("resolves \"m.org/b\" names New\nresolves \"m.org/b\" names Old", &files), [True, False]);
}
