//! The dates of one plan beside those of another: scenarios, and the plan as it once was.

use super::timetable::{Basis, Timetable};
use crate::diag::Diagnostic;
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
    /// Items that miss their deadline.
    pub late: BTreeSet<Arc<str>>,
    /// Items that are there, without dates of their own, and why.
    pub undated: BTreeMap<Arc<str>, Without>,
    /// Items that find no place, with which nobody knows the end.
    pub unplaced: BTreeSet<Arc<str>>,
    /// Items of which nobody knows whether they keep their deadline, as they or what they wait for finds no place.
    pub undecided: BTreeSet<Arc<str>>,
}

impl Dates {
    /// The dates of a plan.
    pub fn of(plan: &Plan, timetable: &Timetable, assessment: &Assessment) -> Dates {
        let mut dates = Dates { finish: timetable.ends(), ..Dates::default() };
        let data_date = timetable.build.axis.date(timetable.build.work.data_date);
        dates.unplaced = timetable.unplaced.iter().map(|id| plan.item(*id).name.clone()).collect();
        for (id, item) in plan.ids().skip(1) {
            let open = !assessment.is_closed(id) && !item.is_dropped();
            let missed = timetable.missed(plan, id, data_date).filter(|_| open);
            dates.late.extend(missed.map(|_| item.name.clone()));
            if open && timetable.is_undecided(plan, id, data_date) {
                dates.undecided.insert(item.name.clone());
            }
            if item.is_container() {
                continue;
            }
            let Some(planned) = timetable.items[id.index()].filter(|planned| planned.basis != Basis::Phase) else {
                let without = match (item.is_dropped(), timetable.has_place(id)) {
                    (true, _) => Without::Dropped,
                    (false, true) => Without::Undated,
                    (false, false) => Without::Unplaced,
                };
                dates.undated.insert(item.name.clone(), without);
                continue;
            };
            dates.items.insert(item.name.clone(), planned.period);
            if timetable.rooms[id.index()].is_some_and(|room| room.critical) && item.kind != ItemKind::Milestone {
                dates.critical.insert(item.name.clone());
            }
        }
        dates
    }
}

/// An item whose dates differ. One that has dates only there, or only here, was added or taken out, or lost or got its dates.
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
    /// Why it has no dates where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<Without>,
    /// Working days its start moved; more is later.
    pub start_days: i64,
    /// Working days its end moved; more is later.
    pub end_days: i64,
}

impl Moved {
    /// Whether it ends later here than there.
    pub fn is_later(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to.last > from.last)
    }
}

/// Why an item has dates in one of two schedules alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// It is not in the other.
    Absent,
    /// It is, and is dropped.
    Dropped,
    /// It is, and nothing tells its dates.
    Undated,
    /// It is, and it or what it waits for finds no place.
    Unplaced,
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
    /// Days of the calendar the end moved; more is later. Nothing where nobody knows one of the ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Working days the end moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<i64>,
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
    /// Items that find no place here, so that nobody knows the end.
    pub unplaced: Vec<Arc<str>>,
    /// Items of which nobody knows whether they are late here.
    pub undecided: Vec<Arc<str>>,
}

impl Difference {
    /// How many items end later here than there.
    pub fn slipping(&self) -> usize {
        self.moved.iter().filter(|moved| moved.is_later()).count()
    }
}

/// What differs from one schedule to another, in working days of the plan.
pub fn compare(from: &Dates, to: &Dates, working: &WorkingTime) -> Difference {
    let mut difference = Difference { from: from.finish, to: to.finish, ..Difference::default() };
    if let (Some(from), Some(to)) = (from.finish, to.finish) {
        difference.days = Some(to.days_since(from));
        difference.working_days = Some(working_days(working, from, to));
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
        let without = |dates: &Dates| dates.undated.get(name).copied().unwrap_or(Without::Absent);
        let without = match (before, after) {
            (None, _) => Some(without(from)),
            (_, None) => Some(without(to)),
            _ => None,
        };
        difference.moved.push(Moved { name: name.clone(), from: before, to: after, without, start_days, end_days });
    }
    difference.moved.sort_by(|a, b| {
        (b.end_days.abs(), b.start_days.abs()).cmp(&(a.end_days.abs(), a.start_days.abs())).then_with(|| a.name.cmp(&b.name))
    });
    let less = |all: &BTreeSet<Arc<str>>, but: &BTreeSet<Arc<str>>| all.difference(but).cloned().collect();
    // Where nobody knows the end, nobody knows what fixes it.
    if from.unplaced.is_empty() && to.unplaced.is_empty() {
        difference.joined = less(&to.critical, &from.critical);
        difference.left = less(&from.critical, &to.critical);
    }
    difference.newly_late = less(&to.late, &from.late);
    difference.no_longer_late = less(&from.late, &(&to.late | &to.undecided));
    difference.unplaced = to.unplaced.iter().cloned().collect();
    difference.undecided = to.undecided.iter().cloned().collect();
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
    /// What is found in its dates that is not found in those of the plan, each weighed as the plan has it.
    pub found: Vec<Diagnostic>,
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
            Dates { finish: Some(last), items, critical: BTreeSet::from([critical.into()]), ..Dates::default() }
        };
        let difference = compare(&dates("2025-07-18", "a"), &dates("2025-07-22", "b"), &WorkingTime::default());
        assert_eq!((difference.days, difference.working_days, difference.same), (Some(4), Some(2), 0));
        assert_eq!(
            difference.moved.iter().map(|moved| (&*moved.name, moved.start_days, moved.end_days)).collect::<Vec<_>>(),
            [("b", 2, 2), ("a", 0, 2)]
        );
        assert_eq!((&*difference.joined[0], &*difference.left[0]), ("b", "a"));
    }
}
