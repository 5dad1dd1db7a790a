//! `contradicted`: something is claimed, and the evidence denies it.

use super::evidence::{TOLD, absent, said_of, tell};
use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::evidence::Evidence;
use crate::model::{Condition, Item, ItemId, ItemKind, Phase, PhaseId};
use crate::progress::{GateState, Observed, Proof, Verdict, importers, proofs, still_imported, units};
use crate::survey::Survey;
use crate::syntax::State;

/// Finds items, steps and phases that the evidence denies.
pub fn contradicted(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    let plan = survey.plan;
    for (id, item) in plan.ids().skip(1) {
        let verdict = survey.assessment.verdict(id);
        let still_used = item.kind == ItemKind::Retire && item.state == Some(State::Done) && verdict == Verdict::InUse;
        if verdict == Verdict::Contradicted || still_used {
            let claimed = item.state.map_or("", |state| state.word());
            let seen = said_of(survey, id);
            let mut diagnostic = Diagnostic::new(&code::CONTRADICTED, format!("`{}` is claimed {claimed}, but {seen}", item.name))
                .at(item.state_said.unwrap_or(item.said), "claimed here")
                .about(&*item.name)
                .help(if still_used {
                    "remove what is left of it, or take the claim back"
                } else {
                    "finish it, or write the state that the evidence shows"
                });
            diagnostic = match units(item, evidence, survey.data_date) {
                Some(units) => units.told(TOLD).into_iter().fold(diagnostic, Diagnostic::note),
                None => tell(diagnostic, item.condition.as_ref(), evidence, |proof| !proof.holds()),
            };
            if item.condition.is_none() {
                diagnostic = absent(diagnostic, item, evidence);
            }
            diagnostic.notes.extend(importers(item, evidence).and_then(|answer| still_imported(answer, TOLD)));
            found.push(diagnostic);
        }
        for step in item.steps.iter().filter(|step| step.state == Some(State::Done)) {
            let denied = step.condition.as_ref().is_some_and(|condition| denies(&proofs(condition, evidence), condition));
            let gone =
                step.condition.is_none() && step.at.iter().any(|place| evidence.places.get(&place.path).is_some_and(|there| !there.stands));
            if denied || gone {
                let seen = if gone { "there is nothing at its path" } else { "its condition does not hold" };
                let message = format!("step `{}` of `{}` is claimed done, but {seen}", step.id, item.name);
                let diagnostic = Diagnostic::new(&code::CONTRADICTED, message)
                    .at(step.said, "claimed here")
                    .about(&*item.name)
                    .help("finish it, or take the tick away");
                found.push(tell(diagnostic, step.condition.as_ref(), evidence, |proof| !proof.holds()));
            }
        }
        // Where nothing was shown of the item itself, its steps speak for it.
        if item.state == Some(State::Done) && matches!(verdict, Verdict::ClaimedOnly | Verdict::Present | Verdict::Unknown) {
            by_steps(item, evidence, found);
        }
    }
    for (at, phase) in plan.phases.iter().enumerate() {
        if phase.state == Some(State::Done) && survey.assessment.gates[at] == Some(GateState::NotMet) {
            let diagnostic = Diagnostic::new(&code::CONTRADICTED, format!("phase `{}` is claimed done, but its gate is not met", phase.id))
                .at(phase.said, "claimed here")
                .about(&*plan.root().name)
                .help("reach what its gate asks for, or take the claim back");
            found.push(tell(diagnostic, phase.gate.as_ref(), evidence, |proof| !proof.holds()));
        }
        if phase.state == Some(State::Done) {
            by_items(survey, PhaseId(at as u32), phase, found);
        }
    }
}

/// Steps of an item claimed done that the evidence denies, and that are not claimed done themselves.
fn by_steps(item: &Item, evidence: &Evidence, found: &mut Vec<Diagnostic>) {
    for step in item.steps.iter().filter(|step| !matches!(step.state, Some(State::Done | State::Dropped))) {
        let denied = step.condition.as_ref().is_some_and(|condition| denies(&proofs(condition, evidence), condition));
        let absent = || step.at.iter().any(|place| evidence.places.get(&place.path).is_some_and(|there| !there.stands));
        let gone = step.condition.is_none() && item.kind != ItemKind::Retire && absent();
        if denied || gone {
            let seen = if gone { "there is nothing at its path" } else { "its condition does not hold" };
            let message = format!("`{}` is claimed done, but its step `{}` is not: {seen}", item.name, step.id);
            let diagnostic = Diagnostic::new(&code::CONTRADICTED, message)
                .at(item.state_said.unwrap_or(item.said), "claimed here")
                .see(step.said, "this step")
                .about(&*item.name)
                .help("finish the step, drop it, or take the claim back");
            found.push(tell(diagnostic, step.condition.as_ref(), evidence, |proof| !proof.holds()));
        }
    }
}

/// Items of a phase claimed done that the evidence shows not to be.
fn by_items(survey: &Survey<'_>, id: PhaseId, phase: &Phase, found: &mut Vec<Diagnostic>) {
    let plan = survey.plan;
    let shown = |at: ItemId, item: &Item| match survey.assessment.observed(at) {
        Observed::Partial | Observed::Missing | Observed::NotDone(_) => true,
        Observed::Absent => item.kind != ItemKind::Retire,
        Observed::Present => item.kind == ItemKind::Retire,
        Observed::NothingAsked | Observed::Done | Observed::Unknown(_) => false,
    };
    let open = plan.ids().skip(1).filter(|(at, item)| {
        item.phase == Some(id) && !item.is_container() && !item.is_dropped() && shown(*at, item) && !survey.assessment.is_closed(*at)
    });
    let open: Vec<&Item> = open.map(|(_, item)| item).collect();
    let Some(first) = open.first() else { return };
    let all: Vec<&str> = open.iter().map(|item| &*item.name).collect();
    let are = if let [_] = all.as_slice() { "is" } else { "are" };
    let message = format!("phase `{}` is claimed done, but {} in it {are} not", phase.id, names(&all, 4));
    found.push(
        Diagnostic::new(&code::CONTRADICTED, message)
            .at(phase.said, "claimed here")
            .see(first.said, "not done")
            .about(&*plan.root().name)
            .help("finish them, put them into another phase, or take the claim back"),
    );
}

/// Whether what was measured refutes a condition of which all parts must hold; of others, when no part holds.
fn denies(proofs: &[Proof<'_>], condition: &Condition) -> bool {
    match condition {
        Condition::Any(_) => !proofs.is_empty() && proofs.iter().all(Proof::fails),
        _ => proofs.iter().any(Proof::fails),
    }
}
