//! A case: a Markdown file with an input and what is expected of it.
//!
//! Blocks stand between fences of three or more backticks, closed by as many. What follows the fence says what the block is:
//!
//! | block | what it holds |
//! |---|---|
//! | `landfall` | the input, as `case.plan`; `landfall file=a.plan` for several files; `escaped` reads `\r`, `\t`, `\u{…}` and `\\` |
//! | `findings` | `path:line:col: severity[CODE name]: message`, a line each; `help` shows notes and remedies too; `faults=3` says how many there must be, which no update changes |
//! | `format` | the formatted input; `escaped` likewise |
//! | `order`, `layers`, `needs` | names in the order of work, by layer, and what each item needs |
//! | `schedule` | dates, early and late dates, and floats of each item; dates of phases |
//! | `tree` | the parsed tree |
//! | `report NAME` | that report in Markdown |
//! | `check FORMAT` | what `landfall check` prints in that format, with notes |
//! | `evidence` | the tree that such a check looks at: a file a line, its path before the colon and its text behind |
//!
//! Outside the room `rules`, findings are those of the passes before the rules, so that a new rule does not touch every case.

use super::checked::checked;
use super::memory::Memory;
use super::run::{Outcome, Until, formatted, run, tree};
use std::fmt::Write;

/// A part of a case file.
#[derive(Debug, Clone)]
enum Part {
    Prose(String),
    Block(Block),
}

#[derive(Debug, Clone)]
struct Block {
    fence: String,
    info: String,
    body: String,
}

impl Block {
    fn words(&self) -> Vec<&str> {
        self.info.split_whitespace().collect()
    }

    fn has(&self, word: &str) -> bool {
        self.words().contains(&word)
    }

    fn value(&self, key: &str) -> Option<&str> {
        self.words().into_iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='))
    }
}

/// Runs a case and gives the file as it should be; `room` is the folder it stands in.
///
/// # Errors
/// When the case itself is faulty, or has another number of findings than it promises.
pub fn expected(text: &str, room: &str) -> Result<String, String> {
    let mut parts = split(text)?;
    let mut files: Vec<(String, String)> = Vec::new();
    for part in &parts {
        if let Part::Block(block) = part
            && block.words().first() == Some(&"landfall")
        {
            let body = if block.has("escaped") { unescape(&block.body)? } else { block.body.clone() };
            files.push((block.value("file").unwrap_or("case.plan").to_owned(), body));
        }
    }
    let Some((_, input)) = files.first().cloned() else { return Err("the case has no ```landfall block".to_owned()) };
    let names: Vec<String> = files.iter().map(|(path, _)| path.clone()).collect();
    let until = if room == "rules" { Until::Rules } else { Until::Draft };
    let world = Memory::new(files);
    let outcome = run(&world, &names, until);
    let evidence = parts.iter().find_map(|part| match part {
        Part::Block(block) if block.has("evidence") => Some(block.body.clone()),
        _ => None,
    });
    let mut compared = 0;
    for part in &mut parts {
        let Part::Block(block) = part else { continue };
        let body = match block.words().as_slice() {
            ["check", format, ..] => Some(checked(&world, &names, evidence.as_deref(), format)?),
            _ => body(block, &input, &outcome)?,
        };
        let Some(body) = body else { continue };
        block.body = body;
        compared += 1;
    }
    if compared == 0 {
        return Err("the case expects nothing: add a block such as ```findings".to_owned());
    }
    Ok(join(&parts))
}

/// What a block should hold; nothing for blocks that are not expectations.
fn body(block: &Block, input: &str, outcome: &Outcome) -> Result<Option<String>, String> {
    let words = block.words();
    Ok(Some(match words.first().copied().unwrap_or("") {
        "findings" => {
            if let Some(promised) = block.value("faults")
                && promised.parse() != Ok(outcome.findings.len())
            {
                return Err(format!(
                    "{promised} findings were promised, but there are {}:\n{}",
                    outcome.findings.len(),
                    findings(outcome, true)
                ));
            }
            findings(outcome, block.has("help"))
        }
        "format" => {
            let formatted = formatted(input)?;
            if block.has("escaped") { escape(&formatted) } else { formatted }
        }
        "order" => outcome.order.clone(),
        "layers" => outcome.layers.clone(),
        "needs" => outcome.needs.clone(),
        "schedule" => outcome.schedule.clone(),
        "tree" => tree(input),
        "report" => {
            let name = words.get(1).copied().unwrap_or("");
            let known = || outcome.reports.iter().map(|(file, _)| file.as_str()).collect::<Vec<_>>().join(", ");
            let found = outcome.reports.iter().find(|(file, _)| file == name);
            found.map(|(_, text)| text.clone()).ok_or_else(|| format!("there is no report {name}; there are: {}", known()))?
        }
        _ => return Ok(None),
    }))
}

fn findings(outcome: &Outcome, help: bool) -> String {
    let mut out = String::new();
    for finding in &outcome.findings {
        let _ = writeln!(out, "{}", finding.line);
        for more in finding.more.iter().filter(|_| help) {
            let _ = writeln!(out, "{more}");
        }
    }
    out
}

fn split(text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut prose = String::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
        if ticks < 3 {
            prose.push_str(line);
            continue;
        }
        parts.push(Part::Prose(std::mem::take(&mut prose)));
        let fence = "`".repeat(ticks);
        let info = line[ticks..].trim().to_owned();
        let mut body = String::new();
        loop {
            let Some(line) = lines.next() else { return Err(format!("the block {fence}{info} is never closed")) };
            if line.trim_end() == fence {
                break;
            }
            body.push_str(line);
        }
        parts.push(Part::Block(Block { fence, info, body }));
    }
    parts.push(Part::Prose(prose));
    Ok(parts)
}

fn join(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Prose(text) => out.push_str(text),
            Part::Block(block) => {
                // An expected text may hold fences itself.
                let longest = block.body.lines().map(|line| line.bytes().take_while(|byte| *byte == b'`').count()).max().unwrap_or(0);
                let fence = if longest >= block.fence.len() { "`".repeat(longest + 1) } else { block.fence.clone() };
                let _ = writeln!(out, "{fence}{}", block.info);
                out.push_str(&block.body);
                if !block.body.is_empty() && !block.body.ends_with('\n') {
                    out.push('\n');
                }
                let _ = writeln!(out, "{fence}");
            }
        }
    }
    out
}

/// Reads the marks of an `escaped` block; line breaks of the file itself are dropped where a `\` ends the line.
fn unescape(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let (piece, length) = match rest.chars().next() {
            Some('r') => ("\r".to_owned(), 1),
            Some('t') => ("\t".to_owned(), 1),
            Some('s') => (" ".to_owned(), 1),
            Some('\\') => ("\\".to_owned(), 1),
            Some('\n') => (String::new(), 1),
            Some('u') => {
                let end = rest.find('}').ok_or("`\\u{` is never closed")?;
                let code = u32::from_str_radix(rest[1..end].trim_start_matches('{'), 16).map_err(|error| error.to_string())?;
                (char::from_u32(code).ok_or("no such character")?.to_string(), end + 1)
            }
            other => return Err(format!("unknown escape {other:?}")),
        };
        out.push_str(&piece);
        rest = &rest[length..];
    }
    out.push_str(rest);
    Ok(out)
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\r', "\\r").replace('\t', "\\t").replace('\u{feff}', "\\u{feff}")
}
