//! A tree that is read for so long and no longer.

use crate::tree::{Digest, Entry, Tree};
use std::time::{Duration, Instant};

/// A tree whose files cannot be read any more once the time is over, so that what is asked of them stays unknown, with the reason.
pub struct Hourglass<'t> {
    tree: &'t dyn Tree,
    began: Instant,
    limit: Duration,
}

impl<'t> Hourglass<'t> {
    /// The tree, from now on for so many seconds.
    pub fn new(tree: &'t dyn Tree, seconds: u64) -> Hourglass<'t> {
        Hourglass { tree, began: Instant::now(), limit: Duration::from_secs(seconds) }
    }
}

impl Tree for Hourglass<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        self.tree.entries()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if self.began.elapsed() >= self.limit {
            return Err(format!("measuring took {} s; `--measure-seconds` allows more", self.limit.as_secs()));
        }
        self.tree.read(path)
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.tree.digest(path)
    }

    fn commit(&self) -> Option<String> {
        self.tree.commit()
    }
}
