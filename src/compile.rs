//! The pipeline, in one screen: files, trees, plan, graph, survey, findings.

use crate::diag::{Diagnostic, code};
use crate::graph::{Network, cycles};
use crate::load::{Files, Group};
use crate::model::Plan;
use crate::model::lower::{Lowered, lower};
use crate::rules::{self, Weights};
use crate::survey::Survey;
use crate::syntax::{Ast, Parsed};
use crate::time::Date;

/// One plan on its way: what is known of it, and what is wrong with it.
#[derive(Debug)]
pub struct Draft {
    /// The plan.
    pub plan: Plan,
    /// Its graph, when it has no circles and nothing fatal was found.
    pub network: Option<Network>,
    /// What was found so far, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Takes the files of one plan to the graph.
pub fn draft(files: &Files, group: &Group, parsed: &[Parsed<'_>]) -> Draft {
    Draft::new(resolved(files, group, parsed))
}

/// Takes the files of one plan to the plan, its names resolved. The trees are not needed behind this step.
pub fn resolved(files: &Files, group: &Group, parsed: &[Parsed<'_>]) -> Lowered {
    let of_group: Vec<&Parsed<'_>> = group.files.iter().map(|id| &parsed[id.0 as usize]).collect();
    let mut diagnostics: Vec<Diagnostic> = of_group.iter().flat_map(|parsed| parsed.diagnostics.iter().cloned()).collect();
    let asts: Vec<&Ast<'_>> = of_group.iter().map(|parsed| &parsed.ast).collect();
    let lowered = lower(&files.sources, &asts, of_group.iter().any(|parsed| parsed.uncertain));
    diagnostics.extend(lowered.diagnostics);
    Lowered { plan: lowered.plan, diagnostics }
}

impl Draft {
    /// Takes a plan to its graph. `lowered` holds all that was found up to there.
    pub fn new(lowered: Lowered) -> Draft {
        let Lowered { plan, mut diagnostics } = lowered;
        let network = Network::new(&plan);
        diagnostics.extend(rules::circles(&plan, &cycles(&network)));
        let fatal = diagnostics.iter().any(|diagnostic| diagnostic.code.fatal);
        sort(&mut diagnostics);
        Draft { plan, network: (!fatal).then_some(network), diagnostics }
    }

    /// Computes everything of a sound plan and runs the rules; nothing when something fatal was found.
    pub fn survey<'a>(&'a mut self, files: &'a Files, as_of: Date, weights: &Weights) -> Option<(Survey<'a>, Vec<Diagnostic>)> {
        let network = self.network.take()?;
        let survey = Survey::new(&files.sources, &self.plan, network, as_of, &[]);
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
