//! `star-leaves-out`: a chain to everything that would close a circle with some of it.
//!
//! What the named end of the chain itself needs (or what needs it, in `chain * -> a`) is left out. Name what is meant in
//! place of `*`, or remove the need that closes the circle.

use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::graph::Paths;
use crate::model::ItemId;
use crate::survey::Survey;
use crate::text::Place;
use std::collections::BTreeMap;

/// Finds chains with `*` that left something out: one finding a chain and end.
pub fn star_leaves_out(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let mut chains: BTreeMap<(Place, ItemId), Vec<ItemId>> = BTreeMap::new();
    for (end, left, place) in &plan.star_exceptions {
        chains.entry((*place, *end)).or_default().push(*left);
    }
    let mut paths = Paths::new(&survey.network, &survey.order);
    for ((place, end), mut left) in chains {
        let name = |id: ItemId| &*plan.item(id).name;
        left.sort_by_key(|id| name(*id));
        let all: Vec<&str> = left.iter().map(|id| name(*id)).collect();
        // The first that is needed directly shows best why.
        let direct = |id: &&ItemId| plan.item(end).needs.iter().any(|need| need.target == **id);
        let Some(example) = left.iter().find(direct).or(left.first()).copied() else { continue };
        let forward = paths.behind(example, end);
        let (stands, way) = match forward {
            Some(way) => ("it needs them itself", way),
            None => ("they need it", paths.behind(end, example).unwrap_or_default()),
        };
        let stands = if left.len() == 1 { stands.replace("them", "that").replace("they need", "that needs") } else { stands.to_owned() };
        let message = format!("the chain between `{}` and `*` leaves out {}: {stands}, so a circle would close", name(end), names(&all, 3));
        let mut diagnostic = Diagnostic::new(&code::STAR_LEAVES_OUT, message).at(place, "everything else, but not that").about(name(end));
        for edge in way.iter().take(3) {
            diagnostic = diagnostic.see(edge.place, format!("`{}` needs `{}`", name(edge.waiting), name(edge.needed)));
        }
        found.push(diagnostic.help("name what is meant in place of `*`, or remove the need that closes the circle"));
    }
}
