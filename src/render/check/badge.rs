//! A check as a badge: a picture of two fields, and the JSON that shields.io draws one from.

use super::json;
use crate::diag::{Severity, find_code};
use crate::render::markup::escape;
use crate::view::check::{Check, CheckedFinding, number};
use std::fmt::Write;

const LABEL: &str = "landfall";
const HEIGHT: u32 = 20;
/// Room at each side of a text, in pixels.
const ROOM: u32 = 6;

/// What a badge says.
struct Said {
    text: String,
    /// Ground of the right field. White on any of them has a contrast of more than 4.5 : 1, on light pages and on dark ones.
    ground: &'static str,
    /// The word shields.io has for that.
    colour: &'static str,
}

fn said(check: &Check) -> Said {
    const BAD: (&str, &str) = ("#b62324", "critical");
    let fatal = |finding: &CheckedFinding| find_code(finding.view.code).is_none_or(|code| code.fatal);
    let faulty = check.plans.iter().any(|plan| plan.summary.is_none() && plan.findings.iter().any(fatal));
    let errors = check.count(Severity::Error);
    let total = check.total();
    let all = total.things > 0 && total.things_proven >= total.things;
    let share = total.share().map_or_else(|| "nothing to prove".to_owned(), |share| format!("{share} proven"));
    let (text, (ground, colour)) = match () {
        () if faulty => ("faulty plan".to_owned(), BAD),
        () if errors > 0 => (format!("{share}, {}", number(errors, "error")), BAD),
        () if all => (share, ("#1a7037", "success")),
        () if total.things == 0 => (share, ("#57606a", "inactive")),
        () => (share, ("#0a5cbf", "informational")),
    };
    Said { text, ground, colour }
}

/// The badge as an SVG picture with a title for those who do not see it.
pub fn badge(check: &Check) -> String {
    let Said { text, ground, .. } = said(check);
    let (left, right) = (width(LABEL), width(&text));
    let whole = left + right + 4 * ROOM;
    let split = left + 2 * ROOM;
    let mut out = String::new();
    let mut title = String::new();
    escape(&mut title, &format!("{LABEL}: {text}"));
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{whole}\" height=\"{HEIGHT}\" viewBox=\"0 0 {whole} {HEIGHT}\" role=\"img\" aria-label=\"{title}\">"
    );
    let _ = writeln!(out, "<title>{title}</title>");
    let _ = writeln!(out, "<clipPath id=\"r\"><rect width=\"{whole}\" height=\"{HEIGHT}\" rx=\"3\"/></clipPath>");
    let _ = writeln!(
        out,
        "<g clip-path=\"url(#r)\"><rect width=\"{split}\" height=\"{HEIGHT}\" fill=\"#3d444d\"/><rect x=\"{split}\" width=\"{}\" height=\"{HEIGHT}\" fill=\"{ground}\"/></g>",
        whole - split
    );
    out.push_str("<g fill=\"#fff\" font-family=\"Verdana,DejaVu Sans,Geneva,sans-serif\" font-size=\"11\" aria-hidden=\"true\">\n");
    for (x, long, words) in [(ROOM, left, LABEL), (split + ROOM, right, text.as_str())] {
        let _ = write!(out, "<text x=\"{x}\" y=\"14\" textLength=\"{long}\" lengthAdjust=\"spacingAndGlyphs\">");
        escape(&mut out, words);
        out.push_str("</text>\n");
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// What shields.io draws a badge from: <https://shields.io/badges/endpoint-badge>.
///
/// # Errors
/// Never; the error is that of the writer.
pub fn endpoint(check: &Check) -> Result<String, String> {
    let Said { text, colour, .. } = said(check);
    json::pretty(&serde_json::json!({ "schemaVersion": 1, "label": LABEL, "message": text, "color": colour }))
}

/// About how many pixels a text takes in Verdana of eleven.
fn width(text: &str) -> u32 {
    let tenths = |c: char| match c {
        'i' | 'j' | 'l' | ' ' | ',' | '.' => 38,
        'f' | 't' | 'r' => 46,
        'm' | 'w' => 100,
        '%' => 118,
        '0'..='9' => 70,
        _ => 67,
    };
    text.chars().map(tenths).sum::<u32>().div_ceil(10)
}
