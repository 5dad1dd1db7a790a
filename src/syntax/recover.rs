//! Reading a line that the grammar refuses, piece by piece, so that each fault is found once and all that is sound is kept.
//!
//! The head and each attribute are tried alone. Where one fails, its fault is reported from the grammar's own furthest
//! position, and reading goes on at the next word that opens an attribute.

use super::ast::{Head, Kind, Node};
use super::batch::{Batch, Flat, with_brace};
use super::build::Builder;
use super::grammar::{Grammar, Rule, user_word};
use super::slips::{asks_coverage, breaks_off, no_condition};
use super::words::{WordKind, opens_attribute, opens_line, words};
use crate::diag::{Diagnostic, code, nearest};
use crate::text::{FileId, Place, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// Reads a faulty line and reports what is wrong with it.
pub(super) fn line<'s>(text: &'s str, file: FileId, span: Span, batch: &mut Batch<'s>) {
    let at = span.start as usize;
    let mut reader = Reader { text, file, line: span, at, last: at, batch };
    let node = reader.read();
    batch.flat.push(Flat::Node(Box::new(node)));
}

struct Reader<'s, 'b> {
    text: &'s str,
    file: FileId,
    line: Span,
    at: usize,
    /// Where the last sound attribute began.
    last: usize,
    batch: &'b mut Batch<'s>,
}

/// A token of a broken line.
struct Token<'s> {
    text: &'s str,
    span: Span,
}

impl Token<'_> {
    fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_alphabetic())
    }

    fn is_text(&self) -> bool {
        self.text.starts_with('"')
    }
}

