//! What an edit changes, as a unified diff.

use similar::{ChangeTag, TextDiff};
use std::fmt::Write;

const RED: &str = "\u{1b}[31m";
const GREEN: &str = "\u{1b}[32m";
const CYAN: &str = "\u{1b}[36m";
const BOLD: &str = "\u{1b}[1m";
const PLAIN: &str = "\u{1b}[0m";

/// The diff of two texts of one file, with the colours of a terminal; who prints it where there are none takes them out.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut out = String::new();
    let _ = writeln!(out, "{BOLD}--- {path}{PLAIN}\n{BOLD}+++ {path}{PLAIN}");
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let _ = writeln!(out, "{CYAN}{}{PLAIN}", hunk.header());
        for change in hunk.iter_changes() {
            let (colour, sign) = match change.tag() {
                ChangeTag::Delete => (RED, '-'),
                ChangeTag::Insert => (GREEN, '+'),
                ChangeTag::Equal => ("", ' '),
            };
            let end = if colour.is_empty() { "" } else { PLAIN };
            let line = change.value();
            let text = line.trim_end_matches('\n');
            let _ = writeln!(out, "{colour}{sign}{text}{end}");
            if change.missing_newline() {
                out.push_str("\\ No newline at end of file\n");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_diff_shows_what_goes_and_what_comes() {
        let diff = unified("a.plan", "one\ntwo", "one\nthree");
        let plain: String = diff.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, rest)| rest)).collect();
        let plain = if diff.starts_with('\u{1b}') { plain } else { diff };
        assert!(plain.contains("--- a.plan\n+++ a.plan\n@@ -1,2 +1,2 @@\n one\n-two\n"), "{plain}");
        assert!(plain.ends_with("+three\n\\ No newline at end of file\n"), "{plain}");
    }
}
