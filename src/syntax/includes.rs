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
    let mut found = Vec::new();
    // An include in a block is out of place, and leads nowhere.
    let mut depth = 0usize;
    for piece in scan(&source.text).pieces {
        match piece.kind {
            PieceKind::Open => depth += 1,
            PieceKind::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        let line = &source.text[piece.span.range()];
        if piece.kind != PieceKind::Line || depth > 0 || !line.starts_with("include") {
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
