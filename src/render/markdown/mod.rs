//! Reports as Markdown that GitHub renders well.

mod checklist;
mod claims;
mod coverage;
mod dependencies;
mod entry;
mod escape;
mod forecast;
mod gantt;
mod index;
mod inventory;
mod left_out;
mod next;
mod registry;
mod roadmap;
mod schedule;
mod span;
mod status;
mod table;

pub use escape::{code, code_cell, plain, text, turns};
pub use index::{findings, index, message, spans};
pub use left_out::left_out;
pub use table::Table;

use crate::view::{Body, Header, Outline, Report};
use std::fmt::Write;

/// A report as a Markdown file.
pub fn report(header: &Header<'_>, report: &Report<'_>) -> String {
    with_body(header, report, &body(&report.body))
}

/// A report as a Markdown file, of which the body was written before.
pub fn with_body(header: &Header<'_>, report: &Report<'_>, body: &str) -> String {
    let mut out = mark();
    out.reserve(body.len() + 512);
    let _ = writeln!(out, "# {}: {}\n", text(header.title), text(&report.title));
    banner(&mut out, header, report);
    if matches!(&report.body, Body::Gantt(view) if view.period.is_some()) {
        let _ = writeln!(out, "![{}: the bars that the text below draws as well]({}.svg)\n", text(&report.title), report.file);
    }
    out.push_str(body);
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// The first line of every compiled file; with room for the rest.
fn mark() -> String {
    let mut out = String::with_capacity(16 * 1024);
    let _ = writeln!(out, "<!-- {}; edit the plan, not this file. -->\n", super::MARK);
    out
}

/// The title of a report, with its filters when it has the title of its kind.
fn report_title(report: &Outline<'_>) -> String {
    match &report.filter {
        Some(filter) if report.title == report.kind.title() => format!("{} ({})", text(&report.title), text(filter)),
        _ => text(&report.title).into_owned(),
    }
}

/// What a report says, without its title and banner.
pub fn body(body: &Body<'_>) -> String {
    let mut text = String::with_capacity(16 * 1024);
    let out = &mut text;
    match body {
        Body::Checklist(view) => checklist::write(out, view),
        Body::Claims(view) => claims::write(out, view),
        Body::Coverage(view) => coverage::write(out, view),
        Body::Dependencies(view) => dependencies::write(out, view),
        Body::Gantt(view) => gantt::write(out, view),
        Body::Inventory(view) => inventory::write(out, view),
        Body::Next(view) => next::write(out, view),
        Body::Registry(view) => registry::write(out, view),
        Body::Roadmap(view) => roadmap::write(out, view),
        Body::Schedule(view) => schedule::write(out, view),
        Body::Status(view) => status::write(out, view),
    }
    text
}

/// As of when the report is true, what it leaves out, and what was found wrong.
fn banner(out: &mut String, header: &Header<'_>, report: &Report<'_>) {
    let _ = write!(out, "As of {}", header.data_date);
    match header.evidence.as_ref().map(|evidence| (evidence.commit, evidence.changed, evidence.recorded)) {
        Some((Some(commit), changed, _)) => {
            let _ = write!(out, " · held against commit {}", code(commit.get(..12).unwrap_or(commit)));
            match changed {
                None | Some(0) => {}
                Some(1) => out.push_str(" with 1 file changed"),
                Some(count) => {
                    let _ = write!(out, " with {count} files changed");
                }
            }
        }
        Some((None, _, true)) => out.push_str(" · held against recorded facts"),
        Some((None, _, false)) => out.push_str(" · held against the tree at hand"),
        None => {}
    }
    if let Some(filter) = &report.filter {
        let _ = write!(out, " · shows only: {}", text(filter));
    }
    out.push_str("\n\n");
    let counted = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let parts: Vec<String> = [counted(header.errors, "error"), counted(header.warnings, "warning")].into_iter().flatten().collect();
    if !parts.is_empty() {
        let _ = writeln!(out, "> ⚠️ The plan has {}: see [findings](findings.md).\n", parts.join(" and "));
    }
}
