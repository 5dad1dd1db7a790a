//! What stands around the reports: head, navigation, summary and foot of the page.

use super::convert::Heading;
use crate::render::markup::escape;
use crate::view::{Document, Header};
use std::fmt::Write;

const STYLE: &str = include_str!("page.css");

/// Filter, zoom and keyboard of the chart. The policy of the page runs this text and no other.
const SCRIPT: &str = include_str!("gantt.js");

/// The script's SHA-256, as the policy names it.
const SCRIPT_HASH: &str = "sha256-moRijVpTMfmwQFIT1di6cLTd14j78eJVM6FJ7kbmGDE=";

/// Headings of one report that the navigation lists.
const MAX_HEADINGS: usize = 40;

/// One report in the navigation.
#[derive(Debug)]
pub struct Entry<'a> {
    /// Its id on the page.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its headings.
    pub headings: &'a [Heading],
}

/// Writes all before the navigation.
pub fn head(out: &mut String, document: &Document<'_>) {
    // The policy lets the page use nothing but its own styles and its one script, whatever it holds.
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    let _ = writeln!(
        out,
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">"
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"Compiled by landfall\">\n<title>");
    escape(out, document.plan.title);
    let _ = write!(out, " · {}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n", document.plan.data_date);
    out.push_str("<a class=\"skip\" href=\"#content\">Skip to the reports</a>\n");
}

/// Writes the links to reports and their headings.
pub fn navigation(out: &mut String, entries: &[Entry<'_>], findings: usize) {
    out.push_str("<nav aria-label=\"Reports\">\n<ul>\n");
    for entry in entries {
        let _ = write!(out, "<li><a href=\"#{}\"><bdi>", entry.id);
        escape(out, entry.title);
        out.push_str("</bdi></a>");
        let top = entry.headings.iter().map(|heading| heading.level).min();
        let listed: Vec<&Heading> = entry.headings.iter().filter(|heading| Some(heading.level) == top).collect();
        if listed.len() > 1 {
            out.push_str("\n<ul>\n");
            for heading in listed.iter().take(MAX_HEADINGS) {
                out.push_str("<li><a href=\"#");
                escape(out, &heading.id);
                out.push_str("\"><bdi>");
                escape(out, &heading.text);
                out.push_str("</bdi></a></li>\n");
            }
            if listed.len() > MAX_HEADINGS {
                let _ = writeln!(out, "<li class=\"more\">and {} more</li>", listed.len() - MAX_HEADINGS);
            }
            out.push_str("</ul>\n");
        }
        out.push_str("</li>\n");
    }
    let _ = write!(out, "<li><a href=\"#findings\">Findings <span class=\"count\">{findings}</span></a></li>\n</ul>\n</nav>\n");
}

/// Writes the title, the sums and what they are true of.
pub fn summary(out: &mut String, plan: &Header<'_>) {
    out.push_str("<header class=\"summary\">\n<h1><bdi>");
    escape(out, plan.title);
    let _ = write!(out, "</bdi></h1>\n<p class=\"dates\">As of <time>{}</time>", plan.data_date);
    if let Some(start) = plan.start {
        let _ = write!(out, " · started <time>{start}</time>");
    }
    out.push_str("</p>\n");
    for goal in &plan.goals {
        out.push_str("<p class=\"goal\"><bdi>");
        escape(out, goal);
        out.push_str("</bdi></p>\n");
    }
    progress(out, plan);
    let counted = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    let found: Vec<String> = [(plan.errors, "error"), (plan.warnings, "warning"), (plan.notes, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| counted(count, word))
        .collect();
    if !found.is_empty() {
        let class = if plan.errors > 0 { "error" } else { "warning" };
        let _ = writeln!(out, "<p class=\"found {class}\"><a href=\"#findings\">The plan has {}.</a></p>", found.join(", "));
    }
    out.push_str("</header>\n");
}

/// The bar, and its numbers in words.
fn progress(out: &mut String, plan: &Header<'_>) {
    let counts = &plan.counts;
    let parts = [(counts.done, "done"), (counts.partial, "partial"), (counts.missing, "missing"), (counts.unknown, "unknown")];
    if counts.expected == 0 {
        return;
    }
    let _ = writeln!(
        out,
        "<p class=\"share\"><strong>{}</strong> done: {} of {}</p>",
        counts.percent_text(),
        counts.done,
        counts.expected_text()
    );
    out.push_str("<div class=\"bar\" aria-hidden=\"true\">");
    for (count, word) in parts.into_iter().filter(|(count, _)| *count > 0) {
        let share = f64::from(count) * 100.0 / f64::from(counts.expected);
        let _ = write!(out, "<span class=\"{word}\" style=\"width:{share:.2}%\"></span>");
    }
    out.push_str("</div>\n<ul class=\"key\">\n");
    for (count, word) in parts {
        let _ = writeln!(out, "<li><span class=\"swatch {word}\" aria-hidden=\"true\"></span>{count} {word}</li>");
    }
    out.push_str("</ul>\n");
}

/// Writes all after the reports.
pub fn foot(out: &mut String, document: &Document<'_>) {
    out.push_str("<footer><p>Compiled by Landfall from the plan <code>");
    escape(out, document.plan.id);
    let _ = write!(out, "</code> as of {}. Every number is counted, none is stated.</p></footer>\n</main>\n", document.plan.data_date);
    // Nothing an author writes can look like this: it would be escaped.
    if out.contains("class=\"lf-gantt\"") {
        let _ = writeln!(out, "<script>{SCRIPT}</script>");
    }
    out.push_str("</body>\n</html>\n");
}

#[cfg(test)]
mod tests {
    use super::{SCRIPT, SCRIPT_HASH};
    use base64::Engine;
    use sha2::Digest;

    #[test]
    fn the_policy_names_the_script() {
        let hash = base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(SCRIPT));
        assert_eq!(SCRIPT_HASH, format!("sha256-{hash}"), "the script changed: put its hash in place");
    }
}
