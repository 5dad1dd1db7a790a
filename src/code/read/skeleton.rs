//! Definitions of a few names of Python without parsing a whole file: only the statements in which the names stand are parsed, with the
//! heads of the blocks around them.
//!
//! Which those are is told by lines, brackets, texts and indentation alone. Where that is not plain, or what is left does not parse,
//! nothing is said, and the file is parsed whole.

use super::super::facts::{Facts, Mention};
use super::super::language::Language;
use super::{count, facts};

/// The most names looked for in one file before it is parsed whole.
const MOST: usize = 300;

/// A statement, or the head of a block: one line, or several that belong together.
#[derive(Debug, Clone, Copy)]
struct Line {
    start: usize,
    end: usize,
    /// Columns before its first word.
    indent: usize,
    /// Lines before it.
    before: usize,
}

/// A file as lines that belong together.
struct Lines<'b> {
    bytes: &'b [u8],
    all: Vec<Line>,
}

/// What the statements at the places given define, with the lines of the file, and the places that stand in code. The places are sorted.
/// Nothing where the file must be parsed whole.
pub fn facts_of_names(bytes: &[u8], places: &[u32]) -> Option<(Facts, Vec<Mention>)> {
    if places.len() > MOST || std::str::from_utf8(bytes).is_err() {
        return None;
    }
    let (lines, code) = Lines::read(bytes, places)?;
    let mut wanted = vec![false; lines.all.len()];
    let mut mentions = Vec::new();
    for &at in &code {
        let number = lines.all.partition_point(|line| line.start <= at as usize).checked_sub(1)?;
        let line = lines.all.get(number)?;
        let before = bytes.get(line.start..at as usize)?.trim_ascii();
        let member = before.ends_with(b".");
        if member && before != b"self." && may_be_target(before) && is_assigned(bytes, at as usize, line.end) {
            // An attribute given to something: what that is stands elsewhere.
            return None;
        }
        let newlines = memchr::memchr_iter(b'\n', bytes.get(line.start..at as usize)?).count();
        mentions.push(Mention { at, line: count(line.before + newlines + 1), member, broken: false });
        if !wanted[number] && (binds(bytes, at as usize) || lines.takes_away(number)) {
            lines.take(number, &mut wanted);
        }
    }
    let (text, numbers) = lines.text(&wanted);
    let mut found = facts(Language::Python, &text);
    if found.syntax.count > 0 || found.stopped.is_some() {
        return None;
    }
    for definition in &mut found.definitions {
        definition.line = count(*numbers.get(definition.line as usize - 1)? + 1);
    }
    Some((found, mentions))
}

/// The bytes that tell where lines, brackets, texts and comments begin and end.
const IS_PUNCTUATION: [bool; 256] = {
    let mut is = [false; 256];
    let all = b"\n#'\"()[]{}\\";
    let mut at = 0;
    while at < all.len() {
        is[all[at] as usize] = true;
        at += 1;
    }
    is
};

/// Whether a name of Python that begins and ends at the places given stands as in a definition: behind `class`, `def` or `type`, or as a target of an assignment.
pub fn may_define(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = bytes.get(..start).unwrap_or_default();
    let near = before.get(before.len().saturating_sub(200)..).unwrap_or_default().trim_ascii_end();
    if [&b"class"[..], b"def", b"type", b"\\"].iter().any(|word| near.ends_with(word)) {
        return true;
    }
    let behind = bytes.get(end..).unwrap_or_default();
    let next = behind.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'));
    match next.and_then(|at| behind.get(at..)) {
        Some([b'=', b'=', ..]) => false,
        Some([b'=' | b':' | b',' | b')' | b']' | b'\\' | b'[', ..]) => true,
        _ => false,
    }
}

/// Words that no target of an assignment stands behind.
const NO_TARGET: [&[u8]; 24] = [
    b"and", b"assert", b"await", b"case", b"class", b"def", b"elif", b"except", b"for", b"from", b"global", b"if", b"import", b"in", b"is",
    b"lambda", b"not", b"or", b"raise", b"return", b"while", b"with", b"yield", b"del",
];

