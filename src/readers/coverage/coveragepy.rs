//! `coverage json` of coverage.py.
//!
//! `executed_lines` is what was traced, which takes in docstrings, excluded lines and other lines that hold no statement; `missing_lines`
//! holds statements alone. So a file's own `num_statements` says how many of the listed lines count, where it can be true: at least the
//! missing ones, at most all of them. The headline `percent_covered` mixes lines with branches and is not read.

use serde::Deserialize;

use super::super::error::{ReadError, Reason};
use super::super::format::Format;
use super::super::json::{self, Members};
use super::super::number::Whole;
use super::super::stamp::Stamp;
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::file::Arm;
use super::tally::Tally;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Report {
    meta: Meta,
    files: Members<File>,
    totals: Summary,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Meta {
    timestamp: String,
    branch_coverage: bool,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Summary {
    covered_lines: Option<Whole>,
    num_statements: Option<Whole>,
    num_branches: Option<Whole>,
    covered_branches: Option<Whole>,
}

#[derive(Deserialize)]
struct File {
    executed_lines: Vec<Whole>,
    missing_lines: Vec<Whole>,
    #[serde(default)]
    excluded_lines: Vec<Whole>,
    #[serde(default)]
    summary: Summary,
    executed_branches: Option<Vec<(Whole, Whole)>>,
    missing_branches: Option<Vec<(Whole, Whole)>>,
}

/// Reads a JSON report of coverage.py.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let report: Report = json::read(text)?;
    let mut draft = Draft::new(Format::CoveragePy);
    draft.written = Stamp::read(&report.meta.timestamp);
    for (path, file) in report.files.0 {
        let record = record(&path, file, report.meta.branch_coverage, &mut draft)?;
        draft.add(None, &path, record)?;
    }
    let number = |count: Option<Whole>| count.map(Whole::hits);
    let totals = report.totals;
    let mut claims = Claims { lines: number(totals.num_statements), covered_lines: number(totals.covered_lines), ..Claims::default() };
    if report.meta.branch_coverage {
        claims.branches = number(totals.num_branches);
        claims.covered_branches = number(totals.covered_branches);
    }
    draft.finish(claims)
}

fn record(path: &str, file: File, has_branches: bool, draft: &mut Draft) -> Result<Record, ReadError> {
    let mut record = Record::default();
    let mut excluded: Vec<Whole> = file.excluded_lines;
    excluded.sort_unstable();
    for (lines, hits) in [(&file.missing_lines, 0), (&file.executed_lines, 1)] {
        for line in lines.iter().filter(|line| hits == 0 || excluded.binary_search(line).is_err()) {
            match line_number(line.0)? {
                Some(line) => record.line(line, hits),
                None => draft.notes.odd("a line numbered zero or less is left out", path),
            }
        }
    }
    let listed = record.listed();
    let missing = file.missing_lines.len() as u64;
    match file.summary.num_statements.map(Whole::hits) {
        Some(stated) if stated < listed && stated >= missing => {
            record.countable(stated);
            draft.notes.odd("executed lines that hold no statement are not counted", path);
        }
        Some(stated) => record.claims.lines = Some(stated),
        None => {}
    }
    if !has_branches {
        return Ok(record);
    }
    record.tells_branches();
    match (&file.executed_branches, &file.missing_branches) {
        (None, None) => {
            let summary = &file.summary;
            let total = summary.num_branches.ok_or_else(|| ReadError::new(Reason::Malformed(format!("{path} tells no branches"))))?;
            record.count_branches(Tally::new(summary.covered_branches.unwrap_or_default().hits(), total.hits()));
        }
        (executed, missing) => {
            for (arcs, taken) in [(executed, 1), (missing, 0)] {
                for (from, to) in arcs.iter().flatten() {
                    match line_number(from.0)? {
                        Some(line) => record.arm(line, Arm::Numbers(from.0, to.0), taken),
                        None => draft.notes.odd("a branch on a line numbered zero or less is left out", path),
                    }
                }
            }
            record.claims.branches = file.summary.num_branches.map(Whole::hits);
            record.claims.covered_branches = file.summary.covered_branches.map(Whole::hits);
        }
    }
    Ok(record)
}
