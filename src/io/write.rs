//! Writing outputs: whole or not at all, and not at all when nothing changed.

use super::disk::reason;
use crate::render::{Sheet, Shelf};
use crate::tree::MARKED_WITHIN;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// What writing changed, or would change.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that were not there, or held something else.
    pub stale: BTreeSet<String>,
    /// Compiled files that nothing compiles any more.
    pub left_over: BTreeSet<String>,
    /// All files that are compiled.
    pub names: BTreeSet<String>,
}

impl Changes {
    /// Whether there was nothing to do.
    pub fn is_empty(&self) -> bool {
        self.stale.is_empty() && self.left_over.is_empty()
    }

    /// How many files are as they should be.
    pub fn unchanged(&self) -> usize {
        self.names.len() - self.stale.len()
    }
}

/// The folder that outputs go to. A file is compared while it is made, and written only if it differs.
#[derive(Debug)]
pub struct Store<'f> {
    folder: &'f Path,
    /// Only compares.
    looks_only: bool,
    changes: Mutex<Changes>,
}

/// The part of a store that one plan fills.
#[derive(Debug)]
pub struct Drawer<'s> {
    store: &'s Store<'s>,
    plan: &'s str,
}

impl<'f> Store<'f> {
    /// A store that writes, or with `looks_only` one that only tells what would change. The folder need not be there.
    ///
    /// # Errors
    /// When something else stands in its place, in words for people.
    pub fn new(folder: &'f Path, looks_only: bool) -> Result<Store<'f>, String> {
        match std::fs::metadata(folder) {
            Ok(meta) if !meta.is_dir() => Err(format!("{} is no folder, and reports go into one", folder.display())),
            Err(_) if folder.is_symlink() => Err(format!("{} is a link that leads nowhere", folder.display())),
            _ => Ok(Store { folder, looks_only, changes: Mutex::default() }),
        }
    }

    /// The folder of one plan.
    pub fn of_plan<'s>(&'s self, plan: &'s str) -> Drawer<'s> {
        Drawer { store: self, plan }
    }

    /// Notes that a file was made, and whether it is another one than before.
    fn told(&self, name: &str, differs: bool) {
        let mut changes = self.changes.lock().unwrap_or_else(PoisonError::into_inner);
        if differs {
            changes.stale.insert(name.to_owned());
        }
        changes.names.insert(name.to_owned());
    }

    /// The folders of other plans than these that hold what Landfall compiled, sorted.
    pub fn others(&self, plans: &[String]) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(self.folder) else { return Vec::new() };
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        let mut others: Vec<String> = names
            .filter(|name| {
                !plans.contains(name)
                    && is_compiled(&self.folder.join(name).join("plan.json"))
                    && is_compiled(&self.folder.join(name).join("README.md"))
            })
            .collect();
        others.sort();
        others
    }

    /// Whether a plan has a folder by now.
    pub fn holds(&self, plan: &str) -> bool {
        self.folder.join(plan).is_dir()
    }

    /// Removes what is left over in the folders of `plans`: compiled files that were not made. Gives all that changed.
    ///
    /// # Errors
    /// When a file cannot be removed, in words for people.
    pub fn finish(self, plans: &[String]) -> Result<Changes, String> {
        let mut changes = self.changes.into_inner().unwrap_or_else(PoisonError::into_inner);
        for plan in plans {
            let Ok(entries) = std::fs::read_dir(self.folder.join(plan)) else { continue };
            for entry in entries.flatten() {
                let Ok(file) = entry.file_name().into_string() else { continue };
                let name = format!("{plan}/{file}");
                if is_temporary(&file) {
                    if !self.looks_only {
                        remove_abandoned(&entry.path());
                    }
                    continue;
                }
                if !changes.names.contains(&name) && is_compiled(&entry.path()) {
                    changes.left_over.insert(name);
                }
            }
        }
        if !self.looks_only {
            for name in &changes.left_over {
                let path = self.folder.join(name);
                std::fs::remove_file(&path).map_err(|error| format!("cannot remove {}: {}", path.display(), reason(&error)))?;
            }
        }
        Ok(changes)
    }
}

impl Shelf for Drawer<'_> {
    fn begin(&self, name: &str) -> Result<Box<dyn Sheet + '_>, String> {
        let name = format!("{}/{name}", self.plan);
        let path = self.store.folder.join(&name);
        let failed = |error: &io::Error| format!("cannot read {}: {}", path.display(), reason(error));
        let state = match std::fs::metadata(&path) {
            Ok(meta) if !meta.is_file() => None,
            Ok(_) => Some(std::fs::File::open(&path).map_err(|error| failed(&error))?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(failed(&error)),
        };
        let mut page = Page { store: self.store, name, path, state: State::Unwritten };
        match state {
            Some(file) => page.state = State::Same { file, upto: 0, chunk: vec![0; 64 * 1024] },
            None => page.differ(None)?,
        }
        Ok(Box::new(page))
    }
}

