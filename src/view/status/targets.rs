//! Targets: from the first reading over the latest to the goals.

use crate::model::{Goal, ItemId, Measure, Plan, Reading, Target, Value};
use crate::progress::check::{Checker, Subject, value_text};
use crate::progress::targets::{self, GoalState, Now};
use crate::survey::Survey;
use crate::syntax::Comparison;
use crate::time::Date;
use crate::view::inventory::{Criterion, criteria};
use crate::view::item::{moment, texts};
use serde::Serialize;

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
    /// Whether the evidence shows that value.
    pub measured: bool,
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
        let counts = match &target.measure {
            Some(Measure::Completion(of, tier)) => Some(checker.counts(of.unwrap_or(Plan::ROOT), *tier)),
            _ => None,
        };
        let now = targets::now(target, counts.map(|counts| (counts.done, counts.expected)), survey.evidence.as_ref(), survey.data_date);
        let today = |value: String| ReadingView { value, on: Some(survey.data_date), source: None };
        let shown = now.as_ref().and_then(|now| match now {
            Now::Counted(..) => Some(today(counts.map_or_else(String::new, |counts| counts.percent_text()))),
            Now::Share(part, whole) => Some(today(format!("{:.1}% ({part}/{whole})", *part as f64 * 100.0 / *whole as f64))),
            Now::Number(number) => Some(today(counted_with_unit(target, *number))),
            Now::Read(reading) => Some(view(reading)),
            Now::Unknown(_, reading) => reading.map(view),
        });
        let mut goals: Vec<GoalView> = target
            .goals
            .iter()
            .map(|goal| {
                let due_on = goal.due.and_then(|due| survey.timetable.latest(plan, due));
                let state = targets::state(target, now.as_ref(), goal, due_on, survey.data_date);
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
            counted: matches!(now, Some(Now::Counted(..))),
            measured: matches!(now, Some(Now::Share(..) | Now::Number(_))),
            goals,
            measured_by: match &target.measure {
                Some(Measure::Test(condition)) => criteria(survey, Some(condition)),
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

fn counted_with_unit(target: &Target, number: f64) -> String {
    match &target.unit {
        Some(unit) => format!("{number} {}", if number == 1.0 { singular(unit) } else { unit }),
        None => number.to_string(),
    }
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
    #[test]
    fn one_is_not_many() {
        assert_eq!(["definitions", "ms", "classes", "status", "s"].map(super::singular), ["definition", "ms", "classes", "status", "s"]);
    }
}
