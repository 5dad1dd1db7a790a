//! All files that are written of one plan.

use super::html::{self, Converted, Sections};
use super::{MARK, json, markdown, svg};
use crate::view::{Body, Document, Outline};
use rayon::prelude::*;
use std::io::Write;

/// Takes the files of a plan, from several threads and in any order.
pub trait Shelf: Sync {
    /// Begins a file.
    ///
    /// # Errors
    /// When it cannot be begun, in words for people.
    fn begin(&self, name: &str) -> Result<Box<dyn Sheet + '_>, String>;
}

/// A file that is being written. One that is let go before its end leaves nothing behind. The errors of its writer are words for people.
pub trait Sheet: Write + Send {
    /// Keeps what was written.
    ///
    /// # Errors
    /// When it cannot be kept, in words for people.
    fn keep(self: Box<Self>) -> Result<(), String>;
}

/// Makes the files: one Markdown file a report, a picture of each Gantt chart, an index, the findings, the JSON document and the page.
/// A report is built, written in every form and let go before the next, so that a large plan never holds all of them.
///
/// # Errors
/// Those of the shelf.
pub fn outputs(document: &Document<'_>, shelf: &dyn Shelf) -> Result<(), String> {
    let outlines = document.reports.outlines();
    let sections = Sections::new(outlines);
    let data = json::Growing::new(shelf.begin("plan.json")?);
    let one = |at: usize, outline: &Outline<'_>| -> Result<Converted, String> {
        let report = document.reports.build(outline);
        data.add(at, &report).map_err(|error| error.to_string())?;
        let body = markdown::body(&report.body);
        text(shelf, &format!("{}.md", report.file), &markdown::with_body(&document.plan, &report, &body))?;
        if let Body::Gantt(view) = &report.body
            && let Some(picture) = svg::gantt(view, &report.title, "gantt")
        {
            text(shelf, &format!("{}.svg", report.file), &format!("<!-- {MARK}; edit the plan, not this file. -->\n{picture}"))?;
        }
        Ok(sections.section(at, &report, &body))
    };
    // What stands before the reports is one more piece of work; all are begun in their order, so that few wait for those before them.
    let mut inside: Vec<(usize, Converted)> = (0..=outlines.len())
        .par_bridge()
        .filter_map(|work| match work.checked_sub(1).and_then(|at| Some((at, outlines.get(at)?))) {
            Some((at, outline)) => Some(one(at, outline).map(|section| (at, section))),
            None => data.begin(document).map_err(|error| error.to_string()).err().map(Err),
        })
        .collect::<Result<_, String>>()?;
    inside.sort_unstable_by_key(|(at, _)| *at);
    let inside: Vec<Converted> = inside.into_iter().map(|(_, section)| section).collect();
    data.end().map_err(|error| error.to_string())?.keep()?;
    text(shelf, "README.md", &markdown::index(document))?;
    text(shelf, "findings.md", &markdown::findings(document))?;
    text(shelf, "index.html", &html::page(document, &sections, &inside))
}

fn text(shelf: &dyn Shelf, name: &str, text: &str) -> Result<(), String> {
    let mut sheet = shelf.begin(name)?;
    sheet.write_all(text.as_bytes()).map_err(|error| error.to_string())?;
    sheet.keep()
}
