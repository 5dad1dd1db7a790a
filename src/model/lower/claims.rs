//! Claims: what a document said, fact by fact.

use super::conditions::tidy;
use super::paths::Named;
use super::{At, Lower};
use crate::model::{Claim, ClaimFact, ItemId, Window};
use crate::syntax::{self, AttributeKind, Comparison, State};
use crate::text::Place;

impl<'a, 's> Lower<'a, 's> {
    /// A claim; nothing when its source is unknown.
    pub(super) fn claim(&mut self, scope: ItemId, at: At<'a, 's>, claim: &'a syntax::Claim<'s>, place: Place) -> Option<Claim> {
        use AttributeKind as A;
        let origin = self.origin(at, &claim.per)?;
        let mut facts = Vec::new();
        let mut tier = None;
        if claim.text.is_some() {
            facts.push(ClaimFact::Text);
        }
        for attribute in &claim.says {
            let fact = match &attribute.kind {
                A::State(state, None) => ClaimFact::State(*state),
                A::State(
                    state @ (State::Done | State::Partial | State::Missing | State::Unsure | State::Deprecated | State::Dropped),
                    Some(amount),
                ) => ClaimFact::Amount(*state, *amount),
                A::Total(total, amount) => ClaimFact::Total(*total, *amount),
                A::Status(status, date) => ClaimFact::Status(*status, *date),
                A::DoneOn(date) => ClaimFact::DoneOn(*date),
                A::In(words) => match words.first().and_then(|word| self.find_phase(at, word)) {
                    Some(phase) => ClaimFact::Phase(phase),
                    None => continue,
                },
                A::InWeeks((first, last)) | A::Weeks((first, last)) => ClaimFact::Window(Window::Weeks(*first, *last)),
                A::OnDays((first, last)) | A::DayNumbers((first, last)) => ClaimFact::Window(Window::Days(*first, *last)),
                A::OnDates(first, last) | A::Dates(first, last) => {
                    ClaimFact::Window(Window::Dates(crate::time::Period::new(*first, *last)))
                }
                A::Due(moment) => match self.moment(scope, at, moment) {
                    Some(moment) => ClaimFact::Due(moment),
                    None => continue,
                },
                A::Span(_, duration) => ClaimFact::Effort(*duration),
                A::At(texts) => {
                    facts.extend(self.globs(scope, at, texts, Named::Either).into_iter().map(ClaimFact::At));
                    continue;
                }
                A::Needs(needs) => {
                    let scope = self.plan.item(scope).parent.unwrap_or(scope);
                    for need in needs {
                        if let Some(target) = self.find_item(scope, at, &need.name) {
                            facts.push(ClaimFact::Needs(target));
                        }
                    }
                    continue;
                }
                A::Tier(word) => {
                    tier = self.find_tier(at, word);
                    continue;
                }
                A::Health(word, _) => match self.find_health(at, word) {
                    Some(level) => ClaimFact::Health(level),
                    None => continue,
                },
                A::Rank(rank) => ClaimFact::Rank(*rank),
                A::Count(comparison, amount) => ClaimFact::Count(*amount, *comparison == Comparison::AtLeast),
                // Whatever else a document says is kept as it is written.
                _ => ClaimFact::Text,
            };
            facts.push(fact);
        }
        if let Some(level) = tier
            && !facts.iter().any(|fact| matches!(fact, ClaimFact::Amount(..) | ClaimFact::Total(..)))
        {
            facts.push(ClaimFact::Tier(level));
        }
        let text = match &claim.text {
            Some(text) => Box::from(&*text.value),
            None => {
                let first = claim.says.first().map_or(place.span, |attribute| attribute.span);
                let last = claim.says.last().map_or(place.span, |attribute| attribute.span);
                tidy(self.written(at.place(first.to(last))))
            }
        };
        Some(Claim { facts, tier, origin, said: place, text })
    }
}
