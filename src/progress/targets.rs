//! Targets: the value a target has now, and whether a goal is reached.

use crate::evidence::{Evidence, Outcome, Question};
use crate::model::{Goal, Measure, Reading, Target, Value};
use crate::syntax::Comparison;
use crate::time::Date;

/// Whether a goal is reached as of the data date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoalState {
    /// It is.
    Met,
    /// It is not yet, and the value is at least where a straight line from the first reading to the goal has it by now.
    OnTrack,
    /// It is not yet, and the value is behind that line.
    Behind,
    /// It is not, and there is time left or no date given.
    NotMet,
    /// It is not, and its date has passed.
    Missed,
    /// Nothing was read.
    NotMeasured,
    /// What was read cannot be compared with it.
    NotComparable,
}

impl GoalState {
    /// The words shown to people.
    pub fn word(self) -> &'static str {
        match self {
            GoalState::Met => "met",
            GoalState::OnTrack => "on track",
            GoalState::Behind => "behind",
            GoalState::NotMet => "not met",
            GoalState::Missed => "missed",
            GoalState::NotMeasured => "not measured",
            GoalState::NotComparable => "cannot be compared",
        }
    }
}

/// The value a target has now.
#[derive(Debug, Clone)]
pub enum Now<'t> {
    /// So many of so many, counted in this plan.
    Counted(u64, u64),
    /// So many of so many, shown by the evidence.
    Share(u64, u64),
    /// So many, shown by the evidence.
    Number(f64),
    /// The latest reading up to the data date.
    Read(&'t Reading),
    /// What measures it gave no number, for this reason. The latest reading is told, and proves nothing of today.
    Unknown(Box<str>, Option<&'t Reading>),
}

/// The value of a target as of a day: what this plan counts, else what the evidence shows, else the latest reading. Where evidence was looked
/// for and gave no number, no reading stands in for it.
pub fn now<'t>(target: &'t Target, counted: Option<(u32, u32)>, evidence: Option<&Evidence>, data_date: Date) -> Option<Now<'t>> {
    let counted = counted.filter(|(_, whole)| *whole > 0).map(|(part, whole)| Now::Counted(part.into(), whole.into()));
    let read = || latest(target, data_date);
    let shown = || Some(measured(target, evidence?)?.unwrap_or_else(|why| Now::Unknown(why, read())));
    counted.or_else(shown).or_else(|| read().map(Now::Read))
}

/// What the evidence shows of a target that a condition measures, or why that is no number; nothing where no condition does.
fn measured<'t>(target: &Target, evidence: &Evidence) -> Option<Result<Now<'t>, Box<str>>> {
    let Some(Measure::Test(condition)) = &target.measure else { return None };
    let mut tests = Vec::new();
    condition.tests(&mut |test| tests.push(test));
    let test = match tests.as_slice() {
        [] => return None,
        [test] => test,
        _ => return Some(Err("several conditions measure it".into())),
    };
    let Some(answer) = evidence.answers.get(&Question::of(test)) else { return Some(Err("nobody looked".into())) };
    // A share of which something is missing is no value.
    if let Some(untold) = &answer.untold {
        return Some(Err(untold.why.clone()));
    }
    Some(match &answer.outcome {
        Outcome::Share(_, 0) => Err("there is nothing to take a share of".into()),
        Outcome::Share(part, whole) => Ok(Now::Share(*part, *whole)),
        Outcome::Count(all, _) => Ok(Now::Number(*all as f64)),
        Outcome::Text(text) => text.parse().map(Now::Number).map_err(|_| format!("`{text}` is no number").into()),
        Outcome::Each(_) | Outcome::Truth(_) => Err("its measure holds or does not, and is no number".into()),
        Outcome::Unknown(reason) => Err(reason.clone()),
    })
}

