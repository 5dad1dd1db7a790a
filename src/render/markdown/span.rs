//! Writing escaped pieces straight into a report.

use super::{code, code_cell, text};
use std::fmt::{Display, Write};

/// Writes an author's text.
pub fn push_text(out: &mut String, raw: &str) {
    out.push_str(&text(raw));
}

/// Writes an author's text as a code span that may stand in a table.
pub fn push_code(out: &mut String, raw: &str) {
    let plain = |byte: u8| byte.is_ascii_graphic() && byte != b'`' && byte != b'|';
    if raw.is_empty() {
    } else if raw.bytes().all(plain) {
        out.push('`');
        out.push_str(raw);
        out.push('`');
    } else {
        out.push_str(&code_cell(raw));
    }
}

/// Writes an author's text as a code span outside of tables, where a bar stands for itself.
pub fn push_code_line(out: &mut String, raw: &str) {
    if !raw.is_empty() {
        out.push_str(&code(raw));
    }
}

/// Writes a value.
pub fn push(out: &mut String, value: impl Display) {
    let _ = write!(out, "{value}");
}

/// Writes several things with a text between them.
pub fn push_list<T>(out: &mut String, between: &str, list: impl IntoIterator<Item = T>, mut one: impl FnMut(&mut String, T)) {
    for (at, value) in list.into_iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        one(out, value);
    }
}

/// Writes a count and its word: `1 file`, `2 files`.
pub fn push_count(out: &mut String, count: impl Into<u64>, one: &str, many: &str) {
    let count = count.into();
    push(out, count);
    out.push(' ');
    out.push_str(if count == 1 { one } else { many });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_tables_keeps_its_cell() {
        let mut out = String::new();
        push_code(&mut out, "a|b");
        push_code(&mut out, "plain.py");
        push_code(&mut out, "");
        assert_eq!(out, "`a\\|b``plain.py`");
    }
}
