//! `text` and `lines`: what stands in files, whatever they are.

use super::answer::{Answer, Outcome, Sight};
use super::needles::{Needles, Trigger};
use crate::tree::Entry;
use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::hir::literal::{ExtractKind, Extractor};

/// Bytes a compiled pattern may take: a plan is input from a pull request.
const PATTERN_BYTES: usize = 1 << 20;

/// Places kept of one file for one question.
const PLACES: usize = 60;

/// The most texts, and the shortest, that a pattern is sought by.
const TEXTS: (usize, usize) = (24, 3);

/// Patterns, each counted, and the pattern of the other side of a ratio.
#[derive(Debug)]
pub struct Patterns {
    patterns: Vec<Regex>,
    versus: Option<Regex>,
    written: Vec<Box<str>>,
}

/// What one file shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted {
    /// By pattern, how often it is there; of `lines`, how many there are.
    pub counts: Vec<u64>,
    /// The other side of a ratio.
    pub versus: u64,
    /// The first places, with what stands there.
    pub places: Vec<(u32, Box<str>)>,
}

impl Patterns {
    /// Compiles the patterns of a question.
    ///
    /// # Errors
    /// Why one of them is none, in words for people.
    pub fn new(subjects: &[Box<str>], versus: Option<&str>) -> Result<Patterns, String> {
        let compile = |pattern: &str| {
            let made =
                RegexBuilder::new(pattern).multi_line(true).crlf(true).size_limit(PATTERN_BYTES).dfa_size_limit(PATTERN_BYTES).build();
            made.map_err(|error| {
                let why = error.to_string();
                format!("the pattern cannot be used: {}", why.lines().last().unwrap_or_default())
            })
        };
        let patterns = subjects.iter().map(|pattern| compile(pattern)).collect::<Result<_, _>>()?;
        let written = subjects.iter().cloned().chain(versus.map(Box::from)).collect();
        Ok(Patterns { patterns, versus: versus.map(compile).transpose()?, written })
    }

    /// Texts without which no pattern is there; nothing when that cannot be told.
    pub fn triggers(&self, needles: &mut Needles) -> Option<Vec<Trigger>> {
        let mut triggers = Vec::new();
        for pattern in &self.written {
            for text in texts(pattern)? {
                triggers.push(Trigger { needle: needles.number(&text)?, whole: false, paths: false });
            }
        }
        Some(triggers)
    }

    /// Counts the patterns in a file.
    pub fn look(&self, bytes: &[u8]) -> Counted {
        let mut found = Counted::default();
        for pattern in &self.patterns {
            let (mut count, mut line, mut counted) = (0, 1, 0);
            for hit in pattern.find_iter(bytes) {
                count += 1;
                if found.places.len() < PLACES {
                    line += newlines(&bytes[counted..hit.start()]);
                    counted = hit.start();
                    found.places.push((line, shown(bytes, hit.start())));
                }
            }
            found.counts.push(count);
        }
        found.versus = self.versus.as_ref().map_or(0, |versus| versus.find_iter(bytes).count() as u64);
        found
    }

    /// What all files together show.
    pub fn answer(&self, entries: &[Entry], found: &[(u32, &Counted)]) -> Answer {
        let mut counts = vec![0u64; self.patterns.len()];
        let (mut versus, mut seen, mut more) = (0u64, Vec::new(), 0u64);
        for (file, found) in found {
            let path = &entries[*file as usize].path;
            for (sum, count) in counts.iter_mut().zip(&found.counts) {
                *sum += count;
            }
            versus += found.versus;
            more += found.counts.iter().sum::<u64>().saturating_sub(found.places.len() as u64);
            seen.extend(found.places.iter().map(|(line, what)| Sight { path: path.clone(), line: Some(*line), what: what.clone() }));
        }
        let mut answer = Answer::new(self.outcome(counts, versus)).with(seen);
        answer.more += more;
        answer
    }

    /// The outcome of counts.
    pub fn outcome(&self, counts: Vec<u64>, versus: u64) -> Outcome {
        let all = counts.iter().sum();
        if self.versus.is_some() { Outcome::Share(all, all + versus) } else { Outcome::Count(all, counts) }
    }

