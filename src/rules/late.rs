//! `late`: a deadline that the schedule misses.
//!
//! The work is computed to end after its due date, or it is still open after its due date or its fixed days. Start it earlier,
//! give it more people, take something out of its way, or move the date and tell those who wait for it.

use super::areas::dropped;
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Window};
use crate::schedule::{Basis, why};
use crate::survey::Survey;
use crate::time::Date;

/// Finds work that ends, or stays open, after its deadline.
pub fn late(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let gone = dropped(plan);
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| !gone[id.index()] && !survey.assessment.is_closed(*id)) {
        let due = item.deadline().and_then(|due| survey.timetable.latest(plan, due));
        let retires = item.due.is_none();
        // What should be gone already is told by `passed-until`.
        let due = due.filter(|due| !retires || *due >= survey.data_date);
        let (place, is) = (item.deadline_said(), if retires { "to be gone by" } else { "due on" });
        let planned = survey.timetable.items[id.index()];
        if let Some(due) = due
            && let Some(planned) = planned.filter(|planned| planned.basis == Basis::Computed && planned.period.last > due)
        {
            let days = working_days(survey, due, planned.period.last);
            let message = format!("`{}` is {is} {due}, and cannot end before {}: {days} late", item.name, planned.period.last);
            let diagnostic = Diagnostic::new(&code::LATE, message).at(place, format!("{is} {due}")).about(&*item.name);
            let date = if retires { "`until`" } else { "the due date" };
            let help = format!("start earlier, add people, shorten what comes before it, or move {date}");
            found.push(chain(survey, id, diagnostic).help(help));
        } else if let Some(due) = due.filter(|due| *due < survey.data_date && planned.is_none_or(|planned| planned.basis != Basis::Parts)) {
            let message = format!("`{}` was due on {due}, and is not done on {}", item.name, survey.data_date);
            let diagnostic = Diagnostic::new(&code::LATE, message).at(place, format!("due on {due}")).about(&*item.name);
            found.push(diagnostic.help("finish it, or move the due date"));
        } else if let Some(last) = past_window(survey, item) {
            let message = format!("`{}` was planned to end on {last}, and is not done on {}", item.name, survey.data_date);
            let diagnostic = Diagnostic::new(&code::LATE, message).at(item.window_said.unwrap_or(item.said), "").about(&*item.name);
            found.push(diagnostic.help("finish it, or plan it anew"));
        }
    }
}

/// The last of fixed days that are over.
fn past_window(survey: &Survey<'_>, item: &Item) -> Option<Date> {
    let window = item.on.filter(|_| item.kind.is_work()).or(item.weeks.map(|(first, last)| Window::Weeks(first, last)))?;
    let last = survey.plan.period(window)?.last;
    (last < survey.data_date).then_some(last)
}

/// The working days after one date up to another, in words.
fn working_days(survey: &Survey<'_>, after: Date, until: Date) -> String {
    let days = (1..=until.days_since(after).min(4000)).filter(|day| survey.plan.working.minutes_on(after.plus_days(*day)) > 0).count();
    super::wording::plural(days, "working day")
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
        more => diagnostic.note(format!("and {more} more links, which `landfall why {}` tells", plan.item(id).name)),
    }
}
