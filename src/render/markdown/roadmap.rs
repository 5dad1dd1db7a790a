//! The roadmap report in Markdown.

use crate::view::roadmap::Roadmap;

/// Writes the report's body.
pub fn write(_out: &mut String, _view: &Roadmap<'_>) {}
