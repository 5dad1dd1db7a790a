//! The pipeline, in one screen: files, trees, plan, graph, survey, findings.

use crate::diag::{Diagnostic, code};
use crate::evidence::Evidence;
use crate::graph::{Network, cycles};
use crate::load::{Files, Group, read_calendars};
use crate::model::Plan;
use crate::model::lower::{Lowered, lower, lower_scenario};
use crate::ratchet::Before;
use crate::rules::{self, Weighed, Weights};
use crate::schedule::Settings;
use crate::schedule::comparison::{Baseline, Dates, Scenario, compare};
use crate::survey::Survey;
use crate::syntax::{Ast, Parsed};
use crate::time::Date;
use crate::world::World;

/// One plan on its way: what is known of it, and what is wrong with it.
#[derive(Debug)]
pub struct Draft {
    /// The plan.
    pub plan: Plan,
    /// Its graph, when it has no circles and nothing fatal was found.
    pub network: Option<Network>,
    /// What was found so far, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Its scenarios, by their place in the plan; without a graph where the changed plan has faults.
    variants: Vec<(Plan, Option<Network>)>,
}

/// What a plan is surveyed with.
#[derive(Debug)]
pub struct Given<'g> {
    /// The data date.
    pub as_of: Date,
    /// Weights of rules from the command line.
    pub weights: &'g Weights,
    /// How it is scheduled.
    pub settings: Settings,
    /// The plan as it once was.
    pub baseline: Option<Baseline>,
    /// What the tree and the reports show, if they were looked at.
    pub evidence: Option<Evidence>,
    /// Another revision of the plan and of the tree.
    pub before: Option<Before<'g>>,
}

impl<'g> Given<'g> {
    /// Nothing but a data date and the weights of rules.
    pub fn on(as_of: Date, weights: &'g Weights) -> Given<'g> {
        Given { as_of, weights, settings: Settings::default(), baseline: None, evidence: None, before: None }
    }
}

/// One plan with its names resolved, and what its scenarios make of it.
#[derive(Debug)]
pub struct Resolved {
    plan: Lowered,
    scenarios: Vec<Lowered>,
}

impl Resolved {
    /// The id of the plan, and what is fatally wrong with it; nothing where it is sound.
    pub fn faults(&self) -> Option<(&str, Vec<&Diagnostic>)> {
        let fatal: Vec<&Diagnostic> = self.plan.diagnostics.iter().filter(|diagnostic| diagnostic.code.fatal).collect();
        (!fatal.is_empty()).then(|| (&*self.plan.plan.root().id, fatal))
    }

    /// The id of the plan.
    pub fn id(&self) -> &str {
        &self.plan.plan.root().id
    }

