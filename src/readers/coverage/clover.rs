//! Clover XML: OpenClover, PHPUnit, Istanbul and those who imitate them.
//!
//! A line is a `stmt` or `cond` entry. `method` entries stand for declarations and are functions, not lines: PHPUnit's "lines" are its
//! statements. Only where the `statements` that files state come out right with them, as ReportGenerator
//! writes it, are they lines too. What `truecount` and `falsecount` mean differs: OpenClover counts how often a condition was true and
//! false (two arms); Istanbul writes how many arms were and were not taken. The reading that bears out the file's own
//! `conditionals` is taken; without them, an entry that has a `count` too is Istanbul's. Istanbul lists no condition on a line where no
//! statement starts, though it counts it: where more conditionals are stated than listed, the stated ones are taken, since those listed
//! are the better part.

use super::super::error::ReadError;
use super::super::format::Format;
use super::super::number::{count, hits, whole};
use super::super::stamp::{Stamp, newest};
use super::super::xml::{Element, Step, Walk};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::tally::Tally;

/// A condition as written.
struct Condition {
    line: u32,
    when_true: u64,
    when_false: u64,
    has_count: bool,
}

#[derive(Default)]
struct File {
    path: String,
    record: Record,
    conditions: Vec<Condition>,
    methods: Vec<(u32, u64)>,
    statements: Option<u64>,
    conditionals: Option<(u64, u64)>,
}

