//! A line on the terminal that says how far the reading of a tree has come. It is there only while that takes long, and gone at the end.

use crate::tree::{Digest, Entry, Tree};
use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long nothing is said, and how often then.
const FIRST: Duration = Duration::from_millis(500);
const NEXT: Duration = Duration::from_millis(100);

/// A tree whose reading shows.
pub struct Meter<'t> {
    tree: &'t dyn Tree,
    counts: Arc<Counts>,
    /// Goes away at the end; then the line does too.
    end: Option<Sender<()>>,
    drawer: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Counts {
    files: AtomicU64,
    read: AtomicU64,
}

impl std::fmt::Debug for Meter<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Meter").field("counts", &self.counts).finish_non_exhaustive()
    }
}

impl<'t> Meter<'t> {
    /// A tree whose reading shows on standard error, if that is a terminal.
    pub fn new(tree: &'t dyn Tree) -> Meter<'t> {
        let counts = Arc::new(Counts::default());
        let (end, ended) = channel::<()>();
        let seen = Arc::clone(&counts);
        let draw = move || {
            let (mut wait, mut drawn) = (FIRST, false);
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let (read, files) = (seen.read.load(Ordering::Relaxed), seen.files.load(Ordering::Relaxed));
                say(&line(read, files));
                (wait, drawn) = (NEXT, true);
            }
            if drawn {
                say("");
            }
        };
        let drawer = std::io::stderr().is_terminal().then(|| std::thread::spawn(draw));
        Meter { tree, counts, end: Some(end), drawer }
    }
}

/// What is said; short enough for any terminal.
fn line(read: u64, files: u64) -> String {
    if files == 0 { "listing the tree".to_owned() } else { format!("read {read} of at most {files} files") }
}

/// Puts a text in place of the line.
fn say(text: &str) {
    let mut err = std::io::stderr().lock();
    // A line that cannot be shown is no loss.
    drop(write!(err, "\r\x1b[K{text}").and_then(|()| err.flush()));
}

impl Drop for Meter<'_> {
    fn drop(&mut self) {
        drop(self.end.take());
        if let Some(drawer) = self.drawer.take() {
            drop(drawer.join());
        }
    }
}

impl Tree for Meter<'_> {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let entries = self.tree.entries()?;
        self.counts.files.store(entries.len() as u64, Ordering::Relaxed);
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.counts.read.fetch_add(1, Ordering::Relaxed);
        self.tree.read(path)
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
