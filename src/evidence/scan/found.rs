//! What files show.

use super::super::code::{imports, isolation, parses, symbols};
use super::super::text::Counted;

/// What one file shows for one job.
#[derive(Debug)]
pub enum Found {
    /// Patterns or lines.
    Counted(Counted),
    /// Definitions.
    Symbols(symbols::Found),
    /// What the file imports is among its facts; here is what it says of the names.
    Imports(imports::Found),
    /// What the file imports is among its facts; here is what it uses without an import, and seems to import.
    Isolation(isolation::Found),
    /// Faults of syntax.
    Parses(parses::Found),
    /// What a file seems to say for which there is no parser: the place of each thing that is looked for, and the line.
    Seems(Vec<(usize, u32)>),
}

impl Found {
    pub(super) fn counted(&self) -> Option<&Counted> {
        if let Found::Counted(found) = self { Some(found) } else { None }
    }

    pub(super) fn symbols(&self) -> Option<&symbols::Found> {
        if let Found::Symbols(found) = self { Some(found) } else { None }
    }

    pub(super) fn imports(&self) -> Option<&imports::Found> {
        if let Found::Imports(found) = self { Some(found) } else { None }
    }

    pub(super) fn isolation(&self) -> Option<&isolation::Found> {
        if let Found::Isolation(found) = self { Some(found) } else { None }
    }

    pub(super) fn parses(&self) -> Option<&parses::Found> {
        if let Found::Parses(found) = self { Some(found) } else { None }
    }
}

/// What files show, as far as it is of one kind.
pub(super) fn of_kind<'f, T>(found: &[(u32, &'f Found)], kind: impl Fn(&'f Found) -> Option<&'f T>) -> Vec<(u32, &'f T)> {
    found.iter().filter_map(|(file, found)| Some((*file, kind(found)?))).collect()
}
