//! A file of the cache: whole, and of this very program, or as good as not there.

use super::stat::Stat;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Version of the files in the cache.
const FORMAT: u32 = 4;

/// The most files that are kept of each kind.
const FILES: usize = 64;

/// The largest file that is kept, in bytes.
pub(super) const LARGEST: usize = 64 << 20;

/// One file of the cache.
#[derive(Debug)]
pub(super) struct Shelf {
    path: PathBuf,
    /// What begins the file: the format and this very program.
    head: String,
}

impl Shelf {
    /// The file at a path.
    pub(super) fn at(path: PathBuf) -> Shelf {
        Shelf { path, head: format!("landfall cache {FORMAT} {}", program()) }
    }

    /// What the file holds, if it is whole and of this program.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        if std::fs::metadata(&self.path).ok()?.len() > LARGEST as u64 {
            return None;
        }
        let mut bytes = std::fs::read(&self.path).ok()?;
        let end = memchr::memchr(b'\n', &bytes)?;
        let rest = bytes.split_off(end + 1);
        let expected = format!("{} {}\n", self.head, blake3::hash(&rest).to_hex());
        (bytes == expected.as_bytes()).then_some(rest)
    }

    /// Writes the file, unless it is too large, and removes others where there are too many.
    pub(super) fn write(&self, bytes: &[u8]) {
        let mut whole = format!("{} {}\n", self.head, blake3::hash(bytes).to_hex()).into_bytes();
        whole.extend_from_slice(bytes);
        if whole.len() <= LARGEST && super::write::write_file(&self.path, &whole).is_ok() {
            tidy(&self.path);
        }
    }
}

/// This very program: another build of the same version may answer otherwise.
fn program() -> String {
    let stat = std::env::current_exe().and_then(std::fs::metadata).ok().as_ref().and_then(Stat::of);
    format!("{} {}", env!("CARGO_PKG_VERSION"), stat.map(|stat| stat.version()).unwrap_or_default())
}

/// Removes what was written longest ago among the files beside one that end like it, where there are too many.
fn tidy(path: &Path) {
    let Some(listed) = path.parent().and_then(|folder| std::fs::read_dir(folder).ok()) else { return };
    let mut files: Vec<(SystemTime, PathBuf)> = listed
        .flatten()
        .filter(|entry| entry.path().extension() == path.extension())
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    files.sort();
    let many = files.len().saturating_sub(FILES);
    files.iter().take(many).for_each(|(_, path)| drop(std::fs::remove_file(path)));
}
