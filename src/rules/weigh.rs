//! How much each finding weighs: the command line, then the plan, then waivers have their say.
//!
//! A weight for some items outweighs one for all; of two for the same items the heavier holds, so that the order of lines
//! means nothing. What leaves no plan keeps its weight, and cannot be waived.

use crate::diag::{Code, Diagnostic, Severity, code, find_code};
use crate::model::RuleLevel;
use crate::survey::{Survey, Waived};
use crate::text::Place;
use std::collections::HashMap;

/// Weights from the command line, by the name of the rule; the last word on a rule holds.
#[derive(Debug, Clone, Default)]
pub struct Weights {
    /// Rule and weight, in the order they were given.
    pub rules: Vec<(String, Severity)>,
}

/// How the codes of rules about evidence begin.
const OF_EVIDENCE: &str = "LF08";

/// How the codes of rules about another revision begin.
const OF_REVISIONS: &str = "LF09";

/// Findings after weights and waivers.
#[derive(Debug)]
pub struct Weighed {
    /// What is left.
    pub findings: Vec<Diagnostic>,
    /// What waivers accept.
    pub waived: Vec<Waived>,
}

/// Weighs findings, and drops those that are allowed or waived.
pub fn weigh(survey: &Survey<'_>, weights: &Weights, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    weighed(survey, weights, diagnostics).findings
}

/// Weighs findings, and keeps apart those that are waived.
pub fn weighed(survey: &Survey<'_>, weights: &Weights, diagnostics: Vec<Diagnostic>) -> Weighed {
    let plan = survey.plan;
    let mut waivers = Waivers::new(survey);
    let mut weighed = Weighed { findings: diagnostics, waived: Vec::new() };
    // Waivers first: one that accepts what is allowed anyway is still of use where it is not.
    accept(&mut waivers, &mut weighed.findings, &mut weighed.waived);
    let mut unmatched = waivers.unmatched(survey);
    accept(&mut waivers, &mut unmatched, &mut weighed.waived);
    weighed.findings.append(&mut unmatched);
    let levels = Levels::new(&plan.levels, weights);
    let before = survey.delta.as_ref().map(|delta| Levels::new(&delta.levels_then, weights));
    for diagnostic in weighed.findings.iter_mut().filter(|diagnostic| !diagnostic.code.fatal) {
        let usual = diagnostic.severity;
        let now = levels.of(diagnostic).unwrap_or(usual);
        // What differs from another revision weighs what it weighed there at the least: no change of a plan makes itself light.
        let then = before.as_ref().filter(|_| diagnostic.code.id.starts_with(OF_REVISIONS));
        diagnostic.severity = then.map_or(now, |then| now.max(then.of(diagnostic).unwrap_or(usual)));
    }
    weighed.findings.retain(|diagnostic| diagnostic.severity > Severity::Allow);
    weighed
}

/// How much a finding weighs that is about a plan which is no more: what the command line says, or else no less than it weighed there.
pub(super) fn weigh_gone(levels: &[RuleLevel], weights: &Weights, diagnostic: &Diagnostic) -> Severity {
    let usual = diagnostic.severity;
    let now = Levels::new(&[], weights).of(diagnostic).unwrap_or(usual);
    now.max(Levels::new(levels, weights).of(diagnostic).unwrap_or(usual))
}

/// Moves what the waivers accept from the findings to the waived.
fn accept(waivers: &mut Waivers<'_>, findings: &mut Vec<Diagnostic>, waived: &mut Vec<Waived>) {
    for finding in std::mem::take(findings) {
        match waivers.accept(&finding) {
            Some(waiver) => waived.push(Waived { finding, waiver }),
            None => findings.push(finding),
        }
    }
}

/// Whether a plan has a say in what a rule weighs, and may waive it. What leaves no plan it cannot; nor can it make a check green that measured
/// nothing: only the command line can.
fn is_for_the_plan(rule: &Code) -> bool {
    !rule.fatal && rule.id != code::MEASURED_NOTHING.id
}

/// Whether a finding is about one of the items, or something within one; without items, always.
fn is_on(on: &[Box<str>], diagnostic: &Diagnostic) -> bool {
    on.is_empty() || on.iter().any(|name| is_within(name, diagnostic))
}

fn is_within(name: &str, diagnostic: &Diagnostic) -> bool {
    let rest = diagnostic.item.as_deref().and_then(|item| item.strip_prefix(name));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Weights by rule, from the command line and the plan.
struct Levels<'l> {
    given: HashMap<&'l str, Severity>,
    general: HashMap<&'l str, Severity>,
    limited: HashMap<&'l str, Vec<(&'l str, Severity)>>,
}

