//! The schedule as comma-separated values, one line an item, as RFC 4180 has it.

use crate::model::Plan;
use crate::view::schedule::Row;

/// The columns; new ones are added at the end.
pub const COLUMNS: [&str; 26] = [
    "plan",
    "id",
    "title",
    "kind",
    "part of",
    "phase",
    "state",
    "tier",
    "owner",
    "by",
    "start",
    "end",
    "basis",
    "takes",
    "early start",
    "early end",
    "late start",
    "late end",
    "total float days",
    "free float days",
    "critical",
    "due",
    "lateness",
    "waits for",
    "waits until",
    "waits behind",
];

/// The columns behind these when there is a baseline.
pub const BASELINE_COLUMNS: [&str; 4] = ["baseline start", "baseline end", "start variance days", "end variance days"];

/// The line of headings, with those of the baseline when there is one.
///
/// # Errors
/// Never for texts of this program; the error is that of the writer, in words.
pub fn header(baseline: bool) -> Result<String, String> {
    let more = BASELINE_COLUMNS.iter().filter(|_| baseline);
    lines(std::iter::once(COLUMNS.iter().chain(more).map(|column| (*column).to_owned()).collect()))
}

/// The lines of one plan, without headings, with its dates in the baseline when there is one.
///
/// # Errors
/// Never for texts of this program; the error is that of the writer, in words.
pub fn csv(plan: &Plan, rows: &[Row<'_>], baseline: bool) -> Result<String, String> {
    lines(rows.iter().map(|row| {
        let mut record = record(plan, row);
        if baseline {
            record.extend(then(row));
        }
        record
    }))
}

/// The cells of the baseline; empty for what was not there.
fn then(row: &Row<'_>) -> [String; 4] {
    match (row.baseline, row.variance) {
        (Some(then), Some((start, end))) => [then.first.to_string(), then.last.to_string(), start.to_string(), end.to_string()],
        _ => Default::default(),
    }
}

fn lines(records: impl Iterator<Item = Vec<String>>) -> Result<String, String> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn record(plan: &Plan, row: &Row<'_>) -> Vec<String> {
    let item = plan.item(row.id);
    let by: Vec<&str> = item.by.iter().map(|party| &*plan.parties[party.index()].title).collect();
    let number = |days: Option<f64>| days.map_or_else(String::new, |days| days.to_string());
    let date = |date: Option<crate::time::Date>| date.map_or_else(String::new, |date| date.to_string());
    let waits = row.waits.as_ref();
    vec![
        cell(&plan.root().id),
        cell(row.item.name),
        cell(row.item.title),
        row.item.kind.word().to_owned(),
        cell(row.item.within.unwrap_or("")),
        cell(item.phase.map_or("", |phase| &plan.phases[phase.index()].title)),
        row.item.state.to_owned(),
        cell(row.item.tier.unwrap_or("")),
        cell(row.item.owner.unwrap_or("")),
        cell(&by.join(", ")),
        row.planned.period.first.to_string(),
        row.planned.period.last.to_string(),
        format!("{:?}", row.planned.basis).to_lowercase(),
        row.takes.clone().unwrap_or_default(),
        date(row.early.map(|period| period.first)),
        date(row.early.map(|period| period.last)),
        date(row.late.map(|period| period.first)),
        date(row.late.map(|period| period.last)),
        number(row.total_float),
        number(row.free_float),
        if row.critical { "yes" } else { "no" }.to_owned(),
        row.due.as_ref().map_or_else(String::new, |due| due.date.map_or_else(|| cell(&due.words), |date| date.to_string())),
        row.lateness.map_or("", |lateness| lateness.word()).to_owned(),
        cell(&waits.map_or_else(String::new, |waits| waits.who_words())),
        date(waits.map(|waits| waits.until)),
        cell(waits.and_then(|waits| waits.behind).map_or("", |label| label.name)),
    ]
}

/// An author's text, so that no spreadsheet takes it for a formula: one that begins like a formula gets an apostrophe before it.
fn cell(raw: &str) -> String {
    if raw.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{raw}") } else { raw.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, csv, header};
    use crate::view::Labels;
    use crate::view::sample::{survey, survey_since};
    use crate::view::schedule::Rows;

    #[test]
    fn texts_are_neither_cells_nor_formulas() {
        let text = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n\
            component a \"=HYPERLINK(1), \\\"x\\\"\" missing effort 1d\ncomponent b \"B\" missing effort 2d needs a due 2025-07-15\n";
        survey(text, |survey| {
            let labels = Labels::new(survey.plan);
            let rows = Rows::new(survey, &labels).all(|_| true);
            let table = header(false).unwrap() + &csv(survey.plan, &rows, false).unwrap();
            let mut reader = ::csv::Reader::from_reader(table.as_bytes());
            let records: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(&records[0][2], "'=HYPERLINK(1), \"x\"");
            assert_eq!((&records[1][10], &records[1][11], &records[1][18], &records[1][22]), ("2025-07-15", "2025-07-16", "-1", "late"));
        });
    }
    #[test]
    fn a_baseline_stands_behind_the_other_columns() {
        let head = "plan p \"P\" language 1 start 2025-07-14 as-of 2025-07-14\n";
        let (before, now) = ("component a missing effort 1d\n", "component a missing effort 3d\ncomponent new missing effort 1d\n");
        survey_since(&format!("{head}{before}"), &format!("{head}{now}"), |survey| {
            let labels = Labels::new(survey.plan);
            let rows = Rows::new(survey, &labels).all(|_| true);
            let table = header(true).unwrap() + &csv(survey.plan, &rows, true).unwrap();
            let ends: Vec<String> = table.lines().map(|line| line.split(',').skip(COLUMNS.len()).collect::<Vec<_>>().join(",")).collect();
            assert_eq!(ends, ["baseline start,baseline end,start variance days,end variance days", ",,,", "2025-07-14,2025-07-14,0,2"]);
        });
    }
}
