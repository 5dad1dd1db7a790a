//! `unprovable`: items that no evidence could ever prove.
//!
//! They name no place in the tree and no condition, so their state is only what somebody typed. Said once an area.

use super::areas::by_area;
use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::{ItemId, Plan};
use crate::survey::Survey;

/// Finds counted leaves without `at`, `each` and `done when`.
pub fn unprovable(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let counted = |id: &ItemId| plan.item(*id).is_counted();
    let bare = |id: &ItemId| {
        let item = plan.item(*id);
        item.at.is_empty() && item.each.is_none() && item.condition.is_none()
    };
    let all = by_area(plan, &code::UNPROVABLE, plan.ids().map(|(id, _)| id).filter(counted));
    for (area, items) in all {
        let of = items.len();
        let items: Vec<ItemId> = items.into_iter().filter(bare).collect();
        if !items.is_empty() {
            found.push(finding(plan, area, &items, of));
        }
    }
}

fn finding(plan: &Plan, area: ItemId, items: &[ItemId], of: usize) -> Diagnostic {
    let first: Vec<&str> = items.iter().map(|id| &*plan.item(*id).name).collect();
    let holder = plan.item(area);
    let message = match first.as_slice() {
        [only] => {
            let item = items.first().map(|id| plan.item(*id));
            let by_steps = item.is_some_and(|item| item.steps.iter().any(|step| step.condition.is_some() || !step.at.is_empty()));
            let own = if by_steps { "; only its steps do" } else { "" };
            format!("nothing could ever prove `{only}`: it names no place and no condition{own}")
        }
        _ => {
            let count = if items.len() == of { format!("any of the {of}") } else { format!("{} of the {of}", items.len()) };
            let whose = if area == Plan::ROOT { "items that stand in no area".to_owned() } else { format!("items of `{}`", holder.name) };
            format!("nothing could ever prove {count} {whose}: {}", names(&first, 4))
        }
    };
    let mut diagnostic = Diagnostic::new(&code::UNPROVABLE, message);
    for (at, id) in items.iter().take(4).enumerate() {
        let said = plan.item(*id).said;
        diagnostic = if at == 0 { diagnostic.at(said, "no place and no condition") } else { diagnostic.see(said, "nor here") };
    }
    let name = if items.len() == 1 { first.first().copied().unwrap_or_default() } else { &holder.name };
    diagnostic.about(name).help("say where it stands, `at \"path\"`, or what proves it, `done when …`")
}
