//! Byte strings without which a file need not be looked at more closely, all of them sought in one pass.

use aho_corasick::{AhoCorasick, Input, MatchKind};
use std::collections::BTreeMap;

/// Byte strings, each once.
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
        let mut patterns: Vec<&[u8]> = vec![&[]; self.known.len()];
        for (needle, number) in &self.known {
            patterns[*number as usize] = needle;
        }
        let automaton = if patterns.is_empty() {
            None
        } else {
            let built = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns);
            Some(built.map_err(|error| error.to_string())?)
        };
        let within = |bytes: &[u8]| -> Vec<u32> { (1..bytes.len()).filter_map(|end| self.known.get(bytes.get(..end)?).copied()).collect() };
        let lengths = patterns.iter().map(|pattern| pattern.len()).collect();
        let prefixes = patterns.iter().map(|pattern| within(pattern)).collect();
        let steps = patterns.iter().map(|pattern| self.step(pattern)).collect();
        Ok(Search { automaton, lengths, prefixes, steps })
    }

    /// How far behind the beginning of a hit another needle could begin.
    fn step(&self, pattern: &[u8]) -> usize {
        let begins = |at: &usize| {
            let rest = pattern.get(*at..).unwrap_or_default();
            let longer = self.known.range::<[u8], _>((std::ops::Bound::Included(rest), std::ops::Bound::Unbounded)).next();
            longer.is_some_and(|(other, _)| other.starts_with(rest)) || (1..rest.len()).any(|end| self.known.contains_key(&rest[..end]))
        };
        (1..pattern.len()).find(begins).unwrap_or(pattern.len()).max(1)
    }
}

/// A search for many needles at once.
#[derive(Debug, Default)]
pub struct Search {
    automaton: Option<AhoCorasick>,
    lengths: Vec<usize>,
    /// By needle, those it begins with.
    prefixes: Vec<Vec<u32>>,
    /// By needle, how far behind its beginning another one could begin.
    steps: Vec<usize>,
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
        self.steps.len()
    }

    /// Every place of every needle, also of those that overlap, in order of their beginnings.
    pub fn each(&self, bytes: &[u8], mut see: impl FnMut(Hit)) {
        let Some(automaton) = &self.automaton else { return };
        let mut at = 0;
        while let Some(found) = automaton.find(Input::new(bytes).span(at..bytes.len())) {
            let (start, needle) = (found.start(), found.pattern().as_usize());
            for shorter in &self.prefixes[needle] {
                let end = start + self.lengths[*shorter as usize];
                see(Hit { needle: *shorter, start, end });
            }
            see(Hit { needle: needle as u32, start, end: found.end() });
            at = start + self.steps[needle];
            if at > bytes.len() {
                return;
            }
        }
    }
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
        found
    }

    #[test]
    fn needles_that_overlap_are_all_found() {
        let mut seen = found(&["get_env", "env_x", "get", "et_e", "x"], "get_env_x");
        seen.sort_by_key(|(_, at)| *at);
        let expected = [("get", 0), ("get_env", 0), ("et_e", 1), ("env_x", 4), ("x", 8)];
        assert_eq!(seen, expected.map(|(needle, at)| (needle.to_owned(), at)));
        assert_eq!(found(&["aa"], "aaaa").len(), 3);
    }

    #[test]
    fn a_name_within_a_longer_one_is_not_whole() {
        assert!(is_whole(b"class User(", 6, 10) && !is_whole(b"AuthUser", 4, 8) && !is_whole(b"User_2", 0, 4));
        assert_eq!((last_word("app.User"), last_word("a::b"), last_word("@s/pkg-x"), last_word("...")), ("User", "b", "x", ""));
    }
}
