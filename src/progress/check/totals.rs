//! Claimed totals and shares beside the counts of a plan: the one comparison that findings and reports both ask.
//!
//! Every reading of a total is tried: `missing` may or may not count what is partial or unknown, and what was finished after
//! the document was written may still have been open for it.

use super::numbers::{Fit, fits, fits_within};
use super::{Agreement, ClaimCheck, Tally};
use crate::model::ClaimFact;
use crate::progress::{Rollup, share_text};
use crate::syntax::{Amount, State, Total};
use crate::time::Date;
use std::fmt::Write;

/// What a claimed total counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// All there should be.
    Expected,
    /// What is there.
    Done,
    /// Of what some is there.
    Partial,
    /// What is not there.
    Missing,
    /// Of what nobody can tell.
    Unknown,
}

impl Counted {
    /// The word shown to people.
    pub fn word(self) -> &'static str {
        match self {
            Counted::Expected => "expected",
            Counted::Done => "done",
            Counted::Partial => "partial",
            Counted::Missing => "missing",
            Counted::Unknown => "unsure",
        }
    }

    /// What a fact counts, and how much.
    pub fn of(fact: &ClaimFact) -> Option<(Counted, Amount)> {
        Some(match *fact {
            ClaimFact::Total(Total::Expected, amount) => (Counted::Expected, amount),
            ClaimFact::Total(Total::Implemented | Total::Coverage, amount) => (Counted::Done, amount),
            ClaimFact::Amount(State::Done, amount) => (Counted::Done, amount),
            ClaimFact::Amount(State::Partial, amount) => (Counted::Partial, amount),
            ClaimFact::Amount(State::Missing, amount) => (Counted::Missing, amount),
            ClaimFact::Amount(State::Unsure, amount) => (Counted::Unknown, amount),
            _ => return None,
        })
    }

    fn in_sum(self, sum: Rollup) -> u32 {
        match self {
            Counted::Expected => sum.expected,
            Counted::Done => sum.done,
            Counted::Partial => sum.partial,
            Counted::Missing => sum.missing,
            Counted::Unknown => sum.unknown,
        }
    }
}

/// How a claimed total stands beside the counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TotalFit {
    /// Some reading of the counts gives it.
    Same,
    /// One is near enough for what was said with `~`.
    About,
    /// What nobody can tell, or what was done since, could make it up.
    MayHide,
    /// It claims more than can be counted, and the counts say `at least`.
    MayBeMore,
    /// There is nothing to hold it against.
    Untold,
    /// No reading gives it.
    Refuted,
}

impl TotalFit {
    /// Whether no finding speaks of it.
    pub fn is_fine(self) -> bool {
        !matches!(self, TotalFit::MayBeMore | TotalFit::Refuted)
    }

    fn agreement(self) -> Agreement {
        match self {
            TotalFit::Same => Agreement::Agrees,
            TotalFit::About => Agreement::About,
            TotalFit::MayHide | TotalFit::MayBeMore => Agreement::NotRefuted,
            TotalFit::Untold => Agreement::NotCheckable,
            TotalFit::Refuted => Agreement::Disagrees,
        }
    }
}

/// One way of reading the counts: what is counted, and what besides.
#[derive(Debug, Clone, Copy, Default)]
struct Reading {
    partial: u32,
    unknown: u32,
    later: u32,
}

/// Holds a claimed total, perhaps of one tier, against the counts. `dated` is the day of the document.
pub fn total_fit(counted: Counted, amount: Amount, tally: &Tally, tier: Option<u8>, dated: Option<Date>) -> TotalFit {
    read(counted, amount, tally.rollup(tier), tally.done_after(tier, dated)).0
}

/// Checks a claimed total or share; nothing when the fact is no such claim. `of` names what was counted, such as a tier.
pub fn check_total(fact: &ClaimFact, tally: &Tally, tier: Option<u8>, of: &str, dated: Option<Date>) -> Option<ClaimCheck> {
    let (counted, amount) = Counted::of(fact)?;
    let sum = tally.rollup(tier);
    let (fit, reading) = read(counted, amount, sum, tally.done_after(tier, dated));
    let found = match fit {
        TotalFit::Untold if counted == Counted::Expected => String::new(),
        _ if sum.expected == 0 => "nothing is itemised here".to_owned(),
        _ => found(counted, amount, sum, reading, of),
    };
    Some(ClaimCheck { agreement: fit.agreement(), found })
}

