//! What is read, and how often.

use crate::trees::{Memory, hold, reason, truths};
use landfall::evidence::Truth::{False, True};
use landfall::progress::Observed;

#[test]
fn every_file_is_read_at_most_once_however_many_conditions_there_are() {
    let files = [
        ("app/__init__.py", "from .core import *\n"),
        ("app/core.py", "class Core: pass\n"),
        ("app/user.py", "from app import Core\nimport shop\n"),
        ("shop/__init__.py", "from app.core import Core\n"),
        ("notes.md", "Core\n"),
    ];
    let tree = Memory::new(&files);
    let lines = "component c \"C\" {\ndone when {\nsymbol \"Core\" under \"**\"\nsymbol \"Core\" under \"app/**\"\nimport \"app.core\" names Core under \"**\"\n\
                 resolves \"app\" names Core\nisolation \"app\", \"shop\"\nparses under \"**\"\ntext \"Core\" under \"**\"\nno text \"Kern\" under \"**\"\n}\n}\n\
                 target t \"T\" measure lines \"**\"\nretire r \"R\" deprecated at \"app/old.py\"\n\
                 registry r \"R\" for python {\nworks \"app.core\" names Core\nretired \"app.gone\" names Core\n}";
    hold(lines, &tree);
    let expected: Vec<(String, u32)> = files.iter().map(|(path, _)| ((*path).to_owned(), 1)).collect();
    let mut reads = tree.reads();
    reads.sort();
    let mut expected = expected;
    expected.sort();
    assert_eq!(reads, expected);
}

#[test]
fn only_files_under_the_globs_are_read() {
    let tree = Memory::new(&[("a/x.py", "class A: pass\n"), ("b/y.py", "class A: pass\nimport q\n"), ("a/z.md", "A\n")]);
    hold(
        "component c \"C\" {\ndone when {\nsymbol \"A\" under \"a/**\"\nno import \"q\" under \"a/**\" except \"a/q/**\"\nparses under \"a/*.py\"\n}\n}",
        &tree,
    );
    assert_eq!(tree.reads(), [("a/x.py".to_owned(), 1)]);
}

#[test]
fn modules_on_the_way_of_an_import_are_read_for_it() {
    let tree = Memory::new(&[("a/__init__.py", "from .b import B\n"), ("a/b.py", "class B: pass\n"), ("c.py", "class B: pass\n")]);
    hold("component c \"C\" done when resolves \"a\" names B", &tree);
    assert_eq!(tree.reads(), [("a/__init__.py".to_owned(), 1), ("a/b.py".to_owned(), 1)]);
}

