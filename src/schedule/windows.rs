//! Dates from windows, phases and plain durations: one forward pass in the order of work.

use crate::graph::{Edge, Network, Order};
use crate::model::{ItemId, ItemKind, Moment, PhaseId, Plan, Window};
use crate::syntax::{Lag, State};
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
            // A phase without a window has a first day, but its end is not known.
            Moment::Phase(phase) => {
                self.phases[phase.index()].filter(|_| plan.phases[phase.index()].window.is_some()).map(|period| period.last)
            }
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

/// Lays a plan on the calendar: every node of the graph is free from some day on, and hands that day on along its edges.
pub fn timetable(plan: &Plan, network: &Network, order: &Order) -> Timetable {
    let mut table = Timetable { items: vec![None; plan.items.len()], phases: phase_periods(plan), whole: None };
    let graph = &network.graph;
    let mut free: Vec<Option<Date>> = vec![None; graph.node_count()];
    // Nodes that wait for something of which no end is known.
    let mut vague: Vec<bool> = vec![false; graph.node_count()];
    for node in &order.nodes {
        let mut day = free[node.index()];
        if let Some(id) = graph[*node]
            && !plan.item(id).is_container()
        {
            if network.start(id) == *node {
                // A moment that waits for something without an end has no date; work at least a first day.
                let dateless = vague[node.index()] && plan.item(id).kind == ItemKind::Milestone && fixed(plan, id).is_none();
                table.items[id.index()] = if dateless { None } else { leaf(plan, &table, id, day) };
            }
            // A window that only says "some time in this phase" holds back no longer than to the phase's first day.
            let known = table.items[id.index()].filter(|planned| planned.basis != Basis::Phase).map(|planned| planned.period);
            if network.finish(id) == *node {
                if let Some(bound) = day
                    && network.start(id) != *node
                {
                    push_back(&mut table, id, bound);
                }
                let known = table.items[id.index()].filter(|planned| planned.basis != Basis::Phase).map(|planned| planned.period);
                let begins = table.items[id.index()].map(|planned| planned.period.first);
                day = known.map(|period| period.last.plus_days(1)).or(begins);
                vague[node.index()] = known.is_none() && plan.item(id).state != Some(State::Done);
            } else {
                day = known.map(|period| period.first);
            }
        }
        for (target, edge) in network.edges_from(*node) {
            vague[target.index()] |= vague[node.index()];
            let Some(mut day) = day else { continue };
            if let Edge::Need { lag: Some(lag), .. } = edge {
                day = after_lag(plan, day, *lag);
            }
            let next = &mut free[target.index()];
            *next = Some(next.map_or(day, |other| other.max(day)));
        }
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

/// Moves a computed item so that it ends no earlier than the day before `free`.
fn push_back(table: &mut Timetable, id: ItemId, free: Date) {
    if let Some(planned) = &mut table.items[id.index()]
        && planned.basis == Basis::Computed
    {
        let late = free.plus_days(-1).days_since(planned.period.last);
        if late > 0 {
            planned.period = Period::new(planned.period.first.plus_days(late), planned.period.last.plus_days(late));
        }
    }
}

/// The day a lag or lead makes of another: working days of the plan, or calendar days when elapsed.
fn after_lag(plan: &Plan, day: Date, lag: Lag) -> Date {
    let working = &plan.working;
    let (a_day, a_week) =
        if lag.elapsed { (1440, 7) } else { (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1))) };
    let days = lag.duration.minutes(a_day, a_week) / a_day;
    if lag.lead {
        return day.plus_days(-(days.min(100_000) as i64));
    }
    if lag.elapsed || days == 0 {
        return day.plus_days(days.min(100_000) as i64);
    }
    working.finish(day, days * a_day).plus_days(1)
}

fn phase_periods(plan: &Plan) -> Vec<Option<Period>> {
    let mut periods: Vec<Option<Period>> = plan.phases.iter().map(|phase| phase.window.and_then(|window| plan.period(window))).collect();
    // A phase without a window begins when those before it end; its own end is not known, so nothing follows it on a known day.
    let ends: Vec<Option<Date>> = periods.iter().map(|period| period.map(|period| period.last)).collect();
    for (index, phase) in plan.phases.iter().enumerate() {
        if periods[index].is_none() {
            let last: Option<Vec<Date>> = phase.after.iter().map(|(before, _)| ends[before.index()]).collect();
            let first = last.and_then(|last| last.into_iter().max()).map(|last| last.plus_days(1));
            periods[index] = first.map(|first| Period::new(first, first));
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

/// The dates of a leaf that is free from `free` on.
fn leaf(plan: &Plan, table: &Timetable, id: ItemId, free: Option<Date>) -> Option<Planned> {
    if let Some(planned) = fixed(plan, id) {
        return Some(planned);
    }
    let item = plan.item(id);
    if let Some(done) = item.done_on {
        let first = item.started.unwrap_or(done).min(done);
        return Some(Planned { period: Period::new(first, done), basis: Basis::Fixed });
    }
    let phase = item.phase.and_then(|phase: PhaseId| table.phases[phase.index()]);
    let ends = item.phase.is_some_and(|phase| plan.phases[phase.index()].window.is_some());
    let working = item.by.first().and_then(|party| plan.parties[party.index()].working.as_ref()).unwrap_or(&plan.working);
    let (day, week) = (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1)));
    let worked = item.length.or(item.effort).map(|length| length.minutes(day, week));
    let milestone = item.kind == ItemKind::Milestone;
    if worked.is_none() && item.duration.is_none() && !milestone {
        return phase.filter(|_| ends).map(|period| Planned { period, basis: Basis::Phase });
    }
    // A moment comes on the day the last thing before it ends, work on the next.
    let free = free.map(|day| if milestone { day.plus_days(-1) } else { day });
    let begin = item.started.or(phase.map(|period| period.first));
    let earliest = item.not_before.and_then(|moment| table.earliest(plan, moment));
    // That nothing is known to come before a moment gives it no date; work can begin with the plan.
    let begin = begin.or(plan.start.filter(|_| !milestone || free.is_some() || earliest.is_some()));
    let mut start = [begin, free, earliest].into_iter().flatten().max()?;
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
