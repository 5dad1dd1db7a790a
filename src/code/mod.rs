//! What source code says: definitions, imports, whether a dotted path resolves, who imports what.
//!
//! Everything here is pure: texts and lists of paths come in, facts come out. Code is parsed with tree-sitter; names in comments and
//! strings are never definitions or imports. What cannot be told is said to be unknown, with the reason, never taken as false.

mod cfg;
pub mod codebase;
pub mod embedded;
pub mod facts;
pub mod go_module;
pub mod importers;
pub mod isolation;
pub mod language;
mod read;
pub mod resolve;

pub use codebase::Codebase;
pub use facts::{Definition, Facts, Guard, Import, Imported, Kind, Mention};
pub use language::Language;
pub use read::{Limits, facts, facts_and_mentions, facts_of_names, facts_within, may_define, runs, whole_names};
pub use resolve::{Found, How, Resolution, Verdict};
