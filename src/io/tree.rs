//! A folder of the disk as a tree of evidence.
//!
//! What git tracks is always there: no line of an ignore file hides a file from the evidence that everybody else has. Of the other files
//! those are left out that ignore files in the tree name; what a person ignores on one machine alone means nothing.

use super::blobs::{Blobs, digest_of_blob};
use super::git::{NESTED, NO_REPOSITORY, git_in};
use super::ledger::Ledger;
use super::lfs::refuse_pointer;
use super::paths::Paths;
use super::stat::Stat;
use crate::tree::{self, Digest, Entry, Kind, Tree};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// Most names that are listed of one tree.
const MOST: usize = 5_000_000;

/// What a walk met: the path in the tree, and what it is.
type Walked = (Box<str>, Met);

/// What a walk met at a path.
#[derive(Clone, Copy)]
enum Met {
    /// A file, and what the system says of it.
    File(Seen),
    /// A link, or what nothing is known of.
    Link,
    /// Something whose name is not UTF-8.
    Misnamed,
}

/// What the system says of a file: its size in bytes, and all of it if it tells enough.
type Seen = (u64, Option<Stat>);

/// What one thread of a walk met; handed over when the thread is done with it.
struct Found<'w> {
    own: Vec<Walked>,
    all: &'w Mutex<Vec<Vec<Walked>>>,
}

impl Drop for Found<'_> {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).push(std::mem::take(&mut self.own));
    }
}

/// A folder, with or without what its ignore files leave out.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    ignore: bool,
    /// What is known of its files from earlier.
    ledger: Option<Arc<Ledger>>,
    /// What git tracks and did not check out here, known once the files are listed.
    aside: OnceLock<Aside>,
    /// Where folders that were read from really lie, links followed; nothing of those that lead out of the tree or nowhere.
    real: RwLock<BTreeMap<PathBuf, Option<Arc<Path>>>>,
}

/// Files that a sparse checkout left out: git tracks them, so they are there, and their content is that of the index.
#[derive(Debug, Default)]
struct Aside {
    /// The repositories they are of: the one around the tree, and submodules.
    blobs: Vec<Blobs>,
    /// By path: the repository, and the name of the content.
    files: BTreeMap<Box<str>, (usize, Box<str>)>,
}

impl Folder {
    /// The tree below a folder. With `ignore`, what `.gitignore` and its like leave out and git does not track is not there.
    ///
    /// # Errors
    /// When there is no such folder, in words for people.
    pub fn new(root: &str, ignore: bool) -> Result<Folder, String> {
        let path = std::fs::canonicalize(root).map_err(|error| format!("`{root}`: {}", super::disk::reason(&error)))?;
        if path.is_dir() {
            Ok(Folder { root: path, ignore, ledger: None, aside: OnceLock::new(), real: RwLock::default() })
        } else {
            Err(format!("`{root}` is no folder"))
        }
    }

    /// The same folder, with what is known of its files from earlier.
    #[must_use]
    pub fn with_ledger(self, ledger: Option<Arc<Ledger>>) -> Folder {
        Folder { ledger, ..self }
    }

    /// The files that are no folders, sorted by path, less those that ignore files leave out.
    fn walked(&self, repository: Option<&Path>) -> Result<Vec<Walked>, String> {
        let mut walk = ignore::WalkBuilder::new(&self.root);
        walk.standard_filters(self.ignore).hidden(false).follow_links(false).require_git(false);
        // The folders around the tree have a say only where they are of the same repository.
        walk.git_global(false).git_exclude(false).parents(repository.is_some_and(|top| top != self.root));
        walk.filter_entry(|entry| entry.file_name() != ".git").threads(rayon::current_num_threads());
        let (all, faults) = (Mutex::new(Vec::new()), Mutex::new(Vec::new()));
        walk.build_parallel().run(|| {
            let mut found = Found { own: Vec::new(), all: &all };
            let faults = &faults;
            Box::new(move |entry| {
                match entry.map_err(|error| error.to_string()).map(|entry| self.one(&entry)) {
                    Ok(Some(one)) => found.own.push(one),
                    Ok(None) => {}
                    Err(why) => faults.lock().unwrap_or_else(PoisonError::into_inner).push(why),
                }
                ignore::WalkState::Continue
            })
        });
        // Of several faults always the same is told.
        if let Some(why) = faults.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().min() {
            return Err(why);
        }
        let mut found: Vec<Walked> = all.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect();
        found.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(found)
    }

