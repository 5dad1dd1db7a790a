//! `version` of a module of Go: what a `go.mod` and the workspace around it come to.

use super::answer::{Answer, Outcome, Sight};
use super::code::MANIFEST_BYTES;
use crate::code::codebase::{folder_of, join, normal};
use crate::code::go_module::{GoModule, Replaced, Required};
use crate::tree::{self, Entry, Tree};

/// The version that a `go.mod` takes of a module: that of what stands in its place, by the workspace first. Nothing where it does not require it.
pub fn of_go(tree: &dyn Tree, entries: &[Entry], path: &str, text: &str, package: &str) -> Option<Answer> {
    let module = GoModule::read(text);
    let required = module.requires.iter().find(|required| required.path == package)?;
    let workspace = workspace_of(tree, entries, path);
    if let Some((work, replaced)) = workspace.as_ref().and_then(|((work, all), _)| Some((work, all.replacing(required)?))) {
        return Some(in_place(work, replaced, package));
    }
    let others = workspace.iter().flat_map(|(_, others)| others);
    for (other, said) in others {
        let differs = |found: &Required| found.path == package && found.version != required.version;
        let line = said.requires.iter().find(|found| differs(found)).map(|found| found.line);
        let line = line.or_else(|| said.replaces.iter().find(|replaced| replaced.path == package).map(|replaced| replaced.line));
        if let Some(line) = line {
            return Some(Answer::unknown(format!(
                "`{other}`, line {line}, of the same workspace, takes another `{package}` than `{path}`"
            )));
        }
    }
    let replaced = module.replacing(required);
    let left_out = |one: &&Required| one.path == package && one.version == required.version;
    if let Some(excluded) = module.excludes.iter().find(left_out).filter(|_| replaced.is_none_or(|replaced| replaced.only.is_some())) {
        let (line, version) = (excluded.line, plain(&excluded.version));
        return Some(Answer::unknown(format!(
            "`{path}`, line {line}, excludes {version} of `{package}`, so that Go takes another version"
        )));
    }
    Some(match replaced {
        None => told(path, required.line, plain(&required.version), format!("{package} {}", plain(&required.version))),
        Some(replaced) => in_place(path, replaced, package),
    })
}

fn plain(version: &str) -> &str {
    version.trim_start_matches('v')
}

fn told(path: &str, line: u32, version: &str, what: String) -> Answer {
    Answer::new(Outcome::Text(version.into())).with(vec![Sight { path: path.into(), line: Some(line), what: what.into() }])
}

/// The version of what a file takes in place of a module.
fn in_place(path: &str, replaced: &Replaced, package: &str) -> Answer {
    match replaced.version.as_deref().map(plain) {
        Some(version) => told(path, replaced.line, version, format!("{} {version} in place of {package}", replaced.by)),
        None => Answer::unknown(format!(
            "`{path}`, line {}, takes the folder `{}` in place of `{package}`, which has no version",
            replaced.line, replaced.by
        )),
    }
}

/// A file, and what it says.
type Said = (String, GoModule);

/// The `go.work` that a module belongs to, and the other modules in it.
fn workspace_of(tree: &dyn Tree, entries: &[Entry], path: &str) -> Option<(Said, Vec<Said>)> {
    let read = |path: &str| {
        tree::find(entries, path).filter(|entry| entry.size <= MANIFEST_BYTES)?;
        Some(GoModule::read(&String::from_utf8_lossy(&tree.read(path).ok()?)))
    };
    let mut folder = folder_of(path);
    loop {
        let work = join(folder, "go.work");
        if let Some(said) = read(&work) {
            let modules: Vec<String> = said.uses.iter().filter_map(|used| normal(&join(&join(folder, used), "go.mod"))).collect();
            if !modules.iter().any(|module| module == path) {
                return None;
            }
            let others = modules.into_iter().filter(|module| module != path);
            let others = others.filter_map(|module| read(&module).map(|said| (module, said))).collect();
            return Some(((work, said), others));
        }
        if folder.is_empty() || folder.ends_with(':') {
            return None;
        }
        folder = folder_of(folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::memory::Memory;

    fn version(files: &[(&'static str, &str)]) -> Result<String, String> {
        let tree = Memory::new(files.iter().map(|(path, text)| (*path, *text)));
        let entries = tree.entries().unwrap();
        let text = files.iter().find(|(path, _)| *path == "a/go.mod").map_or("", |(_, text)| text);
        match of_go(&tree, &entries, "a/go.mod", text, "x.org/b").map(|answer| answer.outcome) {
            Some(Outcome::Text(version)) => Ok(version.to_string()),
            Some(Outcome::Unknown(why)) => Err(why.to_string()),
            other => Err(format!("{other:?}")),
        }
    }

    const REQUIRED: &str = "module m\nrequire (\n\tx.org/b v1.2.3 // indirect\n)\n";

    #[test]
    fn what_stands_in_place_of_a_module_counts() {
        let of = |more: &str| version(&[("a/go.mod", &format!("{REQUIRED}{more}"))]);
        assert_eq!(of(""), Ok("1.2.3".into()));
        assert_eq!(of("replace x.org/b => f/b v1.0.0\n"), Ok("1.0.0".into()));
        assert!(of("replace x.org/b => ../b\n").unwrap_err().contains("has no version"));
        assert_eq!(version(&[("a/go.mod", "module m\nexclude x.org/b v1.2.3\n")]), Err("None".into()));
    }

    #[test]
    fn a_version_that_is_excluded_is_not_taken() {
        let of = |more: &str| version(&[("a/go.mod", &format!("{REQUIRED}{more}"))]);
        let told = "`a/go.mod`, line 5, excludes 1.2.3 of `x.org/b`, so that Go takes another version";
        assert_eq!(of("exclude x.org/b v1.2.3\n"), Err(told.into()));
        assert_eq!(of("exclude x.org/b v1.2.2\n"), Ok("1.2.3".into()));
        assert_eq!(of("exclude x.org/b v1.2.3\nreplace x.org/b => f/b v1.0.0\n"), Ok("1.0.0".into()));
    }

    #[test]
    fn a_workspace_decides_before_its_modules() {
        let of = |work: &str, other: &str| version(&[("a/go.mod", REQUIRED), ("b/go.mod", other), ("go.work", work)]);
        assert_eq!(of("use ./a\nreplace x.org/b => f/b v0.1.0\n", ""), Ok("0.1.0".into()));
        assert_eq!(of("use ./b\nreplace x.org/b => f/b v0.1.0\n", ""), Ok("1.2.3".into()), "it is not of that workspace");
        assert_eq!(of("use (\n./a\n./b\n)\n", "module b\nrequire x.org/b v1.2.3\n"), Ok("1.2.3".into()));
        for other in ["module b\nrequire x.org/b v1.9.0\n", "module b\nreplace x.org/b => f/b v1.0.0\n"] {
            assert!(of("use (\n./a\n./b\n)\n", other).unwrap_err().contains("takes another"), "{other}");
        }
    }
}
