//! When the work of a bar pauses: its people are away, or a freeze holds it.

use crate::model::ItemId;
use crate::schedule::Basis;
use crate::schedule::activity::{Activity, Mode};
use crate::survey::Survey;
use crate::time::Period;

/// The pauses of an item, by date: days within its dates that the plan works and the item does not, with the days off in between.
pub(super) fn pauses(survey: &Survey<'_>, id: ItemId) -> Vec<Period> {
    let table = &survey.timetable;
    let (work, axis) = (&table.build.work, table.build.axis);
    let placed = |activity: &&Activity| activity.work > 0 && matches!(activity.mode, Mode::Free | Mode::Fixed);
    let Some(at) = table.activity(id).filter(|at| Some(work.activity(*at)).as_ref().is_some_and(placed)) else { return Vec::new() };
    let basis = table.items[id.index()].map(|planned| planned.basis);
    let (Some((start, end)), Some(Basis::Computed | Basis::Fixed | Basis::Week)) = (table.times[at as usize], basis) else {
        return Vec::new();
    };
    // Slots that are not worked, from the end of one run of work to the begin of the next.
    let runs: Vec<(u32, u32)> = work.calendar(at).runs(start, end).collect();
    let begins = runs.iter().map(|run| run.0).chain([end]);
    let gaps = std::iter::once(start).chain(runs.iter().map(|run| run.1)).zip(begins);
    let whole_days = gaps.filter_map(|(from, to)| {
        let (first, after) = (from.div_ceil(axis.cells), to / axis.cells);
        (first < after).then(|| Period::new(axis.date(first * axis.cells), axis.date(after * axis.cells).plus_days(-1)))
    });
    whole_days.filter_map(|gap| within_work(survey, gap)).collect()
}

/// From the first to the last day of a period that the plan works; nothing when it works on none.
fn within_work(survey: &Survey<'_>, gap: Period) -> Option<Period> {
    let working = &survey.plan.working;
    let mut days = (0..gap.days()).map(|day| gap.first.plus_days(day)).filter(|day| working.minutes_on(*day) > 0);
    let first = days.next()?;
    Some(Period::new(first, days.next_back().unwrap_or(first)))
}
