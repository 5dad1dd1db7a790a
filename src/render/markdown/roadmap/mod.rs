//! The roadmap report in Markdown.

mod frame;
mod phases;
mod work;

use super::{Table, entry, forecast, text};
use crate::view::roadmap::{Roadmap, TagRow, Work};
use crate::view::{Forecast, Label};
use std::fmt::Write;
use work::Columns;

/// Of the longest chain no more is written.
const CHAIN_SHOWN: usize = 40;

/// Of the open work with one tag no more is named.
const TAGGED_SHOWN: usize = 5;

/// Writes the report's body.
pub fn write(out: &mut String, view: &Roadmap<'_>) {
    let columns = Columns::of(all_work(view));
    for goal in &view.goals {
        let _ = writeln!(out, "Goal: {}\n", text(goal));
    }
    for note in &view.notes {
        let _ = writeln!(out, "Note: {}\n", text(note));
    }
    if let Some(whole) = &view.whole {
        let _ = if view.open_end {
            writeln!(out, "From {}; the end is open, as some phase has none.\n", whole.first)
        } else {
            writeln!(out, "From {} to {}.\n", whole.first, whole.last)
        };
    }
    if let Some(forecast) = &view.forecast {
        forecast::write(out, forecast);
    }
    work::float_told(out, columns);
    if !view.phases.is_empty() {
        phases::summary(out, &view.phases);
        for phase in &view.phases {
            phases::section(out, phase, columns);
        }
    }
    if !view.unphased.is_empty() {
        let deeper = !view.phases.is_empty();
        if deeper {
            out.push_str("## In no phase\n\n");
        }
        phases::weeks(out, &view.unphased, if deeper { 3 } else { 2 }, columns);
    }
    rounds(out, view, columns);
    done(out, view, columns);
    tags(out, &view.tags);
    if !view.externals.is_empty() {
        out.push_str(
            "## Others must provide\n\nNot there, or not known to be there: first what is due, then what most work waits for.\n\n",
        );
        work::externals(out, &view.externals);
    }
    chain(out, &view.longest_chain, view.longest_ends, view.forecast.as_ref());
    frame::write(out, &view.frame);
}

fn all_work<'v, 'a>(view: &'v Roadmap<'a>) -> impl Iterator<Item = &'v Work<'a>> {
    let phased = view.phases.iter().flat_map(|phase| &phase.weeks);
    phased.chain(&view.unphased).flat_map(|week| &week.work).chain(view.rounds.iter().flatten()).chain(&view.done)
}

/// Open work of a plan without phases and weeks.
fn rounds(out: &mut String, view: &Roadmap<'_>, columns: Columns) {
    for (at, round) in view.rounds.iter().enumerate().filter(|(_, round)| !round.is_empty()) {
        let _ = writeln!(out, "## Round {}: {}\n", at + 1, items(round.len()));
        if at == 0 {
            let _ = writeln!(out, "Nothing open stands before these. Of the plan's own work, {}.\n", view.front.words());
        } else {
            out.push_str("Each needs something of the round before.\n\n");
        }
        work::table(out, round, columns);
        work::below(out, round.iter());
    }
}

/// What is done and stands neither in a phase nor in a round.
fn done(out: &mut String, view: &Roadmap<'_>, columns: Columns) {
    if !view.done.is_empty() {
        let place = if view.phases.is_empty() { "Done" } else { "Done, in no phase" };
        let _ = writeln!(out, "## {place}: {}\n", items(view.done.len()));
        work::table(out, &view.done, columns);
        work::below(out, view.done.iter());
    }
}

fn items(count: usize) -> String {
    if count == 1 { "1 item".to_owned() } else { format!("{count} items") }
}

