//! The command line: arguments, and one file a command.

mod against;
mod args;
mod baseline;
mod check;
mod compile;
mod edits;
mod explain;
mod fmt;
mod generate;
mod known;
mod new;
mod next;
mod order;
mod places;
mod registry;
mod schedule;
mod session;
mod show;
mod spare;
mod sync;
mod update;
mod why;
mod witness;

pub use generate::generated;

use crate::io::Terminal;
use args::{Args, Command};
use clap::{CommandFactory, Parser};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// All is well.
    Clean = 0,
    /// Something was found.
    Findings = 1,
    /// The plan or the usage is wrong.
    Wrong = 2,
    /// A fault of this program.
    Fault = 3,
}

/// Whether a command line is understood, its first word the program's name; nothing is run.
///
/// # Errors
/// What is wrong with it, in words for people.
pub fn understands(words: &[String]) -> Result<(), String> {
    Args::command().try_get_matches_from(words).map(|_| ()).map_err(|error| error.to_string())
}

/// Runs the command line and gives the exit code.
pub fn run() -> Exit {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let code = if error.use_stderr() { Exit::Wrong } else { Exit::Clean };
            // Nothing is to be done when even this cannot be printed.
            let _ = error.print();
            return code;
        }
    };
    let mut terminal = Terminal::new(args.global.color.choice(), args.global.quiet);
    let global = &args.global;
    let result = match &args.command {
        Command::Compile(command) => compile::run(command, global, &mut terminal),
        Command::Check(command) => check::run(command, global, &mut terminal),
        Command::Order(command) => order::run(command, global, &mut terminal),
        Command::Next(command) => next::run(command, global, &mut terminal),
        Command::Show(command) => show::run(command, global, &mut terminal),
        Command::Why(command) => why::run(command, global, &mut terminal),
        Command::Schedule(command) => schedule::run(command, global, &mut terminal),
        Command::Explain(command) => explain::run(command, global, &mut terminal),
        Command::Update(command) => update::run(command, global, &mut terminal),
        Command::Sync(command) => sync::run(command, global, &mut terminal),
        Command::Registry(command) => registry::run(command, global, &mut terminal),
        Command::Fmt(command) => fmt::run(command, global, &mut terminal),
        Command::New(command) => new::run(command, &mut terminal),
        Command::Completions { shell } => generate::completions(*shell, &mut terminal),
        Command::Man => generate::man(&mut terminal),
        Command::Schema { of } => generate::schema(*of, &mut terminal),
    };
    let exit = result.unwrap_or_else(|why| {
        terminal.error(&format!("error: {why}"));
        Exit::Wrong
    });
    match terminal.failure() {
        None => exit,
        Some(why) => {
            terminal.error(&format!("error: {why}"));
            session::worse(exit, Exit::Wrong)
        }
    }
}

/// What a command gives: how it ended, or why it could not begin.
type Outcome = Result<Exit, String>;
