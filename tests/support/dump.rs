//! A tree as text, without the places of its parts, so that two spellings of one tree have one dump.

use landfall::syntax::{Ast, Node};
use std::fmt::Write;

/// One line a node and one an attribute, indented by depth.
pub fn dump(ast: &Ast<'_>) -> String {
    let mut out = String::new();
    for node in &ast.nodes {
        write_node(&mut out, node, 0);
    }
    out
}

fn write_node(out: &mut String, node: &Node<'_>, depth: usize) {
    let indent = "  ".repeat(depth);
    let block = if node.block { " {}" } else { "" };
    let damaged = if node.damaged { " (damaged)" } else { "" };
    let _ = writeln!(out, "{indent}{}{block}{damaged}", plain(&format!("{:?}", node.head)));
    for attribute in &node.attributes {
        let _ = writeln!(out, "{indent}| {}", plain(&format!("{:?}", attribute.kind)));
    }
    for inner in &node.body {
        write_node(out, inner, depth + 1);
    }
}

/// The debug form, less spans and the wrappers around words, texts and dates.
fn plain(debug: &str) -> String {
    let mut out = String::with_capacity(debug.len());
    let mut rest = debug;
    // Closing braces that belong to a wrapper that was left out, by the depth of braces at which they stand.
    let mut dropped: Vec<usize> = Vec::new();
    let mut depth = 0;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            let length = string_length(rest);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        } else if let Some(behind) = rest.strip_prefix("span: Span { ") {
            rest = &behind[behind.find('}').map_or(behind.len(), |at| at + 1)..];
            rest = rest.strip_prefix(", ").unwrap_or(rest);
            if rest.starts_with(" }") && out.ends_with(", ") {
                out.truncate(out.len() - 2);
            }
        } else if let Some(behind) = ["Word { text: ", "Text { value: "].iter().find_map(|wrapper| rest.strip_prefix(wrapper)) {
            depth += 1;
            dropped.push(depth);
            rest = behind;
        } else if dropped.last() == Some(&depth) && rest.starts_with(" }") {
            dropped.pop();
            depth -= 1;
            rest = &rest[2..];
        } else {
            depth = match first {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(text.len())
}
