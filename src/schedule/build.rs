//! From the plan to activities and links.

use super::activity::{Activity, Bound, Gap, Link, Mode, Reason, What};
use super::axis::{Axis, Slot};
use super::circles::{Straight, straighten};
use super::extent::{axis, hours, left_of, said};
use super::people::{Crew, PLAN_TIME, Resource, Workforce};
use super::shares::Elapsed;
use super::work::{Work, holds_start};
use crate::graph::Order;
use crate::model::{Item, ItemId, ItemKind, Moment, PhaseId, Plan, Window};
use crate::progress::{Assessment, GateState};
use crate::syntax::{Lag, LinkKind, State};
use crate::time::{Date, Duration, Period};
use smallvec::SmallVec;

/// Everything the scheduler works on, and which activity stands for what.
#[derive(Debug)]
pub struct Build {
    /// The axis.
    pub axis: Axis,
    /// The activities.
    pub work: Work,
    /// People in limited number.
    pub resources: Vec<Resource>,
    /// By item: the activity at which it starts.
    pub starts: Vec<u32>,
    /// By item: the activity at which it ends.
    pub finishes: Vec<u32>,
    /// By phase: the activities at which it starts and ends.
    pub phases: Vec<(u32, u32)>,
    /// Items, and skills they need that nobody has who is to do them.
    pub lacking: Vec<(ItemId, Vec<Box<str>>)>,
    /// Items whose fixed days hold less time than they take.
    pub cramped: Vec<Cramped>,
    /// For each `not before` that closes a circle and is left out: what may not begin, what waits for that, and so on up to what it may not
    /// come before.
    pub circles: Vec<Vec<u32>>,
}

/// Fixed days that are too few.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cramped {
    /// What is fixed.
    pub item: ItemId,
    /// Minutes it takes; of the calendar when it takes such.
    pub takes: u64,
    /// Minutes its days hold of the time of those who do it; of days that have begun, from the data date on.
    pub holds: u64,
    /// Whether days before the data date are left out.
    pub begun: bool,
}

/// No activity.
pub const NONE: u32 = u32::MAX;

/// Builds the activities of a plan, on an axis that is long enough for most, or with `full` on the longest there is.
pub fn build(plan: &Plan, order: &Order, assessment: &Assessment, data_date: Date, full: bool) -> Build {
    let axis = axis(plan, data_date, full);
    let mut builder = Builder {
        plan,
        axis,
        closed: &assessment.closed,
        gates: &assessment.gates,
        data_date: axis.start_of(data_date),
        force: Workforce::new(plan, axis, data_date),
        activities: Vec::with_capacity(plan.items.len() + plan.items.len() / 4),
        links: Vec::new(),
        starts: vec![NONE; plan.items.len()],
        finishes: vec![NONE; plan.items.len()],
        phases: Vec::new(),
        lacking: Vec::new(),
        cramped: Vec::new(),
        own_circles: Vec::new(),
        followers: Vec::new(),
    };
    builder.phases();
    for id in order.leaves.iter().copied() {
        builder.leaf(id);
    }
    builder.containers();
    builder.needs();
    builder.finish()
}

struct Builder<'p> {
    plan: &'p Plan,
    axis: Axis,
    closed: &'p [bool],
    gates: &'p [Option<GateState>],
    data_date: Slot,
    force: Workforce<'p>,
    activities: Vec<Activity>,
    links: Vec<Link>,
    starts: Vec<u32>,
    finishes: Vec<u32>,
    phases: Vec<(u32, u32)>,
    lacking: Vec<(ItemId, Vec<Box<str>>)>,
    cramped: Vec<Cramped>,
    own_circles: Vec<Vec<u32>>,
    /// What must not start before an item ends; linked when all items have their activities.
    followers: Vec<(ItemId, u32)>,
}

impl<'p> Builder<'p> {
    fn add(&mut self, activity: Activity) -> u32 {
        self.activities.push(activity);
        self.activities.len() as u32 - 1
    }

    fn moment(&self, what: What) -> Activity {
        Activity {
            what,
            mode: Mode::Free,
            calendar: PLAN_TIME,
            work: 0,
            uses: SmallVec::new(),
            release: None,
            from_morning: true,
            pinned: None,
            due: None,
            as_late: false,
            estimated: true,
            floor: 0,
            priority: self.activities.len() as u32,
        }
    }

