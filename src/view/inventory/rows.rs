//! Components as rows, and what is marked in the tree.

use super::tree::TreeMark;
use super::{Criterion, criteria};
use crate::model::{Claim, ClaimFact, ItemId, ItemKind, Origin, Place, Plan, Step};
use crate::progress::{Rollup, Standing, Verdict};
use crate::survey::Survey;
use crate::syntax::{ProseWord, State};
use crate::view::item::{replacement, texts};
use crate::view::{Selection, entry};
use serde::Serialize;
use std::borrow::Cow;

/// A component or something that retires. Facts that the document's list of items holds are not repeated in JSON.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ItemRow<'a> {
    /// Its full name.
    pub name: &'a str,
    /// Its title.
    #[serde(skip)]
    pub title: &'a str,
    /// How deep it stands in other components.
    #[serde(skip_serializing_if = "is_zero")]
    pub depth: u16,
    /// Whether it is to go.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retires: bool,
    /// How it counts.
    #[serde(skip)]
    pub standing: Standing,
    /// The same in a word.
    pub word: &'static str,
    /// The verdict, where it says more than the claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// A claimed state that says more than how it counts: `unsure` or `deprecated`, and any that evidence hides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimed: Option<&'static str>,
    /// Whether evidence hides what is claimed.
    #[serde(skip)]
    pub hidden: bool,
    /// The sums of what it holds or stands for.
    #[serde(skip)]
    pub counts: Rollup,
    /// Its paths, from the root.
    #[serde(skip)]
    pub at: Vec<Cow<'a, str>>,
    /// Where it stood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub was: Vec<Cow<'a, str>>,
    /// Its tier.
    #[serde(skip)]
    pub tier: Option<&'a str>,
    /// The author's order among equals, lowest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// The titles of its labels.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// What its absence does.
    #[serde(skip)]
    pub impacts: Vec<&'a str>,
    /// Why it is so.
    #[serde(skip)]
    pub becauses: Vec<&'a str>,
    /// Other remarks.
    #[serde(skip)]
    pub notes: Vec<&'a str>,
    /// What replaces it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    /// What must hold for it to be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion<'a>>,
    /// Its checklist.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<StepRow<'a>>,
    /// What documents said of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Said<'a>>,
    /// Where documents speak of it.
    #[serde(skip)]
    pub per: Vec<String>,
}

/// A line of a checklist.
#[derive(Debug, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepRow<'a> {
    /// Its title.
    pub title: &'a str,
    /// Whether it is said to be done.
    pub done: bool,
    /// Its paths, from the root.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Cow<'a, str>>,
    /// What must hold for it to be done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion<'a>>,
    /// Remarks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<&'a str>,
}

/// What a document said.
#[derive(Debug, Clone, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Said<'a> {
    /// The claim as the plan writes it.
    pub text: &'a str,
    /// Where the document says it.
    pub per: String,
}

impl<'a> ItemRow<'a> {
    /// The row of an item.
    pub fn new(survey: &'a Survey<'a>, id: ItemId, depth: u16, counts: Rollup) -> ItemRow<'a> {
        let plan = survey.plan;
        let item = plan.item(id);
        let standing = survey.assessment.standing(id);
        let telling = |verdict: &Verdict| matches!(verdict, Verdict::Proven | Verdict::Contradicted | Verdict::Stale | Verdict::Present);
        let hidden = entry::claimed(survey, id);
        let more = |state: &State| match state {
            State::Unsure => true,
            State::Deprecated => item.kind != ItemKind::Retire,
            _ => false,
        };
        let notes = |fits: fn(ProseWord) -> bool| item.notes.iter().filter(|note| fits(note.word)).map(|note| &*note.text).collect();
        ItemRow {
            name: &item.name,
            title: &item.title,
            depth,
            retires: item.kind == ItemKind::Retire,
            standing,
            word: entry::state(item, survey.assessment.verdict(id), standing),
            verdict: Some(survey.assessment.verdict(id)).filter(telling),
            claimed: hidden.or(item.state.filter(more).map(State::word)),
            hidden: hidden.is_some(),
            counts,
            at: in_tree(plan, &item.at),
            was: in_tree(plan, &item.was),
            tier: item.tier.map(|tier| plan.tier_word(tier)),
            rank: item.rank,
            tags: item.tags.iter().map(|tag| &*plan.tags[tag.index()].title).collect(),
            impacts: texts(&item.impacts),
            becauses: notes(|word| word == ProseWord::Because),
            notes: notes(|word| word != ProseWord::Because),
            replacement: item.replacement.as_ref().map(|with| replacement(plan, with)),
            criteria: criteria(survey, item.condition.as_ref()),
            steps: item.steps.iter().map(|step| step_row(survey, step)).collect(),
            claims: said(plan, item.claims.iter().filter(|claim| is_of_inventory(claim))),
            per: per(plan, &item.per),
        }
    }
}

