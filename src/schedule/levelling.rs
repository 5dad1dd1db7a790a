//! From activities to the levelling problem and back: whose work waits for people, and until when.
//!
//! Where everybody keeps the plan's time, slots that nobody works are left out, which makes the search several times faster; the order of
//! any two slots stays, so nothing else changes.

use super::activity::{Activity, Gap, Link, Mode};
use super::axis::Slot;
use super::build::Build;
use super::level::{self, Calendar, LinkKind as Ends, Problem};
use super::moments::{certain, possible};
use super::people::{ALL_TIME, CalendarId, PLAN_TIME};
use super::work::{Times, holds_start};
use crate::syntax::LinkKind;
use std::borrow::Cow;

/// A fixed seed: the same plan always gives the same schedule.
const SEED: u64 = 0x1a9d_fa11;

/// The levelling problem of a plan.
pub struct Levelling<'b> {
    build: &'b Build,
    problem: Problem,
    /// The plan's calendar when slots that nobody works are left out.
    squeezed: Option<&'b Calendar>,
    /// By activity of the problem beyond those of the plan: the fixed activity whose people it takes.
    loads: Vec<u32>,
}

/// What is known of moments before anything is placed.
struct Moments {
    /// By activity: whether it may be the beginning of a day.
    possible: Vec<bool>,
    /// By activity: whether it is.
    certain: Vec<bool>,
    /// By calendar of days, the one of their ends.
    ends: Vec<(CalendarId, u32)>,
}

/// A wait for people, in activities of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// Who waits.
    pub activity: u32,
    /// Who is busy.
    pub resource: u32,
    /// What keeps them busy until then, when one activity can be named.
    pub behind: Option<u32>,
}

/// A stretch of time with more work than people, in slots and activities of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// Who.
    pub resource: u32,
    /// The first slot.
    pub from: Slot,
    /// The slot after the last.
    pub to: Slot,
    /// How many are missing at worst.
    pub missing: u32,
    /// The activities that take them.
    pub activities: Vec<u32>,
}

