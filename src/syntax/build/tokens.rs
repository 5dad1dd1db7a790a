//! Tokens: words, texts, numbers and dates, checked for what the grammar cannot say.

use super::{Builder, P};
use crate::diag::code;
use crate::syntax::ast::*;
use crate::syntax::grammar::Rule;
use crate::text::Span;
use crate::time::{Date, Duration};
use pest::iterators::Pairs;
use std::borrow::Cow;

/// Largest count, week or day number a plan may state.
const MAX_NUMBER: u32 = 10_000_000;

/// What is wrong with week 0 and day 0.
const FROM_ONE: &str = "weeks and days are counted from 1";

impl<'s> Builder<'s> {
    pub(in crate::syntax) fn word(&self, pair: &P<'s>) -> Word<'s> {
        let span = self.span(pair);
        Word { text: &self.text[span.range()], span }
    }

    pub(in crate::syntax) fn words(&self, pairs: impl Iterator<Item = P<'s>>) -> Vec<Word<'s>> {
        pairs.map(|pair| self.word(&pair)).collect()
    }

    pub(in crate::syntax) fn slice(&self, pair: &P<'s>) -> &'s str {
        &self.text[self.span(pair).range()]
    }

    pub(in crate::syntax) fn tier(&self, pair: &P<'s>) -> Word<'s> {
        let span = self.span(pair);
        let span = Span { start: span.start + 1, end: span.end };
        Word { text: &self.text[span.range()], span }
    }

    pub(in crate::syntax) fn texts(&self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Vec<Text<'s>> {
        let mut texts = Vec::with_capacity(inner.len());
        while let Some(text) = self.optional_text(inner) {
            texts.push(text);
        }
        texts
    }

    pub(in crate::syntax) fn optional_text(&self, inner: &mut std::iter::Peekable<Pairs<'s, Rule>>) -> Option<Text<'s>> {
        inner.next_if(|pair| matches!(pair.as_rule(), Rule::string | Rule::prose)).map(|pair| self.text(&pair))
    }

    pub(in crate::syntax) fn text(&self, pair: &P<'s>) -> Text<'s> {
        let span = self.span(pair);
        let raw = &self.text[span.range()];
        let value =
            if pair.as_rule() == Rule::prose { Cow::Owned(dedent(raw.trim_matches('"'))) } else { unescape(&raw[1..raw.len() - 1]) };
        Text { value, span }
    }

    pub(in crate::syntax) fn name_text(&self, pair: &P<'s>) -> Text<'s> {
        match pair.as_rule() {
            Rule::ident => Text { value: Cow::Borrowed(self.slice(pair)), span: self.span(pair) },
            _ => self.text(pair),
        }
    }

    pub(in crate::syntax) fn names_in(&self, pair: P<'s>) -> Vec<Text<'s>> {
        pair.into_inner().skip(1).map(|name| self.name_text(&name)).collect()
    }

    pub(in crate::syntax) fn number(&mut self, pair: &P<'s>) -> Option<u32> {
        let number = pair.as_str().parse().ok().filter(|number| *number <= MAX_NUMBER);
        if number.is_none() {
            self.too_large(pair);
        }
        number
    }

    /// A number that counts from one.
    pub(in crate::syntax) fn counted(&mut self, pair: &P<'s>, message: &str) -> Option<u32> {
        let number = self.number(pair)?;
        if number == 0 {
            self.report(&code::BAD_NUMBER, self.span(pair), message.to_owned(), "there is no number 0", "begin with 1");
            return None;
        }
        Some(number)
    }

    pub(in crate::syntax) fn too_large(&mut self, pair: &P<'s>) {
        let message = format!("the number {} is too large", pair.as_str());
        self.report(&code::BAD_NUMBER, self.span(pair), message, "", &format!("numbers go up to {MAX_NUMBER}"));
    }

    /// A single week, as a range.
    pub(in crate::syntax) fn one_number(&mut self, pair: &P<'s>) -> Option<Numbers> {
        self.counted(pair, FROM_ONE).map(|number| (number, number))
    }

    pub(in crate::syntax) fn numbers(&mut self, pair: P<'s>) -> Option<Numbers> {
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

    pub(in crate::syntax) fn amount(&mut self, pair: &P<'s>) -> Option<Amount> {
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

    pub(in crate::syntax) fn count(&mut self, pair: &P<'s>) -> Option<Amount> {
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

    pub(in crate::syntax) fn duration(&mut self, pair: &P<'s>) -> Option<Duration> {
        let duration = Duration::parse(pair.as_str());
        if duration.is_none() {
            let message = format!("the time {} is too long", pair.as_str());
            let help = format!("a time is at most {} of its unit", Duration::MOST);
            self.report(&code::BAD_NUMBER, self.span(pair), message, "", &help);
        }
        duration
    }

    pub(in crate::syntax) fn date(&mut self, pair: &P<'s>) -> Option<Date> {
        let raw = pair.as_str();
        let date = Date::parse(raw);
        if date.is_none() {
            let message = format!("there is no day {raw}");
            self.report(&code::BAD_DATE, self.span(pair), message, "not in the calendar", "write an existing day as YYYY-MM-DD");
        }
        date
    }

    pub(in crate::syntax) fn dates(&mut self, pair: P<'s>) -> Option<(Date, Date)> {
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

    pub(in crate::syntax) fn moment(&mut self, pair: P<'s>) -> Option<Moment<'s>> {
        let mut inner = pair.into_inner();
        let first = inner.next()?;
        Some(match first.as_rule() {
            Rule::date => Moment::Date(self.date(&first)?),
            Rule::kw_day => Moment::Day(self.counted(&inner.next()?, FROM_ONE)?),
            Rule::kw_week => Moment::Week(self.counted(&inner.next()?, FROM_ONE)?),
            _ => Moment::Name(self.word(&first)),
        })
    }

    pub(in crate::syntax) fn value(&mut self, pair: P<'s>) -> Option<Value<'s>> {
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

    pub(in crate::syntax) fn origin(&mut self, pair: P<'s>) -> Option<Origin<'s>> {
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
