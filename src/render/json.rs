//! The whole output of a plan as one JSON document, and its schema.

use crate::view::Document;

/// The document, indented by two spaces.
///
/// # Errors
/// Never for documents this program builds; the error is that of the writer.
pub fn document(document: &Document<'_>) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(text)
}

/// The JSON Schema of the document (draft 2020-12).
///
/// # Errors
/// Never; the error is that of the writer.
pub fn schema() -> serde_json::Result<String> {
    let schema = schemars::schema_for!(Document<'static>);
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
