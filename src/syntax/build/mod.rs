//! From the pairs pest gives to lines of the tree.
//!
//! The grammar has already checked the shape, so operands are taken in order. What the grammar cannot say (that a day exists,
//! that a number is in range) is checked here.

mod attributes;
mod conditions;
mod tokens;

use super::ast::*;
use super::batch::{Batch, Flat};
use super::grammar::Rule;
use crate::diag::{Code, Diagnostic};
use crate::text::{FileId, Place, Span};
use pest::iterators::{Pair, Pairs};

type P<'s> = Pair<'s, Rule>;

pub(in crate::syntax) struct Builder<'s> {
    text: &'s str,
    file: FileId,
    base: usize,
    pub(in crate::syntax) diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    /// A builder for pairs whose offsets count from `base` in `text`.
    pub(in crate::syntax) fn new(text: &'s str, file: FileId, base: usize) -> Self {
        Builder { text, file, base, diagnostics: Vec::new() }
    }

    fn span(&self, pair: &P<'s>) -> Span {
        // The end of a pair may include white space that the grammar skipped before it gave up on an optional part.
        let span = pair.as_span();
        let len = span.as_str().as_bytes().trim_ascii_end().len();
        Span::new(self.base + span.start(), self.base + span.start() + len)
    }

    fn report(&mut self, code: &'static Code, span: Span, message: String, label: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(Place::new(self.file, span), label).help(help));
    }

    /// Adds what one pair of rule `lines` or `one_line` says.
    pub(in crate::syntax) fn line(&mut self, pair: P<'s>, batch: &mut Batch<'s>) {
        let span = self.span(&pair);
        let faults = self.diagnostics.len();
        let mut flat = match pair.as_rule() {
            Rule::open => Flat::Open(span.start),
            Rule::close => Flat::Close(span.start),
            Rule::statement => Flat::Node(Box::new(self.statement(pair, span))),
            Rule::attributes => {
                let attributes = self.attributes(pair.into_inner());
                Flat::Node(Box::new(node(span, Head::Attributes, attributes)))
            }
            Rule::condition_line => match pair.into_inner().next().and_then(|pair| self.condition(pair)) {
                Some(condition) => Flat::Node(Box::new(node(span, Head::Condition(condition), Vec::new()))),
                None => Flat::Node(Box::new(broken(span))),
            },
            _ => return,
        };
        if let Flat::Node(node) = &mut flat {
            // An impossible value was left out, so what the line lacks is not the author's omission.
            node.damaged |= self.diagnostics.len() > faults;
        }
        batch.flat.push(flat);
    }

    /// The head and attributes of a statement.
    pub(in crate::syntax) fn statement(&mut self, pair: P<'s>, span: Span) -> Node<'s> {
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.peek() else { return broken(span) };
        if first.as_rule() != Rule::plain_kind
            && let Some(only) = inner.next()
        {
            return self.special(only, span);
        }
        let head = self.head(&mut inner);
        let attributes = self.attributes(inner);
        node(span, head, attributes)
    }

    /// The words before the attributes, for statements and for rule `head`.
    pub(in crate::syntax) fn head(&mut self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Head<'s> {
        let Some(first) = inner.next() else { return Head::Broken };
        match first.as_rule() {
            Rule::plain_kind => {
                let kind = Kind::from_word(first.as_str());
                let id = inner.next().map(|pair| self.word(&pair));
                let title = self.optional_text(inner);
                match (kind, id) {
                    (Some(kind), Some(id)) => Head::Plain(kind, id, title),
                    _ => Head::Broken,
                }
            }
            Rule::kw_issue | Rule::kw_tag => {
                let kind = if first.as_rule() == Rule::kw_issue { Kind::Issue } else { Kind::Tag };
                let id = inner.next().map(|pair| self.word(&pair));
                let title = self.optional_text(inner);
                id.map_or(Head::Broken, |id| Head::Plain(kind, id, title))
            }
            Rule::entry_kind => {
                let kind = match first.as_str().split_whitespace().last() {
                    Some("broken") if first.as_str().starts_with("mock") => Some(EntryKind::MockBroken),
                    Some("works") if first.as_str().starts_with("mock") => Some(EntryKind::MockWorks),
                    _ => EntryKind::from_word(first.as_str()),
                };
                let texts = self.texts(inner);
                kind.map_or(Head::Broken, |kind| Head::Entry(kind, texts))
            }
            Rule::kw_set => inner.next().map_or(Head::Broken, |pair| Head::Set(self.word(&pair))),
            Rule::kw_extend => inner.next().map_or(Head::Broken, |pair| Head::Extend(self.word(&pair))),
            Rule::kw_waive => {
                let rule = inner.next().map(|pair| self.word(&pair));
                let on = self.on_names(inner);
                rule.map_or(Head::Broken, |rule| Head::Waive(rule, on))
            }
            _ => Head::Broken,
        }
    }

    fn special(&mut self, pair: P<'s>, span: Span) -> Node<'s> {
        let rule = pair.as_rule();
        let mut inner = pair.into_inner().peekable();
        let head = match rule {
            Rule::issue | Rule::tag_decl | Rule::entry | Rule::set | Rule::extend | Rule::waive => self.head(&mut inner),
            Rule::chain => Head::Chain(inner.by_ref().filter(|pair| pair.as_rule() == Rule::stage).map(|pair| self.stage(pair)).collect()),
            Rule::alias => {
                inner.next();
                let from = self.optional_text(&mut inner);
                let to = self.optional_text(&mut inner);
                from.zip(to).map_or(Head::Broken, |(from, to)| Head::Alias(from, to))
            }
            Rule::evidence => {
                let (mut coverage, mut tests, mut facts, mut ignored) = (Vec::new(), Vec::new(), None, false);
                for part in inner.by_ref().skip(1) {
                    let rule = part.as_rule();
                    let mut inside = part.into_inner().peekable();
                    inside.next();
                    match rule {
                        Rule::evidence_coverage => coverage.extend(self.texts(&mut inside)),
                        Rule::evidence_tests => tests.extend(self.texts(&mut inside)),
                        Rule::evidence_facts => facts = self.optional_text(&mut inside),
                        _ => ignored = true,
                    }
                }
                Head::Evidence { coverage, tests, facts, ignored }
            }
            Rule::level_of_rule => {
                let Some(level) = inner.next().map(|pair| self.word(&pair)) else { return broken(span) };
                let mut rules = Vec::new();
                while let Some(pair) = inner.next_if(|pair| pair.as_rule() == Rule::ident) {
                    rules.push(self.word(&pair));
                }
                Head::Level(level, rules, self.on_names(&mut inner))
            }
            Rule::include => {
                inner.next();
                self.optional_text(&mut inner).map_or(Head::Broken, Head::Include)
            }
            _ => Head::Broken,
        };
        let attributes = self.attributes(inner);
        node(span, head, attributes)
    }

    fn stage(&mut self, pair: P<'s>) -> Vec<Word<'s>> {
        pair.into_inner()
            .map(|part| match part.as_rule() {
                Rule::star => Word { text: "", span: self.span(&part) },
                _ => self.word(&part),
            })
            .collect()
    }

    fn on_names(&mut self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Vec<Word<'s>> {
        if inner.next_if(|pair| pair.as_rule() == Rule::kw_on).is_none() {
            return Vec::new();
        }
        let mut names = Vec::new();
        while let Some(pair) = inner.next_if(|pair| matches!(pair.as_rule(), Rule::name | Rule::issue_id)) {
            names.push(self.word(&pair));
        }
        names
    }
}

fn node<'s>(span: Span, head: Head<'s>, attributes: Vec<Attribute<'s>>) -> Node<'s> {
    Node { span, head, attributes, body: Vec::new(), block: false, damaged: false }
}

pub(in crate::syntax) fn broken<'s>(span: Span) -> Node<'s> {
    Node { span, head: Head::Broken, attributes: Vec::new(), body: Vec::new(), block: false, damaged: true }
}
