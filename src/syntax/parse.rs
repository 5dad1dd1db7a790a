//! The front end: scan, then the grammar over batches of lines on all cores, then the tree.
//!
//! A batch that the grammar accepts whole takes the fast way. In one it refuses, each line is read alone, and the lines that
//! are faulty are read piece by piece (`recover`), so that one fault is one finding.

use super::ast::{Ast, Head, Node};
use super::batch::{Batch, Flat, with_brace};
use super::build;
use super::grammar::{Grammar, Rule};
use super::recover;
use super::scan::{MAX_DEPTH, Piece, PieceKind, Scan, scan};
use crate::diag::{Diagnostic, code};
use crate::text::{FileId, Place, Source, Span};
use pest::Parser;
use rayon::prelude::*;

/// Bytes that one batch holds at least: large enough that the cost of a call to the grammar vanishes.
const BATCH: usize = 16 * 1024;

/// A parsed source: its tree, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed<'s> {
    /// The tree; what is sound is in it even where there are faults.
    pub ast: Ast<'s>,
    /// The faults.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether braces or prose are so unbalanced that blocks may belong elsewhere.
    pub uncertain: bool,
}

/// Parses a source.
pub fn parse(source: &Source, file: FileId) -> Parsed<'_> {
    let text = source.text.as_str();
    let scan = scan(text);
    let ranges = batches(&scan.pieces);
    let results: Vec<Batch<'_>> = if ranges.len() > 1 {
        ranges.into_par_iter().map(|pieces| read_batch(text, file, pieces)).collect()
    } else {
        ranges.into_iter().map(|pieces| read_batch(text, file, pieces)).collect()
    };
    let mut diagnostics = shape_faults(text, file, &scan);
    let mut poison = Vec::new();
    let mut tree = Tree::new(&scan);
    for batch in results {
        diagnostics.extend(batch.diagnostics);
        poison.extend(batch.poison);
        for flat in batch.flat {
            tree.add(flat);
        }
    }
    let uncertain = !scan.stray.is_empty() && !scan.agrees_with_indentation(text) || scan.unclosed_prose.is_some();
    Parsed { ast: Ast { file, nodes: tree.finish(), poison }, diagnostics, uncertain }
}

/// Cuts the pieces into runs that can be read alone. A run never begins with an opening brace.
fn batches(pieces: &[Piece]) -> Vec<&[Piece]> {
    let mut runs = Vec::new();
    let mut from = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if piece.first && piece.kind == PieceKind::Line && piece.span.start - pieces[from].span.start >= BATCH as u32 {
            runs.push(&pieces[from..index]);
            from = index;
        }
    }
    if from < pieces.len() {
        runs.push(&pieces[from..]);
    }
    runs
}

fn read_batch<'s>(text: &'s str, file: FileId, pieces: &[Piece]) -> Batch<'s> {
    let mut batch = Batch::default();
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return batch };
    let base = first.span.start as usize;
    let slice = &text[base..last.span.end.max(first.span.end) as usize];
    match Grammar::parse(Rule::lines, slice) {
        Ok(pairs) => {
            batch.flat.reserve(pieces.len());
            let mut builder = build::Builder::new(text, file, base);
            for pair in pairs.flat_map(|lines| lines.into_inner()) {
                builder.line(pair, &mut batch);
            }
            batch.diagnostics.append(&mut builder.diagnostics);
        }
        Err(_) => {
            for piece in pieces {
                read_piece(text, file, *piece, &mut batch);
            }
        }
    }
    batch
}

fn read_piece<'s>(text: &'s str, file: FileId, piece: Piece, batch: &mut Batch<'s>) {
    match piece.kind {
        PieceKind::Open => batch.flat.push(Flat::Open(piece.span.start)),
        PieceKind::Close => batch.flat.push(Flat::Close(piece.span.start)),
        PieceKind::Comment => {}
        PieceKind::Line => {
            if read_whole(text, file, piece.span, batch) {
                return;
            }
            match recover::carried_too_far(text, piece.span) {
                Some((before, comma, behind)) if is_line(text, before) && is_line(text, behind) => {
                    read_whole(text, file, before, batch);
                    batch.diagnostics.push(recover::comma_fault(text, Place::new(file, comma), Place::new(file, behind)));
                    read_whole(text, file, behind, batch);
                }
                _ => recover::line(text, file, piece.span, batch),
            }
        }
    }
}

/// Reads a line that is sound as a whole; false when it is not, and then nothing was read.
fn read_whole<'s>(text: &'s str, file: FileId, span: Span, batch: &mut Batch<'s>) -> bool {
    let Ok(pairs) = Grammar::parse(Rule::one_line, with_brace(text, span)) else { return false };
    let mut builder = build::Builder::new(text, file, span.start as usize);
    for line in pairs.flat_map(|pair| pair.into_inner()) {
        builder.line(line, batch);
    }
    batch.diagnostics.append(&mut builder.diagnostics);
    true
}

fn is_line(text: &str, span: Span) -> bool {
    Grammar::parse(Rule::one_line, with_brace(text, span)).is_ok()
}

