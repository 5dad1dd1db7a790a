//! Files that a check wrote, in whichever format: they quote what a plan asks for, so they prove nothing of it.

use super::compiled::{MARKED_WITHIN, is_compiled};

/// The mark by which a check for programs is known.
pub const CHECKED: &str = "Checked by landfall";

/// What at least one of stands near the beginning of all that Landfall writes.
const SIGNS: [&[u8]; 3] = [b"landfall", b"LF0", b"factsVersion"];

/// Whether Landfall wrote a file, as a report or as what came of a check. Only what it compiled may be removed by it.
pub fn is_written(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(MARKED_WITHIN)).unwrap_or_default();
    SIGNS.iter().any(|sign| memchr::memmem::find(start, sign).is_some()) && (is_compiled(bytes) || is_checked(bytes))
}

/// Whether a file begins as one of the formats of a check does, or as recorded facts.
fn is_checked(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(MARKED_WITHIN)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    match start.as_bytes().first() {
        Some(b'{' | b'[') => {
            let squeezed: String = start.chars().filter(|c| !c.is_whitespace()).take(400).collect();
            let begins = |text: &str| squeezed.starts_with(text);
            begins(&format!("{{\"generator\":\"{}\"", CHECKED.replace(' ', "")))
                || begins("{\"factsVersion\":")
                || begins("{\"code\":{\"value\":\"LF")
                || begins("[{\"check_name\":\"") && squeezed.contains("\"description\":\"LF")
                || squeezed.contains("\"automationDetails\":{\"id\":\"landfall/")
        }
        Some(b'<') => {
            let line = |at: usize| start.lines().nth(at).unwrap_or_default();
            line(0).starts_with("<!-- landfall check: ")
                || line(0).starts_with("<svg ") && line(0).contains(" aria-label=\"landfall: ")
                || line(0).starts_with("<?xml ") && line(1).starts_with("<testsuites name=\"landfall\" ")
        }
        // For people, the name of an item may stand before the first finding.
        _ => start.lines().take(2).any(is_finding),
    }
}

/// Whether a line tells of a finding: `error[LF0801 …`, `a.plan:2:1: warning[LF…`, `::error file=…,title=LF…`.
fn is_finding(line: &str) -> bool {
    ["error", "warning", "note"].iter().any(|level| {
        let marked = format!("{level}[LF");
        let rest = line.split_once(&*marked).filter(|(before, _)| before.is_empty() || before.ends_with(": ")).map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.get(..4).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit())))
    }) || line.starts_with("::") && line.contains(",title=LF")
}
