//! Spans of time as a plan writes them: a number and a unit.

use std::fmt;

/// The unit a span is written in. What a day or week comes to depends on whose time it is, so it is kept as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days: working days for effort, length and lag; calendar days for duration and elapsed lag.
    Day,
    /// Weeks: five working days, or seven calendar days.
    Week,
}

/// A span of time as written, such as `2.5d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Thousandths of the unit.
    pub thousandths: u32,
    /// The unit.
    pub unit: Unit,
}

impl Duration {
    /// The most of its unit that a span can be.
    pub const MOST: u32 = 100_000;

    /// Reads `2d`, `1.5w`, `4h`, `30min`. Nothing when the number is too large to hold.
    pub fn parse(text: &str) -> Option<Duration> {
        let split = text.find(|c: char| c.is_ascii_alphabetic())?;
        let unit = match &text[split..] {
            "min" => Unit::Minute,
            "h" => Unit::Hour,
            "d" => Unit::Day,
            "w" => Unit::Week,
            _ => return None,
        };
        let (whole, part) = text[..split].split_once('.').unwrap_or((&text[..split], ""));
        let whole: u32 = whole.parse().ok()?;
        let part: u32 = format!("{:0<3}", part.get(..part.len().min(3))?).parse().ok()?;
        let thousandths = whole.checked_mul(1000)?.checked_add(part)?;
        (thousandths <= Duration::MOST * 1000).then_some(Duration { thousandths, unit })
    }

    /// Minutes, with this many minutes to a day and days to a week.
    pub fn minutes(self, minutes_a_day: u64, days_a_week: u64) -> u64 {
        let unit = match self.unit {
            Unit::Minute => 1,
            Unit::Hour => 60,
            Unit::Day => minutes_a_day,
            Unit::Week => minutes_a_day * days_a_week,
        };
        u64::from(self.thousandths) * unit / 1000
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Minute => "min",
            Unit::Hour => "h",
            Unit::Day => "d",
            Unit::Week => "w",
        };
        let (whole, part) = (self.thousandths / 1000, self.thousandths % 1000);
        if part == 0 { write!(f, "{whole}{unit}") } else { write!(f, "{whole}.{}{unit}", format!("{part:03}").trim_end_matches('0')) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_same() {
        for text in ["2d", "1.5w", "4h", "30min", "0.25d"] {
            assert_eq!(Duration::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Duration::parse("99999999999999999999d"), None);
    }

    #[test]
    fn minutes_follow_the_working_day() {
        assert_eq!(Duration::parse("1.5w").unwrap().minutes(480, 5), 3600);
        assert_eq!(Duration::parse("2d").unwrap().minutes(1440, 7), 2880);
    }
}
