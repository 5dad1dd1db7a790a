//! How reports look: Markdown, HTML, pictures, JSON.

pub mod check;
pub mod dot;
pub mod findings;
pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod mermaid;
pub mod mermaid_gantt;
pub mod msproject;
pub mod spreadsheet;
pub mod svg;

mod axis;
mod markup;
mod outputs;
mod text_gantt;
pub mod text_schedule;

pub use outputs::{Sheet, Shelf, outputs};

pub use crate::tree::MARK;
