//! Which days are worked, and how long.

use super::{Date, Period, Weekday};

/// Working time of a plan or team: hours by weekday, less holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingTime {
    /// Minutes worked on each day of the week, Monday first.
    pub minutes: [u32; 7],
    /// Days that are not worked, sorted by first day.
    pub holidays: Vec<Period>,
}

impl Default for WorkingTime {
    fn default() -> Self {
        WorkingTime { minutes: [480, 480, 480, 480, 480, 0, 0], holidays: Vec::new() }
    }
}

impl WorkingTime {
    /// Minutes worked on that date.
    pub fn minutes_on(&self, date: Date) -> u32 {
        if self.holidays.iter().any(|holiday| holiday.contains(date)) { 0 } else { self.minutes[date.weekday().index()] }
    }

    /// Whether any weekday is worked at all.
    pub fn is_ever_worked(&self) -> bool {
        self.minutes.iter().any(|minutes| *minutes > 0)
    }

    /// Whether a day of the period is worked. Looks at no more than the first two thousand days.
    pub fn is_worked_in(&self, period: Period) -> bool {
        (0..period.days().min(2000)).any(|day| self.minutes_on(period.first.plus_days(day)) > 0)
    }

    /// The minutes of an ordinary working day: those of the longest weekday.
    pub fn minutes_a_day(&self) -> u32 {
        self.minutes.iter().copied().max().unwrap_or(0)
    }

    /// The number of weekdays worked.
    pub fn days_a_week(&self) -> u32 {
        self.minutes.iter().filter(|minutes| **minutes > 0).count() as u32
    }

    /// The first worked day on or after `date`; the same day when a year holds none.
    pub fn next_worked(&self, date: Date) -> Date {
        (0..400).map(|day| date.plus_days(day)).find(|day| self.minutes_on(*day) > 0).unwrap_or(date)
    }

    /// The day on which work of `minutes` ends that begins on `start`. Bounded to forty years.
    pub fn finish(&self, start: Date, minutes: u64) -> Date {
        let mut day = self.next_worked(start);
        let mut left = minutes;
        for _ in 0..15_000 {
            let worked = u64::from(self.minutes_on(day));
            if left <= worked {
                return day;
            }
            left -= worked;
            day = day.plus_days(1);
        }
        day
    }

    /// Sets the working minutes of the weekdays from `first` to `last`, running over the week's end if need be.
    pub fn set_days(&mut self, first: Weekday, last: Weekday, minutes: u32) {
        let mut at = first.index();
        loop {
            self.minutes[at] = minutes;
            if at == last.index() {
                break;
            }
            at = (at + 1) % 7;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_skips_weekends_and_holidays() {
        let friday = Date::parse("2025-07-18").unwrap();
        let monday = Date::parse("2025-07-21").unwrap();
        let mut time = WorkingTime::default();
        assert_eq!(time.finish(friday, 960).to_string(), "2025-07-21");
        time.holidays.push(Period::new(monday, monday));
        assert_eq!(time.finish(friday, 960).to_string(), "2025-07-22");
        assert!(!time.is_worked_in(Period::new(friday.plus_days(1), friday.plus_days(3))));
    }
}
