//! What is kept of a tree from one run to the next is seen in the time that takes alone.

use super::{command, out};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const PLAN: &str = "plan shop \"Shop\" language 1 start 2025-07-14 as-of 2025-07-14\n\
    component cart \"Cart\" done {\ndone when {\nno text \"old\" under \"src/**\"\nsymbol \"total\" under \"src/**\"\n\
    import \"src.m1\" under \"src/**\"\nparses under \"src/**\"\nlines \"src/**\" <= 1000\n}\n}\n";

/// A tree of a few modules, each changed an hour ago, and a cache beside it.
fn tree() -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("shop.plan"), PLAN);
    for at in 0..12 {
        write(&folder.path().join(format!("src/m{at}.py")), &module(at, "new"));
    }
    folder
}

fn module(at: usize, word: &str) -> String {
    format!("import src.m{}\n\n\ndef total{}():\n    return '{word}'\n", (at + 1) % 12, if at == 5 { "" } else { "_of" })
}

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
    std::fs::write(path, text).expect("the file can be written");
}

/// What a check says, with the cache in a folder or without it.
fn check(folder: &TempDir, cache: Option<&Path>) -> (Option<i32>, String, String) {
    check_with(folder, cache, &[])
}

/// The same, with more arguments.
fn check_with(folder: &TempDir, cache: Option<&Path>, arguments: &[&str]) -> (Option<i32>, String, String) {
    let record = folder.path().join("../").join(format!("{}.facts", folder.path().file_name().unwrap().to_string_lossy()));
    let mut run = command(folder, &["check", "shop.plan", "--format", "short", "--record"]);
    run.arg(&record).args(arguments);
    match cache {
        Some(cache) => run.env_remove("LANDFALL_CACHE").env("XDG_CACHE_HOME", cache).env("LOCALAPPDATA", cache).env("HOME", cache),
        None => run.arg("--no-cache"),
    };
    let output = run.output().expect("the program starts");
    let facts = std::fs::read_to_string(&record).unwrap_or_default();
    drop(std::fs::remove_file(&record));
    (output.status.code(), out(&output), facts)
}

fn kept(cache: &Path) -> Vec<PathBuf> {
    let below = |folder: PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    [cache.join("landfall"), cache.join("Library/Caches/landfall")].into_iter().flat_map(below).collect()
}

/// Waits until a change no longer counts as too young to be trusted.
fn settle() {
    std::thread::sleep(Duration::from_millis(2200));
}

#[test]
fn a_changed_file_of_the_same_size_is_seen_at_once() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let changed = folder.path().join("src/m3.py");
    settle();
    let first = check(&folder, Some(cache.path()));
    assert!(first.2.contains("\"answers\""), "{first:?}");
    assert_eq!(check(&folder, Some(cache.path())), first);
    // Changed after the tree was kept, then twice within one moment; at last with the old time put back.
    let time = std::fs::metadata(&changed).and_then(|meta| meta.modified()).expect("its time");
    for word in ["old", "new", "old", "new", "old"] {
        write(&changed, &module(3, word));
        if word == "old" {
            let file = std::fs::File::options().write(true).open(&changed).expect("the file");
            file.set_modified(time).expect("its time can be set");
        }
        let with = check(&folder, Some(cache.path()));
        assert_eq!(with, check(&folder, None), "{word}");
        assert_eq!(with.2 == first.2, word == "new", "{word}");
    }
}

#[test]
fn a_cache_that_is_corrupt_or_gone_changes_nothing() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    settle();
    let plain = check(&folder, None);
    assert!(kept(cache.path()).is_empty());
    assert_eq!(check(&folder, Some(cache.path())), plain);
    let files = kept(cache.path());
    assert_eq!(files.len(), 1, "{files:?}");
    let whole = std::fs::read(&files[0]).expect("the file of the cache");
    let mut forged = whole.clone();
    for from in [&b"\"count\":[1,"[..], b"\"count\":[0,"] {
        let places: Vec<usize> = (0..whole.len()).filter(|at| whole[*at..].starts_with(from)).collect();
        places.into_iter().for_each(|at| forged[at + from.len() - 2] = b'7');
    }
    assert_ne!(forged, whole, "no count was kept");
    let faults: [Vec<u8>; 4] = [Vec::new(), whole[..whole.len() / 2].to_vec(), vec![0xff; 5000], forged];
    for fault in faults {
        std::fs::write(&files[0], fault).expect("it can be written");
        assert_eq!(check(&folder, Some(cache.path())), plain);
    }
    std::fs::remove_dir_all(cache.path().join("landfall")).ok();
    assert_eq!(check(&folder, Some(cache.path())), plain);
}

#[test]
fn a_cache_that_cannot_be_written_is_none() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let file = cache.path().join("file");
    write(&file, "no folder");
    assert_eq!(check(&folder, Some(&file)), check(&folder, None));
}

#[test]
fn with_and_without_a_cache_the_answers_are_the_same() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let hour_ago = SystemTime::now() - Duration::from_secs(3600);
    // A plain generator of numbers, the same in every run.
    let mut state = 7u64;
    let mut next = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    for round in 0..8 {
        for _ in 0..next(3) {
            let path = folder.path().join(format!("src/m{}.py", next(14)));
            match next(4) {
                0 => drop(std::fs::remove_file(&path)),
                word => {
                    write(&path, &module(next(12) as usize, ["new", "old", "older"][word as usize - 1]));
                    let file = std::fs::File::options().write(true).open(&path).expect("the file");
                    file.set_modified(hour_ago).expect("its time can be set");
                }
            }
        }
        if round % 3 == 0 {
            settle();
        }
        let plain = check(&folder, None);
        assert_eq!(check(&folder, Some(cache.path())), plain, "round {round}");
        assert_eq!(check(&folder, Some(cache.path())), plain, "round {round}, again");
    }
}

