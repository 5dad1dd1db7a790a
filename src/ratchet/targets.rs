//! Targets: where less is aimed at, and which values moved away from their goals.

use super::blocked::Blocked;
use super::condition::{Loss, losses};
use super::delta::{About, Delta, Progress, Regression, Weakening, Weight};
use super::items::lost;
use super::moments::{later, moment};
use super::sides::Both;
use crate::evidence::Evidence;
use crate::model::{Condition, Goal, ItemId, Measure, Plan, Reading, Target, Test, Value};
use crate::progress::Assessment;
use crate::progress::check::{Checker, value_text};
use crate::progress::targets::{GoalState, Now, now as value_now, state};
use crate::syntax::Comparison;
use crate::text::Place;

/// The same target in another revision: by what holds it and its id, or by its id where only one has it.
fn counterpart<'t>(target: &Target, from: &Plan, to: &'t Plan) -> Option<&'t Target> {
    let name = |plan: &Plan, target: &Target| plan.item(target.parent).name.to_string();
    let exact = to.targets.iter().find(|other| other.id == target.id && name(to, other) == name(from, target));
    let mut alike = to.targets.iter().filter(|other| other.id == target.id);
    exact.or_else(|| alike.next().filter(|_| alike.next().is_none()))
}

fn about(plan: &Plan, target: &Target, place: Place) -> About {
    About { item: (*plan.item(target.parent).name).into(), words: format!("target `{}`", target.id).into(), place }
}

/// Finds targets that are gone, are measured by less, or aim at less or later.
pub(super) fn weakened(both: &Both<'_>, delta: &mut Delta) {
    let plans = (both.then.plan, both.now.plan);
    for old in &plans.0.targets {
        let Some(new) = counterpart(old, plans.0, plans.1) else {
            let about = lost(both, Some(old.parent), format!("target `{}`", old.id));
            delta.weakened.push(Weakening { about, words: "is gone from the plan".into(), was: Some(both.was(old.said)) });
            continue;
        };
        let mut push = |words: String, was: Place, now: Place| {
            delta.weakened.push(Weakening { about: about(plans.1, new, now), words: words.into(), was: Some(both.was(was)) });
        };
        match (&old.measure, &new.measure) {
            (Some(Measure::Test(before)), Some(Measure::Test(after))) => {
                for loss in measured_less((before, after), &old.goals, plans) {
                    push(loss.words, loss.was.unwrap_or(old.said), loss.now.unwrap_or(new.said));
                }
            }
            (Some(Measure::Completion(of, tier)), Some(Measure::Completion(new_of, new_tier))) => {
                let (of, new_of) = (of.unwrap_or(Plan::ROOT), new_of.unwrap_or(Plan::ROOT));
                let is_same = both.pairs.now[of.index()] == Some(new_of) || plans.0.item(of).name == plans.1.item(new_of).name;
                if !is_same || tier != new_tier {
                    push("is measured by another share of the plan".to_owned(), old.said, new.said);
                } else {
                    for (id, said) in moved_out(both, of, new_of) {
                        push(
                            format!("no longer counts `{}`, which was moved out of what it measures", plans.1.item(id).name),
                            said,
                            new.said,
                        );
                    }
                }
            }
            (Some(_), None) => push("is no longer measured".to_owned(), old.said, new.said),
            (Some(_), Some(_)) => push("is measured in another way".to_owned(), old.said, new.said),
            (None, _) => {}
        }
        if !old.levels.is_empty() && old.levels != new.levels {
            push(format!("had the levels {} and has {}", old.levels.join(", "), new.levels.join(", ")), old.said, new.said);
        }
        for goal in &old.goals {
            if !new.goals.iter().any(|other| keeps((old, goal), (new, other), plans)) {
                let (words, place) = eased((old, goal), new, plans);
                push(words, goal.said, place.unwrap_or(new.said));
            }
        }
    }
}

/// Where a measure asks less than it did, given whether its goals want more of what it counts, or less.
fn measured_less((before, after): (&Condition, &Condition), goals: &[Goal], plans: (&Plan, &Plan)) -> Vec<Loss> {
    if goals.is_empty() {
        return losses(Some(before), Some(after), plans);
    }
    let mut found: Vec<Loss> = Vec::new();
    for goal in goals {
        let aim = |measure: &Condition| match (measure, goal.value) {
            (Condition::Test(test), Value::Amount(amount)) if test.bound.is_none() => Condition::Test(Box::new(Test {
                bound: Some((goal.comparison.unwrap_or(Comparison::AtLeast), amount)),
                ..Test::clone(test)
            })),
            (other, _) => other.clone(),
        };
        for loss in losses(Some(&aim(before)), Some(&aim(after)), plans) {
            if !found.contains(&loss) {
                found.push(loss);
            }
        }
    }
    found
}

