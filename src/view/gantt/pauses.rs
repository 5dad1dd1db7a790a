//! When the work of a bar pauses: its people are away, or a freeze holds it.

use crate::model::ItemId;
use crate::schedule::Basis;
use crate::schedule::activity::{Activity, Mode};
use crate::survey::Survey;
use crate::time::Period;

/// The pauses of an item, by date: days in a row within its dates on which it is not worked, if the plan works one of them. Days off that are next
/// to those are part of the pause.
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
    let working = &survey.plan.working;
    whole_days.filter(|gap| (0..gap.days()).any(|day| working.minutes_on(gap.first.plus_days(day)) > 0)).collect()
}
