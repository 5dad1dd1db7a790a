//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>. A runner shows ten errors, ten warnings and
//! ten notices of a step; the rest follows as plain lines of the log.

use super::{least, place};
use crate::diag::Severity;
use crate::view::check::{Check, CheckedFinding, CheckedPlan};
use std::fmt::Write;

/// Annotations of one kind that GitHub shows of a step.
const SHOWN: usize = 10;

/// Annotations for the most relevant findings, and the rest as lines of the log. `notes` tells notes too.
pub fn github(check: &Check, notes: bool) -> String {
    let mut out = String::new();
    let mut rest: Vec<(&CheckedPlan, &CheckedFinding)> = Vec::new();
    let found = check.by_relevance(least(notes));
    for severity in [Severity::Error, Severity::Warning, Severity::Note] {
        let of_weight: Vec<_> = found.iter().copied().filter(|(_, finding)| finding.view.severity == severity).collect();
        let all: usize = of_weight.len();
        // One place among the notices is kept for the one that says how many more there are.
        let shown = if severity == Severity::Note { SHOWN - 1 } else { SHOWN };
        for (plan, finding) in of_weight.iter().take(shown) {
            annotation(&mut out, plan, finding);
        }
        if all > shown {
            rest.extend(of_weight.into_iter().skip(shown));
        }
    }
    if !rest.is_empty() {
        let words = more(&rest);
        let _ = writeln!(out, "::notice title=landfall::{}", value(&format!("{words} are listed in the log of this step")));
        let _ = writeln!(out, "::group::{}", value(&words));
        for (plan, finding) in rest {
            let place = place(plan, finding).map_or_else(String::new, |place| format!("{}: ", place.words()));
            let view = &finding.view;
            log_line(&mut out, &format!("{place}{}[{} {}]: {}", view.severity.word(), view.code, view.rule, view.message));
        }
        out.push_str("::endgroup::\n");
    }
    for plan in &check.plans {
        log_line(&mut out, &super::line::of_plan(plan));
    }
    out
}

/// `3 more errors and 1 more warning`.
fn more(rest: &[(&CheckedPlan, &CheckedFinding)]) -> String {
    let count = |severity| rest.iter().filter(|(_, finding)| finding.view.severity == severity).count();
    let kinds = [Severity::Error, Severity::Warning, Severity::Note];
    let parts = kinds.map(|severity| (count(severity), severity.word())).into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = parts.map(|(count, word)| format!("{count} more {word}{}", if count == 1 { "" } else { "s" })).collect();
    words.join(" and ")
}

fn annotation(out: &mut String, plan: &CheckedPlan, finding: &CheckedFinding) {
    let view = &finding.view;
    let command = match view.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Allow => "notice",
    };
    let mut properties: Vec<(&str, String)> = Vec::new();
    if let Some(place) = place(plan, finding) {
        properties.push(("file", place.file.clone()));
        properties.push(("line", place.line.to_string()));
        let extent = finding.extents.first().filter(|_| !view.places.is_empty());
        // Columns mean something to GitHub only within one line.
        match extent {
            Some(extent) if extent.end_line == place.line => {
                properties.push(("col", place.column.to_string()));
                properties.push(("endColumn", extent.end_column.max(place.column).to_string()));
            }
            Some(extent) => properties.push(("endLine", extent.end_line.to_string())),
            None => {}
        }
    }
    properties.push(("title", format!("{} {}", view.code, view.rule)));
    let properties: Vec<String> = properties.into_iter().map(|(name, text)| format!("{name}={}", property(&text))).collect();
    let _ = writeln!(out, "::{command} {}::{}", properties.join(","), value(&finding.told()));
}

/// A line of the log that no runner takes for a command, whatever an author wrote: commands begin with `::`, and those of an older form
/// hold `##[` anywhere.
fn log_line(out: &mut String, text: &str) {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let text = text.replace("##[", "# #[");
    let _ = writeln!(out, "{}{text}", if text.trim_start().starts_with("::") { "- " } else { "" });
}

/// Escapes the message of a command: it ends with the line.
pub fn value(raw: &str) -> String {
    raw.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of a command, which also ends at a comma or colon.
pub fn property(raw: &str) -> String {
    value(raw).replace(':', "%3A").replace(',', "%2C")
}
