//! The axis of time that schedules are laid on: days cut into cells of equal working time.
//!
//! Every calendar day has the same number of cells, worked or not, so a slot tells its date by division. Work fills the first
//! cells of a day. Where the plan asks for hours of calendar time, the cells of the night follow them, and a day lasts until work can
//! begin again.

use super::level::Calendar;
use crate::time::Date;

/// A point on the axis: as a start the first cell that is used, as an end the cell after the last.
pub type Slot = u32;

/// No axis goes further than this many days beyond the data date: sixty years.
pub const MAX_DAYS: u32 = 21_900;

/// No axis begins more than this many days before the data date: thirty years.
pub const DAYS_BACK: i64 = 10_950;

/// Minutes of a day of the calendar.
const DAY: u64 = 1440;

/// Slots and what they mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// The day of slot 0.
    pub epoch: Date,
    /// Cells a day.
    pub cells: u32,
    /// Of them those of the plan's longest day; the others are night, but for who works longer.
    pub light: u32,
    /// Minutes of work in a cell.
    pub grain: u32,
    /// Days on the axis.
    pub days: u32,
}

impl Axis {
    /// An axis of `days` days from `epoch`, fine enough for days of `days_of` minutes and works of `works` minutes, with nights or without.
    /// The longest day of the plan has `light` minutes.
    pub fn new(epoch: Date, days: u32, days_of: &[u32], light: u32, works: impl Iterator<Item = u64>, nights: bool) -> Axis {
        let longest = days_of.iter().copied().max().unwrap_or(0).max(1);
        let whole = if nights { DAY } else { 0 };
        let of_days = days_of.iter().filter(|minutes| **minutes > 0).fold(whole, |grain, minutes| divisor(grain, u64::from(*minutes)));
        let of_days = if of_days == 0 { u64::from(longest) } else { of_days };
        let grain = works.filter(|minutes| *minutes > 0).fold(of_days, divisor).max(1);
        let grain = u32::try_from(grain).unwrap_or(longest).clamp(1, longest);
        let longest = longest.div_ceil(grain);
        let cells = if nights { longest.max(DAY as u32 / grain) } else { longest };
        let light = if light == 0 { cells } else { light.div_ceil(grain).min(cells) };
        // Years have four digits.
        let known = u32::try_from(Date::LAST.days_since(epoch)).unwrap_or(0) + 1;
        Axis { epoch, cells, light, grain, days: days.clamp(1, MAX_DAYS + DAYS_BACK as u32).min(known) }
    }

    /// The slot after the last.
    pub fn end(&self) -> Slot {
        self.days.saturating_mul(self.cells)
    }

    /// The first slot of a date; the first or last of the axis when it lies outside.
    pub fn start_of(&self, date: Date) -> Slot {
        self.day(date.days_since(self.epoch))
    }

    /// The first slot from which something may begin on a date: behind the end of the axis, where nothing has a place, when the date lies there.
    pub fn release(&self, date: Date) -> Slot {
        if date.days_since(self.epoch) < i64::from(self.days) { self.start_of(date) } else { self.end() + 1 }
    }

    fn day(&self, days: i64) -> Slot {
        days.clamp(0, i64::from(self.days)) as u32 * self.cells
    }

    /// The slot after the last one of a date.
    pub fn end_of(&self, date: Date) -> Slot {
        self.day(date.days_since(self.epoch) + 1)
    }

    /// The date of a start.
    pub fn date(&self, start: Slot) -> Date {
        self.epoch.plus_days(i64::from(start / self.cells))
    }

    /// The first day of what takes whole days of the calendar: in the evening the next one begins.
    pub fn first_whole_day(&self, start: Slot) -> Date {
        self.date(start).plus_days(i64::from(start % self.cells >= self.light))
    }

    /// The last date before an end.
    pub fn last_date(&self, end: Slot) -> Date {
        self.date(end.saturating_sub(1))
    }

    /// The calendar that works the first so many cells of each day.
    pub fn calendar(&self, worked: &[u32]) -> Calendar {
        let run = |(day, cells): (u32, &u32)| (day * self.cells, day * self.cells + (*cells).min(self.cells));
        Calendar::from_runs(self.end(), (0..self.days).zip(worked).map(run).collect())
    }

    /// The cells that take so many minutes of work, rounded up.
    pub fn work(&self, minutes: u64) -> u32 {
        u32::try_from(minutes.div_ceil(u64::from(self.grain))).unwrap_or(u32::MAX).min(self.end())
    }

    /// The cells of so many minutes of the calendar; hours beyond whole days are rounded up, to a day where the axis has no nights.
    pub fn elapsed(&self, minutes: u64) -> u32 {
        let days = u32::try_from(minutes / DAY).unwrap_or(u32::MAX);
        let rest = u32::try_from((minutes % DAY).div_ceil(u64::from(self.grain))).unwrap_or(0).min(self.cells);
        days.saturating_mul(self.cells).saturating_add(rest).min(self.end())
    }

    /// Minutes of the calendar in so many cells of it.
    pub fn minutes_elapsed(&self, cells: u64) -> u64 {
        cells.saturating_mul(DAY) / u64::from(self.cells.max(1))
    }
}

/// The greatest common divisor; of nothing and a number, the number.
fn divisor(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(works: &[u64]) -> Axis {
        Axis::new(Date::parse("2025-07-18").unwrap(), 100, &[480], 480, works.iter().copied(), false)
    }

    #[test]
    fn a_day_is_one_cell_unless_work_asks_for_less() {
        assert_eq!(axis(&[480, 960]).cells, 1);
        assert_eq!(axis(&[480, 240]).cells, 2);
        assert_eq!(axis(&[480, 90]).grain, 30);
        // Seven minutes cut the day into single minutes.
        let fine = axis(&[7]);
        assert_eq!((fine.grain, fine.cells, fine.work(7)), (1, 480, 7));
    }

    #[test]
    fn nights_are_as_long_as_the_clock_says() {
        let date = |text| Date::parse(text).unwrap();
        let axis = Axis::new(date("2025-07-18"), 100, &[480, 450], 480, [720].into_iter(), true);
        assert_eq!((axis.grain, axis.cells, axis.light), (30, 48, 16));
        assert_eq!((axis.elapsed(720), axis.elapsed(1440), axis.elapsed(2 * 1440 + 45)), (24, 48, 98));
        // Twelve hours behind the evening the next day has not begun.
        assert_eq!((axis.date(axis.light + 24), axis.minutes_elapsed(48)), (date("2025-07-18"), 1440));
        // No cell is cut by midnight, or by the end of work.
        assert_eq!(Axis::new(date("2025-07-18"), 9, &[420], 420, [9].into_iter(), true).grain, 3);
        // Behind the last day of the last year there is none.
        assert_eq!(Axis::new(date("9999-12-20"), 99, &[480], 480, [].into_iter(), false).days, 12);
    }

    #[test]
    fn slots_and_dates_agree() {
        let axis = axis(&[240]);
        let day = Date::parse("2025-07-20").unwrap();
        assert_eq!(axis.start_of(day), 4);
        assert_eq!(axis.date(4), day);
        assert_eq!(axis.last_date(axis.end_of(day)), day);
        assert_eq!(axis.elapsed(2 * 1440), 4);
        assert_eq!(axis.elapsed(60), 1);
        assert_eq!(axis.start_of(Date::parse("1999-01-01").unwrap()), 0);
    }
}
