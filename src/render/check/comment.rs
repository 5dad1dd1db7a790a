//! A check as Markdown, for the summary of a step and for a comment on a pull request: what changed first, then the counts, then the
//! findings folded away.

use super::{least, place};
use crate::diag::Severity;
use crate::render::markdown::{code, spans, text};
use crate::render::markup::{cut, escape};
use crate::view::check::{Change, Check, CheckedFinding, CheckedPlan, Delta, Group, number, tally};
use std::fmt::Write;

/// Bytes a comment has at most. A comment on GitHub holds 65,536 characters, the summary of a step 1 MiB.
pub const LONGEST: usize = 60_000;

/// Bytes kept for what closes the page and says what was left out.
const RESERVED: usize = 600;

/// Changes told of each kind; the rest is counted.
const CHANGES: usize = 25;

/// Columns of a title that are shown.
const TITLE: usize = 120;

/// The page. `notes` tells notes too.
pub fn comment(check: &Check, notes: bool) -> String {
    let mut out = String::from("<!-- landfall check: a program that keeps one comment up to date can find it by this line. -->\n\n");
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| check.count(severity));
    let mark = match counts {
        [0, 0, _] => "✅",
        [0, ..] => "⚠️",
        _ => "❌",
    };
    let _ = writeln!(out, "### {mark} Landfall: {}\n", tally(counts));
    for plan in &check.plans {
        if let Some(delta) = &plan.delta {
            write_delta(&mut out, plan, delta);
        }
    }
    let named = || check.plans.iter().filter(|plan| plan.plan.is_some());
    for (at, plan) in named().enumerate() {
        if out.len() > LONGEST / 2 {
            let _ = writeln!(out, "… and {} more\n", number(named().count() - at, "plan"));
            break;
        }
        counts_of(&mut out, plan);
    }
    let mut left_out = 0;
    for plan in &check.plans {
        left_out += findings_of(&mut out, plan, notes);
    }
    if left_out > 0 {
        let findings = number(left_out, "finding");
        let _ = writeln!(out, "{findings} more would not fit here; `landfall check` lists them all.");
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

fn write_delta(out: &mut String, plan: &CheckedPlan, delta: &Delta) {
    let _ = writeln!(out, "**Since {}** in {}: {}\n", code(&shortened(&delta.against)), name_of(plan), delta.words());
    for (word, changes) in delta.lists() {
        let mut told = 0;
        for change in changes.iter().take(CHANGES) {
            let before = out.len();
            write_change(out, word, change);
            if out.len() > LONGEST / 3 {
                out.truncate(before);
                break;
            }
            told += 1;
        }
        if changes.len() > told {
            let _ = writeln!(out, "- … and {} more {word}", changes.len() - told);
        }
    }
    if !delta.is_empty() {
        out.push('\n');
    }
}

fn write_change(out: &mut String, word: &str, change: &Change) {
    let mark = match word {
        "progressed" => "🟢",
        "weakened" => "🟠",
        _ => "🔴",
    };
    let place = change.places.first().map_or_else(String::new, |place| format!(" ({})", code(&format!("{}:{}", place.file, place.line))));
    let _ = writeln!(out, "- {mark} {word}: {}{place}", said(&change.what));
}

fn counts_of(out: &mut String, plan: &CheckedPlan) {
    let _ = write!(out, "**{}**: ", name_of(plan));
    match &plan.summary {
        Some(summary) => {
            if let Some(share) = summary.share() {
                let _ = write!(out, "**{share} proven**; ");
            }
            let _ = writeln!(out, "{}; {}\n", summary.words(), plan.when());
        }
        None => out.push_str("not checked, for the plan is faulty\n\n"),
    }
}

/// A title that leaves room for the rest.
fn shortened(title: &str) -> String {
    let (start, dots) = cut(title, TITLE);
    format!("{start}{dots}")
}

/// The title of a plan, and its id.
fn name_of(plan: &CheckedPlan) -> String {
    match (&plan.title, &plan.plan) {
        (Some(title), Some(id)) if title != id => format!("{} ({})", quiet(&text(&shortened(title))), code(id)),
        _ => code(plan.name()),
    }
}

/// The findings of a plan, folded; gives how many had no room.
fn findings_of(out: &mut String, plan: &CheckedPlan, notes: bool) -> usize {
    let groups = plan.groups(least(notes));
    let all: usize = groups.iter().map(|group| group.findings.len()).sum();
    if all == 0 {
        return 0;
    }
    let start = out.len();
    let mut summary = String::new();
    escape(&mut summary, &shortened(plan.title.as_deref().unwrap_or("Files")));
    let _ = writeln!(out, "<details><summary>{}: {}</summary>\n", quiet(&summary), plan.tally());
    let mut told = 0;
    'groups: for group in groups {
        let mut before = out.len();
        heading(out, plan, &group);
        for finding in group.findings.iter().filter_map(|at| plan.findings.get(*at)) {
            write_finding(out, plan, finding);
            if out.len() + RESERVED > LONGEST {
                out.truncate(before);
                break 'groups;
            }
            told += 1;
            before = out.len();
        }
        out.push('\n');
    }
    if told == 0 {
        out.truncate(start);
        return all;
    }
    while !out.ends_with("\n\n") {
        out.push('\n');
    }
    out.push_str("</details>\n\n");
    all - told
}

fn heading(out: &mut String, plan: &CheckedPlan, group: &Group<'_>) {
    let Some(item) = group.item.filter(|item| Some(*item) != plan.plan.as_deref()) else { return };
    let title =
        group.title.filter(|title| *title != item).map_or_else(String::new, |title| format!(" {}", quiet(&text(&shortened(title)))));
    let verdict = group.verdict.map_or_else(String::new, |verdict| format!(" ({verdict})"));
    let _ = writeln!(out, "**{}{title}**{verdict}\n", code(item));
}

fn write_finding(out: &mut String, plan: &CheckedPlan, finding: &CheckedFinding) {
    let view = &finding.view;
    let place = place(plan, finding).map_or_else(String::new, |place| format!(" ({})", code(&format!("{}:{}", place.file, place.line))));
    let _ = writeln!(out, "- {} {} {}: {}{place}", view.severity.word(), view.code, view.rule, said(&view.message));
    for note in &view.notes {
        let _ = writeln!(out, "  - {}", said(note));
    }
    if let Some(help) = &view.help {
        let _ = writeln!(out, "  - *{}*", said(help));
    }
}

/// A message with its names as code, which calls nobody and links to no issue.
fn said(raw: &str) -> String {
    spans(raw, |prose| quiet(&text(prose)), code)
}

/// Keeps names behind `@` and numbers behind `#` from being taken for people and issues: an empty comment stands between.
fn quiet(markdown: &str) -> String {
    let markdown = markdown.replace("&#64;", "@").replace('@', "@<!-- -->");
    let mut out = String::with_capacity(markdown.len());
    let mut chars = markdown.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        out.push(c);
        // `&#58;` is a character, no issue.
        if c == '#' && before != '&' && chars.peek().is_some_and(char::is_ascii_digit) {
            out.push_str("<!-- -->");
        }
        before = c;
    }
    out
}
