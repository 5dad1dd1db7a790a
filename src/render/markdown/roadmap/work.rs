//! Work in tables, and what documents say of its schedule that differs.

use crate::render::markdown::schedule::number;
use crate::render::markdown::{Table, entry, text};
use crate::schedule::Basis;
use crate::view::roadmap::Work;
use std::fmt::Write;

/// Which columns have anything in them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Columns {
    within: bool,
    tier: bool,
    who: bool,
    planned: bool,
    effort: bool,
    needs: bool,
    due: bool,
    float: bool,
}

impl Columns {
    /// The columns that some work fills.
    pub(super) fn of<'v, 'a: 'v>(works: impl Iterator<Item = &'v Work<'a>>) -> Columns {
        works.fold(Columns::default(), |columns, work| Columns {
            within: columns.within || work.item.within.is_some(),
            tier: columns.tier || work.item.tier.is_some() || work.item.rank.is_some(),
            who: columns.who || work.item.owner.is_some() || !work.by.is_empty(),
            planned: columns.planned || work.planned.is_some() || work.window.is_some() || work.done_on.is_some(),
            effort: columns.effort || work.effort.is_some(),
            needs: columns.needs || !work.needs.is_empty(),
            due: columns.due || work.due.is_some(),
            float: columns.float || work.total_float.is_some(),
        })
    }
}