impl<'s> Reader<'s, '_> {
    fn read(&mut self) -> Node<'s> {
        let mut node = Node { span: self.line, head: Head::Broken, attributes: Vec::new(), body: Vec::new(), block: false, damaged: true };
        let Some(first) = self.peek() else { return node };
        if !self.text_is_closed() {
            // What stands in quotes cannot be told from what stands outside, so the rest of the line is left alone.
            self.head_or_nothing(&mut node);
            self.attributes_until_fault(&mut node);
            self.poison_rest();
            return node;
        }
        match self.kind_of(&first) {
            Some(WordKind::Statement | WordKind::Entry) => self.statement(&mut node, &first),
            Some(WordKind::Condition) => self.whole_line_fault(),
            // Reports are named behind `evidence`; what is asked of them is a condition.
            Some(_) if asks_coverage(first.text, &self.text[first.span.end as usize..self.line.end as usize]) => {
                self.batch.diagnostics.extend(no_condition(first.text, self.place(first.span)));
                self.poison_rest();
            }
            Some(_) => {
                node.head = Head::Attributes;
                self.attributes(&mut node);
            }
            None => self.unknown_line(&mut node, &first),
        }
        node
    }

    /// What the first word opens; `tag` opens both, and a title tells.
    fn kind_of(&self, first: &Token<'s>) -> Option<WordKind> {
        words().find(|(word, kind)| *word == first.text && *kind != WordKind::Inner).map(|(_, kind)| kind)
    }

    fn statement(&mut self, node: &mut Node<'s>, first: &Token<'s>) {
        if self.head_or_nothing(node) {
            self.attributes(node);
            return;
        }
        let known = Kind::from_word(first.text).filter(|kind| *kind != Kind::Tag);
        match known {
            Some(_) => {
                self.at = first.span.end as usize;
                self.report_head(first);
                self.attributes(node);
            }
            // Statements with a shape of their own: the grammar's own position says it best.
            None => self.whole_line_fault(),
        }
    }

    /// A kind is known but what follows is not an id.
    fn report_head(&mut self, first: &Token<'s>) {
        let next = self.peek();
        let (span, found) = match &next {
            Some(next) => (next.span, format!("`{}`", shorten(next.text))),
            None => (self.just_behind(first.span), "the end of the line".to_owned()),
        };
        let wanted = if first.text == "issue" { "a number such as `#12`" } else { "an id" };
        let help = match &next {
            Some(next) if next.is_text() => format!("give it an id before its title: `{} some-id {}`", first.text, shorten(next.text)),
            _ if first.text == "issue" => "issues are named by their number: `issue #12 \"Title\"`".to_owned(),
            _ => "an id begins with a letter and holds the letters a to z, digits, `-` and `_`".to_owned(),
        };
        self.push(
            Diagnostic::new(&code::MALFORMED, format!("`{}` is followed by {wanted}, but this is {found}", first.text))
                .at(self.place(span), format!("expected {wanted}"))
                .help(help),
        );
        // The id, and a title behind it, are lost.
        while let Some(token) = self.peek() {
            if opens_attribute(token.text) || token.text.starts_with('!') {
                break;
            }
            self.poison(&token);
            self.at = token.span.end as usize;
        }
    }

    fn unknown_line(&mut self, node: &mut Node<'s>, first: &Token<'s>) {
        let lower = first.text.to_ascii_lowercase();
        let suggestion = if opens_line(&lower) {
            words().map(|(word, _)| word).find(|word| *word == lower)
        } else {
            nearest(first.text, words().filter(|(_, kind)| *kind != WordKind::Inner).map(|(word, _)| word))
        };
        if !first.is_word() {
            self.push(
                Diagnostic::new(&code::MALFORMED, format!("a line cannot begin with `{}`", shorten(first.text)))
                    .at(self.place(first.span), "expected a statement, an attribute or a condition")
                    .help(if matches!(first.text, "#" | "/" | "-") {
                        "comments begin with `//`"
                    } else {
                        "every line begins with a word of the language, such as `component`, `needs` or `note`"
                    }),
            );
            self.poison_rest();
            return;
        }
        let mut fault = Diagnostic::new(&code::UNKNOWN_WORD, format!("there is no statement or attribute `{}`", first.text))
            .at(self.place(first.span), "not a word of the language");
        if let Some(meant) = suggestion {
            fault = fault.help(format!("did you mean `{meant}`?"));
        }
        self.push(fault);
        // A misspelt kind still says what it declares, so that others may refer to it.
        if let Some(kind) = suggestion.and_then(Kind::from_word)
            && self.head_with_kind(node, kind, first)
        {
            self.attributes(node);
        } else {
            self.poison_rest();
        }
    }

    /// Reads `id "Title"` behind a misspelt kind.
    fn head_with_kind(&mut self, node: &mut Node<'s>, kind: Kind, first: &Token<'s>) -> bool {
        self.at = first.span.end as usize;
        let Some(id) = self.peek().filter(Token::is_word) else { return false };
        if Grammar::parse(Rule::ident, id.text).map_or(true, |pairs| pairs.as_str().len() != id.text.len()) {
            return false;
        }
        self.at = id.span.end as usize;
        if let Some(title) = self.peek().filter(Token::is_text) {
            self.at = title.span.end as usize;
        }
        node.head = Head::Plain(kind, super::ast::Word { text: id.text, span: id.span }, None);
        true
    }

    /// Reads the head by its rule; false when it is faulty, and then nothing is consumed.
    fn head_or_nothing(&mut self, node: &mut Node<'s>) -> bool {
        let rest = self.rest();
        let Ok(mut pairs) = Grammar::parse(Rule::head, rest) else { return false };
        let Some(pair) = pairs.next() else { return false };
        let length = pair.as_str().trim_end().len();
        if ends_in_word(rest, length) {
            return false;
        }
        let mut builder = Builder::new(self.text, self.file, self.at);
        node.head = builder.head(&mut pair.into_inner().peekable());
        self.batch.diagnostics.append(&mut builder.diagnostics);
        self.at += length;
        true
    }

    fn attributes(&mut self, node: &mut Node<'s>) {
        loop {
            self.attributes_until_fault(node);
            let Some(token) = self.peek() else { return };
            self.attribute_fault(&token);
            self.skip_to_attribute();
        }
    }

    fn attributes_until_fault(&mut self, node: &mut Node<'s>) {
        while self.peek().is_some() {
            let rest = self.rest_with_brace();
            let Some(pair) = Grammar::parse(Rule::one_attribute, rest).ok().and_then(|mut pairs| pairs.next()) else { return };
            let length = pair.as_str().trim_end().len();
            // `done when` without a sound condition must not pass for the state `done`.
            if ends_in_word(rest, length) || opens_condition(rest) && length < "done when".len() {
                return;
            }
            self.last = self.at;
            // A string that looks closed only because a later quote closes it is a fault, not an operand.
            let mut builder = Builder::new(self.text, self.file, self.at);
            node.attributes.extend(pair.into_inner().filter_map(|pair| builder.attribute(pair)));
            self.batch.diagnostics.append(&mut builder.diagnostics);
            self.at += length;
        }
    }

    fn attribute_fault(&mut self, token: &Token<'s>) {
        let rest = self.rest();
        if token.text == "!" {
            let fault = Diagnostic::new(&code::MALFORMED, "`!` is followed by the word of a tier");
            self.push(fault.at(self.place(token.span), "expected a tier").help("write the tier right behind it, such as `!high`"));
        } else if let Some(fault) = breaks_off(token.text, self.place(token.span)) {
            self.push(fault);
            self.poison_rest();
        } else if opens_condition(rest) {
            self.condition_fault();
        } else if token.text == "claim" && !has_word(rest, "per") {
            let fault = Diagnostic::new(&code::MALFORMED, "this claim does not say who said it");
            self.push(fault.at(self.place(token.span), "").help("name the document and the line at its end: `per SOURCE:LINE`"));
        } else if token.text == "claim" && has_word(rest.trim_start_matches("claim").trim_start().split(' ').next().unwrap_or(""), "per") {
            let fault = Diagnostic::new(&code::MALFORMED, "this claim says nothing");
            self.push(fault.at(self.place(token.span), "").help("say what the document said: `claim missing 12 per SOURCE:LINE`"));
        } else if is_inner(token.text) && self.last < self.at {
            // The attribute before it could go on, but not like this.
            self.at = self.last;
            self.grammar_fault(Rule::sole_attribute, Some(token.text));
            self.at = token.span.start as usize;
        } else if opens_attribute(token.text) || token.text.starts_with('!') {
            self.grammar_fault(Rule::one_attribute, Some(token.text));
        } else if words().any(|(word, kind)| word == token.text && kind == WordKind::Inner) {
            let help = match token.text {
                "lag" | "lead" | "elapsed" => "it follows a name in `needs`, with a time: `needs orders lag 2d`",
                "SS" | "FF" | "SF" | "FS" => "it follows a name in `needs`: `needs orders SS`",
                _ => "it stands only behind other words; `landfall explain unknown-word` tells more",
            };
            self.push(
                Diagnostic::new(&code::MALFORMED, format!("`{}` does not stand alone, or lacks what must follow it", token.text))
                    .at(self.place(token.span), "not an attribute")
                    .help(help),
            );
        } else if token.is_word() {
            let mut fault = Diagnostic::new(&code::UNKNOWN_WORD, format!("there is no attribute `{}`", shorten(token.text)))
                .at(self.place(token.span), "not a word of the language");
            let attributes = words().filter(|(_, kind)| *kind == WordKind::Attribute).map(|(word, _)| word);
            fault = match nearest(token.text, attributes).filter(|_| !is_condition(token.text)) {
                Some(meant) => fault.help(format!("did you mean `{meant}`?")),
                None if is_condition(token.text) => fault.help("conditions stand behind `done when`"),
                None if opens_line(token.text) => fault.help(format!("`{}` begins a line of its own", token.text)),
                None => fault.help("put texts in quotes; lists are separated by commas"),
            };
            self.push(fault);
        } else if token.is_text() {
            self.push(
                Diagnostic::new(&code::MALFORMED, "this text belongs to no attribute")
                    .at(self.place(token.span), "expected an attribute")
                    .help("a title stands right behind the id; other texts follow a word, such as `note \"…\"`"),
            );
        } else {
            let mut fault = Diagnostic::new(&code::MALFORMED, format!("`{}` does not belong here", shorten(token.text)))
                .at(self.place(token.span), "expected an attribute");
            if token.text.starts_with(['“', '”', '„', '‘', '’', '\'', '`', '«']) {
                fault = fault.help("texts stand between straight quotes: `\"…\"`");
            } else if token.text.starts_with(|c: char| c.is_whitespace() || c.is_control()) {
                fault = fault.help("put a plain space instead of this character");
            } else if token.text == "," && self.text[self.last..].trim_start().starts_with("days ") {
                fault = fault.help("the days of a line have one length, behind the last of them: `days mon..thu, sat 6h`");
            } else if token.text == "=" {
                fault = fault.help("the comparisons are `>=`, `<=`, `==`, `>` and `<`");
            }
            self.push(fault);
        }
    }

    /// Moves on to the next word that opens an attribute, past at least one token.
    fn skip_to_attribute(&mut self) {
        let mut moved = false;
        while let Some(token) = self.peek() {
            if moved && (opens_attribute(token.text) || token.text.starts_with('!')) {
                return;
            }
            self.at = token.span.end as usize;
            moved = true;
        }
    }

    /// What follows `done when` or `open while` is no condition.
    fn condition_fault(&mut self) {
        let start = self.at;
        let mut third = None;
        for _ in 0..3 {
            third = self.peek();
            self.at = third.as_ref().map_or(self.at, |token| token.span.end as usize);
        }
        if let Some(fault) = third.and_then(|word| no_condition(word.text, self.place(word.span))) {
            self.push(fault);
            self.poison_rest();
            return;
        }
        self.at = start;
        let rule = if self.rest().starts_with("done") { Rule::done_when } else { Rule::open_while };
        self.grammar_fault(rule, Some(if rule == Rule::done_when { "done when" } else { "open while" }));
    }

    fn whole_line_fault(&mut self) {
        self.grammar_fault(Rule::one_line, None);
        self.poison_rest();
    }

    /// Reports the furthest position the grammar came to, and what it would have taken there.
    fn grammar_fault(&mut self, rule: Rule, behind: Option<&str>) {
        let rest = self.rest_with_brace();
        let (offset, wanted) = match Grammar::parse(rule, rest) {
            Err(error) => {
                let offset = match error.location {
                    InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
                };
                let wanted = match error.variant {
                    ErrorVariant::ParsingError { positives, .. } => positives,
                    ErrorVariant::CustomError { .. } => Vec::new(),
                };
                (offset, wanted)
            }
            // A line whose beginning is sound: the fault is what follows it.
            Ok(pairs) => (pairs.as_str().trim_end().len(), Vec::new()),
        };
        // Where the grammar stopped inside a word, the word holds a letter that ids cannot.
        let within = ends_in_word(rest, offset);
        let offset = if within { rest[..offset].trim_end_matches(is_word_char).len() } else { offset };
        let start = self.at;
        self.at = (start + offset).min(self.line.end as usize);
        let token = self.peek();
        let (span, found) = match &token {
            Some(token) => (token.span, format!("`{}`", shorten(token.text))),
            None => (self.just_behind(Span::new(self.at.saturating_sub(1), self.at)), "the end of the line".to_owned()),
        };
        self.at = start;
        let mut expected: Vec<&str> = wanted.into_iter().filter_map(user_word).collect();
        expected.sort_unstable();
        expected.dedup();
        let takes_text = expected.iter().any(|word| word.contains("quotes"));
        let hint = expected.iter().find_map(|word| match *word {
            "a time such as `2d` or `4h`" => Some("a number with its unit right behind it: `30min`, `4h`, `2d` or `1.5w`"),
            word if word.starts_with("a date") => Some("dates are written year first: `2025-07-18`"),
            "a condition" => Some("a condition begins with a word such as `file`, `symbol`, `text`, `tests` or `attested by`"),
            _ => None,
        });
        if expected.len() > 4 {
            expected.clear();
        }
        let mut fault = match (expected.as_slice(), behind) {
            ([], Some(word)) => {
                Diagnostic::new(&code::MALFORMED, format!("{found} cannot follow here")).note(format!("reading the attribute `{word}`"))
            }
            ([], None) => Diagnostic::new(&code::MALFORMED, format!("{found} cannot follow here")),
            (expected, _) => Diagnostic::new(&code::MALFORMED, format!("expected {}, found {found}", join(expected))),
        };
        fault = fault.at(self.place(span), if expected.is_empty() { String::new() } else { format!("expected {}", join(&expected)) });
        if within {
            fault = fault.help("an id begins with a letter and holds the letters a to z, digits, `-` and `_`");
        } else if let Some(token) = &token
            && token.is_word()
            && !opens_line(token.text)
            && let Some(meant) = nearest(token.text, words().filter(|(_, kind)| kind_fits(*kind, behind)).map(|(word, _)| word))
            && (expected.is_empty() || expected.iter().any(|word| *word == "a condition" || word.contains(meant)))
        {
            fault = fault.help(format!("did you mean `{meant}`?"));
        } else if takes_text && token.as_ref().is_some_and(|token| token.is_word() && !opens_line(token.text)) {
            fault = fault.help("put the text in quotes");
        } else if let Some(hint) = hint
            && token.is_some()
        {
            fault = fault.help(hint);
        }
        self.push(fault);
    }

    /// Reports the first string that is not closed on its line.
    fn text_is_closed(&mut self) -> bool {
        let start = self.at;
        let mut open = None;
        while let Some(token) = self.peek() {
            if token.is_text() && !is_closed(token.text) {
                open = Some(token.span);
                break;
            }
            self.at = token.span.end as usize;
        }
        self.at = start;
        let Some(span) = open else { return true };
        // Unclosed prose was reported by the scan, which knows that it swallowed the rest.
        if !self.text[span.range()].starts_with("\"\"\"") {
            let quote = Span { start: span.start, end: span.start + 1 };
            self.push(
                Diagnostic::new(&code::UNCLOSED_TEXT, "this text is never closed")
                    .at(self.place(quote), "opened here")
                    .help("close it with `\"` on the same line; a `\"` inside is written `\\\"`, and longer texts stand in `\"\"\"`"),
            );
        }
        false
    }

    fn poison_rest(&mut self) {
        while let Some(token) = self.peek() {
            self.poison(&token);
            self.at = token.span.end as usize;
        }
    }

    fn poison(&mut self, token: &Token<'s>) {
        self.batch.poison.push(token.text.trim_matches(|c: char| !c.is_ascii_alphanumeric() && c != '#'));
    }

    fn push(&mut self, diagnostic: Diagnostic) {
        self.batch.diagnostics.push(diagnostic);
    }

    fn place(&self, span: Span) -> Place {
        Place::new(self.file, span)
    }

    fn rest(&self) -> &'s str {
        &self.text[self.at..self.line.end as usize]
    }

    /// What the grammar is given: the rest of the line, with the brace behind it.
    fn rest_with_brace(&self) -> &'s str {
        with_brace(self.text, Span { start: self.at as u32, end: self.line.end })
    }

    fn just_behind(&self, span: Span) -> Span {
        Span { start: span.end, end: span.end }
    }

    /// The token at or behind the current position; moves past white space and comments only.
    fn peek(&mut self) -> Option<Token<'s>> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
            self.at += rest.len() - trimmed.len();
            if !trimmed.starts_with("//") {
                break;
            }
            self.at += trimmed.find('\n').unwrap_or(trimmed.len());
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        let length = if first == '"' {
            text_length(rest)
        } else if is_word_char(first) || matches!(first, '!' | '#' | '~') {
            let body = rest.char_indices().skip(1).find(|(_, c)| !(is_word_char(*c) || matches!(c, '.' | ':' | '%' | '/')));
            body.map_or(rest.len(), |(at, _)| at)
        } else {
            first.len_utf8()
        };
        Some(Token { text: &rest[..length], span: Span::new(self.at, self.at + length) })
    }
}

