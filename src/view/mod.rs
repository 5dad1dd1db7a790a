//! Reports as plain values: what each says, with nothing of how it looks. One file a report.

pub mod check;
pub mod checklist;
pub mod claims;
pub mod coverage;
pub mod dependencies;
pub mod gantt;
pub mod inventory;
pub mod next;
pub mod registry;
pub mod roadmap;
pub mod schedule;
pub mod status;
pub mod why;

mod document;
mod entry;
mod finding;
mod forecast;
mod front;
mod held;
pub mod item;
mod phase;
#[cfg(test)]
pub(crate) mod sample;
mod select;
mod undated;
mod waits;

pub use document::{Body, Document, Header, Items, Outline, Report, ReportKind, Reports, SCHEMA_VERSION, WaiverView, document};
pub use entry::{Due, Entry, Label, Labels};
pub use finding::{FindingView, PlaceView};
pub use forecast::{Forecast, Shift};
pub use front::{Front, FrontCounts, Stand, told_apart};
pub use held::Held;
pub use item::{ItemView, StepView};
pub use phase::Timing;
pub use select::Selection;