fn tags(out: &mut String, rows: &[TagRow<'_>]) {
    if rows.is_empty() {
        return;
    }
    out.push_str("## By tag\n\n");
    Table::new(out, &["Tag", ">Done", ">Can start now", "Open"]);
    for row in rows {
        let _ = write!(out, "| {} | {} of {} | {} | ", text(row.title), row.done, row.items, row.ready);
        for (at, title) in row.open.iter().take(TAGGED_SHOWN).enumerate() {
            let _ = write!(out, "{}{}", if at > 0 { "; " } else { "" }, text(title));
        }
        if row.open.len() > TAGGED_SHOWN {
            let _ = write!(out, " and {} more", row.open.len() - TAGGED_SHOWN);
        }
        out.push_str(" |\n");
    }
    out.push('\n');
}

fn chain(out: &mut String, chain: &[Label<'_>], ends: usize, forecast: Option<&Forecast<'_>>) {
    if chain.is_empty() {
        return;
    }
    let ends = if ends > 1 { format!(" Chains as long end in {ends} items; this is one of them.") } else { String::new() };
    let _ = write!(
        out,
        "## Longest chain of needs: {}\n\nEach waits for the one before; no chain of open items has more.{ends} It counts items, not time",
        items(chain.len()),
    );
    match forecast.map(|forecast| &forecast.report) {
        Some(Some(file)) => {
            let _ = writeln!(out, ": what fixes the end of the plan is the critical path, which the [schedule]({file}.md) tells.\n");
        }
        Some(None) => out.push_str(": what fixes the end of the plan is its critical path, which may be another.\n\n"),
        None => out.push_str(", as nothing tells how long all of them take.\n\n"),
    }
    for (at, label) in chain.iter().take(CHAIN_SHOWN).enumerate() {
        let _ = write!(out, "{}. ", at + 1);
        entry::label(out, label);
        out.push('\n');
    }
    out.push('\n');
    if chain.len() > CHAIN_SHOWN {
        let _ = match chain.len() - CHAIN_SHOWN {
            1 => writeln!(out, "1 more follows and is not listed here.\n"),
            more => writeln!(out, "{more} more follow and are not listed here.\n"),
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::view::sample::survey;
    use crate::view::{Selection, roadmap};

    fn written(plan: &str) -> String {
        survey(plan, |survey| {
            let mut out = String::new();
            super::write(&mut out, &roadmap::build(survey, &Selection::all(survey.plan)));
            out
        })
    }

    #[test]
    fn a_gate_is_shown_as_written_and_not_judged() {
        let out = written(
            "plan p \"P\" language 1 start 2025-07-18\nteam web \"Web\"\nphase one \"One\" weeks 1..2 done when {\n tests \"a|b::*\" >= 10\n any {\n  \
             file \"x\"\n  attested by web on 2025-08-01 until 2025-12-31 \"Seen\"\n }\n}\ncomponent c missing in one\n",
        );
        assert!(out.contains("| 2 conditions, not measured yet |"), "{out}");
        let gate =
            "  - `tests \"a|b::*\" >= 10`\n  - one of\n    - `file \"x\"`\n    - attested by Web on 2025-08-01 until 2025-12-31: Seen\n";
        assert!(out.contains(gate), "{out}");
    }

    #[test]
    fn a_phase_without_a_window_has_an_open_end() {
        let out = written(
            "plan p \"P\" language 1 start 2025-07-18\nphase one \"One\" weeks 1..2\nphase two \"Two\" after one\ncomponent c missing in two\n",
        );
        assert!(out.contains("| Two | from 2025-08-01, end open (ahead), after One |"), "{out}");
        assert!(!out.contains("From 2025-07-18 to"), "{out}");
    }

    #[test]
    fn every_row_has_as_many_cells_as_its_head() {
        let out = written(
            "plan p \"P\" language 1 start 2025-07-18\nteam t \"T\" people 2\nphase one \"One|Two\" weeks 1..2 goal \"G\"\narea a \"A|B\" owner t in one {\n \
             component x \"X|Y\" missing !high effort 2d by t due 2025-07-20\n component y partial needs x on day 3\n}\nexternal e missing due day 2\n\
             decision d \"D\" due 2025-07-19 {\n option o \"O|P\"\n}\nmilestone m needs a, e\n",
        );
        let mut columns = 0;
        for line in out.lines() {
            if line.starts_with('|') {
                let cells = line.replace("\\|", "").matches('|').count();
                columns = if columns == 0 { cells } else { columns };
                assert_eq!(cells, columns, "{line}\n{out}");
            } else {
                columns = 0;
            }
        }
    }
}
