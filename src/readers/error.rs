//! Why a report could not be read, and where in it.

use super::format::Format;

/// A place in a report's text. Both numbers start at one; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Line, from one.
    pub line: u64,
    /// Character within the line, from one.
    pub column: u64,
}

impl Place {
    /// The place of a byte offset in a text; an offset past the end, or inside a character, is the nearest place before it.
    pub fn at(text: &str, offset: usize) -> Place {
        let mut end = offset.min(text.len());
        while !text.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        let before = text.get(..end).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let line = before.bytes().filter(|byte| *byte == b'\n').count() as u64;
        let column = before.get(start..).unwrap_or_default().chars().count() as u64;
        Place { line: line.saturating_add(1), column: column.saturating_add(1) }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What is wrong with a report. Each of them means *unknown* for a condition, never a pass and never a fail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Nothing but white space.
    #[error("the report is empty")]
    Blank,
    /// A sound report that lists nothing: no file, or no test. The text says what is missing.
    #[error("the report lists {0}")]
    Nothing(String),
    /// No reader knows this content. The text says what it looks like.
    #[error("not a report that can be read: {0}")]
    Unrecognised(String),
    /// A known format that is not read here, with what to use in its place.
    #[error("this is {name}, which is not read; {instead}")]
    Foreign {
        /// The format's name.
        name: &'static str,
        /// What can be done.
        instead: &'static str,
    },
    /// Coverage where tests were asked for, or the other way round.
    #[error("this is a {found} report where a {asked} report is needed")]
    WrongKind {
        /// What the report is: `coverage` or `test`.
        found: &'static str,
        /// What was asked for.
        asked: &'static str,
    },
    /// Text in an encoding that is not read, or bytes that are not text in the encoding they claim.
    #[error("{0}")]
    Encoding(String),
    /// More than a limit of [`super::limits`] allows.
    #[error("too large: {0}")]
    TooLarge(String),
    /// Nested deeper than [`super::limits::DEPTH`].
    #[error("nested too deeply")]
    TooDeep,
    /// The report ends before it is complete.
    #[error("the report is cut off: {0}")]
    Truncated(String),
    /// The report breaks its format's rules.
    #[error("malformed: {0}")]
    Malformed(String),
    /// XML that declares or uses entities of its own; they are never expanded.
    #[error("the report uses an XML entity, which is never expanded: {0}")]
    Entity(String),
}

/// A report that could not be read: why, in which format, and where, as far as can be told.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct ReadError {
    /// What is wrong.
    pub reason: Reason,
    /// The format the content was recognised as.
    pub format: Option<Format>,
    /// Where in the report.
    pub place: Option<Place>,
}

impl ReadError {
    /// An error with neither format nor place.
    pub fn new(reason: Reason) -> ReadError {
        ReadError { reason, format: None, place: None }
    }

    /// The same error, of a report in this format.
    pub fn of(mut self, format: Format) -> ReadError {
        self.format = Some(format);
        self
    }

    /// The same error, at this place.
    pub fn at(mut self, place: Place) -> ReadError {
        self.place = Some(place);
        self
    }

    /// True where the report is sound and merely lists nothing, as a module without tests writes it.
    pub fn is_nothing(&self) -> bool {
        matches!(self.reason, Reason::Blank | Reason::Nothing(_))
    }

    fn sentence(&self) -> String {
        let place = self.place.map(|place| format!("{place}: ")).unwrap_or_default();
        let format = self.format.map(|format| format!("{format}: ")).unwrap_or_default();
        format!("{place}{format}{}", self.reason)
    }
}

/// A text of at most `most` bytes, cut at a character and marked when cut.
pub(crate) fn bounded(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    format!("{}…", text.get(..end).unwrap_or_default())
}
