//! The matters on which documents contradict each other, one function each: what clashes, and what only changed with time.

use super::super::days::{Calendar, Days};
use super::super::same_place::real_path;
use super::super::tally::Tally;
use super::super::totals::{Counted, Fit, claimed, fit};
use super::super::wording::{names, plural, written};
use super::stance::{Stance, Subject, settle};
use crate::diag::Diagnostic;
use crate::model::{Claim, ClaimFact, PhaseId, Plan, Window};
use crate::syntax::{Amount, State, Status};
use crate::text::Place;
use crate::time::{Date, Duration};

/// A state, or the counts of parts.
#[derive(Debug, Clone)]
pub enum Standing {
    /// One state.
    One(State),
    /// What is counted below.
    Parts(Tally),
}

/// What the plan itself says of the state of something.
#[derive(Debug, Clone, Default)]
pub struct OwnState {
    /// Its stances: a state, or what is counted below it.
    pub stances: Vec<Stance<Standing>>,
    /// The last day on which it changed. A document from before that day is not contradicted by it.
    pub changed: Option<Date>,
}

/// All claims with one kind of fact, as stances.
fn facts<'p, V>(plan: &'p Plan, claims: &'p [Claim], read: impl Fn(&'p Claim, &'p ClaimFact) -> Option<(V, String)>) -> Vec<Stance<V>> {
    let all = claims.iter().flat_map(|claim| claim.facts.iter().map(move |fact| (claim, fact)));
    all.filter_map(|(claim, fact)| read(claim, fact).map(|(value, text)| Stance::claimed(plan, claim, value, text))).collect()
}

/// How far along a state is; a deprecated thing is on no such way.
fn progress(state: State) -> Option<u8> {
    match state {
        State::Missing => Some(0),
        State::Partial => Some(1),
        State::Done => Some(2),
        _ => None,
    }
}

/// States: two different ones clash, unless the later document, or a change after the document, only tells of progress.
pub fn state(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: OwnState) -> Option<Diagnostic> {
    let container = own.stances.iter().any(|stance| matches!(stance.value, Standing::Parts(_)));
    let claimed = facts(plan, claims, |claim, fact| match fact {
        ClaimFact::State(state) if *state != State::Unsure && !(container && claim.tier.is_some()) => {
            Some((Standing::One(*state), state.word().to_owned()))
        }
        ClaimFact::DoneOn(_) => Some((Standing::One(State::Done), "done".to_owned())),
        _ => None,
    });
    if claimed.is_empty() {
        return None;
    }
    let stances: Vec<Stance<Standing>> = own.stances.into_iter().chain(claimed).collect();
    let clash = |a: &Stance<Standing>, b: &Stance<Standing>| match (&a.value, &b.value) {
        (Standing::One(first), Standing::One(second)) => states_clash(*first, *second) && !only_changed(a, *first, b, *second, own.changed),
        (Standing::One(state), Standing::Parts(tally)) => a.origin.is_some() && parts_clash(*state, tally, a.dated),
        _ => false,
    };
    let help = "correct what is wrong; if it only changed after the document was written, say when: `done DATE`";
    settle(plan, subject, "state", &stances, clash).map(|diagnostic| diagnostic.help(help))
}

/// Whether two different states may both have been true, one after the other: the plan changed after the day of the
/// document, or of two documents the later one tells of progress.
fn only_changed<V>(a: &Stance<V>, first: State, b: &Stance<V>, second: State, changed: Option<Date>) -> bool {
    match (a.origin.is_some(), b.origin.is_some()) {
        (true, true) if a.other_day(b) => {
            let (early, late) = if a.dated < b.dated { (first, second) } else { (second, first) };
            progress(early) <= progress(late) || progress(late).is_none()
        }
        (true, true) => false,
        _ => a.dated.or(b.dated).is_some_and(|day| changed.is_some_and(|changed| changed > day)),
    }
}

fn states_clash(a: State, b: State) -> bool {
    let vague = |state: State| matches!(state, State::Unsure | State::Dropped);
    let leaving = |one: State, other: State| one == State::Deprecated && other == State::Partial;
    a != b && !vague(a) && !vague(b) && !leaving(a, b) && !leaving(b, a)
}

