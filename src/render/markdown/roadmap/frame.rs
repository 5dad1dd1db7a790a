//! What stands around the work: decisions, teams, time that is not worked, scenarios.

use crate::render::markdown::{Table, code, entry, text};
use crate::view::roadmap::{Choice, Frame, Held};
use std::fmt::Write;

/// Writes the sections that have anything in them.
pub(super) fn write(out: &mut String, frame: &Frame<'_>) {
    decisions(out, &frame.decisions);
    teams(out, frame);
    if !frame.freezes.is_empty() || !frame.holidays.is_empty() {
        out.push_str("## Freezes and holidays\n\n");
        frame.freezes.iter().for_each(|freeze| held(out, "Freeze", freeze));
        frame.holidays.iter().for_each(|holiday| held(out, "Holiday", holiday));
        out.push('\n');
    }
    if !frame.scenarios.is_empty() {
        out.push_str("## Scenarios\n\nThe same plan with some facts changed; the dates above are those of the plan itself.\n\n");
        for scenario in &frame.scenarios {
            let _ = writeln!(out, "- {} ({})", text(scenario.title), code(scenario.id));
            for change in &scenario.changes {
                let _ = writeln!(out, "  - {}: {}", code(change.name), code(change.facts));
            }
        }
        out.push('\n');
    }
}

fn decisions(out: &mut String, decisions: &[Choice<'_>]) {
    if decisions.is_empty() {
        return;
    }
    out.push_str("## Decisions\n\n");
    Table::new(out, &["Decision", "State", "Due", "Who decides", "Options", ">Blocks"]);
    for choice in decisions {
        let _ = write!(out, "| {} | ", text(choice.item.title));
        entry::state(out, &choice.item);
        out.push_str(" | ");
        if let Some(due) = &choice.due {
            entry::due(out, due);
        }
        let _ = write!(out, " | {} | ", choice.item.owner.map(text).unwrap_or_default());
        match choice.chosen {
            Some((option, date)) => {
                let _ = write!(out, "chosen {date}: {}", text(option));
            }
            None => {
                for (at, option) in choice.options.iter().enumerate() {
                    let _ = write!(out, "{}{}", if at > 0 { " or " } else { "" }, text(option));
                }
            }
        }
        // What is decided blocks nothing.
        match choice.blocks.filter(|_| choice.chosen.is_none()) {
            Some(count) => {
                let _ = writeln!(out, " | {count} |");
            }
            None => out.push_str(" | – |\n"),
        }
    }
    out.push('\n');
}

fn teams(out: &mut String, frame: &Frame<'_>) {
    if frame.teams.is_empty() {
        return;
    }
    out.push_str("## Teams\n\n");
    let until = frame.until.map_or_else(String::new, |until| format!(" to the end of the work, {until}"));
    let _ = writeln!(
        out,
        "*Work left* is what the plan states of open items, less what is done of them; *available* is all working time from the data date{until}.\n"
    );
    Table::new(out, &["Team", ">People", ">Open items", ">Work left (days)", ">Available (person days)", "Away"]);
    for team in &frame.teams {
        let people = team.people.map_or_else(|| "not said".to_owned(), |people| people.to_string());
        let _ = write!(out, "| {} | {people} | {} | ", text(team.title), team.open_items);
        days(out, team.effort_days);
        out.push_str(" | ");
        days(out, team.person_days);
        if let (Some(effort), Some(available)) = (team.effort_days, team.person_days)
            && effort > available
        {
            out.push_str(" ⚠️ too few");
        }
        out.push_str(" | ");
        for (at, away) in team.away.iter().enumerate() {
            let _ = write!(out, "{}{away}", if at > 0 { ", " } else { "" });
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn days(out: &mut String, days: Option<f64>) {
    let _ = match days {
        Some(days) => write!(out, "{days}"),
        None => write!(out, "–"),
    };
}

fn held(out: &mut String, word: &str, held: &Held<'_>) {
    let _ = write!(out, "- {word}");
    if let Some(period) = &held.period {
        let _ = write!(out, " {period}");
    }
    if !held.title.is_empty() {
        let _ = write!(out, ": {}", text(held.title));
    }
    for (at, tag) in held.tags.iter().enumerate() {
        let _ = write!(out, "{}{}", if at == 0 { " (holds what is tagged " } else { ", " }, text(tag));
    }
    out.push_str(if held.tags.is_empty() { "\n" } else { ")\n" });
}
