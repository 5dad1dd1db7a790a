//! The plan with its names resolved: plain data that every later stage reads and none changes.

mod claim;
mod condition;
mod ids;
mod item;
pub mod lower;
mod plan;
mod scopes;
mod target;

pub use claim::{Claim, ClaimFact, Origin};
pub use condition::{Attestation, Condition, Test};
pub use ids::{ItemId, PartyId, PhaseId, ScaleId, SourceId, TagId};
pub use item::{Details, Item, ItemKind, Moment, Need, Note, Place, Quantity, Replacement, Step, Window};
pub use plan::{
    Alias, Choice, Freeze, Junction, Party, Phase, Plan, ReportRequest, RuleLevel, Scale, Scenario, Source, Tag, Tier, Tree, Waiver,
};
pub use target::{Goal, Measure, Reading, Registry, RegistryEntry, Target, Value};
