//! What differs between two revisions of a plan, as plain values.

use super::blocked::Blocked;
use crate::model::{ItemId, RuleLevel};
use crate::text::Place;

/// What something that differs is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The full name of an item of the plan as it is now, or of the plan itself, for rules that are limited to items.
    pub item: Box<str>,
    /// What is shown: ``component `shop.cart` ``.
    pub words: Box<str>,
    /// The place in the plan as it is now: of the thing itself or of what holds it.
    pub place: Place,
}

/// How much a step backwards weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// What a condition allows within its bound, or what can no longer be measured.
    Doubtful,
    /// It went backwards.
    Sure,
}

/// Something that held and does not hold any more, or has new offenders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regression {
    /// What it is about.
    pub about: About,
    /// The item it belongs to, where it belongs to one.
    pub item: Option<ItemId>,
    /// How much it weighs.
    pub weight: Weight,
    /// What happened, as the end of a sentence: `was done, and is not any more`.
    pub words: Box<str>,
    /// What is new or lost, by path and name, in their order.
    pub names: Vec<Box<str>>,
    /// What waits for it.
    pub blocked: Blocked,
}

/// Something that came nearer to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What it is about.
    pub about: About,
    /// What happened, as the end of a sentence: `was missing, and is done`.
    pub words: Box<str>,
}

/// A place at which the plan asks less than it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weakening {
    /// What it is about.
    pub about: About,
    /// What it does, as the end of a sentence: ``no longer asks for `text "x"` ``.
    pub words: Box<str>,
    /// `file:line` in the other revision, where it was said there.
    pub was: Option<Box<str>>,
}

/// What differs between two revisions of a plan.
#[derive(Debug, Clone, Default)]
pub struct Delta {
    /// The other revision, as it was named.
    pub revision: Box<str>,
    /// The commit it is.
    pub commit: Option<Box<str>>,
    /// What came nearer to its end, in the order of the plan.
    pub progressed: Vec<Progress>,
    /// What went backwards, in the order of the plan.
    pub regressed: Vec<Regression>,
    /// Where the plan asks less, in the order of the plan.
    pub weakened: Vec<Weakening>,
    /// Items that have another name now: the old full name and the new.
    pub renamed: Vec<(Box<str>, Box<str>)>,
    /// Items that are new, by full name.
    pub added: Vec<Box<str>>,
    /// Whether both trees were asked; without, only the plans are compared.
    pub trees: bool,
    /// How many questions the tree here answers, and that there could not.
    pub unmeasured: usize,
    /// The weights of rules as they were, so that a plan cannot make the finding light that tells of it.
    pub levels_then: Vec<RuleLevel>,
    /// Places of waivers and weights that are new, for the same reason.
    pub loosened: Vec<Place>,
}

impl Delta {
    /// `3 progressed, 1 regressed, 2 weakened`.
    pub fn tally(&self) -> String {
        format!("{} progressed, {} regressed, {} weakened", self.progressed.len(), self.regressed.len(), self.weakened.len())
    }
}
