//! LCOV tracefiles, after geninfo(1), with what other writers do to them.

use super::super::error::{Place, ReadError, Reason, bounded};
use super::super::format::Format;
use super::super::number::{count, hits as hits_of, whole};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::file::Arm;
use super::tally::Tally;

/// A section: what stands between `SF:` and `end_of_record`.
#[derive(Default)]
struct Section<'t> {
    path: &'t str,
    record: Record,
    functions: Vec<(&'t str, bool)>,
    claimed_functions: Option<u64>,
}

/// Reads a tracefile.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let mut draft = Draft::new(Format::Lcov);
    let mut section: Option<Section<'_>> = None;
    let mut number: u64 = 0;
    for line in text.lines() {
        number = number.saturating_add(1);
        let place = Place { line: number, column: 1 };
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if line == "end_of_record" {
            match section.take() {
                Some(section) => close(&mut draft, section).map_err(|error| error.at(place))?,
                None => return Err(malformed(place, "end_of_record without SF:")),
            }
            continue;
        }
        let Some((tag, value)) = line.split_once(':') else {
            return Err(broken(text, number, place, line));
        };
        match (tag, &mut section) {
            ("SF", Some(_)) => return Err(malformed(place, "SF: before the end_of_record of the file above")),
            ("SF", open) => *open = Some(Section { path: value, ..Section::default() }),
            ("TN" | "VER", _) => {}
            (_, Some(open)) => entry(&mut draft, open, tag, value).map_err(|error| {
                let cut = number == text.lines().count() as u64 && !text.ends_with('\n');
                let error = if cut { ReadError::new(Reason::Truncated("it ends within a line".to_owned())) } else { error };
                error.at(place)
            })?,
            (_, None) if is_tag(tag) => return Err(malformed(place, format!("{tag}: outside a file"))),
            (_, None) => return Err(broken(text, number, place, line)),
        }
    }
    match section {
        Some(open) => {
            let what = format!("no end_of_record for {}", bounded(open.path, 200));
            Err(ReadError::new(Reason::Truncated(what)).at(Place { line: number, column: 1 }))
        }
        None => draft.finish(Claims::default()),
    }
}

/// A line that is no record: the cut end of the file, or a fault.
fn broken(text: &str, number: u64, place: Place, line: &str) -> ReadError {
    if number == text.lines().count() as u64 && !text.ends_with('\n') {
        return ReadError::new(Reason::Truncated("it ends within a line".to_owned())).at(place);
    }
    malformed(place, format!("no LCOV record: {}", bounded(line, 60)))
}

fn malformed(place: Place, message: impl Into<String>) -> ReadError {
    ReadError::new(Reason::Malformed(message.into())).at(place)
}

fn is_tag(tag: &str) -> bool {
    !tag.is_empty() && tag.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn entry<'t>(draft: &mut Draft, section: &mut Section<'t>, tag: &str, value: &'t str) -> Result<(), ReadError> {
    let record = &mut section.record;
    match tag {
        "DA" => {
            let mut fields = value.split(',');
            let (Some(line), Some(hits)) = (fields.next(), fields.next()) else { return Err(bad("DA", value)) };
            let line = whole(line).ok_or_else(|| bad("DA", value))?;
            let hits = hits_of(hits).ok_or_else(|| bad("DA", value))?;
            match line_number(line)? {
                Some(line) => record.line(line, hits),
                None => draft.notes.odd("a line numbered zero or less is left out", section.path),
            }
        }
        "BRDA" => {
            let mut fields = value.splitn(3, ',');
            let (Some(line), Some(block), Some(rest)) = (fields.next(), fields.next(), fields.next()) else {
                return Err(bad("BRDA", value));
            };
            let Some((branch, taken)) = rest.rsplit_once(',') else { return Err(bad("BRDA", value)) };
            let line = whole(line).ok_or_else(|| bad("BRDA", value))?;
            let taken = if taken.trim() == "-" { 0 } else { hits_of(taken).ok_or_else(|| bad("BRDA", value))? };
            let arm = match (whole(block), whole(branch)) {
                (Some(block), Some(branch)) => Arm::Numbers(block, branch),
                _ => Arm::Words(format!("{block},{branch}").into_boxed_str()),
            };
            match line_number(line)? {
                Some(line) => record.arm(line, arm, taken),
                None => draft.notes.odd("a branch on a line numbered zero or less is left out", section.path),
            }
        }
        "FNDA" => {
            let (hits, name) = value.split_once(',').ok_or_else(|| bad("FNDA", value))?;
            let hits = hits_of(hits).ok_or_else(|| bad("FNDA", value))?;
            section.functions.push((name, hits > 0));
        }
        // Function aliases of LCOV 2: index, hits, name.
        "FNA" => {
            let mut fields = value.splitn(3, ',').skip(1);
            let (Some(hits), Some(name)) = (fields.next(), fields.next()) else { return Err(bad("FNA", value)) };
            section.functions.push((name, hits_of(hits).ok_or_else(|| bad("FNA", value))? > 0));
        }
        "LF" => record.claims.lines = count(value),
        "LH" => record.claims.covered_lines = count(value),
        "BRF" => {
            record.claims.branches = count(value);
            // A writer that states branches measures them, though a file may have none.
            record.tells_branches();
        }
        "BRH" => record.claims.covered_branches = count(value),
        "FNF" => section.claimed_functions = count(value),
        _ if is_tag(tag) => {}
        _ => return Err(ReadError::new(Reason::Malformed(format!("no LCOV record: {}", bounded(tag, 60))))),
    }
    Ok(())
}

fn close(draft: &mut Draft, mut section: Section<'_>) -> Result<(), ReadError> {
    section.functions.sort_unstable_by(|a, b| a.0.cmp(b.0).then(b.1.cmp(&a.1)));
    section.functions.dedup_by(|later, first| later.0 == first.0);
    if !section.functions.is_empty() || section.claimed_functions.is_some() {
        let covered = section.functions.iter().filter(|(_, covered)| *covered).count() as u64;
        section.record.functions = Some(Tally::new(covered, section.functions.len() as u64));
    }
    draft.add(None, section.path, section.record)
}

fn bad(tag: &str, value: &str) -> ReadError {
    ReadError::new(Reason::Malformed(format!("{tag}:{}", bounded(value, 60))))
}
