//! By which names manifests call the packages of a tree, and which others they ask for.

use crate::code::codebase::{join, normal, within};
use crate::code::importers::stem;
use crate::code::resolve::{Alias, Told};
use std::collections::BTreeSet;

/// What the manifests of a tree call its packages, each with its folder.
#[derive(Debug, Default)]
pub struct Named {
    /// Those of Cargo, by the names of packages and libraries.
    pub crates: Vec<(String, String)>,
    /// Those of scripts.
    pub scripts: Vec<(String, String)>,
    /// The projects of Python, whose modules may be called otherwise.
    pub python: Vec<(String, String)>,
    /// What packages of scripts depend on, by the names that they give it.
    pub asked: BTreeSet<String>,
}

impl Named {
    /// The folders of the packages that are called so, or that of a part of one.
    pub fn folders(&self, name: &str) -> Vec<String> {
        let crates = self.crates.iter().filter(|(known, _)| known == name).map(|(_, folder)| folder.clone());
        let part = |(known, folder): &(String, String)| match name.strip_prefix(known.as_str())? {
            "" => Some(vec![folder.clone()]),
            rest => rest.strip_prefix('/').map(|rest| vec![join(folder, rest), join(&join(folder, "src"), rest)]),
        };
        crates.chain(self.scripts.iter().filter_map(part).flatten()).collect()
    }

    /// The folders of packages, these and others, that lie within some folders and are none of theirs.
    pub fn apart(&self, folders: &[String], others: &[(String, String)]) -> Vec<String> {
        let all = self.crates.iter().chain(&self.scripts).chain(&self.python).chain(others).map(|(_, folder)| folder);
        let inner = |at: &&String| !folders.contains(at) && folders.iter().any(|folder| within(folder, at).is_some());
        all.filter(inner).cloned().collect::<BTreeSet<String>>().into_iter().collect()
    }

    /// Whether a package of scripts is asked for by a name, or by what a name begins with.
    pub fn asks_for(&self, name: &str) -> bool {
        self.asked.iter().any(|asked| asked == name || within(asked, name).is_some())
    }
}

/// Where aliases of scripts lead that fit a name for certain, as folders or as modules without an ending.
pub fn by_alias<'n>(aliases: &'n [Alias], name: &'n str) -> impl Iterator<Item = String> + 'n {
    let sure = aliases.iter().filter(|alias| alias.told == Told::Sure || !alias.pattern.contains('*'));
    let leads = sure.flat_map(move |alias| {
        let rest = match alias.pattern.split_once('*') {
            None => (alias.pattern == name).then_some(""),
            // `@lib` itself is all that `@lib/*` leads to.
            Some((before, "")) if before.strip_suffix('/') == Some(name) => Some(""),
            Some((before, after)) => name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)),
        };
        rest.into_iter().flat_map(|rest| alias.targets.iter().filter_map(move |target| normal(&target.replacen('*', rest, 1))))
    });
    leads.map(|place| stem(&place).to_owned()).filter(|place| !place.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_are_found_by_their_names_and_kept_apart_from_those_within_them() {
        let pair = |name: &str, folder: &str| (name.to_owned(), folder.to_owned());
        let named = Named {
            crates: vec![pair("kb-core", "kb"), pair("kb_core", "kb"), pair("kb_macros", "kb/macros")],
            scripts: vec![pair("@a/ui", "ui")],
            ..Named::default()
        };
        assert_eq!((named.folders("kb_core"), named.folders("@a/ui/kit")), (vec!["kb".into()], vec!["ui/kit".into(), "ui/src/kit".into()]));
        assert_eq!((named.folders("@a/uix"), named.apart(&["kb".to_owned()], &[])), (Vec::new(), vec!["kb/macros".to_owned()]));
    }

    #[test]
    fn aliases_lead_to_folders() {
        let alias = |pattern: &str, target: &str| Alias {
            pattern: pattern.to_owned(),
            targets: vec![target.to_owned()],
            folder: String::new(),
            told: Told::Sure,
        };
        let aliases = [alias("@lib/*", "src/lib/*"), alias("@x", "src/x/index.ts")];
        let leads = |name: &str| by_alias(&aliases, name).collect::<Vec<_>>();
        assert_eq!((leads("@lib"), leads("@lib/a"), leads("@x")), (vec!["src/lib".into()], vec!["src/lib/a".into()], vec!["src/x".into()]));
        assert_eq!(leads("@y"), Vec::<String>::new());
    }
}
