//! Findings by the item they are about, the worst item first.

use super::{CheckedFinding, CheckedPlan};
use crate::diag::Severity;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The findings about one item.
#[derive(Debug)]
pub struct Group<'c> {
    /// The item's full name; none for what is about no item.
    pub item: Option<&'c str>,
    /// Its title, when something is claimed or measured of it.
    pub title: Option<&'c str>,
    /// The verdict on it, likewise.
    pub verdict: Option<&'static str>,
    /// The places of its findings in the plan's list, the heaviest first.
    pub findings: Vec<usize>,
}

impl CheckedPlan {
    /// The findings at or above a weight by item: the item with the heaviest first, then that with most of them, then the earlier.
    pub fn groups(&self, least: Severity) -> Vec<Group<'_>> {
        let items: HashMap<&str, (&str, &'static str)> =
            self.items.iter().map(|item| (item.name.as_str(), (item.title.as_str(), item.verdict_words()))).collect();
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut of_item: HashMap<Option<&str>, usize> = HashMap::new();
        for (at, finding) in self.findings.iter().enumerate().filter(|(_, finding)| finding.view.severity >= least) {
            let item = finding.view.item.as_deref();
            let group = *of_item.entry(item).or_insert_with(|| {
                let known = item.and_then(|item| items.get(item));
                groups.push(Group { item, title: known.map(|known| known.0), verdict: known.map(|known| known.1), findings: Vec::new() });
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(group) {
                group.findings.push(at);
            }
        }
        for group in &mut groups {
            group.findings.sort_by_key(|at| Reverse(self.findings.get(*at).map(weight)));
        }
        groups.sort_by_key(|group| {
            let weights = || group.findings.iter().filter_map(|at| self.findings.get(*at)).map(weight);
            let heaviest = weights().max();
            let errors = weights().filter(|(severity, _)| *severity == Severity::Error).count();
            Reverse((heaviest, errors))
        });
        groups
    }
}

fn weight(finding: &CheckedFinding) -> (Severity, u8) {
    (finding.view.severity, finding.relevance())
}
