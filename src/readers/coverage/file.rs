//! What a report says of one file, and how two reports on it are united.

use std::sync::Arc;

use super::tally::Tally;

/// The coverage of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCoverage {
    /// The path as the report writes it, with `\` turned to `/`; JaCoCo's is its package and file name. It may be absolute,
    /// may climb with `..`, and may be nonsense: it is only ever compared, never opened.
    pub path: String,
    /// The module the report files it under (a JaCoCo group), where there is one.
    pub module: Option<String>,
    /// The source roots that the file's report declares.
    pub roots: Arc<[String]>,
    /// Its lines.
    pub lines: Lines,
    /// Its branches.
    pub branches: Branches,
    /// True where the report itself states more branches than it lists, so that those listed may flatter: Istanbul's Cobertura and
    /// Clover leave out branches on lines where no statement starts. A target on branches is then not proven.
    pub partial_branches: bool,
    /// Its statements, where the format counts them beside lines (Go, Istanbul).
    pub statements: Option<Tally>,
    /// Its functions, where the report tells them.
    pub functions: Option<Tally>,
}

/// The lines of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lines {
    /// Each line, sorted, each once, with its hits.
    Listed {
        /// Line number and hits. Formats without counts have 0 and 1.
        lines: Vec<(u32, u64)>,
        /// How many of them count, where the report lists as executed also lines that hold no statement, as coverage.py does with
        /// docstrings. Lines without hits always count, so what is covered is the rest of this number.
        countable: Option<u64>,
    },
    /// Only how many.
    Counted(Tally),
}

/// The branches of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Branches {
    /// The report does not measure branches.
    Untold,
    /// Those of each line, sorted by line, each line once. May be empty: measured, and there are none.
    PerLine(Vec<LineBranches>),
    /// Only how many.
    Counted(Tally),
}

/// The branches that leave one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LineBranches {
    /// Each arm with how often it was taken, sorted, each once.
    Arms(u32, Vec<(Arm, u64)>),
    /// Only how many.
    Counted(u32, Tally),
}

/// What tells the arms of a line apart within one format.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arm {
    /// Two numbers: block and branch, line and column, or the line jumped to.
    Numbers(i64, i64),
    /// Words.
    Words(Box<str>),
}

impl FileCoverage {
    /// The last line that the report lists, from one; nothing where it only counts.
    pub fn last_line(&self) -> Option<u32> {
        match &self.lines {
            Lines::Listed { lines, .. } => lines.last().map(|(line, _)| *line),
            Lines::Counted(_) => None,
        }
    }

    /// What makes it the same file in another report.
    pub(crate) fn key(&self) -> (Option<&str>, &str, &[String]) {
        (self.module.as_deref(), &self.path, &self.roots)
    }

    /// Adds what another report says of the same file. Arms are only the same arms within one format.
    pub(crate) fn union(&mut self, other: FileCoverage, same_format: bool) {
        let lines = std::mem::replace(&mut self.lines, Lines::Counted(Tally::default()));
        self.lines = lines.union(other.lines);
        let branches = std::mem::replace(&mut self.branches, Branches::Untold);
        self.branches = branches.union(other.branches, same_format);
        self.partial_branches &= other.partial_branches;
        self.statements = either(self.statements, other.statements);
        self.functions = either(self.functions, other.functions);
    }
}

fn either(a: Option<Tally>, b: Option<Tally>) -> Option<Tally> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.union(b)),
        (one, other) => one.or(other),
    }
}

impl Lines {
    /// How many are covered, of how many.
    pub fn tally(&self) -> Tally {
        match self {
            Lines::Counted(tally) => *tally,
            Lines::Listed { lines, countable } => {
                let listed = lines.len() as u64;
                let missed = lines.iter().filter(|(_, hits)| *hits == 0).count() as u64;
                let total = countable.unwrap_or(listed).min(listed).max(missed);
                Tally::new(total.saturating_sub(missed), total)
            }
        }
    }

    /// Listed lines outweigh counts: they can be recounted.
    fn union(self, other: Lines) -> Lines {
        match (self, other) {
            (Lines::Counted(a), Lines::Counted(b)) => Lines::Counted(a.union(b)),
            (Lines::Listed { lines: mut a, countable: one }, Lines::Listed { lines: b, countable: two }) => {
                a.extend(b);
                greatest(&mut a);
                Lines::Listed { lines: a, countable: one.max(two) }
            }
            (listed @ Lines::Listed { .. }, Lines::Counted(_)) | (Lines::Counted(_), listed @ Lines::Listed { .. }) => listed,
        }
    }
}

/// Sorts by key and keeps the greatest hits of each.
pub(crate) fn greatest<K: Ord>(hits: &mut Vec<(K, u64)>) {
    if hits.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0)) {
        return;
    }
    hits.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)));
    hits.dedup_by(|later, first| later.0 == first.0);
}

impl Branches {
    /// How many arms are covered, of how many.
    pub fn tally(&self) -> Tally {
        match self {
            Branches::Untold => Tally::default(),
            Branches::Counted(tally) => *tally,
            Branches::PerLine(lines) => lines.iter().fold(Tally::default(), |sum, line| sum.plus(line.tally())),
        }
    }

    fn union(self, other: Branches, same_format: bool) -> Branches {
        match (self, other) {
            (Branches::Untold, told) | (told, Branches::Untold) => told,
            (Branches::PerLine(a), Branches::PerLine(b)) => Branches::PerLine(LineBranches::merge(a, b, same_format)),
            (Branches::Counted(a), Branches::Counted(b)) => Branches::Counted(a.union(b)),
            (listed @ Branches::PerLine(_), Branches::Counted(_)) | (Branches::Counted(_), listed @ Branches::PerLine(_)) => listed,
        }
    }
}

impl LineBranches {
    /// The line.
    pub fn line(&self) -> u32 {
        match self {
            LineBranches::Arms(line, _) | LineBranches::Counted(line, _) => *line,
        }
    }

    /// How many arms are covered, of how many.
    pub fn tally(&self) -> Tally {
        match self {
            LineBranches::Counted(_, tally) => *tally,
            LineBranches::Arms(_, arms) => Tally::new(arms.iter().filter(|(_, taken)| *taken > 0).count() as u64, arms.len() as u64),
        }
    }

    fn merge(a: Vec<LineBranches>, b: Vec<LineBranches>, same_format: bool) -> Vec<LineBranches> {
        let mut all = a;
        all.extend(b);
        all.sort_by_key(LineBranches::line);
        let mut merged: Vec<LineBranches> = Vec::with_capacity(all.len());
        for next in all {
            match merged.last_mut().filter(|last| last.line() == next.line()) {
                None => merged.push(next),
                Some(last) => last.union(next, same_format),
            }
        }
        merged
    }

    fn union(&mut self, other: LineBranches, same_format: bool) {
        match (&mut *self, other) {
            (LineBranches::Arms(_, mine), LineBranches::Arms(_, theirs)) if same_format => {
                mine.extend(theirs);
                greatest(mine);
            }
            (_, other) => *self = LineBranches::Counted(self.line(), self.tally().union(other.tally())),
        }
    }
}
