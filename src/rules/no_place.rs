//! `no-place`: work that finds no place in sixty years.
//!
//! Its calendar has no working time left, or its length is beyond any plan. It stands in the plan without dates, and so does what waits for it.

use super::no_people::too_many;
use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Moment, Party, Plan, Window};
use crate::schedule::MAX_DAYS;
use crate::survey::Survey;
use crate::time::{Date, Period};

/// Finds work without a place in time. Where it takes more people than there are, that is told already.
pub fn no_place(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    for id in table.unplaced.iter().filter(|id| too_many(survey, **id).is_none()) {
        let item = plan.item(*id);
        let Some(at) = table.activity(*id).filter(|at| table.times[*at as usize].is_none()) else { continue };
        let message = format!("`{}` finds no place: {}", item.name, reason(survey, *id, at));
        let diagnostic = Diagnostic::new(&code::NO_PLACE, message).at(item.said, "").about(&*item.name);
        found.push(diagnostic.help("look at `days`, `holiday`, `freeze`, `away`, `from` and `until`, and at how long it takes"));
    }
}

/// Why nothing is worked from some day on, or ever.
fn reason(survey: &Survey<'_>, id: ItemId, at: u32) -> String {
    let (plan, build) = (survey.plan, &survey.timetable.build);
    let item = plan.item(id);
    let calendar = build.work.calendar(at);
    let last = calendar.total().checked_sub(1).and_then(|rank| calendar.slot(rank)).map(|slot| build.axis.date(slot));
    let after = last.map_or(survey.data_date, |last| last.plus_days(1).max(survey.data_date));
    let end = build.axis.last_date(build.axis.end());
    let reach = survey.data_date.plus_days(i64::from(MAX_DAYS) - 1);
    if let Some(first) = begins(survey, id).filter(|first| *first > end) {
        return format!("it may not begin before {first}, and schedules reach to {reach}, sixty years from the data date");
    }
    if let Some(period) = item.on.and_then(|window| plan.period(window)).filter(|period| period.last > end) {
        return format!("its days go on until {}, and schedules reach to {reach}, sixty years from the data date", period.last);
    }
    let for_good = |period: &Period| period.first <= after && period.last >= end;
    if let Some((freeze, until)) = plan.freezes.iter().find_map(|freeze| {
        let period = freeze.period.filter(|period| freeze.holds(item) && for_good(period))?;
        Some((&freeze.id, period.last))
    }) {
        return format!("the freeze `{freeze}` holds it until {until}");
    }
    let (parties, own) = who(survey, item, at);
    let leaves = |party: &&Party| Some((party.until.filter(|until| *until < end)?, party.id.to_string()));
    if let Some((until, party)) = parties.iter().filter_map(leaves).min() {
        return format!("`{party}` leaves on {until}, before it could end");
    }
    let away =
        |party: &&Party| -> Option<(String, Date)> { Some((party.id.to_string(), party.away.iter().find(|away| for_good(away))?.last)) };
    if let Some((party, until)) = parties.iter().find_map(away) {
        return format!("`{party}` is away until {until}");
    }
    if let Some(party) = parties.iter().find(|party| party.working.as_ref().is_some_and(|working| working.minutes_a_day() == 0)) {
        return format!("`{}` never works", party.id);
    }
    let waits = build.work.links.before(at).iter().any(|link| survey.timetable.times[link.from as usize].is_none());
    match (last, parties.as_slice()) {
        (None, []) if plan.working.minutes_a_day() == 0 => "the plan has no working day".to_owned(),
        (None, _) if own > 1 => {
            let ids: Vec<&str> = parties.iter().take(own).map(|party| &*party.id).collect();
            format!("{} never work on the same day", names(&ids, 4))
        }
        (None, _) => "its calendar has no working time".to_owned(),
        (Some(last), _) if end.days_since(last) > 366 => format!("nothing is worked after {last}"),
        (Some(_), _) if end == Date::LAST => format!("it cannot end before {end}, the last day that has a date"),
        (Some(_), _) if waits => format!("what it waits for lies beyond {reach}, sixty years from the data date"),
        (Some(_), _) => format!("it cannot end before {reach}, and schedules go no further: that is sixty years from the data date"),
    }
}

/// The first day that the plan, its phase, its days or those of its whole, or a `not before` allow.
fn begins(survey: &Survey<'_>, id: ItemId) -> Option<Date> {
    let plan = survey.plan;
    let said = |id: ItemId| {
        let item = plan.item(id);
        let windows =
            [item.on, item.weeks.map(|(first, last)| Window::Weeks(first, last)), item.phase.and_then(|at| plan.phases[at.index()].window)];
        let moment =
            item.not_before.filter(|moment| !matches!(moment, Moment::Item(_))).and_then(|moment| survey.timetable.latest(plan, moment));
        windows.into_iter().flatten().filter_map(|window| plan.period(window)).map(|period| period.first).chain(moment)
    };
    std::iter::once(id).chain(plan.ancestors(id)).flat_map(said).chain(plan.start).max()
}

/// Those who do it, how many these are, and behind them their teams; nobody of what takes time of the calendar.
fn who<'p>(survey: &'p Survey<'_>, item: &Item, at: u32) -> (Vec<&'p Party>, usize) {
    let (plan, build): (&'p Plan, _) = (survey.plan, &survey.timetable.build);
    let skilled = || build.work.activity(at).uses.iter().map(|(resource, _)| build.resources[*resource as usize].party).collect();
    let mut parties = match item.by.as_slice() {
        _ if item.is_elapsed() => Vec::new(),
        [] if item.skills.is_empty() => Vec::new(),
        [] => skilled(),
        by => by.to_vec(),
    };
    let own = parties.len();
    let teams: Vec<_> = parties.iter().filter_map(|party| plan.parties[party.index()].team).collect();
    parties.extend(teams);
    (parties.into_iter().map(|party| &plan.parties[party.index()]).collect(), own)
}
