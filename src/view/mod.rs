//! Reports as plain values: what each says, with nothing of how it looks. One file a report.

pub mod checklist;
pub mod claims;
pub mod coverage;
pub mod dependencies;
pub mod gantt;
pub mod inventory;
pub mod next;
pub mod registry;
pub mod roadmap;
pub mod status;

mod document;
mod finding;
pub mod item;
mod select;

pub use document::{Body, Document, Header, Report, ReportKind, SCHEMA_VERSION, document};
pub use finding::{FindingView, PlaceView};
pub use item::{ItemView, StepView};
pub use select::Selection;
