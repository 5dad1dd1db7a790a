//! `done-before-need`: something is done although what it needs is not.
//!
//! One of three is wrong: a state, the other state, or the need.

use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Plan};
use crate::progress::{Observed, Standing};
use crate::survey::Survey;
use crate::syntax::LinkKind;
use crate::text::Place;

/// Finds done items that need something that is known not to be done.
pub fn done_before_need(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let open = surely_open(survey);
    let done = |id: ItemId| id != Plan::ROOT && survey.assessment.standing(id) == Standing::Done;
    for (id, item) in plan.ids().filter(|(id, _)| done(*id)) {
        for need in &item.needs {
            let begun = survey.assessment.standing(need.target) != Standing::Missing;
            let unmet = match need.link {
                LinkKind::FinishStart | LinkKind::FinishFinish => open[need.target.index()],
                LinkKind::StartStart | LinkKind::StartFinish => !begun,
            };
            if unmet {
                found.push(finding(survey, id, need.target, need.place));
            }
        }
    }
    for junction in &plan.junctions {
        if let Some(needed) = junction.needed.iter().find(|id| open[id.index()]) {
            found.extend(junction.waiting.iter().filter(|id| done(**id)).map(|id| finding(survey, *id, *needed, junction.said)));
        }
    }
}

/// By item: whether something of it is known to be open. What nobody can tell is not.
fn surely_open(survey: &Survey<'_>) -> Vec<bool> {
    let plan = survey.plan;
    let mut open = vec![false; plan.items.len()];
    for index in (1..plan.items.len()).rev() {
        let item = &plan.items[index];
        let standing = survey.assessment.standings[index];
        let own = !item.is_container() || survey.assessment.unmet[index];
        open[index] |= own && matches!(standing, Standing::Missing | Standing::Partial);
        open[index] &= !item.is_dropped();
        if let Some(parent) = item.parent.filter(|_| open[index]) {
            open[parent.index()] = true;
        }
    }
    open
}

fn finding(survey: &Survey<'_>, id: ItemId, needed: ItemId, place: Place) -> Diagnostic {
    let (item, need) = (survey.plan.item(id), survey.plan.item(needed));
    let word = match (need.status, survey.assessment.standing(needed)) {
        (Some((status, _)), _) => status.word(),
        (None, standing) => standing.word(),
    };
    // What was measured on both sides is no matter of claims.
    let shown = |id| !matches!(survey.assessment.observed(id), Observed::NothingAsked | Observed::Present | Observed::Unknown(_));
    let code = if shown(id) && shown(needed) { &code::ORDER_VIOLATION } else { &code::DONE_BEFORE_NEED };
    let diagnostic = Diagnostic::new(code, format!("`{}` is done, but `{}`, which it needs, is {word}", item.name, need.name))
        .at(item.state_said.unwrap_or(item.said), "done")
        .see(place, "needed here")
        .see(need.state_said.unwrap_or(need.said), word)
        .about(&*item.name);
    diagnostic.help("correct one of the states, or remove the need")
}
