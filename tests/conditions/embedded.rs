//! Code in scripts without an ending, in components and in notebooks.

use crate::trees::{Memory, ask, hold, one, reason, remarks, seen, truths};
use landfall::evidence::Truth::{False, True, Unknown};
use landfall::progress::Observed;

const BOOK: &str = "{\"cells\": [\n {\"cell_type\": \"markdown\", \"source\": [\"import old\"]},\n {\"cell_type\": \"code\", \"source\": [\"!pip install x\\n\", \
                    \"from old import f\\n\", \"class Foo: pass\"], \"outputs\": [{\"text\": \"class Bar\"}]}],\n \"metadata\": {}}";

#[test]
fn scripts_without_an_ending_are_code() {
    let files = [("bin/tool", "#!/usr/bin/env python3\nimport old\nclass Foo: pass\n"), ("bin/LICENSE", "import old\n"), ("a.py", "")];
    let told = ask(
        "no import \"old\" under \"bin/**\"\nsymbol \"Foo\" under \"bin/**\"\nno import \"old\" under \"**\"\nparses under \"bin/**\"",
        &files,
    );
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [False, True, False, True]);
    assert_eq!(seen(&told[0].1), ["bin/tool:2 (old)"]);
    assert_eq!((told[0].1.looked_at, remarks(&told[3].1)), (1, vec!["0 of 1 file do not parse"]));
    let node = [("bin/run", "#!/usr/bin/env node\nconst x = require('./old');\n"), ("bin/old.js", "module.exports = 1;\n")];
    assert_eq!(truths("no import \"bin/old.js\" under \"bin/**\"", &node), [False]);
    let ruby = [("bin/run", "#!/usr/bin/env ruby\nrequire 'old'\n")];
    assert_eq!(reason(&one("no import \"old\" under \"bin/**\"", &ruby).0), "there is no parser for the language of `bin/run`");
    assert_eq!(
        reason(&one("no import \"old\" under \"bin/**\"", &[("bin/LICENSE", "import old")]).0),
        "no source code lies under its globs"
    );
}

#[test]
fn components_are_read_for_their_scripts() {
    let files = [
        ("src/U.vue", "<template><Old/></template>\n<script setup lang=\"ts\">\nimport Old from './old'\nconst x: number = 1\n</script>\n"),
        ("src/V.svelte", "<script>\n  import { y } from './old';\n</script>\n{#if y}import z{/if}\n"),
        ("src/old.ts", "export const y = 1;\n"),
    ];
    let (truth, answer) = one("no import \"src/old.ts\" under \"src/**\"", &files);
    assert_eq!(
        (truth, seen(&answer)),
        (False, vec!["src/U.vue:3 (default from ./old)".to_owned(), "src/V.svelte:2 (y from ./old)".to_owned()])
    );
    assert_eq!(
        truths("parses under \"src/**\"\nno import \"z\" under \"src/**\"\nsymbol \"x\" under \"src/*.vue\"", &files),
        [True, True, True]
    );
    let (truth, _) = one("resolves \"src/U.vue\" names \"default\"", &files);
    assert!(matches!(truth, Unknown(_)), "its compiler makes what it exports: {truth:?}");
    let tree = Memory::new(&files[..2]);
    assert_eq!(hold("retire r \"R\" deprecated at \"src/old.ts\"", &tree).observed(), Observed::Partial);
}

#[test]
fn notebooks_are_read_cell_by_cell() {
    let files = [("nb/a.ipynb", BOOK), ("nb/old.py", "def f(): pass\n")];
    let conditions =
        "no import \"old\" under \"nb/**\"\nsymbol \"Foo\" under \"nb/**\"\nno symbol \"Bar\" under \"nb/**\"\nparses under \"nb/*.ipynb\"";
    let told = ask(conditions, &files);
    assert_eq!(told.iter().map(|(truth, _)| truth.clone()).collect::<Vec<_>>(), [False, True, True, True]);
    assert_eq!(seen(&told[0].1), ["nb/a.ipynb (f from old, in cell 2, line 2)"]);
    assert_eq!(seen(&told[1].1), ["nb/a.ipynb (class Foo, in cell 2, line 3)"]);
}

#[test]
fn a_notebook_that_cannot_be_read_proves_nothing() {
    let told = ask(
        "no import \"old\" under \"**\"\nno symbol \"Foo\" under \"**\"\nno text \"old\" under \"**\"",
        &[("a.py", "x = 1\n"), ("n.ipynb", "{")],
    );
    for (truth, _) in &told[..2] {
        assert_eq!(reason(truth), "`n.ipynb` cannot be read: it is no notebook that can be read");
    }
    assert_eq!(told[2].0, True, "texts are looked for in what stands there");
    let r = [("n.ipynb", "{\"cells\": [], \"metadata\": {\"language_info\": {\"name\": \"R\"}}}")];
    assert_eq!(reason(&one("no symbol \"Foo\" under \"**\"", &r).0), "there is no parser for the language of `n.ipynb`");
}

#[test]
fn what_a_language_near_to_ours_seems_to_say_is_unknown() {
    let files = [
        ("src/A.java", "package p;\nclass A {}\n"),
        ("src/K.kt", "package p\nimport com.acme.Old\n\nclass Kept(val a: A)\n// class Gone\n"),
        ("src/x.pyx", "from legacy cimport f\n"),
    ];
    let conditions = "no import \"com.acme.Old\" under \"src/**\"\nno symbol \"Kept\" under \"src/**\"\nno import \"legacy\" under \"src/**\"\n\
                      no symbol \"A\" under \"src/**\"\nno import \"com.acme.New\" under \"src/**\"\nsymbol \"Kept\" under \"src/**\"";
    let told = ask(conditions, &files);
    let seems = |path: &str, line: u32| format!("`{path}` seems to say it in line {line}, and there is no parser for its language");
    assert_eq!(reason(&told[0].0), seems("src/K.kt", 2));
    assert_eq!(reason(&told[1].0), seems("src/K.kt", 4));
    assert_eq!(reason(&told[2].0), seems("src/x.pyx", 1));
    assert_eq!((&told[3].0, &told[4].0), (&False, &True));
    assert_eq!(reason(&told[5].0), seems("src/K.kt", 4));
    let tree = Memory::new(&files[..2]);
    assert!(matches!(hold("retire o \"O\" deprecated at \"src/main/java/com/acme/Old.java\"", &tree).observed(), Observed::Unknown(_)));
}
