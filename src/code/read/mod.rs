//! From the bytes of a file to its facts: one parse within bounds, one walk without recursion.

mod go;
mod java;
mod javascript;
mod javascript_calls;
mod javascript_exports;
mod kinds;
mod mentions;
mod python;
mod python_bindings;
mod python_calls;
mod running;
mod rust;
mod rust_includes;
mod skeleton;
mod walk;
mod whole_names;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::ControlFlow;

use tree_sitter::{Node, ParseOptions, Parser, Tree};

use super::facts::{Facts, Mention, Place, Stopped, Syntax};
use super::language::Language;
use mentions::{mentions, unparsed};

pub use running::runs;
pub use skeleton::{facts_of_names, may_define};
pub use whole_names::whole_names;

/// How much of a file is read, whatever stands in it.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest file that is parsed, in bytes.
    pub bytes: usize,
    /// Parsing steps allowed for each byte; well-formed code takes about one, so that only code made to be hard meets the limit.
    pub steps_per_byte: usize,
    /// How many names may stand around a definition.
    pub depth: usize,
    /// How many definitions, imports and so on are kept of a file, each.
    pub entries: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 4 << 20, steps_per_byte: 40, depth: 64, entries: 200_000 }
    }
}

/// The facts of a file within the usual limits. Never fails: what cannot be read is said in [`Facts::stopped`] and [`Facts::syntax`].
pub fn facts(language: Language, bytes: &[u8]) -> Facts {
    facts_within(language, bytes, &Limits::default())
}

/// The facts of a file within the limits given.
pub fn facts_within(language: Language, bytes: &[u8], limits: &Limits) -> Facts {
    facts_and_mentions(language, bytes, limits, &[]).0
}

/// The facts of a file, and which of the words that begin at the places given stand in code. Places beyond the first few hundred are left out.
pub fn facts_and_mentions(language: Language, bytes: &[u8], limits: &Limits, places: &[u32]) -> (Facts, Vec<Mention>) {
    let mut facts = Facts::empty(language);
    // tree-sitter counts bytes in 32 bits.
    let most = limits.bytes.min(u32::MAX as usize / 2);
    if bytes.len() > most {
        facts.stopped = Some(Stopped::TooLarge { bytes: bytes.len() as u64, most: most as u64 });
        return (facts, unparsed(bytes, places));
    }
    let (mut text, bad) = readable(bytes);
    if let Some(place) = bad.filter(|_| must_be_utf8(language, bytes)) {
        facts.syntax.add(place.line, place.column);
    }
    let Some(mut tree) = parse(language, &text, limits) else {
        facts.stopped = Some(Stopped::TooHard);
        return (facts, unparsed(&text, places));
    };
    let mut faults = Syntax::default();
    errors(tree.root_node(), &mut faults);
    if language == Language::Python && faults.count > 0 {
        // The grammar ends a block at a comment further left, which Python does not: without such comments it may parse.
        let bare = without_comment_lines(&text);
        if let Some(again) = parse(language, &bare, limits) {
            let mut fewer = Syntax::default();
            errors(again.root_node(), &mut fewer);
            if fewer.count < faults.count {
                (text, tree, faults) = (Cow::Owned(bare), again, fewer);
            }
        }
    }
    facts.syntax.append(faults);
    let mentions = mentions(tree.root_node(), &text, places);
    match language {
        Language::Python => python::read(tree.root_node(), &text, limits, &mut facts),
        Language::TypeScript | Language::Tsx | Language::JavaScript => javascript::read(tree.root_node(), &text, limits, &mut facts),
        Language::Rust => rust::read(tree.root_node(), &text, limits, &mut facts),
        Language::Go => go::read(tree.root_node(), &text, limits, &mut facts),
        Language::Java => java::read(tree.root_node(), &text, limits, &mut facts),
    }
    // Readers may put an item off; the order that is told is that of the text.
    facts.definitions.sort_by_key(|definition| definition.line);
    facts.imports.sort_by_key(|import| import.line);
    facts.exports.sort_by_key(|export| export.line);
    facts.deletions.sort_by_key(|deletion| deletion.line);
    facts.mocks.sort_by_key(|mock| mock.line);
    (facts, mentions)
}

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// The grammar of a language.
fn grammar(language: Language) -> tree_sitter::Language {
    match language {
        Language::Python => tree_sitter_python::LANGUAGE.into(),
        Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        Language::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
        Language::Rust => tree_sitter_rust::LANGUAGE.into(),
        Language::Go => tree_sitter_go::LANGUAGE.into(),
        Language::Java => tree_sitter_java::LANGUAGE.into(),
    }
}

