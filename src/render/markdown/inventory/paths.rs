//! The tree of folders, and what is missing in which.

use super::super::span::{push_code_line, push_count, push_list, push_text};
use crate::progress::Standing;
use crate::view::inventory::{Inventory, Named, TreeEntry, TreeMark};
use std::fmt::Write;

/// Lines up to which the tree is shown whole.
const WHOLE_TREE: usize = 500;

/// Files of one folder that are shown in a larger tree.
const FILES_SHOWN: usize = 15;

/// Things at one path that are named one by one.
const MARKS_SHOWN: usize = 3;

/// Writes all paths as a tree.
pub fn tree(out: &mut String, entries: &[TreeEntry<'_>]) {
    if entries.is_empty() {
        return;
    }
    out.push_str("## By folder\n\n✅ done or gone · 🟡 partial · ❌ missing or, of what is to go, not gone · ❔ unknown or not stated · ➖ dropped · ☐ an open step · ⇢ a move. ");
    out.push_str("The state is that of the plan's item, which is not always that of the file alone.\n\n");
    let bounded = entries.len() > WHOLE_TREE;
    if bounded {
        let _ = writeln!(
            out,
            "The tree has {} lines: of each folder the first {FILES_SHOWN} files are shown, the others counted.\n",
            entries.len()
        );
    }
    out.push_str("```text\n");
    // Whether each folder above is the last of its own.
    let mut above: Vec<bool> = Vec::new();
    let mut at = 0;
    while let Some(entry) = entries.get(at) {
        above.truncate(entry.depth.into());
        if entry.folder {
            line(out, &above, entry.last, entry);
            above.push(entry.last);
            at += 1;
            continue;
        }
        let run = entries[at..]
            .iter()
            .take_while(|next| !next.folder && next.depth == entry.depth)
            .position(|next| next.last)
            .map_or(1, |last| last + 1);
        let files = entries.get(at..at + run).unwrap_or_default();
        let shown = if bounded && run > FILES_SHOWN + 1 { FILES_SHOWN } else { run };
        files.iter().take(shown).for_each(|file| line(out, &above, file.last, file));
        if shown < run {
            rest(out, &above, &files[shown..]);
        }
        at += run;
    }
    out.push_str("```\n\n");
}

fn indent(out: &mut String, above: &[bool], last: bool) {
    above.iter().for_each(|last| out.push_str(if *last { "    " } else { "│   " }));
    out.push_str(if last { "└── " } else { "├── " });
}

fn line(out: &mut String, above: &[bool], last: bool, entry: &TreeEntry<'_>) {
    indent(out, above, last);
    plain(out, &entry.name);
    if entry.folder && !entry.name.ends_with('/') {
        out.push('/');
    }
    if !entry.marks.is_empty() {
        out.push_str("  ");
        let named = if entry.marks.len() > MARKS_SHOWN + 1 { MARKS_SHOWN } else { entry.marks.len() };
        push_list(out, "; ", entry.marks.iter().take(named), mark);
        if entry.marks.len() > named {
            let _ = write!(out, "; and {} more", entry.marks.len() - named);
        }
    }
    out.push('\n');
}

fn mark(out: &mut String, mark: &TreeMark<'_>) {
    let sign = match mark.standing {
        Some(standing) => standing.mark(),
        None if mark.moves_to.is_some() || mark.word.ends_with("moved") => "⇢",
        None => "☐",
    };
    let _ = write!(out, "{sign} {}", mark.word);
    if let Some(to) = &mark.moves_to {
        out.push_str(" to ");
        plain(out, to);
    }
    out.push_str(": ");
    plain(out, mark.title);
    if mark.retires {
        out.push_str(" (to be retired)");
    }
    if let Some(from) = &mark.moves_from {
        out.push_str(" (from ");
        plain(out, from);
        out.push(')');
    }
}

fn rest(out: &mut String, above: &[bool], files: &[TreeEntry<'_>]) {
    indent(out, above, true);
    let _ = write!(out, "… and {} more {}", files.len(), if files.len() == 1 { "file" } else { "files" });
    let standings = [Standing::Done, Standing::Partial, Standing::Missing, Standing::Unknown, Standing::Dropped];
    let mut between = ": ";
    for standing in standings {
        let count = files.iter().flat_map(|file| &file.marks).filter(|mark| mark.standing == Some(standing)).count();
        if count > 0 {
            let _ = write!(out, "{between}{} {count} {}", standing.mark(), standing.word());
            between = ", ";
        }
    }
    out.push('\n');
}

/// A text in a code block: line breaks, characters nobody sees and marks that turn the direction of text are left out.
fn plain(out: &mut String, raw: &str) {
    let hidden =
        |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}');
    out.extend(raw.chars().filter(|c| !hidden(*c)).map(|c| if c.is_control() { ' ' } else { c }));
}

/// Writes what is missing, folder by folder.
pub fn missing(out: &mut String, view: &Inventory<'_>) {
    if view.missing.is_empty() && view.missing_otherwise.is_empty() {
        return;
    }
    out.push_str("## Referred to but missing\n\n");
    if !view.missing.is_empty() {
        let files: usize = view.missing.iter().map(|folder| folder.files.len()).sum();
        push_count(out, files as u64, "missing path", "missing paths");
        out.push_str(" in ");
        push_count(out, view.missing.len() as u64, "folder", "folders");
        out.push_str(":\n\n");
        for folder in &view.missing {
            out.push_str("- ");
            push_code_line(out, if folder.folder.is_empty() { "/" } else { &folder.folder });
            let _ = write!(out, " ({}): ", folder.files.len());
            push_list(out, ", ", &folder.files, |out, file| push_code_line(out, file));
            out.push('\n');
        }
        out.push('\n');
    }
    if !view.missing_otherwise.is_empty() {
        let count: usize = view.missing_otherwise.iter().map(|group| group.items.len()).sum();
        push_count(out, count as u64, "entry", "entries");
        out.push_str(" without a path, or with one that is only where it belongs:\n\n");
        for group in &view.missing_otherwise {
            out.push_str("- ");
            if let Some(within) = group.within {
                out.push('*');
                push_text(out, within);
                out.push_str("*: ");
            }
            push_list(out, "; ", &group.items, thing);
            out.push('\n');
        }
        out.push('\n');
    }
}

/// Something missing: its title, how often, and where it belongs.
fn thing(out: &mut String, thing: &Named<'_>) {
    push_text(out, thing.title);
    let counts = &thing.counts;
    if counts.expected > 1 || counts.at_least {
        if counts.missing == counts.expected {
            let _ = write!(out, " ({})", counts.expected_text());
        } else {
            let _ = write!(out, " ({} of {})", counts.missing, counts.expected_text());
        }
    }
    if !thing.at.is_empty() {
        out.push_str(" at ");
        push_list(out, ", ", &thing.at, |out, path| push_code_line(out, path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &'static str, last: bool) -> TreeEntry<'static> {
        let mark = TreeMark {
            item: "",
            title: "T",
            step: None,
            standing: Some(Standing::Missing),
            word: "missing",
            retires: false,
            moves_to: None,
            moves_from: None,
        };
        TreeEntry { depth: 1, last, folder: false, name: name.into(), marks: vec![mark] }
    }

    #[test]
    fn large_folders_of_large_trees_are_counted() {
        let folder = TreeEntry { depth: 0, last: true, folder: true, name: "app/".into(), marks: Vec::new() };
        let mut entries = vec![folder];
        entries.extend((0..WHOLE_TREE).map(|at| file("x.py", at + 1 == WHOLE_TREE)));
        let mut out = String::new();
        tree(&mut out, &entries);
        assert!(out.contains("    └── … and 485 more files: ❌ 485 missing\n"), "{out}");
        assert_eq!(out.matches("x.py").count(), FILES_SHOWN);
    }

    #[test]
    fn a_name_cannot_leave_its_line() {
        let mut out = String::new();
        plain(&mut out, "a\n```\u{202e}b");
        assert_eq!(out, "a ```b");
    }
}
