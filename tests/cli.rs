//! The program as a person uses it: what stands on which stream, how it ends, what it leaves on the disk.

#![allow(clippy::disallowed_methods, reason = "the tests run the program and look at its files")]

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

#[path = "cli/cache.rs"]
mod cache;
#[path = "cli/names.rs"]
mod names;
#[path = "cli/upkeep.rs"]
mod upkeep;

const SOUND: &str = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n\
    component cart \"Cart\" done at \"cart.py\"\n\
    component orders \"Orders\" missing !high at \"orders.py\" needs cart\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = [("cart.py", "def total(): pass\n")];
    for (name, text) in files.iter().chain(source.iter()) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env("LANDFALL_CACHE", "off")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("the program starts")
}

fn fed(folder: &TempDir, arguments: &[&str], input: &str) -> Output {
    let mut child =
        command(folder, arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it can be written");
    child.wait_with_output().expect("the program ends")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_sound_plan_is_clean_and_quiet() {
    let folder = folder(&[("shop.plan", SOUND)]);
    let check = run(&folder, &["check", "shop.plan"]);
    assert_eq!((check.status.code(), out(&check).as_str()), (Some(0), ""));
    assert!(err(&check).contains("shop: 0 errors, 0 warnings"), "{}", err(&check));
    let quiet = run(&folder, &["check", "shop.plan", "--quiet"]);
    assert_eq!(err(&quiet), "");
}

#[test]
fn findings_of_check_are_data_and_the_tally_is_a_message() {
    let folder = folder(&[("shop.plan", "plan shop \"Shop\" start 2025-07-14 as-of 2025-07-14\ncomponent a missing needs b\n")]);
    let check = run(&folder, &["check", "shop.plan", "--format", "short"]);
    assert_eq!(check.status.code(), Some(2));
    assert_eq!(out(&check), "shop.plan:2:27: error[LF0201 unknown-name]: there is no item `b`\n");
    assert!(err(&check).starts_with("shop: 1 error"), "{}", err(&check));
}

#[test]
fn warnings_end_with_one_only_when_denied() {
    let folder = folder(&[("shop.plan", &format!("{SOUND}team web \"Web\" people 2\n"))]);
    assert_eq!(run(&folder, &["check"]).status.code(), Some(0));
    let denied = run(&folder, &["check", "--deny", "unused-declaration", "--format", "short"]);
    assert_eq!(denied.status.code(), Some(1));
    assert!(out(&denied).contains("error[LF0701 unused-declaration]"), "{}", out(&denied));
    assert_eq!(run(&folder, &["check", "--deny", "warnings"]).status.code(), Some(1));
    assert_eq!(run(&folder, &["check", "--deny", "warnings", "--allow", "unused-declaration"]).status.code(), Some(0));
    assert_eq!(out(&run(&folder, &["check", "--allow", "unused-declaration", "--format", "short"])), "");
    let misspelt = run(&folder, &["check", "--allow", "unused-declaratoin"]);
    assert_eq!(misspelt.status.code(), Some(2));
    assert!(err(&misspelt).contains("did you mean `unused-declaration`?"), "{}", err(&misspelt));
}

#[test]
fn compile_writes_what_changed_and_leaves_the_rest_alone() {
    let folder = folder(&[("shop.plan", SOUND)]);
    assert_eq!(run(&folder, &["compile", "shop.plan"]).status.code(), Some(0));
    let status = folder.path().join("out/shop/status.md");
    let before = std::fs::metadata(&status).and_then(|meta| meta.modified()).expect("the report was written");
    assert_eq!(run(&folder, &["compile", "shop.plan", "--check"]).status.code(), Some(0));

    std::thread::sleep(std::time::Duration::from_millis(20));
    let again = run(&folder, &["compile", "shop.plan"]);
    assert!(err(&again).contains("0 files written"), "{}", err(&again));
    assert_eq!(std::fs::metadata(&status).and_then(|meta| meta.modified()).expect("it is still there"), before);

    std::fs::write(folder.path().join("shop.plan"), SOUND.replace("missing", "dropped")).expect("it can be written");
    std::fs::write(folder.path().join("out/shop/mine.md"), "My own notes.\n").expect("it can be written");
    std::fs::write(folder.path().join("out/shop/old.md"), "<!-- Compiled by landfall; edit the plan, not this file. -->\n")
        .expect("it can be written");
    let check = run(&folder, &["compile", "shop.plan", "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("out/shop/status.md: out of date\n"), "{}", out(&check));
    assert!(out(&check).contains("out/shop/old.md: nothing compiles it any more\n"), "{}", out(&check));
    assert!(!out(&check).contains("mine.md"), "{}", out(&check));
    assert_eq!(run(&folder, &["compile", "shop.plan"]).status.code(), Some(0));
    assert!(!folder.path().join("out/shop/old.md").exists());
    assert!(folder.path().join("out/shop/mine.md").exists());
}

#[test]
fn what_somebody_wrote_is_not_overwritten_by_reports_or_findings() {
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nEND:VCALENDAR\r\n";
    let plan = SOUND.replacen(" language 1", " language 1 calendar \"days.ics\"", 1);
    assert_ne!(plan, SOUND);
    let folder = folder(&[("shop.plan", &plan), ("days.ics", calendar), ("shop/status.md", "My own notes.\n")]);
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("it can be read");
    let compile = run(&folder, &["compile", "shop.plan", "--out", "."]);
    assert_eq!(compile.status.code(), Some(2));
    assert!(err(&compile).contains("./shop/status.md was not compiled by landfall"), "{}", err(&compile));
    assert_eq!(read("shop/status.md"), "My own notes.\n");
    for option in ["--output=json=days.ics", "--record=days.ics"] {
        let check = run(&folder, &["check", "shop.plan", option]);
        assert_eq!(check.status.code(), Some(2), "{option}");
        assert!(err(&check).contains("reads as a calendar"), "{}", err(&check));
    }
    assert_eq!(read("days.ics"), calendar);
}

#[test]
fn reports_of_a_plan_that_has_another_name_now_are_told_of() {
    let folder = folder(&[("shop.plan", SOUND)]);
    run(&folder, &["compile", "shop.plan"]);
    std::fs::write(folder.path().join("shop.plan"), SOUND.replace("plan shop", "plan store")).expect("it can be written");
    let said = "note: out/shop holds what a plan was compiled to that is not among these";
    for arguments in [&["compile", "shop.plan"][..], &["compile"], &["compile", "--check"]] {
        let compile = run(&folder, arguments);
        assert!(err(&compile).contains(said) && compile.status.code() == Some(0), "{}", err(&compile));
    }
    assert!(folder.path().join("out/shop/status.md").exists() && folder.path().join("out/store/status.md").exists());
    std::fs::write(folder.path().join("second.plan"), SOUND).expect("it can be written");
    assert!(!err(&run(&folder, &["compile"])).contains("note: out/"), "both are compiled");
    assert!(!err(&run(&folder, &["compile", "shop.plan"])).contains("note: out/"), "whoever names one plan of several knows of the others");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_called_so() {
    let folder = folder(&[("shop.plan", SOUND)]);
    std::os::unix::fs::symlink("gone.plan", folder.path().join("link.plan")).expect("a link can be made");
    for arguments in [&["check", "link.plan"][..], &["check"]] {
        let check = run(&folder, arguments);
        let said = format!("{}{}", out(&check), err(&check));
        assert!(said.contains("cannot read link.plan: it is a link to `gone.plan`, and there is no such file"), "{said}");
        assert_eq!(check.status.code(), Some(2));
    }
}

#[test]
fn a_plan_with_errors_writes_nothing_and_spoils_nothing() {
    let folder = folder(&[("shop.plan", SOUND)]);
    run(&folder, &["compile", "shop.plan"]);
    let before = std::fs::read(folder.path().join("out/shop/plan.json")).expect("it was written");
    std::fs::write(folder.path().join("shop.plan"), format!("{SOUND}component x needs y\n")).expect("it can be written");
    let compile = run(&folder, &["compile", "shop.plan"]);
    assert_eq!(compile.status.code(), Some(2));
    assert!(err(&compile).contains("there is no item `y`"), "{}", err(&compile));
    assert_eq!(std::fs::read(folder.path().join("out/shop/plan.json")).expect("it is still there"), before);
}

#[test]
fn the_same_bytes_come_out_however_often_and_wherever() {
    let (one, two) = (folder(&[("shop.plan", SOUND)]), folder(&[("shop.plan", SOUND)]));
    run(&one, &["compile", "shop.plan"]);
    run(&two, &["compile", "./shop.plan", "--out", "out"]);
    let mut count = 0;
    for entry in std::fs::read_dir(one.path().join("out/shop")).expect("it was written") {
        let name = entry.expect("it can be read").file_name();
        let read = |folder: &TempDir| std::fs::read(folder.path().join("out/shop").join(&name)).expect("both have it");
        assert!(read(&one) == read(&two), "{} differs", name.to_string_lossy());
        count += 1;
    }
    assert!(count > 8, "only {count} files");
}

#[test]
fn files_that_are_no_text_are_named_with_the_reason() {
    let folder = folder(&[("shop.plan", SOUND)]);
    std::fs::write(folder.path().join("latin.plan"), b"plan x \"\xe9\"\n").expect("it can be written");
    std::fs::write(folder.path().join("nul.plan"), b"plan x\0\n").expect("it can be written");
    std::fs::create_dir(folder.path().join("empty")).expect("it can be made");
    for (path, reason) in [
        ("latin.plan", "not UTF-8"),
        ("nul.plan", "NUL byte"),
        ("empty", "holds no `.plan` file"),
        ("nowhere.plan", "there is no such file"),
    ] {
        let check = run(&folder, &["check", path, "--format", "short"]);
        assert_eq!(check.status.code(), Some(2), "{path}");
        assert!(out(&check).contains(path) && out(&check).contains(reason), "{path}: {}", out(&check));
    }
}

#[test]
fn includes_and_folders_make_one_plan() {
    let folder = folder(&[
        (
            "plans/shop.plan",
            "plan shop \"Shop\" start 2025-07-14 as-of 2025-07-14\ninclude \"parts/*.plan\"\ncomponent web at \"w\" needs cart\n",
        ),
        ("plans/parts/cart.plan", "component cart missing at \"c\"\n"),
        ("plans/loose.plan", "component loose missing at \"l\" needs web\n"),
    ]);
    let order = run(&folder, &["order", "--format", "short"]);
    assert_eq!(out(&order), "cart\nweb\nloose\n", "{}", err(&order));
    let alone = run(&folder, &["order", "plans/shop.plan", "--format", "short"]);
    assert_eq!(out(&alone), "cart\nweb\n");
    let twice = run(&folder, &["check", "plans", "plans/shop.plan", "./plans/shop.plan", "--format", "short"]);
    assert_eq!((twice.status.code(), out(&twice).as_str()), (Some(0), ""));
}

#[test]
fn include_circles_end_and_are_told() {
    let folder =
        folder(&[("a.plan", "plan a \"A\" start 2025-07-14 as-of 2025-07-14\ninclude \"b.plan\"\n"), ("b.plan", "include \"a.plan\"\n")]);
    let check = run(&folder, &["check", "a.plan", "--format", "short"]);
    assert_eq!(check.status.code(), Some(2));
    assert!(out(&check).contains("LF0003 include-cycle"), "{}", out(&check));
}

#[test]
fn standard_input_is_a_plan() {
    let folder = folder(&[]);
    let check = fed(&folder, &["check", "-", "--format", "short"], "plan p \"P\" start 2025-07-14 as-of 2025-07-14\ncomponent x needs x\n");
    assert_eq!(check.status.code(), Some(2));
    assert!(out(&check).starts_with("<stdin>:2:19: error[LF0302"), "{}", out(&check));
}

#[test]
fn fmt_formats_once_and_for_all() {
    let rough = "plan p   \"P\" start 2025-07-14 as-of 2025-07-14 //why\narea a \"A\" {\ncomponent x missing\n\n\n  component y  needs x,\nz\n component z\n}\n";
    let smooth = "plan p \"P\" start 2025-07-14 as-of 2025-07-14  // why\narea a \"A\" {\n  component x missing\n\n  component y needs x,\n      z\n  component z\n}\n";
    let folder = folder(&[("p.plan", rough)]);
    let check = run(&folder, &["fmt", "p.plan", "--check"]);
    assert_eq!((check.status.code(), out(&check).as_str()), (Some(1), "p.plan: not formatted\n"));
    let diff = run(&folder, &["fmt", "p.plan", "--diff"]);
    assert!(out(&diff).contains("\n-component x missing\n") && out(&diff).contains("\n+  component x missing\n"), "{}", out(&diff));
    assert_eq!(out(&fed(&folder, &["fmt", "-"], rough)), smooth);
    assert_eq!(run(&folder, &["fmt", "p.plan"]).status.code(), Some(0));
    assert_eq!(std::fs::read_to_string(folder.path().join("p.plan")).expect("it is there"), smooth);
    assert_eq!(run(&folder, &["fmt", "--check"]).status.code(), Some(0));
    let faulty = fed(&folder, &["fmt", "-"], "compnent x\n");
    assert_eq!((faulty.status.code(), out(&faulty).as_str()), (Some(2), ""));
    assert!(err(&faulty).contains("did you mean `component`?"), "{}", err(&faulty));
}

#[test]
fn new_begins_a_plan_that_is_clean_and_never_overwrites_one() {
    let folder = folder(&[]);
    assert_eq!(run(&folder, &["new"]).status.code(), Some(0));
    let check = run(&folder, &["check", "migration.plan", "--deny", "warnings", "--format", "short"]);
    assert_eq!((check.status.code(), out(&check).as_str()), (Some(0), ""));
    let again = run(&folder, &["new"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("is already there"), "{}", err(&again));
    assert_eq!(run(&folder, &["fmt", "--check", "migration.plan"]).status.code(), Some(0));
}

#[test]
fn show_tells_what_is_known_and_where_it_was_said() {
    let folder = folder(&[("shop.plan", SOUND)]);
    let show = out(&run(&folder, &["show", "orders"]));
    for part in ["component orders  Orders", "(shop.plan:3)", "missing", "high", "cart [done]", "orders.py", "it can start now"] {
        assert!(show.contains(part), "`{part}` is not in\n{show}");
    }
    let unknown = run(&folder, &["show", "ordres"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("did you mean `orders`?"), "{}", err(&unknown));
}

#[test]
fn explain_knows_codes_and_names() {
    let folder = folder(&[]);
    let by_code = out(&run(&folder, &["explain", "lf0301"]));
    assert!(by_code.starts_with("LF0301 cycle: "), "{by_code}");
    assert_eq!(by_code, out(&run(&folder, &["explain", "cycle"])));
    assert_eq!(out(&run(&folder, &["explain"])).lines().count(), landfall::diag::CODES.len());
    assert_eq!(run(&folder, &["explain", "cylce"]).status.code(), Some(2));
}

#[test]
fn json_can_be_read_by_programs() {
    let folder = folder(&[("shop.plan", &format!("{SOUND}team web \"Web\" people 2\n"))]);
    let check: serde_json::Value = serde_json::from_str(&out(&run(&folder, &["check", "--format", "json"]))).expect("JSON");
    assert_eq!(check["plans"][0]["findings"][0]["rule"], "unused-declaration");
    assert_eq!(check["plans"][0]["findings"][0]["places"][0]["line"], 4);
    let order: serde_json::Value = serde_json::from_str(&out(&run(&folder, &["order", "--format", "json"]))).expect("JSON");
    assert_eq!(order[0]["order"][0]["name"], "cart");
    run(&folder, &["compile"]);
    let text = std::fs::read_to_string(folder.path().join("out/shop/plan.json")).expect("it was written");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["items"][1]["needs"][0], "cart");
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let folder = folder(&[("shop.plan", "plan shop \"Shop\" start 2025-07-14 as-of 2025-07-14\ncomponent a needs b\n")]);
    assert!(!out(&run(&folder, &["check"])).contains('\u{1b}'));
    assert!(out(&run(&folder, &["check", "--color", "always"])).contains('\u{1b}'));
    let forced = command(&folder, &["check"]).env("CLICOLOR_FORCE", "1").output().expect("the program starts");
    assert!(out(&forced).contains('\u{1b}'));
    let never = command(&folder, &["check"]).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output().expect("the program starts");
    assert!(!out(&never).contains('\u{1b}'));
}

#[test]
fn a_closed_pipe_ends_the_program_quietly() {
    let plan: String = (0..20_000).map(|at| format!("component c{at} missing at \"{at}\"\n")).collect();
    let folder = folder(&[("big.plan", &format!("plan big \"Big\" start 2025-07-14 as-of 2025-07-14\n{plan}"))]);
    let mut child = command(&folder, &["order", "--format", "short"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut some = [0u8; 16];
    child.stdout.take().expect("a pipe").read_exact(&mut some).expect("it writes");
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(err(&output), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn without_a_data_date_today_is_taken_and_said() {
    let folder = folder(&[("shop.plan", "plan shop \"Shop\" start 2025-07-14\ncomponent a missing at \"a\"\n")]);
    let check = run(&folder, &["check"]);
    assert!(err(&check).contains("neither the plan nor `--as-of` gives a data date"), "{}", err(&check));
    let given = run(&folder, &["check", "--as-of", "2025-08-01"]);
    assert!(!err(&given).contains("data date"), "{}", err(&given));
    assert_eq!(run(&folder, &["check", "--as-of", "2025-02-30"]).status.code(), Some(2));
}

#[test]
fn an_output_that_cannot_be_written_is_told() {
    let folder = folder(&[("shop.plan", SOUND), ("out", "a file, not a folder")]);
    let compile = run(&folder, &["compile", "shop.plan"]);
    assert_eq!(compile.status.code(), Some(2));
    assert!(err(&compile).contains("out is no folder, and reports go into one"), "{}", err(&compile));
    assert!(Path::new(&folder.path().join("out")).is_file());
    std::fs::remove_file(folder.path().join("out")).expect("it can be removed");
    std::fs::create_dir_all(folder.path().join("out/shop/status.md")).expect("a folder can be made");
    let compile = run(&folder, &["compile", "shop.plan"]);
    assert_eq!(compile.status.code(), Some(2));
    assert!(err(&compile).contains("cannot write out/shop/status.md: it is a folder\n"), "{}", err(&compile));
}

#[test]
fn outputs_spare_what_is_read_and_what_was_not_measured_is_not_recorded() {
    let text = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\ncomponent cart \"Cart\" done when file \"cart.py\"\n";
    let folder = folder(&[("shop.plan", text), ("plain.plan", "plan plain \"Plain\" langage 1\n"), ("cart.py", "x\n")]);
    for arguments in [["--output", "json=./shop.plan"], ["--record", "shop.plan"]] {
        let check = run(&folder, &[&["check", "shop.plan"][..], &arguments].concat());
        assert_eq!(check.status.code(), Some(2));
        assert!(err(&check).contains("is a plan that is read here"), "{}", err(&check));
        assert_eq!(std::fs::read_to_string(folder.path().join("shop.plan")).unwrap(), text);
    }
    let nothing = run(&folder, &["check", "plain.plan", "--record", "new/facts.json"]);
    assert!(err(&nothing).contains("nothing was measured, so that new/facts.json was not written"), "{}", err(&nothing));
    assert!(!folder.path().join("new").exists());
    let facts = run(&folder, &["check", "shop.plan", "--record", "facts.json"]);
    assert_eq!(facts.status.code(), Some(0), "{}", err(&facts));
    let replayed = run(&folder, &["check", "shop.plan", "--facts", "facts.json"]);
    assert!(err(&replayed).contains("as of 2025-07-14, from recorded facts"), "{}", err(&replayed));
}

#[test]
fn facts_answer_only_for_the_trees_aliases_and_reports_they_were_recorded_for() {
    let plan = |frame: &str| {
        format!("plan shop \"Shop\" language 1 as-of 2025-07-14\n{frame}component cart \"Cart\" done done when file \"src/a.py\"\n")
    };
    let folder = folder(&[("shop.plan", &plan("")), ("src/a.py", "x = 1\n")]);
    assert_eq!(run(&folder, &["check", "shop.plan", "--record", "facts.json"]).status.code(), Some(0));
    let replayed = |frame: &str| {
        std::fs::write(folder.path().join("shop.plan"), plan(frame)).expect("it can be written");
        let check = run(&folder, &["check", "shop.plan", "--facts", "facts.json"]);
        (check.status.code(), err(&check))
    };
    assert_eq!(replayed("").0, Some(0));
    for frame in ["alias \"src/\" = \"gone/\"\n", "tree main \"lib\"\n", "evidence tests \"build/*.xml\"\n"] {
        let (code, told) = replayed(frame);
        assert!(code == Some(2) && told.contains("named other trees, aliases or reports"), "{frame}{told}");
    }
    let alias = run(&folder, &["check", "shop.plan", "--facts", "facts.json", "--alias", "src/=gone/"]);
    assert_eq!(alias.status.code(), Some(2), "neither is dropped silently");
}

#[test]
fn a_check_in_which_no_condition_could_be_answered_measured_nothing() {
    let plan =
        |condition: &str| format!("plan shop \"Shop\" language 1 as-of 2025-07-14\ncomponent cart \"Cart\" done done when {condition}\n");
    let folder = folder(&[("shop.plan", &plan("symbol \"A\" under \"src/**\"")), ("src/a.py", "class A: pass\n"), ("docs/x.md", "A\n")]);
    let check = |more: &[&str]| {
        let check = run(&folder, &[&["check", "shop.plan", "--format", "short"], more].concat());
        (check.status.code(), out(&check).contains("measured-nothing"))
    };
    assert_eq!(check(&["--record", "facts.json"]), (Some(0), false));
    assert_eq!(check(&["--tree", "docs"]), (Some(1), true), "no source code lies there");
    let first = plan("symbol \"New\" under \"new/**\"").replacen(" done done ", " missing done ", 1);
    std::fs::write(folder.path().join("shop.plan"), first).expect("it can be written");
    assert_eq!(check(&[]), (Some(0), false), "a plan begins with what is missing");
    for condition in ["text \"class\" under \"source/**\"", "symbol \"B\" under \"src/**\"", "import \"a\" under \"srv/*.py\""] {
        std::fs::write(folder.path().join("shop.plan"), plan(condition)).expect("it can be written");
        assert_eq!(check(&["--facts", "facts.json"]), (Some(1), true), "{condition} was not measured then");
    }
}

#[test]
fn what_is_not_there_in_another_tree_either_is_no_measurement() {
    let plan = "plan shop \"Shop\" language 1 as-of 2025-07-14\ncomponent v \"V\" done done when symbol \"A\" under \"src/**/*.py\"\n\
                component w \"W\" done done when no import \"legacy\" under \"src/**/*.py\"\nretire old \"Old\" done at \"src/old.py\"\n";
    let folder = folder(&[("shop.plan", plan), ("src/a.py", "class A: pass\n"), ("elsewhere/README", "x\n")]);
    let check = |tree: &str| {
        let check = run(&folder, &["check", "shop.plan", "--format", "short", "--tree", tree]);
        (check.status.code(), out(&check).contains("nothing was measured: nothing that the plan names stands in the tree"))
    };
    assert_eq!((check("."), check("elsewhere")), ((Some(0), false), (Some(1), true)));
    std::fs::remove_file(folder.path().join("src/a.py")).expect("it can be removed");
    std::fs::write(folder.path().join("src/b.py"), "x = 1\n").expect("it can be written");
    assert_eq!(check("."), (Some(1), false), "it is denied there");
    let absent = "plan shop \"Shop\" language 1 as-of 2025-07-14\ncomponent c \"C\" done done when no file \"db/old.sql\"\n";
    std::fs::write(folder.path().join("shop.plan"), absent).expect("it can be written");
    assert_eq!(check("elsewhere"), (Some(0), false), "nothing is to stand");
}

#[test]
fn a_plan_cannot_make_a_check_green_that_measured_nothing() {
    let text = |more: &str| {
        format!(
            "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n{more}component cart \"Cart\" done when command \"true\"\n"
        )
    };
    let folder = folder(&[
        ("shop.plan", &text("allow measured-nothing\n")),
        ("waived.plan", &text("person ada \"Ada\"\nwaive measured-nothing by ada until 2026-01-01 because \"B\"\n")),
    ]);
    for plan in ["shop.plan", "waived.plan"] {
        let check = run(&folder, &["check", plan]);
        assert_eq!(check.status.code(), Some(1), "{}", err(&check));
        assert!(out(&check).contains("measured-nothing"), "{}", out(&check));
    }
    assert_eq!(run(&folder, &["check", "shop.plan", "--allow", "measured-nothing"]).status.code(), Some(0));
    let revision = run(&folder, &["check", "shop.plan", "--allow-command", "true"]);
    assert_eq!(revision.status.code(), Some(0), "{}", err(&revision));
}

#[test]
fn measuring_ends_in_time() {
    let text =
        "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\ncomponent cart \"Cart\" done when text \"x\" under \"*.py\"\n";
    let folder = folder(&[("shop.plan", text), ("cart.py", "x\n")]);
    let check = run(&folder, &["check", "shop.plan", "--measure-seconds", "0"]);
    assert_eq!(check.status.code(), Some(1));
    assert!(out(&check).contains("`cart.py` cannot be read: measuring took 0 s; `--measure-seconds` allows more"), "{}", out(&check));
    assert_eq!(run(&folder, &["check", "shop.plan"]).status.code(), Some(0));
}

/// A plan in which things wait for needs, people, a phase and a date, and one is late.
const DATED: &str = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\nteam web \"Web\" people 1\n\
    phase two \"Two\" weeks 2..3\n\
    area front \"Front\" {\n  component cart \"Cart\" missing !high effort 3d by web\n\
    \x20 component pay \"Pay\" missing effort 2d by web needs cart due 2025-07-17\n}\n\
    component docs \"=Docs\" missing effort 1d by web\ncomponent move \"Move\" missing effort 1d in two\n\
    component idle \"Idle\" missing effort 1d\nmilestone live \"Live\" needs front, move\n";

#[test]
fn why_tells_the_chain_with_the_place_of_each_link() {
    let folder = folder(&[("shop.plan", DATED)]);
    let why = run(&folder, &["why", "pay"]);
    assert_eq!(why.status.code(), Some(0), "{}", err(&why));
    for part in [
        "front.pay  Pay\n",
        "`front.pay` starts 2025-07-17 because it needs `front.cart` (shop.plan:6:54), which ends 2025-07-16\n",
        "`front.cart` starts 2025-07-14 because the plan starts then (shop.plan:1:6)\n",
        "due        2025-07-17: late\n",
        "missing (claimed only): the plan claims it, and nothing has looked; claimed missing (shop.plan:6:23)",
    ] {
        assert!(out(&why).contains(part), "`{part}` is not in\n{}", out(&why));
    }
    let json: serde_json::Value = serde_json::from_str(&out(&run(&folder, &["why", "front.pay", "--format", "json"]))).expect("it is JSON");
    assert_eq!(json[0]["because"][0]["cause"], "need");
    assert_eq!(json[0]["because"][0]["place"]["line"], 6);
    assert_eq!(json[0]["lateness"], "late");
    let short = out(&run(&folder, &["why", "move", "--format", "short"]));
    assert_eq!(short, "`move` starts 2025-07-21 because phase `two` begins then (shop.plan:3:17)\n");
    let unknown = run(&folder, &["why", "crat"]);
    assert_eq!((unknown.status.code(), out(&unknown).as_str()), (Some(2), ""));
    assert!(err(&unknown).contains("no plan has an item `crat`; did you mean `cart`?"), "{}", err(&unknown));
}

#[test]
fn why_says_that_a_due_date_is_unknown_or_missed_by_fixed_days() {
    let plan = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-05\ntask open \"Open\" missing\n\
        task vague \"Vague\" missing effort 2d due open\ntask fixed \"Fixed\" missing effort 2d on 2026-01-19..2026-01-22 due 2026-01-16\n";
    let folder = folder(&[("p.plan", plan)]);
    let vague = out(&run(&folder, &["why", "vague"]));
    assert!(vague.contains("due        Open: unknown, as nobody knows when that is\n"), "{vague}");
    let fixed = out(&run(&folder, &["why", "fixed"]));
    assert!(fixed.contains("due        2026-01-16: late\n"), "{fixed}");
}

#[test]
fn why_names_who_still_imports_what_is_to_go() {
    let plan = "plan p \"P\" language 1 start 2026-01-05\nretire old \"Old\" done at \"s/old.py\"\nretire kit \"Kit\" deprecated at \"s/kit.py\"\n";
    let folder = folder(&[("p.plan", plan), ("s/app.py", "x = 1\nimport old\n"), ("s/kit.py", ""), ("s/use.py", "from kit import y\n")]);
    let gone = out(&run(&folder, &["why", "old"]));
    assert!(gone.contains("nothing at `s/old.py`\n") && gone.contains("still imported: s/app.py:2 (old)\n"), "{gone}");
    let stands = out(&run(&folder, &["why", "kit"]));
    assert!(stands.contains("`s/kit.py` is empty\n") && stands.contains("still imported: s/use.py:1 (y from kit)\n"), "{stands}");
    let check = out(&run(&folder, &["check", "--format", "json"]));
    assert!(check.contains("\"still imported: s/app.py:2 (old)\""), "{check}");
}

#[test]
fn what_is_left_of_many_files_is_named() {
    let plan = "plan p \"P\" language 1 start 2026-01-05\ncomponent e \"E\" done each \"a/*.py\" done when symbol \"Y\"\n";
    let folder = folder(&[("p.plan", plan), ("a/x.py", "x = 1\n"), ("a/y.py", "class Y: pass\n"), ("a/z.py", "z = 1\n")]);
    let check = out(&run(&folder, &["check", "--format", "json"]));
    assert!(check.contains("\"1 of 3 files are done\"") && check.contains("\"missing: `a/x.py`, `a/z.py`\""), "{check}");
    let why = out(&run(&folder, &["why", "e"]));
    assert!(why.contains(" 1 of 3 files are done\n") && why.contains(" missing: `a/x.py`, `a/z.py`\n"), "{why}");
}

#[test]
fn the_schedule_is_a_table_and_can_be_narrowed() {
    let folder = folder(&[("shop.plan", DATED)]);
    let all = out(&run(&folder, &["schedule"]));
    assert!(all.starts_with("Item "), "{all}");
    assert!(all.contains("front.pay") && all.contains("critical, late") && all.contains("\n  waits for web until 2025-07-"), "{all}");
    assert!(all.contains("Ends 2025-07-21. Critical path: "), "{all}");
    assert!(all.lines().all(|line| line.chars().count() <= 120), "{all}");
    let short = out(&run(&folder, &["schedule", "--of", "front", "--format", "short"]));
    assert_eq!(short, "2025-07-14 2025-07-16 front.cart\n2025-07-17 2025-07-18 front.pay\n");
    let critical = out(&run(&folder, &["schedule", "--critical", "--format", "short"]));
    assert!(critical.contains("move") && !critical.contains("idle"), "{critical}");
    let unknown = run(&folder, &["schedule", "--of", "frnot"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("did you mean `front`?"), "{}", err(&unknown));
    let json: serde_json::Value = serde_json::from_str(&out(&run(&folder, &["schedule", "--format", "json"]))).expect("it is JSON");
    assert_eq!((json[0]["summary"]["late"].as_u64(), json[0]["rows"].as_array().map(Vec::len)), (Some(1), Some(6)));
}

#[test]
fn schedules_are_exported_for_other_programs() {
    let folder = folder(&[("shop.plan", DATED), ("other.plan", &DATED.replace("plan shop", "plan other"))]);
    let table = out(&run(&folder, &["schedule", "--export", "csv"]));
    assert!(table.starts_with("plan,id,title,kind,"), "{table}");
    assert_eq!((table.matches("plan,id,title").count(), table.lines().count()), (1, 13));
    assert!(table.contains("shop,docs,'=Docs,component,"), "{table}");
    let calendar = out(&run(&folder, &["schedule", "shop.plan", "--export", "ics"]));
    assert!(calendar.starts_with("BEGIN:VCALENDAR\r\n") && calendar.contains("UID:shop.front.pay@landfall\r\n"), "{calendar}");
    assert_eq!(calendar, out(&run(&folder, &["schedule", "shop.plan", "--export", "ics"])));
    let xml = out(&run(&folder, &["schedule", "shop.plan", "--export", "msproject"]));
    assert!(xml.contains("<PredecessorUID>2</PredecessorUID>") && xml.ends_with("</Project>\n"), "{xml}");
    let two = run(&folder, &["schedule", "--export", "msproject"]);
    assert_eq!((two.status.code(), out(&two).as_str()), (Some(2), ""));
    assert!(err(&two).contains("name a single one"), "{}", err(&two));
}

#[test]
fn levelling_can_be_switched_off_and_given_an_effort() {
    let folder = folder(&[("shop.plan", DATED)]);
    let levelled = out(&run(&folder, &["schedule", "--effort", "7"]));
    assert!(levelled.contains("work waits for people; ") && levelled.contains("tried"), "{levelled}");
    let unlevelled = out(&run(&folder, &["schedule", "--unlevelled"]));
    assert!(unlevelled.contains("no work waits for people.") && !unlevelled.contains("waits for web"), "{unlevelled}");
    assert!(unlevelled.contains("there is more work than people"), "{unlevelled}");
    let found = out(&run(&folder, &["check", "--unlevelled", "--format", "short"]));
    assert!(found.contains("over-allocated") && !out(&run(&folder, &["check", "--format", "short"])).contains("over-allocated"), "{found}");
    for command in ["compile", "check", "schedule", "next", "order"] {
        assert_eq!(run(&folder, &[command, "--effort", "0"]).status.code(), Some(2), "{command}");
        assert_eq!(run(&folder, &[command, "--effort", "5", "--unlevelled"]).status.code(), Some(2), "{command}");
        assert!(matches!(run(&folder, &[command, "--effort", "5"]).status.code(), Some(0 | 1)), "{command}");
    }
}

#[test]
fn what_is_read_as_evidence_is_never_written_over() {
    let plan = "plan p \"P\" language 1 as-of 2025-07-20\nevidence coverage \"build/*.info\" facts \"old.json\"\n\
                component c \"C\" missing done when {\n  value \"conf.json\" key \"a\" == \"1\"\n  findings \"scan/*.sarif\" == 0\n  symbol \"A\" under \"src/**\"\n}\n\
                component d \"D\" missing at \"doc/d.md\"\n";
    let lcov = "SF:src/a.py\nDA:1,1\nend_of_record\n";
    let files = [
        ("p.plan", plan),
        ("build/l.info", lcov),
        ("conf.json", "{\"a\": 1}"),
        ("src/a.py", "A = 1\n"),
        ("scan/x", ""),
        ("doc/x", ""),
        ("e/t.xml", ""),
    ];
    let folder = folder(&files);
    let refused = [
        ("json=build/l.info", "a report"),
        ("json=build/new.info", "a report"),
        ("sarif=scan/own.sarif", "a report"),
        ("json=conf.json", "evidence"),
        ("short=src/a.py", "source code"),
        ("short=doc/../doc/d.md", "evidence"),
    ];
    for (output, what) in refused {
        let checked = run(&folder, &["check", "p.plan", "--tree", ".", "--output", output]);
        assert_eq!(checked.status.code(), Some(2), "{output}: {}", err(&checked));
        assert!(err(&checked).contains(&format!("which the plan `p` reads as {what}; name another file")), "{output}: {}", err(&checked));
    }
    let facts = run(&folder, &["check", "p.plan", "--tree", ".", "--output", "json=old.json"]);
    assert!(facts.status.code() == Some(2) && err(&facts).contains("holds recorded facts"), "{}", err(&facts));
    let record = run(&folder, &["check", "p.plan", "--tree", ".", "--record", "build/l.info"]);
    assert!(record.status.code() == Some(2) && err(&record).contains("`--record` names build/l.info"), "{}", err(&record));
    let tests = run(&folder, &["check", "p.plan", "--tree", ".", "--tests", "e/*.xml", "--output", "junit=e/own.xml"]);
    assert!(tests.status.code() == Some(2) && err(&tests).contains("e/own.xml"), "{}", err(&tests));
    assert_eq!(std::fs::read_to_string(folder.path().join("build/l.info")).unwrap(), lcov);
    let fine = run(&folder, &["check", "p.plan", "--tree", ".", "--output", "json=report.json", "--record", "old.json"]);
    assert_ne!(fine.status.code(), Some(2), "{}", err(&fine));
}

#[test]
fn recorded_facts_know_their_commit_and_are_not_changed_by_hand() {
    let plan = "plan p \"P\" language 1 as-of 2025-07-20\ncomponent c \"C\" done done when file \"a.py\"\n";
    let folder = folder(&[("p.plan", plan), ("a.py", "x = 1\n")]);
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").args(identity).args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "one"]);
    let recorded = || {
        assert_eq!(run(&folder, &["check", "p.plan", "--record", "facts.json"]).status.code(), Some(0));
        std::fs::read_to_string(folder.path().join("facts.json")).unwrap()
    };
    let facts: serde_json::Value = serde_json::from_str(&recorded()).unwrap();
    assert_eq!((&facts["factsVersion"], &facts["plans"]["p"]["stoodOn"]["changed"]), (&2.into(), &0.into()), "{facts}");
    std::fs::write(folder.path().join("a.py"), "x = 2\n").unwrap();
    let text = recorded();
    let facts: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(facts["plans"]["p"]["stoodOn"]["files"], serde_json::json!(["a.py"]), "the facts themselves are no change");
    let commit = facts["plans"]["p"]["stoodOn"]["commit"].as_str().unwrap()[..12].to_owned();
    let read = run(&folder, &["check", "p.plan", "--facts", "facts.json"]);
    assert!(err(&read).contains(&format!("commit {commit} with 1 file changed, from recorded facts")), "{}", err(&read));
    run(&folder, &["compile", "p.plan", "--facts", "facts.json", "--out", "out"]);
    let status = std::fs::read_to_string(folder.path().join("out/p/status.md")).unwrap();
    assert!(status.contains(&format!("held against commit `{commit}` with 1 file changed")), "{status}");
    std::fs::write(folder.path().join("facts.json"), text.replace("\"changed\": 1", "\"changed\": 0")).unwrap();
    let changed = run(&folder, &["check", "p.plan", "--facts", "facts.json"]);
    assert_eq!(changed.status.code(), Some(2), "{}", err(&changed));
    assert!(err(&changed).contains("the facts facts.json were changed by hand since they were recorded"), "{}", err(&changed));
}
