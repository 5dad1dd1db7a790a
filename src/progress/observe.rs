//! From answers of the tree to what was observed of each item.

use super::verdict::Observed;
use crate::evidence::{Answer, Evidence, Outcome, Question, Truth, judge, judge_outcome, users_of};
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
    if let Some(units) = units(item, evidence, data_date) {
        return units.observed();
    }
    if let Some(condition) = &item.condition {
        return match held(condition, data_date, &|test| of_test(test, evidence.answers.get(&Question::of(test)))) {
            Held::All | Held::Clear => Observed::Done,
            Held::Some => Observed::Partial,
            Held::None | Held::Still => Observed::Missing,
            Held::Lacking(reason) => Observed::Lacking(reason),
            Held::Unknown(reason) => Observed::Unknown(reason),
        };
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

/// How a condition stands, given how its tests do.
fn held(condition: &Condition, data_date: Date, test: &dyn Fn(&Test) -> Held) -> Held {
    match condition {
        Condition::All(parts) => all(parts.iter().map(|part| held(part, data_date, test))),
        Condition::Any(parts) => any(parts.iter().map(|part| held(part, data_date, test))),
        Condition::Test(one) => test(one),
        Condition::Attested(attested) => {
            let begun = attested.on.is_none_or(|on| on <= data_date);
            let over = attested.until.is_some_and(|until| until < data_date);
            if begun && !over { Held::All } else { Held::None }
        }
    }
}

fn of_test(test: &Test, answer: Option<&Answer>) -> Held {
    answer.map_or_else(unasked, |answer| of_truth(test, judge(test, answer), &answer.outcome))
}

fn unasked() -> Held {
    Held::Unknown("it was not measured".into())
}

fn of_truth(test: &Test, truth: Truth, outcome: &Outcome) -> Held {
    match truth {
        Truth::True if test.negated => Held::Clear,
        Truth::True => Held::All,
        Truth::False if test.negated => Held::Still,
        Truth::Unknown(reason) => Held::Unknown(reason),
        // Of several things that must be there, some are.
        Truth::False => match outcome {
            Outcome::Count(_, each) if test.bound.is_none() && each.len() > 1 && each.iter().any(|count| *count > 0) => Held::Some,
            Outcome::Each(parts) => all(parts.iter().map(|part| match part {
                Truth::True => Held::All,
                Truth::False => Held::None,
                Truth::Unknown(reason) => Held::Unknown(reason.clone()),
            })),
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
    let (mut some, mut lacking, mut reason) = (false, None, None);
    for part in parts {
        match part {
            Held::All | Held::Clear => return Held::All,
            Held::Some => some = true,
            Held::None | Held::Still => {}
            Held::Lacking(why) => lacking = lacking.or(Some(why)),
            Held::Unknown(why) => reason = reason.or(Some(why)),
        }
    }
    match (some, lacking, reason) {
        (_, _, Some(why)) => Held::Unknown(why),
        (true, _, None) => Held::Some,
        (false, Some(why), None) => Held::Lacking(why),
        (false, None, None) => Held::None,
    }
}

/// The files that the query of an item finds: each is a unit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Units<'e> {
    /// Those for which the condition holds.
    pub done: Vec<&'e str>,
    /// Those for which part of it does.
    pub partial: Vec<&'e str>,
    /// Those for which it does not.
    pub missing: Vec<&'e str>,
    /// Those of which nobody can tell, each with the reason.
    pub unknown: Vec<(&'e str, Box<str>)>,
}

impl Units<'_> {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.done.len() + self.partial.len() + self.missing.len() + self.unknown.len()
    }

    fn observed(&self) -> Observed {
        let some = !self.done.is_empty() || !self.partial.is_empty();
        let lacks = !self.missing.is_empty() || !self.partial.is_empty();
        match (some, lacks, self.unknown.first()) {
            (true, true, _) => Observed::Partial,
            (false, true, Some((path, reason))) => Observed::Lacking(format!("`{path}`: {reason}").into()),
            (_, false, Some((path, reason))) => Observed::Unknown(format!("`{path}`: {reason}").into()),
            (true, false, None) => Observed::Done,
            (false, true, None) => Observed::Missing,
            (false, false, None) => Observed::Unknown("no file lies where its units should".into()),
        }
    }
}

/// The units of an item with a query, each measured by its condition; nothing for other items, and where nothing was measured.
pub fn units<'e>(item: &Item, evidence: &'e Evidence, data_date: Date) -> Option<Units<'e>> {
    let condition = item.condition.as_ref().filter(|_| item.each.is_some())?;
    let mut paths: Option<Vec<&'e str>> = None;
    condition.tests(&mut |test| {
        if let Some(answer) = evidence.answers.get(&Question::of(test)).filter(|_| paths.is_none() && test.each) {
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
            Held::None | Held::Still | Held::Lacking(_) => units.missing.push(path),
            Held::Unknown(reason) => units.unknown.push((path, reason)),
        }
    }
    Some(units)
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
