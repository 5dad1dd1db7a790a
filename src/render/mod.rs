//! How reports look: Markdown, HTML, pictures, JSON.

pub mod findings;
pub mod html;
pub mod json;
pub mod markdown;
pub mod mermaid;

mod outputs;

pub use outputs::outputs;

/// The mark by which compiled files are known, in their first lines.
pub const MARK: &str = "Compiled by landfall";
