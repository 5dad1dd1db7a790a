//! Source texts, kept for as long as a compilation lasts, with their line starts.

use super::{Place, Span};

/// Largest source that is read, in bytes.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// Names one source of a [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct FileId(pub u32);

/// A line and column, both counted from one; columns count characters, as editors show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line, from one.
    pub line: u32,
    /// Column in characters, from one.
    pub column: u32,
}

/// Why bytes are no source text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SourceError {
    /// The bytes from the given offset on are not UTF-8.
    #[error("not UTF-8 text: the byte at offset {0} fits no character")]
    NotUtf8(usize),
    /// A NUL byte stands at the given offset.
    #[error("holds a NUL byte at offset {0}, so this is no text file")]
    Nul(usize),
    /// Larger than is read; holds the size in bytes.
    #[error("has {0} bytes; plans are read up to {MAX_BYTES} bytes")]
    TooLarge(usize),
}

/// One source text and the name it is shown under.
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as given, with `/` between its parts.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// Whether a byte order mark stood before the text.
    pub bom: bool,
    line_starts: Vec<u32>,
}

impl Source {
    /// Takes a text that is already known to be fit.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let (text, bom) = match text.strip_prefix('\u{feff}') {
            Some(rest) => (rest.to_owned(), true),
            None => (text, false),
        };
        let line_starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        Source { path: path.into(), text, bom, line_starts }
    }

    /// Checks bytes and takes them as a text.
    ///
    /// # Errors
    /// When they are too many, hold a NUL byte, or are not UTF-8.
    pub fn from_bytes(path: impl Into<String>, bytes: Vec<u8>) -> Result<Self, SourceError> {
        if bytes.len() > MAX_BYTES {
            return Err(SourceError::TooLarge(bytes.len()));
        }
        if bytes.contains(&0)
            && let Some(at) = bytes.iter().position(|byte| *byte == 0)
        {
            return Err(SourceError::Nul(at));
        }
        let text = String::from_utf8(bytes).map_err(|error| SourceError::NotUtf8(error.utf8_error().valid_up_to()))?;
        Ok(Source::new(path, text))
    }

    /// Line of a byte offset, from zero.
    pub fn line_index(&self, offset: u32) -> usize {
        self.line_starts.partition_point(|start| *start <= offset) - 1
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts[line] as usize;
        let end = self.floor_boundary(offset as usize);
        let column = self.text[start..end.max(start)].chars().count() as u32 + 1;
        Position { line: line as u32 + 1, column }
    }

    /// The bytes of a line (from zero), without its end.
    pub fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line] as usize;
        let end = self.line_starts.get(line + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        Span::new(start, end)
    }

    /// The number of lines; a text that ends in a line break has an empty last one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    fn floor_boundary(&self, offset: usize) -> usize {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// All sources of one compilation. Ids are given in the order of adding.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    /// Keeps a source and names it.
    pub fn add(&mut self, source: Source) -> FileId {
        self.all.push(source);
        FileId(self.all.len() as u32 - 1)
    }

    /// The source of that id.
    pub fn get(&self, id: FileId) -> &Source {
        &self.all[id.0 as usize]
    }

    /// All sources with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        self.all.iter().enumerate().map(|(at, source)| (FileId(at as u32), source))
    }

    /// The id of the source shown under `path`.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.iter().find(|(_, source)| source.path == path).map(|(id, _)| id)
    }

    /// `path:line` of a place.
    pub fn line_of(&self, place: Place) -> String {
        let source = self.get(place.file);
        format!("{}:{}", source.path, source.position(place.span.start).line)
    }

    /// The text at a place.
    pub fn slice(&self, place: Place) -> &str {
        &self.get(place.file).text[place.span.range()]
    }
}
