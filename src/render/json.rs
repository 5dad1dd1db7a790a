//! The whole output of a plan as one JSON document, and its schema.

use crate::view::Document;
use serde::Serialize;

/// The document: compact, with one finding, item or report a line, so that changes can be read line by line.
///
/// # Errors
/// Never for documents this program builds; the error is that of the writer.
pub fn document(document: &Document<'_>) -> serde_json::Result<String> {
    let mut out = Vec::with_capacity(64 * 1024 + document.items.len() * 600);
    out.extend_from_slice(b"{\"generator\":");
    serde_json::to_writer(&mut out, document.generator)?;
    out.extend_from_slice(b",\"schemaVersion\":");
    serde_json::to_writer(&mut out, &document.schema_version)?;
    out.extend_from_slice(b",\n\"plan\":");
    serde_json::to_writer(&mut out, &document.plan)?;
    list(&mut out, "findings", &document.findings)?;
    list(&mut out, "waivers", &document.waivers)?;
    list(&mut out, "items", &document.items)?;
    list(&mut out, "reports", &document.reports)?;
    out.extend_from_slice(b"}\n");
    String::from_utf8(out).map_err(serde::ser::Error::custom)
}

fn list<T: Serialize>(out: &mut Vec<u8>, name: &str, values: &[T]) -> serde_json::Result<()> {
    out.extend_from_slice(b",\n\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"\":[");
    for (at, value) in values.iter().enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut *out, value)?;
    }
    out.push(b']');
    Ok(())
}

/// The JSON Schema of the document (draft 2020-12).
///
/// # Errors
/// Never; the error is that of the writer.
pub fn schema() -> serde_json::Result<String> {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<Document<'static>>();
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}
