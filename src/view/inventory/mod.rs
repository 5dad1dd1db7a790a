//! What there should be, by area and by folder, and what is missing.

mod condition;
mod rows;
mod tree;

pub use condition::{Criterion, CriterionKind, Holds, criteria};
pub use rows::{ItemRow, Said, StepRow, aliases, in_tree};
pub use tree::{TreeEntry, TreeMark};

use super::item::{moment, replacement, texts};
use super::{Selection, entry};
use crate::model::{ItemId, ItemKind, Plan};
use crate::progress::{Rollup, Standing};
use crate::survey::Survey;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What there should be, by area and by folder, and what is missing.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Inventory<'a> {
    /// The sums of what is shown.
    pub counts: Rollup,
    /// The tiers in use, highest first, with what they mean.
    pub tiers: Vec<TierMeaning<'a>>,
    /// The areas that hold components, each followed by those in it.
    pub areas: Vec<AreaBlock<'a>>,
    /// Path prefixes that stand for others: as the plan writes them, and as the tree has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<(&'a str, &'a str)>,
    /// All paths, as the tree has them.
    pub tree: Vec<TreeEntry<'a>>,
    /// Paths that are missing themselves, by folder.
    pub missing: Vec<MissingFolder<'a>>,
    /// What else is missing: it has no path, or its path is only its place, since conditions say what it is.
    pub missing_otherwise: Vec<MissingGroup<'a>>,
    /// What stands for several things.
    pub many: Vec<ManyRow<'a>>,
    /// What must be gone at the end.
    pub retire: Vec<RetireRow<'a>>,
}

/// A tier and its meaning.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TierMeaning<'a> {
    /// The word.
    pub word: &'a str,
    /// What it means, when the plan says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'a str>,
    /// How many things have it.
    pub counts: Rollup,
}

/// An area and the components that stand directly in it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AreaBlock<'a> {
    /// Its full name; none for what stands in no area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
    /// Its title.
    pub title: &'a str,
    /// How deep it stands.
    pub depth: u16,
    /// The folder its paths are relative to, from the root.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub folder: Cow<'a, str>,
    /// The sums of everything in it.
    pub counts: Rollup,
    /// What its absence does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub impacts: Vec<&'a str>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
    /// What documents said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Said<'a>>,
    /// What must hold beside its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion<'a>>,
    /// Where documents speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<String>,
    /// Its components, parts behind their wholes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<ItemRow<'a>>,
}

/// What else is missing, and what holds it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MissingGroup<'a> {
    /// The title of what holds the items; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'a str>,
    /// The items.
    pub items: Vec<Named<'a>>,
}

/// An item by name.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Named<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How many things it stands for.
    pub counts: Rollup,
    /// Its places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Cow<'a, str>>,
}

/// What is missing in one folder.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MissingFolder<'a> {
    /// The folder, ending in a slash; empty for the root.
    pub folder: Cow<'a, str>,
    /// Names in it.
    pub files: Vec<Cow<'a, str>>,
}

/// An item that stands for several things.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ManyRow<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The title of what holds it; none at the top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<&'a str>,
    /// How many in which state.
    pub counts: Rollup,
    /// The globs whose every file is one unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub each: Option<&'a str>,
    /// Where documents speak of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<String>,
}

/// Something that must be gone at the end.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RetireRow<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// How it counts: done is gone.
    pub standing: Standing,
    /// The same in a word.
    pub word: &'static str,
    /// The claimed state, where evidence hides it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// Its paths.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Cow<'a, str>>,
    /// What replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// The last moment it may stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// Builds the report.
