//! Finds lines, blocks and comments without reading what they say.
//!
//! The scan knows strings, prose, comments and commas at line ends, nothing else. It gives the pieces that the grammar then
//! reads one batch at a time, and finds which brace belongs to which, so that a fault stays inside its line.

use crate::text::Span;

/// How many blocks may be nested.
pub const MAX_DEPTH: usize = 64;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A line, or the part of one before a brace.
    Line,
    /// `{`.
    Open,
    /// `}`.
    Close,
    /// From `//` to the end of the line.
    Comment,
}

/// One piece of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: PieceKind,
    /// Its text, without white space around it.
    pub span: Span,
    /// Whether nothing but white space stands before it on its line.
    pub first: bool,
}

/// The pieces of a source, in order, and what is wrong with its shape.
#[derive(Debug, Default)]
pub struct Scan {
    /// All pieces.
    pub pieces: Vec<Piece>,
    /// Where prose begins that is never closed; it swallows the rest of the text.
    pub unclosed_prose: Option<Span>,
    /// Opening braces without a partner, each with the index of the piece before which its block must have ended.
    pub unclosed: Vec<(usize, usize)>,
    /// Indices of closing braces without a partner.
    pub stray: Vec<usize>,
    /// Indices of opening braces that go deeper than [`MAX_DEPTH`].
    pub too_deep: Vec<usize>,
}

/// Scans a text.
pub fn scan(text: &str) -> Scan {
    let mut scan = Scan::default();
    pieces(text, &mut scan);
    if !is_balanced(&mut scan) {
        find_partners(text, &mut scan);
    }
    scan
}

fn pieces(text: &str, scan: &mut Scan) {
    let bytes = text.as_bytes();
    scan.pieces.reserve(text.len() / 48);
    let mut at = 0;
    let mut first = true;
    // Start and end of the line piece being read, and whether its last mark was a comma.
    let mut line: Option<(usize, usize)> = None;
    let mut comma = false;
    let mut line_first = true;
    macro_rules! flush {
        () => {
            if let Some((start, end)) = line.take() {
                scan.pieces.push(Piece { kind: PieceKind::Line, span: Span::new(start, end), first: line_first });
            }
            comma = false;
        };
    }
    while at < bytes.len() {
        match bytes[at] {
            b'\n' => {
                if !(comma && line.is_some()) {
                    flush!();
                }
                first = true;
                at += 1;
            }
            b' ' | b'\t' | b'\r' => at += 1,
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |len| at + len);
                let trimmed = text[at..end].trim_end().len();
                // A comment behind a comma stays inside the line that the comma carries on.
                let carried = comma && line.is_some();
                if !carried {
                    flush!();
                }
                scan.pieces.push(Piece { kind: PieceKind::Comment, span: Span::new(at, at + trimmed), first });
                at = end;
            }
            mark @ (b'{' | b'}') => {
                flush!();
                let kind = if mark == b'{' { PieceKind::Open } else { PieceKind::Close };
                scan.pieces.push(Piece { kind, span: Span::new(at, at + 1), first });
                first = false;
                at += 1;
            }
            byte => {
                let start = at;
                if byte == b'"' {
                    let (end, closed) = text_end(bytes, at);
                    if !closed && bytes[at..].starts_with(b"\"\"\"") {
                        scan.unclosed_prose = Some(Span::new(at, text[at..].find('\n').map_or(text.len(), |len| at + len)));
                    }
                    at = end;
                } else {
                    at += 1;
                    while at < bytes.len() && !matches!(bytes[at], b'\n' | b' ' | b'\t' | b'\r' | b'"' | b'{' | b'}' | b',' | b'/') {
                        at += 1;
                    }
                }
                comma = byte == b',' && at == start + 1;
                match &mut line {
                    Some((_, end)) => *end = at,
                    None => {
                        line = Some((start, at));
                        line_first = first;
                    }
                }
                first = false;
            }
        }
    }
    flush!();
    let _ = comma;
    // Pieces were pushed when they ended; a comment inside a carried line came before the line itself.
    if scan.pieces.windows(2).any(|pair| pair[0].span.start > pair[1].span.start) {
        scan.pieces.sort_by_key(|piece| piece.span.start);
    }
}

