//! What is made from the definitions of the command line and of the outputs: completions, the manual page, the schema.

use super::args::Args;
use super::{Exit, Outcome};
use crate::io::Terminal;
use clap::CommandFactory;
use clap_complete::Shell;

pub(super) fn completions(shell: Shell, terminal: &mut Terminal) -> Outcome {
    let mut bytes = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "landfall", &mut bytes);
    terminal.data(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Clean)
}

pub(super) fn man(terminal: &mut Terminal) -> Outcome {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Args::command()).render(&mut bytes).map_err(|error| error.to_string())?;
    terminal.data(&String::from_utf8_lossy(&bytes));
    Ok(Exit::Clean)
}

pub(super) fn schema(terminal: &mut Terminal) -> Outcome {
    terminal.data(&crate::render::json::schema().map_err(|error| error.to_string())?);
    Ok(Exit::Clean)
}
