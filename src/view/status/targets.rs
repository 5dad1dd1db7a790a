//! Targets: from the first reading over the latest to the goals.

use crate::model::{Goal, ItemId, Measure, Plan, Reading, Target, Value};
use crate::progress::check::{Checker, Subject, value_text};
use crate::survey::Survey;
use crate::syntax::Comparison;
use crate::time::Date;
use crate::view::inventory::{Criterion, criteria};
use crate::view::item::{moment, texts};
use serde::Serialize;

/// Whether a goal is reached as of the data date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GoalState {
    /// It is.
    Met,
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
            GoalState::NotMet => "not met",
            GoalState::Missed => "missed",
            GoalState::NotMeasured => "not measured",
            GoalState::NotComparable => "cannot be compared",
        }
    }
}

/// A value that was read.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReadingView {
    /// The value with its unit.
    pub value: String,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on: Option<Date>,
    /// Who said so, such as `report:92`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Something to be reached.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GoalView {
    /// The comparison and the value, such as `≥ 90%`.
    pub value: String,
    /// Until when, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// Whether it is reached.
    pub state: GoalState,
}

/// A target.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The title of who answers for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// The first reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<ReadingView>,
    /// The value as of the data date: counted in the plan, else the latest reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub now: Option<ReadingView>,
    /// Whether that value was counted in this plan.
    pub counted: bool,
    /// What to reach, by date.
    pub goals: Vec<GoalView>,
    /// What it is measured by: a condition, line by line.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub measured_by: Vec<Criterion<'a>>,
    /// Of what in this plan the share that is done is counted, when that is how it is measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_of: Option<String>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// Claims that neither the count nor any reading bears out, with their places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denied: Vec<String>,
}

impl<'a> TargetView<'a> {
    /// The value of a target.
    pub fn new(survey: &'a Survey<'a>, checker: &Checker<'_>, target: &'a Target) -> TargetView<'a> {
        let plan = survey.plan;
        let view = |reading: &Reading| ReadingView {
            value: with_unit(target, reading.value),
            on: reading.on,
            source: reading.origin.map(|origin| plan.origin(origin)),
        };
        let counted = match &target.measure {
            Some(Measure::Completion(of, tier)) => {
                let counts = checker.counts(of.unwrap_or(Plan::ROOT), *tier);
                (counts.expected > 0).then_some((Now::Share(counts.done, counts.expected), counts.percent_text()))
            }
            _ => None,
        };
        let latest = latest(target, survey.data_date);
        let (now, shown) = match (counted.clone(), latest) {
            (Some((now, value)), _) => (Some(now), Some(ReadingView { value, on: Some(survey.data_date), source: None })),
            (None, Some(reading)) => (Some(Now::Read(reading.value)), Some(view(reading))),
            (None, None) => (None, None),
        };
        let mut goals: Vec<GoalView> = target
            .goals
            .iter()
            .map(|goal| {
                let due_on = goal.due.and_then(|due| survey.timetable.latest(plan, due));
                let state = match now.map(|now| reached(now, goal)) {
                    None => GoalState::NotMeasured,
                    Some(None) => GoalState::NotComparable,
                    Some(Some(true)) => GoalState::Met,
                    Some(Some(false)) if due_on.is_some_and(|due| due < survey.data_date) => GoalState::Missed,
                    Some(Some(false)) => GoalState::NotMet,
                };
                GoalView { value: goal_text(target, goal), due: goal.due.map(|due| moment(survey, due)), due_on, state }
            })
            .collect();
        goals.sort_by_key(|goal| (goal.due_on.is_none(), goal.due_on));
        let denied = target.claims.iter().filter_map(|claim| {
            let check = checker.check(Subject::Target(target), claim);
            let denied = check.agreement == crate::progress::check::Agreement::Disagrees;
            denied.then(|| format!("{} ({})", claim.text, plan.origin(claim.origin)))
        });
        TargetView {
            id: &target.id,
            title: &target.title,
            owner: target.owner.map(|owner| &*plan.parties[owner.index()].title),
            first: target.readings.first().map(view),
            now: shown,
            counted: counted.is_some(),
            goals,
            measured_by: match &target.measure {
                Some(Measure::Test(condition)) => criteria(plan, Some(condition)),
                _ => Vec::new(),
            },
            share_of: match &target.measure {
                Some(Measure::Completion(of, tier)) => Some(share_of(plan, *of, *tier)),
                _ => None,
            },
            notes: texts(&target.notes),
            denied: denied.collect(),
        }
    }

    /// The first goal by date that is not reached.
    pub fn next(&self) -> Option<&GoalView> {
        self.goals.iter().find(|goal| goal.state != GoalState::Met)
    }

    /// The last goal by date.
    pub fn last(&self) -> Option<&GoalView> {
        self.goals.last()
    }
}

/// What a share is taken of, in words.
fn share_of(plan: &Plan, of: Option<ItemId>, tier: Option<u8>) -> String {
    let whole = of.filter(|of| *of != Plan::ROOT).map_or("this plan", |of| &*plan.item(of).title);
    match tier {
        Some(tier) => format!("{whole}, tier {}", plan.tier_word(tier)),
        None => whole.to_owned(),
    }
}

