//! Names that manifests and customs give to files: packages of scripts, modules of Java and Go.

use crate::trees::{Memory, hold, one, seen, truths};
use landfall::evidence::Truth::{False, True};
use landfall::progress::Observed;

fn observed(at: &str, files: &[(&str, &str)]) -> Observed {
    hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(files)).observed()
}

#[test]
fn a_package_of_scripts_goes_by_what_its_user_calls_it() {
    let ui = [("packages/ui/package.json", "{\"name\": \"@acme/ui\"}"), ("packages/ui/index.ts", "export const x = 1;\n")];
    let user = ("packages/api/a.ts", "import { x } from 'old';\n");
    for wanted in ["file:../ui", "link:../ui", "workspace:../ui", "workspace:@acme/ui@*", "npm:@acme/ui@1"] {
        let manifest = format!("{{\"name\": \"api\", \"dependencies\": {{\"old\": \"{wanted}\"}}}}");
        let files = [ui[0], ui[1], user, ("packages/api/package.json", manifest.as_str())];
        let lines = "isolation \"packages/ui\", \"packages/api\"\nno import \"packages/ui\" under \"**\"";
        assert_eq!(truths(lines, &files), [False, False], "{wanted}");
    }
    let by_path = ("packages/api/package.json", "{\"dependencies\": {\"old\": \"file:../ui\"}}");
    assert_eq!(observed("packages/ui", &[user, by_path]), Observed::Partial, "it is gone");
    assert_eq!(observed("packages/kit", &[user, by_path]), Observed::Absent);
}

#[test]
fn a_package_that_is_gone_lay_where_others_of_its_name_lie() {
    let api = [("packages/api/package.json", "{\"name\": \"@acme/api\"}"), ("packages/api/a.ts", "import { x } from '@acme/ui';\n")];
    assert_eq!(observed("packages/ui", &api), Observed::Partial);
    assert_eq!(observed("packages/ui/src/index.ts", &api), Observed::Partial);
    assert_eq!(truths("isolation \"packages/ui\", \"packages/api\"", &api), [False]);
    assert_eq!(observed("libs/ui", &api), Observed::Absent);
}

#[test]
fn imports_and_exports_of_a_manifest_lead_to_files() {
    let own = [
        ("package.json", "{\"name\": \"w\", \"imports\": {\"#old\": {\"default\": \"./src/old.ts\"}, \"#l/*\": \"./src/legacy/*.ts\"}}"),
        ("src/a.ts", "import x from '#old';\nimport y from '#l/k';\n"),
    ];
    assert_eq!((observed("src/old.ts", &own), observed("src/legacy", &own)), (Observed::Partial, Observed::Partial));
    let standing = [own[0], own[1], ("src/old.ts", ""), ("src/legacy/k.ts", "")];
    let lines = "isolation \"src/a.ts\", \"src/old.ts\"\nisolation \"src/a.ts\", \"src/legacy\"\nno import \"src/legacy\" under \"**\"";
    assert_eq!(truths(lines, &standing), [False, False, False]);
    let exported = [
        ("ui/package.json", "{\"name\": \"ui\", \"exports\": {\"./kit\": \"./src/deep/kit.ts\"}}"),
        ("ui/src/deep/kit.ts", ""),
        ("api/a.ts", "import x from 'ui/kit';\n"),
    ];
    assert_eq!(truths("isolation \"api\", \"ui/src/deep\"\nno import \"ui/src/deep/kit.ts\" under \"**\"", &exported), [False, False]);
}

#[test]
fn what_bundlers_call_by_custom_leads_to_the_sources() {
    for import in ["@/old", "~/old", "/src/old", "src/old"] {
        let user = ("web/src/deep/a.ts", format!("import x from '{import}';\n"));
        let files = [(user.0, user.1.as_str())];
        assert_eq!(observed("web/src/old.ts", &files), Observed::Partial, "{import}");
        let standing = [files[0], ("web/src/old.ts", "")];
        assert_eq!(truths("isolation \"web/src/deep\", \"web/src/old.ts\"", &standing), [False], "{import}");
        let nearer = [files[0], ("web/src/old.ts", ""), ("src/old.ts", "")];
        assert_eq!(truths("no import \"src/old.ts\" under \"**\"", &nearer), [True], "{import}");
    }
}

