//! Dates from windows, phases and plain durations: one forward pass in the order of work.

use crate::graph::Order;
use crate::model::{ItemId, Moment, PhaseId, Plan, Window};
use crate::time::{Date, Period};

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The author fixed it with `on`.
    Fixed,
    /// The week the author named.
    Week,
    /// Computed from needs and the time it takes.
    Computed,
    /// The phase it is in.
    Phase,
    /// The parts it holds.
    Parts,
}

/// When an item is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Planned {
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
    /// What they rest on.
    pub basis: Basis,
}

/// All dates of a plan.
#[derive(Debug)]
pub struct Timetable {
    /// By item.
    pub items: Vec<Option<Planned>>,
    /// By phase.
    pub phases: Vec<Option<Period>>,
    /// From the first day of anything to the last.
    pub whole: Option<Period>,
}

impl Timetable {
    /// The calendar date of a moment: the last day when it is a latest moment.
    pub fn latest(&self, plan: &Plan, moment: Moment) -> Option<Date> {
        match moment {
            Moment::Date(date) => Some(date),
            Moment::Day(day) => plan.day_period(day, day).map(|period| period.last),
            Moment::Week(week) => plan.week_period(week, week).map(|period| period.last),
            Moment::Phase(phase) => self.phases[phase.index()].map(|period| period.last),
            Moment::Item(item) => self.items[item.index()].map(|planned| planned.period.last),
        }
    }

    /// The calendar date of a moment: the first day when it is an earliest moment.
    pub fn earliest(&self, plan: &Plan, moment: Moment) -> Option<Date> {
        match moment {
            Moment::Date(date) => Some(date),
            Moment::Day(day) => plan.day_period(day, day).map(|period| period.first),
            Moment::Week(week) => plan.week_period(week, week).map(|period| period.first),
            Moment::Phase(phase) => self.phases[phase.index()].map(|period| period.first),
            Moment::Item(item) => self.items[item.index()].map(|planned| planned.period.last.plus_days(1)),
        }
    }
}

/// Lays a plan on the calendar.
pub fn timetable(plan: &Plan, order: &Order) -> Timetable {
    let mut table = Timetable { items: vec![None; plan.items.len()], phases: phase_periods(plan), whole: None };
    for id in &order.leaves {
        table.items[id.index()] = leaf(plan, &table, *id);
    }
    // Parts stand behind the whole, so going backwards every part is known before its whole.
    for index in (1..plan.items.len()).rev() {
        let item = &plan.items[index];
        if item.is_container() {
            let parts = item.children.iter().filter_map(|child| table.items[child.index()]).map(|planned| planned.period);
            let hull = parts.reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)));
            let own = fixed(plan, ItemId(index as u32));
            table.items[index] = own.or(hull.map(|period| Planned { period, basis: Basis::Parts }));
        }
    }
    let all = table.items.iter().flatten().map(|planned| planned.period).chain(table.phases.iter().flatten().copied());
    table.whole = all.reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)));
    table
}

fn phase_periods(plan: &Plan) -> Vec<Option<Period>> {
    let mut periods: Vec<Option<Period>> = plan.phases.iter().map(|phase| phase.window.and_then(|window| plan.period(window))).collect();
    // A phase without a window begins when those before it end; its end is not known.
    for _ in 0..plan.phases.len().min(64) {
        let mut changed = false;
        for (index, phase) in plan.phases.iter().enumerate() {
            if periods[index].is_none() && !phase.after.is_empty() {
                let ends: Option<Vec<Date>> = phase.after.iter().map(|(before, _)| periods[before.index()].map(|period| period.last)).collect();
                if let Some(last) = ends.and_then(|ends| ends.into_iter().max()) {
                    let first = last.plus_days(1);
                    periods[index] = Some(Period::new(first, first));
                    changed = true;
                }
            }
        }
        if !changed {
            break;
        }
    }
    periods
}

/// What the author fixed.
fn fixed(plan: &Plan, id: ItemId) -> Option<Planned> {
    let item = plan.item(id);
    if let Some(period) = item.on.and_then(|window| plan.period(window)) {
        return Some(Planned { period, basis: Basis::Fixed });
    }
    let weeks = item.weeks.and_then(|(first, last)| plan.period(Window::Weeks(first, last)));
    weeks.map(|period| Planned { period, basis: Basis::Week })
}

fn leaf(plan: &Plan, table: &Timetable, id: ItemId) -> Option<Planned> {
    if let Some(planned) = fixed(plan, id) {
        return Some(planned);
    }
    let item = plan.item(id);
    if let Some(done) = item.done_on {
        let first = item.started.unwrap_or(done).min(done);
        return Some(Planned { period: Period::new(first, done), basis: Basis::Fixed });
    }
    let phase = item.phase.and_then(|phase: PhaseId| table.phases[phase.index()]);
    let working = item.by.first().and_then(|party| plan.parties[party.index()].working.as_ref()).unwrap_or(&plan.working);
    let (day, week) = (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1)));
    let worked = item.length.or(item.effort).map(|length| length.minutes(day, week));
    if worked.is_none() && item.duration.is_none() && item.kind != crate::model::ItemKind::Milestone {
        return phase.map(|period| Planned { period, basis: Basis::Phase });
    }
    let mut start = item.started.or(phase.map(|period| period.first)).or(plan.start)?;
    for need in &item.needs {
        if let Some(before) = table.items[need.target.index()] {
            let lag = need.lag.filter(|lag| !lag.lead).map_or(0, |lag| lag.duration.minutes(day, week) / day.max(1));
            let moment = item.kind == crate::model::ItemKind::Milestone;
            start = start.max(before.period.last.plus_days(i64::from(!moment) + lag as i64));
        }
    }
    if let Some(earliest) = item.not_before.and_then(|moment| table.earliest(plan, moment)) {
        start = start.max(earliest);
    }
    let last = if let Some(minutes) = worked {
        start = working.next_worked(start);
        working.finish(start, minutes)
    } else if let Some(duration) = item.duration {
        start.plus_days((duration.minutes(1440, 7).div_ceil(1440) as i64 - 1).max(0))
    } else {
        start
    };
    Some(Planned { period: Period::new(start, last), basis: Basis::Computed })
}
