//! Where a condition asks less than it did.
//!
//! A condition is sound when it implies the one before: whatever satisfies it would have satisfied that. What is not implied is told
//! beside its counterpart, the condition that looks at the same thing.

use super::weaker;
use crate::model::{Attestation, Condition, Plan, Test};
use crate::text::Place;
use std::collections::BTreeSet;

/// How deep blocks within blocks are looked through; deeper ones are only compared as they are written.
const DEEPEST: usize = 8;

/// One way in which a condition asks less.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// As the end of a sentence: ``no longer asks for `text "x"` ``.
    pub words: String,
    /// Where it was asked.
    pub was: Option<Place>,
    /// Where less is asked now; nothing where it is not asked any more.
    pub now: Option<Place>,
}

/// Where the condition of now asks less than that of then. Attestations that were added or extended are losses wherever they stand.
pub fn losses(then: Option<&Condition>, now: Option<&Condition>, plans: (&Plan, &Plan)) -> Vec<Loss> {
    let (old, new) = (then.map(parts_of).unwrap_or_default(), now.map(parts_of).unwrap_or_default());
    let (mut found, vouched) = (Vec::new(), attested(then, now, plans));
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let implied = |want: &Condition| {
        new.iter().any(|has| implies(has, want, plans, 0))
            || matches!(want, Condition::Any(_)) && now.is_some_and(|now| implies(now, want, plans, 0))
    };
    // Parts of now that stand for a part of then are nobody else's counterpart.
    for want in &old {
        if let Some(at) = new.iter().position(|has| same(has, want, plans)) {
            taken.insert(at);
        }
    }
    for want in old.iter().copied().filter(|want| !implied(want)) {
        let best = new
            .iter()
            .enumerate()
            .filter(|(at, _)| !taken.contains(at))
            .map(|(at, has)| (likeness(want, has), at))
            .max_by_key(|(like, at)| (*like, std::cmp::Reverse(*at)));
        match best.filter(|(like, _)| *like > 0) {
            Some((_, at)) => {
                taken.insert(at);
                found.extend(
                    between(want, new[at], plans)
                        .into_iter()
                        .filter(|loss| loss.now.is_none() || !vouched.iter().any(|other| other.now == loss.now)),
                );
            }
            None => {
                let words = format!("no longer asks for {}", told(want, plans.0));
                found.push(Loss { words, was: place(want), now: None });
            }
        }
    }
    found.extend(vouched);
    found
}

/// The parts that all must hold.
fn parts_of(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(parts_of).collect(),
        Condition::Any(parts) if parts.len() == 1 => parts.iter().flat_map(parts_of).collect(),
        other => vec![other],
    }
}

/// Whether two parts are the same as they are written.
fn same(a: &Condition, b: &Condition, plans: (&Plan, &Plan)) -> bool {
    match (a, b) {
        (Condition::Test(a), Condition::Test(b)) => weaker::losses(b, a).is_empty() && weaker::losses(a, b).is_empty(),
        _ => implies(a, b, plans, 0) && implies(b, a, (plans.1, plans.0), 0),
    }
}

/// Whether the first condition, of now, implies the second, of then.
fn implies(new: &Condition, old: &Condition, plans: (&Plan, &Plan), depth: usize) -> bool {
    if depth > DEEPEST {
        return told(new, plans.1) == told(old, plans.0);
    }
    let deeper = |new: &Condition, old: &Condition| implies(new, old, plans, depth + 1);
    match (new, old) {
        (_, Condition::All(parts)) => parts.iter().all(|part| deeper(new, part)),
        (Condition::Any(parts), _) => !parts.is_empty() && parts.iter().all(|part| deeper(part, old)),
        (Condition::All(parts), Condition::Any(others)) => {
            others.iter().any(|other| deeper(new, other)) || parts.iter().any(|part| deeper(part, old))
        }
        (Condition::All(parts), _) => parts.iter().any(|part| deeper(part, old)),
        (_, Condition::Any(others)) => others.iter().any(|other| deeper(new, other)),
        (Condition::Test(new), Condition::Test(old)) => weaker::losses(old, new).is_empty(),
        // How long they last is told apart.
        (Condition::Attested(new), Condition::Attested(old)) => person(new, plans.1) == person(old, plans.0),
        _ => false,
    }
}

/// How much one condition looks like the counterpart of another; nothing in common is zero.
fn likeness(old: &Condition, new: &Condition) -> u32 {
    match (old, new) {
        (Condition::Test(old), Condition::Test(new)) => like_tests(old, new),
        (Condition::Any(parts), other) => parts.iter().map(|part| likeness(part, other)).max().unwrap_or(0),
        (Condition::Test(_), Condition::Any(parts)) => parts.iter().map(|part| likeness(old, part)).max().unwrap_or(0),
        _ => 0,
    }
}

