//! A git revision as a world, read without a checkout. Runs `git`; nothing in a plan reaches its command line but paths.

use crate::text::plain_path;
use crate::time::Date;
use crate::world::World;
use std::process::{Command, Stdio};

/// The tree of one commit, seen from the working directory.
#[derive(Debug)]
pub struct Revision {
    /// The commit's full hash.
    commit: String,
    /// The working directory inside the repository, ending in a slash; empty at its top.
    prefix: String,
    /// All paths of the tree, from the top, sorted.
    paths: Vec<String>,
}

impl Revision {
    /// The tree of a revision: a branch, a tag, `HEAD~3`, a hash.
    ///
    /// # Errors
    /// When this is no repository or there is no such revision, in words for people.
    pub fn new(revision: &str) -> Result<Revision, String> {
        let (commit, prefix) = commit_and_prefix(".", revision)?;
        let listed = git(&["ls-tree", "-r", "-z", "--name-only", "--full-tree", &commit])?;
        let mut paths: Vec<String> = listed
            .split(|byte| *byte == 0)
            .filter_map(|path| String::from_utf8(path.to_vec()).ok())
            .filter(|path| !path.is_empty())
            .collect();
        paths.sort();
        Ok(Revision { commit, prefix, paths })
    }

    /// The commit's full hash.
    pub fn commit(&self) -> &str {
        &self.commit
    }

    /// A path from the working directory as one from the top; nothing when it leads out.
    fn full(&self, path: &str) -> Option<String> {
        plain_path(&format!("{}/{path}", self.prefix))
    }
}

impl World for Revision {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        let full = self.full(path).filter(|full| self.paths.binary_search(full).is_ok());
        let full = full.ok_or_else(|| format!("there is no such file in {}", &self.commit[..12.min(self.commit.len())]))?;
        git(&["cat-file", "blob", &format!("{}:{full}", self.commit)])
    }

    fn plans_in(&self, folder: &str) -> Result<Vec<String>, String> {
        self.glob(folder, "**/*.plan")
    }

    fn glob(&self, folder: &str, glob: &str) -> Result<Vec<String>, String> {
        let matcher = globset::GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| error.to_string())?.compile_matcher();
        let Some(base) = self.full(folder) else { return Ok(Vec::new()) };
        let base = if base.is_empty() { base } else { format!("{base}/") };
        let inner = self.paths.iter().filter_map(|path| path.strip_prefix(&base));
        let join = |inner: &str| {
            if folder == "." || folder.is_empty() { inner.to_owned() } else { format!("{}/{inner}", folder.trim_end_matches('/')) }
        };
        Ok(inner.filter(|path| matcher.is_match(path)).map(join).collect())
    }

    fn is_folder(&self, path: &str) -> bool {
        let Some(full) = self.full(path) else { return false };
        let inside = if full.is_empty() { full } else { format!("{full}/") };
        let at = self.paths.partition_point(|path| **path < *inside);
        self.paths.get(at).is_some_and(|path| path.starts_with(&inside))
    }

    fn today(&self) -> Date {
        Date::today()
    }
}

/// The full hash of the commit that a revision names, and the path of a folder from the top of the repository it lies in, ending in a
/// slash; empty at the top.
///
/// # Errors
/// When this is no repository or there is no such revision, in words for people.
pub(super) fn commit_and_prefix(folder: &str, revision: &str) -> Result<(String, String), String> {
    let spec = format!("{revision}^{{commit}}");
    // One run of git says both, if nothing is wrong; of what looks like an option, and of faults, it would say something else.
    let both = if revision.starts_with('-') { None } else { git_in(folder, &["rev-parse", "--show-prefix", &spec]).ok() };
    let both = both.as_deref().and_then(|output| std::str::from_utf8(output).ok()?.strip_suffix('\n')?.rsplit_once('\n'));
    if let Some((prefix, commit)) = both.filter(|(_, commit)| commit.len() >= 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        return Ok((commit.to_owned(), prefix.to_owned()));
    }
    let commit = git_in(folder, &["rev-parse", "--verify", "--quiet", "--end-of-options", &spec])
        .map_err(|why| if why.is_empty() { no_revision(folder, revision) } else { why })?;
    Ok((line(&commit)?, line(&git_in(folder, &["rev-parse", "--show-prefix"])?)?))
}

/// That there is no such revision, and why that may be: none is named, a branch is new, or the clone was cut short.
fn no_revision(folder: &str, revision: &str) -> String {
    if revision.trim().is_empty() {
        return "no revision is named; a branch, such as `origin/main`, or a commit is".to_owned();
    }
    if revision.len() >= 40 && revision.bytes().all(|byte| byte == b'0') {
        return format!("`{revision}` stands for nothing, as before a new branch; name what the branch began from, such as `origin/main`");
    }
    let shallow = git_in(folder, &["rev-parse", "--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"));
    let hint = if shallow { "; this clone holds only the latest commits, so fetch it first (`fetch-depth: 0`)" } else { "" };
    format!("there is no revision `{revision}`{hint}")
}

pub(super) fn line(output: &[u8]) -> Result<String, String> {
    let text = std::str::from_utf8(output).map_err(|_| "git answered something that is not UTF-8".to_owned())?;
    Ok(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// What a git command prints.
fn git(arguments: &[&str]) -> Result<Vec<u8>, String> {
    git_in(".", arguments)
}

/// Runs git in a folder for a test, whoever the machine belongs to.
#[cfg(test)]
pub(super) fn run(folder: &std::path::Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// How deep submodules are followed.
pub(super) const NESTED: usize = 8;

/// What is said where git finds no repository.
pub(super) const NO_REPOSITORY: &str = "this folder is in no git repository";

/// What a git command prints in a folder.
pub(super) fn git_in(folder: &str, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    command.args(["-C", folder]);
    command.args(["-c", "core.quotePath=false", "--no-optional-locks"]).args(arguments);
    // A hook of git says where its repository is; here the folder says it.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
        command.env_remove(name);
    }
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1").stdin(Stdio::null());
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "`git` is not installed".to_owned(),
        _ => format!("cannot run git: {}", super::disk::reason(&error)),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let why = String::from_utf8_lossy(&output.stderr);
    let why = why.lines().next().unwrap_or_default().trim_start_matches("fatal: ").to_owned();
    Err(if why.contains("not a git repository") { NO_REPOSITORY.to_owned() } else { why })
}
