//! What is kept of a tree from one run to the next: the content of its files as far as it was read, and answers.
//!
//! A file of the tree is taken to hold what it held when all that the system says of it is as it was, and it was not changed within the two
//! seconds before the run that read it, since within such a time a second change might not show.

use super::paths::Paths;
use super::shelf::{LARGEST, Shelf};
use super::stat::{Stat, nanoseconds};
use crate::evidence::{Memory, Remembered};
use crate::tree::Digest;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

/// How long after a change a file might change again without any sign; file systems tell times to within two seconds or better.
const UNSURE: Duration = Duration::from_secs(2);

/// The most groups of answers that are kept of one tree.
const ANSWERS: usize = 512;

/// What is known of one tree.
#[derive(Debug)]
pub struct Ledger {
    /// Where it is kept.
    shelf: Shelf,
    /// When this run began, in nanoseconds since 1970.
    began: u64,
    /// What was kept, read when it is first wanted.
    before: OnceLock<Content>,
    now: RwLock<Now>,
}

/// What is in the file of a ledger.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Content {
    /// What files were and what they held, sorted by path.
    files: Paths<(Stat, Digest)>,
    /// Groups of answers as JSON, those used last first.
    answers: Vec<(String, Vec<u8>)>,
}

/// What this run found.
#[derive(Debug, Default)]
struct Now {
    /// What files are, and what those hold that are as they were; sorted by path.
    listed: Paths<(Stat, Option<Digest>)>,
    /// What was read; nothing for a file that held two things.
    read: HashMap<Box<str>, Option<Digest>>,
    put: BTreeMap<String, Vec<u8>>,
    used: BTreeSet<String>,
}

impl Ledger {
    /// What is kept at a place; nothing when the machine has no clock to speak of.
    pub(super) fn new(shelf: Shelf) -> Option<Ledger> {
        let began = nanoseconds(SystemTime::now())?;
        Some(Ledger { shelf, began, before: OnceLock::new(), now: RwLock::default() })
    }

    fn now(&self) -> RwLockReadGuard<'_, Now> {
        self.now.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn now_mut(&self) -> RwLockWriteGuard<'_, Now> {
        self.now.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads what was kept, while something else is done; otherwise that happens when it is first wanted.
    pub(super) fn recall(&self) {
        self.before();
    }

    fn before(&self) -> &Content {
        self.before.get_or_init(|| self.shelf.read().and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default())
    }

    /// Learns what the system says of the files, which are sorted by path.
    pub(super) fn listed<'p>(&self, stats: impl Iterator<Item = (&'p str, Stat)>) {
        let mut before = self.before().files.iter().peekable();
        let mut listed = Paths::default();
        for (path, stat) in stats {
            while before.next_if(|(known, _)| *known < path).is_some() {}
            let same = before.next_if(|(known, (was, _))| *known == path && *was == stat);
            listed.push(path, (stat, same.map(|(_, (_, held))| *held)));
        }
        self.now_mut().listed = listed;
    }

    /// Learns what a file holds.
    pub(super) fn learn(&self, path: &str, bytes: &[u8]) {
        let held = *blake3::hash(bytes).as_bytes();
        let mut now = self.now_mut();
        let differs = now.known(path).is_some_and(|known| known != held) || matches!(now.read.get(path), Some(None));
        now.read.insert(path.into(), (!differs).then_some(held));
    }

    /// What a file holds, if that is known.
    pub(super) fn digest(&self, path: &str) -> Option<Digest> {
        self.now().known(path)
    }

    /// Writes what is known now, if anything was learnt.
    pub fn save(self) {
        let before = self.before.into_inner().unwrap_or_default();
        let now = self.now.into_inner().unwrap_or_else(PoisonError::into_inner);
        if now.read.is_empty() && now.put.is_empty() {
            return;
        }
        let sure = self.began.saturating_sub(u64::try_from(UNSURE.as_nanos()).unwrap_or(u64::MAX));
        let mut content = Content::default();
        for (path, (stat, _)) in now.listed.iter().filter(|(_, (stat, _))| stat.is_before(sure)) {
            if let Some(held) = now.known(path) {
                content.files.push(path, (*stat, held));
            }
        }
        let (used, unused): (Vec<_>, Vec<_>) =
            before.answers.into_iter().filter(|(key, _)| !now.put.contains_key(key)).partition(|(key, _)| now.used.contains(key));
        let put = now.put.iter().map(|(key, answers)| (key.clone(), answers.clone()));
        content.answers = put.chain(used).chain(unused).take(ANSWERS).collect();
        let Ok(mut bytes) = postcard::to_stdvec(&content) else { return };
        if bytes.len() > LARGEST / 2 {
            // What was not used in this run goes first, then all answers.
            content.answers.retain(|(key, _)| now.used.contains(key));
            let Ok(less) = postcard::to_stdvec(&content) else { return };
            bytes = less;
        }
        self.shelf.write(&bytes);
    }
}

impl Now {
    fn known(&self, path: &str) -> Option<Digest> {
        if !self.read.is_empty()
            && let Some(read) = self.read.get(path)
        {
            return *read;
        }
        self.listed.find(path)?.1
    }
}

impl Memory for Ledger {
    fn get(&self, key: &str) -> Option<Remembered> {
        let (_, found) = self.before().answers.iter().find(|(known, _)| known == key)?;
        let found = serde_json::from_slice(found).ok()?;
        self.now_mut().used.insert(key.to_owned());
        Some(found)
    }

    fn put(&self, key: &str, remembered: &Remembered) {
        let Ok(answers) = serde_json::to_vec(remembered) else { return };
        let mut now = self.now_mut();
        now.used.insert(key.to_owned());
        now.put.insert(key.to_owned(), answers);
    }
}
