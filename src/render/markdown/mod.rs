//! Reports as Markdown that GitHub renders well.

mod checklist;
mod claims;
mod coverage;
mod dependencies;
mod entry;
mod escape;
mod gantt;
mod inventory;
mod next;
mod registry;
mod roadmap;
mod status;
mod table;

pub use escape::{code, code_cell, text};
pub use table::Table;

use crate::view::{Body, Header, Report};
use std::fmt::Write;

/// A report as a Markdown file.
pub fn report(header: &Header<'_>, report: &Report<'_>) -> String {
    let mut out = String::with_capacity(16 * 1024);
    let _ = writeln!(out, "# {}: {}\n", text(header.title), text(&report.title));
    banner(&mut out, header, report);
    match &report.body {
        Body::Checklist(view) => checklist::write(&mut out, view),
        Body::Claims(view) => claims::write(&mut out, view),
        Body::Coverage(view) => coverage::write(&mut out, view),
        Body::Dependencies(view) => dependencies::write(&mut out, view),
        Body::Gantt(view) => gantt::write(&mut out, view),
        Body::Inventory(view) => inventory::write(&mut out, view),
        Body::Next(view) => next::write(&mut out, view),
        Body::Registry(view) => registry::write(&mut out, view),
        Body::Roadmap(view) => roadmap::write(&mut out, view),
        Body::Status(view) => status::write(&mut out, view),
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

/// As of when the report is true, what it leaves out, and what was found wrong.
fn banner(out: &mut String, header: &Header<'_>, report: &Report<'_>) {
    let _ = write!(out, "As of {}", header.data_date);
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
        let _ = writeln!(out, "> ⚠️ The plan has {}; `landfall check` lists them.\n", parts.join(" and "));
    }
}