fn step_row<'a>(survey: &Survey<'_>, step: &'a Step) -> StepRow<'a> {
    let plan = survey.plan;
    StepRow {
        title: &step.title,
        done: is_done(step),
        at: in_tree(plan, &step.at),
        criteria: criteria(survey, step.condition.as_ref()),
        notes: texts(&step.notes),
    }
}

fn is_done(step: &Step) -> bool {
    step.state == Some(State::Done) || step.done_on.is_some()
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_zero(depth: &u16) -> bool {
    *depth == 0
}

/// Where documents speak of something.
pub fn per(plan: &Plan, origins: &[Origin]) -> Vec<String> {
    origins.iter().map(|origin| plan.origin(*origin)).collect()
}

/// Whether a claim speaks of what there is, and not of when it is done or by whom.
fn is_of_inventory(claim: &Claim) -> bool {
    use ClaimFact as F;
    let fits =
        |fact: &ClaimFact| matches!(fact, F::Text | F::State(_) | F::Amount(..) | F::Total(..) | F::At(_) | F::Count(..) | F::Tier(_));
    claim.facts.iter().any(fits)
}

/// What documents said of something.
pub fn said<'a>(plan: &Plan, claims: impl IntoIterator<Item = &'a Claim>) -> Vec<Said<'a>> {
    claims.into_iter().map(|claim| Said { text: &claim.text, per: plan.origin(claim.origin) }).collect()
}

/// Paths as the tree has them.
pub fn in_tree<'a>(plan: &Plan, places: &'a [Place]) -> Vec<Cow<'a, str>> {
    places.iter().map(|place| path_in_tree(plan, &place.path)).collect()
}

/// A path as the tree has it: the longest alias that fits is put in its place.
pub fn path_in_tree<'a>(plan: &Plan, path: &'a str) -> Cow<'a, str> {
    let fitting = plan.aliases.iter().filter(|alias| !alias.from.is_empty() && path.starts_with(&*alias.from));
    match fitting.max_by_key(|alias| alias.from.len()) {
        Some(alias) => Cow::Owned(format!("{}{}", alias.to, &path[alias.from.len()..])),
        None => Cow::Borrowed(path),
    }
}

/// The prefixes of paths that stand for others: as the plan writes them, and as the tree has them.
pub fn aliases(plan: &Plan) -> Vec<(&str, &str)> {
    plan.aliases.iter().map(|alias| (&*alias.from, &*alias.to)).collect()
}

/// Every path of what is shown, with what is to be seen there.
pub fn marks<'a>(survey: &'a Survey<'a>, selection: &Selection) -> Vec<(Cow<'a, str>, TreeMark<'a>)> {
    let plan = survey.plan;
    let mut marks = Vec::new();
    for (id, item) in plan.ids().skip(1).filter(|(id, _)| selection.has(*id)) {
        let standing = survey.assessment.standing(id);
        let mark = TreeMark {
            item: &item.name,
            title: &item.title,
            step: None,
            standing: Some(standing),
            word: entry::state(item, survey.assessment.verdict(id), standing),
            retires: item.kind == ItemKind::Retire,
            moves_to: None,
            moves_from: None,
        };
        for (at, place) in item.at.iter().enumerate() {
            // One old place for each new one, in their order; all of one kind belong to the only one of the other.
            let from = item.was.get(at).or(item.was.first().filter(|_| item.was.len() == 1));
            marks.push((
                path_in_tree(plan, &place.path),
                TreeMark { moves_from: from.map(|place| path_in_tree(plan, &place.path)), ..mark.clone() },
            ));
        }
        for (at, place) in item.was.iter().enumerate() {
            let to = item.at.get(at).or(item.at.first().filter(|_| item.at.len() == 1));
            let word = if standing == Standing::Done { "moved" } else { "to be moved" };
            marks.push((
                path_in_tree(plan, &place.path),
                TreeMark { standing: None, word, moves_to: to.map(|place| path_in_tree(plan, &place.path)), ..mark.clone() },
            ));
        }
        for step in &item.steps {
            for place in step.at.iter().filter(|place| !item.at.iter().any(|own| own.path == place.path)) {
                let (standing, word) = if is_done(step) { (Some(Standing::Done), "done") } else { (None, "open step") };
                marks.push((
                    path_in_tree(plan, &place.path),
                    TreeMark { title: &step.title, step: Some(&step.title), standing, word, retires: false, ..mark.clone() },
                ));
            }
        }
    }
    marks
}
