//! `landfall check` as servers and people meet it: every format is what its readers expect, whatever an author writes.

#![allow(clippy::disallowed_methods, reason = "the tests run the program and look at its files")]

use landfall::readers::{Outcome, TestRun, read_tests};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script> </details></td> <!-- --> ]]> &amp; &#60;",
    "%0A::error::x ##[error]y ::stop-commands::z",
    "[link](javascript:alert(1)) ![image](x) `code` and a lone `",
    "@alice #12 GH-3 owner/repo#4 www.example.org https://example.org",
    "漢字 🧨👩‍👩‍👧 עברית \u{202e}turned",
    "quotes \\\" and back\\\\slash , : ; { } {0} %",
    "| a | b |",
    "# heading * bold * ~~gone~~ $x$ --- > quote",
];

const FORMATS: [&str; 12] =
    ["human", "short", "json", "github", "markdown", "sarif", "gitlab", "junit", "rdjsonl", "line", "badge", "shields"];

fn hostile() -> String {
    let mut plan =
        format!("plan hostile \"{}\" language 1 start 2025-07-14 as-of 2025-07-14\nteam web \"{}\" people 2\n", HOSTILE[0], HOSTILE[1]);
    for (at, title) in HOSTILE.iter().enumerate() {
        plan.push_str(&format!("component c{at} \"{title}\" done {{\n  done when {{ file \"{title}\" }}\n}}\n"));
        plan.push_str(&format!("component d{at} \"{title}\" missing effort 9d due 2025-07-15\n"));
    }
    plan + "waive late on d0 by web because \"we know | <b> @bob\" until 2025-12-01\n"
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
    command.env("LANDFALL_CACHE", "off");
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command.output().expect("the program starts")
}

fn printed(plan: &str, arguments: &[&str]) -> String {
    let folder = folder(&[("plans/shop.plan", plan)]);
    let output = run(folder.path(), &[&["check"], arguments].concat());
    assert!(matches!(output.status.code(), Some(0..=2)), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("it is UTF-8")
}

fn json(plan: &str, format: &str) -> Value {
    serde_json::from_str(&printed(plan, &["--format", format])).expect("it is JSON")
}

#[test]
fn sarif_has_what_its_readers_need() {
    let log = json(&hostile(), "sarif");
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let results = run["results"].as_array().expect("results");
    assert!(results.len() >= 16, "{}", results.len());
    let mut prints = BTreeSet::new();
    for result in results {
        assert!(!result["message"]["text"].as_str().unwrap_or_default().is_empty());
        let rule = &rules[result["ruleIndex"].as_u64().expect("a rule") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["markdown"].as_str().is_some_and(|help| help.contains("```landfall")), "{rule}");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "plans/shop.plan");
        assert!(place["region"]["startLine"].as_u64() > Some(0) && place["region"]["endColumn"].as_u64() > Some(1));
        assert!(prints.insert(result["partialFingerprints"]["landfall/v1"].to_string()), "a fingerprint twice: {result}");
        assert!(!result["message"]["text"].as_str().unwrap_or_default().contains("link](javascript"), "{result}");
    }
    let waived: Vec<&Value> = results.iter().filter(|result| !result["suppressions"].is_null()).collect();
    assert_eq!(waived.len(), 1);
    assert!(waived[0]["suppressions"][0]["justification"].as_str().is_some_and(|why| why.starts_with("we know | <b> @bob; accepted by ")));
}

#[test]
fn fingerprints_stay_when_lines_move_and_days_pass() {
    let plan = hostile();
    let moved = format!("// a comment\n\n{}", plan.replace("as-of 2025-07-14", "as-of 2025-07-16"));
    let prints = |plan: &str, rule: &str| -> BTreeSet<String> {
        let report = json(plan, "json");
        let found = report["plans"][0]["findings"].as_array().expect("findings").clone();
        found.iter().filter(|finding| finding["rule"] == rule).map(|finding| finding["fingerprint"].to_string()).collect()
    };
    for rule in ["contradicted", "late"] {
        assert!(prints(&plan, rule).len() >= 7, "{rule}");
        assert_eq!(prints(&plan, rule), prints(&moved, rule), "{rule}");
    }
    let other = plan.replace("plan hostile", "plan another");
    assert!(prints(&plan, "late").is_disjoint(&prints(&other, "late")), "another plan, other findings");
}

