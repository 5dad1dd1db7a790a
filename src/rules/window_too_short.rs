//! `window-too-short`: fixed days that hold less time than the work takes.
//!
//! The days stand where the author fixed them, so the work would have to be done in less time than it takes. Freezes and absences within
//! the days are named: without them the plan may have added up.

use super::wording::{names, window};
use crate::diag::{Diagnostic, code};
use crate::model::{Item, Plan, Window};
use crate::schedule::why::dates;
use crate::survey::Survey;
use crate::time::Period;

/// Finds work that its fixed days cannot hold. Where they hold nothing at all, that is told already.
pub fn window_too_short(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    for cramped in survey.timetable.build.cramped.iter().filter(|cramped| cramped.holds > 0) {
        let item = plan.item(cramped.item);
        let fixed = item.on.or(item.weeks.map(|(first, last)| Window::Weeks(first, last)));
        let Some((fixed, period)) = fixed.and_then(|fixed| Some((fixed, plan.period(fixed)?))) else { continue };
        let time = |minutes: u64| {
            let minutes = i64::try_from(minutes).unwrap_or(i64::MAX);
            if item.is_elapsed() { dates::calendar(minutes / 1440, minutes % 1440) } else { dates::working(plan, minutes) }
        };
        let days = window(plan, fixed);
        let message = format!("`{}` takes {}, and its fixed days hold {}: {days}", item.name, time(cramped.takes), time(cramped.holds));
        let place = item.window_said.unwrap_or(item.said);
        let mut diagnostic = Diagnostic::new(&code::WINDOW_TOO_SHORT, message).at(place, "these days are fixed").about(&*item.name);
        for freeze in plan.freezes.iter().filter(|freeze| freeze.holds(item)) {
            if let Some(taken) = freeze.period.and_then(|frozen| shared(frozen, period)) {
                diagnostic = diagnostic.see(freeze.said, format!("holds it {}", on(taken)));
            }
        }
        for party in item.by.iter().filter_map(|party| plan.parties.get(party.index())) {
            for taken in party.away.iter().filter_map(|away| shared(*away, period)) {
                diagnostic = diagnostic.see(party.said, format!("away {}", on(taken)));
            }
        }
        found.push(diagnostic.help(help(plan, item)));
    }
}

/// The days that two periods have in common.
fn shared(a: Period, b: Period) -> Option<Period> {
    let (first, last) = (a.first.max(b.first), a.last.min(b.last));
    (first <= last).then(|| Period::new(first, last))
}

fn on(period: Period) -> String {
    if period.first == period.last { format!("on {}", period.first) } else { format!("from {} to {}", period.first, period.last) }
}

fn help(plan: &Plan, item: &Item) -> String {
    let who: Vec<&str> = item.by.iter().filter_map(|party| plan.parties.get(party.index())).map(|party| &*party.id).collect();
    match (item.effort, who.as_slice()) {
        (Some(_), []) => "fix more days, or say less effort".to_owned(),
        (Some(_), who) => format!("fix more days, say less effort, or give {} help", names(who, 3)),
        (None, _) => "fix more days, or say that it takes less time".to_owned(),
    }
}