impl File {
    /// How many lines statements and conditions stand on.
    fn listed(&mut self) -> u64 {
        let statements = self.record.listed();
        self.conditions.sort_by_key(|condition| condition.line);
        let conditions = self.conditions.chunk_by(|a, b| a.line == b.line).filter_map(<[Condition]>::first);
        statements.saturating_add(conditions.filter(|condition| !self.record.lists(condition.line)).count() as u64)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    File,
    Class,
    Other,
}

/// Reads a Clover report.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let mut walk = Walk::new(text);
    let mut draft = Draft::new(Format::Clover);
    let mut open: Vec<Tag> = Vec::new();
    let mut file: Option<File> = None;
    let mut files: Vec<File> = Vec::new();
    loop {
        match walk.next()? {
            Step::Open(element) => {
                let mut tag = Tag::Other;
                match (element.name(), &mut file) {
                    ("coverage", _) => {
                        let [generated] = walk.attributes(&element, ["generated"])?;
                        newest(&mut draft.written, generated.and_then(|text| Stamp::read(&text)));
                    }
                    ("file", _) => {
                        let [path, name] = walk.attributes(&element, ["path", "name"])?;
                        let path = path.filter(|path| !path.is_empty()).or(name);
                        let path = path.ok_or_else(|| walk.malformed_at(&element, "a file without a name"))?.into_owned();
                        file = Some(File { path, ..File::default() });
                        tag = Tag::File;
                    }
                    ("class", Some(_)) => tag = Tag::Class,
                    // Those of a class within the file count only a part of it.
                    ("metrics", Some(file)) if open.last() == Some(&Tag::File) => metrics(&walk, &element, file)?,
                    ("line", Some(file)) => line(&walk, &element, file, &mut draft)?,
                    _ => {}
                }
                open.push(tag);
            }
            Step::Close => {
                if open.pop() == Some(Tag::File)
                    && let Some(file) = file.take()
                {
                    files.push(file);
                }
            }
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    // Where the statements that files state come out right with the declarations only, declarations are lines too.
    let mut with = false;
    let mut without = false;
    for file in files.iter_mut().filter(|file| !file.methods.is_empty()) {
        let listed = file.listed();
        with |= file.statements == Some(listed.saturating_add(file.methods.len() as u64));
        without |= file.statements == Some(listed);
    }
    for file in files {
        close(&mut draft, file, with && !without)?;
    }
    draft.finish(Claims::default())
}

fn metrics(walk: &Walk<'_>, element: &Element<'_>, file: &mut File) -> Result<(), ReadError> {
    let names = ["statements", "conditionals", "coveredconditionals"];
    let [statements, conditionals, covered_conditionals] = walk.attributes(element, names)?;
    let number = |text: Option<std::borrow::Cow<'_, str>>| text.and_then(|text| count(&text));
    file.statements = number(statements);
    if let (Some(covered), Some(total)) = (number(covered_conditionals), number(conditionals)) {
        file.conditionals = Some((covered, total));
        file.record.tells_branches();
    }
    Ok(())
}

fn line(walk: &Walk<'_>, element: &Element<'_>, file: &mut File, draft: &mut Draft) -> Result<(), ReadError> {
    let names = ["num", "type", "count", "truecount", "falsecount"];
    let [number, kind, times, when_true, when_false] = walk.attributes(element, names)?;
    let number = number.and_then(|text| whole(&text)).ok_or_else(|| walk.malformed_at(element, "a line without a number"))?;
    let Some(number) = line_number(number).map_err(|error| error.at(walk.place(element)))? else {
        draft.notes.odd("a line numbered zero or less is left out", &file.path);
        return Ok(());
    };
    let value = |text: Option<std::borrow::Cow<'_, str>>| -> Result<Option<u64>, ReadError> {
        let Some(text) = text else { return Ok(None) };
        hits(&text).map(Some).ok_or_else(|| walk.malformed_at(element, "a count that is no number"))
    };
    let (times, when_true, when_false) = (value(times)?, value(when_true)?, value(when_false)?);
    match kind.as_deref() {
        Some("method") => file.methods.push((number, times.unwrap_or(0))),
        Some("cond") => {
            let (yes, no) = (when_true.unwrap_or(0), when_false.unwrap_or(0));
            file.conditions.push(Condition { line: number, when_true: yes, when_false: no, has_count: times.is_some() });
            if let Some(times) = times {
                file.record.line(number, times);
            }
        }
        Some("stmt") | None => {
            let times = times.ok_or_else(|| walk.malformed_at(element, "a line without a count"))?;
            file.record.line(number, times);
        }
        Some(_) => draft.notes.odd("a line of an unknown type is left out", &file.path),
    }
    Ok(())
}

fn arms_taken(condition: &Condition) -> Tally {
    Tally::new(condition.when_true, condition.when_true.saturating_add(condition.when_false))
}

fn both_ways(condition: &Condition) -> Tally {
    let covered = u64::from(condition.when_true > 0).saturating_add(u64::from(condition.when_false > 0));
    Tally::new(covered, 2)
}

fn close(draft: &mut Draft, mut file: File, methods_are_lines: bool) -> Result<(), ReadError> {
    let total =
        |reading: fn(&Condition) -> Tally| file.conditions.iter().fold(Tally::default(), |sum, condition| sum.plus(reading(condition)));
    let as_claimed = |tally: Tally| file.conditionals == Some((tally.covered(), tally.total()));
    let reading = match (as_claimed(total(arms_taken)), as_claimed(total(both_ways))) {
        (true, false) => arms_taken,
        (false, true) => both_ways,
        _ if file.conditions.iter().all(|condition| condition.has_count) => arms_taken,
        _ => both_ways,
    };
    // A condition without a count mostly stands beside the statement it belongs to.
    file.record.listed();
    let alone: Vec<(u32, u64)> = file
        .conditions
        .iter()
        .filter(|condition| !condition.has_count && !file.record.lists(condition.line))
        .map(|condition| (condition.line, reading(condition).covered()))
        .collect();
    for (line, times) in alone {
        file.record.line(line, times);
    }
    let functions = file.methods.iter().filter(|(_, times)| *times > 0).count() as u64;
    file.record.functions = Some(Tally::new(functions, file.methods.len() as u64)).filter(|functions| functions.total() > 0);
    if methods_are_lines {
        for (line, times) in std::mem::take(&mut file.methods) {
            file.record.line(line, times);
        }
    }
    let all = total(reading);
    match file.conditionals {
        Some((covered, stated)) if stated > all.total() && covered >= all.covered() => {
            file.record.count_branches(Tally::new(covered, stated));
            draft.notes.odd("conditions that are counted but not listed are taken as counted", &file.path);
            return draft.add(None, &file.path, file.record);
        }
        _ => {}
    }
    // Several conditions on one line add up.
    file.conditions.sort_by_key(|condition| condition.line);
    for on_one_line in file.conditions.chunk_by(|a, b| a.line == b.line) {
        let tally = on_one_line.iter().fold(Tally::default(), |sum, condition| sum.plus(reading(condition)));
        if let Some(first) = on_one_line.first() {
            file.record.branches_of(first.line, tally);
        }
    }
    if let Some((covered, total)) = file.conditionals {
        (file.record.claims.covered_branches, file.record.claims.branches) = (Some(covered), Some(total));
    }
    draft.add(None, &file.path, file.record)
}
