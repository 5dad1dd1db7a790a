//! `at-risk`: a deadline with less than two working days to spare.
//!
//! The schedule meets it, and any slip on the way misses it. Watch what comes before it. Something without a length that is due within its week is
//! found as well: it may take all of the week.

use super::wording::window;
use crate::diag::{Diagnostic, code};
use crate::model::Window;
use crate::schedule::{Basis, NEAR_DAYS, Timetable};
use crate::survey::Survey;

/// Finds deadlines that are met with next to nothing to spare.
pub fn at_risk(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| !survey.assessment.is_closed(*id)) {
        let Some(due) = item.deadline().and_then(|due| survey.timetable.latest(plan, due)) else { continue };
        if survey.timetable.missed(plan, id, survey.data_date).is_some() {
            continue;
        }
        if survey.timetable.weeks_left(plan, id).is_some()
            && let Some((first, last)) = item.weeks
        {
            let weeks = window(plan, Window::Weeks(first, last));
            let message = format!("`{}` is due on {due}, within {weeks}, which it takes as a whole", item.name);
            let diagnostic =
                Diagnostic::new(&code::AT_RISK, message).at(item.deadline_said(), "").see(item.window_said.unwrap_or(item.said), "");
            found.push(diagnostic.about(&*item.name).help("say how long it takes"));
            continue;
        }
        let Some(planned) = survey.timetable.items[id.index()].filter(|planned| planned.basis == Basis::Computed) else { continue };
        let near = NEAR_DAYS * Timetable::minutes_a_day(plan);
        let Some(spare) = survey.timetable.spare(plan, id).filter(|spare| (0..near).contains(spare)) else { continue };
        let (days, hours) = (spare / Timetable::minutes_a_day(plan), spare / 60);
        let spare = match (days, hours) {
            (0, 0) => "with nothing to spare".to_owned(),
            (0, hours) => format!("with {} to spare", super::wording::plural(hours as usize, "hour")),
            (days, _) => format!("with {} to spare", super::wording::plural(days as usize, "working day")),
        };
        let is = if item.due.is_some() { "due on" } else { "to be gone by" };
        let message = format!("`{}` is {is} {due} and planned to end on {}, {spare}", item.name, planned.period.last);
        let place = item.deadline_said();
        found.push(Diagnostic::new(&code::AT_RISK, message).at(place, "").about(&*item.name).help("`landfall why` tells what it hangs on"));
    }
}
