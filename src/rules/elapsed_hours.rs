//! `elapsed-hours`: a lag in time of the calendar that is no whole number of days.
//!
//! Schedules know days and the working hours in them, but no nights: hours beyond whole days are held as hours of a working day, no more than
//! one. What needs an hour of the clock may begin later than it could.

use crate::diag::{Diagnostic, code};
use crate::schedule::why::dates;
use crate::survey::Survey;

/// Finds lags and leads in time of the calendar with hours beyond whole days.
pub fn elapsed_hours(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, axis) = (survey.plan, survey.timetable.build.axis);
    for (_, item) in plan.ids().skip(1) {
        for need in &item.needs {
            let Some(lag) = need.lag.filter(|lag| lag.elapsed) else { continue };
            let minutes = lag.duration.minutes(1440, 7);
            if minutes % 1440 == 0 {
                continue;
            }
            let rest = u64::from(axis.elapsed(minutes % 1440)) * u64::from(axis.grain);
            let hours = dates::working(plan, i64::try_from(rest).unwrap_or(i64::MAX));
            let days = match minutes / 1440 {
                0 => String::new(),
                1 => "1 day and ".to_owned(),
                days => format!("{days} days and "),
            };
            let word = if lag.lead { "lead" } else { "lag" };
            let message = format!("`{word} {} elapsed` is held as {days}{hours} of work: only whole days pass exactly", lag.duration);
            let help = format!("say whole days, such as `{word} {}d elapsed`, or working time, without `elapsed`", minutes.div_ceil(1440));
            found.push(Diagnostic::new(&code::ELAPSED_HOURS, message).at(need.place, "").about(&*item.name).help(help));
        }
    }
}
