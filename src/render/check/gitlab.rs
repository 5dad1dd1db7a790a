//! Code Quality of GitLab: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use super::{json, least, place};
use crate::diag::{Severity, find_code};
use crate::view::check::Check;
use serde_json::{Value, json};

/// The report as GitLab takes it. `notes` tells notes too.
///
/// # Errors
/// Never for checks this program makes; the error is that of the writer.
pub fn gitlab(check: &Check, notes: bool) -> Result<String, String> {
    let found = check.by_relevance(least(notes));
    let all: Vec<Value> = found
        .into_iter()
        .map(|(plan, finding)| {
            let view = &finding.view;
            let place = place(plan, finding);
            let fatal = find_code(view.code).is_some_and(|code| code.fatal);
            json!({
                "description": format!("{}: {}", view.code, view.message),
                "check_name": view.rule,
                "fingerprint": finding.fingerprint,
                "severity": match view.severity {
                    Severity::Error if fatal => "critical",
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Note | Severity::Allow => "info",
                },
                "location": {
                    // A path must not begin with `./`, and there must be one.
                    "path": place.map_or(".", |place| place.file.strip_prefix("./").unwrap_or(&place.file)),
                    "lines": { "begin": place.map_or(1, |place| place.line) },
                },
            })
        })
        .collect();
    json::pretty(&all)
}
