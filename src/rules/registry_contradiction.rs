//! `registry-contradiction`: an import that registries both offer and forbid.
//!
//! Whichever line is read first wins, and half of the code follows the wrong one. Say one thing: `works … deprecated` for an
//! import to leave, `broken` or `retired` for one that must not be used.

use super::wording::names;
use crate::diag::{Diagnostic, code};
use crate::model::RegistryEntry;
use crate::survey::Survey;
use crate::syntax::{EntryKind, State};
use std::collections::BTreeMap;

/// What an entry says of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Works,
    Deprecated,
    Retired,
    Broken,
    MockWorks,
    MockBroken,
}

impl Stand {
    fn of(entry: &RegistryEntry) -> Option<Stand> {
        match (entry.kind, entry.state) {
            (_, Some(State::Unsure | State::Dropped)) => None,
            (EntryKind::Works, Some(State::Deprecated)) => Some(Stand::Deprecated),
            (EntryKind::Works, _) => Some(Stand::Works),
            (EntryKind::Retired, _) => Some(Stand::Retired),
            (EntryKind::Broken, _) => Some(Stand::Broken),
            (EntryKind::MockWorks, _) => Some(Stand::MockWorks),
            (EntryKind::MockBroken, _) => Some(Stand::MockBroken),
            (EntryKind::Sought | EntryKind::Isolate, _) => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Stand::Works => "works",
            Stand::Deprecated => "deprecated",
            Stand::Retired => "retired",
            Stand::Broken => "broken",
            Stand::MockWorks => "mock works",
            Stand::MockBroken => "mock broken",
        }
    }

    fn contradicts(self, other: Stand) -> bool {
        use Stand as S;
        matches!(
            (self, other),
            (S::Works, S::Deprecated | S::Retired | S::Broken)
                | (S::Deprecated | S::Retired | S::Broken, S::Works)
                | (S::Deprecated, S::Broken)
                | (S::Broken, S::Deprecated)
                | (S::MockWorks, S::MockBroken)
                | (S::MockBroken, S::MockWorks)
        )
    }
}

/// Finds names of one module that entries speak of differently, in all registries.
pub fn registry_contradiction(survey: &Survey<'_>, found: &mut Vec<Diagnostic>) {
    let entries: Vec<(&RegistryEntry, Stand, &str)> = survey
        .plan
        .registries
        .iter()
        .flat_map(|registry| registry.entries.iter().filter_map(|entry| Some((entry, Stand::of(entry)?, &*registry.id))))
        .collect();
    let mut of_module: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (entry, ..)) in entries.iter().enumerate() {
        for module in &entry.subjects {
            of_module.entry(module).or_default().push(at);
        }
    }
    for (module, same) in of_module {
        // A module with very many entries is only compared with the nearest of them.
        for (at, first) in same.iter().enumerate() {
            for second in same[at + 1..].iter().take(200) {
                let (a, b) = (entries[*first], entries[*second]);
                if a.1.contradicts(b.1)
                    && let Some(shared) = shared(a.0, b.0)
                {
                    found.push(finding(survey, module, &shared, a, b));
                }
            }
        }
    }
}

/// The names that both entries speak of; none listed means the whole module.
fn shared<'e>(a: &'e RegistryEntry, b: &'e RegistryEntry) -> Option<Vec<&'e str>> {
    let names = |entry: &'e RegistryEntry| entry.names.iter().map(|name| &**name).collect::<Vec<_>>();
    match (a.names.is_empty(), b.names.is_empty()) {
        (true, _) => Some(names(b)),
        (_, true) => Some(names(a)),
        _ => {
            let both: Vec<&str> = names(a).into_iter().filter(|name| b.names.iter().any(|other| **other == **name)).collect();
            (!both.is_empty()).then_some(both)
        }
    }
}

type Entry<'e> = (&'e RegistryEntry, Stand, &'e str);

fn finding(survey: &Survey<'_>, module: &str, shared: &[&str], a: Entry<'_>, b: Entry<'_>) -> Diagnostic {
    let plan = survey.plan;
    let what = if shared.is_empty() { format!("`{module}`") } else { format!("{} of `{module}`", names(shared, 4)) };
    let told = |(entry, stand, registry): Entry<'_>| {
        let by = super::wording::origins(plan, entry.per.iter().copied());
        let by = if by.is_empty() { String::new() } else { format!(", {by}") };
        format!("{} (`{registry}`{by})", stand.word())
    };
    Diagnostic::new(&code::REGISTRY_CONTRADICTION, format!("{what}: {} and {}", told(a), told(b)))
        .at(b.0.said, b.1.word())
        .see(a.0.said, a.1.word())
        .about(&*plan.root().name)
        .help("let one entry stand: `works … deprecated` for an import to leave, `broken` or `retired` for one that must not be used")
}
