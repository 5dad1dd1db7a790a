//! A report on its way to a [`Coverage`]: records are added as they come, files that repeat become one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::error::{ReadError, Reason};
use super::super::format::Format;
use super::super::limits;
use super::super::note::Notes;
use super::super::stamp::Stamp;
use super::Coverage;
use super::file::{Arm, Branches, FileCoverage, LineBranches, Lines, greatest};
use super::tally::Tally;

/// One record on one file.
#[derive(Debug, Default)]
pub(crate) struct Record {
    lines: Vec<(u32, u64)>,
    countable: Option<u64>,
    counted_lines: Option<Tally>,
    branches_told: bool,
    arms: Vec<((u32, Arm), u64)>,
    line_counts: Vec<(u32, Tally)>,
    counted_branches: Option<Tally>,
    partial_branches: bool,
    /// Statements.
    pub(crate) statements: Option<Tally>,
    /// Functions.
    pub(crate) functions: Option<Tally>,
    /// What the record itself states.
    pub(crate) claims: Claims,
}

/// The totals a record states, each where it does.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Claims {
    /// Lines, and how many of them covered.
    pub(crate) lines: Option<u64>,
    pub(crate) covered_lines: Option<u64>,
    /// Branch arms, and how many of them covered.
    pub(crate) branches: Option<u64>,
    pub(crate) covered_branches: Option<u64>,
}

/// A line number that a report states: `None` for zero and less, which stand for code without a line; an error past the limit.
pub(crate) fn line_number(number: i64) -> Result<Option<u32>, ReadError> {
    match u32::try_from(number) {
        Ok(0) => Ok(None),
        Ok(line) if u64::from(line) <= limits::LINE => Ok(Some(line)),
        _ if number < 0 => Ok(None),
        _ => Err(ReadError::new(Reason::TooLarge(format!("line number {number}; at most {} is read", limits::LINE)))),
    }
}

impl Record {
    /// A line and its hits.
    pub(crate) fn line(&mut self, line: u32, hits: u64) {
        self.lines.push((line, hits));
    }

    /// Only so many of the listed lines count.
    pub(crate) fn countable(&mut self, lines: u64) {
        self.countable = Some(lines);
    }

    /// How many different lines are listed so far.
    pub(crate) fn listed(&mut self) -> u64 {
        greatest(&mut self.lines);
        self.lines.len() as u64
    }

    /// Whether a line is among those that [`Record::listed`] last put in order.
    pub(crate) fn lists(&self, line: u32) -> bool {
        self.lines.binary_search_by_key(&line, |(line, _)| *line).is_ok()
    }

    /// Lines as mere counts.
    pub(crate) fn count_lines(&mut self, tally: Tally) {
        self.counted_lines = Some(self.counted_lines.map_or(tally, |known| known.plus(tally)));
    }

    /// The report measures branches, though perhaps there is none here.
    pub(crate) fn tells_branches(&mut self) {
        self.branches_told = true;
    }

    /// An arm that leaves a line, and how often it was taken.
    pub(crate) fn arm(&mut self, line: u32, arm: Arm, taken: u64) {
        self.branches_told = true;
        self.arms.push(((line, arm), taken));
    }

    /// The arms of a line as a mere count.
    pub(crate) fn branches_of(&mut self, line: u32, tally: Tally) {
        self.branches_told = true;
        self.line_counts.push((line, tally));
    }

    /// Branches as mere counts.
    pub(crate) fn count_branches(&mut self, tally: Tally) {
        self.counted_branches = Some(self.counted_branches.map_or(tally, |known| known.plus(tally)));
    }

    fn has_branches(&self) -> bool {
        self.branches_told || self.counted_branches.is_some()
    }

    /// Sorts, and makes one of what repeats.
    fn settle(&mut self) {
        greatest(&mut self.lines);
        greatest(&mut self.arms);
        self.line_counts.sort_by_key(|(line, _)| *line);
        self.line_counts.dedup_by(|later, first| {
            let same = later.0 == first.0;
            if same {
                first.1 = first.1.union(later.1);
            }
            same
        });
    }

    fn append(&mut self, other: Record) {
        self.lines.extend(other.lines);
        self.countable = self.countable.max(other.countable);
        self.branches_told |= other.branches_told;
        self.partial_branches &= other.partial_branches;
        self.arms.extend(other.arms);
        self.line_counts.extend(other.line_counts);
        for (mine, theirs) in [
            (&mut self.counted_lines, other.counted_lines),
            (&mut self.counted_branches, other.counted_branches),
            (&mut self.statements, other.statements),
            (&mut self.functions, other.functions),
        ] {
            *mine = match (*mine, theirs) {
                (Some(mine), Some(theirs)) => Some(mine.union(theirs)),
                (mine, theirs) => mine.or(theirs),
            };
        }
    }

    fn lines(&mut self) -> Lines {
        match self.counted_lines {
            Some(tally) if self.lines.is_empty() => Lines::Counted(tally),
            _ => Lines::Listed { lines: std::mem::take(&mut self.lines), countable: self.countable },
        }
    }