fn parts_clash(state: State, tally: &Tally, dated: Option<Date>) -> bool {
    let sum = tally.rollup(None);
    let later = tally.done_after(None, dated).min(sum.done);
    match state {
        State::Done => sum.partial + sum.missing > 0,
        State::Missing => sum.done - later + sum.partial > 0,
        State::Partial => sum.expected > 0 && (sum.missing == sum.expected || sum.done - later == sum.expected),
        State::Unsure | State::Deprecated | State::Dropped => false,
    }
}

/// What is counted below something, in words.
pub fn parts_text(tally: &Tally) -> String {
    let sum = tally.rollup(None);
    let all = [("done", sum.done), ("partial", sum.partial), ("missing", sum.missing), ("unknown", sum.unknown)];
    let some: Vec<String> = all.iter().filter(|(_, count)| *count > 0).map(|(word, count)| format!("{count} {word}")).collect();
    match some.as_slice() {
        [only] => format!("all {only}"),
        _ => some.join(" and "),
    }
}

/// Whether an issue is open: active clashes with resolved or closed, and two days of one end with each other.
pub fn status(
    plan: &Plan,
    subject: &Subject<'_>,
    claims: &[Claim],
    own: Option<(Status, Option<Date>)>,
    place: Place,
) -> Option<Diagnostic> {
    let text = |status: Status, date: Option<Date>| match date.filter(|_| status != Status::Active) {
        Some(date) => format!("{} {date}", status.word()),
        None => status.word().to_owned(),
    };
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Status(status, date) => Some(((*status, *date), text(*status, *date))),
        _ => None,
    });
    let own = own.map(|(status, date)| Stance::own((status, date), text(status, date), place));
    let stances: Vec<Stance<(Status, Option<Date>)>> = own.into_iter().chain(claimed).collect();
    let clash = |a: &Stance<(Status, Option<Date>)>, b: &Stance<(Status, Option<Date>)>| match (a.value, b.value) {
        ((Status::Active, _), (Status::Active, _)) => false,
        ((Status::Active, _), (_, ended)) => {
            let since = b.dated.or(ended.filter(|_| b.origin.is_none()));
            // An earlier document may well have called it active.
            !matches!((a.dated, since), (Some(then), Some(ended)) if then < ended)
        }
        ((first, Some(one)), (second, Some(other))) => first == second && one != other,
        _ => false,
    };
    settle(plan, subject, "status", &stances, clash)
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other where it was written"))
}

/// A time, or the times of parts.
#[derive(Debug, Clone)]
pub enum When {
    /// One window.
    One(Days),
    /// Those of parts.
    Parts(Vec<Days>),
}

/// Windows: two that have no day in common clash; one claimed of an area clashes when none of its parts stands in it.
pub fn schedule(
    plan: &Plan,
    calendar: &Calendar<'_>,
    subject: &Subject<'_>,
    claims: &[Claim],
    own: Vec<Stance<When>>,
) -> Option<Diagnostic> {
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Window(window) => Some((When::One(calendar.window(*window)), written(*window))),
        _ => None,
    });
    if claimed.is_empty() {
        return None;
    }
    let stances: Vec<Stance<When>> = own.into_iter().chain(claimed).collect();
    let clash = |a: &Stance<When>, b: &Stance<When>| match (&a.value, &b.value) {
        (When::One(one), When::One(other)) => one.apart(*other),
        (When::One(one), When::Parts(parts)) => !parts.is_empty() && parts.iter().all(|part| one.apart(*part)),
        _ => false,
    };
    settle(plan, subject, "schedule", &stances, clash).map(|diagnostic| diagnostic.help("agree on one time, and correct the others"))
}

/// The windows of parts, in words.
pub fn windows_text(windows: &[Window]) -> String {
    let mut different: Vec<String> = Vec::new();
    for text in windows.iter().map(|window| written(*window)) {
        if !different.contains(&text) {
            different.push(text);
        }
    }
    let more = different.len().saturating_sub(4);
    different.truncate(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more} (its parts)", different.join(", "))
}

