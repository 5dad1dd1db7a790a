//! Who asks to be kept up to date: what is marked `per measured`.

use crate::model::{Item, ItemId, Origin, Plan, Step};

/// What marks say of an item or a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It bears the mark itself.
    Own,
    /// What it is part of bears the mark.
    Around,
    /// Nothing asks for it, or a document speaks for it.
    None,
}

/// Whether a fact is measured rather than said by a document.
pub fn is_measured(origin: Origin) -> bool {
    origin.source.is_none()
}

/// The mark of an item: the nearest `per` decides, its own before that of what it is part of.
pub fn of_item(plan: &Plan, id: ItemId) -> Mark {
    let own = |item: &Item| (!item.per.is_empty()).then(|| item.per.iter().any(|origin| is_measured(*origin)));
    if let Some(marked) = own(plan.item(id)) {
        return if marked { Mark::Own } else { Mark::None };
    }
    match plan.ancestors(id).find_map(|around| own(plan.item(around))) {
        Some(true) => Mark::Around,
        _ => Mark::None,
    }
}

/// The mark of a step: its own `per`, else that of its item.
pub fn of_step(step: &Step, item: Mark) -> Mark {
    match (step.per.is_empty(), step.per.iter().any(|origin| is_measured(*origin)), item) {
        (false, true, _) => Mark::Own,
        (true, _, Mark::Own | Mark::Around) => Mark::Around,
        _ => Mark::None,
    }
}
