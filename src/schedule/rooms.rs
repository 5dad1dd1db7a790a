//! How far everything can slip: early and late dates, total and free float.

use super::activity::{Mode, What};
use super::axis::Slot;
use super::moments::beginnings;
use super::people::PLAN_TIME;
use super::timetable::{Basis, NEAR_DAYS, Planned, Room, Timetable};
use super::work::{Between, Times};
use crate::model::Plan;
use crate::time::Period;

/// What the passes over the network found, beside the schedule itself.
pub struct Passes {
    /// Start and end of each activity when people are not looked at.
    pub early: Times,
    /// Late start and end of each activity.
    pub late: Times,
    /// The end of the last activity.
    pub end: Slot,
    /// Who goes on with whose people, sorted.
    pub handed: Vec<Between>,
}

/// By item, how much room it has. A float is what the start and the end can both slip by, in the plan's working time.
pub fn rooms(plan: &Plan, table: &Timetable, passes: &Passes, closed: &[bool]) -> Vec<Option<Room>> {
    let mut rooms = vec![None; plan.items.len()];
    let build = &table.build;
    let starting = beginnings(&build.work, &passes.early);
    let near = NEAR_DAYS * Timetable::minutes_a_day(plan);
    let calendar = &build.work.calendars[PLAN_TIME as usize];
    let grain = i64::from(build.axis.grain);
    let worked = |from: Slot, to: Slot| (i64::from(calendar.rank(to)) - i64::from(calendar.rank(from))) * grain;
    // What the axis does not reach has no place on it.
    let (begins, ends) = (build.axis.epoch, build.axis.last_date(build.axis.end()));
    let within = |planned: Planned| begins <= planned.period.first && planned.period.last <= ends;
    // Where nobody works the last start is one on the last day before.
    let begun_by = |slot: Slot, work: u32, whole_days: bool| {
        let slot = if whole_days { build.axis.start_of(build.axis.first_whole_day(slot)) } else { slot };
        let start = if calendar.works(slot) { Some(slot) } else { calendar.start_by(slot, work, build.axis.cells) };
        i64::from(calendar.rank(start.unwrap_or(slot))) * grain
    };
    for (at, activity) in build.work.activities.iter().enumerate() {
        let What::Leaf(id) = activity.what else { continue };
        let (Some(times), Some(early), Some(late)) = (table.times[at], passes.early[at], passes.late[at]) else { continue };
        let basis = table.items[id.index()].map(|planned| planned.basis);
        if !matches!(basis, Some(Basis::Computed | Basis::Fixed | Basis::Week)) || !table.items[id.index()].is_some_and(within) {
            continue;
        }
        // The beginning of a day comes after all that may be of earlier days.
        let begun =
            |to: Slot| table.beginnings[at].filter(|_| to < times.1).map_or(times.1, |begin| build.axis.end_of(build.axis.date(begin)));
        let whole_days = plan.item(id).takes_whole_days();
        let begun_by = |slot: Slot| begun_by(slot, activity.work, whole_days);
        // What is not to be moved slips by its end, and so does what takes no time.
        let slip = |(start, end): (Slot, Slot)| match activity.mode {
            Mode::Free if activity.work > 0 => (begun_by(start) - begun_by(times.0)).min(worked(times.1, end)),
            _ => worked(begun(end), end),
        };
        let open = !closed[id.index()] && activity.mode != Mode::Happened;
        let total_float = slip(late);
        let free = build.work.free_end(at as u32, &table.times, passes.end, &passes.handed);
        let free = build.work.latest(at as u32, Slot::MAX, free, table.beginnings[at].is_some()).unwrap_or((times.0, free));
        let shown = |slots: (Slot, Slot), begin: Option<Slot>| {
            let last = begin.map_or_else(|| build.axis.last_date(slots.1.max(1)), |begin| build.axis.date(begin));
            let first = if whole_days { build.axis.first_whole_day(slots.0) } else { build.axis.date(slots.0) };
            Period::new(if slots.0 == slots.1 { last } else { first.min(last) }, last)
        };
        let early_days = shown(early, starting[at]);
        // The late day of a moment is no earlier than its other days when its slot is not.
        let floors = [(early.1, early_days.last), (times.1, table.moment(at as u32, times.1))];
        let floors = floors.into_iter().filter(|(slot, _)| activity.work == 0 && activity.mode == Mode::Free && *slot <= late.1);
        let late_days = floors.fold(shown(late, None), |days, (_, floor)| Period::new(days.first.max(floor), days.last.max(floor)));
        rooms[id.index()] = Some(Room {
            early: early_days,
            late: late_days,
            total_float,
            free_float: slip(free).max(0).min(total_float.max(0)),
            critical: open && total_float <= 0,
            near_critical: open && total_float < near,
        });
    }
    // Parts stand behind the whole, so going backwards every part is known before its whole.
    for (index, item) in plan.items.iter().enumerate().skip(1).rev().filter(|(_, item)| item.is_container()) {
        let parts = item.children.iter().filter_map(|child| rooms[child.index()]);
        let of_parts = parts.reduce(|a: Room, b: Room| Room {
            early: Period::new(a.early.first.min(b.early.first), a.early.last.max(b.early.last)),
            late: Period::new(a.late.first.min(b.late.first), a.late.last.max(b.late.last)),
            total_float: a.total_float.min(b.total_float),
            free_float: a.free_float.min(b.free_float),
            critical: a.critical || b.critical,
            near_critical: a.near_critical || b.near_critical,
        });
        // Needs may hold its end behind those of its parts.
        let finish = build.finishes[index] as usize;
        let own = table.times.get(finish).copied().flatten().zip(passes.late.get(finish).copied().flatten());
        rooms[index] = of_parts.map(|room| {
            let slack = own.map_or(room.total_float, |((_, end), (_, late))| room.total_float.min(worked(end, late)));
            let open = !closed[index];
            Room {
                total_float: slack,
                free_float: room.free_float.min(slack.max(0)),
                critical: room.critical || open && slack <= 0,
                near_critical: room.near_critical || open && slack < near,
                ..room
            }
        });
    }
    rooms
}