/// Phases: two different ones clash.
pub fn phase(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: Option<(PhaseId, Place)>) -> Option<Diagnostic> {
    let text = |phase: PhaseId| format!("`{}`", plan.phases[phase.index()].id);
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Phase(phase) => Some((*phase, text(*phase))),
        _ => None,
    });
    let stances: Vec<Stance<PhaseId>> =
        own.into_iter().map(|(phase, place)| Stance::own(phase, text(phase), place)).chain(claimed).collect();
    settle(plan, subject, "phases", &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one phase, and correct the others"))
}

/// Paths: two claims clash when they name no path in common, and none lies below another.
pub fn place(
    plan: &Plan,
    subject: &Subject<'_>,
    claims: &[Claim],
    own: &[crate::model::Place],
    was: &[crate::model::Place],
) -> Option<Diagnostic> {
    let of_claim = |claim: &Claim| {
        let paths: Vec<String> =
            claim.facts.iter().filter_map(|fact| if let ClaimFact::At(path) = fact { Some(path.to_string()) } else { None }).collect();
        let shown: Vec<&str> = paths.iter().map(String::as_str).collect();
        (!paths.is_empty()).then(|| Stance::claimed(plan, claim, real(plan, &paths), names(&shown, 3)))
    };
    let claimed: Vec<Stance<Vec<String>>> = claims.iter().filter_map(of_claim).collect();
    if claimed.is_empty() {
        return None;
    }
    let paths: Vec<String> = own.iter().map(|place| place.path.to_string()).collect();
    let shown: Vec<&str> = paths.iter().map(String::as_str).collect();
    // Where it stood before is no contradiction.
    let before = was.iter().map(|place| place.path.to_string());
    let all: Vec<String> = paths.iter().cloned().chain(before).collect();
    let own = own.first().map(|place| Stance::own(real(plan, &all), names(&shown, 3), place.said));
    let stances: Vec<Stance<Vec<String>>> = own.into_iter().chain(claimed).collect();
    let related = |a: &str, b: &str| {
        let below = |inner: &str, outer: &str| inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        below(a, b) || below(b, a)
    };
    let clash =
        |a: &Stance<Vec<String>>, b: &Stance<Vec<String>>| !a.value.iter().any(|path| b.value.iter().any(|other| related(path, other)));
    settle(plan, subject, "paths", &stances, clash).map(|diagnostic| diagnostic.help("agree on one path; where it stood before is `was`"))
}

fn real(plan: &Plan, paths: &[String]) -> Vec<String> {
    paths.iter().map(|path| real_path(plan, path).into_owned()).collect()
}

