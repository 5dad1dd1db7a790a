//! What a scenario changes: facts that stand in place of those the plan states.

use super::seen::slot;
use super::{At, Lower};
use crate::model::ItemId;
use crate::syntax::{Attribute, Head, Kind};
use hashbrown::HashMap;
use smallvec::SmallVec;

/// Attributes, each with the line it stands on.
type Facts<'a, 's> = SmallVec<[(&'a Attribute<'s>, At<'a, 's>); 12]>;

/// The `set` lines of one scenario, by what they change.
#[derive(Default)]
pub(super) struct Changes<'a, 's> {
    pub(super) items: HashMap<ItemId, Vec<At<'a, 's>>>,
    pub(super) parties: HashMap<usize, Vec<At<'a, 's>>>,
    pub(super) phases: HashMap<usize, Vec<At<'a, 's>>>,
}

impl<'a, 's> Lower<'a, 's> {
    /// Finds what a scenario changes, when everything is declared. Lines that lead nowhere were reported with the plan itself.
    pub(super) fn apply(&mut self, scenario: &str) {
        let named = |at: &At<'a, 's>| matches!(&at.node.head, Head::Plain(Kind::Scenario, id, _) if id.text == scenario);
        let Some((scope, at)) = self.work.rest.iter().find(|(_, at)| named(at)).copied() else { return };
        for line in at.lines() {
            let Head::Set(word) = &line.node.head else { continue };
            if let Some(party) = self.parties.get(word.text) {
                self.changes.parties.entry(party as usize).or_default().push(line);
            } else if let Some(phase) = self.phases.get(word.text) {
                self.changes.phases.entry(phase as usize).or_default().push(line);
            } else if let Some(item) = self.find_item(scope, line, word) {
                self.changes.items.entry(item).or_default().push(line);
            }
        }
    }

    /// The attributes of statements, with those that a scenario puts in their place.
    pub(super) fn facts_of(&self, statements: impl Iterator<Item = At<'a, 's>>, changes: Option<&Vec<At<'a, 's>>>) -> Facts<'a, 's> {
        let stated = statements.flat_map(At::facts);
        let Some(changes) = changes else { return stated.collect() };
        let new: Facts<'a, 's> = changes.iter().flat_map(|line| line.facts()).collect();
        let replaced = |kind| new.iter().any(|(attribute, _)| slot(&attribute.kind) == slot(kind));
        let mut facts: Facts<'a, 's> = stated.filter(|(attribute, _)| !replaced(&attribute.kind)).collect();
        facts.extend(new);
        facts
    }
}
