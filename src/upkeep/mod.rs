//! What of a plan can be brought up to date: from evidence, from ticks in a checklist, and from code that moved.
//!
//! Nothing is written here. Each part proposes changes, with the proof of each, and tells what it leaves alone and why.

mod checklist;
mod counts;
mod marks;
mod moves;
mod places;
mod proof;
mod readings;
mod registry;
mod states;
mod ticks;
mod value;

pub use checklist::{Checklist, Line, Unread, read};
pub use moves::moves;
pub use places::moved;
pub use registry::{EntryState, Resolution, registries};
pub use ticks::{Ticks, sync};

use crate::edit::{Change, Subject};
use crate::model::Plan;
use crate::survey::Survey;
use crate::text::Place;

/// Changes that belong together, and why they are proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What to change.
    pub changes: Vec<Change>,
    /// What it is about: a full name.
    pub name: String,
    /// Where that was said.
    pub place: Place,
    /// As it is; empty where nothing was said.
    pub from: String,
    /// As it is to be.
    pub to: String,
    /// What shows it, one line each.
    pub proof: Vec<String>,
}

/// Something that was asked for, or is not as the plan says, and is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What it is about: a full name.
    pub name: String,
    /// Where that was said.
    pub place: Place,
    /// Why it is left.
    pub why: String,
    /// What shows it, one line each.
    pub proof: Vec<String>,
}

/// What is proposed, and what is left, in the order of the plan.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Upkeep {
    /// Proposed changes.
    pub proposals: Vec<Proposal>,
    /// What is left as it is.
    pub left: Vec<Left>,
    /// How many things ask to be kept up to date.
    pub asked: usize,
}

/// Measured facts that the plan asks to be written back: states, claims, counts and readings that are marked `per measured`.
pub fn measured(survey: &Survey<'_>) -> Upkeep {
    let mut upkeep = Upkeep::default();
    states::states(survey, &mut upkeep);
    counts::totals(survey, &mut upkeep);
    readings::readings(survey, &mut upkeep);
    upkeep
}

/// The full name of an item, or of a step as `item#step`.
pub fn name_of(plan: &Plan, subject: Subject) -> String {
    match subject {
        Subject::Item(id) => plan.item(id).name.to_string(),
        Subject::Step(id, step) => {
            let item = plan.item(id);
            format!("{}#{}", item.name, item.steps.get(step).map_or("", |step| &step.id))
        }
    }
}