/// The latest reading up to the data date; of several on one day, or without a day, the one that stands last.
fn latest(target: &Target, data_date: Date) -> Option<&Reading> {
    target.readings.iter().filter(|reading| reading.on.is_none_or(|on| on <= data_date)).max_by_key(|reading| reading.on)
}

/// The value a target has now.
#[derive(Debug, Clone, Copy)]
enum Now {
    Read(Value),
    /// So many of so many are done.
    Share(u32, u32),
}

/// Whether a value reaches a goal; nothing when they are of different kinds.
fn reached(now: Now, goal: &Goal) -> Option<bool> {
    let comparison = goal.comparison.unwrap_or(Comparison::AtLeast);
    let percent = |part: u32, whole: u32| f64::from(part) * 100.0 / f64::from(whole);
    let (left, right) = match (now, goal.value) {
        (Now::Read(Value::Level(level)), Value::Level(goal)) => (f64::from(level), f64::from(goal)),
        (Now::Read(Value::Amount(read)), Value::Amount(goal)) if read.percent == goal.percent => (read.value(), goal.value()),
        (Now::Read(Value::Ratio(part, whole)) | Now::Share(part, whole), Value::Amount(goal)) if goal.percent => {
            (percent(part, whole), goal.value())
        }
        (Now::Read(Value::Amount(read)), Value::Ratio(part, whole)) if read.percent => (read.value(), percent(part, whole)),
        (Now::Read(Value::Ratio(part, whole)) | Now::Share(part, whole), Value::Ratio(goal, of)) => {
            (percent(part, whole), percent(goal, of))
        }
        // A goal without a per cent sign asks for so many.
        (Now::Read(Value::Ratio(part, _)), Value::Amount(goal)) => (f64::from(part), goal.value()),
        _ => return None,
    };
    Some(comparison.holds(&left, &right))
}

fn with_unit(target: &Target, value: Value) -> String {
    let mut text = value_text(target, value);
    if let Some(unit) = &target.unit {
        text.push(' ');
        text.push_str(if text.starts_with("1 ") { singular(unit) } else { unit });
    }
    text
}

/// One of what a unit counts, as far as its plural is formed with a plain `s`.
fn singular(unit: &str) -> &str {
    let irregular = ["ss", "us", "is", "ies", "sses", "ches", "shes", "xes"];
    let plain = unit.len() > 4 && !irregular.iter().any(|ending| unit.ends_with(ending));
    unit.strip_suffix('s').filter(|_| plain).unwrap_or(unit)
}

fn goal_text(target: &Target, goal: &Goal) -> String {
    let sign = match (goal.comparison, goal.value) {
        (None, _) | (Some(Comparison::AtLeast), Value::Level(_)) => "",
        (Some(Comparison::AtLeast), _) => "≥ ",
        (Some(Comparison::AtMost), _) => "≤ ",
        (Some(Comparison::Exactly), _) => "exactly ",
        (Some(Comparison::Above), _) => "> ",
        (Some(Comparison::Below), _) => "< ",
    };
    format!("{sign}{}", value_text(target, goal.value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Amount;
    use crate::text::Place;

    fn goal(comparison: Option<Comparison>, value: Value) -> Goal {
        Goal { comparison, value, due: None, said: Place::default() }
    }

    fn percent(digits: u64) -> Value {
        Value::Amount(Amount { percent: true, ..Amount::whole(digits) })
    }

    #[test]
    fn values_are_compared_by_their_kind() {
        let least = Some(Comparison::AtLeast);
        assert_eq!(reached(Now::Read(percent(5)), &goal(least, percent(90))), Some(false));
        assert_eq!(reached(Now::Read(Value::Ratio(22, 24)), &goal(least, percent(90))), Some(true));
        assert_eq!(reached(Now::Share(3, 3), &goal(least, percent(100))), Some(true));
        assert_eq!(reached(Now::Read(Value::Level(0)), &goal(None, Value::Level(2))), Some(false));
        assert_eq!(reached(Now::Read(Value::Amount(Amount::whole(90))), &goal(least, percent(90))), None, "90 is not 90%");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(["definitions", "ms", "classes", "status", "s"].map(super::singular), ["definition", "ms", "classes", "status", "s"]);
    }

    #[test]
    fn lower_is_better_when_the_goal_says_so() {
        let most = goal(Some(Comparison::AtMost), Value::Amount(Amount::whole(300)));
        assert_eq!(reached(Now::Read(Value::Amount(Amount::whole(5441))), &most), Some(false));
        assert_eq!(reached(Now::Read(Value::Amount(Amount::whole(12))), &most), Some(true));
    }

    #[test]
    fn readings_after_the_data_date_are_not_known_yet() {
        let day = |text: &str| Date::parse(text);
        let mut target = Target::new(("t".into(), "T".into()), Place::default(), Plan::ROOT);
        for (digits, on) in [(12, day("2025-08-01")), (5, day("2025-07-18")), (60, day("2025-09-01"))] {
            target.readings.push(Reading { value: percent(digits), on, origin: None, said: Place::default() });
        }
        let value = |on: &str| latest(&target, day(on).unwrap()).map(|reading| reading.value);
        assert_eq!(value("2025-08-15"), Some(percent(12)));
        assert_eq!(value("2025-07-01"), None);
    }
}
