//! Counts of an item, and numbers of claims.

use super::change::{Refused, Subject};
use super::layout::{without, words};
use super::patch::Patch;
use super::statement::{attributes, head_end, place};
use super::writer::Writer;
use crate::model::ItemId;
use crate::syntax::{Attribute, AttributeKind, State};

/// How many of the things that an item stands for are done, partial and missing; what is none of them is not said.
pub(super) fn counts(writer: &Writer<'_, '_>, id: ItemId, wanted: [(State, u32); 3]) -> Result<Vec<Patch>, Refused> {
    let item = writer.item(id)?;
    let node = writer.node(item.said)?;
    let file = item.said.file;
    let source = writer.sources.get(file);
    let said =
        |state: State| attributes(node).find(|attribute| matches!(attribute.kind, AttributeKind::State(own, Some(_)) if own == state));
    let written: Vec<(&Attribute<'_>, u32)> = wanted.iter().filter_map(|(state, count)| Some((said(*state)?, *count))).collect();
    let new: Vec<String> = wanted
        .iter()
        .filter(|(state, count)| *count > 0 && said(*state).is_none())
        .map(|(state, count)| format!("{} {count}", state.word()))
        .collect();
    let quantity = item.quantity;
    let stated = [quantity.done, quantity.partial, quantity.missing].into_iter().flatten().count();
    if stated > written.len() {
        return Err(Refused::new(item.said, "its counts are said in an `extend`"));
    }
    let first = written.iter().map(|(attribute, _)| attribute.span.start).min();
    let mut patches = Vec::new();
    for (attribute, count) in &written {
        let at = place(file, attribute.span);
        let mut pieces = if Some(attribute.span.start) == first { new.clone() } else { Vec::new() };
        if *count > 0 {
            let word = words(source, attribute.span).first().map_or("", |(word, _)| word).to_owned();
            pieces.push(format!("{word} {count}"));
        }
        patches.push(if pieces.is_empty() { without(source, at) } else { Patch::replace(at, pieces.join(" ")) });
    }
    if written.is_empty() {
        patches.push(match item.state_said {
            Some(at) => Patch::replace(at, new.join(" ")),
            None => Patch::insert(file, head_end(node), format!(" {}", new.join(" "))),
        });
    }
    Ok(patches)
}

/// Another number in a claim that counts something.
pub(super) fn claim(writer: &Writer<'_, '_>, subject: Subject, claim: usize, number: &str) -> Result<Vec<Patch>, Refused> {
    let (said, says) = writer.written_claim(subject, claim)?;
    let counts = |attribute: &&Attribute<'_>| {
        matches!(attribute.kind, AttributeKind::State(_, Some(_)) | AttributeKind::Total(..) | AttributeKind::Count(..))
    };
    let mut counting = says.iter().filter(counts);
    let (Some(only), None) = (counting.next(), counting.next()) else {
        return Err(Refused::new(said, "the claim counts nothing, or several things"));
    };
    match words(writer.sources.get(said.file), only.span).last() {
        Some((_, at)) => Ok(vec![Patch::replace(place(said.file, *at), number)]),
        None => Err(Refused::new(said, "its number was not found")),
    }
}
