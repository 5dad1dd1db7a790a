//! Which files need parsing at all: those in whose bytes one of the names wanted stands as a whole word.

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

/// A search for many names at once over raw bytes.
///
/// A definition or import of `a.b.C` has `C` in its text, so a file without it needs no parsing. Stars have no names: who looks for importers of a
/// name gives its module's last part as well.
#[derive(Debug)]
pub struct Prefilter {
    /// Nothing where no name can be looked for.
    words: Option<AhoCorasick>,
    /// The names wanted that each word stands for.
    names: Vec<Vec<u32>>,
    /// Names without a word to look for: every file may have them.
    everywhere: Vec<u32>,
}

impl Prefilter {
    /// A search for names such as `C`, `a.b.C`, `a::b`, `@scope/pkg`; of each the last word is looked for.
    ///
    /// # Errors
    ///
    /// When there are more names than an automaton can hold.
    pub fn new<S: AsRef<str>>(wanted: impl IntoIterator<Item = S>) -> Result<Self, BuildError> {
        let mut words: Vec<Vec<u8>> = Vec::new();
        let mut names: Vec<Vec<u32>> = Vec::new();
        let mut everywhere = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        for (number, name) in wanted.into_iter().enumerate() {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let word = last_word(name.as_ref().as_bytes());
            if word.is_empty() {
                everywhere.push(number);
                continue;
            }
            let place = *known.entry(word.to_vec()).or_insert_with(|| {
                words.push(word.to_vec());
                names.push(Vec::new());
                words.len() - 1
            });
            if let Some(names) = names.get_mut(place) {
                names.push(number);
            }
        }
        let words =
            if words.is_empty() { None } else { Some(AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words)?) };
        Ok(Self { words, names, everywhere })
    }

    /// Whether the bytes may hold one of the names.
    pub fn matches(&self, bytes: &[u8]) -> bool {
        !self.everywhere.is_empty() || self.hits(bytes).next().is_some()
    }

    /// The names that the bytes may hold, by their places in the list given, in order.
    pub fn which(&self, bytes: &[u8]) -> Vec<u32> {
        let mut seen = vec![false; self.names.len()];
        for hit in self.hits(bytes) {
            if let Some(seen) = seen.get_mut(hit) {
                *seen = true;
            }
        }
        let hits = self.names.iter().zip(seen).filter(|(_, seen)| *seen).flat_map(|(names, _)| names);
        let mut found: Vec<u32> = self.everywhere.iter().chain(hits).copied().collect();
        found.sort_unstable();
        found
    }

    // Words are made of word bytes alone, so a match that is a whole word overlaps no other match: the leftmost longest ones suffice.
    fn hits<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let matches = self.words.iter().flat_map(move |words| words.find_iter(bytes));
        let whole = matches.filter(move |found| {
            let before = found.start().checked_sub(1).and_then(|at| bytes.get(at));
            let after = bytes.get(found.end());
            !before.is_some_and(|&byte| in_word(byte)) && !after.is_some_and(|&byte| in_word(byte))
        });
        whole.map(|found| found.pattern().as_usize())
    }
}

/// Whether a byte may stand in an identifier of one of our languages; of other alphabets every byte may.
const fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn last_word(name: &[u8]) -> &[u8] {
    let end = name.iter().rposition(|&byte| in_word(byte)).map_or(0, |at| at + 1);
    let name = name.get(..end).unwrap_or_default();
    let start = name.iter().rposition(|&byte| !in_word(byte)).map_or(0, |at| at + 1);
    name.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_alone_count() {
        let filter = Prefilter::new(["app.UserRepository", "User", "m::run", "@s/pkg", "run"]).expect("few words");
        assert_eq!(filter.which(b"class AuthUserRepository: pass"), [] as [u32; 0]);
        assert_eq!(filter.which(b"class UserRepository(User): run()"), [0, 1, 2, 4]);
        assert_eq!(filter.which(b"x.run_all $run run\xc3\xa9 pkg"), [3]);
        assert!(filter.matches(b"(run)") && !filter.matches(b"") && !filter.matches(b"running"));
    }

    #[test]
    fn a_word_within_a_longer_one_is_not_lost() {
        let filter = Prefilter::new(["ab", "abc", "b"]).expect("few words");
        assert_eq!(filter.which(b"abcd ab"), [0]);
        assert_eq!(filter.which(b"abc.b"), [1, 2]);
    }

    #[test]
    fn names_without_a_word_may_be_anywhere() {
        assert!(Prefilter::new(["..."]).expect("no words").matches(b""));
        assert!(!Prefilter::new(Vec::<&str>::new()).expect("no words").matches(b"x"));
    }
}
