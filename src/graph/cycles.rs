//! Circles of needs, shown as short loops.

use super::{Edge, Network};
use crate::model::ItemId;
use crate::text::Place;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::{HashMap, HashSet, VecDeque};

/// Loops shown for one knot of needs; the rest of its edges is counted.
const LOOPS_A_KNOT: usize = 6;
/// Knots shown; the rest is counted.
const KNOTS: usize = 20;

/// One need in a loop.
#[derive(Debug, Clone, PartialEq)]
pub struct LoopEdge {
    /// The item that waits.
    pub waiting: ItemId,
    /// What it waits for.
    pub needed: ItemId,
    /// Where it was said.
    pub place: Place,
}

/// One loop, beginning at its first item in the order of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Loop {
    /// Its needs: each waits for the next, the last for the first.
    pub edges: Vec<LoopEdge>,
    /// Needs of the same knot that no loop shows, on its last loop.
    pub more: usize,
}

/// All circles of a graph.
#[derive(Debug, Default)]
pub struct CycleReport {
    /// Shortest loops, until each need in a circle has been shown.
    pub loops: Vec<Loop>,
    /// Knots beyond the first twenty.
    pub more_knots: usize,
}

/// Finds the circles: every strongly connected component, as shortest loops through each of its edges.
pub fn cycles(network: &Network) -> CycleReport {
    let graph = &network.graph;
    let mut knots: Vec<Vec<NodeIndex>> = kosaraju_scc(graph).into_iter().filter(|knot| knot.len() > 1).collect();
    for knot in &mut knots {
        knot.sort_unstable();
    }
    knots.sort_unstable();
    let mut report = CycleReport { more_knots: knots.len().saturating_sub(KNOTS), ..CycleReport::default() };
    for knot in knots.into_iter().take(KNOTS) {
        let members: HashSet<NodeIndex> = knot.iter().copied().collect();
        let needs: Vec<EdgeIndex> = knot
            .iter()
            .flat_map(|node| graph.edges(*node))
            .filter(|edge| members.contains(&edge.target()) && matches!(edge.weight(), Edge::Need { .. }))
            .map(|edge| edge.id())
            .collect();
        let mut shown: HashSet<EdgeIndex> = HashSet::new();
        let first = report.loops.len();
        for edge in &needs {
            if shown.contains(edge) {
                continue;
            }
            if report.loops.len() - first == LOOPS_A_KNOT {
                break;
            }
            let path = shortest_loop(network, *edge, &members);
            shown.extend(path.iter().copied());
            report.loops.push(Loop { edges: loop_edges(network, &path), more: 0 });
        }
        let left = needs.iter().filter(|edge| !shown.contains(edge)).count();
        if let Some(last) = report.loops.last_mut() {
            last.more = left;
        }
    }
    report
}

/// The edges of a shortest loop through an edge, beginning with it.
fn shortest_loop(network: &Network, edge: EdgeIndex, members: &HashSet<NodeIndex>) -> Vec<EdgeIndex> {
    let graph = &network.graph;
    let Some((from, to)) = graph.edge_endpoints(edge) else { return Vec::new() };
    let mut came: HashMap<NodeIndex, EdgeIndex> = HashMap::new();
    let mut queue = VecDeque::from([to]);
    while let Some(node) = queue.pop_front() {
        if node == from {
            break;
        }
        let mut next: Vec<_> = graph.edges(node).filter(|out| members.contains(&out.target())).collect();
        next.sort_unstable_by_key(|out| out.id());
        for out in next {
            if out.target() != to && !came.contains_key(&out.target()) {
                came.insert(out.target(), out.id());
                queue.push_back(out.target());
            }
        }
    }
    let mut path = Vec::new();
    let mut at = from;
    while at != to {
        let Some(step) = came.get(&at) else { break };
        path.push(*step);
        let Some((before, _)) = graph.edge_endpoints(*step) else { break };
        at = before;
    }
    path.reverse();
    path.insert(0, edge);
    path
}

/// The needs along a path, each waiting for the next, rotated so that the first item of the source comes first.
fn loop_edges(network: &Network, path: &[EdgeIndex]) -> Vec<LoopEdge> {
    let mut edges: Vec<LoopEdge> = path
        .iter()
        .rev()
        .filter_map(|edge| match network.graph.edge_weight(*edge)? {
            Edge::Need { waiting, needed, place, .. } => Some(LoopEdge { waiting: *waiting, needed: *needed, place: *place }),
            Edge::Part => None,
        })
        .collect();
    if let Some(first) = (0..edges.len()).min_by_key(|at| edges[*at].waiting) {
        edges.rotate_left(first);
    }
    edges
}
