//! The registry report in Markdown.

use super::inventory::retire;
use super::span::{push, push_code, push_code_line, push_count, push_list, push_text};
use crate::progress::EntryVerdict;
use crate::view::registry::{EntryView, IndexRow, ModuleRef, ModuleUse, RegistryReport, RegistryView, Trust};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &RegistryReport<'_>) {
    counts(out, view);
    how_to_read(out);
    index(out, &view.index);
    view.registries.iter().for_each(|registry| one(out, registry));
    if !view.retire.is_empty() {
        out.push_str("## What the plan retires\n\n");
        retire(out, &view.retire);
    }
}

fn counts(out: &mut String, view: &RegistryReport<'_>) {
    let counts = &view.counts;
    push_count(out, view.registries.len() as u64, "registry", "registries");
    out.push_str(", ");
    push_count(out, counts.names as u64, "name", "names");
    let _ = writeln!(
        out,
        "; for {} of them a working import is listed that no other entry disputes.\n\nEntries, each of which may list several names:\n",
        counts.names - counts.names_without
    );
    let mut line = |count: usize, what: &str, more: &[(usize, &str)]| {
        if count > 0 {
            let _ = write!(out, "- {count} {what}");
            for (count, what) in more.iter().filter(|(count, _)| *count > 0) {
                let _ = write!(out, ", {count} of them {what}");
            }
            out.push('\n');
        }
    };
    line(counts.works, "listed as working", &[(counts.unsure, "still to be verified"), (counts.deprecated, "deprecated")]);
    line(counts.broken, "broken", &[(counts.broken_without, "without a word on what to use instead")]);
    line(counts.retired, "retired", &[]);
    line(counts.sought, "being looked for", &[]);
    line(
        counts.mocks + counts.broken_mocks,
        if counts.mocks + counts.broken_mocks == 1 { "mock path" } else { "mock paths" },
        &[(counts.broken_mocks, "broken")],
    );
    line(counts.rules, if counts.rules == 1 { "rule that keeps packages apart" } else { "rules that keep packages apart" }, &[]);
    out.push('\n');
}

fn how_to_read(out: &mut String) {
    out.push_str("## How to read this\n\n");
    out.push_str("- ✅ **works**: listed as an import to write; where the document or the plan gives a day on which it was tried, it stands behind\n");
    out.push_str("- 🟡 **deprecated**: works, but new code should not use it\n");
    out.push_str("- ❔ **unsure**: listed, but nobody has verified it yet\n");
    out.push_str("- ❌ **broken**: must not be used; what to write instead stands beside it\n");
    out.push_str("- ⌛ **retired**: on its way out\n");
    out.push_str("- 🔎 **sought**: a name somebody needs and has not found\n");
    out.push_str("- ⚠️ **disputed**: entries give the same import different standings; look at each of them\n\n");
}

