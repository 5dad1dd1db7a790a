//! Calendar dates without time zones, and periods of them.

use chrono::{Datelike, NaiveDate, TimeDelta};
use std::fmt;

/// A day of the week, Monday first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekday(u8);

impl Weekday {
    const NAMES: [&'static str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// Reads the short English name the language uses, such as `mon`.
    pub fn from_word(word: &str) -> Option<Weekday> {
        Self::NAMES.iter().position(|name| *name == word).map(|at| Weekday(at as u8))
    }

    /// Days since Monday, 0 to 6.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// The full English name.
    pub fn name(self) -> &'static str {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][self.index()]
    }

    /// The short English name.
    pub fn word(self) -> &'static str {
        Self::NAMES[self.index()]
    }
}

/// A calendar date (proleptic Gregorian), without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(NaiveDate);

impl Date {
    /// The last date that can be told: the end of the year 9999.
    pub const LAST: Date = Date(NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day of the calendar"));

    /// The date, if there is such a day and its year has four digits.
    pub fn from_parts(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1000..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Date)
    }

    /// Reads `YYYY-MM-DD` (ISO 8601).
    pub fn parse(text: &str) -> Option<Date> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next()?.parse().ok()?;
        let day = parts.next()?.parse().ok()?;
        Date::from_parts(year, month, day)
    }

    /// Today where the program runs. Only the command line asks for it, and says so.
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn today() -> Date {
        Date(chrono::Local::now().date_naive())
    }

    /// The date `days` later (earlier when negative); stays at the last date that can be told.
    pub fn plus_days(self, days: i64) -> Date {
        let moved = TimeDelta::try_days(days).and_then(|delta| self.0.checked_add_signed(delta));
        match moved {
            Some(date) if (1000..=9999).contains(&date.year()) => Date(date),
            _ if days < 0 => Date(NaiveDate::from_ymd_opt(1000, 1, 1).unwrap_or(self.0)),
            _ => Date::LAST,
        }
    }

    /// Days from `earlier` to this date; negative when it comes later.
    pub fn days_since(self, earlier: Date) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// Its year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// Its day of the month, from 1.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// As it is written, `YYYY-MM-DD`. By hand, digit by digit: reports hold a great many dates, and all other ways take ten times as long.
    fn written(self) -> [u8; 10] {
        let mut text = *b"0000-00-00";
        let mut put = |last: usize, mut number: u32| {
            let mut at = last;
            while number > 0 {
                text[at] = b'0' + (number % 10) as u8;
                number /= 10;
                at = at.saturating_sub(1);
            }
        };
        // Years have four digits, whatever makes a date.
        put(3, self.0.year().clamp(0, 9999) as u32);
        put(6, self.0.month());
        put(9, self.0.day());
        text
    }

    /// Its day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday(self.0.weekday().num_days_from_monday() as u8)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.written()).map_err(|_| fmt::Error)?)
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(std::str::from_utf8(&self.written()).map_err(serde::ser::Error::custom)?)
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

/// A period of whole days; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, schemars::JsonSchema)]
pub struct Period {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl Period {
    /// The period from `first` to `last`.
    pub fn new(first: Date, last: Date) -> Period {
        Period { first, last }
    }

    /// The number of calendar days in it.
    pub fn days(self) -> i64 {
        self.last.days_since(self.first) + 1
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// Whether all of another lies in it.
    pub fn covers(self, other: Period) -> bool {
        self.contains(other.first) && self.contains(other.last)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last { write!(f, "{}", self.first) } else { write!(f, "{} – {}", self.first, self.last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_days_are_refused() {
        assert_eq!(Date::parse("2025-02-29"), None);
        assert_eq!(Date::parse("2025-13-01"), None);
        assert_eq!(Date::parse("0999-01-01"), None);
        assert_eq!(Date::parse("2024-02-29").map(|date| date.to_string()), Some("2024-02-29".to_owned()));
    }

    #[test]
    fn moving_far_stops_at_the_edge() {
        let date = Date::parse("2025-07-18").unwrap();
        assert_eq!(date.plus_days(i64::MAX).to_string(), "9999-12-31");
        assert_eq!(date.plus_days(i64::MIN).to_string(), "1000-01-01");
        assert_eq!(date.plus_days(14).days_since(date), 14);
    }
}
