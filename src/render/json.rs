//! The whole output of a plan as one JSON document, and its schema.

use crate::view::{Document, Report};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Bytes gathered before they are handed on.
const CHUNK: usize = 64 * 1024;

/// The document as a text, with its reports built for it.
///
/// # Errors
/// Never for documents this program builds; the error is that of the writer.
pub fn document(document: &Document<'_>) -> io::Result<String> {
    let growing = Growing::new(Vec::new());
    growing.begin(document)?;
    for (at, report) in document.reports.iter().enumerate() {
        growing.add(at, &report)?;
    }
    String::from_utf8(growing.end()?).map_err(io::Error::other)
}

/// The document on its way: its reports may come in any order and from several threads, and stand in theirs. It is compact, with one
/// finding, item or report a line, so that changes can be read line by line.
#[derive(Debug)]
pub struct Growing<W> {
    /// How many pieces were written: what stands before the reports, then these.
    written: AtomicUsize,
    grown: Mutex<Grown<W>>,
}

#[derive(Debug)]
struct Grown<W> {
    out: W,
    /// Reports that came too early, by their place among the pieces.
    early: BTreeMap<usize, Vec<u8>>,
}

impl<W: Write> Growing<W> {
    /// A document of which nothing is written.
    pub fn new(out: W) -> Growing<W> {
        Growing { written: AtomicUsize::new(0), grown: Mutex::new(Grown { out, early: BTreeMap::new() }) }
    }

    fn grown(&self) -> MutexGuard<'_, Grown<W>> {
        self.grown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes all that stands before the reports.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn begin(&self, document: &Document<'_>) -> io::Result<()> {
        let mut grown = self.grown();
        head(&mut grown.out, document)?;
        self.go_on(&mut grown, 1)
    }

    /// Writes a report, or keeps it until it can be written.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn add(&self, at: usize, report: &Report<'_>) -> io::Result<()> {
        let piece = at + 1;
        if self.written.load(Ordering::Acquire) == piece {
            let mut grown = self.grown();
            grown.between(piece)?;
            let mut out = BufWriter::with_capacity(CHUNK, &mut grown.out);
            serde_json::to_writer(&mut out, report)?;
            out.flush()?;
            drop(out);
            return self.go_on(&mut grown, piece + 1);
        }
        // Nobody need wait while this one is made.
        let early = serde_json::to_vec(report)?;
        let mut grown = self.grown();
        grown.early.insert(piece, early);
        let written = self.written.load(Ordering::Acquire);
        self.go_on(&mut grown, written)
    }

    /// Writes the reports that waited for the one that was written last.
    fn go_on(&self, grown: &mut Grown<W>, mut written: usize) -> io::Result<()> {
        while let Some(report) = grown.early.remove(&written) {
            grown.between(written)?;
            grown.out.write_all(&report)?;
            written += 1;
        }
        self.written.store(written, Ordering::Release);
        Ok(())
    }

    /// Ends the document, and gives its writer back.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn end(self) -> io::Result<W> {
        let mut grown = self.grown.into_inner().unwrap_or_else(PoisonError::into_inner);
        grown.out.write_all(b"]}\n")?;
        Ok(grown.out)
    }
}

impl<W: Write> Grown<W> {
    fn between(&mut self, piece: usize) -> io::Result<()> {
        self.out.write_all(if piece == 1 { b"\n" } else { b",\n" })
    }
}

fn head(out: &mut dyn Write, document: &Document<'_>) -> io::Result<()> {
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
