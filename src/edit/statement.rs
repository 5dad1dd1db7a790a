//! Finding the line that declares something, and the attributes that are said of it there.

use crate::syntax::{Ast, Attribute, AttributeKind, Condition, Head, Node, State};
use crate::text::{FileId, Place, Span};
use std::collections::HashMap;

/// The lines of a plan by the place of what they declare: the id, or the first text of an entry.
pub(super) struct Statements<'a, 's> {
    by_place: HashMap<Place, &'a Node<'s>>,
    /// What claims say, by their places: of the plan itself and in an `extend` they stand in no line that declares something.
    claims: HashMap<Place, &'a [Attribute<'s>]>,
}

impl<'a, 's> Statements<'a, 's> {
    pub(super) fn new(asts: &[&'a Ast<'s>]) -> Self {
        let (mut by_place, mut claims) = (HashMap::new(), HashMap::new());
        for ast in asts {
            let mut open: Vec<&'a Node<'s>> = ast.nodes.iter().collect();
            while let Some(node) = open.pop() {
                open.extend(&node.body);
                for attribute in &node.attributes {
                    if let AttributeKind::Claim(claim) = &attribute.kind {
                        claims.insert(Place::new(ast.file, attribute.span), &*claim.says);
                    }
                }
                if let Some(span) = declared(node) {
                    by_place.insert(Place::new(ast.file, span), node);
                }
            }
        }
        Statements { by_place, claims }
    }

    /// What the claim at a place says.
    pub(super) fn claim(&self, said: Place) -> Option<&'a [Attribute<'s>]> {
        self.claims.get(&said).copied()
    }

    /// The line that declares what was declared at a place.
    pub(super) fn at(&self, said: Place) -> Option<&'a Node<'s>> {
        self.by_place.get(&said).copied()
    }
}

fn declared(node: &Node<'_>) -> Option<Span> {
    match &node.head {
        Head::Plain(_, word, _) => Some(word.span),
        Head::Entry(_, subjects) => subjects.first().map(|text| text.span),
        _ => None,
    }
}

/// Where the head of a line ends: behind its id, its title, or the texts of an entry.
pub(super) fn head_end(node: &Node<'_>) -> u32 {
    match &node.head {
        Head::Plain(_, word, title) => title.as_ref().map_or(word.span.end, |title| title.span.end),
        Head::Entry(_, subjects) => subjects.last().map_or(node.span.end, |text| text.span.end),
        _ => node.span.end,
    }
}

/// Where the last attribute of a line ends, which opens no block of conditions.
pub(super) fn line_end(node: &Node<'_>) -> u32 {
    node.attributes.last().map_or_else(|| head_end(node), |attribute| attribute.span.end)
}

/// Whether the block of a line holds conditions.
pub(super) fn holds_conditions(node: &Node<'_>) -> bool {
    use AttributeKind::{DoneWhen, OpenWhile};
    node.attributes.last().is_some_and(|attribute| {
        matches!(&attribute.kind, DoneWhen(None | Some(Condition::Group(_))) | OpenWhile(None | Some(Condition::Group(_))))
    })
}

/// The attributes of a statement, on its line and alone in its block.
pub(super) fn attributes<'a, 's>(node: &'a Node<'s>) -> impl Iterator<Item = &'a Attribute<'s>> {
    let body: &[Node<'s>] = if holds_conditions(node) { &[] } else { &node.body };
    let inner = body.iter().filter(|line| matches!(line.head, Head::Attributes)).flat_map(|line| &line.attributes);
    node.attributes.iter().chain(inner)
}

/// The attribute that says a state without counting anything.
pub(super) fn state<'a, 's>(node: &'a Node<'s>) -> Option<(&'a Attribute<'s>, State)> {
    attributes(node).find_map(|attribute| match attribute.kind {
        AttributeKind::State(state, None) => Some((attribute, state)),
        AttributeKind::DoneOn(_) => Some((attribute, State::Done)),
        _ => None,
    })
}

/// A place in a file.
pub(super) fn place(file: FileId, span: Span) -> Place {
    Place::new(file, span)
}