/// Whether what stands in a statement before a member may be followed by a target: names, commas and brackets that are no call.
fn may_be_target(before: &[u8]) -> bool {
    let plain = before.iter().all(|byte| in_name(byte) || b" \t\x0c.,*()[]=;".contains(byte));
    let call = before.windows(2).any(|pair| in_name(&pair[0]) && matches!(pair[1], b'(' | b'['));
    plain && !call && !before.split(|byte| !in_name(byte)).any(|word| NO_TARGET.contains(&word))
}

/// Whether a byte may stand in a name.
fn in_name(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || *byte == b'_' || *byte >= 0x80
}

/// Where the name ends that goes on at a place.
fn name_end(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).and_then(|rest| rest.iter().position(|byte| !in_name(byte))).map_or(bytes.len(), |length| at + length)
}

/// Whether the name around a place stands as in a definition.
fn binds(bytes: &[u8], at: usize) -> bool {
    let start = bytes.get(..at).and_then(|before| before.iter().rposition(|byte| !in_name(byte))).map_or(0, |at| at + 1);
    may_define(bytes, start, name_end(bytes, at))
}

/// Whether a name is assigned to, alone or in a list, in a statement that ends at a place.
fn is_assigned(bytes: &[u8], at: usize, end: usize) -> bool {
    let behind = bytes.get(name_end(bytes, at)..end).unwrap_or_default().trim_ascii_start();
    match behind.first() {
        Some(b'=') => behind.get(1) != Some(&b'='),
        Some(b',' | b')' | b']') => behind.contains(&b'='),
        first => first == Some(&b':'),
    }
}

