//! From trees of lines to the plan: first everything is declared, then every name is resolved.
//!
//! Nothing depends on the order of statements. A line that cannot be understood is left out and reported once.

mod chains;
mod changes;
mod claims;
mod conditions;
mod declare;
mod frame;
mod items;
mod names;
mod paths;
mod registries;
mod seen;
mod targets;
mod weekdays;

use super::scopes::{Flat, Scopes};
use super::{ItemId, Plan};
use crate::diag::{Diagnostic, Severity, code};
use crate::syntax::{Ast, Attribute, AttributeKind, Condition, Head, Kind, LinkKind, Node, State, Word};
use crate::text::{FileId, Place, Sources, Span};
use hashbrown::HashMap;
use std::collections::{BTreeMap, HashSet};

/// The built-in tiers, highest first, for plans that declare no scale of their own.
pub const DEFAULT_TIERS: [&str; 4] = ["critical", "high", "medium", "low"];

pub use frame::REPORT_KINDS;

/// A plan, and what is wrong with it so far.
#[derive(Debug)]
pub struct Lowered {
    /// The plan.
    pub plan: Plan,
    /// Findings of resolving names and placing attributes.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers the trees of one plan. `uncertain` says that braces were so unbalanced that blocks may belong elsewhere.
pub fn lower(sources: &Sources, asts: &[&Ast<'_>], uncertain: bool) -> Lowered {
    let mut lower = Lower::new(sources, asts, uncertain);
    lower.declare_all(asts);
    lower.resolve_all();
    lower.finish()
}

/// Lowers the same plan with the facts changed that a scenario changes.
pub fn lower_scenario(sources: &Sources, asts: &[&Ast<'_>], scenario: &str) -> Lowered {
    let mut lower = Lower::new(sources, asts, false);
    lower.declare_all(asts);
    lower.apply(scenario);
    lower.resolve_all();
    lower.finish()
}

/// A line and the file it stands in.
#[derive(Clone, Copy)]
pub(super) struct At<'a, 's> {
    pub(super) node: &'a Node<'s>,
    pub(super) file: FileId,
}

impl<'a, 's> At<'a, 's> {
    pub(super) fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    /// The attributes of a statement, those on its line and those alone in its block, each with the line it stands on.
    pub(super) fn facts(self) -> impl Iterator<Item = (&'a Attribute<'s>, At<'a, 's>)> {
        let on_line = self.node.attributes.iter().map(move |attribute| (attribute, self));
        let in_block = self.lines().filter(|at| matches!(at.node.head, Head::Attributes));
        on_line.chain(in_block.flat_map(|at| at.node.attributes.iter().map(move |attribute| (attribute, at))))
    }

    /// The lines of its block, unless the block holds conditions.
    pub(super) fn lines(self) -> impl Iterator<Item = At<'a, 's>> {
        let body: &'a [Node<'s>] = if self.holds_conditions() { &[] } else { &self.node.body };
        body.iter().map(move |node| At { node, file: self.file })
    }

    /// Whether its block holds the conditions of a `done when {` or `any {` at the end of the line.
    pub(super) fn holds_conditions(self) -> bool {
        let opens = |kind: &AttributeKind<'_>| {
            matches!(
                kind,
                AttributeKind::DoneWhen(None | Some(Condition::Group(_))) | AttributeKind::OpenWhile(None | Some(Condition::Group(_)))
            )
        };
        matches!(self.node.head, Head::Condition(_)) || self.node.attributes.last().is_some_and(|attribute| opens(&attribute.kind))
    }
}

pub(super) struct Lower<'a, 's> {
    pub(super) sources: &'a Sources,
    pub(super) plan: Plan,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) scopes: Scopes<'s>,
    pub(super) phases: Flat<'s>,
    pub(super) parties: Flat<'s>,
    pub(super) documents: Flat<'s>,
    pub(super) tags: Flat<'s>,
    pub(super) scale_ids: Flat<'s>,
    pub(super) flat_ids: BTreeMap<(Kind, &'s str), Place>,
    pub(super) work: Work<'a, 's>,
    /// What a scenario changes; nothing when the plan itself is lowered.
    changes: changes::Changes<'a, 's>,
    /// Where each need was said first: who waits, what for, by which link.
    known_needs: HashMap<(ItemId, ItemId, LinkKind), Place>,
    /// Where each step was declared.
    step_ids: HashMap<(ItemId, &'s str), Place>,
    /// By ambiguous name: what is said of it, and what helps.
    ambiguous: HashMap<&'s str, (String, String)>,
    poison: HashSet<&'s str>,
    uncertain: bool,
    suggestions_left: u32,
}

/// Lines that were declared and wait to be resolved.
#[derive(Default)]
pub(super) struct Work<'a, 's> {
    pub(super) items: Vec<(ItemId, At<'a, 's>)>,
    pub(super) more: BTreeMap<ItemId, Vec<At<'a, 's>>>,
    pub(super) phases: Vec<At<'a, 's>>,
    pub(super) parties: Vec<At<'a, 's>>,
    pub(super) scales: Vec<At<'a, 's>>,
    pub(super) sources: Vec<At<'a, 's>>,
    pub(super) tags: Vec<At<'a, 's>>,
    pub(super) targets: Vec<(ItemId, At<'a, 's>)>,
    pub(super) registries: Vec<(ItemId, At<'a, 's>)>,
    pub(super) chains: Vec<(ItemId, At<'a, 's>)>,
    pub(super) extends: Vec<(ItemId, At<'a, 's>)>,
    pub(super) rest: Vec<(ItemId, At<'a, 's>)>,
}

impl<'a, 's> Lower<'a, 's> {
    fn new(sources: &'a Sources, asts: &[&'a Ast<'s>], uncertain: bool) -> Self {
        let poison = asts.iter().flat_map(|ast| ast.poison.iter().copied()).filter(|word| !word.is_empty()).collect();
        Lower {
            sources,
            plan: Plan::empty(),
            diagnostics: Vec::new(),
            scopes: Scopes::default(),
            phases: Flat::default(),
            parties: Flat::default(),
            documents: Flat::default(),
            tags: Flat::default(),
            scale_ids: Flat::default(),
            flat_ids: BTreeMap::new(),
            work: Work::default(),
            changes: changes::Changes::default(),
            known_needs: HashMap::new(),
            step_ids: HashMap::new(),
            ambiguous: HashMap::new(),
            poison,
            uncertain,
            suggestions_left: 100,
        }
    }

    fn resolve_all(&mut self) {
        // Scales, people, documents and phases first: items refer to them all.
        let work = std::mem::take(&mut self.work);
        for at in &work.scales {
            self.scale(*at);
        }
        self.choose_scales();
        for (index, at) in work.parties.iter().enumerate() {
            self.party(index, *at);
        }
        for (index, at) in work.sources.iter().enumerate() {
            self.source(index, *at);
        }
        for (index, at) in work.tags.iter().enumerate() {
            self.tag(index, *at);
        }
        for (index, at) in work.phases.iter().enumerate() {
            self.phase(index, *at);
        }
        let none = Vec::new();
        for (id, at) in &work.items {
            self.item(*id, *at, work.more.get(id).unwrap_or(&none));
        }
        self.inherit();
        for (index, (parent, at)) in work.targets.iter().enumerate() {
            self.target(index, *parent, *at);
        }
        for (index, (parent, at)) in work.registries.iter().enumerate() {
            self.registry(index, *parent, *at);
        }
        for (scope, at) in &work.rest {
            self.rest(*scope, *at);
        }
        self.blocks_to_needs(&work);
        self.chains(&work.chains);
    }

    fn finish(mut self) -> Lowered {
        self.plan.working.holidays.sort_by_key(|period| (period.first, period.last));
        for party in &mut self.plan.parties {
            if let Some(working) = &mut party.working {
                working.holidays.clone_from(&self.plan.working.holidays);
            }
        }
        Lowered { plan: self.plan, diagnostics: self.diagnostics }
    }

    /// What wholes set for all they hold: tier, rank, phase, owner, who does it and with which skills, `as-late`, and that they are dropped.
    /// Of tags it is known that the whole has them. A rank tells the order within a tier, so what has another tier than its area does not take the rank of that. Parts always come behind
    /// the whole in the list.
    fn inherit(&mut self) {
        for index in 1..self.plan.items.len() {
            let Some(parent) = self.plan.items[index].parent else { continue };
            let (wholes, parts) = self.plan.items.split_at_mut(index);
            let (Some(whole), Some(item)) = (wholes.get(parent.index()), parts.first_mut()) else { continue };
            item.tier = item.tier.or(whole.tier);
            item.rank = item.rank.or(whole.rank.filter(|_| item.tier == whole.tier));
            item.phase = item.phase.or(whole.phase);
            item.owner = item.owner.or(whole.owner);
            if item.by.is_empty() && !whole.by.is_empty() {
                item.by.clone_from(&whole.by);
                if !whole.by_people.is_empty() {
                    item.by_people = whole.by_people.clone();
                }
            }
            if item.skills.is_empty() && !whole.skills.is_empty() {
                item.skills = whole.skills.clone();
            }
            if !whole.tags.is_empty() || !whole.tags_of_wholes.is_empty() {
                item.tags_of_wholes = whole.tags_of_wholes.iter().chain(&whole.tags).copied().collect();
            }
            if whole.as_late {
                item.as_late = true;
            }
            if whole.is_dropped() {
                item.state = Some(State::Dropped);
                item.state_said = whole.state_said;
            }
        }
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a line or attribute that does not belong where it stands, unless blocks may be wrong anyway.
    pub(super) fn misplaced(&mut self, place: Place, what: &str, help: impl Into<String>) {
        if !self.uncertain {
            self.push(Diagnostic::new(&code::MISPLACED, format!("{what} does not belong here")).at(place, "").help(help));
        }
    }

    /// Whether a name was made unknown by a line that could not be read.
    pub(super) fn is_poisoned(&self, name: &str) -> bool {
        self.uncertain || (!self.poison.is_empty() && name.split('.').any(|id| self.poison.contains(id)))
    }

    /// Severities by the word of `deny`, `warn` and `allow`.
    pub(super) fn severity(word: &Word<'_>) -> Severity {
        match word.text {
            "deny" => Severity::Error,
            "warn" => Severity::Warning,
            _ => Severity::Allow,
        }
    }
}
