//! Go cover profiles: `mode:` and one block a line, `file:line.column,line.column statements count`.
//!
//! Go's own percentage counts statements; that is [`statements`](super::FileCoverage::statements). For lines, every line that a block
//! with statements touches is a line, covered when any such block on it ran. Profiles that were joined repeat blocks and the mode.

use std::collections::BTreeMap;

use super::super::error::{Place, ReadError, Reason, bounded};
use super::super::format::Format;
use super::super::limits;
use super::super::number::{hits, whole};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::tally::Tally;

/// From line and column, to line and column.
type Range = (i64, i64, i64, i64);

/// Reads a profile.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let mut files: BTreeMap<&str, Vec<(Range, u64, u64)>> = BTreeMap::new();
    let mut draft = Draft::new(Format::GoProfile);
    let mut lines = text.lines().enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let line = line.trim();
        if line.is_empty() || line.starts_with("mode:") {
            continue;
        }
        let Some((path, range, statements, count)) = block(line) else {
            let place = Place { line: (number as u64).saturating_add(1), column: 1 };
            let cut = lines.peek().is_none() && !text.ends_with('\n');
            let reason = if cut {
                Reason::Truncated("it ends within a line".to_owned())
            } else {
                Reason::Malformed(format!("no block of a Go cover profile: {}", bounded(line, 80)))
            };
            return Err(ReadError::new(reason).at(place));
        };
        files.entry(path).or_default().push((range, statements, count));
    }
    let mut expanded: u64 = 0;
    for (path, mut blocks) in files {
        // The same block from several profiles is one; it ran if it ran in any.
        blocks.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.cmp(&a.2)));
        blocks.dedup_by(|later, first| later.0 == first.0);
        let mut record = Record::default();
        let mut tally = Tally::default();
        for ((from, _, to, _), statements, count) in blocks {
            if statements == 0 {
                continue;
            }
            tally = tally.plus(Tally::new(if count > 0 { statements } else { 0 }, statements));
            let (from, to) = match (line_number(from)?, line_number(to)?) {
                (Some(from), Some(to)) if from <= to => (from, to),
                _ => {
                    draft.notes.odd("a block that ends before it starts is left out", path);
                    continue;
                }
            };
            expanded = expanded.saturating_add(u64::from(to.saturating_sub(from)).saturating_add(1));
            if expanded > limits::EXPANDED_LINES {
                return Err(ReadError::new(Reason::TooLarge(format!("its blocks span over {} lines", limits::EXPANDED_LINES))));
            }
            for line in from..=to {
                record.line(line, count);
            }
        }
        record.statements = Some(tally);
        draft.add(None, path, record)?;
    }
    draft.finish(Claims::default())
}

fn block(line: &str) -> Option<(&str, Range, u64, u64)> {
    let (rest, count) = line.rsplit_once(' ')?;
    let (rest, statements) = rest.rsplit_once(' ')?;
    let (path, range) = rest.rsplit_once(':')?;
    let (from, to) = range.split_once(',')?;
    let (from_line, from_column) = from.split_once('.')?;
    let (to_line, to_column) = to.split_once('.')?;
    let range = (whole(from_line)?, whole(from_column)?, whole(to_line)?, whole(to_column)?);
    Some((path, range, hits(statements)?, hits(count)?))
}
