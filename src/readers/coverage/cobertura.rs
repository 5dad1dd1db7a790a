//! Cobertura XML, after `coverage-04.dtd`.
//!
//! Lines are those of a class; the lines of its methods repeat them and stand in only where a class lists none of its own.
//! Several classes may share a file.

use std::collections::BTreeSet;

use super::super::error::ReadError;
use super::super::format::Format;
use super::super::note::Note;
use super::super::number::{count, hits, whole};
use super::super::stamp::Stamp;
use super::super::xml::{Element, Step, Walk};
use super::Coverage;
use super::draft::{Claims, Draft, Record, line_number};
use super::tally::Tally;

/// A class that is open.
struct Class {
    name: String,
    path: String,
    own: Record,
    of_methods: Record,
    in_method: bool,
    /// A line that says it branches without saying how far, until its conditions tell.
    pending: Option<u32>,
}

/// Reads a Cobertura report.
pub(crate) fn read(text: &str) -> Result<Coverage, ReadError> {
    let mut walk = Walk::new(text);
    let mut draft = Draft::new(Format::Cobertura);
    let mut claims = Claims::default();
    let mut branch_rate: Option<f64> = None;
    let mut open: Vec<Tag> = Vec::new();
    let mut class: Option<Class> = None;
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    loop {
        match walk.next()? {
            Step::Open(element) => {
                let tag = Tag::of(element.name());
                match tag {
                    Tag::Coverage => (claims, branch_rate) = heading(&walk, &element, &mut draft)?,
                    Tag::Source => {
                        draft.source(&walk.text(4096)?);
                        continue;
                    }
                    Tag::Class => {
                        let [name, path] = walk.attributes(&element, ["name", "filename"])?;
                        let name = name.unwrap_or_default().into_owned();
                        let path = path.ok_or_else(|| walk.malformed_at(&element, "a class without a filename"))?.into_owned();
                        class = Some(Class {
                            name,
                            path,
                            own: Record::default(),
                            of_methods: Record::default(),
                            in_method: false,
                            pending: None,
                        });
                    }
                    Tag::Method => {
                        if let Some(class) = &mut class {
                            class.in_method = true;
                        }
                    }
                    Tag::Line => {
                        if let Some(class) = &mut class {
                            line(&walk, &element, class, &mut draft)?;
                        }
                    }
                    Tag::Condition => {
                        if let Some(class) = &mut class {
                            condition(&walk, &element, class)?;
                        }
                    }
                    Tag::Other => {}
                }
                open.push(tag);
            }
            Step::Close => match open.pop() {
                Some(Tag::Method) => {
                    if let Some(class) = &mut class {
                        class.in_method = false;
                    }
                }
                Some(Tag::Line) => {
                    if let Some(class) = &mut class
                        && class.pending.take().is_some()
                    {
                        draft.notes.odd("a line that branches without saying how far has no branches counted", &class.path);
                    }
                }
                Some(Tag::Class) => {
                    if let Some(mut class) = class.take() {
                        if draft.sources() > 1 && !seen.insert((class.path.clone(), class.name.clone())) {
                            let what = "the same class and file is there again: files of several source roots that cannot be told apart";
                            draft.notes.odd(what, &class.path);
                        }
                        let record = if class.own.listed() > 0 { class.own } else { class.of_methods };
                        draft.add(None, &class.path, record)?;
                    }
                }
                _ => {}
            },
            Step::Text(_) => {}
            Step::End => break,
        }
    }
    let mut coverage = draft.finish(claims)?;
    // Some writers list only a part of the branches that their rate is of, and state no counts.
    let listed = coverage.sum(|_| true).branches;
    if branch_rate.is_some_and(|rate| listed.covered() as f64 > (rate + 0.005) * listed.total() as f64) {
        for file in &mut coverage.files {
            file.partial_branches = true;
        }
        let what = "the branches listed are covered better than the branch rate stated, so they are not all";
        coverage.notes.push(Note::Oddity { what, scope: String::new(), times: 1 });
    }
    Ok(coverage)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Coverage,
    Source,
    Class,
    Method,
    Line,
    Condition,
    Other,
}

