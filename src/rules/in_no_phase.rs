//! `in-no-phase`: work that no phase holds, although the plan has phases.
//!
//! It appears in none of them, so each looks complete while the work is nobody's turn. Said once an area; what has a tier is
//! named first. Milestones are reached when what they need is, and need no phase of their own.

use super::areas::{by_area, dropped};
use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, ItemKind, Plan};
use crate::survey::Survey;

/// Finds open work in no phase.
pub fn in_no_phase(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    if plan.phases.is_empty() {
        return;
    }
    let gone = dropped(plan);
    let is_open_work = |id: ItemId| {
        let item = plan.item(id);
        let work = matches!(item.kind, ItemKind::Component | ItemKind::Retire | ItemKind::Task);
        work && !item.is_container() && !gone[id.index()] && !survey.assessment.is_closed(id)
    };
    let mut open = std::collections::BTreeMap::new();
    let work: Vec<ItemId> = plan.ids().map(|(id, _)| id).filter(|id| is_open_work(*id)).collect();
    for (area, items) in by_area(plan, &code::IN_NO_PHASE, work.iter().copied()) {
        open.insert(area, items.len());
    }
    for (area, mut items) in by_area(plan, &code::IN_NO_PHASE, work.into_iter().filter(|id| plan.item(*id).phase.is_none())) {
        items.sort_by_key(|id| (plan.item(*id).tier.unwrap_or(u8::MAX), *id));
        found.push(finding(plan, area, &items, open.get(&area).copied().unwrap_or(items.len())));
    }
}

fn finding(plan: &Plan, area: ItemId, items: &[ItemId], of: usize) -> Diagnostic {
    let all: Vec<&str> = items.iter().map(|id| &*plan.item(*id).name).collect();
    let holder = plan.item(area);
    let message = match all.as_slice() {
        [only] => format!("`{only}` is in no phase"),
        _ if area == Plan::ROOT => format!("{} items that stand in no area are in no phase either: {}", all.len(), names(&all, 6)),
        _ if all.len() == of => format!("no open item of `{}` is in a phase: {}", holder.name, names(&all, 6)),
        _ => format!("{} of {of} open items of `{}` are in no phase: {}", all.len(), holder.name, names(&all, 6)),
    };
    let mut diagnostic = Diagnostic::new(&code::IN_NO_PHASE, message);
    for (at, id) in items.iter().take(6).enumerate() {
        let said = plan.item(*id).said;
        diagnostic = if at == 0 { diagnostic.at(said, "in no phase") } else { diagnostic.see(said, "nor is this") };
    }
    let first = plan.phases.first().map_or("", |phase| &phase.id);
    let name = if items.len() == 1 { all.first().copied().unwrap_or_default() } else { &holder.name };
    diagnostic.about(name).help(format!("say when its turn is, such as `in {first}`; on an area it holds for all of it"))
}