/// Effort, length and duration, each by its word.
pub fn times(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: &[(&'static str, Duration)], place: Place) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for word in ["effort", "length", "duration", "left"] {
        let (day, week) = match word {
            "duration" => (1440, 7),
            _ => (u64::from(plan.working.minutes_a_day().max(1)), u64::from(plan.working.days_a_week().max(1))),
        };
        let claimed = facts(plan, claims, |claim, fact| match fact {
            ClaimFact::Effort(time) if says(claim, word, *time) => Some((time.minutes(day, week), time.to_string())),
            _ => None,
        });
        let own = own.iter().filter(|(own, _)| *own == word).map(|(_, time)| Stance::own(time.minutes(day, week), time.to_string(), place));
        let stances: Vec<Stance<u64>> = own.chain(claimed).collect();
        let diagnostic = settle(plan, subject, word, &stances, |a, b| a.value != b.value);
        found.extend(diagnostic.map(|diagnostic| diagnostic.help("agree on one estimate, and correct the others")));
    }
    found
}

/// Whether a claim gives this time behind that word; its facts do not keep the word.
fn says(claim: &Claim, word: &str, time: Duration) -> bool {
    let words: Vec<&str> = claim.text.split_whitespace().collect();
    words.windows(2).any(|pair| pair[0] == word && Duration::parse(pair[1]) == Some(time))
}

/// A tier, or those of parts.
#[derive(Debug, Clone)]
pub enum Rank {
    /// One tier.
    One(u8),
    /// How many parts have which.
    Parts(Vec<(u8, u32)>),
}

/// The tier that a claim gives the item, rather than what it counts.
pub fn claimed_tier(claim: &Claim) -> Option<u8> {
    claim.tier.filter(|_| !claim.facts.iter().any(|fact| Counted::of(fact).is_some()))
}

/// Tiers: two different ones clash; one claimed of an area clashes with parts of another.
pub fn tier(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: Option<Stance<Rank>>) -> Option<Diagnostic> {
    let claimed = claims.iter().filter_map(|claim| claimed_tier(claim).map(|tier| (claim, tier)));
    let claimed = claimed.map(|(claim, tier)| Stance::claimed(plan, claim, Rank::One(tier), format!("!{}", plan.tier_word(tier))));
    let stances: Vec<Stance<Rank>> = own.into_iter().chain(claimed).collect();
    let clash = |a: &Stance<Rank>, b: &Stance<Rank>| match (&a.value, &b.value) {
        (Rank::One(one), Rank::One(other)) => one != other,
        (Rank::One(one), Rank::Parts(parts)) => parts.iter().any(|(tier, _)| tier != one),
        _ => false,
    };
    settle(plan, subject, "tiers", &stances, clash).map(|diagnostic| diagnostic.help("agree on one tier, and correct the others"))
}

/// The tiers of parts, in words.
pub fn tiers_text(plan: &Plan, parts: &[(u8, u32)]) -> String {
    let all: Vec<String> = parts.iter().map(|(tier, count)| format!("{count} !{}", plan.tier_word(*tier))).collect();
    format!("{} (its parts)", all.join(", "))
}

/// Levels of health: two different ones of one day clash.
pub fn health(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: Option<u8>, place: Place) -> Option<Diagnostic> {
    let text = |level: u8| plan.health.get(usize::from(level)).map_or_else(String::new, |level| level.word.to_string());
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Health(level) => Some((*level, text(*level))),
        _ => None,
    });
    let stances: Vec<Stance<u8>> = own.map(|level| Stance::own(level, text(level), place)).into_iter().chain(claimed).collect();
    let clash = |a: &Stance<u8>, b: &Stance<u8>| a.value != b.value && !a.other_day(b);
    settle(plan, subject, "health", &stances, clash)
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other where it was written"))
}

/// How many it stands for: two numbers clash, unless one is `at least` or `about` so many and the other fits that.
pub fn count(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: Option<(u32, bool)>, place: Place) -> Option<Diagnostic> {
    let range = |amount: Amount, at_least: bool| {
        let slack = if amount.about { amount.digits.div_ceil(10) } else { 0 };
        let most = if at_least || amount.or_more { u64::MAX } else { amount.digits.saturating_add(slack) };
        (amount.digits.saturating_sub(slack), most)
    };
    let text = |amount: Amount, at_least: bool| if at_least { format!("at least {amount}") } else { amount.to_string() };
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Count(amount, at_least) if !amount.percent && amount.decimals == 0 => {
            Some((range(*amount, *at_least), text(*amount, *at_least)))
        }
        _ => None,
    });
    let own = own.map(|(count, at_least)| {
        let amount = Amount::whole(u64::from(count));
        Stance::own(range(amount, at_least), text(amount, at_least), place)
    });
    let stances: Vec<Stance<(u64, u64)>> = own.into_iter().chain(claimed).collect();
    let clash = |a: &Stance<(u64, u64)>, b: &Stance<(u64, u64)>| a.value.0 > b.value.1;
    settle(plan, subject, "count", &stances, clash).map(|diagnostic| diagnostic.help("find out how many there are, and correct the other"))
}

/// Latest days: two different ones clash.
pub fn due(
    plan: &Plan,
    calendar: &Calendar<'_>,
    subject: &Subject<'_>,
    claims: &[Claim],
    own: Option<(crate::model::Moment, Place)>,
) -> Option<Diagnostic> {
    let day = |moment| calendar.latest(moment).map(|days| (days, calendar.show(days.last, days.adrift)));
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::Due(moment) => day(*moment),
        _ => None,
    });
    let own = own.and_then(|(moment, place)| day(moment).map(|(days, text)| Stance::own(days, text, place)));
    let stances: Vec<Stance<Days>> = own.into_iter().chain(claimed).collect();
    settle(plan, subject, "due dates", &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one date, and correct the others"))
}

