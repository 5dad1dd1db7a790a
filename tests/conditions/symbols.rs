//! `symbol`: definitions, and what is none.

use crate::trees::{Memory, ask, hold, near, one, reason, remarks, seen, truths};
use landfall::evidence::Truth::{False, True};

#[test]
fn substring_matches_do_not_count() {
    let (truth, answer) = one("symbol \"UserRepository\" under \"**/*.py\"", &[("a.py", "class AuthUserRepository: pass\n")]);
    assert_eq!(truth, False);
    assert_eq!(near(&answer), ["a.py:1 (class AuthUserRepository)"], "the longer name is told as near");
}

#[test]
fn names_in_comments_and_texts_do_not_count() {
    let files = [
        ("a.py", "# class Engine: later\nx = 'class Engine: pass'\n\"\"\"\nclass Engine:\n    pass\n\"\"\"\n"),
        ("b.js", "// class Engine {}\nconst s = `class Engine {}`;\n/* function Engine() {} */\n"),
        ("c.rs", "// struct Engine;\n/// struct Engine\nconst S: &str = \"struct Engine;\";\n"),
        ("d.go", "package d\n// type Engine struct{}\nvar s = `type Engine struct{}`\n"),
        ("E.java", "// class Engine {}\nclass E { String s = \"class Engine {}\"; }\n"),
    ];
    assert_eq!(truths("symbol \"Engine\" under \"**\"\nno symbol \"Engine\" under \"**\"", &files), [False, True]);
}

#[test]
fn every_language_defines() {
    let files = [
        ("a.py", "class A:\n    def run(self): pass\n"),
        ("b.ts", "export class B { run(): void {} }\n"),
        ("c.jsx", "export const C = () => <a/>;\n"),
        ("d.rs", "pub struct D;\nimpl D { pub fn run(&self) {} }\n"),
        ("e.go", "package e\ntype E struct{}\nfunc (e *E) Run() {}\n"),
        ("F.java", "class F { void run() {} }\n"),
    ];
    let conditions = "symbol \"A.run\" under \"**\"\nsymbol \"B.run\" under \"**\"\nsymbol \"C\" under \"**\"\nsymbol \"D::run\" under \"**\"\n\
                      symbol \"E.Run\" under \"**\"\nsymbol \"F.run\" under \"**\"\nsymbol \"A.walk\" under \"**\"";
    assert_eq!(truths(conditions, &files), [True, True, True, True, True, True, False]);
}

#[test]
fn a_method_is_that_of_its_class() {
    let files = [("a.py", "class Manager:\n    def start(self): pass\nclass Other:\n    def stop(self): pass\n")];
    let told = ask("symbol \"Manager.start\" under \"**\"\nsymbol \"Manager.stop\" under \"**\"", &files);
    assert_eq!((&told[0].0, seen(&told[0].1)), (&True, vec!["a.py:2 (method Manager.start)".to_owned()]));
    assert_eq!(
        (&told[1].0, near(&told[1].1)),
        (&False, vec!["a.py:4 (method Other.stop)".to_owned(), "a.py:1 (class Manager)".to_owned()])
    );
}

#[test]
fn one_definition_not_five() {
    let files = [("a.py", "class P: pass\n"), ("b/c.py", "class P: pass\n"), ("d.py", "P = 1\n"), ("old/e.py", "class P: pass\n")];
    let conditions = "symbol \"P\" under \"**\" == 4\nsymbol \"P\" under \"**\" except \"old/**\" == 1\nsymbol \"P\" under \"b/**\" == 1";
    assert_eq!(truths(conditions, &files), [True, False, True]);
    // Both branches define the same thing, and so do a property and its setter.
    let twice = "if x:\n    class P: pass\nelse:\n    class P: pass\nclass Q:\n    @property\n    def v(self): pass\n    @v.setter\n    def v(self, to): pass\n";
    assert_eq!(truths("symbol \"P\" under \"**\" == 1\nsymbol \"Q.v\" under \"**\" == 1", &[("a.py", twice)]), [True, True]);
}

#[test]
fn a_definition_through_assignment_counts_and_is_said() {
    let (truth, answer) = one("symbol \"DataSubAgent\" under \"**\"", &[("a.py", "from x import New\nDataSubAgent = New\n")]);
    assert_eq!(truth, True);
    assert_eq!(seen(&answer), ["a.py:2 (assignment DataSubAgent = New)"]);
    assert_eq!(remarks(&answer), ["`DataSubAgent` is defined through assignment"]);
}

