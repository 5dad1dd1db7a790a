//! Diagnostics: the table of codes, and what a pass reports. How they look is decided where they are printed.

mod codes;
mod diagnostic;
mod shorten;
mod suggest;

pub use codes::{CODES, Code, Severity, find_code};
pub mod code {
    //! The codes by their constants.
    pub use super::codes::*;
}
pub use diagnostic::{Diagnostic, Label};
pub use shorten::{SHOWN, shortened};
pub use suggest::nearest;
