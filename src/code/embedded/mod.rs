//! Code that is not the whole of its file, or whose file does not say its language by its name: scripts without an ending, script blocks of
//! components, cells of notebooks.

mod component;
mod first_line;
mod markup;
mod notebook;

use super::language::Language;
use std::borrow::Cow;

/// The largest file that may be a script by its first line alone, and of a language that is looked through and not parsed, in bytes.
pub const SCRIPT_BYTES: u64 = 1 << 20;

/// What a file holds, as a parser is to see it.
#[derive(Debug, PartialEq, Eq)]
pub enum Reading<'b> {
    /// Code of a language that is parsed.
    Code(Code<'b>),
    /// No code.
    Plain,
    /// Code of a language without a parser.
    Foreign,
    /// It cannot be taken apart, for this reason.
    Broken(&'static str),
}

/// The code of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct Code<'b> {
    /// Its language.
    pub language: Language,
    /// The code; a line in it is the same line of the file, but for notebooks.
    pub text: Cow<'b, [u8]>,
    /// Of a notebook, the first line of each cell in the code, and the number of the cell in the notebook.
    pub cells: Vec<(u32, u32)>,
    /// What else of the file is code, of languages without a parser, on the same lines as the code; empty where there is none.
    pub beside: Vec<u8>,
}

impl<'b> Code<'b> {
    fn whole(language: Language, bytes: &'b [u8]) -> Code<'b> {
        Code { language, text: Cow::Borrowed(bytes), cells: Vec::new(), beside: Vec::new() }
    }

    /// Whether nothing of it is parsed, and something is not.
    fn is_beside_alone(&self) -> bool {
        !self.beside.is_empty() && self.text.iter().all(u8::is_ascii_whitespace)
    }
}

/// Takes the code out of a file.
pub fn code_of<'b>(path: &str, bytes: &'b [u8]) -> Reading<'b> {
    let ending = path.rsplit('/').next().unwrap_or(path).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match (ending.as_deref(), Language::of_path(path)) {
        (Some("vue" | "svelte"), _) => known(Reading::Code(component::code(bytes))),
        (Some("ipynb"), _) => known(notebook::code(bytes)),
        (_, Some(language)) => Reading::Code(Code::whole(language, bytes)),
        _ if Language::ending_without_parser(path).is_some() => Reading::Foreign,
        _ if !may_be_script(path, bytes.len() as u64) => Reading::Plain,
        _ => match first_line::language(bytes) {
            Some(Ok(language)) => Reading::Code(Code::whole(language, bytes)),
            Some(Err(())) => Reading::Foreign,
            None => Reading::Plain,
        },
    }
}

/// What holds nothing that is parsed, and something that is not, is of a language without a parser.
fn known(reading: Reading<'_>) -> Reading<'_> {
    match reading {
        Reading::Code(code) if code.is_beside_alone() => Reading::Foreign,
        reading => reading,
    }
}

/// Whether a file may be a script that says its language in its first line.
pub fn may_be_script(path: &str, size: u64) -> bool {
    size <= SCRIPT_BYTES && Language::is_open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_counts_where_the_name_leaves_it_open() {
        let language = |path: &str, text: &str| match code_of(path, text.as_bytes()) {
            Reading::Code(code) => Some(code.language),
            _ => None,
        };
        for path in ["bin/tool", "x.cgi", "tool-1.2"] {
            assert_eq!(language(path, "\u{feff}#!/usr/bin/python3\nimport a\n"), Some(Language::Python), "{path}");
        }
        for path in ["a.md", "a.py.bak", "a.py.backup_2", "a.py~"] {
            assert_eq!(language(path, "#!/usr/bin/python3\n"), None, "{path}");
        }
        assert_eq!(language("A.PY", "import a\n"), Some(Language::Python));
        assert!(may_be_script("bin/tool", 9) && !may_be_script(".env", 9) && !may_be_script("a", 2 << 20));
    }

    #[test]
    fn what_has_no_parser_at_all_is_foreign() {
        assert_eq!(code_of("a.vue", b"<script lang=\"coffee\">x = 1</script>"), Reading::Foreign);
        assert!(matches!(code_of("a.vue", b"<p/>"), Reading::Code(_)));
    }
}