/// Where the string or prose that begins at `at` ends, and whether it is closed. An unclosed string ends with its line, or
/// before the brace that ends its line, because that brace is most likely meant to open a block.
fn text_end(bytes: &[u8], at: usize) -> (usize, bool) {
    let quotes = bytes[at..].iter().take_while(|byte| **byte == b'"').count();
    if quotes == 2 {
        return (at + 2, true);
    }
    if quotes > 2 {
        let mut from = at + quotes;
        while from < bytes.len() {
            if bytes[from] == b'"' {
                let run = bytes[from..].iter().take_while(|byte| **byte == b'"').count();
                if run >= quotes {
                    return (from + quotes, true);
                }
                from += run;
            } else {
                from += 1;
            }
        }
        return (bytes.len(), false);
    }
    let mut from = at + 1;
    while from < bytes.len() {
        match bytes[from] {
            b'"' => return (from + 1, true),
            b'\\' if matches!(bytes.get(from + 1), Some(b'"' | b'\\')) => from += 2,
            b'\n' => break,
            _ => from += 1,
        }
    }
    let line = &bytes[at..from.min(bytes.len())];
    let trimmed = line.trim_ascii_end();
    (at + trimmed.strip_suffix(b"{").map_or(trimmed, <[u8]>::trim_ascii_end).len(), false)
}

fn is_balanced(scan: &mut Scan) -> bool {
    let mut depth = 0usize;
    for (index, piece) in scan.pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Open => {
                depth += 1;
                if depth == MAX_DEPTH + 1 {
                    scan.too_deep.push(index);
                }
            }
            PieceKind::Close if depth == 0 => return false,
            PieceKind::Close => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

/// Finds which braces lack a partner, by the indentation of the lines they stand in: a line that stands no further right than
/// the line that opened a block is outside that block.
fn find_partners(text: &str, scan: &mut Scan) {
    if scan.unclosed_prose.is_some() {
        // Everything behind it was swallowed, closing braces as well. One fault is enough.
        let end = scan.pieces.len();
        scan.unclosed = open_at_end(scan).into_iter().map(|open| (open, end)).collect();
        return;
    }
    loop {
        let (surplus, suspects) = surplus_closes(text, scan);
        let Some(surplus) = surplus else { break };
        let culprit = suspects.into_iter().find(|suspect| *suspect < surplus && !scan.stray.contains(suspect)).unwrap_or(surplus);
        scan.stray.push(culprit);
        if scan.stray.len() > 64 {
            break;
        }
    }
    scan.stray.sort_unstable();
    if open_at_end(scan).is_empty() {
        return;
    }
    let mut stack: Vec<(usize, usize)> = Vec::new();
    let mut line_indent = 0;
    for index in 0..scan.pieces.len() {
        let piece = scan.pieces[index];
        if piece.first {
            line_indent = indent(text, piece.span);
            let closes = piece.kind == PieceKind::Close;
            while let Some(&(open, outer)) = stack.last() {
                let outside = if closes { outer > line_indent } else { outer >= line_indent };
                if !outside || piece.kind == PieceKind::Comment {
                    break;
                }
                scan.unclosed.push((open, index));
                stack.pop();
            }
        }
        match piece.kind {
            PieceKind::Open => stack.push((index, line_indent)),
            PieceKind::Close if !scan.stray.contains(&index) => match stack.pop() {
                Some(_) => {}
                None => scan.stray.push(index),
            },
            _ => {}
        }
    }
    let end = scan.pieces.len();
    scan.unclosed.extend(stack.into_iter().rev().map(|(open, _)| (open, end)));
}

/// The first closing brace that finds no block open, and the closing braces before it that look out of place: those whose
/// line is indented otherwise than the line that opened their block.
fn surplus_closes(text: &str, scan: &Scan) -> (Option<usize>, Vec<usize>) {
    let mut stack = Vec::new();
    let mut suspects = Vec::new();
    let (mut line_indent, mut line) = (0, 0);
    for (index, piece) in scan.pieces.iter().enumerate() {
        if piece.first {
            line_indent = indent(text, piece.span);
            line = index;
        }
        match piece.kind {
            PieceKind::Open => stack.push((line_indent, line)),
            PieceKind::Close if !scan.stray.contains(&index) => match stack.pop() {
                None => return (Some(index), suspects),
                Some((outer, opened)) => {
                    if opened != line && (!piece.first || outer != line_indent) {
                        suspects.push(index);
                    }
                }
            },
            _ => {}
        }
    }
    (None, suspects)
}

impl Scan {
    /// Whether, without the closing braces that have no partner, every line is indented as its block says: like its neighbours, and a closing
    /// brace like the line of its opening one. Then nothing stands in another block than it was meant for.
    pub(super) fn agrees_with_indentation(&self, text: &str) -> bool {
        // Of each open block: the indentation of the line that opened it, and that of its lines.
        let mut stack: Vec<(usize, Option<usize>)> = Vec::new();
        let (mut top, mut line_indent) = (None, 0);
        for (_, piece) in self.pieces.iter().enumerate().filter(|(index, _)| !self.stray.contains(index)) {
            if piece.first {
                line_indent = indent(text, piece.span);
            }
            match piece.kind {
                PieceKind::Comment => {}
                PieceKind::Line if piece.first => {
                    let outer = stack.last().map(|(outer, _)| *outer);
                    let lines = stack.last_mut().map_or(&mut top, |(_, lines)| lines);
                    if *lines.get_or_insert(line_indent) != line_indent || outer.is_some_and(|outer| outer >= line_indent) {
                        return false;
                    }
                }
                PieceKind::Line => {}
                PieceKind::Open => stack.push((line_indent, None)),
                PieceKind::Close => {
                    if stack.pop().is_none_or(|(outer, _)| outer != line_indent) {
                        return false;
                    }
                }
            }
        }
        self.unclosed.is_empty() && stack.is_empty()
    }
}

fn open_at_end(scan: &Scan) -> Vec<usize> {
    let mut stack = Vec::new();
    for (index, piece) in scan.pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Open => stack.push(index),
            PieceKind::Close if !scan.stray.contains(&index) => {
                stack.pop();
            }
            _ => {}
        }
    }
    stack
}

