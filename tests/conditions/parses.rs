//! `parses`: files that are well-formed.

use crate::trees::{Memory, hold_within, one, reason, remarks, seen, truths};
use landfall::evidence::Limits;
use landfall::evidence::Truth::{False, True, Unknown};

#[test]
fn faults_are_told_with_their_places() {
    let files = [("a.py", "x = 1\n"), ("b.py", "def f(:\n    pass\n"), ("c.ts", "const x = ;\n"), ("d.md", "((")];
    let (truth, answer) = one("parses under \"**\"", &files);
    assert_eq!(truth, False);
    assert_eq!(seen(&answer).iter().map(|seen| seen.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>(), ["b.py:1", "c.ts:1"]);
    assert_eq!(remarks(&answer), ["2 of 3 files do not parse"]);
    assert_eq!(truths("parses under \"a.py\"\nno parses under \"b.py\"", &files), [True, True]);
}

#[test]
fn nothing_that_parses_is_unknown() {
    let (truth, _) = one("parses under \"docs/**\"", &[("docs/a.md", "x")]);
    assert_eq!(reason(&truth), "no source code lies under its globs");
}

#[test]
fn a_path_that_is_written_out_and_does_not_stand_does_not_parse() {
    let files = [("a.py", "x = 1\n"), ("e.json", "{}"), ("src/b.py", "y = 1\n")];
    let told = crate::trees::ask(
        "parses under \"no.py\"\nno parses under \"no.py\"\nparses under \"a.py\", \"no.py\"\nparses under \"no/\"\nparses under \"src/\"\nparses under \"e.json\"\n\
         parses under \"no/**\"\nno parses under \"no/**\"",
        &files,
    );
    let truths: Vec<_> = told.iter().map(|(truth, _)| truth.clone()).collect();
    assert_eq!(truths[..5], [False, False, False, False, True]);
    assert_eq!(remarks(&told[2].1), ["0 of 1 file do not parse", "nothing stands at `no.py`"]);
    for truth in &truths[5..] {
        assert_eq!(reason(truth), "no source code lies under its globs");
    }
}

#[test]
fn a_file_that_is_too_large_is_unknown() {
    let large = "x = 1\n".repeat(800_000);
    let (truth, _) = one("parses under \"**\"", &[("a.py", &large)]);
    assert!(reason(&truth).contains("more than the 4194304 that are parsed"), "{truth:?}");
    let tree = Memory::new(&[("a.py", "x = 1\n")]);
    let held = hold_within("component c \"C\" done when parses under \"**\"", &tree, Limits { file_bytes: 3, ..Limits::default() });
    assert!(reason(&held.tests()[0].1).contains("6 bytes, more than the 3"));
}

#[test]
fn a_file_that_cannot_be_read_is_unknown() {
    let tree = Memory::new(&[("a.py", "class A: pass\n")]).refusing("b.py");
    let lines = "component c \"C\" {\ndone when {\nparses under \"**\"\nno symbol \"B\" under \"**\"\nno import \"b\" under \"**\"\nno text \"b\" under \"**\"\nsymbol \"A\" under \"a.py\"\n}\n}";
    let held = crate::trees::hold(lines, &tree);
    let tests = held.tests();
    for (test, truth, _) in &tests[..4] {
        assert_eq!(reason(truth), "`b.py` cannot be read: permission denied", "{}", test.text);
    }
    assert_eq!(tests[4].1, True);
}

#[test]
fn a_target_counts_the_files_that_do_not_parse() {
    let tree = Memory::new(&[("a.py", "x = (\n"), ("b.py", "y = 1\n")]);
    let held = crate::trees::hold("target t \"T\" measure parses under \"**/*.py\" unit \"files\" {\ngoal == 0\n}", &tree);
    assert_eq!(held.answer().outcome, landfall::evidence::Outcome::Count(1, vec![1]));
}

#[test]
fn a_file_of_go_has_no_statements_at_its_top() {
    for text in ["package u\nx := 1\n", "package u\nfoo()\n", "package u\nimort \"x\"\n", "package u\nfor {}\n"] {
        let (truth, answer) = one("parses under \"**\"", &[("u.go", text)]);
        assert_eq!((truth, answer.seen.first().and_then(|sight| sight.line)), (False, Some(2)), "{text}");
    }
    let sound = "// A comment.\npackage u;\n\nimport \"x\"\n\nvar a = 1;;\n\ntype T struct{}\n\nfunc (T) f() { x := 1; _ = x }\n";
    assert_eq!(one("parses under \"**\"", &[("u.go", sound)]).0, True);
}

#[test]
fn globs_behind_the_word_are_looked_under() {
    let files = [("src/a.py", "x = 1\n"), ("bad/b.py", "class :\n")];
    assert_eq!(truths("parses \"src/a.py\"\nparses \"bad/**\"\nparses \"src/**\" under \"bad/**\"", &files), [True, False, False]);
    let gone = truths("parses \"new/**\"", &files);
    assert!(matches!(&gone[0], Unknown(_)), "{gone:?}");
}
