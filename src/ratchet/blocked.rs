//! What waits for something, directly or not.

use crate::graph::{Edge, Network};
use crate::model::{ItemId, Plan};
use std::collections::{BTreeSet, HashSet};

/// The open items that wait for another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocked {
    /// Those that need it themselves, in the order of the plan.
    pub direct: Vec<ItemId>,
    /// Those that wait for it by way of others, in the order of the plan.
    pub indirect: Vec<ItemId>,
}

impl Blocked {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.direct.len() + self.indirect.len()
    }
}

/// What waits for the end of an item and is open. What holds the item waits for it too, and is not told.
pub fn blocked(plan: &Plan, network: &Network, closed: &[bool], id: ItemId) -> Blocked {
    if id == Plan::ROOT {
        return Blocked::default();
    }
    let around: HashSet<ItemId> = plan.ancestors(id).chain([id]).collect();
    let is_open = |item: &ItemId| !around.contains(item) && !closed.get(item.index()).copied().unwrap_or(true);
    let mut direct = BTreeSet::new();
    let mut all = BTreeSet::new();
    // Nodes reached, by whether a need lies between.
    let mut seen = HashSet::new();
    let mut queue = vec![(network.finish(id), false)];
    while let Some((node, behind)) = queue.pop() {
        for (next, edge) in network.edges_from(node) {
            let mut passed = behind;
            if let Edge::Need { waiting, .. } = edge {
                if !behind {
                    direct.insert(*waiting);
                }
                passed = true;
            }
            if let Some(item) = network.graph[next].filter(|_| passed) {
                all.insert(item);
            }
            if seen.insert((next, passed)) {
                queue.push((next, passed));
            }
        }
    }
    let indirect = all.difference(&direct).copied().filter(is_open).collect();
    Blocked { direct: direct.into_iter().filter(is_open).collect(), indirect }
}
