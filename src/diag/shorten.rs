//! Fewer findings, for pages that people read.

use super::Diagnostic;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Findings of one rule that people are shown; the rest is counted.
pub const SHOWN: usize = 50;

/// The first findings of each rule, the heaviest before the others; the last of them says how many more there are. What leaves no plan is
/// never left out.
pub fn shortened(findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut of_rule: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, finding)| !finding.code.fatal) {
        of_rule.entry(finding.code.name).or_default().push(at);
    }
    let mut dropped = vec![false; findings.len()];
    let mut more = BTreeMap::new();
    for many in of_rule.values_mut().filter(|many| many.len() > SHOWN) {
        many.sort_by_key(|at| (Reverse(findings[*at].severity), findings[*at].place(), *at));
        many[SHOWN..].iter().for_each(|at| dropped[*at] = true);
        more.insert(many[SHOWN - 1], many.len() - SHOWN);
    }
    let kept = findings.iter().enumerate().filter(|(at, _)| !dropped[*at]);
    kept.map(|(at, finding)| match more.get(&at) {
        Some(1) => finding.clone().note(format!("1 more finding of `{}` is not shown", finding.code.name)),
        Some(more) => finding.clone().note(format!("{more} more findings of `{}` are not shown", finding.code.name)),
        None => finding.clone(),
    })
    .collect()
}
