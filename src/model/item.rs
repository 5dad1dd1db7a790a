//! Items: everything that stands in the tree of a plan and can be needed.

use super::{Claim, Condition, ItemId, Origin, PartyId, PhaseId, TagId};
use crate::syntax::{Amount, Lag, LinkKind, ProseWord, State, Status};
use crate::text;
use crate::time::{Date, Duration, Period};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ItemKind {
    /// The plan itself, the root of the tree.
    Plan,
    /// A grouping.
    Area,
    /// A thing that must exist at the end.
    Component,
    /// A thing that must be gone at the end.
    Retire,
    /// Work that leaves no thing behind.
    Task,
    /// A moment.
    Milestone,
    /// Something others provide.
    External,
    /// An entry of an issue tracker.
    Issue,
    /// A choice to make.
    Decision,
}

impl ItemKind {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            ItemKind::Plan => "plan",
            ItemKind::Area => "area",
            ItemKind::Component => "component",
            ItemKind::Retire => "retire",
            ItemKind::Task => "task",
            ItemKind::Milestone => "milestone",
            ItemKind::External => "external",
            ItemKind::Issue => "issue",
            ItemKind::Decision => "decision",
        }
    }

    /// Whether its leaves are counted in coverage: things that must exist, or be gone.
    pub fn is_counted(self) -> bool {
        matches!(self, ItemKind::Component | ItemKind::Retire)
    }

    /// Whether it is work that a phase should hold.
    pub fn is_work(self) -> bool {
        matches!(self, ItemKind::Component | ItemKind::Retire | ItemKind::Task | ItemKind::Milestone)
    }
}

/// How many things an item stands for, and how many of them are claimed to be in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantity {
    /// How many.
    pub count: u32,
    /// Whether there may be more.
    pub at_least: bool,
    /// Claimed done, when said as a number.
    pub done: Option<u32>,
    /// Claimed partial, when said as a number.
    pub partial: Option<u32>,
    /// Claimed missing, when said as a number.
    pub missing: Option<u32>,
}

impl Quantity {
    /// One thing.
    pub const ONE: Quantity = Quantity { count: 1, at_least: false, done: None, partial: None, missing: None };
}

/// A need: the item that has it waits for the target.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// What is needed.
    pub target: ItemId,
    /// Which ends are linked.
    pub link: LinkKind,
    /// Time between them.
    pub lag: Option<Lag>,
    /// Where it was said.
    pub place: text::Place,
}

/// A point in time as a plan names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A date.
    Date(Date),
    /// A day of the plan, from one.
    Day(u32),
    /// A week of the plan, from one.
    Week(u32),
    /// A phase: its end as a latest moment, its start as an earliest.
    Phase(PhaseId),
    /// Another item.
    Item(ItemId),
}

/// A window in which something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// Dates.
    Dates(Period),
    /// Days of the plan, from one.
    Days(u32, u32),
    /// Weeks of the plan, from one.
    Weeks(u32, u32),
}

/// A path in the tree, from the root, and where it was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path, relative to the tree's root, without a leading slash.
    pub path: Box<str>,
    /// Where it was said.
    pub said: text::Place,
}

/// A text an author added, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The word it was said with; of a goal, or what stood elsewhere, that of a remark.
    pub word: ProseWord,
    /// What it says.
    pub text: Box<str>,
    /// Where it was said.
    pub said: text::Place,
}

/// What replaces something that retires, or an import that is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replacement {
    /// An item of the plan.
    Item(ItemId),
    /// A text, such as a module path, and the names in it.
    Text(Box<str>, Vec<Box<str>>),
}

/// A line of a checklist.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id, unique in the item.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// The claimed state.
    pub state: Option<State>,
    /// Done on that day.
    pub done_on: Option<Date>,
    /// Paths.
    pub at: Vec<Place>,
    /// When.
    pub window: Option<Window>,
    /// Who answers for it.
    pub owner: Option<PartyId>,
    /// Latest moment.
    pub due: Option<Moment>,
    /// What must hold for it to be done.
    pub condition: Option<Condition>,
    /// Remarks and links.
    pub notes: Vec<Note>,
    /// What documents said of it.
    pub claims: Vec<Claim>,
    /// Who said so.
    pub per: Vec<Origin>,
}

