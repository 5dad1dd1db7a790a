//! Bars on a time scale.

mod build;
mod path;
mod pauses;

use crate::model::ItemKind;
use crate::schedule::Basis;
use crate::time::{Date, Period};
pub use build::{build, has_content};
use serde::Serialize;
use std::ops::Not;

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
    /// Times in which what bears a tag holds still, as far as the scale goes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub freezes: Vec<Frozen<'a>>,
    /// The rows, by phase, or by area when there are no phases.
    pub groups: Vec<Group<'a>>,
    /// The word of the highest tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_tier: Option<&'a str>,
    /// Phases of which only the first day is known, with that day; they have no bar.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub open_ended: Vec<(&'a str, Date)>,
    /// How many items are late, with a bar or without: as many as the schedule says.
    pub late: usize,
    /// How many items of work have no dates.
    pub undated: u32,
    /// How many items were dropped; they are not shown.
    pub dropped: u32,
}

/// A freeze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Frozen<'a> {
    /// Its title.
    pub title: &'a str,
    /// First and last day.
    #[serde(flatten)]
    pub period: Period,
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
    /// First and last day of the phase: its window, or computed from what it holds.
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
    /// Whether it is late as the schedule has it: computed to end after it is due, or open after it was due or planned.
    #[serde(skip_serializing_if = "Not::not")]
    pub late: bool,
    /// Whether it is a moment.
    #[serde(skip_serializing_if = "Not::not")]
    pub milestone: bool,
    /// Of a moment: whether it is the beginning of its day, and not the end.
    #[serde(skip_serializing_if = "Not::not")]
    pub from_morning: bool,
    /// Times within its dates in which those who do it do not work, though the plan does, or a freeze holds it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Period>,
    /// Whether its tier is the highest.
    #[serde(skip_serializing_if = "Not::not")]
    pub top_tier: bool,
    /// Whether it is open and without total float.
    #[serde(skip_serializing_if = "Not::not")]
    pub critical: bool,
    /// Whether it is on the critical path: the chain that fixes the end of the plan.
    #[serde(skip_serializing_if = "Not::not")]
    pub on_path: bool,
    /// Of what is on the critical path: the row before it there, which fixes when it happens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driver: Option<Driver<'a>>,
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

/// What fixes when a row of the critical path happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Driver<'a> {
    /// The full name of the row before it.
    pub name: &'a str,
    /// Whether it waits for people who are busy there, and not for what is done there.
    #[serde(skip_serializing_if = "Not::not")]
    pub people: bool,
}

impl Row<'_> {
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

#[cfg(test)]
mod tests;
