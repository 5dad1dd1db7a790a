//! Claimed totals and percentages, held against what is counted. `wrong-total` and `wrong-percent` say what does not fit.
//!
//! Every reading of a total is tried: `missing` may or may not count what is partial or unknown, and what was finished after
//! the document was written may still have been open for it.

use super::tally::Tally;
use super::wording::origins;
use crate::diag::{Code, Diagnostic, Severity, code};
use crate::model::{Claim, ClaimFact, Item, ItemKind, Plan};
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::syntax::{Amount, State, Total};
use crate::time::Date;

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
    /// The word in findings.
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
}

/// One total as documents claim it of one thing: the same number from the same day is one, wherever it stands.
#[derive(Debug, Clone)]
pub struct Claimed<'p> {
    /// What it counts.
    pub counted: Counted,
    /// The tier it is limited to.
    pub tier: Option<u8>,
    /// How much.
    pub amount: Amount,
    /// The day of the document.
    pub dated: Option<Date>,
    /// The claims that say so, in the order of the plan.
    pub claims: Vec<&'p Claim>,
}

/// The totals that claims give, each once.
pub fn claimed<'p>(plan: &'p Plan, claims: &'p [Claim]) -> Vec<Claimed<'p>> {
    let mut all: Vec<Claimed<'p>> = Vec::new();
    for claim in claims {
        for (counted, amount) in claim.facts.iter().filter_map(Counted::of) {
            let dated = dated(plan, claim);
            let same =
                |one: &&mut Claimed<'_>| one.counted == counted && one.tier == claim.tier && one.amount == amount && one.dated == dated;
            match all.iter_mut().find(same) {
                Some(one) => one.claims.push(claim),
                None => all.push(Claimed { counted, tier: claim.tier, amount, dated, claims: vec![claim] }),
            }
        }
    }
    all
}

/// The day of the document of a claim.
pub fn dated(plan: &Plan, claim: &Claim) -> Option<Date> {
    claim.origin.source.and_then(|source| plan.sources[source.index()].dated)
}

/// How a claimed total and the counts agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Some reading of the counts gives it.
    Fits,
    /// The counts say `at least`, and it claims more.
    Beyond,
    /// No reading gives it.
    Refuted,
}

/// Holds a claimed total against the counts.
pub fn fit(claimed: &Claimed<'_>, tally: &Tally) -> Fit {
    let sum = tally.rollup(claimed.tier);
    let later = u64::from(tally.done_after(claimed.tier, claimed.dated));
    let amount = claimed.amount;
    if amount.percent {
        if sum.expected == 0 || sum.at_least || claimed.counted == Counted::Expected {
            return Fit::Fits;
        }
        let fits =
            readings(claimed.counted, sum, later).iter().any(|(low, high)| percent_fits(amount, *low, *high, u64::from(sum.expected)));
        return if fits { Fit::Fits } else { Fit::Refuted };
    }
    if amount.decimals > 0 || (sum.expected == 0 && amount.digits == 0) {
        return Fit::Fits;
    }
    let slack = if amount.about { amount.digits.div_ceil(10) } else { 0 };
    let least = amount.digits.saturating_sub(slack);
    let most = if amount.or_more { u64::MAX } else { amount.digits.saturating_add(slack) };
    let all = readings(claimed.counted, sum, later);
    if all.iter().any(|(low, high)| *low <= most && least <= *high) {
        Fit::Fits
    } else if sum.at_least && all.iter().any(|(_, high)| *high < least) {
        Fit::Beyond
    } else {
        Fit::Refuted
    }
}

/// The least and most that each reading gives.
fn readings(counted: Counted, sum: Rollup, later: u64) -> Vec<(u64, u64)> {
    let (done, partial, missing, unknown) = (u64::from(sum.done), u64::from(sum.partial), u64::from(sum.missing), u64::from(sum.unknown));
    let later = later.min(done);
    match counted {
        Counted::Expected => vec![(u64::from(sum.expected), u64::from(sum.expected))],
        Counted::Done => vec![(done - later, done + unknown)],
        Counted::Partial => vec![(partial, partial + unknown + later)],
        Counted::Missing => vec![(missing, missing + unknown + later), (missing + partial, missing + partial + unknown + later)],
        Counted::Unknown => vec![(unknown, unknown)],
    }
}

