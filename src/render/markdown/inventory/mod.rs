//! The inventory report in Markdown.

mod paths;

use super::span::{push, push_code, push_code_line, push_list, push_text};
use crate::progress::Rollup;
use crate::view::inventory::{AreaBlock, Criterion, CriterionKind, Holds, Inventory, ItemRow, RetireRow};
use std::fmt::Write;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Inventory<'_>) {
    out.push_str("**");
    sum(out, &view.counts);
    out.push_str("**\n\n");
    tiers(out, view);
    super::entry::aliases(out, &view.aliases);
    if !view.areas.is_empty() {
        out.push_str("## By area\n\n");
        if view.areas.iter().any(|area| !area.folder.is_empty()) {
            out.push_str("Where an area names its folder, paths are given from there; a leading `/` means the root of the tree.\n\n");
        }
        view.areas.iter().for_each(|area| block(out, area));
    }
    paths::tree(out, &view.tree);
    paths::missing(out, view);
    many(out, view);
    if !view.retire.is_empty() {
        out.push_str("## To be gone at the end\n\nIn the sums, what is gone counts as done, and what is not gone as missing.\n\n");
        retire(out, &view.retire);
    }
}

/// `12 expected: 3 done, 9 missing`.
fn sum(out: &mut String, counts: &Rollup) {
    let _ = write!(out, "{} expected", counts.expected_text());
    let parts = [
        ("✅", counts.done, "done"),
        ("🟡", counts.partial, "partial"),
        ("❌", counts.missing, "missing"),
        ("❔", counts.unknown, "unknown"),
    ];
    let mut between = ": ";
    for (mark, count, word) in parts.into_iter().filter(|(_, count, _)| *count > 0) {
        let _ = write!(out, "{between}{mark} {count} {word}");
        between = ", ";
    }
}

fn tiers(out: &mut String, view: &Inventory<'_>) {
    for tier in &view.tiers {
        out.push_str("- **");
        push_text(out, tier.word);
        out.push_str("**");
        if let Some(meaning) = tier.meaning {
            out.push_str(" (");
            push_text(out, meaning);
            out.push(')');
        }
        out.push_str(": ");
        sum(out, &tier.counts);
        out.push('\n');
    }
    if !view.tiers.is_empty() {
        out.push('\n');
    }
}

/// An area: heading, what is known of it as a whole, its table, and what does not fit into a row.
fn block(out: &mut String, area: &AreaBlock<'_>) {
    out.push_str(&"######"[..usize::from(area.depth).min(3) + 3]);
    out.push(' ');
    push_text(out, area.title);
    out.push_str("\n\n");
    if !area.folder.is_empty() {
        push_code(out, &area.folder);
        out.push_str(" · ");
    }
    sum(out, &area.counts);
    said_at(out, &area.per);
    out.push_str("\n\n");
    let mut lines = false;
    for (label, texts) in [("Impact: ", &area.impacts), ("", &area.notes)] {
        for text in texts {
            let _ = write!(out, "- {label}");
            push_text(out, text);
            out.push('\n');
            lines = true;
        }
    }
    if !area.claims.is_empty() {
        out.push_str("- Claimed: ");
        push_list(out, ", ", &area.claims, |out, claim| {
            push_code_line(out, claim.text);
            out.push_str(" (");
            push_text(out, &claim.per);
            out.push(')');
        });
        out.push('\n');
        lines = true;
    }
    if !area.criteria.is_empty() {
        out.push_str("- Done, beside its parts, when ");
        criteria(out, &area.criteria);
        out.push('\n');
        lines = true;
    }
    if lines {
        out.push('\n');
    }
    if !area.items.is_empty() {
        table(out, area);
        details(out, area);
    }
}

fn said_at(out: &mut String, per: &[String]) {
    if !per.is_empty() {
        out.push_str(" · said at ");
        push_list(out, ", ", per, |out, at| push_text(out, at));
    }
}

