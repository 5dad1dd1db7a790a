//! `check --against`: small repositories with a history, and what the program finds between two revisions of them.

#![allow(clippy::disallowed_methods, reason = "the tests make repositories and run the program")]

use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Files by path, with their texts.
type Files<'f> = &'f [(&'f str, &'f str)];

/// A finding of a rule about revisions.
#[derive(Debug)]
struct Found {
    rule: String,
    severity: String,
    item: String,
    message: String,
    notes: Vec<String>,
    line: u64,
}

/// What a check says, and how it ends.
#[derive(Debug)]
struct Checked {
    found: Vec<Found>,
    since: serde_json::Value,
    exit: Option<i32>,
}

impl Checked {
    /// The messages of a rule.
    fn of(&self, rule: &str) -> Vec<&str> {
        self.found.iter().filter(|found| found.rule == rule).map(|found| found.message.as_str()).collect()
    }

    /// The only finding of a rule.
    fn only(&self, rule: &str) -> &Found {
        let all: Vec<&Found> = self.found.iter().filter(|found| found.rule == rule).collect();
        assert_eq!(all.len(), 1, "{rule}: {:#?}", self.found);
        all[0]
    }

    /// Nothing went backwards and nothing was weakened.
    fn is_clean(&self) -> bool {
        self.of("regressed").is_empty() && self.of("weakened").is_empty()
    }
}

const HEAD: &str = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n";

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output().expect("git runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
}

fn plan(text: &str) -> String {
    format!("{HEAD}{text}\n")
}

/// A repository whose first commit holds a plan and some files, and whose folder holds others. What is not among these is gone.
fn repository(then: (&str, &[(&str, &str)]), now: (&str, &[(&str, &str)])) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    git(path, &["init", "-q"]);
    write(path, then.1);
    write(path, &[("shop.plan", &plan(then.0))]);
    git(path, &["add", "-A", "-f"]);
    git(path, &["commit", "-q", "-m", "then"]);
    for (name, _) in then.1 {
        std::fs::remove_file(path.join(name)).expect("the file is there");
    }
    write(path, now.1);
    write(path, &[("shop.plan", &plan(now.0))]);
    folder
}

fn check(folder: &TempDir, more: &[&str]) -> Checked {
    let (mut plans, exit) = check_all(folder, &[&["shop.plan"], more].concat());
    let (_, checked) = plans.remove(0);
    Checked { exit, ..checked }
}

/// Every plan that a check finds, by its id; what belongs to no plan comes first, without one.
fn check_all(folder: &TempDir, more: &[&str]) -> (Vec<(String, Checked)>, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    command.env("LANDFALL_CACHE", "off");
    command.args(["check", "--against", "HEAD", "--format", "json"]).args(more).current_dir(folder.path());
    let output = command.stdin(Stdio::null()).output().expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let read: serde_json::Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text} {}", String::from_utf8_lossy(&output.stderr)));
    let plans = read["plans"].as_array().expect("plans");
    (plans.iter().map(|plan| (plan["plan"].as_str().unwrap_or_default().to_owned(), checked(plan))).collect(), output.status.code())
}

/// What is said of one plan.
fn checked(plan: &serde_json::Value) -> Checked {
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let found = plan["findings"].as_array().expect("findings").iter().filter(|found| text(&found["code"]).starts_with("LF09"));
    let found = found.map(|found| Found {
        rule: text(&found["rule"]),
        severity: text(&found["severity"]),
        item: text(&found["item"]),
        message: text(&found["message"]),
        notes: found["notes"].as_array().map(|notes| notes.iter().map(text).collect()).unwrap_or_default(),
        line: found["places"][0]["line"].as_u64().unwrap_or(0),
    });
    Checked { found: found.collect(), since: plan["delta"].clone(), exit: None }
}

/// One plan, two trees.
fn trees(text: &str, then: &[(&str, &str)], now: &[(&str, &str)]) -> Checked {
    check(&repository((text, then), (text, now)), &[])
}

/// Two plans, one tree.
fn plans(then: &str, now: &str) -> Checked {
    let files: &[(&str, &str)] = &[("cart.py", "class Cart: pass\n"), ("orders.py", "def orders(): pass\n")];
    check(&repository((then, files), (now, files)), &[])
}

/// The one place at which a change of the plan asks less.
fn weakened(then: &str, now: &str) -> String {
    let checked = plans(then, now);
    assert_eq!(checked.of("regressed"), Vec::<&str>::new());
    assert_eq!(plans(then, then).found.len(), 0, "a plan is not weaker than itself");
    checked.only("weakened").message.clone()
}

const NO_LEGACY: &str = "component cart \"Cart\" partial done when no text \"legacy\\(\" under \"**/*.py\"";

#[test]
fn one_new_offender_is_found_while_another_was_fixed() {
    let checked = trees(NO_LEGACY, &[("a.py", "legacy(1)\n"), ("b.py", "x\n")], &[("a.py", "x\n"), ("b.py", "legacy(2)\n")]);
    let found = checked.only("regressed");
    assert_eq!(
        found.message,
        "component `cart` went backwards: `no text \"legacy\\(\" under \"**/*.py\"` has a new one (1 found, as before)"
    );
    assert_eq!(found.notes, ["b.py (legacy(2))"]);
    assert_eq!((found.severity.as_str(), checked.exit), ("error", Some(1)));
}

#[test]
fn lines_and_files_that_move_do_not_churn() {
    let checked = trees(NO_LEGACY, &[("a.py", "legacy(1)\nx\n")], &[("a.py", "import os\n\n\nx\nlegacy(1)\n")]);
    assert!(checked.is_clean(), "{checked:#?}");
    let moved = trees(NO_LEGACY, &[("a.py", "legacy(1)\n")], &[("deep/a.py", "legacy(1)\n")]);
    assert!(moved.is_clean(), "{moved:#?}");
    let copied = trees(NO_LEGACY, &[("a.py", "legacy(1)\n")], &[("a.py", "legacy(1)\n"), ("deep/a.py", "legacy(1)\n")]);
    assert_eq!(copied.only("regressed").notes, ["deep/a.py (legacy(1))"]);
}

#[test]
fn a_file_that_was_moved_takes_along_what_was_in_it() {
    let text = format!("{NO_LEGACY}\ncomponent each \"Each\" each \"src/*.py\" partial done when no text \"legacy\\(\"");
    let code = "import os\n\ndef run():\n    legacy(1)\n";
    let moved =
        |now: &[(&str, &str)]| trees(&text, &[("src/a.py", code), ("src/b.py", "x = 1\n")], &[now, &[("src/b.py", "x = 1\n")]].concat());
    let renamed = moved(&[("src/other.py", code)]);
    assert!(renamed.is_clean() && renamed.of("progressed").is_empty(), "{renamed:#?}");
    let changed = moved(&[("src/other.py", &format!("{code}    more()\n"))]);
    assert!(changed.is_clean(), "most of it is the same: {changed:#?}");
    let with_more = moved(&[("src/deep/a.py", &format!("{code}    legacy(1)\n    legacy(2)\n"))]);
    assert_eq!(with_more.only("regressed").notes, ["src/deep/a.py (legacy(1))", "src/deep/a.py (legacy(2))"]);
    let unlike = moved(&[("src/other.py", "def all_of_it_is_new():\n    legacy(1)\n")]);
    assert_eq!(unlike.of("regressed").len(), 2, "{unlike:#?}");
}

#[test]
fn an_offender_does_not_move_between_files_that_stand() {
    let text = "component cart \"Cart\" partial done when no import \"legacy\" under \"**/*.py\"";
    let then = [("a/__init__.py", "import legacy\n"), ("b/__init__.py", "import os\n")];
    let now = [("a/__init__.py", "import os\n"), ("b/__init__.py", "import legacy\n")];
    assert_eq!(trees(text, &then, &now).only("regressed").notes, ["b/__init__.py"]);
}

