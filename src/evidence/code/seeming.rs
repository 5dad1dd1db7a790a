//! What a text seems to say that nobody parses: read off the line in which a name stands, so that its absence is not taken for proven.

use super::super::needles::in_word;
use super::Needs;
use crate::code::codebase::{folder_of, join, normal};

/// Words behind which a name is defined.
const DEFINING: [&[u8]; 25] = [
    b"class",
    b"interface",
    b"object",
    b"fun",
    b"func",
    b"fn",
    b"def",
    b"val",
    b"var",
    b"let",
    b"const",
    b"enum",
    b"trait",
    b"type",
    b"typealias",
    b"struct",
    b"union",
    b"record",
    b"module",
    b"namespace",
    b"function",
    b"snippet",
    b"sub",
    b"given",
    b"protocol",
];

/// Words that open a line of Cython or C in which whatever name stands is declared.
const DECLARING: [&[u8]; 4] = [b"cdef", b"cpdef", b"ctypedef", b"typedef"];

/// Words behind which a name with a bracket is called, and not declared.
const CALLING: [&[u8]; 14] =
    [b"return", b"new", b"throw", b"else", b"in", b"and", b"or", b"not", b"yield", b"await", b"if", b"unless", b"then", b"when"];

/// Whether a name that stands between two places seems to be defined there.
pub fn defines(needs: &Needs<'_>, start: usize, end: usize) -> bool {
    let line = needs.line(start);
    if is_comment(line) {
        return false;
    }
    let before = needs.before(start).trim_ascii();
    let behind = needs.bytes.get(end..).unwrap_or_default().trim_ascii_start();
    let ends_in = |words: &[&[u8]]| words.iter().any(|word| last_word(before) == *word);
    let begins_with =
        |word: &[u8]| line.trim_ascii_start().strip_prefix(word).is_some_and(|rest| rest.first().is_some_and(|next| !in_word(*next)));
    let is_typed = || before.last().is_some_and(|byte| in_word(*byte) || matches!(byte, b'*' | b'>' | b']' | b'&' | b'?'));
    let first = before.is_empty() || before.ends_with(b"@") || before.ends_with(b"this.") || before.ends_with(b"exports.");
    match behind {
        _ if ends_in(&DEFINING) || DECLARING.iter().any(|word| begins_with(word)) => true,
        // `int old(int x) {`
        [b'(', ..] => is_typed() && !before.ends_with(b".") && !ends_in(&CALLING),
        [b'=', b'=' | b'>', ..] => false,
        // `old = ->`, `old: ->`
        [b'=' | b':', ..] => first,
        // A value of an enumeration, alone in its line or among others.
        [b',' | b';' | b'}', ..] => first || says(line, b"enum"),
        _ => says(line, b"enum") && !ends_in(&[b"import"]),
    }
}

/// Whether a name that stands at a place seems to be imported there: its line says so.
pub fn imports(needs: &Needs<'_>, at: usize) -> bool {
    let line = needs.line(at);
    !is_comment(line)
        && [&b"import"[..], b"require", b"from", b"include", b"load"].iter().any(|word| memchr::memmem::find(line, word).is_some())
}

/// Whether a place lies in code that says more than the package it is of.
pub fn speaks(needs: &Needs<'_>, at: usize) -> bool {
    let line = needs.line(at).trim_ascii_start();
    !is_comment(line) && !line.starts_with(b"package ")
}

/// Whether what owns a name is named in the text. Where the name stands as well it is used: by its whole name, in a list of several lines, or
/// brought by a star.
pub fn names(needs: &Needs<'_>, owner: &[u8]) -> bool {
    memchr::memmem::find_iter(needs.bytes, owner).any(|at| {
        let ends = needs.bytes.get(at + owner.len()).is_none_or(|next| !in_word(*next));
        let begins = at.checked_sub(1).and_then(|before| needs.bytes.get(before)).is_none_or(|before| !in_word(*before));
        ends && begins && speaks(needs, at)
    })
}

/// Where a line seems to lead.
#[derive(Debug, Default)]
pub struct Led {
    /// Paths, by texts that begin with a dot.
    pub beside: Vec<String>,
    /// Dotted names, as paths; of those that stand in no import the first part may be a variable.
    names: Vec<(String, bool)>,
}

