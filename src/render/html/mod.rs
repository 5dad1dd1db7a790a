//! One self-contained page for a plan: all its reports, and what was found wrong with it.

mod convert;
mod findings;
mod frame;
mod names;

use super::svg;
use crate::view::{Body, Document, Report};
use convert::{Converted, Links, convert};
use names::Names;
use rayon::prelude::*;
use std::fmt::Write;

/// Markdown a report may have to be shown on the page; of a longer one there is a link to its file, because nobody reads, and
/// no browser likes, a page of tens of megabytes.
const MAX_REPORT: usize = 512 * 1024;

/// The page. It fetches nothing, runs nothing, and reads without styles too. `bodies` are the reports in Markdown, in order.
pub fn page(document: &Document<'_>, bodies: &[String]) -> String {
    let mut names = Names::default();
    names.reserve("findings");
    names.reserve("content");
    let sections: Vec<(String, &Report<'_>)> = document.reports.iter().map(|report| (names.of_report(&report.file), report)).collect();
    let mut links: Links = sections.iter().map(|(id, report)| (report.file.clone(), id.clone())).collect();
    links.entry("findings".to_owned()).or_insert_with(|| "findings".to_owned());
    links.entry("README".to_owned()).or_insert_with(|| "content".to_owned());
    let bodies: Vec<Converted> = sections.par_iter().zip(bodies).map(|((id, report), text)| body(report, text, id, &links)).collect();
    let mut out = String::with_capacity(32 * 1024 + bodies.iter().map(|body| body.html.len()).sum::<usize>());
    frame::head(&mut out, document);
    let entries: Vec<frame::Entry<'_>> = sections
        .iter()
        .zip(&bodies)
        .map(|((id, report), body)| frame::Entry { id, title: &report.title, headings: &body.headings })
        .collect();
    frame::navigation(&mut out, &entries, document.findings.len());
    out.push_str("<main id=\"content\" tabindex=\"-1\">\n");
    frame::summary(&mut out, &document.plan);
    for ((id, report), body) in sections.iter().zip(&bodies) {
        let _ = write!(out, "<section class=\"report\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\" dir=\"auto\">");
        super::markup::escape(&mut out, &report.title);
        out.push_str("</h2>\n");
        if let Some(filter) = &report.filter {
            out.push_str("<p class=\"filter\" dir=\"auto\">Shows only: ");
            super::markup::escape(&mut out, filter);
            out.push_str("</p>\n");
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
        Body::Gantt(view) => svg::gantt(view, &report.title, &format!("{id}--Picture")),
        _ => None,
    };
    convert(text, id, links, picture.as_deref())
}
