//! One self-contained page for a plan: all its reports, and what was found wrong with it.

mod convert;
mod findings;
mod frame;
mod names;

use super::svg;
use crate::view::{Body, Document, Outline, Report};
pub use convert::Converted;
use convert::{Links, convert};
use names::Names;
use std::fmt::Write;

/// Markdown a report may have to be shown on the page; of a longer one there is a link to its file, because nobody reads, and
/// no browser likes, a page of tens of megabytes.
const MAX_REPORT: usize = 512 * 1024;

/// Where the reports stand on the page.
#[derive(Debug)]
pub struct Sections {
    ids: Vec<String>,
    links: Links,
}

impl Sections {
    /// Gives each report its place.
    pub fn new(outlines: &[Outline<'_>]) -> Sections {
        let mut names = Names::default();
        names.reserve("findings");
        names.reserve("content");
        let ids: Vec<String> = outlines.iter().map(|outline| names.of_report(&outline.file)).collect();
        let mut links: Links = outlines.iter().zip(&ids).map(|(outline, id)| (outline.file.clone(), id.clone())).collect();
        links.entry("findings".to_owned()).or_insert_with(|| "findings".to_owned());
        links.entry("README".to_owned()).or_insert_with(|| "content".to_owned());
        Sections { ids, links }
    }

    /// The inside of the section at a place, of which `markdown` is the body.
    pub fn section(&self, at: usize, report: &Report<'_>, markdown: &str) -> Converted {
        body(report, markdown, &self.ids[at], &self.links)
    }
}

/// The page. It fetches nothing, runs nothing, and reads without styles too. `inside` are its sections, in order.
pub fn page(document: &Document<'_>, sections: &Sections, inside: &[Converted]) -> String {
    let mut out = String::with_capacity(32 * 1024 + inside.iter().map(|body| body.html.len()).sum::<usize>());
    frame::head(&mut out, document);
    let outlines = document.reports.outlines();
    let placed = || sections.ids.iter().zip(outlines).zip(inside).map(|((id, outline), body)| (id, outline, body));
    let entries: Vec<frame::Entry<'_>> =
        placed().map(|(id, outline, body)| frame::Entry { id, title: &outline.title, headings: &body.headings }).collect();
    frame::navigation(&mut out, &entries, document.findings.len());
    out.push_str("<main id=\"content\" tabindex=\"-1\">\n");
    frame::summary(&mut out, &document.plan);
    for (id, outline, body) in placed() {
        let _ = write!(out, "<section class=\"report\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\"><bdi>");
        super::markup::escape(&mut out, &outline.title);
        out.push_str("</bdi></h2>\n");
        if let Some(filter) = &outline.filter {
            out.push_str("<p class=\"filter\">Shows only: <bdi>");
            super::markup::escape(&mut out, filter);
            out.push_str("</bdi></p>\n");
        }
        out.push_str(&body.html);
        out.push_str("</section>\n");
    }
    findings::write(&mut out, &document.findings);
    frame::foot(&mut out, document);
    out
}

/// What a report says, with pictures where Markdown has charts for others to draw.
fn body(report: &Report<'_>, text: &str, id: &str, links: &Links) -> Converted {
    if text.len() > MAX_REPORT {
        let mut html = String::from("<p>This report is too long for a page. It stands in <a href=\"");
        super::markup::escape(&mut html, &report.file);
        html.push_str(".md\">");
        super::markup::escape(&mut html, &report.file);
        html.push_str(".md</a>.</p>\n");
        return Converted { html, ..Converted::default() };
    }
    // Names of headings have no capitals.
    let picture = match &report.body {
        Body::Gantt(view) => svg::gantt_for_page(view, &report.title, &format!("{id}--Picture")),
        _ => None,
    };
    convert(text, id, links, picture.as_deref())
}