    /// The outcome of a file in which nothing is.
    pub fn nothing(&self) -> Outcome {
        self.outcome(vec![0; self.patterns.len()], 0)
    }
}

/// Texts of which each match of a pattern holds one; nothing when they are too many or too short to be sought.
fn texts(pattern: &str) -> Option<Vec<Vec<u8>>> {
    let hir = regex_syntax::ParserBuilder::new().multi_line(true).utf8(false).build().parse(pattern).ok()?;
    let (most, shortest) = TEXTS;
    [ExtractKind::Prefix, ExtractKind::Suffix].into_iter().find_map(|kind| {
        let found = Extractor::new().kind(kind).extract(&hir);
        let literals = found.literals().filter(|literals| !literals.is_empty() && literals.len() <= most)?;
        let texts: Vec<Vec<u8>> = literals.iter().map(|literal| literal.as_bytes().to_vec()).collect();
        texts.iter().all(|text| text.len() >= shortest).then_some(texts)
    })
}

/// The bytes of a file as UTF-8 where a mark says that they are UTF-16, else as they are.
pub fn readable(bytes: Vec<u8>) -> Vec<u8> {
    let (rest, is_little) = match &*bytes {
        [0xFF, 0xFE, 0, 0, ..] => return bytes,
        [0xFF, 0xFE, rest @ ..] => (rest, true),
        [0xFE, 0xFF, rest @ ..] => (rest, false),
        _ => return bytes,
    };
    let unit = |pair: [u8; 2]| if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    let (pairs, odd) = rest.as_chunks::<2>();
    let mut text = String::from_utf16_lossy(&pairs.iter().map(|pair| unit(*pair)).collect::<Vec<u16>>());
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text.into_bytes()
}

/// Counts the lines of a file.
pub fn lines(bytes: &[u8]) -> Counted {
    let ends = memchr::memchr_iter(b'\n', bytes).count() as u64;
    let last = u64::from(bytes.last().is_some_and(|last| *last != b'\n'));
    Counted { counts: vec![ends + last], ..Counted::default() }
}

/// How many lines all files together have.
pub fn lines_of_all(entries: &[Entry], found: &[(u32, &Counted)]) -> Answer {
    let count = |found: &Counted| found.counts.first().copied().unwrap_or(0);
    let all = found.iter().map(|(_, found)| count(found)).sum();
    let sight = |(file, found): &(u32, &Counted)| {
        let path = entries[*file as usize].path.clone();
        Sight { path, line: None, what: format!("{} lines", count(found)).into() }
    };
    let outcome = if found.is_empty() { Outcome::Unknown("no file lies there".into()) } else { Outcome::Count(all, vec![all]) };
    Answer::new(outcome).with(found.iter().map(sight).collect())
}

fn newlines(bytes: &[u8]) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
}

/// The line a byte stands on, as people read it, cut to a width.
fn shown(bytes: &[u8], at: usize) -> Box<str> {
    let from = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
    let to = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    let line = String::from_utf8_lossy(&bytes[from..to.min(from + 400)]);
    line.trim().chars().filter(|c| !c.is_control()).take(120).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::texts;

    fn sought(pattern: &str) -> Option<Vec<String>> {
        texts(pattern).map(|texts| texts.into_iter().map(|text| String::from_utf8(text).unwrap()).collect())
    }

    #[test]
    fn patterns_are_sought_by_their_texts() {
        assert_eq!(sought("old_api\\("), Some(vec!["old_api(".to_owned()]));
        assert_eq!(sought("TODO|FIXME"), Some(vec!["TODO".to_owned(), "FIXME".to_owned()]));
        assert_eq!(sought("^import (os|sys)$").map(|texts| texts.len()), Some(2));
        assert_eq!(sought("\\w+_api"), Some(vec!["_api".to_owned()]));
        assert_eq!(sought("[a-z]+"), None);
        assert_eq!(sought("(foo)?"), None, "a match of nothing is a match");
        assert_eq!(sought("ab"), None, "too short to be worth it");
    }
}
