//! The marks of a time axis: where months, weeks and years begin, and what is written there.

use crate::time::{Date, Period};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A division of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Months.
    Month,
    /// Quarters of years.
    Quarter,
    /// Years.
    Year,
    /// Centuries, for scales on which a year is too small.
    Century,
}

impl Division {
    /// The shortest a division can be, in days.
    pub fn days(self) -> i64 {
        match self {
            Division::Day => 1,
            Division::Week => 7,
            Division::Month => 28,
            Division::Quarter => 90,
            Division::Year => 365,
            Division::Century => 36_524,
        }
    }

    /// The first day of the division a date lies in.
    fn start(self, date: Date) -> Date {
        let (year, month) = (date.year(), date.month());
        let first = match self {
            Division::Day => return date,
            Division::Week => return date.plus_days(-(date.weekday().index() as i64)),
            Division::Month => Date::from_parts(year, month, 1),
            Division::Quarter => Date::from_parts(year, (month - 1) / 3 * 3 + 1, 1),
            Division::Year => Date::from_parts(year, 1, 1),
            Division::Century => Date::from_parts(year / 100 * 100, 1, 1),
        };
        first.unwrap_or(date)
    }

    /// The first day of the division after that of a date.
    fn next(self, date: Date) -> Date {
        // A division is never as long as one and a half of the shortest of its kind.
        let days = self.days();
        self.start(self.start(date).plus_days(days + days / 3))
    }

    /// What is written at a mark, the year only where asked for.
    fn label(self, date: Date, with_year: bool) -> String {
        let month = MONTHS.get(date.month() as usize - 1).copied().unwrap_or_default();
        match self {
            Division::Day | Division::Week => date.day().to_string(),
            Division::Month if with_year => format!("{month} {}", date.year()),
            Division::Month => month.to_owned(),
            Division::Quarter => format!("Q{}", date.month().div_ceil(3)),
            Division::Year | Division::Century => date.year().to_string(),
        }
    }
}

/// A mark on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The day it stands at: the first of its division, or the first of the scale.
    pub date: Date,
    /// What is written there.
    pub label: String,
}

/// The two rows of an axis.
#[derive(Debug, Clone, Copy)]
pub struct Axis {
    /// The coarse row.
    pub coarse: Division,
    /// The fine row, when there is room for one.
    pub fine: Option<Division>,
}

impl Axis {
    /// The rows for a scale on which `room` days are as wide as a character.
    pub fn new(room: f64) -> Axis {
        let fits = |division: Division, characters: f64| division.days() as f64 >= characters * room;
        let (coarse, fine) = if fits(Division::Day, 3.0) {
            (Division::Month, Some(Division::Day))
        } else if fits(Division::Week, 3.0) {
            (Division::Month, Some(Division::Week))
        } else if fits(Division::Month, 4.0) {
            (Division::Year, Some(Division::Month))
        } else if fits(Division::Quarter, 3.0) {
            (Division::Year, Some(Division::Quarter))
        } else if fits(Division::Year, 5.0) {
            (Division::Year, None)
        } else {
            (Division::Century, None)
        };
        Axis { coarse, fine }
    }

    /// The marks of the coarse row. Months say their year where it begins, and at the first mark.
    pub fn coarse_marks(self, period: Period) -> Vec<Mark> {
        marks(self.coarse, period, true)
    }

    /// The marks of the fine row.
    pub fn fine_marks(self, period: Period) -> Vec<Mark> {
        self.fine.map_or_else(Vec::new, |fine| marks(fine, period, false))
    }
}

fn marks(division: Division, period: Period, years: bool) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut date = period.first;
    // A week that is already running has no number to show.
    if division == Division::Week && division.start(date) != date {
        date = division.next(date);
    }
    while date <= period.last {
        marks.push(Mark { date, label: division.label(date, years && (marks.is_empty() || date.month() == 1)) });
        let next = division.next(date);
        if next <= date {
            break;
        }
        date = next;
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::{Axis, Division, marks};
    use crate::time::{Date, Period};

    fn period(first: &str, last: &str) -> Period {
        Period::new(Date::parse(first).unwrap(), Date::parse(last).unwrap())
    }

    #[test]
    fn every_division_steps_from_start_to_start() {
        let whole = period("1999-11-17", "2004-03-01");
        for division in [Division::Week, Division::Month, Division::Quarter, Division::Year] {
            for mark in marks(division, whole, false).iter().skip(1) {
                assert_eq!(division.start(mark.date), mark.date, "{division:?}");
            }
        }
        assert_eq!(marks(Division::Month, whole, true).len(), 53);
        assert_eq!(marks(Division::Year, whole, true).len(), 6);
    }

    #[test]
    fn the_end_of_time_ends() {
        assert_eq!(marks(Division::Century, period("9850-01-01", "9999-12-31"), true).len(), 2);
        assert!(marks(Division::Month, period("9999-11-05", "9999-12-31"), true).len() == 2);
    }

    #[test]
    fn months_say_their_year_once() {
        let labels: Vec<String> =
            Axis::new(1.0).coarse_marks(period("2025-11-05", "2026-02-01")).into_iter().map(|mark| mark.label).collect();
        assert_eq!(labels, ["Nov 2025", "Dec", "Jan 2026", "Feb"]);
    }
}