#[test]
fn defined_only_in_tests_is_said() {
    let (truth, answer) = one("symbol \"Fake\" under \"**\"", &[("tests/fakes.py", "class Fake: pass\n")]);
    assert_eq!((truth, remarks(&answer)), (True, vec!["`Fake` is defined only in tests"]));
    let both = [("tests/fakes.py", "class Fake: pass\n"), ("app/fake.py", "class Fake: pass\n")];
    assert!(one("symbol \"Fake\" under \"**\"", &both).1.remarks.is_empty());
    let (_, answer) = one("symbol \"helper\" under \"**\"", &[("src/a.rs", "#[cfg(test)]\nmod tests { pub fn helper() {} }\n")]);
    assert_eq!(remarks(&answer), ["`helper` is defined only in tests"]);
}

#[test]
fn a_variable_of_a_function_is_no_definition() {
    let files = [("a.py", "def main():\n    socket = 1\n    def handle(): pass\n"), ("b.js", "function f() { const socket = 1; }\n")];
    let told = ask("symbol \"socket\" under \"**\"\nsymbol \"handle\" under \"**\"", &files);
    assert_eq!((&told[0].0, &told[1].0), (&False, &True));
    assert_eq!(seen(&told[1].1), ["a.py:3 (function main.handle, inside a function)"]);
    assert_eq!(remarks(&told[1].1), ["`handle` is defined only inside a function"]);
}

#[test]
fn imports_and_calls_define_nothing() {
    let files = [("a.py", "from b import Engine\nEngine()\nprint(Engine, x.Engine)\nfor Engine in y: pass\n")];
    let (truth, answer) = one("symbol \"Engine\" under \"**\"", &files);
    assert_eq!(truth, False);
    assert!(near(&answer).iter().any(|near| near.starts_with("a.py:")), "{:?}", near(&answer));
}

#[test]
fn definitions_of_python_in_every_form() {
    let forms = [
        "X = 1",
        "X: int = 1",
        "X: int",
        "a = X = 1",
        "a, X = 1, 2",
        "(X, b) = 1, 2",
        "[X] = 1,",
        "class X(B): pass",
        "class  X :\n  pass",
        "async def X(): pass",
        "def \\\n  X(): pass",
        "type X = int",
        "X \\\n = 1",
        "if a: X = 1",
        "class A:\n  def f(self): pass\nA.X = 1",
    ];
    for form in forms {
        let (truth, answer) = one("symbol \"X\" under \"**\"", &[("a.py", form)]);
        assert_eq!(truth, True, "{form}: {answer:?}");
    }
}

#[test]
fn a_file_elsewhere_of_this_name_is_a_suggestion() {
    let files = [("core/plugin_manager.py", "class PluginManager: pass\n"), ("app/main.py", "x = 1\n")];
    let tree = Memory::new(&files);
    let held = hold("component c \"C\" done when symbol \"PluginManager\" under \"app/**\"", &tree);
    let (_, truth, answer) = held.tests().swap_remove(0);
    assert_eq!((truth, near(&answer)), (False, vec!["core/plugin_manager.py (a file of this name)".to_owned()]));
    assert_eq!(tree.reads(), [("app/main.py".to_owned(), 1)], "only files under the globs are read");
}

#[test]
fn without_source_code_nothing_is_known_of_it() {
    let files = [("a.py", "class A: pass\n"), ("docs/a.md", "A")];
    let conditions = "symbol \"A\" under \"gone/**\"\nsymbol \"A\" under \"gone/**\" <= 3\nsymbol \"A\" under \"docs/**\"\n\
                      no symbol \"A\" under \"docs/**\"\nno symbol \"A\" under \"docs/a.md\"\nno import \"a\" under \"docs/**\"\n\
                      import \"a\" under \"gone/**\"";
    for truth in truths(conditions, &files) {
        assert_eq!(reason(&truth), "no source code lies under its globs");
    }
    let gone = "no symbol \"A\" under \"gone/**\"\nsymbol \"A\" under \"gone/**\" == 0\nno import \"a\" under \"gone/**\"";
    assert_eq!(truths(gone, &files), [True, True, True], "an old folder without any file is what was wanted");
    let texts = truths("no text \"A\" under \"gone/**\"\ntext \"A\" under \"gone/**\"", &files);
    assert_eq!((&texts[0], reason(&texts[1])), (&True, "no file lies under its globs"), "every file has a text");
}

#[test]
fn at_a_path_that_does_not_stand_nothing_is_defined() {
    let conditions = "symbol \"A\" under \"gone.py\"\nno symbol \"A\" under \"gone.py\"\nno symbol \"A\" under \"gone/\"\nno import \"a\" under \"gone.py\"\n\
                      import \"a\" under \"gone.py\"";
    assert_eq!(truths(conditions, &[("a.py", "class A: pass\n")]), [False, True, True, True, False]);
}

