//! The languages that are read, and how a file says which one it is in.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A language whose facts can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Python 3 (and what of Python 2 the grammar still takes).
    Python,
    /// TypeScript without JSX.
    TypeScript,
    /// TypeScript with JSX.
    Tsx,
    /// JavaScript, with or without JSX, ES modules or CommonJS.
    JavaScript,
    /// Rust.
    Rust,
    /// Go.
    Go,
    /// Java.
    Java,
}

/// Endings of programming languages whose files import and define, and are not parsed; sorted.
const UNREAD: [&str; 58] = [
    "adb", "ads", "astro", "c", "cc", "civet", "cjsx", "clj", "cljc", "cljs", "coffee", "cpp", "cr", "cs", "cxx", "dart", "elm", "erl",
    "ex", "exs", "f90", "fs", "fsx", "gd", "gradle", "groovy", "h", "hh", "hpp", "hrl", "hs", "hxx", "jl", "kt", "kts", "lua", "m", "mdx",
    "ml", "mli", "mm", "nim", "pas", "php", "pl", "pm", "pxd", "pxi", "pyx", "r", "rb", "sc", "scala", "sol", "swift", "vb", "vbs", "zig",
];

/// Endings of files that are no programs, whatever they begin with; sorted.
const NO_PROGRAMS: [&str; 77] = [
    "a",
    "avif",
    "bmp",
    "bz2",
    "cfg",
    "class",
    "conf",
    "css",
    "csv",
    "db",
    "dll",
    "doc",
    "docx",
    "dylib",
    "eot",
    "exe",
    "gif",
    "golden",
    "graphql",
    "gz",
    "htm",
    "html",
    "icns",
    "ico",
    "ini",
    "jar",
    "jpeg",
    "jpg",
    "json",
    "jsonl",
    "less",
    "lock",
    "log",
    "map",
    "md",
    "mo",
    "mod",
    "mov",
    "mp3",
    "mp4",
    "npy",
    "npz",
    "o",
    "otf",
    "parquet",
    "pdf",
    "pkl",
    "plan",
    "png",
    "po",
    "pot",
    "properties",
    "proto",
    "pyc",
    "rst",
    "scss",
    "snap",
    "so",
    "sql",
    "sqlite",
    "sum",
    "svg",
    "tar",
    "toml",
    "tsv",
    "ttf",
    "txt",
    "wasm",
    "wav",
    "webm",
    "webp",
    "woff",
    "woff2",
    "xml",
    "yaml",
    "yml",
    "zip",
];

/// An ending in small letters.
fn small(ending: &str) -> Cow<'_, str> {
    if ending.bytes().any(|byte| byte.is_ascii_uppercase()) { ending.to_ascii_lowercase().into() } else { ending.into() }
}

/// What the name of a file ends in, behind its last dot.
pub fn ending(path: &str) -> Option<&str> {
    path.rsplit('/').next().unwrap_or(path).rsplit_once('.').map(|(_, ending)| ending)
}

impl Language {
    /// Every language, in the order they are named in.
    pub const ALL: [Self; 7] = [Self::Python, Self::TypeScript, Self::Tsx, Self::JavaScript, Self::Rust, Self::Go, Self::Java];