#[test]
fn gitlab_takes_every_entry() {
    let all = json(&hostile(), "gitlab");
    let all = all.as_array().expect("a list");
    let prints: BTreeSet<&str> = all.iter().filter_map(|entry| entry["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), all.len(), "GitLab shows one of those with the same fingerprint");
    for entry in all {
        assert!(matches!(entry["severity"].as_str(), Some("info" | "minor" | "major" | "critical" | "blocker")), "{entry}");
        assert!(entry["location"]["lines"]["begin"].as_u64() > Some(0) && entry["location"]["path"] == "plans/shop.plan", "{entry}");
        assert!(entry["description"].is_string() && entry["check_name"].is_string(), "{entry}");
    }
}

#[test]
fn reviewdog_takes_every_line_and_finds_the_place_in_bytes() {
    let plan = hostile();
    let text = printed(&plan, &["--format", "rdjsonl"]);
    let lines: Vec<&str> = plan.lines().collect();
    assert!(text.lines().count() >= 15);
    for line in text.lines() {
        let entry: Value = serde_json::from_str(line).expect("a line is JSON");
        assert!(matches!(entry["severity"].as_str(), Some("ERROR" | "WARNING" | "INFO")), "{entry}");
        let range = &entry["location"]["range"];
        let number = |at: &str, what: &str| range[at][what].as_u64().expect("a number") as usize;
        assert_eq!(number("start", "line"), number("end", "line"), "{entry}");
        let line = lines[number("start", "line") - 1];
        let shown = &line[number("start", "column") - 1..number("end", "column") - 1];
        assert!(shown == "done" || shown.starts_with("due "), "`{shown}` of {line}");
    }
}

#[test]
fn junit_is_read_back() {
    let read = |plan: &str| -> TestRun { read_tests(printed(plan, &["--format", "junit"]).as_bytes()).expect("our own reader takes it") };
    let tests = read(&hostile());
    assert!(tests.doubt.is_empty(), "the totals agree with the cases: {:?}", tests.doubt);
    assert_eq!(tests.cases.len(), 1 + 16);
    for case in &tests.cases {
        let wanted = match case.name.chars().next() {
            Some('c') => Outcome::Failed,
            Some('d') => Outcome::Skipped,
            _ => Outcome::Passed,
        };
        assert_eq!(case.outcome, wanted, "{}", case.name);
    }
    let denied = tests.cases.iter().find(|case| case.name == "c2").and_then(|case| case.message.clone()).unwrap_or_default();
    assert!(denied.contains("`c2` is claimed done"), "{denied}");
    let clean = read("plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n");
    assert_eq!(clean.cases.len(), 1, "a plan without items has a test too");
    let faulty = read("plan shop \"Shop\"\ncomponent a needs b\n");
    assert_eq!(faulty.cases.iter().map(|case| case.outcome).collect::<Vec<_>>(), [Outcome::Failed]);
}

#[test]
fn a_line_of_github_is_a_command_only_where_we_mean_it() {
    let text = printed(&hostile(), &["--format", "github", "-v"]);
    for line in text.lines() {
        let command = line.strip_prefix("::").and_then(|rest| rest.split([' ', ':']).next());
        match command {
            Some(word) => assert!(matches!(word, "error" | "warning" | "notice" | "group" | "endgroup"), "{line}"),
            None => assert!(!line.contains("##[") && !line.trim_start().starts_with("::"), "{line}"),
        }
    }
    assert_eq!(text.lines().filter(|line| line.starts_with("::error ")).count(), 8);
    assert_eq!(text.lines().filter(|line| line.starts_with("::warning ")).count(), 7);
}

#[test]
fn a_comment_holds_no_markup_of_an_author() {
    let text = printed(&hostile(), &["--format", "markdown", "-v"]);
    assert!(!text.contains('\u{202e}'), "{text}");
    let mut options = comrak::Options::default();
    options.render.r#unsafe = true;
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = true;
    let page = comrak::markdown_to_html(&text, &options);
    let mut in_code = false;
    let mut open: Vec<&str> = Vec::new();
    for piece in page.split('<').skip(1) {
        let (tag, shown) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        // `www.` links are GitHub's own doing, and harmless.
        let known = ["h3", "p", "strong", "details", "summary", "ul", "li", "em", "code", "a"].contains(&name) || tag.starts_with("!--");
        assert!(known && (name != "a" || !tag.contains("javascript")), "<{tag}> in\n{page}");
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{page}"),
            None if tag.starts_with("!--") => {}
            None => open.push(name),
        }
        in_code = if tag == "code" { true } else { in_code && tag != "/code" };
        // In code nobody is called, and no issue is named.
        let calls = |mark: char| {
            let behind = shown.split(mark).skip(1).filter_map(|rest| rest.chars().next());
            behind.filter(|c| if mark == '#' { c.is_ascii_digit() } else { c.is_alphanumeric() }).count()
        };
        assert!(in_code || calls('@') + calls('#') == 0, "`{shown}` in\n{page}");
    }
    assert!(open.is_empty() && page.matches("<details>").count() == 1, "{page}");
}

#[test]
fn the_json_fits_its_schema() {
    let schema =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference/check.schema.json")).expect("it is there");
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).expect("JSON")).expect("a schema");
    for plan in [hostile().as_str(), "plan shop \"Shop\"\ncomponent a needs b\n", "component x\n"] {
        let document = json(plan, "json");
        if let Some(error) = schema.iter_errors(&document).next() {
            panic!("at {}: {error}", error.instance_path());
        }
        assert_eq!(document["schemaVersion"], 1);
    }
    assert!(!schema.is_valid(&serde_json::json!({ "schemaVersion": 1 })));
    let waived = &json(&hostile(), "json")["plans"][0];
    assert_eq!((waived["summary"]["waived"].as_u64(), waived["waived"][0]["because"].as_str()), (Some(1), Some("we know | <b> @bob")));
}

