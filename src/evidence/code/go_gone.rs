//! Modules of Go that were deleted with their `go.mod`: what they were called is told by those beside them, and by who requires them.

use crate::code::codebase::{join, normal, within};
use crate::code::go_module::GoModule;
use std::collections::BTreeSet;

/// What the manifests that are left say.
#[derive(Debug, Default)]
pub struct GoGone {
    /// The folders that workspaces use.
    used: BTreeSet<String>,
    /// Whether one of them may leave out modules that packages are imported from.
    pub is_open: bool,
    /// The modules that are required.
    pub required: BTreeSet<String>,
}

impl GoGone {
    /// Reads a `go.mod` or a `go.work` that stands in a folder.
    pub fn read(&mut self, module: &GoModule, folder: &str) {
        self.used.extend(module.uses.iter().filter_map(|used| normal(&join(folder, used))));
        self.is_open |= !module.lists_all();
        self.required.extend(module.requires.iter().map(|required| required.path.clone()));
    }

    /// What the packages of a folder may have been called. `known` are the modules of the tree, each with its folder.
    pub fn packages(&self, folder: &str, known: &[(String, String)]) -> Vec<String> {
        let mut all = BTreeSet::new();
        // Modules of one repository are called as their folders, behind what all begin with.
        for (module, at) in known.iter().filter(|(module, _)| !module.is_empty()) {
            let Some((base, around)) = apart(module, at) else { continue };
            let rest = if around.is_empty() { Some(folder) } else { within(around, folder) };
            all.extend(rest.map(|rest| format!("{base}/{rest}")));
        }
        // A folder that a workspace uses is a module that others require.
        for used in self.used.iter().filter(|used| *used == folder || within(used, folder).is_some()) {
            let name = used.rsplit('/').next().unwrap_or(used);
            let is_known = |path: &str| known.iter().any(|(module, _)| module == path);
            let fits = |path: &&String| !is_known(path) && without_version(path).rsplit('/').next() == Some(name);
            let rest = within(used, folder);
            all.extend(self.required.iter().filter(fits).map(|path| rest.map_or_else(|| path.clone(), |rest| format!("{path}/{rest}"))));
        }
        all.into_iter().collect()
    }
}

/// What the path of a module begins with and the folder around it, without the names at the end in which they agree; nothing where they agree
/// in none, or in all of the path.
fn apart<'m>(module: &'m str, folder: &'m str) -> Option<(&'m str, &'m str)> {
    let (mut base, mut around) = (without_version(module), folder);
    let mut agreed = false;
    while let Some((before, name)) = base.rsplit_once('/') {
        let (outer, last) = around.rsplit_once('/').unwrap_or(("", around));
        if last != name {
            break;
        }
        (base, around, agreed) = (before, outer, true);
        if around.is_empty() {
            break;
        }
    }
    agreed.then_some((base, around))
}

/// The path of a module without the number of a major version at its end.
fn without_version(path: &str) -> &str {
    let is_version =
        |last: &str| last.strip_prefix('v').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()));
    path.rsplit_once('/').filter(|(_, last)| is_version(last)).map_or(path, |(before, _)| before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_modules_and_folders_agree_in_is_cut_off() {
        assert_eq!(apart("github.com/o/r/svc/a", "svc/a"), Some(("github.com/o/r", "")));
        assert_eq!(apart("github.com/o/r/a/v2", "services/a"), Some(("github.com/o/r", "services")));
        assert_eq!((apart("github.com/o/r", ""), apart("github.com/o/r", "tools")), (None, None));
    }
}
