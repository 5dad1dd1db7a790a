//! The index of a plan's reports, and the list of its findings.

use super::{Table, code, code_cell, mark, report_title, text};
use crate::diag::Severity;
use crate::view::{Document, FindingView, ReportKind};
use std::fmt::Write;

/// The page that a folder of reports opens with.
pub fn index(document: &Document<'_>) -> String {
    let plan = &document.plan;
    let mut out = mark();
    let _ = writeln!(out, "# {}\n", text(plan.title));
    for goal in &plan.goals {
        let _ = writeln!(out, "> {}\n", text(goal));
    }
    let counts = plan.counts;
    let _ = write!(out, "As of {}", plan.data_date);
    if counts.expected > 0 {
        let _ = write!(
            out,
            ": {} of {} things done ({}), {} partial, {} missing, {} unknown",
            counts.done,
            counts.expected_text(),
            counts.percent_text(),
            counts.partial,
            counts.missing,
            counts.unknown
        );
    }
    out.push_str(".\n\n| Report | What it tells |\n| --- | --- |\n");
    for report in document.reports.outlines() {
        let _ = writeln!(out, "| [{}]({}.md) | {} |", report_title(report), report.file, tells(report.kind));
    }
    let _ = writeln!(out, "| [Findings](findings.md) | {} |", finding_counts(document));
    out.push_str("| [plan.json](plan.json) | Everything as data |\n| [index.html](index.html) | Everything on one page |\n");
    out
}

fn tells(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::Status => "Is it ready, what blocks it, how healthy are the parts",
        ReportKind::Roadmap => "What is done in which phase, and in what order",
        ReportKind::Gantt => "When it happens, as bars on a time scale",
        ReportKind::Next => "What can start now, most urgent first",
        ReportKind::Checklist => "Every task with its steps, to tick off",
        ReportKind::Coverage => "How much of what is expected is there",
        ReportKind::Inventory => "What there is and what is missing, by area and folder",
        ReportKind::Dependencies => "What needs what, and how much hangs on it",
        ReportKind::Registry => "Which imports work, and what to use instead of the others",
        ReportKind::Schedule => "Dates with their room, the critical path, waits for people, what is late",
        ReportKind::Claims => "What documents said, beside what is counted",
    }
}

fn finding_counts(document: &Document<'_>) -> String {
    let plan = &document.plan;
    let word = |count: usize, word: &str| if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") };
    format!("{}, {}, {}", word(plan.errors, "error"), word(plan.warnings, "warning"), word(plan.notes, "note"))
}

/// All findings, heaviest first, each with its places and what to do.
pub fn findings(document: &Document<'_>) -> String {
    let mut out = mark();
    let _ = writeln!(out, "# {}: Findings\n", text(document.plan.title));
    let _ = writeln!(out, "As of {}: {}.\n", document.plan.data_date, finding_counts(document));
    for (severity, heading) in [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Note, "Notes")] {
        let of_weight: Vec<&FindingView> = document.findings.iter().filter(|finding| finding.severity == severity).collect();
        if of_weight.is_empty() {
            continue;
        }
        let _ = writeln!(out, "## {heading}\n");
        let mut rules: Vec<&str> = of_weight.iter().map(|finding| finding.rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let summary = |rule: &str| crate::diag::find_code(rule).map_or("", |code| code.summary);
        for rule in rules {
            let found: Vec<&&FindingView> = of_weight.iter().filter(|finding| finding.rule == rule).collect();
            let _ = writeln!(out, "### {} {rule}\n\n{}\n", found[0].code, summary(rule));
            for finding in found {
                one(&mut out, finding);
            }
            out.push('\n');
        }
    }
    if !document.waivers.is_empty() {
        out.push_str("## Accepted for now\n\n");
        let mut table = Table::new(&mut out, &["Rule", "On", "By", "Until", "Why"]);
        for waiver in &document.waivers {
            let until = waiver.until.map_or_else(String::new, |until| until.to_string());
            let on = if waiver.on.is_empty() { "everything".to_owned() } else { text(&waiver.on.join(", ")).into_owned() };
            table.row(&[waiver.rule, &on, &text(&waiver.by.join(", ")), &until, &text(waiver.because.unwrap_or_default())]);
        }
        table.end();
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn one(out: &mut String, finding: &FindingView) {
    let _ = write!(out, "- {}", message(&finding.message));
    if let Some(place) = finding.places.first() {
        let _ = write!(out, " ({})", code(&format!("{}:{}", place.file, place.line)));
    }
    out.push('\n');
    for place in finding.places.iter().skip(1) {
        let label = if place.label.is_empty() { String::new() } else { format!(": {}", message(&place.label)) };
        let _ = writeln!(out, "  - {}{label}", code(&format!("{}:{}", place.file, place.line)));
    }
    for note in &finding.notes {
        let _ = writeln!(out, "  - {}", message(note));
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(out, "  - *{}*", message(help));
    }
}

/// A message, in which names stand between backticks, also for a table.
pub fn message(raw: &str) -> String {
    spans(raw, |prose| text(prose).into_owned(), code_cell)
}

/// A message, in which names stand between backticks; `prose` writes what stands around them, and `name` the names.
pub fn spans(raw: &str, prose: impl Fn(&str) -> String, name: impl Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(raw.len() + 8);
    // Backticks come in pairs; without a partner the last is text.
    let pieces: Vec<&str> = raw.split('`').collect();
    let paired = pieces.len() % 2 == 1;
    for (at, piece) in pieces.iter().enumerate() {
        if at % 2 == 1 && (paired || at + 1 < pieces.len()) && !piece.is_empty() {
            out.push_str(&name(piece));
        } else {
            let leading = piece.len() - piece.trim_start().len();
            let trailing = piece.trim_start().len() - piece.trim().len();
            out.push_str(&piece[..leading]);
            out.push_str(&prose(piece.trim()));
            out.push_str(&piece[piece.len() - trailing..]);
        }
    }
    out
}
