//! The chart of a survey: which bars there are, and in which groups.

use super::path::Path;
use super::pauses::pauses;
use super::{BarState, Frozen, Gantt, Group, GroupKind, Row};
use crate::model::{ItemId, ItemKind, PhaseId, Plan};
use crate::progress::Standing;
use crate::schedule::Basis;
use crate::survey::Survey;
use crate::time::{Date, Period};
use crate::view::schedule::{Lateness, lateness};
use crate::view::{Selection, entry};

/// Days of a scale up to which it is said which of them are not worked; on a longer scale a day is too small to be seen.
const DAYS_TOLD_APART: i64 = 400;

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Gantt<'a> {
    let plan = survey.plan;
    let by_phase =
        plan.ids().any(|(id, item)| item.phase.is_some() && selection.has(id)) || survey.timetable.phases.iter().any(Option::is_some);
    let mut groups = if by_phase { phases(survey) } else { areas(plan) };
    let rest = groups.len();
    let title = match (groups.is_empty(), by_phase) {
        (true, _) => "All items",
        (_, true) => "In no phase",
        _ => "In no area",
    };
    groups.push((usize::MAX, Group { kind: GroupKind::Rest, title, period: None, items: 0, done: 0, rows: Vec::new() }));
    let mut group_of = vec![rest; if by_phase { plan.phases.len() } else { plan.items.len() }];
    for (at, (key, _)) in groups.iter().enumerate().take(rest) {
        group_of[*key] = at;
    }
    let tops = tops(plan);
    let path = Path::new(survey);
    let (mut undated, mut dropped, mut late) = (0, 0, 0);
    for (id, item) in plan.ids().skip(1) {
        if !selection.has(id) {
            continue;
        }
        if survey.assessment.standing(id) == Standing::Dropped {
            dropped += u32::from(!item.is_container());
            continue;
        }
        let key = if by_phase { item.phase.map(|phase| phase.index()) } else { Some(tops[id.index()]) };
        let group = &mut groups[key.map_or(rest, |key| group_of[key])].1;
        let mut row = row(survey, id);
        if let Some(row) = &mut row {
            path.mark(id, row);
        }
        late += usize::from(is_late(survey, id));
        // What is no work, such as an issue, counts only where it has dates.
        if !item.is_container() && (row.is_some() || item.kind.is_work()) {
            group.items += 1;
            group.done += u32::from(survey.assessment.standing(id) == Standing::Done);
        }
        match row {
            Some(row) => group.rows.push(row),
            None => undated += u32::from(!item.is_container() && item.kind.is_work()),
        }
    }
    let mut groups: Vec<Group<'a>> = groups.into_iter().map(|(_, group)| group).collect();
    let open_ended = open_ended(survey, selection);
    groups.retain(|group| !group.rows.is_empty() || (group.period.is_some() && selection.is_all()));
    for group in &mut groups {
        group.rows.sort_by_key(|row| (row.period.first, row.period.last));
    }
    let period = scale(&groups, survey.data_date);
    let days_off = period.map_or_else(Vec::new, |period| days_off(plan, period));
    let highest_tier = plan.tiers.first().map(|tier| &*tier.word);
    let freezes = period.map_or_else(Vec::new, |period| freezes(plan, period));
    Gantt { data_date: survey.data_date, period, days_off, freezes, groups, highest_tier, open_ended, late, undated, dropped }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.timetable.phases.iter().any(Option::is_some) || survey.plan.ids().skip(1).any(|(id, _)| row(survey, id).is_some())
}

/// An empty group for each phase, by date, with the phase's number. Of some phases only the first day is known, of some none.
fn phases<'a>(survey: &'a Survey<'a>) -> Vec<(usize, Group<'a>)> {
    let known = |at: usize| survey.timetable.phases.get(at).copied().flatten();
    let period = |at: usize| known(at).filter(|_| survey.timetable.has_end(PhaseId(at as u32)));
    let mut order: Vec<usize> = (0..survey.plan.phases.len()).collect();
    // What begins on one day is told by its end, first what has one.
    order.sort_by_key(|at| {
        let (days, ends) = (known(*at), period(*at));
        (days.is_none(), days.map(|days| days.first), ends.is_none(), ends.map(|days| days.last))
    });
    let group = |at: usize| Group {
        kind: GroupKind::Phase,
        title: &survey.plan.phases[at].title,
        period: period(at),
        items: 0,
        done: 0,
        rows: Vec::new(),
    };
    order.into_iter().map(|at| (at, group(at))).collect()
}

/// The phases of which only the first day is known.
fn open_ended<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<(&'a str, Date)> {
    let table = &survey.timetable;
    let phases = survey
        .plan
        .phases
        .iter()
        .zip(&table.phases)
        .enumerate()
        .filter(|(at, _)| selection.is_all() && !table.has_end(PhaseId(*at as u32)));
    phases.filter_map(|(_, (phase, period))| period.map(|period| (&*phase.title, period.first))).collect()
}

