//! A bounded walk over an XML document: elements, attributes and text, with depth, entities and endings checked.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::error::{Place, ReadError, Reason, bounded};
use super::limits;

/// One step of the walk. An empty element is an opening and a closing.
#[derive(Debug)]
pub(crate) enum Step<'t> {
    /// An element opens.
    Open(Element<'t>),
    /// The innermost element closes.
    Close,
    /// A piece of the innermost element's text; one text may come in many pieces.
    Text(Cow<'t, str>),
    /// The document is over, and was whole.
    End,
}

/// The opening of an element.
#[derive(Debug)]
pub(crate) struct Element<'t> {
    start: BytesStart<'t>,
    offset: usize,
}

/// The walk.
pub(crate) struct Walk<'t> {
    text: &'t str,
    reader: Reader<&'t [u8]>,
    depth: usize,
    over: bool,
}

impl<'t> Walk<'t> {
    /// A walk over this document.
    pub(crate) fn new(text: &'t str) -> Walk<'t> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Walk { text, reader, depth: 0, over: false }
    }

    /// The next step. Comments, processing instructions and a document type without declarations are passed over.
    pub(crate) fn next(&mut self) -> Result<Step<'t>, ReadError> {
        loop {
            let offset = self.offset();
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    if self.over {
                        return Err(self.malformed(offset, "a second root element"));
                    }
                    self.depth = self.depth.saturating_add(1);
                    if self.depth > limits::DEPTH {
                        return Err(ReadError::new(Reason::TooDeep).at(Place::at(self.text, offset)));
                    }
                    return Ok(Step::Open(Element { start, offset }));
                }
                Ok(Event::End(_)) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.over = self.depth == 0;
                    return Ok(Step::Close);
                }
                // Not reached: empty elements are expanded.
                Ok(Event::Empty(_)) => {}
                Ok(Event::Text(text)) => {
                    let text = text.into_inner();
                    if self.depth > 0 {
                        return Ok(Step::Text(text));
                    }
                    if !text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}').is_empty() {
                        return Err(self.malformed(offset, "text outside the root element"));
                    }
                }
                Ok(Event::CData(text)) if self.depth > 0 => return Ok(Step::Text(text.into_inner())),
                Ok(Event::CData(_)) => return Err(self.malformed(offset, "text outside the root element")),
                Ok(Event::GeneralRef(reference)) => {
                    let name = reference.into_inner();
                    return match resolve(&name) {
                        Some(text) => Ok(Step::Text(Cow::Owned(text.to_string()))),
                        None => Err(self.entity(offset, &name)),
                    };
                }
                Ok(Event::DocType(content)) => {
                    if content.contains("<!ENTITY") {
                        return Err(self.entity(offset, "the document type declares entities"));
                    }
                }
                Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_)) => {}
                Ok(Event::Eof) => {
                    if self.depth > 0 {
                        return Err(self.truncated("an element is left open"));
                    }
                    return if self.over { Ok(Step::End) } else { Err(self.truncated("there is no root element")) };
                }
                Err(error) => return Err(self.error(&error)),
            }
        }
    }

    /// Passes over the element that has just opened, with all it holds.
    pub(crate) fn skip(&mut self) -> Result<(), ReadError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// The text within the element that has just opened, of at most `most` bytes, without that of elements within it.
    pub(crate) fn text(&mut self, most: usize) -> Result<String, ReadError> {
        let inside = self.depth;
        let mut found = String::new();
        loop {
            match self.next()? {
                Step::Text(piece) if self.depth == inside => {
                    if found.len() <= most {
                        let piece = if found.is_empty() { piece.trim_start() } else { piece.as_ref() };
                        found.push_str(&bounded(piece, most.saturating_add(1)));
                    }
                }
                Step::Close if self.depth < inside => return Ok(bounded(found.trim(), most)),
                Step::End => return Ok(found),
                Step::Text(_) | Step::Open(_) | Step::Close => {}
            }
        }
    }

    /// An error at an element.
    pub(crate) fn malformed_at(&self, element: &Element<'_>, message: impl Into<String>) -> ReadError {
        self.malformed(element.offset, message)
    }

    /// The values of these attributes of an element, `None` for each that is absent. Prefixes of namespaces do not count.
    pub(crate) fn attributes<'e, const N: usize>(
        &self,
        element: &'e Element<'_>,
        names: [&str; N],
    ) -> Result<[Option<Cow<'e, str>>; N], ReadError> {
        let mut values = [const { None }; N];
        let mut attributes = element.start.attributes();
        let attributes = attributes.with_checks(false);
        for (count, attribute) in attributes.enumerate() {
            if count >= limits::ATTRIBUTES {
                return Err(ReadError::new(Reason::TooLarge("an element with too many attributes".to_owned())).at(self.place(element)));
            }
            let attribute = attribute.map_err(|error| self.malformed(element.offset, format!("attribute: {error}")))?;
            let Some(at) = names.iter().position(|name| *name == attribute.key.0) else { continue };
            let Some(slot) = values.get_mut(at) else { continue };
            if slot.is_some() {
                return Err(self.malformed(element.offset, format!("the attribute {} is there twice", attribute.key.0)));
            }
            *slot = Some(self.unescape(attribute.value, element.offset)?);
        }
        Ok(values)
    }

    /// The place of an element.
    pub(crate) fn place(&self, element: &Element<'_>) -> Place {
        Place::at(self.text, element.offset)
    }

    fn unescape<'e>(&self, raw: Cow<'e, str>, offset: usize) -> Result<Cow<'e, str>, ReadError> {
        if !raw.contains('&') {
            return Ok(raw);
        }
        let mut plain = String::with_capacity(raw.len());
        let mut rest = raw.as_ref();
        while let Some((before, after)) = rest.split_once('&') {
            plain.push_str(before);
            let Some((name, after)) = after.split_once(';') else {
                return Err(self.malformed(offset, "an & that starts no reference"));
            };
            match resolve(name) {
                Some(character) => plain.push(character),
                None => return Err(self.entity(offset, name)),
            }
            rest = after;
        }
        plain.push_str(rest);
        Ok(Cow::Owned(plain))
    }

    fn offset(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn malformed(&self, offset: usize, message: impl Into<String>) -> ReadError {
        ReadError::new(Reason::Malformed(message.into())).at(Place::at(self.text, offset))
    }

    fn truncated(&self, message: &str) -> ReadError {
        ReadError::new(Reason::Truncated(message.to_owned())).at(Place::at(self.text, self.text.len()))
    }

    fn entity(&self, offset: usize, name: &str) -> ReadError {
        ReadError::new(Reason::Entity(bounded(name, 60))).at(Place::at(self.text, offset))
    }

    fn error(&self, error: &Error) -> ReadError {
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX);
        let message = bounded(&error.to_string(), 200);
        let cut_off = matches!(
            error,
            Error::Syntax(
                SyntaxError::UnclosedTag
                    | SyntaxError::UnclosedComment
                    | SyntaxError::UnclosedCData
                    | SyntaxError::UnclosedDoctype
                    | SyntaxError::UnclosedPI
                    | SyntaxError::UnclosedXmlDecl
                    | SyntaxError::UnclosedSingleQuotedAttributeValue
                    | SyntaxError::UnclosedDoubleQuotedAttributeValue
            ) | Error::IllFormed(IllFormedError::MissingEndTag(_))
        );
        let reason = if cut_off { Reason::Truncated(message) } else { Reason::Malformed(message) };
        ReadError::new(reason).at(Place::at(self.text, offset))
    }
}

