//! Lines that seem to import in a file that does not parse whole, and of which the parser made no import: a conflict of a merge, a bracket too
//! few.

use super::Needs;
use super::seeming::is_comment;
use crate::code::{Facts, Language};

/// The most lines that are told of one file.
const MOST: usize = 200;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 1_000;

/// A line that seems to import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub number: u32,
    /// Where it begins and ends in the file.
    pub range: (usize, usize),
    /// What it says.
    pub text: Box<str>,
}

/// The lines of a file that seem to import; none where it parses whole.
pub fn lines(facts: &Facts, needs: &Needs<'_>) -> Vec<Line> {
    if facts.syntax.count == 0 && facts.stopped.is_none() {
        return Vec::new();
    }
    let mut start = 0;
    let all = (1u32..).zip(needs.bytes.split(|byte| *byte == b'\n')).map(|(number, bytes)| {
        let range = (start, start + bytes.len());
        start = range.1 + 1;
        (number, range, bytes)
    });
    let fits = |bytes: &[u8]| bytes.len() <= LONGEST && !is_comment(bytes) && imports(facts.language, bytes);
    let of = |(number, range, bytes): (u32, (usize, usize), &[u8])| {
        let text = String::from_utf8_lossy(bytes).trim().to_owned();
        let known = facts
            .imports
            .iter()
            .any(|import| import.line == number || import.line < number && !import.module.is_empty() && text.contains(&*import.module));
        (!known).then(|| Line { number, range, text: text.into() })
    };
    all.filter(|(.., bytes)| fits(bytes)).filter_map(of).take(MOST).collect()
}

/// What stands in quotes in a line.
pub fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['"', '\'', '`']).skip(1).step_by(2).filter(|text| !text.is_empty())
}

/// Whether a line has what imports have in a language.
fn imports(language: Language, line: &[u8]) -> bool {
    let says = |word: &str| memchr::memmem::find(line, word.as_bytes()).is_some();
    let line = line.trim_ascii();
    match language {
        Language::Python | Language::Java => says("import"),
        Language::Rust => says("use ") || says("mod ") || says("extern crate "),
        // In a list every line is no more than a text, and perhaps a name before it.
        Language::Go => line.ends_with(b"\"") && !line.iter().any(|byte| b"(=:,".contains(byte)),
        Language::JavaScript | Language::TypeScript | Language::Tsx => {
            says("import") || says("require") || says("reference ") || says("from") && line.iter().any(|byte| b"\"'`".contains(byte))
        }
    }
}