/// The components of an area; columns nobody fills are left out.
fn table(out: &mut String, area: &AreaBlock<'_>) {
    let any = |has: fn(&ItemRow<'_>) -> bool| area.items.iter().any(has);
    let paths = any(|row| !row.at.is_empty() || !row.was.is_empty());
    let tier = any(|row| row.tier.is_some() || row.rank.is_some());
    let tags = any(|row| !row.tags.is_empty());
    let notes = any(|row| !row.impacts.is_empty() || !row.becauses.is_empty() || !row.notes.is_empty() || row.replacement.is_some());
    let per = any(|row| !row.per.is_empty());
    let columns =
        [("State", true), ("Component", true), ("Path", paths), ("Tier", tier), ("Tags", tags), ("Note", notes), ("Said at", per)];
    for (heading, _) in columns.iter().filter(|(_, shown)| *shown) {
        let _ = write!(out, "| {heading} ");
    }
    out.push_str("|\n");
    columns.iter().filter(|(_, shown)| *shown).for_each(|_| out.push_str("| --- "));
    out.push_str("|\n");
    for row in &area.items {
        out.push_str("| ");
        state(out, row);
        out.push_str(" | ");
        (0..row.depth).for_each(|_| out.push_str("↳ "));
        push_text(out, row.title);
        if paths {
            out.push_str(" | ");
            paths_cell(out, row, &area.folder);
        }
        if tier {
            out.push_str(" | ");
            super::entry::tier(out, row.tier, row.rank);
        }
        if tags {
            out.push_str(" | ");
            push_list(out, ", ", &row.tags, |out, tag| push_text(out, tag));
        }
        if notes {
            out.push_str(" | ");
            note_cell(out, row);
        }
        if per {
            out.push_str(" | ");
            push_list(out, ", ", &row.per, |out, at| push_text(out, at));
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

/// The mark, its word, and what the word does not say.
fn state(out: &mut String, row: &ItemRow<'_>) {
    let _ = write!(out, "{} {}", row.standing.mark(), row.word);
    let counts = &row.counts;
    if counts.expected > 1 || counts.at_least {
        let there = counts.done + counts.partial;
        if there > 0 && counts.done < counts.expected {
            let _ = write!(out, ", {} of {}", counts.done, counts.expected_text());
        } else {
            let _ = write!(out, ", all {}", counts.expected_text());
        }
    }
    if let Some(verdict) = row.verdict {
        let _ = write!(out, ", {}", verdict.word());
    }
    match row.claimed {
        Some(_) if row.hidden => super::entry::claimed(out, row.claimed),
        Some(claimed) => {
            let _ = write!(out, " ({claimed})");
        }
        None => {}
    }
}

/// A path, from the area's folder when it stands in it.
fn from_folder(out: &mut String, path: &str, folder: &str) {
    match path.strip_prefix(folder).filter(|rest| !rest.is_empty() && !folder.is_empty()) {
        Some(rest) => push_code(out, rest),
        None if folder.is_empty() => push_code(out, path),
        None => push_code(out, &format!("/{path}")),
    }
}

fn paths_cell(out: &mut String, row: &ItemRow<'_>, folder: &str) {
    if !row.was.is_empty() {
        push_list(out, ", ", &row.was, |out, path| from_folder(out, path, folder));
        out.push_str(" → ");
        if row.at.is_empty() {
            out.push_str("(no new place given)");
        }
    }
    push_list(out, ", ", &row.at, |out, path| from_folder(out, path, folder));
}

/// What its absence does, why it is so, remarks and what replaces it, told apart by a word where there is more than remarks.
fn note_cell(out: &mut String, row: &ItemRow<'_>) {
    let replacement: Vec<&str> = row.replacement.iter().map(String::as_str).collect();
    let parts = [("Impact", &row.impacts), ("Because", &row.becauses), ("Note", &row.notes), ("Use", &replacement)];
    let parts: Vec<(&str, &Vec<&str>)> = parts.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
    let plain = parts.iter().all(|(label, _)| *label == "Note");
    for (at, (label, texts)) in parts.iter().enumerate() {
        out.push_str(if at > 0 { "; " } else { "" });
        if !plain {
            let label = if at > 0 { label.to_lowercase() } else { (*label).to_owned() };
            let _ = write!(out, "{label}{}", if label.eq_ignore_ascii_case("use") { " " } else { ": " });
        }
        let ends = |text: &str| text.ends_with(['.', '!', '?']);
        for (place, text) in texts.iter().enumerate() {
            let last = place + 1 == texts.len();
            // The semicolon that follows does for the full stop.
            push_text(out, text.strip_suffix('.').filter(|_| last && at + 1 < parts.len()).unwrap_or(text));
            out.push_str(match last {
                true => "",
                false if ends(text) => " ",
                false => ". ",
            });
        }
    }
}

/// What counts as done, steps, and claims of each component that has any.
fn details(out: &mut String, area: &AreaBlock<'_>) {
    let mut any = false;
    for row in area.items.iter().filter(|row| !row.criteria.is_empty() || !row.steps.is_empty() || !row.claims.is_empty()) {
        any = true;
        out.push_str("- **");
        push_text(out, row.title);
        out.push_str("**\n");
        if !row.criteria.is_empty() {
            out.push_str(if row.retires { "  - Gone when " } else { "  - Done when " });
            if row.criteria.len() > 1 && row.criteria.iter().all(|line| line.depth == 0) {
                out.push_str("all of these hold:\n");
                for line in &row.criteria {
                    out.push_str("    - ");
                    criteria(out, std::slice::from_ref(line));
                    out.push('\n');
                }
            } else {
                criteria(out, &row.criteria);
                out.push('\n');
            }
        }
        for step in &row.steps {
            out.push_str(if step.done { "  - Step, done: " } else { "  - Step: " });
            push_text(out, step.title);
            for path in &step.at {
                out.push_str(", ");
                from_folder_line(out, path, &area.folder);
            }
            if !step.criteria.is_empty() {
                out.push_str("; done when ");
                criteria(out, &step.criteria);
            }
            for note in &step.notes {
                out.push_str("; ");
                push_text(out, note);
            }
            out.push('\n');
        }
        if !row.claims.is_empty() {
            out.push_str("  - Also said: ");
            push_list(out, ", ", &row.claims, |out, claim| {
                push_code_line(out, claim.text);
                out.push_str(" (");
                push_text(out, &claim.per);
                out.push(')');
            });
            out.push('\n');
        }
    }
    if any {
        out.push('\n');
    }
}

fn from_folder_line(out: &mut String, path: &str, folder: &str) {
    match path.strip_prefix(folder).filter(|rest| !rest.is_empty()) {
        Some(rest) => push_code_line(out, rest),
        None => push_code_line(out, &format!("/{path}")),
    }
}

/// Conditions on one line; groups in brackets.
pub(super) fn criteria(out: &mut String, lines: &[Criterion<'_>]) {
    // The words that join the lines of each open group.
    let mut groups: Vec<&str> = vec![" and "];
    let mut first = true;
    for line in lines {
        while groups.len() > usize::from(line.depth) + 1 {
            groups.pop();
            out.push(')');
        }
        if !first {
            out.push_str(groups.last().copied().unwrap_or(" and "));
        }
        first = false;
        match line.kind {
            CriterionKind::Test => {
                push_code_line(out, &line.text);
                proof(out, line);
            }
            CriterionKind::Attested => push_text(out, &line.text),
            CriterionKind::Any | CriterionKind::All => {
                out.push('(');
                groups.push(if line.kind == CriterionKind::Any { " or " } else { " and " });
                first = true;
            }
        }
    }
    (1..groups.len()).for_each(|_| out.push(')'));
}

/// Whether a condition holds, and what was seen.
fn proof(out: &mut String, line: &Criterion<'_>) {
    let Some(holds) = line.holds else { return };
    out.push_str(match holds {
        Holds::Yes => " ✅",
        Holds::No => " ❌",
        Holds::Unknown => " ❔",
    });
    if !line.seen.is_empty() {
        out.push_str(" (");
        push_text(out, &line.seen);
        out.push(')');
    }
}

fn many(out: &mut String, view: &Inventory<'_>) {
    if view.many.is_empty() {
        return;
    }
    out.push_str("## Lines that stand for many\n\n");
    out.push_str("Each of these is one line of the plan and counts as often as it says; `+` means at least.\n\n");
    out.push_str("| What | In | Stands for | Done | Partial | Missing | Unknown | One for each | Said at |\n");
    out.push_str("| --- | --- | ---: | ---: | ---: | ---: | ---: | --- | --- |\n");
    for row in &view.many {
        let counts = &row.counts;
        out.push_str("| ");
        push_text(out, row.title);
        out.push_str(" | ");
        push_text(out, row.within.unwrap_or_default());
        let _ = write!(
            out,
            " | {} | {} | {} | {} | {} | ",
            counts.expected_text(),
            counts.done,
            counts.partial,
            counts.missing,
            counts.unknown
        );
        push_code(out, row.each.unwrap_or_default());
        out.push_str(" | ");
        push_list(out, ", ", &row.per, |out, at| push_text(out, at));
        out.push_str(" |\n");
    }
    out.push('\n');
}

/// What is to be gone, what replaces it, and until when it may stand.
pub(super) fn retire(out: &mut String, rows: &[RetireRow<'_>]) {
    out.push_str("| State | What goes | Use instead | Until | Path |\n| --- | --- | --- | --- | --- |\n");
    for row in rows {
        let _ = write!(out, "| {} {}", row.standing.mark(), row.word);
        super::entry::claimed(out, row.claimed);
        out.push_str(" | ");
        push_text(out, row.title);
        out.push_str(" | ");
        push_text(out, row.replacement.as_deref().unwrap_or("not said"));
        out.push_str(" | ");
        push(out, row.until.as_deref().map_or("not said".into(), super::text));
        out.push_str(" | ");
        push_list(out, ", ", &row.at, |out, path| push_code(out, path));
        out.push_str(" |\n");
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(depth: u16, kind: CriterionKind, text: &'static str) -> Criterion<'static> {
        Criterion { depth, kind, text: text.into(), holds: None, seen: String::new() }
    }

    #[test]
    fn groups_of_conditions_read_as_one_line() {
        use CriterionKind::{All, Any, Test};
        let mut out = String::new();
        criteria(
            &mut out,
            &[
                line(0, Test, "a"),
                line(0, Any, ""),
                line(1, Test, "b"),
                line(1, All, ""),
                line(2, Test, "c"),
                line(2, Test, "d"),
                line(0, Test, "e"),
            ],
        );
        assert_eq!(out, "`a` and (`b` or (`c` and `d`)) and `e`");
    }

    #[test]
    fn proofs_stand_behind_their_conditions() {
        let mut out = String::new();
        let of = |holds, seen: &str| Criterion { holds: Some(holds), seen: seen.to_owned(), ..line(0, CriterionKind::Test, "a") };
        criteria(&mut out, &[of(Holds::Yes, "2 found; x.py:3"), of(Holds::Unknown, "unknown: no report | or"), of(Holds::No, "")]);
        assert_eq!(out, "`a` ✅ (2 found; x.py:3) and `a` ❔ (unknown: no report \\| or) and `a` ❌");
    }

    #[test]
    fn paths_outside_the_folder_begin_at_the_root() {
        let mut out = String::new();
        from_folder(&mut out, "app/db/x.py", "app/db/");
        from_folder(&mut out, "tests/x.py", "app/db/");
        from_folder(&mut out, "tests/x.py", "");
        assert_eq!(out, "`x.py``/tests/x.py``tests/x.py`");
    }
}