/// One item. Facts that were not stated are `None` or empty; `tier`, `rank`, `phase` and `owner` include what the areas around it set.
///
/// Facts that few items have stand in [`Details`] and are read as if they stood here.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// Its id, unique among its siblings.
    pub id: Arc<str>,
    /// Its full name: the ids from the top, joined by dots. The plan's own is its id.
    pub name: Arc<str>,
    /// Its title; the id when none was given.
    pub title: Box<str>,
    /// Where its id stands.
    pub said: text::Place,
    /// The item it is part of; the plan has none.
    pub parent: Option<ItemId>,
    /// Its parts, in the order of the source.
    pub children: Vec<ItemId>,
    /// Whether part of its lines could not be read.
    pub damaged: bool,
    /// The claimed state.
    pub state: Option<State>,
    /// Where the state was said.
    pub state_said: Option<text::Place>,
    /// Its level on the tier scale, 0 the highest.
    pub tier: Option<u8>,
    /// Whether the tier was given on the item itself.
    pub tier_is_own: bool,
    /// The author's order among equals, lowest first.
    pub rank: Option<u32>,
    /// Whether the rank was given on the item itself.
    pub rank_is_own: bool,
    /// Its phase.
    pub phase: Option<PhaseId>,
    /// Person time.
    pub effort: Option<Duration>,
    /// What it waits for, its own words and those of chains and `blocks` together.
    pub needs: Vec<Need>,
    /// Who works on it.
    pub by: Vec<PartyId>,
    /// Who answers for it.
    pub owner: Option<PartyId>,
    /// Paths where it stands.
    pub at: Vec<Place>,
    /// The folder that paths inside it are relative to, from the root, ending in a slash.
    pub folder: Arc<str>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// What documents said of it.
    pub claims: Vec<Claim>,
    details: Option<Box<Details>>,
}

/// Facts that few items have. They are kept apart, so that a plan of many items stays small.
#[derive(Debug, Clone)]
pub struct Details {
    /// The state of an issue, with its date.
    pub status: Option<(Status, Option<Date>)>,
    /// How many things it stands for.
    pub quantity: Quantity,
    /// When it is to be done: fixed dates or days.
    pub on: Option<Window>,
    /// The weeks it is to be done in.
    pub weeks: Option<(u32, u32)>,
    /// Where the window was said.
    pub window_said: Option<text::Place>,
    /// Latest moment.
    pub due: Option<Moment>,
    /// Where it was said.
    pub due_said: Option<text::Place>,
    /// Earliest moment.
    pub not_before: Option<Moment>,
    /// As late as possible.
    pub as_late: bool,
    /// Working time.
    pub length: Option<Duration>,
    /// Calendar time.
    pub duration: Option<Duration>,
    /// Actual start.
    pub started: Option<Date>,
    /// Actual finish.
    pub done_on: Option<Date>,
    /// Share done, in percent.
    pub progress: Option<Amount>,
    /// Effort that is left.
    pub left: Option<Duration>,
    /// How many people of each of `by` at once, in the same order; empty where it is one of each.
    pub by_people: Vec<u32>,
    /// Skills the work takes.
    pub skills: Vec<Box<str>>,
    /// Labels.
    pub tags: Vec<TagId>,
    /// Tags of what it is part of.
    pub tags_of_wholes: Vec<TagId>,
    /// Paths where it stood.
    pub was: Vec<Place>,
    /// The query whose every file is one unit: globs, and globs left out.
    pub each: Option<(Box<str>, Vec<Box<str>>)>,
    /// What must hold for it to be done.
    pub condition: Option<Condition>,
    /// What replaces it.
    pub replacement: Option<Replacement>,
    /// The last day it may stand.
    pub until: Option<Moment>,
    /// Where it was said.
    pub until_said: Option<text::Place>,
    /// Level on the health scale and a remark.
    pub health: Option<(u8, Option<Box<str>>)>,
    /// What its absence does.
    pub impacts: Vec<Note>,
    /// What it is for.
    pub goals: Vec<Note>,
    /// Where to read more.
    pub links: Vec<Note>,
    /// How to go back.
    pub rollback: Option<Note>,
    /// Its checklist.
    pub steps: Vec<Step>,
    /// The ways a decision can go.
    pub options: Vec<super::Choice>,
    /// Who said it.
    pub per: Vec<Origin>,
}

