//! Coverage of a set of files.

use super::file::{Branches, FileCoverage};
use super::tally::Tally;

/// The sum over some files. Lines and branches stay apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many files. Zero means that nothing was measured.
    pub files: u64,
    /// Lines.
    pub lines: Tally,
    /// Branch arms, of the files whose report tells them.
    pub branches: Tally,
    /// Files whose report does not tell branches: a target on branches cannot be judged with them.
    pub without_branches: u64,
    /// Files of which not all branches are listed: see [`FileCoverage::partial_branches`].
    pub partial_branches: u64,
}

impl Sum {
    /// Adds a file.
    pub fn add(&mut self, file: &FileCoverage) {
        self.files = self.files.saturating_add(1);
        self.lines = self.lines.plus(file.lines.tally());
        self.partial_branches = self.partial_branches.saturating_add(u64::from(file.partial_branches));
        match &file.branches {
            Branches::Untold => self.without_branches = self.without_branches.saturating_add(1),
            told => self.branches = self.branches.plus(told.tally()),
        }
    }
}