#[test]
fn pictures_are_sound_and_have_a_title() {
    let picture = printed(&hostile(), &["--format", "badge"]);
    assert!(picture.contains("<title>landfall: 0% proven, 8 errors</title>") && picture.contains("role=\"img\""), "{picture}");
    let mut open: Vec<&str> = Vec::new();
    for piece in picture.split('<').skip(1) {
        let tag = piece.split(['>', ' ', '\n']).next().unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed), "{picture}"),
            None if piece.split('>').next().is_some_and(|tag| tag.ends_with('/')) => {}
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{open:?} are left open");
    let endpoint = json(&hostile(), "shields");
    assert_eq!((endpoint["schemaVersion"].as_u64(), endpoint["message"].as_str()), (Some(1), Some("0% proven, 8 errors")));
}

#[test]
fn people_see_the_counts_and_the_worst_item_first() {
    let plan = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\ncomponent pay \"Pay\" missing effort 9d due 2025-07-15\n\
        component cart \"Cart\" done at \"nothing.py\"\ncomponent known \"Known\" done done when { file \"plans/shop.plan\" }\n";
    let folder = folder(&[("plans/shop.plan", plan)]);
    let output = run(folder.path(), &["check"]);
    let (out, err) = (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned());
    assert_eq!(output.status.code(), Some(1));
    let at = |needle: &str| out.find(needle).unwrap_or_else(|| panic!("`{needle}` is not in\n{out}"));
    assert!(at("cart (contradicted)  Cart\nerror[LF0801") < at("pay (claimed only)  Pay\nwarning[LF0407"), "{out}");
    let counts = "shop: 33.3% proven; 3 items: 1 proven, 1 contradicted, 0 stale, 0 unknown, 1 claimed only, 0 waived; as of 2025-07-14\n";
    assert!(err.contains(counts), "{err}");
    let line = String::from_utf8_lossy(&run(folder.path(), &["check", "--format", "line"]).stdout).into_owned();
    assert_eq!(line, counts.replace("; as of", "; 1 error, 1 warning and 1 note; as of"));
}

