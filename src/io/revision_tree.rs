//! A git revision as a tree of evidence, read without a checkout.

use super::git::{NESTED, commit_and_prefix, git_in};
use super::lfs::refuse_pointer;
use crate::text::plain_path;
use crate::tree::{self, Artifacts, Digest, Entry, Kind, Tree};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, OnceLock, PoisonError};

/// The names that git gives to no bytes at all, by SHA-1 and by SHA-256.
const EMPTY: [&str; 2] = ["e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"];

/// How far links are followed from one to the next.
const LINKS: usize = 40;

/// The tree of one commit, or a folder of it.
#[derive(Debug)]
pub struct RevisionTree {
    /// The commit's full hash.
    commit: String,
    /// The folder it is looked at from, as git names it from the top of the repository, ending in a slash; empty at the top.
    prefix: String,
    /// The folder that git is run in, which is at hand.
    folder: String,
    /// That folder and what of the path is not at hand, ending in a slash.
    inner: String,
    /// How many submodules lie around this tree.
    depth: usize,
    /// What lies in it, listed when that is first wanted.
    listed: OnceLock<Result<Listed, String>>,
    /// Processes that give blobs, one for each thread that asks at a time.
    idle: Mutex<Vec<Batch>>,
}

/// What lies in a tree.
#[derive(Debug)]
struct Listed {
    /// All files, sorted by path, with the blob behind each.
    entries: Vec<Entry>,
    /// Whether there are submodules; what they hold depends on whether they are checked out.
    modules: bool,
    /// What submodules hold that are checked out here, at the commits this one names, each with its path and a slash.
    nested: Vec<(String, RevisionTree)>,
}

impl RevisionTree {
    /// The tree of a revision of the repository that a folder lies in, from that folder down, as a person standing there sees it. The
    /// folder may be one that is not at hand any more, if one around it is.
    ///
    /// # Errors
    /// When this is no repository or there is no such revision, in words for people.
    pub fn new(folder: &str, revision: &str) -> Result<RevisionTree, String> {
        RevisionTree::within(folder, revision, 0)
    }

    fn within(folder: &str, revision: &str, depth: usize) -> Result<RevisionTree, String> {
        let (folder, below) = standing(folder)?;
        let (commit, prefix) = commit_and_prefix(folder, revision)?;
        let (prefix, inner) = (prefix + &below, format!("{folder}/{below}"));
        let (listed, idle) = (OnceLock::new(), Mutex::default());
        Ok(RevisionTree { commit, prefix, folder: folder.to_owned(), inner, depth, listed, idle })
    }

    fn listed(&self) -> Result<&Listed, String> {
        self.listed.get_or_init(|| self.list()).as_ref().map_err(String::clone)
    }

    fn list(&self) -> Result<Listed, String> {
        let listed = git_in(&self.folder, &["ls-tree", "-r", "-l", "-z", "--full-tree", &self.commit])?;
        let mut names: BTreeMap<String, Name> = BTreeMap::new();
        for record in listed.split(|byte| *byte == 0) {
            if let Some((path, name)) = std::str::from_utf8(record).ok().and_then(parse)
                && let Some(path) = path.strip_prefix(&self.prefix)
            {
                names.insert(path.to_owned(), name);
            }
        }
        let mut entries: Vec<Entry> = names.iter().filter_map(|(path, name)| self.entry(&names, path, name)).collect();
        let mut nested = Vec::new();
        let modules = names.iter().filter(|(_, name)| name.mode == Mode::Submodule && self.depth < NESTED);
        for (path, name) in modules {
            let inner = format!("{}{path}", self.inner);
            // Without a repository of its own there, git would answer for the one around it.
            if !Path::new(&inner).join(".git").exists() {
                continue;
            }
            let Ok(module) = RevisionTree::within(&inner, &name.blob, self.depth + 1) else { continue };
            let Ok(of_module) = module.entries() else { continue };
            entries.retain(|entry| *entry.path != **path);
            let path = format!("{path}/");
            entries.extend(of_module.into_iter().map(|entry| Entry { path: format!("{path}{}", entry.path).into(), ..entry }));
            nested.push((path, module));
        }
        entries.sort_unstable();
        let modules = names.values().any(|name| name.mode == Mode::Submodule);
        Ok(Listed { entries, modules, nested })
    }

