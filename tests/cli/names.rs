//! Names and paths: of reports, of plans, of included files; and texts that come out as they went in.

use super::{err, fed, folder, out, run};

const HEAD: &str = "plan p \"P\" language 1 start 2026-01-05 as-of 2026-01-14\n";

#[test]
fn no_report_takes_the_name_of_the_index_or_of_a_device() {
    let reports =
        "report inventory \"Mine\" to \"readme\"\nreport status to \"findings\"\nreport roadmap to \"CON\"\nreport next to \"com7\"\n";
    let folder = folder(&[("p.plan", &format!("{HEAD}component a \"A\" missing\n{reports}"))]);
    let compiled = run(&folder, &["compile", "p.plan", "--out", "out"]);
    assert_eq!(compiled.status.code(), Some(0), "{}", err(&compiled));
    for file in ["readme-2.md", "findings-2.md", "CON-2.md", "com7-2.md", "README.md", "findings.md"] {
        assert!(folder.path().join("out/p").join(file).exists(), "{file}");
    }
    let index = std::fs::read_to_string(folder.path().join("out/p/README.md")).expect("the index is there");
    assert!(index.contains("[Mine](readme-2.md)"), "{index}");
    let current = run(&folder, &["compile", "p.plan", "--out", "out", "--check"]);
    assert_eq!(current.status.code(), Some(0), "{}", out(&current));
}

#[test]
fn a_file_that_is_included_by_two_paths_is_read_once() {
    let folder = folder(&[
        ("p.plan", &format!("{HEAD}include \"teams//web.plan\"\ninclude \"./shared.plan\"\n")),
        ("teams/web.plan", "include \"../shared.plan\"\ncomponent w \"W\" missing at \"w\" needs a\n"),
        ("shared.plan", "component a \"A\" missing at \"a\"\n"),
    ]);
    for named in [".", "p.plan"] {
        let check = run(&folder, &["check", named, "--format", "short", "--no-evidence"]);
        assert_eq!((check.status.code(), out(&check).as_str()), (Some(0), ""), "{named}");
    }
}

#[test]
fn a_circle_of_includes_that_climbs_is_told_once() {
    let folder = folder(&[("p.plan", &format!("{HEAD}include \"teams/web.plan\"\n")), ("teams/web.plan", "include \"../p.plan\"\n")]);
    let check = run(&folder, &["check", "p.plan", "--format", "short"]);
    assert_eq!(out(&check).lines().count(), 1, "{}", out(&check));
    assert!(out(&check).contains("LF0003 include-cycle"), "{}", out(&check));
}

#[test]
fn plans_of_one_id_are_found_by_check_and_neither_is_written() {
    for (first, second) in [("p", "p"), ("p", "P")] {
        let text = |id: &str| format!("plan {id} \"P\" language 1 start 2026-01-05 as-of 2026-01-14\ncomponent a \"A\" missing at \"a\"\n");
        let folder = folder(&[("plans/a.plan", &text(first)), ("plans/b.plan", &text(second))]);
        let check = run(&folder, &["check", "--format", "short"]);
        assert_eq!(check.status.code(), Some(2));
        assert!(out(&check).starts_with("plans/b.plan:1:6: error[LF0203 duplicate-id]: two plans are called `p`"), "{}", out(&check));
        let compiled = run(&folder, &["compile", "--out", "out"]);
        assert_eq!(compiled.status.code(), Some(2));
        assert!(!folder.path().join("out").exists(), "{}", err(&compiled));
    }
}

#[test]
fn fmt_keeps_control_characters_of_texts() {
    let plan = format!("{HEAD}component a \"A\" at \"x\u{7}y\u{1b}[31m\"  // \u{1b}[0m\n");
    assert_eq!(out(&fed(&folder(&[]), &["fmt", "-"], &plan)), plan);
}

#[test]
fn order_gives_each_item_one_line() {
    let plan = format!("{HEAD}component x \"\"\"\n  First\n  Second\n  \"\"\" missing\n");
    assert_eq!(out(&fed(&folder(&[]), &["order", "-"], &plan)), "Round 1: 1 item, nothing open before them\n    1  x  First Second\n");
}

#[cfg(unix)]
#[test]
fn plans_and_calendars_are_not_read_through_links_that_lead_out() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("secret.plan", "TOKEN=hunter2\n"), ("days.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")]);
    let folder =
        folder(&[("plans/p.plan", &format!("{HEAD}calendar \"c.ics\"\n")), ("own/q.plan", "plan q \"Q\" language 1 start 2026-01-05\n")]);
    let path = |name: &str| folder.path().join(name);
    symlink(outside.path().join("secret.plan"), path("plans/x.plan")).expect("a link can be made");
    let check = run(&folder, &["check", "plans/x.plan"]);
    let said = format!("{}{}", out(&check), err(&check));
    assert!(said.contains("it is a link that leads out of the folder at hand; name the file itself"), "{said}");
    assert!(!said.contains("hunter2") && check.status.code() == Some(2), "{said}");
    symlink("../own/q.plan", path("plans/y.plan")).expect("a link can be made");
    assert_eq!(run(&folder, &["fmt", "--check", "plans/y.plan"]).status.code(), Some(0), "a link inside is read");
    for target in [outside.path().join("days.ics"), outside.path().join("none.ics")] {
        symlink(target, path("plans/c.ics")).expect("a link can be made");
        let check = run(&folder, &["check", "plans/p.plan", "--format", "short"]);
        assert!(out(&check).contains("unreadable-calendar]: cannot read the calendar c.ics: "), "{}", out(&check));
        std::fs::remove_file(path("plans/c.ics")).expect("it can be removed");
    }
}

#[cfg(unix)]
#[test]
fn a_line_break_in_a_name_begins_no_line() {
    let plan = format!("{HEAD}component a \"A\" done {{ done when no text \"old\" under \"src/**\" }}\n");
    let folder = folder(&[("p\n::error::x.plan", &plan), ("src/a\n::error::y.py", "old\n")]);
    for format in ["human", "short"] {
        let check = run(&folder, &["check", ".", "--format", format]);
        let said = out(&check);
        assert_eq!(check.status.code(), Some(1), "{said}");
        assert!(said.contains("\\n::error::") && !said.lines().any(|line| line.trim_start().starts_with("::")), "{format}: {said}");
    }
}
