//! The matters on which documents contradict each other, one function each: what clashes, and what only changed with time.
//!
//! How a claim stands beside the plan is asked of the one checker that the reports ask as well; here claims meet each other.

use super::super::totals::{claimed, fit};
use super::super::wording::{names, plural};
use super::stance::{Matter, Own, Stance};
use crate::diag::Diagnostic;
use crate::model::{ClaimFact, Moment, Origin};
use crate::progress::check::{
    Agreement, ClaimCheck, Counted, Days, Given, Subject, Tally, claimed_paths, is_progress, places_clash, real_path, states_clash,
    statuses_clash, time_word, written,
};
use crate::syntax::{Amount, State};
use crate::time::Date;

/// States: two different ones clash, unless the later document only tells of progress. `by_date` tells that something is
/// done, so that a day could explain the difference.
pub fn state(matter: &Matter<'_>, own: Own, by: Option<Origin>, by_date: bool) -> Option<Diagnostic> {
    let read = |_: &_, fact: &ClaimFact| match fact {
        ClaimFact::State(state) if *state != State::Unsure => Some((*state, state.word().to_owned())),
        ClaimFact::DoneOn(_) => Some((State::Done, "done".to_owned())),
        _ => None,
    };
    let stances = matter.checked(read, |claim, fact| match (fact, matter.subject) {
        // The plan says the same: where evidence denies it, `contradicted` or `stale` tells so.
        (ClaimFact::State(state), Subject::Item(id)) if stated(matter, id) == Some(*state) => ClaimCheck::new(true, state.word()),
        (ClaimFact::DoneOn(_), Subject::Item(id)) if stated(matter, id) == Some(State::Done) => ClaimCheck::new(true, "done"),
        // The day is a matter of its own.
        (ClaimFact::DoneOn(_), Subject::Item(id)) => {
            matter.checker.state(id, State::Done, crate::progress::check::dated(matter.plan(), claim))
        }
        (ClaimFact::DoneOn(_), _) => matter.checker.fact(matter.subject, claim, &ClaimFact::State(State::Done)),
        _ => matter.checker.fact(matter.subject, claim, fact),
    });
    let clash = |a: &Stance<State>, b: &Stance<State>| {
        let only_progress = || {
            let (early, late) = if a.dated < b.dated { (a, b) } else { (b, a) };
            a.other_day(b) && is_progress(early.value, late.value)
        };
        states_clash(a.value, b.value) && !only_progress()
    };
    let help = match by_date {
        true => "correct what is wrong; if it only changed after the document was written, say when: `done DATE`",
        false => "find out which holds, and correct the other where it was written",
    };
    matter.settle_by("state", own, by, &stances, clash).map(|diagnostic| diagnostic.help(help))
}

/// The state that the plan gives a leaf, of one thing or all alike.
fn stated(matter: &Matter<'_>, id: crate::model::ItemId) -> Option<State> {
    let item = matter.plan().item(id);
    item.state.filter(|_| !item.is_container())
}

/// Whether an issue is open: active clashes with resolved or closed, and two days of one end with each other.
pub fn status(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|claim, fact| match fact {
        ClaimFact::Status(status, since) => {
            let text = since.map_or_else(|| status.word().to_owned(), |date| format!("{} {date}", status.word()));
            let dated = crate::progress::check::dated(matter.plan(), claim);
            Some((Given { status: *status, since: *since, dated, own: false }, text))
        }
        _ => None,
    });
    matter
        .settle("status", own, &stances, |a, b| statuses_clash(a.value, b.value))
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other where it was written"))
}

/// Windows: two that have no day in common clash.
pub fn schedule(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let calendar = &matter.checker.calendar;
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Window(window) => Some((calendar.window(*window), written(*window))),
        _ => None,
    });
    matter
        .settle("schedule", own, &stances, |a: &Stance<Days>, b: &Stance<Days>| a.value.apart(b.value))
        .map(|diagnostic| diagnostic.help("agree on one time, and correct the others"))
}

/// Phases: two different ones clash.
pub fn phase(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Phase(phase) => Some((*phase, format!("`{}`", matter.plan().phases[phase.index()].id))),
        _ => None,
    });
    matter
        .settle("phases", own, &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one phase, and correct the others"))
}

