//! Counts that are marked `per measured`: claimed totals, and how many of several things are done.
//!
//! As with states, nothing is taken back: what is done is never counted down here, and what is missing never up.

use super::marks::is_measured;
use super::proof::proof;
use super::value::{Measured, rewritten};
use super::{Left, Proposal, Upkeep, name_of};
use crate::edit::{Change, Subject};
use crate::evidence::{Outcome, Question};
use crate::model::{Claim, ClaimFact, Condition, Item, ItemId, Test, Value};
use crate::progress::check::{Counted, TotalFit, total_fit};
use crate::survey::Survey;
use crate::syntax::{Amount, Probe, State, Total};
use std::cmp::Ordering;

/// Proposes claimed totals of items, and of the plan.
pub fn totals(survey: &Survey<'_>, upkeep: &mut Upkeep) {
    for (id, item) in survey.plan.ids() {
        for (at, claim) in item.claims.iter().enumerate().filter(|(_, claim)| is_measured(claim.origin)) {
            let Some((counted, amount)) = total_of(claim) else { continue };
            upkeep.asked += 1;
            let name = name_of(survey.plan, Subject::Item(id));
            match total(survey, id, claim, counted, amount) {
                Ok(None) => {}
                Ok(Some((new, proof))) => upkeep.proposals.push(Proposal {
                    changes: vec![Change::ClaimAmount(Subject::Item(id), at, new.clone())],
                    name,
                    place: claim.said,
                    from: format!("claim {}", claim.text),
                    to: new,
                    proof: vec![proof],
                }),
                Err(why) => upkeep.left.push(Left { name, place: claim.said, why, proof: Vec::new() }),
            }
        }
    }
}

/// What a claim counts, and how much, where it says nothing else.
fn total_of(claim: &Claim) -> Option<(Counted, Amount)> {
    match claim.facts.as_slice() {
        [ClaimFact::Count(amount, _)] => Some((Counted::Expected, *amount)),
        [fact @ (ClaimFact::Total(Total::Expected | Total::Implemented | Total::Coverage, _) | ClaimFact::Amount(..))] => Counted::of(fact),
        _ => None,
    }
}

fn total(survey: &Survey<'_>, id: ItemId, claim: &Claim, counted: Counted, amount: Amount) -> Result<Option<(String, String)>, String> {
    let tally = survey.checker().tally(id).ok_or("nothing is counted there")?;
    let sum = tally.rollup(claim.tier);
    if sum.expected == 0 {
        return Err("nothing is itemised there".to_owned());
    }
    if matches!(total_fit(counted, amount, &tally, claim.tier, None), TotalFit::Same | TotalFit::About) {
        return Ok(None);
    }
    let own = match counted {
        Counted::Expected => sum.expected,
        Counted::Done => sum.done,
        Counted::Partial => sum.partial,
        Counted::Missing => sum.missing,
        Counted::Unknown => sum.unknown,
    };
    let found = if amount.percent { f64::from(own) * 100.0 / f64::from(sum.expected) } else { f64::from(own) };
    match (counted, found.total_cmp(&amount.value())) {
        (Counted::Done, Ordering::Less) => return Err(format!("only {own} are done, fewer than claimed; claims are not taken back here")),
        (Counted::Missing, Ordering::Greater) => {
            return Err(format!("{own} are missing, more than claimed; claims are not taken back here"));
        }
        _ => {}
    }
    let measured = if amount.percent { Measured::Share(own.into(), sum.expected.into()) } else { Measured::Count(own.into()) };
    let Some(mut new) = rewritten(Value::Amount(amount), &claim.text, &measured, &[])? else { return Ok(None) };
    // How loosely a claim is held is for its author to say; of nothing there is neither about nor more.
    let open = sum.at_least && !amount.percent && counted == Counted::Expected;
    if own > 0 && amount.about {
        new.insert(0, '~');
    }
    if open || own > 0 && amount.or_more {
        new.push('+');
    }
    let of = claim.tier.map_or_else(String::new, |tier| format!(" !{}", survey.plan.tier_word(tier)));
    let proof = format!(
        "{} expected, {} done, {} partial, {} missing, {} unknown{of}",
        sum.expected, sum.done, sum.partial, sum.missing, sum.unknown
    );
    Ok(Some((new, proof)))
}

/// Proposes how many of the things that an item stands for are done, where its condition counts them.
pub(super) fn item(survey: &Survey<'_>, upkeep: &mut Upkeep, id: ItemId, condition: &Condition) {
    let item = survey.plan.item(id);
    let name = item.name.to_string();
    let mut leave = |why: String| upkeep.left.push(Left { name: name.clone(), place: item.said, why, proof: proof(survey, condition) });
    let whole = item.quantity.count;
    let found = match found(survey, item, condition) {
        Ok(found) => found.min(whole),
        Err(why) => return leave(why),
    };
    let quantity = item.quantity;
    let stated = [quantity.done, quantity.partial, quantity.missing].iter().any(Option::is_some);
    let (done, partial) = match (stated, item.state) {
        (true, _) => (quantity.done.unwrap_or(0), quantity.partial.unwrap_or(0)),
        (false, Some(State::Done)) => (whole, 0),
        (false, Some(State::Partial)) => (0, whole),
        (false, Some(State::Dropped | State::Deprecated)) => return,
        (false, _) => (0, 0),
    };
    match found.cmp(&done) {
        Ordering::Equal => return,
        Ordering::Less => return leave(format!("{done} are claimed done, and the evidence shows {found}; claims are not taken back here")),
        Ordering::Greater => {}
    }
    let partial = partial.min(whole - found);
    // What is missing is said again only where it was said.
    let missing = quantity.missing.map(|_| whole - found - partial);
    let change = if !stated && found == whole {
        Change::State(Subject::Item(id), Some(State::Done))
    } else {
        Change::Counts { item: id, done: found, partial, missing: missing.unwrap_or(0) }
    };
    let from = if stated { format!("done {done}") } else { item.state.map_or("", State::word).to_owned() };
    let to = if found == whole { "done".to_owned() } else { format!("done {found} of {whole}") };
    upkeep.proposals.push(Proposal { changes: vec![change], name, place: item.said, from, to, proof: proof(survey, condition) });
}

/// How many of the things the one condition of an item finds.
fn found(survey: &Survey<'_>, item: &Item, condition: &Condition) -> Result<u32, String> {
    let by_hand =
        || format!("it stands for {} things, and no condition counts them: say `>= {}`", item.quantity.count, item.quantity.count);
    let mut tests: Vec<&Test> = Vec::new();
    condition.tests(&mut |test| tests.push(test));
    let mut vouched = false;
    condition.attestations(&mut |_| vouched = true);
    let [test] = tests.as_slice() else { return Err(by_hand()) };
    let counts = matches!(test.probe, Probe::File | Probe::Directory | Probe::Text | Probe::Symbol | Probe::Import | Probe::Tests);
    if vouched || !counts || !test.asks_for(item.quantity.count) || item.quantity.at_least {
        return Err(by_hand());
    }
    let answer = survey.evidence.as_ref().and_then(|evidence| evidence.answers.get(&Question::of(test)));
    match answer.map(|answer| &answer.outcome) {
        Some(Outcome::Count(count, _)) => Ok(u32::try_from(*count).unwrap_or(u32::MAX)),
        Some(Outcome::Unknown(why)) => Err(format!("it could not be measured: {why}")),
        // Of tests one that failed makes all untrue.
        Some(Outcome::Truth(false)) => Err("the evidence shows less than that all are done, and does not count them".to_owned()),
        _ => Err("it was not measured".to_owned()),
    }
}
