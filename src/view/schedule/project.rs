//! The plan as tools for projects see it: tasks in outline with links, people and working time. Times of day count from the
//! begin of the working day.

use super::rows::Rows;
use crate::model::{ItemId, ItemKind, Plan};
use crate::schedule::activity::{Activity, Mode, Reason, What};
use crate::schedule::{Slot, Timetable};
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::time::{Date, Period};
use crate::view::Labels;

/// A day, and minutes of work from its begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant {
    /// The day.
    pub date: Date,
    /// Minutes of working time after the begin of the working day.
    pub minutes: u32,
}

/// A task, a whole with parts, or a milestone.
#[derive(Debug)]
pub struct Task<'a> {
    /// Its number, from one; the same in links and assignments.
    pub uid: u32,
    /// How deep it stands, from one.
    pub level: u32,
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Whether it has parts.
    pub summary: bool,
    /// Whether it is a moment.
    pub milestone: bool,
    /// Where it starts and ends; nothing when that is not known.
    pub times: Option<(Instant, Instant)>,
    /// Minutes of working time from start to end; of the calendar where it takes such.
    pub minutes: u64,
    /// Whether it takes time of the calendar, nights and weekends too.
    pub elapsed: bool,
    /// Whether its times count from midnight: those of time of the calendar do, where the schedule knows whole days alone.
    pub from_midnight: bool,
    /// Minutes of people that it takes in all.
    pub work: u64,
    /// Percent done.
    pub percent: u32,
    /// Whether it has no float.
    pub critical: bool,
    /// Whether its dates are fixed, or have happened.
    pub fixed: bool,
    /// The day it is due.
    pub due: Option<Date>,
    /// The day it was done.
    pub done_on: Option<Date>,
    /// What it waits for.
    pub links: Vec<TaskLink>,
    /// Minutes of working time it can slip before the end of the plan or a due date does.
    pub total_float: Option<i64>,
    /// Where it started and ended in the baseline, and the minutes of the plan's working time in between.
    pub baseline: Option<(Instant, Instant, u64)>,
}

/// What a task waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskLink {
    /// The task that comes first.
    pub before: u32,
    /// Which ends are linked.
    pub kind: LinkKind,
    /// Minutes between them; negative for a lead.
    pub lag: i64,
    /// Whether these are of the calendar instead of working time.
    pub elapsed: bool,
}

/// A team or a person.
#[derive(Debug)]
pub struct Staff<'a> {
    /// Its number, from one.
    pub uid: u32,
    /// Its name.
    pub title: &'a str,
    /// How many people it has; one when that is not known.
    pub people: u32,
}

/// Who works on a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Assignment {
    /// The task.
    pub task: u32,
    /// The team or person.
    pub staff: u32,
    /// How many people.
    pub people: u32,
    /// Minutes of these people.
    pub work: u64,
}

/// The plan as tools for projects see it.
#[derive(Debug)]
pub struct Project<'a> {
    /// Its title.
    pub title: &'a str,
    /// The data date.
    pub data_date: Date,
    /// From the first day of anything to the last.
    pub whole: Period,
    /// Minutes of work by weekday, Monday first.
    pub week: [u32; 7],
    /// Days that are not worked, with their titles where they have some.
    pub holidays: Vec<(Period, &'a str)>,
    /// Minutes of an ordinary working day.
    pub day: u32,
    /// Days of an ordinary working week.
    pub days_a_week: u32,
    /// The tasks, in outline.
    pub tasks: Vec<Task<'a>>,
    /// Teams and people.
    pub staff: Vec<Staff<'a>>,
    /// Who works on what.
    pub assignments: Vec<Assignment>,
}

impl<'a> Project<'a> {
    /// The whole plan, less what was dropped.
    pub fn new(survey: &'a Survey<'a>) -> Project<'a> {
        let plan: &'a Plan = survey.plan;
        let table = &survey.timetable;
        let whole = table.whole.unwrap_or(Period::new(survey.data_date, survey.data_date));
        let holidays = plan.working.holidays.iter().map(|period| {
            let titled = plan.holidays.iter().find(|(of, _)| of == period);
            (*period, titled.map_or("", |(_, title)| &**title))
        });
        let mut uids = vec![0u32; plan.items.len()];
        let mut ids: Vec<ItemId> = Vec::new();
        outline(plan, Plan::ROOT, &mut ids);
        for (at, id) in ids.iter().enumerate() {
            uids[id.index()] = at as u32 + 1;
        }
        let labels = Labels::new(plan);
        let rows = Rows::new(survey, &labels);
        let meeting = meeting_points(survey, ids.len() as u32 + 1);
        let numbers = Numbers { items: uids, meeting };
        let mut tasks: Vec<Task<'a>> = ids.iter().map(|id| task(survey, &rows, *id, &numbers)).collect();
        tasks.extend(numbers.meeting.iter().map(|(at, uid)| point(survey, *at, *uid, &numbers)));
        let uids = &numbers.items;
        let mut assignments = Vec::new();
        for id in &ids {
            let item = plan.item(*id);
            let all = item.workers().fold(0u64, |sum, (_, people)| sum.saturating_add(u64::from(people))).max(1);
            let work = tasks.get(uids[id.index()] as usize - 1).map_or(0, |task| task.work);
            for (party, people) in item.workers().filter(|_| !item.is_container()) {
                let work = work.saturating_mul(u64::from(people)) / all;
                assignments.push(Assignment { task: uids[id.index()], staff: party.0 + 1, people, work });
            }
        }
        Project {
            title: &plan.root().title,
            data_date: survey.data_date,
            whole,
            week: plan.working.minutes,
            holidays: holidays.collect(),
            day: plan.working.minutes_a_day().max(1),
            days_a_week: plan.working.days_a_week().max(1),
            tasks,
            staff: plan
                .parties
                .iter()
                .enumerate()
                .map(|(at, party)| Staff {
                    uid: at as u32 + 1,
                    title: &party.title,
                    people: plan.people(crate::model::PartyId(at as u32)).unwrap_or(1),
                })
                .collect(),
            assignments,
        }
    }
}

