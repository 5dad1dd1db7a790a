//! An item as one line of a report: what it is called, where it belongs and how it stands.

use super::item;
use super::schedule::{Lateness, lateness};
use crate::model::{Item, ItemId, ItemKind, Moment, Plan};
use crate::progress::{Standing, Verdict};
use crate::schedule::Deadline;
use crate::survey::Survey;
use crate::syntax::State;
use crate::time::Date;
use serde::Serialize;
use std::collections::HashSet;

/// An item in a list. Serialises as its full name: the document holds the facts of every item once.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Its full name.
    pub name: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: &'a str,
    /// The title of what holds it; none at the top.
    pub within: Option<&'a str>,
    /// How it counts.
    pub standing: Standing,
    /// The same in the word that fits its kind, such as `decided` or `gone`.
    pub state: &'static str,
    /// The claimed state, where evidence hides it.
    pub claimed: Option<&'static str>,
    /// How many of the things it stands for are done, and how many there are; only when it stands for several.
    pub counted: Option<Counted>,
    /// Its tier.
    pub tier: Option<&'a str>,
    /// The author's order among equals, lowest first.
    pub rank: Option<u32>,
    /// The name of who answers for it.
    pub owner: Option<&'a str>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// How many are done.
    pub done: u32,
    /// How many there should be.
    pub expected: u32,
    /// Whether there may be more.
    pub at_least: bool,
}

impl<'a> Entry<'a> {
    /// The line of an item.
    pub fn new(survey: &'a Survey<'a>, id: ItemId) -> Entry<'a> {
        let plan: &'a Plan = survey.plan;
        let item: &'a Item = plan.item(id);
        let standing = survey.assessment.standing(id);
        let several = item.is_counted() && (item.quantity.count > 1 || item.quantity.at_least);
        let counted = several.then(|| survey.assessment.rollup(id));
        Entry {
            name: &item.name,
            kind: item.kind,
            title: &item.title,
            within: item.parent.filter(|parent| *parent != Plan::ROOT).map(|parent| &*plan.item(parent).title),
            standing,
            state: state(item, survey.assessment.verdict(id), standing),
            claimed: claimed(survey, id),
            counted: counted.map(|sum| Counted { done: sum.done, expected: sum.expected, at_least: sum.at_least }),
            tier: item.tier.map(|tier| plan.tier_word(tier)),
            rank: item.rank,
            owner: item.owner.map(|owner| &*plan.parties[owner.index()].title),
        }
    }
}

/// The state of an item in the word that fits its kind; all reports use the same.
pub fn state(item: &Item, verdict: Verdict, standing: Standing) -> &'static str {
    match (item.kind, standing) {
        (_, Standing::Dropped) => "dropped",
        (ItemKind::Issue, _) if item.status.is_some() => item.status.map_or("", |(status, _)| status.word()),
        (ItemKind::Decision, Standing::Done) => "decided",
        (ItemKind::Decision, _) => "undecided",
        (_, Standing::Unknown) if verdict == Verdict::NotStated => "not stated",
        (ItemKind::Retire, Standing::Done) => "gone",
        (ItemKind::Retire, Standing::Partial) => "partly gone",
        (ItemKind::Retire, Standing::Missing) => "not gone",
        (ItemKind::Milestone, Standing::Done) => "reached",
        (ItemKind::Milestone, Standing::Missing) => "not reached",
        (ItemKind::Task | ItemKind::Issue, Standing::Missing) => "open",
        (_, standing) => standing.word(),
    }
}

/// The state that the plan claims, where how it counts hides that: evidence denies it, is ahead of it or could not be measured.
pub fn claimed(survey: &Survey<'_>, id: ItemId) -> Option<&'static str> {
    let item = survey.plan.item(id);
    let hidden = matches!(survey.assessment.verdict(id), Verdict::Unknown | Verdict::Stale | Verdict::Contradicted | Verdict::InUse);
    let retires = item.kind == ItemKind::Retire;
    let counts = match survey.assessment.standing(id) {
        Standing::Done => Some(State::Done),
        Standing::Partial => Some(State::Partial),
        Standing::Missing if retires && item.state == Some(State::Deprecated) => item.state,
        Standing::Missing => Some(State::Missing),
        Standing::Unknown => Some(State::Unsure),
        Standing::Dropped => Some(State::Dropped),
    };
    item.state.filter(|state| hidden && *state != State::Unsure && Some(*state) != counts).map(State::word)
}

/// An item that is only mentioned. Serialises as its full name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// Its full name.
    pub name: &'a str,
    /// What it is.
    pub kind: ItemKind,
    /// Its title.
    pub title: &'a str,
    /// The title of what holds it, when other items have the same title.
    pub within: Option<&'a str>,
}

/// Knows which titles need to be told apart.
#[derive(Debug)]
pub struct Labels<'a> {
    plan: &'a Plan,
    repeated: HashSet<&'a str>,
}

impl<'a> Labels<'a> {
    /// Looks at all titles of a plan.
    pub fn new(plan: &'a Plan) -> Labels<'a> {
        let mut seen: HashSet<&'a str> = HashSet::with_capacity(plan.items.len());
        let repeated = plan.items.iter().map(|item| &*item.title).filter(|title| !seen.insert(title)).collect();
        Labels { plan, repeated }
    }

    /// How an item is mentioned.
    pub fn of(&self, id: ItemId) -> Label<'a> {
        let item = self.plan.item(id);
        let parent = item.parent.filter(|parent| *parent != Plan::ROOT && self.repeated.contains(&*item.title));
        let within = parent.map(|parent| &*self.plan.item(parent).title);
        Label { name: &item.name, kind: item.kind, title: &item.title, within }
    }
}

macro_rules! serialise_as_name {
    ($($name:ident),*) => {
        $(
            impl Serialize for $name<'_> {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.name)
                }
            }

            impl schemars::JsonSchema for $name<'_> {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    "ItemName".into()
                }

                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    schemars::json_schema!({ "type": "string", "description": "The full name of an item; `items` holds its facts." })
                }
            }
        )*
    };
}

serialise_as_name!(Entry, Label);

/// A latest moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Due {
    /// As the plan says it, with its date when that is known.
    pub words: String,
    /// The date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Whether it has passed, and the item is still open.
    pub overdue: bool,
    /// Whether the schedule ends the item only after it.
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub late: bool,
}

impl Due {
    /// When an item is due; what retires is due when it may no longer stand.
    pub fn of(survey: &Survey<'_>, id: ItemId) -> Option<Due> {
        let item = survey.plan.item(id);
        let moment = item.deadline()?;
        let mut due = Due::at(survey, moment, !survey.assessment.is_closed(id));
        let missed = survey.timetable.missed(survey.plan, id, survey.data_date);
        due.late = lateness(survey, id) == Some(Lateness::Late)
            && missed.is_some_and(|missed| missed.deadline == Deadline::Due && missed.ends.is_some());
        Some(due)
    }

    /// A moment by which something should be done.
    pub fn at(survey: &Survey<'_>, moment: Moment, open: bool) -> Due {
        let date = survey.timetable.latest(survey.plan, moment);
        Due { words: item::moment(survey, moment), date, overdue: open && date.is_some_and(|date| date < survey.data_date), late: false }
    }
}
