//! A tree that is read for so long and no longer, and that knows whether all of it could be read.

use crate::tree::{Digest, Entry, Tree};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// A tree whose files cannot be read any more once the time is over, so that what is asked of them stays unknown, with the reason.
pub struct Hourglass<'t> {
    tree: &'t dyn Tree,
    began: Instant,
    limit: Duration,
    failed: AtomicBool,
}

impl<'t> Hourglass<'t> {
    /// The tree, from now on for so many seconds.
    pub fn new(tree: &'t dyn Tree, seconds: u64) -> Hourglass<'t> {
        Hourglass { tree, began: Instant::now(), limit: Duration::from_secs(seconds), failed: AtomicBool::new(false) }
    }

    /// Whether every file that was asked for could be read.
    pub fn gave_all(&self) -> bool {
        !self.failed.load(Ordering::Relaxed)
    }
}

impl Tree for Hourglass<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        self.tree.entries()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let read = if self.began.elapsed() < self.limit {
            self.tree.read(path)
        } else {
            Err(format!("measuring took {} s; `--measure-seconds` allows more", self.limit.as_secs()))
        };
        self.failed.fetch_or(read.is_err(), Ordering::Relaxed);
        read
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.tree.digest(path)
    }

    fn commit(&self) -> Option<String> {
        self.tree.commit()
    }

    fn fixed(&self) -> Option<String> {
        self.tree.fixed()
    }
}
