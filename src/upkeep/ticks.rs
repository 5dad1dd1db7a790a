//! Ticks of a checklist taken back into the plan as claims.
//!
//! A box counts as ticked by a person only if it differs from what was compiled, which the comment behind it remembers. So a checklist
//! that is older than the plan takes nothing back, and several people may tick their own copies.

use super::checklist::{Checklist, Line};
use super::{Left, Proposal, Upkeep};
use crate::edit::{Change, Subject};
use crate::model::{Item, ItemId, ItemKind, Plan, Step};
use crate::progress::{Observed, Verdict, shown, verdict};
use crate::survey::Survey;
use crate::syntax::{State, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What a checklist says that the plan does not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ticks {
    /// Claims to take into the plan, and ticks that are not taken, with the reason.
    pub upkeep: Upkeep,
    /// By proposal: the line of the checklist, from one, and its column.
    pub from: Vec<(u32, u32)>,
    /// By what is left: the same.
    pub left_from: Vec<(u32, u32)>,
    /// Lines whose text is not what the plan compiles to, and the column where it begins to differ.
    pub edited: Vec<(u32, u32, String)>,
    /// Lines and columns of boxes without a name.
    pub nameless: Vec<(u32, u32)>,
}

/// Compares a checklist with what its plan compiles to now. With `force`, ticks that evidence denies are taken all the same.
pub fn sync(survey: &Survey<'_>, given: &Checklist, compiled: &Checklist, force: bool) -> Ticks {
    let plan = survey.plan;
    let subjects = subjects(plan);
    let now: BTreeMap<&str, &Line> = compiled.lines.iter().map(|line| (&*line.name, line)).collect();
    let mut ticks = Ticks { nameless: given.nameless.clone(), ..Ticks::default() };
    let boxes: BTreeMap<&str, bool> = given.lines.iter().map(|line| (&*line.name, line.ticked)).collect();
    let mut twice: BTreeMap<&str, BTreeSet<bool>> = BTreeMap::new();
    for line in &given.lines {
        twice.entry(&line.name).or_default().insert(line.ticked);
    }
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for line in &given.lines {
        let Some(subject) = subjects.get(&*line.name).copied() else {
            leave(&mut ticks, line, None, "the plan has nothing of this name any more", Vec::new());
            continue;
        };
        let place = said(plan, subject);
        match now.get(&*line.name) {
            Some(current) if current.text != line.text => {
                let same = current.text.chars().zip(line.text.chars()).take_while(|(a, b)| a == b).count();
                ticks.edited.push((line.line, line.column.saturating_add(same as u32), line.name.clone()));
            }
            _ => {}
        }
        if twice.get(&*line.name).is_some_and(|states| states.len() > 1) {
            leave(&mut ticks, line, Some(place), "it stands here twice, ticked and not ticked", Vec::new());
            continue;
        }
        if line.ticked == line.was_ticked || !seen.insert(&line.name) {
            continue;
        }
        ticks.upkeep.asked += 1;
        match decide(survey, subject, line.ticked, &boxes, force) {
            Decision::Nothing => {}
            Decision::Leave(why, proof) => leave(&mut ticks, line, Some(place), &why, proof),
            Decision::Take(change, from, to, proof) => {
                ticks.upkeep.proposals.push(Proposal { changes: vec![change], name: line.name.clone(), place, from, to, proof });
                ticks.from.push((line.line, line.column));
            }
        }
    }
    ticks
}

fn leave(ticks: &mut Ticks, line: &Line, place: Option<crate::text::Place>, why: &str, proof: Vec<String>) {
    let place = place.unwrap_or_default();
    ticks.upkeep.left.push(Left { name: line.name.clone(), place, why: why.to_owned(), proof });
    ticks.left_from.push((line.line, line.column));
}

/// Items and steps by the names that checklists write.
fn subjects(plan: &Plan) -> BTreeMap<String, Subject> {
    let mut all = BTreeMap::new();
    for (id, item) in plan.ids().skip(1) {
        all.insert(item.name.to_string(), Subject::Item(id));
        for at in 0..item.steps.len() {
            let subject = Subject::Step(id, at);
            all.insert(super::name_of(plan, subject), subject);
        }
    }
    all
}

fn said(plan: &Plan, subject: Subject) -> crate::text::Place {
    let (Subject::Item(id) | Subject::Step(id, _)) = subject;
    let item = plan.item(id);
    match subject {
        Subject::Step(_, at) => item.steps.get(at).map_or(item.said, |step| step.said),
        Subject::Item(_) => item.said,
    }
}

enum Decision {
    Nothing,
    Leave(String, Vec<String>),
    Take(Change, String, String, Vec<String>),
}

fn decide(survey: &Survey<'_>, subject: Subject, ticked: bool, boxes: &BTreeMap<&str, bool>, force: bool) -> Decision {
    let plan = survey.plan;
    let (Subject::Item(id) | Subject::Step(id, _)) = subject;
    let item = plan.item(id);
    match subject {
        Subject::Step(_, at) => match item.steps.get(at) {
            Some(step) => of_step(survey, subject, step, ticked, force),
            None => Decision::Nothing,
        },
        Subject::Item(id) => of_item(survey, id, item, ticked, boxes, force),
    }
}

fn of_step(survey: &Survey<'_>, subject: Subject, step: &Step, ticked: bool, force: bool) -> Decision {
    let observed = match (&step.condition, &survey.evidence) {
        (Some(condition), Some(evidence)) => shown(condition, evidence, survey.data_date),
        (None, Some(evidence)) => {
            let stands: Vec<bool> = step.at.iter().filter_map(|place| evidence.places.get(&place.path)).map(|there| there.stands).collect();
            match (stands.is_empty(), stands.iter().all(|stands| *stands)) {
                (true, _) => Observed::NothingAsked,
                (false, true) => Observed::Present,
                (false, false) => Observed::Absent,
            }
        }
        (_, None) => Observed::NothingAsked,
    };
    let proof = step.condition.as_ref().map_or_else(Vec::new, |condition| super::proof::proof(survey, condition));
    state(subject, step.state, &observed, proof, ticked, false, force)
}

fn of_item(survey: &Survey<'_>, id: ItemId, item: &Item, ticked: bool, boxes: &BTreeMap<&str, bool>, force: bool) -> Decision {
    let plan = survey.plan;
    if item.is_dropped() {
        return Decision::Leave("it was dropped from the plan".to_owned(), Vec::new());
    }
    if item.is_container() {
        // A whole follows from its parts; only a box that says otherwise is worth a word.
        let parts = plan.ids().filter(|(part, inner)| *part != id && plan.is_within(*part, id) && !inner.is_container());
        let agree = parts.filter_map(|(_, inner)| boxes.get(&*inner.name)).all(|part| *part);
        return if agree == ticked {
            Decision::Nothing
        } else {
            Decision::Leave("its parts say whether it is done; tick those".to_owned(), Vec::new())
        };
    }
    let quantity = item.quantity;
    match item.kind {
        ItemKind::Decision => {
            let options: Vec<&str> = item.options.iter().map(|option| &*option.id).collect();
            let why =
                format!("a decision is made in the plan: write `chosen` and the day behind one of its options ({})", options.join(", "));
            return Decision::Leave(why, Vec::new());
        }
        ItemKind::Issue => {
            let status = item.status.map(|(status, _)| status);
            let closed = matches!(status, Some(Status::Resolved | Status::Closed));
            if closed == ticked {
                return Decision::Nothing;
            }
            let to = if ticked { Status::Resolved } else { Status::Active };
            let from = status.map_or("", Status::word).to_owned();
            return match denied(survey.assessment.observed(id), ticked, false).filter(|_| !force) {
                Some(why) => Decision::Leave(why, proof(survey, item)),
                None => Decision::Take(Change::Status(id, to), from, to.word().to_owned(), proof(survey, item)),
            };
        }
        _ if quantity.count > 1 || quantity.at_least || item.each.is_some() || quantity.done.is_some() => {
            let count = quantity.count;
            let why = if item.each.is_some() {
                "it stands for every file of a glob; their condition says which are done".to_owned()
            } else {
                format!("it stands for {count}; write in the plan how many are done, as in `done {count} count {count}`")
            };
            return Decision::Leave(why, Vec::new());
        }
        _ => {}
    }
    let retires = item.kind == ItemKind::Retire;
    state(Subject::Item(id), item.state, survey.assessment.observed(id), proof(survey, item), ticked, retires, force)
}

fn proof(survey: &Survey<'_>, item: &Item) -> Vec<String> {
    if let Some(condition) = &item.condition {
        return super::proof::proof(survey, condition);
    }
    let Some(evidence) = &survey.evidence else { return Vec::new() };
    let standing = item.stands_at().filter_map(|place| Some((place, evidence.places.get(&place.path)?)));
    standing.map(|(place, there)| format!("{} {}", if there.stands { "there is" } else { "there is no" }, place.path)).collect()
}

/// A tick is a claim of `done`, a box that was cleared one of something less.
fn state(
    subject: Subject,
    claimed: Option<State>,
    observed: &Observed,
    proof: Vec<String>,
    ticked: bool,
    retires: bool,
    force: bool,
) -> Decision {
    if ticked == (claimed == Some(State::Done)) {
        // Whatever is not claimed done may still be shown to be so.
        let shown = !ticked && matches!(observed, Observed::Done);
        return if shown {
            Decision::Leave("its conditions hold, so it is done whatever is claimed".to_owned(), proof)
        } else {
            Decision::Nothing
        };
    }
    if let Some(why) = denied(observed, ticked, retires)
        && !force
    {
        return Decision::Leave(why, proof);
    }
    let to = match (ticked, observed) {
        (true, _) => State::Done,
        (false, Observed::Partial) => State::Partial,
        (false, _) => State::Missing,
    };
    Decision::Take(Change::State(subject, Some(to)), claimed.map_or("", State::word).to_owned(), to.word().to_owned(), proof)
}

/// Why evidence denies a box, if it does.
fn denied(observed: &Observed, ticked: bool, retires: bool) -> Option<String> {
    let (verdict, _) = verdict(Some(State::Done), observed, retires);
    let seen = match observed {
        Observed::Partial => "only part of what was asked holds",
        Observed::NotDone(_) => "part of what was asked does not hold",
        Observed::Absent => "there is nothing at its path",
        Observed::Missing if retires => "it is still in use",
        Observed::Present if retires => "it is still there",
        _ => "nothing that was asked holds",
    };
    match (ticked, verdict) {
        (true, Verdict::Contradicted | Verdict::InUse) => Some(format!("ticked, but the evidence denies it: {seen}")),
        (false, Verdict::Proven) => Some("cleared, but its conditions hold".to_owned()),
        (false, Verdict::Gone) if *observed == Observed::Done => Some("cleared, but its conditions hold".to_owned()),
        _ => None,
    }
}
