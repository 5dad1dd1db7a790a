//! `fixed-against-need`: a fixed date before what it needs can be done.
//!
//! Its days are fixed with `on`, and what it needs is computed to end only later. The fixed days stand, so one of the two
//! dates cannot come true: move the fixed days, or bring forward what is needed. Where both are fixed, that is
//! `window-against-order`.

use crate::diag::{Diagnostic, code};
use crate::schedule::Basis;
use crate::schedule::activity::{Mode, Reason, What};
use crate::survey::Survey;

/// Finds fixed days that needs contradict.
pub fn fixed_against_need(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let (plan, table) = (survey.plan, &survey.timetable);
    let work = &table.build.work;
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| !survey.assessment.is_closed(*id)) {
        let Some(at) = table.activity(id).filter(|at| work.activity(*at).mode == Mode::Fixed) else { continue };
        let Some((start, end)) = table.times[at as usize] else { continue };
        for link in work.links.before(at) {
            let (Reason::Need(place), What::Leaf(needed)) = (link.reason, work.activity(link.from).what) else { continue };
            let computed = table.items[needed.index()].filter(|planned| planned.basis == Basis::Computed);
            let (Some(computed), Some(bound)) = (computed, work.bound(link, &table.times)) else { continue };
            let held = if crate::schedule::holds_start(link.kind) && start < end { start } else { end };
            let moment = start == end;
            let in_time =
                if moment || crate::schedule::holds_start(link.kind) { held } else { work.calendar(at).stands_until(held, work.day) };
            if bound <= in_time
                || !moment && crate::schedule::holds_start(link.kind) && work.calendar(at).worked(held, bound) == 0
                || survey.assessment.is_closed(needed)
            {
                continue;
            }
            let message = format!(
                "`{}` is fixed on {}, but `{}`, which it needs, cannot end before {}",
                item.name,
                table.items[id.index()].map_or_else(String::new, |planned| planned.period.to_string()),
                plan.item(needed).name,
                computed.period.last
            );
            let diagnostic = Diagnostic::new(&code::FIXED_AGAINST_NEED, message)
                .at(place, "needed here")
                .see(item.window_said.unwrap_or(item.said), "fixed here")
                .about(&*item.name);
            let diagnostic = super::late::chain(survey, needed, diagnostic);
            found.push(diagnostic.help("move the fixed days, or bring forward what is needed"));
        }
    }
}
