//! `needs-dropped`: a need on something that was dropped.
//!
//! Taken as met it would hide that a foundation is gone; taken as unmet it would block for ever. Remove the need, or need
//! what takes the place of the dropped item.

use crate::diag::{Diagnostic, code};
use crate::model::ItemId;
use crate::progress::Standing;
use crate::survey::Survey;
use crate::text::Place;

/// Finds needs on dropped items.
pub fn needs_dropped(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    // A whole is dropped as well when all of it was.
    let dropped = |id: ItemId| survey.assessment.standing(id) == Standing::Dropped;
    let finding = |waiting: ItemId, needed: ItemId, place: Place| {
        let (waiting, needed) = (plan.item(waiting), plan.item(needed));
        let what = if needed.is_dropped() { "which was dropped" } else { "of which all was dropped" };
        let diagnostic = Diagnostic::new(&code::NEEDS_DROPPED, format!("`{}` needs `{}`, {what}", waiting.name, needed.name))
            .at(place, "needed here")
            .about(&*waiting.name)
            .help("remove the need, or need what takes its place");
        diagnostic.see(needed.state_said.unwrap_or(needed.said), "dropped here")
    };
    for (id, item) in plan.ids().filter(|(id, _)| !dropped(*id)) {
        let needs = item.needs.iter().filter(|need| dropped(need.target));
        found.extend(needs.map(|need| finding(id, need.target, need.place)));
    }
    for junction in &plan.junctions {
        // One waiting item speaks for all: the others stand in the same chain.
        let Some(waiting) = junction.waiting.iter().find(|id| !dropped(**id)) else { continue };
        let needs = junction.needed.iter().filter(|id| dropped(**id));
        found.extend(needs.map(|needed| finding(*waiting, *needed, junction.said)));
    }
}