fn read(counted: Counted, amount: Amount, sum: Rollup, later: u32) -> (TotalFit, Reading) {
    let plain = Reading::default();
    if amount.percent && (sum.expected == 0 || counted == Counted::Expected) {
        return (TotalFit::Untold, plain);
    }
    let (whole, later) = (sum.expected, later.min(sum.done));
    let own = counted.in_sum(sum);
    let mut best = (Fit::Other, plain);
    for reading in readings(counted, sum, later) {
        let count = match counted {
            Counted::Done => own - reading.later,
            _ => own.saturating_add(reading.partial).saturating_add(reading.unknown).saturating_add(reading.later),
        };
        let fit = fits(amount, count, whole);
        if fit < best.0 {
            best = (fit, reading);
        }
    }
    match best.0 {
        Fit::Same => return (TotalFit::Same, best.1),
        Fit::About => return (TotalFit::About, best.1),
        Fit::Other => {}
    }
    // What nobody can tell, and part of what was done since, may be what was claimed.
    let (low, high) = match counted {
        Counted::Expected | Counted::Unknown => (own, own),
        Counted::Done => (own - later, own.saturating_add(sum.unknown)),
        Counted::Partial => (own, own.saturating_add(sum.unknown).saturating_add(later)),
        Counted::Missing => (own, own.saturating_add(sum.unknown).saturating_add(later)),
    };
    let wider = if counted == Counted::Missing { sum.partial } else { 0 };
    if [0, wider].into_iter().any(|more| fits_within(amount, low.saturating_add(more), high.saturating_add(more), whole)) {
        return (TotalFit::MayHide, plain);
    }
    // A share of `at least so many` is no firm number.
    let beyond = amount.percent || u128::from(amount.digits) > u128::from(high.saturating_add(wider)) * 10u128.pow(amount.decimals.min(9));
    (if sum.at_least && beyond { TotalFit::MayBeMore } else { TotalFit::Refuted }, plain)
}

/// The readings that are tried, the plainest first.
fn readings(counted: Counted, sum: Rollup, later: u32) -> Vec<Reading> {
    let plain = Reading::default();
    let mut all = vec![plain];
    if counted == Counted::Missing {
        all.push(Reading { partial: sum.partial, ..plain });
        all.push(Reading { partial: sum.partial, unknown: sum.unknown, ..plain });
    }
    if later > 0 && !matches!(counted, Counted::Expected | Counted::Unknown) {
        let since: Vec<Reading> = all.iter().map(|reading| Reading { later, ..*reading }).collect();
        all.extend(since);
    }
    all
}