#[test]
fn code_without_a_parser_is_unknown() {
    let files = [("q.rb", "class Foo; end\n"), ("r.kt", "class Foo\n")];
    let told = ask(
        "symbol \"Foo\" under \"q.rb\"\nno symbol \"Foo\" under \"q.rb\"\nno symbol \"Foo\" under \"**\"\nno import \"old\" under \"**\"",
        &files,
    );
    assert_eq!(reason(&told[0].0), "there is no parser for the language of `q.rb`");
    assert_eq!(reason(&told[1].0), "there is no parser for the language of `q.rb`");
    assert_eq!(reason(&told[2].0), "there is no parser for the languages of 2 files (`.kt`, `.rb`)");
    assert_eq!(reason(&told[3].0), "there is no parser for the languages of 2 files (`.kt`, `.rb`)");
}

#[test]
fn code_without_a_parser_beside_other_code_is_said() {
    let files = [("a.py", "x = 1\n"), ("u.rb", "class Foo\nend\n"), ("n.kt", "class Bar"), ("read.md", "Foo"), ("Makefile", "")];
    let told = ask(
        "no symbol \"Foo\" under \"**\"\nno import \"old\" under \"**\"\nparses under \"**\"\nno symbol \"Foo\" under \"*.py\"",
        &files,
    );
    let said = "2 files were not looked into, since there is no parser for the language: `.kt`, `.rb`";
    assert_eq!((&told[0].0, remarks(&told[0].1)), (&True, vec![said]));
    assert_eq!((&told[1].0, remarks(&told[1].1)), (&True, vec![said]));
    assert_eq!((&told[2].0, remarks(&told[2].1)), (&True, vec!["0 of 1 file do not parse", said]));
    assert!(remarks(&told[3].1).is_empty(), "what lies elsewhere is not asked about");
}

#[test]
fn every_ending_of_a_language_is_read() {
    for ending in ["py", "pyi", "pyw", "py3"] {
        let (path, text) = (format!("src/u.{ending}"), "import old\nclass Foo: pass\n");
        assert_eq!(truths("symbol \"Foo\" under \"**\"\nimport \"old\" under \"**\"", &[(&path, text)]), [True, True], "{ending}");
    }
    for ending in ["ts", "mts", "cts", "tsx", "js", "mjs", "cjs", "jsx"] {
        let (path, text) = (format!("src/u.{ending}"), "import x from './old';\nclass Foo {}\n");
        assert_eq!(truths("symbol \"Foo\" under \"**\"\nimport \"src/old\" under \"**\"", &[(&path, text)]), [True, True], "{ending}");
    }
}

#[test]
fn what_stands_in_broken_code_is_unknown() {
    let (truth, _) = one("symbol \"Engine\" under \"**\"", &[("a.py", "class ((( Engine: pass\n")]);
    assert!(reason(&truth).starts_with("`Engine` stands in `a.py`, line 1"), "{truth:?}");
    // Elsewhere in a broken file it is seen.
    assert_eq!(truths("symbol \"Engine\" under \"**\"", &[("a.py", "class Engine: pass\nx = ((\n")]), [True]);
}

#[test]
fn a_slip_of_the_pen_is_told_where_the_name_is_sought() {
    let files = [("shop/a.py", "import os\n\nclass Basket:\n    pass\n"), ("other/b.py", "class Baskets: pass\n")];
    let told = ask("symbol \"Baskett\" under \"shop/**\"\nno symbol \"Baskett\" under \"other/**\"", &files);
    assert_eq!(crate::trees::near(&told[0].1), ["shop/a.py:3 (`Basket` is defined here)"]);
    assert!(crate::trees::near(&told[1].1).is_empty(), "what is not to be there is not missed");
}

#[test]
fn what_is_deleted_again_is_not_defined() {
    let truth = |text: &str| one("symbol \"f\" under \"**\"", &[("a.py", text)]).0;
    assert_eq!(truth("def f():\n    pass\ndel f\n"), False);
    assert_eq!(truth("def f():\n    pass\ndel f\nf = 1\n"), True, "and defined once more");
    assert_eq!(truth("def f():\n    pass\nif x:\n    del f\n"), True, "perhaps");
    assert_eq!(truth("def f():\n    pass\ndef g():\n    del f\n"), True, "another one");
}

#[test]
fn several_names_are_added_up_and_each_must_be_there() {
    let files = [("a.py", "class A: pass\n"), ("b.py", "class A: pass\n"), ("c.py", "class C: pass\nclass D: pass\n")];
    let conditions = "symbol \"A\", \"B\" under \"**\" >= 2\nsymbol \"C\", \"D\" under \"**\" == 2\nsymbol \"A\", \"B\" under \"**\" <= 2\n\
                      no symbol \"A\", \"B\" under \"**\" >= 2\ntext \"class A\", \"class B\" under \"**\" >= 1";
    assert_eq!(truths(conditions, &files), [False, True, True, False, False]);
}