impl Element<'_> {
    /// The element's name without a namespace prefix.
    pub(crate) fn name(&self) -> &str {
        let name = self.start.name().0;
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }
}

/// The character that a reference stands for: the five of XML, or a number. Numbers that XML forbids, as test output often
/// has them, become the replacement character. `None` for every other entity.
fn resolve(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16),
                None if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse(),
                _ => return None,
            };
            let forbidden = |c: &char| *c < ' ' && !matches!(c, '\t' | '\n' | '\r');
            Some(number.ok().and_then(char::from_u32).filter(|c| !forbidden(c)).unwrap_or(char::REPLACEMENT_CHARACTER))
        }
    }
}

/// The first two elements' names: the root and its first child. `None` where the document ends before that.
pub(crate) fn first_names(text: &str) -> Result<(String, Vec<String>, Option<String>), ReadError> {
    let mut walk = Walk::new(text);
    let mut root: Option<(String, Vec<String>)> = None;
    loop {
        match walk.next() {
            Ok(Step::Open(element)) => match root {
                None => {
                    let mut attributes = element.start.attributes();
                    let keys = attributes
                        .with_checks(false)
                        .take(limits::ATTRIBUTES)
                        .flatten()
                        .map(|attribute| attribute.key.0.to_owned())
                        .collect();
                    root = Some((element.name().to_owned(), keys));
                }
                Some((root, keys)) => return Ok((root, keys, Some(element.name().to_owned()))),
            },
            Ok(Step::Text(_)) => {}
            Ok(Step::Close | Step::End) => {
                let (root, keys) = root.unwrap_or_default();
                return Ok((root, keys, None));
            }
            // What breaks after the root is for the format's own reader to tell.
            Err(error) => return root.map(|(root, keys)| (root, keys, None)).ok_or(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk_all(text: &str) -> Result<usize, ReadError> {
        let mut walk = Walk::new(text);
        let mut opened = 0;
        loop {
            match walk.next()? {
                Step::Open(element) => {
                    walk.attributes(&element, ["a"])?;
                    opened += 1;
                }
                Step::End => return Ok(opened),
                Step::Close | Step::Text(_) => {}
            }
        }
    }

    fn reason(text: &str) -> Reason {
        walk_all(text).unwrap_err().reason
    }

    #[test]
    fn entities_of_a_documents_own_are_errors_wherever_they_stand() {
        let laughs = "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>";
        assert!(matches!(reason(laughs), Reason::Entity(_)));
        assert!(matches!(reason("<r>&b;</r>"), Reason::Entity(_)));
        assert!(matches!(reason("<r a='&b;'/>"), Reason::Entity(_)));
        assert!(matches!(reason("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r/>"), Reason::Entity(_)));
    }

    #[test]
    fn the_five_entities_and_numbers_are_read() {
        let mut walk = Walk::new("<r a='&lt;&#65;&#x42;&amp;&#0;'>x&gt;y</r>");
        let Step::Open(element) = walk.next().unwrap() else { panic!("no element") };
        let [value] = walk.attributes(&element, ["a"]).unwrap();
        assert_eq!(value.unwrap(), "<AB&\u{FFFD}");
        assert_eq!(walk.text(50).unwrap(), "x>y");
    }

    #[test]
    fn a_document_type_without_declarations_is_passed_over() {
        assert_eq!(walk_all("<!DOCTYPE report PUBLIC \"-//X//Y//EN\"\n\"report.dtd\"><report/>").unwrap(), 1);
    }

    #[test]
    fn what_is_cut_off_is_said_to_be() {
        for text in ["<r><a>", "<r><a", "<r><!-- ", "<r><![CDATA[ x", "<r a='", "<?xml version='1.0'?>", "<r>text"] {
            assert!(matches!(reason(text), Reason::Truncated(_)), "{text}: {:?}", reason(text));
        }
    }

    #[test]
    fn what_is_malformed_has_a_place() {
        let error = walk_all("<r>\n<a></b></r>").unwrap_err();
        assert!(matches!(error.reason, Reason::Malformed(_)), "{error}");
        assert_eq!(error.place.map(|place| place.line), Some(2));
        assert!(matches!(reason("<r/><r/>"), Reason::Malformed(_)));
        assert!(matches!(reason("<r/>rest"), Reason::Malformed(_)));
        assert!(matches!(reason("<r a='1' a='2'/>"), Reason::Malformed(_)));
    }

    #[test]
    fn depth_and_attributes_are_bounded() {
        assert_eq!(reason(&"<a>".repeat(limits::DEPTH + 1)), Reason::TooDeep);
        let many: String = (0..=limits::ATTRIBUTES).map(|at| format!(" x{at}='1'")).collect();
        assert!(matches!(reason(&format!("<r{many}/>")), Reason::TooLarge(_)));
    }
}
