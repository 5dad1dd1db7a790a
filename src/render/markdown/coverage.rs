//! The coverage report in Markdown.

use super::claims::{mark, named};
use super::{Table, code_cell, text};
use crate::progress::Rollup;
use crate::progress::check::Agreement;
use crate::view::coverage::{ClaimedTotal, Coverage, GroupRow};
use crate::view::status::TargetView;
use std::fmt::Write;

/// Areas are indented so far at most.
const INDENTS: u32 = 8;

/// How many blocks a bar has.
const BLOCKS: u32 = 10;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Coverage<'_>) {
    summary(out, view.total);
    if !view.areas.is_empty() {
        out.push_str("## By area\n\n");
        if view.areas.iter().any(|row| row.depth > 0) {
            out.push_str("An indented area is part of the area above it, and counted there too.\n\n");
        }
        head(out, "Area");
        for row in &view.areas {
            out.push_str("| ");
            for _ in 0..row.depth.min(INDENTS) {
                out.push_str("&emsp;");
            }
            let _ = write!(out, "{}", text(row.title));
            counts(out, row.counts);
        }
        if let Some(outside) = view.outside {
            out.push_str("| *in no area*");
            counts(out, outside);
        }
        total(out, view.total);
    }
    groups(out, "By tier", "Tier", "no tier", &view.tiers, view.total);
    groups(out, "By phase", "Phase", "in no phase", &view.phases, view.total);
    if view.areas.is_empty() && view.tiers.is_empty() && view.phases.is_empty() {
        head(out, "");
        total(out, view.total);
    }
    targets(out, &view.targets);
    claimed(out, &view.claimed);
}

fn summary(out: &mut String, total: Rollup) {
    let _ = write!(out, "**{} of {} done ({})**", total.done, total.expected_text(), total.percent_text());
    for (count, word) in [(total.partial, "partial"), (total.missing, "missing"), (total.unknown, "unknown")] {
        if count > 0 {
            let _ = write!(out, ", {count} {word}");
        }
    }
    out.push_str(".\n\n");
    if total.done > 0 {
        done_of(out, total);
        out.push_str(".\n\n");
    }
    out.push_str("Expected is always the sum of done, partial, missing and unknown. In the bars █ is done, ▒ partial, ░ the rest.\n\n");
    if total.at_least {
        out.push_str("A `+` marks a sum of which the plan knows only that it is at least so many.\n\n");
    }
}

/// What the done rest on, without a full stop; the parts add up to all of them.
pub(super) fn done_of(out: &mut String, total: Rollup) {
    let rest = total.done.saturating_sub(total.proven).saturating_sub(total.claimed_only);
    let verb = |count: u32| if count == 1 { "is" } else { "are" };
    let (proven, claimed) = (total.proven, total.claimed_only);
    let _ = write!(out, "Of the {} done, {proven} {} proven by evidence and {claimed} only claimed", total.done, verb(proven));
    if rest > 0 {
        let _ = write!(out, "; {rest} {} done by evidence that is ahead of the claim", verb(rest));
    }
}

fn head(out: &mut String, what: &str) {
    Table::new(out, &[what, ">Expected", ">Done", ">Proven", ">Partial", ">Missing", ">Unknown", ">%", "Bar"]);
}

/// The cells behind the first.
fn counts(out: &mut String, sum: Rollup) {
    let plus = if sum.at_least { "+" } else { "" };
    let _ = write!(out, " | {}{plus} | {} | ", sum.expected, sum.done);
    if sum.done == 0 {
        out.push('–');
    } else {
        let _ = write!(out, "{}", sum.proven);
    }
    let _ = write!(out, " | {} | {} | {} | {} | ", sum.partial, sum.missing, sum.unknown, sum.percent_text());
    bar(out, sum);
    out.push_str(" |\n");
}

fn total(out: &mut String, sum: Rollup) {
    let plus = if sum.at_least { "+" } else { "" };
    let _ = write!(out, "| **Total** | **{}{plus}** | **{}** | **{}** | ", sum.expected, sum.done, sum.proven);
    let _ = write!(out, "**{}** | **{}** | **{}** | **{}** | ", sum.partial, sum.missing, sum.unknown, sum.percent_text());
    bar(out, sum);
    out.push_str(" |\n\n");
}

