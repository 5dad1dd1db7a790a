//! From answers of the tree to what was observed of each item and of each entry of a registry.

use super::held::Held;
use super::units::Units;
use super::verdict::{Observed, Verdict, verdict};
use crate::evidence::{Answer, Evidence, Outcome, Question, Truth, judge, judge_outcome};
use crate::model::{Condition, Item, ItemKind, Plan, Registry, RegistryEntry, Test};
use crate::syntax::{EntryKind, Probe, State};
use crate::time::Date;

/// What was observed of each item.
pub fn observe(plan: &Plan, evidence: &Evidence, data_date: Date) -> Vec<Observed> {
    plan.items.iter().map(|item| of_item(item, evidence, data_date)).collect()
}

fn of_item(item: &Item, evidence: &Evidence, data_date: Date) -> Observed {
    if let Some(units) = units(item, evidence, data_date) {
        return units.observed();
    }
    if let Some(condition) = &item.condition {
        let mut observed = shown(condition, evidence, data_date);
        let all_found = |found: u64| found > 0 && found >= u64::from(item.quantity.done.unwrap_or(0));
        if matches!(observed, Observed::Missing | Observed::NotDone(_)) && counted(item, condition, evidence).is_some_and(all_found) {
            observed = Observed::Partial;
        }
        // What is to go and still stands is not gone, whatever else was asked of it.
        let gone = item.kind == ItemKind::Retire && observed == Observed::Done;
        let stands = || item.stands_at().filter_map(|place| evidence.places.get(&place.path)).any(|standing| standing.stands);
        return match gone {
            true if stands() => Observed::Partial,
            true => imported_still(item, evidence).unwrap_or(observed),
            false => observed,
        };
    }
    // A bare path shows that something stands there, or that nothing does.
    let known: Vec<bool> = item.stands_at().filter_map(|place| evidence.places.get(&place.path)).map(|standing| standing.stands).collect();
    match (known.iter().all(|stands| *stands), known.iter().any(|stands| *stands)) {
        _ if known.is_empty() => Observed::NothingAsked,
        (true, _) => Observed::Present,
        (false, false) => imported_still(item, evidence).unwrap_or(Observed::Absent),
        (false, true) => Observed::Partial,
    }
}

/// How many of the things that an item stands for its condition finds, where that is all it asks: at least, or exactly, as many as there are.
pub(super) fn counted(item: &Item, condition: &Condition, evidence: &Evidence) -> Option<u64> {
    let Condition::Test(test) = condition else { return None };
    let counts = matches!(test.probe, Probe::File | Probe::Directory | Probe::Text | Probe::Symbol | Probe::Import);
    let whole = item.quantity.count;
    let asks_all = counts && whole > 1 && test.asks_for(whole);
    match evidence.answers.get(&Question::of(test)).filter(|_| asks_all)?.outcome {
        Outcome::Count(found, _) if found < u64::from(whole) => Some(found),
        _ => None,
    }
}

/// What the evidence shows of something that is done when a condition holds.
pub fn shown(condition: &Condition, evidence: &Evidence, data_date: Date) -> Observed {
    held(condition, data_date, &|test| of_test(test, evidence.answers.get(&Question::of(test)))).observed()
}

/// Who still imports what retires, where that was asked.
pub fn importers<'e>(item: &Item, evidence: &'e Evidence) -> Option<&'e Answer> {
    evidence.answers.get(&Question::importers_of_item(item)?)
}

/// What retires is gone when nothing stands at its path and nothing imports it: here nothing stands there any more.
fn imported_still(item: &Item, evidence: &Evidence) -> Option<Observed> {
    match &importers(item, evidence)?.outcome {
        Outcome::Count(0, _) => None,
        Outcome::Unknown(reason) => Some(Observed::Unknown(reason.clone())),
        _ => Some(Observed::Partial),
    }
}

/// How a condition stands, given how its tests do.
fn held(condition: &Condition, data_date: Date, test: &dyn Fn(&Test) -> Held) -> Held {
    match condition {
        Condition::All(parts) => Held::all(parts.iter().map(|part| held(part, data_date, test))),
        Condition::Any(parts) => Held::any(parts.iter().map(|part| held(part, data_date, test))),
        Condition::Test(one) => test(one),
        Condition::Attested(attested) => {
            let begun = attested.on.is_none_or(|on| on <= data_date);
            let over = attested.until.is_some_and(|until| until < data_date);
            if begun && !over { Held::All } else { Held::None }
        }
    }
}

fn of_test(test: &Test, answer: Option<&Answer>) -> Held {
    match answer {
        None => unasked(),
        Some(answer) => of_truth(test, judge(test, answer), &answer.outcome),
    }
}

fn unasked() -> Held {
    Held::Unknown("it was not measured".into())
}

