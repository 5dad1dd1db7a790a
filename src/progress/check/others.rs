//! Claims on steps, phases, targets and imports beside what the plan states.

use super::facts::{claimed_paths, days};
use super::numbers::{Fit, amount_fit, count_fit, share_fit};
use super::places::check_places;
use super::states::{check_parts, check_state};
use super::totals::check_total;
use super::windows::{When, check_window};
use super::{Agreement, Checker, ClaimCheck, dated};
use crate::model::{Claim, ClaimFact, Measure, PhaseId, Plan, RegistryEntry, Step, Target, Value};
use crate::syntax::{EntryKind, State, Total};

impl Checker<'_> {
    pub(super) fn step(&self, step: &Step, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let state = |claimed| match step.state {
            None => ClaimCheck::not_checkable("not ticked"),
            Some(own) => check_state(claimed, Some(own), own.word().to_owned(), dated(self.plan, claim), step.done_on),
        };
        match fact {
            ClaimFact::State(claimed) => state(*claimed),
            ClaimFact::DoneOn(date) => match (state(State::Done), step.done_on) {
                (state, Some(own)) if state.agreement != Agreement::Disagrees => ClaimCheck::new(own == *date, format!("done {own}")),
                (state, _) => state,
            },
            ClaimFact::Window(window) => match step.window {
                None => ClaimCheck::not_checkable("no date"),
                Some(own) => check_window(self.plan, &self.calendar, *window, &When::One(self.calendar.window(own))),
            },
            ClaimFact::Due(moment) => self.due(*moment, step.due),
            ClaimFact::At(_) => check_places(self.plan, &claimed_paths(claim), &step.at, &[]),
            _ => ClaimCheck::not_checkable(""),
        }
    }

    pub(super) fn phase(&self, phase: PhaseId, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let own = &self.plan.phases[phase.index()];
        let tally = || self.phase_tallies().get(phase.index()).cloned().unwrap_or_default();
        let dated = dated(self.plan, claim);
        match fact {
            ClaimFact::Window(window) => match self.calendar.phase(phase) {
                None => ClaimCheck::not_checkable("no date"),
                Some(own) => check_window(self.plan, &self.calendar, *window, &When::One(own)),
            },
            ClaimFact::Amount(..) | ClaimFact::Total(..) => {
                let of = claim.tier.map_or("", |tier| self.plan.tier_word(tier));
                check_total(fact, &tally(), claim.tier, of, dated).unwrap_or(ClaimCheck::not_checkable(""))
            }
            ClaimFact::State(claimed) => {
                let found = own.state.map_or_else(String::new, |state| state.word().to_owned());
                ClaimCheck::all([check_state(*claimed, own.state, found, dated, None), check_parts(*claimed, &tally(), dated)])
            }
            ClaimFact::Effort(duration) => {
                let period = self.phases.get(phase.index()).copied().flatten();
                period.map_or(ClaimCheck::not_checkable(""), |period| days(period, *duration))
            }
            _ => ClaimCheck::not_checkable(""),
        }
    }

    pub(super) fn target(&self, target: &Target, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        let amount = match fact {
            ClaimFact::Total(Total::Implemented | Total::Coverage, amount) | ClaimFact::Amount(State::Done, amount) => *amount,
            ClaimFact::Count(amount, _) => *amount,
            _ => return ClaimCheck::not_checkable(""),
        };
        let reading = target.readings.iter().find_map(|reading| {
            let fit = match reading.value {
                Value::Amount(value) => amount_fit(amount, value),
                Value::Ratio(part, whole) if amount.percent => share_fit(amount, part, whole),
                Value::Ratio(part, _) => count_fit(amount, part, false),
                Value::Level(_) => Fit::Other,
            };
            (fit != Fit::Other).then_some((reading, fit))
        });
        let dated = dated(self.plan, claim);
        let counted = match &target.measure {
            Some(Measure::Completion(of, tier)) => {
                let tier = tier.or(claim.tier);
                let of_tier = tier.map_or("", |tier| self.plan.tier_word(tier));
                let tally = self.tally(of.unwrap_or(Plan::ROOT));
                tally.and_then(|tally| check_total(&ClaimFact::Total(Total::Coverage, amount), &tally, tier, of_tier, dated))
            }
            _ => None,
        };
        match (counted, reading) {
            (Some(check), _) if matches!(check.agreement, Agreement::Agrees | Agreement::About) => check,
            (_, Some((reading, fit))) => ClaimCheck {
                agreement: if fit == Fit::About { Agreement::About } else { Agreement::AgreesReading },
                found: match reading.on {
                    Some(date) => format!("{} read on {date}", value_text(target, reading.value)),
                    None => format!("{} read", value_text(target, reading.value)),
                },
            },
            (Some(check), None) => check,
            (None, None) => match target.readings.last() {
                None => ClaimCheck::not_checkable("no reading"),
                Some(last) => {
                    // A document of another day may have seen another value.
                    let other_day = dated.is_some_and(|day| target.readings.iter().all(|reading| reading.on.is_some_and(|on| on != day)));
                    let agreement = if other_day { Agreement::NotRefuted } else { Agreement::Disagrees };
                    ClaimCheck { agreement, found: format!("{} read", value_text(target, last.value)) }
                }
            },
        }
    }

    pub(super) fn entry(&self, entry: &RegistryEntry, claim: &Claim, fact: &ClaimFact) -> ClaimCheck {
        match fact {
            ClaimFact::State(state) => match entry_state(entry) {
                None => ClaimCheck::not_checkable(""),
                Some((own, found)) => check_state(*state, Some(own), found, dated(self.plan, claim), entry.fixed.max(entry.verified)),
            },
            ClaimFact::DoneOn(date) => match entry.fixed {
                None => ClaimCheck::not_checkable(""),
                Some(fixed) => ClaimCheck::new(fixed == *date, format!("fixed {fixed}")),
            },
            ClaimFact::Tier(tier) => match entry.tier {
                None => ClaimCheck::not_checkable("no tier"),
                Some(own) => ClaimCheck::new(own == *tier, self.plan.tier_word(own)),
            },
            ClaimFact::At(_) => check_places(self.plan, &claimed_paths(claim), &entry.at, &[]),
            _ => ClaimCheck::not_checkable(""),
        }
    }
}

/// The state that an entry of a registry gives its names, and the same in words; nothing for what only searches or isolates.
pub fn entry_state(entry: &RegistryEntry) -> Option<(State, String)> {
    let (kept, word) = match entry.kind {
        EntryKind::Works | EntryKind::MockWorks => (State::Done, "works"),
        EntryKind::Broken | EntryKind::MockBroken => (State::Missing, "broken"),
        EntryKind::Retired => (State::Deprecated, "retired"),
        EntryKind::Sought | EntryKind::Isolate => return None,
    };
    Some(match entry.state {
        Some(state) => (state, format!("{word} ({})", state.word())),
        None => (kept, word.to_owned()),
    })
}

/// A value as people read it, without its unit.
pub fn value_text(target: &Target, value: Value) -> String {
    match value {
        Value::Amount(amount) => amount.to_string(),
        Value::Ratio(part, whole) => format!("{part}/{whole}"),
        Value::Level(level) => target.levels.get(usize::from(level)).map_or_else(String::new, |level| level.to_string()),
    }
}