/// The day something was done: two different ones clash.
pub fn done_on(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], own: Option<Date>, place: Place) -> Option<Diagnostic> {
    let claimed = facts(plan, claims, |_, fact| match fact {
        ClaimFact::DoneOn(day) => Some((*day, day.to_string())),
        _ => None,
    });
    let stances: Vec<Stance<Date>> = own.map(|day| Stance::own(day, day.to_string(), place)).into_iter().chain(claimed).collect();
    settle(plan, subject, "days of completion", &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other"))
}

/// Totals of one kind and tier: two numbers of one day clash, unless each fits a reading of what is counted.
pub fn totals(plan: &Plan, subject: &Subject<'_>, claims: &[Claim], tally: Option<&Tally>) -> Vec<Diagnostic> {
    let all = claimed(plan, claims);
    let mut found = Vec::new();
    let mut seen: Vec<(Counted, Option<u8>, bool)> = Vec::new();
    for one in &all {
        let key = (one.counted, one.tier, one.amount.percent);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let same = all.iter().filter(|other| (other.counted, other.tier, other.amount.percent) == key);
        let stances: Vec<Stance<(f64, f64, bool)>> = same
            .flat_map(|other| {
                let fits = tally.is_some_and(|tally| fit(other, tally) == Fit::Fits);
                let (low, high) = range(other.amount);
                let text = format!("{} {}", other.amount, other.counted.word());
                other.claims.iter().map(move |claim| Stance::claimed(plan, claim, (low, high, fits), text.clone()))
            })
            .collect();
        let clash = |a: &Stance<(f64, f64, bool)>, b: &Stance<(f64, f64, bool)>| {
            let both_fit = a.value.2 && b.value.2;
            !both_fit && !a.other_day(b) && a.value.0 > b.value.1
        };
        let tier = one.tier.map_or_else(String::new, |tier| format!("!{} ", plan.tier_word(tier)));
        let diagnostic = settle(plan, subject, &format!("{tier}totals"), &stances, clash);
        found.extend(diagnostic.map(|diagnostic| diagnostic.help("count again, and correct the documents")));
    }
    found
}

/// The values that a claimed amount can stand for: what rounds to it, or is cut off at it.
fn range(amount: Amount) -> (f64, f64) {
    let value = amount.value();
    let slack = if amount.about { value / 10.0 } else { 0.0 };
    let unit = if amount.percent { 10f64.powi(-(amount.decimals.min(300) as i32)) } else { 0.0 };
    let most = if amount.or_more { f64::INFINITY } else { value + slack + unit * 0.999_999 };
    (value - slack - unit / 2.0, most)
}

/// Values of a target: claims and readings of one day clash when none of the readings is claimed.
pub fn values(
    plan: &Plan,
    subject: &Subject<'_>,
    claims: &[Claim],
    readings: &[(Amount, Option<Date>, String, Place)],
) -> Option<Diagnostic> {
    let claimed = facts(plan, claims, |claim, fact| match Counted::of(fact) {
        Some((Counted::Done, amount)) if claim.tier.is_none() => Some(((range(amount), amount.percent), amount.to_string())),
        _ => None,
    });
    if claimed.is_empty() {
        return None;
    }
    let own = readings
        .iter()
        .map(|(amount, on, text, place)| Stance { dated: *on, ..Stance::own((range(*amount), amount.percent), text.clone(), *place) });
    let stances: Vec<Stance<((f64, f64), bool)>> = own.chain(claimed).collect();
    let apart = |a: &Stance<((f64, f64), bool)>, b: &Stance<((f64, f64), bool)>| {
        let ((a, a_percent), (b, b_percent)) = (a.value, b.value);
        a_percent == b_percent && (a.0 > b.1 || b.0 > a.1)
    };
    let clash = |a: &Stance<((f64, f64), bool)>, b: &Stance<((f64, f64), bool)>| {
        let readings = |stance: &Stance<_>| stance.origin.is_none();
        // Two readings are measurements, not claims.
        let measured = readings(a) && readings(b);
        !measured && !a.other_day(b) && apart(a, b)
    };
    let what = plural(readings.len(), "reading");
    settle(plan, subject, "values", &stances, clash)
        .map(|diagnostic| diagnostic.note(format!("the plan has {what} of it")).help("measure again, and correct the other"))
}
