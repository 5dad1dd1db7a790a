//! SARIF 2.1.0 (OASIS), as code scanning services read it: one result a finding, and what is waived as a suppressed one.

use super::{json, place, uri};
use crate::diag::{Code, Severity, find_code};
use crate::view::PlaceView;
use crate::view::check::{Check, CheckedFinding, CheckedPlan, Extent, WaivedFinding};
use serde_json::{Map, Value, json};

/// The log of one run. `version` is that of this program.
///
/// # Errors
/// Never for checks this program makes; the error is that of the writer.
pub fn sarif(check: &Check, version: &str) -> Result<String, String> {
    let mut codes: Vec<&'static Code> = Vec::new();
    for plan in &check.plans {
        let waived = plan.waived.iter().map(|waived| &waived.finding);
        codes.extend(plan.findings.iter().chain(waived).filter_map(|finding| find_code(finding.view.code)));
    }
    codes.sort_by_key(|code| code.id);
    codes.dedup_by_key(|code| code.id);
    let mut results: Vec<Value> = Vec::new();
    for (plan, finding) in check.by_relevance(Severity::Note) {
        results.push(result(&codes, plan, finding).into());
    }
    for plan in &check.plans {
        results.extend(plan.waived.iter().map(|waived| suppressed(&codes, plan, waived)));
    }
    json::pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "landfall",
                "semanticVersion": version,
                "rules": codes.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            } },
            "automationDetails": { "id": "landfall/" },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.id,
        "name": code.name,
        "shortDescription": { "text": code.summary },
        "fullDescription": { "text": code.summary },
        "help": { "text": code.explanation, "markdown": code.explanation },
        "defaultConfiguration": { "level": level(code.severity) },
        "properties": { "tags": ["plan"] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note | Severity::Allow => "note",
    }
}

fn result(codes: &[&Code], plan: &CheckedPlan, finding: &CheckedFinding) -> Map<String, Value> {
    let view = &finding.view;
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), view.code.into());
    if let Ok(index) = codes.binary_search_by_key(&view.code, |code| code.id) {
        result.insert("ruleIndex".to_owned(), index.into());
    }
    result.insert("level".to_owned(), level(view.severity).into());
    result.insert("message".to_owned(), json!({ "text": unlinked(&finding.told()) }));
    if let Some(place) = place(plan, finding) {
        let extent = finding.extents.first().filter(|_| !view.places.is_empty());
        let mut location = json!({ "physicalLocation": physical(place, extent) });
        if let (Some(item), Value::Object(fields)) = (&view.item, &mut location) {
            fields.insert("logicalLocations".to_owned(), json!([{ "fullyQualifiedName": item }]));
        }
        result.insert("locations".to_owned(), json!([location]));
    }
    let related = view.places.iter().zip(&finding.extents).enumerate().skip(1);
    let related: Vec<Value> = related
        .map(|(at, (place, extent))| {
            let mut location = json!({ "id": at, "physicalLocation": physical(place, Some(extent)) });
            if let (false, Value::Object(fields)) = (place.label.is_empty(), &mut location) {
                fields.insert("message".to_owned(), json!({ "text": unlinked(&place.label) }));
            }
            location
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".to_owned(), related.into());
    }
    result.insert("partialFingerprints".to_owned(), json!({ "landfall/v1": finding.fingerprint }));
    result
}

fn suppressed(codes: &[&Code], plan: &CheckedPlan, waived: &WaivedFinding) -> Value {
    let mut result = result(codes, plan, &waived.finding);
    let by = if waived.by.is_empty() { String::new() } else { format!("accepted by {}", waived.by.join(", ")) };
    let until = waived.until.map_or_else(String::new, |until| format!("until {until}"));
    let why: Vec<&str> = [waived.because.as_deref().unwrap_or(""), &by, &until].into_iter().filter(|text| !text.is_empty()).collect();
    let mut suppression = json!({ "kind": "inSource", "status": "accepted" });
    if let (false, Value::Object(fields)) = (why.is_empty(), &mut suppression) {
        fields.insert("justification".to_owned(), why.join("; ").into());
    }
    result.insert("suppressions".to_owned(), json!([suppression]));
    result.into()
}

/// In a message `[text](target)` would be a link (section 3.11.6); an author's brackets are none.
fn unlinked(text: &str) -> String {
    text.replace("](", "\\](")
}

fn physical(place: &PlaceView, extent: Option<&Extent>) -> Value {
    let region = match extent {
        Some(extent) => json!({
            "startLine": place.line, "startColumn": place.column,
            "endLine": extent.end_line, "endColumn": extent.end_column,
        }),
        None => json!({ "startLine": place.line, "startColumn": place.column }),
    };
    json!({ "artifactLocation": { "uri": uri::of_path(&place.file) }, "region": region })
}
