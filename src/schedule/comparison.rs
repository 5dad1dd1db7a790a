//! The dates of one plan beside those of another: scenarios, and the plan as it once was.

use super::timetable::{Basis, Timetable};
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::Assessment;
use crate::time::{Date, Period, WorkingTime};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The dates of a plan, by the names of its items.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dates {
    /// The last day of work.
    pub finish: Option<Date>,
    /// First and last day of each item that has dates of its own.
    pub items: BTreeMap<Arc<str>, Period>,
    /// Open items without float.
    pub critical: BTreeSet<Arc<str>>,
    /// Items that end after their due date, or after the weeks they are planned for.
    pub late: BTreeSet<Arc<str>>,
}

impl Dates {
    /// The dates of a plan.
    pub fn of(plan: &Plan, timetable: &Timetable, assessment: &Assessment) -> Dates {
        let mut dates = Dates { finish: timetable.ends(), ..Dates::default() };
        let data_date = timetable.build.axis.date(timetable.build.work.data_date);
        for (id, item) in plan.ids().skip(1).filter(|(_, item)| !item.is_container()) {
            let open = !assessment.is_closed(id);
            if open && timetable.missed(plan, id, data_date).is_some_and(|missed| missed.ends.is_some()) {
                dates.late.insert(item.name.clone());
            }
            let Some(planned) = timetable.items[id.index()].filter(|planned| planned.basis != Basis::Phase) else { continue };
            dates.items.insert(item.name.clone(), planned.period);
            if timetable.rooms[id.index()].is_some_and(|room| room.critical) && item.kind != ItemKind::Milestone {
                dates.critical.insert(item.name.clone());
            }
            let due = item.deadline().and_then(|due| timetable.latest(plan, due));
            if due.is_some_and(|due| planned.period.last > due) && open {
                dates.late.insert(item.name.clone());
            }
        }
        dates
    }
}

/// An item whose dates differ. One that has dates only there, or only here, was added or taken out.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Moved {
    /// Its full name.
    pub name: Arc<str>,
    /// First and last day there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Period>,
    /// First and last day here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Period>,
    /// Working days its start moved; more is later.
    pub start_days: i64,
    /// Working days its end moved; more is later.
    pub end_days: i64,
}

/// What differs between two schedules, from one of them to the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// The last day of work there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day of work here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Days of the calendar the end moved; more is later.
    pub days: i64,
    /// Working days the end moved.
    pub working_days: i64,
    /// Items whose dates differ, those that moved furthest first.
    pub moved: Vec<Moved>,
    /// How many items have the same dates.
    pub same: u32,
    /// Items that come onto the critical path.
    pub joined: Vec<Arc<str>>,
    /// Items that leave it.
    pub left: Vec<Arc<str>>,
    /// Items that come to be late.
    pub newly_late: Vec<Arc<str>>,
    /// Items that are no longer late.
    pub no_longer_late: Vec<Arc<str>>,
}

impl Difference {
    /// How many items end later here than there.
    pub fn slipping(&self) -> usize {
        self.moved.iter().filter(|moved| moved.end_days > 0).count()
    }
}

/// What differs from one schedule to another, in working days of the plan.
pub fn compare(from: &Dates, to: &Dates, working: &WorkingTime) -> Difference {
    let mut difference = Difference { from: from.finish, to: to.finish, ..Difference::default() };
    if let (Some(from), Some(to)) = (from.finish, to.finish) {
        difference.days = to.days_since(from);
        difference.working_days = working_days(working, from, to);
    }
    let names: BTreeSet<&Arc<str>> = from.items.keys().chain(to.items.keys()).collect();
    for name in names {
        let (before, after) = (from.items.get(name).copied(), to.items.get(name).copied());
        if before == after {
            difference.same += 1;
            continue;
        }
        let moved = |of: fn(Period) -> Date| before.zip(after).map_or(0, |(before, after)| working_days(working, of(before), of(after)));
        let (start_days, end_days) = (moved(|period| period.first), moved(|period| period.last));
        difference.moved.push(Moved { name: name.clone(), from: before, to: after, start_days, end_days });
    }
    difference.moved.sort_by(|a, b| {
        (b.end_days.abs(), b.start_days.abs()).cmp(&(a.end_days.abs(), a.start_days.abs())).then_with(|| a.name.cmp(&b.name))
    });
    let less = |all: &BTreeSet<Arc<str>>, but: &BTreeSet<Arc<str>>| all.difference(but).cloned().collect();
    difference.joined = less(&to.critical, &from.critical);
    difference.left = less(&from.critical, &to.critical);
    difference.newly_late = less(&to.late, &from.late);
    difference.no_longer_late = less(&from.late, &to.late);
    difference
}

/// Working days from one date to another: those after the first up to the second; less than nothing backwards. Bounded to forty years.
pub fn working_days(working: &WorkingTime, from: Date, to: Date) -> i64 {
    let (early, late, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
    let days = late.days_since(early).min(14_600);
    sign * (1..=days).filter(|day| working.minutes_on(early.plus_days(*day)) > 0).count() as i64
}

/// The plan with some facts changed, and what that does to its dates.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its place among the scenarios of the plan.
    pub index: usize,
    /// What differs from the plan, from the plan to the scenario; nothing when the changed plan has faults.
    pub difference: Option<Difference>,
}

/// The plan as it once was.
#[derive(Debug, Clone)]
pub struct Baseline {
    /// What it is called: a revision, or the name of a file.
    pub label: String,
    /// Its dates.
    pub dates: Dates,
}

impl Baseline {
    /// The dates of an item in it.
    pub fn of(&self, plan: &Plan, id: ItemId) -> Option<Period> {
        self.dates.items.get(&plan.item(id).name).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn moves_are_counted_in_working_days() {
        let working = WorkingTime::default();
        // Friday to Monday is one working day, and back again.
        assert_eq!(working_days(&working, day("2025-07-18"), day("2025-07-21")), 1);
        assert_eq!(working_days(&working, day("2025-07-21"), day("2025-07-18")), -1);
    }

    #[test]
    fn differences_are_told_by_name() {
        let dates = |last: &str, critical: &str| {
            let last = day(last);
            let name: Arc<str> = "a".into();
            let items = BTreeMap::from([(name, Period::new(day("2025-07-14"), last)), ("b".into(), Period::new(last, last))]);
            Dates { finish: Some(last), items, critical: BTreeSet::from([critical.into()]), late: BTreeSet::new() }
        };
        let difference = compare(&dates("2025-07-18", "a"), &dates("2025-07-22", "b"), &WorkingTime::default());
        assert_eq!((difference.days, difference.working_days, difference.same), (4, 2, 0));
        assert_eq!(
            difference.moved.iter().map(|moved| (&*moved.name, moved.start_days, moved.end_days)).collect::<Vec<_>>(),
            [("b", 2, 2), ("a", 0, 2)]
        );
        assert_eq!((&*difference.joined[0], &*difference.left[0]), ("b", "a"));
    }
}