/// What was counted; when another reading than the plainest fits, how it is made up: `119 = 113 missing + 6 partial`.
fn found(counted: Counted, amount: Amount, sum: Rollup, reading: Reading, of: &str) -> String {
    let mut text = String::new();
    let own = counted.in_sum(sum);
    let plus = if sum.at_least { "+" } else { "" };
    let gap = if of.is_empty() { "" } else { " " };
    let added = [(reading.partial, "partial"), (reading.unknown, "unknown"), (reading.later, "done since")];
    let more: u32 = added.iter().map(|(count, _)| *count).sum();
    if more > 0 {
        let count = if counted == Counted::Done { own - reading.later } else { own.saturating_add(more) };
        if amount.percent {
            let _ = write!(text, "{}: ", share_text(count, sum.expected));
        }
        let _ = write!(text, "{count} = {own} {}", counted.word());
        let sign = if counted == Counted::Done { '−' } else { '+' };
        for (count, word) in added.into_iter().filter(|(count, _)| *count > 0) {
            let _ = write!(text, " {sign} {count} {word}");
        }
        let _ = write!(text, ", of {}{plus}{gap}{of}", sum.expected);
        return text;
    }
    if amount.percent {
        let _ = write!(text, "{} {}: {own} of {}{plus}{gap}{of}", counted.word(), share_text(own, sum.expected), sum.expected);
    } else if counted == Counted::Expected {
        let _ = write!(text, "{own}{plus}{gap}{of} expected");
    } else {
        let _ = write!(text, "{own} of {}{plus}{gap}{of} {}", sum.expected, counted.word());
    }
    if counted == Counted::Missing && sum.partial > 0 {
        let _ = write!(text, ", {} partial", sum.partial);
    }
    if matches!(counted, Counted::Done | Counted::Partial | Counted::Missing) && sum.unknown > 0 {
        let _ = write!(text, ", {} unknown", sum.unknown);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum() -> Rollup {
        Rollup { expected: 12, done: 3, partial: 2, missing: 7, ..Rollup::default() }
    }

    fn number(digits: u64, percent: bool) -> Amount {
        Amount { percent, ..Amount::whole(digits) }
    }

    fn missing(digits: u64, sum: Rollup) -> TotalFit {
        read(Counted::Missing, number(digits, false), sum, 0).0
    }

    #[test]
    fn missing_may_include_the_partial() {
        assert_eq!(missing(7, sum()), TotalFit::Same);
        assert_eq!(missing(9, sum()), TotalFit::Same);
        assert_eq!(missing(8, sum()), TotalFit::Refuted);
    }

    #[test]
    fn the_unknown_refute_nothing() {
        let unknown = Rollup { expected: 12, done: 2, missing: 4, unknown: 6, ..Rollup::default() };
        assert_eq!(missing(10, unknown), TotalFit::Same, "all that is not done");
        assert_eq!(missing(8, unknown), TotalFit::MayHide);
        assert_eq!(missing(11, unknown), TotalFit::Refuted, "two are done");
        let done = |digits| read(Counted::Done, number(digits, false), unknown, 0).0;
        assert_eq!(done(5), TotalFit::MayHide);
        assert_eq!(done(9), TotalFit::Refuted);
    }

    #[test]
    fn an_open_count_does_not_refute_what_is_more() {
        let open = Rollup { expected: 4, missing: 4, at_least: true, ..Rollup::default() };
        assert_eq!(missing(20, open), TotalFit::MayBeMore);
        assert_eq!(missing(4, open), TotalFit::Same);
        assert_eq!(missing(3, open), TotalFit::Refuted, "there are more already");
    }

    #[test]
    fn what_was_done_since_may_have_been_open() {
        assert_eq!(read(Counted::Missing, number(10, false), sum(), 3).0, TotalFit::Same);
        assert_eq!(read(Counted::Done, number(0, false), sum(), 3).0, TotalFit::Same);
        assert_eq!(read(Counted::Done, number(0, false), sum(), 2).0, TotalFit::Refuted);
    }

    #[test]
    fn what_was_counted_is_said() {
        let said = |counted, amount| {
            let (_, reading) = read(counted, amount, sum(), 0);
            found(counted, amount, sum(), reading, "critical")
        };
        assert_eq!(said(Counted::Missing, number(60, true)), "missing 58.3%: 7 of 12 critical, 2 partial");
        assert_eq!(said(Counted::Missing, number(9, false)), "9 = 7 missing + 2 partial, of 12 critical");
        assert_eq!(said(Counted::Missing, number(75, true)), "75%: 9 = 7 missing + 2 partial, of 12 critical");
        assert_eq!(said(Counted::Done, number(3, false)), "3 of 12 critical done");
        assert_eq!(said(Counted::Expected, number(3, false)), "12 critical expected");
    }

    #[test]
    fn a_share_of_nothing_is_untold() {
        assert_eq!(read(Counted::Done, number(0, true), Rollup::default(), 0).0, TotalFit::Untold);
        assert_eq!(missing(4, Rollup::default()), TotalFit::Refuted);
        assert_eq!(missing(0, Rollup::default()), TotalFit::Same);
    }
}