/// Where a line that a comma carries on begins a new line of the language instead: what stands before the comma, the comma,
/// and what stands behind it.
pub(super) fn carried_too_far(text: &str, span: Span) -> Option<(Span, Span, Span)> {
    let line = &text[span.range()];
    let mut from = 0;
    while let Some(at) = line[from..].find(",").map(|at| from + at) {
        from = at + 1;
        let behind = &line[from..];
        let gap = behind.len() - behind.trim_start().len();
        if !behind[..gap].contains('\n') {
            continue;
        }
        let word = behind[gap..].split(|c: char| !is_word_char(c)).next().unwrap_or("");
        if opens_line(word) {
            let base = span.start as usize;
            let before = Span::new(base, base + line[..at].trim_end().len());
            return Some((before, Span::new(base + at, base + at + 1), Span::new(base + from + gap, span.end as usize)));
        }
    }
    None
}

/// A comma that carries a line on to where a new one begins.
pub(super) fn comma_fault(text: &str, comma: Place, behind: Place) -> Diagnostic {
    let word = text[behind.span.range()].split(|c: char| !is_word_char(c)).next().unwrap_or("");
    let next = Place::new(behind.file, Span { start: behind.span.start, end: behind.span.start + word.len() as u32 });
    Diagnostic::new(&code::MALFORMED, "this comma carries the line on, but a new one begins behind it")
        .at(comma, "nothing follows")
        .see(next, "a line of its own")
        .help("remove the comma, or go on with the list")
}

