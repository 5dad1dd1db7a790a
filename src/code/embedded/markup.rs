//! Calls in the markup of a component that import something: `@click="() => import('./x')"`, `{#await import('./x')}`.

use std::ops::Range;

/// The longest call, in bytes.
const LONGEST: usize = 1_000;

/// Where markup calls `import` or `require` with a text: from the word to the end of the text, without the bracket that closes the call. What is
/// neither within a tag nor within braces is written for readers.
pub(super) fn calls(bytes: &[u8], part: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), part.start);
    let (mut tag, mut quote, mut depth) = (false, None, 0usize);
    while at < part.end {
        let byte = bytes.get(at).copied().unwrap_or_default();
        match (quote, byte) {
            (Some(open), byte) if open == byte => quote = None,
            (None, b'"' | b'\'') if tag && depth == 0 => quote = Some(byte),
            (None, b'{') => depth += 1,
            (None, b'}') => depth = depth.saturating_sub(1),
            (None, b'>') if depth == 0 => tag = false,
            (None, b'<') if depth == 0 => tag = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
            (_, b'i' | b'r') if tag || depth > 0 => {
                if let Some(end) = call(bytes.get(..part.end).unwrap_or_default(), at) {
                    found.push(at..end);
                    at = end;
                    continue;
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Behind the text of a call of `import` or `require` that begins at a place.
fn call(bytes: &[u8], at: usize) -> Option<usize> {
    let word = [&b"import"[..], b"require"].into_iter().find(|word| bytes.get(at..).is_some_and(|rest| rest.starts_with(word)))?;
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    if before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_$.".contains(byte)) {
        return None;
    }
    // A call is short; whatever stands here, it is gone through once.
    let bytes = bytes.get(..bytes.len().min(at + LONGEST))?;
    let mut at = spaces(bytes, at + word.len());
    bytes.get(at).filter(|byte| **byte == b'(')?;
    at = spaces(bytes, at + 1);
    while bytes.get(at..)?.starts_with(b"/*") {
        at = spaces(bytes, at + memchr::memmem::find(bytes.get(at..)?, b"*/")? + 2);
    }
    let quote = *bytes.get(at).filter(|byte| matches!(byte, b'"' | b'\'' | b'`'))?;
    let end = at + 1 + memchr::memchr(quote, bytes.get(at + 1..)?)?;
    (memchr::memchr(b'\n', bytes.get(at..end)?).is_none()).then_some(end + 1)
}

/// Behind white space.
fn spaces(bytes: &[u8], at: usize) -> usize {
    at + bytes.iter().skip(at).take_while(|byte| byte.is_ascii_whitespace()).count()
}
