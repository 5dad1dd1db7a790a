//! From an order of activities to a schedule: each in turn as early as its needs and resources allow (serial schedule generation).

use super::network::{NOWHERE, Network};
use super::order::NeedsFirst;
use super::profile::Profile;

/// Where every node starts and ends; [`NOWHERE`] for one that found no place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Schedule {
    pub start: Vec<u32>,
    pub end: Vec<u32>,
}

impl Schedule {
    pub fn new(count: usize) -> Self {
        Self { start: vec![NOWHERE; count], end: vec![NOWHERE; count] }
    }
}

/// Something that turns orders into schedules.
pub(crate) trait Decoder {
    /// Places all nodes in the given order (a permutation; needs come first, or are fetched first), none before its release.
    /// Says whether every node found a place.
    fn decode(&mut self, order: &[u32], release: &[u32], into: &mut Schedule) -> bool;
}

/// The decoder for every network: step functions, calendars, all links.
#[derive(Debug)]
pub(crate) struct General<'a> {
    network: &'a Network,
    profiles: Vec<Profile>,
    /// For networks whose orders need it.
    needs_first: Option<NeedsFirst<'a>>,
}

impl<'a> General<'a> {
    pub fn new(network: &'a Network) -> Self {
        Self { network, profiles: network.profiles.clone(), needs_first: (!network.simple).then(|| NeedsFirst::new(network)) }
    }

    /// The first place for a node, start and end.
    fn place(&mut self, index: usize, release: u32, done: &Schedule) -> Option<(u32, u32)> {
        let network = self.network;
        let node = network.nodes.get(index)?;
        let calendar = network.calendar(node.calendar)?;
        let mut start = release;
        for need in network.needs_of(node) {
            let (&from, &to) = (done.start.get(need.from as usize)?, done.end.get(need.from as usize)?);
            if from != NOWHERE {
                start = start.max(network.bound(need, from, to, node.work, calendar)?);
            }
        }
        if node.work == 0 {
            // A moment waits for a slot of its calendar too, such as the end of a freeze.
            let start = if calendar.works_always() { start } else { calendar.next_worked(start)? };
            return (start <= network.horizon).then_some((start, start));
        }
        start = calendar.next_worked(start)?;
        let uses = network.uses_of(node);
        if uses.is_empty() {
            return Some((start, calendar.finish(start, node.work)?));
        }
        let mut agreed = 0;
        for &(resource, units) in uses.iter().cycle() {
            let profile = self.profiles.get(resource as usize)?;
            let found = if profile.axis == node.calendar {
                let rank = calendar.rank(start);
                let fit = profile.fit(rank, node.work, units)?;
                if fit == rank { start } else { calendar.slot(fit)? }
            } else {
                let mut at = start;
                'again: loop {
                    let end = calendar.finish(at, node.work)?;
                    for (from, to) in calendar.runs(at, end) {
                        if let Some(later) = profile.blocked(from, to, units) {
                            at = calendar.next_worked(later)?;
                            continue 'again;
                        }
                    }
                    break at;
                }
            };
            agreed = if found == start { agreed + 1 } else { 1 };
            start = found;
            if agreed == uses.len() {
                break;
            }
        }
        let end = calendar.finish(start, node.work)?;
        for &(resource, units) in uses {
            let profile = self.profiles.get_mut(resource as usize)?;
            if profile.axis == node.calendar {
                let rank = calendar.rank(start);
                profile.take(rank, rank + node.work, units);
            } else {
                for (from, to) in calendar.runs(start, end) {
                    profile.take(from, to, units);
                }
            }
        }
        Some((start, end))
    }
}

impl Decoder for General<'_> {
    fn decode(&mut self, order: &[u32], release: &[u32], into: &mut Schedule) -> bool {
        let network = self.network;
        for (profile, from) in self.profiles.iter_mut().zip(&network.profiles) {
            profile.restore(from);
        }
        let mut arranged = self.needs_first.take();
        let order = arranged.as_mut().map_or(order, |needs_first| needs_first.arrange(order));
        let mut all = true;
        for &index in order {
            let index = index as usize;
            let place = self.place(index, release[index], into);
            all &= place.is_some();
            (into.start[index], into.end[index]) = place.unwrap_or((NOWHERE, NOWHERE));
        }
        self.needs_first = arranged;
        all
    }
}
