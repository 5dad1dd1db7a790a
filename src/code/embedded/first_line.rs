//! The language of a script, by what its first line says is to run it.

use crate::code::Language;

/// The language of a script by what is to run it; an error for one without a parser, nothing for what is no program or of a shell.
pub(super) fn language(bytes: &[u8]) -> Option<Result<Language, ()>> {
    // Python takes a mark of the encoding before it.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
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
        "python" | "pythonw" | "pypy" | "ipython" | "jython" | "micropython" | "sage" => Language::Python,
        "node" | "nodejs" | "zx" | "qjs" => Language::JavaScript,
        "deno" | "bun" | "ts-node" | "ts-node-esm" | "tsx" => Language::TypeScript,
        "rust-script" | "cargo" => Language::Rust,
        "go" | "gorun" => Language::Go,
        "java" => Language::Java,
        "ruby" | "perl" | "php" | "lua" | "luajit" | "Rscript" | "julia" | "groovy" | "scala" | "kotlin" | "elixir" | "escript"
        | "runhaskell" | "runghc" | "swift" | "crystal" | "clojure" | "bb" | "racket" | "guile" | "coffee" | "tclsh" | "wish"
        | "osascript" | "sbcl" | "ocaml" => return Some(Err(())),
        _ if runs_python => Language::Python,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_say_their_language_in_their_first_line() {
        let language = |line: &str| language(line.as_bytes());
        for line in [
            "#!/usr/bin/python3.11\n",
            "#!/usr/bin/env python\n",
            "#!/usr/bin/env -S uv run --script\n",
            "#! /usr/bin/env -S A=b python -u\n",
            "\u{feff}#!/usr/bin/env python3\n",
        ] {
            assert_eq!(language(line), Some(Ok(Language::Python)), "{line}");
        }
        assert_eq!(language("#!/usr/bin/env node\n"), Some(Ok(Language::JavaScript)));
        assert_eq!(language("#!/usr/bin/env -S npx tsx\n"), Some(Ok(Language::TypeScript)));
        assert_eq!(language("#!/usr/bin/env ruby\n"), Some(Err(())));
        assert_eq!((language("#!/bin/sh\n"), language("all:\n"), language("")), (None, None, None));
    }
}
