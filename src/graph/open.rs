//! What of a plan is open, as the passes over the graph see it.

use super::Network;
use crate::model::ItemId;
use petgraph::graph::NodeIndex;

/// What is open, by item.
#[derive(Debug, Clone, Copy)]
pub struct Open<'a> {
    /// Whether nothing is left to do there: done or dropped. It holds nothing back, whatever it needs itself.
    pub closed: &'a [bool],
    /// Of wholes, whether all parts are closed and their own conditions are not met: these are open like a leaf.
    pub unmet: &'a [bool],
}

/// What a node means for what comes behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It belongs to something closed.
    Closed,
    /// It belongs to something open that is to be done itself.
    Open(ItemId),
    /// It only passes on what stands before it.
    Through,
}

impl Open<'_> {
    /// What a node means for what comes behind it.
    pub(super) fn at(&self, network: &Network, node: NodeIndex) -> Standing {
        let Some(id) = network.item(node) else { return Standing::Through };
        if self.closed[id.index()] {
            Standing::Closed
        } else if network.leaf(node).is_some() || self.unmet[id.index()] && network.finish(id) == node {
            Standing::Open(id)
        } else {
            Standing::Through
        }
    }

    /// The open item that a node stands for: of a leaf the first node, of a whole with unmet conditions the last.
    pub(super) fn stands_for(&self, network: &Network, node: NodeIndex) -> Option<ItemId> {
        match self.at(network, node) {
            Standing::Open(id) if network.leaf(node).is_none() || network.start(id) == node => Some(id),
            _ => None,
        }
    }
}