fn outline(plan: &Plan, id: ItemId, ids: &mut Vec<ItemId>) {
    let mut open: Vec<ItemId> = plan.item(id).children.iter().rev().copied().collect();
    while let Some(next) = open.pop() {
        let item = plan.item(next);
        if item.is_dropped() {
            continue;
        }
        ids.push(next);
        open.extend(item.children.iter().rev());
    }
}

/// The numbers of tasks.
struct Numbers {
    /// By item; zero for what is no task.
    items: Vec<u32>,
    /// By activity, sorted: points where several wait for several.
    meeting: Vec<(u32, u32)>,
}

impl Numbers {
    fn of(&self, survey: &Survey<'_>, activity: u32) -> Option<u32> {
        match survey.timetable.item_of(activity) {
            Some(id) => Some(self.items[id.index()]).filter(|uid| *uid > 0),
            None => self.meeting.binary_search_by_key(&activity, |(at, _)| *at).ok().map(|place| self.meeting[place].1),
        }
    }
}

/// Points where several wait for several become milestones, so that links add up and do not multiply.
fn meeting_points(survey: &Survey<'_>, first: u32) -> Vec<(u32, u32)> {
    let all = survey.timetable.build.work.activities.iter().enumerate();
    all.filter(|(_, activity)| activity.what == What::Junction).zip(first..).map(|((at, _), uid)| (at as u32, uid)).collect()
}

fn point<'a>(survey: &'a Survey<'a>, at: u32, uid: u32, numbers: &Numbers) -> Task<'a> {
    let moment = survey.timetable.times[at as usize].map(|(_, end)| moment(&survey.timetable, at, end));
    Task {
        uid,
        level: 1,
        name: "",
        title: "Everything of a chain is done",
        summary: false,
        milestone: true,
        times: moment.map(|moment| (moment, moment)),
        minutes: 0,
        elapsed: false,
        from_midnight: false,
        work: 0,
        percent: 0,
        critical: false,
        fixed: false,
        due: None,
        done_on: None,
        links: links(survey, &[at], numbers),
        total_float: None,
        baseline: None,
    }
}

