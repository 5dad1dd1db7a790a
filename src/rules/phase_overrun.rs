//! `phase-overrun`: work that ends after its phase.
//!
//! The phase has a window, and the work in it is computed to end behind it. Move work to a later phase, add people, or make
//! the phase longer.

use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Plan};
use crate::schedule::Basis;
use crate::survey::Survey;

/// Finds phases that their work does not fit in; one finding a phase.
pub fn phase_overrun(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    let mut over: Vec<Vec<ItemId>> = vec![Vec::new(); plan.phases.len()];
    for (id, item) in plan.ids().skip(1).filter(|(id, item)| !item.is_container() && !survey.assessment.is_closed(*id)) {
        let Some(phase) = item.phase.filter(|phase| plan.phases[phase.index()].window.is_some()) else { continue };
        let Some(planned) = table.items[id.index()].filter(|planned| planned.basis == Basis::Computed) else { continue };
        if table.phases[phase.index()].is_some_and(|period| planned.period.last > period.last) {
            over[phase.index()].push(id);
        }
    }
    for (at, mut items) in over.into_iter().enumerate().filter(|(_, items)| !items.is_empty()) {
        let ends = |id: &ItemId| table.items[id.index()].map(|planned| planned.period.last);
        items.sort_by(|a, b| ends(b).cmp(&ends(a)).then_with(|| plan.item(*a).name.cmp(&plan.item(*b).name)));
        let (phase, last) = (&plan.phases[at], items[0]);
        let (Some(period), Some(end)) = (table.phases[at], ends(&last)) else { continue };
        let all: Vec<&str> = items.iter().map(|id| &*plan.item(*id).name).collect();
        let verb = if all.len() == 1 { "ends" } else { "end" };
        let upto = if all.len() == 1 { format!("on {end}") } else { format!("as late as {end}") };
        let message = format!("{} {verb} {upto}, after phase `{}` is over ({})", names(&all, 4), phase.id, period.last);
        let item = plan.item(last);
        let diagnostic = Diagnostic::new(&code::PHASE_OVERRUN, message)
            .at(phase.window_said.unwrap_or(phase.said), "the phase ends here")
            .see(item.said, format!("ends on {end}"))
            .about(if let [only] = all.as_slice() { *only } else { &*plan.item(Plan::ROOT).name });
        found.push(super::late::chain(survey, last, diagnostic).help("move work to a later phase, add people, or make the phase longer"));
    }
}