#[test]
fn every_new_offender_is_named_however_many_there_are() {
    let old: String = (0..120).map(|line| format!("legacy({line})\n")).collect();
    let files: Vec<(String, String)> =
        (0..30).map(|file| (format!("f{file:02}.py"), format!("legacy(\"f{file}\")\nlegacy(0)\nlegacy(1)\n"))).collect();
    let then: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let mut now = then.clone();
    now.retain(|(name, _)| *name != "f00.py");
    now.extend([("zz.py", "legacy(\"new\")\n"), ("big.py", old.as_str())]);
    let checked = trees(NO_LEGACY, &then, &now);
    let found = checked.only("regressed");
    assert!(found.notes.contains(&"zz.py (legacy(\"new\"))".to_owned()), "{found:#?}");
    assert!(found.notes.iter().all(|note| !note.starts_with('f')), "{found:#?}");
}

#[test]
fn what_is_within_a_bound_is_a_warning() {
    let text = "component cart \"Cart\" done when text \"legacy\\(\" under \"**/*.py\" <= 3";
    let checked = trees(text, &[("a.py", "legacy(1)\n"), ("b.py", "x\n")], &[("a.py", "x\n"), ("b.py", "legacy(2)\n")]);
    let found = checked.only("regressed");
    assert!(found.message.ends_with("has a new one (1 found, as before), within what the condition allows"), "{found:#?}");
    assert_eq!((found.severity.as_str(), checked.exit), ("warning", Some(0)));
}

#[test]
fn a_goal_once_met_and_later_missed_is_a_regression() {
    let text = "target tidy \"Lines\" measure lines \"cart.py\" {\n  goal <= 2\n}";
    let checked = trees(text, &[("cart.py", "1\n2\n")], &[("cart.py", "1\n2\n3\n")]);
    assert_eq!(checked.only("regressed").message, "target `tidy` had reached 2, and has not any more: it stands at 3, before at 2");
    let better = trees(text, &[("cart.py", "1\n2\n3\n")], &[("cart.py", "1\n2\n")]);
    assert_eq!((better.of("progressed"), better.is_clean()), (vec!["target `tidy` has reached 2"], true));
    let further = trees(text, &[("cart.py", "1\n2\n3\n")], &[("cart.py", "1\n2\n3\n4\n")]);
    assert_eq!(further.only("regressed").message, "target `tidy` is further from 2: it stands at 4, before at 3");
}

#[test]
fn what_was_done_and_is_not_is_a_regression_whatever_is_claimed_now() {
    let then = "component cart \"Cart\" done when text \"class Cart\" under \"cart.py\"";
    let files: (Files<'_>, Files<'_>) = (&[("cart.py", "class Cart: pass\n")], &[("cart.py", "pass\n")]);
    for claim in ["done", "missing"] {
        let now = then.replacen("done when", &format!("{claim} done when"), 1);
        let checked = check(&repository((then, files.0), (&now, files.1)), &[]);
        let found = checked.only("regressed");
        assert!(found.message.starts_with("component `cart` was done, and is missing: "), "{claim}: {found:#?}");
        assert_eq!(checked.of("weakened"), Vec::<&str>::new(), "the evidence says so: {claim}");
    }
}

#[test]
fn a_file_of_no_bytes_is_a_regression() {
    let text = "component cart \"Cart\" done at \"cart.py\"\ncomponent orders \"Orders\" done when file \"orders.py\"";
    let checked = trees(text, &[("cart.py", "x\n"), ("orders.py", "x\n")], &[("cart.py", ""), ("orders.py", "")]);
    let messages = checked.of("regressed");
    assert!(messages[0].starts_with("component `cart` went backwards: it is empty now"), "{messages:?}");
    assert!(messages[1].starts_with("component `orders` was done, and is missing"), "{messages:?}");
    assert_eq!(messages.len(), 2);
}

#[test]
fn that_the_forbidden_package_is_gone_at_last_is_success() {
    let text = "component cart \"Cart\" partial done when isolation \"cart\", \"legacy\"\n\
                component clean \"Clean\" partial done when no import \"legacy\" under \"cart/**\"\n\
                retire old \"Old\" at \"legacy/\"";
    let then = [("cart/__init__.py", ""), ("cart/a.py", "import legacy.b\n"), ("legacy/__init__.py", ""), ("legacy/b.py", "x = 1\n")];
    let checked = trees(text, &then, &[("cart/__init__.py", ""), ("cart/a.py", "x = 1\n")]);
    assert!(checked.is_clean(), "{checked:#?}");
    assert_eq!(checked.of("progressed").len(), 3, "{checked:#?}");
}

#[test]
fn new_importers_of_what_retires_are_named() {
    let text = "retire old \"Old\" at \"legacy.py\"\nregistry imports \"Imports\" for python {\n  retired \"legacy\"\n}";
    let then = [("legacy.py", "x = 1\n"), ("a.py", "import legacy\n"), ("b.py", "x = 1\n")];
    let now = [("legacy.py", "x = 1\n"), ("a.py", "x = 1\n"), ("b.py", "def f():\n    from legacy import x\n")];
    let checked = trees(text, &then, &now);
    let all: Vec<&Found> = checked.found.iter().filter(|found| found.rule == "regressed").collect();
    assert_eq!(all.len(), 2, "{checked:#?}");
    assert!(all.iter().all(|found| found.notes.iter().any(|note| note.starts_with("b.py"))), "{all:#?}");
}

#[test]
fn tests_that_fail_anew_are_named() {
    let text = "evidence tests \"out.xml\"\ncomponent cart \"Cart\" partial done when tests";
    let report = |one: &str, two: &str| {
        let case = |name: &str, bad: &str| format!("<testcase classname='c' name='{name}'>{bad}</testcase>");
        format!("<testsuite>{}{}</testsuite>", case("one", one), case("two", two))
    };
    let (then, now) = (report("<failure/>", ""), report("", "<error/>"));
    let checked = trees(text, &[("out.xml", &then)], &[("out.xml", &now)]);
    let found = checked.only("regressed");
    assert_eq!(found.notes, ["c::two"], "{found:#?}");
    let renamed = report("<error/>", "");
    assert!(trees(text, &[("out.xml", &then)], &[("out.xml", &renamed)]).is_clean(), "it fails as before");
}

#[test]
fn reports_of_the_other_revision_come_from_a_folder() {
    let text = "evidence coverage \"out.info\"\ncomponent cart \"Cart\" partial done when line-coverage under \"cart.py\" >= 80%";
    let lcov = |hits: [u8; 2]| format!("TN:\nSF:cart.py\nDA:1,{}\nDA:2,{}\nend_of_record\n", hits[0], hits[1]);
    let folder = repository((text, &[("cart.py", "1\n2\n")]), (text, &[("cart.py", "1\n2\n"), ("out.info", &lcov([1, 0]))]));
    write(folder.path(), &[("then/out.info", &lcov([1, 1]))]);
    let alone = check(&folder, &[]);
    assert!(alone.is_clean(), "nothing was measured there");
    assert_eq!((&alone.since["trees"], &alone.since["unmeasured"]), (&true.into(), &1.into()));
    let checked = check(&folder, &["--against-evidence", "then"]);
    let found = checked.only("regressed");
    assert!(found.message.contains("held, and does not hold any more (1 of 2 (50.0%), before it was 2 of 2 (100.0%))"), "{found:#?}");
}