    fn one(&self, entry: &ignore::DirEntry) -> Option<Walked> {
        let kind = entry.file_type().filter(|kind| !kind.is_dir())?;
        let path = entry.path().strip_prefix(&self.root).ok()?;
        let Some(path) = path.to_str() else { return Some((slashed(&path.to_string_lossy()), Met::Misnamed)) };
        let meta = if kind.is_symlink() { None } else { entry.metadata().ok() };
        Some((slashed(path), meta.map_or(Met::Link, |meta| Met::File(seen(&meta)))))
    }

    /// What stands at a path; a link to a file of the tree stands for that.
    fn entry(&self, path: Box<str>, met: Met) -> Entry {
        match met {
            Met::File((size, _)) => Entry::file(path, size),
            Met::Misnamed => Entry::of(Kind::Misnamed, path, 0),
            Met::Link => match std::fs::canonicalize(self.root.join(&*path)) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Entry::of(Kind::Nowhere, path, 0),
                Err(_) => Entry::of(Kind::Elsewhere, path, 0),
                Ok(real) => match real.strip_prefix(&self.root).ok().and_then(Path::to_str) {
                    Some(_) if real.is_file() => Entry::file(path, real.metadata().map_or(0, |meta| meta.len())),
                    folder => Entry { target: folder.map(slashed), ..Entry::of(Kind::Elsewhere, path, 0) },
                },
            },
        }
    }

    /// Adds what git tracks and the walk did not meet, because an ignore file names it.
    fn add_hidden(&self, walked: &mut Vec<Walked>, tracked: &Paths<()>) {
        let mut tracked: Vec<&str> = tracked.iter().map(|(path, ())| path).collect();
        tracked.sort_unstable();
        let mut met = walked.iter().map(|(path, _)| &**path).peekable();
        let is_hidden = |path: &&str| {
            while met.next_if(|met| **met < **path).is_some() {}
            met.peek().is_none_or(|met| **met != **path)
        };
        let hidden: Vec<&str> = tracked.into_iter().filter(is_hidden).collect();
        let known = walked.len();
        for path in hidden {
            let full = self.root.join(path);
            // A folder here is another repository within this one; what is gone is gone.
            if let Ok(meta) = std::fs::symlink_metadata(&full)
                && !meta.is_dir()
            {
                // One of the folders on the way may be a link by now.
                let is_file = !meta.is_symlink() && self.is_inside(&full);
                walked.push((path.into(), if is_file { Met::File(seen(&meta)) } else { Met::Link }));
            }
        }
        if walked.len() > known {
            walked.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        }
    }

    /// Adds what a sparse checkout left out.
    fn add_skipped(
        &self,
        entries: &mut Vec<Entry>,
        repositories: Vec<String>,
        skipped: Vec<(usize, String, Box<str>, bool)>,
    ) -> Result<(), String> {
        let (mut aside, met) = (Aside::default(), entries.len());
        for (own, folder) in repositories.iter().enumerate() {
            let blobs = Blobs::new(folder);
            // What stands in the folder all the same was put there since.
            let out = |path: &str| tree::find(entries.get(..met).unwrap_or_default(), path).is_none();
            let of_own: Vec<_> = skipped.iter().filter(|(repository, path, ..)| *repository == own && out(path)).collect();
            let ids: Vec<&str> = of_own.iter().map(|(_, _, blob, _)| &**blob).collect();
            let sizes = if ids.is_empty() { Vec::new() } else { blobs.sizes(&ids)? };
            for ((_, path, blob, is_link), size) in of_own.into_iter().zip(sizes) {
                let kind = if *is_link { Kind::Elsewhere } else { Kind::File };
                entries.push(Entry::of(kind, path.as_str(), if *is_link { 0 } else { size }));
                aside.files.insert(path.as_str().into(), (own, blob.clone()));
            }
            aside.blobs.push(blobs);
        }
        if entries.len() > met {
            entries.sort_unstable();
            // Listed again, the same files are out.
            drop(self.aside.set(aside));
        }
        Ok(())
    }

    /// Where a path leads to, links followed.
    ///
    /// # Errors
    /// When nothing stands there, or outside the root, in words for people.
    fn real(&self, path: &str) -> Result<PathBuf, String> {
        let full = self.root.join(path);
        // Most files are none of the links, and many lie in one folder.
        if let (Some(folder), Some(name)) = (full.parent(), full.file_name())
            && let Some(folder) = self.real_folder(folder)
        {
            let file = folder.join(name);
            if std::fs::symlink_metadata(&file).is_ok_and(|meta| meta.is_file()) {
                return Ok(file);
            }
        }
        let real = std::fs::canonicalize(&full).map_err(|error| super::disk::reason(&error))?;
        match () {
            () if !real.starts_with(&self.root) => Err("it leads out of the tree".to_owned()),
            () if real.is_file() => Ok(real),
            () => Err("it is no plain file".to_owned()),
        }
    }

    fn real_folder(&self, folder: &Path) -> Option<Arc<Path>> {
        if let Some(known) = self.real.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let real = std::fs::canonicalize(folder).ok().filter(|real| real.starts_with(&self.root)).map(Arc::from);
        self.real.write().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned(), real.clone());
        real
    }

    /// Whether a path leads to a file inside the root, links followed.
    fn is_inside(&self, path: &Path) -> bool {
        std::fs::canonicalize(path).is_ok_and(|path| path.starts_with(&self.root) && path.is_file())
    }
}

