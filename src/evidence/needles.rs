//! Byte strings without which a file need not be looked at more closely, all of them sought in few passes.
//!
//! Names are long enough to be sought by jumps (S. Wu and U. Manber, 1994): the last four bytes of a window tell how far the next needle
//! is at least, so that most bytes are never looked at. Needles are sorted into groups by length, since the shortest of a group bounds the
//! jumps; very short ones are sought by an automaton. Of a longer needle the part is sought that it shares least with others: of `test_this`
//! and `test_that` not `test_`.

use aho_corasick::{AhoCorasick, MatchKind};
use std::collections::BTreeMap;

/// Bytes without which a file shows nothing for a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trigger {
    /// The needle.
    pub needle: u32,
    /// It must be a whole word.
    pub whole: bool,
    /// It may stand in the file's own path too.
    pub paths: bool,
}

/// Lengths from which on needles are sought together.
const LENGTHS: [usize; 2] = [6, BLOCK];

/// Places of a file from which is jumped at once.
const LANES: usize = 4;

/// Bytes that are looked at to jump.
const BLOCK: usize = 4;

/// Bytes, each once.
#[derive(Debug, Default)]
pub struct Needles {
    known: BTreeMap<Box<[u8]>, u32>,
}

impl Needles {
    /// The number of a byte string, which is added when it is new; nothing for the empty one.
    pub fn number(&mut self, needle: &[u8]) -> Option<u32> {
        if needle.is_empty() {
            return None;
        }
        let next = u32::try_from(self.known.len()).ok()?;
        Some(*self.known.entry(needle.into()).or_insert(next))
    }

    /// A search for all of them.
    ///
    /// # Errors
    /// When they are more than an automaton can hold.
    pub fn search(&self) -> Result<Search, String> {
        let mut search = Search { count: self.known.len(), groups: Vec::new(), short: None };
        let mut above = usize::MAX;
        for least in LENGTHS {
            let group: Vec<(u32, &[u8])> = self
                .known
                .iter()
                .filter(|(needle, _)| (least..above).contains(&needle.len()))
                .map(|(needle, at)| (*at, &**needle))
                .collect();
            search.groups.extend(Group::new(&group));
            above = least;
        }
        let short: Vec<(u32, &[u8])> =
            self.known.iter().filter(|(needle, _)| needle.len() < above).map(|(needle, at)| (*at, &**needle)).collect();
        if !short.is_empty() {
            let built = AhoCorasick::builder().match_kind(MatchKind::Standard).build(short.iter().map(|(_, needle)| needle));
            search.short = Some((built.map_err(|error| error.to_string())?, short.iter().map(|(number, _)| *number).collect()));
        }
        Ok(search)
    }
}

/// A search for many needles at once.
#[derive(Debug, Default)]
pub struct Search {
    count: usize,
    groups: Vec<Group>,
    /// Needles shorter than a block, and their numbers.
    short: Option<(AhoCorasick, Vec<u32>)>,
}

/// Needles of like length.
#[derive(Debug)]
struct Group {
    /// The length of the shortest.
    shortest: usize,
    /// By the hash of a block, how far the end of a window can move before the part of a needle could end there.
    jumps: Vec<u8>,
    /// By the hash of a part, where the needles begin in `needles` that hold it.
    begins: Vec<u32>,
    needles: Vec<Needle>,
    /// The bits of a hash.
    bits: u32,
}

/// A needle of a group.
#[derive(Debug)]
struct Needle {
    number: u32,
    /// The bytes before its part.
    before: usize,
    /// How its part begins.
    head: Head,
    text: Box<[u8]>,
}

/// The first bytes of a text as a number, and which bits of such a number are theirs: of needles that share their first letters, most are
/// told apart from a text by one comparison.
#[derive(Debug, Clone, Copy)]
struct Head {
    bytes: u64,
    mask: u64,
}

/// A needle that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which one.
    pub needle: u32,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Search {
    /// How many needles there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Every place of every needle, also of those that overlap, in no order that means anything.
    pub fn each(&self, bytes: &[u8], mut see: impl FnMut(Hit)) {
        for group in &self.groups {
            group.each(bytes, &mut see);
        }
        if let Some((automaton, numbers)) = &self.short {
            for found in automaton.find_overlapping_iter(bytes) {
                if let Some(needle) = numbers.get(found.pattern().as_usize()) {
                    see(Hit { needle: *needle, start: found.start(), end: found.end() });
                }
            }
        }
    }
}