    fn link(&mut self, from: u32, to: u32, kind: LinkKind, reason: Reason) {
        self.links.push(Link { from, to, kind, gap: Gap::default(), reason });
    }

    /// Two moments a phase, in the order of their ids.
    fn phases(&mut self) {
        let plan = self.plan;
        let mut order: Vec<usize> = (0..plan.phases.len()).collect();
        order.sort_by(|a, b| plan.phases[*a].id.cmp(&plan.phases[*b].id));
        self.phases = vec![(NONE, NONE); plan.phases.len()];
        for at in order {
            let (phase, id) = (&plan.phases[at], PhaseId(at as u32));
            let period = phase.window.and_then(|window| plan.period(window));
            let mut first = self.moment(What::PhaseStart(id));
            first.release = period.map(|period| (self.axis.release(period.first), Bound::Phase(id)));
            let held = phase.after.iter().map(|(before, _)| *before).find(|before| {
                let gate = &plan.phases[before.index()];
                gate.state != Some(State::Done) && !matches!(self.gates[before.index()], None | Some(GateState::Met))
            });
            if let Some(gate) = held
                && first.release.is_none_or(|(slot, _)| slot < self.data_date)
            {
                first.release = Some((self.data_date, Bound::Gate(gate)));
            }
            let first = self.add(first);
            let mut last = self.moment(What::PhaseFinish(id));
            match period.map(|period| (self.axis.release(period.last), self.axis.end_of(period.last))) {
                Some((begin, _)) if begin > self.axis.end() => last.release = Some((begin, Bound::Phase(id))),
                pinned => last.pinned = pinned.map(|(_, end)| (end, end)),
            }
            let last = self.add(last);
            self.phases[at] = (first, last);
        }
        for (at, phase) in plan.phases.iter().enumerate() {
            self.link(self.phases[at].0, self.phases[at].1, LinkKind::FinishStart, Reason::Phase);
            if phase.window.is_none() {
                for (before, _) in &phase.after {
                    self.link(self.phases[before.index()].1, self.phases[at].0, LinkKind::FinishStart, Reason::After);
                }
            }
        }
    }

    /// The freezes that hold an item back.
    fn freezes(&self, item: &Item) -> SmallVec<[u32; 2]> {
        let all = self.plan.freezes.iter().enumerate().filter(|(_, freeze)| freeze.holds(item));
        all.map(|(at, _)| at as u32).collect()
    }

