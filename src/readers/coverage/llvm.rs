//! `llvm-cov export -format=text`, which is JSON; `cargo llvm-cov --json` writes it too.
//!
//! Lines come from segments, by the rules of LLVM's `LineCoverageStats` (llvm/lib/ProfileData/Coverage/CoverageMapping.cpp). The
//! summaries count generic code once an instantiation and may differ; they stand in only where segments were left out (`--summary-only`).

use serde::Deserialize;

use super::super::error::{ReadError, Reason};
use super::super::format::Format;
use super::super::json;
use super::super::limits;
use super::super::number::Whole;
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::file::Arm;
use super::tally::Tally;

#[derive(Deserialize)]
struct Export {
    data: Vec<Unit>,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(default)]
    files: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    filename: String,
    segments: Option<Vec<Segment>>,
    branches: Option<Vec<Branch>>,
    #[serde(default)]
    summary: Summary,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Summary {
    lines: Option<Count>,
    branches: Option<Count>,
    functions: Option<Count>,
}

#[derive(Deserialize)]
struct Count {
    count: Whole,
    covered: Whole,
}

impl Count {
    fn tally(&self) -> Tally {
        Tally::new(self.covered.hits(), self.count.hits())
    }
}

/// Line, column, count, has a count, is a region's entry, is a gap. Older exports lack the last.
#[derive(Deserialize)]
#[serde(from = "Vec<Whole>")]
struct Segment {
    line: i64,
    count: u64,
    has_count: bool,
    is_entry: bool,
    is_gap: bool,
}

impl From<Vec<Whole>> for Segment {
    fn from(values: Vec<Whole>) -> Segment {
        let number = |at: usize| values.get(at).map_or(0, |value| value.0);
        Segment {
            line: number(0),
            count: u64::try_from(number(2)).unwrap_or(0),
            has_count: number(3) != 0,
            is_entry: number(4) != 0,
            is_gap: number(5) != 0,
        }
    }
}

/// Line, column, end line, end column, times true, times false, and more.
#[derive(Deserialize)]
#[serde(from = "Vec<Whole>")]
struct Branch {
    line: i64,
    column: i64,
    when_true: u64,
    when_false: u64,
}

impl From<Vec<Whole>> for Branch {
    fn from(values: Vec<Whole>) -> Branch {
        let number = |at: usize| values.get(at).map_or(0, |value| value.0);
        let hits = |at: usize| u64::try_from(number(at)).unwrap_or(0);
        Branch { line: number(0), column: number(1), when_true: hits(4), when_false: hits(5) }
    }
}

/// Reads an export.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let export: Export = json::read(text)?;
    let mut draft = Draft::new(Format::LlvmCov);
    let mut expanded = 0;
    for file in export.data.into_iter().flat_map(|unit| unit.files) {
        let mut record = Record::default();
        match &file.segments {
            Some(segments) => {
                lines(segments, &mut record, &mut expanded)?;
                record.claims.lines = file.summary.lines.as_ref().map(|lines| lines.count.hits());
                record.claims.covered_lines = file.summary.lines.as_ref().map(|lines| lines.covered.hits());
            }
            None => {
                let stated = file.summary.lines.as_ref();
                let stated =
                    stated.ok_or_else(|| ReadError::new(Reason::Malformed("a file with neither segments nor a summary".to_owned())))?;
                record.count_lines(stated.tally());
            }
        }
        let stated = file.summary.branches.as_ref().map(Count::tally);
        match (&file.branches, stated) {
            // Without branch instrumentation an export has empty lists and zeros everywhere: that tells nothing of branches.
            (Some(branches), stated) if !branches.is_empty() || stated.is_some_and(|stated| stated.total() > 0) => {
                for branch in branches {
                    if let Some(line) = line_number(branch.line)? {
                        record.arm(line, Arm::Numbers(branch.column, 0), branch.when_true);
                        record.arm(line, Arm::Numbers(branch.column, 1), branch.when_false);
                    }
                }
                record.claims.branches = stated.map(Tally::total);
                record.claims.covered_branches = stated.map(Tally::covered);
            }
            (None, Some(stated)) if stated.total() > 0 => record.count_branches(stated),
            _ => {}
        }
        record.functions = file.summary.functions.as_ref().map(Count::tally);
        draft.add(None, &file.filename, record)?;
    }
    draft.finish(Claims::default())
}

/// The lines that segments cover. Segments are sorted by place; those that are not are taken in order all the same.
fn lines(segments: &[Segment], record: &mut Record, expanded: &mut u64) -> Result<(), ReadError> {
    let mut wrapped: Option<&Segment> = None;
    let mut at_line: Option<u32> = None;
    let mut sorted: Vec<&Segment> = segments.iter().collect();
    sorted.sort_by_key(|segment| segment.line);
    for on_line in sorted.chunk_by(|a, b| a.line == b.line) {
        let Some(Some(line)) = on_line.first().map(|segment| line_number(segment.line)).transpose()? else { continue };
        // The lines between are those of the region that goes on.
        if let (Some(last), Some(region)) = (at_line, wrapped.filter(|segment| segment.has_count)) {
            *expanded = expanded.saturating_add(u64::from(line.saturating_sub(last)));
            if *expanded > limits::EXPANDED_LINES {
                return Err(ReadError::new(Reason::TooLarge(format!("its segments span over {} lines", limits::EXPANDED_LINES))));
            }
            for between in last.saturating_add(1)..line {
                record.line(between, region.count);
            }
        }
        let starts = |segment: &&&Segment| segment.has_count && segment.is_entry && !segment.is_gap;
        let skipped = on_line.first().is_some_and(|first| !first.has_count && first.is_entry);
        let mapped = (!skipped && (wrapped.is_some_and(|segment| segment.has_count) || on_line.iter().any(|segment| starts(&segment))))
            || on_line.iter().any(|segment| segment.has_count && segment.is_entry);
        if mapped {
            let before = wrapped.map_or(0, |segment| segment.count);
            let count = on_line.iter().filter(starts).map(|segment| segment.count).fold(before, u64::max);
            record.line(line, count);
        }
        wrapped = on_line.last().copied();
        at_line = Some(line);
    }
    Ok(())
}
