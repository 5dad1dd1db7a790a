//! The languages that are read, and how a file says which one it is in.

use serde::{Deserialize, Serialize};

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
const UNREAD: [&str; 52] = [
    "R", "adb", "ads", "astro", "c", "cc", "clj", "cljc", "cljs", "coffee", "cpp", "cr", "cs", "cxx", "dart", "elm", "erl", "ex", "exs",
    "f90", "fs", "fsx", "gd", "groovy", "h", "hh", "hpp", "hrl", "hs", "hxx", "jl", "kt", "kts", "lua", "m", "ml", "mli", "mm", "nim",
    "pas", "php", "pl", "pm", "pxd", "pyx", "r", "rb", "scala", "sol", "swift", "vb", "zig",
];

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
        Some(match ending {
            "py" | "pyi" | "pyw" | "py3" | "ipynb" => Self::Python,
            "ts" | "mts" | "cts" | "vue" | "svelte" => Self::TypeScript,
            "tsx" => Self::Tsx,
            "js" | "jsx" | "mjs" | "cjs" => Self::JavaScript,
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
        UNREAD.binary_search(&ending).is_ok().then(|| &name[dot..])
    }

    /// Whether a file is in a language without a parser that defines and imports what files of ours do, or is imported by them.
    pub fn is_kin(path: &str) -> bool {
        let ending = Self::ending_without_parser(path).unwrap_or_default();
        matches!(ending, ".kt" | ".kts" | ".groovy" | ".scala" | ".pyx" | ".pxd" | ".astro" | ".coffee")
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
        assert!(UNREAD.is_sorted());
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
        ] {
            assert!(Language::of_path(path).is_some() && Language::ending_without_parser(path).is_none(), "{path}");
        }
        for (path, ending) in [("src/q.rb", ".rb"), ("a.b.astro", ".astro"), ("a.kt", ".kt"), ("a.pyx", ".pyx")] {
            assert_eq!((Language::of_path(path), Language::ending_without_parser(path)), (None, Some(ending)));
        }
        for path in ["a.md", "Makefile", ".rb", "a.json", "a.rb/x", "bin/tool"] {
            assert_eq!((Language::of_path(path), Language::ending_without_parser(path)), (None, None), "{path}");
        }
    }
}