    /// The plan alone; nothing when something fatal was found in it.
    pub fn sound(self) -> Option<Plan> {
        let Lowered { plan, diagnostics } = self.plan;
        (!is_fatal(&diagnostics)).then_some(plan)
    }
}

/// Takes the files of one plan to the graph.
pub fn draft(world: &dyn World, files: &Files, group: &Group, parsed: &[Parsed<'_>]) -> Draft {
    Draft::new(resolved(world, files, group, parsed))
}

/// Takes the files of one plan to the plan, its names resolved. The trees are not needed behind this step.
pub fn resolved(world: &dyn World, files: &Files, group: &Group, parsed: &[Parsed<'_>]) -> Resolved {
    let of_group: Vec<&Parsed<'_>> = group.files.iter().map(|id| &parsed[id.0 as usize]).collect();
    let asts: Vec<&Ast<'_>> = of_group.iter().map(|parsed| &parsed.ast).collect();
    let mut plan = lower(&files.sources, &asts, of_group.iter().any(|parsed| parsed.uncertain));
    plan.diagnostics.extend(of_group.iter().flat_map(|parsed| parsed.diagnostics.iter().cloned()));
    plan.diagnostics.extend(read_calendars(world, &files.sources, &mut plan.plan));
    let mut scenarios = Vec::new();
    if !is_fatal(&plan.diagnostics) {
        for scenario in &plan.plan.scenarios {
            let mut changed = lower_scenario(&files.sources, &asts, &scenario.id);
            changed.diagnostics.extend(read_calendars(world, &files.sources, &mut changed.plan));
            scenarios.push(changed);
        }
    }
    Resolved { plan, scenarios }
}

fn is_fatal(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.code.fatal)
}

/// The plan with the facts of a scenario changed. What is wrong with it and not with the plan itself is reported with the scenario's name.
fn variant(lowered: Lowered, id: &str, diagnostics: &mut Vec<Diagnostic>) -> (Plan, Option<Network>) {
    let Lowered { plan, diagnostics: mut found } = lowered;
    let network = Network::new(&plan);
    found.extend(rules::circles(&plan, &cycles(&network)));
    found.retain(|diagnostic| !diagnostics.contains(diagnostic));
    let fatal = is_fatal(&found);
    diagnostics.extend(found.into_iter().map(|diagnostic| diagnostic.note(format!("in scenario `{id}`"))));
    (plan, (!fatal).then_some(network))
}

impl Draft {
    /// Takes a plan to its graph.
    pub fn new(resolved: Resolved) -> Draft {
        let Lowered { plan, mut diagnostics } = resolved.plan;
        let network = Network::new(&plan);
        diagnostics.extend(rules::circles(&plan, &cycles(&network)));
        let fatal = is_fatal(&diagnostics);
        let mut variants = Vec::new();
        if !fatal {
            for (scenario, lowered) in plan.scenarios.iter().zip(resolved.scenarios) {
                variants.push(variant(lowered, &scenario.id, &mut diagnostics));
            }
        }
        sort(&mut diagnostics);
        Draft { plan, network: (!fatal).then_some(network), diagnostics, variants }
    }

    /// Computes everything of a sound plan and runs the rules; nothing when something fatal was found.
    pub fn survey<'a>(&'a mut self, files: &'a Files, given: Given<'_>) -> Option<(Survey<'a>, Vec<Diagnostic>)> {
        let network = self.network.take()?;
        let Given { as_of, weights, settings, baseline, evidence, before } = given;
        let mut survey = Survey::new(&files.sources, &self.plan, network, as_of, evidence, settings);
        if let Some(baseline) = baseline {
            survey.compare_with(baseline);
        }
        if let Some(before) = &before {
            survey.hold_against(before);
        }
        let (mut dates, mut own) = (Dates::default(), Vec::new());
        if !self.variants.is_empty() {
            (dates, own) = (survey.dates(), rules::of_schedule(&survey));
        }
        for (index, (plan, network)) in self.variants.iter_mut().enumerate() {
            let (mut difference, mut found) = (None, Vec::new());
            if let Some(network) = network.take() {
                let changed = Survey::new(&files.sources, plan, network, as_of, survey.evidence.clone(), settings);
                difference = Some(compare(&dates, &changed.dates(), &self.plan.working));
                found = rules::in_scenario_alone(&changed, weights, &own);
            }
            survey.scenarios.push(Scenario { index, difference, found });
        }
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        diagnostics.extend(rules::run(&survey));
        let Weighed { findings: mut diagnostics, waived } = rules::weighed(&survey, weights, diagnostics);
        survey.waived = waived;
        sort(&mut diagnostics);
        Some((survey, diagnostics))
    }

    /// Leaves the scenarios out: they are neither scheduled nor told of.
    pub fn without_scenarios(&mut self) {
        self.variants.clear();
    }

    /// The data date the plan itself gives.
    pub fn as_of(&self) -> Option<Date> {
        self.plan.as_of
    }
}

/// By place, then code, then text; repetitions are dropped.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        let key = |diagnostic: &Diagnostic| (diagnostic.place().is_none(), diagnostic.place());
        key(a).cmp(&key(b)).then(a.code.id.cmp(b.code.id)).then_with(|| a.message.cmp(&b.message))
    });
    diagnostics.dedup();
    debug_assert!(diagnostics.iter().all(|diagnostic| diagnostic.code.id >= code::UNREADABLE_FILE.id));
}
