//! Reading a line that the grammar refuses, piece by piece, so that each fault is found once and all that is sound is kept.
//!
//! The head and each attribute are tried alone. Where one fails, its fault is reported from the grammar's own furthest
//! position, and reading goes on at the next word that opens an attribute.

use super::ast::{Head, Kind, Node};
use super::build::Builder;
use super::grammar::{Grammar, Rule, user_word};
use super::parse::{Batch, Flat};
use super::words::{WordKind, opens_attribute, opens_line, words};
use crate::diag::{Diagnostic, code, nearest};
use crate::text::{FileId, Place, Span};
use pest::Parser;
use pest::error::{ErrorVariant, InputLocation};

/// Reads a faulty line and reports what is wrong with it.
pub(super) fn line<'s>(text: &'s str, file: FileId, span: Span, batch: &mut Batch<'s>) {
    let mut reader = Reader { text, file, line: span, at: span.start as usize, batch };
    let node = reader.read();
    batch.flat.push(Flat::Node(Box::new(node)));
}

struct Reader<'s, 'b> {
    text: &'s str,
    file: FileId,
    line: Span,
    at: usize,
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
            _ => "an id begins with a letter and holds letters, digits, `-` and `_`".to_owned(),
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
                    .help("every line begins with a word of the language, such as `component`, `needs` or `note`"),
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
            let rest = self.rest();
            let Some(pair) = Grammar::parse(Rule::one_attribute, rest).ok().and_then(|mut pairs| pairs.next()) else { return };
            let length = pair.as_str().trim_end().len();
            // `done when` with a faulty condition reads as `done`; the fault is what to report.
            if matches!(&rest[..length], "done" | "open") && ["when", "while"].iter().any(|word| rest[length..].trim_start().starts_with(word)) {
                return;
            }
            let mut builder = Builder::new(self.text, self.file, self.at);
            node.attributes.extend(pair.into_inner().filter_map(|pair| builder.attribute(pair)));
            self.batch.diagnostics.append(&mut builder.diagnostics);
            self.at += length;
        }
    }

    fn attribute_fault(&mut self, token: &Token<'s>) {
        let behind = self.rest()[token.text.len()..].trim_start();
        if token.text == "done" && behind.starts_with("when") {
            self.grammar_fault(Rule::done_when, Some("done when"));
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
            fault = match nearest(token.text, attributes) {
                Some(meant) => fault.help(format!("did you mean `{meant}`?")),
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
            self.push(
                Diagnostic::new(&code::MALFORMED, format!("`{}` does not belong here", shorten(token.text)))
                    .at(self.place(token.span), "expected an attribute"),
            );
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

    fn whole_line_fault(&mut self) {
        self.grammar_fault(Rule::one_line, None);
        self.poison_rest();
    }

    /// Reports the furthest position the grammar came to, and what it would have taken there.
    fn grammar_fault(&mut self, rule: Rule, behind: Option<&str>) {
        let rest = self.rest();
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
        self.at += offset;
        let token = self.peek();
        let (span, found) = match &token {
            Some(token) => (token.span, format!("`{}`", shorten(token.text))),
            None => (self.just_behind(Span::new(self.at.saturating_sub(1), self.at)), "the end of the line".to_owned()),
        };
        self.at -= offset;
        let mut expected: Vec<&str> = wanted.into_iter().filter_map(user_word).collect();
        expected.sort_unstable();
        expected.dedup();
        if expected.len() > 4 {
            expected.clear();
        }
        let mut fault = match (expected.as_slice(), behind) {
            ([], Some(word)) => Diagnostic::new(&code::MALFORMED, format!("{found} cannot follow here")).note(format!("reading the attribute `{word}`")),
            ([], None) => Diagnostic::new(&code::MALFORMED, format!("{found} cannot follow here")),
            (expected, _) => Diagnostic::new(&code::MALFORMED, format!("expected {}, found {found}", join(expected))),
        };
        fault = fault.at(self.place(span), if expected.is_empty() { String::new() } else { format!("expected {}", join(&expected)) });
        // Where a number, date or text is wanted, a misspelt word is not what is wrong.
        let wants_word = expected.iter().all(|wanted| wanted.starts_with('`') || wanted.contains("condition") || wanted.contains("statement"));
        if let Some(token) = &token
            && wants_word
            && token.is_word()
            && let Some(meant) = nearest(token.text, words().filter(|(_, kind)| kind_fits(*kind, behind)).map(|(word, _)| word))
        {
            fault = fault.help(format!("did you mean `{meant}`?"));
        } else if token.as_ref().is_some_and(Token::is_word) && expected.iter().any(|word| word.contains("quotes")) {
            fault = fault.help("put the text in quotes");
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

    fn just_behind(&self, span: Span) -> Span {
        Span { start: span.end, end: span.end }
    }

    /// The token at or behind the current position; moves past white space and comments only.
    fn peek(&mut self) -> Option<Token<'s>> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
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
