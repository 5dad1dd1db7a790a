//! The claims report in Markdown.

use super::{Table, code_cell, text};
use crate::progress::check::Agreement;
use crate::view::claims::{About, ClaimView, Claims, Counts, DocumentClaims, Named, SourceView};
use std::fmt::Write;

/// So many names of an import are shown.
const NAMES: usize = 3;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Claims<'_>) {
    let plural = if view.documents.len() == 1 { "" } else { "s" };
    let _ = write!(out, "{} document{plural}: ", view.documents.len());
    counts(out, view.counts);
    out.push_str(".\n\n");
    out.push_str("Nothing here was believed: every claim stands beside what the plan counts or states. A percentage disagrees only when no rounding of the counted one gives it; `~` allows a tenth; `+` asks for at least as many. *About* is also said of a time that only overlaps. *Not refuted* means that there may be more than the plan can count, or that it changed after the document was written; *recorded only* means that nothing in the plan can confirm or deny it.\n\n");
    disagreements(out, view);
    for document in &view.documents {
        all(out, document);
    }
}

fn counts(out: &mut String, counts: Counts) {
    let _ = write!(out, "**{} claim{}**", counts.claims, if counts.claims == 1 { "" } else { "s" });
    let parts = [
        (counts.agree, "agree"),
        (counts.about, "about right"),
        (counts.not_refuted, "not refuted"),
        (counts.disagree, "disagree"),
        (counts.recorded_only, "recorded only"),
    ];
    let mut separator = ": ";
    for (count, word) in parts.into_iter().filter(|(count, _)| *count > 0) {
        let _ = write!(out, "{separator}{count} {word}");
        separator = ", ";
    }
}

/// What disagrees, first of all.
fn disagreements(out: &mut String, view: &Claims<'_>) {
    let rows = || view.documents.iter().flat_map(|document| document.claims.iter().map(move |claim| (document, claim)));
    if !rows().any(|(_, claim)| claim.agreement == Agreement::Disagrees) {
        return;
    }
    let (distinct, all) = rows()
        .filter(|(_, claim)| claim.agreement == Agreement::Disagrees)
        .fold((0, 0), |(distinct, all), (_, claim)| (distinct + 1, all + claim.times));
    out.push_str("## What disagrees\n\n");
    if all > distinct {
        let _ = writeln!(out, "{all} claims, {distinct} of them distinct: what a document says in several places stands in one row.\n");
    }
    Table::new(out, &["Where", "Of what", "Claimed", "The plan says"]);
    for (document, claim) in rows().filter(|(_, claim)| claim.agreement == Agreement::Disagrees) {
        out.push_str("| ");
        place(out, document.source.id, claim);
        out.push_str(" | ");
        named(out, claim.named);
        let _ = writeln!(out, " | {} | {} |", code_cell(claim.claim), text(&claim.found));
    }
    out.push('\n');
}

fn all(out: &mut String, document: &DocumentClaims<'_>) {
    let _ = writeln!(out, "## {}\n", text(document.source.title));
    source(out, document.source);
    out.push_str(" · ");
    counts(out, document.counts);
    out.push_str("\n\n");
    Table::new(out, &["Where", "Of what", "Claimed", "The plan says", "Verdict"]);
    for claim in &document.claims {
        out.push_str("| ");
        place(out, document.source.id, claim);
        out.push_str(" | ");
        named(out, claim.named);
        let found = if claim.found.is_empty() { "–".into() } else { text(&claim.found) };
        let _ = writeln!(out, " | {} | {found} | {}{} |", code_cell(claim.claim), mark(claim.agreement), claim.agreement.word());
    }
    out.push('\n');
}

/// Where a document is, and of which day.
fn source(out: &mut String, source: SourceView<'_>) {
    let _ = write!(out, "{}", super::code(source.id));
    if let Some(dated) = source.dated {
        let _ = write!(out, " of {dated}");
    }
    if let Some(link) = source.link {
        out.push_str(" · ");
        link_to(out, link);
    }
}

/// Where a document is: a web address as a link. Anything else names a file beside the plan, which is not among the outputs: it is shown
/// as it was written.
pub(super) fn link_to(out: &mut String, link: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/?#=&%+,:".contains(c);
    if link.chars().all(plain) && (link.starts_with("https://") || link.starts_with("http://")) {
        let _ = write!(out, "[{}]({link})", text(link));
    } else {
        let _ = write!(out, "{}", super::code_cell(link));
    }
}

/// The lines at which a document says something; many are cut short.
fn place(out: &mut String, id: &str, claim: &ClaimView<'_>) {
    const SHOWN: usize = 4;
    out.push('`');
    out.push_str(id);
    let mut separator = ':';
    for (first, last) in claim.lines.iter().take(SHOWN) {
        let _ = write!(out, "{separator}{first}");
        if last != first {
            let _ = write!(out, "–{last}");
        }
        separator = ',';
    }
    out.push('`');
    if claim.lines.len() > SHOWN {
        let _ = write!(out, " and {} more", claim.lines.len() - SHOWN);
    }
}

/// What a document spoke of.
pub(super) fn named(out: &mut String, named: Named<'_>) {
    match (named.about, named.within) {
        (About::Plan, _) => out.push_str("*the whole plan*"),
        (About::Item, None) => {
            let _ = write!(out, "{}", text(named.title));
        }
        (About::Item, Some(within)) => {
            let _ = write!(out, "{} › {}", text(within), text(named.title));
        }
        (About::Step, within) => {
            let _ = write!(out, "step {} of {}", text(named.title), text(within.unwrap_or_default()));
        }
        (About::Phase, _) => {
            let _ = write!(out, "phase {}", text(named.title));
        }
        (About::Target, _) => {
            let _ = write!(out, "target {}", text(named.title));
        }
        (About::Issue, within) => {
            let _ = write!(out, "issue {} {}", within.unwrap_or_default(), text(named.title));
        }
        (About::Import, _) => {
            let _ = write!(out, "import {}", code_cell(named.title));
            for (at, name) in named.names.iter().take(NAMES).enumerate() {
                let _ = write!(out, "{}{}", if at == 0 { ": " } else { ", " }, code_cell(name));
            }
            if named.names.len() > NAMES {
                let _ = write!(out, " and {} more", named.names.len() - NAMES);
            }
        }
    }
}

/// A mark beside the word.
pub(super) fn mark(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::Agrees | Agreement::AgreesReading => "✅ ",
        Agreement::About => "≈ ",
        Agreement::Disagrees => "❌ ",
        Agreement::NotRefuted | Agreement::NotCheckable => "",
    }
}

#[cfg(test)]
mod tests {
    use super::link_to;

    #[test]
    fn only_what_leads_somewhere_is_a_link() {
        let shown = |link: &str| {
            let mut out = String::new();
            link_to(&mut out, link);
            out
        };
        assert_eq!(shown("https://example.org/a?b=1"), "[https&#58;//example.org/a?b=1](https://example.org/a?b=1)");
        // The outputs stand in another folder than the plan.
        assert_eq!([shown("LIST.md"), shown("../docs/list.md#a")], ["`LIST.md`", "`../docs/list.md#a`"]);
        assert_eq!(shown("javascript:alert(1)"), "`javascript:alert(1)`");
    }
}