/// Paths: two claims clash when they name no path in common, and none lies below another.
pub fn place(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|claim, fact| match fact {
        ClaimFact::At(path) => {
            let paths = claimed_paths(claim);
            let real: Vec<String> = paths.iter().map(|path| real_path(matter.plan(), path).into_owned()).collect();
            // One stance a claim.
            paths.first().is_some_and(|first| *first == &**path).then(|| (real, names(&paths, 3)))
        }
        _ => None,
    });
    matter
        .settle("paths", own, &stances, |a, b| places_clash(&a.value, &b.value))
        .map(|diagnostic| diagnostic.help("agree on one path; where it stood before is `was`"))
}

/// Effort, length and duration, each by its word.
pub fn times(matter: &Matter<'_>, own: impl Fn(&str) -> Own) -> Vec<Diagnostic> {
    let working = &matter.plan().working;
    let mut found = Vec::new();
    for word in ["effort", "length", "duration", "left"] {
        let (day, week) = match word {
            "duration" => (1440, 7),
            _ => (u64::from(working.minutes_a_day().max(1)), u64::from(working.days_a_week().max(1))),
        };
        let stances = matter.stances(|claim, fact| match fact {
            ClaimFact::Effort(time) if time_word(claim, *time) == Some(word) => Some((time.minutes(day, week), time.to_string())),
            _ => None,
        });
        let diagnostic = matter.settle(word, own(word), &stances, |a, b| a.value != b.value);
        found.extend(diagnostic.map(|diagnostic| diagnostic.help("agree on one estimate, and correct the others")));
    }
    found
}

/// Tiers: two different ones clash; one claimed of an area clashes with parts of another.
pub fn tier(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Tier(tier) => Some((*tier, format!("!{}", matter.plan().tier_word(*tier)))),
        _ => None,
    });
    matter
        .settle("tiers", own, &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one tier, and correct the others"))
}

/// Ranks: two different ones clash.
pub fn rank(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Rank(rank) => Some((*rank, format!("rank {rank}"))),
        _ => None,
    });
    matter
        .settle("ranks", own, &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one rank, and correct the others"))
}

/// Levels of health: two different ones of one day clash.
pub fn health(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Health(level) => {
            let word = matter.plan().health.get(usize::from(*level)).map_or_else(String::new, |level| level.word.to_string());
            Some((*level, word))
        }
        _ => None,
    });
    matter
        .settle("health", own, &stances, |a, b| a.value != b.value && !a.other_day(b))
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other where it was written"))
}

/// How many it stands for: two numbers clash, unless one is `at least` or `about` so many and the other fits that.
pub fn count(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Count(amount, at_least) => {
            let amount = Amount { or_more: amount.or_more || *at_least, ..*amount };
            Some((range(amount), if *at_least { format!("at least {}", Amount { or_more: false, ..amount }) } else { amount.to_string() }))
        }
        _ => None,
    });
    matter
        .settle("count", own, &stances, |a, b| a.value.0 > b.value.1)
        .map(|diagnostic| diagnostic.help("find out how many there are, and correct the other"))
}

/// Latest days: two different ones clash.
pub fn due(matter: &Matter<'_>, own: Own) -> Option<Diagnostic> {
    let calendar = &matter.checker.calendar;
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Due(moment) => calendar.latest(*moment).map(|days| (days, calendar.show(days.last, days.adrift))),
        _ => None,
    });
    matter
        .settle("due dates", own, &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("agree on one date, and correct the others"))
}

/// A latest day of the plan, in words.
pub fn due_text(matter: &Matter<'_>, moment: Moment) -> Option<String> {
    let calendar = &matter.checker.calendar;
    calendar.latest(moment).map(|days| calendar.show(days.last, days.adrift))
}

/// The day something was done: two different ones clash.
pub fn done_on(matter: &Matter<'_>, own: Option<Date>, own_said: Own) -> Option<Diagnostic> {
    let read = |_: &_, fact: &ClaimFact| match fact {
        ClaimFact::DoneOn(day) => Some((*day, day.to_string())),
        _ => None,
    };
    // Whether it was done at all is a matter of its own.
    let stances = matter.checked(read, |claim, fact| match own {
        Some(day) if *fact == ClaimFact::DoneOn(day) => ClaimCheck::new(true, format!("done {day}")),
        Some(_) => matter.checker.fact(matter.subject, claim, fact),
        None => ClaimCheck::not_checkable(""),
    });
    matter
        .settle("days of completion", own_said, &stances, |a, b| a.value != b.value)
        .map(|diagnostic| diagnostic.help("find out which holds, and correct the other"))
}

