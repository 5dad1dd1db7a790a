//! Finding what a text includes without parsing all of it.

use super::ast::{Head, Text};
use super::parse::parse;
use super::scan::{PieceKind, scan};
use crate::text::{FileId, Source, Span};

/// The texts of all `include` statements, with their places.
pub fn includes(source: &Source) -> Vec<(String, Span)> {
    if !source.text.contains("include") {
        return Vec::new();
    }
    let lines = scan(&source.text).pieces.into_iter().filter(|piece| piece.kind == PieceKind::Line);
    let mut found = Vec::new();
    for piece in lines {
        let line = &source.text[piece.span.range()];
        if !line.starts_with("include") {
            continue;
        }
        let alone = Source::new("", line);
        for node in parse(&alone, FileId(0)).ast.nodes {
            if let Head::Include(Text { value, span }) = node.head {
                found.push((value.into_owned(), span.shifted(piece.span.start as usize)));
            }
        }
    }
    found
}
