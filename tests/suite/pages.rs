//! The explanation pages are true: what each says is found is found, and what it offers instead is clean.

use landfall::compile::{self, Given};
use landfall::diag::{CODES, Diagnostic, Severity};
use landfall::evidence::{Limits, measure};
use landfall::load::load;
use landfall::rules::Weights;
use landfall::time::Date;
use landfall::tree::{Artifacts, Entry, Tree};
use landfall::world::World;
use std::collections::BTreeMap;

/// A world that holds a few files.
pub struct Shelf(pub BTreeMap<String, String>);

impl World for Shelf {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "no such file".to_owned())
    }

    fn plans_in(&self, _: &str) -> Result<Vec<String>, String> {
        Ok(self.0.keys().cloned().collect())
    }

    fn glob(&self, _: &str, glob: &str) -> Result<Vec<String>, String> {
        Ok(self.0.keys().filter(|path| *path == glob).cloned().collect())
    }

    fn is_folder(&self, _: &str) -> bool {
        false
    }

    fn today(&self) -> Date {
        Date::parse("2025-07-14").unwrap()
    }
}

/// Everything that is found in one text.
pub fn findings(text: &str) -> Vec<Diagnostic> {
    findings_in(text, &[])
}

/// Everything that is found in one text, held against files; not held against anything when there are none.
pub fn findings_in(text: &str, tree: &[(&str, &str)]) -> Vec<Diagnostic> {
    let shelf = Shelf(BTreeMap::from([("shop.plan".to_owned(), text.to_owned())]));
    let files = load(&shelf, &["shop.plan".to_owned()], None);
    let parsed = files.parse();
    let (groups, more) = files.groups(&parsed);
    let mut found: Vec<Diagnostic> = files.diagnostics.iter().cloned().chain(more).collect();
    for group in &groups {
        let mut draft = compile::draft(&shelf, &files, group, &parsed);
        let as_of = draft.as_of().unwrap_or(shelf.today());
        let before = draft.diagnostics.clone();
        let tree = Files(tree);
        let evidence = (!tree.0.is_empty()).then(|| measure(&draft.plan, &tree, &tree, Limits::default()).expect("a tree in memory"));
        found.extend(draft.survey(&files, Given { evidence, ..Given::on(as_of, &Weights::default()) }).map_or(before, |(_, found)| found));
    }
    found
}

/// The messages of one rule in a text.
pub fn messages(rule: &str, text: &str) -> Vec<String> {
    findings(text).into_iter().filter(|found| found.code.name == rule).map(|found| found.message).collect()
}

/// Files in memory, sorted by path.
struct Files<'f>(&'f [(&'f str, &'f str)]);

impl Tree for Files<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, text): &(&str, &str)| Entry::file(*path, text.len() as u64);
        Ok(self.0.iter().map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    }
}

impl Artifacts for Files<'_> {
    fn find(&self, glob: &str) -> Result<Vec<String>, String> {
        Ok(self.0.iter().filter(|(path, _)| *path == glob).map(|(path, _)| (*path).to_owned()).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        Tree::read(self, path)
    }
}

/// The tree that a page shows: a file a line, its path before the colon and its text behind.
fn tree(page: &str) -> Vec<(&str, &str)> {
    let block = page.split("```tree\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap_or_default();
    block.lines().filter_map(|line| line.split_once(':')).map(|(path, text)| (path, text.trim())).collect()
}

fn blocks(page: &str) -> Vec<&str> {
    page.split("```landfall\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect()
}

fn told(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|found| format!("{} {}: {}", found.code.id, found.code.name, found.message)).collect()
}

#[test]
fn what_each_page_shows_is_found() {
    for code in CODES {
        let Some(block) = blocks(code.explanation).first().copied() else { continue };
        let found = findings_in(block, &tree(code.explanation));
        assert!(found.iter().any(|found| found.code.id == code.id), "{} is not found in its own page: {:#?}", code.id, told(&found));
        let severe = |found: &&Diagnostic| found.severity > Severity::Note && found.code.id != code.id;
        let others: Vec<Diagnostic> = found.iter().filter(severe).cloned().collect();
        assert!(others.is_empty(), "the page of {} shows something else as well: {:#?}", code.id, told(&others));
    }
}

#[test]
fn what_each_page_offers_instead_is_clean() {
    for code in CODES {
        let Some(block) = blocks(code.explanation).get(1).copied() else { continue };
        let found = findings_in(block, &tree(code.explanation));
        // Few examples give evidence, and that is only a note.
        let allowed = |found: &Diagnostic| found.code.name == "unprovable" && code.name != "unprovable";
        let left: Vec<Diagnostic> = found.into_iter().filter(|found| !allowed(found)).collect();
        assert!(left.is_empty(), "what the page of {} offers is not clean: {:#?}", code.id, told(&left));
    }
}

#[test]
fn every_finding_says_what_it_is_about_and_where() {
    for code in CODES.iter().filter(|code| !code.fatal) {
        for found in blocks(code.explanation).first().into_iter().flat_map(|block| findings_in(block, &tree(code.explanation))) {
            assert!(found.item.is_some(), "{} names no item", found.code.id);
            assert!(found.place().is_some(), "{} has no place", found.code.id);
            assert!(found.help.is_some(), "{} says nothing of what to do", found.code.id);
        }
    }
}
