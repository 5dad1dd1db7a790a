//! `measured-nothing`: evidence was looked for, and none was found.

use crate::diag::{Diagnostic, code};
use crate::evidence::{Answer, Evidence, Outcome, Question, Truth, asks_absence, judge, questions};
use crate::model::{Condition, Item, ItemKind, Plan};
use crate::progress::{Observed, Verdict, of_entry};
use crate::survey::Survey;
use crate::syntax::{Probe, State};

/// Finds a check that measured nothing: it must not pass for a good one.
pub fn measured_nothing(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let Some(evidence) = &survey.evidence else { return };
    // Where all rests on people's word there is nothing to measure.
    let places = survey.plan.items.iter().flat_map(Item::places).next();
    if places.is_none() && questions(survey.plan).is_empty() {
        return;
    }
    let looked_up = survey.plan.items.iter().flat_map(Item::places).any(|place| evidence.places.contains_key(&place.path));
    // What is denied is told of anyway.
    let denied = || survey.plan.ids().any(|(id, _)| survey.assessment.verdict(id) == Verdict::Contradicted);
    let is_apart = evidence.files > 0 && wants_something(survey.plan) && !touches(evidence) && !denied();
    if !is_apart && (evidence.files > 0 && looked_up || answers(survey.plan, evidence)) {
        return;
    }
    if evidence.files > 0 && says_missing(survey.plan) {
        return;
    }
    let root = survey.plan.root();
    let why = match (evidence.files, evidence.answers.is_empty()) {
        (0, true) => "the plan asks nothing of the tree, or the tree holds no files",
        (0, false) => "the tree holds no files",
        _ if is_apart => "nothing that the plan names stands in the tree",
        (_, true) => "the plan names no path and no condition",
        (_, false) => "no condition could be answered",
    };
    found.push(
        Diagnostic::new(&code::MEASURED_NOTHING, format!("nothing was measured: {why}"))
            .at(root.said, "this plan")
            .about(&*root.name)
            .help("name the tree with `--tree`, or say with `at` and `done when` what there must be"),
    );
}

/// Whether a plan says of all that it asks for that it is still missing: so it begins, and nothing can be wrong with it yet.
fn says_missing(plan: &Plan) -> bool {
    let missing = |item: &Item| matches!(item.state, Some(State::Missing | State::Dropped));
    let steps = |item: &Item| item.steps.iter().all(|step| step.condition.is_none());
    let asked = |item: &Item| item.condition.is_none() || missing(item);
    plan.items.iter().all(|item| asked(item) && steps(item))
        && plan.registries.is_empty()
        && plan.targets.iter().all(|target| target.measure.is_none())
        && plan.phases.iter().all(|phase| phase.gate.is_none())
}

/// Whether a plan says of something that it stands in the tree: not only that other things are missing or gone.
fn wants_something(plan: &Plan) -> bool {
    let built = |item: &&Item| item.kind != ItemKind::Retire && matches!(item.state, Some(State::Done | State::Partial));
    let stands = |condition: &Condition| {
        let mut all = Vec::new();
        condition.tests(&mut |test| all.push(asks_absence(test) || test.holds_of_none()));
        all.contains(&false)
    };
    plan.items.iter().filter(built).any(|item| item.condition.as_ref().map_or(!item.at.is_empty(), stands))
}

/// Whether anything of the tree was seen or looked into: what is only not there is not there in any other tree either.
fn touches(evidence: &Evidence) -> bool {
    let looked = |question: &Question, answer: &Answer| match question.kind() {
        Some(Probe::File | Probe::Directory) => false,
        Some(Probe::Resolves) => !matches!(answer.outcome, Outcome::Unknown(_)),
        _ => answer.looked_at > 0 || matches!(answer.outcome, Outcome::Text(_) | Outcome::Share(..)),
    };
    evidence.places.values().any(|place| place.stands)
        || evidence.answers.iter().any(|(question, answer)| !answer.seen.is_empty() || looked(question, answer))
}

/// Whether the evidence answers any condition of the plan, or tells of any entry of its registries.
fn answers(plan: &Plan, evidence: &Evidence) -> bool {
    let mut answered = false;
    for condition in plan.conditions() {
        condition.tests(&mut |test| {
            let answer = evidence.answers.get(&Question::of(test));
            answered |= answer.is_some_and(|answer| !answer.units.is_empty() || !matches!(judge(test, answer), Truth::Unknown(_)));
        });
    }
    let known = |observed: Observed| !matches!(observed, Observed::Unknown(_) | Observed::NothingAsked);
    answered
        || plan.registries.iter().any(|registry| registry.entries.iter().any(|entry| known(of_entry(registry, entry, evidence).observed)))
}