impl<'b> Lines<'b> {
    /// Cuts a file into lines that belong together, and tells which of the places stand in code, not in texts or comments.
    fn read(bytes: &'b [u8], places: &[u32]) -> Option<(Lines<'b>, Vec<u32>)> {
        let mut lines = Lines { bytes, all: Vec::new() };
        let mut code = Vec::new();
        let mut places = places.iter().copied().peekable();
        let (mut at, mut newlines) = (if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }, 0usize);
        while at < bytes.len() {
            let (indent, first) = indent(bytes, at);
            let before = newlines;
            let mut end = first;
            let mut depth = 0usize;
            loop {
                let to = bytes.get(end..).and_then(|rest| rest.iter().position(|byte| IS_PUNCTUATION[usize::from(*byte)]));
                let to = to.map_or(bytes.len(), |length| end + length);
                while let Some(place) = places.next_if(|place| (*place as usize) < to) {
                    code.push(place);
                }
                end = to;
                let Some(&byte) = bytes.get(end) else { break };
                match byte {
                    b'\n' => {
                        newlines += 1;
                        end += 1;
                        if depth == 0 {
                            break;
                        }
                    }
                    b'#' => {
                        let to = memchr::memchr(b'\n', &bytes[end..]).map_or(bytes.len(), |length| end + length);
                        while places.next_if(|place| (*place as usize) < to).is_some() {}
                        end = to;
                    }
                    b'\'' | b'"' => {
                        let to = behind_text(bytes, end)?;
                        newlines += memchr::memchr_iter(b'\n', &bytes[end..to]).count();
                        while places.next_if(|place| (*place as usize) < to).is_some() {}
                        end = to;
                    }
                    b'(' | b'[' | b'{' => (depth, end) = (depth + 1, end + 1),
                    b')' | b']' | b'}' => (depth, end) = (depth.checked_sub(1)?, end + 1),
                    // A backslash.
                    _ => {
                        let skip = if bytes.get(end + 1) == Some(&b'\r') { 3 } else { 2 };
                        newlines += usize::from(bytes.get(end + skip - 1) == Some(&b'\n'));
                        end += skip;
                    }
                }
            }
            if depth > 0 {
                return None;
            }
            let end = end.min(bytes.len());
            let blank = bytes.get(first..end)?.trim_ascii().is_empty() || bytes.get(first) == Some(&b'#');
            if !blank {
                lines.all.push(Line { start: at, end, indent, before });
            }
            at = end.max(at + 1);
        }
        Some((lines, code))
    }

    /// The first word of a line.
    fn word(&self, line: &Line) -> &'b [u8] {
        let text = self.bytes.get(line.start..line.end).unwrap_or_default().trim_ascii_start();
        let end = text.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(text.len());
        text.get(..end).unwrap_or_default()
    }

    /// Whether a line takes names away, or gives them to another scope.
    fn takes_away(&self, number: usize) -> bool {
        let line = &self.all[number];
        let text = self.bytes.get(line.start..line.end).unwrap_or_default();
        [&b"del"[..], b"global"].iter().any(|word| memchr::memmem::find(text, word).is_some())
    }

    fn decorates(&self, number: usize) -> bool {
        let line = &self.all[number];
        self.bytes.get(line.start..line.end).is_some_and(|text| text.trim_ascii_start().starts_with(b"@"))
    }

    fn is_clause(&self, line: &Line) -> bool {
        matches!(self.word(line), b"elif" | b"else" | b"except" | b"finally")
    }

    /// Takes a line, the heads around it, and the clauses that belong to these.
    fn take(&self, number: usize, wanted: &mut [bool]) {
        let mut at = number;
        loop {
            wanted[at] = true;
            let indent = self.all[at].indent;
            // Decorators belong to what stands behind them.
            for decorator in (0..at).rev().take_while(|before| self.decorates(*before)) {
                wanted[decorator] = true;
            }
            let mut behind = at;
            while self.decorates(behind) && behind + 1 < self.all.len() {
                behind += 1;
                wanted[behind] = true;
            }
            // Clauses before it, up to the head that opens them, and behind it.
            let mut first = at;
            while self.is_clause(&self.all[first]) {
                let Some(before) = (0..first).rev().find(|other| self.all[*other].indent <= indent) else { break };
                if self.all[before].indent < indent {
                    break;
                }
                wanted[before] = true;
                first = before;
            }
            let behind = self.all.iter().enumerate().skip(at + 1).take_while(|(_, line)| line.indent > indent || self.is_clause(line));
            for (other, _) in behind.filter(|(_, line)| line.indent == indent) {
                wanted[other] = true;
            }
            match (0..first).rev().find(|outer| self.all[*outer].indent < indent) {
                Some(outer) if !wanted[outer] => at = outer,
                _ => return,
            }
        }
    }

    /// The lines taken as a text of their own, blocks of which nothing was taken with a body, and the line of the file of each.
    fn text(&self, wanted: &[bool]) -> (Vec<u8>, Vec<usize>) {
        let (mut text, mut numbers) = (Vec::new(), Vec::new());
        let taken: Vec<usize> = (0..self.all.len()).filter(|number| wanted[*number]).collect();
        for (place, &number) in taken.iter().enumerate() {
            let line = &self.all[number];
            let written = self.bytes.get(line.start..line.end).unwrap_or_default();
            text.extend_from_slice(written);
            if !written.ends_with(b"\n") {
                text.push(b'\n');
            }
            numbers.extend(line.before..line.before + memchr::memchr_iter(b'\n', written).count().max(1));
            let opens = self.all.get(number + 1).is_some_and(|next| next.indent > line.indent);
            let goes_on = taken.get(place + 1).is_some_and(|next| self.all[*next].indent > line.indent);
            if opens && !goes_on {
                let blanks = written.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\x0c')).count();
                text.extend_from_slice(written.get(..blanks).unwrap_or_default());
                text.extend_from_slice(b" pass\n");
                numbers.push(line.before);
            }
        }
        (text, numbers)
    }
}

/// The columns before the first word of a line, and where that stands.
fn indent(bytes: &[u8], start: usize) -> (usize, usize) {
    let (mut columns, mut at) = (0, start);
    loop {
        match bytes.get(at) {
            Some(b' ') => columns += 1,
            Some(b'\t') => columns = columns / 8 * 8 + 8,
            Some(b'\x0c') => columns = 0,
            _ => return (columns, at),
        }
        at += 1;
    }
}

