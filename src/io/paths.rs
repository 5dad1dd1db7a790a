//! Many paths, and what is known of each, in few pieces of memory: a tree has tens of thousands of them.

use serde::{Deserialize, Serialize};

/// Paths in the order in which they were added.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Paths<T> {
    /// All paths, one behind the other.
    text: String,
    /// Where each ends.
    ends: Vec<u32>,
    about: Vec<T>,
}

impl<T> Default for Paths<T> {
    fn default() -> Paths<T> {
        Paths { text: String::new(), ends: Vec::new(), about: Vec::new() }
    }
}

impl<T> Paths<T> {
    /// Adds a path.
    pub(super) fn push(&mut self, path: &str, about: T) {
        self.text.push_str(path);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.about.push(about);
    }

    /// The paths, with what is known of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        (0..self.ends.len()).filter_map(|at| Some((self.path(at)?, self.about.get(at)?)))
    }

    /// What is known of a path, where they were added in their order.
    pub(super) fn find(&self, path: &str) -> Option<&T> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.path(middle)?.cmp(path) {
                std::cmp::Ordering::Equal => return self.about.get(middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn path(&self, at: usize) -> Option<&str> {
        let begin = if at == 0 { 0 } else { *self.ends.get(at - 1)? as usize };
        self.text.get(begin..*self.ends.get(at)? as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::Paths;

    #[test]
    fn every_path_is_found_and_no_other() {
        let mut paths = Paths::default();
        assert_eq!(paths.find("a"), None);
        let all = ["", "a", "a/b", "ab", "é", "日本"];
        all.iter().enumerate().for_each(|(at, path)| paths.push(path, at));
        assert!(paths.iter().eq(all.iter().copied().zip(&[0, 1, 2, 3, 4, 5])));
        for (at, path) in all.iter().enumerate() {
            assert_eq!(paths.find(path), Some(&at), "{path}");
        }
        assert!(["a/", "b", "0", "日"].iter().all(|path| paths.find(path).is_none()));
    }
}
