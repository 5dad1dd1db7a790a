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
