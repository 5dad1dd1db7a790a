//! Code that is not the whole of its file, or whose file does not say its language by its name: scripts without an ending, script blocks of
//! components, cells of notebooks.

use super::language::{Language, ending};
use serde_json::Value;
use std::borrow::Cow;

/// The largest file without an ending that may be a script, and of a language that is looked through and not parsed, in bytes.
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
}

/// Takes the code out of a file.
pub fn code_of<'b>(path: &str, bytes: &'b [u8]) -> Reading<'b> {
    match (ending(path), Language::of_path(path)) {
        (Some("vue" | "svelte"), _) => {
            let (language, text) = component(bytes);
            Reading::Code(Code { language, text: Cow::Owned(text), cells: Vec::new() })
        }
        (Some("ipynb"), _) => notebook(bytes),
        (_, Some(language)) => Reading::Code(Code { language, text: Cow::Borrowed(bytes), cells: Vec::new() }),
        (None, None) => match by_first_line(bytes) {
            Some(Ok(language)) => Reading::Code(Code { language, text: Cow::Borrowed(bytes), cells: Vec::new() }),
            Some(Err(())) => Reading::Foreign,
            None => Reading::Plain,
        },
        (Some(_), None) if Language::ending_without_parser(path).is_some() => Reading::Foreign,
        (Some(_), None) => Reading::Plain,
    }
}

/// Whether a file may be a script that says its language in its first line: its name has no ending.
pub fn may_be_script(path: &str, size: u64) -> bool {
    let name = path.rsplit(['/', ':']).next().unwrap_or(path);
    size <= SCRIPT_BYTES && !name.contains('.')
}

/// The language of a script by what is to run it; an error for one without a parser, nothing for what is no program or of a shell.
fn by_first_line(bytes: &[u8]) -> Option<Result<Language, ()>> {
    let line = bytes.strip_prefix(b"#!")?.split(|byte| *byte == b'\n').next()?;
    let line = std::str::from_utf8(line.get(..line.len().min(300))?).ok()?;
    let words = line.split_whitespace().map(|word| word.rsplit('/').next().unwrap_or(word));
    // `/usr/bin/env -S uv run --script`: what stands before the program is passed over.
    let before =
        |word: &&str| matches!(*word, "env" | "uv" | "run" | "pipx" | "npx" | "exec") || word.starts_with('-') || word.contains('=');
    let runs_python = line.contains("uv run") || line.contains("pipx run");
    let Some(program) = words.clone().find(|word| !before(word)) else { return runs_python.then_some(Ok(Language::Python)) };
    let name = program.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    Some(Ok(match name {
        "python" | "pythonw" | "pypy" | "ipython" => Language::Python,
        "node" | "nodejs" => Language::JavaScript,
        "deno" | "bun" | "ts-node" | "tsx" => Language::TypeScript,
        "rust-script" | "cargo" => Language::Rust,
        "go" | "gorun" => Language::Go,
        "java" => Language::Java,
        "ruby" | "perl" | "php" | "lua" | "luajit" | "Rscript" | "julia" | "groovy" | "scala" | "kotlin" | "elixir" | "escript"
        | "runhaskell" | "runghc" | "swift" | "crystal" | "clojure" | "bb" | "racket" | "guile" => return Some(Err(())),
        _ if runs_python => Language::Python,
        _ => return None,
    }))
}

