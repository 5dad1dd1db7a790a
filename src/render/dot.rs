//! Graphviz graphs.

use crate::model::ItemKind;
use crate::progress::Standing;
use crate::view::dependencies::{Diagram, DiagramNode};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A diagram as a `digraph`, with a cluster for each area.
pub fn digraph(diagram: &Diagram<'_>) -> String {
    let mut out = String::from("digraph plan {\n  rankdir=LR\n  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\"]\n");
    let mut areas: BTreeMap<&str, (&str, Vec<usize>)> = BTreeMap::new();
    for (at, node) in diagram.nodes.iter().enumerate() {
        match node.area {
            Some(area) => areas.entry(area.name).or_insert((area.title, Vec::new())).1.push(at),
            None => write_node(&mut out, "  ", at, node),
        }
    }
    for (number, (title, nodes)) in areas.values().enumerate() {
        let _ = write!(out, "  subgraph \"cluster_{}\" {{\n    label=", number + 1);
        quoted(&mut out, title);
        out.push('\n');
        for at in nodes {
            if let Some(node) = diagram.nodes.get(*at) {
                write_node(&mut out, "    ", *at, node);
            }
        }
        out.push_str("  }\n");
    }
    for edge in &diagram.edges {
        let _ = write!(out, "  n{} -> n{}", edge.from + 1, edge.to + 1);
        if edge.part {
            out.push_str(" [style=dotted, dir=none]");
        }
        if let Some(label) = &edge.label {
            out.push_str(" [label=");
            quoted(&mut out, label);
            out.push(']');
        }
        out.push('\n');
    }
    out.push_str("}\n");
    out
}

fn write_node(out: &mut String, indent: &str, at: usize, node: &DiagramNode<'_>) {
    let number = at + 1;
    let Some(item) = node.item else {
        let _ = writeln!(out, "{indent}n{number} [shape=point]");
        return;
    };
    let shape = match node.kind {
        ItemKind::Area => ", shape=box3d",
        ItemKind::Milestone => ", shape=hexagon",
        ItemKind::External => ", shape=ellipse",
        _ => "",
    };
    let fill = match node.standing {
        Standing::Done => "#e3f4e5",
        Standing::Partial => "#fff6d9",
        Standing::Missing => "#fdeaea",
        Standing::Unknown | Standing::Dropped => "#eef0f4",
    };
    let _ = write!(out, "{indent}n{number} [label=\"");
    escaped(out, item.title);
    if item.ambiguous {
        out.push_str("\\n");
        escaped(out, item.name);
    }
    let _ = writeln!(out, "\\n{}\"{shape}, fillcolor=\"{fill}\"]", node.state);
}

fn quoted(out: &mut String, raw: &str) {
    out.push('"');
    escaped(out, raw);
    out.push('"');
}

/// Inside quotes: a backslash begins an escape, `&` an entity.
fn escaped(out: &mut String, raw: &str) {
    for c in raw.trim().chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::dependencies::{DiagramEdge, ItemRef};

    #[test]
    fn titles_cannot_leave_their_quotes() {
        let refer = |title| ItemRef { name: "a", title, ambiguous: false, closed: false, dropped: false };
        let node = |title, area: Option<&'static str>| DiagramNode {
            item: Some(refer(title)),
            kind: ItemKind::Component,
            standing: Standing::Missing,
            state: "missing",
            area: area.map(refer),
        };
        let diagram = Diagram {
            nodes: vec![node("a\"];b\\", None), node("x\ny & z", Some("A \"B\""))],
            edges: vec![DiagramEdge { from: 0, to: 1, label: Some("SS lag 2d".into()), part: false }],
        };
        let dot = digraph(&diagram);
        assert!(dot.contains("n1 [label=\"a\\\"];b\\\\\\nmissing\""), "{dot}");
        assert!(dot.contains("label=\"A \\\"B\\\"\""), "{dot}");
        assert!(dot.contains("n2 [label=\"x y &amp; z\\nmissing\""), "{dot}");
        assert!(dot.contains("n1 -> n2 [label=\"SS lag 2d\"]"), "{dot}");
    }
}