impl Group {
    fn new(needles: &[(u32, &[u8])]) -> Option<Group> {
        let shortest = needles.iter().map(|(_, needle)| needle.len()).min()?;
        // Few blocks should share a hash, and the table should stay near the processor.
        let bits = if needles.len() > 200 { 16 } else { 14 };
        let longest_jump = shortest - BLOCK + 1;
        let mut jumps = vec![u8::try_from(longest_jump).unwrap_or(u8::MAX); 1 << bits];
        let mut shared = vec![0u32; 1 << bits];
        for (_, needle) in needles {
            (BLOCK..=needle.len()).filter_map(|end| hash(needle, end, bits)).for_each(|hash| shared[hash] += 1);
        }
        let mut sorted: Vec<(usize, u32, usize, &[u8])> = Vec::new();
        for (number, needle) in needles {
            let sharing = |before: &usize| -> u32 {
                (before + BLOCK..=before + shortest).filter_map(|end| hash(needle, end, bits)).map(|hash| shared[hash]).sum()
            };
            let before = (0..=needle.len() - shortest).min_by_key(sharing).unwrap_or_default();
            let part = &needle[before..];
            for end in BLOCK..=shortest {
                let Some(hash) = hash(part, end, bits) else { continue };
                let jump = u8::try_from(shortest - end).unwrap_or(u8::MAX);
                jumps[hash] = jumps[hash].min(jump);
            }
            sorted.push((Head::of(part).hash(shortest, bits), *number, before, needle));
        }
        sorted.sort_unstable();
        let mut begins = vec![0u32; (1 << bits) + 1];
        for (hash, ..) in &sorted {
            begins[hash + 1] += 1;
        }
        for at in 1..begins.len() {
            begins[at] += begins[at - 1];
        }
        let needle = |(_, number, before, text): (usize, u32, usize, &[u8])| {
            let head = Head::of(&text[before..]);
            Needle { number, before, head, text: text.into() }
        };
        let needles = sorted.into_iter().map(needle).collect();
        Some(Group { shortest, jumps, begins, needles, bits })
    }

    fn each(&self, bytes: &[u8], see: &mut impl FnMut(Hit)) {
        let Some(windows) = (bytes.len() + 1).checked_sub(self.shortest) else { return };
        // Each jump waits for the one before it, so that several that know nothing of each other are made at once.
        let bound = |lane: usize| self.shortest + windows / LANES * lane + windows % LANES * lane / LANES;
        let mut ends: [usize; LANES] = std::array::from_fn(bound);
        let limits: [usize; LANES] = std::array::from_fn(|lane| bound(lane + 1));
        while (0..LANES).all(|lane| ends[lane] < limits[lane]) {
            for end in &mut ends {
                *end = self.step(bytes, *end, see);
            }
        }
        for lane in 0..LANES {
            while ends[lane] < limits[lane] {
                ends[lane] = self.step(bytes, ends[lane], see);
            }
        }
    }

    /// Looks at the window that ends at a place, and tells where the next may end.
    #[inline]
    fn step(&self, bytes: &[u8], end: usize, see: &mut impl FnMut(Hit)) -> usize {
        let Some(hash) = hash(bytes, end, self.bits) else { return end + 1 };
        match self.jumps[hash] {
            0 => {
                self.compare(bytes, end, see);
                end + 1
            }
            jump => end + usize::from(jump),
        }
    }

    fn compare(&self, bytes: &[u8], end: usize, see: &mut impl FnMut(Hit)) {
        let start = end - self.shortest;
        let here = Head::of(&bytes[start..]);
        let hash = here.hash(self.shortest, self.bits);
        for needle in &self.needles[self.begins[hash] as usize..self.begins[hash + 1] as usize] {
            if needle.head.begins(here)
                && let Some(start) = start.checked_sub(needle.before)
                && bytes[start..].starts_with(&needle.text)
            {
                see(Hit { needle: needle.number, start, end: start + needle.text.len() });
            }
        }
    }
}

