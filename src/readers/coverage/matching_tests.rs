//! Paths of reports meet paths of trees: every way that matches, and every way that must not.

use super::super::read_coverage;
use super::{Coverage, Matched, Module, PathMatcher, Tally, Why};

const TREE: [&str; 12] = [
    "app.py",
    "setup.py",
    "src/shop/cart.py",
    "src/shop/__init__.py",
    "src/till/__init__.py",
    "web/src/cart.js",
    "core/src/main/java/com/shop/Main.java",
    "web/src/main/java/com/shop/Main.java",
    "web/src/main/java/com/shop/Only.java",
    "cart.go",
    "tools/gen/gen.go",
    "tests/shop/cart.py",
];

fn lcov(paths: &[&str]) -> Coverage {
    let text: String = paths.iter().map(|path| format!("SF:{path}\nDA:1,1\nend_of_record\n")).collect();
    read_coverage(text.as_bytes()).unwrap()
}

fn rooted(root: &str, paths: &[&str]) -> Coverage {
    let classes: String =
        paths.iter().map(|path| format!("<class filename='{path}'><lines><line number='1' hits='1'/></lines></class>")).collect();
    let roots: String = root.split(';').map(|root| format!("<source>{root}</source>")).collect();
    let text = format!(
        "<coverage line-rate='1'><sources>{roots}</sources><packages><package><classes>{classes}</classes></package></packages></coverage>"
    );
    read_coverage(text.as_bytes()).unwrap()
}

fn find(coverage: &Coverage) -> Matched {
    PathMatcher::new(TREE).find(coverage)
}

fn found(matched: &Matched) -> Vec<&str> {
    matched.files.keys().map(String::as_str).collect()
}

fn unfound(matched: &Matched) -> Vec<(&str, Why)> {
    matched.unmatched.iter().map(|file| (file.path.as_str(), file.why)).collect()
}

#[test]
fn as_written_with_either_slash_and_dots() {
    let matched = find(&lcov(&["./src/shop/cart.py", "src\\till\\__init__.py", "web/x/../src/cart.js", "app.py"]));
    assert_eq!(found(&matched), ["app.py", "src/shop/cart.py", "src/till/__init__.py", "web/src/cart.js"]);
}

#[test]
fn the_checkout_of_another_machine_is_cut_off() {
    let matched = find(&lcov(&["/home/ci/repo/src/shop/cart.py", "/home/ci/repo/app.py", "C:\\ci\\src\\till\\__init__.py"]));
    assert_eq!(found(&matched), ["app.py", "src/shop/cart.py", "src/till/__init__.py"]);
}

#[test]
fn a_name_alone_proves_nothing() {
    let matched = find(&lcov(&["/home/ci/repo/src/shop/cart.py", "/usr/lib/python3/other/app.py", "cart.js"]));
    assert_eq!(found(&matched), ["src/shop/cart.py"]);
    assert_eq!(unfound(&matched), [("/usr/lib/python3/other/app.py", Why::NotFound), ("cart.js", Why::NotFound)]);
    assert_eq!(matched.unmatched[0].nearest, ["app.py"]);
    assert_eq!(matched.unmatched[1].nearest, ["web/src/cart.js"]);
}

#[test]
fn a_flat_project_is_found_by_the_folder_that_holds_all_of_it() {
    assert_eq!(found(&find(&lcov(&["/ci/flat/app.py", "/ci/flat/setup.py"]))), ["app.py", "setup.py"]);
}

#[test]
fn of_two_files_that_would_be_one_the_one_of_the_checkout_is_it() {
    let matched = find(&lcov(&["/ci/repo/src/shop/cart.py", "/ci/repo/web/src/cart.js", "/usr/lib/src/shop/cart.py"]));
    assert_eq!(found(&matched), ["src/shop/cart.py", "web/src/cart.js"]);
    assert_eq!(unfound(&matched), [("/usr/lib/src/shop/cart.py", Why::Elsewhere)]);
}

