//! A check for people: findings by the item they are about, the worst first, each with an excerpt of the plan.

use super::least;
use crate::diag::SHOWN;
use crate::render::findings;
use crate::render::markdown::plain;
use crate::text::Sources;
use crate::view::check::{Check, CheckedPlan, Group};
use std::collections::HashMap;

const BOLD: &str = "\u{1b}[1m";
const END: &str = "\u{1b}[0m";

/// Findings shown at the most; the rest is counted.
const ALL_SHOWN: usize = 200;

/// The findings of all plans, in colours; the terminal strips them where they are not wanted. `width` is the number of columns there
/// are, `notes` tells notes too.
pub fn human(check: &Check, sources: &Sources, width: usize, notes: bool) -> String {
    let mut out = String::new();
    let mut left = ALL_SHOWN;
    let mut left_out = 0;
    for plan in &check.plans {
        let mut of_rule: HashMap<&str, usize> = HashMap::new();
        for group in plan.groups(least(notes)) {
            let mut shown = Vec::new();
            for diagnostic in group.findings.iter().filter_map(|at| plan.diagnostics.get(*at)) {
                let seen = of_rule.entry(diagnostic.code.name).or_default();
                if left == 0 || *seen >= SHOWN && !diagnostic.code.fatal {
                    left_out += 1;
                    continue;
                }
                (*seen, left) = (*seen + 1, left - 1);
                shown.push(diagnostic);
            }
            if shown.is_empty() {
                continue;
            }
            heading(&mut out, plan, &group);
            for diagnostic in shown {
                out.push_str(&findings::human(sources, diagnostic, width));
                out.push_str("\n\n");
            }
        }
    }
    if left_out > 0 {
        out.push_str(&format!("… and {left_out} more; `--format short` lists them all\n"));
    }
    out
}

/// The item with its verdict and title; nothing above what is about no item.
fn heading(out: &mut String, plan: &CheckedPlan, group: &Group<'_>) {
    let Some(item) = group.item.filter(|item| Some(*item) != plan.plan.as_deref()) else { return };
    let verdict = group.verdict.map_or_else(String::new, |verdict| format!(" ({verdict})"));
    let title = group.title.filter(|title| *title != item).map_or_else(String::new, |title| format!("  {}", plain(title)));
    out.push_str(&format!("{BOLD}{item}{END}{verdict}{title}\n"));
}
