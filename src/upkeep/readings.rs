//! Readings of targets that are marked `per measured`.

use super::marks::is_measured;
use super::proof::proof;
use super::value::{Measured, rewritten};
use super::{Left, Proposal, Upkeep};
use crate::edit::Change;
use crate::evidence::{Outcome, Question};
use crate::model::{Measure, Plan, Reading, Target};
use crate::survey::Survey;

/// Proposes readings. The latest that is marked is rewritten; the first of a target is its baseline and stays, so where no other is
/// marked, one is added.
pub fn readings(survey: &Survey<'_>, upkeep: &mut Upkeep) {
    for (at, target) in survey.plan.targets.iter().enumerate() {
        let marked = |reading: &Reading| reading.origin.is_some_and(is_measured);
        let latest = target.readings.iter().enumerate().filter(|(_, reading)| marked(reading)).max_by_key(|(_, reading)| reading.on);
        let Some((index, reading)) = latest else { continue };
        upkeep.asked += 1;
        let shown = match &target.measure {
            Some(Measure::Test(condition)) => proof(survey, condition),
            _ => Vec::new(),
        };
        match proposal(survey, at, target, index, reading) {
            Ok(None) => {}
            Ok(Some((change, value))) => upkeep.proposals.push(Proposal {
                changes: vec![change],
                name: target.id.to_string(),
                place: reading.said,
                from: written(survey, reading).to_owned(),
                to: format!("{value} on {}", survey.data_date),
                proof: shown,
            }),
            Err(why) => upkeep.left.push(Left { name: target.id.to_string(), place: reading.said, why, proof: shown }),
        }
    }
}

/// The reading as written, less its words.
fn written<'s>(survey: &'s Survey<'_>, reading: &Reading) -> &'s str {
    let text = survey.sources.slice(reading.said);
    let text = text.strip_prefix("reading").unwrap_or(text);
    text.split(" per ").next().unwrap_or(text).trim()
}

fn proposal(
    survey: &Survey<'_>,
    target_at: usize,
    target: &Target,
    index: usize,
    reading: &Reading,
) -> Result<Option<(Change, String)>, String> {
    let measured = measured(survey, target)?;
    let on = survey.data_date;
    if let Some(later) = reading.on.filter(|read| *read > on) {
        return Err(format!("it was read on {later}, after the data date"));
    }
    let value = written(survey, reading).split_whitespace().next().unwrap_or_default();
    let Some(value) = rewritten(reading.value, value, &measured, &target.goals)? else { return Ok(None) };
    let is_baseline = index == 0 && reading.on != Some(on);
    let change = if is_baseline {
        Change::AddReading { target: target_at, behind: index, value: value.clone(), on }
    } else {
        Change::Reading { target: target_at, reading: index, value: value.clone(), on }
    };
    Ok(Some((change, value)))
}

/// The value of a target as it is counted or shown now.
fn measured(survey: &Survey<'_>, target: &Target) -> Result<Measured, String> {
    match &target.measure {
        None => Err("nothing measures it: say how, as in `measure line-coverage under \"src/**\"`".to_owned()),
        Some(Measure::Completion(of, tier)) => {
            let counts = survey.checker().counts(of.unwrap_or(Plan::ROOT), *tier);
            if counts.expected == 0 {
                Err("there is nothing to count".to_owned())
            } else {
                Ok(Measured::Share(counts.done.into(), counts.expected.into()))
            }
        }
        Some(Measure::Test(condition)) => {
            let Some(evidence) = &survey.evidence else { return Err("nothing was measured".to_owned()) };
            let mut tests = Vec::new();
            condition.tests(&mut |test| tests.push(test));
            let [test] = tests.as_slice() else { return Err("several conditions measure it".to_owned()) };
            let answer = evidence.answers.get(&Question::of(test));
            if let Some(untold) = answer.and_then(|answer| answer.untold.as_ref()) {
                return Err(format!("it could not be measured: {}", untold.why));
            }
            match answer.map(|answer| &answer.outcome) {
                None => Err("it was not measured".to_owned()),
                Some(Outcome::Unknown(reason)) => Err(format!("it could not be measured: {reason}")),
                Some(Outcome::Truth(_) | Outcome::Each(_)) => Err("its measure holds or does not, and is no number".to_owned()),
                Some(Outcome::Share(_, 0)) => Err("there is nothing to take a share of".to_owned()),
                Some(Outcome::Share(part, whole)) => Ok(Measured::Share(*part, *whole)),
                Some(Outcome::Count(all, _)) => Ok(Measured::Count(*all)),
                Some(Outcome::Text(text)) => Ok(Measured::Text(text.clone())),
            }
        }
    }
}