#[test]
fn below_declared_roots() {
    assert_eq!(found(&find(&rooted("/ci/repo/src/shop", &["cart.py"]))), ["src/shop/cart.py"]);
    assert_eq!(found(&find(&rooted("src", &["shop/cart.py"]))), ["src/shop/cart.py"]);
    assert_eq!(found(&find(&rooted("/ci/repo", &["app.py"]))), ["app.py"]);
    assert_eq!(found(&find(&rooted("C:\\ci\\repo\\src", &["shop\\cart.py"]))), ["src/shop/cart.py"]);
}

#[test]
fn a_name_below_a_root_within_the_tree_is_not_the_one_at_the_top() {
    let matched = find(&rooted("/ci/repo/src/shop", &["app.py", "cart.py"]));
    assert_eq!(found(&matched), ["src/shop/cart.py"]);
    assert_eq!(unfound(&matched), [("app.py", Why::NotFound)]);
    assert_eq!(found(&find(&rooted("src/shop", &["app.py"]))), Vec::<&str>::new());
    // A checkout named like a folder in it is told by the other files.
    assert_eq!(found(&find(&rooted("/web", &["app.py", "web/src/cart.js"]))), ["app.py", "web/src/cart.js"]);
}

#[test]
fn roots_that_lead_to_different_files_are_no_match() {
    let matched = find(&rooted("/ci/repo/src/shop;/ci/repo/src/till", &["__init__.py", "cart.py"]));
    assert_eq!(found(&matched), ["src/shop/cart.py"]);
    assert_eq!(unfound(&matched), [("__init__.py", Why::Ambiguous)]);
    assert_eq!(matched.unmatched[0].nearest, ["src/shop/__init__.py", "src/till/__init__.py"]);
}

#[test]
fn an_undeclared_root_is_found_where_only_one_file_fits() {
    let matched = find(&lcov(&["com/shop/Only.java", "com/shop/Main.java", "shop/cart.py"]));
    assert_eq!(found(&matched), ["web/src/main/java/com/shop/Only.java"]);
    assert_eq!(unfound(&matched), [("com/shop/Main.java", Why::Ambiguous), ("shop/cart.py", Why::Ambiguous)]);
    let given = PathMatcher::new(TREE).with_roots(["core/src/main/java".to_owned()]).find(&lcov(&["com/shop/Main.java"]));
    assert_eq!(found(&given), ["core/src/main/java/com/shop/Main.java"]);
}

#[test]
fn a_jacoco_group_chooses_among_modules() {
    let matched = find(&read_coverage(super::super::samples::JACOCO.as_bytes()).unwrap());
    assert_eq!(found(&matched), ["core/src/main/java/com/shop/Main.java", "web/src/main/java/com/shop/Main.java"]);
    assert_eq!(matched.files["core/src/main/java/com/shop/Main.java"].lines.tally(), Tally::new(2, 3));
}

#[test]
fn go_import_paths_go_through_modules_and_nowhere_else() {
    let report = "mode: set\nexample.org/shop/cart.go:1.1,1.2 1 1\nexample.org/shop/tools/gen/gen.go:1.1,1.2 1 1\nexample.org/shop/src/cart.js:1.1,1.2 1 1\n";
    let coverage = read_coverage(report.as_bytes()).unwrap();
    let module = |path: &str, folder: &str| Module { path: path.to_owned(), folder: folder.to_owned() };
    let matcher = PathMatcher::new(TREE).with_modules([module("example.org/shop", ""), module("example.org/shop/tools", "tools")]);
    let matched = matcher.find(&coverage);
    assert_eq!(found(&matched), ["cart.go", "tools/gen/gen.go"]);
    assert_eq!(unfound(&matched), [("example.org/shop/src/cart.js", Why::NotFound)]);
}

#[test]
fn hostile_paths_match_nothing() {
    let long = "a/".repeat(50_000) + "cart.py";
    let hostile = [
        "../../etc/passwd",
        "/",
        "..",
        "../src/shop/cart.py",
        "src/shop/cart.py\0",
        long.as_str(),
        "file:///etc/shadow",
        "*/cart.py",
        "C:",
    ];
    let matched = find(&lcov(&hostile));
    assert_eq!(found(&matched), Vec::<&str>::new());
    assert_eq!(matched.unmatched.len(), hostile.len());
}