fn indent(text: &str, span: Span) -> usize {
    let before = &text[..span.start as usize];
    span.start as usize - before.rfind('\n').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<&str> {
        scan(text).pieces.iter().map(|piece| &text[piece.span.range()]).collect()
    }

    #[test]
    fn strings_and_prose_hide_marks() {
        assert_eq!(lines("a \"x // {\" { b }\n"), ["a \"x // {\"", "{", "b", "}"]);
        assert_eq!(lines("n \"\"\"\n } \"\" \n\"\"\" // c\n"), ["n \"\"\"\n } \"\" \n\"\"\"", "// c"]);
    }

    #[test]
    fn a_comma_carries_the_line_on() {
        assert_eq!(lines("needs a,\n  b\nc"), ["needs a,\n  b", "c"]);
    }

    #[test]
    fn an_unclosed_string_does_not_swallow_the_brace() {
        assert_eq!(lines("component x \"Title {\n at \"y\"\n}"), ["component x \"Title", "{", "at \"y\"", "}"]);
    }

    #[test]
    fn indentation_tells_which_block_was_left_open() {
        let text = "area a {\n  component x {\n    at \"p\"\n  component y\n}\narea b {\n}\n";
        let scan = scan(text);
        assert_eq!(scan.unclosed.len(), 1);
        assert_eq!(&text[scan.pieces[scan.unclosed[0].0 - 1].span.range()], "component x");
        assert!(scan.stray.is_empty());
    }

    #[test]
    fn a_brace_too_many_leaves_no_doubt_where_indentation_agrees() {
        let agrees = |text: &str| scan(text).agrees_with_indentation(text);
        assert!(agrees("area a {\n  component x missing}\n  component y\n}\narea b\n"));
        assert!(agrees("area a {\n  component x { missing }\n}\n}\narea b\n"));
        assert!(!agrees("area a\n  component x\n}\narea b\n"), "its block was never opened");
        assert!(!agrees("area a {\ncomponent x missing}\ncomponent y\n}\n"), "nothing is indented");
    }

    #[test]
    fn indentation_tells_which_brace_is_one_too_many() {
        let text = "area a {\n  component x missing }\n  component y\n}\narea b\n";
        let scan = scan(text);
        assert_eq!(scan.stray.len(), 1);
        assert_eq!(scan.pieces[scan.stray[0]].span.start as usize, text.find('}').unwrap());
    }
}