    fn leaf(&mut self, id: ItemId) {
        let (plan, axis) = (self.plan, self.axis);
        let item = plan.item(id);
        let freezes = self.freezes(item);
        let mut activity = self.moment(What::Leaf(id));
        let milestone = item.kind == ItemKind::Milestone;
        let crew = if milestone {
            Crew { people: 1, calendar: self.force.moments(&freezes), ..Crew::default() }
        } else if item.is_elapsed() {
            let time = if item.takes_whole_days() { Elapsed::Days } else { Elapsed::Hours };
            Crew { people: 1, calendar: self.force.calendar(&freezes, Some(time)), ..Crew::default() }
        } else {
            self.force.crew(item, &freezes)
        };
        activity.calendar = crew.calendar;
        let (day, week) = hours(plan, item);
        let person_time = |time: Duration| (time.minutes(day, week) / u64::from(crew.people)).max(u64::from(time.thousandths > 0));
        let whole = match (item.effort, item.length, item.duration) {
            _ if milestone => Some(0),
            (Some(effort), _, _) => Some(axis.work(person_time(effort))),
            (None, Some(length), _) => Some(axis.work(length.minutes(day, week))),
            (None, None, Some(duration)) => Some(axis.elapsed(duration.minutes(1440, 7))),
            // What is left is known even where the whole is not.
            (None, None, None) => item.left.map(|left| axis.work(person_time(left))),
        };
        activity.estimated = whole.is_some();
        if !activity.estimated {
            activity.calendar = PLAN_TIME;
        }
        activity.work = whole.unwrap_or(0);
        activity.as_late = item.as_late;
        let due = item.deadline().filter(|_| !item.is_dropped());
        activity.due = due.and_then(|due| said(plan, due)).map(|period| axis.end_of(period.last));
        let window = item.on.and_then(|window| plan.period(window));
        let weeks = item.weeks.and_then(|(first, last)| plan.period(Window::Weeks(first, last)));
        if item.is_dropped() {
            activity.work = 0;
            activity.estimated = false;
        } else if self.closed[id.index()] {
            self.happened(&mut activity, item, window.or(weeks));
        } else if let Some(period) = window.or(weeks.filter(|_| whole.is_none())) {
            let mut free = activity.clone();
            self.open(&mut free, item, weeks, person_time, day, week);
            self.fix(&mut activity, period);
            self.cramped.extend(self.cramped(&activity, id, free.work));
            // Of what is still open the days that are left take people.
            if let Some((first, end)) = activity.pinned.filter(|_| activity.work > 0) {
                let calendar = &self.force.calendars[activity.calendar as usize];
                activity.work = free.work.min(calendar.worked(first.max(self.data_date), end));
            }
            activity.uses = crew.uses;
            self.lacking.extend(Some((id, crew.lacks)).filter(|(_, lacks)| !lacks.is_empty()));
        } else {
            activity.uses = crew.uses;
            self.open(&mut activity, item, weeks, person_time, day, week);
            self.lacking.extend(Some((id, crew.lacks)).filter(|(_, lacks)| !lacks.is_empty()));
        }
        let phase = item.phase.map(|phase| self.phases[phase.index()]);
        let open = matches!(activity.mode, Mode::Free) && !item.is_dropped();
        let at = self.add(activity);
        (self.starts[id.index()], self.finishes[id.index()]) = (at, at);
        if let Some((first, last)) = phase.filter(|_| open) {
            self.link(first, at, LinkKind::StartStart, Reason::Phase);
            if plan.phases[item.phase.map_or(0, PhaseId::index)].window.is_none() {
                self.link(at, last, LinkKind::FinishStart, Reason::Phase);
            }
        }
        if let Some(moment @ (Moment::Item(_) | Moment::Phase(_))) = item.not_before.filter(|_| open) {
            match moment {
                Moment::Phase(phase) => self.link(self.phases[phase.index()].0, at, LinkKind::StartStart, Reason::NotBefore),
                Moment::Item(other) if other != id => {
                    self.followers.push((other, at));
                }
                Moment::Item(_) => self.own_circles.push(vec![at]),
                _ => {}
            }
        }
    }

    fn happened(&self, activity: &mut Activity, item: &Item, window: Option<Period>) {
        let axis = self.axis;
        let Some(done) = item.done_on else {
            match window {
                Some(period) => {
                    self.fix(activity, period);
                    activity.mode = Mode::Happened;
                }
                None => {
                    activity.mode = Mode::HappenedSometime;
                    self.release(activity, item, None);
                }
            }
            activity.uses.clear();
            return;
        };
        activity.mode = Mode::Happened;
        let end = axis.end_of(done);
        let calendar = &self.force.calendars[activity.calendar as usize];
        let start = match item.started {
            Some(started) => axis.start_of(started).min(end),
            None if activity.work > 0 => calendar.start(end, activity.work).unwrap_or(0),
            None => end,
        };
        activity.pinned = Some((start, end));
    }

    fn fix(&self, activity: &mut Activity, period: Period) {
        activity.mode = Mode::Fixed;
        if self.axis.release(period.last) > self.axis.end() {
            activity.release = Some((self.axis.release(period.last), Bound::Week));
            return;
        }
        let moment = activity.estimated && activity.work == 0;
        let end = self.axis.end_of(period.last);
        let start = if moment { end } else { self.axis.start_of(period.first) };
        activity.pinned = Some((start, end));
        if !moment {
            let calendar = &self.force.calendars[activity.calendar as usize];
            let room = calendar.worked(start, end);
            activity.work = if activity.estimated { activity.work.min(room) } else { 0 };
        }
    }

    /// Whether the fixed days of an open item are too few for what is left of it. Of what has begun, and nobody says how far it is, all days count.
    fn cramped(&self, activity: &Activity, id: ItemId, takes: u32) -> Option<Cramped> {
        let item = self.plan.item(id);
        let (first, end) = activity.pinned.filter(|(first, end)| first < end)?;
        let told = item.left.is_some() || item.progress.is_some() || (item.started.is_none() && item.state != Some(State::Partial));
        let begun = told && first < self.data_date && self.data_date < end;
        let holds = self.force.calendars[activity.calendar as usize].worked(if begun { self.data_date } else { first }, end);
        let minutes = |cells: u32| match item.is_elapsed() {
            true => self.axis.minutes_elapsed(u64::from(cells)),
            false => u64::from(cells) * u64::from(self.axis.grain),
        };
        (holds < takes).then(|| Cramped { item: id, takes: minutes(takes), holds: minutes(holds), begun })
    }

