//! Everything that is computed of a plan before rules and reports look at it.

use crate::diag::Diagnostic;
use crate::evidence::Evidence;
use crate::graph::{Layers, Network, Open, Order, Reach, layers, order, reach};
use crate::model::{ItemId, Plan};
use crate::progress::check::{Checker, Laid};
use crate::progress::{Assessment, assess};
use crate::ratchet::{Before, Delta, Side, compare as compare_revisions};
use crate::schedule::comparison::{Baseline, Dates, Difference, Scenario, compare};
use crate::schedule::{Basis, Settings, Timetable, schedule};
use crate::text::Sources;
use crate::time::{Date, Period};
use std::collections::HashMap;

/// A finding that a waiver of the plan accepts for now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The finding, with the weight its code has by itself.
    pub finding: Diagnostic,
    /// The place of the waiver in the plan's list.
    pub waiver: usize,
}

/// A plan without circles, and all that follows from it.
#[derive(Debug)]
pub struct Survey<'a> {
    /// The texts it was written in.
    pub sources: &'a Sources,
    /// The plan.
    pub plan: &'a Plan,
    /// The date as of which everything is true.
    pub data_date: Date,
    /// The graph of needs.
    pub network: Network,
    /// The order of work.
    pub order: Order,
    /// Open work by distance from being ready.
    pub layers: Layers,
    /// Transitive facts; none above [`crate::graph::REACH_LIMIT`] items.
    pub reach: Option<Reach>,
    /// What the tree and the reports showed, if they were looked at.
    pub evidence: Option<Evidence>,
    /// What is true of each item.
    pub assessment: Assessment,
    /// When everything happens.
    pub timetable: Timetable,
    /// What each scenario does to the dates, in the order of the plan.
    pub scenarios: Vec<Scenario>,
    /// The plan as it once was, and what differs since.
    pub baseline: Option<(Baseline, Difference)>,
    /// What differs from another revision of the plan and of the tree.
    pub delta: Option<Delta>,
    /// What waivers accept, once the findings are weighed.
    pub waived: Vec<Waived>,
    /// By item that waits at junctions: which.
    joined: HashMap<ItemId, Vec<u32>>,
}

impl<'a> Survey<'a> {
    /// Surveys a plan whose graph has no circles, in the light of the evidence if anything was measured.
    pub fn new(
        sources: &'a Sources,
        plan: &'a Plan,
        network: Network,
        data_date: Date,
        evidence: Option<Evidence>,
        settings: Settings,
    ) -> Survey<'a> {
        let assessment = assess(plan, evidence.as_ref(), data_date);
        let order = order(plan, &network);
        let open = Open { closed: &assessment.closed, unmet: &assessment.unmet };
        let layers = layers(plan, &network, &order, open);
        let reach = reach(plan, &network, &order, open);
        let timetable = schedule(plan, &order, &assessment, data_date, settings);
        let mut joined: HashMap<ItemId, Vec<u32>> = HashMap::new();
        for (at, junction) in plan.junctions.iter().enumerate() {
            for waiting in &junction.waiting {
                let all = joined.entry(*waiting).or_default();
                if all.last() != Some(&(at as u32)) {
                    all.push(at as u32);
                }
            }
        }
        Survey {
            sources,
            plan,
            data_date,
            network,
            order,
            layers,
            reach,
            evidence,
            assessment,
            timetable,
            scenarios: Vec::new(),
            baseline: None,
            delta: None,
            waived: Vec::new(),
            joined,
        }
    }

    /// The dates of this plan, to be held beside others.
    pub fn dates(&self) -> Dates {
        Dates::of(self.plan, &self.timetable, &self.assessment)
    }

    /// Holds the plan beside what it once was.
    pub fn compare_with(&mut self, baseline: Baseline) {
        let difference = compare(&baseline.dates, &self.dates(), &self.plan.working);
        self.baseline = Some((baseline, difference));
    }

    /// Holds the plan and its evidence beside another revision of both.
    pub fn hold_against(&mut self, before: &Before<'_>) {
        let now = Side { sources: self.sources, plan: self.plan, evidence: self.evidence.as_ref() };
        self.delta = Some(compare_revisions(before, now, &self.assessment, &self.network, self.data_date));
    }

    /// First and last day of an item in the baseline.
    pub fn baseline_of(&self, id: ItemId) -> Option<Period> {
        self.baseline.as_ref().and_then(|(baseline, _)| baseline.of(self.plan, id))
    }

    /// What is open, as passes over the graph see it.
    pub fn open(&self) -> Open<'_> {
        Open { closed: &self.assessment.closed, unmet: &self.assessment.unmet }
    }

    /// Whether an open item needs nothing that is open.
    pub fn is_ready(&self, id: ItemId) -> bool {
        self.layers.of[id.index()] == Some(0)
    }

    /// What an item waits for directly: its own needs, those of what holds it, and those of junctions; open ones only.
    pub fn open_needs(&self, id: ItemId) -> Vec<ItemId> {
        let mut open: Vec<ItemId> = Vec::new();
        for holder in std::iter::once(id).chain(self.plan.ancestors(id)) {
            open.extend(self.needs_of(holder));
        }
        open.retain(|need| !self.assessment.is_closed(*need));
        let mut seen = std::collections::HashSet::new();
        open.retain(|need| seen.insert(*need));
        open
    }

    /// What an item itself needs, with what junctions make it wait for, in the order of the source.
    pub fn needs_of(&self, id: ItemId) -> Vec<ItemId> {
        let own = self.plan.item(id).needs.iter().map(|need| need.target);
        let junctions = self.joined.get(&id).into_iter().flatten().filter_map(|at| self.plan.junctions.get(*at as usize));
        let joined = junctions.flat_map(|junction| junction.needed.iter().copied());
        own.chain(joined).collect()
    }

    /// How many leaves wait for an item, directly or not; none when that was not computed.
    pub fn descendants(&self, id: ItemId) -> Option<u32> {
        self.reach.as_ref().map(|reach| reach.descendants[id.index()])
    }

    /// How many open items wait for an item, directly or through others that are open; none when that was not computed.
    pub fn waiting(&self, id: ItemId) -> Option<u32> {
        self.reach.as_ref().map(|reach| reach.waiting[id.index()])
    }

    /// What claims of documents are held against.
    pub fn checker(&self) -> Checker<'_> {
        let laid = |planned: &crate::schedule::Planned| Laid { period: planned.period, rough: planned.basis == Basis::Phase };
        let mut items: Vec<Option<Laid>> = self.timetable.items.iter().map(|planned| planned.as_ref().map(laid)).collect();
        if let Some(whole) = items.first_mut() {
            *whole = self.timetable.whole.map(|period| Laid { period, rough: false });
        }
        Checker::new(self.plan, &self.assessment, items, &self.timetable.phases)
    }
}
