//! Entries of registries.

use super::change::{EntryChange, Refused};
use super::layout::{quoted, without, words};
use super::patch::Patch;
use super::statement::{attributes, line_end, place, state};
use super::writer::{Writer, is_entry};
use crate::syntax::{AttributeKind, DateWord, Head};
use crate::text::{Place, Span};

pub(super) fn entry(writer: &Writer<'_, '_>, registry: usize, at: usize, change: &EntryChange) -> Result<Vec<Patch>, Refused> {
    let entry = writer.plan.registries.get(registry).and_then(|registry| registry.entries.get(at));
    let Some(entry) = entry else { return Err(Refused::new(Place::default(), "there is no such entry")) };
    let node = writer.node(entry.said)?;
    let file = entry.said.file;
    let source = writer.sources.get(file);
    if !is_entry(node) {
        return Err(Refused::new(entry.said, "its statement was not found"));
    }
    Ok(match change {
        EntryChange::Kind(kind) if *kind == entry.kind => Vec::new(),
        EntryChange::Kind(kind) => {
            let head = Span { start: node.span.start, end: entry.said.span.start };
            let words = words(source, head);
            let (wanted, first) = match (kind.word().split_once(' '), words.as_slice()) {
                // Of `mock works` only the second word tells the two apart.
                (Some((_, last)), [_, second]) => (last, *second),
                (None, [only]) => (kind.word(), *only),
                _ => return Err(Refused::new(entry.said, "an entry for mocks stays one")),
            };
            vec![Patch::replace(place(file, first.1), wanted)]
        }
        EntryChange::Subject(index, name) => {
            let Head::Entry(_, subjects) = &node.head else { return Ok(Vec::new()) };
            let Some(subject) = subjects.get(*index) else { return Err(Refused::new(entry.said, "it has no such name")) };
            let Some(name) = quoted(name) else { return Err(Refused::new(entry.said, "the name cannot be written in a plan")) };
            vec![Patch::replace(place(file, subject.span), name)]
        }
        EntryChange::Verified(date) => {
            let said = attributes(node).find(|attribute| matches!(attribute.kind, AttributeKind::Date(DateWord::Verified, _)));
            let last = said.and_then(|said| words(source, said.span).pop());
            last.map(|(_, span)| Patch::replace(place(file, span), date.to_string())).into_iter().collect()
        }
        EntryChange::State(to) => match (state(node), to) {
            (Some((_, from)), Some(to)) if from == *to => Vec::new(),
            (Some((attribute, _)), Some(to)) => vec![Patch::replace(place(file, attribute.span), to.word())],
            (Some((attribute, _)), None) => vec![without(source, place(file, attribute.span))],
            (None, Some(to)) => vec![Patch::insert(file, line_end(node), format!(" {}", to.word()))],
            (None, None) => Vec::new(),
        },
    })
}
