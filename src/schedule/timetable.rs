//! The dates of a plan: what the scheduler computed, by item and by phase.

use super::activity::{Mode, What};
use super::axis::Slot;
use super::build::{Build, NONE};
use super::moments::{Beginnings, beginnings};
use super::people::PLAN_TIME;
use super::work::Times;
use crate::model::{ItemId, Moment, PhaseId, Plan, Window};
use crate::time::{Date, Period};

/// What a date rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The author fixed it with `on`, or it happened.
    Fixed,
    /// The week the author named.
    Week,
    /// Computed from needs, people and the time it takes.
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

/// Why an item starts later than needs and dates alone ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wait {
    /// Who is busy, in [`Build::resources`].
    pub resource: u32,
    /// The activity that keeps them busy until then, when one can be named.
    pub behind: Option<u32>,
}

/// More work at a time than there are people for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overload {
    /// Who, in [`Build::resources`].
    pub resource: u32,
    /// When.
    pub period: Period,
    /// How many people the work takes at its worst.
    pub needed: u32,
    /// How many there are then.
    pub there: u32,
    /// The items that take them.
    pub items: Vec<ItemId>,
}

/// How much room an item has, and between which dates. Floats are minutes of working time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// First and last day when only needs and dates count, and not people.
    pub early: Period,
    /// The latest first and last day that keep the end of the plan and every due date.
    pub late: Period,
    /// Minutes it can slip before the end of the plan, or a due date behind it, slips; negative when one is missed already.
    pub total_float: i64,
    /// Minutes it can slip before anything else must move.
    pub free_float: i64,
    /// Whether it is open and has no float.
    pub critical: bool,
    /// Whether it is open and has less than two working days of float.
    pub near_critical: bool,
}

/// Working days of float below which an item is nearly critical, and a deadline at risk.
pub const NEAR_DAYS: i64 = 2;

/// All dates of a plan.
#[derive(Debug)]
pub struct Timetable {
    /// By item.
    pub items: Vec<Option<Planned>>,
    /// By phase.
    pub phases: Vec<Option<Period>>,
    /// By phase: whether its last day is known.
    pub ended: Vec<bool>,
    /// From the first day of anything to the last.
    pub whole: Option<Period>,
    /// The last day of work that has dates.
    pub finish: Option<Date>,
    /// By item: how much room it has, when that was computed; nothing for what has no dates of its own.
    pub rooms: Vec<Option<Room>>,
    /// By item: why people keep it waiting.
    pub waits: Vec<Option<Wait>>,
    /// Where there is more work than people.
    pub overloads: Vec<Overload>,
    /// What found no place within sixty years, or needs more people at once than there are.
    pub unplaced: Vec<ItemId>,
    /// How many schedules were tried; zero when people were not looked at.
    pub tried: u32,
    /// What all this was computed from.
    pub build: Build,
    /// Start and end of each activity.
    pub times: Times,
    /// By activity: of a moment that is the beginning of a day, the slot with which the day begins.
    pub beginnings: Beginnings,
}

impl Timetable {
    /// The calendar date of a moment: the last day when it is a latest moment.
    pub fn latest(&self, plan: &Plan, moment: Moment) -> Option<Date> {
        match moment {
            Moment::Date(date) => Some(date),
            Moment::Day(day) => plan.day_period(day, day).map(|period| period.last),
            Moment::Week(week) => plan.week_period(week, week).map(|period| period.last),
            Moment::Phase(phase) => self.phases[phase.index()].filter(|_| self.has_end(phase)).map(|period| period.last),
            Moment::Item(item) => self.items[item.index()].map(|planned| planned.period.last),
        }
    }

    /// The last day of the plan's work; nobody knows it where some work finds no place.
    pub fn ends(&self) -> Option<Date> {
        self.finish.filter(|_| self.unplaced.is_empty())
    }

    /// Whether the last day of a phase is known.
    pub fn has_end(&self, phase: PhaseId) -> bool {
        self.ended[phase.index()]
    }

    /// Minutes of work in an ordinary working day of the plan.
    pub fn minutes_a_day(plan: &Plan) -> i64 {
        i64::from(plan.working.minutes_a_day().max(1))
    }

    /// The day of a moment, or of the end of something, that is at a slot.
    pub(super) fn moment(&self, at: u32, end: Slot) -> Date {
        let axis = self.build.axis;
        self.beginnings[at as usize].map_or_else(|| axis.last_date(end), |begin| axis.date(begin))
    }

    /// Minutes of working time between the end of an item and its due date; negative when it is missed. Nothing for what has none of the two.
    pub fn spare(&self, plan: &Plan, id: ItemId) -> Option<i64> {
        self.spare_to(id, self.latest(plan, plan.item(id).deadline()?)?)
    }

