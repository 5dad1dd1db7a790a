//! Working time of plans and people, as both languages can say it. Days are counted from the start of the plan, which is a Monday.

use crate::random::Random;

/// Hours on some days of the week, less days off.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// Which days of the week are worked, Monday first.
    pub weekdays: [bool; 7],
    /// Hours of work on those.
    pub hours: i64,
    /// Days off, first and last.
    pub off: Vec<(i64, i64)>,
    /// Days of which only the first half is worked.
    pub half: Vec<i64>,
}

/// Names of the days in both languages.
pub const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl Calendar {
    fn new(weekdays: [bool; 7], hours: i64, off: &[(i64, i64)]) -> Calendar {
        Calendar { weekdays, hours, off: off.to_vec(), half: Vec::new() }
    }

    /// Hours worked on a day.
    pub fn hours_on(&self, day: i64) -> i64 {
        if !self.weekdays[day.rem_euclid(7) as usize] || self.off.iter().any(|(first, last)| (*first..=*last).contains(&day)) {
            return 0;
        }
        if self.half.contains(&day) { self.hours / 2 } else { self.hours }
    }

    /// The worked weekdays, by name.
    pub fn names(&self) -> Vec<&'static str> {
        NAMES.iter().zip(self.weekdays).filter(|(_, worked)| *worked).map(|(name, _)| *name).collect()
    }
}

/// Calendars of plans: the usual week, one with holidays, a short week with a Saturday, and one without any day off.
pub fn all() -> Vec<Calendar> {
    let usual = [true, true, true, true, true, false, false];
    vec![
        Calendar::new(usual, 8, &[]),
        Calendar::new(usual, 8, &[(4, 4), (14, 18), (35, 36), (60, 71), (-6, -5)]),
        Calendar::new([true, false, true, true, false, true, false], 6, &[(7, 9), (30, 30)]),
        Calendar::new([true; 7], 4, &[]),
    ]
}

/// The time of a person in a plan with this calendar: own days and hours, absences, half days; the plan's days off hold for all.
pub fn person(random: &mut Random, plan: &Calendar) -> Calendar {
    let mut own = plan.clone();
    if random.percent(50) {
        own.hours = random.pick(&[2, 4, 6, 8, 10]);
        for day in &mut own.weekdays {
            *day = random.percent(60);
        }
        own.weekdays[random.within(0, 6) as usize] = true;
    }
    for _ in 0..random.within(0, 2) {
        let first = random.within(-20, 100);
        own.off.push((first, first + random.within(0, 14)));
    }
    for _ in 0..random.within(0, 2) {
        own.half.push(random.within(0, 60));
    }
    own
}