pub fn build<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Inventory<'a> {
    let plan = survey.plan;
    let (sums, tier_sums) = sums(survey, selection);
    let tier = |(at, tier): (usize, &'a crate::model::Tier)| TierMeaning {
        word: &tier.word,
        meaning: tier.meaning.as_deref(),
        counts: tier_sums[at],
    };
    let mut report = Inventory {
        counts: sums[0],
        tiers: plan.tiers.iter().enumerate().map(tier).filter(|tier| tier.counts.expected > 0).collect(),
        areas: areas(survey, selection, &sums),
        aliases: aliases(plan),
        tree: tree::tree(rows::marks(survey, selection)),
        missing: Vec::new(),
        missing_otherwise: Vec::new(),
        many: Vec::new(),
        retire: retire_rows(survey, selection),
    };
    let mut before = None;
    let mut otherwise: Vec<(Option<ItemId>, Option<&'a str>, Named<'a>)> = Vec::new();
    let mut folders: BTreeMap<Cow<'a, str>, Vec<Cow<'a, str>>> = BTreeMap::new();
    for (id, item) in plan.ids().filter(|(id, item)| item.is_counted() && selection.has(*id)) {
        let counts = sums[id.index()];
        let parent = item.parent.filter(|parent| *parent != Plan::ROOT);
        let within = parent.map(|parent| &*plan.item(parent).title);
        let quantity = item.quantity;
        if quantity.count > 1 || quantity.at_least || item.each.is_some() {
            report.many.push(ManyRow {
                name: &item.name,
                title: &item.title,
                within,
                counts,
                each: item.each.as_ref().map(|(glob, _)| &**glob),
                per: rows::per(plan, &item.per),
            });
        }
        if counts.missing == 0 || item.kind == ItemKind::Retire {
            continue;
        }
        if item.at.is_empty() || item.condition.is_some() {
            let at = in_tree(plan, &item.at);
            otherwise.push((parent, within, Named { name: &item.name, title: &item.title, counts, at }));
            continue;
        }
        for place in &item.at {
            let (folder, file) = match rows::path_in_tree(plan, &place.path) {
                Cow::Borrowed(path) => {
                    let (folder, file) = path.split_at(name_start(path));
                    (Cow::Borrowed(folder), Cow::Borrowed(file))
                }
                Cow::Owned(mut path) => {
                    let file = path.split_off(name_start(&path));
                    (Cow::Owned(path), Cow::Owned(file))
                }
            };
            folders.entry(folder).or_default().push(file);
        }
    }
    // Files may extend an area one after another, so its items need not stand together.
    otherwise.sort_by_key(|(parent, ..)| *parent);
    for (parent, within, named) in otherwise {
        match report.missing_otherwise.last_mut() {
            Some(group) if before == parent && !group.items.is_empty() => group.items.push(named),
            _ => report.missing_otherwise.push(MissingGroup { within, items: vec![named] }),
        }
        before = parent;
    }
    report.missing = folders.into_iter().map(|(folder, files)| MissingFolder { folder, files: distinct(files) }).collect();
    report
}

/// Whether the report would say anything.
pub fn has_content(survey: &Survey<'_>) -> bool {
    survey.plan.items.iter().any(|item| item.kind.is_counted())
}

/// What is to be gone, in the order of the source.
pub fn retire_rows<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<RetireRow<'a>> {
    let plan = survey.plan;
    let rows = plan.ids().filter(|(id, item)| item.kind == ItemKind::Retire && selection.has(*id));
    rows.map(|(id, item)| RetireRow {
        name: &item.name,
        title: &item.title,
        standing: survey.assessment.standing(id),
        word: entry::state(item, survey.assessment.verdict(id), survey.assessment.standing(id)),
        claimed: entry::claimed(survey, id),
        at: in_tree(plan, &item.at),
        replacement: item.replacement.as_ref().map(|with| replacement(plan, with)),
        until: item.until.map(|until| moment(survey, until)),
    })
    .collect()
}

/// Where the last name of a path begins.
fn name_start(path: &str) -> usize {
    path.trim_end_matches('/').rfind('/').map_or(0, |slash| slash + 1)
}

