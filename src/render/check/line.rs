//! A check on one line a plan.

use crate::view::check::{Check, CheckedPlan};
use std::fmt::Write;

/// One line a plan: `shop: 42% proven; 12 items: 5 proven, …; 1 error, 2 warnings and 0 notes; as of 2025-07-14, commit 1a2b3c4`.
pub fn line(check: &Check) -> String {
    check.plans.iter().fold(String::new(), |mut out, plan| {
        let _ = writeln!(out, "{}", of_plan(plan));
        out
    })
}

/// The line of one plan, without its end.
pub(super) fn of_plan(plan: &CheckedPlan) -> String {
    let mut out = plan.name().to_owned();
    out.push_str(": ");
    if let Some(summary) = &plan.summary {
        if let Some(share) = summary.share() {
            let _ = write!(out, "{share} proven; ");
        }
        let _ = write!(out, "{}; ", summary.words());
    } else if plan.plan.is_some() {
        out.push_str("not checked, for the plan is faulty; ");
    }
    out.push_str(&plan.tally());
    let when = plan.when();
    if !when.is_empty() {
        let _ = write!(out, "; {when}");
    }
    if let Some(delta) = &plan.delta {
        let _ = write!(out, "; since {}: {}", crate::render::markdown::plain(&delta.against), delta.words());
    }
    out
}
