//! What patches are made from: the texts, the plan, and where its statements stand.

use super::change::{Refused, Subject};
use super::statement::Statements;
use crate::model::{Claim, Item, ItemId, Plan};
use crate::syntax::{Attribute, Head, Node};
use crate::text::{Place, Sources};

/// What patches are made from.
pub(super) struct Writer<'a, 's> {
    pub(super) sources: &'a Sources,
    pub(super) plan: &'a Plan,
    pub(super) statements: Statements<'a, 's>,
}

impl<'a, 's> Writer<'a, 's> {
    pub(super) fn node(&self, said: Place) -> Result<&'a Node<'s>, Refused> {
        self.statements.at(said).ok_or_else(|| Refused::new(said, "its statement was not found"))
    }

    pub(super) fn item(&self, id: ItemId) -> Result<&'a Item, Refused> {
        self.plan.items.get(id.index()).ok_or_else(|| Refused::new(Place::default(), "there is no such item"))
    }

    pub(super) fn said(&self, subject: Subject) -> Result<Place, Refused> {
        match subject {
            Subject::Item(id) => Ok(self.item(id)?.said),
            Subject::Step(id, step) => {
                let item = self.item(id)?;
                item.steps.get(step).map(|step| step.said).ok_or_else(|| Refused::new(item.said, "it has no such step"))
            }
        }
    }

    /// The claims of an item or step, and where it is declared.
    pub(super) fn claims(&self, subject: Subject) -> Result<(Place, &'a [Claim]), Refused> {
        let said = self.said(subject)?;
        let claims = match subject {
            Subject::Item(id) => &self.item(id)?.claims,
            Subject::Step(id, step) => match self.item(id)?.steps.get(step) {
                Some(step) => &step.claims,
                None => return Err(Refused::new(said, "it has no such step")),
            },
        };
        Ok((said, claims))
    }

    /// Where a claim of an item or step, by its place in the list, is said, and what it says.
    pub(super) fn written_claim(&self, subject: Subject, claim: usize) -> Result<(Place, &'a [Attribute<'s>]), Refused> {
        let (said, claims) = self.claims(subject)?;
        let Some(claim) = claims.get(claim) else { return Err(Refused::new(said, "it has no such claim")) };
        let says = self.statements.claim(claim.said).ok_or_else(|| Refused::new(claim.said, "the claim was not found"))?;
        Ok((claim.said, says))
    }
}

/// Whether a line declares something.
pub(super) fn is_entry(node: &Node<'_>) -> bool {
    matches!(node.head, Head::Entry(..))
}
