//! The status report in Markdown.

use crate::view::status::Status;

/// Writes the report's body.
pub fn write(_out: &mut String, _view: &Status<'_>) {}
