//! What was found wrong, at the end of the page.

use crate::render::markup::escape;
use crate::view::{FindingView, PlaceView};
use std::fmt::Write;

/// Findings listed at most; `landfall check` lists all.
const MAX: usize = 2000;

/// Writes the section.
pub fn write(out: &mut String, findings: &[FindingView]) {
    out.push_str("<section class=\"report\" aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
    if findings.is_empty() {
        out.push_str("<p>Nothing was found wrong with the plan.</p>\n</section>\n");
        return;
    }
    out.push_str("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Findings\">\n<table class=\"findings\">\n<thead><tr><th scope=\"col\">Weight</th><th scope=\"col\">Finding</th><th scope=\"col\">Place</th></tr></thead>\n<tbody>\n");
    for finding in findings.iter().take(MAX) {
        row(out, finding);
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    if findings.len() > MAX {
        let _ = writeln!(out, "<p>… and {} more; <code>landfall check</code> lists them all.</p>", findings.len() - MAX);
    }
    out.push_str("</section>\n");
}

fn row(out: &mut String, finding: &FindingView) {
    let word = finding.severity.word();
    let _ = write!(out, "<tr><td><span class=\"weight {word}\">{word}</span></td><td><span class=\"message\">");
    message(out, &finding.message);
    out.push_str("</span>");
    for note in &finding.notes {
        out.push_str("<br><span class=\"aside\">");
        message(out, note);
        out.push_str("</span>");
    }
    if let Some(help) = &finding.help {
        out.push_str("<br><span class=\"aside\">What to do: ");
        message(out, help);
        out.push_str("</span>");
    }
    let _ = write!(out, "<br><code>{}</code> <code>{}</code></td><td>", finding.code, finding.rule);
    for (at, place) in finding.places.iter().enumerate() {
        if at > 0 {
            out.push_str("<br>");
        }
        self::place(out, place);
    }
    out.push_str("</td></tr>\n");
}

fn place(out: &mut String, place: &PlaceView) {
    out.push_str("<code>");
    escape(out, &place.file);
    let _ = write!(out, ":{}:{}</code>", place.line, place.column);
    if !place.label.is_empty() {
        out.push_str(" <span class=\"aside\">");
        message(out, &place.label);
        out.push_str("</span>");
    }
}

/// A message, in which names stand between backticks.
fn message(out: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some((before, name, after)) =
        rest.split_once('`').and_then(|(before, rest)| rest.split_once('`').map(|(name, after)| (before, name, after)))
    {
        escape(out, before);
        out.push_str("<code>");
        escape(out, name);
        out.push_str("</code>");
        rest = after;
    }
    escape(out, rest);
}

#[cfg(test)]
mod tests {
    use super::message;

    #[test]
    fn names_in_messages_are_code() {
        let mut out = String::new();
        message(&mut out, "`a<b>` is not `c`; a lone ` stays");
        assert_eq!(out, "<code>a&lt;b&gt;</code> is not <code>c</code>; a lone ` stays");
    }
}
