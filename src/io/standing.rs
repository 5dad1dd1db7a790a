//! Which commit the files of a folder stand on, and which of them are not as it has them.

use super::git::{git_in, line};

/// The commit that a folder in a git repository stands on, and the files below the folder that differ from it: changed, gone, or new and not
/// ignored, from the folder and sorted. Nothing where git knows of no commit.
pub fn stands_on(folder: &str) -> Option<(String, Vec<String>)> {
    let commit = line(&git_in(folder, &["rev-parse", "--verify", "--quiet", "HEAD"]).ok()?).ok()?;
    let prefix = line(&git_in(folder, &["rev-parse", "--show-prefix"]).ok()?).ok()?;
    let arguments = ["-c", "core.fsmonitor=false", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", "."];
    let status = git_in(folder, &arguments).ok()?;
    let entries = status.split(|byte| *byte == 0).filter_map(|entry| entry.get(3..)).map(String::from_utf8_lossy);
    let mut changed: Vec<String> = entries.filter_map(|path| path.strip_prefix(&prefix).map(str::to_owned)).collect();
    changed.sort();
    Some((commit, changed))
}

#[cfg(test)]
mod tests {
    use super::super::git::run;
    use super::*;

    #[test]
    fn what_differs_from_the_commit_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        assert_eq!(stands_on(&path.to_string_lossy()), None, "no repository");
        run(path, &["init", "-q"]);
        std::fs::create_dir(path.join("src")).unwrap();
        for (name, text) in [("src/a.py", "1"), ("b.py", "1"), (".gitignore", "x/\n")] {
            std::fs::write(path.join(name), text).unwrap();
        }
        run(path, &["add", "-A"]);
        run(path, &["commit", "-q", "-m", "one"]);
        let of = |inner: &str| stands_on(&path.join(inner).to_string_lossy()).unwrap();
        assert_eq!((of(".").0.len(), of(".").1.len()), (40, 0));
        std::fs::write(path.join("src/a.py"), "2").unwrap();
        std::fs::write(path.join("src/ü n.py"), "2").unwrap();
        std::fs::remove_file(path.join("b.py")).unwrap();
        assert_eq!(of(".").1, ["b.py", "src/a.py", "src/ü n.py"]);
        assert_eq!(of("src").1, ["a.py", "ü n.py"]);
    }
}