/// Items that a share of the plan counted and does not any more, since they stand elsewhere now, each with where it stood.
fn moved_out(both: &Both<'_>, of: ItemId, new_of: ItemId) -> Vec<(ItemId, Place)> {
    let (then, now) = (both.then.plan, both.now.plan);
    let inside = |plan: &Plan, id: ItemId, of: ItemId| id == of || plan.ancestors(id).any(|holder| holder == of);
    let counted = then.ids().filter(|(id, item)| item.is_counted() && inside(then, *id, of));
    let moved = counted.filter_map(|(id, item)| Some((both.pairs.now[id.index()]?, item.said)));
    moved.filter(|(id, _)| !inside(now, *id, new_of)).collect()
}

type Aim<'g> = (&'g Target, &'g Goal);

/// Whether a goal of now asks at least as much, and no later.
fn keeps(old: Aim<'_>, new: Aim<'_>, plans: (&Plan, &Plan)) -> bool {
    asks_as_much(old, new) && !is_later(old.1, new.1, plans)
}

fn is_later(old: &Goal, new: &Goal, plans: (&Plan, &Plan)) -> bool {
    match (old.due, new.due) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(before), Some(after)) => later(before, after, plans),
    }
}

fn asks_as_much((old_target, old): Aim<'_>, (new_target, new): Aim<'_>) -> bool {
    let way = |goal: &Goal| goal.comparison.unwrap_or(Comparison::AtLeast);
    let (before, after) = match (old.value, new.value) {
        (Value::Amount(a), Value::Amount(b)) if a.percent == b.percent => (a.value(), b.value()),
        // All of fewer is less.
        (Value::Ratio(_, whole), Value::Ratio(_, new_whole)) if new_whole < whole => return false,
        (Value::Ratio(part, whole), Value::Ratio(new_part, new_whole)) => (ratio(part, whole), ratio(new_part, new_whole)),
        (Value::Level(a), Value::Level(b)) => {
            let word = old_target.levels.get(usize::from(a));
            let level = |target: &Target| word.and_then(|word| target.levels.iter().position(|level| level == word));
            (level(new_target).map_or(f64::INFINITY, |level| level as f64), f64::from(b))
        }
        _ => return false,
    };
    match (way(old), way(new)) {
        (Comparison::AtLeast, Comparison::AtLeast | Comparison::Above | Comparison::Exactly) | (Comparison::Above, Comparison::Above) => {
            after >= before
        }
        (Comparison::Above, Comparison::AtLeast | Comparison::Exactly) => after > before,
        (Comparison::AtMost, Comparison::AtMost | Comparison::Below | Comparison::Exactly) | (Comparison::Below, Comparison::Below) => {
            after <= before
        }
        (Comparison::Below, Comparison::AtMost | Comparison::Exactly) => after < before,
        (Comparison::Exactly, Comparison::Exactly) => after == before,
        _ => false,
    }
}

fn ratio(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part) / f64::from(whole) }
}

/// How a goal of then eased off, told beside the goal of now that is nearest to it.
fn eased((old_target, old): Aim<'_>, new: &Target, plans: (&Plan, &Plan)) -> (String, Option<Place>) {
    let shown = |target: &Target, goal: &Goal, plan: &Plan| {
        let way = goal.comparison.map_or(String::new(), |way| format!("{} ", way.word()));
        let due = goal.due.map_or(String::new(), |due| format!(" by {}", moment(plan, due)));
        format!("`{way}{}`{due}", value_text(target, goal.value))
    };
    let before = shown(old_target, old, plans.0);
    // A goal that stands as it stood came from none that eased off.
    let is_new = |goal: &&&Goal| {
        let stood = |old: &Goal| keeps((old_target, old), (new, goal), plans) && keeps((new, goal), (old_target, old), (plans.1, plans.0));
        !old_target.goals.iter().any(stood)
    };
    let goals: Vec<&Goal> = new.goals.iter().filter(|goal| is_new(&goal)).collect();
    let in_time = |goal: &&&Goal| !is_later(old, goal, plans) && goal.due.is_some() == old.due.is_some();
    let same_day =
        |goal: &&&Goal| in_time(goal) && goal.due.zip(old.due).is_none_or(|(after, before)| !later(after, before, (plans.1, plans.0)));
    let same_value = |goal: &&&Goal| asks_as_much((old_target, old), (new, goal));
    let find = |fits: &dyn Fn(&&&Goal) -> bool| goals.iter().find(fits);
    let nearest = find(&same_value).or_else(|| find(&same_day)).or_else(|| find(&in_time)).or(goals.last());
    match nearest {
        Some(goal) => (format!("was to reach {before}, and now {}", shown(new, goal, plans.1)), Some(goal.said)),
        None => (format!("is no longer to reach {before}"), None),
    }
}

