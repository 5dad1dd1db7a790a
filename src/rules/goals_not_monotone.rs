//! `goals-not-monotone`: goals that ease off, or whose dates run backwards.
//!
//! A later goal asks for less than an earlier one, or two goals of one day differ. Most likely two values or two dates are
//! swapped.

use crate::diag::{Diagnostic, code};
use crate::model::{Goal, Moment, Plan, Target, Value};
use crate::progress::check::Calendar;
use crate::survey::Survey;
use crate::syntax::Comparison;
use std::cmp::Ordering;

/// Finds pairs of goals of which the later asks for less.
pub fn goals_not_monotone(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let calendar = Calendar::new(survey.plan);
    for target in survey.plan.targets.iter().filter(|target| target.goals.len() > 1) {
        for wanted in [Ordering::Greater, Ordering::Less] {
            found.extend(eases_off(survey.plan, &calendar, target, wanted));
        }
    }
}

/// Which way a goal wants its value to go.
fn direction(goal: &Goal) -> Option<Ordering> {
    match goal.comparison {
        None | Some(Comparison::AtLeast | Comparison::Above) => Some(Ordering::Greater),
        Some(Comparison::AtMost | Comparison::Below) => Some(Ordering::Less),
        Some(Comparison::Exactly) => None,
    }
}

/// Compares two values that are of one kind.
fn compare(a: Value, b: Value) -> Option<Ordering> {
    let number = |value: Value| match value {
        Value::Amount(amount) => (amount.percent, amount.value()),
        Value::Ratio(part, whole) => (true, f64::from(part) * 100.0 / f64::from(whole)),
        Value::Level(level) => (false, f64::from(level)),
    };
    if matches!(a, Value::Level(_)) != matches!(b, Value::Level(_)) {
        return None;
    }
    let (a, b) = (number(a), number(b));
    (a.0 == b.0).then(|| a.1.partial_cmp(&b.1)).flatten()
}

/// Which of two goals is due later; nothing when that cannot be told.
fn later(calendar: &Calendar<'_>, a: &Goal, b: &Goal) -> Option<Ordering> {
    match (a.due, b.due) {
        (None, None) => Some(Ordering::Equal),
        // A goal without a date is the last one.
        (None, _) => Some(Ordering::Greater),
        (_, None) => Some(Ordering::Less),
        (Some(first), Some(second)) if first == second => Some(Ordering::Equal),
        (Some(Moment::Phase(first)), Some(Moment::Phase(second))) if calendar.comes_after(first, second) => Some(Ordering::Greater),
        (Some(Moment::Phase(first)), Some(Moment::Phase(second))) if calendar.comes_after(second, first) => Some(Ordering::Less),
        (Some(first), Some(second)) => {
            let (first, second) = (calendar.latest(first)?, calendar.latest(second)?);
            (first.adrift == second.adrift).then(|| first.last.cmp(&second.last))
        }
    }
}

fn eases_off(plan: &Plan, calendar: &Calendar<'_>, target: &Target, wanted: Ordering) -> Option<Diagnostic> {
    // A swapped pair contradicts its neighbours; one finding a target shows the nearest two.
    let goals: Vec<&Goal> = target.goals.iter().filter(|goal| direction(goal) == Some(wanted)).take(200).collect();
    let (early, late, same_day) = goals.iter().enumerate().find_map(|(at, a)| {
        goals[at + 1..].iter().find_map(|b| {
            let value = compare(b.value, a.value)?;
            match later(calendar, b, a)? {
                Ordering::Greater if value == wanted.reverse() => Some((*a, *b, false)),
                Ordering::Less if value == wanted => Some((*b, *a, false)),
                Ordering::Equal if value != Ordering::Equal => Some((*a, *b, true)),
                _ => None,
            }
        })
    })?;
    let (first, second) = (goal_text(plan, calendar, target, early), goal_text(plan, calendar, target, late));
    let message = match same_day {
        true => format!("two goals of `{}` are due at the same time and differ: {first}, and {second}", target.id),
        false => format!("a later goal of `{}` asks for less: first {first}, then {second}", target.id),
    };
    Some(
        Diagnostic::new(&code::GOALS_NOT_MONOTONE, message)
            .at(late.said, if same_day { "the other" } else { "asks for less" })
            .see(early.said, if same_day { "one" } else { "earlier, and asks for more" })
            .about(&*plan.item(target.parent).name)
            .help("swap the values or the dates, or remove one of the goals"),
    )
}

fn goal_text(plan: &Plan, calendar: &Calendar<'_>, target: &Target, goal: &Goal) -> String {
    let comparison = goal.comparison.map_or_else(String::new, |comparison| format!("{} ", comparison.word()));
    let value = match goal.value {
        Value::Amount(amount) => amount.to_string(),
        Value::Ratio(part, whole) => format!("{part}/{whole}"),
        Value::Level(level) => target.levels.get(usize::from(level)).map_or_else(String::new, ToString::to_string),
    };
    let due = match goal.due {
        None => " without a date".to_owned(),
        Some(Moment::Phase(phase)) => format!(" by the end of `{}`", plan.phases[phase.index()].id),
        Some(due) => calendar.latest(due).map_or_else(String::new, |day| format!(" by {}", calendar.show(day.last, day.adrift))),
    };
    format!("{comparison}{value}{due}")
}