/// Whether some count from `low` to `high` of `whole` gives the percentage: rounded or cut off at its last written digit.
fn percent_fits(amount: Amount, low: u64, high: u64, whole: u64) -> bool {
    let unit = 10u128.saturating_pow(amount.decimals);
    let (digits, whole) = (u128::from(amount.digits), u128::from(whole));
    let value = |count: u64| 200u128.saturating_mul(u128::from(count)).saturating_mul(unit);
    let slack = if amount.about { digits / 5 } else { 0 };
    // Twice the bounds, in units of the last digit: from half a unit below up to, not including, one unit above.
    let least = (2 * digits).saturating_sub(1).saturating_sub(slack).saturating_mul(whole);
    let most = (2 * digits + 2 + slack).saturating_mul(whole);
    let least_count = least.div_ceil(200u128.saturating_mul(unit)).max(u128::from(low));
    least_count <= u128::from(high) && (amount.or_more || u64::try_from(least_count).is_ok_and(|count| value(count) < most))
}

/// Something that claims speak of, and its counts.
struct Holder<'p> {
    name: String,
    /// The item findings are about.
    about: &'p str,
    claims: &'p [Claim],
    tally: Tally,
}

/// Finds the totals, or the percentages, that no count gives.
pub fn wrong(survey: &Survey<'_>, percent: bool, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let wanted = |claims: &[Claim]| {
        claims.iter().flat_map(|claim| &claim.facts).filter_map(Counted::of).any(|(_, amount)| amount.percent == percent)
    };
    for (id, item) in plan.ids().filter(|(_, item)| is_tallied(item) && wanted(&item.claims)) {
        let holder = Holder { name: format!("`{}`", item.name), about: &item.name, claims: &item.claims, tally: Tally::of(survey, id) };
        check(plan, &holder, percent, found);
    }
    if plan.phases.iter().any(|phase| wanted(&phase.claims)) {
        for (phase, tally) in plan.phases.iter().zip(Tally::of_phases(survey)) {
            let holder = Holder { name: format!("phase `{}`", phase.id), about: &plan.root().name, claims: &phase.claims, tally };
            check(plan, &holder, percent, found);
        }
    }
}

/// Whether totals claimed of an item are compared with counts.
pub fn is_tallied(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Plan | ItemKind::Area | ItemKind::Component | ItemKind::Retire) && !item.is_dropped()
}

fn check(plan: &Plan, holder: &Holder<'_>, percent: bool, found: &mut Vec<Diagnostic>) {
    let all = claimed(plan, holder.claims);
    for one in all.iter().filter(|one| one.amount.percent == percent) {
        let fit = fit(one, &holder.tally);
        if fit == Fit::Fits {
            continue;
        }
        let mut diagnostic = finding(plan, holder, one, fit);
        let fitting = all.iter().filter(|other| other.counted == one.counted && other.tier == one.tier && other.amount.percent == percent);
        for other in fitting.filter(|other| self::fit(other, &holder.tally) == Fit::Fits) {
            let by = origins(plan, other.claims.iter().map(|claim| claim.origin));
            diagnostic = diagnostic.note(format!("{} is claimed as well ({by}), and fits the count", other.amount));
        }
        found.push(diagnostic);
    }
}

fn finding(plan: &Plan, holder: &Holder<'_>, one: &Claimed<'_>, fit: Fit) -> Diagnostic {
    let code: &'static Code = if one.amount.percent { &code::WRONG_PERCENT } else { &code::WRONG_TOTAL };
    let sum = holder.tally.rollup(one.tier);
    let tier = one.tier.map_or_else(String::new, |tier| format!(" !{}", plan.tier_word(tier)));
    let by = origins(plan, one.claims.iter().map(|claim| claim.origin));
    let counted = counted(one, sum, fit);
    let message = match fit {
        Fit::Refuted if sum.expected == 0 && one.tier.is_none() => {
            format!("{} claims {} {} ({by}), but nothing is itemised here", holder.name, one.amount, one.counted.word())
        }
        _ => format!("{} claims {} {}{tier} ({by}), but {counted}", holder.name, one.amount, one.counted.word()),
    };
    let mut diagnostic = Diagnostic::new(code, message).about(holder.about);
    for (at, claim) in one.claims.iter().take(6).enumerate() {
        let label = plan.origin(claim.origin);
        diagnostic = if at == 0 { diagnostic.at(claim.said, label) } else { diagnostic.see(claim.said, label) };
    }
    if fit == Fit::Beyond {
        diagnostic.severity = Severity::Note;
        let Tally { listed, placed, open_ended, .. } = holder.tally;
        let text = format!("{listed} items are listed here, {placed} of them with a place of their own; {open_ended} of them");
        diagnostic = diagnostic.note(format!("{text} stand for at least so many, so the claim is not refuted"));
    }
    let untiered = holder.tally.untiered();
    if one.tier.is_some() && untiered > 0 && !one.amount.percent && one.amount.digits > u64::from(sum.expected) {
        diagnostic = diagnostic.note(format!("{untiered} of the things counted here carry no tier"));
    }
    diagnostic.help(help(plan, holder, code))
}

