//! How reports look: Markdown, HTML, pictures, JSON.

pub mod html;
pub mod json;
pub mod markdown;
pub mod mermaid;
pub mod mermaid_gantt;
pub mod svg;

mod axis;
mod markup;
mod text_gantt;
