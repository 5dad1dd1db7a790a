//! Layers of open work: what can start now, what then, and what stands in the way.

use super::{Network, order::Order};
use crate::model::{ItemId, Plan};

/// How far each open leaf is from being ready.
#[derive(Debug)]
pub struct Layers {
    /// By item: 0 when nothing open stands before it, 1 when something of layer 0 does, and so on; none for what is done, and
    /// for containers.
    pub of: Vec<Option<u32>>,
    /// The open leaves of each layer, in the order of work.
    pub list: Vec<Vec<ItemId>>,
}

/// Computes the layers. `closed` tells, by item, what is done or dropped.
pub fn layers(plan: &Plan, network: &Network, order: &Order, closed: &[bool]) -> Layers {
    let graph = &network.graph;
    // By node: the layer of what waits for it.
    let mut behind: Vec<u32> = vec![0; graph.node_count()];
    let mut before: Vec<u32> = vec![0; graph.node_count()];
    let mut of = vec![None; plan.items.len()];
    for node in &order.nodes {
        let at = before[node.index()];
        let mut next = at;
        if let Some(id) = graph[*node]
            && !plan.item(id).is_container()
        {
            if closed[id.index()] {
                next = 0;
            } else {
                if network.start(id) == *node {
                    of[id.index()] = Some(at);
                }
                if network.finish(id) == *node {
                    // What a finish waits for is in `at` already; only the leaf itself adds a layer.
                    next = of[id.index()].map_or(at, |own: u32| own + 1).max(at);
                }
            }
        }
        behind[node.index()] = next;
        for waiting in graph.neighbors(*node) {
            let level = &mut before[waiting.index()];
            *level = (*level).max(next);
        }
    }
    let mut list: Vec<Vec<ItemId>> = Vec::new();
    for id in &order.leaves {
        if let Some(layer) = of[id.index()] {
            if list.len() <= layer as usize {
                list.resize(layer as usize + 1, Vec::new());
            }
            list[layer as usize].push(*id);
        }
    }
    Layers { of, list }
}
