//! A stable topological order.

use super::Network;
use crate::model::{ItemId, Plan};
use petgraph::graph::NodeIndex;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The order of work and of the nodes.
#[derive(Debug)]
pub struct Order {
    /// All leaves, each behind everything it needs; among equals the higher tier, the lower rank, then the name comes first.
    /// Items in circles are left out.
    pub leaves: Vec<ItemId>,
    /// All nodes in an order that every edge respects.
    pub nodes: Vec<NodeIndex>,
}

/// Orders the graph (Kahn's algorithm with a priority queue, so the order of statements never matters).
pub fn order(plan: &Plan, network: &Network) -> Order {
    let priority = priorities(plan);
    let graph = &network.graph;
    let mut waiting: Vec<u32> = vec![0; graph.node_count()];
    for edge in graph.raw_edges() {
        waiting[edge.target().index()] += 1;
    }
    // Nodes that are no leaf's start stand in the queue before all leaves: they only pass the order on.
    let key = |node: NodeIndex| -> u32 { network.leaf_from(node).map_or(0, |id| priority[id.index()]) };
    let mut queue: BinaryHeap<Reverse<(u32, u32)>> = BinaryHeap::new();
    for node in graph.node_indices() {
        if waiting[node.index()] == 0 {
            queue.push(Reverse((key(node), node.index() as u32)));
        }
    }
    let mut order = Order { leaves: Vec::with_capacity(plan.items.len()), nodes: Vec::with_capacity(graph.node_count()) };
    while let Some(Reverse((_, at))) = queue.pop() {
        let node = NodeIndex::new(at as usize);
        order.nodes.push(node);
        order.leaves.extend(network.leaf_from(node));
        for &next in network.after(node) {
            let left = &mut waiting[next.index()];
            *left -= 1;
            if *left == 0 {
                queue.push(Reverse((key(next), next.index() as u32)));
            }
        }
    }
    order
}

/// Each item's place among equals, from one.
fn priorities(plan: &Plan) -> Vec<u32> {
    let mut ids: Vec<ItemId> = plan.ids().map(|(id, _)| id).collect();
    ids.sort_by_cached_key(|id| {
        let item = plan.item(*id);
        (item.urgency(), natural(&item.name), item.name.clone())
    });
    let mut priority = vec![0; ids.len()];
    for (place, id) in ids.into_iter().enumerate() {
        priority[id.index()] = place as u32 + 1;
    }
    priority
}

/// What names are sorted by, so that their numbers count as numbers and `#9` stands before `#10`: before the digits of each
/// number, how many they are.
fn natural(name: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(name.len() + 8);
    let mut rest = name.as_bytes();
    while let Some(first) = rest.first() {
        if !first.is_ascii_digit() {
            key.push(*first);
            rest = &rest[1..];
            continue;
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let zeros = rest[..digits].iter().take_while(|byte| **byte == b'0').count();
        // Whatever is no digit stands before or behind all digits, so any of them can mark a number.
        key.push(b'0');
        key.extend_from_slice(&((digits - zeros) as u32).to_be_bytes());
        key.extend_from_slice(&rest[zeros..digits]);
        rest = &rest[digits..];
    }
    key
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_compare_as_numbers() {
        assert!(natural("#9") < natural("#10"));
        assert!(natural("a2b") < natural("a10"));
        assert!(natural("a") < natural("b"));
        assert!(natural("a1") < natural("a1.b"));
        assert!(natural("a-1") < natural("a1") && natural("a1") < natural("ab"));
        assert_eq!(natural("a01"), natural("a1"));
    }
}
