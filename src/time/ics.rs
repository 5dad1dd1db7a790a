//! Days off from calendar files (iCalendar, RFC 5545): all-day events, and those that come again every year.

use super::{Date, Period};
use icalendar::parser::{Component, Property, read_calendar, unfold};

/// Largest calendar file that is read.
pub const MAX_BYTES: usize = 5 << 20;

/// Most days off that are taken from one file.
const MOST: usize = 20_000;

/// What a calendar file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DaysOff {
    /// Days off with their titles, sorted.
    pub days: Vec<(Period, Box<str>)>,
    /// How many events take only part of a day; they are left out.
    pub timed: usize,
    /// The rules of events that come again in a way that is not followed; their first time counts.
    pub rules: Vec<Box<str>>,
}

/// Reads a calendar file. Events that come again every year are followed through `years`, first and last.
///
/// # Errors
/// When the text is no calendar, in words for people.
pub fn days_off(text: &str, years: (i32, i32)) -> Result<DaysOff, String> {
    if text.len() > MAX_BYTES {
        return Err(format!("it has {} bytes, more than the {MAX_BYTES} that are read", text.len()));
    }
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    if !text.trim_start().get(..15).is_some_and(|head| head.eq_ignore_ascii_case("BEGIN:VCALENDAR")) {
        return Err("it does not begin with BEGIN:VCALENDAR".to_owned());
    }
    if !text.trim_end().to_ascii_uppercase().ends_with("END:VCALENDAR") {
        return Err("it does not end with END:VCALENDAR, so part of it may be missing".to_owned());
    }
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).map_err(|_| "it is not well-formed".to_owned())?;
    let mut found = DaysOff::default();
    for event in calendar.components.iter().filter(|component| component.name.as_str() == "VEVENT") {
        read(event, years, &mut found)?;
    }
    found.days.sort_by(|a, b| (a.0.first, a.0.last, &a.1).cmp(&(b.0.first, b.0.last, &b.1)));
    found.days.dedup();
    Ok(found)
}

fn read(event: &Component<'_>, years: (i32, i32), found: &mut DaysOff) -> Result<(), String> {
    let property = |name: &str| event.find_prop(name);
    let Some(start) = property("DTSTART") else { return Ok(()) };
    if property("STATUS").is_some_and(|status| status.val.as_str().eq_ignore_ascii_case("CANCELLED"))
        || property("TRANSP").is_some_and(|kind| kind.val.as_str().eq_ignore_ascii_case("TRANSPARENT") && !is_whole_day(start))
    {
        return Ok(());
    }
    if !is_whole_day(start) {
        found.timed += 1;
        return Ok(());
    }
    let first = date(start)?;
    // The end of a whole-day event is the day after its last (RFC 5545, 3.6.1).
    let last = match property("DTEND") {
        Some(end) => date(end)?.plus_days(-1).max(first),
        None => property("DURATION").and_then(|length| days(length.val.as_str())).map_or(first, |days| first.plus_days(days - 1)),
    };
    let title: Box<str> = property("SUMMARY").map_or_else(Box::default, |title| unescape(title.val.as_str()).into());
    let mut add = |period: Period| {
        if found.days.len() < MOST {
            found.days.push((period, title.clone()));
        }
    };
    let Some(rule) = property("RRULE") else {
        add(Period::new(first, last));
        return Ok(());
    };
    let except: Vec<Date> =
        event.properties.iter().filter(|property| property.name.as_str() == "EXDATE").filter_map(|property| date(property).ok()).collect();
    match every_year(rule.val.as_str()) {
        Some(Yearly { step, count, until }) => {
            let length = last.days_since(first);
            let mut times = 0;
            for year in (first.year()..=years.1).step_by(step as usize) {
                let Some(day) = Date::from_parts(year, first.month(), first.day()) else { continue };
                times += 1;
                if count.is_some_and(|count| times > count) || until.is_some_and(|until| day > until) {
                    break;
                }
                if year >= years.0 - 1 && !except.contains(&day) {
                    add(Period::new(day, day.plus_days(length)));
                }
            }
        }
        None => {
            found.rules.push(rule.val.as_str().chars().take(80).collect::<String>().into());
            add(Period::new(first, last));
        }
    }
    Ok(())
}