    /// One file; a link stands for the file it leads to inside the tree. Of a submodule nothing is at hand.
    fn entry(&self, names: &BTreeMap<String, Name>, path: &str, name: &Name) -> Option<Entry> {
        let entry = |kind, name: &Name| Entry { path: path.into(), kind, size: name.size, blob: Some(name.blob.as_str().into()) };
        match name.mode {
            Mode::File => Some(entry(Kind::File, name)),
            Mode::Submodule => Some(entry(Kind::Elsewhere, name)),
            Mode::Link => {
                let (mut at, mut seen) = (path.to_owned(), name);
                for _ in 0..LINKS {
                    let target = self.blob(&seen.blob).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                    let Some(next) = target.and_then(|target| beside(&at, &target)) else { break };
                    let Some(found) = names.get(&next) else { break };
                    (at, seen) = (next, found);
                    if found.mode == Mode::File {
                        return Some(entry(Kind::File, found));
                    }
                }
                Some(entry(Kind::Elsewhere, name))
            }
        }
    }

    /// The content of a blob.
    fn blob(&self, id: &str) -> Result<Vec<u8>, String> {
        let lock = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut batch = match idle {
            Some(batch) => batch,
            None => Batch::new(&self.folder)?,
        };
        let bytes = batch.read(id)?;
        lock().push(batch);
        Ok(bytes)
    }
}

impl Tree for RevisionTree {
    fn entries(&self) -> Result<Vec<Entry>, String> {
        Ok(self.listed()?.entries.clone())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let listed = self.listed()?;
        if let Some((inner, module)) = listed.nested.iter().find_map(|(folder, module)| Some((path.strip_prefix(folder.as_str())?, module)))
        {
            return Tree::read(module, inner);
        }
        match tree::find(&listed.entries, path).ok_or("there is no such file")? {
            Entry { kind: Kind::File, blob: Some(blob), .. } => refuse_pointer(path, self.blob(blob)?, "a revision"),
            _ => Err("it leads out of the tree".to_owned()),
        }
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        let blob = tree::find(&self.listed().ok()?.entries, path)?.blob.as_ref()?;
        Some(*blake3::hash(format!("blob {blob}").as_bytes()).as_bytes())
    }

    fn commit(&self) -> Option<String> {
        Some(self.commit.clone())
    }

    fn fixed(&self) -> Option<String> {
        let modules = matches!(self.listed.get(), Some(Ok(listed)) if listed.modules);
        (!modules).then(|| format!("{}:{}", self.commit, self.prefix))
    }
}

/// Reports that are committed.
impl Artifacts for RevisionTree {
    fn find(&self, glob: &str) -> Result<Vec<String>, String> {
        let matcher = globset::GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| error.to_string())?.compile_matcher();
        let files = self.listed()?.entries.iter().filter(|entry| entry.kind == Kind::File && matcher.is_match(&*entry.path));
        Ok(files.map(|entry| entry.path.to_string()).collect())
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        Tree::read(self, path)
    }
}

/// The innermost folder of a path that is at hand, and the rest of the path, ending in a slash where there is any.
fn standing(folder: &str) -> Result<(&str, String), String> {
    let (mut at, mut below) = (folder.trim_end_matches('/'), String::new());
    if folder.starts_with('/') && at.is_empty() {
        at = "/";
    }
    while !Path::new(if at.is_empty() { "." } else { at }).is_dir() {
        let (around, name) = at.rsplit_once('/').unwrap_or(("", at));
        if name == ".." {
            return Err("there is no such folder".to_owned());
        }
        if name != "." && !name.is_empty() {
            below = format!("{name}/{below}");
        }
        at = if around.is_empty() && folder.starts_with('/') { "/" } else { around };
    }
    Ok((if at.is_empty() { "." } else { at }, below))
}