    /// Minutes of the plan's working time between the end of an item and the end of a day; negative when it ends later.
    pub fn spare_to(&self, id: ItemId, day: Date) -> Option<i64> {
        let at = self.build.finishes[id.index()];
        let (_, end) = self.times.get(at as usize).copied().flatten()?;
        let calendar = &self.build.work.calendars[PLAN_TIME as usize];
        let rank = |slot: Slot| i64::from(calendar.rank(slot));
        let axis = self.build.axis;
        // The beginning of a day comes after all that may be of earlier days.
        let end = self.beginnings[at as usize].filter(|begin| axis.date(*begin) > day).map_or(end, |begin| axis.end_of(axis.date(begin)));
        Some((rank(axis.end_of(day)) - rank(end)) * i64::from(axis.grain))
    }

    /// The item an activity stands for, or is an end of.
    pub fn item_of(&self, at: u32) -> Option<ItemId> {
        match self.build.work.activities.get(at as usize)?.what {
            What::Leaf(id) | What::Start(id) | What::Finish(id) => Some(id),
            What::Junction | What::PhaseStart(_) | What::PhaseFinish(_) => None,
        }
    }

    /// The activity at which an item starts, if it has one.
    pub fn activity(&self, id: ItemId) -> Option<u32> {
        Some(self.build.starts[id.index()]).filter(|at| *at != NONE)
    }
}

/// What the passes and the levelling found.
pub struct Found {
    /// Start and end of each activity.
    pub times: Times,
    /// By activity: why people keep it waiting.
    pub waits: Vec<Option<Wait>>,
    /// Where there is more work than people.
    pub overloads: Vec<Overload>,
    /// Activities without a place.
    pub unplaced: Vec<u32>,
    /// How many schedules were tried.
    pub tried: u32,
}

/// Turns slots into dates. `vague` tells of which activities the date would be a guess.
pub fn timetable(plan: &Plan, build: Build, found: Found, vague: &[bool], closed: &[bool]) -> Timetable {
    let count = plan.items.len();
    let mut table = Timetable {
        items: vec![None; count],
        phases: vec![None; plan.phases.len()],
        ended: vec![false; plan.phases.len()],
        whole: None,
        finish: None,
        rooms: vec![None; count],
        waits: vec![None; count],
        overloads: found.overloads,
        unplaced: Vec::new(),
        tried: found.tried,
        build,
        times: found.times,
        beginnings: Vec::new(),
    };
    table.beginnings = beginnings(&table.build.work, &table.times);
    for (at, activity) in table.build.work.activities.iter().enumerate() {
        let What::Leaf(id) = activity.what else { continue };
        if vague[at] && plan.item(id).kind == crate::model::ItemKind::Milestone {
            continue;
        }
        table.items[id.index()] = planned(plan, &table, at as u32, id);
        table.waits[id.index()] = found.waits.get(at).copied().flatten();
    }
    for at in 0..plan.phases.len() {
        (table.phases[at], table.ended[at]) = phase(plan, &table, at, vague);
    }
    table.unplaced = found
        .unplaced
        .iter()
        .filter_map(|at| match table.build.work.activity(*at).what {
            What::Leaf(id) => Some(id),
            _ => None,
        })
        .collect();
    table.unplaced.sort_unstable();
    // What is said to be done has ended by the data date, whatever days it was given.
    let today = table.build.axis.date(table.build.work.data_date);
    wholes(plan, &mut table, vague, closed, today);
    let all = table.items.iter().flatten().map(|planned| planned.period).chain(table.phases.iter().flatten().copied());
    table.whole = all.reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)));
    let ends = table.items.iter().zip(closed).filter_map(|(planned, closed)| {
        let last = planned.filter(|planned| planned.basis != Basis::Phase)?.period.last;
        Some(if *closed { last.min(today) } else { last })
    });
    table.finish = ends.max();
    table
}

/// By activity: whether something without a known length comes right before it, so that its own date would be a guess.
pub fn vague(plan: &Plan, build: &Build, closed: &[bool]) -> Vec<bool> {
    let mut vague = vec![false; build.work.activities.len()];
    for at in &build.work.order {
        let activity = build.work.activity(*at);
        let before = || build.work.links.before(*at).iter().any(|link| vague[link.from as usize]);
        vague[*at as usize] = match activity.what {
            What::Leaf(id) if plan.item(id).kind == crate::model::ItemKind::Milestone => activity.pinned.is_none() && before(),
            What::Leaf(id) => !activity.estimated && activity.pinned.is_none() && !closed[id.index()],
            // Of a phase that holds nothing nobody knows the end.
            What::PhaseFinish(_) => activity.pinned.is_none() && (before() || !holds(build, *at)),
            _ => before(),
        };
    }
    vague
}

