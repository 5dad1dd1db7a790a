//! The fast decoder for networks in which every slot is worked: several resources in one word, guarded so that all are checked at once.

use super::decode::{Decoder, Schedule};
use super::network::{NOWHERE, Network};
use super::problem::LinkKind;

/// The start of a node without a place: far enough before time that no need is bound by it.
const LONG_AGO: i32 = i32::MIN / 2;
/// Beyond this the table of slots is not worth its memory.
const LARGEST_TABLE: usize = 1 << 17;
/// Work longer than this on average is better served by step functions.
const LONGEST_WORK: u64 = 40;

#[derive(Debug, Clone, Copy)]
struct Entry {
    work: u32,
    needs: (u32, u32),
    parts: (u32, u32),
}

/// The units of one node in one word of resources.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Where the word's slots begin.
    row: u32,
    /// The word's guard bits.
    guard: u64,
    units: u64,
}

/// What is free in every slot, a row of slots per word; the guard bit above each resource is set.
#[derive(Debug)]
pub(crate) struct Packed {
    slots: u32,
    free: Vec<u64>,
    pristine: Vec<u64>,
    nodes: Vec<Entry>,
    /// From which node, and how many slots after its start.
    needs: Vec<(u32, i32)>,
    parts: Vec<Part>,
    begin: Vec<i32>,
    simple: bool,
    waiting: Vec<u32>,
    /// The slots in use since the last restoration.
    touched: (u32, u32),
}

impl Packed {
    /// The network's table; `None` when it does not suit the network.
    pub fn new(network: &Network) -> Option<Self> {
        let slots = network.horizon;
        let suits = network.nodes.iter().all(|node| node.calendar == 0) && network.needs.iter().all(|need| need.lag_calendar.is_none());
        let work: u64 = network.nodes.iter().map(|node| u64::from(node.work)).sum();
        if !suits || work > LONGEST_WORK * network.nodes.len() as u64 || slots as usize > LARGEST_TABLE {
            return None;
        }
        // Word and shift of every resource.
        let mut places = Vec::with_capacity(network.profiles.len());
        let (mut word, mut shift) = (0u32, 0u32);
        for profile in &network.profiles {
            let most = profile.steps().iter().map(|step| step.free).max().unwrap_or(0);
            let width = u32::BITS - most.leading_zeros() + 1;
            if shift + width > u64::BITS {
                (word, shift) = (word + 1, 0);
            }
            places.push((word, shift, width));
            shift += width;
        }
        let words = word as usize + 1;
        if words.checked_mul(slots as usize)? > LARGEST_TABLE {
            return None;
        }
        let mut free = vec![0u64; words * slots as usize];
        let mut guards = vec![0u64; words];
        for (profile, &(word, shift, width)) in network.profiles.iter().zip(&places) {
            guards[word as usize] |= 1 << (shift + width - 1);
            let row = word as usize * slots as usize;
            let ends = profile.steps().iter().skip(1).map(|step| step.at).chain([slots]);
            for (step, to) in profile.steps().iter().zip(ends) {
                for slot in free.get_mut(row + step.at as usize..row + to as usize)? {
                    *slot |= u64::from(step.free) << shift | 1 << (shift + width - 1);
                }
            }
        }
        let mut nodes = Vec::with_capacity(network.nodes.len());
        let mut parts: Vec<Part> = Vec::new();
        for node in &network.nodes {
            let first = parts.len() as u32;
            let mut possible = true;
            for &(resource, units) in network.uses_of(node) {
                let (word, shift, width) = *places.get(resource as usize)?;
                possible &= u64::from(units) < 1 << (width - 1);
                let units = if possible { u64::from(units) << shift } else { 0 };
                let row = word * slots;
                match parts[first as usize..].iter_mut().find(|part| part.row == row) {
                    Some(part) => part.units |= units,
                    None => parts.push(Part { row, guard: guards[word as usize], units }),
                }
            }
            // What needs more than is ever free is longer than time.
            let work = if possible { node.work } else { NOWHERE };
            nodes.push(Entry { work, needs: node.needs, parts: (first, parts.len() as u32) });
        }
        let mut needs = Vec::with_capacity(network.needs.len());
        for node in &network.nodes {
            for need in network.needs_of(node) {
                let before = i64::from(network.nodes.get(need.from as usize)?.work);
                let own = i64::from(node.work);
                let offset = match need.kind {
                    LinkKind::FinishStart => before,
                    LinkKind::StartStart => 0,
                    LinkKind::FinishFinish => before - own,
                    LinkKind::StartFinish => -own,
                };
                let offset = (offset + i64::from(need.lag)).clamp(-(1 << 29), 1 << 29);
                needs.push((need.from, i32::try_from(offset).ok()?));
            }
        }
        Some(Self {
            slots,
            pristine: free.clone(),
            free,
            begin: vec![LONG_AGO; nodes.len()],
            nodes,
            needs,
            parts,
            simple: network.simple,
            waiting: Vec::new(),
            touched: (0, 0),
        })
    }

