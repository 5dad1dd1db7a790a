//! The fast decoder for networks in which every slot is worked: several resources in one word, guarded so that all are checked at once.

use super::decode::{Decoder, Schedule};
use super::network::{NOWHERE, Network};
use super::order::NeedsFirst;
use super::problem::LinkKind;

/// The start of a node without a place: far enough before time that no need is bound by it.
const LONG_AGO: i32 = i32::MIN / 2;
/// Beyond this the table of slots is not worth its memory.
const LARGEST_TABLE: usize = 1 << 17;
/// Slots looked at in one go; so many stand before each row.
const PAD: usize = 32;
/// Work up to this is taken in one go.
const SHORT: usize = 16;
/// Needs of a node that are kept with it.
const NEAR: usize = 3;
/// Work longer than this on average is better served by step functions.
const LONGEST_WORK: u64 = 40;

#[derive(Debug, Clone, Copy)]
struct Entry {
    work: u32,
    /// Its needs when there are few, filled up with ones that bind nothing.
    near: [(u32, i32); NEAR],
    /// The needs beyond these.
    far: (u32, u32),
    parts: (u32, u32),
    /// How far to shift a mask of open slots onto itself, one after the other, to leave the slots where `work` open ones begin.
    shifts: [u8; 5],
}

/// The units of one node in one word of resources.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Where the word's slots begin.
    row: u32,
    /// The word's guard bits.
    guard: u32,
    units: u32,
}

/// What is free in every slot, a row of slots per word; the guard bit above each resource is set.
#[derive(Debug)]
pub(crate) struct Packed<'a> {
    slots: u32,
    free: Vec<u32>,
    pristine: Vec<u32>,
    nodes: Vec<Entry>,
    /// From which node, and how many slots after its start.
    needs: Vec<(u32, i32)>,
    parts: Vec<Part>,
    begin: Vec<i32>,
    /// For networks whose orders need it.
    needs_first: Option<NeedsFirst<'a>>,
    /// The slots in use since the last restoration.
    touched: (u32, u32),
}

impl<'a> Packed<'a> {
    /// The network's table; `None` when it does not suit the network.
    pub fn new(network: &'a Network) -> Option<Self> {
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
            if width > u32::BITS {
                return None;
            }
            if shift + width > u32::BITS {
                (word, shift) = (word + 1, 0);
            }
            places.push((word, shift, width));
            shift += width;
        }
        let words = word as usize + 1;
        if words.checked_mul(slots as usize)? > LARGEST_TABLE {
            return None;
        }
        let mut free = vec![0u32; words * (slots as usize + PAD)];
        let mut guards = vec![0u32; words];
        for (profile, &(word, shift, width)) in network.profiles.iter().zip(&places) {
            guards[word as usize] |= 1 << (shift + width - 1);
            let row = word as usize * (slots as usize + PAD);
            let ends = profile.steps().iter().skip(1).map(|step| step.at).chain([slots]);
            for (step, to) in profile.steps().iter().zip(ends) {
                for slot in free.get_mut(row + step.at as usize..row + to as usize)? {
                    *slot |= step.free << shift | 1 << (shift + width - 1);
                }
            }
        }
        // Nothing is free beyond the last slot.
        for (row, guard) in free.chunks_exact_mut(slots as usize + PAD).zip(&guards) {
            row[slots as usize..].fill(*guard);
        }
        let mut nodes = Vec::with_capacity(network.nodes.len());
        let mut parts: Vec<Part> = Vec::new();
        for node in &network.nodes {
            let first = parts.len() as u32;
            let mut possible = true;
            for &(resource, units) in network.uses_of(node) {
                let (word, shift, width) = *places.get(resource as usize)?;
                possible &= units < 1 << (width - 1);
                let units = if possible { units << shift } else { 0 };
                let row = word * (slots + PAD as u32);
                match parts[first as usize..].iter_mut().find(|part| part.row == row) {
                    Some(part) => part.units |= units,
                    None => parts.push(Part { row, guard: guards[word as usize], units }),
                }
            }
            // What needs more than is ever free is longer than time.
            let work = if possible { node.work } else { NOWHERE };
            let mut shifts = [0u8; 5];
            let mut have = 1;
            for shift in &mut shifts {
                let step = have.min(work.saturating_sub(have)).min(16);
                *shift = step as u8;
                have += step;
            }
            nodes.push(Entry {
                work,
                near: [(network.nodes.len() as u32, 0); NEAR],
                far: (0, 0),
                parts: (first, parts.len() as u32),
                shifts,
            });
        }
        let mut needs = Vec::new();
        for (node, entry) in network.nodes.iter().zip(&mut nodes) {
            entry.far.0 = needs.len() as u32;
            for (place, need) in network.needs_of(node).iter().enumerate() {
                let before = i64::from(network.nodes.get(need.from as usize)?.work);
                let own = i64::from(node.work);
                let offset = match need.kind {
                    LinkKind::FinishStart => before,
                    LinkKind::StartStart => 0,
                    LinkKind::FinishFinish => before - own,
                    LinkKind::StartFinish => -own,
                };
                let offset = (offset + i64::from(need.lag)).clamp(-(1 << 29), 1 << 29);
                let need = (need.from, i32::try_from(offset).ok()?);
                match entry.near.get_mut(place) {
                    Some(near) => *near = need,
                    None => needs.push(need),
                }
            }
            entry.far.1 = needs.len() as u32;
        }
        Some(Self {
            slots,
            pristine: free.clone(),
            free,
            begin: vec![LONG_AGO; nodes.len() + 1],
            nodes,
            needs,
            parts,
            needs_first: (!network.simple).then(|| NeedsFirst::new(network)),
            touched: (0, 0),
        })
    }

    #[inline]
    fn place(&mut self, index: usize, release: u32) -> Option<u32> {
        let node = &self.nodes[index];
        let mut start = release.min(1 << 29) as i32;
        for (from, offset) in node.near {
            start = start.max(self.begin[from as usize] + offset);
        }
        if node.far.0 < node.far.1 {
            for &(from, offset) in &self.needs[node.far.0 as usize..node.far.1 as usize] {
                start = start.max(self.begin[from as usize] + offset);
            }
        }
        let work = node.work as usize;
        let slots = self.slots as usize;
        let mut start = start as usize;
        if start.saturating_add(work) > slots {
            return None;
        }
        let parts = &self.parts[node.parts.0 as usize..node.parts.1 as usize];
        if let [part] = parts {
            start = first_gap(&self.free[part.row as usize..part.row as usize + slots + PAD], start, node, part)?;
        } else {
            let mut agreed = 0;
            for part in parts.iter().cycle() {
                let from = first_gap(&self.free[part.row as usize..part.row as usize + slots + PAD], start, node, part)?;
                agreed = if from == start { agreed + 1 } else { 1 };
                start = from;
                if agreed == parts.len() {
                    break;
                }
            }
        }
        for part in parts {
            let row = &mut self.free[part.row as usize + start..];
            match row.first_chunk_mut::<SHORT>() {
                // A fixed number of slots needs no loop.
                Some(window) if work <= SHORT => {
                    for (free, slot) in window.iter_mut().zip(0..) {
                        *free -= if slot < node.work { part.units } else { 0 };
                    }
                }
                _ => row[..work].iter_mut().for_each(|free| *free -= part.units),
            }
        }
        Some(start as u32)
    }
}