    /// The language of a file, by the ending of its name; nothing where it is none of ours. For notebooks and components it is that which most of
    /// them are in, and [`code_of`](super::embedded::code_of) tells.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = name.rsplit_once('.')?;
        if stem.is_empty() {
            return None;
        }
        // However it is written: `TOOL.PY` is run as any other.
        Some(match &*small(ending) {
            "py" | "pyi" | "pyw" | "py3" | "wsgi" | "ipynb" => Self::Python,
            "ts" | "mts" | "cts" | "vue" | "svelte" => Self::TypeScript,
            "tsx" => Self::Tsx,
            "js" | "jsx" | "mjs" | "cjs" | "es6" => Self::JavaScript,
            "rs" => Self::Rust,
            "go" => Self::Go,
            "java" => Self::Java,
            _ => return None,
        })
    }

    /// The ending of a file of a programming language that is none of ours, with its dot; nothing where it is one of ours, or no code.
    pub fn ending_without_parser(path: &str) -> Option<&str> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let dot = name.rfind('.').filter(|dot| *dot > 0)?;
        let ending = name.get(dot + 1..)?;
        UNREAD.binary_search(&&*small(ending)).is_ok().then(|| &name[dot..])
    }

    /// Whether the name of a file leaves open whether it is a program, so that its first line must say: it has no ending, or one that is neither
    /// of a language nor of data (`report.cgi`, `tool-1.2`). A copy that was put aside is none (`job.py.bak`, `job.py~`).
    pub fn is_open(path: &str) -> bool {
        let name = path.rsplit(['/', ':']).next().unwrap_or(path);
        match name.rsplit_once('.') {
            None => true,
            Some(("", _)) => false,
            Some((stem, ending)) if ending.ends_with('~') || Self::of_path(stem).is_some() => false,
            Some((_, ending)) => {
                let ending = small(ending);
                let known = Self::of_path(path).is_some() || UNREAD.binary_search(&&*ending).is_ok();
                !known && NO_PROGRAMS.binary_search(&&*ending).is_err()
            }
        }
    }

    /// Whether a file is in a language without a parser that defines and imports what files of ours do, or is imported by them.
    pub fn is_kin(path: &str) -> bool {
        let ending = Self::ending_without_parser(path).unwrap_or_default();
        matches!(
            &*small(ending.trim_start_matches('.')),
            "kt" | "kts" | "groovy" | "gradle" | "scala" | "sc" | "pyx" | "pxd" | "pxi" | "astro" | "mdx" | "coffee" | "cjsx" | "civet"
        )
    }

    /// The name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Python => "Python",
            Self::TypeScript => "TypeScript",
            Self::Tsx => "TSX",
            Self::JavaScript => "JavaScript",
            Self::Rust => "Rust",
            Self::Go => "Go",
            Self::Java => "Java",
        }
    }

    /// Whether files of this language import one another as ECMAScript modules do.
    pub const fn is_script(self) -> bool {
        matches!(self, Self::TypeScript | Self::Tsx | Self::JavaScript)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_of_code_is_ours_or_has_no_parser() {
        assert!(UNREAD.is_sorted() && NO_PROGRAMS.is_sorted());
        for path in [
            "a.py",
            "a.pyi",
            "a.pyw",
            "a.py3",
            "a.ts",
            "a.mts",
            "a.cts",
            "a.tsx",
            "a.js",
            "a.mjs",
            "a.cjs",
            "a.jsx",
            "a.rs",
            "a.go",
            "a.java",
            "a.b.vue",
            "w/a.svelte",
            "n.ipynb",
            "TOOL.PY",
            "App.Vue",
        ] {
            assert!(Language::of_path(path).is_some() && Language::ending_without_parser(path).is_none(), "{path}");
        }
        for (path, ending) in
            [("src/q.rb", ".rb"), ("a.b.astro", ".astro"), ("a.kt", ".kt"), ("a.pyx", ".pyx"), ("build.gradle", ".gradle"), ("S.R", ".R")]
        {
            assert_eq!((Language::of_path(path), Language::ending_without_parser(path)), (None, Some(ending)));
        }
        for path in ["a.md", "Makefile", ".rb", "a.json", "a.rb/x", "bin/tool"] {
            assert_eq!((Language::of_path(path), Language::ending_without_parser(path)), (None, None), "{path}");
        }
    }

    #[test]
    fn a_name_that_says_neither_code_nor_data_leaves_it_open() {
        for path in ["bin/tool", "x.cgi", "tool-1.2", "web:run"] {
            assert!(Language::is_open(path), "{path}");
        }
        for path in ["a.md", "a.JSON", ".env", "a.py", "a.PY", "a.kt", "a.rb", "p.plan", "i.svg"] {
            assert!(!Language::is_open(path), "{path}");
        }
    }
}