#[test]
fn units_that_are_not_done_any_more_are_named() {
    let text = "component all \"All\" each \"src/*.py\" partial done when parses";
    let then = [("src/a.py", "x = 1\n"), ("src/b.py", "x = = 1\n")];
    let now = [("src/a.py", "x = 1\n"), ("src/b.py", "x = 1\n"), ("src/c.py", "x = = 1\n")];
    let checked = trees(text, &then, &now);
    assert_eq!(checked.only("regressed").notes, ["src/c.py"], "{checked:#?}");
}

#[test]
fn gates_that_are_no_longer_met_block_the_phases_behind_them() {
    let text = "phase one \"One\" dates 2025-07-14..2025-07-18 done when file \"cart.py\"\n\
                phase two \"Two\" dates 2025-07-21..2025-07-25 after one\ncomponent cart \"Cart\" missing in two";
    let checked = trees(text, &[("cart.py", "x\n")], &[("cart.py", "")]);
    let found = checked.only("regressed");
    assert!(found.message.starts_with("the gate of phase `one` was met, and is not any more"), "{found:#?}");
    assert!(found.notes.contains(&"1 item waits for it: `cart`".to_owned()), "{found:#?}");
}

#[test]
fn what_a_regression_blocks_is_told_directly_and_in_all() {
    let text = "component base \"Base\" done when file \"base.py\"\ncomponent next \"Next\" missing needs base\n\
                component done-already \"Done\" done needs base\ncomponent last \"Last\" missing needs next\n\
                area site \"Site\" needs next {\n  component page \"Page\" missing\n}";
    let checked = trees(text, &[("base.py", "x\n")], &[("other.py", "x\n")]);
    let found = checked.only("regressed");
    assert!(found.notes.contains(&"4 items wait for it: `next` themselves, and 3 by way of these".to_owned()), "{found:#?}");
}

#[test]
fn what_can_no_longer_be_measured_is_a_warning() {
    let text = "evidence tests \"out.xml\"\ncomponent cart \"Cart\" done when tests";
    let checked = trees(text, &[("out.xml", "<testsuite><testcase classname='c' name='one'/></testsuite>")], &[("a", "x")]);
    let found = checked.only("regressed");
    assert!(found.message.starts_with("component `cart` was done, and can no longer be measured"), "{found:#?}");
    assert_eq!(found.severity, "warning");
}

#[test]
fn a_measure_that_is_gone_is_no_progress() {
    let text = "evidence coverage \"out.info\"\ntarget t \"T\" measure line-coverage under \"**\" {\n  reading 90% on 2025-07-01\n  goal >= 80%\n}";
    let lcov = |hits: u8| format!("TN:\nSF:cart.py\nDA:1,{hits}\nend_of_record\n");
    for (hits, had) in [(0, "stood at 0 of 1"), (1, "had reached 80%")] {
        let checked = trees(text, &[("cart.py", "1\n"), ("out.info", &lcov(hits))], &[("cart.py", "1\n")]);
        let found = checked.only("regressed");
        assert!(found.message.starts_with(&format!("target `t` {had}, and can no longer be measured: there is no")), "{found:#?}");
        assert_eq!((found.severity.as_str(), checked.of("progressed").len()), ("warning", 0));
    }
}

#[test]
fn what_is_deleted_whole_is_an_error_as_what_is_deleted_in_part() {
    let text = "component s \"S\" done when symbol \"A\" under \"shop/**/*.py\"\ncomponent t \"T\" done when text \"class A\" under \"shop/**\"\n\
                component r \"R\" done when resolves \"shop.a\" names A\ncomponent l \"L\" done when lines \"shop/**\" <= 9\n\
                component e \"E\" each \"shop/*.py\" done when parses\ncomponent p \"P\" done when parses under \"shop/**\"\n\
                registry i \"I\" for python {\n  works \"shop.a\"\n}";
    let other = ("x/y.py", "import os\n");
    let checked = trees(text, &[("shop/a.py", "class A: pass\n"), other], &[other]);
    let errors = checked.found.iter().filter(|found| found.rule == "regressed" && found.severity == "error").count();
    assert_eq!(errors, 6, "lines that are to be few may go: {checked:#?}");
    let linked = repository((text, &[("shop/a.py", "class A: pass\n"), other]), (text, &[other]));
    #[cfg(unix)]
    {
        std::fs::remove_dir(linked.path().join("shop")).expect("the folder is empty");
        std::os::unix::fs::symlink("x", linked.path().join("shop")).expect("a link can be made");
        let checked = check(&linked, &[]);
        let errors: Vec<_> = checked.found.iter().filter(|found| found.severity == "error").collect();
        assert!(errors.is_empty(), "what lies behind a link is not known: {errors:#?}");
    }
}

#[test]
fn what_is_to_be_used_instead_and_is_gone_is_a_regression() {
    let text = "registry r \"R\" for python {\n  broken \"old\" use \"app.env\" names Env\n}";
    let then = [("app/__init__.py", ""), ("app/env.py", "class Env: pass\n"), ("app/b.py", "")];
    let checked = trees(text, &then, &[("app/__init__.py", ""), ("app/b.py", "")]);
    let message = "broken `old` of registry `r` is to be replaced by `app.env`, which resolved, and does not any more";
    assert_eq!(checked.only("regressed").message, message);
    let moved = text.replace("app.env", "app.shared.env");
    let now = [("app/__init__.py", ""), ("app/shared/__init__.py", ""), ("app/shared/env.py", "class Env: pass\n"), ("app/b.py", "")];
    let checked = check(&repository((text, &then), (&moved, &now)), &[]);
    assert!(checked.is_clean(), "it is the same in another place: {checked:#?}");
}

#[test]
fn that_a_plan_asks_for_more_is_no_regression() {
    let then = "component cart \"Cart\" done when file \"cart.py\"";
    let now = "component cart \"Cart\" done when {\n  file \"cart.py\"\n  file \"more.py\"\n}";
    assert!(plans(then, now).is_clean());
    let wider = (
        "component a \"A\" done when no text \"xyz\" under \"cart.py\"",
        "component a \"A\" partial done when no text \"orders\" under \"**/*.py\"",
    );
    assert_eq!(plans(wider.0, wider.1).of("regressed"), Vec::<&str>::new());
}

#[test]
fn a_claim_that_is_withdrawn_weakens_the_plan() {
    let message = weakened("component cart \"Cart\" done", "component cart \"Cart\" missing");
    assert_eq!(message, "component `cart` was claimed done, and now missing, without evidence that says so");
    let honest = plans("component x \"X\" done when file \"x.py\"", "component x \"X\" missing done when file \"x.py\"");
    assert!(honest.is_clean(), "the evidence says so: {honest:#?}");
    for (claim, word) in [("partial", "partial"), ("", "nothing")] {
        let then = "component cart \"Cart\" done done when file \"cart.py\"";
        let message = weakened(then, &then.replacen("done done", &format!("{claim} done"), 1));
        assert_eq!(message, format!("component `cart` was claimed done, and now {word}, without evidence that says so"));
    }
    assert!(weakened("component cart \"Cart\" missing", "component cart \"Cart\" dropped").contains("is dropped"));
}

