//! The formatter: one way to write a plan.
//!
//! It works on pieces and tokens, not on the tree, so a comment can never be lost and a meaning never changes: lines are
//! indented by their depth, one space stands between tokens, nothing is aligned, blank lines are kept but never doubled.

use super::parse::parse;
use super::scan::{Piece, PieceKind, scan};
use crate::diag::Diagnostic;
use crate::text::{FileId, Source};

const INDENT: &str = "  ";

/// Why a text was not formatted.
#[derive(Debug, thiserror::Error)]
#[error("the text has faults")]
pub struct FormatError {
    /// The faults, the first of which stopped the formatter.
    pub diagnostics: Vec<Diagnostic>,
}

/// Formats a source.
///
/// # Errors
/// When it has syntax faults; a text whose meaning is not known is left alone.
pub fn format(source: &Source, file: FileId) -> Result<String, FormatError> {
    let parsed = parse(source, file);
    if !parsed.diagnostics.is_empty() {
        return Err(FormatError { diagnostics: parsed.diagnostics });
    }
    let mut writer =
        Writer { text: &source.text, out: String::with_capacity(source.text.len() + 64), depth: 0, after_open: true, line_end: 0 };
    if source.bom {
        writer.out.push('\u{feff}');
    }
    let pieces = scan(&source.text).pieces;
    for (index, piece) in pieces.iter().enumerate() {
        writer.piece(*piece, index.checked_sub(1).map(|before| pieces[before]));
    }
    if !writer.out.is_empty() && !writer.out.ends_with(['\n', '\u{feff}']) {
        writer.out.push('\n');
    }
    Ok(writer.out)
}

struct Writer<'s> {
    text: &'s str,
    out: String,
    depth: usize,
    after_open: bool,
    /// Where the last line piece ends; comments before that were written with it.
    line_end: u32,
}

impl Writer<'_> {
    fn piece(&mut self, piece: Piece, before: Option<Piece>) {
        let text = &self.text[piece.span.range()];
        let inside_line = piece.span.start < self.line_end;
        match piece.kind {
            // A comment inside a carried line is written with that line.
            PieceKind::Comment if inside_line => return,
            PieceKind::Comment if !piece.first && before.is_some() => {
                self.out.push_str("  ");
                self.comment(text);
            }
            PieceKind::Comment => {
                self.new_line(piece, before);
                self.comment(text);
            }
            PieceKind::Open => {
                self.out.push_str(" {");
                self.depth += 1;
                self.after_open = true;
                return;
            }
            PieceKind::Close => {
                self.depth = self.depth.saturating_sub(1);
                if self.after_open && before.is_some_and(|before| before.kind == PieceKind::Open) {
                    self.out.push('}');
                } else {
                    self.break_line();
                    self.out.push('}');
                }
            }
            PieceKind::Line => {
                self.new_line(piece, before);
                self.line(text);
                self.line_end = piece.span.end;
            }
        }
        self.after_open = false;
    }

    fn comment(&mut self, text: &str) {
        let body = text[2..].trim_end();
        self.out.push_str("//");
        if !body.is_empty() && !body.starts_with([' ', '/', '!']) {
            self.out.push(' ');
        }
        self.out.push_str(body);
    }

    /// Begins a line, with a blank one before it where the source has any, except at the start of a block.
    fn new_line(&mut self, piece: Piece, before: Option<Piece>) {
        if let Some(before) = before {
            let from = before.span.end.max(self.line_end).min(piece.span.start);
            let gap = &self.text[from as usize..piece.span.start as usize];
            if !self.after_open && gap.bytes().filter(|byte| *byte == b'\n').count() > 1 {
                self.out.push('\n');
            }
        }
        self.break_line();
    }

    fn break_line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\u{feff}') {
            self.out.push('\n');
        }
        for _ in 0..self.depth {
            self.out.push_str(INDENT);
        }
    }

    fn line(&mut self, text: &str) {
        let mut rest = text;
        let mut glue = true;
        // Whether a break behind a comma was just written.
        let mut broken = false;
        while !rest.is_empty() {
            let trimmed = rest.trim_start_matches([' ', '\t', '\r']);
            if let Some(behind) = trimmed.strip_prefix('\n') {
                // Only a comma carries a line on, so here the author chose to break it.
                if !broken {
                    self.out.push('\n');
                }
                broken = true;
                rest = behind;
                continue;
            }
            if trimmed.starts_with("//") {
                let end = trimmed.find('\n').unwrap_or(trimmed.len());
                if broken {
                    self.continue_indent();
                } else {
                    self.out.push_str("  ");
                }
                broken = false;
                let comment = trimmed[..end].trim_end().to_owned();
                self.comment(&comment);
                rest = &trimmed[end..];
                continue;
            }
            if trimmed.is_empty() {
                break;
            }
            let length = token_length(trimmed);
            let token = &trimmed[..length];
            let tight = token == "," || token == ".." || token == ":";
            if broken {
                self.continue_indent();
                broken = false;
            } else if !(glue || tight) {
                self.out.push(' ');
            }
            self.out.push_str(token);
            glue = token == ".." || token == ":";
            rest = &trimmed[length..];
        }
    }

    fn continue_indent(&mut self) {
        for _ in 0..self.depth + 2 {
            self.out.push_str(INDENT);
        }
    }
}

fn token_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'"' => {
            let quotes = bytes.iter().take_while(|byte| **byte == b'"').count();
            if quotes == 2 {
                return 2;
            }
            if quotes > 2 {
                return rest[quotes..].find(&rest[..quotes]).map_or(rest.len(), |at| at + 2 * quotes);
            }
            let mut at = 1;
            while at < bytes.len() && bytes[at] != b'"' {
                at += if bytes[at] == b'\\' && matches!(bytes.get(at + 1), Some(b'"' | b'\\')) { 2 } else { 1 };
            }
            (at + 1).min(rest.len())
        }
        b',' | b'*' | b':' => 1,
        b'.' if rest.starts_with("..") => 2,
        b'-' if rest.starts_with("->") => 2,
        b'>' | b'<' | b'=' => 1 + usize::from(bytes.get(1) == Some(&b'=')),
        _ => {
            let stop = |at: usize| {
                matches!(bytes[at], b' ' | b'\t' | b'\r' | b'\n' | b'"' | b',' | b':' | b'=' | b'<' | b'>' | b'*')
                    || (bytes[at] == b'.' && bytes.get(at + 1) == Some(&b'.'))
                    || (bytes[at] == b'-' && bytes.get(at + 1) == Some(&b'>'))
                    || (bytes[at] == b'/' && bytes.get(at + 1) == Some(&b'/'))
            };
            // A comma in a number such as `2,847` separates nothing.
            let groups = |at: usize| {
                bytes[at] == b','
                    && bytes[usize::from(bytes[0] == b'~')..at].iter().all(|byte| byte.is_ascii_digit() || *byte == b',')
                    && bytes[at - 1].is_ascii_digit()
                    && bytes.get(at + 1..at + 4).is_some_and(|next| next.iter().all(u8::is_ascii_digit))
            };
            (1..bytes.len()).find(|at| stop(*at) && !groups(*at)).unwrap_or(bytes.len())
        }
    }
}