#[test]
fn what_is_told_as_near_is_not_kept_for_another_wish() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let ask = |no: &str| {
        let plan =
            format!("plan shop \"Shop\" language 1 as-of 2025-07-14\ncomponent c \"C\" done when {no}symbol \"totall\" under \"src/**\"\n");
        write(&folder.path().join("shop.plan"), &plan);
        check(&folder, Some(cache.path())).2
    };
    settle();
    assert!(!ask("no ").contains("is defined here"));
    assert!(ask("").contains("`total` is defined here"));
    write(&folder.path().join("src/m99"), "#!/usr/bin/env python3\ndef totall(): pass\n");
    assert!(ask("").contains("src/m99"), "a script without an ending is looked into");
    write(&folder.path().join("src/m99"), "def totall(): pass\n# no script\n# at all\n");
    assert!(!ask("").contains("src/m99"), "and no longer when it is none");
}

fn git(folder: &TempDir, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder.path()).output().expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    out(&output).trim().to_owned()
}

/// Takes all but the commit itself out of a repository, so that nothing of what it holds can be looked at.
fn hollow(folder: &TempDir) {
    let commit = git(folder, &["rev-parse", "HEAD"]);
    let objects = folder.path().join(".git/objects");
    for shelf in std::fs::read_dir(objects).expect("the objects").flatten().filter(|shelf| shelf.path().is_dir()) {
        for object in std::fs::read_dir(shelf.path()).expect("some objects").flatten() {
            let name = format!("{}{}", shelf.file_name().to_string_lossy(), object.file_name().to_string_lossy());
            if name != commit {
                std::fs::remove_file(object.path()).expect("it can be removed");
            }
        }
    }
}

#[test]
fn what_a_revision_showed_is_known_without_a_look_at_it() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let at_head = |cache: Option<&Path>, more: &[&str]| check_with(&folder, cache, &[&["--tree", "HEAD"], more].concat());
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    let plain = at_head(None, &[]);
    assert!(plain.2.contains("\"commit\"") && plain.0 == Some(0), "{plain:?}");
    assert_eq!(at_head(Some(cache.path()), &[]), plain);
    hollow(&folder);
    assert_eq!(at_head(Some(cache.path()), &[]), plain, "what the commit holds was looked at again");
    assert_eq!(at_head(None, &[]).0, Some(2), "nothing is left to be looked at");
    // Whatever else decides what is found is asked anew.
    assert_eq!(at_head(Some(cache.path()), &["--alias", "src/=lib/"]).0, Some(2), "another alias");
    write(&folder.path().join("shop.plan"), &PLAN.replace("\"total\"", "\"totals\""));
    assert_eq!(at_head(Some(cache.path()), &[]).0, Some(2), "another condition");
}

#[test]
fn what_lies_outside_of_a_revision_is_looked_at_each_time() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    let plan = "plan shop \"Shop\" language 1 as-of 2025-07-14\nevidence tests \"build/*.xml\"\n\
        component cart \"Cart\" done when tests \"shop::*\" >= 1\n";
    write(&folder.path().join("shop.plan"), plan);
    write(&folder.path().join(".gitignore"), "build\n");
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    let report = |inner: &str| {
        let text = format!("<testsuite name=\"s\"><testcase classname=\"shop\" name=\"pays\">{inner}</testcase></testsuite>");
        write(&folder.path().join("build/junit.xml"), &text);
        check_with(&folder, Some(cache.path()), &["--tree", "HEAD"]).2
    };
    let passed = report("");
    let failed = report("<failure message=\"no\"/>");
    assert_ne!(passed, failed);
    assert_eq!(report(""), passed);
}

#[test]
fn what_could_not_be_read_is_read_once_it_is_at_hand() {
    let (folder, cache) = (tree(), tempfile::tempdir().expect("a temporary folder"));
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    let at_head = |cache: Option<&Path>| check_with(&folder, cache, &["--tree", "HEAD"]);
    let plain = at_head(None);
    // As in a clone that fetched no contents yet.
    let (objects, aside) = (folder.path().join(".git/objects"), tempfile::tempdir().expect("a temporary folder"));
    let all = git(&folder, &["cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"]);
    let blobs: Vec<PathBuf> =
        all.lines().filter_map(|line| line.strip_prefix("blob ")).map(|name| Path::new(&name[..2]).join(&name[2..])).collect();
    for blob in &blobs {
        let kept = aside.path().join(blob.to_string_lossy().replace(['/', '\\'], "-"));
        std::fs::copy(objects.join(blob), &kept).expect("it can be copied");
        std::fs::remove_file(objects.join(blob)).expect("it can be removed");
    }
    let lacking = at_head(Some(cache.path()));
    assert!(lacking.1.contains("the repository at hand lacks its content"), "{lacking:?}");
    assert_eq!(at_head(Some(cache.path())), lacking);
    for blob in &blobs {
        let kept = aside.path().join(blob.to_string_lossy().replace(['/', '\\'], "-"));
        std::fs::copy(kept, objects.join(blob)).expect("it can be put back");
    }
    assert_eq!(at_head(Some(cache.path())), plain);
}
