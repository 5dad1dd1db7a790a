//! The code of a notebook: its cells one after another.

use super::{Code, Reading};
use crate::code::Language;
use serde_json::Value;
use std::borrow::Cow;

/// Magic of cells whose code is Python all the same.
const OWN: [&str; 13] = [
    "%%time",
    "%%timeit",
    "%%capture",
    "%%prun",
    "%%memit",
    "%%mprun",
    "%%python",
    "%%python3",
    "%%pypy",
    "%%debug",
    "%%pyspark",
    "%%local",
    "%%scalene",
];

/// Magic of cells whose code is of another language, or goes elsewhere.
const OTHER: [&str; 21] = [
    "bash",
    "sh",
    "script",
    "system",
    "sx",
    "cmd",
    "powershell",
    "javascript",
    "js",
    "typescript",
    "ruby",
    "perl",
    "R",
    "rx",
    "julia",
    "octave",
    "cython",
    "scala",
    "python2",
    "writefile",
    "file",
];

/// Magic that runs the rest of its line, and those of its options that take a value.
const RUNNING: [(&str, &str); 8] = [
    ("time", ""),
    ("timeit", "nrp"),
    ("prun", "lsTD"),
    ("memit", "rti"),
    ("mprun", "fT"),
    ("lprun", "fmDTu"),
    ("snakeviz", "f"),
    ("debug", "b"),
];

/// The cells of a notebook one after another.
pub(super) fn code(bytes: &[u8]) -> Reading<'static> {
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
    let (mut text, mut beside, mut line, mut places) = (String::new(), String::new(), 1u32, Vec::new());
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
        let (source, other) = if language == Language::Python { python(&source) } else { (source.clone(), blank(&source)) };
        line = line.saturating_add(source.matches('\n').count() as u32 + 1);
        for (whole, part) in [(&mut text, source), (&mut beside, other)] {
            whole.push_str(&part);
            whole.push('\n');
        }
    }
    if beside.trim().is_empty() {
        beside.clear();
    }
    Reading::Code(Code { language, text: Cow::Owned(text.into_bytes()), cells: places, beside: beside.into_bytes() })
}

/// The line ends of a text alone.
fn blank(source: &str) -> String {
    source.chars().filter(|c| *c == '\n').collect()
}

/// A cell of Python without what is meant for the notebook alone, and what of it is code of other languages, on the same lines.
fn python(source: &str) -> (String, String) {
    let first = source.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let magic = first.split_whitespace().next().unwrap_or_default();
    if first.starts_with("%%") && !OWN.contains(&magic) {
        let other = OTHER.contains(&magic.trim_start_matches('%'));
        return (blank(source), if other { source.to_owned() } else { blank(source) });
    }
    let (mut text, mut beside) = (Vec::new(), Vec::new());
    for line in source.split('\n') {
        let body = line.trim_start();
        let indent = line.get(..line.len() - body.len()).unwrap_or_default();
        let (assigned, command) = match given(body) {
            Some((name, command)) => (format!("{name} = None; "), command),
            None => (String::new(), body),
        };
        let asks = body.trim_end().ends_with('?') && !body.contains(['#', '"', '\'']);
        let statement = match command.strip_prefix('%') {
            Some(magic) => Some(statement(magic)),
            None if command.starts_with(['!', '?']) || asks => Some(String::new()),
            None => None,
        };
        beside.push(if command.starts_with('!') { line } else { "" });
        text.push(match statement {
            Some(statement) if statement.is_empty() => format!("{indent}{assigned}pass"),
            Some(statement) => format!("{indent}{assigned}{statement}"),
            None => line.to_owned(),
        });
    }
    (text.join("\n"), beside.join("\n"))
}

/// The names that a line gives the result of a magic or a command to, and that.
fn given(body: &str) -> Option<(&str, &str)> {
    let (names, command) = body.split_once('=')?;
    let plain = names.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '.'));
    let (names, command) = (names.trim(), command.trim_start());
    (plain && !names.is_empty() && command.starts_with(['%', '!'])).then_some((names, command))
}

/// The statement of Python that a line of magic runs; empty where it runs none.
fn statement(magic: &str) -> String {
    let (name, rest) = magic.split_once(char::is_whitespace).unwrap_or((magic, ""));
    if matches!(name, "load_ext" | "reload_ext") {
        return if rest.trim().is_empty() { String::new() } else { format!("import {}", rest.trim()) };
    }
    let Some((_, valued)) = RUNNING.iter().find(|(known, _)| *known == name) else { return String::new() };
    let mut rest = rest.trim_start();
    while let Some(option) = rest.strip_prefix('-') {
        let (letters, behind) = option.split_once(char::is_whitespace).unwrap_or((option, ""));
        rest = behind.trim_start();
        if letters.len() == 1 && valued.contains(letters) {
            rest = rest.split_once(char::is_whitespace).map_or("", |(_, behind)| behind.trim_start());
        }
    }
    rest.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::embedded::code_of;

    #[test]
    fn notebooks_are_their_cells() {
        let book = r##"{"cells": [{"cell_type": "markdown", "source": ["# import no"]}, {"cell_type": "code", "source": ["%matplotlib inline\n", "import a"]},
            {"cell_type": "code", "source": "%%bash\nimport no"}, {"cell_type": "code", "source": "x = 1"}], "metadata": {"kernelspec": {"name": "python3"}}}"##;
        let Reading::Code(code) = code_of("n.ipynb", book.as_bytes()) else { panic!() };
        assert_eq!(String::from_utf8(code.text.into_owned()).unwrap(), "pass\nimport a\n\n\nx = 1\n");
        assert_eq!(String::from_utf8(code.beside).unwrap(), "\n\n%%bash\nimport no\n\n");
        assert_eq!(code.cells, [(1, 2), (3, 3), (5, 4)]);
        assert!(matches!(code_of("n.ipynb", b"{}"), Reading::Broken(_)));
        assert_eq!(code_of("n.ipynb", br#"{"cells": [], "metadata": {"language_info": {"name": "R"}}}"#), Reading::Foreign);
    }

    #[test]
    fn magic_that_runs_a_statement_is_that_statement() {
        let line = |line: &str| python(line).0;
        assert_eq!(line("%time import a"), "import a");
        assert_eq!(line("  %timeit -n 5 -r3 -q import a"), "  import a");
        assert_eq!(line("%prun -s cumulative f()"), "f()");
        assert_eq!(line("a = %timeit -o import b"), "a = None; import b");
        assert_eq!(line("files = !ls"), "files = None; pass");
        assert_eq!(line("%load_ext a.b"), "import a.b");
        assert_eq!((line("%time"), line("%matplotlib inline"), line("foo?")), ("pass".into(), "pass".into(), "pass".into()));
        assert_eq!((line("x = a % b"), line("# why?"), line("a %= 3")), ("x = a % b".into(), "# why?".into(), "a %= 3".into()));
        assert_eq!(line("%%time\nimport a"), "pass\nimport a");
        assert_eq!(python("%%js\nimport 'a'"), ("\n".into(), "%%js\nimport 'a'".into()));
        assert_eq!(python("%%html\nimport a"), ("\n".into(), "\n".into()));
        assert_eq!(python("!python -c 'import a'").1, "!python -c 'import a'");
    }
}