impl Aside {
    fn find(&self, path: &str) -> Option<(&Blobs, &str)> {
        let (own, blob) = self.files.get(path)?;
        Some((self.blobs.get(*own)?, blob))
    }
}

/// A path with the slashes that paths of a tree have.
fn slashed(path: &str) -> Box<str> {
    if std::path::MAIN_SEPARATOR == '/' { path.into() } else { path.replace(std::path::MAIN_SEPARATOR, "/").into() }
}

fn seen(meta: &Metadata) -> Seen {
    (meta.len(), Stat::of(meta))
}

/// The top of the repository that a folder lies in.
fn repository(folder: &Path) -> Option<PathBuf> {
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

/// What git tracks.
#[derive(Debug, Default)]
struct Tracked {
    /// Files, those of submodules that are checked out among them.
    files: Paths<()>,
    /// Submodules of which nothing is at hand.
    modules: Vec<String>,
    /// The folders of the repositories, and the files that they keep out of the folder: of which, the path, the content and whether it is a link.
    repositories: Vec<String>,
    skipped: Vec<(usize, String, Box<str>, bool)>,
}

impl Tracked {
    /// What git tracks below a folder.
    ///
    /// # Errors
    /// When git cannot say, in words for people.
    fn below(&mut self, root: &Path, prefix: &str, depth: usize) -> Result<(), String> {
        let Some(folder) = root.to_str() else { return Ok(()) };
        let listed = match git_in(folder, &["ls-files", "-z", "--stage", "-t"]) {
            Ok(listed) => listed,
            // Something else is called `.git`.
            Err(why) if why == NO_REPOSITORY => return Ok(()),
            Err(why) => {
                return Err(format!("git cannot say which files it tracks: {why}; with `evidence ignored` in the plan it is not asked"));
            }
        };
        let mut last = "";
        let own = self.repositories.len();
        self.repositories.push(folder.to_owned());
        for record in listed.split(|byte| *byte == 0) {
            // `TAG MODE BLOB STAGE`, a tab, and the path; a path in conflict is listed once for each side.
            let Some((about, path)) = std::str::from_utf8(record).ok().and_then(|record| record.split_once('\t')) else { continue };
            if std::mem::replace(&mut last, path) == path {
                continue;
            }
            let inner = root.join(path);
            let Some((tag, about)) = about.split_once(' ') else { continue };
            if tag == "S" && !about.starts_with("160000 ") {
                let blob = about.split(' ').nth(1).unwrap_or_default();
                self.skipped.push((own, format!("{prefix}{path}"), blob.into(), about.starts_with("120000 ")));
            }
            match about.starts_with("160000 ") {
                false if prefix.is_empty() => self.files.push(path, ()),
                false => self.files.push(&format!("{prefix}{path}"), ()),
                true if depth < NESTED && inner.join(".git").exists() => self.below(&inner, &format!("{prefix}{path}/"), depth + 1)?,
                true => self.modules.push(format!("{prefix}{path}")),
            }
        }
        Ok(())
    }
}

impl Tree for Folder {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        let repository = if self.ignore { repository(&self.root) } else { None };
        let list = || -> Result<Tracked, String> {
            let mut tracked = Tracked::default();
            if repository.is_some() {
                tracked.below(&self.root, "", 0)?;
            }
            Ok(tracked)
        };
        let recall = || self.ledger.iter().for_each(|ledger| ledger.recall());
        let (walked, (tracked, ())) = rayon::join(|| self.walked(repository.as_deref()), || rayon::join(list, recall));
        let (mut walked, tracked) = (walked?, tracked?);
        self.add_hidden(&mut walked, &tracked.files);
        if walked.len() > MOST {
            return Err(format!("the tree holds more than {MOST} files"));
        }
        if let Some(ledger) = &self.ledger {
            // Of a link this would say nothing: what it leads to changes without it.
            let stat = |met: &Met| if let Met::File((_, stat)) = met { *stat } else { None };
            ledger.listed(walked.iter().filter_map(|(path, met)| Some((&**path, stat(met)?))));
        }
        let mut entries: Vec<Entry> = walked.into_iter().map(|(path, met)| self.entry(path, met)).collect();
        self.add_skipped(&mut entries, tracked.repositories, tracked.skipped)?;
        let has_modules = !tracked.modules.is_empty();
        entries.extend(tracked.modules.into_iter().map(|path| Entry::of(Kind::Elsewhere, path, 0)));
        if has_modules {
            entries.sort_unstable();
        }
        Ok(entries)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        if let Some((blobs, blob)) = self.aside.get().and_then(|aside| aside.find(path)) {
            return refuse_pointer(path, blobs.read(blob)?, "the index");
        }
        let bytes = std::fs::read(self.real(path)?).map_err(|error| super::disk::reason(&error))?;
        if let Some(ledger) = &self.ledger {
            ledger.learn(path, &bytes);
        }
        refuse_pointer(path, bytes, "the working folder")
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        if let Some((_, blob)) = self.aside.get().and_then(|aside| aside.find(path)) {
            return Some(digest_of_blob(blob));
        }
        self.ledger.as_ref()?.digest(path)
    }
}