/// Whether a piece of the grammar ended inside a word, because the word holds letters that ids cannot.
fn ends_in_word(rest: &str, length: usize) -> bool {
    rest[..length].ends_with(is_word_char) && rest[length..].starts_with(is_word_char)
}

/// Whether `done when` or `open while` stands here.
fn opens_condition(rest: &str) -> bool {
    let mut words = rest.split_whitespace();
    matches!((words.next(), words.next()), (Some("done"), Some("when")) | (Some("open"), Some("while")))
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !is_word_char(c)).any(|other| other == word)
}

fn is_inner(word: &str) -> bool {
    words().any(|(known, kind)| known == word && kind == WordKind::Inner)
}

fn is_condition(word: &str) -> bool {
    words().any(|(known, kind)| known == word && kind == WordKind::Condition)
}

fn kind_fits(kind: WordKind, behind: Option<&str>) -> bool {
    if behind.is_some() { matches!(kind, WordKind::Attribute | WordKind::Inner | WordKind::Condition) } else { kind != WordKind::Statement }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '-'
}

/// Length of the string or prose that begins a text, up to the end of the text when it is not closed.
fn text_length(rest: &str) -> usize {
    let quotes = rest.len() - rest.trim_start_matches('"').len();
    if quotes == 2 {
        return 2;
    }
    if quotes > 2 {
        let fence = &rest[..quotes];
        return rest[quotes..].find(fence).map_or(rest.len(), |at| at + 2 * quotes);
    }
    let bytes = rest.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => return at + 1,
            b'\\' if matches!(bytes.get(at + 1), Some(b'"' | b'\\')) => at += 2,
            b'\n' => return at,
            _ => at += 1,
        }
    }
    rest.len()
}

fn is_closed(text: &str) -> bool {
    let quotes = text.len() - text.trim_start_matches('"').len();
    if quotes == 2 && text.len() == 2 {
        return true;
    }
    let fence = if quotes > 2 { &text[..quotes] } else { "\"" };
    if !(text.len() >= 2 * fence.len() && text.ends_with(fence)) {
        return false;
    }
    // `"abc\"` ends with an escaped quote.
    fence.len() > 1 || text[1..text.len() - 1].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0
}

fn shorten(text: &str) -> String {
    let mut chars = text.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && (only.is_whitespace() || only.is_control())
    {
        // It cannot be seen, so its number must do.
        return format!("U+{:04X}", u32::from(only));
    }
    let line = text.lines().next().unwrap_or("");
    if line.chars().count() <= 32 { line.to_owned() } else { format!("{}…", line.chars().take(31).collect::<String>()) }
}

fn join(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
