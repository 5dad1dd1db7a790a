//! States and claims of states that are marked `per measured`.
//!
//! Only conditions that hold make something done; a path that stands proves nothing. A claim is never taken back: when the evidence
//! falls behind it, that is a finding of `check` and not an update, since else every regression would become the new normal.

use super::marks::{Mark, is_measured, of_item, of_step};
use super::proof::proof;
use super::{Left, Proposal, Upkeep, name_of};
use crate::edit::{Change, Subject};
use crate::model::{Claim, ClaimFact, Condition, ItemId, ItemKind};
use crate::progress::{Observed, shown};
use crate::survey::Survey;
use crate::syntax::{State, Status};
use crate::text::Place;

/// Proposes states of items and steps, and claims of them.
pub fn states(survey: &Survey<'_>, upkeep: &mut Upkeep) {
    for (id, item) in survey.plan.ids().skip(1) {
        let mark = of_item(survey.plan, id);
        one(survey, upkeep, Subject::Item(id), mark);
        claims(survey, upkeep, Subject::Item(id), &item.claims);
        for (at, step) in item.steps.iter().enumerate() {
            let subject = Subject::Step(id, at);
            one(survey, upkeep, subject, of_step(step, mark));
            claims(survey, upkeep, subject, &step.claims);
        }
    }
}

/// What evidence means for a claim.
#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Set(State),
    Same,
    /// It shows less than is claimed.
    Behind,
    /// The claim says something that no condition shows.
    Apart,
}

fn outcome(claimed: Option<State>, seen: State, retires: bool) -> Outcome {
    let rank = |state: State| match state {
        State::Missing => Some(0),
        State::Partial => Some(1),
        State::Done => Some(2),
        State::Unsure | State::Deprecated | State::Dropped => None,
    };
    match claimed {
        None | Some(State::Unsure) => Outcome::Set(seen),
        // What retires is marked so until it is gone.
        Some(State::Deprecated) if retires && seen == State::Done => Outcome::Set(State::Done),
        Some(claimed) => match (rank(claimed), rank(seen)) {
            (Some(claimed), Some(seen)) if claimed == seen => Outcome::Same,
            (Some(claimed), Some(now)) if claimed < now => Outcome::Set(seen),
            (Some(_), Some(_)) => Outcome::Behind,
            _ => Outcome::Apart,
        },
    }
}

/// Said of what stands for several things where nothing counts them.
const COUNTED: &str = "it stands for several things; their counts are written by hand";

/// What is known of something that bears a state.
struct Facts<'p> {
    place: Place,
    condition: Option<&'p Condition>,
    state: Option<State>,
    kind: ItemKind,
    /// Why its state is no word that could be written.
    apart: Option<&'static str>,
}

fn facts<'p>(survey: &'p Survey<'_>, subject: Subject) -> Facts<'p> {
    let (Subject::Item(id) | Subject::Step(id, _)) = subject;
    let item = survey.plan.item(id);
    if let Subject::Step(_, at) = subject
        && let Some(step) = item.steps.get(at)
    {
        return Facts { place: step.said, condition: step.condition.as_ref(), state: step.state, kind: ItemKind::Task, apart: None };
    }
    let quantity = item.quantity;
    let counted = quantity.count > 1 || quantity.at_least || quantity.done.is_some();
    let apart = match item.kind {
        ItemKind::Plan | ItemKind::Area => Some("it holds others, and they say how far it is"),
        _ if item.is_container() => Some("its parts say how far it is"),
        ItemKind::Decision => Some("a decision is made by choosing an option"),
        _ if counted => Some(COUNTED),
        _ => None,
    };
    Facts { place: item.said, condition: item.condition.as_ref(), state: item.state, kind: item.kind, apart }
}

/// What conditions show, as a state; or why that is not known.
fn seen(survey: &Survey<'_>, subject: Subject, condition: &Condition) -> Result<State, String> {
    let Some(evidence) = &survey.evidence else { return Err("nothing was measured".to_owned()) };
    let observed = match subject {
        Subject::Item(id) => survey.assessment.observed(id).clone(),
        Subject::Step(..) => shown(condition, evidence, survey.data_date),
    };
    match observed {
        Observed::Done => Ok(State::Done),
        Observed::Partial => Ok(State::Partial),
        Observed::Missing => Ok(State::Missing),
        Observed::Unknown(reason) => Err(format!("it could not be measured: {reason}")),
        Observed::NotDone(reason) => Err(format!("it is not done, and how far it is could not be measured: {reason}")),
        Observed::Present | Observed::Absent | Observed::NothingAsked => Err("nothing measures it".to_owned()),
    }
}

