//! How many rows a report does not list.

use std::fmt::Write;

/// Adds a line that says how many more there are, in words for one and for many; nothing when there are none.
pub fn left_out(out: &mut String, count: usize, one: &str, many: &str) {
    let _ = match count {
        0 => return,
        1 => writeln!(out, "1 more {one} and is not listed here.\n"),
        _ => writeln!(out, "{count} more {many} and are not listed here.\n"),
    };
}
