//! From answers of the tree to what was observed of each item.

use super::verdict::Observed;
use crate::evidence::{Evidence, Outcome, Question, Truth, judge, users_of};
use crate::model::{Condition, Item, ItemKind, Plan, Test};
use crate::time::Date;

/// How a condition, or several together, stand.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    /// All of it holds.
    All,
    /// It asks that something be gone, and it is: where nothing was ever built that shows no progress.
    Clear,
    /// Part of it does.
    Some,
    /// None of it does.
    None,
    /// It asks that something be gone, and it is not.
    Still,
    /// Some of it does not, and the rest could not be measured, for this reason.
    Lacking(Box<str>),
    /// It could not be measured, for this reason.
    Unknown(Box<str>),
}

/// What was observed of each item.
pub fn observe(plan: &Plan, evidence: &Evidence, data_date: Date) -> Vec<Observed> {
    plan.items.iter().map(|item| of_item(item, evidence, data_date)).collect()
}

fn of_item(item: &Item, evidence: &Evidence, data_date: Date) -> Observed {
    if let Some(condition) = &item.condition {
        return shown(condition, evidence, data_date);
    }
    if item.kind == ItemKind::Retire {
        return of_retirement(item, evidence);
    }
    // A bare path shows that something stands there, or that nothing does.
    let known: Vec<bool> = item.at.iter().filter_map(|place| evidence.places.get(&place.path)).map(|standing| standing.stands).collect();
    match (known.iter().all(|stands| *stands), known.iter().any(|stands| *stands)) {
        _ if known.is_empty() => Observed::NothingAsked,
        (true, _) => Observed::Present,
        (false, false) => Observed::Absent,
        (false, true) => Observed::Partial,
    }
}

/// What the evidence shows of something that is done when a condition holds.
pub fn shown(condition: &Condition, evidence: &Evidence, data_date: Date) -> Observed {
    match held(condition, evidence, data_date) {
        Held::All | Held::Clear => Observed::Done,
        Held::Some => Observed::Partial,
        Held::None | Held::Still => Observed::Missing,
        Held::Lacking(reason) => Observed::Lacking(reason),
        Held::Unknown(reason) => Observed::Unknown(reason),
    }
}

/// Something that retires by its paths is gone when nothing stands at them and nothing imports them any more.
fn of_retirement(item: &Item, evidence: &Evidence) -> Observed {
    let standing: Vec<bool> = item.at.iter().filter_map(|place| evidence.places.get(&place.path)).map(|there| there.stands).collect();
    if standing.is_empty() {
        return Observed::NothingAsked;
    }
    let answers = || users_of(item).into_iter().filter_map(|question| evidence.answers.get(&question));
    let used = answers().any(|answer| matches!(answer.outcome, Outcome::Count(users, _) if users > 0));
    let untold = answers().find_map(|answer| if let Outcome::Unknown(reason) = &answer.outcome { Some(reason.clone()) } else { None });
    match (standing.iter().all(|stands| *stands), standing.iter().any(|stands| *stands)) {
        (true, _) => Observed::Present,
        (false, true) => Observed::Partial,
        (false, false) if used => Observed::Partial,
        (false, false) => untold.map_or(Observed::Absent, Observed::Unknown),
    }
}

/// How a condition stands in the evidence.
fn held(condition: &Condition, evidence: &Evidence, data_date: Date) -> Held {
    match condition {
        Condition::All(parts) => all(parts.iter().map(|part| held(part, evidence, data_date))),
        Condition::Any(parts) => any(parts.iter().map(|part| held(part, evidence, data_date))),
        Condition::Test(test) => of_test(test, evidence),
        Condition::Attested(attested) => {
            let begun = attested.on.is_none_or(|on| on <= data_date);
            let over = attested.until.is_some_and(|until| until < data_date);
            if begun && !over { Held::All } else { Held::None }
        }
    }
}

fn of_test(test: &Test, evidence: &Evidence) -> Held {
    let Some(answer) = evidence.answers.get(&Question::of(test)) else {
        return Held::Unknown("it was not measured".into());
    };
    match judge(test, answer) {
        Truth::True if test.negated => Held::Clear,
        Truth::True => Held::All,
        Truth::False if test.negated => Held::Still,
        Truth::Unknown(reason) => Held::Unknown(reason),
        // Of several things that must be there, some are.
        Truth::False => match &answer.outcome {
            Outcome::Count(_, each) if !test.negated && test.bound.is_none() && each.iter().any(|count| *count > 0) => Held::Some,
            _ => Held::None,
        },
    }
}

/// All must hold. What could not be measured decides nothing only where the rest already shows that some hold and some do not.
fn all(parts: impl Iterator<Item = Held>) -> Held {
    let (mut yes, mut clear, mut no, mut still, mut reason) = (false, false, false, false, None);
    for part in parts {
        match part {
            Held::All => yes = true,
            Held::Clear => clear = true,
            Held::None => no = true,
            Held::Still => still = true,
            Held::Some => (yes, no) = (true, true),
            Held::Lacking(why) => (no, reason) = (true, reason.or(Some(why))),
            Held::Unknown(why) => reason = reason.or(Some(why)),
        }
    }
    // That something is gone counts for progress only beside other things that are to go, or when something was built.
    let some = yes || clear && !no;
    match (some, no || still, reason) {
        (true, true, _) => Held::Some,
        (false, true, Some(why)) => Held::Lacking(why),
        (_, _, Some(why)) => Held::Unknown(why),
        (false, true, None) => {
            if no {
                Held::None
            } else {
                Held::Still
            }
        }
        (_, false, None) => {
            if clear && !yes {
                Held::Clear
            } else {
                Held::All
            }
        }
    }
}

/// One must hold.
fn any(parts: impl Iterator<Item = Held>) -> Held {
    let (mut some, mut reason) = (false, None);
    for part in parts {
        match part {
            Held::All | Held::Clear => return Held::All,
            Held::Some => some = true,
            Held::None | Held::Still => {}
            Held::Lacking(_) => {}
            Held::Unknown(why) => reason = reason.or(Some(why)),
        }
    }
    match (some, reason) {
        (_, Some(why)) => Held::Unknown(why),
        (true, None) => Held::Some,
        (false, None) => Held::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unknown() -> Held {
        Held::Unknown("no report".into())
    }

    #[test]
    fn what_is_not_measured_decides_only_where_it_could_change_the_answer() {
        assert_eq!(all([Held::All, Held::None, unknown()].into_iter()), Held::Some);
        assert_eq!(all([Held::All, unknown()].into_iter()), unknown());
        assert_eq!(all([Held::None, unknown()].into_iter()), Held::Lacking("no report".into()));
        assert_eq!(any([Held::All, unknown()].into_iter()), Held::All);
        assert_eq!(any([Held::None, unknown()].into_iter()), unknown());
        assert_eq!(all(std::iter::empty()), Held::All);
    }

    #[test]
    fn what_was_never_there_is_no_progress() {
        assert_eq!(all([Held::None, Held::Clear].into_iter()), Held::None, "nothing is built, and the old is not used");
        assert_eq!(all([Held::All, Held::None, Held::Clear].into_iter()), Held::Some);
        assert_eq!(all([Held::Still, Held::Clear].into_iter()), Held::Some, "one of two old things is gone");
        assert_eq!(all([Held::Clear, Held::Clear].into_iter()), Held::Clear);
        assert_eq!(any([Held::None, Held::Clear].into_iter()), Held::All);
    }
}