/// Steps between two calls of tree-sitter's progress callback.
const STEPS_PER_CALL: usize = 100;
/// Steps every file may take, however short: mending a few faults costs some millions.
const FREE_STEPS: usize = 5_000_000;
/// Bytes given to tree-sitter at once.
const CHUNK: usize = 4096;

/// Parses within the number of steps that a text of this length may take; counted, not timed, so that the answer is the same everywhere.
fn parse(language: Language, text: &[u8], limits: &Limits) -> Option<Tree> {
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(&grammar(language)).ok()?;
        parser.reset();
        let mut left = (text.len().saturating_mul(limits.steps_per_byte) / STEPS_PER_CALL).saturating_add(FREE_STEPS / STEPS_PER_CALL);
        let spent = Cell::new(false);
        let mut progress = |_: &tree_sitter::ParseState| match left.checked_sub(1) {
            Some(fewer) if !spent.get() => {
                left = fewer;
                ControlFlow::Continue(())
            }
            _ => ControlFlow::Break(()),
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        // A single token may be looked for from every place to the end of the text, which counts as one step: so bytes count too.
        // Python's grammar goes over a block of comments again for every line of it.
        let mut bytes = text.len().saturating_mul(limits.steps_per_byte.saturating_mul(10)).saturating_add(FREE_STEPS);
        let mut give = |offset: usize, _| {
            let rest = text.get(offset..).unwrap_or_default();
            let chunk = rest.get(..CHUNK).unwrap_or(rest);
            match bytes.checked_sub(chunk.len()) {
                Some(fewer) => {
                    bytes = fewer;
                    chunk
                }
                None => {
                    spent.set(true);
                    &[]
                }
            }
        };
        let tree = parser.parse_with_options(&mut give, None, Some(options)).filter(|_| !spent.get());
        parser.reset();
        tree
    })
}

/// The bytes as tree-sitter can read them: each byte that is no UTF-8 becomes a question mark, so that places stay, and the first is told.
fn readable(bytes: &[u8]) -> (Cow<'_, [u8]>, Option<Place>) {
    if std::str::from_utf8(bytes).is_ok() {
        return (Cow::Borrowed(bytes), None);
    }
    let mut out = Vec::with_capacity(bytes.len());
    let mut first = None;
    for chunk in bytes.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        if !chunk.invalid().is_empty() {
            first.get_or_insert(out.len());
            out.resize(out.len() + chunk.invalid().len(), b'?');
        }
    }
    let place = first.map(|at| {
        let before = &out[..at.min(out.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.iter().filter(|&&byte| byte == b'\n').count();
        Place { line: count(line).saturating_add(1), column: count(at - line_start).saturating_add(1) }
    });
    (Cow::Owned(out), place)
}

/// The text with spaces in place of lines that hold a comment alone, so that every place stays.
fn without_comment_lines(text: &[u8]) -> Vec<u8> {
    let mut bare = Vec::with_capacity(text.len());
    for line in text.split_inclusive(|&byte| byte == b'\n') {
        if line.trim_ascii_start().starts_with(b"#") {
            bare.extend(line.iter().map(|&byte| if matches!(byte, b'\n' | b'\r') { byte } else { b' ' }));
        } else {
            bare.extend_from_slice(line);
        }
    }
    bare
}

/// Whether the language takes a file in another encoding to be faulty. Python takes one that names its encoding in its first two lines (PEP 263).
fn must_be_utf8(language: Language, bytes: &[u8]) -> bool {
    match language {
        Language::Python => {
            let mut lines = bytes.split(|&byte| byte == b'\n');
            !lines.by_ref().take(2).any(|line| line.trim_ascii_start().starts_with(b"#") && line.windows(6).any(|word| word == b"coding"))
        }
        Language::Rust | Language::Go => true,
        Language::TypeScript | Language::Tsx | Language::JavaScript | Language::Java => false,
    }
}

/// Counts the places that do not parse.
fn errors(root: Node<'_>, syntax: &mut Syntax) {
    if !root.has_error() {
        return;
    }
    let mut cursor = root.walk();
    loop {
        let node = cursor.node();
        let fault = node.is_error() || node.is_missing();
        if fault {
            let at = node.start_position();
            syntax.add(count(at.row).saturating_add(1), count(at.column).saturating_add(1));
        }
        // What lies within a place that does not parse belongs to it.
        if !fault && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