fn of_truth(test: &Test, truth: Truth, outcome: &Outcome) -> Held {
    match truth {
        Truth::True if test.negated => Held::Clear,
        Truth::True => Held::All,
        Truth::Unknown(reason) => Held::Unknown(reason),
        // Of several things that must be there, some are.
        Truth::False => match outcome {
            Outcome::Count(_, each) if !test.negated && test.bound.is_none() && each.iter().any(|count| *count > 0) && each.len() > 1 => {
                Held::Some
            }
            Outcome::Each(parts) => of_parts(parts, test.negated),
            _ if test.negated => Held::Still,
            _ => Held::None,
        },
    }
}

/// How several parts stand together.
fn of_parts(parts: &[Truth], negated: bool) -> Held {
    Held::all(parts.iter().map(|part| match part {
        Truth::Unknown(reason) => Held::Unknown(reason.clone()),
        truth if (*truth == Truth::True) != negated => Held::All,
        _ => Held::None,
    }))
}

/// The units of an item with a query, each measured by its condition; nothing for other items, and where nothing was measured.
pub fn units<'e>(item: &Item, evidence: &'e Evidence, data_date: Date) -> Option<Units<'e>> {
    let condition = item.condition.as_ref().filter(|_| item.each.is_some())?;
    let mut paths: Option<Vec<&'e str>> = None;
    condition.tests(&mut |test| {
        let answer = evidence.answers.get(&Question::of(test));
        if let Some(answer) = answer.filter(|_| paths.is_none() && test.each) {
            paths = Some(answer.units.iter().map(|(path, _)| &**path).collect());
        }
    });
    let mut units = Units::default();
    for path in paths? {
        let of_unit = |test: &Test| {
            let Some(answer) = evidence.answers.get(&Question::of(test)) else { return unasked() };
            if !test.each {
                return of_test(test, Some(answer));
            }
            let found = answer.units.binary_search_by(|(known, _)| (**known).cmp(path)).ok().and_then(|at| answer.units.get(at));
            found.map_or_else(unasked, |(_, outcome)| of_truth(test, judge_outcome(test, outcome), outcome))
        };
        match held(condition, data_date, &of_unit) {
            Held::All | Held::Clear => units.done.push(path),
            Held::Some => units.partial.push(path),
            Held::None | Held::Still | Held::NotAll(_) => units.missing.push(path),
            Held::Unknown(reason) => units.unknown.push((path, reason)),
        }
    }
    Some(units)
}

/// What was observed of an entry of a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySeen<'e> {
    /// What it says, held against the tree: of an import whether it resolves, of what is retired whether nothing imports it, of what is
    /// sought whether it is defined, of packages whether they are kept apart.
    pub observed: Observed,
    /// The verdict on it.
    pub verdict: Verdict,
    /// What was measured, with its proof.
    pub answer: Option<&'e Answer>,
    /// Whether what is to be used instead resolves, where it is an import.
    pub replacement: Option<(Observed, &'e Answer)>,
}

/// What was observed of an entry of a registry.
pub fn of_entry<'e>(registry: &Registry, entry: &RegistryEntry, evidence: &'e Evidence) -> EntrySeen<'e> {
    let answer = evidence.answers.get(&Question::of_entry(registry, entry));
    let observed = match answer.map(|answer| (&answer.outcome, entry.kind)) {
        None => Observed::NothingAsked,
        Some((Outcome::Unknown(reason), _)) => Observed::Unknown(reason.clone()),
        Some((Outcome::Each(parts), _)) => of_parts(parts, false).observed(),
        // Importers that are left, and imports between packages.
        Some((Outcome::Count(count, _), EntryKind::Retired | EntryKind::Isolate)) => {
            if *count == 0 {
                Observed::Done
            } else {
                Observed::Missing
            }
        }
        // Whatever name it goes by, one is enough.
        Some((Outcome::Count(count, _), _)) => {
            if *count > 0 {
                Observed::Done
            } else {
                Observed::Missing
            }
        }
        Some(_) => Observed::NothingAsked,
    };
    let claimed = match entry.kind {
        EntryKind::Works | EntryKind::MockWorks => Some(if entry.state == Some(State::Unsure) { State::Unsure } else { State::Done }),
        EntryKind::Broken | EntryKind::MockBroken => Some(if entry.fixed.is_some() { State::Done } else { State::Missing }),
        EntryKind::Retired => entry.state,
        EntryKind::Isolate => Some(State::Done),
        EntryKind::Sought => None,
    };
    let (verdict, _) = verdict(claimed, &observed, entry.kind == EntryKind::Retired);
    let replacement = Question::of_replacement(entry).and_then(|question| evidence.answers.get(&question));
    let replacement = replacement.map(|answer| {
        let observed = match &answer.outcome {
            Outcome::Each(parts) => of_parts(parts, false).observed(),
            Outcome::Unknown(reason) => Observed::Unknown(reason.clone()),
            _ => Observed::NothingAsked,
        };
        (observed, answer)
    });
    EntrySeen { observed, verdict, answer, replacement }
}
