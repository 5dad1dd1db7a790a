//! JaCoCo XML, after JaCoCo's `report.dtd`.
//!
//! A line is covered when at least one of its instructions ran (`ci`), as in JaCoCo's own LINE counter. Files compiled without line
//! numbers have counters only. A group is a module of the build, so the same file in two groups is two files.

use std::collections::BTreeMap;

use super::super::error::ReadError;
use super::super::format::Format;
use super::super::number::{count, whole};
use super::super::stamp::{Stamp, newest};
use super::super::xml::{Element, Step, Walk};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::tally::Tally;

/// Counters of one file or class.
#[derive(Debug, Default, Clone, Copy)]
struct Counters {
    lines: Option<Tally>,
    branches: Option<Tally>,
    methods: Option<Tally>,
}

/// What is known of the package that is open.
#[derive(Default)]
struct Package {
    name: String,
    /// Counters of classes by the source file they name, for packages that list no source files.
    classes: BTreeMap<String, Counters>,
    source_files: u64,
}

enum Open {
    Report,
    Group,
    Package,
    SourceFile(String, Box<Record>, Counters),
    Class(Option<String>, Counters),
    Other,
}

/// Reads a JaCoCo report.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let mut walk = Walk::new(text);
    let mut draft = Draft::new(Format::Jacoco);
    let mut open: Vec<Open> = Vec::new();
    let mut groups: Vec<String> = Vec::new();
    let mut package = Package::default();
    let mut claims = Claims::default();
    loop {
        match walk.next()? {
            Step::Open(element) => {
                let [name] = walk.attributes(&element, ["name"])?;
                let name = name.unwrap_or_default().into_owned();
                let next = match element.name() {
                    "report" => Open::Report,
                    "group" => {
                        groups.push(name);
                        Open::Group
                    }
                    "package" => {
                        package = Package { name, ..Package::default() };
                        Open::Package
                    }
                    "sourcefile" => Open::SourceFile(name, Box::default(), Counters::default()),
                    "class" => {
                        let [file] = walk.attributes(&element, ["sourcefilename"])?;
                        Open::Class(file.map(|file| file.into_owned()), Counters::default())
                    }
                    "sessioninfo" => {
                        let [dump] = walk.attributes(&element, ["dump"])?;
                        newest(&mut draft.written, dump.and_then(|text| Stamp::read(&text)));
                        Open::Other
                    }
                    "line" => {
                        if let Some(Open::SourceFile(name, record, _)) = open.last_mut() {
                            line(&walk, &element, record, name, &mut draft)?;
                        }
                        Open::Other
                    }
                    "counter" => {
                        counter(&walk, &element, open.last_mut(), &mut claims)?;
                        Open::Other
                    }
                    _ => Open::Other,
                };
                open.push(next);
            }
            Step::Close => match open.pop() {
                Some(Open::Group) => {
                    groups.pop();
                }
                Some(Open::SourceFile(name, record, counters)) => {
                    package.source_files = package.source_files.saturating_add(1);
                    add(&mut draft, &groups, &package.name, &name, *record, counters)?;
                }
                Some(Open::Class(Some(file), counters)) => {
                    let known = package.classes.entry(file).or_default();
                    known.lines = sum(known.lines, counters.lines);
                    known.branches = sum(known.branches, counters.branches);
                    known.methods = sum(known.methods, counters.methods);
                }
                Some(Open::Package) if package.source_files == 0 => {
                    for (file, counters) in std::mem::take(&mut package.classes) {
                        add(&mut draft, &groups, &package.name, &file, Record::default(), counters)?;
                    }
                }
                _ => {}
            },
            Step::Text(_) => {}
            Step::End => return draft.finish(claims),
        }
    }
}

fn add(draft: &mut Draft, groups: &[String], package: &str, name: &str, mut record: Record, counters: Counters) -> Result<(), ReadError> {
    let path = if package.is_empty() || name.is_empty() { name.to_owned() } else { format!("{package}/{name}") };
    record.tells_branches();
    record.functions = counters.methods;
    if record.listed() > 0 {
        record.claims.lines = counters.lines.map(Tally::total);
        record.claims.covered_lines = counters.lines.map(Tally::covered);
        record.claims.branches = counters.branches.map(Tally::total);
        record.claims.covered_branches = counters.branches.map(Tally::covered);
    } else {
        record.count_lines(counters.lines.unwrap_or_default());
        record.count_branches(counters.branches.unwrap_or_default());
    }
    let module = groups.join("/");
    draft.add(Some(module.as_str()).filter(|module| !module.is_empty()), &path, record)
}

fn sum(known: Option<Tally>, new: Option<Tally>) -> Option<Tally> {
    match (known, new) {
        (Some(known), Some(new)) => Some(known.plus(new)),
        (known, new) => known.or(new),
    }
}

fn line(walk: &Walk<'_>, element: &Element<'_>, record: &mut Record, file: &str, draft: &mut Draft) -> Result<(), ReadError> {
    let [number, missed, covered, arms_missed, arms_covered] = walk.attributes(element, ["nr", "mi", "ci", "mb", "cb"])?;
    let number = number.and_then(|text| whole(&text)).ok_or_else(|| walk.malformed_at(element, "a line without a number"))?;
    let Some(number) = line_number(number).map_err(|error| error.at(walk.place(element)))? else {
        draft.notes.odd("a line numbered zero or less is left out", file);
        return Ok(());
    };
    let value = |text: Option<std::borrow::Cow<'_, str>>| -> Result<u64, ReadError> {
        let Some(text) = text else { return Ok(0) };
        count(&text).ok_or_else(|| walk.malformed_at(element, "a count that is no number"))
    };
    let (missed, covered) = (value(missed)?, value(covered)?);
    let (arms_missed, arms_covered) = (value(arms_missed)?, value(arms_covered)?);
    if missed > 0 || covered > 0 {
        record.line(number, u64::from(covered > 0));
    }
    if arms_missed > 0 || arms_covered > 0 {
        record.branches_of(number, Tally::new(arms_covered, arms_covered.saturating_add(arms_missed)));
    }
    Ok(())
}

fn counter(walk: &Walk<'_>, element: &Element<'_>, holder: Option<&mut Open>, claims: &mut Claims) -> Result<(), ReadError> {
    let [kind, missed, covered] = walk.attributes(element, ["type", "missed", "covered"])?;
    let (Some(kind), Some(missed), Some(covered)) = (kind, missed, covered) else { return Ok(()) };
    let (Some(missed), Some(covered)) = (count(&missed), count(&covered)) else {
        return Err(walk.malformed_at(element, "a counter that is no number"));
    };
    let tally = Tally::new(covered, covered.saturating_add(missed));
    match holder {
        Some(Open::SourceFile(_, _, counters) | Open::Class(_, counters)) => match kind.as_ref() {
            "LINE" => counters.lines = Some(tally),
            "BRANCH" => counters.branches = Some(tally),
            "METHOD" => counters.methods = Some(tally),
            _ => {}
        },
        Some(Open::Report) => match kind.as_ref() {
            "LINE" => (claims.lines, claims.covered_lines) = (Some(tally.total()), Some(tally.covered())),
            "BRANCH" => (claims.branches, claims.covered_branches) = (Some(tally.total()), Some(tally.covered())),
            _ => {}
        },
        _ => {}
    }
    Ok(())
}
