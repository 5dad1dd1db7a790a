//! Files that were moved between two trees: known by their content, and where that was changed on the way, by the lines they share.

use crate::tree::{self, Entry, Kind, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// Files larger than this are told from others by their whole content alone, in bytes.
const LARGEST: u64 = 1 << 20;

/// Pairs of files that are held beside each other line by line, at the most.
const PAIRS: usize = 20_000;

/// Which files of a tree are files of another one that were moved.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moves {
    /// By path now: the path then.
    from: BTreeMap<Box<str>, Box<str>>,
    /// Files of then that are not there any more, and were moved to nowhere that is known.
    gone: BTreeSet<Box<str>>,
    /// Files that are new, and were moved from nowhere that is known.
    new: BTreeSet<Box<str>>,
    /// Folders of now of which nobody can tell what lies below.
    hidden: BTreeSet<Box<str>>,
}

impl Moves {
    /// Holds two trees beside each other. Only files that are gone and files that are new are read, and of those only as many as need be.
    ///
    /// # Errors
    /// When a tree cannot be listed, in words for people.
    pub fn between(then: &dyn Tree, now: &dyn Tree) -> Result<Moves, String> {
        let (before, after) = (then.entries()?, now.entries()?);
        let mut left = Left { gone: missing(&before, &after), new: missing(&after, &before), from: BTreeMap::new() };
        left.same(then, now);
        left.alike(then, now);
        let paths = |entries: Vec<&Entry>| entries.into_iter().map(|entry| entry.path.clone()).collect();
        let hidden = after.iter().filter(|entry| entry.kind == Kind::Elsewhere).map(|entry| entry.path.clone()).collect();
        Ok(Moves { from: left.from, gone: paths(left.gone), new: paths(left.new), hidden })
    }

    /// Whether a file of then surely stands at its path no more.
    pub fn has_left(&self, old: &str) -> bool {
        let gone = self.gone.contains(old) || self.from.values().any(|from| **from == *old);
        gone && !old.match_indices('/').any(|(at, _)| self.hidden.contains(&old[..at]))
    }

    /// Whether the file at a path now is the one that was at another path then: by its content, or by its name, where the one is gone and
    /// the other is new.
    pub fn has(&self, old: &str, new: &str) -> bool {
        match self.from.get(new) {
            Some(from) => **from == *old,
            None => self.gone.contains(old) && self.new.contains(new) && name(old) == name(new),
        }
    }

    /// Where a file of now was then, if it was moved and its content tells so.
    pub fn origin(&self, new: &str) -> Option<&str> {
        self.from.get(new).map(|path| &**path)
    }
}

/// The files of one tree whose paths another does not have.
fn missing<'e>(these: &'e [Entry], others: &[Entry]) -> Vec<&'e Entry> {
    these.iter().filter(|entry| entry.kind == Kind::File && tree::find(others, &entry.path).is_none()).collect()
}

fn name(path: &str) -> &str {
    path.rsplit(['/', ':']).next().unwrap_or(path)
}

/// What has no counterpart so far.
struct Left<'e> {
    gone: Vec<&'e Entry>,
    new: Vec<&'e Entry>,
    from: BTreeMap<Box<str>, Box<str>>,
}

impl Left<'_> {
    fn join(&mut self, old: &str, new: &str) {
        self.from.insert(new.into(), old.into());
        self.gone.retain(|entry| *entry.path != *old);
        self.new.retain(|entry| *entry.path != *new);
    }

    /// Joins files of exactly the same content; of several, first those of one name.
    fn same(&mut self, then: &dyn Tree, now: &dyn Tree) {
        // Empty files have nothing that could tell them apart.
        let sizes = |entries: &[&Entry]| entries.iter().map(|entry| entry.size).filter(|size| *size > 0).collect::<BTreeSet<u64>>();
        let shared: BTreeSet<u64> = sizes(&self.gone).intersection(&sizes(&self.new)).copied().collect();
        let mut old: BTreeMap<Vec<u8>, Vec<Box<str>>> = BTreeMap::new();
        for entry in self.gone.iter().filter(|entry| shared.contains(&entry.size)) {
            if let Ok(bytes) = then.read(&entry.path) {
                old.entry(bytes).or_default().push(entry.path.clone());
            }
        }
        let candidates: Vec<Box<str>> =
            self.new.iter().filter(|entry| shared.contains(&entry.size)).map(|entry| entry.path.clone()).collect();
        let mut new: BTreeMap<Vec<u8>, Vec<Box<str>>> = BTreeMap::new();
        for path in candidates {
            if let Some(bytes) = now.read(&path).ok().filter(|bytes| old.contains_key(bytes)) {
                new.entry(bytes).or_default().push(path);
            }
        }
        for (bytes, mut paths) in new {
            let Some(mut olds) = old.remove(&bytes) else { continue };
            for by_name in [true, false] {
                paths.retain(|path| {
                    let Some(at) = olds.iter().position(|old| !by_name || name(old) == name(path)) else { return true };
                    self.join(&olds.remove(at), path);
                    false
                });
            }
        }
    }

    /// Joins files that share at least half of what they hold, the most alike first.
    fn alike(&mut self, then: &dyn Tree, now: &dyn Tree) {
        if self.gone.is_empty() || self.new.is_empty() || self.gone.len().saturating_mul(self.new.len()) > PAIRS {
            return;
        }
        let lines = |tree: &dyn Tree, entries: &[&Entry]| -> Vec<(Box<str>, Lines)> {
            let small = entries.iter().filter(|entry| (1..=LARGEST).contains(&entry.size));
            small.filter_map(|entry| Some((entry.path.clone(), Lines::of(&tree.read(&entry.path).ok()?)?))).collect()
        };
        let (old, new) = (lines(then, &self.gone), lines(now, &self.new));
        let mut pairs: Vec<(u64, bool, &str, &str)> = Vec::new();
        for (path, lines) in &old {
            for (other, others) in &new {
                if let Some(alike) = lines.alike(others) {
                    pairs.push((alike, name(path) == name(other), path, other));
                }
            }
        }
        pairs.sort_by(|a, b| (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| (a.2, a.3).cmp(&(b.2, b.3))));
        let mut taken: BTreeSet<&str> = BTreeSet::new();
        for (_, _, from, to) in pairs {
            if !taken.contains(from) && !self.from.contains_key(to) {
                taken.insert(from);
                self.join(from, to);
            }
        }
    }
}