/// The script blocks of a component, with everything around them blank, so that every place stays.
fn component(bytes: &[u8]) -> (Language, Vec<u8>) {
    let blank = |byte: &u8| if matches!(byte, b'\n' | b'\r') { *byte } else { b' ' };
    let mut text: Vec<u8> = bytes.iter().map(blank).collect();
    let mut language = Language::TypeScript;
    let lower = bytes.to_ascii_lowercase();
    let find = |from: usize, what: &[u8]| memchr::memmem::find(lower.get(from..)?, what).map(|at| from + at);
    let mut from = 0;
    loop {
        let (script, comment) = (find(from, b"<script"), find(from, b"<!--"));
        let Some(script) = script else { return (language, text) };
        // What is commented out is no script.
        if let Some(comment) = comment.filter(|comment| *comment < script) {
            let Some(end) = find(comment, b"-->") else { return (language, text) };
            from = end + 3;
            continue;
        }
        let begin = script + b"<script".len();
        let Some(end) = end_of_tag(bytes, begin) else { return (language, text) };
        from = end;
        let attributes = bytes.get(begin..end).unwrap_or_default();
        if !attributes.first().is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')) {
            continue;
        }
        if ["tsx", "jsx"]
            .iter()
            .any(|lang| attribute(attributes, b"lang").is_some_and(|(at, to)| attributes.get(at..to) == Some(lang.as_bytes())))
        {
            language = Language::Tsx;
        }
        // What stands in another file is imported.
        if let Some((at, to)) = attribute(attributes, b"src").map(|(at, to)| (begin + at, begin + to)) {
            let word = b"import ";
            if let (Some(source), Some(start)) = (bytes.get(at - 1..to + 1), (at - 1).checked_sub(word.len())) {
                text.splice(at - 1..to + 1, source.iter().map(blank_in_text));
                text.splice(start..at - 1, word.iter().copied());
                if let Some(byte) = text.get_mut(end - 1) {
                    *byte = b';';
                }
            }
        }
        if attributes.ends_with(b"/>") {
            continue;
        }
        let close = find(end, b"</script").unwrap_or(bytes.len());
        if let (Some(place), Some(code)) = (text.get_mut(end..close), bytes.get(end..close)) {
            place.copy_from_slice(code);
        }
        from = close;
    }
}

fn blank_in_text(byte: &u8) -> u8 {
    if *byte == b'\n' { b' ' } else { *byte }
}

/// Behind the end of a tag; what is quoted does not end it.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Where the value of an attribute stands between its quotes.
fn attribute(attributes: &[u8], name: &[u8]) -> Option<(usize, usize)> {
    memchr::memmem::find_iter(attributes, name).find_map(|at| {
        at.checked_sub(1).and_then(|before| attributes.get(before)).filter(|byte| byte.is_ascii_whitespace())?;
        let rest = attributes.get(at + name.len()..)?.strip_prefix(b"=")?;
        let quote = rest.first().copied().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let begin = at + name.len() + 2;
        Some((begin, begin + memchr::memchr(quote, attributes.get(begin..)?)?))
    })
}

/// The cells of a notebook one after another.
fn notebook(bytes: &[u8]) -> Reading<'static> {
    const BROKEN: Reading<'static> = Reading::Broken("it is no notebook that can be read");
    let Ok(data) = serde_json::from_slice::<Value>(bytes) else { return BROKEN };
    let older = || data.pointer("/worksheets/0/cells");
    let Some(cells) = data.get("cells").or_else(older).and_then(Value::as_array) else { return BROKEN };
    let said = ["/metadata/language_info/name", "/metadata/kernelspec/language", "/metadata/kernelspec/name", "/metadata/language"];
    let said = said.iter().find_map(|at| data.pointer(at)?.as_str()).unwrap_or("python").to_lowercase();
    let language = match said.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') {
        "python" | "ipython" | "pyodide" | "pypy" => Language::Python,
        "javascript" | "node" => Language::JavaScript,
        "typescript" | "deno" => Language::TypeScript,
        "rust" => Language::Rust,
        "go" => Language::Go,
        "java" => Language::Java,
        _ => return Reading::Foreign,
    };
    let (mut text, mut line, mut places) = (String::new(), 1u32, Vec::new());
    for (number, cell) in (1u32..).zip(cells) {
        if cell.get("cell_type").and_then(Value::as_str) != Some("code") {
            continue;
        }
        let source = match cell.get("source").or_else(|| cell.get("input")) {
            Some(Value::String(source)) => source.clone(),
            Some(Value::Array(lines)) => lines.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        places.push((line, number));
        let source = if language == Language::Python { python(&source) } else { source };
        line = line.saturating_add(source.matches('\n').count() as u32 + 1);
        text.push_str(&source);
        text.push('\n');
    }
    Reading::Code(Code { language, text: Cow::Owned(text.into_bytes()), cells: places })
}

