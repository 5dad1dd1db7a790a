//! The checklist report in Markdown. Every line ends with the name of its item as a comment, and with `done` where its box is ticked, so
//! that ticks can be read back and told from those that were compiled.

use super::inventory::criteria;
use super::{code, entry, text};
use crate::model::ItemKind;
use crate::progress::Standing;
use crate::schedule::Basis;
use crate::view::checklist::{Checklist, Line, Section, StepLine};
use crate::view::inventory::Criterion;
use std::fmt::Write;

/// Headings go no deeper than this.
const DEEPEST: u32 = 6;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Checklist<'_>) {
    let _ = write!(out, "**{} of {} done.** A box is ticked only for what is done.", view.done, view.total);
    match view.dropped {
        0 => {}
        1 => out.push_str(" One dropped item is left out."),
        count => {
            let _ = write!(out, " {count} dropped items are left out.");
        }
    }
    out.push_str("\n\n");
    entry::aliases(out, &view.aliases);
    for part in &view.sections {
        section(out, part);
    }
}

fn section(out: &mut String, section: &Section<'_>) {
    for _ in 0..(section.depth + 2).min(DEEPEST) {
        out.push('#');
    }
    let _ = writeln!(out, " {} ({} of {} done)\n", text(section.title), section.done, section.total);
    for goal in &section.goals {
        let _ = writeln!(out, "Goal: {}\n", text(goal));
    }
    for one in &section.lines {
        line(out, one);
    }
    if !section.lines.is_empty() {
        out.push('\n');
    }
}

fn line(out: &mut String, line: &Line<'_>) {
    task(out, line.depth, line.done);
    out.push_str("**");
    entry::title(out, &line.item);
    out.push_str("**");
    words(out, line);
    for path in &line.at {
        let _ = write!(out, " · {}", code(path));
    }
    if let Some(tier) = line.item.tier {
        let _ = write!(out, " · {}", text(tier));
    }
    if let Some(owner) = line.item.owner {
        let _ = write!(out, " · {}", text(owner));
    }
    if let Some(planned) = &line.planned {
        let _ = write!(out, " · {}{}", planned.period, if planned.basis == Basis::Phase { " (phase)" } else { "" });
    } else if let Some(window) = &line.window {
        let _ = write!(out, " · {window}");
    }
    if let Some(due) = &line.due {
        out.push_str(" · due ");
        entry::due(out, due);
    }
    for link in &line.links {
        out.push_str(" · ");
        entry::link(out, link);
    }
    done_when(out, &line.criteria);
    name(out, line.item.name, None, line.done);
    for one in &line.steps {
        step(out, one, line);
    }
}

/// What is special about the item: its state when that is not plain, numbers, what replaces it, what was chosen.
fn words(out: &mut String, line: &Line<'_>) {
    let item = &line.item;
    let open_issue = item.kind == ItemKind::Issue && !line.done;
    match item.claimed {
        Some(claimed) => {
            let _ = write!(out, " ({}, claimed {claimed})", item.state);
        }
        None if matches!(item.standing, Standing::Partial | Standing::Unknown) || open_issue => {
            let _ = write!(out, " ({})", item.state);
        }
        None => {}
    }
    if let Some(counted) = item.counted {
        let _ = write!(out, ": {} of {}{} done", counted.done, counted.expected, if counted.at_least { "+" } else { "" });
    }
    if let Some(replacement) = &line.replacement {
        let _ = write!(out, ", use {}", text(replacement));
    }
    if let Some(chosen) = line.chosen {
        let _ = write!(out, ": {}", text(chosen));
    }
    for (at, option) in line.options.iter().enumerate() {
        let _ = write!(out, "{}{}", if at == 0 { ": " } else { " or " }, text(option));
    }
    if let Some(date) = line.done_on {
        let _ = write!(out, " · {} {date}", item.state);
    }
}

fn step(out: &mut String, step: &StepLine<'_>, line: &Line<'_>) {
    task(out, line.depth + 1, step.done);
    out.push_str(&text(step.title));
    if let Some(state) = step.state {
        let _ = write!(out, " ({state})");
    }
    if let Some(date) = step.done_on {
        let _ = write!(out, " · done {date}");
    }
    for path in &step.at {
        let _ = write!(out, " · {}", code(path));
    }
    if let Some(when) = &step.when {
        let _ = write!(out, " · {when}");
    }
    if let Some(due) = &step.due {
        out.push_str(" · due ");
        entry::due(out, due);
    }
    if let Some(owner) = step.owner {
        let _ = write!(out, " · {}", text(owner));
    }
    done_when(out, &step.criteria);
    for note in &step.notes {
        out.push_str(" · ");
        if note.contains("://") { entry::link(out, note) } else { out.push_str(&text(note)) }
    }
    name(out, line.item.name, Some(step.id), step.done);
}