    /// What is still to be done: from the plan's start, the phase, the week, `not before` and the data date on.
    fn open(
        &self,
        activity: &mut Activity,
        item: &Item,
        weeks: Option<Period>,
        person_time: impl Fn(Duration) -> u64,
        day: u64,
        week: u64,
    ) {
        let axis = self.axis;
        if activity.estimated {
            activity.floor = self.data_date;
        }
        if let Some(left) = item.left {
            let minutes = if item.effort.is_some() || item.length.is_none() { person_time(left) } else { left.minutes(day, week) };
            activity.work = axis.work(minutes);
        } else if let Some(progress) = item.progress {
            let minutes = u64::from(activity.work) * u64::from(axis.grain);
            activity.work = axis.work(left_of(minutes, progress.value()));
        }
        self.release(activity, item, weeks);
        if let Some(period) = weeks {
            let end = axis.end_of(period.last);
            activity.due = Some(activity.due.map_or(end, |due| due.min(end)));
        }
    }

    fn release(&self, activity: &mut Activity, item: &Item, weeks: Option<Period>) {
        let (plan, axis) = (self.plan, self.axis);
        let milestone = item.kind == ItemKind::Milestone;
        let night = if milestone { axis.cells } else { 0 };
        let start = |date: Date| axis.release(date) + night;
        let mut bounds: SmallVec<[(Slot, Bound); 4]> = SmallVec::new();
        // That nothing is known to come before a moment gives it no date; work can begin with the plan.
        bounds.extend(plan.start.filter(|_| !milestone && activity.estimated).map(|date| (start(date), Bound::PlanStart)));
        bounds.extend(weeks.map(|period| (start(period.first), Bound::Week)));
        if milestone
            && let Some(phase) = item.phase
            && let Some(period) = plan.phases[phase.index()].window.and_then(|window| plan.period(window))
        {
            bounds.push((start(period.first), Bound::Phase(phase)));
        }
        // A moment that is not before a phase is no earlier than the end of its first day; other work is linked to its start.
        let dated = matches!(item.not_before, Some(Moment::Date(_) | Moment::Day(_) | Moment::Week(_)));
        if dated || milestone {
            bounds.extend(item.not_before.and_then(|moment| said(plan, moment)).map(|period| (start(period.first), Bound::NotBefore)));
        }
        bounds.extend(item.started.map(|date| (axis.start_of(date), Bound::DataDate)));
        // Of equals the later said wins, which names the more particular reason.
        activity.release = bounds.into_iter().max_by_key(|(slot, _)| *slot);
        activity.from_morning = !milestone || matches!(activity.release, Some((_, Bound::DataDate)));
    }

    /// A start and an end for everything that has parts.
    fn containers(&mut self) {
        let (plan, axis) = (self.plan, self.axis);
        let mut containers: Vec<ItemId> = plan.ids().skip(1).filter(|(_, item)| item.is_container()).map(|(id, _)| id).collect();
        containers.sort_unstable_by(|a, b| plan.item(*a).name.cmp(&plan.item(*b).name));
        for id in &containers {
            let item = plan.item(*id);
            let window = item.window().and_then(|window| plan.period(window));
            let mut first = self.moment(What::Start(*id));
            let earliest = item.not_before.filter(|moment| !matches!(moment, Moment::Item(_))).and_then(|moment| said(plan, moment));
            let release = [(window, Bound::Week), (earliest, Bound::NotBefore)];
            let release = release.into_iter().filter_map(|(period, why)| Some((axis.release(period?.first), why)));
            first.release = release.max_by_key(|(slot, _)| *slot);
            let at = self.add(first);
            self.starts[id.index()] = at;
            match item.not_before {
                Some(Moment::Item(other)) if other != *id && !plan.is_within(other, *id) => self.followers.push((other, at)),
                Some(Moment::Phase(phase)) if plan.phases[phase.index()].window.is_none() => {
                    self.link(self.phases[phase.index()].0, at, LinkKind::StartStart, Reason::NotBefore);
                }
                _ => {}
            }
            let mut last = self.moment(What::Finish(*id));
            let due = [item.deadline().and_then(|due| said(plan, due)), window]
                .into_iter()
                .flatten()
                .map(|period| axis.end_of(period.last))
                .min();
            last.due = due.filter(|_| !item.is_dropped());
            self.finishes[id.index()] = self.add(last);
            self.link(self.starts[id.index()], self.finishes[id.index()], LinkKind::FinishStart, Reason::Part);
        }
        for (id, item) in plan.ids().skip(1) {
            let Some(parent) = item.parent.filter(|parent| *parent != Plan::ROOT) else { continue };
            let (first, last) = (self.starts[parent.index()], self.finishes[parent.index()]);
            if self.starts[id.index()] == NONE || first == NONE {
                continue;
            }
            self.link(first, self.starts[id.index()], LinkKind::StartStart, Reason::Part);
            self.link(self.finishes[id.index()], last, LinkKind::FinishFinish, Reason::Part);
        }
    }

