//! Patches by position: sorted, disjoint, and applied to all texts or to none.

use crate::syntax::parse;
use crate::text::{FileId, Place, Source, Sources, Span};

/// A piece of a text, and what stands there instead. An empty piece is a place between two characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Patch {
    /// The piece.
    pub place: Place,
    /// What stands there instead.
    pub text: String,
}

impl Patch {
    /// Puts a text in place of a piece.
    pub fn replace(place: Place, text: impl Into<String>) -> Patch {
        Patch { place, text: text.into() }
    }

    /// Puts a text between two characters.
    pub fn insert(file: FileId, at: u32, text: impl Into<String>) -> Patch {
        Patch { place: Place::new(file, Span { start: at, end: at }), text: text.into() }
    }

    /// Takes a piece away.
    pub fn remove(place: Place) -> Patch {
        Patch { place, text: String::new() }
    }
}

/// A text before and after, byte order mark included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The file.
    pub file: FileId,
    /// As it is.
    pub before: String,
    /// As it is to be.
    pub after: String,
}

/// Why patches were not applied. No text was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// Two changes want the same piece.
    #[error("{0}: two changes want the same place")]
    Overlap(String),
    /// A piece that is none of the text.
    #[error("{0}: a change points outside of the text")]
    Outside(String),
    /// The text would not be a plan any more; holds where, and what would be wrong.
    #[error("{0}: the edited text would have a fault: {1}")]
    Fault(String, String),
}

/// Applies patches. Those that change nothing are left out, and so are files that stay as they are.
///
/// # Errors
/// When patches overlap or lie outside, or when an edited text has a fault that it did not have before.
pub fn apply(sources: &Sources, patches: &[Patch]) -> Result<Vec<Edited>, Broken> {
    let mut sorted: Vec<&Patch> = patches.iter().collect();
    // Several texts put in at one place keep their order.
    sorted.sort_by_key(|patch| patch.place);
    sorted.dedup();
    let mut edited = Vec::new();
    for of_file in sorted.chunk_by(|a, b| a.place.file == b.place.file) {
        let Some(file) = of_file.first().map(|patch| patch.place.file) else { continue };
        let source = sources.get(file);
        let after = patched(source, of_file)?;
        if after == source.text {
            continue;
        }
        sound(source, &after)?;
        let mark = if source.bom { "\u{feff}" } else { "" };
        edited.push(Edited { file, before: format!("{mark}{}", source.text), after: format!("{mark}{after}") });
    }
    Ok(edited)
}

fn patched(source: &Source, patches: &[&Patch]) -> Result<String, Broken> {
    let line = |offset: u32| format!("{}:{}", source.path, source.position(offset.min(source.text.len() as u32)).line);
    let mut after = String::with_capacity(source.text.len() + 64);
    let mut done = 0u32;
    for patch in patches {
        let Span { start, end } = patch.place.span;
        if start < done {
            return Err(Broken::Overlap(line(start)));
        }
        let outside = || Broken::Outside(line(start));
        after.push_str(source.text.get(done as usize..start as usize).ok_or_else(outside)?);
        source.text.get(start as usize..end as usize).ok_or_else(outside)?;
        after.push_str(&patch.text);
        done = end;
    }
    after.push_str(source.text.get(done as usize..).unwrap_or_default());
    Ok(after)
}

/// Whether an edited text is as sound as it was.
fn sound(source: &Source, after: &str) -> Result<(), Broken> {
    let had = parse(source, FileId::default()).diagnostics.len();
    let edited = Source::new(source.path.clone(), after);
    let parsed = parse(&edited, FileId::default());
    match parsed.diagnostics.first() {
        Some(first) if parsed.diagnostics.len() > had => {
            let line = first.place().map_or(1, |place| edited.position(place.span.start).line);
            Err(Broken::Fault(format!("{}:{line}", source.path), first.message.clone()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(text: &str) -> Sources {
        let mut sources = Sources::default();
        sources.add(Source::new("p.plan", text));
        sources
    }

    fn at(start: usize, end: usize) -> Place {
        Place::new(FileId(0), Span::new(start, end))
    }

    #[test]
    fn patches_are_applied_by_position_whatever_their_order() {
        let sources = sources("\u{feff}task a done\r\ntask b done\r\n");
        let patches = [Patch::replace(at(20, 24), "missing"), Patch::replace(at(7, 11), "partial"), Patch::insert(FileId(0), 6, " \"A\"")];
        let edited = apply(&sources, &patches).unwrap();
        assert_eq!(edited[0].after, "\u{feff}task a \"A\" partial\r\ntask b missing\r\n");
        assert_eq!(edited[0].before, "\u{feff}task a done\r\ntask b done\r\n");
    }

    #[test]
    fn what_overlaps_or_lies_outside_changes_nothing() {
        let sources = sources("task a done\n");
        let both = [Patch::replace(at(7, 11), "missing"), Patch::replace(at(8, 9), "x")];
        assert_eq!(apply(&sources, &both), Err(Broken::Overlap("p.plan:1".into())));
        assert!(matches!(apply(&sources, &[Patch::remove(at(7, 99))]), Err(Broken::Outside(_))));
        let same = [Patch::replace(at(7, 11), "missing"), Patch::replace(at(7, 11), "missing")];
        assert_eq!(apply(&sources, &same).unwrap()[0].after, "task a missing\n", "the same change twice is one change");
    }

    #[test]
    fn a_text_that_would_be_no_plan_is_refused() {
        let sources = sources("task a done\n");
        let broken = apply(&sources, &[Patch::replace(at(7, 11), "don")]);
        assert!(matches!(&broken, Err(Broken::Fault(place, _)) if place == "p.plan:1"), "{broken:?}");
        assert_eq!(apply(&sources, &[Patch::replace(at(7, 11), "done")]), Ok(Vec::new()), "what changes nothing is no edit");
    }
}
