//! What documents say of an item's schedule that differs from the plan.

use crate::model::{Claim, ClaimFact, Item, ItemId, PhaseId, Window};
use crate::schedule::{Basis, Planned};
use crate::survey::Survey;
use crate::time::Period;
use serde::Serialize;

/// A document's rival schedule.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Rival<'a> {
    /// What it says, such as `in week 1`.
    pub says: &'a str,
    /// The id of the document; none for what was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<&'a str>,
    /// First and last line in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lines: Option<(u32, u32)>,
    /// The title of the step it says it of, when not of the item itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<&'a str>,
}

/// The rival schedules of an item and its steps.
pub(super) fn of<'a>(survey: &'a Survey<'a>, id: ItemId, planned: Option<Planned>) -> Vec<Rival<'a>> {
    let item: &'a Item = survey.plan.item(id);
    let mut rivals = Vec::new();
    let mut add = |claim: &'a Claim, own: &Own<'_>, step| {
        if claim.facts.iter().any(|fact| own.differs(survey, fact)) {
            let source = claim.origin.source.map(|source| &*survey.plan.sources[source.index()].id);
            // Most have one or none, and there are many items.
            rivals.reserve_exact(1);
            rivals.push(Rival { says: &claim.text, source, lines: claim.origin.lines, step });
        }
    };
    if !item.claims.is_empty() {
        let window = item.window();
        let own = Own { item, window, planned, phase: item.phase };
        item.claims.iter().for_each(|claim| add(claim, &own, None));
    }
    for step in item.steps.iter().filter(|step| !step.claims.is_empty()) {
        let period = step.window.and_then(|window| survey.plan.period(window));
        let fixed = period.map(|period| Planned { period, basis: Basis::Fixed });
        let own = Own { item, window: step.window.or(item.on), planned: fixed.or(planned), phase: item.phase };
        step.claims.iter().for_each(|claim| add(claim, &own, Some(&*step.title)));
    }
    rivals
}

/// What the plan itself says.
struct Own<'i> {
    item: &'i Item,
    window: Option<Window>,
    planned: Option<Planned>,
    phase: Option<PhaseId>,
}

impl Own<'_> {
    fn differs(&self, survey: &Survey<'_>, fact: &ClaimFact) -> bool {
        let item = self.item;
        match fact {
            ClaimFact::Window(claimed) => self.window_differs(survey, *claimed),
            ClaimFact::Phase(phase) => self.phase != Some(*phase),
            ClaimFact::Due(claimed) => {
                let latest = |moment| survey.timetable.latest(survey.plan, moment);
                item.due != Some(*claimed) && item.due.and_then(latest).is_none_or(|due| latest(*claimed) != Some(due))
            }
            ClaimFact::Effort(claimed) => ![item.effort, item.length, item.duration].contains(&Some(*claimed)),
            _ => false,
        }
    }

    /// A claimed window agrees when the planned one lies in it, or when it lies in the week the plan names.
    fn window_differs(&self, survey: &Survey<'_>, claimed: Window) -> bool {
        let within = |inner: Period, outer: Period| outer.first <= inner.first && inner.last <= outer.last;
        if let (Some(planned), Some(claimed)) = (self.planned, survey.plan.period(claimed)) {
            return match planned.basis {
                Basis::Fixed | Basis::Computed => !within(planned.period, claimed),
                Basis::Week => !within(planned.period, claimed) && !within(claimed, planned.period),
                Basis::Phase | Basis::Parts => true,
            };
        }
        match (self.window.and_then(days), days(claimed)) {
            (Some(own), Some(claimed)) => own.0 < claimed.0 || claimed.1 < own.1,
            _ => true,
        }
    }
}

/// A window as days of the plan, when it is no dates.
fn days(window: Window) -> Option<(u64, u64)> {
    match window {
        Window::Dates(_) => None,
        Window::Days(first, last) => Some((u64::from(first), u64::from(last))),
        Window::Weeks(first, last) => Some((u64::from(first).saturating_sub(1) * 7 + 1, u64::from(last) * 7)),
    }
}
