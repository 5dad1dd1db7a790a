//! Mermaid charts, kept under what renderers accept.

/// Edges a renderer draws at most (Mermaid's `maxEdges`).
pub const MAX_EDGES: usize = 500;

/// Characters of a chart a renderer reads at most (Mermaid's `maxTextSize`).
pub const MAX_CHARS: usize = 50_000;