/// A bar of blocks in a code span: only all done fills it.
pub(super) fn bar(out: &mut String, sum: Rollup) {
    let blocks = |part: u64| if sum.expected == 0 { 0 } else { (part * u64::from(BLOCKS) / u64::from(sum.expected)) as usize };
    let done = blocks(u64::from(sum.done));
    let begun = blocks(u64::from(sum.done) + u64::from(sum.partial)).min(BLOCKS as usize);
    out.push('`');
    for at in 0..BLOCKS as usize {
        out.push(if at < done {
            '█'
        } else if at < begun {
            '▒'
        } else {
            '░'
        });
    }
    out.push('`');
}

fn groups(out: &mut String, heading: &str, column: &str, none: &str, rows: &[GroupRow<'_>], whole: Rollup) {
    if rows.is_empty() {
        return;
    }
    let _ = writeln!(out, "## {heading}\n");
    head(out, column);
    for row in rows {
        match (row.title, row.meaning) {
            (None, _) => {
                let _ = write!(out, "| *{none}*");
            }
            (Some(title), None) => {
                let _ = write!(out, "| {}", text(title));
            }
            (Some(title), Some(meaning)) => {
                let _ = write!(out, "| {}: {}", text(title), text(meaning));
            }
        }
        counts(out, row.counts);
    }
    total(out, whole);
}

/// Before, now, after.
fn targets(out: &mut String, targets: &[TargetView<'_>]) {
    if targets.is_empty() {
        return;
    }
    out.push_str("## Before and after\n\n*Now* is counted in this plan; *before* is what was read at first.\n\n");
    Table::new(out, &["Target", "Before", "Now", "Goal", "Reached"]);
    for target in targets {
        let _ = write!(out, "| {} | ", text(target.title));
        super::status::reading(out, target.first.as_ref());
        let now = target.now.as_ref().map_or("–", |now| &now.value);
        let _ = write!(out, " | {} | ", text(now));
        super::status::goals(out, target);
        out.push_str(" |\n");
    }
    out.push('\n');
}

/// What documents claimed, beside the counts.
fn claimed(out: &mut String, rows: &[ClaimedTotal<'_>]) {
    if rows.is_empty() {
        return;
    }
    let count = |wanted: fn(&ClaimedTotal<'_>) -> bool| rows.iter().filter(|row| wanted(row)).count();
    let wrong = count(|row| row.agreement == Agreement::Disagrees);
    let unchecked = count(|row| row.agreement == Agreement::NotCheckable);
    let what = if rows.len() == 1 { "total or percentage was" } else { "totals and percentages were" };
    let _ = write!(out, "## Claimed beside counted\n\n{} {what} claimed: ", rows.len());
    match wrong {
        0 => out.push_str("none disagrees with the count"),
        1 => out.push_str("1 disagrees with the count"),
        _ => {
            let _ = write!(out, "{wrong} disagree with the count");
        }
    }
    if unchecked > 0 {
        let _ = write!(out, ", {unchecked} cannot be checked");
    }
    out.push_str(".\n\n");
    Table::new(out, &["Of what", "Claimed", "Where", "Counted", "Verdict"]);
    for row in rows {
        out.push_str("| ");
        named(out, row.named);
        let _ = write!(out, " | {} | ", code_cell(row.claim));
        places(out, &row.places);
        let word = match row.agreement {
            Agreement::NotCheckable => "cannot be checked",
            agreement => agreement.word(),
        };
        let counted = if row.counted.is_empty() { "–".into() } else { text(&row.counted) };
        let _ = writeln!(out, " | {counted} | {}{word} |", mark(row.agreement));
    }
    out.push('\n');
}

fn places(out: &mut String, places: &[String]) {
    const SHOWN: usize = 3;
    for (at, place) in places.iter().take(SHOWN).enumerate() {
        if at > 0 {
            out.push_str(", ");
        }
        out.push_str(&code_cell(place));
    }
    if places.len() > SHOWN {
        let _ = write!(out, " and {} more", places.len() - SHOWN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_all_is_done() {
        let drawn = |done, partial, expected| {
            let mut out = String::new();
            bar(&mut out, Rollup { expected, done, partial, ..Rollup::default() });
            out
        };
        assert_eq!(drawn(999, 0, 1000), "`█████████░`");
        assert_eq!(drawn(1000, 0, 1000), "`██████████`");
        assert_eq!(drawn(3, 4, 10), "`███▒▒▒▒░░░`");
        assert_eq!(drawn(0, 0, 0), "`░░░░░░░░░░`");
    }
}