/// One output: as long as it says what the file says already, nothing is written.
#[derive(Debug)]
struct Page<'s> {
    store: &'s Store<'s>,
    name: String,
    path: PathBuf,
    state: State,
}

#[derive(Debug)]
enum State {
    /// All that came so far stands in the file too: so many bytes.
    Same { file: File, upto: u64, chunk: Vec<u8> },
    /// It is another file, on its way beside its place.
    Other(NamedTempFile),
    /// It is another file, and only that is of interest.
    Unwritten,
}

impl Page<'_> {
    /// From here on it is another file, which begins like the one that is there.
    fn differ(&mut self, like: Option<(File, u64)>) -> Result<(), String> {
        self.state = State::Unwritten;
        if self.store.looks_only {
            return Ok(());
        }
        if like.as_ref().is_some_and(|(file, _)| file.metadata().is_ok_and(|meta| meta.len() > 0)) && !is_compiled(&self.path) {
            return Err(format!(
                "{} was not compiled by landfall, and would be lost: move it away, or choose another folder with `--out`",
                self.path.display()
            ));
        }
        let mut other = beside(&self.path, &self.path)?;
        if let Some((mut file, upto)) = like {
            let copied = file.rewind().and_then(|()| io::copy(&mut file.take(upto), &mut other));
            copied.map_err(|error| format!("cannot write {}: {}", self.path.display(), reason(&error)))?;
        }
        self.state = State::Other(other);
        Ok(())
    }
}

impl Write for Page<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let failed =
            |what: &str, path: &Path, error: &io::Error| io::Error::other(format!("cannot {what} {}: {}", path.display(), reason(error)));
        match &mut self.state {
            State::Unwritten => Ok(bytes.len()),
            State::Other(file) => file.write(bytes).map_err(|error| failed("write", &self.path, &error)),
            State::Same { file, upto, chunk } => {
                let wanted = &bytes[..bytes.len().min(chunk.len())];
                let held = file.read(&mut chunk[..wanted.len()]).map_err(|error| failed("read", &self.path, &error))?;
                if chunk[..held] == wanted[..held] && (held > 0 || wanted.is_empty()) {
                    *upto += held as u64;
                    return Ok(held);
                }
                if let State::Same { file, upto, .. } = std::mem::replace(&mut self.state, State::Unwritten) {
                    self.differ(Some((file, upto))).map_err(io::Error::other)?;
                }
                self.write(bytes)
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sheet for Page<'_> {
    fn keep(mut self: Box<Self>) -> Result<(), String> {
        match std::mem::replace(&mut self.state, State::Unwritten) {
            State::Same { mut file, upto, .. } => {
                // The file may go on where this one ends.
                let more = file.read(&mut [0]).map_err(|error| format!("cannot read {}: {}", self.path.display(), reason(&error)))?;
                if more == 0 {
                    self.store.told(&self.name, false);
                    return Ok(());
                }
                self.differ(Some((file, upto)))?;
                self.keep()
            }
            State::Other(file) => {
                put_in_place(file, &self.path, &self.path)?;
                self.store.told(&self.name, true);
                Ok(())
            }
            State::Unwritten => {
                self.store.told(&self.name, true);
                Ok(())
            }
        }
    }
}

/// Writes one file that a person named, whole or not at all. A link is followed, so that it stays one; what is no ordinary file, such as
/// `/dev/stdout` or a pipe, is written to and not replaced.
///
/// # Errors
/// In words for people.
pub fn write_file(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    let content = content.as_ref();
    let failed = |error: io::Error| format!("cannot write {}: {}", path.display(), reason(&error));
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_dir() => Err(format!("cannot write {}: it is a folder", path.display())),
        Ok(meta) if !meta.is_file() => {
            let mut out = std::fs::OpenOptions::new().write(true).open(path).map_err(failed)?;
            out.write_all(content).map_err(failed)
        }
        Ok(_) => write_whole(&std::fs::canonicalize(path).map_err(failed)?, content),
        Err(_) if path.is_symlink() => Err(format!("cannot write {}: it is a link that leads nowhere", path.display())),
        Err(_) => write_whole(path, content),
    }
}

