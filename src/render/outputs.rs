//! All files that are written of one plan.

use crate::view::{Body, Document};
use rayon::prelude::*;

use super::{MARK, html, json, markdown, svg};

/// The files by name: one Markdown file a report, a picture of each Gantt chart, an index, the findings, the JSON document and the page.
///
/// # Errors
/// Never for documents this program builds; the error is that of the JSON writer.
pub fn outputs(document: &Document<'_>) -> serde_json::Result<Vec<(String, String)>> {
    let bodies: Vec<String> = document.reports.par_iter().map(|report| markdown::body(&report.body)).collect();
    let (page, json) = rayon::join(|| html::page(document, &bodies), || json::document(document));
    // Each body is given up for its file, so that no report is held twice.
    let named = document.reports.par_iter().zip(bodies);
    let mut files: Vec<(String, String)> =
        named.map(|(report, body)| (format!("{}.md", report.file), markdown::with_body(&document.plan, report, &body))).collect();
    for report in &document.reports {
        if let Body::Gantt(view) = &report.body
            && let Some(picture) = svg::gantt(view, &report.title, "gantt")
        {
            files.push((format!("{}.svg", report.file), format!("<!-- {MARK}; edit the plan, not this file. -->\n{picture}")));
        }
    }
    files.push(("README.md".to_owned(), markdown::index(document)));
    files.push(("findings.md".to_owned(), markdown::findings(document)));
    files.push(("plan.json".to_owned(), json?));
    files.push(("index.html".to_owned(), page));
    Ok(files)
}
