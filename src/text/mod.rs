//! Texts and places in them: sources, spans, and the lines and columns a person counts in.

mod source;
mod span;

pub use source::{FileId, Position, Source, SourceError, Sources};
pub use span::{Place, Span};