/// A cell of Python without what is meant for the notebook alone: lines of magic and commands, and whole cells of other languages.
fn python(source: &str) -> String {
    let is_magic = |line: &str| line.trim_start().starts_with(['%', '!', '?']);
    let blank = |line: &str| {
        let body = line.trim_start();
        format!("{}pass", &line[..line.len() - body.len()])
    };
    let first = source.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let own = ["%%time", "%%timeit", "%%capture", "%%prun", "%%memit", "%%mprun", "%%python", "%%pypy", "%%debug"];
    if first.starts_with("%%") && !own.contains(&first.split_whitespace().next().unwrap_or_default()) {
        return source.chars().filter(|c| *c == '\n').collect();
    }
    source.split('\n').map(|line| if is_magic(line) { blank(line) } else { line.to_owned() }).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(path: &str, bytes: &str) -> (Language, String) {
        match code_of(path, bytes.as_bytes()) {
            Reading::Code(code) => (code.language, String::from_utf8(code.text.into_owned()).unwrap()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn scripts_say_their_language_in_their_first_line() {
        let language = |line: &str| by_first_line(line.as_bytes());
        for line in [
            "#!/usr/bin/python3.11\n",
            "#!/usr/bin/env python\n",
            "#!/usr/bin/env -S uv run --script\n",
            "#! /usr/bin/env -S A=b python -u\n",
        ] {
            assert_eq!(language(line), Some(Ok(Language::Python)), "{line}");
        }
        assert_eq!(language("#!/usr/bin/env node\n"), Some(Ok(Language::JavaScript)));
        assert_eq!(language("#!/usr/bin/env -S npx tsx\n"), Some(Ok(Language::TypeScript)));
        assert_eq!(language("#!/usr/bin/env ruby\n"), Some(Err(())));
        assert_eq!((language("#!/bin/sh\n"), language("all:\n"), language("")), (None, None, None));
        assert!(
            may_be_script("bin/tool", 9) && !may_be_script("bin/tool.in", 9) && !may_be_script(".env", 9) && !may_be_script("a", 2 << 20)
        );
    }

    #[test]
    fn components_keep_their_lines() {
        let vue = "<template>\n  <b>import</b>\n</template>\n<!-- <script>import no</script> -->\n<script setup lang=\"ts\">\nimport x from './x'\n</script>\n<style>a{}</style>";
        let (language, code) = text("u.vue", vue);
        assert_eq!((language, code.len(), code.trim()), (Language::TypeScript, vue.len(), "import x from './x'"));
        assert_eq!(code.lines().nth(5), Some("import x from './x'"));
        assert_eq!(text("u.svelte", "<script lang='tsx' src=\"./x.ts\"></script>").1.trim(), "import \"./x.ts\" ;".replace(" ;", ";"));
        assert_eq!(text("u.vue", "<p>{{ script }}</p>").1.trim(), "");
    }

    #[test]
    fn notebooks_are_their_cells() {
        let book = r##"{"cells": [{"cell_type": "markdown", "source": ["# import no"]}, {"cell_type": "code", "source": ["%matplotlib inline\n", "import a"]},
            {"cell_type": "code", "source": "%%bash\nimport no"}, {"cell_type": "code", "source": "x = 1"}], "metadata": {"kernelspec": {"name": "python3"}}}"##;
        let Reading::Code(code) = code_of("n.ipynb", book.as_bytes()) else { panic!() };
        assert_eq!(String::from_utf8(code.text.into_owned()).unwrap(), "pass\nimport a\n\n\nx = 1\n");
        assert_eq!(code.cells, [(1, 2), (3, 3), (5, 4)]);
        assert!(matches!(code_of("n.ipynb", b"{}"), Reading::Broken(_)));
        assert_eq!(code_of("n.ipynb", br#"{"cells": [], "metadata": {"language_info": {"name": "R"}}}"#), Reading::Foreign);
    }
}