/// An empty group for each container at the top, with its number.
fn areas(plan: &Plan) -> Vec<(usize, Group<'_>)> {
    let containers = plan.root().children.iter().filter(|id| plan.item(**id).is_container());
    containers
        .map(|id| {
            let title = &*plan.item(*id).title;
            (id.index(), Group { kind: GroupKind::Area, title, period: None, items: 0, done: 0, rows: Vec::new() })
        })
        .collect()
}

/// By item: the item at the top of the plan that holds it, or it itself.
fn tops(plan: &Plan) -> Vec<usize> {
    let mut tops: Vec<usize> = (0..plan.items.len()).collect();
    for (id, item) in plan.ids().skip(1) {
        if let Some(parent) = item.parent.filter(|parent| *parent != Plan::ROOT) {
            tops[id.index()] = tops[parent.index()];
        }
    }
    tops
}

/// The bar of an item that has dates; containers have one only when the author gave them dates of their own.
fn row<'a>(survey: &'a Survey<'a>, id: ItemId) -> Option<Row<'a>> {
    let planned = survey.timetable.items[id.index()]?;
    let item = survey.plan.item(id);
    if item.is_container() && !matches!(planned.basis, Basis::Fixed | Basis::Week) {
        return None;
    }
    let standing = survey.assessment.standing(id);
    let state = match standing {
        Standing::Done => BarState::Done,
        Standing::Partial => BarState::Partial,
        Standing::Missing => BarState::Open,
        Standing::Unknown | Standing::Dropped => BarState::Unknown,
    };
    let due = item.deadline().and_then(|moment| survey.timetable.latest(survey.plan, moment));
    let room = survey.timetable.rooms[id.index()].filter(|_| !matches!(planned.basis, Basis::Phase | Basis::Parts));
    Some(Row {
        name: &item.name,
        title: &item.title,
        kind: item.kind,
        period: planned.period,
        basis: planned.basis,
        state,
        state_word: entry::state(item, survey.assessment.verdict(id), standing),
        late: is_late(survey, id),
        milestone: item.kind == ItemKind::Milestone,
        from_morning: survey.timetable.activity(id).is_some_and(|at| survey.timetable.beginnings[at as usize].is_some()),
        pauses: pauses(survey, id),
        top_tier: item.tier == Some(0),
        critical: room.is_some_and(|room| room.critical),
        on_path: false,
        driver: None,
        float_until: room
            .filter(|room| room.total_float > 0 && state != BarState::Done)
            .map(|room| room.late.last)
            .filter(|last| *last > planned.period.last),
        baseline: survey.baseline_of(id),
        needs: needs(survey, id),
        due,
    })
}

/// Whether an item is late, as the schedule counts it.
fn is_late(survey: &Survey<'_>, id: ItemId) -> bool {
    lateness(survey, id) == Some(Lateness::Late)
}

/// What an item needs and the chart shows: leaves that have a bar.
fn needs<'a>(survey: &'a Survey<'a>, id: ItemId) -> Vec<&'a str> {
    let plan = survey.plan;
    let shown = |id: &ItemId| {
        let planned = survey.timetable.items[id.index()];
        !plan.item(*id).is_container() && planned.is_some_and(|planned| !matches!(planned.basis, Basis::Phase | Basis::Parts))
    };
    plan.item(id).needs.iter().map(|need| need.target).filter(shown).map(|need| &*plan.item(need).name).collect()
}

/// From the first day of what is shown to the last, and to the data date when that is near.
fn scale(groups: &[Group<'_>], data_date: Date) -> Option<Period> {
    let periods = groups.iter().flat_map(|group| group.rows.iter().map(|row| row.period).chain(group.period));
    let all = periods.reduce(|a, b| Period::new(a.first.min(b.first), a.last.max(b.last)))?;
    let near = (all.days() / 8).max(7);
    if all.first.days_since(data_date) > near || data_date.days_since(all.last) > near {
        return Some(all);
    }
    Some(Period::new(all.first.min(data_date), all.last.max(data_date)))
}

fn days_off(plan: &Plan, period: Period) -> Vec<Period> {
    let mut off: Vec<Period> = Vec::new();
    if period.days() > DAYS_TOLD_APART || !plan.working.is_ever_worked() {
        return off;
    }
    for day in (0..period.days()).map(|day| period.first.plus_days(day)) {
        if plan.working.minutes_on(day) > 0 {
            continue;
        }
        match off.last_mut() {
            Some(last) if last.last.plus_days(1) == day => last.last = day,
            _ => off.push(Period::new(day, day)),
        }
    }
    off
}

/// The freezes that lie on a scale, by date, as far as they do.
fn freezes(plan: &Plan, scale: Period) -> Vec<Frozen<'_>> {
    let on_scale = |period: Period| Period::new(period.first.max(scale.first), period.last.min(scale.last));
    let told = plan.freezes.iter().filter_map(|freeze| Some((freeze, freeze.period?)));
    let shown = told.filter(|(_, period)| period.first <= scale.last && period.last >= scale.first);
    let mut freezes: Vec<Frozen<'_>> = shown.map(|(freeze, period)| Frozen { title: &freeze.title, period: on_scale(period) }).collect();
    freezes.sort_by_key(|freeze| (freeze.period.first, freeze.period.last));
    freezes
}