    #[inline]
    fn place(&mut self, index: usize, release: u32) -> Option<u32> {
        let node = self.nodes[index];
        let mut start = release.min(1 << 29) as i32;
        for &(from, offset) in &self.needs[node.needs.0 as usize..node.needs.1 as usize] {
            start = start.max(self.begin[from as usize] + offset);
        }
        let work = node.work as usize;
        let slots = self.slots as usize;
        let mut start = start as usize;
        if start.saturating_add(work) > slots {
            return None;
        }
        let parts = &self.parts[node.parts.0 as usize..node.parts.1 as usize];
        let mut agreed = 0;
        for part in parts.iter().cycle() {
            if agreed == parts.len() {
                break;
            }
            let row = &self.free[part.row as usize..part.row as usize + slots];
            // Slots from..from + work, of which low..high are still to be looked at, from the back: the last one taken tells how far to move.
            let (mut from, mut low, mut high) = (start, start, start + work);
            while let Some(last) = row.get(low..high)?.iter().rposition(|&free| free.wrapping_sub(part.units) & part.guard != part.guard) {
                from = low + last + 1;
                (low, high) = (high, from + work);
            }
            agreed = if from == start { agreed + 1 } else { 1 };
            start = from;
        }
        for part in parts {
            let row = part.row as usize + start;
            for free in &mut self.free[row..row + work] {
                *free -= part.units;
            }
        }
        Some(start as u32)
    }
}

impl Decoder for Packed {
    fn decode(&mut self, order: &[u32], release: &[u32], into: &mut Schedule) -> bool {
        let slots = self.slots as usize;
        let (low, high) = (self.touched.0 as usize, self.touched.1 as usize);
        if low < high {
            for (free, pristine) in self.free.chunks_exact_mut(slots).zip(self.pristine.chunks_exact(slots)) {
                free[low..high].copy_from_slice(&pristine[low..high]);
            }
        }
        let (mut first, mut last) = (u32::MAX, 0);
        let mut all = true;
        if !self.simple {
            self.begin.fill(i32::MAX);
        }
        for &index in order {
            self.waiting.push(index);
            while let Some(index) = self.waiting.pop() {
                if !self.simple {
                    if self.begin[index as usize] != i32::MAX {
                        continue;
                    }
                    let (from, to) = self.nodes[index as usize].needs;
                    let needs = self.needs[from as usize..to as usize].iter().map(|need| need.0);
                    let before = self.waiting.len();
                    self.waiting.push(index);
                    self.waiting.extend(needs.filter(|&from| self.begin[from as usize] == i32::MAX));
                    if self.waiting.len() > before + 1 {
                        continue;
                    }
                    self.waiting.pop();
                }
                let index = index as usize;
                let place = self.place(index, release[index]);
                if let Some(start) = place {
                    let end = start + self.nodes[index].work;
                    self.begin[index] = start as i32;
                    (into.start[index], into.end[index]) = (start, end);
                    first = first.min(start);
                    last = last.max(end);
                } else {
                    all = false;
                    self.begin[index] = LONG_AGO;
                    (into.start[index], into.end[index]) = (NOWHERE, NOWHERE);
                }
            }
        }
        self.touched = (first, last);
        all
    }
}