impl Head {
    fn of(text: &[u8]) -> Head {
        match text.first_chunk() {
            Some(first) => Head { bytes: u64::from_le_bytes(*first), mask: u64::MAX },
            None => {
                let mut first = [0; 8];
                first[..text.len()].copy_from_slice(text);
                Head { bytes: u64::from_le_bytes(first), mask: (1 << (8 * text.len())) - 1 }
            }
        }
    }

    /// The hash of so many of the first bytes, as far as they are kept.
    #[inline]
    fn hash(self, length: usize, bits: u32) -> usize {
        let first = if length < 8 { self.bytes & ((1 << (8 * length)) - 1) } else { self.bytes };
        (first.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }

    /// Whether another may begin with it.
    fn begins(self, other: Head) -> bool {
        (self.bytes ^ other.bytes) & self.mask == 0
    }
}

/// The hash of the block that ends at a place; nothing behind the end.
#[inline]
fn hash(bytes: &[u8], end: usize, bits: u32) -> Option<usize> {
    let block = u32::from_le_bytes(*bytes.get(end.checked_sub(BLOCK)?..end)?.first_chunk::<BLOCK>()?);
    Some((block.wrapping_mul(0x9E37_79B1) >> (32 - bits)) as usize)
}

/// Whether a byte may stand in a name of one of our languages; of other alphabets every byte may.
pub fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// Whether no name goes on before or behind a place.
pub fn is_whole(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    !before.is_some_and(|byte| in_word(*byte)) && !bytes.get(end).is_some_and(|byte| in_word(*byte))
}

/// The last name in a text such as `a.b.C`, `a::b`, `@scope/pkg`.
pub fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_ascii() && !in_word(c as u8)).find(|word| !word.is_empty()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(needles: &[&str], text: &str) -> Vec<(String, usize)> {
        let mut all = Needles::default();
        let numbers: Vec<u32> = needles.iter().map(|needle| all.number(needle.as_bytes()).unwrap()).collect();
        assert_eq!(numbers, (0..needles.len() as u32).collect::<Vec<_>>());
        let mut found = Vec::new();
        all.search().unwrap().each(text.as_bytes(), |hit| {
            assert_eq!(&text[hit.start..hit.end], needles[hit.needle as usize]);
            found.push((needles[hit.needle as usize].to_owned(), hit.start));
        });
        found.sort_by_key(|(needle, at)| (*at, needle.len()));
        found
    }

    #[test]
    fn needles_that_overlap_are_all_found() {
        let seen = found(&["get_env", "env_x", "get", "et_e", "x"], "get_env_x");
        let expected = [("get", 0), ("get_env", 0), ("et_e", 1), ("env_x", 4), ("x", 8)];
        assert_eq!(seen, expected.map(|(needle, at)| (needle.to_owned(), at)));
        assert_eq!(found(&["aa"], "aaaa").len(), 3);
    }

    #[test]
    fn needles_of_every_length_are_found_everywhere() {
        let needles: Vec<String> = (1..40).map(|length| "abcdefghijklmnopqrstuvwxyz0123456789ABCD"[..length].to_owned()).collect();
        let needles: Vec<&str> = needles.iter().map(String::as_str).collect();
        assert_eq!(found(&needles, needles[38]).len(), 39, "each begins at the first byte");
        for (number, needle) in needles.iter().enumerate() {
            for before in 0..20 {
                let text = format!("{}{needle}", "-".repeat(before));
                let seen = found(&needles, &text);
                assert!(seen.contains(&((*needle).to_owned(), before)) && seen.len() == number + 1, "{text}");
            }
        }
        assert_eq!(found(&["abc"], "ab").len() + found(&["abcd", "bc"], "").len(), 0);
    }

    #[test]
    fn a_name_within_a_longer_one_is_not_whole() {
        assert!(is_whole(b"class User(", 6, 10) && !is_whole(b"AuthUser", 4, 8) && !is_whole(b"User_2", 0, 4));
        assert_eq!((last_word("app.User"), last_word("a::b"), last_word("@s/pkg-x"), last_word("...")), ("User", "b", "x", ""));
    }
}