    fn branches(&mut self) -> Branches {
        match self.counted_branches {
            Some(tally) if self.arms.is_empty() && self.line_counts.is_empty() => return Branches::Counted(tally),
            None if !self.branches_told => return Branches::Untold,
            _ => {}
        }
        let counts = std::mem::take(&mut self.line_counts);
        let mut lines: Vec<LineBranches> = counts.into_iter().map(|(line, tally)| LineBranches::Counted(line, tally)).collect();
        for ((line, arm), taken) in std::mem::take(&mut self.arms) {
            match lines.last_mut() {
                Some(LineBranches::Arms(last, arms)) if *last == line => arms.push((arm, taken)),
                _ => lines.push(LineBranches::Arms(line, vec![(arm, taken)])),
            }
        }
        lines.sort_by_key(LineBranches::line);
        Branches::PerLine(lines)
    }
}

/// A whole report on its way.
pub(crate) struct Draft {
    format: Format,
    sources: Vec<String>,
    files: BTreeMap<(Option<String>, String), Record>,
    repeated: bool,
    /// Remarks so far.
    pub(crate) notes: Notes,
    /// When the report says it was written.
    pub(crate) written: Option<Stamp>,
}

impl Draft {
    /// An empty report of a format.
    pub(crate) fn new(format: Format) -> Draft {
        Draft { format, sources: Vec::new(), files: BTreeMap::new(), repeated: false, notes: Notes::default(), written: None }
    }

    /// A source root that the report declares. Empty ones and Cobertura's `--source` placeholders say nothing.
    pub(crate) fn source(&mut self, root: &str) {
        let root = root.trim();
        if !root.is_empty() && !root.starts_with("--") {
            self.sources.push(slashes(root));
        }
    }

    /// How many source roots are declared so far.
    pub(crate) fn sources(&self) -> usize {
        self.sources.len()
    }

    /// Adds a record on a file, and compares what it states with what it lists.
    pub(crate) fn add(&mut self, module: Option<&str>, path: &str, mut record: Record) -> Result<(), ReadError> {
        let path = slashes(path);
        if path.trim().is_empty() {
            return Err(ReadError::new(Reason::Malformed("a file without a name".to_owned())));
        }
        record.settle();
        self.compare(&path, &mut record);
        match self.files.entry((module.map(str::to_owned), path)) {
            std::collections::btree_map::Entry::Vacant(entry) => {
                entry.insert(record);
            }
            std::collections::btree_map::Entry::Occupied(mut entry) => {
                self.repeated = true;
                entry.get_mut().append(record);
            }
        }
        Ok(())
    }

    fn compare(&mut self, path: &str, record: &mut Record) {
        let claims = record.claims;
        let lines = &record.lines;
        if claims.lines.is_some() || claims.covered_lines.is_some() {
            let covered = lines.iter().filter(|(_, hits)| *hits > 0).count() as u64;
            self.notes.claim(path, "lines", claims.lines, lines.len() as u64);
            self.notes.claim(path, "covered lines", claims.covered_lines, covered);
        }
        if claims.branches.is_some() || claims.covered_branches.is_some() {
            let arms = Tally::new(record.arms.iter().filter(|(_, taken)| *taken > 0).count() as u64, record.arms.len() as u64);
            let counted = record.line_counts.iter().fold(arms, |sum, (_, tally)| sum.plus(*tally));
            record.partial_branches = claims.branches.is_some_and(|claimed| claimed > counted.total());
            self.notes.claim(path, "branches", claims.branches, counted.total());
            self.notes.claim(path, "covered branches", claims.covered_branches, counted.covered());
        }
    }

    /// The report, or the error that it lists no file. Claims about the whole report are compared here.
    pub(crate) fn finish(self, claims: Claims) -> Result<Coverage, ReadError> {
        let Draft { format, mut sources, files, repeated, mut notes, written } = self;
        if files.is_empty() {
            return Err(ReadError::new(Reason::Nothing("no file".to_owned())).of(format));
        }
        sources.sort_unstable();
        sources.dedup();
        let roots: Arc<[String]> = Arc::from(sources.as_slice());
        // Writers say nothing of branches for a file that has none: where any file tells them, all do.
        let told = files.values().any(Record::has_branches);
        let mut files: Vec<FileCoverage> = files
            .into_iter()
            .map(|((module, path), mut record)| {
                if repeated {
                    record.settle();
                }
                record.branches_told |= told;
                let (lines, branches) = (record.lines(), record.branches());
                let (statements, functions) = (record.statements, record.functions);
                let partial_branches = record.partial_branches;
                FileCoverage { path, module, roots: Arc::clone(&roots), lines, branches, partial_branches, statements, functions }
            })
            .collect();
        let lines = files.iter().fold(Tally::default(), |sum, file| sum.plus(file.lines.tally()));
        let branches = files.iter().fold(Tally::default(), |sum, file| sum.plus(file.branches.tally()));
        if claims.branches.is_some_and(|claimed| claimed > branches.total()) {
            for file in &mut files {
                file.partial_branches = true;
            }
        }
        notes.claim("", "lines", claims.lines, lines.total());
        notes.claim("", "covered lines", claims.covered_lines, lines.covered());
        notes.claim("", "branches", claims.branches, branches.total());
        notes.claim("", "covered branches", claims.covered_branches, branches.covered());
        Ok(Coverage { formats: vec![format], sources, files, written, notes: notes.finish() })
    }
}

/// A path with `\` turned to `/`.
pub(crate) fn slashes(path: &str) -> String {
    path.replace('\\', "/")
}