/// What each change of the plan is called. The first is the plan of then, the second that of now.
const WEAKER: &[(&str, &str, &str)] = &[
    (
        "component c \"C\" missing done when no text \"x\" under \"**/*.py\"",
        "component c \"C\" missing done when no text \"x\" under \"src/**\"",
        "component `c` asks less with `no text \"x\" under \"src/**\"`: it no longer looks under `**/*.py`",
    ),
    (
        "component c \"C\" missing done when no text \"x\" under \"**/*.py\" except \"a/**\"",
        "component c \"C\" missing done when no text \"x\" under \"**/*.py\" except \"a/**\", \"b/**\"",
        "component `c` asks less with `no text \"x\" under \"**/*.py\" except \"a/**\", \"b/**\"`: `except` is widened by `b/**`",
    ),
    (
        "component c \"C\" missing done when lines \"cart.py\" <= 300",
        "component c \"C\" missing done when lines \"cart.py\" <= 400",
        "component `c` asks less with `lines \"cart.py\" <= 400`: it wanted `<= 300` and wants `<= 400`",
    ),
    (
        "component c \"C\" missing done when tests \"smoke::*\" >= 10",
        "component c \"C\" missing done when tests \"smoke::*\" >= 5",
        "component `c` asks less with `tests \"smoke::*\" >= 5`: it wanted `>= 10` and wants `>= 5`",
    ),
    (
        "component c \"C\" missing done when {\n  file \"cart.py\"\n  text \"x\" under \"cart.py\"\n}",
        "component c \"C\" missing done when file \"cart.py\"",
        "component `c` no longer asks for `text \"x\" under \"cart.py\"`",
    ),
    (
        "component c \"C\" missing done when file \"cart.py\"",
        "component c \"C\" missing done when any {\n  file \"cart.py\"\n  file \"other.py\"\n}",
        "component `c` takes `file \"other.py\"` instead of `file \"cart.py\"`",
    ),
    (
        "component c \"C\" missing done when symbol \"A\", \"B\" under \"**\"",
        "component c \"C\" missing done when symbol \"A\" under \"**\"",
        "component `c` asks less with `symbol \"A\" under \"**\"`: `B` is no longer looked for",
    ),
    (
        "component c \"C\" missing done when symbol \"A\" under \"**\" == 1",
        "component c \"C\" missing done when symbol \"A\" under \"**\" >= 1",
        "component `c` asks less with `symbol \"A\" under \"**\" >= 1`: it wanted `== 1` and wants `>= 1`",
    ),
    (
        "component c \"C\" missing done when command \"make check\"",
        "component c \"C\" missing done when command \"true\"",
        "component `c` asks less with `command \"true\"`: the command was `make check` and is `true`",
    ),
    (
        "component c \"C\" missing done when no text \"x\" under \"**/*.py\"",
        "component c \"C\" missing done when text \"x\" under \"**/*.py\" <= 9",
        "component `c` asks less with `text \"x\" under \"**/*.py\" <= 9`: it wanted none and wants `<= 9`",
    ),
    ("component a \"A\" missing\ncomponent b \"B\" missing", "component a \"A\" missing", "component `b` is gone from the plan"),
    (
        "area a \"A\" {\n  component b \"B\" missing\n  component c \"C\" missing\n}",
        "component d \"D\" missing",
        "area `a` is gone from the plan, with all it held",
    ),
    (
        "component c \"C\" missing {\n  step one \"One\"\n  step two \"Two\"\n}",
        "component c \"C\" missing {\n  step one \"One\"\n}",
        "component `c` has lost its step `two`",
    ),
    ("component c \"C\" missing count 9", "component c \"C\" missing count 5", "component `c` stood for 9 things, and now for 5"),
    (
        "component c \"C\" each \"src/**\" missing done when parses",
        "component c \"C\" each \"src/a/**\" missing done when parses",
        "component `c` looked at each of `src/**`, and now of `src/a/**`",
    ),
    (
        "component c \"C\" missing due 2025-08-01",
        "component c \"C\" missing due 2025-09-01",
        "component `c` was due 2025-08-01, and is due 2025-09-01",
    ),
    ("component c \"C\" missing !critical", "component c \"C\" missing !low", "component `c` was `!critical`, and is `!low`"),
    (
        "component c \"C\" missing at \"cart.py\"",
        "component c \"C\" missing at \"orders.py\"",
        "component `c` was at `cart.py` and is at `orders.py`, without `was`",
    ),
    ("component c \"C\" missing", "task c \"C\"", "task `c` was a component, and is not counted any more"),
    (
        "target t \"T\" measure line-coverage under \"**\" {\n  goal >= 90% due 2025-09-01\n}",
        "target t \"T\" measure line-coverage under \"**\" {\n  goal >= 80% due 2025-09-01\n}",
        "target `t` was to reach `>= 90%` by 2025-09-01, and now `>= 80%` by 2025-09-01",
    ),
    (
        "target t \"T\" measure line-coverage under \"**\" {\n  goal >= 90% due 2025-09-01\n}",
        "target t \"T\" measure line-coverage under \"**\" {\n  goal >= 90% due 2025-10-01\n}",
        "target `t` was to reach `>= 90%` by 2025-09-01, and now `>= 90%` by 2025-10-01",
    ),
    (
        "target t \"T\" measure lines \"cart.py\" {\n  goal <= 9\n  goal <= 5 due 2025-09-01\n}",
        "target t \"T\" measure lines \"cart.py\" {\n  goal <= 9\n}",
        "target `t` is no longer to reach `<= 5` by 2025-09-01",
    ),
    (
        "target t \"T\" measure line-coverage under \"**\" {\n  goal >= 90%\n}",
        "target t \"T\" measure line-coverage under \"cart.py\" {\n  goal >= 90%\n}",
        "target `t` asks less with `line-coverage under \"cart.py\"`: it no longer looks under `**`",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18 done when file \"cart.py\"\ncomponent c \"C\" missing in p",
        "phase p \"P\" dates 2025-07-14..2025-07-18\ncomponent c \"C\" missing in p",
        "phase `p` has a looser gate: it no longer asks for `file \"cart.py\"`",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\ncomponent c \"C\" missing in p",
        "phase p \"P\" dates 2025-07-14..2025-07-25\ncomponent c \"C\" missing in p",
        "phase `p` ended on 2025-07-18, and ends on 2025-07-25",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in p",
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in q",
        "component `c` was in phase `p` (until 2025-07-18), and is in the later phase `q` (until 2025-07-25)",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\narea a \"A\" in p {\n  component c \"C\" missing\n}",
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\narea a \"A\" in q {\n  component c \"C\" missing\n}",
        "area `a` was in phase `p` (until 2025-07-18), and is in the later phase `q` (until 2025-07-25)",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in p",
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing",
        "component `c` was in phase `p` (until 2025-07-18), and is in none",
    ),
    (
        "phase q \"Q\" after p\nphase p \"P\"\ncomponent c \"C\" missing in p",
        "phase q \"Q\" after p\nphase p \"P\"\ncomponent c \"C\" missing in q",
        "component `c` was in phase `p`, and is in the later phase `q`",
    ),
    ("", "team w \"W\"\nwaive stale by w until 2025-12-01 because \"x\"", "the waiver of `stale` is new, until 2025-12-01"),
    (
        "team w \"W\"\nwaive stale by w until 2025-12-01 because \"x\"",
        "team w \"W\"\nwaive stale by w until 2026-12-01 because \"x\"",
        "the waiver of `stale` holds until 2026-12-01 instead of until 2025-12-01",
    ),
    ("", "allow contradicted", "the rule `contradicted` was an error, and is allowed"),
    ("deny stale", "", "the rule `stale` was an error, and is a warning"),
    ("alias \"a/\" = \"b/\"", "alias \"a/\" = \"c/\"", "the alias of `a/` led to `b/`, and leads to `c/`"),
    ("", "alias \"a/\" = \"c/\"", "the alias of `a/` is new: paths lead to `c/`"),
    ("evidence tests \"a.xml\"", "", "plan `shop` no longer reads the tests reports `a.xml`"),
    (
        "team w \"W\"\ncomponent c \"C\" missing done when attested by w on 2025-07-01 until 2025-12-01",
        "team w \"W\"\ncomponent c \"C\" missing done when attested by w on 2025-07-01 until 2026-12-01",
        "component `c` has an attestation by `w` that lasts until 2026-12-01 instead of until 2025-12-01",
    ),
    (
        "team w \"W\"\ncomponent c \"C\" missing done when file \"x\"",
        "team w \"W\"\ncomponent c \"C\" missing done when {\n  file \"x\"\n  attested by w on 2025-07-01 until 2026-12-01\n}",
        "component `c` has a new attestation, by `w` until 2026-12-01",
    ),
    (
        "team w \"W\"\ncomponent c \"C\" missing done when file \"x\"",
        "team w \"W\"\ncomponent c \"C\" missing done when any {\n  file \"x\"\n  attested by w on 2025-07-01\n}",
        "component `c` has a new attestation, by `w` for ever",
    ),
    (
        "registry r \"R\" for python {\n  isolate \"a\", \"b\"\n}",
        "registry r \"R\" for python {\n  isolate \"a\", \"b\" except \"shared\"\n}",
        "registry `r` allows `shared` as well",
    ),
    (
        "registry r \"R\" for python {\n  works \"cart\" names Cart\n}",
        "registry r \"R\" for python {\n  works \"cart\"\n}",
        "registry `r` no longer says works of `Cart` of `cart`",
    ),
    (
        "registry r \"R\" for python {\n  works \"cart\" names Cart\n}",
        "registry r \"R\" for python {\n  works \"cart\" names Cart unsure\n}",
        "registry `r` says works of `cart` as `unsure` now",
    ),
    (
        "registry r \"R\" for python {\n  works \"cart\"\n}",
        "registry r \"R\" for rust {\n  works \"cart\"\n}",
        "registry `r` was for `python`, and is for `rust`",
    ),
    (
        "registry r \"R\" for python {\n  retired \"a\"\n  retired \"b\"\n}",
        "registry r \"R\" for python {\n  retired \"a\"\n}",
        "registry `r` no longer says retired of `b`",
    ),
    (
        "retire c \"C\" missing at \"cart.py\" until 2025-08-01",
        "retire c \"C\" missing at \"cart.py\" until 2025-09-01",
        "retire `c` was until 2025-08-01, and is until 2025-09-01",
    ),
    (
        "target t \"T\" measure text \"x\" under \"src/**\"",
        "target t \"T\" measure text \"y\" under \"src/**\"",
        "target `t` asks less with `text \"y\" under \"src/**\"`: `x` is no longer looked for",
    ),
    (
        "target t \"T\" measure text \"x\" under \"src/**\" goal <= 0",
        "target t \"T\" measure text \"x\" under \"src/**\" except \"src/b.py\" goal <= 0",
        "target `t` asks less with `text \"x\" under \"src/**\" except \"src/b.py\"`: `except` is widened by `src/b.py`",
    ),
    (
        "target t \"T\" measure lines \"src/*.py\" goal <= 300",
        "target t \"T\" measure lines \"src/a.py\" goal <= 300",
        "target `t` asks less with `lines \"src/a.py\"`: it no longer looks under `src/*.py`",
    ),
    (
        "target t \"T\" measure symbol \"A\" under \"src/**\" goal >= 3",
        "target t \"T\" measure symbol \"A\" under \"**\" goal >= 3",
        "target `t` asks less with `symbol \"A\" under \"**\"`: it also looks under `**`",
    ),
    (
        "area api \"A\" {\n  component x \"X\" missing\n  component y \"Y\" done\n}\narea z \"Z\" {\n  component o \"O\" missing\n}\n\
         target t \"T\" measure completion of api goal >= 100%",
        "area api \"A\" {\n  component y \"Y\" done\n}\narea z \"Z\" {\n  component o \"O\" missing\n  component x \"X\" missing\n}\n\
         target t \"T\" measure completion of api goal >= 100%",
        "target `t` no longer counts `z.x`, which was moved out of what it measures",
    ),
    (
        "component x \"X\" done at \"src/n.py\"",
        "retire x \"X\" done at \"src/n.py\"",
        "retire `x` was a component, and is to be gone at the end",
    ),
    (
        "retire x \"X\" done at \"src/n.py\"",
        "component x \"X\" done at \"src/n.py\"",
        "component `x` was to be gone at the end, and is not any more",
    ),
    ("component x \"X\" done at \"src/n.py\"", "component x \"X\" done was \"src/n.py\"", "component `x` no longer stands at `src/n.py`"),
    (
        "evidence coverage \"c1.info\"\ncomponent x \"X\" missing",
        "evidence coverage \"c1.info\", \"c2.info\"\ncomponent x \"X\" missing",
        "plan `shop` also reads the coverage reports `c2.info`",
    ),
    (
        "person ada \"Ada\"\ncomponent x \"X\" done when attested by ada on 2025-09-20 \"seen\"",
        "person ada \"Ada\"\ncomponent x \"X\" done when attested by ada on 2025-07-06 \"seen\"",
        "component `x` has an attestation by `ada` that holds from 2025-07-06 on instead of from 2025-09-20 on",
    ),
    (
        "component c \"C\" missing done when tests \"m::*\"",
        "component c \"C\" missing done when tests \"m::*\" >= 1",
        "component `c` asks less with `tests \"m::*\" >= 1`: it wanted all the tests it names to pass, and wants `>= 1`",
    ),
    (
        "scale severity \"S\" order high > low\ncomponent c \"C\" missing !low",
        "scale severity \"S\" order low > high\ncomponent c \"C\" missing !low",
        "the scale tiers was high > low, and is low > high",
    ),
    (
        "component c \"C\" missing at \"later.py\"",
        "component c \"C\" missing done when file \"cart.py\" >= 9",
        "component `c` no longer asks that something stands at `later.py`",
    ),
    (
        "component c \"C\" missing at \"later.py\"",
        "component c \"C\" missing done when file \"later.py\" >= 0",
        "component `c` no longer asks that something stands at `later.py`",
    ),
    (
        "component c \"C\" done at \"cart.py\"",
        "component c \"C\" done at \"cart.py\" done when text \"def\" under \"orders.py\"",
        "component `c` no longer asks that something stands at `cart.py`",
    ),
    (
        "retire c \"C\" deprecated at \"cart.py\"",
        "retire c \"C\" deprecated done when no file \"nope.py\"",
        "retire `c` no longer stands at `cart.py`",
    ),
    (
        "component c \"C\" missing {\n  step s \"S\" at \"later.py\"\n}",
        "component c \"C\" missing {\n  step s \"S\" done when file \"cart.py\"\n}",
        "component `c` in step `s` no longer asks that something stands at `later.py`",
    ),
    (
        "registry r \"R\" for python {\n  broken \"old\" use \"cart\" names Cart\n}",
        "registry r \"R\" for python {\n  broken \"old\"\n}",
        "registry `r` no longer says to use `cart` (Cart) instead of `old`",
    ),
    (
        "registry r \"R\" for python {\n  broken \"old\" use \"cart\" names Cart\n}",
        "registry r \"R\" for python {\n  retired \"old\" use \"orders\"\n}",
        "registry `r` said to use `cart` (Cart) instead of `old`, and now `orders`",
    ),
    (
        "target t \"T\" reading 3/24 on 2025-07-01 goal 24/24 due 2025-09-01",
        "target t \"T\" reading 3/3 on 2025-07-01 goal 3/3 due 2025-09-01",
        "target `t` was to reach `24/24` by 2025-09-01, and now `3/3` by 2025-09-01",
    ),
    (
        "target t \"T\" {\n  reading 1% on 2025-07-01\n  goal >= 60% due 2025-08-01\n  goal >= 80% due 2025-12-31\n}",
        "target t \"T\" {\n  reading 1% on 2025-07-01\n  goal >= 60% due 2025-08-01\n  goal >= 70% due 2025-12-31\n}",
        "target `t` was to reach `>= 80%` by 2025-12-31, and now `>= 70%` by 2025-12-31",
    ),
    (
        "deny stale on a\nwarn stale\narea a \"A\" {\n  component c \"C\" missing\n}",
        "deny stale on a\nwarn stale\narea a \"A\" {\n  component c \"C\" missing {\n    warn stale\n  }\n}",
        "the rule `stale` on `a.c` was an error, and is a warning",
    ),
];