#[test]
fn any_configuration_of_typescript_may_give_aliases() {
    let files = [
        ("tsconfig.base.json", "{\"compilerOptions\": {\"paths\": {\"@acme/ui\": [\"libs/ui/src/index.ts\"]}}}"),
        ("apps/a.ts", "import x from '@acme/ui';\n"),
        ("libs/ui/src/index.ts", ""),
    ];
    assert_eq!(truths("isolation \"libs/ui\", \"apps\"\nno import \"libs/ui\" under \"**\"", &files), [False, False]);
}

#[test]
fn modules_of_java_are_kept_apart_by_their_packages() {
    let files = [
        ("ord-svc/src/main/java/com/acme/orders/A.java", "package com.acme.orders;\nimport com.acme.bill.B;\nclass A {}\n"),
        ("bill-svc/src/main/java/com/acme/bill/B.java", "package com.acme.bill;\npublic class B {}\n"),
        ("else/src/main/java/com/acme/other/C.java", "package com.acme.other;\nclass C {}\n"),
    ];
    let lines = "isolation \"ord-svc\", \"bill-svc\"\nisolation \"ord-svc/src/main/java\", \"bill-svc/src/main/java\"\n\
                 no import \"bill-svc\" under \"ord-svc/**\"\nisolation \"ord-svc\", \"else\"\nno import \"else\" under \"**\"";
    assert_eq!(truths(lines, &files), [False, False, False, True, True]);
}

#[test]
fn a_class_of_java_is_known_under_any_root_and_within_its_package() {
    for root in ["java/", "app/src/main/kotlin/", ""] {
        let (user, path) = (format!("{root}com/acme/a/A.java"), format!("{root}com/acme/b/B.java"));
        let whole = "package com.acme.a;\nclass A { com.acme.b.B b; }\n";
        for code in ["package com.acme.a;\nimport com.acme.b.B;\nclass A {}\n", whole] {
            assert_eq!(observed(&path, &[(&user, code)]), Observed::Partial, "{root} {code}");
            assert_eq!(observed(&format!("{root}com/acme/b"), &[(&user, code)]), Observed::Partial, "{root} {code}");
        }
    }
    let of = |code: &str| observed("src/main/java/com/acme/a/B.java", &[("src/main/java/com/acme/a/A.java", code)]);
    assert_eq!(of("package com.acme.a;\nclass A { B b; }\n"), Observed::Partial, "of its own package it needs no import");
    assert_eq!(of("package com.acme.a;\nimport org.other.B;\nclass A { B b; }\n"), Observed::Absent);
    assert_eq!(of("package com.acme.a;\nclass A { int x = q.B; class B {} }\n"), Observed::Absent);
    let test = [("src/test/java/com/acme/a/ATest.java", "package com.acme.a;\nclass ATest { B b; }\n")];
    assert_eq!(observed("src/main/java/com/acme/a/B.java", &test), Observed::Partial, "tests are of the same package");
}

#[test]
fn copies_and_workspaces_of_go_are_packages() {
    let vendored =
        [("go.mod", "module m.com/x\n"), ("a/a.go", "package a\nimport \"z.com/old\"\n"), ("vendor/z.com/old/o.go", "package old\n")];
    let (truth, answer) = one("isolation \"a\", \"vendor/z.com/old\"", &vendored);
    assert_eq!((truth, seen(&answer).len()), (False, 1));
    assert_eq!(truths("no import \"vendor/z.com/old\" under \"**\"", &vendored), [False]);
    let work = [
        ("go.work", "use ./a\nreplace m.com/o => ./libs/old\n"),
        ("a/go.mod", "module m.com/a\nrequire m.com/o v0.0.0\n"),
        ("a/a.go", "package a\nimport \"m.com/o/k\"\n"),
    ];
    assert_eq!(observed("libs/old", &work), Observed::Partial);
    assert_eq!(truths("isolation \"a\", \"libs/old\"", &work), [False]);
}
