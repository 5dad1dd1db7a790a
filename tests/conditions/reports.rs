//! What reports and findings say where the tree says something else than the plan.

use crate::trees::{Memory, found, hold, report};
use landfall::evidence::Outcome;
use landfall::progress::Observed;

const FILES: [(&str, &str); 2] = [("app/__init__.py", ""), ("app/base.py", "class Base: pass\nclass Env: pass\n")];

fn has(text: &str, line: &str) {
    assert!(text.contains(line), "no `{line}` in\n{text}");
}

#[test]
fn a_claim_that_says_what_the_plan_says_is_no_contradiction_of_it() {
    let plan = |state: &str, claim: &str| {
        format!("source r \"R\"\ncomponent y \"Y\" {state} per r:1 {{\n claim {claim} per r:2\n done when file \"nothing.here\"\n}}")
    };
    let clashing = |state: &str, claim: &str| found("contradictory-claims", &plan(state, claim), &FILES);
    assert_eq!(clashing("partial", "partial"), [""; 0]);
    assert_eq!(clashing("done 2025-05-01", "done 2025-05-01"), [""; 0]);
    assert_eq!(found("contradicted", &plan("partial", "partial"), &FILES).len(), 1, "the evidence denies both");
    assert_eq!(clashing("partial", "done"), ["contradictory state of `y`: partial in the plan and per r:1; done per r:2"]);
    assert_eq!(
        clashing("done 2025-05-01", "done 2025-05-02"),
        ["contradictory days of completion of `y`: 2025-05-01 in the plan; 2025-05-02 per r:2"]
    );
}

#[test]
fn what_is_claimed_stands_beside_a_state_that_hides_it() {
    let plan = "external e \"E\" done {\n done when file \"nothing.here\"\n}\n\
        area a \"A\" {\n component u \"U\" partial needs e {\n  done when tests \"*\" >= 1\n }\n component s \"S\" missing at \"app/base.py\" {\n\
        done when file \"app/base.py\"\n }\n component k \"K\" missing {\n done when file \"nothing.here\"\n }\n component d \"D\" deprecated {\n\
        done when file \"nothing.here\"\n }\n}\nretire o \"O\" deprecated at \"app/base.py\"\nretire g \"G\" done at \"app/base.py\"\n";
    let told = |file: &str, line: &str| has(&report(file, plan, &FILES), line);
    told("inventory", "| ❔ unknown (claimed partial) | U |");
    told("inventory", "| ✅ done, stale (claimed missing) | S |");
    told("inventory", "| ❌ missing | K |");
    told("inventory", "| ❌ missing, contradicted (claimed deprecated) | D |");
    told("inventory", "| ❌ not gone | O |");
    told("inventory", "| ❌ not gone (claimed done) | G |");
    told("checklist", "**U** (unknown, claimed partial)");
    told("checklist", "**External: E** (missing, claimed done)");
    told("dependencies", "| E | ❌ missing (claimed done) |");
}

#[test]
fn an_advised_import_that_does_not_resolve_is_not_advised_plainly() {
    let plan = "registry r \"R\" for python {\n works \"app.gone\" names Env deprecated\n broken \"app.old\" names Env use \"app.gone\" names Env\n}";
    let text = report("registry", plan, &FILES);
    has(&text, "| `Env` | use `app.gone`, which does not resolve here | ❌ `app.gone` does not resolve, deprecated<br>❌ `app.old` |");
    has(&text, "| `app.old` | `Env` | `app.gone`, which does not resolve here |");
}

#[test]
fn of_several_names_it_is_told_which_does_not_resolve() {
    let of = |entry: &str| report("registry", &format!("source d \"D\"\nregistry r \"R\" for python {{\n{entry}\n}}"), &FILES);
    has(
        &of("works \"app.base\" names Base, Lost, Env deprecated verified 2025-05-01 per d:3"),
        "| ❌ `Lost` does not resolve; 🟡 deprecated; verified 2025-05-01 by the document | `Base`, `Lost`, `Env` |",
    );
    has(&of("works \"app.base\" names Lost, Gone verified 2025-05-01"), "| ❌ does not resolve; verified 2025-05-01 by the plan |");
    has(&of("works \"app.base\" names Base verified 2025-05-01 per d:3"), "| ✅ resolves; verified 2025-05-01 by the document |");
    has(&of("mock works \"app.base.Base\", \"app.base.Lost\""), "| ❌ `app.base.Lost` does not resolve |");
}

#[test]
fn what_a_remark_is_stands_before_it() {
    let plan = "area a \"A\" {\n component x \"X\" missing impact \"Tenants are not isolated.\" because \"The class was never written\" note \"Ask Ada\"\n\
        component y \"Y\" missing note \"One\" note \"Two\"\n retire z \"Z\" deprecated use \"shared\" because \"It is old\"\n}\n\
        registry r \"R\" for python {\n works \"app.base\" names Env impact \"Nothing starts\" because \"It moved\" note \"Wraps it\"\n}";
    let inventory = report("inventory", plan, &[]);
    has(&inventory, "| Impact: Tenants are not isolated; because: The class was never written; note: Ask Ada |");
    has(&inventory, "| One. Two |");
    has(&inventory, "| Because: It is old; use shared |");
    has(&report("registry", plan, &FILES), "| impact: Nothing starts; because: It moved; Wraps it |");
}