#[test]
fn every_way_to_ask_less_is_found_and_named() {
    let mut wrong = Vec::new();
    for (then, now, message) in WEAKER {
        let checked = plans(then, now);
        if checked.of("weakened") != [*message] || !checked.of("regressed").is_empty() {
            wrong.push(format!("{then}\n{now}\n{message}\n{:#?}", checked.found));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Changes that ask as much, or more.
const SOUND: &[(&str, &str)] = &[
    (
        "component c \"C\" missing done when no text \"x\" under \"src/*.py\"",
        "component c \"C\" missing done when no text \"x\" under \"**/*.py\"",
    ),
    ("component c \"C\" missing done when lines \"cart.py\" <= 300", "component c \"C\" missing done when lines \"cart.py\" <= 200"),
    (
        "component c \"C\" missing done when file \"cart.py\"",
        "component c \"C\" missing done when {\n  text \"x\" under \"**\"\n  file \"cart.py\"\n}",
    ),
    ("component c \"C\" missing done when any {\n  file \"a\"\n  file \"b\"\n}", "component c \"C\" missing done when file \"b\""),
    ("component c \"C\" missing done when symbol \"A\" under \"**\"", "component c \"C\" missing done when symbol \"A\" under \"src/**\""),
    ("component c \"C\" missing done when version \"x\" >= \"1.9\"", "component c \"C\" missing done when version \"x\" >= \"1.10\""),
    (
        "target t \"T\" measure lines \"a\" {\n  goal <= 9 due 2025-09-01\n}",
        "target t \"T\" measure lines \"a\" {\n  goal <= 5 due 2025-08-20\n}",
    ),
    ("target t \"T\" measure text \"x\" under \"src/**\" goal <= 0", "target t \"T\" measure text \"x\" under \"**\" goal <= 0"),
    ("component x \"X\" missing", "evidence coverage \"c1.info\"\ncomponent x \"X\" missing"),
    (
        "evidence tests \"build/**/*.xml\"\ncomponent x \"X\" missing",
        "evidence tests \"build/**/*.xml\", \"build/a.xml\"\ncomponent x \"X\" missing",
    ),
    (
        "area api \"A\" {\n  component x \"X\" missing\n}\ntarget t \"T\" measure completion of api goal >= 100%",
        "area backend \"A\" {\n  component x \"X\" missing\n}\ntarget t \"T\" measure completion of backend goal >= 100%",
    ),
    ("team w \"W\"\nwaive stale by w until 2025-12-01 because \"x\"", "team w \"W\""),
    ("allow stale", "deny stale"),
    ("component c \"C\" missing at \"cart.py\"", "component c \"C\" missing at \"orders.py\" was \"cart.py\""),
    (
        "component c \"C\" done at \"cart.py\"",
        "component c \"C\" done at \"cart.py\" done when {\n  symbol \"Cart\" under \"cart.py\"\n  text \"def\" under \"orders.py\"\n}",
    ),
    ("component c \"C\" done at \"cart.py\"", "component c \"C\" done done when resolves \"cart\" names Cart"),
    ("component c \"C\" missing at \"src/\"", "component c \"C\" missing done when file \"src/a.py\""),
    ("retire c \"C\" deprecated at \"cart.py\"", "retire c \"C\" deprecated done when no file \"cart.py\""),
    (
        "registry r \"R\" for python {\n  broken \"old\" use \"cart\"\n}",
        "registry r \"R\" for python {\n  broken \"old\" use \"cart\" names Cart\n}",
    ),
    ("registry r \"R\" for python {\n  broken \"cart\" use \"orders\"\n}", "registry r \"R\" for python {\n  works \"cart\"\n}"),
    ("component c \"C\" missing", "component c \"C\" missing\ncomponent d \"D\" missing"),
    (
        "registry r \"R\" for python {\n  broken \"a\" names A, B\n}",
        "registry r \"R\" for python {\n  broken \"a\" names A\n  works \"a\" names B\n}",
    ),
    (
        "registry r \"R\" for python {\n  broken \"a\" names A\n  retired \"b\" names B\n}",
        "registry r \"R\" for python {\n  broken \"a\"\n  retired \"b\"\n}",
    ),
    ("component c \"C\" missing !low", "component c \"C\" missing !high"),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in q",
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in p",
    ),
    (
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in p",
        "phase p \"P\" dates 2025-07-14..2025-07-18\nphase q \"Q\" dates 2025-07-21..2025-07-25\ncomponent c \"C\" missing in q due 2025-07-18",
    ),
    (
        "component c \"C\" missing done when file \"cart.py\"",
        "component d \"C\" missing done when {\n  file \"cart.py\"\n  file \"orders.py\"\n}",
    ),
];

#[test]
fn what_asks_as_much_or_more_is_not_found() {
    for (then, now) in SOUND {
        assert_eq!(plans(then, now).of("weakened"), Vec::<&str>::new(), "{now}");
    }
}

#[test]
fn an_item_with_another_name_is_renamed_and_not_gone() {
    let then = "area a \"A\" {\n  component cart \"Cart\" missing at \"cart.py\"\n  component other \"Other\" missing\n}";
    let now = "area b \"A\" {\n  component basket \"Basket\" missing at \"cart.py\"\n  component other \"Other\" missing\n}";
    let checked = plans(then, now);
    assert!(checked.is_clean(), "{checked:#?}");
    let renamed = serde_json::json!([["a", "b"], ["a.cart", "b.basket"], ["a.other", "b.other"]]);
    assert_eq!(checked.since["renamed"], renamed);
    let gone = plans("component a \"A\" missing at \"cart.py\"", "component b \"B\" missing at \"orders.py\"");
    assert_eq!(gone.only("weakened").message, "component `a` is gone from the plan", "nothing tells that it is the same");
}

#[test]
fn what_is_gone_is_told_with_its_place_then() {
    let checked = plans("component a \"A\" missing\ncomponent b \"B\" missing", "component a \"A\" missing");
    let found = checked.only("weakened");
    assert_eq!(found.notes, ["at `HEAD` it stood in shop.plan:3"]);
    assert_eq!((found.item.as_str(), found.line), ("shop", 1));
}

#[test]
fn no_change_lightens_its_own_findings() {
    let then = "deny weakened\nteam w \"W\"\ncomponent a \"A\" missing\ncomponent b \"B\" missing";
    let now = "team w \"W\"\nallow weakened\nwaive weakened by w until 2025-12-01 because \"x\"\ncomponent a \"A\" missing";
    let checked = plans(then, now);
    let mut messages = checked.of("weakened");
    messages.sort_unstable();
    assert_eq!(messages, ["the rule `weakened` was an error, and is allowed", "the waiver of `weakened` is new, until 2025-12-01"]);
    assert!(checked.found.iter().all(|found| found.severity == "error"), "{checked:#?}");
    assert_eq!(checked.exit, Some(1));
    let silent = plans(then, "team w \"W\"\ncomponent a \"A\" missing\ncomponent b \"B\" missing");
    assert_eq!(silent.only("weakened").message, "the rule `weakened` was an error, and is a warning");
    assert_eq!(silent.exit, Some(1), "it weighs what it weighed");
}

#[test]
fn a_waiver_accepts_a_regression_and_is_told_of() {
    let now = format!("team w \"W\"\nwaive regressed on cart by w until 2025-12-01 because \"x\"\n{NO_LEGACY}");
    let checked = check(&repository((NO_LEGACY, &[("a.py", "x\n")]), (&now, &[("a.py", "legacy(1)\n")])), &[]);
    assert_eq!(checked.of("regressed"), Vec::<&str>::new());
    assert_eq!(checked.only("weakened").message, "the waiver of `regressed` on `cart` is new, until 2025-12-01");
}

#[test]
fn people_are_told_what_came_since() {
    let folder = repository((NO_LEGACY, &[("a.py", "x\n")]), (NO_LEGACY, &[("a.py", "legacy(1)\n")]));
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.env("LANDFALL_CACHE", "off");
        let output = command.args(["check", "shop.plan"]).args(more).current_dir(folder.path()).output().expect("the program starts");
        (String::from_utf8_lossy(&output.stderr).into_owned(), output.status.code())
    };
    let (told, exit) = run(&["--against", "HEAD"]);
    assert!(told.contains("shop: since HEAD: 0 progressed, 1 regressed, 0 weakened"), "{told}");
    assert_eq!(exit, Some(1));
    let (told, exit) = run(&["--against", "no-such"]);
    assert!(told.contains("cannot compare with `no-such`: there is no revision `no-such`"), "{told}");
    let (told, _) = run(&["--against", "0000000000000000000000000000000000000000"]);
    assert!(told.contains("stands for nothing, as before a new branch; name what the branch began from"), "{told}");
    let (told, _) = run(&["--against", ""]);
    assert!(told.contains("no revision is named; a branch, such as `origin/main`, or a commit is"), "{told}");
    assert_eq!(exit, Some(2));
    assert_eq!(run(&["--against-evidence", "."]).1, Some(2), "it says nothing without a revision");
}

#[test]
fn what_is_committed_and_ignored_is_no_difference() {
    let text = "component c \"C\" done when file \"made/x.py\"\ncomponent d \"D\" done at \"made/x.py\"";
    let files = [(".gitignore", "made/\n"), ("made/x.py", "x\n")];
    assert!(trees(text, &files, &files).is_clean());
}

const SHOP: &str = "component a \"A\" done done when file \"cart.py\"\ncomponent b \"B\" missing\ncomponent c \"C\" missing";

/// A repository whose first commit holds plans, and whose folder holds others beside one file of code.
fn plan_files(then: &[(&str, &str)], now: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    git(path, &["init", "-q"]);
    write(path, &[("cart.py", "x\n")]);
    write(path, then);
    git(path, &["add", "-A", "-f"]);
    git(path, &["commit", "-q", "-m", "then"]);
    git(path, &["rm", "-q", "-r", "."]);
    write(path, &[("cart.py", "x\n")]);
    write(path, now);
    folder
}

/// The plan with another id.
fn called(id: &str, text: &str) -> String {
    plan(text).replacen("plan shop", &format!("plan {id}"), 1)
}

#[test]
fn a_plan_is_found_wherever_its_file_was() {
    let (then, now) = (plan(SHOP), plan("component a \"A\" done done when file \"cart.py\"\ncomponent b \"B\" missing"));
    for (from, to, named) in [
        ("shop.plan", "other.plan", Some("other.plan")),
        ("shop.plan", "other.plan", None),
        ("plans/shop.plan", "other/shop.plan", Some("other")),
        ("plans/shop.plan", "shop.plan", None),
        ("shop.plan", "plans/shop.plan", None),
        ("old/shop.plan", "plans/shop.plan", Some("plans")),
    ] {
        let (found, exit) = check_all(&plan_files(&[(from, &then)], &[(to, &now)]), named.as_slice());
        let [(id, checked)] = found.as_slice() else { panic!("{from} {to} {found:#?}") };
        assert_eq!((id.as_str(), exit), ("shop", Some(0)));
        assert_eq!(checked.only("weakened").message, "component `c` is gone from the plan", "{from} {to}");
        assert_eq!(checked.only("weakened").notes, [format!("at `HEAD` it stood in {from}:4")]);
    }
}

#[test]
fn a_plan_with_another_id_is_compared_with_what_it_was() {
    let now = called("store", "component a \"A\" done done when file \"cart.py\"\ncomponent b \"B\" missing\ncomponent d \"D\" missing");
    for (to, named) in [("shop.plan", "shop.plan"), ("store.plan", "store.plan"), ("store.plan", "."), ("other/store.plan", "other")] {
        let (found, _) = check_all(&plan_files(&[("shop.plan", &plan(SHOP))], &[(to, &now)]), &[named]);
        let [(id, checked)] = found.as_slice() else { panic!("{to} {found:#?}") };
        assert_eq!((id.as_str(), &checked.since["renamed"]), ("store", &serde_json::json!([["shop", "store"]])), "{to}");
        let gone = checked.only("weakened");
        assert_eq!(gone.message, "component `c` is gone from the plan", "{to}");
        assert_eq!(gone.notes, ["at `HEAD` it stood in shop.plan:4", "it was called `shop`"], "{to}");
    }
}

#[test]
fn a_plan_that_is_gone_weakens_the_rest() {
    let other = called("other", "component z \"Z\" missing");
    let gone = |then: &str, now: &[(&str, &str)], more: &[&str]| {
        let folder = plan_files(&[("plans/shop.plan", then), ("plans/other.plan", &other)], now);
        check_all(&folder, more)
    };
    let (found, exit) = gone(&plan(SHOP), &[("plans/other.plan", &other)], &[]);
    assert_eq!((found.len(), found[0].0.as_str(), found[1].0.as_str()), (2, "", "other"), "{found:#?}");
    let told = found[0].1.only("weakened");
    assert_eq!((told.message.as_str(), told.item.as_str()), ("plan `shop` is gone, with all it held", "shop"));
    assert_eq!(
        (&told.notes, told.severity.as_str(), exit),
        (&vec!["at `HEAD` it stood in plans/shop.plan:1".to_owned()], "warning", Some(0))
    );
    assert!(found[1].1.is_clean(), "{found:#?}");
    let folder = plan_files(&[("plans/shop.plan", &plan(SHOP)), ("plans/other.plan", &other)], &[("plans/other.plan", &other)]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    command.args(["check", "--against", "HEAD", "--format", "shields"]).current_dir(folder.path());
    let output = command.output().expect("the program starts");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("faulty"), "no plan at hand has a fault: {output:?}");
    let (_, denied) = gone(&plan(&format!("deny weakened\n{SHOP}")), &[("plans/other.plan", &other)], &[]);
    assert_eq!(denied, Some(1), "it weighs what it weighed");
    let (allowed, _) = gone(&plan(SHOP), &[("plans/other.plan", &other)], &["--allow", "weakened"]);
    assert_eq!(allowed.len(), 1, "{allowed:#?}");
    let elsewhere = [("plans/other.plan", other.as_str()), ("old/shop.plan", &plan(SHOP))];
    let (found, _) = gone(&plan(SHOP), &elsewhere, &[]);
    assert_eq!(found[0].1.only("weakened").message, "plan `shop` is gone, with all it held", "it is not among those that are checked");
    let strange = called("strange", "component y \"Y\" missing");
    let (found, _) = gone(&plan(SHOP), &[("plans/other.plan", &other), ("plans/strange.plan", &strange)], &[]);
    assert_eq!((found.len(), found[0].1.of("weakened").len()), (3, 1), "nothing tells that it is the same: {found:#?}");
    let (found, _) = gone(&plan(SHOP), &[("new/other.plan", &other)], &["new"]);
    assert_eq!(found[0].1.only("weakened").message, "plan `shop` is gone, with all it held", "its folder was moved without it");
}

#[test]
fn a_folder_that_is_read_first_does_not_hide_the_plans_there_were() {
    let other = called("other", "component z \"Z\" missing");
    let folder = plan_files(&[("shop.plan", &plan(SHOP))], &[("shop.plan", &plan(SHOP)), ("plans/other.plan", &other)]);
    let (found, _) = check_all(&folder, &[]);
    assert_eq!(found[0].1.only("weakened").message, "plan `shop` is gone, with all it held", "{found:#?}");
}

#[test]
fn a_new_plan_is_compared_with_none() {
    let other = called("other", "component z \"Z\" missing");
    let shop = plan(SHOP);
    let folder = plan_files(&[("plans/shop.plan", &shop)], &[("plans/shop.plan", &shop), ("plans/other.plan", &other)]);
    let (found, exit) = check_all(&folder, &[]);
    assert_eq!((found.len(), exit), (2, Some(0)));
    assert!(found.iter().all(|(id, checked)| checked.is_clean() && checked.since.is_null() == (id == "other")), "{found:#?}");
}

#[test]
fn commands_of_plans_that_were_not_among_those_named_do_not_run() {
    let text = plan("component a \"A\" done when command \"true\"\ncomponent b \"B\" missing");
    let ran = |from: &str| {
        let folder = plan_files(&[(from, &text)], &[("plans/shop.plan", &text)]);
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        let arguments = ["check", "plans", "--against", "HEAD", "--format", "json"];
        let output = command.args(arguments).current_dir(folder.path()).output().expect("the program starts");
        let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        read["plans"][0]["items"][0]["verdict"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!((ran("plans/shop.plan").as_str(), ran("examples/shop.plan").as_str()), ("done", "unknown"));
}

#[test]
fn what_is_put_into_something_dropped_is_dropped() {
    let then = "component cart \"Cart\" missing\ncomponent orders \"Orders\" done at \"orders.py\"";
    let now = "area old \"Old\" dropped {\n  component cart \"Cart\" missing\n}\ncomponent orders \"Orders\" done at \"orders.py\"";
    assert_eq!(weakened(then, now), "component `old.cart` is dropped with `old`, which it was put into, and not counted any more");
    // Where all that held it is dropped at once, that is told once.
    let then = "area old \"Old\" {\n  component cart \"Cart\" missing\n}\ncomponent orders \"Orders\" done at \"orders.py\"";
    assert_eq!(weakened(then, now), "area `old` is dropped, and not counted any more");
}

#[test]
fn an_earlier_data_date_brings_nothing_back_unseen() {
    let plan = |as_of: &str| {
        format!(
            "plan shop \"Shop\" language 1 start 2025-01-06 as-of {as_of}\nperson ada \"Ada\"\ncomponent cart \"Cart\" done when file \"no.py\"\n\
                 waive contradicted on cart by ada until 2025-02-10 because \"Later\"\n"
        )
    };
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), &[("shop.plan", &plan("2025-02-14"))]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "then"]);
    write(folder.path(), &[("shop.plan", &plan("2025-02-09"))]);
    let message = check(&folder, &[]).only("weakened").message.clone();
    assert_eq!(message, "plan `shop` was told of as of 2025-02-14, and is as of 2025-02-09: what had expired holds again");
    write(folder.path(), &[("shop.plan", &plan("2025-02-20"))]);
    assert!(check(&folder, &[]).of("weakened").is_empty(), "a later day is none");
}

