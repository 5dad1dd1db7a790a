//! `retired-still-needed`: something that goes is needed by something that stays.
//!
//! Once the old thing is switched off, what leans on it fails. Need its replacement instead.

use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, ItemKind, Plan, Replacement};
use crate::survey::Survey;
use crate::text::Place;

/// Finds components that need something that is to be gone.
pub fn retired_still_needed(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let goes = |id: ItemId| plan.item(id).kind == ItemKind::Retire && !plan.item(id).is_dropped();
    let stays = |id: ItemId| plan.item(id).kind == ItemKind::Component && !plan.item(id).is_dropped() && !plan.ancestors(id).any(goes);
    for (id, item) in plan.ids().filter(|(id, _)| stays(*id)) {
        // A chain to `*` only says what comes first.
        let needs = item.needs.iter().filter(|need| goes(need.target) && survey.sources.slice(need.place) != "*");
        found.extend(needs.map(|need| finding(plan, id, need.target, need.place)));
    }
}

fn finding(plan: &Plan, id: ItemId, needed: ItemId, place: Place) -> Diagnostic {
    let (item, old) = (plan.item(id), plan.item(needed));
    let message = format!("`{}` stays, but needs `{}`, which is to be gone at the end", item.name, old.name);
    let diagnostic = Diagnostic::new(&code::RETIRED_STILL_NEEDED, message)
        .at(place, "needed here")
        .see(old.said, "declared here as something that goes")
        .about(&*item.name);
    match &old.replacement {
        Some(Replacement::Item(new)) if *new != id => diagnostic.help(format!("need what replaces it: `needs {}`", plan.item(*new).name)),
        _ => diagnostic.help(format!(
            "remove the need, or, if it waits for the retirement, write `allow {} on {}`",
            code::RETIRED_STILL_NEEDED.name,
            item.name
        )),
    }
}
