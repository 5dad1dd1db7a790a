//! Texts and places in them: sources, spans, the lines and columns a person counts in, and paths.

mod path;
mod source;
mod span;

pub use path::plain_path;
pub use source::{FileId, Position, Source, SourceError, Sources};
pub use span::{Place, Span};