/// Which of the slots of a window a part can use.
#[inline]
fn open_slots(window: &[u32; PAD], part: &Part) -> u32 {
    let mut open = 0u32;
    for (bit, free) in window.iter().enumerate() {
        open |= u32::from(free.wrapping_sub(part.units) & part.guard == part.guard) << bit;
    }
    open
}

/// The first slot from `start` on where a part finds its units for as long as a node works.
#[inline]
fn first_gap(row: &[u32], start: usize, node: &Entry, part: &Part) -> Option<usize> {
    let mut from = start;
    // Slots just before `from` that are open without a break.
    let mut run = 0usize;
    loop {
        let open = open_slots(row.get(from..)?.first_chunk()?, part);
        let ahead = open.trailing_ones() as usize;
        if run > 0 && run + ahead >= node.work as usize {
            return Some(from - run);
        }
        if node.work as usize <= PAD {
            let mut begin = open;
            for shift in node.shifts {
                begin &= begin >> shift;
            }
            if begin != 0 {
                return Some(from + begin.trailing_zeros() as usize);
            }
        }
        run = if ahead == PAD { run + PAD } else { open.leading_ones() as usize };
        from += PAD;
    }
}

impl Decoder for Packed<'_> {
    fn decode(&mut self, order: &[u32], release: &[u32], into: &mut Schedule) -> bool {
        let slots = self.slots as usize;
        let (low, high) = (self.touched.0 as usize, self.touched.1 as usize);
        if low < high {
            for (free, pristine) in self.free.chunks_exact_mut(slots + PAD).zip(self.pristine.chunks_exact(slots + PAD)) {
                free[low..high].copy_from_slice(&pristine[low..high]);
            }
        }
        let (mut first, mut last) = (u32::MAX, 0);
        let mut all = true;
        let mut arranged = self.needs_first.take();
        let order = arranged.as_mut().map_or(order, |needs_first| needs_first.arrange(order));
        for &index in order {
            let index = index as usize;
            if let Some(start) = self.place(index, release[index]) {
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
        self.needs_first = arranged;
        self.touched = (first, last);
        all
    }
}
