//! `landfall new`: a commented plan to begin with.

use super::args::New;
use super::{Exit, Outcome};
use crate::io::{Terminal, write_file};
use crate::load::STANDARD_INPUT;
use std::path::Path;

/// The plan that is written.
pub const STARTER: &str = include_str!("starter.plan");

pub(super) fn run(args: &New, terminal: &mut Terminal) -> Outcome {
    if args.file == STANDARD_INPUT {
        terminal.data(STARTER);
        return Ok(Exit::Clean);
    }
    let path = Path::new(&args.file);
    #[allow(clippy::disallowed_methods, reason = "a plan that is there must not be overwritten")]
    if path.exists() {
        return Err(format!("{} is already there; name another file, or `-` to print", args.file));
    }
    write_file(path, STARTER)?;
    let spaced = args.file.contains(char::is_whitespace);
    let quoted = if spaced { format!("\"{}\"", args.file) } else { args.file.clone() };
    terminal.message(&format!("wrote {}; next: landfall compile {quoted}", args.file));
    Ok(Exit::Clean)
}