impl<'b> Levelling<'b> {
    /// The problem of a plan, with the places that a forward pass without regard to people gave. Nothing when nobody is in limited number.
    pub fn new(build: &'b Build, early: &Times) -> Option<Levelling<'b>> {
        if build.work.activities.iter().zip(early).all(|(activity, place)| activity.uses.is_empty() || place.is_none()) {
            return None;
        }
        let squeezed = keep_plan_time(build, early).then(|| &build.work.calendars[PLAN_TIME as usize]);
        let mut levelling = Levelling { build, problem: Problem::default(), squeezed, loads: Vec::new() };
        let horizon = squeezed.map_or(build.axis.end(), Calendar::total);
        levelling.problem.horizon = horizon;
        levelling.problem.day = if squeezed.is_some() { 0 } else { build.axis.cells };
        levelling.problem.calendars = match squeezed {
            Some(_) => vec![Calendar::always(horizon); 2],
            None => build.work.calendars.clone(),
        };
        let resource = |resource: &super::people::Resource| level::Resource {
            capacity: resource.people,
            changes: resource.changes.iter().map(|(slot, people)| (levelling.inward(*slot), *people)).collect(),
        };
        let resources = build.resources.iter().map(resource).collect();
        levelling.problem.resources = resources;
        levelling.activities(early);
        Some(levelling)
    }

    /// A slot of the plan as one of the problem.
    fn inward(&self, slot: Slot) -> u32 {
        self.squeezed.map_or(slot, |calendar| calendar.rank(slot))
    }

    /// A first slot of the problem as one of the plan.
    fn outward(&self, slot: u32) -> Slot {
        self.squeezed.map_or(slot, |calendar| calendar.slot(slot).unwrap_or(self.build.axis.end()))
    }

    fn activities(&mut self, early: &Times) {
        let work = &self.build.work;
        let mut moments = Moments { possible: possible(work), certain: certain(work), ends: Vec::new() };
        let mut all: Vec<level::Activity> = Vec::with_capacity(work.activities.len());
        let mut loads: Vec<level::Activity> = Vec::new();
        for (at, activity) in work.activities.iter().enumerate() {
            let mut made = level::Activity { priority: activity.priority, calendar: activity.calendar, ..level::Activity::default() };
            if let Some(place) = early[at] {
                match activity.mode {
                    // The end of a phase with a window is free of needs, but not to be moved.
                    Mode::Free if activity.pinned.is_none() => self.free(&mut made, activity, at as u32, early, &mut moments),
                    _ => {
                        let seen = work.for_others(at as u32, place);
                        let (start, end) = (self.inward(seen.0), self.inward(seen.1));
                        made.calendar = ALL_TIME;
                        made.fixed = Some(start);
                        made.work = end.saturating_sub(start);
                        if !activity.uses.is_empty() && activity.work > 0 {
                            self.loads.push(at as u32);
                            loads.push(level::Activity {
                                work: activity.work,
                                calendar: activity.calendar,
                                uses: activity.uses.clone(),
                                fixed: Some(self.inward(work.taken(at as u32, place).0)),
                                priority: work.activities.len() as u32 + activity.priority,
                                ..level::Activity::default()
                            });
                        }
                    }
                }
            }
            all.push(made);
        }
        all.append(&mut loads);
        self.problem.activities = all;
    }

    fn free(&mut self, made: &mut level::Activity, activity: &Activity, at: u32, early: &Times, moments: &mut Moments) {
        made.work = activity.work;
        made.uses = activity.uses.clone();
        made.release = self.inward(activity.release.map_or(0, |(slot, _)| slot).max(activity.floor));
        made.due = activity.due.map(|due| self.inward(due));
        if activity.work == 0 && activity.calendar == PLAN_TIME {
            made.calendar = ALL_TIME;
        }
        // A moment that freezes hold back: the beginning of a day needs that day, the end of one needs the day before.
        let end = activity.work == 0 && activity.calendar != PLAN_TIME && !moments.certain[at as usize];
        if end {
            made.calendar = self.ends(activity.calendar, moments);
        }
        for link in self.build.work.links.before(at).iter().filter(|link| early[link.from as usize].is_some()) {
            let kind = match link.kind {
                LinkKind::FinishStart => Ends::FinishStart,
                LinkKind::StartStart => Ends::StartStart,
                LinkKind::FinishFinish => Ends::FinishFinish,
                LinkKind::StartFinish => Ends::StartFinish,
            };
            let lag_calendar = (!link.gap.elapsed && self.squeezed.is_none()).then_some(PLAN_TIME);
            let night = early[link.from as usize].map_or(0, |place| self.build.work.night_behind(link, place));
            let lag = link.gap.cells.saturating_sub_unsigned(night);
            let mut made_of = level::Link { from: link.from, kind, lag, lag_calendar };
            // What may be either counts as an end, and a start that holds it back as the later for it.
            let starts = matches!(link.kind, LinkKind::StartStart | LinkKind::StartFinish);
            if end && link.gap.cells == 0 && (starts || moments.possible[link.from as usize]) {
                (made_of.lag, made_of.lag_calendar) = (1, None);
            }
            made.links.push(made_of);
        }
    }

    /// The calendar of ends on the days of a calendar: up to the end of the last day before a freeze, and from the end of the first behind it on.
    fn ends(&mut self, days: CalendarId, moments: &mut Moments) -> u32 {
        if let Some((_, known)) = moments.ends.iter().find(|(of, _)| *of == days) {
            return *known;
        }
        let (work, day) = (&self.build.work, self.build.axis.cells);
        let calendar = &work.calendars[days as usize];
        let ends = calendar.runs(0, calendar.horizon()).map(|(from, to)| (if from == 0 { 0 } else { from + day }, to + 1)).collect();
        self.problem.calendars.push(Calendar::from_runs(calendar.horizon(), ends));
        let made = self.problem.calendars.len() as u32 - 1;
        moments.ends.push((days, made));
        made
    }

    /// How many schedules are tried when nobody says: calendars that differ take several times as long.
    pub fn usual(&self) -> u32 {
        let busy = self.problem.activities.iter().filter(|activity| !activity.uses.is_empty()).count();
        let schedules = level::default_schedules(busy);
        if self.squeezed.is_some() { schedules } else { schedules.div_ceil(4) }
    }

    /// Levels: by activity of the plan the slot before which it has no people, for those that take any; those without a place; how many
    /// schedules were tried.
    ///
    /// `no_earlier` holds, by activity, where it starts at the earliest, beside all else, and `idle` what takes nobody; both empty when nothing more
    /// is asked.
    pub fn level(&self, schedules: u32, no_earlier: &[Option<Slot>], idle: &[bool]) -> (Vec<Option<Slot>>, Vec<u32>, u32) {
        let count = self.build.work.activities.len();
        let mut problem = Cow::Borrowed(&self.problem);
        for (at, slot) in no_earlier.iter().enumerate().filter_map(|(at, slot)| Some((at, (*slot)?))) {
            let release = &mut problem.to_mut().activities[at].release;
            *release = (*release).max(self.inward(slot));
        }
        for (at, _) in idle.iter().enumerate().filter(|(_, idle)| **idle) {
            problem.to_mut().activities[at].uses.clear();
        }
        let leveled = level::level(&problem, schedules, SEED);
        let takes = |at: usize| !problem.activities[at].uses.is_empty() && leveled.start[at] != level::UNPLACED;
        let starts = (0..count).map(|at| takes(at).then(|| self.outward(leveled.start[at]))).collect();
        let unplaced = leveled.unplaced.iter().copied().filter(|at| (*at as usize) < count).collect();
        (starts, unplaced, leveled.tried)
    }

    /// The starts of a schedule, as the problem counts.
    fn starts(&self, times: &Times) -> Vec<u32> {
        let of_plan = times.iter().map(|place| place.map_or(level::UNPLACED, |(start, _)| self.inward(start)));
        of_plan.chain(self.problem.activities[times.len()..].iter().map(|load| load.fixed.unwrap_or(level::UNPLACED))).collect()
    }

    /// Whose people an activity of the problem takes.
    fn origin(&self, at: u32) -> u32 {
        let count = self.build.work.activities.len();
        (at as usize).checked_sub(count).and_then(|load| self.loads.get(load)).copied().unwrap_or(at)
    }

    /// What waits for people in a schedule.
    pub fn waits(&self, times: &Times) -> Vec<Waiting> {
        let waits = level::waits(&self.problem, &self.starts(times));
        let waits = waits.into_iter().filter(|wait| (wait.activity as usize) < times.len());
        let origin = |wait: level::Wait| wait.behind.map(|at| self.origin(at)).filter(|at| *at != wait.activity);
        waits.map(|wait| Waiting { activity: wait.activity, resource: wait.resource, behind: origin(wait) }).collect()
    }

    /// Where a schedule has more work than people.
    pub fn excesses(&self, times: &Times) -> Vec<Excess> {
        let found = level::overloads(&self.problem, &self.starts(times));
        let excess = |overload: level::Overload| {
            let mut activities: Vec<u32> = overload.activities.iter().map(|at| self.origin(*at)).collect();
            activities.sort_unstable();
            activities.dedup();
            Excess {
                resource: overload.resource,
                from: self.outward(overload.from),
                to: self.outward(overload.to.saturating_sub(1)) + 1,
                missing: overload.excess,
                activities,
            }
        };
        found.into_iter().map(excess).collect()
    }
}

/// Whether all that takes time keeps the plan's own time, so that slots nobody works mean nothing.
fn keep_plan_time(build: &Build, early: &Times) -> bool {
    let work = &build.work;
    let plain = |(activity, place): (&Activity, &Option<(Slot, Slot)>)| {
        place.is_none() || activity.calendar == PLAN_TIME || activity.mode != Mode::Free && activity.uses.is_empty()
    };
    let in_plan_time = |gap: Gap| !gap.elapsed || gap.cells == 0;
    // An end that is held is held by the end of work, and not by a moment between two days of work.
    let by_work = |link: &Link| {
        let (from, to) = (work.activity(link.from), work.activity(link.to));
        let end = link.gap.cells != 0 || link.kind == LinkKind::FinishFinish;
        holds_start(link.kind) || to.work == 0 || end && from.work > 0 && from.mode == Mode::Free
    };
    work.activities.iter().zip(early).all(plain) && work.links.all().iter().all(|link| in_plan_time(link.gap) && by_work(link))
}
