//! `in-no-phase`: work that no phase holds, although the plan has phases.
//!
//! It appears in none of them, so each looks complete while the work is nobody's turn. Said once an area; what has a tier is
//! named first, and lines that stand for many are only counted. Milestones are reached when what they need is, and need no phase of their own.

use super::areas::by_area;
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
    let is_open_work = |id: ItemId| {
        let item = plan.item(id);
        let work = matches!(item.kind, ItemKind::Component | ItemKind::Retire | ItemKind::Task);
        work && !item.is_container() && !plan.item(id).is_dropped() && !survey.assessment.is_closed(id)
    };
    let mut open = std::collections::BTreeMap::new();
    let work: Vec<ItemId> = plan.ids().map(|(id, _)| id).filter(|id| is_open_work(*id)).collect();
    for (area, items) in by_area(plan, &code::IN_NO_PHASE, work.iter().copied()) {
        open.insert(area, items.len());
    }
    for (area, mut items) in by_area(plan, &code::IN_NO_PHASE, work.into_iter().filter(|id| plan.item(*id).phase.is_none())) {
        // What stands for many is not itemised: a plan cannot name it, so it comes last.
        items.sort_by_key(|id| (is_many(plan, *id), plan.item(*id).tier.unwrap_or(u8::MAX)));
        found.push(finding(plan, area, &items, open.get(&area).copied().unwrap_or(items.len())));
    }
}

/// Whether an item stands for more than one thing.
fn is_many(plan: &Plan, id: ItemId) -> bool {
    let quantity = plan.item(id).quantity;
    quantity.count > 1 || quantity.at_least
}

fn finding(plan: &Plan, area: ItemId, items: &[ItemId], of: usize) -> Diagnostic {
    let all: Vec<&str> = items.iter().map(|id| &*plan.item(*id).name).collect();
    let named: Vec<&str> = items.iter().filter(|id| !is_many(plan, **id)).map(|id| &*plan.item(*id).name).collect();
    let list = match all.len() - named.len() {
        // Only fillers: their names are all there is.
        _ if named.is_empty() => names(&all, 6),
        0 => names(&named, 6),
        1 => format!("{}, and 1 line that stands for several", names(&named, 6)),
        many => format!("{}, and {many} lines that stand for several each", names(&named, 6)),
    };
    let holder = plan.item(area);
    let message = match all.as_slice() {
        [only] => format!("`{only}` is in no phase"),
        _ if area == Plan::ROOT => format!("{} items that stand in no area are in no phase either: {list}", all.len()),
        _ if all.len() == of => format!("no open item of `{}` is in a phase: {list}", holder.name),
        _ => format!("{} of {of} open items of `{}` are in no phase: {list}", all.len(), holder.name),
    };
    let mut diagnostic = Diagnostic::new(&code::IN_NO_PHASE, message);
    for (at, id) in items.iter().take(named.len().clamp(1, 6)).enumerate() {
        let said = plan.item(*id).said;
        diagnostic = if at == 0 { diagnostic.at(said, "in no phase") } else { diagnostic.see(said, "nor is this") };
    }
    let first = plan.phases.first().map_or("", |phase| &phase.id);
    let name = if items.len() == 1 { all.first().copied().unwrap_or_default() } else { &holder.name };
    diagnostic.about(name).help(format!("say when its turn is, such as `in {first}`; on an area it holds for all of it"))
}
