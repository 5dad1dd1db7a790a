//! Pictures as SVG: no scripts, the same bytes for the same plan, light and dark.

mod gantt;

pub use gantt::{gantt, gantt_for_page};