/// Writes files in place of those that hold `before`, and only if all of them still do: `(path, before, after)`. Links are followed, so that
/// they stay links. All are written beside their places before the first is put in its place.
///
/// # Errors
/// When a file changed since it was read, may not be written, or cannot be, in words for people; all are then as they were, unless the words
/// say otherwise.
pub fn replace_files(files: &[(&Path, &str, &str)]) -> Result<(), String> {
    let mut staged = Vec::new();
    for (path, before, after) in files {
        let real = may_replace(path, before).map_err(|why| format!("{why}; nothing was written"))?;
        let file = stage(&real, path, after.as_bytes()).map_err(|why| format!("{why}; nothing was written"))?;
        staged.push((path, real, file));
    }
    let mut written: Vec<String> = Vec::new();
    for (path, real, file) in staged {
        if let Err(error) = file.persist(real) {
            let before = if written.is_empty() { String::new() } else { format!("; written before: {}", written.join(", ")) };
            return Err(format!("cannot write {}: {}{before}", path.display(), reason(&error.error)));
        }
        written.push(path.display().to_string());
    }
    Ok(())
}

/// Whether a file still holds `before` and may be written, and where it really is.
///
/// # Errors
/// Why not, in words for people.
fn may_replace(path: &Path, before: &str) -> Result<PathBuf, String> {
    let failed = |error: &io::Error| format!("cannot read {}: {}", path.display(), reason(error));
    let real = std::fs::canonicalize(path).map_err(|error| failed(&error))?;
    if std::fs::metadata(&real).map_err(|error| failed(&error))?.permissions().readonly() {
        return Err(format!("{} is write-protected", path.display()));
    }
    if std::fs::read(&real).map_err(|error| failed(&error))? != before.as_bytes() {
        return Err(format!("{} changed on the disk since it was read; run the command again", path.display()));
    }
    Ok(real)
}

/// Writes one file by way of a temporary one beside it.
fn write_whole(path: &Path, content: &[u8]) -> Result<(), String> {
    put_in_place(stage(path, path, content)?, path, path)
}

/// Writes what a file is to hold to a temporary one beside it; `named` is what people call it.
fn stage(path: &Path, named: &Path, content: &[u8]) -> Result<NamedTempFile, String> {
    let mut file = beside(path, named)?;
    file.write_all(content).map_err(|error| format!("cannot write {}: {}", named.display(), reason(&error)))?;
    Ok(file)
}

/// An empty file beside a place, in the mode of the file that it is to replace, or an ordinary one; `named` is what people call it.
fn beside(path: &Path, named: &Path) -> Result<NamedTempFile, String> {
    let failed = |what: &str, error: &io::Error| format!("cannot {what} {}: {}", named.display(), reason(error));
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    std::fs::create_dir_all(&folder).map_err(|error| failed("make the folder of", &error))?;
    let file = temporary(&folder).map_err(|error| failed("write", &error))?;
    // A temporary file is private.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(path).map_or(0o644, |meta| meta.permissions().mode() & 0o777);
        file.as_file().set_permissions(std::fs::Permissions::from_mode(mode)).map_err(|error| failed("write", &error))?;
    }
    Ok(file)
}

/// What the names of temporary files begin with, and how many letters and digits follow.
const TEMPORARY: (&str, usize) = (".landfall-", 6);

/// How often a temporary file is made anew.
const TRIES: usize = 16;

/// A temporary file, locked as long as this program has it open: what is not locked was left behind by one that was ended.
fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let (prefix, letters) = TEMPORARY;
    for _ in 0..TRIES {
        let file = tempfile::Builder::new().prefix(prefix).rand_bytes(letters).tempfile_in(folder)?;
        // Another one may have taken it for left behind before it was locked. Where nothing can be locked, nothing is removed either.
        if file.as_file().lock().is_err() || file.path().exists() {
            return Ok(file);
        }
    }
    Err(io::Error::other("its temporary files are taken away"))
}

