//! `chain a -> b`: every stage needs the one before it. `*` stands for everything else in the block.

use super::{At, Lower};
use crate::model::{ItemId, ItemKind, Junction, Need, Plan};
use crate::syntax::{Head, LinkKind, Word};
use crate::text::Place;
use std::collections::{HashMap, HashSet};

/// The items of one stage, each where it was named.
type Stage = Vec<(ItemId, Place)>;

impl<'a, 's> Lower<'a, 's> {
    /// Turns chains into needs. Those with `*` come last, because what `*` leaves out depends on all other needs.
    pub(super) fn chains(&mut self, chains: &[(ItemId, At<'a, 's>)]) {
        let mut stars = Vec::new();
        for (scope, at) in chains {
            let Head::Chain(stages) = &at.node.head else { continue };
            for attribute in &at.node.attributes {
                let place = at.place(attribute.span);
                let written = self.written(place).to_owned();
                self.unfit("chain", &written, place);
            }
            for pair in stages.windows(2) {
                if pair.iter().all(|stage| stage.iter().any(|word| word.text.is_empty())) {
                    self.misplaced(at.place(at.node.span), "`*` on both sides", "name the items on one side: `chain errors -> *`");
                    continue;
                }
                if pair.iter().flatten().any(|word| word.text.is_empty()) {
                    stars.push((*scope, *at, pair));
                } else {
                    let needed = self.stage(*scope, *at, &pair[0]);
                    let waiting = self.stage(*scope, *at, &pair[1]);
                    self.link(needed, waiting);
                }
            }
        }
        // All left-out sets are computed before any star adds needs, so that their order does not matter.
        let mut links = Vec::new();
        for (scope, at, pair) in stars {
            links.push(self.star(scope, at, pair));
        }
        for (needed, waiting) in links {
            self.link(needed, waiting);
        }
    }

    fn stage(&mut self, scope: ItemId, at: At<'a, 's>, words: &[Word<'s>]) -> Vec<(ItemId, Place)> {
        words.iter().filter_map(|word| Some((self.find_item(scope, at, word)?, at.place(word.span)))).collect()
    }

    fn link(&mut self, needed: Vec<(ItemId, Place)>, waiting: Vec<(ItemId, Place)>) {
        if needed.len() > 1 && waiting.len() > 1 {
            let said = waiting[0].1;
            for (item, place) in &waiting {
                for (target, _) in &needed {
                    if !self.checked_need(*item, *target, *place) {
                        return;
                    }
                }
            }
            let ids = |list: Vec<(ItemId, Place)>| list.into_iter().map(|(id, _)| id).collect();
            self.plan.junctions.push(Junction { needed: ids(needed), waiting: ids(waiting), said });
            return;
        }
        for (item, place) in &waiting {
            for (target, _) in &needed {
                if self.checked_need(*item, *target, *place) {
                    self.need_from_outside(*item, Need { target: *target, link: LinkKind::FinishStart, lag: None, place: *place });
                }
            }
        }
    }

    /// `a -> *`: everything else in the block, less what `a` itself needs. `* -> a`: less what needs `a`.
    fn star(&mut self, scope: ItemId, at: At<'a, 's>, pair: &[Vec<Word<'s>>]) -> (Stage, Stage) {
        let forward = pair[1].iter().any(|word| word.text.is_empty());
        let (named, star) = if forward { (&pair[0], &pair[1]) } else { (&pair[1], &pair[0]) };
        let star_place = star.iter().find(|word| word.text.is_empty()).map_or(at.place(at.node.span), |word| at.place(word.span));
        let named = self.stage(scope, at, named);
        let mut excluded = HashSet::new();
        for (item, _) in &named {
            let around = if forward { self.needed_by(*item) } else { self.waiting_for(*item) };
            excluded.extend(around);
        }
        let ends: HashSet<ItemId> = named.iter().map(|(id, _)| *id).collect();
        let split: HashSet<ItemId> = ends.iter().chain(&excluded).flat_map(|id| self.plan.ancestors(*id)).collect();
        let mut rest = Vec::new();
        for child in &self.plan.item(scope).children {
            self.spread(*child, &ends, &excluded, &split, &mut rest);
        }
        let mut left_out: Vec<ItemId> =
            excluded.into_iter().filter(|id| self.counts_for_star(*id) && self.plan.is_within(*id, scope)).collect();
        left_out.sort_unstable();
        if let Some((end, _)) = named.first() {
            self.plan.star_exceptions.extend(left_out.into_iter().map(|id| (*end, id, star_place)));
        }
        let rest = rest.into_iter().map(|id| (id, star_place)).collect();
        if forward { (named, rest) } else { (rest, named) }
    }

    /// Adds an item, or, when part of it is left out, those of its parts that are not.
    fn spread(&self, id: ItemId, ends: &HashSet<ItemId>, excluded: &HashSet<ItemId>, split: &HashSet<ItemId>, rest: &mut Vec<ItemId>) {
        if ends.contains(&id) || !self.counts_for_star(id) {
            return;
        }
        if split.contains(&id) {
            for child in &self.plan.item(id).children {
                self.spread(*child, ends, excluded, split, rest);
            }
        } else if !excluded.contains(&id) {
            rest.push(id);
        }
    }

    fn counts_for_star(&self, id: ItemId) -> bool {
        let item = self.plan.item(id);
        (item.kind == ItemKind::Area || item.kind.is_work()) && !item.is_dropped()
    }

    /// Everything an item needs, directly or not, with the parts of whatever is needed as a whole.
    fn needed_by(&self, id: ItemId) -> HashSet<ItemId> {
        let mut found = HashSet::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let whole = std::iter::once(at).chain(self.plan.ancestors(at).filter(|up| *up != Plan::ROOT));
            for holder in whole.collect::<Vec<_>>() {
                for need in &self.plan.item(holder).needs {
                    self.with_parts(need.target, &mut found, &mut open);
                }
                for junction in self.plan.junctions.iter().filter(|junction| junction.waiting.contains(&holder)) {
                    for target in &junction.needed {
                        self.with_parts(*target, &mut found, &mut open);
                    }
                }
            }
        }
        found.remove(&id);
        found
    }

    /// Everything that needs an item, directly or not.
    fn waiting_for(&self, id: ItemId) -> HashSet<ItemId> {
        let mut holders: HashMap<ItemId, Vec<ItemId>> = HashMap::new();
        for (holder, item) in self.plan.ids() {
            for need in &item.needs {
                holders.entry(need.target).or_default().push(holder);
            }
        }
        for junction in &self.plan.junctions {
            for target in &junction.needed {
                holders.entry(*target).or_default().extend(&junction.waiting);
            }
        }
        let mut found = HashSet::new();
        let mut open = vec![id];
        while let Some(at) = open.pop() {
            let whole: Vec<ItemId> = std::iter::once(at).chain(self.plan.ancestors(at)).collect();
            for target in whole {
                for holder in holders.get(&target).into_iter().flatten() {
                    self.with_parts(*holder, &mut found, &mut open);
                }
            }
        }
        found.remove(&id);
        found
    }

    fn with_parts(&self, id: ItemId, found: &mut HashSet<ItemId>, open: &mut Vec<ItemId>) {
        if found.insert(id) {
            open.push(id);
            for child in &self.plan.item(id).children {
                self.with_parts(*child, found, open);
            }
        }
    }
}
