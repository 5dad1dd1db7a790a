//! `window-too-short`: fixed days that hold less time than the work takes.
//!
//! The days stand where the author fixed them, so the work would have to be done in less time than it takes; what is not done on the data date
//! has only the days from then on. What takes time out of the days is named, freezes, holidays and absences: without them the plan may have added up. Parts that end after
//! the fixed days of their whole are found as well.

use super::taken_out::taken_out;
use super::window_without_work::tells_of;
use super::wording::{names, window};
use crate::diag::{Diagnostic, code};
use crate::model::{Item, ItemId, Plan};
use crate::schedule::{hours, why::dates};
use crate::survey::Survey;
use crate::time::Date;

/// Finds work that its fixed days cannot hold, and parts that end after those of their whole. Where the days hold nothing at all, that is told
/// already.
pub fn window_too_short(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    for cramped in &survey.timetable.build.cramped {
        let item = plan.item(cramped.item);
        if cramped.holds == 0 && !cramped.begun && tells_of(plan, item) {
            continue;
        }
        let fixed = item.window();
        let Some((fixed, mut period)) = fixed.and_then(|fixed| Some((fixed, plan.period(fixed)?))) else { continue };
        // A day is one of those who do it, and where the days hold no whole one both are told in hours.
        let (day, _) = hours(plan, item);
        let small = cramped.holds > 0 && cramped.holds < day && cramped.takes < 10 * day;
        let time = |minutes: u64| match i64::try_from(minutes).unwrap_or(i64::MAX) {
            0 => "nothing".to_owned(),
            minutes if item.is_elapsed() => dates::calendar(minutes / 1440, minutes % 1440),
            minutes if small => dates::hours(minutes),
            minutes => dates::in_days_of(i64::try_from(day).unwrap_or(i64::MAX), minutes),
        };
        let people = item.workers().fold(0u32, |sum, (_, people)| sum.saturating_add(people));
        let each = if item.effort.is_some() && people > 1 { format!(" of each of {people} people") } else { String::new() };
        let (still, from) = if cramped.begun {
            period.first = period.first.max(survey.data_date);
            (" still", format!(" from {} on", survey.data_date))
        } else {
            ("", String::new())
        };
        let (takes, holds, days) = (time(cramped.takes), time(cramped.holds), window(plan, fixed));
        let message = format!("`{}`{still} takes {takes}{each}, and its fixed days hold {holds}{from}: {days}", item.name);
        let place = item.window_said.unwrap_or(item.said);
        let diagnostic = Diagnostic::new(&code::WINDOW_TOO_SHORT, message).at(place, "these days are fixed").about(&*item.name);
        let diagnostic = taken_out(plan, item, period, diagnostic);
        found.push(diagnostic.help(help(plan, item)));
    }
    wholes(survey, found);
}

/// Finds fixed days of things with parts that these do not keep; one finding a whole, for the part that ends last.
fn wholes(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    let open = |id: ItemId| !plan.item(id).is_dropped() && !survey.assessment.is_closed(id);
    let mut ends: Vec<Option<(Date, ItemId)>> = vec![None; plan.items.len()];
    for (id, _) in plan.ids().skip(1).filter(|(id, item)| !item.is_container() && open(*id)) {
        let Some(end) = table.ends_no_earlier(plan, id) else { continue };
        for whole in plan.ancestors(id) {
            let last = &mut ends[whole.index()];
            *last = Some(last.filter(|(other, by)| (*other, &plan.item(id).name) >= (end, &plan.item(*by).name)).unwrap_or((end, id)));
        }
    }
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| item.is_container() && open(*id)) {
        let fixed = item.window();
        let Some((fixed, period)) = fixed.and_then(|fixed| Some((fixed, plan.period(fixed)?))) else { continue };
        let Some((end, part)) = ends[id.index()].filter(|(end, _)| *end > period.last && period.last >= survey.data_date) else { continue };
        let (days, part_name) = (window(plan, fixed), &plan.item(part).name);
        let message = format!("`{}` is to be done within {days}, but its part `{part_name}` cannot end before {end}", item.name);
        let are = if item.on.is_some() { "these days are fixed" } else { "it is to be done in these" };
        let diagnostic = Diagnostic::new(&code::WINDOW_TOO_SHORT, message)
            .at(item.window_said.unwrap_or(item.said), are)
            .see(plan.item(part).said, format!("ends on {end}"))
            .about(&*item.name);
        found.push(super::late::chain(survey, part, diagnostic).help("fix more days, or take the part out of it"));
    }
}

fn help(plan: &Plan, item: &Item) -> String {
    let who: Vec<&str> = item.by.iter().filter_map(|party| plan.parties.get(party.index())).map(|party| &*party.id).collect();
    match (item.effort, who.as_slice()) {
        (Some(_), []) => "fix more days, or say less effort".to_owned(),
        (Some(_), who) => format!("fix more days, say less effort, or give {} help", names(who, 3)),
        (None, _) => "fix more days, or say that it takes less time".to_owned(),
    }
}
