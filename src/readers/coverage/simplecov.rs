//! SimpleCov: `.resultset.json` (one result a command), `coverage.json` of its JSON formatter, and the older formatter gem's list of files.
//!
//! `lines` has one entry a source line: a count, `null` where nothing can run, `"ignored"` where a comment switches coverage off.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};

use super::super::error::{ReadError, Reason, bounded};
use super::super::format::Format;
use super::super::json::{self, Members};
use super::super::number::Whole;
use super::super::stamp::{Stamp, newest};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::file::Arm;

/// The count of one source line, where the line has one.
struct Entry(Option<u64>);

struct EntryVisitor;

impl Visitor<'_> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a count, null or \"ignored\"")
    }

    fn visit_u64<E>(self, count: u64) -> Result<Entry, E> {
        Ok(Entry(Some(count)))
    }

    fn visit_i64<E>(self, count: i64) -> Result<Entry, E> {
        Ok(Entry(Some(u64::try_from(count).unwrap_or(0))))
    }

    fn visit_f64<E>(self, count: f64) -> Result<Entry, E> {
        // The cast saturates.
        Ok(Entry(Some(count.max(0.0).ceil() as u64)))
    }

    fn visit_unit<E>(self) -> Result<Entry, E> {
        Ok(Entry(None))
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Entry, E> {
        if word == "ignored" { Ok(Entry(None)) } else { Err(E::invalid_value(Unexpected::Str(&bounded(word, 40)), &self)) }
    }
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Entry, D::Error> {
        from.deserialize_any(EntryVisitor)
    }
}

/// What is said of one file: in old versions the lines alone.
struct File {
    lines: Vec<Entry>,
    branches: Option<Branches>,
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = File;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a file's lines, or an object that has them")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<File, A::Error> {
        let mut lines = Vec::new();
        while let Some(line) = array.next_element()? {
            lines.push(line);
        }
        Ok(File { lines, branches: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut lines = None;
        let mut branches = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "lines" => lines = Some(map.next_value()?),
                "branches" => branches = map.next_value()?,
                _ => {
                    let IgnoredAny = map.next_value()?;
                }
            }
        }
        Ok(File { lines: lines.ok_or_else(|| A::Error::missing_field("lines"))?, branches })
    }
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<File, D::Error> {
        from.deserialize_any(FileVisitor)
    }
}

/// Branches: condition → arm → count in a result set, a list in the JSON formatter's report.
#[derive(Deserialize)]
#[serde(untagged)]
enum Branches {
    Listed(Vec<Listed>),
    Mapped(Members<Members<Whole>>),
}

#[derive(Deserialize)]
struct Listed {
    #[serde(default, rename = "type")]
    kind: String,
    start_line: Whole,
    #[serde(default)]
    end_line: Whole,
    report_line: Option<Whole>,
    /// A count, or `"ignored"`.
    coverage: Entry,
}

#[derive(Deserialize)]
struct Named {
    filename: String,
    coverage: File,
}

/// Coverage by path, or the older gem's list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Report {
    timestamp: Option<Timestamp>,
    coverage: Option<Members<File>>,
    files: Option<Vec<Named>>,
    meta: Option<Meta>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Meta {
    timestamp: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Timestamp {
    Seconds(Whole),
    Words(String),
    Other(IgnoredAny),
}

impl Timestamp {
    fn stamp(self) -> Option<Stamp> {
        match self {
            Timestamp::Seconds(seconds) => Stamp::read(&seconds.0.to_string()),
            Timestamp::Words(words) => Stamp::read(&words),
            Timestamp::Other(IgnoredAny) => None,
        }
    }
}

/// Reads any of the three.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let document = json::outline(text)?;
    let mut draft = Draft::new(Format::SimpleCov);
    if document.get("coverage").is_some() || document.get("files").is_some() {
        add(json::read(text)?, &mut draft)?;
    } else {
        let Members(commands): Members<Report> = json::read(text)?;
        for (_, report) in commands {
            add(report, &mut draft)?;
        }
    }
    draft.finish(Claims::default())
}

fn add(report: Report, draft: &mut Draft) -> Result<(), ReadError> {
    newest(&mut draft.written, report.timestamp.and_then(Timestamp::stamp));
    newest(&mut draft.written, report.meta.and_then(|meta| meta.timestamp).and_then(Timestamp::stamp));
    for (path, file) in report.coverage.unwrap_or_default().0 {
        let record = record(file)?;
        draft.add(None, &path, record)?;
    }
    for named in report.files.unwrap_or_default() {
        let record = record(named.coverage)?;
        draft.add(None, &named.filename, record)?;
    }
    Ok(())
}

fn record(file: File) -> Result<Record, ReadError> {
    let mut record = Record::default();
    let File { lines, branches } = file;
    for (index, Entry(count)) in lines.into_iter().enumerate() {
        let Some(count) = count else { continue };
        let number = i64::try_from(index).unwrap_or(i64::MAX).saturating_add(1);
        if let Some(line) = line_number(number)? {
            record.line(line, count);
        }
    }
    match branches {
        None => {}
        Some(Branches::Listed(listed)) => {
            record.tells_branches();
            for (number, branch) in listed.into_iter().enumerate() {
                let Entry(Some(count)) = branch.coverage else { continue };
                let line = branch.report_line.unwrap_or(branch.start_line);
                let arm = format!("{number}/{}/{}/{}", branch.kind, branch.start_line.0, branch.end_line.0);
                if let Some(line) = line_number(line.0)? {
                    record.arm(line, Arm::Words(arm.into_boxed_str()), count);
                }
            }
        }
        Some(Branches::Mapped(conditions)) => {
            record.tells_branches();
            for (condition, arms) in conditions.0 {
                let line = start_line(&condition)
                    .ok_or_else(|| ReadError::new(Reason::Malformed(format!("a branch without a line: {}", bounded(&condition, 60)))))?;
                let Some(line) = line_number(line)? else { continue };
                for (arm, count) in arms.0 {
                    record.arm(line, Arm::Words(format!("{condition}/{arm}").into_boxed_str()), count.hits());
                }
            }
        }
    }
    Ok(record)
}

/// The third part of `[:if, 0, 3, 4, 5, 6]`: kind, number, start line and column, end line and column.
fn start_line(condition: &str) -> Option<i64> {
    super::super::number::whole(condition.trim_matches(['[', ']']).split(',').nth(2)?)
}
