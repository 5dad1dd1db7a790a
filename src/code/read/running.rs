//! Whether a file holds anything that runs, so that a report of coverage has lines to tell of.

use super::super::language::Language;
use super::{Limits, parse, readable};
use tree_sitter::Node;

/// Endings of files that declare and never run.
const DECLARING: [&str; 6] = [".d.ts", ".d.mts", ".d.cts", ".pyi", "package-info.java", "module-info.java"];

/// Whether a file of a language holds code that runs: not one of comments, types, declarations and names passed on alone. What cannot be parsed
/// may hold any.
pub fn runs(path: &str, language: Language, bytes: &[u8]) -> bool {
    if DECLARING.iter().any(|ending| path.ends_with(ending)) || bytes.trim_ascii().is_empty() {
        return false;
    }
    let limits = Limits::default();
    if bytes.len() > limits.bytes {
        return true;
    }
    let (text, _) = readable(bytes);
    let Some(tree) = parse(language, &text, &limits) else { return true };
    let root = tree.root_node();
    root.has_error()
        || match language {
            Language::Python => statements(root).any(|node| !is_text(node)),
            Language::TypeScript | Language::Tsx | Language::JavaScript => statements(root).any(script),
            Language::Rust => any(root, &text, |node| node.kind() == "function_item"),
            Language::Go => any(root, &text, |node| {
                let has_body = || node.child_by_field_name("body").is_some();
                matches!(node.kind(), "function_declaration" | "method_declaration" | "func_literal") && has_body()
            }),
            Language::Java => any(root, &text, |node| match node.kind() {
                "class_declaration" | "enum_declaration" | "record_declaration" | "lambda_expression" => true,
                "method_declaration" => node.child_by_field_name("body").is_some(),
                _ => false,
            }),
        }
}

/// What stands at the top of a file, apart from comments.
fn statements<'t>(root: Node<'t>) -> impl Iterator<Item = Node<'t>> {
    (0..root.named_child_count()).filter_map(move |at| root.named_child(u32::try_from(at).ok()?)).filter(|node| !node.is_extra())
}

/// A statement that is a text alone: what a module says of itself, or `"use strict"`.
fn is_text(node: Node<'_>) -> bool {
    node.kind() == "expression_statement"
        && node.named_child_count() == 1
        && node.named_child(0).is_some_and(|inner| inner.kind() == "string")
}

/// Whether a statement of a script runs: imports, types and names that are passed on do not.
fn script(node: Node<'_>) -> bool {
    match node.kind() {
        "import_statement"
        | "interface_declaration"
        | "type_alias_declaration"
        | "ambient_declaration"
        | "empty_statement"
        | "hash_bang_line" => false,
        "export_statement" => {
            let inner = node.child_by_field_name("declaration").or_else(|| node.child_by_field_name("value"));
            inner.is_some_and(script)
        }
        _ => !is_text(node),
    }
}

/// Whether any node is so, apart from what is for tests alone.
fn any(root: Node<'_>, text: &[u8], fits: impl Fn(Node<'_>) -> bool) -> bool {
    let mut cursor = root.walk();
    let mut of_tests = false;
    loop {
        let node = cursor.node();
        let skipped = std::mem::take(&mut of_tests);
        if node.kind() == "attribute_item" {
            of_tests = skipped || text.get(node.byte_range()).is_some_and(|text| matches!(text, b"#[cfg(test)]" | b"#[test]"));
        } else if node.is_extra() {
            of_tests = skipped;
        } else if !skipped {
            if fits(node) {
                return true;
            }
            if cursor.goto_first_child() {
                continue;
            }
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declarations_do_not_run() {
        let silent = [
            ("a/__init__.py", Language::Python, "# nothing\n\"\"\"A package.\"\"\"\n"),
            ("a.pyi", Language::Python, "def f(): ...\n"),
            ("a.d.ts", Language::TypeScript, "export declare const x: 1;\n"),
            (
                "t.ts",
                Language::TypeScript,
                "import { A } from './a';\nexport type B = A;\nexport interface C {}\nexport * from './c';\nexport { A };\n",
            ),
            ("m.rs", Language::Rust, "//! A module.\nmod x;\npub use x::Y;\npub struct S;\n#[cfg(test)]\nmod tests { fn t() {} }\n"),
            ("t.go", Language::Go, "package t\n// T is a type.\ntype T struct{}\nconst x = 1\n"),
            ("I.java", Language::Java, "package p;\npublic interface I { void f(); }\n"),
        ];
        for (path, language, text) in silent {
            assert!(!runs(path, language, text.as_bytes()), "{path}");
        }
    }

    #[test]
    fn statements_and_functions_run() {
        let running = [
            ("a.py", Language::Python, "from .b import c\n"),
            ("a.ts", Language::TypeScript, "export const x = 1;\n"),
            ("b.ts", Language::TypeScript, "export default function f() {}\n"),
            ("c.js", Language::JavaScript, "'use strict';\nrun();\n"),
            ("m.rs", Language::Rust, "impl S { fn f(&self) {} }\n"),
            ("t.go", Language::Go, "package t\nfunc f() {}\n"),
            ("C.java", Language::Java, "class C {}\n"),
            ("broken.ts", Language::TypeScript, "type = = ;\n"),
        ];
        for (path, language, text) in running {
            assert!(runs(path, language, text.as_bytes()), "{path}");
        }
    }
}
