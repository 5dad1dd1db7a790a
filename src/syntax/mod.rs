//! From text to a tree of lines: scan, grammar, recovery from faults, and the formatter. The only room that knows pest.

mod ast;
mod batch;
mod build;
mod format;
mod grammar;
mod includes;
mod parse;
mod recover;
mod scan;
mod slips;
mod words;

pub use ast::*;
pub use format::{FormatError, format};
pub use grammar::{accepts, bare_parse};
pub use includes::includes;
pub use parse::{Parsed, parse};
pub use scan::{MAX_DEPTH, Scan, scan};
pub use words::{WordKind, words};