/// Where a text ends that begins at a place; nothing when it does not.
fn behind_text(bytes: &[u8], start: usize) -> Option<usize> {
    let quote = *bytes.get(start)?;
    let triple = bytes.get(start..start + 3).is_some_and(|three| three == [quote; 3]);
    let mut at = start + if triple { 3 } else { 1 };
    loop {
        match *bytes.get(at)? {
            b'\\' => at += if bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n') { 3 } else { 2 },
            b'\n' if !triple => return None,
            byte if byte == quote => {
                if !triple {
                    return Some(at + 1);
                }
                if bytes.get(at..at + 3)? == [quote; 3] {
                    return Some(at + 3);
                }
                at += 1;
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [&str; 14] = [
        "X = 1\nY: int = X\nclass A(X):\n    def X(self): pass\n    Y = X\n",
        "if a:\n    X = 1\nelif b:\n    class X:\n        def f(self):\n            X = 2\n            def X(): pass\nelse:\n    def X(): pass\n",
        "try:\n    from a import X\nexcept (A, B) as e:\n    X = None\nelse:\n    Y = X\nfinally:\n    X = 3\n",
        "if TYPE_CHECKING:\n    class X: pass\nelse:\n    X = 1\n",
        "x = '''\nclass X: pass\n'''\n# class X: pass\ny = \"class X: pass\"\nclass X(\n    B,\n    metaclass=M,\n):\n    '''X'''\n    a = [\n  1]\n\n    X = 2\n",
        "@deco(\n  X)\nasync def f():\n    return X\n\nclass Y:\n    @property\n    def X(self): return 1\n    @X.setter\n    def X(self, v): pass\n",
        "match X:\n    case [a]:\n        X = 1\n    case _:\n        def X(): pass\n",
        "for X in y:\n    Z = 1\nelse:\n    X = 2\nwith a as X, b:\n    X = 3\nwhile X: X = 4\n",
        "def f(a, b=X,\n  c=1): \\\n  return X\nX \\\n = 1\nclass X: A = 1; B = 2\n",
        "class A:\n\tclass X:\n\t\tdef X(self):\n\t\t\tpass\n\n\n\tX = 1\n",
        "if __name__ == '__main__':\n    X = 1\n    class Y:\n        X = 2\n",
        "class A:\n    try:\n        X = 1\n    except E:\n        pass\n    def g(self):\n        if a:\n            pass\n        else:\n            class X: pass\n",
        "X, Y = 1, 2\n(X) = 3\n[X, *Y] = z\nA = X = B = 1\ntype X = int\n",
        "\u{feff}class X: pass\r\nif a:\r\n    X = 1\r\n",
    ];

    fn shown(facts: &Facts, name: &str) -> Vec<String> {
        facts.definitions.iter().filter(|one| one.name.ends_with(name)).map(|one| format!("{one:?}")).collect()
    }

    fn agree(text: &str, name: &str) -> bool {
        let places: Vec<u32> = text.match_indices(name).map(|(at, _)| at as u32).collect();
        let whole = facts(Language::Python, text.as_bytes());
        let Some((part, _)) = facts_of_names(text.as_bytes(), &places) else { return false };
        assert_eq!(shown(&part, name), shown(&whole, name), "{text}");
        true
    }

    #[test]
    fn a_skeleton_says_what_the_whole_file_does() {
        for form in FORMS {
            for name in ["X", "Y"] {
                assert!(agree(form, name), "{form}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_parsed_whole() {
        assert!(facts_of_names(b"x = (\nclass X: pass\n", &[12]).is_none(), "a bracket is open");
        assert!(facts_of_names(b"x = 'a\nclass X: pass\n", &[13]).is_none(), "a text is open");
        assert!(facts_of_names(b"class A: pass\nA.X = 1\n", &[16]).is_none(), "a class is given an attribute");
        assert!(facts_of_names(b"class A: pass\n(a, A.X) = 1, 2\n", &[20]).is_none(), "among others");
        assert!(facts_of_names(b"try: pass\nexcept m.X: f(m.X, 1)\n", &[19, 26]).is_some(), "nothing is given");
        assert!(facts_of_names(b"class X(: pass\n", &[6]).is_none());
        assert!(facts_of_names(b"class X y: pass\n", &[6]).is_none(), "what is taken does not parse");
    }

    #[test]
    fn names_in_texts_and_comments_are_not_mentioned() {
        let text = "a = 'X'  # X\nb.X(X)\n";
        let places: Vec<u32> = text.match_indices('X').map(|(at, _)| at as u32).collect();
        let (_, mentions) = facts_of_names(text.as_bytes(), &places).expect("it is plain");
        assert_eq!(mentions.iter().map(|one| (one.line, one.member)).collect::<Vec<_>>(), [(2, true), (2, false)]);
    }
}
