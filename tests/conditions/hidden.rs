//! What lies below links and submodules, or cannot be named, is not known; what was found beside it is.

use crate::trees::{Memory, hold, reason};
use landfall::evidence::Truth::{self, False, True};
use landfall::progress::Observed;
use landfall::tree::{Entry, Kind};

fn truths(conditions: &str, tree: &Memory) -> Vec<Truth> {
    let held = hold(&format!("component c \"C\" {{\ndone when {{\n{conditions}\n}}\n}}"), tree);
    held.tests().into_iter().map(|(_, truth, _)| truth).collect()
}

#[test]
fn a_submodule_that_wildcards_reach_is_not_empty() {
    let tree = || {
        let tree = Memory::new(&[("src/a.py", "def f(): pass\n"), ("lib/b.py", "import old\n")]);
        tree.beside(Entry::of(Kind::Elsewhere, "src/part", 0))
    };
    for under in ["**", "src/**", "src/*/x.py", "s*/**/*.py", "{src,lib}/**", "src/part/**"] {
        let told = truths(&format!("no text \"never\" under \"{under}\"\nno import \"older\" under \"{under}\""), &tree());
        for truth in told {
            assert!(
                reason(&truth).starts_with("`src/part` is a link out of the tree or to a folder, or a submodule"),
                "{under}: {truth:?}"
            );
        }
    }
    for under in ["lib/**", "src/*.py", "src/a.py", "*/**/x.py\" except \"src/part/**", "**\" except \"src/part"] {
        assert_eq!(truths(&format!("no text \"never\" under \"{under}\""), &tree()), [True], "{under}");
    }
    // What retires has no `except`: who imports it is asked of what is at hand, and the rest is said.
    let held = hold("retire r \"R\" deprecated at \"gone.py\"", &tree());
    assert_eq!(held.observed(), Observed::Absent);
    let remark = "not looked into, since it is not at hand: `src/part`";
    assert_eq!(landfall::progress::importers(held.item(), &held.evidence).unwrap().remarks, [remark.into()]);
    assert_eq!(truths("isolation \"lib\", \"src/a.py\"", &tree()), [True], "neither package holds it");
    assert!(matches!(&truths("isolation \"lib\", \"src\"", &tree())[0], Truth::Unknown(_)));
}

#[test]
fn what_a_link_leads_to_is_looked_at_under_its_own_path() {
    let link = Entry { target: Some("real".into()), ..Entry::of(Kind::Elsewhere, "src/part", 0) };
    let tree = || Memory::new(&[("src/a.py", "x = 1\n"), ("real/b.py", "import old\n"), ("real/b.md", "")]).beside(link.clone());
    assert_eq!(truths("no import \"never\" under \"**\"\nno import \"never\" under \"src/**\", \"real/*.py\"", &tree()), [True, True]);
    assert!(matches!(&truths("no import \"old\" under \"src/**\"", &tree())[0], Truth::Unknown(_)));
    let nowhere = Memory::new(&[("src/a.py", "x = 1\n")]).beside(Entry::of(Kind::Nowhere, "src/b.py", 0));
    assert_eq!(truths("no import \"old\" under \"src/**\"\nfile \"src/b.py\"", &nowhere), [True, False]);
}

#[test]
fn a_name_that_is_not_utf_8_is_not_read() {
    let tree = || Memory::new(&[("src/a.py", "x = 1\n")]).beside(Entry::of(Kind::Misnamed, "src/caf\u{fffd}.py", 0));
    let told = truths("no text \"y\" under \"src/**\"\nparses under \"src/*.py\"\nno text \"y\" under \"src/a*\"", &tree());
    assert_eq!(reason(&told[0]), "the name of `src/caf\u{fffd}.py` is not UTF-8, and it is not read");
    assert!(matches!(told[1], Truth::Unknown(_)) && told[2] == True, "{told:?}");
}

#[test]
fn what_was_found_beside_it_is_the_least_there_is() {
    let text = "old = 1\nold = 2\nclass A: pass\n";
    let conditions = "text \"old\" under \"**\" >= 2\ntext \"old\" under \"**\" >= 3\ntext \"old\" under \"**\" <= 1\ntext \"old\" under \"**\" == 2\n\
                      no text \"old\" under \"**\"\nsymbol \"A\" under \"**\"\nsymbol \"A\", \"B\" under \"**\"\nno symbol \"B\" under \"**\"\n\
                      parses under \"**\"\nlines \"**\" <= 2";
    let told = truths(conditions, &Memory::new(&[("a.py", text)]).refusing("b.py"));
    let known = [Some(True), None, Some(False), None, Some(False), Some(True), None, None, None, Some(False)];
    for ((truth, known), condition) in told.iter().zip(known).zip(conditions.lines()) {
        match known {
            Some(known) => assert_eq!(*truth, known, "{condition}"),
            None => assert!(reason(truth).contains("`b.py` cannot be read"), "{condition}: {truth:?}"),
        }
    }
}
