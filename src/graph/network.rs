//! Building the graph from the plan.
//!
//! A leaf is one node. A container, and a leaf with links other than finish-to-start, has a start and a finish node: parts
//! begin after the start of the whole and end before its finish, so a need on a container is one edge, whatever it holds.

use crate::model::{ItemId, Plan};
use crate::syntax::{Lag, LinkKind};
use crate::text::Place;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

/// Why one node comes before another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Edge {
    /// The target's item needs the source's item; index into the needs of the waiting item.
    Need {
        /// The item that waits.
        waiting: ItemId,
        /// What it waits for.
        needed: ItemId,
        /// Where it was said.
        place: Place,
        /// Whether it is finish-to-start without lag: the only kind that a longer chain can make redundant.
        plain: bool,
        /// Time between the two ends.
        lag: Option<Lag>,
    },
    /// A part and its whole, or the two ends of one item.
    Part,
}

/// The graph of a plan. Nodes carry the item they belong to; junctions belong to none.
#[derive(Debug)]
pub struct Network {
    /// The graph; an edge goes from what is needed to what waits.
    pub graph: DiGraph<Option<ItemId>, Edge, u32>,
    start: Vec<NodeIndex>,
    finish: Vec<NodeIndex>,
    /// By node: the leaf that it belongs to; none for containers and junctions.
    leaves: Vec<Option<ItemId>>,
    /// What follows each node, one list behind the other, and by node where its list begins. Passes over all nodes read these: the lists of
    /// the graph are linked, which is slow in large plans.
    after: Vec<NodeIndex>,
    first_after: Vec<u32>,
}

impl Network {
    /// Builds the graph. The plan's own item has no node.
    pub fn new(plan: &Plan) -> Network {
        let mut two_ended = vec![false; plan.items.len()];
        for (id, item) in plan.ids() {
            two_ended[id.index()] |= item.is_container();
            for need in item.needs.iter().filter(|need| need.link != LinkKind::FinishStart) {
                two_ended[id.index()] = true;
                two_ended[need.target.index()] = true;
            }
        }
        let needs: usize = plan.items.iter().map(|item| item.needs.len()).sum();
        let joined: usize = plan.junctions.iter().map(|junction| junction.needed.len() + junction.waiting.len()).sum();
        let ends = two_ended.iter().filter(|two| **two).count();
        // At most two edges for each part and one between two ends, besides the needs.
        let mut graph =
            DiGraph::with_capacity(plan.items.len() + ends + plan.junctions.len(), needs + joined + 2 * plan.items.len() + ends);
        let mut start = Vec::with_capacity(plan.items.len());
        let mut finish = Vec::with_capacity(plan.items.len());
        for (id, _) in plan.ids() {
            if id == Plan::ROOT {
                start.push(NodeIndex::end());
                finish.push(NodeIndex::end());
                continue;
            }
            let first = graph.add_node(Some(id));
            let last = if two_ended[id.index()] {
                let last = graph.add_node(Some(id));
                graph.add_edge(first, last, Edge::Part);
                last
            } else {
                first
            };
            start.push(first);
            finish.push(last);
        }
        for (id, item) in plan.ids().skip(1) {
            if let Some(parent) = item.parent.filter(|parent| *parent != Plan::ROOT) {
                graph.add_edge(start[parent.index()], start[id.index()], Edge::Part);
                graph.add_edge(finish[id.index()], finish[parent.index()], Edge::Part);
            }
            for need in &item.needs {
                let (needed, waiting) = (need.target.index(), id.index());
                let (from, to) = match need.link {
                    LinkKind::FinishStart => (finish[needed], start[waiting]),
                    LinkKind::StartStart => (start[needed], start[waiting]),
                    LinkKind::FinishFinish => (finish[needed], finish[waiting]),
                    LinkKind::StartFinish => (start[needed], finish[waiting]),
                };
                let plain = need.link == LinkKind::FinishStart && need.lag.is_none();
                graph.add_edge(from, to, Edge::Need { waiting: id, needed: need.target, place: need.place, plain, lag: need.lag });
            }
        }
        for junction in &plan.junctions {
            let middle = graph.add_node(None);
            for needed in &junction.needed {
                graph.add_edge(finish[needed.index()], middle, Edge::Part);
            }
            for waiting in &junction.waiting {
                let needed = junction.needed[0];
                let edge = Edge::Need { waiting: *waiting, needed, place: junction.said, plain: false, lag: None };
                graph.add_edge(middle, start[waiting.index()], edge);
            }
        }
        let leaf = |item: &Option<ItemId>| item.filter(|id| !plan.item(*id).is_container());
        let leaves = graph.node_weights().map(leaf).collect();
        let (after, first_after) = lists(&graph);
        Network { graph, start, finish, leaves, after, first_after }
    }

    /// What follows a node directly; a node that follows for several reasons stands there as often.
    pub fn after(&self, node: NodeIndex) -> &[NodeIndex] {
        let end = |node: usize| self.first_after.get(node).map_or(0, |at| *at as usize);
        self.after.get(end(node.index())..end(node.index() + 1)).unwrap_or_default()
    }

    /// The leaf that a node belongs to; none for containers and junctions.
    pub fn leaf(&self, node: NodeIndex) -> Option<ItemId> {
        self.leaves.get(node.index()).copied().flatten()
    }

    /// The item that a node belongs to; none for junctions.
    pub fn item(&self, node: NodeIndex) -> Option<ItemId> {
        self.graph.node_weight(node).copied().flatten()
    }

    /// The leaf that begins at a node: of its two, where it has two, only the first stands for it.
    pub fn leaf_from(&self, node: NodeIndex) -> Option<ItemId> {
        self.leaf(node).filter(|id| self.start(*id) == node)
    }

    /// The node at which an item begins.
    pub fn start(&self, id: ItemId) -> NodeIndex {
        self.start[id.index()]
    }

    /// What follows a node, and why.
    pub fn edges_from(&self, node: NodeIndex) -> impl Iterator<Item = (NodeIndex, &Edge)> {
        self.graph.edges(node).map(|edge| (edge.target(), edge.weight()))
    }

    /// The node at which an item ends; the same as the first for most leaves.
    pub fn finish(&self, id: ItemId) -> NodeIndex {
        self.finish[id.index()]
    }
}

/// What follows each node, one list behind the other, and where each begins; behind the last one, where it ends.
fn lists(graph: &DiGraph<Option<ItemId>, Edge, u32>) -> (Vec<NodeIndex>, Vec<u32>) {
    let mut first = vec![0u32; graph.node_count() + 1];
    for edge in graph.raw_edges() {
        first[edge.source().index() + 1] += 1;
    }
    let mut sum = 0;
    for at in &mut first {
        sum += *at;
        *at = sum;
    }
    let mut next = first.clone();
    let mut after = vec![NodeIndex::end(); graph.edge_count()];
    for edge in graph.raw_edges() {
        let place = &mut next[edge.source().index()];
        after[*place as usize] = edge.target();
        *place += 1;
    }
    (after, first)
}
