//! One entry of a registry.

use crate::evidence::{Outcome, Truth};
use crate::model::{Note, Registry, RegistryEntry, Replacement};
use crate::progress::{EntryVerdict, Observed, entry_verdict, of_entry};
use crate::survey::Survey;
use crate::syntax::{EntryKind, ProseWord};
use crate::view::inventory::Said;
use crate::view::item::moment;
use serde::Serialize;
use std::borrow::Cow;

/// What to import instead.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ModuleUse<'a> {
    /// The module, or the title of an item of the plan.
    pub module: &'a str,
    /// The names in it; empty when they stay the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<&'a str>,
    /// Whether it is an item of the plan.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_item: bool,
    /// Whether the tree shows that it does not resolve.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unresolved: bool,
}

/// An entry.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EntryView<'a> {
    /// Modules, names or packages.
    pub subjects: Vec<&'a str>,
    /// Names in the module.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<&'a str>,
    /// What to use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<ModuleUse<'a>>,
    /// Its state, such as `unsure` or `deprecated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<&'static str>,
    /// Its tier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<&'a str>,
    /// Its labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// When it was last tried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<crate::time::Date>,
    /// When a break was mended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<crate::time::Date>,
    /// The last moment it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Globs under which it is sought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub under: Vec<&'a str>,
    /// What is allowed all the same.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<&'a str>,
    /// Files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<&'a str>,
    /// Remarks and links; what it causes and why it is so begin with a word that says so.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Cow<'a, str>>,
    /// What documents said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Said<'a>>,
    /// Where documents speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<String>,
    /// Of several names, those that do not resolve.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unresolved: Vec<&'a str>,
    /// How it stands in the tree; none when nobody looked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<EntryVerdict>,
    /// How often it is still imported, of what retires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub users: Option<u64>,
    /// What was seen: where it stands, who imports it, or what comes near.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<String>,
}

/// Places shown of one entry.
const SHOWN: usize = 5;

impl<'a> EntryView<'a> {
    /// The value of an entry.
    pub fn new(survey: &'a Survey<'a>, registry: &Registry, entry: &'a RegistryEntry) -> EntryView<'a> {
        let plan = survey.plan;
        let evidence = survey.evidence.as_ref();
        let answer = evidence.and_then(|evidence| of_entry(registry, entry, evidence).answer);
        let list = |texts: &'a [Box<str>]| texts.iter().map(|text| &**text).collect::<Vec<&str>>();
        EntryView {
            subjects: list(&entry.subjects),
            names: list(&entry.names),
            instead: instead(survey, registry, entry),
            state: entry.state.map(crate::syntax::State::word),
            tier: entry.tier.map(|tier| plan.tier_word(tier)),
            tags: list(&entry.tags),
            verified: entry.verified,
            fixed: entry.fixed,
            until: entry.until.map(|until| moment(survey, until)),
            under: list(&entry.under),
            except: list(&entry.except),
            at: entry.at.iter().map(|place| &*place.path).collect(),
            notes: entry.notes.iter().map(labelled).collect(),
            claims: entry.claims.iter().map(|claim| Said { text: &claim.text, per: plan.origin(claim.origin) }).collect(),
            per: entry.per.iter().map(|origin| plan.origin(*origin)).collect(),
            unresolved: answer.map_or_else(Vec::new, |answer| unresolved(entry, &answer.outcome)),
            verdict: evidence.and_then(|evidence| entry_verdict(registry, entry, evidence)),
            users: answer.filter(|_| entry.kind == EntryKind::Retired).and_then(|answer| match answer.outcome {
                Outcome::Count(users, _) => Some(users),
                _ => None,
            }),
            seen: answer.map_or_else(Vec::new, |answer| {
                let sights = if answer.seen.is_empty() { &answer.near } else { &answer.seen };
                let near = if answer.seen.is_empty() { "near: " } else { "" };
                sights.iter().take(SHOWN).map(|sight| format!("{near}{sight}")).collect()
            }),
        }
    }
}

/// A remark; what something causes and why it is so begin with that word.
fn labelled(note: &Note) -> Cow<'_, str> {
    match note.word {
        ProseWord::Impact | ProseWord::Because => Cow::Owned(format!("{}: {}", note.word.word(), note.text)),
        _ => Cow::Borrowed(&*note.text),
    }
}

/// Of what was asked of an import, each module or each name of each module, what does not resolve; nothing where none of it does.
fn unresolved<'a>(entry: &'a RegistryEntry, outcome: &Outcome) -> Vec<&'a str> {
    let (Outcome::Each(parts), EntryKind::Works | EntryKind::MockWorks) = (outcome, entry.kind) else { return Vec::new() };
    let asked = entry.subjects.iter().flat_map(|subject| {
        let names = if entry.names.is_empty() { std::slice::from_ref(subject) } else { entry.names.as_slice() };
        names.iter().map(|name| &**name)
    });
    let mut failing: Vec<&str> = asked.zip(parts).filter(|(_, truth)| **truth == Truth::False).map(|(name, _)| name).collect();
    if failing.len() == parts.len() {
        return Vec::new();
    }
    failing.dedup();
    failing
}

/// What to import instead.
pub(super) fn instead<'a>(survey: &Survey<'a>, registry: &Registry, entry: &'a RegistryEntry) -> Option<ModuleUse<'a>> {
    let plan = survey.plan;
    let seen = survey.evidence.as_ref().and_then(|evidence| of_entry(registry, entry, evidence).replacement);
    let unresolved = matches!(seen, Some((Observed::Missing, _)));
    Some(match entry.replacement.as_ref()? {
        Replacement::Item(item) => ModuleUse { module: &plan.item(*item).title, names: Vec::new(), is_item: true, unresolved },
        Replacement::Text(text, names) => {
            ModuleUse { module: text, names: names.iter().map(|name| &**name).collect(), is_item: false, unresolved }
        }
    })
}
