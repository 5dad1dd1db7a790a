//! Issues, decisions, what is overdue, impacts, rollbacks and sources.

use super::list;
use crate::progress::Standing;
use crate::render::markdown::{Table, claims, code, text};
use crate::view::claims::SourceView;
use crate::view::status::{DecisionView, Impact, IssueView, Overdue, Rollback, ScaleView};
use std::fmt::Write;

/// So many impacts are listed.
const IMPACTS: usize = 40;

/// Issues with what documents say against their status.
pub fn issues(out: &mut String, issues: &[IssueView<'_>]) {
    if issues.is_empty() {
        return;
    }
    out.push_str("## Issues\n\n");
    let denied = issues.iter().any(|issue| !issue.denied.is_empty());
    let tiers = issues.iter().any(|issue| issue.tier.is_some());
    let blocks = issues.iter().any(|issue| !issue.blocks.is_empty());
    let steps = issues.iter().any(|issue| issue.steps > 0);
    let owners = issues.iter().any(|issue| issue.owner.is_some());
    let columns = [
        ("Issue", true),
        ("Status", true),
        ("Tier", tiers),
        ("Owner", owners),
        (">Steps", steps),
        ("Blocks", blocks),
        ("Documents also say", denied),
    ];
    let headings: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(heading, _)| *heading).collect();
    Table::new(out, &headings);
    for issue in issues {
        let mark = if issue.active { Standing::Missing.mark() } else { issue.standing.mark() };
        let word = if issue.state == "not stated" { "no status" } else { issue.state };
        let _ = write!(out, "| {} {} | {mark} {word}", issue.number, text(issue.title));
        if let Some(since) = issue.since {
            let _ = write!(out, " {since}");
        }
        for (_, cell) in [(tiers, issue.tier), (owners, issue.owner)].into_iter().filter(|(shown, _)| *shown) {
            let _ = write!(out, " | {}", cell.map_or("–".into(), text));
        }
        if steps {
            if issue.steps > 0 {
                let _ = write!(out, " | {}/{}", issue.steps_done, issue.steps);
            } else {
                out.push_str(" | –");
            }
        }
        if blocks {
            out.push_str(if issue.blocks.is_empty() { " | –" } else { " | " });
            list(out, &issue.blocks, 3);
        }
        if denied {
            out.push_str(if issue.denied.is_empty() { " | –" } else { " | ⚠️ " });
            joined(out, &issue.denied);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
    for issue in issues {
        for note in &issue.notes {
            let _ = writeln!(out, "- {}: {}", text(issue.number), text(note));
        }
    }
    if issues.iter().any(|issue| !issue.notes.is_empty()) {
        out.push('\n');
    }
}

/// Decisions with their options.
pub fn decisions(out: &mut String, decisions: &[DecisionView<'_>]) {
    if decisions.is_empty() {
        return;
    }
    out.push_str("## Decisions\n\n");
    for decision in decisions {
        let state = match (decision.open, decision.dropped) {
            (true, _) => "❔ open",
            (false, true) => "➖ dropped",
            (false, false) => "✅ taken",
        };
        let _ = write!(out, "- **{}**: {state}", text(decision.title));
        if let Some(owner) = decision.owner {
            let _ = write!(out, " · {}", text(owner));
        }
        if let Some(due) = &decision.due {
            let _ = write!(out, " · due {}", text(due));
        }
        out.push('\n');
        for option in &decision.options {
            let _ = write!(out, "  - {}", text(option.title));
            if let Some(chosen) = option.chosen {
                let _ = write!(out, ": **chosen {chosen}**");
            }
            for note in &option.notes {
                let _ = write!(out, ". {}", text(note));
            }
            out.push('\n');
        }
    }
    out.push('\n');
}

/// What was due before the data date.
pub fn overdue(out: &mut String, rows: &[Overdue<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## Overdue\n\n");
    Table::new(out, &["Was due", ">Days ago", "What", "Owner"]);
    for row in rows {
        let _ = write!(out, "| {} | {} | {}", row.due, row.days, text(row.title));
        if let Some(step) = row.step {
            let _ = write!(out, ": step {}", text(step));
        }
        let _ = writeln!(out, " | {} |", row.owner.map_or("–".into(), text));
    }
    out.push('\n');
}

/// What open items do to others.
pub fn impacts(out: &mut String, impacts: &[Impact<'_>]) {
    if impacts.is_empty() {
        return;
    }
    out.push_str("## What the open items cause\n\n");
    for impact in impacts.iter().take(IMPACTS) {
        let _ = write!(out, "- {}", text(impact.text));
        if let Some(tier) = impact.tier {
            let _ = write!(out, " ({})", text(tier));
        }
        out.push_str(": ");
        list(out, &impact.items, 3);
        out.push('\n');
    }
    if impacts.len() > IMPACTS {
        let _ = match impacts.len() - IMPACTS {
            1 => writeln!(out, "- 1 more is not listed here"),
            more => writeln!(out, "- {more} more are not listed here"),
        };
    }
    out.push('\n');
}

/// How to go back.
pub fn rollbacks(out: &mut String, rows: &[Rollback<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## How to go back\n\n");
    for row in rows {
        let _ = writeln!(out, "- **{}**: {}", text(row.title), text(row.text));
    }
    out.push('\n');
}

/// What the words of scales mean.
pub fn scales(out: &mut String, scales: &[ScaleView<'_>]) {
    if scales.is_empty() {
        return;
    }
    out.push_str("## What the words mean\n\n");
    for scale in scales {
        let _ = writeln!(out, "- {}", text(scale.title));
        for level in &scale.levels {
            let _ = write!(out, "  - **{}**", text(level.word));
            if let Some(meaning) = level.meaning {
                let _ = write!(out, ": {}", text(meaning));
            }
            out.push('\n');
        }
    }
    out.push('\n');
}

/// Documents the plan refers to.
pub fn sources(out: &mut String, sources: &[SourceView<'_>]) {
    if sources.is_empty() {
        return;
    }
    out.push_str("## Sources\n\n");
    for source in sources {
        let _ = write!(out, "- {}: {}", code(source.id), text(source.title));
        if let Some(dated) = source.dated {
            let _ = write!(out, ", {dated}");
        }
        if let Some(link) = source.link {
            out.push_str(", ");
            claims::link_to(out, link);
        }
        out.push('\n');
    }
    out.push('\n');
}

/// Texts with semicolons between them.
pub fn joined(out: &mut String, texts: &[String]) {
    for (at, one) in texts.iter().enumerate() {
        if at > 0 {
            out.push_str("; ");
        }
        let _ = write!(out, "{}", text(one));
    }
}
