//! How busy people are, week by week: how many days of theirs there are, and how many the work takes.

use crate::model::{Party, Plan};
use crate::schedule::{Resource, Slot};
use crate::survey::Survey;
use crate::time::{Date, Period, WorkingTime};
use crate::view::{Label, Labels};
use serde::Serialize;

/// How many weeks of each team or person are listed.
pub const WEEKS_SHOWN: usize = 12;
/// How many teams and people are listed.
pub const PARTIES_SHOWN: usize = 40;

/// How busy people are from the data date on.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Capacity<'a> {
    /// Weeks in which there is work for them, by team or person and then by date.
    pub weeks: Vec<TeamWeek<'a>>,
    /// How many such weeks are left out.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub left_out: usize,
    /// The last week that is left out begins on this day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_left_out: Option<Date>,
}

/// A week of a team or person.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeamWeek<'a> {
    /// The id of the team or person.
    pub who: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Only those of it who have these skills.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<&'a str>,
    /// The Monday it begins on.
    pub week: Date,
    /// Days of people that there are, to tenths.
    pub there: f64,
    /// Days of people that the work takes, to tenths.
    pub needed: f64,
    /// The second as a share of the first, in percent; nothing when there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Whether at some time there is more work than people.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub over: bool,
}

/// A time with more work than people.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct OverloadView<'a> {
    /// The id of the team or person.
    pub who: &'a str,
    /// Its name.
    pub title: &'a str,
    /// Only those of it who have these skills.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<&'a str>,
    /// When.
    #[serde(flatten)]
    pub period: Period,
    /// How many people the work takes at its worst.
    pub needed: u32,
    /// How many there are then.
    pub there: u32,
    /// What takes them.
    pub items: Vec<Label<'a>>,
}

/// Times with more work than people, no more than `limit`.
pub(super) fn overloads<'a>(survey: &'a Survey<'a>, labels: &Labels<'a>, limit: usize) -> Vec<OverloadView<'a>> {
    let table = &survey.timetable;
    let view = |overload: &'a crate::schedule::Overload| {
        let of = table.build.resources.get(overload.resource as usize)?;
        let party = &survey.plan.parties[of.party.index()];
        Some(OverloadView {
            who: &party.id,
            title: &party.title,
            skills: of.skills.iter().map(|skill| &**skill).collect(),
            period: overload.period,
            needed: overload.needed,
            there: overload.there,
            items: overload.items.iter().map(|id| labels.of(*id)).collect(),
        })
    };
    table.overloads.iter().filter_map(view).take(limit).collect()
}