fn index(out: &mut String, rows: &[IndexRow<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Where do I import it from?\n\n| Name | Import it from | Do not import it from |\n| --- | --- | --- |\n");
    for row in rows {
        out.push_str("| ");
        push_code(out, row.name);
        out.push_str(" | ");
        let good = |module: &&ModuleRef<'_>| matches!(module.trust, Trust::Works | Trust::Deprecated | Trust::Unsure | Trust::Sought);
        if !row.modules.iter().any(|module| good(&module)) {
            let instead = row.modules.iter().find_map(|module| module.instead.as_ref());
            match instead {
                Some(instead) => {
                    out.push_str("use ");
                    use_instead(out, instead, &[row.name]);
                }
                None => out.push_str("no working import is listed"),
            }
        }
        push_list(out, "<br>", row.modules.iter().filter(good), module);
        out.push_str(" | ");
        push_list(out, "<br>", row.modules.iter().filter(|module| !good(module)), module);
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn module(out: &mut String, module: &ModuleRef<'_>) {
    let (mark, word) = match module.trust {
        Trust::Works => ("✅", ""),
        Trust::Deprecated => ("🟡", " deprecated"),
        Trust::Unsure => ("❔", " unsure"),
        Trust::Unresolved => ("❌", " does not resolve"),
        Trust::Retired => ("⌛", " retired"),
        Trust::Broken => ("❌", ""),
        Trust::Sought => ("🔎", "sought under "),
    };
    if module.trust == Trust::Sought {
        let _ = write!(out, "{mark} {}", if module.module.is_empty() { "sought" } else { word });
        push_code(out, module.module);
        if !module.perhaps.is_empty() {
            out.push_str(", perhaps as ");
            codes(out, &module.perhaps);
        }
        return;
    }
    let _ = write!(out, "{mark} ");
    push_code(out, module.module);
    out.push_str(word);
    if module.deprecated && module.trust == Trust::Unresolved {
        out.push_str(", deprecated");
    }
    if module.disputed {
        out.push_str(" ⚠️ disputed");
    }
}

/// The module to use, and the names in it unless they stay the same.
fn use_instead(out: &mut String, with: &ModuleUse<'_>, names: &[&str]) {
    if with.is_item {
        push_text(out, with.module);
        return;
    }
    push_code(out, with.module);
    if !with.names.is_empty() && with.names != names {
        out.push_str(": ");
        push_list(out, ", ", &with.names, |out, name| push_code(out, name));
    }
    if with.unresolved {
        out.push_str(", which does not resolve here");
    }
}

fn one(out: &mut String, view: &RegistryView<'_>) {
    out.push_str("## ");
    push_text(out, view.title);
    out.push_str("\n\n");
    let mut facts = Vec::new();
    if let Some(language) = view.language {
        facts.push(("Language: ", vec![language]));
    }
    facts.push(("Folder: ", view.under.clone()));
    facts.push(("Pattern: ", view.patterns.clone()));
    facts.retain(|(_, values)| !values.is_empty());
    for (label, values) in &facts {
        let _ = write!(out, "- {label}");
        push_list(out, ", ", values, |out, value| push_code_line(out, value));
        out.push('\n');
    }
    for note in &view.notes {
        out.push_str("- ");
        push_text(out, note);
        out.push('\n');
    }
    if !facts.is_empty() || !view.notes.is_empty() {
        out.push('\n');
    }
    works(out, &view.works);
    refused(out, "❌ Broken: do not use", &view.broken, false);
    refused(out, "⌛ Retired", &view.retired, true);
    sought(out, &view.sought);
    mocks(out, view);
    rules(out, &view.rules);
}

fn works(out: &mut String, entries: &[EntryView<'_>]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("### Imports to write\n\n");
    let remarks = entries.iter().any(|entry| has_remarks(entry) || entry.instead.is_some());
    out.push_str(if remarks { "| State | Names | Module | Remarks | Said at |\n" } else { "| State | Names | Module | Said at |\n" });
    out.push_str(if remarks { "| --- | --- | --- | --- | --- |\n" } else { "| --- | --- | --- | --- |\n" });
    for entry in entries {
        out.push_str("| ");
        let denied = entry.verdict == Some(EntryVerdict::Denied);
        if denied {
            unresolved(out, entry);
        }
        out.push_str(match entry.state {
            Some("deprecated") if denied => "; 🟡 deprecated",
            Some("partial") if denied => "; 🟡 partial",
            _ if denied => "",
            Some("unsure") if entry.verdict == Some(EntryVerdict::Ahead) => "✅ resolves",
            Some("unsure") => "❔ unsure",
            Some("deprecated") => "🟡 deprecated",
            Some("partial") => "🟡 partial",
            Some("missing") => "❌ missing",
            Some("dropped") => "➖ dropped",
            _ if entry.verdict == Some(EntryVerdict::Agrees) => "✅ resolves",
            _ => "✅ works",
        });
        if let Some(verified) = entry.verified {
            let _ = write!(out, "; verified {verified} by the {}", if entry.per.is_empty() { "plan" } else { "document" });
        }
        out.push_str(" | ");
        codes(out, &entry.names);
        out.push_str(" | ");
        codes(out, &entry.subjects);
        if remarks {
            out.push_str(" | ");
            let mut between = "";
            if let Some(instead) = &entry.instead {
                out.push_str("better: ");
                use_instead(out, instead, &entry.names);
                between = "; ";
            }
            remark(out, entry, between);
        }
        said(out, entry);
    }
    out.push('\n');
}

/// That an import does not resolve; of several, which.
fn unresolved(out: &mut String, entry: &EntryView<'_>) {
    out.push_str("❌ ");
    codes(out, &entry.unresolved);
    out.push_str(match entry.unresolved.len() {
        0 => "does not resolve",
        1 => " does not resolve",
        _ => " do not resolve",
    });
}

fn refused(out: &mut String, heading: &str, entries: &[EntryView<'_>], retired: bool) {
    if entries.is_empty() {
        return;
    }
    let _ = writeln!(out, "### {heading}\n");
    let remarks = entries.iter().any(|entry| has_remarks(entry) || entry.fixed.is_some() || entry.verdict == Some(EntryVerdict::Ahead));
    out.push_str("| Module | Names | Use instead |");
    out.push_str(if retired { " Until | Still imported by |" } else { "" });
    out.push_str(if remarks { " Remarks | Said at |\n" } else { " Said at |\n" });
    let columns = 4 + 2 * usize::from(retired) + usize::from(remarks);
    (0..columns).for_each(|_| out.push_str("| --- "));
    out.push_str("|\n");
    for entry in entries {
        out.push_str("| ");
        codes(out, &entry.subjects);
        out.push_str(" | ");
        codes(out, &entry.names);
        out.push_str(" | ");
        match &entry.instead {
            Some(instead) => use_instead(out, instead, &entry.names),
            None => out.push_str("not said"),
        }
        if retired {
            out.push_str(" | ");
            push_text(out, entry.until.as_deref().unwrap_or("not said"));
            out.push_str(" | ");
            users(out, entry);
        }
        if remarks {
            out.push_str(" | ");
            let mut between = "";
            if let Some(fixed) = entry.fixed {
                let _ = write!(out, "mended on {fixed}");
                between = "; ";
            }
            if entry.verdict == Some(EntryVerdict::Ahead) {
                let _ = write!(out, "{between}🟡 resolves");
                between = "; ";
            }
            remark(out, entry, between);
        }
        said(out, entry);
    }
    out.push('\n');
}

/// Who still imports something that retires.
fn users(out: &mut String, entry: &EntryView<'_>) {
    match entry.users {
        None => out.push_str("not measured"),
        Some(0) => out.push_str("✅ nothing"),
        Some(users) => {
            let _ = write!(out, "{users}: ");
            push_list(out, ", ", &entry.seen, |out, seen| push_text(out, seen));
            if users > entry.seen.len() as u64 {
                out.push_str(", …");
            }
        }
    }
}

fn sought(out: &mut String, entries: &[EntryView<'_>]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("### 🔎 Sought: not found yet\n\n| Name, or what it may be called | Where to look | Remarks | Said at |\n| --- | --- | --- | --- |\n");
    for entry in entries {
        out.push_str("| ");
        codes(out, &entry.subjects);
        out.push_str(" | ");
        codes(out, &entry.under);
        out.push_str(" | ");
        let found = entry.verdict == Some(EntryVerdict::Ahead);
        if found {
            out.push_str("✅ found: ");
            push_list(out, ", ", &entry.seen, |out, seen| push_text(out, seen));
        }
        remark(out, entry, if found { "; " } else { "" });
        said(out, entry);
    }
    out.push('\n');
}

fn mocks(out: &mut String, view: &RegistryView<'_>) {
    if view.mocks.is_empty() && view.broken_mocks.is_empty() {
        return;
    }
    out.push_str("### Paths to mock\n\n| State | Path | Use instead | Said at |\n| --- | --- | --- | --- |\n");
    let state = |entry: &EntryView<'_>, works: bool| match (works, entry.verdict) {
        (true, Some(EntryVerdict::Denied)) => "",
        (true, Some(EntryVerdict::Agrees)) => "✅ resolves",
        (false, Some(EntryVerdict::Ahead)) => "🟡 resolves, though called broken",
        (works, _) => {
            if works {
                "✅ works"
            } else {
                "❌ broken"
            }
        }
    };
    let works = view.mocks.iter().map(|entry| (state(entry, true), entry));
    let all = works.chain(view.broken_mocks.iter().map(|entry| (state(entry, false), entry)));
    for (state, entry) in all {
        let _ = write!(out, "| {state}");
        if state.is_empty() {
            unresolved(out, entry);
        }
        out.push_str(" | ");
        codes(out, &entry.subjects);
        out.push_str(" | ");
        if let Some(instead) = &entry.instead {
            use_instead(out, instead, &entry.names);
        }
        said(out, entry);
    }
    out.push('\n');
}

fn rules(out: &mut String, entries: &[EntryView<'_>]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("### Kept apart\n\n");
    for entry in entries {
        out.push_str("- ");
        push_list(out, ", ", &entry.subjects, |out, package| push_code_line(out, package));
        out.push_str(" must not import one another");
        if !entry.except.is_empty() {
            out.push_str("; all may import ");
            push_list(out, ", ", &entry.except, |out, package| push_code_line(out, package));
        }
        for note in &entry.notes {
            out.push_str("; ");
            push_text(out, note);
        }
        match entry.verdict {
            Some(EntryVerdict::Denied) => {
                out.push_str("; ❌ broken by ");
                push_list(out, ", ", &entry.seen, |out, seen| push_text(out, seen));
            }
            Some(EntryVerdict::Agrees) => out.push_str("; ✅ kept"),
            _ => {}
        }
        if !entry.per.is_empty() {
            out.push_str(" (");
            push_list(out, ", ", &entry.per, |out, at| push_text(out, at));
            out.push(')');
        }
        out.push('\n');
    }
    out.push('\n');
}

fn codes(out: &mut String, list: &[&str]) {
    push_list(out, ", ", list, |out, value| push_code(out, value));
}

fn has_remarks(entry: &EntryView<'_>) -> bool {
    !entry.notes.is_empty()
        || !entry.tags.is_empty()
        || entry.tier.is_some()
        || !entry.at.is_empty()
        || entry.claims.iter().any(|claim| claim.text != "done")
}

/// Tier, tags, notes and files; claims only where they say something else than that it works.
fn remark(out: &mut String, entry: &EntryView<'_>, before: &str) {
    let mut between = before;
    for text in entry.tier.iter().chain(&entry.tags).copied().chain(entry.notes.iter().map(|note| &**note)) {
        out.push_str(between);
        push_text(out, text);
        between = "; ";
    }
    for path in &entry.at {
        out.push_str(between);
        push_code(out, path);
        between = "; ";
    }
    for claim in entry.claims.iter().filter(|claim| claim.text != "done") {
        out.push_str(between);
        out.push_str("also said: ");
        push_code(out, claim.text);
        out.push_str(" (");
        push_text(out, &claim.per);
        out.push(')');
        between = "; ";
    }
}

/// The last cell of a row: where it was said, and where it was said again.
fn said(out: &mut String, entry: &EntryView<'_>) {
    out.push_str(" | ");
    let again = entry.claims.iter().filter(|claim| claim.text == "done").map(|claim| &claim.per);
    push_list(out, ", ", entry.per.iter().chain(again), |out, at| push(out, super::text(at)));
    out.push_str(" |\n");
}