impl Tag {
    fn of(name: &str) -> Tag {
        match name {
            "line" => Tag::Line,
            "condition" => Tag::Condition,
            "class" => Tag::Class,
            "method" => Tag::Method,
            "source" => Tag::Source,
            "coverage" => Tag::Coverage,
            _ => Tag::Other,
        }
    }
}

/// What the report states of itself: its counts, and the rate of branches where it states no counts (a rate of zero says nothing: writers
/// that do not measure branches put it).
fn heading(walk: &Walk<'_>, element: &Element<'_>, draft: &mut Draft) -> Result<(Claims, Option<f64>), ReadError> {
    let names = ["timestamp", "lines-valid", "lines-covered", "branches-valid", "branches-covered", "branch-rate"];
    let [timestamp, lines, covered_lines, branches, covered_branches, rate] = walk.attributes(element, names)?;
    draft.written = timestamp.and_then(|text| Stamp::read(&text));
    let number = |text: Option<std::borrow::Cow<'_, str>>| text.and_then(|text| count(&text));
    let rate = rate.and_then(|rate| rate.trim().parse::<f64>().ok()).filter(|rate| branches.is_none() && *rate > 0.0 && *rate < 1.0);
    let claims = Claims {
        lines: number(lines),
        covered_lines: number(covered_lines),
        branches: number(branches),
        covered_branches: number(covered_branches),
    };
    Ok((claims, rate))
}

fn line(walk: &Walk<'_>, element: &Element<'_>, class: &mut Class, draft: &mut Draft) -> Result<(), ReadError> {
    let [number, times, branch, share] = walk.attributes(element, ["number", "hits", "branch", "condition-coverage"])?;
    let number = number.and_then(|text| whole(&text)).ok_or_else(|| walk.malformed_at(element, "a line without a number"))?;
    let times = times.and_then(|text| hits(&text)).ok_or_else(|| walk.malformed_at(element, "a line without hits"))?;
    let Some(number) = line_number(number).map_err(|error| error.at(walk.place(element)))? else {
        draft.notes.odd("a line numbered zero or less is left out", &class.path);
        return Ok(());
    };
    let record = if class.in_method { &mut class.of_methods } else { &mut class.own };
    record.line(number, times);
    if branch.is_some() {
        record.tells_branches();
    }
    if branch.is_some_and(|branch| branch.trim().eq_ignore_ascii_case("true")) {
        match share.as_deref().and_then(covered_of) {
            Some(tally) => record.branches_of(number, tally),
            None => class.pending = Some(number),
        }
    }
    Ok(())
}

/// A jump has two arms, of which its share tells how many were taken. How many a switch has is not told, so it is not counted.
fn condition(walk: &Walk<'_>, element: &Element<'_>, class: &mut Class) -> Result<(), ReadError> {
    let Some(line) = class.pending else { return Ok(()) };
    let [kind, share] = walk.attributes(element, ["type", "coverage"])?;
    let taken = match share.as_deref().map(|share| share.trim().trim_end_matches('%').trim()) {
        Some("0") => 0,
        Some("50") => 1,
        Some("100") => 2,
        _ => return Ok(()),
    };
    if kind.is_some_and(|kind| kind == "jump") {
        class.pending = None;
        let record = if class.in_method { &mut class.of_methods } else { &mut class.own };
        record.branches_of(line, Tally::new(taken, 2));
    }
    Ok(())
}

/// `50% (1/2)`: what stands in the brackets.
fn covered_of(share: &str) -> Option<Tally> {
    let (_, counts) = share.split_once('(')?;
    let (covered, total) = counts.split_once(')')?.0.split_once('/')?;
    Some(Tally::new(count(covered)?, count(total)?))
}
