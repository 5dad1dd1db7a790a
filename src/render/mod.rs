//! How reports look: Markdown, HTML, pictures, JSON.

pub mod dot;
pub mod html;
pub mod json;
pub mod markdown;
pub mod mermaid;
