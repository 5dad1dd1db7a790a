//! Packages of Go by the paths of their modules: major versions, what is required, folders in place of modules.

use crate::trees::{Memory, hold, one, reason, remarks, truths};
use landfall::evidence::Truth::{self, False, True};
use landfall::progress::Observed;

const MAIN: &str =
    "package main\nimport (\n\t\"github.com/acme/lib/v2/api\"\n\t_ \"k8s.io/api/autoscaling/v2\"\n\t_ \"far.org/x/v3/y\"\n)\n";

const REQUIRED: &str = "module m.org/app\ngo 1.22\nrequire (\n\tgithub.com/acme/lib/v2 v2.1.0\n\tk8s.io/api v0.30.0\n)\n";

#[test]
fn a_major_version_is_a_module_of_its_own() {
    let own = [
        ("go.mod", "module github.com/acme/lib/v2\n"),
        ("api/api.go", "package api\nfunc F() {}\n"),
        ("main.go", "package main\nimport \"github.com/acme/lib/v2/api\"\nfunc main() { api.F() }\n"),
    ];
    let of_others = [("go.mod", REQUIRED), ("main.go", MAIN)];
    let left = "no import \"github.com/acme/lib/api\" under \"**\"\nno import \"github.com/acme/lib\" under \"**\"\n\
                no import \"github.com/acme/lib/v2\" under \"**\"";
    for files in [&own[..], &of_others] {
        assert_eq!(truths(left, files), [True, True, False], "{files:?}");
    }
    let folder = "no import \"k8s.io/api/autoscaling\" under \"**\"\nno import \"k8s.io/api\" under \"**\"";
    assert_eq!(truths(folder, &of_others), [False, False], "a folder of the module that is required");
    let (truth, _) = one("no import \"far.org/x\" under \"**\"", &of_others);
    let why = "`main.go`, line 5, imports `far.org/x/v3/y`, which may be far.org/x, or something that is installed";
    assert_eq!(reason(&truth), why, "nothing tells what the module is called");
    let apart = "isolation \"main\", \"github.com/acme/lib\"\nisolation \"main\", \"github.com/acme/lib/v2\"";
    assert_eq!(truths(apart, &of_others), [True, False]);
}

#[test]
fn what_no_manifest_requires_does_not_resolve() {
    let (truth, answer) = one("resolves \"github.com/acme/lib/api\"", &[("go.mod", REQUIRED), ("main.go", MAIN)]);
    assert_eq!(truth, False);
    assert_eq!(remarks(&answer), ["`github.com/acme/lib/api` is of no module of the tree, and of none that a `go.mod` requires"]);
    let unknown = |path: &str, manifest: &str| {
        let files = [("go.mod", manifest), ("main.go", MAIN)];
        let (truth, _) = one(&format!("resolves \"{path}\""), &files);
        assert!(!matches!(truth, True | False), "{path}: {truth:?}");
    };
    unknown("github.com/acme/lib/v2/api", REQUIRED);
    unknown("encoding/json", REQUIRED);
    let scripts = [
        ("go.mod", REQUIRED),
        ("main.go", MAIN),
        ("package.json", "{\"dependencies\": {\"lodash.debounce\": \"4\"}}"),
        ("a.ts", "export const a = 1\n"),
    ];
    let (truth, _) = one("resolves \"lodash.debounce/fp\"", &scripts);
    assert!(!matches!(truth, True | False), "a package of scripts: {truth:?}");
    let refused =
        hold("component c \"C\" done when resolves \"github.com/acme/lib/api\"", &Memory::new(&[("main.go", MAIN)]).refusing("go.mod"));
    assert!(matches!(refused.tests().into_iter().next(), Some((_, Truth::Unknown(_), _))), "its manifest cannot be read");
    unknown("github.com/acme/lib/api", "module m.org/app\nrequire k8s.io/api v0.30.0\n");
}

#[test]
fn a_folder_in_place_of_a_module_is_sought_with_and_without_a_slash() {
    let files = [
        ("go.mod", "module m.io/x\nrequire m.io/legacy v0.0.0\nreplace m.io/legacy => ./old\n"),
        ("a.go", "package x\nimport \"m.io/legacy\"\nvar _ = legacy.X\n"),
    ];
    let observed = |at: &str| hold(&format!("retire r \"R\" deprecated at \"{at}\""), &Memory::new(&files)).observed();
    assert_eq!((observed("old"), observed("old/"), observed("older")), (Observed::Partial, Observed::Partial, Observed::Absent));
    assert_eq!(truths("no import \"old\" under \"**\"\nno import \"old/\" under \"**\"", &files), [False, False]);
}

#[test]
fn a_major_version_in_the_tree_is_kept_apart_from_the_one_before() {
    let files = [
        ("go.mod", "module x.io/app\nrequire x.io/lib v1.0.0\nrequire x.io/lib/v2 v2.0.0\n"),
        ("svc/s.go", "package svc\nimport \"x.io/lib/v2/api\"\n"),
        ("lib/go.mod", "module x.io/lib\n"),
        ("lib/api/a.go", "package api\n"),
        ("lib/v2/go.mod", "module x.io/lib/v2\n"),
        ("lib/v2/api/a.go", "package api\n"),
    ];
    assert_eq!(truths("isolation \"svc\", \"x.io/lib\"\nisolation \"svc\", \"x.io/lib/v2\"", &files), [True, False]);
}
