//! Transitive facts: how much hangs on each item, and which needs a longer chain already says.

use super::open::{Open, Standing};
use super::{Edge, Network, order::Order};
use crate::model::{ItemId, Plan};
use crate::text::Place;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use rayon::prelude::*;

/// Plans with more leaves than this are not searched.
pub const REACH_LIMIT: usize = 10_000;

/// What can be reached from where.
#[derive(Debug, Default)]
pub struct Reach {
    /// By item: how many leaves wait for it, directly or not.
    pub descendants: Vec<u32>,
    /// By item: how many open items wait for it, directly or through others that are open. What waits only for what is done or dropped
    /// waits for nothing, and nothing waits for that itself.
    pub waiting: Vec<u32>,
    /// Needs that a longer chain already says: who waits, what for, where it was said. In the order of the items.
    pub redundant: Vec<(ItemId, ItemId, Place)>,
}

/// Bits handled at a time, so that one pass over the graph stays in the processor's cache.
const BLOCK: usize = 512;
const WORDS: usize = BLOCK / 64;

/// By node how many leaves and open leaves of one block it reaches, and the redundant edges into the block.
type Block = (Vec<(u32, u32)>, Vec<usize>);

/// Computes the transitive facts; nothing for plans above [`REACH_LIMIT`].
pub fn reach(plan: &Plan, network: &Network, order: &Order, open: Open<'_>) -> Option<Reach> {
    if plan.items.iter().filter(|item| !item.is_container()).count() > REACH_LIMIT + 1 {
        return None;
    }
    let graph = &network.graph;
    // Nodes by their place in the order, so that every edge goes up.
    let mut place = vec![usize::MAX; graph.node_count()];
    for (at, node) in order.nodes.iter().enumerate() {
        place[node.index()] = at;
    }
    let count = order.nodes.len();
    let mut targets: Vec<u32> = Vec::with_capacity(graph.edge_count());
    let mut from = Vec::with_capacity(count + 1);
    let mut plain: Vec<Option<(ItemId, ItemId, Place)>> = Vec::with_capacity(graph.edge_count());
    for node in &order.nodes {
        from.push(targets.len());
        for edge in graph.edges(*node).filter(|edge| place[edge.target().index()] != usize::MAX) {
            targets.push(place[edge.target().index()] as u32);
            plain.push(match edge.weight() {
                Edge::Need { waiting, needed, place, plain: true, .. } => Some((*waiting, *needed, *place)),
                _ => None,
            });
        }
    }
    from.push(targets.len());
    let is_closed = |id: ItemId| open.closed[id.index()];
    let of = |look: &dyn Fn(NodeIndex) -> bool| order.nodes.iter().map(|node| look(*node)).collect::<Vec<bool>>();
    let leaf = of(&|node| network.leaf_from(node).is_some());
    let closed = of(&|node| open.at(network, node) == Standing::Closed);
    let open = of(&|node| open.stands_for(network, node).is_some());
    let blocks: Vec<Block> = (0..count.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| one_block(block, count, &targets, &from, &plain, [&leaf, &open, &closed]))
        .collect();
    let mut below = vec![(0u32, 0u32); count];
    let mut redundant = Vec::new();
    for (counts, edges) in blocks {
        for (sum, part) in below.iter_mut().zip(counts) {
            sum.0 += part.0;
            sum.1 += part.1;
        }
        redundant.extend(edges.into_iter().filter_map(|edge| plain[edge]));
    }
    redundant.sort_unstable_by_key(|(waiting, needed, _)| (*waiting, *needed));
    let mut descendants = vec![0; plan.items.len()];
    let mut waiting = vec![0; plan.items.len()];
    for (id, item) in plan.ids().skip(1) {
        // From its start a leaf reaches what is linked with either end; from its start a container would reach its own parts.
        let node = if item.is_container() { network.finish(id) } else { network.start(id) };
        let at = place[node.index()];
        if at != usize::MAX {
            let (all, waits) = below[at];
            descendants[id.index()] = all;
            waiting[id.index()] = if is_closed(id) { 0 } else { waits };
        }
    }
    Some(Reach { descendants, waiting, redundant })
}

/// For one block of target nodes: how many leaves in it each node reaches, how many open items without passing through what is closed, and
/// which edges into it are redundant. `counted` tells, by node, what is a leaf, what stands for something open, and what is closed.
fn one_block(
    block: usize,
    count: usize,
    targets: &[u32],
    from: &[usize],
    plain: &[Option<(ItemId, ItemId, Place)>],
    counted: [&[bool]; 3],
) -> Block {
    let base = block * BLOCK;
    let top = (base + BLOCK).min(count);
    let mask = |which: &[bool]| {
        let mut mask = [0u64; WORDS];
        for at in base..top {
            if which[at] {
                mask[(at - base) / 64] |= 1 << ((at - base) % 64);
            }
        }
        mask
    };
    let [leaves, open] = [counted[0], counted[1]].map(mask);
    let closed = counted[2];
    let mut bits = vec![[0u64; WORDS]; top];
    let mut waits = vec![[0u64; WORDS]; top];
    let mut counts = vec![(0u32, 0u32); top];
    let mut redundant = Vec::new();
    for node in (0..top).rev() {
        let edges = from[node]..from[node + 1];
        let (mut indirect, mut waiting) = ([0u64; WORDS], [0u64; WORDS]);
        for target in &targets[edges.clone()] {
            let target = *target as usize;
            if target < top {
                for (sum, part) in indirect.iter_mut().zip(bits[target]) {
                    *sum |= part;
                }
                if !closed[target] {
                    for (sum, part) in waiting.iter_mut().zip(waits[target]) {
                        *sum |= part;
                    }
                }
            }
        }
        let mut all = indirect;
        for edge in edges {
            let target = targets[edge] as usize;
            if target >= base && target < top {
                let (word, bit) = ((target - base) / 64, 1u64 << ((target - base) % 64));
                if plain[edge].is_some() && indirect[word] & bit != 0 {
                    redundant.push(edge);
                }
                all[word] |= bit;
                waiting[word] |= bit;
            }
        }
        let count = |bits: [u64; WORDS], mask: [u64; WORDS]| bits.iter().zip(mask).map(|(word, mask)| (word & mask).count_ones()).sum();
        counts[node] = (count(all, leaves), count(waiting, open));
        bits[node] = all;
        waits[node] = waiting;
    }
    (counts, redundant)
}
