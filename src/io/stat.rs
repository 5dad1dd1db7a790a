//! What the system says of a file.

use serde::{Deserialize, Serialize};
use std::fs::Metadata;
use std::time::SystemTime;

/// What the system says of a file. Times are in nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stat {
    size: u64,
    modified: u64,
    changed: u64,
    number: u64,
    device: u64,
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

    /// Its size and when it was modified, as a name for a version of it.
    pub(super) fn version(&self) -> String {
        format!("{} {}", self.size, self.modified)
    }

    /// Whether it was last changed before a time, in nanoseconds since 1970.
    pub(super) fn is_before(&self, time: u64) -> bool {
        self.modified < time && self.changed < time
    }
}

/// Nanoseconds since 1970.
pub(super) fn nanoseconds(time: SystemTime) -> Option<u64> {
    u64::try_from(time.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos()).ok()
}
