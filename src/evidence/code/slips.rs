//! Names that code defines and that were perhaps meant: read off its text, for those that are told of as near and prove nothing.

use crate::diag::nearest;
use crate::evidence::Sight;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// How much of the files of a choice is looked through for a slip, in bytes.
pub const SLIP_BYTES: u64 = 2 << 20;

/// The names that a file seems to define, each with its line.
pub type Names = Vec<(Box<str>, u32)>;

/// A word that defines, and the name behind it.
const DEFINING: &str = r"(?m)\b(?:class|def|fn|func|function|interface|struct|enum|trait|type|record|const|let|var|static)[ \t]+(?:\([^)\n]{0,200}\)[ \t]*)?([A-Za-z_$][\w$]{2,60})";

static DEFINITION: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DEFINING).ok());

/// The names that a text seems to define.
pub fn names(text: &[u8]) -> Names {
    let Some(definition) = DEFINITION.as_ref() else { return Vec::new() };
    let (mut line, mut from, mut found) = (1u32, 0, Vec::new());
    for name in definition.captures_iter(text).filter_map(|captures| captures.get(1)) {
        line = line.saturating_add(memchr::memchr_iter(b'\n', text.get(from..name.start()).unwrap_or_default()).count() as u32);
        from = name.start();
        found.extend(std::str::from_utf8(name.as_bytes()).ok().map(|name| (Box::from(name), line)));
    }
    found
}

/// The name nearest to one that is defined nowhere, among files in order.
pub fn slip<'n>(wanted: &str, files: impl Iterator<Item = (&'n str, &'n Names)> + Clone) -> Option<Sight> {
    let all = || files.clone().flat_map(|(path, names)| names.iter().map(move |(name, line)| (path, name, *line)));
    let meant = nearest(wanted, all().map(|(_, name, _)| &**name))?;
    let (path, name, line) = all().find(|(_, name, _)| &***name == meant)?;
    Some(Sight { path: path.into(), line: Some(line), what: format!("`{name}` is defined here").into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_read_off_their_words() {
        let text = b"class Basket:\n    def add(self): pass\nfunc (b *Cart) Total() {}\nexport const items = 1\nfn x() {}\n";
        let found: Vec<String> = names(text).into_iter().map(|(name, line)| format!("{line} {name}")).collect();
        assert_eq!(found, ["1 Basket", "2 add", "3 Total", "4 items"]);
        let names = names(text);
        let slip = |wanted: &str| slip(wanted, [("a.py", &names)].into_iter()).map(|sight| sight.to_string());
        assert_eq!(slip("Baskett").as_deref(), Some("a.py:1 (`Basket` is defined here)"));
        assert_eq!(slip("Warehouse"), None);
    }
}
