//! Readings of targets.

use super::change::Refused;
use super::layout::{beside, words};
use super::patch::Patch;
use super::writer::Writer;
use crate::model::Reading;
use crate::text::{Place, Span};
use crate::time::Date;

/// The pieces of a reading as written.
struct Written {
    value: Span,
    date: Option<Span>,
}

fn find<'p>(writer: &Writer<'p, '_>, target: usize, reading: usize) -> Result<&'p Reading, Refused> {
    let Some(target) = writer.plan.targets.get(target) else { return Err(Refused::new(Place::default(), "there is no such target")) };
    target.readings.get(reading).ok_or_else(|| Refused::new(target.said, "it has no such reading"))
}

fn written(writer: &Writer<'_, '_>, reading: &Reading) -> Result<Written, Refused> {
    let words = words(writer.sources.get(reading.said.file), reading.said.span);
    let (value, rest) = match words.as_slice() {
        [("reading", _), (_, value), rest @ ..] => (*value, rest),
        _ => return Err(Refused::new(reading.said, "the reading is written in a way that is not understood here")),
    };
    let date = match rest {
        [("on", _), (_, date), ..] => Some(*date),
        _ => None,
    };
    Ok(Written { value, date })
}

/// Another value and day, each where the old one stands.
pub(super) fn reading(writer: &Writer<'_, '_>, target: usize, at: usize, value: &str, on: Date) -> Result<Vec<Patch>, Refused> {
    let reading = find(writer, target, at)?;
    let written = written(writer, reading)?;
    let file = reading.said.file;
    let mut patches = vec![Patch::replace(Place::new(file, written.value), value)];
    patches.push(match written.date {
        Some(date) => Patch::replace(Place::new(file, date), on.to_string()),
        None => Patch::insert(file, written.value.end, format!(" on {on}")),
    });
    Ok(patches)
}

/// One more reading behind another.
pub(super) fn add(writer: &Writer<'_, '_>, target: usize, behind: usize, value: &str, on: Date) -> Result<Vec<Patch>, Refused> {
    let reading = find(writer, target, behind)?;
    let text = format!("reading {value} on {on} per measured");
    Ok(vec![beside(writer.sources.get(reading.said.file), reading.said, &text)])
}
