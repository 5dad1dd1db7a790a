//! Name lookup: outward from where a name stands, then as a unique suffix.

use super::{Item, ItemId};
use hashbrown::HashMap;
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// What a lookup gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Exactly one item.
    One(ItemId),
    /// Several, and nothing tells which is meant.
    Many(Vec<ItemId>),
    /// None.
    Nothing,
}

/// Items by name.
#[derive(Debug, Default)]
pub struct Scopes<'s> {
    children: HashMap<(ItemId, &'s str), ItemId>,
    /// Almost every id is had by one item.
    by_id: HashMap<&'s str, SmallVec<[ItemId; 1]>>,
}

impl<'s> Scopes<'s> {
    /// Declares an item; gives the sibling that already has the id, if any.
    pub fn declare(&mut self, parent: ItemId, id: &'s str, item: ItemId) -> Option<ItemId> {
        match self.children.entry((parent, id)) {
            hashbrown::hash_map::Entry::Occupied(first) => Some(*first.get()),
            hashbrown::hash_map::Entry::Vacant(free) => {
                free.insert(item);
                self.by_id.entry(id).or_default().push(item);
                None
            }
        }
    }

    /// Looks a name up from inside `scope`.
    pub fn find(&self, items: &[Item], scope: ItemId, name: &str) -> Found {
        let mut at = Some(scope);
        while let Some(container) = at {
            if let Some(item) = self.path(container, name) {
                return Found::One(item);
            }
            at = items[container.index()].parent;
        }
        let last = name.rsplit('.').next().unwrap_or(name);
        let Some(candidates) = self.by_id.get(last) else { return Found::Nothing };
        let ends = |item: &ItemId| {
            let full = &items[item.index()].name;
            full.len() == name.len() || full[..full.len() - name.len()].ends_with('.')
        };
        let matching: Vec<ItemId> = if last.len() == name.len() {
            candidates.to_vec()
        } else {
            candidates.iter().copied().filter(|item| items[item.index()].name.ends_with(name) && ends(item)).collect()
        };
        match matching.as_slice() {
            [] => Found::Nothing,
            [only] => Found::One(*only),
            _ => Found::Many(matching),
        }
    }

    fn path(&self, container: ItemId, name: &str) -> Option<ItemId> {
        name.split('.').try_fold(container, |at, id| self.children.get(&(at, id)).copied())
    }

    /// All ids that were declared, sorted, for suggestions.
    pub fn ids(&self) -> Vec<&'s str> {
        let sorted: BTreeMap<_, ()> = self.by_id.keys().map(|id| (*id, ())).collect();
        sorted.into_keys().collect()
    }
}

/// A flat namespace: things that are named by one id everywhere.
#[derive(Debug, Default)]
pub struct Flat<'s> {
    ids: BTreeMap<&'s str, u32>,
}

impl<'s> Flat<'s> {
    /// Declares an id; gives what already has it, if anything.
    pub fn declare(&mut self, id: &'s str, index: u32) -> Option<u32> {
        match self.ids.entry(id) {
            std::collections::btree_map::Entry::Occupied(first) => Some(*first.get()),
            std::collections::btree_map::Entry::Vacant(free) => {
                free.insert(index);
                None
            }
        }
    }

    /// What has the id.
    pub fn get(&self, id: &str) -> Option<u32> {
        self.ids.get(id).copied()
    }

    /// All ids, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &'s str> {
        self.ids.keys().copied()
    }
}
