//! Which item of then is which of now: by name, and where a name is gone, by what it asks for, when that is clear.

use super::condition::told;
use crate::model::{Item, ItemId, Plan};
use std::collections::{BTreeMap, HashMap};

/// The items of two revisions side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pairs {
    /// By item of then: the same item now.
    pub now: Vec<Option<ItemId>>,
    /// By item of now: the same item then.
    pub then: Vec<Option<ItemId>>,
    /// Items that have another name now, in the order of the plan of now.
    pub renamed: Vec<(ItemId, ItemId)>,
}

/// Finds the pairs. An item that has another name is the same when nothing else of its kind stands at its paths, asks what it asks, has
/// its id and title, or its title alone; something that holds others is the same when what it held moved to one place.
pub fn pairs(then: &Plan, now: &Plan) -> Pairs {
    let mut pairs = Pairs { now: vec![None; then.items.len()], then: vec![None; now.items.len()], renamed: Vec::new() };
    pairs.join(Plan::ROOT, Plan::ROOT);
    let names: HashMap<&str, ItemId> = now.ids().skip(1).map(|(id, item)| (&*item.name, id)).collect();
    for (old, item) in then.ids().skip(1) {
        if let Some(new) = names.get(&*item.name) {
            pairs.join(old, *new);
        }
    }
    for key in [asks, called, titled] {
        pairs.by(then, now, key);
    }
    // Wholes from the inside out, then what is left in them by its id.
    for (old, item) in then.ids().skip(1).collect::<Vec<_>>().into_iter().rev() {
        if item.is_container() && pairs.now[old.index()].is_none() {
            pairs.whole(then, now, old);
        }
    }
    for (old, item) in then.ids().skip(1) {
        let Some(parent) = item.parent.and_then(|parent| pairs.now[parent.index()]).filter(|_| pairs.now[old.index()].is_none()) else {
            continue;
        };
        let same =
            now.item(parent).children.iter().copied().find(|child| now.item(*child).id == item.id && pairs.then[child.index()].is_none());
        if let Some(new) = same {
            pairs.join(old, new);
        }
    }
    let moved = pairs.then.iter().enumerate().filter_map(|(new, old)| Some((ItemId(u32::try_from(new).ok()?), (*old)?)));
    pairs.renamed = moved.filter(|(new, old)| then.item(*old).name != now.item(*new).name).map(|(new, old)| (old, new)).collect();
    pairs
}

impl Pairs {
    fn join(&mut self, old: ItemId, new: ItemId) {
        if let (Some(to), Some(from)) = (self.now.get_mut(old.index()), self.then.get_mut(new.index())) {
            (*to, *from) = (Some(new), Some(old));
        }
    }

    /// Joins what has the same key and is alone with it on both sides.
    fn by(&mut self, then: &Plan, now: &Plan, key: fn(&Plan, &Item) -> Option<String>) {
        let free = |plan: &Plan, taken: &[Option<ItemId>]| {
            let mut all: BTreeMap<String, Vec<ItemId>> = BTreeMap::new();
            for (id, item) in plan.ids().skip(1).filter(|(id, _)| taken[id.index()].is_none()) {
                if let Some(key) = key(plan, item) {
                    all.entry(key).or_default().push(id);
                }
            }
            all
        };
        let (old, new) = (free(then, &self.now), free(now, &self.then));
        for (key, olds) in old {
            if let ([old], Some([new])) = (olds.as_slice(), new.get(&key).map(Vec::as_slice)) {
                self.join(*old, *new);
            }
        }
    }

    /// Joins something that holds others with the one new thing that holds all of them that are left.
    fn whole(&mut self, then: &Plan, now: &Plan, old: ItemId) {
        let parents = then.item(old).children.iter().filter_map(|child| now.item(self.now[child.index()]?).parent);
        let mut parents: Vec<ItemId> = parents.collect();
        parents.dedup();
        if let [new] = parents.as_slice()
            && self.then[new.index()].is_none()
            && now.item(*new).kind == then.item(old).kind
        {
            self.join(old, *new);
        }
    }
}

/// What an item stands at and asks for.
fn asks(plan: &Plan, item: &Item) -> Option<String> {
    if item.is_container() || item.at.is_empty() && item.condition.is_none() && item.each.is_none() {
        return None;
    }
    let paths: Vec<&str> = item.at.iter().map(|place| &*place.path).collect();
    let condition = item.condition.as_ref().map(|condition| told(condition, plan)).unwrap_or_default();
    Some(format!("{} {paths:?} {:?} {condition}", item.kind.word(), item.each))
}

/// What an item is called, wherever it stands.
fn called(_: &Plan, item: &Item) -> Option<String> {
    Some(format!("{} {} {}", item.kind.word(), item.id, item.title))
}

/// What an item is titled.
fn titled(_: &Plan, item: &Item) -> Option<String> {
    (!item.title.is_empty()).then(|| format!("{} {}", item.kind.word(), item.title))
}