/// A rule that repeats on the same day of every so many years.
struct Yearly {
    step: u32,
    count: Option<u32>,
    until: Option<Date>,
}

fn every_year(rule: &str) -> Option<Yearly> {
    let mut yearly = Yearly { step: 1, count: None, until: None };
    let mut is_yearly = false;
    for part in rule.split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=')?;
        match name.to_ascii_uppercase().as_str() {
            "FREQ" => is_yearly = value.eq_ignore_ascii_case("YEARLY"),
            "INTERVAL" => yearly.step = value.parse().ok().filter(|step| *step > 0)?,
            "COUNT" => yearly.count = Some(value.parse().ok()?),
            "UNTIL" => yearly.until = Some(compact(value.get(..8)?)?),
            // The day the event has anyway.
            "WKST" => {}
            _ => return None,
        }
    }
    is_yearly.then_some(yearly)
}

fn is_whole_day(property: &Property<'_>) -> bool {
    property.val.as_str().len() == 8
}

fn date(property: &Property<'_>) -> Result<Date, String> {
    let value = property.val.as_str();
    value
        .get(..8)
        .and_then(compact)
        .ok_or_else(|| format!("`{}` is no date: {}", property.name.as_str(), value.chars().take(20).collect::<String>()))
}

/// `20250718`.
fn compact(text: &str) -> Option<Date> {
    Date::from_parts(text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, text.get(6..8)?.parse().ok()?)
}

/// `P3D` or `P2W` in days.
fn days(duration: &str) -> Option<i64> {
    let rest = duration.strip_prefix('P')?;
    let number = |unit: char| rest.strip_suffix(unit)?.parse::<i64>().ok().filter(|number| (1..=3660).contains(number));
    number('D').or_else(|| number('W').map(|weeks| weeks * 7))
}

fn unescape(text: &str) -> String {
    text.replace("\\n", " ").replace("\\N", " ").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(events: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}END:VCALENDAR\r\n", events.replace('\n', "\r\n"))
    }

    fn shown(events: &str) -> Vec<String> {
        let found = days_off(&calendar(events), (2025, 2027)).unwrap();
        found.days.iter().map(|(period, title)| format!("{period} {title}")).collect()
    }

    #[test]
    fn a_whole_day_ends_the_day_before_its_end() {
        let one =
            "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20251224\nDTEND;VALUE=DATE:20251227\nSUMMARY:Christ\n mas\\, and after\nEND:VEVENT\n";
        assert_eq!(shown(one), ["2025-12-24 – 2025-12-26 Christmas, and after"]);
    }

    #[test]
    fn what_comes_every_year_is_followed() {
        let event = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20200501\nRRULE:FREQ=YEARLY\nEXDATE;VALUE=DATE:20260501\nSUMMARY:May Day\nEND:VEVENT\n";
        assert_eq!(shown(event), ["2024-05-01 May Day", "2025-05-01 May Day", "2027-05-01 May Day"]);
    }

    #[test]
    fn what_is_not_followed_is_told() {
        let events = "BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20250106\nRRULE:FREQ=MONTHLY\nEND:VEVENT\nBEGIN:VEVENT\nUID:2\nDTSTART:20250107T100000Z\nDTEND:20250107T110000Z\nEND:VEVENT\n";
        let found = days_off(&calendar(events), (2025, 2025)).unwrap();
        assert_eq!((found.days.len(), found.timed, &*found.rules[0]), (1, 1, "FREQ=MONTHLY"));
    }

    #[test]
    fn what_is_cut_off_is_refused() {
        assert!(days_off("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", (2025, 2025)).unwrap_err().contains("missing"));
        assert!(days_off("hello", (2025, 2025)).is_err());
        let broken = calendar("BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20251399\nEND:VEVENT\n");
        assert!(days_off(&broken, (2025, 2025)).unwrap_err().contains("DTSTART"));
    }
}