fn one(survey: &Survey<'_>, upkeep: &mut Upkeep, subject: Subject, mark: Mark) {
    if mark == Mark::None {
        return;
    }
    let known = facts(survey, subject);
    let name = name_of(survey.plan, subject);
    let mut leave =
        |why: &str, proof: Vec<String>| upkeep.left.push(Left { name: name.clone(), place: known.place, why: why.to_owned(), proof });
    let Some(condition) = known.condition else {
        // A mark around something asks only for what can be measured in it.
        if mark == Mark::Own && known.apart.is_none() {
            upkeep.asked += 1;
            leave(
                "nothing measures it: say when it is done, as in `done when file \"a.py\"`; a path that stands proves nothing",
                Vec::new(),
            );
        }
        return;
    };
    upkeep.asked += 1;
    if let (Some(COUNTED), Subject::Item(id)) = (known.apart, subject) {
        return super::counts::item(survey, upkeep, id, condition);
    }
    if let Some(why) = known.apart {
        if mark == Mark::Own && known.kind != ItemKind::Area {
            leave(why, Vec::new());
        }
        return;
    }
    let state = match seen(survey, subject, condition) {
        Ok(state) => state,
        Err(why) => return leave(&why, proof(survey, condition)),
    };
    match outcome(known.state, state, known.kind == ItemKind::Retire) {
        Outcome::Same => {}
        Outcome::Apart if known.state == Some(State::Dropped) => {}
        Outcome::Apart => leave(&format!("it is claimed {}, which no condition shows", word(known.state)), Vec::new()),
        Outcome::Behind => leave(
            &format!("it is claimed {}, and the evidence shows less ({}); claims are not taken back here", word(known.state), state.word()),
            proof(survey, condition),
        ),
        Outcome::Set(state) => {
            let (change, to) = match (known.kind, subject) {
                (ItemKind::Issue, Subject::Item(id)) => match issue(survey, id, state) {
                    Some(status) => (Change::Status(id, status), status.word()),
                    None => return,
                },
                _ => (Change::State(subject, Some(state)), state.word()),
            };
            let from = word(known.state).to_owned();
            let proof = proof(survey, condition);
            upkeep.proposals.push(Proposal { changes: vec![change], name, place: known.place, from, to: to.to_owned(), proof });
        }
    }
}

/// The status an issue gets: what is shown to be done is resolved, and nothing else is known of it.
fn issue(survey: &Survey<'_>, id: ItemId, state: State) -> Option<Status> {
    let status = survey.plan.item(id).status.map(|(status, _)| status);
    (state == State::Done && matches!(status, None | Some(Status::Active))).then_some(Status::Resolved)
}

fn claims(survey: &Survey<'_>, upkeep: &mut Upkeep, subject: Subject, claims: &[Claim]) {
    for (at, claim) in claims.iter().enumerate().filter(|(_, claim)| is_measured(claim.origin)) {
        let claimed = match claim.facts.as_slice() {
            [ClaimFact::State(state)] => *state,
            [ClaimFact::DoneOn(_)] => State::Done,
            _ => continue,
        };
        upkeep.asked += 1;
        let known = facts(survey, subject);
        let name = name_of(survey.plan, subject);
        let Some(condition) = known.condition else {
            upkeep.left.push(Left { name, place: claim.said, why: "nothing measures what is claimed".to_owned(), proof: Vec::new() });
            continue;
        };
        let proof = proof(survey, condition);
        let why = match seen(survey, subject, condition).map(|state| outcome(Some(claimed), state, known.kind == ItemKind::Retire)) {
            Err(why) => why,
            Ok(Outcome::Set(state)) => {
                upkeep.proposals.push(Proposal {
                    changes: vec![Change::ClaimState(subject, at, state)],
                    name,
                    place: claim.said,
                    from: format!("claim {}", claimed.word()),
                    to: format!("claim {}", state.word()),
                    proof,
                });
                continue;
            }
            Ok(Outcome::Behind) => "the evidence shows less than is claimed; claims are not taken back here".to_owned(),
            Ok(Outcome::Same | Outcome::Apart) => continue,
        };
        upkeep.left.push(Left { name, place: claim.said, why, proof });
    }
}

fn word(state: Option<State>) -> &'static str {
    state.map_or("", State::word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_raised_and_never_taken_back() {
        use State::{Deprecated, Done, Dropped, Missing, Partial, Unsure};
        assert_eq!(outcome(Some(Missing), Done, false), Outcome::Set(Done));
        assert_eq!(outcome(Some(Partial), Done, false), Outcome::Set(Done));
        assert_eq!(outcome(Some(Done), Partial, false), Outcome::Behind);
        assert_eq!(outcome(Some(Partial), Missing, false), Outcome::Behind);
        assert_eq!(outcome(Some(Done), Done, false), Outcome::Same);
        assert_eq!(outcome(None, Missing, false), Outcome::Set(Missing));
        assert_eq!(outcome(Some(Unsure), Partial, false), Outcome::Set(Partial));
        assert_eq!(outcome(Some(Deprecated), Done, true), Outcome::Set(Done));
        assert_eq!(outcome(Some(Deprecated), Missing, true), Outcome::Apart);
        assert_eq!(outcome(Some(Deprecated), Done, false), Outcome::Apart);
        assert_eq!(outcome(Some(Dropped), Done, false), Outcome::Apart);
    }
}