/// The latest reading up to the data date; of several on one day, or without a day, the one that stands last.
fn latest(target: &Target, data_date: Date) -> Option<&Reading> {
    target.readings.iter().filter(|reading| reading.on.is_none_or(|on| on <= data_date)).max_by_key(|reading| reading.on)
}

/// Whether a goal is reached, given the value now and the day of the goal.
pub fn state(target: &Target, now: Option<&Now<'_>>, goal: &Goal, due: Option<Date>, data_date: Date) -> GoalState {
    let now = match now {
        None => return GoalState::NotMeasured,
        // An old reading cannot show that a goal is reached, only that it was not in time.
        Some(Now::Unknown(_, read)) => {
            let read = read.map(Now::Read);
            let missed = state(target, read.as_ref(), goal, due, data_date) == GoalState::Missed;
            return if missed { GoalState::Missed } else { GoalState::NotMeasured };
        }
        Some(now) => now,
    };
    let Some((value, wanted)) = sides(now, goal) else { return GoalState::NotComparable };
    let comparison = goal.comparison.unwrap_or(Comparison::AtLeast);
    if comparison.holds(&value, &wanted) {
        return GoalState::Met;
    }
    let Some(due) = due else { return GoalState::NotMet };
    if due < data_date {
        return GoalState::Missed;
    }
    let first = target.readings.iter().filter_map(|reading| Some((reading.on?, reading))).min_by_key(|(on, _)| *on);
    let Some((from, first)) = first.filter(|(on, _)| *on < data_date && *on < due) else { return GoalState::NotMet };
    let Some((begun, _)) = sides(&Now::Read(first), goal) else { return GoalState::NotMet };
    let passed = data_date.days_since(from) as f64 / due.days_since(from) as f64;
    let line = begun + (wanted - begun) * passed;
    let ahead = if wanted >= begun { value >= line } else { value <= line };
    if ahead { GoalState::OnTrack } else { GoalState::Behind }
}

