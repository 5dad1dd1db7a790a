//! `needs-dropped`: a need on something that was dropped.
//!
//! Taken as met it would hide that a foundation is gone; taken as unmet it would block for ever. Remove the need, or need
//! what takes the place of the dropped item.

use super::areas::dropped;
use crate::diag::{Diagnostic, code};
use crate::model::ItemId;
use crate::survey::Survey;
use crate::text::Place;

/// Finds needs on dropped items.
pub fn needs_dropped(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let gone = dropped(plan);
    let finding = |waiting: ItemId, needed: ItemId, place: Place| {
        let (waiting, needed) = (plan.item(waiting), plan.item(needed));
        let diagnostic = Diagnostic::new(&code::NEEDS_DROPPED, format!("`{}` needs `{}`, which was dropped", waiting.name, needed.name))
            .at(place, "needed here")
            .about(&*waiting.name)
            .help("remove the need, or need what takes its place");
        diagnostic.see(needed.state_said.unwrap_or(needed.said), "dropped here")
    };
    for (id, item) in plan.ids().filter(|(id, _)| !gone[id.index()]) {
        let needs = item.needs.iter().filter(|need| gone[need.target.index()]);
        found.extend(needs.map(|need| finding(id, need.target, need.place)));
    }
    for junction in &plan.junctions {
        // One waiting item speaks for all: the others stand in the same chain.
        let Some(waiting) = junction.waiting.iter().find(|id| !gone[id.index()]) else { continue };
        let needs = junction.needed.iter().filter(|id| gone[id.index()]);
        found.extend(needs.map(|needed| finding(*waiting, *needed, junction.said)));
    }
}
