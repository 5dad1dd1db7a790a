//! Writing an author's text into HTML and SVG.

use unicode_width::UnicodeWidthChar;

/// Appends a text so that it is neither a tag nor the end of an attribute; what XML forbids is left out.
pub fn escape(out: &mut String, raw: &str) {
    for c in raw.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(c),
            // Marks that turn what follows round would turn the page round as well.
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') => {}
            c => out.push(c),
        }
    }
}

/// The beginning of a text that is no wider than so many columns, with an ellipsis where something was cut off.
pub fn cut(raw: &str, columns: usize) -> (&str, &'static str) {
    let width = |c: char| c.width().unwrap_or(0);
    let mut used = 0;
    let mut fits = 0;
    for (at, c) in raw.char_indices() {
        used += width(c);
        if used > columns {
            return (raw[..fits].trim_end(), "…");
        }
        // The ellipsis needs a column of its own.
        if used < columns {
            fits = at + c.len_utf8();
        }
    }
    (raw, "")
}

#[cfg(test)]
mod tests {
    use super::{cut, escape};

    #[test]
    fn text_cannot_leave_its_place() {
        let mut out = String::new();
        escape(&mut out, "</title><script a=\"b\" c='d'>&amp;\u{0}");
        assert_eq!(out, "&lt;/title&gt;&lt;script a=&quot;b&quot; c=&#39;d&#39;&gt;&amp;amp;");
    }

    #[test]
    fn wide_characters_count_twice() {
        assert_eq!(cut("四角形の図", 10), ("四角形の図", ""));
        assert_eq!(cut("四角形の図", 9), ("四角形の", "…"));
        assert_eq!(cut("四角形の図", 8), ("四角形", "…"));
        assert_eq!(cut("plain", 5), ("plain", ""));
        assert_eq!(cut("plain", 4), ("pla", "…"));
        assert_eq!(cut("plain", 0), ("", "…"));
    }
}
