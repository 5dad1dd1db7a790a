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
    let key = |node: NodeIndex| -> u32 {
        match graph[node] {
            Some(id) if !plan.item(id).is_container() && network.start(id) == node => priority[id.index()],
            _ => 0,
        }
    };
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
        if let Some(id) = graph[node]
            && !plan.item(id).is_container()
            && network.start(id) == node
        {
            order.leaves.push(id);
        }
        for next in graph.neighbors(node) {
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
    ids.sort_unstable_by(|a, b| {
        let (a, b) = (plan.item(*a), plan.item(*b));
        let key = |item: &crate::model::Item| (item.tier.unwrap_or(u8::MAX), item.rank.unwrap_or(u32::MAX));
        key(a).cmp(&key(b)).then_with(|| natural(&a.name, &b.name))
    });
    let mut priority = vec![0; ids.len()];
    for (place, id) in ids.into_iter().enumerate() {
        priority[id.index()] = place as u32 + 1;
    }
    priority
}

/// Compares names with their numbers as numbers, so that `#9` stands before `#10`.
fn natural(a: &str, b: &str) -> std::cmp::Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left.first(), right.first()) {
            (None, None) => return a.cmp(b),
            (None, _) => return std::cmp::Ordering::Less,
            (_, None) => return std::cmp::Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
                let (x, y) = (digits(left), digits(right));
                let (p, q) = (without_zeros(&left[..x]), without_zeros(&right[..y]));
                let compared = p.len().cmp(&q.len()).then_with(|| p.cmp(q));
                if compared.is_ne() {
                    return compared;
                }
                left = &left[x..];
                right = &right[y..];
            }
            (Some(x), Some(y)) if x == y => {
                left = &left[1..];
                right = &right[1..];
            }
            (Some(x), Some(y)) => return x.cmp(y),
        }
    }
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::natural;

    #[test]
    fn numbers_in_names_compare_as_numbers() {
        assert!(natural("#9", "#10").is_lt());
        assert!(natural("a2b", "a10").is_lt());
        assert!(natural("a", "b").is_lt());
        assert!(natural("a01", "a1").is_lt());
    }
}
