//! Files that Landfall compiled: they say what a plan says, so they prove nothing of it.

/// The mark by which compiled files are known, in their first line.
pub const MARK: &str = "Compiled by landfall";

/// How much of a file is looked at for the mark, in bytes.
pub const MARKED_WITHIN: usize = 2048;

/// Whether a file begins as compiled files do; that it speaks of the mark somewhere means nothing.
pub fn is_compiled(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(MARKED_WITHIN)).unwrap_or_default();
    let start = String::from_utf8_lossy(start);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    let first = start.lines().next().unwrap_or_default();
    match start.as_bytes().first() {
        Some(b'{') => {
            let squeezed: String = start.chars().filter(|c| !c.is_whitespace()).take(60).collect();
            squeezed.strip_prefix("{\"generator\":\"").is_some_and(|rest| rest.starts_with(&MARK.replace(' ', "")))
        }
        Some(b'<') if first.starts_with("<!--") => first.trim_start_matches("<!--").trim_start().starts_with(MARK),
        Some(b'<') => start.contains(&format!("<meta name=\"generator\" content=\"{MARK}\">")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_compiled;

    #[test]
    fn a_compiled_file_begins_as_one() {
        for text in [
            "<!-- Compiled by landfall; edit the plan, not this file. -->\n\n# A",
            "\u{feff}<!-- Compiled by landfall; edit the plan, not this file. -->\r\n<svg/>",
            "{\"generator\":\"Compiled by landfall\",\"schemaVersion\":1}",
            "{\n  \"generator\": \"Compiled by landfall\"\n}",
            "<!doctype html>\n<html><head>\n<meta name=\"generator\" content=\"Compiled by landfall\">\n",
        ] {
            assert!(is_compiled(text.as_bytes()), "{text}");
        }
        for text in [
            "",
            "# Reports\nCompiled by landfall.",
            "<!-- Not compiled by landfall -->",
            "pub const MARK: &str = \"Compiled by landfall\";",
            "{\"a\": \"Compiled by landfall\"}",
        ] {
            assert!(!is_compiled(text.as_bytes()), "{text}");
        }
    }
}