fn like_tests(old: &Test, new: &Test) -> u32 {
    if old.probe != new.probe {
        return 0;
    }
    let shared = |a: &[Box<str>], b: &[Box<str>]| a.iter().filter(|one| b.contains(one)).count() as u32;
    let of_same = |same: bool, worth: u32| if same { worth } else { 0 };
    1 + shared(&old.subjects, &new.subjects) * 4
        + shared(&old.under, &new.under) * 2
        + of_same(old.key == new.key, 1)
        + of_same(old.bound == new.bound, 1)
        + of_same(old.negated == new.negated, 2)
}

/// How a condition asks less than its counterpart of then.
fn between(old: &Condition, new: &Condition, plans: (&Plan, &Plan)) -> Vec<Loss> {
    let loss = |words: String| Loss { words, was: place(old), now: place(new) };
    match (old, new) {
        (Condition::Test(test), Condition::Test(now)) => {
            weaker::losses(test, now).into_iter().map(|why| loss(format!("asks less with `{}`: {why}", now.text))).collect()
        }
        (_, Condition::Any(parts)) => {
            let strange = parts.iter().filter(|part| !implies(part, old, plans, 0));
            strange
                .map(|part| Loss {
                    words: format!("takes {} instead of {}", told(part, plans.1), told(old, plans.0)),
                    was: place(old),
                    now: place(part),
                })
                .collect()
        }
        _ => vec![loss(format!("asks for {} instead of {}", told(new, plans.1), told(old, plans.0)))],
    }
}

/// Attestations that were added, or last longer.
fn attested(then: Option<&Condition>, now: Option<&Condition>, plans: (&Plan, &Plan)) -> Vec<Loss> {
    let (mut old, mut found) = (Vec::new(), Vec::new());
    if let Some(then) = then {
        then.attestations(&mut |one| old.push(one));
    }
    if let Some(now) = now {
        now.attestations(&mut |one| {
            let name = person(one, plans.1);
            let before: Vec<&&Attestation> = old.iter().filter(|other| person(other, plans.0) == name).collect();
            if before.iter().any(|other| !is_longer(one, other) && !is_earlier(one, other)) {
                return;
            }
            let words = match before.first() {
                Some(other) if is_longer(one, other) => {
                    format!("has an attestation by `{name}` that lasts {} instead of {}", lasts(one), lasts(other))
                }
                Some(other) => format!("has an attestation by `{name}` that holds {} instead of {}", begins(one), begins(other)),
                None => format!("has a new attestation, by `{name}` {}", lasts(one)),
            };
            found.push(Loss { words, was: before.first().map(|other| other.said), now: Some(one.said) });
        });
    }
    found
}

fn person<'p>(one: &Attestation, plan: &'p Plan) -> &'p str {
    plan.parties.get(one.by.index()).map_or("", |party| &party.id)
}

/// Whether an attestation lasts longer than another.
fn is_longer(new: &Attestation, old: &Attestation) -> bool {
    match (new.until, old.until) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(new), Some(old)) => new > old,
    }
}

/// Whether an attestation begins earlier than another.
fn is_earlier(new: &Attestation, old: &Attestation) -> bool {
    match (new.on, old.on) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(new), Some(old)) => new < old,
    }
}

fn begins(one: &Attestation) -> String {
    one.on.map_or("from the beginning".to_owned(), |on| format!("from {on} on"))
}

fn lasts(one: &Attestation) -> String {
    one.until.map_or("for ever".to_owned(), |until| format!("until {until}"))
}

/// A condition as it was written, in a sentence.
pub fn told(condition: &Condition, plan: &Plan) -> String {
    match condition {
        Condition::Test(test) => format!("`{}`", test.text),
        Condition::Attested(one) => format!("an attestation by `{}`", person(one, plan)),
        Condition::All(parts) => parts.iter().map(|part| told(part, plan)).collect::<Vec<_>>().join(" and "),
        Condition::Any(parts) => format!("any of {}", parts.iter().map(|part| told(part, plan)).collect::<Vec<_>>().join(", ")),
    }
}

/// Where a condition was said.
fn place(condition: &Condition) -> Option<Place> {
    match condition {
        Condition::Test(test) => Some(test.said),
        Condition::Attested(one) => Some(one.said),
        Condition::All(parts) | Condition::Any(parts) => parts.first().and_then(place),
    }
}
