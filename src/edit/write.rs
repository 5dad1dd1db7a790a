//! From wanted changes to patches.

use super::change::{Change, Refused, Subject};
use super::layout::{above, beside, quoted, without};
use super::patch::Patch;
use super::statement::{Statements, attributes, head_end, holds_conditions, place, state};
use super::writer::Writer;
use super::{counts, registry, target};
use crate::model::{ItemId, Plan};
use crate::syntax::{Ast, AttributeKind, State, Status};
use crate::text::Sources;

/// The smallest patches that bring changes about, and the changes that are refused. `asts` are the trees of the plan's files.
pub fn patches(sources: &Sources, asts: &[&Ast<'_>], plan: &Plan, changes: &[Change]) -> (Vec<Patch>, Vec<Refused>) {
    let writer = Writer { sources, plan, statements: Statements::new(asts) };
    let (mut patches, mut refused) = (Vec::new(), Vec::new());
    for change in changes {
        match writer.change(change) {
            Ok(more) => patches.extend(more),
            Err(why) => refused.push(why),
        }
    }
    (patches, refused)
}

impl<'a, 's> Writer<'a, 's> {
    fn change(&self, change: &Change) -> Result<Vec<Patch>, Refused> {
        match change {
            Change::State(subject, to) => self.state(*subject, *to),
            Change::Status(item, to) => self.status(*item, *to),
            Change::Reading { target, reading, value, on } => target::reading(self, *target, *reading, value, *on),
            Change::AddReading { target, behind, value, on } => target::add(self, *target, *behind, value, *on),
            Change::AddClaim(item, says, per) => self.add_claim(*item, says, per),
            Change::ClaimState(subject, claim, to) => self.claim_state(*subject, *claim, *to),
            Change::ClaimAmount(subject, claim, number) => counts::claim(self, *subject, *claim, number),
            Change::Counts { item, done, partial, missing } => {
                counts::counts(self, *item, [(State::Done, *done), (State::Partial, *partial), (State::Missing, *missing)])
            }
            Change::Moved { item, at, to } => self.moved(*item, *at, to),
            Change::Entry(registry, entry, change) => registry::entry(self, *registry, *entry, change),
        }
    }

    fn state(&self, subject: Subject, to: Option<State>) -> Result<Vec<Patch>, Refused> {
        let said = self.said(subject)?;
        let node = self.node(said)?;
        let stated = match subject {
            Subject::Item(id) => {
                let item = self.item(id)?;
                let quantity = item.quantity;
                if [quantity.done, quantity.partial, quantity.missing].iter().any(Option::is_some) {
                    return Err(Refused::new(item.said, "it counts its states"));
                }
                if item.is_container() && to.is_some_and(|state| state != State::Dropped) {
                    return Err(Refused::new(item.said, "its parts say how far it is"));
                }
                // It may be said in an `extend` far from here.
                item.state_said.zip(item.state)
            }
            Subject::Step(..) => state(node).map(|(attribute, state)| (place(said.file, attribute.span), state)),
        };
        Ok(match (stated, to) {
            (Some((_, from)), Some(to)) if from == to => Vec::new(),
            (Some((at, _)), Some(to)) => vec![Patch::replace(at, to.word())],
            (Some((at, _)), None) => vec![without(self.sources.get(at.file), at)],
            (None, Some(to)) => vec![Patch::insert(said.file, head_end(node), format!(" {}", to.word()))],
            (None, None) => Vec::new(),
        })
    }

    fn status(&self, id: ItemId, to: Status) -> Result<Vec<Patch>, Refused> {
        let item = self.item(id)?;
        if item.status.is_some_and(|(status, _)| status == to) {
            return Ok(Vec::new());
        }
        let node = self.node(item.said)?;
        let said = attributes(node).find(|attribute| matches!(attribute.kind, AttributeKind::Status(..)));
        match said {
            Some(attribute) => Ok(vec![Patch::replace(place(item.said.file, attribute.span), to.word())]),
            None if item.status.is_some() => Err(Refused::new(item.said, "its status is said in an `extend`")),
            None => Ok(vec![Patch::insert(item.said.file, head_end(node), format!(" {}", to.word()))]),
        }
    }

    fn add_claim(&self, id: ItemId, says: &str, per: &str) -> Result<Vec<Patch>, Refused> {
        let item = self.item(id)?;
        let node = self.node(item.said)?;
        let text = format!("claim {says} per {per}");
        let first = node.body.first().filter(|_| node.block && !holds_conditions(node));
        let line = first.and_then(|line| above(self.sources.get(item.said.file), place(item.said.file, line.span), &text));
        Ok(vec![line.unwrap_or_else(|| Patch::insert(item.said.file, head_end(node), format!(" {text}")))])
    }

    fn claim_state(&self, subject: Subject, claim: usize, to: State) -> Result<Vec<Patch>, Refused> {
        let (said, says) = self.written_claim(subject, claim)?;
        match says {
            [only] if matches!(only.kind, AttributeKind::State(_, None) | AttributeKind::DoneOn(_)) => {
                Ok(vec![Patch::replace(place(said.file, only.span), to.word())])
            }
            _ => Err(Refused::new(said, "the claim says more than a state")),
        }
    }

    fn moved(&self, id: ItemId, at: usize, to: &str) -> Result<Vec<Patch>, Refused> {
        let item = self.item(id)?;
        let Some(old) = item.at.get(at) else { return Err(Refused::new(item.said, "it has no such path")) };
        if self.plan.aliases.iter().any(|alias| to.starts_with(&*alias.from)) {
            return Err(Refused::new(old.said, "an alias would lead the new path elsewhere"));
        }
        let relative = to.strip_prefix(&*item.folder).filter(|rest| !item.folder.is_empty() && !rest.is_empty());
        let new = relative.map_or_else(|| format!("/{to}"), str::to_owned);
        let Some(new) = quoted(&new) else { return Err(Refused::new(old.said, "the new path cannot be written in a plan")) };
        let source = self.sources.get(old.said.file);
        let written = source.text.get(old.said.span.range()).unwrap_or_default();
        if item.was.iter().any(|was| was.path == old.path) {
            return Ok(vec![Patch::replace(old.said, new)]);
        }
        let node = self.node(item.said)?;
        let holder = attributes(node).find(|attribute| {
            matches!(attribute.kind, AttributeKind::At(_))
                && old.said.file == item.said.file
                && attribute.span.start <= old.said.span.start
                && old.said.span.end <= attribute.span.end
        });
        match holder {
            None => Err(Refused::new(old.said, "the path stands in an `extend`")),
            // Right behind the path that is replaced, one patch does both.
            Some(holder) if holder.span.end == old.said.span.end => Ok(vec![Patch::replace(old.said, format!("{new} was {written}"))]),
            Some(holder) => {
                let was = beside(source, place(item.said.file, holder.span), &format!("was {written}"));
                Ok(vec![Patch::replace(old.said, new), was])
            }
        }
    }
}
