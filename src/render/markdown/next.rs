//! The next report in Markdown.

use crate::view::next::Next;

/// Writes the report's body.
pub fn write(_out: &mut String, _view: &Next<'_>) {}
