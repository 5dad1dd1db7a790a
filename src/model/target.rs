//! Measured numbers and import registries.

use super::{Condition, ItemId, Moment, Note, Origin, PartyId, Replacement};
use crate::syntax::{Amount, Comparison, EntryKind, State};
use crate::text;
use crate::time::Date;

/// A value that was measured or is aimed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A number or percentage.
    Amount(Amount),
    /// So many of so many.
    Ratio(u32, u32),
    /// A level of the target's own scale, 0 the worst.
    Level(u8),
}

/// How a target is measured.
#[derive(Debug, Clone)]
pub enum Measure {
    /// By a condition without a comparison.
    Test(Condition),
    /// By the share of this plan that is done, of one item and one tier if given.
    Completion(Option<ItemId>, Option<u8>),
}

/// A measured number with goals.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// The item it belongs to; the plan when it stands at the top.
    pub parent: ItemId,
    /// How it is measured.
    pub measure: Option<Measure>,
    /// The levels of its own scale, worst first.
    pub levels: Vec<Box<str>>,
    /// The unit.
    pub unit: Option<Box<str>>,
    /// What was measured, by day; what has no day comes first. Within a day in the order of the source.
    pub readings: Vec<Reading>,
    /// What is aimed at, in the order of the source.
    pub goals: Vec<Goal>,
    /// Who answers for it.
    pub owner: Option<PartyId>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Who said it.
    pub per: Vec<Origin>,
    /// What documents said of it.
    pub claims: Vec<super::Claim>,
}

/// One measurement.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The value.
    pub value: Value,
    /// When.
    pub on: Option<Date>,
    /// Who said so.
    pub origin: Option<Origin>,
    /// Where it was said.
    pub said: text::Place,
}

/// One aim.
#[derive(Debug, Clone)]
pub struct Goal {
    /// How the measured value must compare with it; levels must be reached.
    pub comparison: Option<Comparison>,
    /// The value.
    pub value: Value,
    /// Latest moment.
    pub due: Option<Moment>,
    /// Where it was said.
    pub said: text::Place,
}

/// The import registry of one language.
#[derive(Debug, Clone)]
pub struct Registry {
    /// Its id.
    pub id: Box<str>,
    /// Its title.
    pub title: Box<str>,
    /// Where it was declared.
    pub said: text::Place,
    /// The language, such as `python`.
    pub language: Option<Box<str>>,
    /// Globs or folders it covers, from the root.
    pub under: Vec<Box<str>>,
    /// Shapes of module paths.
    pub patterns: Vec<Box<str>>,
    /// Remarks.
    pub notes: Vec<Note>,
    /// Its entries, in the order of the source.
    pub entries: Vec<RegistryEntry>,
}

/// One entry of a registry.
#[derive(Debug, Clone)]
pub struct RegistryEntry {
    /// What it says.
    pub kind: EntryKind,
    /// Modules, names or packages.
    pub subjects: Vec<Box<str>>,
    /// Names in the module.
    pub names: Vec<Box<str>>,
    /// What to use.
    pub replacement: Option<Replacement>,
    /// A remark on its state, such as `unsure` or `deprecated`.
    pub state: Option<State>,
    /// Its tier, 0 the highest.
    pub tier: Option<u8>,
    /// The titles of its tags.
    pub tags: Vec<Box<str>>,
    /// When it was last tried.
    pub verified: Option<Date>,
    /// When a break was mended.
    pub fixed: Option<Date>,
    /// The last moment it may be used.
    pub until: Option<Moment>,
    /// Globs under which it is sought.
    pub under: Vec<Box<str>>,
    /// What is allowed all the same.
    pub except: Vec<Box<str>>,
    /// Files.
    pub at: Vec<super::Place>,
    /// Remarks and links.
    pub notes: Vec<Note>,
    /// What documents said of it.
    pub claims: Vec<super::Claim>,
    /// Who said it.
    pub per: Vec<Origin>,
    /// Where it was said.
    pub said: text::Place,
}

type Names = (Box<str>, Box<str>);

impl Target {
    /// A target of which nothing is known but its names and home.
    pub fn new((id, title): Names, said: text::Place, parent: ItemId) -> Target {
        Target {
            id,
            title,
            said,
            parent,
            measure: None,
            levels: Vec::new(),
            unit: None,
            readings: Vec::new(),
            goals: Vec::new(),
            owner: None,
            notes: Vec::new(),
            per: Vec::new(),
            claims: Vec::new(),
        }
    }
}

impl Registry {
    /// A registry of which nothing is known but its names.
    pub fn new((id, title): Names, said: text::Place) -> Registry {
        Registry { id, title, said, language: None, under: Vec::new(), patterns: Vec::new(), notes: Vec::new(), entries: Vec::new() }
    }
}
