//! Whether a module and a name in it can be reached in a tree, and by which way.

mod go;
mod java;
mod nearest;
mod python;
mod python_around;
mod python_index;
mod python_members;
mod python_modules;
mod python_search;
mod python_standard;
mod rust;
mod rust_built;
mod rust_dependencies;
mod rust_paths;
mod rust_privacy;
mod script;

pub use go::GoIndex;
pub use java::JavaIndex;
pub use python_around::Around;
pub use python_index::PythonIndex;
pub use rust::{Dependency, RustIndex};
pub use script::{Alias, Meaning, ScriptIndex, Told};

use super::facts::Kind;

/// The answer, and the files that were looked at to give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The answer.
    pub verdict: Verdict,
    /// The files looked at, in the order of looking, each once.
    pub looked_at: Vec<Box<str>>,
}

/// Whether something can be reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is there.
    Found(Found),
    /// It is not there.
    NotFound {
        /// What is like it, nearest first, at most three.
        nearest: Vec<Candidate>,
        /// Where the way ends, as a sentence without a full stop.
        reason: String,
    },
    /// That cannot be told from the tree.
    Unknown {
        /// Why, as a sentence without a full stop.
        reason: String,
    },
}

/// Where something is, and how it is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The file that defines it; a folder with a slash at the end for a namespace package.
    pub file: Box<str>,
    /// The line of its definition; 1 for a module.
    pub line: u32,
    /// What it is and how it came about.
    pub how: How,
    /// It depends on circumstances: a condition, a `try`, another import that takes place first.
    pub conditional: bool,
    /// The re-exports on the way, from the module asked about to the one that defines: file and line of each.
    pub via: Vec<(Box<str>, u32)>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A module that is one file.
    Module,
    /// A package with a file of its own.
    Package,
    /// A folder that is a package without a file of its own (PEP 420).
    Namespace,
    /// A name defined in the file.
    Defined(Kind),
    /// A member that a class has from one it is derived from.
    Inherited(Kind),
    /// A name that every module, class or function has.
    Implicit,
}

/// Something like what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The name or dotted path.
    pub name: Box<str>,
    /// Where it stands.
    pub file: Box<str>,
    /// The line.
    pub line: u32,
}

/// A missing name, with what is like it.
pub(crate) fn not_found(reason: String, nearest: Vec<Candidate>) -> Verdict {
    Verdict::NotFound { nearest, reason }
}
