//! One self-contained page for a plan.

use crate::view::Document;

/// The page.
pub fn page(_document: &Document<'_>) -> String {
    String::new()
}
