//! `late`: a deadline that the schedule misses.
//!
//! The work is computed to end after its due date or the weeks it is planned for, or it is still open after its due date or its fixed days. Start it earlier,
//! give it more people, take something out of its way, or move the date and tell those who wait for it.

use super::due_too_early::is_due_too_early;
use super::wording::{days_late, window};
use crate::diag::{Diagnostic, code};
use crate::model::ItemId;
use crate::progress::check::Calendar;
use crate::schedule::{Deadline, why};
use crate::survey::Survey;
use crate::time::Date;

/// Finds work that ends, or stays open, after its deadline.
pub fn late(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let calendar = Calendar::new(plan);
    let told_by_parts = overdue_within(survey);
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| !item.is_dropped() && !survey.assessment.is_closed(*id)) {
        let Some(missed) = survey.timetable.missed(plan, id, survey.data_date) else { continue };
        let due = missed.deadline == Deadline::Due;
        // What should be gone already is told by `passed-until`.
        if due && missed.last < survey.data_date && (item.due.is_none() || item.is_container() && told_by_parts[id.index()]) {
            continue;
        }
        let fixed = due && missed.ends.is_some() && missed.ends == survey.timetable.stands_until(id);
        let ahead = missed.last >= survey.data_date;
        // What is late whatever else holds is told by `due-too-early`.
        if due && ahead && is_due_too_early(plan, &calendar, item) {
            continue;
        }
        found.push(match (missed.ends.filter(|_| !fixed || ahead), missed.deadline) {
            (Some(ends), deadline) => cannot_end(survey, id, (deadline, missed.last), ends),
            (None, Deadline::Due) => {
                let message = format!("`{}` was due on {}, and is not done on {}", item.name, missed.last, survey.data_date);
                let diagnostic = Diagnostic::new(&code::LATE, message).at(item.deadline_said(), format!("due on {}", missed.last));
                diagnostic.about(&*item.name).help("finish it, or move the due date")
            }
            (None, Deadline::Window(_)) => {
                let message = format!("`{}` was planned to end on {}, and is not done on {}", item.name, missed.last, survey.data_date);
                let diagnostic = Diagnostic::new(&code::LATE, message).at(item.window_said.unwrap_or(item.said), "");
                diagnostic.about(&*item.name).help("finish it, or plan it anew")
            }
        });
    }
}

/// By item: whether something open within it is overdue itself, which tells that the whole is.
fn overdue_within(survey: &Survey<'_>) -> Vec<bool> {
    let plan = survey.plan;
    let mut told = vec![false; plan.items.len()];
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| item.due.is_some() && !item.is_dropped() && !survey.assessment.is_closed(*id))
    {
        let missed = survey.timetable.missed(plan, id, survey.data_date);
        if missed.is_some_and(|missed| missed.deadline == Deadline::Due && missed.last < survey.data_date) && !item.is_container() {
            plan.ancestors(id).for_each(|whole| told[whole.index()] = true);
        }
    }
    told
}

/// A deadline that is proven to be missed, with the chain that proves it.
fn cannot_end(survey: &Survey<'_>, id: ItemId, (deadline, last): (Deadline, Date), ends: Date) -> Diagnostic {
    let item = survey.plan.item(id);
    let (is, said, move_it, place) = match deadline {
        Deadline::Due if item.due.is_some() => {
            (format!("due on {last}"), format!("due on {last}"), "move the due date", item.deadline_said())
        }
        Deadline::Due => (format!("to be gone by {last}"), format!("to be gone by {last}"), "move `until`", item.deadline_said()),
        Deadline::Window(weeks) => {
            let place = item.window_said.unwrap_or(item.said);
            (format!("to be done in {}", window(survey.plan, weeks)), format!("ends on {last}"), "plan it for later weeks", place)
        }
    };
    let days = days_late(survey.plan, last, ends);
    let message = format!("`{}` is {is}, and cannot end before {ends}: {days} late", item.name);
    let diagnostic = Diagnostic::new(&code::LATE, message).at(place, said).about(&*item.name);
    chain(survey, id, diagnostic).help(format!("start earlier, add people, shorten what comes before it, or {move_it}"))
}

/// How many links of a chain are told with a finding; `landfall why` tells all.
const LINKS_SHOWN: usize = 6;

/// Adds the chain that fixes the end of an item, each link with its place.
pub(super) fn chain(survey: &Survey<'_>, id: ItemId, mut diagnostic: Diagnostic) -> Diagnostic {
    let (plan, table) = (survey.plan, &survey.timetable);
    let steps = why::chain(plan, table, id);
    for step in steps.iter().take(LINKS_SHOWN) {
        let words =
            format!("{} {} because {}", why::name(plan, step.what), why::verb(plan, table, step), why::because(plan, table, step, ""));
        diagnostic = diagnostic.note(words);
        if let Some(place) = step.place {
            diagnostic = diagnostic.see(place, "");
        }
    }
    match steps.len().saturating_sub(LINKS_SHOWN) {
        0 => diagnostic,
        more => {
            let links = super::wording::plural(more, "more link");
            diagnostic.note(format!("and {links}, which `landfall why {}` tells", plan.item(id).name))
        }
    }
}