/// Needs that the plan does not have. One that it has the other way round is a circle, which `claimed-need-closes-cycle` tells.
pub fn needs(matter: &Matter<'_>, is_circle: impl Fn(crate::model::ItemId) -> bool) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| match fact {
        ClaimFact::Needs(needed) if !is_circle(*needed) => Some(((), format!("`{}`", matter.plan().item(*needed).name))),
        _ => None,
    });
    let own = Some(("no such need".to_owned(), matter.place));
    matter.settle("needs", own, &stances, |_, _| false).map(|diagnostic| diagnostic.help("add the need if the document is right"))
}

/// Totals of one kind and tier: two numbers of one day clash, unless each fits a reading of what is counted. How each stands
/// beside the count is told by `wrong-total` and `wrong-percent`.
pub fn totals(matter: &Matter<'_>, tally: Option<&Tally>) -> Vec<Diagnostic> {
    let all = claimed(matter.plan(), matter.claims);
    let mut found = Vec::new();
    let mut seen: Vec<(Counted, Option<u8>, bool)> = Vec::new();
    for one in &all {
        let key = (one.counted, one.tier, one.amount.percent);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let same = all.iter().filter(|other| (other.counted, other.tier, other.amount.percent) == key);
        let fitting: Vec<Amount> =
            same.filter(|other| tally.is_some_and(|tally| fit(other, tally).is_fine())).map(|other| other.amount).collect();
        let read = |claim: &crate::model::Claim, fact: &ClaimFact| {
            let (counted, amount) = Counted::of(fact)?;
            let same = (counted, claim.tier, amount.percent) == key;
            same.then(|| ((range(amount), fitting.contains(&amount)), format!("{amount} {}", counted.word())))
        };
        let stances = matter.checked(read, |_, _| ClaimCheck::not_checkable(""));
        let clash = |a: &Stance<((f64, f64), bool)>, b: &Stance<((f64, f64), bool)>| {
            let both_fit = a.value.1 && b.value.1;
            !both_fit && !a.other_day(b) && a.value.0.0 > b.value.0.1
        };
        let tier = one.tier.map_or_else(String::new, |tier| format!("!{} ", matter.plan().tier_word(tier)));
        let diagnostic = matter.settle(&format!("{tier}totals"), None, &stances, clash);
        found.extend(diagnostic.map(|diagnostic| diagnostic.help("count again, and correct the documents")));
    }
    found
}

/// The values that a claimed amount can stand for: what rounds to it.
fn range(amount: Amount) -> (f64, f64) {
    let value = amount.value();
    let slack = if amount.about { value / 10.0 } else { 0.0 };
    let unit = if amount.percent { 10f64.powi(-(amount.decimals.min(300) as i32)) } else { 0.0 };
    let most = if amount.or_more { f64::INFINITY } else { value + slack + unit / 2.0 };
    (value - slack - unit / 2.0, most)
}

/// Values of a target: claims of one day clash, and so do a claim and the plan when neither its count nor a reading says so.
pub fn values(matter: &Matter<'_>, own: Own, readings: usize) -> Option<Diagnostic> {
    let stances = matter.stances(|_, fact| {
        let amount = match (fact, Counted::of(fact)) {
            (ClaimFact::Count(amount, _), _) => *amount,
            (_, Some((Counted::Done, amount))) => amount,
            _ => return None,
        };
        Some(((range(amount), amount.percent), amount.to_string()))
    });
    let told = |stance: &Stance<((f64, f64), bool)>| matches!(stance.check.agreement, Agreement::Agrees | Agreement::AgreesReading);
    let clash = |a: &Stance<((f64, f64), bool)>, b: &Stance<((f64, f64), bool)>| {
        let ((a_range, a_percent), (b_range, b_percent)) = (a.value, b.value);
        !(told(a) && told(b)) && a_percent == b_percent && !a.other_day(b) && a_range.0 > b_range.1
    };
    let what = plural(readings, "reading");
    matter
        .settle("values", own, &stances, clash)
        .map(|diagnostic| diagnostic.note(format!("the plan has {what} of it")).help("measure again, and correct the other"))
}