fn help(plan: &Plan, holder: &Holder<'_>, code: &Code) -> String {
    let on = if holder.about == &*plan.root().name { String::new() } else { format!(" on {}", holder.about) };
    format!("itemise what the plan leaves out, or correct the document; to keep the claim as it is, write `allow {}{on}`", code.name)
}

/// `113 are counted (119 with the 6 partial)`: the count, and what other readings of it give.
fn counted(one: &Claimed<'_>, sum: Rollup, fit: Fit) -> String {
    let show = |count: u32| {
        if one.amount.percent { percent(count, sum.expected, one.amount.decimals) } else { count.to_string() }
    };
    let (count, mut more) = match one.counted {
        Counted::Expected => (sum.expected, String::new()),
        Counted::Done => (sum.done, String::new()),
        Counted::Partial => (sum.partial, String::new()),
        Counted::Unknown => (sum.unknown, String::new()),
        Counted::Missing if sum.partial > 0 => {
            (sum.missing, format!("{} with the {} partial", show(sum.missing + sum.partial), sum.partial))
        }
        Counted::Missing => (sum.missing, String::new()),
    };
    if sum.unknown > 0 && !matches!(one.counted, Counted::Expected | Counted::Unknown) {
        let join = if more.is_empty() { "" } else { "; " };
        more.push_str(&format!("{join}of {} nobody can tell", sum.unknown));
    }
    let more = if more.is_empty() { String::new() } else { format!(" ({more})") };
    let text = show(count);
    match (fit, sum.at_least && !one.amount.percent) {
        (Fit::Beyond, _) => format!("only {text} or more can be counted{more}"),
        (_, true) => format!("at least {text} are counted{more}"),
        _ if one.amount.percent || count == 1 => format!("{text} is counted{more}"),
        _ => format!("{text} are counted{more}"),
    }
}

/// A share with two digits more than the claim has, so that its rounding can be checked.
fn percent(count: u32, whole: u32, decimals: u32) -> String {
    let digits = decimals.min(6) as usize + 2;
    let text = format!("{:.digits$}", f64::from(count) * 100.0 / f64::from(whole.max(1)));
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::percent_fits;
    use crate::syntax::Amount;

    fn says(digits: u64, decimals: u32, count: u64, whole: u64) -> bool {
        percent_fits(Amount { digits, decimals, percent: true, about: false, or_more: false }, count, count, whole)
    }

    #[test]
    fn a_percentage_fits_when_rounding_or_cutting_gives_it() {
        assert!(says(665, 1, 119, 179), "66.48 rounds to 66.5");
        assert!(says(664, 1, 119, 179), "66.48 is cut off at 66.4");
        assert!(!says(67, 0, 119, 179), "66.48 does not round to 67");
        assert!(says(66, 0, 119, 179));
        assert!(says(38, 0, 3, 8), "37.5 rounds up");
        assert!(says(37, 0, 3, 8), "or is cut off");
        assert!(!says(40, 0, 1, 3));
        assert!(says(100, 0, 5, 5));
        assert!(says(0, 0, 0, 5));
    }

    #[test]
    fn about_and_or_more_are_wider() {
        let amount = |about, or_more| Amount { digits: 50, decimals: 0, percent: true, about, or_more };
        assert!(percent_fits(amount(true, false), 54, 54, 100));
        assert!(!percent_fits(amount(true, false), 57, 57, 100));
        assert!(percent_fits(amount(false, true), 90, 90, 100));
        assert!(!percent_fits(amount(false, true), 30, 30, 100));
    }

    #[test]
    fn very_long_numbers_do_no_harm() {
        assert!(!percent_fits(
            Amount { digits: u64::MAX, decimals: 19, percent: true, about: false, or_more: false },
            0,
            4_000_000_000,
            4_000_000_000
        ));
    }
}
