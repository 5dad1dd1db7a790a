//! Mermaid charts, kept under what renderers accept.

use crate::model::ItemKind;
use crate::progress::Standing;
use crate::view::dependencies::Diagram;
use std::fmt::Write;

/// Edges a renderer draws at most (Mermaid's `maxEdges`).
pub const MAX_EDGES: usize = 500;

/// Characters of a chart a renderer reads at most (Mermaid's `maxTextSize`).
pub const MAX_CHARS: usize = 50_000;

/// Fill, border and text of each state; the state's word stands in every node, so colour tells nothing alone.
const CLASSES: &str = "  classDef done fill:#e3f4e5,stroke:#2e7d32,color:#1b1b1b
  classDef partial fill:#fff6d9,stroke:#a67c00,color:#1b1b1b
  classDef missing fill:#fdeaea,stroke:#b3261e,color:#1b1b1b
  classDef unknown fill:#eef0f4,stroke:#5f6b7a,color:#1b1b1b
  classDef point fill:#5f6b7a,stroke:#5f6b7a,color:#1b1b1b
";

/// A diagram as a flowchart from left to right; nothing when a renderer would refuse it.
pub fn flowchart(diagram: &Diagram<'_>) -> Option<String> {
    if diagram.edges.is_empty() || diagram.edges.len() > MAX_EDGES {
        return None;
    }
    let mut out = String::from("flowchart LR\n");
    for (at, node) in diagram.nodes.iter().enumerate() {
        let number = at + 1;
        let Some(item) = node.item else {
            let _ = writeln!(out, "  n{number}((\" \")):::point");
            continue;
        };
        let (open, close) = match node.kind {
            ItemKind::Area => ("[[\"", "\"]]"),
            ItemKind::Milestone => ("{{\"", "\"}}"),
            ItemKind::External => ("([\"", "\"])"),
            _ => ("[\"", "\"]"),
        };
        let _ = write!(out, "  n{number}{open}");
        label(&mut out, item.title);
        if item.ambiguous {
            out.push_str("<br/>");
            label(&mut out, item.name);
        }
        let class = match node.standing {
            Standing::Dropped => "unknown",
            standing => standing.word(),
        };
        let _ = writeln!(out, "<br/>{} {}{close}:::{class}", node.standing.mark(), node.state);
        if out.len() > MAX_CHARS {
            return None;
        }
    }
    for edge in &diagram.edges {
        let _ = write!(out, "  n{} {}", edge.from + 1, if edge.part { "-.-" } else { "-->" });
        if let Some(text) = &edge.label {
            out.push_str("|\"");
            label(&mut out, text);
            out.push_str("\"|");
        }
        let _ = writeln!(out, " n{}", edge.to + 1);
    }
    out.push_str(CLASSES);
    // Bytes, not characters: a bound on the safe side.
    (out.len() <= MAX_CHARS).then_some(out)
}

/// Writes a text into a quoted label so that it is shown as it is: whatever Mermaid, its Markdown or HTML could take for
/// markup becomes an entity.
pub fn label(out: &mut String, raw: &str) {
    let mut only_digits = true;
    let mut chars = raw.trim().chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let list = (c == '-' && at == 0) || (matches!(c, '.' | ')') && only_digits);
        match c {
            _ if list => entity(out, c),
            ' ' | ',' | '/' | '\'' | '-' | '.' => out.push(c),
            // Only before a space it cannot be taken for a link or an icon.
            ':' if chars.peek().is_some_and(|(_, next)| *next == ' ') => out.push(c),
            c if c.is_control() => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => {}
            c if c.is_ascii_punctuation() => entity(out, c),
            c => out.push(c),
        }
        only_digits &= c.is_ascii_digit();
    }
}

fn entity(out: &mut String, c: char) {
    let _ = write!(out, "#{};", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::dependencies::{DiagramEdge, DiagramNode, ItemRef};

    fn labelled(raw: &str) -> String {
        let mut out = String::new();
        label(&mut out, raw);
        out
    }

    fn diagram(edges: usize, title: &str) -> Diagram<'_> {
        let item = ItemRef { name: "a", title, ambiguous: false, closed: false, dropped: false };
        let node =
            || DiagramNode { item: Some(item), kind: ItemKind::Component, standing: Standing::Missing, state: "missing", area: None };
        Diagram {
            nodes: vec![node(), node()],
            edges: (0..edges).map(|_| DiagramEdge { from: 0, to: 1, label: None, part: false }).collect(),
        }
    }

    #[test]
    fn labels_hold_nothing_that_mermaid_reads() {
        assert_eq!(labelled("a \"b\" [c] #1; `d` <e> é"), "a #34;b#34; #91;c#93; #35;1#59; #96;d#96; #60;e#62; é");
        assert_eq!(labelled("%%{init: 1}"), "#37;#37;#123;init: 1#125;");
        assert_eq!(labelled("1. list"), "1#46; list");
        assert_eq!(labelled("- list"), "#45; list");
        assert_eq!(labelled("two\nlines\u{202e}"), "two lines");
        assert_eq!(labelled("v1.2-rc.md"), "v1.2-rc.md");
    }

    #[test]
    fn charts_that_renderers_refuse_are_not_drawn() {
        assert!(flowchart(&diagram(MAX_EDGES, "x")).is_some());
        assert!(flowchart(&diagram(MAX_EDGES + 1, "x")).is_none());
        assert!(flowchart(&diagram(1, &"x".repeat(MAX_CHARS))).is_none());
        assert!(flowchart(&diagram(0, "x")).is_none());
    }

    #[test]
    fn every_node_says_its_state_in_a_word() {
        assert_eq!(flowchart(&diagram(1, "x")).unwrap_or_default().matches("❌ missing").count(), 2);
    }
}
