//! Bars on a time scale.

use super::{Selection, entry};
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::Standing;
use crate::schedule::Basis;
use crate::survey::Survey;
use crate::time::{Date, Period};
use serde::Serialize;
use std::ops::Not;

/// Days of a scale up to which it is said which of them are not worked; on a longer scale a day is too small to be seen.
const DAYS_TOLD_APART: i64 = 400;

/// Bars on a time scale.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Gantt<'a> {
    /// The date as of which the states are true.
    pub data_date: Date,
    /// First and last day of the scale; none when nothing has dates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The days of the scale that are not worked; only told on scales of about a year or less.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub days_off: Vec<Period>,
    /// The rows, by phase, or by area when there are no phases.
    pub groups: Vec<Group<'a>>,
    /// The word of the highest tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_tier: Option<&'a str>,
    /// Phases of which only the first day is known, with that day; they have no bar.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_ended: Vec<(&'a str, Date)>,
    /// How many items of work have no dates.
    pub undated: u32,
    /// How many items were dropped; they are not shown.
    pub dropped: u32,
}

/// What rows are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// A phase.
    Phase,
    /// An area.
    Area,
    /// What is in none.
    Rest,
}

/// Rows that belong together.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Group<'a> {
    /// What it is.
    pub kind: GroupKind,
    /// Its title.
    pub title: &'a str,
    /// The window of the phase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How many leaves it holds, with dates or without.
    pub items: u32,
    /// How many of them are done.
    pub done: u32,
    /// Its rows, by first and last day.
    pub rows: Vec<Row<'a>>,
}

/// How a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BarState {
    /// Done.
    Done,
    /// Part of it is.
    Partial,
    /// None of it is.
    Open,
    /// Nobody can tell.
    Unknown,
}

impl BarState {
    /// All of them, in the order legends name them.
    pub const ALL: [BarState; 4] = [BarState::Done, BarState::Partial, BarState::Open, BarState::Unknown];

    /// The words for all states that are drawn like this.
    pub fn words(self) -> &'static str {
        match self {
            BarState::Done => "done",
            BarState::Partial => "partial",
            BarState::Open => "missing or open",
            BarState::Unknown => "unknown or not stated",
        }
    }
}

/// One bar.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Row<'a> {
    /// The item's full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
    /// What they rest on.
    pub basis: Basis,
    /// Its state.
    pub state: BarState,
    /// The same in the word that fits its kind.
    pub state_word: &'static str,
    /// Whether it is open after its last day or its latest day.
    #[serde(skip_serializing_if = "Not::not")]
    pub late: bool,
    /// Whether it is a moment.
    #[serde(skip_serializing_if = "Not::not")]
    pub milestone: bool,
    /// Whether its tier is the highest.
    #[serde(skip_serializing_if = "Not::not")]
    pub top_tier: bool,
    /// Whether it is open and without float: on the critical path.
    #[serde(skip_serializing_if = "Not::not")]
    pub critical: bool,
    /// The latest day it may end without moving the end of the plan or a due date, when that is later than its last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float_until: Option<Date>,
    /// Its dates in the baseline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Period>,
    /// The full names of what it needs and the chart shows too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<&'a str>,
    /// The latest day it may end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
}

impl Row<'_> {
    /// The word for its state.
    pub fn word(&self) -> &'static str {
        if self.late { "late" } else { self.state_word }
    }

    /// Whether the dates are a window it stands in, and not its own.
    pub fn is_window(&self) -> bool {
        matches!(self.basis, Basis::Phase | Basis::Parts)
    }
}

