//! The layout around a piece: line ends, indentation, and what stands beside it on its line.

use super::patch::Patch;
use crate::text::{Place, Source, Span};

/// The text of a source from the start of the line of `at` up to it.
fn before(source: &Source, at: u32) -> &str {
    let line = source.line_span(source.line_index(at));
    source.text.get(line.start as usize..at as usize).unwrap_or_default()
}

/// The text from `at` to the end of its line, without the line break.
fn behind(source: &Source, at: u32) -> &str {
    let line = source.line_span(source.line_index(at));
    source.text.get(at as usize..line.end as usize).unwrap_or_default()
}

/// How the line of `at` ends; a last line without an end is given that of the first.
fn line_end(source: &Source, at: u32) -> &'static str {
    let end_of = |line: usize| {
        let end = source.line_span(line).end as usize;
        let rest = source.text.get(end..).unwrap_or_default();
        if rest.starts_with("\r\n") {
            Some("\r\n")
        } else if rest.starts_with('\n') {
            Some("\n")
        } else {
            None
        }
    };
    end_of(source.line_index(at)).or_else(|| end_of(0)).unwrap_or("\n")
}

/// Puts an attribute behind another: on a line of its own where that one has one, else beside it.
pub(super) fn beside(source: &Source, of: Place, text: &str) -> Patch {
    let Span { start, end } = of.span;
    let indent = before(source, start);
    let rest = behind(source, end);
    let alone = indent.trim().is_empty() && (rest.trim().is_empty() || rest.trim_start().starts_with("//"));
    if alone {
        let line = source.line_span(source.line_index(end));
        Patch::insert(of.file, line.end, format!("{}{indent}{text}", line_end(source, end)))
    } else {
        Patch::insert(of.file, end, format!(" {text}"))
    }
}

/// Puts a line before the one at whose first word `of` begins; none when something stands before it there.
pub(super) fn above(source: &Source, of: Place, text: &str) -> Option<Patch> {
    let indent = before(source, of.span.start);
    indent.trim().is_empty().then(|| Patch::insert(of.file, of.span.start, format!("{text}{}{indent}", line_end(source, of.span.start))))
}

/// Takes an attribute away, and the line with it when nothing else stands there.
pub(super) fn without(source: &Source, of: Place) -> Patch {
    let Span { start, end } = of.span;
    let indent = before(source, start);
    let rest = behind(source, end);
    let blank = |text: &str| text.len() - text.trim_end_matches([' ', '\t']).len();
    let place = if !indent.trim().is_empty() {
        Span { start: start - blank(indent) as u32, end }
    } else if rest.trim().is_empty() {
        let first = source.line_span(source.line_index(start)).start;
        let last = source.line_index(end) + 1;
        Span { start: first, end: if last < source.line_count() { source.line_span(last).start } else { source.text.len() as u32 } }
    } else {
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        Span { start, end: end + gap as u32 }
    };
    Patch::remove(Place::new(of.file, place))
}

/// A text as a string of the language; none when it cannot be one.
pub(super) fn quoted(text: &str) -> Option<String> {
    if text.contains(['\n', '\r', '\0']) {
        return None;
    }
    Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// The words of a piece, with where each begins and ends.
pub(super) fn words(source: &Source, span: Span) -> Vec<(&str, Span)> {
    let text = source.text.get(span.range()).unwrap_or_default();
    let base = text.as_ptr() as usize;
    let place = |word: &str| {
        let at = word.as_ptr() as usize - base;
        Span::new(at, at + word.len()).shifted(span.start as usize)
    };
    text.split_ascii_whitespace().map(|word| (word, place(word))).collect()
}
