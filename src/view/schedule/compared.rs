//! This schedule beside others: what each scenario does to it, and what has moved since the baseline.

use super::LISTED;
use crate::model::ItemId;
use crate::schedule::comparison::{Difference, Moved};
use crate::survey::Survey;
use crate::time::Date;
use crate::view::{Label, Labels};
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item whose dates differ, and what it is called.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MovedView<'a> {
    /// Its name and dates.
    #[serde(flatten)]
    pub moved: Moved,
    /// The item; nothing when it is no longer there.
    #[serde(skip)]
    pub item: Option<Label<'a>>,
}

/// What differs between two schedules, as far as it is shown.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Compared<'a> {
    /// The last day of work there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day of work here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
    /// Days of the calendar the end moved; more is later. Nothing where nobody knows one of the ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// Working days the end moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_days: Option<i64>,
    /// Items with other dates, those that moved furthest first; the first [`LISTED`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<MovedView<'a>>,
    /// How many of them are left out.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub moved_left_out: usize,
    /// How many items have the same dates.
    pub same: u32,
    /// Items that come onto the critical path.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<Arc<str>>,
    /// Items that leave it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Arc<str>>,
    /// Items that come to be late.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub newly_late: Vec<Arc<str>>,
    /// Items that are no longer late.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub no_longer_late: Vec<Arc<str>>,
    /// Items that find no place, so that nobody knows the end.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unplaced: Vec<Arc<str>>,
    /// Items of which nobody knows whether they are late.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<Arc<str>>,
}

impl<'a> Compared<'a> {
    fn new(difference: &Difference, named: &Named<'a, '_>) -> Compared<'a> {
        let view = |moved: &Moved| MovedView { item: named.label(&moved.name), moved: moved.clone() };
        let moved: Vec<MovedView<'a>> = difference.moved.iter().take(LISTED).map(view).collect();
        let moved_left_out = difference.moved.len() - moved.len();
        Compared {
            from: difference.from,
            to: difference.to,
            days: difference.days,
            working_days: difference.working_days,
            moved,
            moved_left_out,
            same: difference.same,
            joined: difference.joined.clone(),
            left: difference.left.clone(),
            newly_late: difference.newly_late.clone(),
            no_longer_late: difference.no_longer_late.clone(),
            unplaced: difference.unplaced.clone(),
            undecided: difference.undecided.clone(),
        }
    }
}

/// The items of a plan by their full names.
pub(super) struct Named<'a, 'l> {
    labels: &'l Labels<'a>,
    ids: BTreeMap<&'a str, ItemId>,
}

impl<'a, 'l> Named<'a, 'l> {
    pub(super) fn new(survey: &'a Survey<'a>, labels: &'l Labels<'a>) -> Named<'a, 'l> {
        let asked = survey.baseline.is_some() || !survey.scenarios.is_empty();
        let ids = survey.plan.ids().skip(1).filter(|_| asked).map(|(id, item)| (&*item.name, id)).collect();
        Named { labels, ids }
    }

    fn label(&self, name: &str) -> Option<Label<'a>> {
        self.ids.get(name).map(|id| self.labels.of(*id))
    }
}

/// The plan with some facts changed.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScenarioDates<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What it changes: a name, and the new facts as written.
    pub changes: Vec<(&'a str, &'a str)>,
    /// From the plan to the scenario; nothing when the changed plan has faults.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compared: Option<Compared<'a>>,
    /// What is found in it that is not found in the plan, in words; the first [`LISTED`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<&'a str>,
    /// How many of these are left out.
    #[serde(skip_serializing_if = "super::is_zero", default)]
    pub found_left_out: usize,
}

/// What has moved since the baseline.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Variance<'a> {
    /// What the baseline is called.
    pub label: &'a str,
    /// From the baseline to the plan.
    pub compared: Compared<'a>,
    /// How many items end later than in the baseline.
    pub slipping: usize,
}

pub(super) fn scenarios<'a>(survey: &'a Survey<'a>, named: &Named<'a, '_>) -> Vec<ScenarioDates<'a>> {
    let one = |scenario: &'a crate::schedule::comparison::Scenario| {
        let of = survey.plan.scenarios.get(scenario.index)?;
        Some(ScenarioDates {
            id: &of.id,
            title: &of.title,
            changes: of.changes.iter().map(|(name, facts)| (&**name, &**facts)).collect(),
            compared: scenario.difference.as_ref().map(|difference| Compared::new(difference, named)),
            found: scenario.found.iter().take(LISTED).map(|finding| &*finding.message).collect(),
            found_left_out: scenario.found.len().saturating_sub(LISTED),
        })
    };
    survey.scenarios.iter().filter_map(one).collect()
}

pub(super) fn variance<'a>(survey: &'a Survey<'a>, named: &Named<'a, '_>) -> Option<Variance<'a>> {
    let (baseline, difference) = survey.baseline.as_ref()?;
    Some(Variance { label: &baseline.label, compared: Compared::new(difference, named), slipping: difference.slipping() })
}