/// What must hold, such as the tests to run.
fn done_when(out: &mut String, lines: &[Criterion<'_>]) {
    if !lines.is_empty() {
        out.push_str(" · done when ");
        criteria(out, lines);
    }
}

fn task(out: &mut String, depth: u32, done: bool) {
    for _ in 0..depth {
        out.push_str("  ");
    }
    out.push_str(if done { "- [x] " } else { "- [ ] " });
}

/// The name as a comment. Two hyphens would end the comment in some readers, so the second of them is written `&#45;`.
fn name(out: &mut String, item: &str, step: Option<&str>, done: bool) {
    out.push_str(" <!-- ");
    let mut before = ' ';
    for c in item.chars().chain(step.map(|_| '#')).chain(step.unwrap_or("").chars()) {
        if c == '-' && before == '-' {
            out.push_str("&#45;");
            before = ' ';
        } else {
            out.push(c);
            before = c;
        }
    }
    out.push_str(if done { " done -->\n" } else { " -->\n" });
}

#[cfg(test)]
mod tests {
    use crate::view::sample::survey;
    use crate::view::{Selection, checklist};

    fn written(plan: &str) -> String {
        survey(plan, |survey| {
            let mut out = String::new();
            super::write(&mut out, &checklist::build(survey, &Selection::all(survey.plan)));
            out
        })
    }

    #[test]
    fn only_what_is_done_is_ticked_and_every_line_ends_with_its_name() {
        let out = written(
            "plan p \"P\" language 1 start 2025-07-18\narea a \"Area\" folder \"src/\" {\n component x \"Ex\" partial !high at \"x.py\" on day 2 {\n  \
             step s \"One\" at \"s.js\" on day 2 done\n  step t \"Two\" partial\n }\n component y done 2025-07-20\n}\n",
        );
        let lines: Vec<&str> = out.lines().filter(|line| line.contains("- [")).collect();
        assert_eq!(
            lines,
            [
                "- [ ] **Ex** (partial) · `src/x.py` · high · 2025-07-19 <!-- a.x -->",
                "  - [x] One · `src/s.js` · day 2 (2025-07-19) <!-- a.x#s done -->",
                "  - [ ] Two (partial) <!-- a.x#t -->",
                "- [x] **y** · done 2025-07-20 <!-- a.y done -->",
            ]
        );
        assert!(out.contains("## Area (1 of 2 done)"), "{out}");
    }

    #[test]
    fn conditions_and_remarks_of_steps_are_told() {
        let out = written(
            "plan p \"P\" language 1\nalias \"app/\" = \"back/app/\"\ncomponent x missing at \"app/x.py\" {\n step s \"One\" {\n  \
             done when file \"y.py\"\n  note \"Mind the gap\"\n }\n}\n",
        );
        assert!(out.contains("- [ ] One · done when `file \"y.py\"` · Mind the gap <!-- x#s -->"), "{out}");
        assert!(out.contains("· `back/app/x.py`") && out.contains("`app/` stands under `back/app/`"), "{out}");
    }

    #[test]
    fn names_with_two_hyphens_do_not_end_the_comment() {
        let out = written("plan p \"P\" language 1\ncomponent a---b \"X\" missing\n");
        assert!(out.contains("<!-- a-&#45;-b -->"), "{out}");
    }

    #[test]
    fn counted_lines_say_how_many() {
        let out = written("plan p \"P\" language 1\ncomponent a \"Files\" done 3 count 20\n");
        assert!(out.contains("**Files** (partial): 3 of 20 done") || out.contains("**Files** (not stated): 3 of 20 done"), "{out}");
    }

    #[test]
    fn a_link_cannot_run_code_or_break_out() {
        let out = written("plan p \"P\" language 1\ntask a {\n link \"javascript:alert(1)\"\n link \"https://x.org/a>b c\"\n}\n");
        assert!(out.contains("· `javascript:alert(1)`"), "{out}");
        assert!(out.contains("](<https://x.org/a%3Eb%20c>)"), "{out}");
    }
}
