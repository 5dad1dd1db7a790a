//! Reading the calendar files a plan names: days off of the plan, absences of its teams and people.

use crate::diag::{Diagnostic, code};
use crate::model::{Note, Plan};
use crate::text::Sources;
use crate::time::{Date, Period, days_off};
use crate::world::World;

/// Years around the plan through which yearly events are followed.
const YEARS: i32 = 40;

/// Adds the days of calendar files to a plan and its scenarios' plans, and gives what is wrong with the files.
pub fn read_calendars(world: &dyn World, sources: &Sources, plan: &mut Plan) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let about = plan.start.or(plan.as_of).map_or(2000, Date::year);
    let mut file = |note: &Note| -> Vec<(Period, Box<str>)> {
        match one(world, sources, note, (about - 5, about + YEARS)) {
            Ok((days, remark)) => {
                found.extend(remark);
                days
            }
            Err(diagnostic) => {
                found.push(*diagnostic);
                Vec::new()
            }
        }
    };
    let days: Vec<(Period, Box<str>)> = plan.calendars.iter().flat_map(&mut file).collect();
    for party in &mut plan.parties {
        party.away.extend(party.calendars.iter().flat_map(&mut file).map(|(period, _)| period));
    }
    if !days.is_empty() {
        plan.working.holidays.extend(days.iter().map(|(period, _)| *period));
        plan.working.holidays.sort_by_key(|period| (period.first, period.last));
        for working in plan.parties.iter_mut().filter_map(|party| party.working.as_mut()) {
            working.holidays.clone_from(&plan.working.holidays);
        }
        plan.holidays.extend(days);
    }
    found
}

type Days = Vec<(Period, Box<str>)>;

fn one(world: &dyn World, sources: &Sources, note: &Note, years: (i32, i32)) -> Result<(Days, Option<Diagnostic>), Box<Diagnostic>> {
    let fault = |why: &str| {
        let diagnostic =
            Diagnostic::new(&code::UNREADABLE_CALENDAR, format!("cannot read the calendar {}: {why}", note.text)).at(note.said, "");
        Box::new(diagnostic.help("name a file with all-day events (iCalendar, `.ics`), relative to the plan's file"))
    };
    // A plan is input from a pull request: it reads beside itself and below, as includes do.
    if note.text.starts_with(['/', '\\']) || note.text.split(['/', '\\']).any(|part| part == "..") || note.text.contains(':') {
        return Err(fault("it lies outside the plan's folder"));
    }
    let from = &sources.get(note.said.file).path;
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let path = if folder.is_empty() { note.text.to_string() } else { format!("{folder}/{}", note.text) };
    // A link may lead anywhere.
    if world.glob(folder, &note.text).map_err(|why| fault(&why))?.is_empty() {
        return Err(fault("there is no such file"));
    }
    let bytes = world.read(&path).map_err(|why| fault(&why))?;
    let text = String::from_utf8(bytes).map_err(|_| fault("it is not UTF-8"))?;
    let read = days_off(&text, years).map_err(|why| fault(&why))?;
    let mut parts = Vec::new();
    if read.timed > 0 {
        parts.push(format!(
            "{} left out",
            match read.timed {
                1 => "1 event that takes only part of a day is".to_owned(),
                events => format!("{events} events that take only part of a day are"),
            }
        ));
    }
    if let Some(first) = read.rules.first() {
        let more = if read.rules.len() > 1 { format!(" and {} more", read.rules.len() - 1) } else { String::new() };
        parts.push(format!("of events that come again by `{first}`{more} only the first time counts"));
    }
    let remark = (!parts.is_empty()).then(|| {
        let message = format!("of the calendar {} not everything counts: {}", note.text, parts.join("; "));
        Diagnostic::new(&code::CALENDAR_IN_PART, message)
            .at(note.said, "")
            .help("write such days in the plan: `holiday`, `away`, `half-days`")
    });
    Ok((read.days, remark))
}
