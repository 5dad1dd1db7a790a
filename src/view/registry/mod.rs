//! Imports that work, imports that must not be used, and what to use instead.

mod entry;
mod index;

pub use entry::{EntryView, ModuleUse};
pub use index::{IndexRow, ModuleRef, Trust};

use super::Selection;
use super::inventory::{RetireRow, retire_rows};
use crate::model::Registry;
use crate::survey::Survey;
use crate::syntax::{EntryKind, State};
use serde::Serialize;

/// Imports that work, imports that must not be used, and what to use instead.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistryReport<'a> {
    /// The sums of all registries.
    pub counts: RegistryCounts,
    /// Every name, and where to import it from.
    pub index: Vec<IndexRow<'a>>,
    /// The registries, in the order of the source.
    pub registries: Vec<RegistryView<'a>>,
    /// What of the plan itself must be gone at the end.
    pub retire: Vec<RetireRow<'a>>,
}

/// How many entries there are of each kind.
#[derive(Debug, Default, Clone, Copy, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistryCounts {
    /// Different names that can be imported, or are listed as such.
    pub names: usize,
    /// Names that have no working import.
    pub names_without: usize,
    /// Entries that work.
    pub works: usize,
    /// Of these, to be verified.
    pub unsure: usize,
    /// Of these, works but to be left.
    pub deprecated: usize,
    /// Entries that must not be used.
    pub broken: usize,
    /// Of these, without a word on what to use instead.
    pub broken_without: usize,
    /// Entries on their way out.
    pub retired: usize,
    /// Entries that are looked for.
    pub sought: usize,
    /// Mock paths that work.
    pub mocks: usize,
    /// Mock paths that must not be used.
    pub broken_mocks: usize,
    /// Rules that keep packages apart.
    pub rules: usize,
}

/// The registry of one language or package.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RegistryView<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    /// What it covers, from the root.
    pub under: Vec<&'a str>,
    /// Shapes of module paths.
    pub patterns: Vec<&'a str>,
    /// Remarks.
    pub notes: Vec<&'a str>,
    /// The sums of its entries; names are summed over all registries only.
    pub counts: RegistryCounts,
    /// Imports that work.
    pub works: Vec<EntryView<'a>>,
    /// Imports that must not be used.
    pub broken: Vec<EntryView<'a>>,
    /// Imports on their way out.
    pub retired: Vec<EntryView<'a>>,
    /// What is looked for.
    pub sought: Vec<EntryView<'a>>,
    /// Mock paths that work.
    pub mocks: Vec<EntryView<'a>>,
    /// Mock paths that must not be used.
    pub broken_mocks: Vec<EntryView<'a>>,
    /// Packages that must not import each other.
    pub rules: Vec<EntryView<'a>>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> RegistryReport<'a> {
    let plan = survey.plan;
    let index = index::index(survey);
    let registries: Vec<RegistryView<'a>> = plan.registries.iter().map(|registry| view(survey, registry)).collect();
    let mut counts = RegistryCounts { names: index.len(), ..RegistryCounts::default() };
    counts.names_without = index.iter().filter(|row| !row.has_working()).count();
    for part in registries.iter().map(|registry| registry.counts) {
        counts.works += part.works;
        counts.unsure += part.unsure;
        counts.deprecated += part.deprecated;
        counts.broken += part.broken;
        counts.broken_without += part.broken_without;
        counts.retired += part.retired;
        counts.sought += part.sought;
        counts.mocks += part.mocks;
        counts.broken_mocks += part.broken_mocks;
        counts.rules += part.rules;
    }
    RegistryReport { counts, index, registries, retire: retire_rows(survey, selection) }
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    !survey.plan.registries.is_empty()
}

fn view<'a>(survey: &'a Survey<'a>, registry: &'a Registry) -> RegistryView<'a> {
    let of = |kind: EntryKind| -> Vec<EntryView<'a>> {
        registry.entries.iter().filter(|entry| entry.kind == kind).map(|entry| EntryView::new(survey, registry, entry)).collect()
    };
    let in_state =
        |state: State| registry.entries.iter().filter(|entry| entry.kind == EntryKind::Works && entry.state == Some(state)).count();
    let mut view = RegistryView {
        id: &registry.id,
        title: &registry.title,
        language: registry.language.as_deref(),
        under: registry.under.iter().map(|glob| &**glob).collect(),
        patterns: registry.patterns.iter().map(|pattern| &**pattern).collect(),
        notes: registry.notes.iter().map(|note| &*note.text).collect(),
        counts: RegistryCounts::default(),
        works: of(EntryKind::Works),
        broken: of(EntryKind::Broken),
        retired: of(EntryKind::Retired),
        sought: of(EntryKind::Sought),
        mocks: of(EntryKind::MockWorks),
        broken_mocks: of(EntryKind::MockBroken),
        rules: of(EntryKind::Isolate),
    };
    view.counts = RegistryCounts {
        works: view.works.len(),
        unsure: in_state(State::Unsure),
        deprecated: in_state(State::Deprecated),
        broken: view.broken.len(),
        broken_without: view.broken.iter().filter(|entry| entry.instead.is_none()).count(),
        retired: view.retired.len(),
        sought: view.sought.len(),
        mocks: view.mocks.iter().map(|entry| entry.subjects.len()).sum(),
        broken_mocks: view.broken_mocks.iter().map(|entry| entry.subjects.len()).sum(),
        rules: view.rules.len(),
        ..RegistryCounts::default()
    };
    view
}
