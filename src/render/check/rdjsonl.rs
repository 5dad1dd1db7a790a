//! Diagnostics for reviewdog, one JSON object a line: <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>. Its columns count
//! bytes of UTF-8, and the end is behind the last.

use super::{least, place};
use crate::diag::Severity;
use crate::view::check::Check;
use serde_json::json;

/// A line a finding. `notes` tells notes too.
pub fn rdjsonl(check: &Check, notes: bool) -> String {
    let mut out = String::new();
    for (plan, finding) in check.by_relevance(least(notes)) {
        let view = &finding.view;
        let mut location = json!({});
        if let Some(place) = place(plan, finding) {
            let mut range = json!({ "start": { "line": place.line } });
            if let Some(extent) = finding.extents.first().filter(|_| !view.places.is_empty()) {
                range = json!({
                    "start": { "line": place.line, "column": extent.byte },
                    "end": { "line": extent.end_line, "column": extent.end_byte },
                });
            }
            location = json!({ "path": place.file, "range": range });
        }
        let line = json!({
            "message": finding.told(),
            "location": location,
            "severity": match view.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Note | Severity::Allow => "INFO",
            },
            "source": { "name": "landfall" },
            "code": { "value": format!("{} {}", view.code, view.rule) },
        });
        out.push_str(&line.to_string());
        out.push('\n');
    }
    out
}