fn task<'a>(survey: &'a Survey<'a>, rows: &Rows<'a, '_>, id: ItemId, numbers: &Numbers) -> Task<'a> {
    let plan: &'a Plan = survey.plan;
    let (item, table) = (plan.item(id), &survey.timetable);
    let at = table.activity(id);
    let activity = at.map(|at| table.build.work.activity(at));
    let row = rows.of(id);
    let ends = [table.build.starts[id.index()], table.build.finishes[id.index()]];
    let ends = if ends[0] == ends[1] { &ends[..1] } else { &ends[..] };
    let milestone = item.kind == ItemKind::Milestone && !item.is_container();
    let elapsed = item.is_elapsed();
    let axis = table.build.axis;
    let span = row.as_ref().and_then(|row| {
        if item.is_container() {
            return Some((axis.start_of(row.planned.period.first), axis.end_of(row.planned.period.last)));
        }
        // What is fixed or has happened is on the days that are told of it.
        let told = |activity: &Activity| matches!(activity.mode, Mode::Fixed | Mode::Happened) && !milestone;
        if activity.is_some_and(told) {
            return Some((axis.start_of(row.planned.period.first), axis.end_of(row.planned.period.last)));
        }
        let (start, end) = table.times[at? as usize]?;
        // Whole days of the calendar that follow an evening are those behind it.
        let days = row.planned.period;
        if item.takes_whole_days() && axis.date(start) < days.first && axis.first_whole_day(start) == days.first {
            return Some((axis.start_of(days.first), axis.end_of(days.last)));
        }
        Some((item.started.map_or(start, |started| axis.start_of(started)).min(start), end))
    });
    let from_midnight = elapsed && axis.minutes_elapsed(u64::from(axis.cells)) != u64::from(axis.cells) * u64::from(axis.grain);
    let instant = |at: Instant| if from_midnight { of_calendar(table, at) } else { at };
    let times = span.map(|(start, end)| match at.filter(|_| start == end) {
        Some(at) => (moment(table, at, end), moment(table, at, end)),
        None => (begin(table, start), finish(table, end)),
    });
    let minutes = span.map_or(0, |(start, end)| {
        let calendar = if item.is_container() { 0 } else { activity.map_or(0, |activity| activity.calendar as usize) };
        let cells = u64::from(table.build.work.calendars.get(calendar).map_or(0, |calendar| calendar.worked(start, end)));
        if elapsed { axis.minutes_elapsed(cells) } else { cells * u64::from(axis.grain) }
    });
    let people = item.workers().fold(0u64, |sum, (_, people)| sum.saturating_add(u64::from(people))).max(1);
    let (day, week) = (u64::from(plan.working.minutes_a_day().max(1)), u64::from(plan.working.days_a_week().max(1)));
    let work = item.effort.map_or(minutes.saturating_mul(people), |effort| effort.minutes(day, week));
    let done = survey.assessment.is_closed(id);
    let counts = survey.assessment.rollup(id);
    let percent = match item.progress {
        _ if done => 100,
        Some(progress) => progress.value().clamp(0.0, 100.0) as u32,
        None if counts.expected > 1 => counts.percent().map_or(0, |percent| percent.clamp(0.0, 100.0) as u32),
        None => 0,
    };
    Task {
        uid: numbers.items[id.index()],
        level: plan.ancestors(id).count() as u32,
        name: &item.name,
        title: &item.title,
        summary: item.is_container(),
        milestone,
        times: times.map(|(first, last)| (instant(first), instant(last))),
        minutes,
        elapsed,
        from_midnight,
        work,
        percent,
        critical: row.as_ref().is_some_and(|row| row.critical),
        fixed: activity.is_some_and(|activity| activity.mode != Mode::Free),
        due: item.deadline().and_then(|due| table.latest(plan, due)),
        done_on: item.done_on.filter(|_| done),
        links: links(survey, ends, numbers),
        total_float: row.as_ref().and_then(|row| row.total_minutes),
        baseline: survey.baseline_of(id).map(|then| baseline(survey, then, milestone)),
    }
}

/// The days of a baseline, from the begin of the first to the end of the last.
fn baseline(survey: &Survey<'_>, then: Period, milestone: bool) -> (Instant, Instant, u64) {
    let working = &survey.plan.working;
    let day = working.minutes_a_day().max(1);
    let finish = Instant { date: then.last, minutes: day };
    if milestone {
        return (finish, finish, 0);
    }
    let days = (0..then.days().clamp(0, 14_600)).map(|day| u64::from(working.minutes_on(then.first.plus_days(day))));
    (Instant { date: then.first, minutes: 0 }, finish, days.sum())
}

fn begin(table: &Timetable, start: Slot) -> Instant {
    let axis = table.build.axis;
    Instant { date: axis.date(start), minutes: (start % axis.cells) * axis.grain }
}

fn finish(table: &Timetable, end: Slot) -> Instant {
    let axis = table.build.axis;
    let last = end.max(1) - 1;
    Instant { date: axis.date(last), minutes: (last % axis.cells + 1) * axis.grain }
}

/// A moment: the beginning of a day, or the end of what was worked before.
fn moment(table: &Timetable, at: u32, end: Slot) -> Instant {
    table.beginnings[at as usize].map_or_else(|| finish(table, end), |start| begin(table, start))
}

/// The same time where a day has all its hours.
fn of_calendar(table: &Timetable, at: Instant) -> Instant {
    let of_day = u64::from(table.build.axis.cells) * u64::from(table.build.axis.grain);
    Instant { minutes: (u64::from(at.minutes) * 1440 / of_day.max(1)) as u32, ..at }
}

/// What these activities, the ends of one item, wait for because of needs and chains.
fn links(survey: &Survey<'_>, ends: &[u32], numbers: &Numbers) -> Vec<TaskLink> {
    let build = &survey.timetable.build;
    let mut links: Vec<TaskLink> = Vec::new();
    for at in ends.iter().filter(|at| build.work.activities.get(**at as usize).is_some()) {
        for link in build.work.links.before(*at).iter().filter(|link| matches!(link.reason, Reason::Need(_))) {
            let minutes = i64::from(link.gap.cells) * i64::from(build.axis.grain);
            let of_day = i64::from(build.axis.cells) * i64::from(build.axis.grain);
            let lag = if link.gap.elapsed { minutes.saturating_mul(1440) / of_day.max(1) } else { minutes };
            let made = numbers.of(survey, link.from).map(|before| TaskLink { before, kind: link.kind, lag, elapsed: link.gap.elapsed });
            links.extend(made.filter(|made| !links.contains(made)));
        }
    }
    links
}
