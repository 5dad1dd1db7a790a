//! What is to be scheduled, and where the calendars and links let one activity lie.
//!
//! An end is the slot after the last worked one, so that a finish-to-start link without lag compares an end with a start.

use super::activity::{Activity, Gap, Link, Links, Mode};
use super::axis::Slot;
use super::level::{Calendar, is_exact};
use super::people::{ALL_TIME, PLAN_TIME};
use crate::syntax::LinkKind;

/// Start and end by activity; nothing for what has no place in time.
pub type Times = Vec<Option<(Slot, Slot)>>;

/// That people of one activity go on with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Between {
    /// What gives them free.
    pub from: u32,
    /// What goes on with them, and begins no earlier.
    pub to: u32,
    /// How long before the end of the first that is: fixed days may leave room behind the work.
    pub room: u32,
}

/// What is to be scheduled.
#[derive(Debug)]
pub struct Work {
    /// The activities.
    pub activities: Vec<Activity>,
    /// The links between them.
    pub links: Links,
    /// The activities in an order that every link respects.
    pub order: Vec<u32>,
    /// The calendars.
    pub calendars: Vec<Calendar>,
    /// Cells a day.
    pub day: u32,
    /// Of them those at night, behind the hours of the plan.
    pub night: u32,
    /// The first slot of the data date.
    pub data_date: Slot,
}

impl Work {
    /// An activity.
    pub fn activity(&self, at: u32) -> &Activity {
        &self.activities[at as usize]
    }

    /// The calendar of an activity.
    pub fn calendar(&self, at: u32) -> &Calendar {
        &self.calendars[self.activity(at).calendar as usize]
    }

    fn gap_calendar(&self, gap: Gap) -> &Calendar {
        &self.calendars[if gap.elapsed { ALL_TIME } else { PLAN_TIME } as usize]
    }

    /// A slot moved later by a gap, earlier by a lead, as a start or as an end. Nothing beyond the end of the axis; a lead stops at its beginning.
    fn after(&self, slot: Slot, gap: Gap, as_end: bool) -> Option<Slot> {
        match gap.cells {
            0 => Some(slot),
            cells if as_end => self.gap_calendar(gap).shift_end(slot, cells),
            cells => self.gap_calendar(gap).shift(slot, cells),
        }
    }

    /// Whether a link asks for something to the hour: hours of the calendar lie in between.
    fn is_exact(&self, link: &Link) -> bool {
        link.gap.elapsed && is_exact(link.gap.cells, self.day)
    }

    /// The night behind the last of fixed days, where hours of the calendar count from their end: that is in the evening.
    pub fn night_behind(&self, link: &Link, (_, end): (Slot, Slot)) -> u32 {
        let fixed = self.activity(link.from).pinned.is_some() && matches!(link.kind, LinkKind::FinishStart | LinkKind::FinishFinish);
        let evening = fixed && self.is_exact(link) && end > 0 && end.checked_rem(self.day) == Some(0);
        if evening && !self.calendar(link.from).works(end - 1) { self.night } else { 0 }
    }

    /// The latest slot for the end of a link that comes first, when what waits is at such a place. What works no longer on the day it ends has
    /// ended in time for all of that day.
    pub fn held_by(&self, link: &Link, (start, end): (Slot, Slot)) -> Slot {
        let moment = start == end || self.activity(link.to).work == 0;
        let slot = match link.kind {
            LinkKind::FinishStart | LinkKind::StartStart => start,
            LinkKind::FinishFinish | LinkKind::StartFinish if moment || self.is_exact(link) => end,
            LinkKind::FinishFinish | LinkKind::StartFinish => self.calendar(link.to).stands_until(end, self.day),
        };
        self.before(slot, link.gap, !holds_start(link.kind))
    }

    /// The latest slot that, moved by a gap as a start or as an end, is no later than `slot`.
    fn before(&self, slot: Slot, gap: Gap, as_end: bool) -> Slot {
        match gap.cells {
            0 => slot,
            cells if cells > 0 => self.gap_calendar(gap).start(slot, cells.unsigned_abs()).unwrap_or(0),
            cells => {
                let calendar = self.gap_calendar(gap);
                // A start leads to a slot that is worked: to none between the last of these and this one.
                let worked = calendar.rank(slot).saturating_sub(u32::from(!as_end && !calendar.works(slot)));
                calendar.slot(worked.saturating_add(cells.unsigned_abs())).unwrap_or(slot)
            }
        }
    }

    /// The earliest start that the links into an activity allow, by those that hold its start and by those that hold its end.
    pub fn bounds(&self, at: u32, times: &Times) -> (Option<Slot>, Option<Slot>) {
        let (mut start, mut end) = (None, None);
        for link in self.links.before(at) {
            let Some(bound) = self.bound(link, times) else { continue };
            let (into, bound) = if holds_start(link.kind) { (&mut start, bound) } else { (&mut end, self.begin_for(link, bound)) };
            *into = Some(into.map_or(bound, |other: Slot| other.max(bound)));
        }
        (start, end)
    }

