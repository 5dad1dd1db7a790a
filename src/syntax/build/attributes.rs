//! Attributes: one word and its operands.

use super::{Builder, P};
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::time::Weekday;
use pest::iterators::Pairs;

impl<'s> Builder<'s> {
    pub(in crate::syntax) fn attributes(&mut self, pairs: impl ExactSizeIterator<Item = P<'s>>) -> Vec<Attribute<'s>> {
        let mut attributes = Vec::with_capacity(pairs.len());
        attributes.extend(pairs.filter_map(|pair| self.attribute(pair)));
        attributes
    }

    /// One attribute; nothing when a value in it is impossible, which is then reported.
    pub(in crate::syntax) fn attribute(&mut self, pair: P<'s>) -> Option<Attribute<'s>> {
        let span = self.span(&pair);
        self.attribute_kind(pair).map(|kind| Attribute { span, kind })
    }

    pub(in crate::syntax) fn attribute_kind(&mut self, pair: P<'s>) -> Option<AttributeKind<'s>> {
        use AttributeKind as A;
        let rule = pair.as_rule();
        let mut inner = pair.into_inner().peekable();
        // Most attributes begin with a pair for their own word.
        let first = inner.peek().cloned();
        let word = first.as_ref().map_or("", |pair| pair.as_str());
        match rule {
            Rule::tier_of => Some(A::Tier(self.tier(&inner.next()?))),
            Rule::state => {
                inner.next();
                let amount = match inner.next() {
                    Some(pair) => Some(self.amount(&pair)?),
                    None => None,
                };
                Some(A::State(State::from_word(word)?, amount))
            }
            Rule::flag => Some(A::AsLate),
            _ => {
                inner.next();
                self.worded(rule, word, inner)
            }
        }
    }

    pub(in crate::syntax) fn worded(
        &mut self,
        rule: Rule,
        word: &'s str,
        mut inner: std::iter::Peekable<Pairs<'s, Rule>>,
    ) -> Option<AttributeKind<'s>> {
        use AttributeKind as A;
        Some(match rule {
            Rule::done_when => A::DoneWhen(self.maybe_condition(&mut inner)?),
            Rule::open_while => {
                inner.next();
                A::OpenWhile(self.maybe_condition(&mut inner)?)
            }
            Rule::done_on => A::DoneOn(self.date(&inner.find(|pair| pair.as_rule() == Rule::date)?)?),
            Rule::needs => {
                let mut needs = Vec::with_capacity(inner.len());
                needs.extend(inner.filter_map(|pair| self.need(pair)));
                A::Needs(needs)
            }
            Rule::blocks => A::Blocks(self.words(inner)),
            Rule::in_ => self.in_(inner)?,
            Rule::on_ => {
                let operand = inner.next()?;
                if operand.as_rule() == Rule::on_day {
                    A::OnDays(self.numbers(operand.into_inner().last()?)?)
                } else {
                    let (first, last) = self.dates(operand)?;
                    A::OnDates(first, last)
                }
            }
            Rule::due => A::Due(self.moment(inner.next()?)?),
            Rule::not_before => A::NotBefore(self.moment(inner.last()?)?),
            Rule::until => A::Until(self.moment(inner.next()?)?),
            Rule::spans => A::Span(SpanWord::from_word(word)?, self.duration(&inner.next()?)?),
            Rule::by => A::By(inner.map(|pair| self.worker(pair)).collect::<Option<_>>()?),
            Rule::owner => A::Owner(self.word(&inner.next()?)),
            Rule::at if word == "at" => A::At(self.texts(&mut inner)),
            Rule::at => A::Was(self.texts(&mut inner)),
            Rule::per => A::Per(self.origin(inner.next()?)?),
            Rule::count => {
                let comparison = inner.next_if(|pair| pair.as_rule() == Rule::comparison);
                let comparison = comparison.and_then(|pair| Comparison::from_word(pair.as_str())).unwrap_or(Comparison::Exactly);
                A::Count(comparison, self.count(&inner.next()?)?)
            }
            Rule::rank => A::Rank(self.number(&inner.next()?)?),
            Rule::prose_of => A::Prose(ProseWord::from_word(word)?, self.optional_text(&mut inner)?),
            Rule::claim => A::Claim(Box::new(self.claim(inner)?)),
            Rule::totals => A::Total(Total::from_word(word)?, self.amount(&inner.next()?)?),
            Rule::dated => A::Date(DateWord::from_word(word)?, self.date(&inner.next()?)?),
            Rule::status => {
                let date = match inner.next() {
                    Some(pair) => Some(self.date(&pair)?),
                    None => None,
                };
                A::Status(Status::from_word(word)?, date)
            }
            Rule::idents_of if word == "tag" => A::Tags(self.words(inner)),
            Rule::idents_of => A::Skills(self.words(inner)),
            Rule::each => {
                let glob = self.optional_text(&mut inner)?;
                inner.next();
                A::Each(Box::new((glob, self.texts(&mut inner))))
            }
            Rule::use_ => {
                let target = inner.next()?;
                if target.as_rule() == Rule::name {
                    A::UseName(self.word(&target))
                } else {
                    let text = self.text(&target);
                    let names = inner.next().map(|pair| self.names_in(pair)).unwrap_or_default();
                    A::UseText(Box::new((text, names)))
                }
            }
            Rule::health => A::Health(self.word(&inner.next()?), self.optional_text(&mut inner).map(Box::new)),
            Rule::progress => A::Progress(self.amount(&inner.next()?)?),
            Rule::goal => self.goal(inner)?,
            Rule::reading => self.reading(inner)?,
            Rule::measure => self.measure(inner.next()?)?,
            Rule::names_of => A::Names(inner.map(|pair| self.name_text(&pair)).collect()),
            Rule::under => A::Under(self.texts(&mut inner)),
            Rule::except => A::Except(self.texts(&mut inner)),
            Rule::windows => {
                let (first, last) = self.dates(inner.next()?)?;
                A::Dates(first, last)
            }
            Rule::days => self.days(inner)?,
            Rule::weeks => {
                let operand = inner.next()?;
                A::Weeks(if operand.as_rule() == Rule::numbers { self.numbers(operand)? } else { self.one_number(&operand)? })
            }
            Rule::after => A::After(self.words(inner)),
            Rule::levels => A::Levels(self.words(inner)),
            Rule::order => A::Order(self.words(inner)),
            Rule::people => A::People(self.counted(&inner.next()?, "a team has at least one member")?),
            Rule::language => A::Language(self.number(&inner.next()?)?),
            Rule::for_ => A::For(self.word(&inner.next()?)),
            Rule::away => {
                let (first, last) = self.dates(inner.next()?)?;
                A::Away(first, last)
            }
            Rule::half_days => A::HalfDays(inner.filter_map(|pair| self.date(&pair)).collect()),
            Rule::holiday => {
                let (first, last) = self.dates(inner.next()?)?;
                A::Holiday(first, last, self.optional_text(&mut inner))
            }
            Rule::of => A::Of(self.words(inner)),
            Rule::to => A::To(self.optional_text(&mut inner)?),
            _ => return None,
        })
    }

    pub(in crate::syntax) fn in_(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        let first = inner.peek()?.clone();
        Some(match first.as_rule() {
            Rule::in_week => AttributeKind::InWeeks(self.one_number(&first.into_inner().last()?)?),
            Rule::in_weeks => AttributeKind::InWeeks(self.numbers(first.into_inner().last()?)?),
            _ => AttributeKind::In(self.words(inner)),
        })
    }

    pub(in crate::syntax) fn goal(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        if let Some(text) = self.optional_text(&mut inner) {
            return Some(AttributeKind::GoalText(text));
        }
        let comparison = inner.next_if(|pair| pair.as_rule() == Rule::comparison).and_then(|pair| Comparison::from_word(pair.as_str()));
        let value = self.value(inner.next()?)?;
        let due = match inner.next() {
            Some(due) => Some(self.moment(due.into_inner().last()?)?),
            None => None,
        };
        Some(AttributeKind::Goal(Box::new((comparison, value, due))))
    }

    pub(in crate::syntax) fn reading(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        let value = self.value(inner.next()?)?;
        let mut date = None;
        if inner.next_if(|pair| pair.as_rule() == Rule::kw_on).is_some() {
            date = Some(self.date(&inner.next()?)?);
        }
        let per = match inner.next() {
            Some(per) => Some(self.origin(per.into_inner().last()?)?),
            None => None,
        };
        Some(AttributeKind::Reading(Box::new((value, date, per))))
    }

    pub(in crate::syntax) fn measure(&mut self, pair: P<'s>) -> Option<AttributeKind<'s>> {
        if pair.as_rule() != Rule::completion {
            return self.condition(pair).map(AttributeKind::Measure);
        }
        let (mut of, mut tier) = (None, None);
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::name | Rule::issue_id => of = Some(self.word(&part)),
                Rule::tier => tier = Some(self.tier(&part)),
                _ => {}
            }
        }
        Some(AttributeKind::Completion(Box::new((of, tier))))
    }

    pub(in crate::syntax) fn days(&mut self, inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        let (mut ranges, mut hours) = (Vec::new(), None);
        for part in inner {
            match part.as_rule() {
                Rule::numbers => return Some(AttributeKind::DayNumbers(self.numbers(part)?)),
                Rule::weekdays => {
                    let mut ends = part.into_inner().filter_map(|day| Weekday::from_word(day.as_str()));
                    let first = ends.next()?;
                    ranges.push((first, ends.next().unwrap_or(first)));
                }
                Rule::span => hours = Some(self.duration(&part)?),
                _ => {}
            }
        }
        Some(AttributeKind::WorkDays(ranges, hours))
    }

    pub(in crate::syntax) fn claim(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Claim<'s>> {
        let text = self.optional_text(&mut inner);
        let (mut says, mut per) = (Vec::new(), None);
        for pair in inner {
            if pair.as_rule() == Rule::per {
                per = self.origin(pair.into_inner().last()?);
            } else {
                says.push(self.attribute(pair)?);
            }
        }
        Some(Claim { says, text, per: per? })
    }

    fn worker(&mut self, pair: P<'s>) -> Option<Worker<'s>> {
        let mut parts = pair.into_inner();
        let name = self.word(&parts.next()?);
        let people = match parts.nth(1) {
            Some(number) => Some(self.counted(&number, "nobody works on it")?),
            None => None,
        };
        Some(Worker { name, people })
    }

    pub(in crate::syntax) fn need(&mut self, pair: P<'s>) -> Option<Need<'s>> {
        let mut need: Option<Need<'s>> = None;
        for part in pair.into_inner() {
            match (part.as_rule(), &mut need) {
                (Rule::link_kind, Some(need)) => need.link = LinkKind::from_word(part.as_str())?,
                (rule @ (Rule::lag | Rule::lead), Some(need)) => {
                    let lead = rule == Rule::lead;
                    let (mut duration, mut elapsed) = (None, false);
                    for operand in part.into_inner() {
                        match operand.as_rule() {
                            Rule::span => duration = Some(self.duration(&operand)?),
                            Rule::kw_elapsed => elapsed = true,
                            _ => {}
                        }
                    }
                    need.lag = Some(Lag { duration: duration?, lead, elapsed });
                }
                (_, None) => need = Some(Need { name: self.word(&part), link: LinkKind::FinishStart, lag: None }),
                _ => {}
            }
        }
        need
    }
}
