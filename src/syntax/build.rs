//! From the pairs pest gives to lines of the tree.
//!
//! The grammar has already checked the shape, so operands are taken in order. What the grammar cannot say (that a day exists,
//! that a number is in range) is checked here.

use super::ast::*;
use super::grammar::Rule;
use super::parse::{Batch, Flat};
use crate::diag::{Code, Diagnostic, code};
use crate::text::{FileId, Place, Span};
use crate::time::{Date, Duration, Weekday};
use pest::iterators::{Pair, Pairs};
use std::borrow::Cow;

type P<'s> = Pair<'s, Rule>;

/// Largest count, week or day number a plan may state.
pub(super) const MAX_NUMBER: u32 = 10_000_000;

/// What is wrong with week 0 and day 0.
const FROM_ONE: &str = "weeks and days are counted from 1";

pub(super) struct Builder<'s> {
    text: &'s str,
    file: FileId,
    base: usize,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    /// A builder for pairs whose offsets count from `base` in `text`.
    pub(super) fn new(text: &'s str, file: FileId, base: usize) -> Self {
        Builder { text, file, base, diagnostics: Vec::new() }
    }

    fn span(&self, pair: &P<'s>) -> Span {
        // The end of a pair may include white space that the grammar skipped before it gave up on an optional part.
        let span = pair.as_span();
        let len = span.as_str().trim_end().len();
        Span::new(self.base + span.start(), self.base + span.start() + len)
    }

    fn report(&mut self, code: &'static Code, span: Span, message: String, label: &str, help: &str) {
        self.diagnostics.push(Diagnostic::new(code, message).at(Place::new(self.file, span), label).help(help));
    }

    /// Adds what one pair of rule `lines` or `one_line` says.
    pub(super) fn line(&mut self, pair: P<'s>, batch: &mut Batch<'s>) {
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
    pub(super) fn statement(&mut self, pair: P<'s>, span: Span) -> Node<'s> {
        let mut inner = pair.into_inner().peekable();
        let Some(first) = inner.peek() else { return broken(span) };
        if first.as_rule() != Rule::plain_kind
            && let Some(only) = inner.next()
        {
            return self.special(only, span);
        }
        let head = self.head(&mut inner);
        let attributes = inner.filter_map(|pair| self.attribute(pair)).collect();
        node(span, head, attributes)
    }

    /// The words before the attributes, for statements and for rule `head`.
    pub(super) fn head(&mut self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Head<'s> {
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
                let (mut coverage, mut tests) = (Vec::new(), Vec::new());
                for part in inner.by_ref().skip(1) {
                    let of_coverage = part.as_rule() == Rule::evidence_coverage;
                    let mut inside = part.into_inner().peekable();
                    inside.next();
                    let list = self.texts(&mut inside);
                    if of_coverage { coverage.extend(list) } else { tests.extend(list) }
                }
                Head::Evidence { coverage, tests }
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
        let attributes = inner.filter_map(|pair| self.attribute(pair)).collect();
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

    fn attributes(&mut self, pairs: Pairs<'s, Rule>) -> Vec<Attribute<'s>> {
        pairs.filter_map(|pair| self.attribute(pair)).collect()
    }

    /// One attribute; nothing when a value in it is impossible, which is then reported.
    pub(super) fn attribute(&mut self, pair: P<'s>) -> Option<Attribute<'s>> {
        let span = self.span(&pair);
        self.attribute_kind(pair).map(|kind| Attribute { span, kind })
    }

    fn attribute_kind(&mut self, pair: P<'s>) -> Option<AttributeKind<'s>> {
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

    fn worded(&mut self, rule: Rule, word: &'s str, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        use AttributeKind as A;
        Some(match rule {
            Rule::done_when => A::DoneWhen(self.maybe_condition(&mut inner)?),
            Rule::open_while => {
                inner.next();
                A::OpenWhile(self.maybe_condition(&mut inner)?)
            }
            Rule::done_on => A::DoneOn(self.date(&inner.next()?)?),
            Rule::needs => A::Needs(inner.filter_map(|pair| self.need(pair)).collect()),
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
            Rule::by => A::By(self.words(inner)),
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
                A::Each(glob, self.texts(&mut inner))
            }
            Rule::use_ => {
                let target = inner.next()?;
                if target.as_rule() == Rule::name {
                    A::UseName(self.word(&target))
                } else {
                    let text = self.text(&target);
                    let names = inner.next().map(|pair| self.names_in(pair)).unwrap_or_default();
                    A::UseText(text, names)
                }
            }
            Rule::health => A::Health(self.word(&inner.next()?), self.optional_text(&mut inner)),
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

    fn in_(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        let first = inner.peek()?.clone();
        Some(match first.as_rule() {
            Rule::in_week => AttributeKind::InWeeks(self.one_number(&first.into_inner().last()?)?),
            Rule::in_weeks => AttributeKind::InWeeks(self.numbers(first.into_inner().last()?)?),
            _ => AttributeKind::In(self.words(inner)),
        })
    }

    fn goal(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        if let Some(text) = self.optional_text(&mut inner) {
            return Some(AttributeKind::GoalText(text));
        }
        let comparison = inner.next_if(|pair| pair.as_rule() == Rule::comparison).and_then(|pair| Comparison::from_word(pair.as_str()));
        let value = self.value(inner.next()?)?;
        let due = match inner.next() {
            Some(due) => Some(self.moment(due.into_inner().last()?)?),
            None => None,
        };
        Some(AttributeKind::Goal(comparison, value, due))
    }

    fn reading(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
        let value = self.value(inner.next()?)?;
        let mut date = None;
        if inner.next_if(|pair| pair.as_rule() == Rule::kw_on).is_some() {
            date = Some(self.date(&inner.next()?)?);
        }
        let per = match inner.next() {
            Some(per) => Some(self.origin(per.into_inner().last()?)?),
            None => None,
        };
        Some(AttributeKind::Reading(value, date, per))
    }

    fn measure(&mut self, pair: P<'s>) -> Option<AttributeKind<'s>> {
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
        Some(AttributeKind::Completion(of, tier))
    }

    fn days(&mut self, inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<AttributeKind<'s>> {
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

    fn claim(&mut self, mut inner: std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Claim<'s>> {
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

    fn need(&mut self, pair: P<'s>) -> Option<Need<'s>> {
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

    fn maybe_condition(&mut self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Option<Condition<'s>>> {
        match inner.find(|pair| pair.as_rule() == Rule::condition) {
            Some(pair) => self.condition(pair).map(Some),
            None => Some(None),
        }
    }

    /// A condition of rule `condition`.
    pub(super) fn condition(&mut self, pair: P<'s>) -> Option<Condition<'s>> {
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

    fn simple(&mut self, pair: P<'s>, span: Span, negated: bool) -> Option<Simple<'s>> {
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

    fn attested(&mut self, pair: P<'s>, span: Span) -> Option<Attested<'s>> {
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

    // ---- Tokens ----

    fn word(&self, pair: &P<'s>) -> Word<'s> {
        Word { text: self.slice(pair), span: self.span(pair) }
    }

    fn words(&self, pairs: impl Iterator<Item = P<'s>>) -> Vec<Word<'s>> {
        pairs.map(|pair| self.word(&pair)).collect()
    }

    fn slice(&self, pair: &P<'s>) -> &'s str {
        &self.text[self.span(pair).range()]
    }

    fn tier(&self, pair: &P<'s>) -> Word<'s> {
        let span = self.span(pair);
        let span = Span { start: span.start + 1, end: span.end };
        Word { text: &self.text[span.range()], span }
    }

    fn texts(&self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Vec<Text<'s>> {
        let mut texts = Vec::new();
        while let Some(text) = self.optional_text(inner) {
            texts.push(text);
        }
        texts
    }

    fn optional_text(&self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Text<'s>> {
        inner.next_if(|pair| matches!(pair.as_rule(), Rule::string | Rule::prose)).map(|pair| self.text(&pair))
    }

    fn text(&self, pair: &P<'s>) -> Text<'s> {
        let raw = self.slice(pair);
        let value =
            if pair.as_rule() == Rule::prose { Cow::Owned(dedent(raw.trim_matches('"'))) } else { unescape(&raw[1..raw.len() - 1]) };
        Text { value, span: self.span(pair) }
    }

    fn name_text(&self, pair: &P<'s>) -> Text<'s> {
        match pair.as_rule() {
            Rule::ident => Text { value: Cow::Borrowed(self.slice(pair)), span: self.span(pair) },
            _ => self.text(pair),
        }
    }

    fn names_in(&self, pair: P<'s>) -> Vec<Text<'s>> {
        pair.into_inner().skip(1).map(|name| self.name_text(&name)).collect()
    }

    fn number(&mut self, pair: &P<'s>) -> Option<u32> {
        let number = pair.as_str().parse().ok().filter(|number| *number <= MAX_NUMBER);
        if number.is_none() {
            self.too_large(pair);
        }
        number
    }

    /// A number that counts from one.
    fn counted(&mut self, pair: &P<'s>, message: &str) -> Option<u32> {
        let number = self.number(pair)?;
        if number == 0 {
            self.report(&code::BAD_NUMBER, self.span(pair), message.to_owned(), "there is no number 0", "begin with 1");
            return None;
        }
        Some(number)
    }

    fn too_large(&mut self, pair: &P<'s>) {
        let message = format!("the number {} is too large", pair.as_str());
        self.report(&code::BAD_NUMBER, self.span(pair), message, "", &format!("numbers go up to {MAX_NUMBER}"));
    }

    /// A single week, as a range.
    fn one_number(&mut self, pair: &P<'s>) -> Option<Numbers> {
        self.counted(pair, FROM_ONE).map(|number| (number, number))
    }

    fn numbers(&mut self, pair: P<'s>) -> Option<Numbers> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let first = self.counted(&inner.next()?, FROM_ONE)?;
        let last = match inner.next() {
            Some(last) => self.number(&last)?,
            None => first,
        };
        if last < first {
            let message = format!("the range ends at {last}, before it begins at {first}");
            self.report(&code::END_BEFORE_START, span, message, "", &format!("write `{last}..{first}` if that is meant"));
            return None;
        }
        Some((first, last))
    }

    fn amount(&mut self, pair: &P<'s>) -> Option<Amount> {
        let raw = pair.as_str();
        let mut amount = Amount::whole(0);
        let mut behind_point = false;
        let mut digits: Option<u64> = Some(0);
        for byte in raw.bytes() {
            match byte {
                b'0'..=b'9' => {
                    digits = digits.and_then(|digits| digits.checked_mul(10)?.checked_add(u64::from(byte - b'0')));
                    amount.decimals += u32::from(behind_point);
                }
                b'.' => behind_point = true,
                b'%' => amount.percent = true,
                b'~' => amount.about = true,
                b'+' => amount.or_more = true,
                _ => {}
            }
        }
        let limit = u64::from(MAX_NUMBER) * 10u64.pow(amount.decimals.min(9));
        let Some(digits) = digits.filter(|digits| amount.decimals <= 9 && *digits <= limit) else {
            self.too_large(pair);
            return None;
        };
        amount.digits = digits;
        Some(amount)
    }

    fn count(&mut self, pair: &P<'s>) -> Option<Amount> {
        let amount = self.amount(pair)?;
        if amount.as_count().is_none() {
            self.report(
                &code::BAD_NUMBER,
                self.span(pair),
                "a count is a whole number".to_owned(),
                "",
                "write how many things it stands for",
            );
            return None;
        }
        Some(amount)
    }

    fn duration(&mut self, pair: &P<'s>) -> Option<Duration> {
        let duration = Duration::parse(pair.as_str());
        if duration.is_none() {
            self.too_large(pair);
        }
        duration
    }

    fn date(&mut self, pair: &P<'s>) -> Option<Date> {
        let raw = pair.as_str();
        let date = Date::parse(raw);
        if date.is_none() {
            let message = format!("there is no day {raw}");
            self.report(&code::BAD_DATE, self.span(pair), message, "not in the calendar", "write an existing day as YYYY-MM-DD");
        }
        date
    }

    fn dates(&mut self, pair: P<'s>) -> Option<(Date, Date)> {
        let span = self.span(&pair);
        let mut inner = pair.into_inner();
        let first = self.date(&inner.next()?);
        let last = match inner.next() {
            Some(last) => self.date(&last),
            None => first,
        };
        let (first, last) = (first?, last?);
        if last < first {
            let message = format!("the range ends on {last}, before it begins on {first}");
            self.report(&code::END_BEFORE_START, span, message, "", &format!("write `{last}..{first}` if that is meant"));
            return None;
        }
        Some((first, last))
    }

    fn moment(&mut self, pair: P<'s>) -> Option<Moment<'s>> {
        let mut inner = pair.into_inner();
        let first = inner.next()?;
        Some(match first.as_rule() {
            Rule::date => Moment::Date(self.date(&first)?),
            Rule::kw_day => Moment::Day(self.counted(&inner.next()?, FROM_ONE)?),
            Rule::kw_week => Moment::Week(self.counted(&inner.next()?, FROM_ONE)?),
            _ => Moment::Name(self.word(&first)),
        })
    }

    fn value(&mut self, pair: P<'s>) -> Option<Value<'s>> {
        let inner = pair.into_inner().next()?;
        Some(match inner.as_rule() {
            Rule::ratio => {
                let (part, whole) = inner.as_str().split_once('/')?;
                match (part.parse(), whole.parse()) {
                    (Ok(part), Ok(whole)) => Value::Ratio(part, whole),
                    _ => {
                        self.too_large(&inner);
                        return None;
                    }
                }
            }
            Rule::amount => Value::Amount(self.amount(&inner)?),
            _ => Value::Level(self.word(&inner)),
        })
    }

    fn origin(&mut self, pair: P<'s>) -> Option<Origin<'s>> {
        let mut inner = pair.into_inner();
        let source = self.word(&inner.next()?);
        let mut lines = None;
        if let Some(first) = inner.next() {
            let first_line = self.number(&first)?;
            let last = match inner.next() {
                Some(last) => self.number(&last)?,
                None => first_line,
            };
            lines = Some((first_line, last.max(first_line)));
        }
        Some(Origin { source, lines })
    }
}

fn node<'s>(span: Span, head: Head<'s>, attributes: Vec<Attribute<'s>>) -> Node<'s> {
    Node { span, head, attributes, body: Vec::new(), block: false, damaged: false }
}

pub(super) fn broken<'s>(span: Span) -> Node<'s> {
    Node { span, head: Head::Broken, attributes: Vec::new(), body: Vec::new(), block: false, damaged: true }
}

/// Resolves `\"` and `\\`; every other backslash stands for itself.
fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut value = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next @ ('"' | '\\'))) => {
                value.push(*next);
                chars.next();
            }
            _ => value.push(c),
        }
    }
    Cow::Owned(value)
}

/// Takes away the indentation that all lines share, and the line breaks next to the quotes.
fn dedent(raw: &str) -> String {
    let lines: Vec<&str> = raw.lines().collect();
    let inner = |line: &&&str| !line.trim().is_empty();
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    // The first line stands behind the quotes, so its indentation says nothing.
    let shared = lines.iter().skip(1).filter(inner).map(|line| indent(line)).min().unwrap_or(0);
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let line = if index == 0 { line.trim_start() } else { line.get(shared.min(indent(line))..).unwrap_or("") };
        kept.push(line.trim_end());
    }
    let first = kept.iter().position(|line| !line.is_empty()).unwrap_or(kept.len());
    let last = kept.iter().rposition(|line| !line.is_empty()).map_or(first, |last| last + 1);
    kept[first..last].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_escapes_are_resolved() {
        assert_eq!(unescape(r#"a\d \"b\" \\ c"#), r#"a\d "b" \ c"#);
    }

    #[test]
    fn prose_loses_shared_indentation_only() {
        assert_eq!(dedent("\n    one\n      two\n\n    three\n  "), "one\n  two\n\nthree");
        assert_eq!(dedent("one line"), "one line");
    }
}
