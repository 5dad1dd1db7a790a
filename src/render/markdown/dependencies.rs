//! The dependencies report in Markdown.

use crate::view::dependencies::Dependencies;

/// Writes the report's body.
pub fn write(_out: &mut String, _view: &Dependencies<'_>) {}
