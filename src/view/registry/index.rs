//! Where to import a name from: what a developer looks up most.

use super::entry::{ModuleUse, instead};
use crate::evidence::{Outcome, Truth};
use crate::progress::of_entry;
use crate::survey::Survey;
use crate::syntax::{EntryKind, State};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A name, and every module that is said to have it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct IndexRow<'a> {
    /// The name; of entries without names, the module itself.
    pub name: &'a str,
    /// The modules, the best first.
    pub modules: Vec<ModuleRef<'a>>,
}

/// A module that is said to have a name.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModuleRef<'a> {
    /// The module.
    pub module: &'a str,
    /// How far it can be trusted.
    pub trust: Trust,
    /// What to use instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<ModuleUse<'a>>,
    /// What else a sought name may be called.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<&'a str>,
    /// Whether it is to be left, beside what else is said of it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
    /// Whether another entry gives the same import another standing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub disputed: bool,
}

/// How far an import can be trusted, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    /// It works.
    Works,
    /// It works and is to be left.
    Deprecated,
    /// It is listed, and to be verified.
    Unsure,
    /// It is said to work, and does not resolve in the tree.
    Unresolved,
    /// It is on its way out.
    Retired,
    /// It must not be used.
    Broken,
    /// It is looked for.
    Sought,
}

impl IndexRow<'_> {
    /// Whether a working import is known.
    pub fn has_working(&self) -> bool {
        let refused = |of: &ModuleRef<'_>| self.modules.iter().any(|other| other.module == of.module && other.trust >= Trust::Unsure);
        self.modules.iter().any(|module| module.trust <= Trust::Deprecated && !(module.disputed && refused(module)))
    }
}

/// All names of all registries, by name without regard to case.
pub(super) fn index<'a>(survey: &'a Survey<'a>) -> Vec<IndexRow<'a>> {
    let plan = survey.plan;
    let mut names: BTreeMap<&str, Vec<ModuleRef<'_>>> = BTreeMap::new();
    for (registry, entry) in plan.registries.iter().flat_map(|registry| registry.entries.iter().map(move |entry| (registry, entry))) {
        let trust = match (entry.kind, entry.state) {
            (EntryKind::Works, Some(State::Unsure)) => Trust::Unsure,
            (EntryKind::Works, Some(State::Deprecated)) => Trust::Deprecated,
            (EntryKind::Works, Some(State::Missing)) | (EntryKind::Broken, _) => Trust::Broken,
            (EntryKind::Works, _) => Trust::Works,
            (EntryKind::Retired, _) => Trust::Retired,
            (EntryKind::Sought, _) => Trust::Sought,
            (EntryKind::Isolate | EntryKind::MockWorks | EntryKind::MockBroken, _) => continue,
        };
        // What the tree says of each name of each module, in that order.
        let evidence = survey.evidence.as_ref().filter(|_| trust <= Trust::Unsure);
        let answer = evidence.and_then(|evidence| of_entry(registry, entry, evidence).answer);
        let mut found = match answer.map(|answer| &answer.outcome) {
            Some(Outcome::Each(each)) => each.as_slice(),
            _ => &[],
        }
        .iter();
        for subject in &entry.subjects {
            let with = || instead(survey, registry, entry);
            let mut trust = || match (found.next(), trust) {
                (Some(Truth::False), _) => Trust::Unresolved,
                (Some(Truth::True), Trust::Unsure) => Trust::Works,
                _ => trust,
            };
            let deprecated = entry.state == Some(State::Deprecated);
            let mut module =
                |module| ModuleRef { module, trust: trust(), instead: with(), perhaps: Vec::new(), deprecated, disputed: false };
            if entry.kind == EntryKind::Sought {
                let place = entry.under.first().map_or("", |glob| &**glob);
                let perhaps = entry.subjects.iter().skip(1).map(|name| &**name).collect();
                names.entry(subject).or_default().push(ModuleRef { perhaps, ..module(place) });
                // The others are only what it may be called.
                break;
            } else if entry.names.is_empty() {
                names.entry(subject).or_default().push(module(subject));
            } else {
                entry.names.iter().for_each(|name| names.entry(name).or_default().push(module(subject)));
            }
        }
    }
    let mut rows: Vec<IndexRow<'_>> = names.into_iter().map(|(name, modules)| IndexRow { name, modules: ordered(modules) }).collect();
    rows.sort_by_cached_key(|row| (row.name.to_lowercase(), row.name));
    rows
}

/// The best first, each standing of a module once; the same module with two standings is disputed.
fn ordered(mut modules: Vec<ModuleRef<'_>>) -> Vec<ModuleRef<'_>> {
    modules.sort_by_key(|module| (module.trust, module.module));
    modules.dedup_by(|b, a| a.module == b.module && a.trust == b.trust && (b.instead.is_none() || a.instead.is_some()));
    let real = |module: &&ModuleRef<'_>| module.trust != Trust::Sought;
    let mut first: BTreeMap<&str, Trust> = BTreeMap::new();
    let mut several: BTreeSet<&str> = BTreeSet::new();
    for module in modules.iter().filter(real) {
        if *first.entry(module.module).or_insert(module.trust) != module.trust {
            several.insert(module.module);
        }
    }
    for module in &mut modules {
        module.disputed = module.trust != Trust::Sought && several.contains(module.module);
    }
    modules
}

#[cfg(test)]
mod tests {
    use super::*;

    fn module(name: &'static str, trust: Trust) -> ModuleRef<'static> {
        ModuleRef { module: name, trust, instead: None, perhaps: Vec::new(), deprecated: false, disputed: false }
    }

    #[test]
    fn the_best_module_comes_first() {
        let list = ordered(vec![module("a", Trust::Broken), module("c", Trust::Unsure), module("b", Trust::Works)]);
        assert_eq!(list.iter().map(|module| module.module).collect::<String>(), "bca");
        assert!(list.iter().all(|module| !module.disputed));
    }

    #[test]
    fn an_import_that_is_both_offered_and_forbidden_is_disputed() {
        let list = ordered(vec![module("a", Trust::Broken), module("a", Trust::Works), module("b", Trust::Works)]);
        assert_eq!(list.iter().map(|module| module.disputed).collect::<Vec<_>>(), [true, false, true]);
        assert!(!IndexRow { name: "A", modules: ordered(vec![module("a", Trust::Broken), module("a", Trust::Works)]) }.has_working());
    }

    #[test]
    fn a_module_said_twice_is_listed_once() {
        assert_eq!(ordered(vec![module("a", Trust::Works), module("a", Trust::Works)]).len(), 1);
    }
}
