//! Conditions: what is looked at, where, and what its count is compared with.

use super::{Builder, P};
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::text::Span;
use pest::iterators::Pairs;

impl<'s> Builder<'s> {
    pub(in crate::syntax) fn maybe_condition(&mut self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Option<Condition<'s>>> {
        match inner.find(|pair| pair.as_rule() == Rule::condition) {
            Some(pair) => self.condition(pair).map(Some),
            None => Some(None),
        }
    }

    /// A condition of rule `condition`.
    pub(in crate::syntax) fn condition(&mut self, pair: P<'s>) -> Option<Condition<'s>> {
        let span = self.span(&pair);
        let mut negated = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::kw_no => negated = true,
                Rule::group => return Some(Condition::Group(part.as_str().trim_end() == "any")),
                Rule::attested => return self.attested(part, span).map(|attested| Condition::Attested(Box::new(attested))),
                Rule::simple => return self.simple(part, span, negated).map(|simple| Condition::Simple(Box::new(simple))),
                _ => {}
            }
        }
        None
    }

    pub(in crate::syntax) fn simple(&mut self, pair: P<'s>, span: Span, negated: bool) -> Option<Simple<'s>> {
        let mut inner = pair.into_inner().peekable();
        let probe = Probe::from_word(inner.next()?.as_str())?;
        let subjects = self.texts(&mut inner);
        let mut simple = Simple {
            span,
            negated,
            probe,
            subjects,
            names: Vec::new(),
            under: Vec::new(),
            except: Vec::new(),
            key: None,
            versus: None,
            bound: None,
        };
        for part in inner {
            let rule = part.as_rule();
            let mut operands = part.into_inner().peekable();
            let first = operands.next()?;
            match rule {
                Rule::names_of => simple.names.extend(operands.map(|name| self.name_text(&name))),
                Rule::under => simple.under.extend(self.texts(&mut operands)),
                Rule::except => simple.except.extend(self.texts(&mut operands)),
                Rule::key => simple.key = self.optional_text(&mut operands),
                Rule::versus => simple.versus = self.optional_text(&mut operands),
                Rule::bound => {
                    let operand = operands.next()?;
                    let bound = if operand.as_rule() == Rule::amount {
                        Bound::Amount(self.amount(&operand)?)
                    } else {
                        Bound::Text(self.text(&operand))
                    };
                    simple.bound = Some((Comparison::from_word(first.as_str())?, bound));
                }
                _ => {}
            }
        }
        Some(simple)
    }

    pub(in crate::syntax) fn attested(&mut self, pair: P<'s>, span: Span) -> Option<Attested<'s>> {
        let (mut by, mut on, mut until, mut text) = (None, None, None, None);
        let mut in_until = false;
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name => by = Some(self.word(&part)),
                Rule::kw_until => in_until = true,
                Rule::date if in_until => until = Some(self.date(&part)?),
                Rule::date => on = Some(self.date(&part)?),
                Rule::string | Rule::prose => text = Some(self.text(&part)),
                _ => {}
            }
        }
        by.map(|by| Attested { span, by, on, until, text })
    }
}
