//! Orders of nodes by a key, and with what is needed first.

use super::network::Network;

/// Numbers sorted by a key below some limit, ties by number; reuses its memory.
#[derive(Debug, Default)]
pub(crate) struct Sorter {
    counts: Vec<u32>,
    pairs: Vec<u64>,
}

impl Sorter {
    /// Writes `0..keys.len()` sorted by key into `order`; equal keys in ascending order of number, or descending when `reverse`.
    pub fn sort(&mut self, keys: &[u32], reverse: bool, order: &mut Vec<u32>) {
        let count = keys.len() as u32;
        let low = keys.iter().copied().min().unwrap_or(0);
        let range = (keys.iter().copied().max().unwrap_or(0) - low) as usize;
        order.clear();
        let number = |index: u32| if reverse { count - 1 - index } else { index };
        if range <= 8 * keys.len() + 256 {
            self.counts.clear();
            self.counts.resize(range + 2, 0);
            for &key in keys {
                self.counts[(key - low) as usize + 1] += 1;
            }
            let mut sum = 0;
            for slot in &mut self.counts {
                sum += *slot;
                *slot = sum;
            }
            order.resize(keys.len(), 0);
            for index in (0..count).map(number) {
                let place = &mut self.counts[(keys[index as usize] - low) as usize];
                order[*place as usize] = index;
                *place += 1;
            }
        } else {
            self.pairs.clear();
            self.pairs.extend((0..count).map(|index| u64::from(keys[number(index) as usize]) << 32 | u64::from(index)));
            self.pairs.sort_unstable();
            order.extend(self.pairs.iter().map(|&pair| number(pair as u32)));
        }
    }
}

/// Changes orders as little as necessary to put before every node what it needs.
#[derive(Debug)]
pub(crate) struct NeedsFirst<'a> {
    network: &'a Network,
    listed: Vec<bool>,
    waiting: Vec<u32>,
    order: Vec<u32>,
}

impl<'a> NeedsFirst<'a> {
    pub fn new(network: &'a Network) -> Self {
        Self { network, listed: vec![false; network.nodes.len()], waiting: Vec::new(), order: Vec::with_capacity(network.nodes.len()) }
    }

    /// The order in which each node is followed back to what it needs and has not come yet.
    pub fn arrange(&mut self, order: &[u32]) -> &[u32] {
        self.order.clear();
        self.listed.fill(false);
        for &index in order {
            self.waiting.push(index);
            while let Some(&index) = self.waiting.last() {
                let before = self.waiting.len();
                if let Some(node) = self.network.nodes.get(index as usize).filter(|_| !self.listed[index as usize]) {
                    let needs = self.network.needs_of(node).iter().map(|need| need.from);
                    self.waiting.extend(needs.filter(|&from| !self.listed[from as usize]));
                }
                if self.waiting.len() == before {
                    self.waiting.pop();
                    if !std::mem::replace(&mut self.listed[index as usize], true) {
                        self.order.push(index);
                    }
                }
            }
        }
        &self.order
    }
}