/// One row an item.
pub(super) fn table(out: &mut String, works: &[Work<'_>], columns: Columns) {
    let mut headings = vec!["Item"];
    headings.extend(columns.within.then_some("Part of"));
    headings.push("State");
    headings.extend(columns.tier.then_some("Tier"));
    headings.extend(columns.who.then_some("Who"));
    headings.extend(columns.planned.then_some("Planned"));
    headings.extend(columns.effort.then_some("Effort"));
    headings.extend(columns.needs.then_some("Needs"));
    headings.extend(columns.due.then_some("Due"));
    headings.extend(columns.float.then_some(">Float"));
    Table::new(out, &headings);
    for work in works {
        row(out, work, columns);
    }
    out.push('\n');
}

fn row(out: &mut String, work: &Work<'_>, columns: Columns) {
    out.push_str("| ");
    entry::title(out, &work.item);
    if columns.within {
        out.push_str(" | ");
        out.push_str(&work.item.within.map(text).unwrap_or_default());
    }
    out.push_str(" | ");
    entry::state(out, &work.item);
    if columns.tier {
        out.push_str(" | ");
        entry::tier(out, work.item.tier, work.item.rank);
    }
    if columns.who {
        out.push_str(" | ");
        who(out, work);
    }
    if columns.planned {
        out.push_str(" | ");
        planned(out, work);
    }
    if columns.effort {
        out.push_str(" | ");
        out.push_str(work.effort.as_deref().unwrap_or(""));
    }
    if columns.needs {
        out.push_str(" | ");
        needs(out, work);
    }
    if columns.due {
        out.push_str(" | ");
        if let Some(due) = &work.due {
            entry::due(out, due);
        }
    }
    if columns.float {
        out.push_str(" | ");
        if let Some(days) = work.total_float {
            out.push_str(&number(days));
            out.push_str(if work.critical { ", critical" } else { "" });
        }
    }
    out.push_str(" |\n");
}

/// What the column of floats says; nothing when there is none.
pub(super) fn float_told(out: &mut String, columns: Columns) {
    if columns.float {
        out.push_str("*Float* is by how many working days something can slip before the end of the plan or a due date does; ");
        out.push_str("what is open and has none is critical.\n\n");
    }
}

/// Who works on it, and who answers for it when that is somebody else.
fn who(out: &mut String, work: &Work<'_>) {
    for (at, party) in work.by.iter().enumerate() {
        let _ = write!(out, "{}{}", if at > 0 { ", " } else { "" }, text(party));
    }
    match work.item.owner {
        Some(owner) if work.by.is_empty() => out.push_str(&text(owner)),
        Some(owner) if !work.by.contains(&owner) => {
            let _ = write!(out, " (owner: {})", text(owner));
        }
        _ => {}
    }
}

/// The dates, and what they rest on unless the plan fixes them.
fn planned(out: &mut String, work: &Work<'_>) {
    if let Some(date) = work.done_on {
        let _ = write!(out, "done {date}");
        return;
    }
    let Some(planned) = &work.planned else {
        out.push_str(work.window.as_deref().unwrap_or(""));
        return;
    };
    let _ = match planned.basis {
        Basis::Fixed => write!(out, "{}", planned.period),
        Basis::Week => write!(out, "{} (by its week)", planned.period),
        Basis::Computed => write!(out, "{} (computed)", planned.period),
        Basis::Phase => write!(out, "within the phase"),
        Basis::Parts => write!(out, "{} (by its parts)", planned.period),
    };
}

/// Open needs, then what is done.
fn needs(out: &mut String, work: &Work<'_>) {
    let mut told_done = false;
    for (at, need) in work.needs.iter().enumerate() {
        if !need.open && !told_done {
            out.push_str(match (at > 0, work.needs[at..].iter().all(|need| need.dropped)) {
                (true, false) => "; done: ",
                (false, false) => "done: ",
                (true, true) => "; ",
                (false, true) => "",
            });
            told_done = true;
        } else if at > 0 {
            out.push_str(", ");
        }
        entry::label(out, &need.item);
        if need.dropped {
            out.push_str(" (dropped)");
        }
        if let Some(date) = need.ends_late {
            let _ = write!(out, " (⚠️ ends later: {date})");
        }
    }
    if work.needs_more {
        out.push_str(" and others");
    }
}

/// One row each for what others must provide.
pub(super) fn externals(out: &mut String, works: &[Work<'_>]) {
    Table::new(out, &["What", "State", "Who", "Due", ">Open items that wait"]);
    for work in works {
        let _ = write!(out, "| {} | ", text(work.item.title));
        entry::state(out, &work.item);
        out.push_str(" | ");
        who(out, work);
        out.push_str(" | ");
        if let Some(due) = &work.due {
            entry::due(out, due);
        }
        match work.blocks {
            Some(count) => {
                let _ = writeln!(out, " | {count} |");
            }
            None => out.push_str(" | – |\n"),
        }
    }
    out.push('\n');
    notes(out, works.iter());
}

/// What stands below a table: remarks, then what documents say of the schedule that differs.
pub(super) fn below<'v, 'a: 'v>(out: &mut String, works: impl Iterator<Item = &'v Work<'a>> + Clone) {
    notes(out, works.clone());
    rivals(out, works);
}

/// A list of remarks; nothing when there are none.
fn notes<'v, 'a: 'v>(out: &mut String, works: impl Iterator<Item = &'v Work<'a>>) {
    let mut any = false;
    for work in works {
        for note in &work.notes {
            any = true;
            out.push_str("- ");
            entry::title(out, &work.item);
            let _ = writeln!(out, ": {}", text(note));
        }
    }
    if any {
        out.push('\n');
    }
}

/// A list of the schedules that differ from the plan; nothing when none does.
fn rivals<'v, 'a: 'v>(out: &mut String, works: impl Iterator<Item = &'v Work<'a>>) {
    let mut first = true;
    for work in works.filter(|work| !work.rivals.is_empty()) {
        if first {
            out.push_str("Documents say otherwise of:\n\n");
            first = false;
        }
        out.push_str("- ");
        entry::title(out, &work.item);
        for (at, rival) in work.rivals.iter().enumerate() {
            out.push_str(if at == 0 { ": " } else { "; " });
            out.push_str(rival.source.unwrap_or("measured"));
            let _ = match rival.lines {
                None => Ok(()),
                Some((first, last)) if first == last => write!(out, ":{first}"),
                Some((first, last)) => write!(out, ":{first}–{last}"),
            };
            let _ = write!(out, " says {}", text(rival.says));
            if let Some(step) = rival.step {
                let _ = write!(out, " of its step {}", text(step));
            }
        }
        out.push('\n');
    }
    if !first {
        out.push('\n');
    }
}
