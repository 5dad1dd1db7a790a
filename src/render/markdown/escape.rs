//! Writing an author's text so that it is shown as it is, wherever it stands.

use std::borrow::Cow;

/// Characters that mean nothing to Markdown inside a text. A colon, which may belong to a link, is looked at more closely.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte] = matches!(byte as u8, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9')
            || matches!(byte as u8, b' ' | b',' | b'.' | b';' | b'/' | b'(' | b')' | b'%' | b'-' | b'\'');
        byte += 1;
    }
    plain
};

/// A text for a paragraph, list, heading or table cell: nothing in it is taken for markup, line breaks become spaces, and
/// text that runs from right to left cannot turn its surroundings round.
pub fn text(raw: &str) -> Cow<'_, str> {
    let starts_safely = raw.starts_with(|c: char| c.is_ascii_alphabetic());
    if starts_safely
        && raw.bytes().all(|byte| PLAIN[usize::from(byte)] || byte == b':')
        && !(raw.contains(':') && (raw.contains("://") || holds_picture(raw)))
    {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len() + 8);
    let turns = raw.chars().any(is_right_to_left);
    if turns {
        out.push('\u{2068}');
    }
    let mut before = ' ';
    let mut chars = raw.trim().chars().peekable();
    let mut at_start = true;
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\r' | '\t' => {
                if before != ' ' {
                    out.push(' ');
                }
                before = ' ';
                continue;
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '_' => {
                // Inside a word an underscore is no markup.
                let inside = before.is_alphanumeric() && chars.peek().is_some_and(|next| next.is_alphanumeric());
                if !inside {
                    out.push('\\');
                }
                out.push('_');
            }
            '#' | '-' | '+' | '=' | '!' if at_start || c == '!' => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')'
                if chars.peek().is_none_or(|next| next.is_whitespace()) && out.chars().all(|c| c.is_ascii_digit()) && !out.is_empty() =>
            {
                out.push('\\');
                out.push(c);
            }
            // A scheme would make a link of it.
            ':' if chars.peek() == Some(&'/') => out.push_str("&#58;"),
            // A word between colons would be shown as a picture.
            ':' if names_picture(chars.clone()) => out.push_str(":<!-- -->"),
            '@' => out.push_str("&#64;"),
            c if is_invisible_control(c) => continue,
            c => out.push(c),
        }
        at_start = false;
        before = c;
    }
    if turns {
        out.push('\u{2069}');
    }
    Cow::Owned(out)
}

/// Whether what follows a colon is the name of a picture on GitHub, such as `smile:`. Other numbers than these few are times of day.
fn names_picture(behind: impl Iterator<Item = char>) -> bool {
    let mut name = String::new();
    for c in behind {
        match c {
            'a'..='z' | '0'..='9' | '_' | '+' | '-' if name.len() < 64 => name.push(c),
            ':' => return name.contains(|c: char| c.is_ascii_lowercase()) || matches!(&*name, "100" | "1234" | "+1" | "-1"),
            _ => return false,
        }
    }
    false
}

fn holds_picture(raw: &str) -> bool {
    raw.match_indices(':').any(|(at, _)| names_picture(raw[at + 1..].chars()))
}

/// A text as a code span, outside of tables.
pub fn code(raw: &str) -> String {
    if raw.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'`') && !raw.is_empty() {
        let mut out = String::with_capacity(raw.len() + 2);
        out.push('`');
        out.push_str(raw);
        out.push('`');
        return out;
    }
    let clean: String = raw.chars().map(|c| if c.is_control() { ' ' } else { c }).filter(|c| !is_invisible_control(*c)).collect();
    let longest = clean.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(if longest == 0 { 1 } else { longest + 1 });
    let pad = if clean.starts_with('`') || clean.ends_with('`') || clean.trim().is_empty() { " " } else { "" };
    format!("{fence}{pad}{clean}{pad}{fence}")
}

/// A text as a code span in a table cell, where a bar must be escaped even in code.
pub fn code_cell(raw: &str) -> String {
    let code = code(raw);
    if code.contains('|') { code.replace('|', "\\|") } else { code }
}

/// A text for a line of a code block: on one line, without characters nobody sees.
pub fn plain(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.trim().chars() {
        match c {
            '\n' | '\r' | '\t' if out.ends_with(' ') => {}
            '\n' | '\r' | '\t' => out.push(' '),
            c if is_invisible_control(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// Whether any of it runs from right to left.
pub fn turns(raw: &str) -> bool {
    raw.chars().any(is_right_to_left)
}

/// Marks that turn the direction of text, and characters nobody sees.
fn is_invisible_control(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}')
        || (c.is_control() && c != '\n')
}

/// Hebrew, Arabic and the scripts beside them.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_between_colons_is_no_picture() {
        assert_eq!(text("T :smile: :100:"), "T :<!-- -->smile: :<!-- -->100:");
        assert_eq!(text("at 12:30:45, a: b: c"), "at 12:30:45, a: b: c");
    }

    #[test]
    fn markup_is_shown_and_not_taken() {
        assert_eq!(text("a|b `c` [d](e) <script>"), "a\\|b \\`c\\` \\[d\\](e) &lt;script&gt;");
        assert_eq!(text("# 1. no heading"), "\\# 1. no heading");
        assert_eq!(text("1. no list"), "1\\. no list");
        assert_eq!(text("33.5% of it"), "33.5% of it");
        assert_eq!(text("two\nlines"), "two lines");
        assert_eq!(text("snake_case and _stress_"), "snake_case and \\_stress\\_");
        assert_eq!(text("$5 and $6"), "\\$5 and \\$6");
    }

    #[test]
    fn right_to_left_text_is_kept_apart() {
        assert_eq!(text("שלום"), "\u{2068}שלום\u{2069}");
        assert_eq!(text("a\u{202e}b"), "ab");
    }

    #[test]
    fn code_spans_outgrow_the_backticks_in_them() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code_cell("a|b"), "`a\\|b`");
    }
}