    /// The earliest start at which something ends in time for what a link asks of its end, which is beyond the axis where there is none; of a
    /// moment that slot itself.
    pub fn begin_for(&self, link: &Link, bound: Slot) -> Slot {
        let work = self.activity(link.to).work;
        if work == 0 {
            bound
        } else {
            self.calendar(link.to).start_to_end_at(bound, work, self.day, self.is_exact(link)).unwrap_or(Slot::MAX)
        }
    }

    /// Where something is for what waits for it: what is done has ended by the data date, whatever days it was given.
    pub fn for_others(&self, at: u32, (start, end): (Slot, Slot)) -> (Slot, Slot) {
        let over = matches!(self.activity(at).mode, Mode::Happened | Mode::HappenedSometime);
        if over && end > self.data_date + self.day { (start.min(self.data_date), self.data_date) } else { (start, end) }
    }

    /// When people are taken for an activity at a place: on fixed days for what is left of it, from the data date on, and then no more.
    pub fn taken(&self, at: u32, (start, end): (Slot, Slot)) -> (Slot, Slot) {
        let activity = self.activity(at);
        if activity.mode != Mode::Fixed {
            return (start, end);
        }
        let start = start.max(self.data_date);
        (start, self.calendar(at).finish(start, activity.work).unwrap_or(end).min(end))
    }

    /// The slot that one link asks for, no place on the axis when that lies beyond it; nothing when what comes first has no place in time.
    pub fn bound(&self, link: &Link, times: &Times) -> Option<Slot> {
        let (start, end) = self.for_others(link.from, times[link.from as usize]?);
        let base = match link.kind {
            LinkKind::FinishStart | LinkKind::FinishFinish => end,
            LinkKind::StartStart | LinkKind::StartFinish => start,
        };
        let bound = self.after(base - self.night_behind(link, (start, end)), link.gap, !holds_start(link.kind));
        Some(bound.unwrap_or(Slot::MAX))
    }

    /// The earliest place of an activity that starts no earlier than these, `held` because of its end; nothing beyond the axis. `begins` tells
    /// whether it would be the beginning of a day.
    pub fn place(&self, at: u32, start: Slot, held: Option<Slot>, begins: bool) -> Option<(Slot, Slot)> {
        let (calendar, work) = (self.calendar(at), self.activity(at).work);
        if work == 0 {
            // A moment does not wait for working time, but it keeps out of freezes.
            let moment = Some(start.max(held.unwrap_or(0))).filter(|moment| *moment <= calendar.horizon())?;
            let free = match self.activity(at).calendar {
                PLAN_TIME => Some(moment),
                _ if begins => calendar.next_worked(moment),
                _ => self.next_end(calendar, moment),
            };
            return free.map(|free| (free, free));
        }
        // Held by its end, all of it moves: work is not interrupted.
        let begin = calendar.next_worked(start)?.max(held.unwrap_or(0));
        let finish = calendar.finish(begin, work)?;
        Some((begin, finish))
    }

    /// The first end of a moment at or after a slot, on a day that a calendar has: on the day of the slot, or at the end of the next one's work.
    fn next_end(&self, calendar: &Calendar, slot: Slot) -> Option<Slot> {
        let last = slot.saturating_sub(1);
        let next = calendar.next_worked(last)?;
        Some(if next == last { slot } else { next.saturating_add(self.day) })
    }

    /// The latest place that starts by `start` and ends by `end`; nothing before the axis begins. `begins` tells whether it is the beginning of
    /// a day.
    pub fn latest(&self, at: u32, start: Slot, end: Slot, begins: bool) -> Option<(Slot, Slot)> {
        let (calendar, work) = (self.calendar(at), self.activity(at).work);
        if work == 0 {
            let moment = start.min(end);
            let day = if begins { moment } else { moment.saturating_sub(1) };
            if self.activity(at).calendar == PLAN_TIME || calendar.works(day) {
                return Some((moment, moment));
            }
            let last = calendar.previous_worked(moment)?;
            let free = last - last.checked_rem(self.day).unwrap_or(0) + self.day;
            return Some((free, free));
        }
        let mut begin = calendar.start(end, work)?;
        if begin > start {
            begin = if calendar.works(start) { start } else { calendar.start_by(start, work, self.day)? };
        }
        Some((begin, calendar.finish(begin, work)?))
    }
}

/// Whether a link holds back the start of what waits, rather than its end.
pub fn holds_start(kind: LinkKind) -> bool {
    matches!(kind, LinkKind::FinishStart | LinkKind::StartStart)
}
