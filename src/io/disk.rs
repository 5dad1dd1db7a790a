//! The working directory as a world.

use crate::text::SourceError;
use crate::time::Date;
use crate::world::World;
use std::path::Path;

/// Largest plan file that is read.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// The file system, seen from the working directory.
#[derive(Debug, Default)]
pub struct Disk;

/// The bytes of a plain file; of a pipe nobody knows when it ends.
///
/// # Errors
/// In words for people.
pub(super) fn read_plain(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let meta = std::fs::metadata(path).map_err(|error| reason(&error))?;
    match () {
        () if meta.is_dir() => Err("it is a folder".to_owned()),
        () if !meta.is_file() => Err("it is no plain file".to_owned()),
        () if meta.len() > most => Err(format!("it is larger than {} MB", most >> 20)),
        () => std::fs::read(path).map_err(|error| reason(&error)),
    }
}

impl World for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let meta = std::fs::metadata(path).map_err(|error| match std::fs::read_link(path) {
            Ok(leads) if error.kind() == std::io::ErrorKind::NotFound => {
                format!("it is a link to `{}`, and there is no such file", leads.display())
            }
            _ => reason(&error),
        })?;
        if meta.is_dir() {
            return Err("it is a folder; a plan file was expected".to_owned());
        }
        // A shell that fills in names takes committed links too. Whoever writes out a whole path means it.
        let is_link = || std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink());
        if Path::new(path).is_relative() && is_link() && is_inside(path).is_err() && !is_beside(path) {
            return Err("it is a link that leads out of the folder at hand; name the file itself".to_owned());
        }
        if meta.len() > MAX_BYTES {
            return Err(SourceError::TooLarge(meta.len() as usize).to_string());
        }
        std::fs::read(path).map_err(|error| reason(&error))
    }

    fn plans_in(&self, folder: &str) -> Result<Vec<String>, String> {
        self.glob(folder, "**/*.plan")
    }

    fn glob(&self, folder: &str, glob: &str) -> Result<Vec<String>, String> {
        // `..` and plain names need no walk.
        if !glob.contains(['*', '?', '[', '{']) {
            let path = join(folder, glob);
            // A link in a plan's folder could lead anywhere.
            if std::fs::symlink_metadata(&path).is_ok_and(|meta| meta.is_symlink()) {
                is_inside(&path)?;
            }
            return Ok(if Path::new(&path).exists() { vec![path] } else { Vec::new() });
        }
        let matcher = globset::GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| error.to_string())?.compile_matcher();
        let mut found = Vec::new();
        let walk =
            ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(false).sort_by_file_name(Ord::cmp).build();
        for entry in walk {
            let entry = entry.map_err(|error| error.to_string())?;
            let Ok(inner) = entry.path().strip_prefix(folder) else { continue };
            // A link may lead anywhere, and is read where it is named; one that leads nowhere is told of.
            let loose = || entry.path_is_symlink() && !entry.path().exists();
            if matcher.is_match(inner) && (entry.file_type().is_some_and(|kind| kind.is_file()) || loose()) {
                let inner = inner.to_str().ok_or_else(|| format!("the name {} is not UTF-8", inner.display()))?;
                found.push(join(folder, inner));
            }
        }
        found.sort();
        Ok(found)
    }

    fn is_folder(&self, path: &str) -> bool {
        Path::new(path).is_dir()
    }

    fn today(&self) -> Date {
        Date::today()
    }
}

/// Whether a path, links followed, lies in the folder that the program was started in.
///
/// # Errors
/// Why not, in words for people.
pub fn is_inside(path: &str) -> Result<(), String> {
    let here = std::fs::canonicalize(".").map_err(|error| reason(&error))?;
    let there = std::fs::canonicalize(path).map_err(|_| "there is no such file or folder".to_owned())?;
    if there.starts_with(here) { Ok(()) } else { Err("it leads out of the folder at hand".to_owned()) }
}

/// Whether a path, links followed, lies in the folder that it names or below.
fn is_beside(path: &str) -> bool {
    let folder = Path::new(path).parent().and_then(|folder| std::fs::canonicalize(folder).ok());
    folder.is_some_and(|folder| std::fs::canonicalize(path).is_ok_and(|real| real.starts_with(folder)))
}

/// Whether two paths lead to one file, links followed.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    std::fs::canonicalize(one).is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
}

/// A path as one within a folder, links followed, whether a file stands there by now or not; nothing where it lies elsewhere.
pub fn place_within(folder: &str, path: &Path) -> Option<String> {
    let folder = std::fs::canonicalize(folder).ok()?;
    let real = std::fs::canonicalize(path).ok().or_else(|| {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(std::fs::canonicalize(parent).ok()?.join(path.file_name()?))
    })?;
    let inner = real.strip_prefix(folder).ok()?.to_str()?.replace('\\', "/");
    (!inner.is_empty()).then_some(inner)
}

fn join(folder: &str, inner: &str) -> String {
    let inner = inner.replace('\\', "/");
    if folder == "." || folder.is_empty() { inner } else { format!("{}/{inner}", folder.trim_end_matches('/')) }
}

/// An error in words, without the operating system's number.
pub(super) fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::NotADirectory => "a part of its path is no folder".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
}
