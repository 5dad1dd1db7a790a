//! When a report says it was written. No clock is read here.

use super::error::bounded;

const DAY: i64 = 86_400;

/// A time that a report states. A time without a zone is only known to within a day: clocks run from UTC−12 to UTC+14.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// As the report writes it.
    pub text: String,
    /// The earliest instant it can mean, in seconds since 1970-01-01T00:00Z.
    pub earliest: i64,
    /// The latest instant it can mean, in seconds since 1970-01-01T00:00Z.
    pub latest: i64,
}

impl Stamp {
    /// A time in seconds or milliseconds since 1970 (numbers too large for seconds are milliseconds), or in ISO 8601 / RFC 3339.
    /// `None` for what is neither, and for times before 1980: writers without a clock put the epoch.
    pub fn read(text: &str) -> Option<Stamp> {
        let text = text.trim();
        let (instant, zoned) = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: i64 = text.parse().ok()?;
            (if number >= 100_000_000_000 { number / 1000 } else { number }, true)
        } else {
            iso(text)?
        };
        if instant < 10 * 365 * DAY {
            return None;
        }
        let (before, after) = if zoned { (0, 0) } else { (14 * 3600, 12 * 3600) };
        Some(Stamp { text: bounded(text, 60), earliest: instant.saturating_sub(before), latest: instant.saturating_add(after) })
    }

    /// True where the report was surely written before this instant, in seconds since 1970-01-01T00:00Z.
    pub fn is_before(&self, instant: i64) -> bool {
        self.latest < instant
    }
}

/// The newest of some times: what a report with several says of itself.
pub(crate) fn newest(known: &mut Option<Stamp>, new: Option<Stamp>) {
    let Some(new) = new else { return };
    if known.as_ref().is_none_or(|known| (known.latest, &known.text) < (new.latest, &new.text)) {
        *known = Some(new);
    }
}

/// Seconds since 1970 of `YYYY-MM-DD[T ]hh:mm:ss[.fff][Z|±hh[:]mm| UTC]`, and whether a zone is told.
fn iso(text: &str) -> Option<(i64, bool)> {
    let number = |from: usize, to: usize| -> Option<i64> {
        let digits = text.get(from..to)?;
        if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let mark = |at: usize, marks: &[u8]| text.as_bytes().get(at).is_some_and(|byte| marks.contains(byte));
    if !(mark(4, b"-") && mark(7, b"-") && mark(10, b"T ") && mark(13, b":") && mark(16, b":")) {
        return None;
    }
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || hour > 24 || minute > 59 || second > 60 {
        return None;
    }
    let local = days_since_1970(year, month, day).checked_mul(DAY)?.checked_add(hour * 3600 + minute * 60 + second)?;
    let rest = text.get(19..)?;
    let rest = rest.strip_prefix(['.', ',']).map_or(rest, |fraction| fraction.trim_start_matches(|c: char| c.is_ascii_digit())).trim();
    if rest.is_empty() {
        return Some((local, false));
    }
    if matches!(rest, "Z" | "z" | "UTC" | "GMT") {
        return Some((local, true));
    }
    let sign = if rest.starts_with('-') { -1 } else { 1 };
    let digits: String = rest.strip_prefix(['+', '-'])?.chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..).filter(|rest| !rest.is_empty()).map_or(Some(0), |rest| rest.parse().ok())?;
    Some((local.checked_sub(sign * (hours * 3600 + minutes * 60))?, true))
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar, after Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Option<(i64, i64)> {
        Stamp::read(text).map(|stamp| (stamp.earliest, stamp.latest))
    }

    #[test]
    fn seconds_and_milliseconds_are_told_apart() {
        assert_eq!(span("1760552706"), Some((1_760_552_706, 1_760_552_706)));
        assert_eq!(span("1760552706123"), Some((1_760_552_706, 1_760_552_706)));
    }

    #[test]
    fn a_time_with_a_zone_is_an_instant_and_one_without_is_a_day() {
        assert_eq!(span("2024-02-29T12:00:00Z"), Some((1_709_208_000, 1_709_208_000)));
        assert_eq!(span("2024-02-29T12:00:00.5+02:00"), Some((1_709_200_800, 1_709_200_800)));
        assert_eq!(span("2024-02-29 12:00:00 UTC"), Some((1_709_208_000, 1_709_208_000)));
        assert_eq!(span("2024-02-29T12:00:00"), Some((1_709_208_000 - 14 * 3600, 1_709_208_000 + 12 * 3600)));
        assert!(!Stamp::read("2024-02-29T12:00:00").unwrap().is_before(1_709_208_000 + 12 * 3600));
    }

    #[test]
    fn what_is_no_time_is_not_told() {
        for text in ["", "0", "1970-01-01T00:00:00", "yesterday", "2024-13-01T00:00:00", "YYYY-MM-DDTHH:MM:SS", "99999999999999999999"] {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