    fn gap(&self, lag: Option<Lag>) -> Gap {
        let Some(lag) = lag else { return Gap::default() };
        let working = &self.plan.working;
        let cells = if lag.elapsed {
            self.axis.elapsed(lag.duration.minutes(1440, 7))
        } else {
            let (day, week) = (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1)));
            self.axis.work(lag.duration.minutes(day, week))
        };
        let cells = i32::try_from(cells).unwrap_or(i32::MAX);
        Gap { cells: if lag.lead { -cells } else { cells }, elapsed: lag.elapsed }
    }

    fn needs(&mut self) {
        let plan = self.plan;
        for (before, at) in std::mem::take(&mut self.followers) {
            if self.finishes[before.index()] != NONE {
                self.link(self.finishes[before.index()], at, LinkKind::FinishStart, Reason::NotBefore);
            }
        }
        // What is dropped, or done as a whole, waits for nothing, so nothing waits through it; what is done by itself has its own time.
        let passes = |id: ItemId| !self.closed[id.index()] || !(plan.item(id).is_dropped() || plan.item(id).is_container());
        for (id, item) in plan.ids().skip(1).filter(|(id, _)| passes(*id)) {
            for need in &item.needs {
                let before = matches!(need.link, LinkKind::FinishStart | LinkKind::FinishFinish);
                let from = if before { &self.finishes } else { &self.starts }[need.target.index()];
                let to = if holds_start(need.link) { &self.starts } else { &self.finishes }[id.index()];
                if from != NONE && to != NONE {
                    let gap = self.gap(need.lag);
                    self.links.push(Link { from, to, kind: need.link, gap, reason: Reason::Need(need.place) });
                }
            }
        }
        for junction in &plan.junctions {
            let middle = self.moment(What::Junction);
            let middle = self.add(middle);
            for needed in junction.needed.iter().map(|id| self.finishes[id.index()]).filter(|at| *at != NONE).collect::<Vec<_>>() {
                self.link(needed, middle, LinkKind::FinishStart, Reason::Need(junction.said));
            }
            for waiting in junction
                .waiting
                .iter()
                .filter(|id| passes(**id))
                .map(|id| self.starts[id.index()])
                .filter(|at| *at != NONE)
                .collect::<Vec<_>>()
            {
                self.link(middle, waiting, LinkKind::FinishStart, Reason::Need(junction.said));
            }
        }
    }

    fn finish(self) -> Build {
        let count = self.activities.len();
        // Phases that contradict the needs would close a circle: that is reported elsewhere, and here the needs win. The same holds
        // for `not before` an item that waits itself.
        let Straight { links, order, circles } = straighten(self.links, count);
        let work = Work {
            activities: self.activities,
            links,
            order,
            calendars: self.force.calendars,
            day: self.axis.cells,
            night: self.axis.cells - self.axis.light,
            data_date: self.data_date,
        };
        Build {
            axis: self.axis,
            work,
            resources: self.force.resources,
            starts: self.starts,
            finishes: self.finishes,
            phases: self.phases,
            lacking: self.lacking,
            cramped: self.cramped,
            circles: [self.own_circles, circles].concat(),
        }
    }
}