impl Led {
    /// Whether one of the names begins with that of a folder, under whatever root it lies.
    pub fn names(&self, folder: &str) -> bool {
        self.names.iter().any(|(name, imported)| {
            let ends = name.match_indices('/').map(|(at, _)| at).chain([name.len()]);
            let parts = ends.zip(1..).filter(|(_, parts)| *imported || *parts > 1);
            parts
                .map(|(end, _)| &name[..end])
                .any(|part| folder == part || folder.strip_suffix(part).is_some_and(|root| root.ends_with('/')))
        })
    }
}

/// Where a line of a file seems to lead, by what it imports and by names written out.
pub fn led_to(file: &str, line: &str) -> Led {
    let mut led = Led::default();
    if is_comment(line.as_bytes()) || line.trim_start().starts_with("package ") {
        return led;
    }
    let imported = ["import", "require", "from", "include"].iter().any(|word| line.contains(word));
    for text in line.split(['"', '\'', '`']).filter(|text| imported && text.starts_with('.')) {
        led.beside.extend(normal(&join(folder_of(file), text)));
    }
    for name in line.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$'))) {
        let name = name.trim_matches('.');
        if imported || name.contains('.') {
            led.names.push((name.replace('.', "/"), imported));
        }
    }
    led.names.retain(|(name, _)| !name.is_empty() && !matches!(&**name, "import" | "require" | "from" | "include" | "cimport" | "as"));
    led
}

fn says(line: &[u8], word: &[u8]) -> bool {
    memchr::memmem::find(line, word).is_some()
}

/// Whether a line is all comment, in whichever language.
pub fn is_comment(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    [&b"//"[..], b"# ", b"* ", b"/*", b"-- "].iter().any(|mark| line.starts_with(mark))
}

/// The word that a text ends in.
fn last_word(text: &[u8]) -> &[u8] {
    let start = text.iter().rposition(|byte| !in_word(*byte)).map_or(0, |at| at + 1);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at<'t>(text: &'t str, name: &str) -> (Needs<'t>, usize, usize) {
        let start = text.find(name).unwrap();
        (
            Needs { language: None, bytes: text.as_bytes(), hits: &[], parts: &[], whole: std::cell::OnceCell::new() },
            start,
            start + name.len(),
        )
    }

    #[test]
    fn definitions_seem_so_in_languages_near_to_ours() {
        for text in [
            "typealias Old = Int",
            "cpdef int Old(int x): pass",
            "cdef extern from \"x.h\":\n  int Old(int)",
            "cdef struct Old:",
            "Old = -> 1",
            "module.exports.Old = 1",
            "api =\n  Old: (x) -> x",
            "@Old = 2",
            "ctypedef int Old",
            "private static List<X> Old(int x) {",
            "enum class E { A, Old }",
            "enum class E {\n  A,\n  Old,\n}",
            "{#snippet Old(x)}",
            "fun <T> a() = 1; val Old by lazy { 1 }",
            "char *Old(void);",
        ] {
            let (needs, start, end) = at(text, "Old");
            assert!(defines(&needs, start, end), "{text}");
        }
        for text in [
            "x.Old(1)",
            "return Old(1)",
            "val a = Old(1)",
            "if (a == Old) {",
            "f(Old = 1)",
            "// class Old",
            "a is Old",
            "x: Old",
            "Old == 1",
            "new Old()",
        ] {
            let (needs, start, end) = at(text, "Old");
            assert!(!defines(&needs, start, end), "{text}");
        }
    }

    #[test]
    fn imports_seem_so_by_line_or_by_owner() {
        let (needs, start, _) = at("import a.Old", "Old");
        assert!(imports(&needs, start));
        for text in ["fun f() = com.acme.Old.call()", "import com.acme.*\nval x = Old()", "import com.acme.{\n  A,\n  Old,\n}"] {
            let (needs, start, _) = at(text, "Old");
            assert!(speaks(&needs, start) && names(&needs, b"com.acme"), "{text}");
        }
        for text in ["package com.acme\nclass Old", "// com.acme.Old", "val Old = 1", "val com.acmes = Old"] {
            let (needs, start, _) = at(text, "Old");
            assert!(!(speaks(&needs, start) && names(&needs, b"com.acme")), "{text}");
        }
    }
}
