//! Which items a report shows.

use crate::model::{ItemId, Plan, ReportRequest};
use crate::progress::Standing;
use crate::survey::Survey;
use crate::syntax::State;

/// The items of one report: those that pass its filters, and the containers that hold any of them.
#[derive(Debug, Clone)]
pub struct Selection {
    passes: Vec<bool>,
    /// The filters in words; nothing when everything is shown.
    pub words: Option<String>,
}

impl Selection {
    /// Everything.
    pub fn all(plan: &Plan) -> Selection {
        Selection { passes: vec![true; plan.items.len()], words: None }
    }

    /// What a `report` statement asks for.
    pub fn of(survey: &Survey<'_>, request: &ReportRequest) -> Selection {
        let plan = survey.plan;
        let mut passes = vec![false; plan.items.len()];
        let filtered = filter_words(plan, request);
        for (id, item) in plan.ids() {
            passes[id.index()] = id == Plan::ROOT || (!item.is_container() && passes_all(survey, request, id));
        }
        for index in (1..plan.items.len()).rev() {
            if passes[index]
                && let Some(parent) = plan.items[index].parent
            {
                passes[parent.index()] = true;
            }
        }
        Selection { passes: if filtered.is_some() { passes } else { vec![true; plan.items.len()] }, words: filtered }
    }

    /// Whether an item is shown.
    pub fn has(&self, id: ItemId) -> bool {
        self.passes[id.index()]
    }

    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        self.words.is_none()
    }
}

fn passes_all(survey: &Survey<'_>, request: &ReportRequest, id: ItemId) -> bool {
    let plan = survey.plan;
    let item = plan.item(id);
    let any = |empty: bool, found: bool| empty || found;
    let standing = survey.assessment.standing(id);
    let in_state = |state: &State| match state {
        State::Done => standing == Standing::Done,
        State::Partial => standing == Standing::Partial,
        State::Missing => standing == Standing::Missing,
        State::Unsure => standing == Standing::Unknown,
        State::Deprecated => item.state == Some(State::Deprecated),
        State::Dropped => standing == Standing::Dropped,
    };
    any(request.of.is_empty(), request.of.iter().any(|of| plan.is_within(id, *of)))
        && any(request.phases.is_empty(), item.phase.is_some_and(|phase| request.phases.contains(&phase)))
        && any(request.tiers.is_empty(), item.tier.is_some_and(|tier| request.tiers.contains(&tier)))
        && any(request.owners.is_empty(), item.owner.is_some_and(|owner| request.owners.contains(&owner)))
        && any(request.states.is_empty(), request.states.iter().any(in_state))
        && any(request.statuses.is_empty(), item.status.is_some_and(|(status, _)| request.statuses.contains(&status)))
}

/// The filters of a request in words; nothing when it has none.
pub(super) fn filter_words(plan: &Plan, request: &ReportRequest) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut add = |what: &str, list: Vec<String>| {
        if !list.is_empty() {
            words.push(format!("{what} {}", list.join(", ")));
        }
    };
    add("of", request.of.iter().map(|id| plan.item(*id).title.to_string()).collect());
    add("in phase", request.phases.iter().map(|id| plan.phases[id.index()].title.to_string()).collect());
    add("tier", request.tiers.iter().map(|tier| plan.tier_word(*tier).to_owned()).collect());
    add("owned by", request.owners.iter().map(|id| plan.parties[id.index()].title.to_string()).collect());
    add("state", request.states.iter().map(|state| state.word().to_owned()).collect());
    add("status", request.statuses.iter().map(|status| status.word().to_owned()).collect());
    (!words.is_empty()).then(|| words.join("; "))
}