fn shape_faults(text: &str, file: FileId, scan: &Scan) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let place = |span| Place::new(file, span);
    if let Some(span) = scan.unclosed_prose {
        faults.push(
            Diagnostic::new(&code::UNCLOSED_TEXT, "this prose is never closed")
                .at(place(span), "opened here")
                .note("everything behind it was taken for prose")
                .help("close it with as many quotes as open it"),
        );
    } else {
        for (open, before) in &scan.unclosed {
            let mut fault =
                Diagnostic::new(&code::UNBALANCED_BRACE, "this block is never closed").at(place(scan.pieces[*open].span), "opened here");
            if let Some(next) = scan.pieces.get(*before) {
                fault = fault.see(place(first_word(text, next.span)), "by its indentation, this stands outside the block");
            }
            faults.push(fault.help("close the block with `}` on a line of its own"));
        }
    }
    for stray in &scan.stray {
        faults.push(
            Diagnostic::new(&code::UNBALANCED_BRACE, "this `}` closes nothing")
                .at(place(scan.pieces[*stray].span), "no block is open here")
                .help("remove it, or open the block it should close with `{`"),
        );
    }
    let mut before = None;
    for piece in &scan.pieces {
        if piece.kind == PieceKind::Open && (piece.first || before != Some(PieceKind::Line)) {
            faults.push(
                Diagnostic::new(&code::UNBALANCED_BRACE, "this `{` opens the block of no line")
                    .at(place(piece.span), "a block begins at the end of its line")
                    .help("put the `{` at the end of the line the block belongs to"),
            );
        }
        if piece.kind != PieceKind::Comment {
            before = Some(piece.kind);
        }
    }
    for open in &scan.too_deep {
        faults.push(
            Diagnostic::new(&code::TOO_DEEP, format!("blocks are nested deeper than {MAX_DEPTH}"))
                .at(place(scan.pieces[*open].span), "this one is too deep")
                .help("lift the inner blocks out; names can refer to them from anywhere"),
        );
    }
    faults
}

fn first_word(text: &str, span: Span) -> Span {
    let line = &text[span.range()];
    let len = line.find(|c: char| c.is_whitespace()).unwrap_or(line.len());
    Span::new(span.start as usize, span.start as usize + len)
}

/// Puts flat lines back into their blocks.
struct Tree<'s, 'a> {
    scan: &'a Scan,
    done: Vec<Node<'s>>,
    stack: Vec<Vec<Node<'s>>>,
    too_deep: usize,
    /// Starts of pieces before which a block must be closed that was left open, latest first.
    missing: Vec<u32>,
    stray: Vec<u32>,
}

impl<'s, 'a> Tree<'s, 'a> {
    fn new(scan: &'a Scan) -> Self {
        let start = |index: &usize| scan.pieces[*index].span.start;
        let mut missing: Vec<u32> =
            scan.unclosed.iter().filter(|(_, before)| *before < scan.pieces.len()).map(|(_, before)| start(before)).collect();
        missing.sort_unstable_by(|a, b| b.cmp(a));
        let stray = scan.stray.iter().map(start).collect();
        Tree { scan, done: Vec::new(), stack: Vec::new(), too_deep: 0, missing, stray }
    }

    fn add(&mut self, flat: Flat<'s>) {
        let at = match &flat {
            Flat::Node(node) => node.span.start,
            Flat::Open(at) | Flat::Close(at) => *at,
        };
        while self.missing.last().is_some_and(|before| *before <= at) {
            self.missing.pop();
            self.close();
        }
        match flat {
            Flat::Node(node) => {
                if self.too_deep == 0 {
                    self.current().push(*node);
                }
            }
            Flat::Open(at) => {
                if self.too_deep > 0 || self.stack.len() >= MAX_DEPTH {
                    self.too_deep += 1;
                } else {
                    self.open(at);
                }
            }
            Flat::Close(at) => {
                if !self.stray.contains(&at) {
                    self.close();
                }
            }
        }
    }

    fn current(&mut self) -> &mut Vec<Node<'s>> {
        self.stack.last_mut().unwrap_or(&mut self.done)
    }

    fn open(&mut self, at: u32) {
        let current = self.current();
        match current.last_mut() {
            // A block belongs to the line right before it.
            Some(node) if !node.block => node.block = true,
            _ => {
                let span = Span { start: at, end: at + 1 };
                let node = Node { span, head: Head::Broken, attributes: Vec::new(), body: Vec::new(), block: true, damaged: true };
                current.push(node);
            }
        }
        self.stack.push(Vec::new());
    }

    fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if let Some(body) = self.stack.pop()
            && let Some(owner) = self.current().last_mut()
        {
            owner.body = body;
        }
    }

    fn finish(mut self) -> Vec<Node<'s>> {
        debug_assert!(self.stack.len() <= self.scan.unclosed.len());
        while !self.stack.is_empty() {
            self.too_deep = 0;
            self.close();
        }
        self.done
    }
}