impl<'l> Levels<'l> {
    fn new(of_plan: &'l [RuleLevel], weights: &'l Weights) -> Levels<'l> {
        let name = |rule: &'l str| find_code(rule).map_or(rule, |code| code.name);
        let given = weights.rules.iter().map(|(rule, severity)| (name(rule), *severity)).collect();
        let mut levels = Levels { given, general: HashMap::new(), limited: HashMap::new() };
        for level in of_plan {
            if level.on.is_empty() {
                let seen = levels.general.entry(&level.rule).or_insert(level.severity);
                *seen = level.severity.max(*seen);
            }
            let limited = level.on.iter().map(|name| (&**name, level.severity));
            levels.limited.entry(&level.rule).or_default().extend(limited);
        }
        levels
    }

    fn of(&self, diagnostic: &Diagnostic) -> Option<Severity> {
        let rule = diagnostic.code.name;
        let limited = || {
            let on = self.limited.get(rule)?.iter().filter(|(name, _)| is_within(name, diagnostic));
            // The innermost item that is named, and of two words on it the heavier.
            on.max_by_key(|(name, severity)| (name.len(), *severity)).map(|(_, severity)| *severity)
        };
        let of_plan = || limited().or_else(|| self.general.get(rule).copied()).filter(|_| is_for_the_plan(diagnostic.code));
        self.given.get(rule).copied().or_else(of_plan)
    }
}

type Limited<'w> = (&'w [Box<str>], usize);

/// The waivers that hold, and whether each was of use.
struct Waivers<'w> {
    /// By rule: the items a waiver is limited to, and its place in the plan.
    of_rule: HashMap<&'w str, Vec<Limited<'w>>>,
    /// By place in the plan: nothing when it does not hold, else whether it matched.
    matched: Vec<Option<bool>>,
    /// By place in the plan: where it was said.
    said: Vec<Place>,
    /// Where waivers and weights of rules that are new were said.
    loosened: &'w [Place],
}

impl<'w> Waivers<'w> {
    fn new(survey: &'w Survey<'w>) -> Waivers<'w> {
        let plan = survey.plan;
        let loosened = survey.delta.as_ref().map_or(&[][..], |delta| &delta.loosened);
        let said = plan.waivers.iter().map(|waiver| waiver.said).collect();
        let mut waivers = Waivers { of_rule: HashMap::new(), matched: vec![None; plan.waivers.len()], said, loosened };
        for (at, waiver) in plan.waivers.iter().enumerate() {
            if waiver.until.is_none_or(|until| until >= survey.data_date) {
                waivers.matched[at] = Some(false);
                waivers.of_rule.entry(&*waiver.rule).or_default().push((&waiver.on, at));
            }
        }
        waivers
    }

    /// The first waiver that accepts the finding. All that fit are marked as used.
    fn accept(&mut self, diagnostic: &Diagnostic) -> Option<usize> {
        let waivers = self.of_rule.get(diagnostic.code.name).filter(|_| is_for_the_plan(diagnostic.code))?;
        // What tells of a new waiver is accepted by none that is new.
        let loosens =
            diagnostic.code.id.starts_with(OF_REVISIONS) && diagnostic.place().is_some_and(|place| self.loosened.contains(&place));
        let mut accepted = None;
        for (_, at) in waivers.iter().filter(|(on, _)| is_on(on, diagnostic)) {
            if loosens && self.said.get(*at).is_some_and(|said| self.loosened.contains(said)) {
                continue;
            }
            self.matched[*at] = self.matched[*at].map(|_| true);
            accepted = accepted.or(Some(*at));
        }
        accepted
    }

    /// Waivers that accept nothing. Where nothing was measured, rules about evidence find nothing, and their waivers are passed over.
    fn unmatched(&self, survey: &Survey<'_>) -> Vec<Diagnostic> {
        let plan = survey.plan;
        let applies = |rule: &Code| match rule.id.get(..4) {
            Some(OF_EVIDENCE) => survey.evidence.is_some(),
            Some(OF_REVISIONS) => survey.delta.is_some(),
            _ => true,
        };
        let idle = plan.waivers.iter().zip(&self.matched).filter(|(_, matched)| **matched == Some(false)).map(|(waiver, _)| waiver);
        let known =
            idle.filter(|waiver| find_code(&waiver.rule).is_some_and(|rule| rule.name != code::UNMATCHED_WAIVER.name && applies(rule)));
        known
            .map(|waiver| {
                let on = match waiver.on.as_slice() {
                    [] => String::new(),
                    on => format!(" on {}", super::wording::names(&on.iter().map(|name| &**name).collect::<Vec<_>>(), 3)),
                };
                Diagnostic::new(&code::UNMATCHED_WAIVER, format!("nothing is found that this waiver of `{}`{on} accepts", waiver.rule))
                    .at(waiver.said, "waives nothing")
                    .about(waiver.on.first().map_or(&*plan.root().name, |name| name))
                    .help("remove it, or correct the rule or the item it names")
            })
            .collect()
    }
}