/// The weeks of everybody with work, from the data date on; nothing when nobody's number is known.
pub(super) fn capacity<'a>(survey: &'a Survey<'a>) -> Option<Capacity<'a>> {
    let (plan, table): (&'a Plan, _) = (survey.plan, &survey.timetable);
    let build = &table.build;
    let first = monday(survey.data_date);
    let finish = table.finish.filter(|finish| *finish >= first)?;
    let count = usize::try_from(finish.days_since(first) / 7 + 1).ok()?;
    let mut order: Vec<usize> = (0..build.resources.len()).collect();
    let key = |at: &usize| {
        let of = &build.resources[*at];
        let party = &plan.parties[of.party.index()];
        (party.is_person, &party.id, &of.skills)
    };
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let needed = needed(survey, first, count);
    let mut weeks: Vec<TeamWeek<'a>> = Vec::new();
    let (mut left_out, mut last_left_out, mut parties) = (0, None, 0);
    for at in order {
        let of: &'a Resource = &build.resources[at];
        let party = &plan.parties[of.party.index()];
        let busy: Vec<usize> = (0..count).filter(|week| needed[at][*week] > 0).collect();
        parties += usize::from(!busy.is_empty());
        for (shown, week) in busy.into_iter().enumerate() {
            let begins = first.plus_days(week as i64 * 7);
            if shown >= WEEKS_SHOWN || parties > PARTIES_SHOWN {
                left_out += 1;
                last_left_out = last_left_out.max(Some(begins));
                continue;
            }
            let period = Period::new(begins.max(survey.data_date), begins.plus_days(6));
            let there = there(survey, of, period);
            let takes = needed[at][week];
            let over = |overload: &crate::schedule::Overload| {
                overload.resource as usize == at && overload.period.first <= period.last && period.first <= overload.period.last
            };
            let a_day = u64::from(working(plan, party).minutes_a_day().max(1));
            weeks.push(TeamWeek {
                who: &party.id,
                title: &party.title,
                skills: of.skills.iter().map(|skill| &**skill).collect(),
                week: begins,
                there: tenths(there, a_day),
                needed: tenths(takes, a_day),
                percent: (there > 0)
                    .then(|| u32::try_from(takes.saturating_mul(100).saturating_add(there / 2) / there).unwrap_or(u32::MAX)),
                over: table.overloads.iter().any(over),
            });
        }
    }
    (!weeks.is_empty()).then_some(Capacity { weeks, left_out, last_left_out })
}

/// By resource and week the minutes of people that the work takes.
fn needed(survey: &Survey<'_>, first: Date, weeks: usize) -> Vec<Vec<u64>> {
    let table = &survey.timetable;
    let (build, axis) = (&table.build, table.build.axis);
    let mut needed = vec![vec![0u64; weeks]; build.resources.len()];
    let from = axis.start_of(survey.data_date);
    for (at, activity) in build.work.activities.iter().enumerate() {
        let Some((start, end)) = table.times[at].filter(|(_, end)| !activity.uses.is_empty() && *end > from) else { continue };
        for (begin, finish) in build.work.calendar(at as u32).runs(start.max(from), end) {
            // A run may go over several weeks.
            let mut slot: Slot = begin;
            while slot < finish {
                let Ok(week) = usize::try_from(axis.date(slot).days_since(first) / 7) else { break };
                let next = axis.start_of(first.plus_days((week as i64 + 1) * 7)).clamp(slot + 1, finish.max(slot + 1));
                let minutes = u64::from(next - slot) * u64::from(axis.grain);
                for (resource, units) in &activity.uses {
                    if let Some(sum) = needed.get_mut(*resource as usize).and_then(|weeks| weeks.get_mut(week)) {
                        *sum = sum.saturating_add(minutes.saturating_mul(u64::from(*units)));
                    }
                }
                slot = next;
            }
        }
    }
    needed
}

/// The minutes of people that there are.
fn there(survey: &Survey<'_>, of: &Resource, period: Period) -> u64 {
    let (plan, axis) = (survey.plan, survey.timetable.build.axis);
    let party = &plan.parties[of.party.index()];
    let team = party.team.map(|team| &plan.parties[team.index()]);
    let time = working(plan, party);
    let mut minutes = 0u64;
    for day in (0..period.days().max(0)).map(|day| period.first.plus_days(day)) {
        let off = |party: &Party| {
            let member = party.from.is_none_or(|from| from <= day) && party.until.is_none_or(|until| day <= until);
            !member || party.away.iter().any(|away| away.contains(day))
        };
        if off(party) || team.is_some_and(off) || plan.working.holidays.iter().any(|holiday| holiday.contains(day)) {
            continue;
        }
        let half = party.half_days.contains(&day) || team.is_some_and(|team| team.half_days.contains(&day));
        let worked = u64::from(time.minutes[day.weekday().index()]) / if half { 2 } else { 1 };
        // The number may change within a day.
        let slots = axis.start_of(day)..axis.end_of(day);
        let cells = u32::try_from(worked.div_ceil(u64::from(axis.grain.max(1)))).unwrap_or(0).min(axis.cells).max(1);
        let people: u64 = slots.take(cells as usize).map(|slot| u64::from(of.at(slot))).sum();
        minutes = minutes.saturating_add(worked.saturating_mul(people) / u64::from(cells));
    }
    minutes
}

/// The hours of a party: its own, those of its team, or the plan's.
fn working<'a>(plan: &'a Plan, party: &'a Party) -> &'a WorkingTime {
    let team = || party.team.and_then(|team| plan.parties[team.index()].working.as_ref());
    party.working.as_ref().or_else(team).unwrap_or(&plan.working)
}

fn monday(date: Date) -> Date {
    date.plus_days(-(date.weekday().index() as i64))
}

fn tenths(minutes: u64, a_day: u64) -> f64 {
    (minutes.saturating_mul(10) / a_day) as f64 / 10.0
}