/// Whether a file has the name of a temporary one.
fn is_temporary(name: &str) -> bool {
    let (prefix, letters) = TEMPORARY;
    name.strip_prefix(prefix).is_some_and(|rest| rest.len() == letters && rest.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Removes a temporary file that nobody has open any more, and that is empty or a part of a compiled one.
fn remove_abandoned(path: &Path) {
    let is_plain = std::fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    let Ok(file) = std::fs::File::open(path) else { return };
    let is_ours = || file.metadata().is_ok_and(|meta| meta.len() == 0) || is_compiled(path);
    // It is removed while it is locked, so that whoever has just made it notices.
    if is_plain && file.try_lock().is_ok() && is_ours() {
        drop(std::fs::remove_file(path));
    }
}

fn put_in_place(file: NamedTempFile, path: &Path, named: &Path) -> Result<(), String> {
    file.persist(path).map_err(|error| format!("cannot write {}: {}", named.display(), reason(&error.error)))?;
    Ok(())
}

/// Whether a file bears the mark of compiled files.
fn is_compiled(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(MARKED_WITHIN as u64).read_to_end(&mut start));
    read.is_ok() && crate::tree::is_compiled(&start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_stay_what_they_are() {
        use std::os::unix::fs::{FileTypeExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("target"), "old").unwrap();
        symlink("target", path("link")).unwrap();
        write_file(&path("link"), "new").unwrap();
        assert!(path("link").is_symlink());
        assert_eq!(std::fs::read_to_string(path("target")).unwrap(), "new");
        symlink("nowhere", path("loose")).unwrap();
        assert!(write_file(&path("loose"), "x").is_err_and(|why| why.contains("leads nowhere")));
        assert!(write_file(folder.path(), "x").is_err_and(|why| why.contains("is a folder")));
        let made = std::process::Command::new("mkfifo").arg(path("pipe")).status().unwrap();
        assert!(made.success());
        let reader = {
            let pipe = path("pipe");
            std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap())
        };
        write_file(&path("pipe"), "through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        assert!(std::fs::symlink_metadata(path("pipe")).unwrap().file_type().is_fifo());
    }

    #[test]
    fn what_a_killed_run_left_is_removed_and_what_another_one_writes_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("p").join(name);
        std::fs::create_dir(folder.path().join("p")).unwrap();
        let mark = format!("<!-- {}; edit", crate::tree::MARK);
        for (name, text) in
            [(".landfall-aB3xYz", &*mark), (".landfall-000000", ""), (".landfall-notes", &mark), (".landfall-zzzzzz", "mine")]
        {
            std::fs::write(path(name), text).unwrap();
        }
        let other = temporary(&folder.path().join("p")).unwrap();
        std::fs::write(other.path(), &mark).unwrap();
        let finish = |looks_only: bool| Store::new(folder.path(), looks_only).unwrap().finish(&["p".to_owned()]).unwrap();
        assert!(finish(true).left_over.iter().all(|name| name == "p/.landfall-notes"));
        assert!(path(".landfall-000000").exists(), "to look changes nothing");
        finish(false);
        assert!(!path(".landfall-aB3xYz").exists() && !path(".landfall-000000").exists());
        assert!(other.path().exists() && path(".landfall-zzzzzz").exists(), "it is open, or of another");
        put_in_place(other, &path("a.md"), &path("a.md")).unwrap();
        assert!(path("a.md").exists());
    }

    #[test]
    fn a_file_that_changed_since_it_was_read_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.plan");
        std::fs::write(&path, "one\r\n").unwrap();
        assert_eq!(replace_files(&[(&path, "one\r\n", "two\r\n")]), Ok(()));
        let other = folder.path().join("b.plan");
        std::fs::write(&other, "first").unwrap();
        let late = replace_files(&[(&other, "first", "second"), (&path, "one\r\n", "three\r\n")]);
        assert!(late.as_ref().is_err_and(|why| why.contains("changed on the disk since it was read")), "{late:?}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "two\r\n");
        assert_eq!(std::fs::read_to_string(&other).unwrap(), "first", "of several files all or none are written");
        assert!(replace_files(&[(&folder.path().join("c.plan"), "", "x")]).is_err(), "what is gone is not made anew");
    }

    #[test]
    fn an_output_is_told_apart_from_the_file_wherever_they_differ() {
        let folder = tempfile::tempdir().unwrap();
        let long = "x".repeat(200_000);
        let texts = ["", "a", "b", "ab", &long, &format!("{long}y"), &format!("y{long}"), &format!("{}yx", &long[2..])];
        // Other files are left alone.
        let texts = texts.map(|text| format!("<!-- {} -->{text}", crate::tree::MARK));
        for held in &texts {
            for made in &texts {
                std::fs::create_dir_all(folder.path().join("p")).unwrap();
                let path = folder.path().join("p/report.md");
                std::fs::write(&path, held).unwrap();
                let put = |store: Store<'_>| {
                    let drawer = store.of_plan("p");
                    let mut sheet = drawer.begin("report.md").unwrap();
                    made.as_bytes().chunks(70_001).for_each(|chunk| sheet.write_all(chunk).unwrap());
                    sheet.keep().unwrap();
                    store.finish(&[]).unwrap().stale.contains("p/report.md")
                };
                assert_eq!(put(Store::new(folder.path(), true).unwrap()), held != made);
                assert_eq!(std::fs::read_to_string(&path).unwrap(), *held, "to look changes nothing");
                assert_eq!(put(Store::new(folder.path(), false).unwrap()), held != made);
                assert_eq!(std::fs::read_to_string(&path).unwrap(), *made);
            }
        }
        let store = Store::new(folder.path(), false).unwrap();
        let drawer = store.of_plan("p");
        let mut sheet = drawer.begin("given-up.md").unwrap();
        sheet.write_all(b"half").unwrap();
        drop(sheet);
        assert_eq!(std::fs::read_dir(folder.path().join("p")).unwrap().count(), 1, "what is given up leaves nothing behind");
    }
}