#[test]
fn a_plan_that_was_broken_there_is_judged_by_what_it_is() {
    let (broken, sound) =
        ("component a \"A\" needs nobody\ncomponent b \"B\" missing", "component a \"A\" missing\ncomponent b \"B\" missing");
    let folder = repository((broken, &[]), (sound, &[]));
    let (found, exit) = check_all(&folder, &["shop.plan"]);
    let (_, told) = &found[0];
    assert_eq!(told.only("not-compared").message, "plan `shop` was not sound at `HEAD`, so that nothing is compared");
    assert_eq!((told.only("not-compared").severity.as_str(), exit), ("warning", Some(0)), "{found:#?}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    let output = command.args(["check", "shop.plan", "--against", "HEAD"]).current_dir(folder.path()).output().expect("the program starts");
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("shop.plan:2:") && said.contains("there is no item `nobody`"), "{said}");
    assert!(!said.contains("there was no such plan"), "{said}");
    assert_eq!(check_all(&folder, &["shop.plan", "--deny", "not-compared"]).1, Some(1), "who wants to can be strict");
    let fails = repository((broken, &[]), ("component a \"A\" done done when file \"a.py\"", &[]));
    assert_eq!(check_all(&fails, &["shop.plan"]).1, Some(1), "what is wrong with it now decides");
}

