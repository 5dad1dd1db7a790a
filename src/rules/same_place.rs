//! `same-place`: two items at one path.
//!
//! One file would count as evidence for both. Give each its own path, or tell them apart with `done when`: an item with a
//! condition is judged by that, and its path is only where it belongs.

use super::areas::dropped;
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Place, Plan};
use crate::survey::Survey;
use std::borrow::Cow;
use std::collections::HashMap;

/// Finds counted items that stand at a path where another stands, when the path is all the evidence both have.
pub fn same_place(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let gone = dropped(plan);
    let mut first_at: HashMap<Cow<'_, str>, (ItemId, &Place)> = HashMap::new();
    for (id, item) in plan.ids().filter(|(id, item)| item.kind.is_counted() && item.condition.is_none() && !gone[id.index()]) {
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

/// A path as the tree has it: aliases replaced, no slash at its end.
pub fn real_path<'p>(plan: &Plan, path: &'p str) -> Cow<'p, str> {
    let path = path.trim_end_matches('/');
    let rest_of = |from: &str| {
        let rest = path.strip_prefix(from.trim_end_matches('/'))?;
        (rest.is_empty() || rest.starts_with('/')).then_some(rest)
    };
    let alias = plan
        .aliases
        .iter()
        .filter_map(|alias| Some((alias.from.len(), &alias.to, rest_of(&alias.from)?)))
        .max_by_key(|(length, ..)| *length);
    match alias {
        Some((_, to, rest)) => Cow::Owned(format!("{}{rest}", to.trim_end_matches('/'))),
        None => Cow::Borrowed(path),
    }
}