/// What stands behind a name in a commit.
#[derive(Debug)]
struct Name {
    mode: Mode,
    blob: String,
    size: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    File,
    Link,
    Submodule,
}

/// `MODE TYPE HASH SIZE\tPATH`, as `git ls-tree -l` prints it.
fn parse(record: &str) -> Option<(&str, Name)> {
    let (facts, path) = record.split_once('\t')?;
    let mut facts = facts.split_ascii_whitespace();
    let mode = match facts.next()? {
        "120000" => Mode::Link,
        "160000" => Mode::Submodule,
        _ => Mode::File,
    };
    let blob = facts.nth(1)?.to_owned();
    // Of what the repository at hand lacks the size is not told; it is none of those without a byte.
    let size = facts.next()?.parse().unwrap_or_else(|_| u64::from(mode == Mode::File && !EMPTY.contains(&&*blob)));
    Some((path, Name { mode, blob, size }))
}

/// The path that a link at `path` leads to; nothing when it leads out of the tree.
fn beside(path: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        return None;
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    plain_path(&format!("{folder}/{target}"))
}

/// A `git cat-file --batch` that gives one blob after the other.
#[derive(Debug)]
struct Batch {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Batch {
    fn new(folder: &str) -> Result<Batch, String> {
        let mut command = Command::new("git");
        command.args(["-C", folder, "--no-optional-locks", "cat-file", "--batch"]);
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let failed = |error: std::io::Error| format!("cannot run git: {}", super::disk::reason(&error));
        let mut child = command.spawn().map_err(failed)?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(ask), Some(answer)) => Ok(Batch { child, ask, answer: BufReader::new(answer) }),
            _ => Err("cannot talk to git".to_owned()),
        }
    }

    /// Asks for a blob: `HASH blob SIZE`, its bytes, and a line end.
    fn read(&mut self, id: &str) -> Result<Vec<u8>, String> {
        let failed = |error: std::io::Error| format!("git gave no answer: {}", super::disk::reason(&error));
        self.ask.write_all(format!("{id}\n").as_bytes()).and_then(|()| self.ask.flush()).map_err(failed)?;
        let mut head = String::new();
        self.answer.read_line(&mut head).map_err(failed)?;
        let size: usize = match head.split_ascii_whitespace().collect::<Vec<_>>().as_slice() {
            [_, "blob", size] => size.parse().map_err(|_| "git gave an answer that cannot be read".to_owned())?,
            _ => return Err("the repository at hand lacks its content".to_owned()),
        };
        let mut bytes = vec![0; size];
        self.answer.read_exact(&mut bytes).map_err(failed)?;
        self.answer.read_exact(&mut [0]).map_err(failed)?;
        Ok(bytes)
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It ends by itself when nobody asks any more; it is only waited for so that nothing is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::super::git::run as git;
    use super::*;

    #[test]
    fn a_revision_is_read_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::create_dir(path.join("sub")).unwrap();
        std::fs::write(path.join("sub/a.py"), "old\n").unwrap();
        std::fs::write(path.join("top.py"), "top\n").unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        std::fs::write(path.join("sub/a.py"), "new\n").unwrap();
        let tree = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap();
        assert_eq!(Tree::read(&tree, "sub/a.py"), Ok(b"old\n".to_vec()));
        let below = RevisionTree::new(path.join("sub").to_str().unwrap(), "HEAD").unwrap();
        let paths: Vec<String> = below.entries().unwrap().into_iter().map(|entry| entry.path.into()).collect();
        assert_eq!(paths, ["a.py"], "from the folder down");
        assert_eq!(below.commit().map(|commit| commit.len()), Some(40));
        let why = RevisionTree::new(path.to_str().unwrap(), "no-such").unwrap_err();
        assert_eq!(why, "there is no revision `no-such`");
    }

    #[test]
    fn a_folder_that_is_gone_is_read_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::create_dir_all(path.join("web/deep")).unwrap();
        std::fs::write(path.join("web/deep/a.py"), "old\n").unwrap();
        std::fs::write(path.join("big.sql"), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n").unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        std::fs::remove_dir_all(path.join("web")).unwrap();
        let gone = RevisionTree::new(path.join("web/deep").to_str().unwrap(), "HEAD").unwrap();
        assert_eq!(Tree::read(&gone, "a.py"), Ok(b"old\n".to_vec()));
        let tree = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap();
        assert!(Tree::read(&tree, "big.sql").unwrap_err().contains("Git LFS"));
        assert_eq!(Artifacts::find(&tree, "web/**/*.py"), Ok(vec!["web/deep/a.py".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn links_of_a_revision_never_lead_out() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::write(path.join("a.py"), "text\n").unwrap();
        symlink("a.py", path.join("inside")).unwrap();
        symlink("/etc/passwd", path.join("outside")).unwrap();
        symlink("../../etc/passwd", path.join("up")).unwrap();
        symlink("round", path.join("round")).unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        let tree = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap();
        assert_eq!(Tree::read(&tree, "inside"), Ok(b"text\n".to_vec()));
        for name in ["outside", "up", "round"] {
            assert!(Tree::read(&tree, name).is_err(), "{name}");
        }
    }

    #[test]
    fn submodules_that_are_checked_out_are_read_at_their_commit() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, outer) = (folder.path().join("inner"), folder.path().join("outer"));
        for path in [&inner, &outer] {
            std::fs::create_dir(path).unwrap();
            git(path, &["init", "-q"]);
        }
        std::fs::write(inner.join("m.py"), "then\n").unwrap();
        git(&inner, &["add", "."]);
        git(&inner, &["commit", "-q", "-m", "one"]);
        git(&outer, &["-c", "protocol.file.allow=always", "submodule", "add", "-q", "../inner", "mod"]);
        git(&outer, &["commit", "-q", "-m", "two"]);
        std::fs::write(outer.join("mod/m.py"), "now\n").unwrap();
        let tree = RevisionTree::new(outer.to_str().unwrap(), "HEAD").unwrap();
        let paths: Vec<String> = tree.entries().unwrap().into_iter().map(|entry| entry.path.into()).collect();
        assert_eq!(paths, [".gitmodules", "mod/m.py"]);
        assert_eq!(Tree::read(&tree, "mod/m.py"), Ok(b"then\n".to_vec()));
    }

    #[test]
    fn what_the_repository_lacks_stands_and_is_not_known() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::write(path.join("a.py"), "text\n").unwrap();
        std::fs::write(path.join("empty.py"), "").unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        let objects = path.join(".git/objects");
        for blob in ["8e27be7d6154a1f68ea9160ef0e18691d20560dc", EMPTY[0]] {
            std::fs::remove_file(objects.join(&blob[..2]).join(&blob[2..])).unwrap();
        }
        let tree = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap();
        let sizes: Vec<bool> = tree.entries().unwrap().iter().map(|entry| entry.size > 0).collect();
        assert_eq!(sizes, [true, false]);
        assert_eq!(Tree::read(&tree, "a.py").unwrap_err(), "the repository at hand lacks its content");
    }

    #[test]
    fn lines_of_a_listing_are_read() {
        let (path, name) = parse("100644 blob 1234abcd     512\ta folder/b.py").unwrap();
        assert_eq!((path, name.mode, &*name.blob, name.size), ("a folder/b.py", Mode::File, "1234abcd", 512));
        assert_eq!(beside("a/b/c", "../d"), Some("a/d".to_owned()));
        assert_eq!(beside("a", "../d"), None);
    }
}