fn distinct(mut files: Vec<Cow<'_, str>>) -> Vec<Cow<'_, str>> {
    files.sort_unstable();
    files.dedup();
    files
}

/// Sums of what is shown, by item and by tier.
fn sums(survey: &Survey<'_>, selection: &Selection) -> (Vec<Rollup>, Vec<Rollup>) {
    let (plan, all) = (survey.plan, &survey.assessment.rollups);
    if selection.is_all() {
        return (all.items.clone(), all.tiers.clone());
    }
    let mut items = vec![Rollup::default(); plan.items.len()];
    let mut tiers = vec![Rollup::default(); plan.tiers.len() + 1];
    // Parts stand behind the whole, so going backwards every part is complete before it is added.
    for (index, item) in plan.items.iter().enumerate().rev() {
        if item.is_counted() && selection.has(ItemId(index as u32)) {
            items[index] = all.items[index];
            tiers[item.tier.map_or(plan.tiers.len(), usize::from)].add(items[index]);
        }
        if let Some(parent) = item.parent.filter(|_| !item.is_dropped()) {
            let sum = items[index];
            items[parent.index()].add(sum);
        }
    }
    (items, tiers)
}

fn areas<'a>(survey: &'a Survey<'a>, selection: &Selection, sums: &[Rollup]) -> Vec<AreaBlock<'a>> {
    let plan = survey.plan;
    let mut holds = vec![false; plan.items.len()];
    for (index, item) in plan.items.iter().enumerate().rev() {
        holds[index] |= item.kind.is_counted() && selection.has(ItemId(index as u32));
        if let Some(parent) = item.parent.filter(|_| holds[index]) {
            holds[parent.index()] = true;
        }
    }
    let mut blocks = Vec::new();
    let mut open = vec![(Plan::ROOT, 0u16)];
    while let Some((id, depth)) = open.pop() {
        let area = plan.item(id);
        let mut items = Vec::with_capacity(area.children.iter().filter(|child| holds[child.index()]).count());
        let mut inner = Vec::new();
        let mut parts: Vec<(ItemId, u16)> = area.children.iter().rev().map(|child| (*child, 0)).collect();
        while let Some((part, level)) = parts.pop() {
            let item = plan.item(part);
            if !holds[part.index()] {
                continue;
            }
            if item.kind == ItemKind::Area {
                inner.push((part, if id == Plan::ROOT { 0 } else { depth.saturating_add(1) }));
                continue;
            }
            let counted = item.kind.is_counted();
            if counted {
                items.push(ItemRow::new(survey, part, level, sums[part.index()]));
            }
            parts.extend(item.children.iter().rev().map(|child| (*child, level + u16::from(counted))));
        }
        open.extend(inner.into_iter().rev());
        if id == Plan::ROOT {
            if !items.is_empty() {
                let mut counts = Rollup::default();
                items.iter().filter(|row| row.depth == 0).for_each(|row| counts.add(row.counts));
                blocks.push(AreaBlock { name: None, title: "Not in an area", depth: 0, counts, items, ..AreaBlock::empty() });
            }
            continue;
        }
        blocks.push(AreaBlock {
            name: Some(&area.name),
            title: &area.title,
            depth,
            folder: rows::path_in_tree(plan, &area.folder),
            counts: sums[id.index()],
            impacts: texts(&area.impacts),
            notes: texts(&area.notes),
            claims: rows::said(plan, &area.claims),
            criteria: criteria(survey, area.condition.as_ref()),
            per: rows::per(plan, &area.per),
            items,
        });
    }
    blocks
}

impl AreaBlock<'_> {
    fn empty() -> Self {
        AreaBlock {
            name: None,
            title: "",
            depth: 0,
            folder: Cow::Borrowed(""),
            counts: Rollup::default(),
            impacts: Vec::new(),
            notes: Vec::new(),
            claims: Vec::new(),
            criteria: Vec::new(),
            per: Vec::new(),
            items: Vec::new(),
        }
    }
}
