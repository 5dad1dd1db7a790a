//! How far the axis of a plan goes, and what its moments and lengths come to.

use super::axis::{Axis, DAYS_BACK, MAX_DAYS};
use crate::model::{Item, Moment, Plan, Window};
use crate::time::{Date, Period};

/// The axis: long enough for all dates of the plan and all its work one after the other, from thirty years before the data date to sixty
/// years behind it. `full` asks for all of that.
pub fn axis(plan: &Plan, data_date: Date, full: bool) -> Axis {
    let (mut epoch, mut last) = (data_date, data_date);
    let mut see = |date: Date| {
        // What lies further off is held at the edge.
        if (-DAYS_BACK..i64::from(MAX_DAYS)).contains(&date.days_since(data_date)) {
            epoch = epoch.min(date);
            last = last.max(date);
        }
    };
    plan.start.into_iter().for_each(&mut see);
    let mut days = 60u64;
    let (mut promised, mut nights) = (false, false);
    let day = u64::from(plan.working.minutes_a_day().max(1));
    let week = u64::from(plan.working.days_a_week().max(1));
    let mut works: Vec<u64> = Vec::new();
    for item in &plan.items {
        for date in [item.started, item.done_on].into_iter().flatten() {
            see(date);
        }
        for period in
            [item.on, item.weeks.map(|(first, last)| Window::Weeks(first, last))].into_iter().flatten().filter_map(|w| plan.period(w))
        {
            see(period.first);
            see(period.last);
        }
        for moment in [item.deadline(), item.not_before].into_iter().flatten() {
            if let Some(period) = said(plan, moment) {
                see(period.last);
            }
        }
        promised |= item.deadline().is_some() || item.on.is_some() || item.weeks.is_some();
        let hours = hours(plan, item);
        let people = item.workers().fold(0u64, |sum, (_, people)| sum + u64::from(people)).max(1);
        for (time, people) in [(item.effort, people), (item.length, 1), (item.left, people)] {
            let Some(time) = time else { continue };
            let minutes = time.minutes(hours.0, hours.1) / people;
            let minutes = item.progress.map_or(minutes, |done| left_of(minutes, done.value()));
            works.push(minutes);
            days += minutes.div_ceil(hours.0.max(1)) * 7 / hours.1.max(1) + 1;
        }
        if let Some(time) = item.duration {
            let minutes = time.minutes(1440, 7);
            days += minutes.div_ceil(1440);
            works.push(minutes % 1440);
            nights |= minutes % 1440 > 0;
        }
        for lag in item.needs.iter().filter_map(|need| need.lag) {
            let minutes = if lag.elapsed { lag.duration.minutes(1440, 7) } else { lag.duration.minutes(day, week) };
            days += minutes.div_ceil(if lag.elapsed { 1440 } else { day }) * 7 / if lag.elapsed { 7 } else { week };
            works.push(if lag.elapsed { minutes % 1440 } else { minutes });
            nights |= lag.elapsed && minutes % 1440 > 0;
        }
    }
    for period in plan.phases.iter().filter_map(|phase| phase.window).filter_map(|window| plan.period(window)) {
        see(period.first);
        see(period.last);
    }
    for period in
        plan.freezes.iter().filter_map(|freeze| freeze.period).chain(plan.parties.iter().flat_map(|party| party.away.iter().copied()))
    {
        days += u64::try_from(period.days()).unwrap_or(0).min(3660);
    }
    let mut day_lengths: Vec<u32> = plan.working.minutes.to_vec();
    for party in &plan.parties {
        day_lengths.extend(party.working.iter().flat_map(|working| working.minutes));
    }
    if plan.parties.iter().any(|party| !party.half_days.is_empty()) {
        day_lengths.extend(day_lengths.clone().iter().map(|minutes| minutes / 2));
    }
    if promised {
        // What cannot be kept any more should have begun before the plan.
        epoch = epoch.plus_days(-i64::try_from(days).unwrap_or(0).min(3660)).max(data_date.plus_days(-DAYS_BACK));
    }
    let before = u64::try_from(data_date.days_since(epoch)).unwrap_or(0);
    let ahead = u64::try_from(last.days_since(data_date)).unwrap_or(0) + 1;
    // Holidays and absences leave room between the works.
    let enough = if full { u64::from(MAX_DAYS) } else { ahead + days + days / 4 };
    let days = before + enough.min(u64::from(MAX_DAYS));
    let light = plan.working.minutes.iter().copied().max().unwrap_or(0);
    Axis::new(epoch, u32::try_from(days).unwrap_or(u32::MAX), &day_lengths, light, works.into_iter(), nights)
}

/// Minutes a day and days a week of who works on an item.
pub fn hours(plan: &Plan, item: &Item) -> (u64, u64) {
    let own = item.by.first().and_then(|party| {
        let party = &plan.parties[party.index()];
        party.working.as_ref().or_else(|| party.team.and_then(|team| plan.parties[team.index()].working.as_ref()))
    });
    let working = own.unwrap_or(&plan.working);
    (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1)))
}

/// What is left of some minutes when so many percent are done.
pub fn left_of(minutes: u64, percent: f64) -> u64 {
    // Thousandths of a percent are exact enough, and whole numbers are the same on every machine.
    let left = 100_000u64.saturating_sub((percent.clamp(0.0, 100.0) * 1000.0).round() as u64);
    (minutes.saturating_mul(left)).div_ceil(100_000)
}

/// A moment that the plan itself dates.
pub fn said(plan: &Plan, moment: Moment) -> Option<Period> {
    match moment {
        Moment::Date(date) => Some(Period::new(date, date)),
        Moment::Day(day) => plan.day_period(day, day),
        Moment::Week(week) => plan.week_period(week, week),
        Moment::Phase(phase) => plan.phases[phase.index()].window.and_then(|window| plan.period(window)),
        Moment::Item(_) => None,
    }
}
