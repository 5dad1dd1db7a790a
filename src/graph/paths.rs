//! The way by which one item waits for another.

use super::{Edge, LoopEdge, Network, Order};
use crate::model::ItemId;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{HashMap, VecDeque};

/// Nodes that one [`Paths`] visits in all; a search beyond that finds nothing, so that a plan of any size is done in time.
const BUDGET: usize = 4_000_000;

/// Searches for ways through the graph of needs.
#[derive(Debug)]
pub struct Paths<'n> {
    network: &'n Network,
    /// By node: its place in the order; nothing that stands behind the goal can lead to it.
    place: Vec<usize>,
    budget: usize,
}

impl<'n> Paths<'n> {
    /// Prepares searches of a graph without circles.
    pub fn new(network: &'n Network, order: &Order) -> Paths<'n> {
        let mut place = vec![usize::MAX; network.graph.node_count()];
        for (at, node) in order.nodes.iter().enumerate() {
            place[node.index()] = at;
        }
        Paths { network, place, budget: BUDGET }
    }

    /// The needs by which the end of `last` waits for the start of `first`, in the order of work: with them, a need of
    /// `first` on `last` closes a circle. Empty when one is part of the other.
    pub fn behind(&mut self, first: ItemId, last: ItemId) -> Option<Vec<LoopEdge>> {
        let ends = (self.network.start(first), self.network.finish(last));
        if ends.0 == ends.1 { Some(Vec::new()) } else { self.search(ends.0, ends.1, false) }
    }

    /// How one item waits for the end of another, to its own end: each edge waits for the one before it.
    pub fn after(&mut self, first: ItemId, last: ItemId) -> Option<Vec<LoopEdge>> {
        let ends = (self.network.finish(first), self.network.finish(last));
        if ends.0 == ends.1 { Some(Vec::new()) } else { self.search(ends.0, ends.1, false) }
    }

    /// The needs by which `waiting` waits for `needed` even without its own need on it, in the order of work.
    pub fn around(&mut self, waiting: ItemId, needed: ItemId) -> Option<Vec<LoopEdge>> {
        self.search(self.network.finish(needed), self.network.start(waiting), true)
    }

    fn search(&mut self, from: NodeIndex, to: NodeIndex, around: bool) -> Option<Vec<LoopEdge>> {
        let graph = &self.network.graph;
        let end = *self.place.get(to.index())?;
        let mut reached_by: HashMap<NodeIndex, EdgeIndex> = HashMap::new();
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            self.budget = self.budget.checked_sub(1)?;
            for edge in graph.edges(node) {
                let target = edge.target();
                let direct = around && node == from && target == to;
                if direct || self.place[target.index()] > end || target == from || reached_by.contains_key(&target) {
                    continue;
                }
                reached_by.insert(target, edge.id());
                if target == to {
                    return Some(self.needs_on(&reached_by, from, to));
                }
                queue.push_back(target);
            }
        }
        None
    }

    fn needs_on(&self, reached_by: &HashMap<NodeIndex, EdgeIndex>, from: NodeIndex, to: NodeIndex) -> Vec<LoopEdge> {
        let graph = &self.network.graph;
        let mut needs = Vec::new();
        let mut at = to;
        while at != from {
            let Some(edge) = reached_by.get(&at) else { break };
            if let Edge::Need { waiting, needed, place, .. } = graph[*edge] {
                needs.push(LoopEdge { waiting, needed, place });
            }
            let Some((source, _)) = graph.edge_endpoints(*edge) else { break };
            at = source;
        }
        needs.reverse();
        needs
    }
}