/// Whether any leaf is in the phase that ends with an activity.
fn holds(build: &Build, last: u32) -> bool {
    build.work.links.before(last).iter().any(|link| matches!(build.work.activity(link.from).what, What::Leaf(_)))
}

/// The dates of a leaf.
fn planned(plan: &Plan, table: &Timetable, at: u32, id: ItemId) -> Option<Planned> {
    let (item, activity) = (plan.item(id), table.build.work.activity(at));
    let axis = table.build.axis;
    let own = item.on.and_then(|window| plan.period(window)).map(|period| Planned { period, basis: Basis::Fixed });
    let weeks = item.weeks.and_then(|(first, last)| plan.period(Window::Weeks(first, last)));
    let stated = own.or(weeks.map(|period| Planned { period, basis: Basis::Week }));
    match activity.mode {
        Mode::Fixed => return stated,
        Mode::Happened => {
            let Some(done) = item.done_on else { return stated };
            return Some(Planned { period: Period::new(item.started.unwrap_or(done).min(done), done), basis: Basis::Fixed });
        }
        Mode::Free | Mode::HappenedSometime => {}
    }
    if item.is_dropped() {
        return stated;
    }
    if !activity.estimated {
        let phase = item.phase.filter(|phase| plan.phases[phase.index()].window.is_some())?;
        return plan.phases[phase.index()]
            .window
            .and_then(|window| plan.period(window))
            .map(|period| Planned { period, basis: Basis::Phase });
    }
    let (start, end) = table.times[at as usize]?;
    let mut period = if activity.work == 0 {
        let day = table.moment(at, end);
        Period::new(day, day)
    } else {
        let last = axis.last_date(end.max(1));
        let first = if item.takes_whole_days() { axis.first_whole_day(start) } else { axis.date(start) };
        Period::new(first.min(last), last)
    };
    // Done somewhen, before the plan began: on which day, nobody knows.
    if activity.mode == Mode::HappenedSometime && plan.start.is_some_and(|start| period.last < start) {
        return None;
    }
    if let Some(started) = item.started {
        period.first = started.min(period.last);
    }
    Some(Planned { period, basis: Basis::Computed })
}

/// The days of a phase, and whether its last one is known.
fn phase(plan: &Plan, table: &Timetable, at: usize, vague: &[bool]) -> (Option<Period>, bool) {
    let (build, times) = (&table.build, &table.times);
    if let Some(window) = plan.phases[at].window {
        let period = plan.period(window);
        return (period, period.is_some());
    }
    // What follows a phase whose end is not known begins nobody knows when.
    let (first, last) = build.phases[at];
    if vague[first as usize] {
        return (None, false);
    }
    let own = times[first as usize].map(|(start, _)| start);
    let held = || build.work.links.behind(first).filter(|link| link.to != last).filter_map(|link| Some(times[link.to as usize]?.0)).min();
    let Some(start) = own.or_else(held) else { return (None, false) };
    let begin = build.axis.date(start);
    let ended = holds(build, last) && !vague[last as usize];
    let end = times[last as usize].filter(|_| ended).map_or(begin, |(_, end)| table.moment(last, end));
    (Some(Period::new(begin, end.max(begin))), ended)
}

/// Something that has parts spans them, unless the author gave it dates of its own.
fn wholes(plan: &Plan, table: &mut Timetable, vague: &[bool], closed: &[bool], today: Date) {
    // Parts stand behind the whole, so going backwards every part is known before its whole.
    for index in (1..plan.items.len()).rev() {
        let item = &plan.items[index];
        if !item.is_container() {
            continue;
        }
        let seen = |child: &ItemId| {
            let period = table.items[child.index()]?.period;
            Some(if closed[child.index()] { Period::new(period.first.min(today), period.last.min(today)) } else { period })
        };
        let parts = item.children.iter().filter_map(seen);
        let mut hull = parts.reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)));
        // A need that holds its end back may hold it beyond the last of its parts.
        let finish = table.build.finishes[index];
        if let (Some(hull), Some((_, end))) =
            (&mut hull, table.times.get(finish as usize).copied().flatten().filter(|_| !vague[finish as usize]))
        {
            hull.last = hull.last.max(table.moment(finish, end));
        }
        let on = item.on.and_then(|window| plan.period(window)).map(|period| Planned { period, basis: Basis::Fixed });
        let weeks = item.weeks.and_then(|(first, last)| plan.period(Window::Weeks(first, last)));
        let own = on.or(weeks.map(|period| Planned { period, basis: Basis::Week }));
        table.items[index] = own.or(hull.map(|period| Planned { period, basis: Basis::Parts }));
    }
}