#[test]
fn answers_are_the_same_every_time() {
    let files: Vec<(String, String)> =
        (0..200).map(|at| (format!("p{at}/m.py"), format!("class A: pass\nimport p{}.m\n", (at + 1) % 200))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let lines = "component c \"C\" {\ndone when {\nsymbol \"A\" under \"**\"\nimport \"p7\" under \"**\"\nisolation \"p1\", \"p2\", \"p3\"\nsymbol \"Ab\" under \"**\"\n}\n}";
    let once = hold(lines, &Memory::new(&files)).evidence;
    for _ in 0..3 {
        assert_eq!(hold(lines, &Memory::new(&files)).evidence, once);
    }
}

#[test]
fn a_tree_that_nobody_declared_is_no_empty_tree() {
    let files = [("a.py", "TODO\n")];
    let told = truths("no text \"TODO\" under \"wbe:**\"\nno file \"wbe:a.py\"\nno directory \"wbe:src\"", &files);
    assert_eq!(reason(&told[0]), "`wbe:**`: the plan declares no tree `wbe`");
    assert_eq!(reason(&told[1]), "`wbe:a.py`: the plan declares no tree `wbe`");
    assert_eq!(reason(&told[2]), "`wbe:src`: the plan declares no tree `wbe`");
    assert_eq!(truths("file \"main:a.py\"\nno text \"TODO\" under \"main:**\"", &files), [True, False]);
}

#[test]
fn a_folder_may_be_written_without_its_slash() {
    let files = [("shop/app.py", "TODO = 1\nimport legacy\n"), ("shop-old/b.py", "x = 1\n")];
    let conditions = "no text \"TODO\" under \"shop\"\nno symbol \"TODO\" under \"shop\"\nno import \"legacy\" under \"shop\"\n\
                      no text \"x\" under \"shop\"\nno text \"TODO\" under \"**\" except \"shop\"";
    assert_eq!(truths(conditions, &files), [False, False, False, True, True]);
}

#[test]
fn what_is_no_name_is_found_nowhere_and_proves_nothing() {
    let tree = crate::trees::Memory::new(&[("a.py", "import legacy.cart\n")]);
    let held = crate::trees::hold("registry r \"R\" for python {\n  retired \"legacy.*\"\n  retired \"legacy\"\n}", &tree);
    let told: Vec<&str> = held
        .evidence
        .answers
        .values()
        .filter_map(|answer| match &answer.outcome {
            landfall::evidence::Outcome::Unknown(why) => Some(&**why),
            _ => None,
        })
        .collect();
    assert_eq!(told, ["`legacy.*` is no name: write it as code does, without `*` and spaces"]);
}

#[test]
fn files_in_utf_16_are_read_as_text() {
    let wide = |text: &str| -> Vec<u8> { std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect() };
    let tree = Memory::new(&[("ok.ts", "export const a = 1;\n")])
        .with("a.txt", wide("TODO here\nand there\n"))
        .with("b.ts", wide("import x from \"legacy\";\nexport class Old {}\n"));
    for condition in
        ["no text \"TODO\" under \"**\"", "no import \"legacy\" under \"**\"", "no symbol \"Old\" under \"**\"", "lines \"a.txt\" == 3"]
    {
        assert_eq!(hold(&format!("component c \"C\" done when {condition}"), &tree).observed(), Observed::Missing, "{condition}");
    }
    assert_eq!(hold("component c \"C\" done when lines \"a.txt\" == 2", &tree).observed(), Observed::Done);
}

#[test]
fn what_landfall_said_of_a_plan_is_no_report_of_tests() {
    let report = "<testsuites name=\"landfall\" tests=\"1\"><testsuite name=\"p\"><testcase name=\"a\" classname=\"landfall.p\"/></testsuite></testsuites>";
    let sarif = "{\"runs\":[{\"tool\":{\"driver\":{\"name\":\"landfall\"}},\"results\":[]}]}";
    let tree = Memory::new(&[("j.xml", report), ("s.sarif", sarif)]);
    let lines = "evidence tests \"j.xml\"\ncomponent c \"C\" done when tests \"*\" >= 1";
    assert!(matches!(hold(lines, &tree).observed(), Observed::Unknown(_)));
    assert!(matches!(hold("component c \"C\" done when findings \"s.sarif\" == 0", &tree).observed(), Observed::Unknown(_)));
}

#[test]
fn tests_that_were_skipped_prove_nothing_unless_it_is_said_how_many_are_to_pass() {
    let case = |name: &str, inner: &str| format!("<testcase classname=\"m\" name=\"{name}\">{inner}</testcase>");
    let of = |skipped: &str, condition: &str| {
        let report = format!("<testsuite name=\"s\">{}{}</testsuite>", case("a", ""), case("b", skipped));
        let lines = format!("evidence tests \"j.xml\"\ncomponent c \"C\" done when {condition}");
        hold(&lines, &Memory::new(&[("j.xml", &report)])).observed()
    };
    assert_eq!(of("", "tests \"m::*\""), Observed::Done);
    assert!(matches!(of("<skipped/>", "tests \"m::*\""), Observed::Unknown(why) if why.starts_with("1 of the tests were skipped")));
    assert_eq!(of("<skipped/>", "tests \"m::*\" >= 1"), Observed::Done);
    assert_eq!(of("<skipped/>", "tests \"m::a\""), Observed::Done, "the other is not asked for");
    assert!(matches!(of("<skipped/>", "tests \"m::b\""), Observed::Unknown(_)), "what was skipped neither passed nor failed");
    assert_eq!(of("<failure/>", "tests \"m::b\""), Observed::Missing);
    assert_eq!(of("<skipped/>", "tests \"m::c\""), Observed::Missing, "there is no such test");
    assert_eq!(of("<failure/>", "tests \"m::*\" >= 1"), Observed::Missing);
}
