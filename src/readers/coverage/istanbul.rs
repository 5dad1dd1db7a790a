//! Istanbul's (nyc's, Jest's, Vitest's) two JSON reports.
//!
//! `coverage-final.json` maps statements, branches and functions to places. As in Istanbul's own reports, a line is one on which a
//! statement starts, with the most hits of its statements. `coverage-summary.json` has counts alone; its percentages are cut to
//! two places or say `"Unknown"`, and are not read.

use serde::Deserialize;

use super::super::error::ReadError;
use super::super::format::Format;
use super::super::json::{self, Members};
use super::super::number::Whole;
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::file::Arm;
use super::tally::Tally;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Count {
    total: Whole,
    covered: Whole,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Summary {
    lines: Count,
    statements: Count,
    functions: Count,
    branches: Count,
}

impl Count {
    fn tally(&self) -> Tally {
        Tally::new(self.covered.hits(), self.total.hits())
    }
}

/// Reads `coverage-summary.json`.
pub(crate) fn read_summary(text: &str) -> Result<Coverage, ReadError> {
    let Members(entries): Members<Summary> = json::read(text)?;
    let mut draft = Draft::new(Format::IstanbulSummary);
    let mut claims = Claims::default();
    for (path, summary) in entries {
        if path == "total" {
            claims = Claims {
                lines: Some(summary.lines.total.hits()),
                covered_lines: Some(summary.lines.covered.hits()),
                branches: Some(summary.branches.total.hits()),
                covered_branches: Some(summary.branches.covered.hits()),
            };
            continue;
        }
        for count in [&summary.lines, &summary.branches] {
            draft.notes.claim(&path, "covered of what there is", Some(count.covered.hits()), count.tally().covered());
        }
        let mut record = Record::default();
        record.count_lines(summary.lines.tally());
        record.count_branches(summary.branches.tally());
        record.statements = Some(summary.statements.tally());
        record.functions = Some(summary.functions.tally());
        draft.add(None, &path, record)?;
    }
    draft.finish(claims)
}

/// A place; writers leave parts of it out for code that has none.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Position {
    line: Whole,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Span {
    start: Position,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Branch {
    line: Whole,
    loc: Option<Span>,
    locations: Vec<Span>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct File {
    path: String,
    statement_map: Members<Span>,
    branch_map: Members<Branch>,
    s: Members<Whole>,
    f: Members<Whole>,
    b: Members<Vec<Whole>>,
    /// Older versions wrap all of it once more.
    data: Option<Box<File>>,
}

/// Reads `coverage-final.json`.
pub(crate) fn read_final(text: &str) -> Result<Coverage, ReadError> {
    let Members(entries): Members<File> = json::read(text)?;
    let mut draft = Draft::new(Format::IstanbulFinal);
    for (key, mut file) in entries {
        if let Some(inner) = file.data.take() {
            file = *inner;
        }
        let path = if file.path.is_empty() { key } else { std::mem::take(&mut file.path) };
        let record = record(&path, file, &mut draft)?;
        draft.add(None, &path, record)?;
    }
    draft.finish(Claims::default())
}

fn record(path: &str, file: File, draft: &mut Draft) -> Result<Record, ReadError> {
    let mut record = Record::default();
    record.tells_branches();
    let mut hits = file.s.0;
    hits.sort();
    let mut statements = Tally::default();
    for (id, span) in file.statement_map.0 {
        let times = greatest(&hits, &id).unwrap_or(0);
        statements.count(times > 0);
        match line_number(span.start.line.0)? {
            Some(line) => record.line(line, times),
            None => draft.notes.odd("a statement without a place is left out", path),
        }
    }
    let mut taken = file.b.0;
    taken.sort_by(|a, b| a.0.cmp(&b.0));
    taken.dedup_by(|later, first| later.0 == first.0);
    for (id, branch) in file.branch_map.0 {
        let start = branch.loc.map_or(0, |loc| loc.start.line.0);
        let first = branch.locations.iter().map(|span| span.start.line.0).find(|line| *line > 0).unwrap_or(0);
        let line = [start, branch.line.0, first].into_iter().find(|line| *line > 0).unwrap_or(0);
        let Some(line) = line_number(line)? else {
            draft.notes.odd("a branch without a place is left out", path);
            continue;
        };
        let arms = taken.binary_search_by(|(key, _)| key.cmp(&id)).ok().and_then(|at| taken.get(at));
        // Arms without counters were never taken.
        let counts = arms.map(|(_, counts)| counts.as_slice()).unwrap_or_default();
        for number in 0..counts.len().max(branch.locations.len()) {
            let times = counts.get(number).copied().unwrap_or_default().hits();
            record.arm(line, Arm::Words(format!("{id}/{number}").into_boxed_str()), times);
        }
    }
    let functions = file.f.0;
    record.statements = Some(statements);
    record.functions = Some(Tally::new(functions.iter().filter(|(_, times)| times.0 > 0).count() as u64, functions.len() as u64));
    Ok(record)
}

/// The greatest count under a key, of sorted ones.
fn greatest(sorted: &[(String, Whole)], key: &str) -> Option<u64> {
    let end = sorted.partition_point(|(known, _)| known.as_str() <= key);
    let (known, times) = sorted.get(end.checked_sub(1)?)?;
    if known == key { Some(times.hits()) } else { None }
}
