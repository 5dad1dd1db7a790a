//! What is kept of a tree from one run to the next, in the user's cache folder: one file a tree, with the content of its files as far as it
//! was read, and answers. Nothing here is needed: whatever cannot be read or written is as if it had never been kept.
//!
//! A file of the tree is taken to hold what it held when all that the system says of it is as it was, and it was not changed within the two
//! seconds before the run that read it, since within such a time a second change might not show.

use super::paths::Paths;
use crate::evidence::{Memory, Remembered};
use crate::tree::Digest;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, SystemTime};

/// Version of the files in the cache.
const FORMAT: u32 = 3;

/// How long after a change a file might change again without any sign; file systems tell times to within two seconds or better.
const UNSURE: Duration = Duration::from_secs(2);

/// The most trees of which something is kept.
const TREES: usize = 64;

/// The most that is kept of one tree, in bytes.
const LARGEST: usize = 64 << 20;

/// The most groups of answers that are kept of one tree.
const ANSWERS: usize = 512;

/// The ending of files in the cache.
const ENDING: &str = "tree";

/// The folder of the cache.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

/// What the system says of a file. Times are in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stat {
    size: u64,
    modified: u64,
    changed: u64,
    number: u64,
    device: u64,
}

/// What is known of one tree.
#[derive(Debug)]
pub struct Ledger {
    /// The file it is kept in.
    path: PathBuf,
    /// What begins the file: the format and this very program.
    head: String,
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

impl Stat {
    /// What the system says; nothing where it tells no times.
    pub(super) fn of(meta: &Metadata) -> Option<Stat> {
        let modified = nanoseconds(meta.modified().ok()?)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt;
            let changed =
                u64::try_from(meta.ctime()).ok()?.checked_mul(1_000_000_000)?.checked_add(u64::try_from(meta.ctime_nsec()).ok()?)?;
            Some(Stat { size: meta.len(), modified, changed, number: meta.ino(), device: meta.dev() })
        }
        #[cfg(not(unix))]
        {
            Some(Stat { size: meta.len(), modified, changed: 0, number: 0, device: 0 })
        }
    }
}

fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}

impl Cache {
    /// The cache of the user, unless `LANDFALL_CACHE=off` says that there is none.
    pub fn open() -> Option<Cache> {
        let given = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        if given("LANDFALL_CACHE").is_some_and(|value| value.as_os_str() == "off") {
            return None;
        }
        let home = || given("HOME").filter(|home| home.is_absolute());
        let folder = if cfg!(windows) {
            given("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home().map(|home| home.join("Library/Caches"))
        } else {
            given("XDG_CACHE_HOME").filter(|folder| folder.is_absolute()).or_else(|| home().map(|home| home.join(".cache")))
        };
        Some(Cache::at(folder?.join("landfall")))
    }

    /// A cache in a folder.
    pub fn at(folder: PathBuf) -> Cache {
        Cache { folder }
    }

    /// What is known of the tree in a folder; nothing when there is no such folder.
    pub fn ledger(&self, root: &str) -> Option<Ledger> {
        let root = std::fs::canonicalize(root).ok()?;
        let began = nanoseconds(SystemTime::now())?;
        let name = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let path = self.folder.join(format!("{}.{ENDING}", name.get(..32)?));
        let head = format!("landfall cache {FORMAT} {}", program());
        Some(Ledger { path, head, began, before: OnceLock::new(), now: RwLock::default() })
    }
}

/// This very program: another build of the same version may answer otherwise.
fn program() -> String {
    let meta = std::env::current_exe().and_then(std::fs::metadata).ok();
    let stat = meta.as_ref().and_then(Stat::of).map(|stat| format!(" {} {}", stat.size, stat.modified));
    format!("{}{}", env!("CARGO_PKG_VERSION"), stat.unwrap_or_default())
}

/// Reads a file of the cache, if it is whole and of this program.
fn read(path: &Path, head: &str) -> Option<Content> {
    if std::fs::metadata(path).ok()?.len() > LARGEST as u64 {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let end = memchr::memchr(b'\n', &bytes)?;
    let (first, rest) = (bytes.get(..end)?, bytes.get(end + 1..)?);
    let expected = format!("{head} {}", blake3::hash(rest).to_hex());
    if first == expected.as_bytes() { postcard::from_bytes(rest).ok() } else { None }
}

impl Ledger {
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
        self.before.get_or_init(|| read(&self.path, &self.head).unwrap_or_default())
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
        for (path, (stat, _)) in now.listed.iter().filter(|(_, (stat, _))| stat.modified < sure && stat.changed < sure) {
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
        let mut whole = format!("{} {}\n", self.head, blake3::hash(&bytes).to_hex()).into_bytes();
        whole.append(&mut bytes);
        if whole.len() > LARGEST || super::write::write_file(&self.path, &whole).is_err() {
            return;
        }
        if let Some(folder) = self.path.parent() {
            tidy(folder);
        }
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

/// Removes what was written longest ago, where there is too much.
fn tidy(folder: &Path) {
    let Ok(listed) = std::fs::read_dir(folder) else { return };
    let mut files: Vec<(SystemTime, PathBuf)> = listed
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == ENDING))
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    files.sort();
    let many = files.len().saturating_sub(TREES);
    files.iter().take(many).for_each(|(_, path)| drop(std::fs::remove_file(path)));
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
