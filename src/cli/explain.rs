//! `landfall explain`: what a finding means.

use super::args::{Explain, Format, Global};
use super::{Exit, Outcome};
use crate::diag::{CODES, find_code, nearest};
use crate::io::Terminal;
use std::fmt::Write;

pub(super) fn run(args: &Explain, global: &Global, terminal: &mut Terminal) -> Outcome {
    let Some(wanted) = &args.code else {
        terminal.data(&list(global.format)?);
        return Ok(Exit::Clean);
    };
    match find_code(wanted) {
        Some(code) => {
            let weight = if code.fatal {
                "error; leaves no plan".to_owned()
            } else {
                format!("{} unless the plan or you say otherwise", code.severity.word())
            };
            terminal.data(&format!("{} {}: {}\nWeight: {weight}.\n\n{}", code.id, code.name, code.summary, code.explanation));
            Ok(Exit::Clean)
        }
        None => {
            let names = CODES.iter().flat_map(|code| [code.name, code.id]);
            let hint = nearest(wanted, names)
                .map_or_else(|| "; `landfall explain` lists them all".to_owned(), |meant| format!("; did you mean `{meant}`?"));
            Err(format!("there is no code or rule `{wanted}`{hint}"))
        }
    }
}

fn list(format: Format) -> Result<String, String> {
    if format == Format::Json {
        let all: Vec<serde_json::Value> = CODES
            .iter()
            .map(|code| serde_json::json!({ "code": code.id, "rule": code.name, "severity": code.severity, "fatal": code.fatal, "summary": code.summary }))
            .collect();
        return serde_json::to_string_pretty(&all).map(|text| text + "\n").map_err(|error| error.to_string());
    }
    let mut text = String::new();
    for code in CODES {
        let weight = if code.fatal { "fatal" } else { code.severity.word() };
        let _ = writeln!(text, "{}  {:<26} {weight:<8} {}", code.id, code.name, code.summary);
    }
    Ok(text)
}
