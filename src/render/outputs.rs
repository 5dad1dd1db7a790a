//! All files that are written of one plan.

use super::html::{self, Converted, Sections};
use super::{MARK, json, markdown, svg};
use crate::view::{Body, Document, Outline};
use rayon::prelude::*;
use std::io::{self, Write};

/// Takes the files of a plan one by one, from several threads and in any order.
pub trait Shelf: Sync {
    /// Takes the file that `write` writes; it may be asked to write several times, or not to the end.
    ///
    /// # Errors
    /// When the file cannot be kept, in words for people.
    fn put(&self, name: &str, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) -> Result<(), String>;
}

/// Makes the files: one Markdown file a report, a picture of each Gantt chart, an index, the findings, the JSON document and the page.
/// A report is built, written in every form and let go before the next, so that a large plan never holds all of them.
///
/// # Errors
/// Those of the shelf.
pub fn outputs(document: &Document<'_>, shelf: &dyn Shelf) -> Result<(), String> {
    let sections = Sections::new(document.reports.outlines());
    let one = |(at, outline): (usize, &Outline<'_>)| -> Result<(Converted, Vec<u8>), String> {
        let report = document.reports.build(outline);
        let data = json::report(&report).map_err(|error| error.to_string())?;
        let body = markdown::body(&report.body);
        text(shelf, &format!("{}.md", report.file), &markdown::with_body(&document.plan, &report, &body))?;
        if let Body::Gantt(view) = &report.body
            && let Some(picture) = svg::gantt(view, &report.title, "gantt")
        {
            text(shelf, &format!("{}.svg", report.file), &format!("<!-- {MARK}; edit the plan, not this file. -->\n{picture}"))?;
        }
        Ok((sections.section(at, &report, &body), data))
    };
    let (inside, data): (Vec<Converted>, Vec<Vec<u8>>) = document
        .reports
        .outlines()
        .par_iter()
        .enumerate()
        .with_max_len(1)
        .map(one)
        .collect::<Result<Vec<_>, String>>()?
        .into_iter()
        .unzip();
    text(shelf, "README.md", &markdown::index(document))?;
    text(shelf, "findings.md", &markdown::findings(document))?;
    let (page, data) = rayon::join(
        || text(shelf, "index.html", &html::page(document, &sections, &inside)),
        || shelf.put("plan.json", &|out| json::write(out, document, &data)),
    );
    page.and(data)
}

fn text(shelf: &dyn Shelf, name: &str, text: &str) -> Result<(), String> {
    shelf.put(name, &|out| out.write_all(text.as_bytes()))
}
