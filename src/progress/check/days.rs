//! Windows, phases and moments as days of the plan, so that they can be compared even when the plan has no start.

use crate::model::{Moment, PhaseId, Plan, Window};
use crate::time::Date;

/// Plans with more phases than this are only compared by their windows.
const PHASE_LIMIT: usize = 400;

/// Days of the plan from `first` to `last`, day 1 being its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: i64,
    /// The last day; [`i64::MAX`] when it is not known.
    pub last: i64,
    /// Dates of a plan without start: they compare with each other only.
    pub adrift: bool,
}

impl Days {
    /// Whether all of it lies before the other begins.
    pub fn before(self, other: Days) -> bool {
        self.adrift == other.adrift && self.last < other.first
    }

    /// Whether the two have no day in common.
    pub fn apart(self, other: Days) -> bool {
        self.before(other) || other.before(self)
    }

    /// Whether it lies in the other.
    pub fn is_within(self, other: Days) -> bool {
        self.adrift == other.adrift && other.first <= self.first && self.last <= other.last
    }

    /// Whether a day of it lies outside the other.
    pub fn sticks_out(self, other: Days) -> bool {
        self.adrift == other.adrift && (self.first < other.first || self.last > other.last)
    }

    fn from(self, moved: i64) -> Days {
        Days { first: moved, last: i64::MAX, adrift: self.adrift }
    }
}

/// The days of a plan, and the order of its phases.
#[derive(Debug)]
pub struct Calendar<'p> {
    plan: &'p Plan,
    /// By phase; one without a window begins when those before it have ended.
    phases: Vec<Option<Days>>,
    /// By phase: all it comes after, directly or not; empty when there are too many.
    after: Vec<Vec<bool>>,
}

impl<'p> Calendar<'p> {
    /// The calendar of a plan.
    pub fn new(plan: &'p Plan) -> Calendar<'p> {
        let mut calendar = Calendar { plan, phases: Vec::new(), after: Vec::new() };
        calendar.phases = plan.phases.iter().map(|phase| phase.window.map(|window| calendar.window(window))).collect();
        for _ in 0..plan.phases.len().min(64) {
            let begun = calendar.phases.clone();
            for (index, phase) in plan.phases.iter().enumerate().filter(|(index, phase)| begun[*index].is_none() && !phase.after.is_empty())
            {
                let ends: Option<Vec<Days>> = phase.after.iter().map(|(before, _)| begun[before.index()]).collect();
                let last = ends.and_then(|ends| ends.into_iter().max_by_key(|days| days.last)).filter(|days| days.last < i64::MAX);
                calendar.phases[index] = last.map(|days| days.from(days.last + 1));
            }
            if calendar.phases == begun {
                break;
            }
        }
        if plan.phases.len() <= PHASE_LIMIT {
            calendar.after = (0..plan.phases.len()).map(|phase| all_before(plan, phase)).collect();
        }
        calendar
    }

    /// The days of a window.
    pub fn window(&self, window: Window) -> Days {
        let numbered = |first: i64, last: i64| Days { first, last, adrift: false };
        match window {
            Window::Days(first, last) => numbered(i64::from(first), i64::from(last)),
            Window::Weeks(first, last) => numbered((i64::from(first) - 1) * 7 + 1, i64::from(last) * 7),
            Window::Dates(period) => {
                let (first, last) = (self.date(period.first), self.date(period.last));
                Days { first: first.first, last: last.last, adrift: first.adrift }
            }
        }
    }

    /// A date as a day.
    pub fn date(&self, date: Date) -> Days {
        let (origin, adrift) = match self.plan.start {
            Some(start) => (start, false),
            None => (Date::parse("2000-01-01").unwrap_or(date), true),
        };
        let day = date.days_since(origin) + 1;
        Days { first: day, last: day, adrift }
    }

    /// The days of a phase, if they can be told.
    pub fn phase(&self, phase: PhaseId) -> Option<Days> {
        self.phases.get(phase.index()).copied().flatten()
    }

    /// Whether the days of every phase are known.
    pub fn is_complete(&self) -> bool {
        self.phases.iter().all(|days| days.is_some_and(|days| days.last < i64::MAX))
    }

    /// Whether a phase comes after another, directly or not, whatever their windows are.
    pub fn comes_after(&self, phase: PhaseId, other: PhaseId) -> bool {
        self.after.get(phase.index()).is_some_and(|before| before[other.index()])
    }

    /// The last day of a moment, as a latest one. Items have none here: what they are due to follow is planned, not said.
    pub fn latest(&self, moment: Moment) -> Option<Days> {
        let ending = |days: Days| Days { first: days.last, ..days };
        match moment {
            Moment::Date(date) => Some(self.date(date)),
            Moment::Day(day) => Some(self.window(Window::Days(day, day))),
            Moment::Week(week) => Some(ending(self.window(Window::Weeks(week, week)))),
            Moment::Phase(phase) => self.phase(phase).filter(|days| days.last < i64::MAX).map(ending),
            Moment::Item(_) => None,
        }
    }

    /// The first day of a moment, as an earliest one.
    pub fn earliest(&self, moment: Moment) -> Option<Days> {
        let beginning = |days: Days| Days { last: days.first, ..days };
        match moment {
            Moment::Week(week) => Some(beginning(self.window(Window::Weeks(week, week)))),
            Moment::Phase(phase) => self.phase(phase).map(beginning),
            _ => self.latest(moment),
        }
    }

    /// A day as people read it: its date, or its number when the plan has no start.
    pub fn show(&self, day: i64, adrift: bool) -> String {
        match self.plan.start {
            Some(start) => start.plus_days(day - 1).to_string(),
            None if adrift => Date::parse("2000-01-01").map_or_else(String::new, |origin| origin.plus_days(day - 1).to_string()),
            None => format!("day {day}"),
        }
    }

    /// The last day of the last phase; none when there are no phases or the end of one is not known.
    pub fn end(&self) -> Option<Days> {
        let ends: Option<Vec<Days>> = self.phases.iter().map(|days| days.filter(|days| days.last < i64::MAX)).collect();
        let last = ends?.into_iter().max_by_key(|days| days.last)?;
        Some(Days { first: last.last, ..last })
    }
}

fn all_before(plan: &Plan, phase: usize) -> Vec<bool> {
    let mut before = vec![false; plan.phases.len()];
    let mut open = vec![phase];
    while let Some(at) = open.pop() {
        for (other, _) in &plan.phases[at].after {
            if !std::mem::replace(&mut before[other.index()], true) {
                open.push(other.index());
            }
        }
    }
    before
}
