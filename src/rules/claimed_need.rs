//! `claimed-need-closes-cycle`: a document says that one thing needs another, and the plan has it the other way round.
//!
//! The claim is not believed, but the document or the plan is wrong about what comes first.

use crate::diag::{Diagnostic, code};
use crate::graph::Paths;
use crate::model::{ClaimFact, ItemId};
use crate::survey::Survey;

/// Finds claimed needs that would close a circle.
pub fn claimed_need(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let mut paths = None;
    for (id, item) in plan.ids().skip(1) {
        for claim in &item.claims {
            for fact in &claim.facts {
                let ClaimFact::Needs(needed) = *fact else { continue };
                let paths = paths.get_or_insert_with(|| Paths::new(&survey.network, &survey.order));
                let Some(way) = paths.behind(id, needed) else { continue };
                let name = |id: ItemId| &*plan.item(id).name;
                let by = plan.origin(claim.origin);
                let why = match way.as_slice() {
                    [] => "one is part of the other".to_owned(),
                    [one] if one.waiting == needed => format!("but `{}` needs `{}`", name(needed), name(id)),
                    _ => format!("but `{}` waits for `{}`", name(needed), name(id)),
                };
                let message = format!("`{}` is claimed to need `{}` ({by}), {why}: both would be a circle", name(id), name(needed));
                let mut diagnostic = Diagnostic::new(&code::CLAIMED_NEED_CYCLE, message).at(claim.said, "claimed here").about(name(id));
                for edge in way.iter().take(6) {
                    diagnostic = diagnostic.see(edge.place, format!("`{}` needs `{}`", name(edge.waiting), name(edge.needed)));
                }
                let allow = format!("`allow {} on {}`", code::CLAIMED_NEED_CYCLE.name, name(id));
                found.push(diagnostic.help(format!("turn the need round if {by} is right; if the plan is, write {allow}")));
            }
        }
    }
}