#[cfg(test)]
mod tests {
    use super::super::git::run as git;
    use super::*;

    fn write(folder: &Path, files: &[&str]) {
        for file in files {
            let path = folder.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x\n").unwrap();
        }
    }

    fn names(folder: &Path, ignore: bool) -> Vec<String> {
        let entries = Folder::new(folder.to_str().unwrap(), ignore).unwrap().entries().unwrap();
        entries.into_iter().map(|entry| entry.path.into()).collect()
    }

    #[test]
    fn what_git_tracks_is_there_whatever_ignore_files_say() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, &["a.py", "b.py", "c.py", "made/d.py", "gone.py"]);
        git(path, &["init", "-q"]);
        git(path, &["add", "a.py", "b.py", "gone.py"]);
        std::fs::write(path.join(".gitignore"), "a.py\nmade/\ngone.py\n").unwrap();
        std::fs::write(path.join(".ignore"), "b.py\nc.py\n").unwrap();
        std::fs::remove_file(path.join("gone.py")).unwrap();
        assert_eq!(names(path, true), [".gitignore", ".ignore", "a.py", "b.py"]);
        assert_eq!(names(path, false), [".gitignore", ".ignore", "a.py", "b.py", "c.py", "made/d.py"]);
    }

    #[test]
    fn ignore_files_around_the_tree_count_only_within_its_repository() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, &["plain/a.py", "own/a.py", "shared/inner/a.py"]);
        for name in [".gitignore", ".ignore"] {
            std::fs::write(path.join(name), "a.py\n").unwrap();
        }
        git(&path.join("own"), &["init", "-q"]);
        git(&path.join("shared"), &["init", "-q"]);
        std::fs::write(path.join("shared/.gitignore"), "a.py\n").unwrap();
        assert_eq!(names(&path.join("plain"), true), ["a.py"]);
        assert_eq!(names(&path.join("own"), true), ["a.py"]);
        assert!(names(&path.join("shared/inner"), true).is_empty());
    }

    #[test]
    fn submodules_are_read_where_they_are_checked_out_and_named_where_they_are_not() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, outer) = (folder.path().join("inner"), folder.path().join("outer"));
        write(&inner, &["src/y.py"]);
        write(&outer, &["a.py"]);
        std::fs::write(inner.join(".gitignore"), "src/y.py\n").unwrap();
        for path in [&inner, &outer] {
            git(path, &["init", "-q"]);
            git(path, &["add", "-f", "."]);
            git(path, &["commit", "-q", "-m", "one"]);
        }
        git(&outer, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", "../inner", "mod"]);
        assert_eq!(names(&outer, true), [".gitmodules", "a.py", "mod/.gitignore", "mod/src/y.py"]);
        std::fs::remove_dir_all(outer.join("mod")).unwrap();
        std::fs::create_dir(outer.join("mod")).unwrap();
        let entries = Folder::new(outer.to_str().unwrap(), true).unwrap().entries().unwrap();
        let module = entries.iter().find(|entry| &*entry.path == "mod").unwrap();
        assert_eq!(module.kind, Kind::Elsewhere);
    }

    #[test]
    fn the_content_of_a_file_in_git_lfs_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.sql"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n").unwrap();
        let tree = Folder::new(folder.path().to_str().unwrap(), true).unwrap();
        assert_eq!(tree.read("a.sql").unwrap_err(), "its content lies in Git LFS, and the working folder holds a pointer to it");
    }

    #[test]
    fn what_a_sparse_checkout_leaves_out_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, &["lib/a.py", "src/b.py", "src/c.py"]);
        std::fs::write(path.join("src/empty.py"), "").unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        git(path, &["sparse-checkout", "set", "--no-cone", "/lib/"]);
        assert!(!path.join("src").exists());
        write(path, &["src/c.py"]);
        std::fs::write(path.join("src/c.py"), "own\n").unwrap();
        let tree = Folder::new(path.to_str().unwrap(), true).unwrap();
        let entries: Vec<(String, u64)> = tree.entries().unwrap().into_iter().map(|entry| (entry.path.into(), entry.size)).collect();
        let all = [("lib/a.py", 2), ("src/b.py", 2), ("src/c.py", 4), ("src/empty.py", 0)];
        assert_eq!(entries, all.map(|(path, size)| (path.to_owned(), size)));
        assert_eq!((tree.read("src/b.py").unwrap(), tree.read("src/c.py").unwrap()), (b"x\n".to_vec(), b"own\n".to_vec()));
    }

    #[cfg(unix)]
    #[test]
    fn a_tracked_file_below_a_folder_that_became_a_link_leads_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, &["tree/in/a.py", "out/a.py"]);
        let tree = path.join("tree");
        git(&tree, &["init", "-q"]);
        git(&tree, &["add", "."]);
        std::fs::remove_dir_all(tree.join("in")).unwrap();
        std::os::unix::fs::symlink("../out", tree.join("in")).unwrap();
        let entries = Folder::new(tree.to_str().unwrap(), true).unwrap().entries().unwrap();
        assert!(entries.iter().all(|entry| entry.kind == Kind::Elsewhere), "{entries:?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_plain_file_is_named_and_never_waited_for() {
        use std::os::unix::{ffi::OsStrExt, fs::symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        write(path, &["tree/src/a.py", "out/a.py"]);
        let tree = path.join("tree");
        for (target, link) in [("src", "folder"), ("src/a.py", "file"), ("../out", "out"), ("../out/a.py", "outer.py"), ("none", "nowhere")]
        {
            symlink(target, tree.join(link)).unwrap();
        }
        assert!(std::process::Command::new("mkfifo").arg(tree.join("pipe.py")).status().unwrap().success());
        std::fs::write(tree.join(std::ffi::OsStr::from_bytes(b"caf\xe9.py")), "x").unwrap();
        let tree = Folder::new(tree.to_str().unwrap(), true).unwrap();
        let entries: Vec<Entry> = tree.entries().unwrap();
        let kinds: Vec<(&str, Kind, Option<&str>)> =
            entries.iter().map(|entry| (&*entry.path, entry.kind, entry.target.as_deref())).collect();
        let expected = [
            ("caf\u{fffd}.py", Kind::Misnamed, None),
            ("file", Kind::File, None),
            ("folder", Kind::Elsewhere, Some("src")),
            ("nowhere", Kind::Nowhere, None),
            ("out", Kind::Elsewhere, None),
            ("outer.py", Kind::Elsewhere, None),
            ("pipe.py", Kind::File, None),
            ("src/a.py", Kind::File, None),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(tree.read("pipe.py").unwrap_err(), "it is no plain file");
        assert_eq!(tree.read("outer.py").unwrap_err(), "it leads out of the tree");
        assert_eq!((tree.read("file").unwrap(), tree.read("folder/a.py").unwrap()), (b"x\n".to_vec(), b"x\n".to_vec()));
    }
}
