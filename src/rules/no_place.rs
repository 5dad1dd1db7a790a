//! `no-place`: work that finds no place in sixty years.
//!
//! Its calendar has no working time left, or its length is beyond any plan. It stands in the plan without dates; what waits
//! for it is dated as if it were not there.

use crate::diag::{Diagnostic, code};
use crate::survey::Survey;

/// Finds work without a place in time.
pub fn no_place(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    for id in table.unplaced.iter().filter(|id| table.items[id.index()].is_none()) {
        let item = plan.item(*id);
        let Some(at) = table.activity(*id) else { continue };
        let calendar = table.build.work.calendar(at);
        let message = match item.by.first().map(|party| &plan.parties[party.index()]) {
            Some(party) if calendar.total() == 0 => format!("`{}` has no working time: `{}` never works", item.name, party.id),
            None if calendar.total() == 0 => format!("`{}` has no working time: the plan has no working day", item.name),
            _ => format!("`{}` finds no place within sixty years, or before those who do it leave", item.name),
        };
        let diagnostic = Diagnostic::new(&code::NO_PLACE, message).at(item.said, "").about(&*item.name);
        found.push(diagnostic.help("look at `days`, `holiday`, `away`, `from` and `until`, and at how long it takes"));
    }
}
