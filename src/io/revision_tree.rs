//! A git revision as a tree of evidence, read without a checkout.

use super::blobs::{Blobs, digest_of_blob, size_of_lacking};
use super::git::{NESTED, commit_and_prefix, git_in};
use super::lfs::refuse_pointer;
use crate::text::plain_path;
use crate::tree::{self, Artifacts, Digest, Entry, Kind, Tree};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

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
    /// What it holds.
    blobs: Blobs,
}

/// What lies in a tree.
#[derive(Debug)]
struct Listed {
    /// All files, sorted by path, with the blob behind each.
    entries: Vec<Entry>,
    /// Whether more than the commit decides what there is: submodules may be checked out or not, and the contents of links be lacking.
    open: bool,
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
        Ok(RevisionTree { commit, prefix, folder: folder.to_owned(), inner, depth, listed: OnceLock::new(), blobs: Blobs::new(folder) })
    }

    fn listed(&self) -> Result<&Listed, String> {
        self.listed.get_or_init(|| self.list()).as_ref().map_err(String::clone)
    }

    fn list(&self) -> Result<Listed, String> {
        let listed = git_in(&self.folder, &["ls-tree", "-r", "-l", "-z", "--full-tree", &self.commit])?;
        let mut names: BTreeMap<String, Name> = BTreeMap::new();
        for record in listed.split(|byte| *byte == 0) {
            let text = String::from_utf8_lossy(record);
            if let Some((path, mut name)) = parse(&text)
                && let Some(path) = path.strip_prefix(&self.prefix)
            {
                if matches!(text, Cow::Owned(_)) {
                    name.mode = Mode::Misnamed;
                }
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
        let open = names.values().any(|name| match name.mode {
            Mode::File | Mode::Misnamed => false,
            Mode::Link => self.blobs.read(&name.blob).is_err(),
            Mode::Submodule => true,
        });
        Ok(Listed { entries, open, nested })
    }

    /// One file; a link stands for the file it leads to inside the tree. Of a submodule nothing is at hand.
    fn entry(&self, names: &BTreeMap<String, Name>, path: &str, name: &Name) -> Option<Entry> {
        let entry = |kind, name: &Name| Entry { blob: Some(name.blob.as_str().into()), ..Entry::of(kind, path, name.size) };
        match name.mode {
            Mode::File => Some(entry(Kind::File, name)),
            Mode::Submodule => Some(entry(Kind::Elsewhere, name)),
            Mode::Misnamed => Some(entry(Kind::Misnamed, name)),
            Mode::Link => {
                let (mut at, mut seen) = (path.to_owned(), name);
                for _ in 0..LINKS {
                    let target = self.blobs.read(&seen.blob).ok().and_then(|bytes| String::from_utf8(bytes).ok());
                    let Some(next) = target.and_then(|target| beside(&at, &target)) else { break };
                    let Some(found) = names.get(&next) else {
                        let folder = format!("{}/", next.trim_end_matches('/'));
                        let is_folder =
                            next.is_empty() || names.range(folder.clone()..).next().is_some_and(|(path, _)| path.starts_with(&folder));
                        let on_the_way = || next.match_indices('/').any(|(end, _)| names.contains_key(&next[..end]));
                        let kind = if is_folder || on_the_way() { Kind::Elsewhere } else { Kind::Nowhere };
                        return Some(Entry { target: is_folder.then(|| next.into()), ..entry(kind, name) });
                    };
                    (at, seen) = (next, found);
                    if found.mode == Mode::File {
                        return Some(entry(Kind::File, found));
                    }
                }
                Some(entry(Kind::Elsewhere, name))
            }
        }
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
            Entry { kind: Kind::File, blob: Some(blob), .. } => refuse_pointer(path, self.blobs.read(blob)?, "a revision"),
            _ => Err("it leads out of the tree".to_owned()),
        }
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        let blob = tree::find(&self.listed().ok()?.entries, path)?.blob.as_ref()?;
        Some(digest_of_blob(blob))
    }

    fn commit(&self) -> Option<String> {
        Some(self.commit.clone())
    }

    fn fixed(&self) -> Option<String> {
        let open = matches!(self.listed.get(), Some(Ok(listed)) if listed.open);
        (!open).then(|| format!("{}:{}", self.commit, self.prefix))
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
    /// A file whose name is not UTF-8.
    Misnamed,
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
    // Of what the repository at hand lacks the size is not told.
    let size = facts.next()?.parse().unwrap_or_else(|_| if mode == Mode::File { size_of_lacking(&blob) } else { 0 });
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
        symlink("none", path.join("nowhere")).unwrap();
        std::fs::create_dir(path.join("sub")).unwrap();
        std::fs::write(path.join("sub/b.py"), "text\n").unwrap();
        symlink("sub", path.join("folder")).unwrap();
        symlink("folder/b.py", path.join("through")).unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        let tree = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap();
        assert_eq!(Tree::read(&tree, "inside"), Ok(b"text\n".to_vec()));
        for (name, kind, target) in [
            ("outside", Kind::Elsewhere, None),
            ("up", Kind::Elsewhere, None),
            ("round", Kind::Elsewhere, None),
            ("nowhere", Kind::Nowhere, None),
            ("folder", Kind::Elsewhere, Some("sub")),
            ("through", Kind::Elsewhere, None),
        ] {
            assert!(Tree::read(&tree, name).is_err(), "{name}");
            let entries = tree.entries().unwrap();
            let entry = tree::find(&entries, name).unwrap();
            assert_eq!((entry.kind, entry.target.as_deref()), (kind, target), "{name}");
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf_8_is_shown_as_well_as_it_can_be() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        std::fs::write(path.join(std::ffi::OsStr::from_bytes(b"caf\xe9.py")), "x").unwrap();
        git(path, &["init", "-q"]);
        git(path, &["add", "."]);
        git(path, &["commit", "-q", "-m", "one"]);
        let entries = RevisionTree::new(path.to_str().unwrap(), "HEAD").unwrap().entries().unwrap();
        assert_eq!((&*entries[0].path, entries[0].kind), ("caf\u{fffd}.py", Kind::Misnamed));
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
        for blob in ["8e27be7d6154a1f68ea9160ef0e18691d20560dc", "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"] {
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
