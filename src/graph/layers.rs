//! Layers of open work: what can start now, what then, and what stands in the way.

use super::open::{Open, Standing};
use super::{Network, order::Order};
use crate::model::{ItemId, Plan};

/// How far each open item is from being ready.
#[derive(Debug)]
pub struct Layers {
    /// By item: 0 when nothing open stands before it, 1 when something of layer 0 does, and so on; none for what is
    /// done, and for wholes but those whose own conditions alone are not met.
    pub of: Vec<Option<u32>>,
    /// The open items of each layer, in the order of work.
    pub list: Vec<Vec<ItemId>>,
    /// The longest chain of open items, each waiting for the one before; the first found when several are as long.
    pub longest: Vec<ItemId>,
    /// In how many open items a chain of that length ends.
    pub longest_ends: usize,
}

/// Computes the layers of what is open.
pub fn layers(plan: &Plan, network: &Network, order: &Order, open: Open<'_>) -> Layers {
    let graph = &network.graph;
    // By node: the layer of what waits for it.
    let mut behind: Vec<u32> = vec![0; graph.node_count()];
    let mut before: Vec<u32> = vec![0; graph.node_count()];
    let mut of = vec![None; plan.items.len()];
    // By node and by item: the open leaf that ends the longest way there.
    let mut way: Vec<Option<ItemId>> = vec![None; graph.node_count()];
    let mut previous: Vec<Option<ItemId>> = vec![None; plan.items.len()];
    let mut deepest: (u32, Option<ItemId>) = (0, None);
    for node in &order.nodes {
        let at = before[node.index()];
        let mut next = at;
        let mut last = way[node.index()];
        match open.at(network, *node) {
            Standing::Through => {}
            Standing::Closed => {
                next = 0;
                last = None;
            }
            Standing::Open(id) => {
                if open.stands_for(network, *node).is_some() {
                    of[id.index()] = Some(at);
                    previous[id.index()] = last;
                }
                if network.finish(id) == *node {
                    let own = of[id.index()].unwrap_or(at);
                    if at > own {
                        previous[id.index()] = last;
                    }
                    // What a finish waits for is in `at` already; only the leaf itself adds a layer.
                    next = (own + 1).max(at);
                    last = Some(id);
                    if next > deepest.0 {
                        deepest = (next, last);
                    }
                }
            }
        }
        behind[node.index()] = next;
        for waiting in network.after(*node) {
            let level = &mut before[waiting.index()];
            if next > *level {
                *level = next;
                way[waiting.index()] = last;
            }
        }
    }
    let mut list: Vec<Vec<ItemId>> = Vec::new();
    for id in order.nodes.iter().filter_map(|node| open.stands_for(network, *node)) {
        if let Some(layer) = of[id.index()] {
            if list.len() <= layer as usize {
                list.resize(layer as usize + 1, Vec::new());
            }
            list[layer as usize].push(id);
        }
    }
    let mut longest: Vec<ItemId> = std::iter::successors(deepest.1, |id| previous[id.index()]).collect();
    longest.reverse();
    let longest_ends = list.last().map_or(0, Vec::len);
    Layers { of, list, longest, longest_ends }
}

/// By item: whether something holds an open one back. `holds` tells of an open item, and of whether something holds it back, whether it
/// holds back what waits for it.
pub fn held(plan: &Plan, network: &Network, order: &Order, open: Open<'_>, holds: impl Fn(ItemId, bool) -> bool) -> Vec<bool> {
    let graph = &network.graph;
    let mut before = vec![false; graph.node_count()];
    let mut of = vec![false; plan.items.len()];
    for node in &order.nodes {
        let mut behind = before[node.index()];
        match open.at(network, *node) {
            Standing::Through => {}
            Standing::Closed => behind = false,
            Standing::Open(id) => {
                if open.stands_for(network, *node).is_some() {
                    of[id.index()] = behind;
                }
                if network.finish(id) == *node {
                    behind = holds(id, behind || of[id.index()]);
                }
            }
        }
        for waiting in network.after(*node) {
            before[waiting.index()] |= behind;
        }
    }
    of
}
