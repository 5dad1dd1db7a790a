//! The whole output of a plan as one JSON document, and its schema.

use crate::view::{Document, Report};
use serde::Serialize;
use std::io::{self, Write};

/// Bytes gathered before they are handed on.
const CHUNK: usize = 64 * 1024;

/// A report as it stands in the document.
///
/// # Errors
/// Never for reports this program builds; the error is that of the writer.
pub fn report(report: &Report<'_>) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(report)
}

/// The document as a text, with its reports built for it.
///
/// # Errors
/// Never for documents this program builds; the error is that of the writer.
pub fn document(document: &Document<'_>) -> io::Result<String> {
    let reports = document.reports.iter().map(|built| report(&built)).collect::<serde_json::Result<Vec<_>>>()?;
    let mut out = Vec::new();
    write(&mut out, document, &reports)?;
    String::from_utf8(out).map_err(io::Error::other)
}

/// Writes the document: compact, with one finding, item or report a line, so that changes can be read line by line. `reports` are
/// its reports as [`report`] gives them.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut dyn Write, document: &Document<'_>, reports: &[Vec<u8>]) -> io::Result<()> {
    let mut chunk = Vec::with_capacity(CHUNK + CHUNK / 4);
    chunk.extend_from_slice(b"{\"generator\":");
    serde_json::to_writer(&mut chunk, document.generator)?;
    chunk.extend_from_slice(b",\"schemaVersion\":");
    serde_json::to_writer(&mut chunk, &document.schema_version)?;
    chunk.extend_from_slice(b",\n\"plan\":");
    serde_json::to_writer(&mut chunk, &document.plan)?;
    list(out, &mut chunk, "findings", document.findings.iter())?;
    list(out, &mut chunk, "waivers", document.waivers.iter())?;
    list(out, &mut chunk, "items", document.items.iter())?;
    chunk.extend_from_slice(b",\n\"reports\":[");
    for (at, report) in reports.iter().enumerate() {
        chunk.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        out.write_all(&chunk)?;
        chunk.clear();
        out.write_all(report)?;
    }
    chunk.extend_from_slice(b"]}\n");
    out.write_all(&chunk)
}

fn list<T: Serialize>(out: &mut dyn Write, chunk: &mut Vec<u8>, name: &str, values: impl Iterator<Item = T>) -> io::Result<()> {
    chunk.extend_from_slice(b",\n\"");
    chunk.extend_from_slice(name.as_bytes());
    chunk.extend_from_slice(b"\":[");
    for (at, value) in values.enumerate() {
        chunk.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut *chunk, &value)?;
        if chunk.len() >= CHUNK {
            out.write_all(chunk)?;
            chunk.clear();
        }
    }
    chunk.push(b']');
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
