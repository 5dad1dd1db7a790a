//! Where the plan stands: readiness, blockers, health, issues, decisions, targets, phases.

mod blockers;
mod health;
mod open;
mod phases;
mod readiness;
mod records;
mod scales;
mod targets;
#[cfg(test)]
mod tests;

pub use blockers::{Blocker, Blockers};
pub use health::{AreaView, HealthView};
pub use open::{Impact, Overdue, Rollback};
pub use phases::{PhaseView, When};
pub use readiness::{Readiness, Reason};
pub use records::{ChoiceView, DecisionView, IssueView};
pub use scales::{LevelView, ScaleView};
pub use targets::{GoalView, ReadingView, TargetView};

use super::claims::SourceView;
use super::coverage::Sums;
use super::item::texts;
use super::{Forecast, Front, FrontCounts, Selection};
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::GoalState;
use crate::progress::Rollup;
use crate::survey::Survey;
use serde::Serialize;

/// Where the plan stands: health, blockers, issues, decisions, targets, readiness.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Status<'a> {
    /// What the plan is for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<&'a str>,
    /// What is at stake.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stakes: Vec<&'a str>,
    /// Remarks on the plan.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// The whole in numbers.
    pub summary: Summary,
    /// Whether all that the plan asks for is there, and if not, why.
    pub readiness: Readiness,
    /// When the work ends, and what it misses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast<'a>>,
    /// What stands in the way.
    pub blockers: Blockers<'a>,
    /// Items with a level of health, worst first.
    pub health: Vec<HealthView<'a>>,
    /// The outermost areas, with what is counted in them.
    pub areas: Vec<AreaView<'a>>,
    /// Issues, active ones first.
    pub issues: Vec<IssueView<'a>>,
    /// Decisions, open ones first.
    pub decisions: Vec<DecisionView<'a>>,
    /// Targets.
    pub targets: Vec<TargetView<'a>>,
    /// Phases.
    pub phases: Vec<PhaseView<'a>>,
    /// What was due before the data date and is open, longest overdue first.
    pub overdue: Vec<Overdue<'a>>,
    /// What open items do to others, each text once.
    pub impacts: Vec<Impact<'a>>,
    /// How to go back.
    pub rollbacks: Vec<Rollback<'a>>,
    /// What the words of the scales in use mean.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scales: Vec<ScaleView<'a>>,
    /// Documents the plan refers to.
    pub sources: Vec<SourceView<'a>>,
}

/// The whole in numbers.
#[derive(Debug, Clone, Copy, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Things that must be there, or gone, at the end.
    pub counts: Rollup,
    /// Open items of any kind: things, work, moments, issues, decisions.
    pub open: u32,
    /// Of these: how much of the plan's own work can start, and how much waits.
    pub front: FrontCounts,
    /// Milestones that are not known to be reached.
    pub open_milestones: u32,
    /// Issues that are active.
    pub active_issues: u32,
    /// Decisions that nobody took.
    pub open_decisions: u32,
    /// Items and steps that were due before the data date.
    pub overdue: u32,
    /// Goals of targets, and how many of them are met.
    pub goals: u32,
    /// Goals that are met.
    pub goals_met: u32,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Status<'a> {
    let plan = survey.plan;
    let checker = survey.checker();
    let sums = Sums::new(survey, selection);
    let shown_target = |target: &&crate::model::Target| selection.has(target.parent) && (selection.is_all() || target.parent != Plan::ROOT);
    let targets: Vec<TargetView<'a>> =
        plan.targets.iter().filter(shown_target).map(|target| TargetView::new(survey, &checker, target)).collect();
    let issues = records::issues(survey, selection, &checker);
    let decisions = records::decisions(survey, selection);
    let phases = phases::phases(survey, selection, &sums);
    let overdue = open::overdue(survey, selection);
    let mut summary = Summary { counts: sums.whole(), ..Summary::default() };
    summary.open = plan.ids().skip(1).filter(|(id, _)| is_open(survey, selection, *id)).count() as u32;
    summary.front = Front::new(survey).counts(survey, selection);
    let milestone = |id: &ItemId| plan.item(*id).kind == ItemKind::Milestone && is_open(survey, selection, *id);
    summary.open_milestones = plan.ids().map(|(id, _)| id).filter(milestone).count() as u32;
    summary.active_issues = issues.iter().filter(|issue| issue.active).count() as u32;
    summary.open_decisions = decisions.iter().filter(|decision| decision.open).count() as u32;
    summary.overdue = overdue.len() as u32;
    let goals = || targets.iter().flat_map(|target| &target.goals);
    summary.goals = goals().count() as u32;
    summary.goals_met = goals().filter(|goal| goal.state == GoalState::Met).count() as u32;
    let readiness = readiness::readiness(
        survey,
        selection,
        &readiness::Known { summary: &summary, issues: &issues, targets: &targets, phases: &phases },
    );
    Status {
        goals: texts(&plan.root().goals),
        stakes: texts(&plan.root().impacts),
        notes: texts(&plan.root().notes),
        readiness,
        forecast: Forecast::new(survey, selection),
        blockers: blockers::blockers(survey, selection),
        health: health::health(survey, selection, &checker, &sums),
        areas: health::areas(survey, &sums, selection),
        issues,
        decisions,
        targets,
        phases,
        overdue,
        impacts: open::impacts(survey, selection),
        rollbacks: open::rollbacks(survey, selection),
        scales: scales::scales(plan),
        sources: plan.sources.iter().map(SourceView::new).collect(),
        summary,
    }
}

/// Whether an item is an open leaf that is shown.
fn is_open(survey: &Survey<'_>, selection: &Selection, id: ItemId) -> bool {
    survey.layers.of[id.index()].is_some() && selection.has(id)
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.plan.items.len() > 1 || !survey.plan.targets.is_empty() || !survey.plan.phases.is_empty()
}
