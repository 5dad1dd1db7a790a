//! The pipeline, in one screen: files, trees, plan, graph, survey, findings.

use crate::diag::{Diagnostic, code};
use crate::graph::{Network, cycles};
use crate::load::{Files, Group, read_calendars};
use crate::model::Plan;
use crate::model::lower::{lower, lower_scenario};
use crate::rules::{self, Weights};
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

/// Takes the files of one plan to the graph.
pub fn draft(world: &dyn World, files: &Files, group: &Group, parsed: &[Parsed<'_>]) -> Draft {
    let of_group: Vec<&Parsed<'_>> = group.files.iter().map(|id| &parsed[id.0 as usize]).collect();
    let mut diagnostics: Vec<Diagnostic> = of_group.iter().flat_map(|parsed| parsed.diagnostics.iter().cloned()).collect();
    let asts: Vec<&Ast<'_>> = of_group.iter().map(|parsed| &parsed.ast).collect();
    let mut lowered = lower(&files.sources, &asts, of_group.iter().any(|parsed| parsed.uncertain));
    diagnostics.extend(lowered.diagnostics);
    diagnostics.extend(read_calendars(world, &files.sources, &mut lowered.plan));
    let network = Network::new(&lowered.plan);
    diagnostics.extend(rules::circles(&lowered.plan, &cycles(&network)));
    let fatal = diagnostics.iter().any(|diagnostic| diagnostic.code.fatal);
    let mut variants = Vec::new();
    if !fatal {
        for scenario in &lowered.plan.scenarios {
            variants.push(variant(world, files, &asts, &scenario.id, &mut diagnostics));
        }
    }
    sort(&mut diagnostics);
    Draft { plan: lowered.plan, network: (!fatal).then_some(network), diagnostics, variants }
}

/// The plan with the facts of a scenario changed. What is wrong with it and not with the plan itself is reported with the scenario's name.
fn variant(world: &dyn World, files: &Files, asts: &[&Ast<'_>], id: &str, diagnostics: &mut Vec<Diagnostic>) -> (Plan, Option<Network>) {
    let mut lowered = lower_scenario(&files.sources, asts, id);
    let mut found = lowered.diagnostics;
    found.extend(read_calendars(world, &files.sources, &mut lowered.plan));
    let network = Network::new(&lowered.plan);
    found.extend(rules::circles(&lowered.plan, &cycles(&network)));
    found.retain(|diagnostic| !diagnostics.contains(diagnostic));
    let fatal = found.iter().any(|diagnostic| diagnostic.code.fatal);
    diagnostics.extend(found.into_iter().map(|diagnostic| diagnostic.note(format!("in scenario `{id}`"))));
    (lowered.plan, (!fatal).then_some(network))
}

impl Draft {
    /// Computes everything of a sound plan and runs the rules; nothing when something fatal was found.
    pub fn survey<'a>(
        &'a mut self,
        files: &'a Files,
        as_of: Date,
        weights: &Weights,
        settings: Settings,
        baseline: Option<Baseline>,
    ) -> Option<(Survey<'a>, Vec<Diagnostic>)> {
        let network = self.network.take()?;
        let mut survey = Survey::new(&files.sources, &self.plan, network, as_of, &[], settings);
        if let Some(baseline) = baseline {
            survey.compare_with(baseline);
        }
        let dates = if self.variants.is_empty() { Dates::default() } else { survey.dates() };
        for (index, (plan, network)) in self.variants.iter_mut().enumerate() {
            let changed = network.take().map(|network| Survey::new(&files.sources, plan, network, as_of, &[], settings).dates());
            let difference = changed.map(|changed| compare(&dates, &changed, &self.plan.working));
            survey.scenarios.push(Scenario { index, difference });
        }
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        diagnostics.extend(rules::run(&survey));
        let mut diagnostics = rules::weigh(&survey, weights, diagnostics);
        sort(&mut diagnostics);
        Some((survey, diagnostics))
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