#[test]
fn outputs_go_to_files_as_well_and_the_exit_code_stays() {
    let folder = folder(&[("plans/shop.plan", &hostile())]);
    let named: Vec<String> = FORMATS.iter().map(|format| format!("{format}=deep/er/check.{format}")).collect();
    let mut arguments = vec!["check", "--format", "short", "--quiet", "--color", "always"];
    named.iter().for_each(|output| arguments.extend(["--output", output]));
    let output = run(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    for format in FORMATS {
        let file = folder.path().join(format!("deep/er/check.{format}"));
        let held = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{format}: {error}"));
        let shown = run(folder.path(), &["check", "--format", format]);
        assert_eq!(held, String::from_utf8_lossy(&shown.stdout), "{format}: a file holds what would be printed, without colours");
        assert_eq!(shown.status.code(), Some(1), "{format}");
    }
    assert_eq!(std::fs::read_dir(folder.path().join("deep/er")).expect("it is there").count(), FORMATS.len(), "nothing else is left");
}

#[test]
fn outputs_that_cannot_be_written_or_are_wrong_end_with_two() {
    let folder = folder(&[("plans/shop.plan", "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n"), ("file", "x")]);
    let told = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["check"], arguments].concat());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    assert!(told(&["--output", "srif=x"]).contains("there is no format `srif`; there are human, short, json, github"));
    assert!(told(&["--output", "sarif"]).contains("write it as FORMAT=FILE"));
    assert!(told(&["--output", "sarif="]).contains("write it as FORMAT=FILE"));
    assert!(told(&["--output", "sarif=a", "--output", "junit=a"]).contains("`--output` names a twice"));
    assert!(told(&["--output", "sarif=file/x"]).contains("file/x"));
    assert!(!folder.path().join("a").exists(), "nothing is written when the usage is wrong");
    let order = run(folder.path(), &["order", "--format", "sarif"]);
    assert_eq!(order.status.code(), Some(2), "only a check has that format");
    let before = run(folder.path(), &["--format", "json", "check"]);
    assert!(String::from_utf8_lossy(&before.stdout).starts_with("{\n  \"generator\""), "the option may stand before the command");
}

#[test]
fn findings_are_never_counted_in_the_exit_code() {
    let many: String = (0..256).map(|at| format!("component c{at} \"C\" done at \"nothing{at}.py\"\n")).collect();
    let folder = folder(&[("plans/shop.plan", &format!("plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n{many}"))]);
    for format in FORMATS {
        assert_eq!(run(folder.path(), &["check", "--format", format]).status.code(), Some(1), "{format}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_a_closed_pipe_hides_no_findings() {
    let folder = folder(&[("plans/shop.plan", &hostile())]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let command = |output: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_landfall"));
        command.env("LANDFALL_CACHE", "off");
        command.args(["check", "--format", "json"]).current_dir(folder.path()).stdin(Stdio::null()).stdout(output).stderr(Stdio::piped());
        command
    };
    let output = command(full.into()).output().expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
    let mut child = command(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("the program ends").code(), Some(1), "what was found counts, though nobody reads it");
}

#[test]
fn what_a_check_wrote_proves_nothing_of_the_next() {
    let plan = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n\
                component a \"A\" done done when text \"new_api\" under \"**\" except \"*.plan\"\ncomponent b \"B\" done done when file \"a.py\"\n";
    let checked = |folder: &TempDir, more: &[&str]| {
        let output = run(folder.path(), &[&["check", "p.plan", "--format", "short"], more].concat());
        String::from_utf8(output.stdout).expect("it is UTF-8")
    };
    for format in FORMATS.iter().map(|format| format!("{format}=out.txt")).chain(["facts".to_owned()]) {
        let folder = folder(&[("p.plan", plan), ("a.py", "x = 1\n")]);
        let more = if format == "facts" { ["--record", "facts.json"] } else { ["--output", &format] };
        let before = checked(&folder, &more);
        assert!(before.contains("`a` is claimed done, but nothing that was asked holds"), "{format}: {before}");
        assert_eq!(checked(&folder, &[]), before, "{format}");
    }
}