/// Finds goals that were met and are not, and values that moved away from goals that are not met.
pub(super) fn moved(both: &Both<'_>, delta: &mut Delta) {
    let plan = both.now.plan;
    for target in &plan.targets {
        let Some(old) = counterpart(target, plan, both.then.plan) else { continue };
        // The same measure on both trees; where nothing measures, the readings of each revision.
        let held = value(target, plan, both.held, both.assessed_held, both);
        let then = match held {
            Some(Now::Read(_) | Now::Unknown(..)) | None => value(old, both.then.plan, both.then.evidence, both.assessed_then, both),
            measured => measured,
        };
        let then = match then {
            Some(Now::Unknown(_, read)) => read.map(Now::Read),
            then => then,
        };
        let now = value(target, plan, both.now.evidence, both.assessed_now, both);
        let (Some(then), Some(now)) = (then, now) else { continue };
        if let Now::Unknown(why, _) = &now {
            if matches!(then, Now::Share(..) | Now::Number(_)) {
                delta.regressed.push(unmeasured(both, target, (old, &then), why));
            }
            continue;
        }
        // Shares of the plan follow from its items, which are compared one by one.
        if matches!(now, Now::Counted(..)) {
            continue;
        }
        for goal in &target.goals {
            let met = |value: &Now<'_>| state(target, Some(value), goal, None, both.data_date) == GoalState::Met;
            let wanted = value_text(target, goal.value);
            let figures = format!("stands at {}, before at {}", text(target, &now), text(old, &then));
            let regress = |words: String| Regression {
                about: about(plan, target, goal.said),
                item: None,
                weight: Weight::Sure,
                words: words.into(),
                names: Vec::new(),
                blocked: Blocked::default(),
            };
            match (met(&then), met(&now)) {
                (true, false) => {
                    delta.regressed.push(regress(format!("had reached {wanted}, and has not any more: it {figures}")));
                    break;
                }
                (false, true) if counts_fewer(&then, &now) => {}
                (false, true) => {
                    delta
                        .progressed
                        .push(Progress { about: about(plan, target, goal.said), words: format!("has reached {wanted}").into() });
                }
                (false, false) if is_further(&then, &now, goal) => {
                    delta.regressed.push(regress(format!("is further from {wanted}: it {figures}")));
                    break;
                }
                _ => {}
            }
        }
    }
}

/// What was measured there, and cannot be here.
fn unmeasured(both: &Both<'_>, target: &Target, (old, then): (&Target, &Now<'_>), why: &str) -> Regression {
    let met = |goal: &&Goal| state(target, Some(then), goal, None, both.data_date) == GoalState::Met;
    let had = match target.goals.iter().rfind(met) {
        Some(goal) => format!("had reached {}", value_text(target, goal.value)),
        None => format!("stood at {}", text(old, then)),
    };
    Regression {
        about: about(both.now.plan, target, target.said),
        item: None,
        weight: Weight::Doubtful,
        words: format!("{had}, and can no longer be measured: {why}").into(),
        names: Vec::new(),
        blocked: Blocked::default(),
    }
}

fn value<'t>(target: &'t Target, plan: &Plan, evidence: Option<&Evidence>, assessed: &Assessment, both: &Both<'_>) -> Option<Now<'t>> {
    let counted = match &target.measure {
        Some(Measure::Completion(of, tier)) => {
            let counts = Checker::new(plan, assessed, Vec::new(), &[]).counts(of.unwrap_or(Plan::ROOT), *tier);
            Some((counts.done, counts.expected))
        }
        _ => None,
    };
    value_now(target, counted, evidence, both.data_date)
}

/// A value as a number of its kind, so that only like is compared with like.
fn number(value: &Now<'_>) -> Option<(u8, f64)> {
    Some(match value {
        Now::Counted(part, whole) | Now::Share(part, whole) if *whole > 0 => (0, *part as f64 * 100.0 / *whole as f64),
        Now::Number(number) => (1, *number),
        Now::Read(reading) => match reading.value {
            Value::Amount(amount) if amount.percent => (0, amount.value()),
            Value::Amount(amount) => (1, amount.value()),
            Value::Ratio(part, whole) => (0, ratio(part, whole) * 100.0),
            Value::Level(level) => (2, f64::from(level)),
        },
        Now::Counted(..) | Now::Share(..) | Now::Unknown(..) => return None,
    })
}

/// Whether a reading counts out of fewer than the one before, so that more of them is no progress.
fn counts_fewer(then: &Now<'_>, now: &Now<'_>) -> bool {
    let whole = |value: &Now<'_>| match value {
        Now::Read(Reading { value: Value::Ratio(_, whole), .. }) => Some(*whole),
        _ => None,
    };
    whole(then).zip(whole(now)).is_some_and(|(before, after)| after < before)
}

fn is_further(then: &Now<'_>, now: &Now<'_>, goal: &Goal) -> bool {
    let (Some((kind, before)), Some((same, after))) = (number(then), number(now)) else { return false };
    kind == same
        && match goal.comparison.unwrap_or(Comparison::AtLeast) {
            Comparison::AtLeast | Comparison::Above => after < before,
            Comparison::AtMost | Comparison::Below => after > before,
            Comparison::Exactly => false,
        }
}

fn text(target: &Target, value: &Now<'_>) -> String {
    match value {
        Now::Counted(part, whole) | Now::Share(part, whole) => format!("{part} of {whole}"),
        Now::Number(number) => number.to_string(),
        Now::Read(reading) => value_text(target, reading.value),
        Now::Unknown(..) => "nothing".to_owned(),
    }
}