/// What is true of an item of which none of these facts was stated.
static NO_DETAILS: Details = Details {
    status: None,
    quantity: Quantity::ONE,
    on: None,
    weeks: None,
    window_said: None,
    due: None,
    due_said: None,
    not_before: None,
    as_late: false,
    length: None,
    duration: None,
    started: None,
    done_on: None,
    progress: None,
    left: None,
    by_people: Vec::new(),
    skills: Vec::new(),
    tags: Vec::new(),
    tags_of_wholes: Vec::new(),
    was: Vec::new(),
    each: None,
    condition: None,
    replacement: None,
    until: None,
    until_said: None,
    health: None,
    impacts: Vec::new(),
    goals: Vec::new(),
    links: Vec::new(),
    rollback: None,
    steps: Vec::new(),
    options: Vec::new(),
    per: Vec::new(),
};

impl Deref for Item {
    type Target = Details;

    fn deref(&self) -> &Details {
        self.details.as_deref().unwrap_or(&NO_DETAILS)
    }
}

impl DerefMut for Item {
    fn deref_mut(&mut self) -> &mut Details {
        self.details.get_or_insert_with(|| Box::new(NO_DETAILS.clone()))
    }
}

impl Item {
    /// The moment by which it should be done: its due date; of what retires without one, the last day it may stand.
    pub fn deadline(&self) -> Option<Moment> {
        self.due.or(self.until.filter(|_| self.kind == ItemKind::Retire))
    }

    /// Whether time of the calendar is all that it takes.
    pub fn is_elapsed(&self) -> bool {
        self.duration.is_some() && self.effort.is_none() && self.length.is_none()
    }

    /// Whether it takes whole days of the calendar, and no hours of them.
    pub fn takes_whole_days(&self) -> bool {
        self.is_elapsed() && self.duration.is_some_and(|duration| duration.minutes(1440, 7) % 1440 == 0)
    }

    /// Where its deadline was said; where it was declared when it has none.
    pub fn deadline_said(&self) -> text::Place {
        let said = if self.due.is_some() { self.due_said } else { self.until_said.filter(|_| self.kind == ItemKind::Retire) };
        said.unwrap_or(self.said)
    }

    /// An item of which nothing is known but its names.
    pub fn new(kind: ItemKind, id: impl Into<Arc<str>>, name: impl Into<Arc<str>>, title: impl Into<Box<str>>, said: text::Place) -> Item {
        Item {
            kind,
            id: id.into(),
            name: name.into(),
            title: title.into(),
            said,
            parent: None,
            children: Vec::new(),
            damaged: false,
            state: None,
            state_said: None,
            tier: None,
            tier_is_own: false,
            rank: None,
            rank_is_own: false,
            phase: None,
            effort: None,
            needs: Vec::new(),
            by: Vec::new(),
            owner: None,
            at: Vec::new(),
            folder: Arc::default(),
            notes: Vec::new(),
            claims: Vec::new(),
            details: None,
        }
    }

    /// Who works on it, and how many people of each at once.
    pub fn workers(&self) -> impl Iterator<Item = (PartyId, u32)> {
        self.by.iter().enumerate().map(|(at, party)| (*party, self.by_people.get(at).copied().unwrap_or(1)))
    }

    /// Every path at which it stands; of what is to go, those at which it stood too: it is gone when nothing is left anywhere.
    pub fn stands_at(&self) -> impl Iterator<Item = &Place> {
        let before = if self.kind == ItemKind::Retire { &self.was[..] } else { &[] };
        self.at.iter().chain(before)
    }

    /// Every path at which it or one of its steps stands.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.stands_at().chain(self.steps.iter().flat_map(|step| &step.at))
    }

    /// The rank that was given on the item itself.
    pub fn own_rank(&self) -> Option<u32> {
        self.rank.filter(|_| self.rank_is_own)
    }

    /// What is sorted by where nothing else decides: the level of its tier, then its rank; what has none comes behind what has.
    pub fn urgency(&self) -> (u8, u32) {
        (self.tier.unwrap_or(u8::MAX), self.rank.unwrap_or(u32::MAX))
    }

    /// Whether it holds other items.
    pub fn is_container(&self) -> bool {
        !self.children.is_empty()
    }

    /// The days it is to be done in: those that are fixed, or else its weeks.
    pub fn window(&self) -> Option<Window> {
        self.on.or(self.weeks.map(|(first, last)| Window::Weeks(first, last)))
    }

    /// Whether it was dropped.
    pub fn is_dropped(&self) -> bool {
        self.state == Some(State::Dropped)
    }

    /// Whether it is a leaf that coverage counts.
    pub fn is_counted(&self) -> bool {
        self.kind.is_counted() && !self.is_container() && !self.is_dropped()
    }
}
