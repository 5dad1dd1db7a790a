//! Phases: when, how far, and what their gate says.

use crate::progress::GateState;
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::time::{Date, Period};
use crate::view::Selection;
use crate::view::coverage::Sums;
use serde::Serialize;

/// Where the data date falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The phase's time is over.
    Past,
    /// The data date lies in it.
    Running,
    /// It has not begun.
    Ahead,
    /// It has no dates.
    NoDates,
}

impl When {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            When::Past => "past",
            When::Running => "running",
            When::Ahead => "ahead",
            When::NoDates => "no dates",
        }
    }
}

/// A phase.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PhaseView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Date>,
    /// Its last day, when the plan gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Date>,
    /// Where the data date falls.
    pub when: When,
    /// The things in it.
    pub counts: Rollup,
    /// Open items of any kind in it.
    pub open: u32,
    /// Its exit gate, when it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate: Option<GateState>,
    /// What it is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
}

/// The phases, each behind those it comes after; of a part of the plan, those that hold any of it.
pub fn phases<'a>(survey: &'a Survey<'a>, selection: &Selection, sums: &Sums) -> Vec<PhaseView<'a>> {
    let plan = survey.plan;
    let mut open = vec![0; plan.phases.len()];
    let mut shown = vec![selection.is_all(); plan.phases.len()];
    for (id, item) in plan.ids().skip(1) {
        let itself = !item.is_container() || survey.assessment.unmet[id.index()];
        let Some(phase) = item.phase.filter(|_| selection.has(id) && itself) else { continue };
        shown[phase.index()] = true;
        open[phase.index()] += u32::from(survey.layers.of[id.index()].is_some());
    }
    let views = plan.phase_order().into_iter().filter(|id| shown[id.index()]).map(|id| {
        let (index, phase) = (id.index(), &plan.phases[id.index()]);
        let period = survey.timetable.phases.get(index).copied().flatten();
        // A phase that only follows another may begin on a known day without a known end.
        let last = period.filter(|_| survey.timetable.has_end(id)).map(|period| period.last);
        PhaseView {
            id: &phase.id,
            title: &phase.title,
            first: period.map(|period| period.first),
            last,
            when: when(period, last, survey.data_date),
            counts: sums.phases[index],
            open: open[index],
            gate: survey.assessment.gates[index],
            goals: phase.goals.iter().map(|goal| &*goal.text).collect(),
        }
    });
    views.collect()
}

fn when(period: Option<Period>, last: Option<Date>, data_date: Date) -> When {
    match (period, last) {
        (None, _) => When::NoDates,
        (Some(period), _) if data_date < period.first => When::Ahead,
        (Some(_), Some(last)) if last < data_date => When::Past,
        _ => When::Running,
    }
}
