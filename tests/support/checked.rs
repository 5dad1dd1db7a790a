//! A check over files in memory, held against a tree in memory, in every format.

use super::memory::Memory;
use landfall::compile::{self, Given};
use landfall::evidence::{Limits, measure};
use landfall::load;
use landfall::render::check as render;
use landfall::rules::Weights;
use landfall::time::Date;
use landfall::tree::{Artifacts, Entry, Tree};
use landfall::view::check::{Check, CheckedPlan};

/// Files of a tree in memory, sorted by path.
struct Files(Vec<(String, String)>);

impl Tree for Files {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entry = |(path, text): &(String, String)| Entry::file(path.as_str(), text.len() as u64);
        Ok(self.0.iter().map(entry).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(_, text)| text.as_bytes().to_vec()).ok_or_else(|| "no such file".to_owned())
    }
}

impl Artifacts for Files {
    fn find(&self, glob: &str) -> Result<Vec<String>, String> {
        Ok(self.0.iter().filter(|(path, _)| *path == glob).map(|(path, _)| path.clone()).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        Tree::read(self, path)
    }
}

/// Checks plans and gives the text of one format, notes and all; the tree holds a file a line, its path before the colon.
///
/// # Errors
/// When there is no such format.
pub fn checked(world: &Memory, named: &[String], tree: Option<&str>, format: &str) -> Result<String, String> {
    let files = load::load(world, named, None);
    let parsed = files.parse();
    let (groups, more) = files.groups(&parsed);
    let loose: Vec<_> = files.diagnostics.iter().cloned().chain(more).collect();
    let mut plans = Vec::new();
    if !loose.is_empty() {
        plans.push(CheckedPlan::loose(&files.sources, loose));
    }
    for group in &groups {
        let mut draft = compile::draft(world, &files, group, &parsed);
        if draft.network.is_none() {
            let found = std::mem::take(&mut draft.diagnostics);
            plans.push(CheckedPlan::faulty(&files.sources, &draft.plan, found));
            continue;
        }
        let evidence = tree.map(|tree| {
            let listed = tree.lines().filter_map(|line| line.split_once(':'));
            let tree = Files(listed.map(|(path, text)| (path.to_owned(), text.trim().to_owned())).collect());
            measure(&draft.plan, &tree, &tree, Limits::default()).unwrap_or_else(|why| panic!("{why}"))
        });
        let as_of = draft.as_of().or_else(|| Date::parse("2025-01-01")).unwrap_or_else(|| panic!("a date"));
        if let Some((survey, found)) = draft.survey(&files, Given { evidence, ..Given::on(as_of, &Weights::default()) }) {
            plans.push(CheckedPlan::new(&survey, found));
        }
    }
    let check = Check::new(plans);
    Ok(match format {
        "human" => anstream::adapter::strip_str(&render::human(&check, &files.sources, 100, true)).to_string(),
        "github" => render::github(&check, true),
        "markdown" => render::comment(&check, true),
        "json" => render::json(&check)?,
        "sarif" => render::sarif(&check, "1.2.3")?,
        "gitlab" => render::gitlab(&check, true)?,
        "junit" => render::junit(&check, true),
        "rdjsonl" => render::rdjsonl(&check, true),
        "line" => render::line(&check),
        "badge" => render::badge(&check),
        "shields" => render::endpoint(&check)?,
        _ => return Err(format!("there is no format `{format}`")),
    })
}
