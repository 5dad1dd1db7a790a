//! Which files a plan takes for evidence, so that none of them is written over.

use super::ask::questions;
use super::globs::{in_tree, is_glob, set};
use super::values::MANIFESTS;
use crate::code::Language;
use crate::model::{Item, Plan};
use crate::syntax::Probe;

/// What a plan takes the file at a path of its main tree for; nothing where it reads no such file. `reports` are globs of reports that the plan
/// does not name itself.
pub fn read_as(plan: &Plan, reports: &[Box<str>], path: &str) -> Option<&'static str> {
    let asked = questions(plan);
    let findings = asked.iter().filter(|question| question.kind() == Some(Probe::Findings)).flat_map(|question| &question.subjects);
    let globs: Vec<Box<str>> = plan.coverage_reports.iter().chain(&plan.test_reports).chain(reports).chain(findings).cloned().collect();
    if set(plan, &globs).is_ok_and(|globs| globs.is_match(path)) {
        return Some("a report");
    }
    let named = |written: &str| !is_glob(written) && in_tree(plan, written).trim_end_matches('/') == path;
    let places = plan.items.iter().flat_map(Item::places).any(|place| named(&place.path));
    let subjects = asked.iter().filter(|question| matches!(question.kind(), Some(Probe::File | Probe::Lines | Probe::Value)));
    if places || subjects.flat_map(|question| &question.subjects).any(|subject| named(subject)) {
        return Some("evidence");
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    if MANIFESTS.contains(&name) && asked.iter().any(|question| question.kind() == Some(Probe::Version)) {
        return Some("a list of versions");
    }
    let looks_into =
        |probe: Option<Probe>| matches!(probe, Some(Probe::Text | Probe::Symbol | Probe::Import | Probe::Parses | Probe::Isolation) | None);
    (Language::of_path(path).is_some() && asked.iter().any(|question| looks_into(question.kind()))).then_some("source code")
}