#[test]
fn only_the_case_differs_is_a_suggestion() {
    let matched = find(&lcov(&["src/shop/Cart.py"]));
    assert_eq!(unfound(&matched), [("src/shop/Cart.py", Why::NotFound)]);
    assert_eq!(matched.unmatched[0].nearest.first().map(String::as_str), Some("src/shop/cart.py"));
}

#[test]
fn matched_reports_unite_by_path_in_the_tree() {
    let mut all = find(&lcov(&["/ci/a/src/shop/cart.py"]));
    all.merge(find(&rooted("/ci/b/src", &["shop/cart.py", "nowhere/x.py"])), false);
    assert_eq!(found(&all), ["src/shop/cart.py"]);
    assert_eq!(all.unmatched.len(), 1);
    let sum = all.sum(|path| path.starts_with("src/"));
    assert_eq!((sum.files, sum.lines), (1, Tally::new(1, 1)));
    assert_eq!(all.sum(|path| path.starts_with("lib/")).files, 0);
}

#[test]
fn a_copy_within_a_checkout_is_another_file() {
    let copied = find(&lcov(&["/ci/proj/src/shop/cart.py", "/ci/proj/build/lib/src/shop/cart.py"]));
    assert_eq!(found(&copied), ["src/shop/cart.py"]);
    assert_eq!(unfound(&copied).iter().map(|(path, _)| *path).collect::<Vec<_>>(), ["/ci/proj/build/lib/src/shop/cart.py"]);
}

#[test]
fn a_relative_path_loses_folders_only_where_the_whole_report_does() {
    let mixed = find(&lcov(&["src/shop/cart.py", ".venv/lib/setup.py", "old/web/src/cart.js"]));
    assert_eq!(found(&mixed), ["src/shop/cart.py"]);
    let outside = find(&lcov(&["repo/src/shop/cart.py", "repo/web/src/cart.js", "other/tests/shop/cart.py"]));
    assert_eq!(found(&outside), ["src/shop/cart.py", "web/src/cart.js"]);
}

const SERVICES: [&str; 6] = [
    "services/a/src/app.py",
    "services/b/src/app.py",
    "services/b/src/only.py",
    "m1/src/main/java/com/acme/A.java",
    "m2/src/main/java/com/acme/A.java",
    "m2/src/main/java/com/acme/Only.java",
];

fn found_from(tree: &[&str], folder: &str, coverage: &Coverage) -> Vec<String> {
    PathMatcher::new(tree.iter().copied()).find_from(folder, coverage).files.into_keys().collect()
}

#[test]
fn the_report_of_a_project_tells_of_its_own_files() {
    let own = |folder: &str, paths: &[&str]| found_from(&SERVICES, folder, &lcov(paths));
    assert_eq!(own("services/a", &["src/app.py"]), ["services/a/src/app.py"]);
    assert_eq!(own("services/a", &["src/app.py", "src/only.py"]), ["services/a/src/app.py"], "another has that");
    assert_eq!(own("m1", &["com/acme/A.java"]), ["m1/src/main/java/com/acme/A.java"]);
    assert_eq!(own("m1", &["com/acme/A.java", "com/acme/Only.java"]).len(), 2, "one module may run what another has");
    assert_eq!(own("", &["src/app.py"]), [""; 0], "either may be meant");
    assert_eq!(own("services/a", &["services/b/src/app.py"]), ["services/b/src/app.py"], "as written");
    assert_eq!(found_from(&SERVICES, "services/a", &rooted("src", &["app.py"])), ["services/a/src/app.py"]);
}

#[test]
fn the_report_of_a_project_that_is_gone_proves_nothing_of_another() {
    let gone = |folder: &str, paths: &[&str]| found_from(&SERVICES[1..3], folder, &lcov(paths));
    assert_eq!(gone("services/a", &["src/app.py"]), [""; 0]);
    assert_eq!(gone("", &["src/app.py"]), ["services/b/src/app.py"]);
    assert_eq!(found_from(&SERVICES[4..], "m1", &lcov(&["com/acme/A.java"])), [""; 0]);
    assert_eq!(found_from(&SERVICES[1..3], "services/a", &rooted("/ci/services/a", &["src/app.py"])), [""; 0]);
}