impl Gantt<'_> {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.groups.iter().map(|group| group.rows.len()).sum()
    }

    /// Whether it has no rows.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }

    /// The rows that pass a test.
    pub fn count(&self, test: impl Fn(&Row<'_>) -> bool) -> usize {
        self.groups.iter().flat_map(|group| &group.rows).filter(|row| test(row)).count()
    }

    /// The rows to draw, by group, when there is room for `limit`: each group gets its fair share, and what is open
    /// and of the highest tier comes first.
    pub fn fitting(&self, limit: usize) -> Vec<Vec<usize>> {
        let share = fair_share(self.groups.iter().map(|group| group.rows.len()).collect(), limit);
        let taken: usize = self.groups.iter().map(|group| group.rows.len().min(share)).sum();
        let mut spare = limit.saturating_sub(taken);
        self.groups
            .iter()
            .map(|group| {
                let all = 0..group.rows.len();
                if all.len() <= share {
                    return all.collect();
                }
                // What is left when the shares are dealt goes to the first.
                let share = share + usize::from(spare > 0);
                spare = spare.saturating_sub(1);
                let rank = |at: &usize| group.rows.get(*at).map(|row| (row.state == BarState::Done, !row.critical, !row.top_tier));
                let mut kept: Vec<usize> = all.collect();
                kept.sort_by_key(rank);
                kept.truncate(share);
                kept.sort_unstable();
                kept
            })
            .collect()
    }
}

/// The largest size every group may have so that together they stay within the limit.
fn fair_share(mut sizes: Vec<usize>, limit: usize) -> usize {
    sizes.sort_unstable();
    let mut room = limit;
    for (at, size) in sizes.iter().enumerate() {
        let share = room / (sizes.len() - at);
        if *size > share {
            return share;
        }
        room -= size;
    }
    usize::MAX
}

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
    let (mut undated, mut dropped) = (0, 0);
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
        let row = row(survey, id);
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
    Gantt { data_date: survey.data_date, period, days_off, groups, highest_tier, open_ended, undated, dropped }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.timetable.phases.iter().any(Option::is_some) || survey.plan.ids().skip(1).any(|(id, _)| row(survey, id).is_some())
}

/// An empty group for each phase, by date, with the phase's number.
fn phases<'a>(survey: &'a Survey<'a>) -> Vec<(usize, Group<'a>)> {
    let ends = |at: usize| survey.plan.phases[at].window.is_some();
    let period = |at: usize| survey.timetable.phases.get(at).copied().flatten().filter(|_| ends(at));
    let mut order: Vec<usize> = (0..survey.plan.phases.len()).collect();
    order.sort_by_key(|at| period(*at).map_or((true, None), |period| (false, Some((period.first, period.last)))));
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
    let phases = survey.plan.phases.iter().zip(&survey.timetable.phases).filter(|(phase, _)| selection.is_all() && phase.window.is_none());
    phases.filter_map(|(phase, period)| period.map(|period| (&*phase.title, period.first))).collect()
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
    let due = item.due.and_then(|moment| survey.timetable.latest(survey.plan, moment));
    let open = matches!(state, BarState::Partial | BarState::Open);
    let room = survey.timetable.rooms[id.index()].filter(|_| !matches!(planned.basis, Basis::Phase | Basis::Parts));
    let is_past = |date: Date| date < survey.data_date;
    Some(Row {
        name: &item.name,
        title: &item.title,
        kind: item.kind,
        period: planned.period,
        basis: planned.basis,
        state,
        state_word: entry::state(item, survey.assessment.verdict(id), standing),
        late: open && (is_past(planned.period.last) || due.is_some_and(|due| is_past(due) || due < planned.period.last)),
        milestone: item.kind == ItemKind::Milestone,
        top_tier: item.tier == Some(0),
        critical: room.is_some_and(|room| room.critical),
        float_until: room
            .filter(|room| room.total_float > 0 && state != BarState::Done)
            .map(|room| room.late.last)
            .filter(|last| *last > planned.period.last),
        baseline: survey.baseline_of(id),
        needs: needs(survey, id),
        due,
    })
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

#[cfg(test)]
mod tests {
    use super::fair_share;

    #[test]
    fn small_groups_leave_their_room_to_large_ones() {
        assert_eq!(fair_share(vec![1, 50, 100], 61), 30);
        assert_eq!(fair_share(vec![1, 5, 100], 61), 55);
        assert_eq!(fair_share(vec![1, 5], 61), usize::MAX);
        assert_eq!(fair_share(vec![9; 100], 10), 0);
    }
}
