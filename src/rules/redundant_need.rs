//! `redundant-need`: a need that a longer chain already says.
//!
//! Nothing is wrong with it yet, but when the order changes, the forgotten short way still holds it. Remove it. What a
//! chain to `*` and a `use` imply is no need somebody wrote, so it is left alone.

use crate::diag::{Diagnostic, code};
use crate::graph::{LoopEdge, Paths};
use crate::model::{ItemId, Need, Replacement};
use crate::survey::Survey;

/// Findings that tell the longer way; the rest only say that there is one.
const WAYS: usize = 200;

/// Finds needs that a longer chain already says. Nothing above [`crate::graph::REACH_LIMIT`] items.
pub fn redundant_need(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(reach) = &survey.reach else { return };
    let mut paths = Paths::new(&survey.network, &survey.order);
    let written = reach.redundant.iter().filter(|(waiting, needed, place)| {
        let need = survey.plan.item(*waiting).needs.iter().find(|need| need.target == *needed && need.place == *place);
        need.is_some_and(|need| is_written(survey, *waiting, need))
    });
    for (at, (waiting, needed, place)) in written.enumerate() {
        let way = if at < WAYS { way(survey, &mut paths, *waiting, *needed) } else { Vec::new() };
        found.push(finding(survey, *waiting, *needed, *place, &way));
    }
}

/// The longer way, by the need whose name comes first: what is told does not depend on the order of statements.
fn way(survey: &Survey<'_>, paths: &mut Paths<'_>, waiting: ItemId, needed: ItemId) -> Vec<LoopEdge> {
    let plan = survey.plan;
    let mut others: Vec<&Need> = plan.item(waiting).needs.iter().filter(|need| need.target != needed).collect();
    others.sort_by_key(|need| &plan.item(need.target).name);
    for other in others {
        if let Some(rest) = paths.after(needed, other.target).filter(|rest| !rest.is_empty()) {
            let first = LoopEdge { waiting, needed: other.target, place: other.place };
            return rest.into_iter().chain([first]).collect();
        }
    }
    paths.around(waiting, needed).unwrap_or_default()
}

/// Whether somebody wrote this need for these two, rather than for everything or for a replacement.
pub fn is_written(survey: &Survey<'_>, waiting: ItemId, need: &Need) -> bool {
    let implied = survey.plan.item(waiting).replacement == Some(Replacement::Item(need.target));
    !implied && survey.sources.slice(need.place) != "*"
}

fn finding(survey: &Survey<'_>, waiting: ItemId, needed: ItemId, place: crate::text::Place, way: &[LoopEdge]) -> Diagnostic {
    let name = |id: ItemId| &*survey.plan.item(id).name;
    let through = match way.last().filter(|last| last.needed != needed) {
        Some(last) if last.waiting == waiting => format!("`{}`, which it needs as well, already waits for that", name(last.needed)),
        Some(last) => format!("it is part of `{}`, which needs `{}`, and that already waits for it", name(last.waiting), name(last.needed)),
        None => match way.last().filter(|last| last.waiting != waiting) {
            Some(last) => format!("it is part of `{}`, which needs that already", name(last.waiting)),
            None => "a longer chain already says so".to_owned(),
        },
    };
    let message = format!("`{}` need not say that it needs `{}`: {through}", name(waiting), name(needed));
    let mut diagnostic = Diagnostic::new(&code::REDUNDANT_NEED, message).at(place, "already said").about(name(waiting));
    for edge in way.iter().rev().take(3) {
        diagnostic = diagnostic.see(edge.place, format!("`{}` needs `{}`", name(edge.waiting), name(edge.needed)));
    }
    diagnostic.help("remove it")
}