const LCOV: &str =
    "TN:\nSF:src/a.py\nDA:1,1\nDA:2,1\nend_of_record\nSF:src/b.py\nDA:1,0\nDA:2,0\nend_of_record\nSF:rb/a.rb\nDA:1,1\nend_of_record\n";

#[test]
fn each_file_is_covered_for_itself() {
    let files = [("l.info", LCOV), ("src/a.py", "x = 1\ny = 2\n"), ("src/b.py", "x = 1\ny = 2\n"), ("src/c.py", "x = 1\n")];
    let plan = |each: &str, condition: &str| {
        format!("evidence coverage \"l.info\"\narea a \"A\" {{\n component k \"K\" each {each} done when {condition}\n}}")
    };
    let state = |each: &str, condition: &str, line: &str| has(&report("inventory", &plan(each, condition), &files), line);
    state("\"src/a.py\"", "line-coverage >= 50%", "| ✅ done | K |");
    state("\"src/b.py\"", "line-coverage >= 50%", "| ❌ missing | K |");
    state("\"src/[ab].py\"", "line-coverage >= 50%", "| 🟡 partial, 1 of 2 | K |");
    state("\"src/c.py\"", "line-coverage >= 50%", "| ❔ unknown | K |");
    state("\"src/[ac].py\"", "line-coverage >= 50%", "| ❔ unknown, 1 of 2 | K |");
}

#[test]
fn a_file_that_ends_like_one_of_a_report_is_source_code_too() {
    let plan =
        "evidence coverage \"l.info\"\narea a \"A\" {\n component k \"K\" missing done when line-coverage under \"rb/**\" >= 100%\n}";
    let of = |files: &[(&'static str, &'static str)]| report("inventory", plan, files);
    let [report, first, second] = [("l.info", LCOV), ("rb/a.rb", "x = 1\n"), ("rb/b.rb", "y = 2\n")];
    has(&of(&[report, first]), "| ✅ done, stale (claimed missing) | K |");
    has(&of(&[report, first, second]), "| ❔ unknown (claimed missing) | K |");
}

#[test]
fn of_several_things_those_that_are_found_count() {
    let files = [("help/a.md", "a\n"), ("help/b.md", "b\n")];
    let plan = |said: &str| format!("area a \"A\" {{\n component h \"H\" {said} done when file \"help/*.md\" >= 9\n}}");
    let denied = |said: &str| found("contradicted", &plan(said), &files).len();
    assert_eq!((denied("count 9 done 2 missing 7"), denied("count 9 done 3 missing 6"), denied("count 9 done")), (0, 1, 1));
}

#[test]
fn each_service_is_covered_by_its_own_report() {
    let head = "evidence coverage \"services/a/cov.info\"";
    let report = ("services/a/cov.info", "SF:src/app.py\nDA:1,1\nDA:2,1\nend_of_record\n");
    let text = "x = 1\ny = 2\n";
    let (a, b) = (("services/a/src/app.py", text), ("services/b/src/app.py", text));
    let covered = |of: &str, files: &[(&str, &str)]| {
        let line = format!("{head}\ncomponent k \"K\" done when line-coverage under \"services/{of}/**\" >= 90%");
        hold(&line, &Memory::new(files)).observed()
    };
    assert_eq!(covered("a", &[report, a, b]), Observed::Done);
    assert!(matches!(covered("b", &[report, a, b]), Observed::Unknown(_)));
    assert!(matches!(covered("b", &[report, b]), Observed::Unknown(_)), "what the report was made of is gone");
}

#[test]
fn a_file_of_a_report_that_may_be_several_is_told() {
    let text = "x = 1\ny = 2\n";
    let files = [("cov.info", "SF:src/app.py\nDA:1,1\nend_of_record\n"), ("services/a/src/app.py", text), ("services/b/src/app.py", text)];
    let line = "evidence coverage \"cov.info\"\ncomponent k \"K\" done when line-coverage under \"services/b/**\" >= 90%";
    let held = hold(line, &Memory::new(&files));
    let why =
        "no file of the reports lies under its globs: `src/app.py` of a report may be `services/a/src/app.py` or `services/b/src/app.py`";
    assert_eq!(held.answer().outcome, Outcome::Unknown(why.into()));
}

#[test]
fn no_reading_stands_in_for_a_measure_that_is_gone() {
    let plan = "evidence coverage \"out.info\"\ntarget t \"T\" measure line-coverage under \"app/**\" {\n reading 90% on 2025-01-01\n goal >= 80% due 2025-02-01\n}";
    let unknown = found("unknown-evidence", plan, &FILES);
    assert!(
        matches!(unknown.as_slice(), [one] if one.starts_with("target `t` could not be measured: there is no coverage report")),
        "{unknown:?}"
    );
    let status = report("status", plan, &FILES);
    has(&status, "0 of 1 goals of targets met");
    has(&status, "- 1 target with a goal not measured: T");
    let late = plan.replace("90%", "9%");
    let missed = found("goal-missed", &late, &FILES);
    assert_eq!(missed, ["target `t` was to reach 80% by 2025-02-01, and was last read at 9%"]);
}
