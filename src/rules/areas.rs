//! Gathering items by area, so that what is wrong with many of them is said once.

use crate::diag::Code;
use crate::model::{ItemId, ItemKind, Plan};
use std::collections::{BTreeMap, HashSet};

/// Sorts items by the area they are reported under: the outermost one, or the plan. Where the weight of the rule was set
/// for something further inside, or a waiver names it, its items stand by themselves, so that they can be weighed alone.
pub fn by_area(plan: &Plan, code: &Code, items: impl IntoIterator<Item = ItemId>) -> BTreeMap<ItemId, Vec<ItemId>> {
    let levels = plan.levels.iter().filter(|level| &*level.rule == code.name).flat_map(|level| &level.on);
    let waivers = plan.waivers.iter().filter(|waiver| &*waiver.rule == code.name).flat_map(|waiver| &waiver.on);
    let named: HashSet<&str> = levels.chain(waivers).map(|name| &**name).collect();
    let mut groups: BTreeMap<ItemId, Vec<ItemId>> = BTreeMap::new();
    for id in items {
        groups.entry(group_of(plan, &named, id)).or_default().push(id);
    }
    // By name, so that what is told does not depend on the order of statements.
    for items in groups.values_mut() {
        items.sort_by(|a, b| plan.item(*a).name.cmp(&plan.item(*b).name));
    }
    groups
}

fn group_of(plan: &Plan, named: &HashSet<&str>, id: ItemId) -> ItemId {
    let mut outermost = Plan::ROOT;
    for holder in std::iter::once(id).chain(plan.ancestors(id)) {
        let item = plan.item(holder);
        if !named.is_empty() && holder != Plan::ROOT && named.contains(&*item.name) {
            return holder;
        }
        if item.kind == ItemKind::Area {
            outermost = holder;
        }
    }
    outermost
}
