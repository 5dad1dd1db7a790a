//! `same-place`: two items at one path.
//!
//! One file would count as evidence for both. Give each its own path, or tell them apart with `done when`: an item with a
//! condition is judged by that, and its path is only where it belongs.

use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Place};
use crate::progress::check::real_path;
use crate::survey::Survey;
use hashbrown::HashMap;
use std::borrow::Cow;

/// Finds counted items that stand at a path where another stands, when the path is all the evidence both have.
pub fn same_place(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let mut first_at: HashMap<Cow<'_, str>, (ItemId, &Place)> = HashMap::new();
    let judged =
        plan.ids().filter(|(_, item)| !item.at.is_empty() && item.kind.is_counted() && item.condition.is_none() && !item.is_dropped());
    let mut judged: Vec<_> = judged.collect();
    // By name, so that what is told does not depend on the order of statements; a whole comes before its parts.
    judged.sort_by_key(|(_, item)| &item.name);
    for (id, item) in judged {
        for place in &item.at {
            let (first, other) = *first_at.entry(real_path(plan, &place.path)).or_insert((id, place));
            if first == id || plan.is_within(id, first) {
                continue;
            }
            let name = &*plan.item(first).name;
            found.push(
                Diagnostic::new(&code::SAME_PLACE, format!("`{}` and `{name}` stand at one path: {}", item.name, place.path))
                    .at(place.said, format!("`{}` stands here", item.name))
                    .see(other.said, format!("so does `{name}`"))
                    .about(&*item.name)
                    .help("correct one of the paths, or tell the two apart with `done when symbol \"…\" under \"…\"`"),
            );
        }
    }
}