/// The value now and that of a goal on one scale; nothing when they are of different kinds.
fn sides(now: &Now<'_>, goal: &Goal) -> Option<(f64, f64)> {
    let percent = |part: f64, whole: f64| part * 100.0 / whole;
    let share = |part: u64, whole: u64| percent(part as f64, whole as f64);
    let ratio = |part: u32, whole: u32| share(part.into(), whole.into());
    Some(match (now, goal.value) {
        (Now::Counted(part, whole) | Now::Share(part, whole), Value::Amount(goal)) if goal.percent => (share(*part, *whole), goal.value()),
        (Now::Counted(part, whole) | Now::Share(part, whole), Value::Ratio(goal, of)) => (share(*part, *whole), ratio(goal, of)),
        // A goal without a per cent sign asks for so many.
        (Now::Share(part, _), Value::Amount(goal)) => (*part as f64, goal.value()),
        (Now::Number(number), Value::Amount(goal)) => (*number, goal.value()),
        (Now::Read(reading), _) => match (reading.value, goal.value) {
            (Value::Level(level), Value::Level(goal)) => (f64::from(level), f64::from(goal)),
            (Value::Amount(read), Value::Amount(goal)) if read.percent == goal.percent => (read.value(), goal.value()),
            (Value::Ratio(part, whole), Value::Amount(goal)) if goal.percent => (ratio(part, whole), goal.value()),
            (Value::Amount(read), Value::Ratio(part, whole)) if read.percent => (read.value(), ratio(part, whole)),
            (Value::Ratio(part, whole), Value::Ratio(goal, of)) => (ratio(part, whole), ratio(goal, of)),
            (Value::Ratio(part, _), Value::Amount(goal)) => (f64::from(part), goal.value()),
            _ => return None,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Plan;
    use crate::syntax::Amount;
    use crate::text::Place;

    fn goal(comparison: Option<Comparison>, value: Value) -> Goal {
        Goal { comparison, value, due: None, said: Place::default() }
    }

    fn percent(digits: u64) -> Value {
        Value::Amount(Amount { percent: true, ..Amount::whole(digits) })
    }

    fn reading(value: Value, on: &str) -> Reading {
        Reading { value, on: Date::parse(on), origin: None, said: Place::default() }
    }

    fn target(readings: &[(Value, &str)]) -> Target {
        let mut target = Target::new(("t".into(), "T".into()), Place::default(), Plan::ROOT);
        target.readings = readings.iter().map(|(value, on)| reading(*value, on)).collect();
        target
    }

    fn day(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn met(now: &Now<'_>, goal: &Goal) -> GoalState {
        state(&target(&[]), Some(now), goal, None, day("2025-08-01"))
    }

    #[test]
    fn values_are_compared_by_their_kind() {
        let least = Some(Comparison::AtLeast);
        let read = |value| reading(value, "2025-07-01");
        assert_eq!(met(&Now::Read(&read(percent(5))), &goal(least, percent(90))), GoalState::NotMet);
        assert_eq!(met(&Now::Read(&read(Value::Ratio(22, 24))), &goal(least, percent(90))), GoalState::Met);
        assert_eq!(met(&Now::Counted(3, 3), &goal(least, percent(100))), GoalState::Met);
        assert_eq!(met(&Now::Share(899, 1000), &goal(least, percent(90))), GoalState::NotMet, "89.9% is no 90%");
        assert_eq!(met(&Now::Read(&read(Value::Level(0))), &goal(None, Value::Level(2))), GoalState::NotMet);
        let plain = Value::Amount(Amount::whole(90));
        assert_eq!(met(&Now::Read(&read(plain)), &goal(least, percent(90))), GoalState::NotComparable, "90 is not 90%");
    }

    #[test]
    fn lower_is_better_when_the_goal_says_so() {
        let most = goal(Some(Comparison::AtMost), Value::Amount(Amount::whole(300)));
        assert_eq!(met(&Now::Number(5441.0), &most), GoalState::NotMet);
        assert_eq!(met(&Now::Number(12.0), &most), GoalState::Met);
    }

    #[test]
    fn readings_after_the_data_date_are_not_known_yet() {
        let target = target(&[(percent(12), "2025-08-01"), (percent(5), "2025-07-18"), (percent(60), "2025-09-01")]);
        let value = |on: &str| latest(&target, day(on)).map(|reading| reading.value);
        assert_eq!(value("2025-08-15"), Some(percent(12)));
        assert_eq!(value("2025-07-01"), None);
    }

    #[test]
    fn a_reading_in_place_of_a_measure_can_only_show_that_a_goal_was_missed() {
        let (high, low) = (reading(percent(95), "2025-07-01"), reading(percent(5), "2025-07-01"));
        let of = |read, due| {
            let now = Now::Unknown("no report".into(), read);
            state(&target(&[]), Some(&now), &goal(Some(Comparison::AtLeast), percent(90)), Some(day(due)), day("2025-08-01"))
        };
        let states = [(Some(&high), "2025-07-20"), (Some(&low), "2025-09-01"), (None, "2025-07-20"), (Some(&low), "2025-07-20")];
        use GoalState::{Missed, NotMeasured};
        assert_eq!(states.map(|(read, due)| of(read, due)), [NotMeasured, NotMeasured, NotMeasured, Missed]);
    }

    #[test]
    fn a_goal_ahead_is_on_track_or_behind() {
        let target = target(&[(percent(0), "2025-07-01")]);
        let goal = goal(Some(Comparison::AtLeast), percent(100));
        let half = |part| state(&target, Some(&Now::Share(part, 100)), &goal, Some(day("2025-07-31")), day("2025-07-16"));
        assert_eq!((half(50), half(49)), (GoalState::OnTrack, GoalState::Behind), "half of the time has passed");
        assert_eq!(state(&target, Some(&Now::Share(99, 100)), &goal, Some(day("2025-07-31")), day("2025-08-01")), GoalState::Missed);
    }
}
