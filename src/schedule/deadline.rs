//! Deadlines that a schedule misses, for findings and reports alike.

use super::activity::{Mode, What};
use super::build::NONE;
use super::timetable::{Basis, Timetable};
use crate::model::{ItemId, Plan, Window};
use crate::time::Date;

/// What an open item should have ended by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Its due date, or the last day that something may stand which retires.
    Due,
    /// The days or the weeks it is planned for.
    Window(Window),
}

/// A deadline that is missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missed {
    /// Which.
    pub deadline: Deadline,
    /// Its last day.
    pub last: Date,
    /// The day before which the item cannot end, where that is behind the last day; none where it is only open after it.
    pub ends: Option<Date>,
}

impl Timetable {
    /// The day before which an item that is not done cannot end: the one it is computed to end on, and of what takes an unknown time that of what
    /// comes before it. Nothing for what is fixed.
    pub fn ends_no_earlier(&self, plan: &Plan, id: ItemId) -> Option<Date> {
        let planned = self.items[id.index()];
        let shown = planned.filter(|planned| matches!(planned.basis, Basis::Computed | Basis::Parts)).map(|planned| planned.period.last);
        let at = self.build.finishes[id.index()];
        let loose = planned.is_none_or(|planned| matches!(planned.basis, Basis::Phase | Basis::Parts));
        let unknown = loose && at != NONE && !plan.item(id).is_dropped() && {
            let activity = self.build.work.activity(at);
            activity.mode == Mode::Free && activity.pinned.is_none() && matches!(activity.what, What::Leaf(_) | What::Finish(_))
        };
        let end = self.times.get(at as usize).copied().flatten().filter(|_| unknown).map(|(_, end)| self.moment(at, end));
        shown.max(end)
    }

    /// The day before which an item does not end that its author fixed: its last fixed day, or the first of the weeks it is planned for.
    pub fn stands_until(&self, id: ItemId) -> Option<Date> {
        let planned = self.items[id.index()]?;
        match planned.basis {
            Basis::Fixed => Some(planned.period.last),
            Basis::Week => Some(planned.period.first),
            Basis::Computed | Basis::Phase | Basis::Parts => None,
        }
    }

    /// Whether an item ends anywhere in the time that schedules reach: not where it, a part of it or what it waits for finds no place.
    pub fn has_place(&self, id: ItemId) -> bool {
        let at = self.build.finishes[id.index()];
        self.unplaced.is_empty() || at == NONE || self.times.get(at as usize).is_some_and(Option::is_some)
    }

    /// Whether nobody knows if an item keeps its deadline, as it or what it waits for finds no place.
    pub fn is_undecided(&self, plan: &Plan, id: ItemId, data_date: Date) -> bool {
        plan.item(id).deadline().is_some() && !self.has_place(id) && self.missed(plan, id, data_date).is_none()
    }

    /// Minutes of working time between the due date of something without a length and the end of the weeks it is planned for, where it is due
    /// within them: nobody knows whether it is kept.
    pub fn weeks_left(&self, plan: &Plan, id: ItemId) -> Option<i64> {
        let due = plan.item(id).deadline().and_then(|due| self.latest(plan, due))?;
        let planned = self.items[id.index()].filter(|planned| planned.basis == Basis::Week)?;
        self.spare_to(id, due).filter(|spare| planned.period.contains(due) && *spare < 0).map(i64::saturating_neg)
    }

    /// The deadline that an item misses which is not done; of several its due date.
    pub fn missed(&self, plan: &Plan, id: ItemId, data_date: Date) -> Option<Missed> {
        let item = plan.item(id);
        let ends = self.ends_no_earlier(plan, id);
        let missed = |deadline: Deadline, last: Date, ends: Option<Date>| {
            let behind = ends.filter(|ends| *ends > last);
            (last < data_date || behind.is_some()).then_some(Missed { deadline, last, ends: behind })
        };
        let due = item.deadline().and_then(|due| self.latest(plan, due));
        let due = due.and_then(|due| missed(Deadline::Due, due, ends.max(self.stands_until(id))));
        due.or_else(|| {
            let fixed = item.on.filter(|_| item.kind.is_work());
            let window = fixed.or(item.weeks.filter(|_| !item.is_container()).map(|(first, last)| Window::Weeks(first, last)))?;
            missed(Deadline::Window(window), plan.period(window)?.last, ends)
        })
    }
}
