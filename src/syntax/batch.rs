//! What reading some lines gives, before they are put into each other.

use super::ast::Node;
use crate::diag::Diagnostic;
use crate::text::Span;

/// What a batch of pieces gives.
#[derive(Default)]
pub(super) struct Batch<'s> {
    pub(super) flat: Vec<Flat<'s>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) poison: Vec<&'s str>,
}

/// A tree without its nesting.
pub(super) enum Flat<'s> {
    Node(Box<Node<'s>>),
    Open(u32),
    Close(u32),
}

/// The text of a line with the brace that follows it: a condition may need its block.
pub(super) fn with_brace(text: &str, span: Span) -> &str {
    let behind = &text[span.end as usize..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let end = span.end as usize + if behind[gap..].starts_with('{') { gap + 1 } else { 0 };
    &text[span.start as usize..end]
}
