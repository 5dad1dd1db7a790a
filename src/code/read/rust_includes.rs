//! Files that Rust takes over where no module is declared: `include!("x.rs")`, `include_str!("x.sql")`.

use super::super::facts::{Facts, Included};
use super::{Limits, count};
use tree_sitter::Node;

/// The macros, the longer first where one begins another.
const WORDS: [&str; 3] = ["include_bytes!", "include_str!", "include!"];

/// The longest path, in bytes.
const LONGEST: usize = 1_000;

/// Adds the files whose paths are written out.
pub(super) fn read(root: Node<'_>, text: &[u8], limits: &Limits, facts: &mut Facts) {
    for at in memchr::memmem::find_iter(text, b"include") {
        let begins =
            at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'));
        let behind = text.get(at..).unwrap_or_default();
        let Some(word) = WORDS.iter().find(|word| begins && behind.starts_with(word.as_bytes())) else { continue };
        let Some(path) = behind.get(word.len()..).and_then(path_in) else { continue };
        // Neither a text nor a comment.
        let node = root.descendant_for_byte_range(at, at + word.len() - 1).filter(|node| node.kind() == "identifier");
        if let Some(node) = node.filter(|_| facts.included.len() < limits.entries) {
            let line = count(node.start_position().row).saturating_add(1);
            facts.included.push(Included { path: path.into(), by: (*word).into(), line });
        }
    }
}

/// The text in the brackets that a macro is called with.
fn path_in(behind: &[u8]) -> Option<&str> {
    let inner = behind.get(..behind.len().min(2 * LONGEST))?.trim_ascii_start();
    let inner = inner.strip_prefix(b"(").or_else(|| inner.strip_prefix(b"[")).or_else(|| inner.strip_prefix(b"{"))?;
    let path = inner.trim_ascii_start().strip_prefix(b"\"")?;
    let path = path.get(..memchr::memchr(b'"', path)?)?;
    std::str::from_utf8(path).ok().filter(|path| !path.is_empty() && path.len() <= LONGEST && !path.contains('\\'))
}

#[cfg(test)]
mod tests {
    use crate::code::{Language, facts};

    #[test]
    fn files_are_included_where_code_says_so() {
        let text = "#![doc = include_str!(\"../a.md\")]\ninclude!(\"b.rs\");\n// include!(\"no.rs\")\nconst S: &str = \"include!(\\\"no\\\")\";\n\
                    fn f() { g(include_bytes! [ \"c.bin\" ]); println!(\"{}\", std::include_str!(\n\"d.sql\")); }\n\
                    include!(concat!(env!(\"OUT_DIR\"), \"/no.rs\"));\nmy_include!(\"no\");\n";
        let all: Vec<String> =
            facts(Language::Rust, text.as_bytes()).included.iter().map(|one| format!("{} {} {}", one.line, one.by, one.path)).collect();
        assert_eq!(all, ["1 include_str! ../a.md", "2 include! b.rs", "5 include_bytes! c.bin", "5 include_str! d.sql"]);
    }
}
