//! Whether all that the plan asks for is there, and if not, why.

use super::phases::PhaseView;
use super::records::IssueView;
use super::targets::TargetView;
use super::{Summary, is_open};
use crate::model::{ItemKind, Phase};
use crate::progress::GateState;
use crate::progress::GoalState;
use crate::progress::Rollup;
use crate::survey::Survey;
use crate::syntax::{State, Status};
use crate::view::Selection;
use serde::Serialize;

/// The verdict.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Readiness {
    /// Whether nothing is left.
    pub ready: bool,
    /// What is left, weightiest first.
    pub reasons: Vec<Reason>,
}

/// One reason against being ready.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// The reason in words.
    pub text: String,
    /// How many things it speaks of.
    pub count: u32,
}

/// What other sections found.
#[derive(Debug)]
pub struct Known<'k> {
    /// The whole in numbers.
    pub summary: &'k Summary,
    /// Issues.
    pub issues: &'k [IssueView<'k>],
    /// Targets.
    pub targets: &'k [TargetView<'k>],
    /// Phases.
    pub phases: &'k [PhaseView<'k>],
}

/// Names are listed up to this many.
const NAMED: usize = 4;

/// Judges: whatever is open, active, undecided or not measured speaks against.
pub fn readiness(survey: &Survey<'_>, selection: &Selection, known: &Known<'_>) -> Readiness {
    let plan = survey.plan;
    let mut reasons: Vec<Reason> = Vec::new();
    let mut add = |count: usize, text: String| {
        if count > 0 {
            reasons.push(Reason { text, count: count as u32 });
        }
    };
    let counts = known.summary.counts;
    let open = counts.missing.saturating_add(counts.partial).saturating_add(counts.unknown);
    add(open as usize, lacking(counts));
    let (mut highest, mut work, mut externals) = (0, 0, 0);
    let (mut unmet, mut empty, mut unresolved): (Vec<&str>, Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new(), Vec::new());
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| is_open(survey, selection, *id)) {
        highest += usize::from(item.tier == Some(0));
        match item.kind {
            _ if survey.assessment.unmet[id.index()] => unmet.push(&item.title),
            ItemKind::Area if item.condition.is_some() => unmet.push(&item.title),
            ItemKind::Area => empty.push(&item.title),
            ItemKind::Task | ItemKind::Milestone => work += 1,
            ItemKind::External => externals += 1,
            ItemKind::Issue if !matches!(item.status, Some((Status::Active, _))) => unresolved.push(&item.id),
            _ => {}
        }
    }
    add(highest, format!("{} of tier {} {} open", items(highest, "item"), plan.tier_word(0), are(highest)));
    let active: Vec<&str> = known.issues.iter().filter(|issue| issue.active).map(|issue| issue.number).collect();
    add(active.len(), format!("{} {} active: {}", items(active.len(), "issue"), are(active.len()), names(&active)));
    let not_known = if unresolved.len() == 1 { "is not known to be resolved" } else { "are not known to be resolved" };
    add(unresolved.len(), format!("{} {not_known}: {}", items(unresolved.len(), "issue"), names(&unresolved)));
    let meets =
        if unmet.len() == 1 { "is not known to meet conditions of its own" } else { "are not known to meet conditions of their own" };
    add(unmet.len(), format!("{} {meets}: {}", items(unmet.len(), "whole"), names(&unmet)));
    let overdue = known.summary.overdue as usize;
    add(overdue, format!("{} {} overdue", items(overdue, "item"), are(overdue)));
    for state in [GateState::NotMet, GateState::NotMeasured] {
        let gates: Vec<&str> = known.phases.iter().filter(|phase| phase.gate == Some(state)).map(|phase| phase.title).collect();
        add(gates.len(), format!("{} {} {}: {}", items(gates.len(), "exit gate"), are(gates.len()), state.word(), names(&gates)));
    }
    let lacks = |phase: &&Phase| phase.gate.is_none() && matches!(phase.state, Some(State::Missing | State::Partial));
    let phases: Vec<&str> = plan.phases.iter().filter(|_| selection.is_all()).filter(lacks).map(|phase| &*phase.title).collect();
    add(phases.len(), format!("{} {} said not to be done: {}", items(phases.len(), "phase"), are(phases.len()), names(&phases)));
    for state in
        [GoalState::Missed, GoalState::Behind, GoalState::NotMet, GoalState::OnTrack, GoalState::NotMeasured, GoalState::NotComparable]
    {
        let of: Vec<&str> =
            known.targets.iter().filter(|target| target.goals.iter().any(|goal| goal.state == state)).map(|target| target.title).collect();
        add(of.len(), format!("{} with a goal {}: {}", items(of.len(), "target"), state.word(), names(&of)));
    }
    let decisions = known.summary.open_decisions as usize;
    add(decisions, format!("{} {} not taken", items(decisions, "decision"), are(decisions)));
    add(externals, format!("{} that others provide {} not known to be there", items(externals, "thing"), are(externals)));
    add(work, format!("{} {} open", items(work, "task or milestone"), are(work)));
    add(
        empty.len(),
        format!("{} {} nothing: {}", items(empty.len(), "area"), if empty.len() == 1 { "holds" } else { "hold" }, names(&empty)),
    );
    if reasons.is_empty() && known.summary.open > 0 {
        let open = known.summary.open as usize;
        reasons.push(Reason { text: format!("{} {} open", items(open, "item"), are(open)), count: known.summary.open });
    }
    Readiness { ready: reasons.is_empty(), reasons }
}

fn items(count: usize, word: &str) -> String {
    match (count, word) {
        (1, _) => format!("1 {word}"),
        (_, "task or milestone") => format!("{count} tasks and milestones"),
        _ => format!("{count} {word}s"),
    }
}

/// What is not done of the things that are expected.
fn lacking(counts: Rollup) -> String {
    let mut text = String::new();
    for (count, word) in [(counts.missing, "missing"), (counts.partial, "partial"), (counts.unknown, "unknown")] {
        if count > 0 {
            let comma = if text.is_empty() { "" } else { ", " };
            text.push_str(&format!("{comma}{count} {word}"));
        }
    }
    text.push_str(&format!(" of {} expected things", counts.expected_text()));
    text
}

fn are(count: usize) -> &'static str {
    if count == 1 { "is" } else { "are" }
}

fn names(all: &[&str]) -> String {
    let mut text = all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if all.len() > NAMED {
        text.push_str(&format!(" and {} more", all.len() - NAMED));
    }
    text
}
