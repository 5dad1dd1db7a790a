//! Claimed totals and shares beside the counts of a plan.

use super::numbers::{Fit, count_fit, lies_within, share_fit};
use super::{Agreement, ClaimCheck};
use crate::model::ClaimFact;
use crate::progress::Rollup;
use crate::syntax::{Amount, State, Total};
use std::fmt::Write;

/// Checks a claimed total or share; nothing when the fact is no such claim. `of` names what was counted, such as a tier.
pub fn check_count(fact: &ClaimFact, counts: &Rollup, of: &str) -> Option<ClaimCheck> {
    let (side, amount) = match fact {
        ClaimFact::Total(Total::Expected, amount) => (Side::Expected, *amount),
        ClaimFact::Total(Total::Implemented | Total::Coverage, amount) | ClaimFact::Amount(State::Done, amount) => (Side::Done, *amount),
        ClaimFact::Amount(State::Partial, amount) => (Side::Partial, *amount),
        ClaimFact::Amount(State::Missing, amount) => (Side::Missing, *amount),
        ClaimFact::Amount(State::Unsure, amount) => (Side::Unknown, *amount),
        ClaimFact::Amount(State::Deprecated | State::Dropped, _) => return Some(ClaimCheck::not_checkable("")),
        _ => return None,
    };
    if counts.expected == 0 && (amount.percent || side != Side::Expected) {
        return Some(ClaimCheck::not_checkable("nothing is counted here"));
    }
    if side == Side::Expected && amount.percent {
        return Some(ClaimCheck::not_checkable(""));
    }
    Some(ClaimCheck { agreement: agreement(side, amount, counts), found: found(side, amount, counts, of) })
}

/// What a claim counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Expected,
    Done,
    Partial,
    Missing,
    Unknown,
}

impl Side {
    fn word(self) -> &'static str {
        match self {
            Side::Expected => "expected",
            Side::Done => "done",
            Side::Partial => "partial",
            Side::Missing => "missing",
            Side::Unknown => "unknown",
        }
    }

    fn counted(self, counts: &Rollup) -> u32 {
        match self {
            Side::Expected => counts.expected,
            Side::Done => counts.done,
            Side::Partial => counts.partial,
            Side::Missing => counts.missing,
            Side::Unknown => counts.unknown,
        }
    }
}

fn agreement(side: Side, amount: Amount, counts: &Rollup) -> Agreement {
    let fit = |counted: u32| {
        if amount.percent { share_fit(amount, counted, counts.expected) } else { count_fit(amount, counted, counts.at_least) }
    };
    let own = side.counted(counts);
    // Who speaks of the missing may mean all that is not done.
    let (wider, widest) = match side {
        Side::Missing => (own.saturating_add(counts.partial), own.saturating_add(counts.partial).saturating_add(counts.unknown)),
        _ => (own, own),
    };
    match [own, wider, widest].into_iter().map(fit).min() {
        Some(Fit::Same) => return Agreement::Agrees,
        Some(Fit::About) => return Agreement::About,
        _ => {}
    }
    // What nobody can tell may be what was claimed; and a share of "at least so many" is no firm number.
    let hidden = if matches!(side, Side::Expected | Side::Unknown) { 0 } else { counts.unknown };
    let may_hide = hidden > 0 && [own, wider].into_iter().any(|low| lies_within(amount, low, low.saturating_add(hidden), counts.expected));
    if may_hide || (amount.percent && counts.at_least) { Agreement::NotCheckable } else { Agreement::Disagrees }
}

fn found(side: Side, amount: Amount, counts: &Rollup, of: &str) -> String {
    let mut text = String::new();
    let own = side.counted(counts);
    let plus = if counts.at_least { "+" } else { "" };
    let gap = if of.is_empty() { "" } else { " " };
    if amount.percent {
        let tenths = u64::from(own) * 1000 / u64::from(counts.expected.max(1));
        let _ = write!(text, "{} {}", side.word(), tenths / 10);
        if !tenths.is_multiple_of(10) {
            let _ = write!(text, ".{}", tenths % 10);
        }
        let _ = write!(text, "%: {own} of {}{plus}{gap}{of}", counts.expected);
    } else if side == Side::Expected {
        let _ = write!(text, "{own}{plus}{gap}{of} expected");
    } else {
        let _ = write!(text, "{own} of {}{plus}{gap}{of} {}", counts.expected, side.word());
    }
    if side == Side::Missing && counts.partial > 0 {
        let _ = write!(text, ", {} partial", counts.partial);
    }
    if matches!(side, Side::Done | Side::Partial | Side::Missing) && counts.unknown > 0 {
        let _ = write!(text, ", {} unknown", counts.unknown);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts() -> Rollup {
        Rollup { expected: 12, done: 3, partial: 2, missing: 7, ..Rollup::default() }
    }

    fn number(digits: u64, percent: bool) -> Amount {
        Amount { percent, ..Amount::whole(digits) }
    }

    fn missing(digits: u64, counts: &Rollup) -> Agreement {
        check_count(&ClaimFact::Amount(State::Missing, number(digits, false)), counts, "").unwrap().agreement
    }

    #[test]
    fn missing_may_include_the_partial() {
        assert_eq!(missing(7, &counts()), Agreement::Agrees);
        assert_eq!(missing(9, &counts()), Agreement::Agrees);
        assert_eq!(missing(8, &counts()), Agreement::Disagrees);
    }

    #[test]
    fn the_unknown_refute_nothing() {
        let unknown = Rollup { expected: 12, done: 2, missing: 4, unknown: 6, ..Rollup::default() };
        assert_eq!(missing(10, &unknown), Agreement::Agrees, "all that is not done");
        assert_eq!(missing(8, &unknown), Agreement::NotCheckable);
        assert_eq!(missing(11, &unknown), Agreement::Disagrees, "two are done");
        let done = |digits| check_count(&ClaimFact::Total(Total::Implemented, number(digits, false)), &unknown, "").unwrap().agreement;
        assert_eq!(done(5), Agreement::NotCheckable);
        assert_eq!(done(9), Agreement::Disagrees);
    }

    #[test]
    fn what_was_counted_is_said() {
        let said = |fact| check_count(&fact, &counts(), "critical").unwrap().found;
        assert_eq!(said(ClaimFact::Amount(State::Missing, number(60, true))), "missing 58.3%: 7 of 12 critical, 2 partial");
        assert_eq!(said(ClaimFact::Total(Total::Implemented, number(3, false))), "3 of 12 critical done");
        assert_eq!(said(ClaimFact::Total(Total::Expected, number(3, false))), "12 critical expected");
    }

    #[test]
    fn nothing_counted_is_no_contradiction() {
        let none = Rollup::default();
        let share = ClaimFact::Total(Total::Coverage, number(0, true));
        assert_eq!(check_count(&share, &none, "").unwrap().agreement, Agreement::NotCheckable);
        assert_eq!(check_count(&ClaimFact::Text, &none, ""), None);
    }
}