/// The lines of a file that say anything, each with how often it stands there, and their bytes in all.
struct Lines {
    counts: BTreeMap<Box<str>, u64>,
    bytes: u64,
}

impl Lines {
    /// Nothing for what is no text, or says nothing.
    fn of(bytes: &[u8]) -> Option<Lines> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = Lines { counts: BTreeMap::new(), bytes: 0 };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            *lines.counts.entry(line.into()).or_default() += 1;
            lines.bytes += line.len() as u64;
        }
        (lines.bytes > 0).then_some(lines)
    }

    /// How many of a thousand bytes are shared, where that is half of the longer one at the least.
    fn alike(&self, other: &Lines) -> Option<u64> {
        let longer = self.bytes.max(other.bytes);
        if self.bytes.min(other.bytes) * 2 < longer {
            return None;
        }
        let shared: u64 =
            self.counts.iter().filter_map(|(line, count)| other.counts.get(line).map(|more| (*count).min(*more) * line.len() as u64)).sum();
        (shared * 2 >= longer).then(|| shared * 1000 / longer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::memory::Memory;

    fn between(then: &[(&'static str, &'static str)], now: &[(&'static str, &'static str)]) -> Moves {
        let memory = |files: &[(&'static str, &'static str)]| Memory::new(files.iter().copied());
        Moves::between(&memory(then), &memory(now)).unwrap()
    }

    #[test]
    fn what_has_the_same_content_was_moved_once() {
        let moves = between(&[("a/x.py", "one\n"), ("b.py", "one\n"), ("kept.py", "one\n")], &[("c/x.py", "one\n"), ("kept.py", "one\n")]);
        assert_eq!((moves.origin("c/x.py"), moves.has("b.py", "c/x.py")), (Some("a/x.py"), false), "the name decides");
        let copied = between(&[("a.py", "one\n")], &[("a.py", "one\n"), ("b.py", "one\n")]);
        assert_eq!(copied.origin("b.py"), None, "it stands where it stood");
    }

    #[test]
    fn what_lies_behind_a_link_has_not_left() {
        let moves = between(&[("a/x.py", "one\n"), ("b/y.py", "y\n"), ("kept.py", "k\n")], &[("c/y.py", "y\n"), ("kept.py", "k\n")]);
        assert_eq!(["a/x.py", "b/y.py", "kept.py"].map(|path| moves.has_left(path)), [true, true, false]);
        let moves = Moves { hidden: ["a".into()].into(), ..moves };
        assert!(!moves.has_left("a/x.py") && moves.has_left("b/y.py"));
    }

    #[test]
    fn what_shares_half_of_its_lines_was_moved() {
        let moves = between(
            &[("a.py", "import os\ndef run():\n    pass\n"), ("b.py", "}\n}\n}\nlong_line_of_its_own()\n")],
            &[("c.py", "import os\ndef run():\n    pass\nmore()\n"), ("d.py", "}\n}\n}\nanother_line_of_its_own()\n")],
        );
        assert_eq!((moves.origin("c.py"), moves.origin("d.py")), (Some("a.py"), None));
    }

    #[test]
    fn of_other_files_only_one_that_is_gone_and_one_that_is_new_are_the_same_by_name() {
        let moves = between(&[("a/x.py", "one\n"), ("b/y.py", "y\n")], &[("c/x.py", "two\n"), ("b/y.py", "y\n"), ("d/y.py", "z\n")]);
        assert!(moves.has("a/x.py", "c/x.py"));
        assert!(!moves.has("b/y.py", "d/y.py"), "it stands where it stood");
    }
}