#[test]
fn a_plan_that_was_broken_there_and_is_gone_is_missed() {
    let other = called("other", "component z \"Z\" missing");
    let broken = plan("component a \"A\" needs nobody");
    let folder = plan_files(&[("plans/shop.plan", &broken), ("plans/other.plan", &other)], &[("plans/other.plan", &other)]);
    let (found, _) = check_all(&folder, &[]);
    let told = found[0].1.only("weakened");
    assert_eq!(told.message, "plan `shop` is gone, with all it held");
    assert_eq!(told.notes, ["at `HEAD` it stood in plans/shop.plan, and was not sound"]);
    let elsewhere = plan_files(
        &[("plans/shop.plan", &broken), ("plans/other.plan", &other)],
        &[("plans/other.plan", &other), ("plans/x.plan", &plan(SHOP))],
    );
    let (found, _) = check_all(&elsewhere, &[]);
    assert!(found[0].1.of("weakened").is_empty() && found[0].1.of("not-compared").len() == 1, "it has another file: {found:#?}");
}

#[test]
fn a_plan_that_could_not_be_read_there_is_not_compared() {
    let (other, shop) = (called("other", "component z \"Z\" missing"), plan(SHOP));
    let committed = |files: &[(&str, &[u8])]| {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            write(folder.path(), &[(name, "")]);
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        git(folder.path(), &["init", "-q"]);
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-q", "-m", "then"]);
        folder
    };
    let latin = [shop.as_bytes(), b"// caf\xe9\n"].concat();
    let folder = committed(&[("plans/shop.plan", &latin), ("other/other.plan", other.as_bytes())]);
    write(folder.path(), &[("plans/shop.plan", &shop)]);
    let (found, _) = check_all(&folder, &["plans", "other"]);
    let told = found[0].1.only("not-compared");
    assert_eq!(told.message, "plan `shop` was not sound at `HEAD`, so that nothing is compared");
    assert!(told.notes[0].contains("cannot read plans/shop.plan: "), "{told:?}");
    assert_eq!(found.iter().flat_map(|(_, checked)| checked.of("not-compared")).count(), 1, "the other one was sound: {found:#?}");
    std::fs::remove_file(folder.path().join("plans/shop.plan")).unwrap();
    let (found, _) = check_all(&folder, &["."]);
    assert_eq!(found[0].1.only("weakened").message, "plan `plans/shop.plan` is gone, with all it held");
    // A part of a plan that could not be read is missing from it.
    let folder = committed(&[
        ("shop.plan", format!("{shop}include \"part.plan\"\n").as_bytes()),
        ("part.plan", b"component late \"\xe9\" missing\n"),
    ]);
    write(folder.path(), &[("shop.plan", &shop)]);
    std::fs::remove_file(folder.path().join("part.plan")).unwrap();
    let (found, _) = check_all(&folder, &["shop.plan"]);
    assert_eq!(found[0].1.of("not-compared").len(), 1, "{found:#?}");
}

#[test]
fn recorded_facts_are_not_held_against_the_claims_of_a_revision() {
    let line = "component cart \"Cart\" done done when file \"nowhere.py\"";
    let folder = repository((line, &[]), (line, &[]));
    let measured = check(&folder, &["--record", "facts.json"]);
    let replayed = check(&folder, &["--facts", "facts.json"]);
    assert!(measured.is_clean() && replayed.is_clean(), "{replayed:#?}");
    assert_eq!(replayed.exit, Some(1), "the claim itself is contradicted by the facts");
}
