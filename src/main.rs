//! The `landfall` program.

use std::panic::catch_unwind;
use std::process::ExitCode;

fn main() -> ExitCode {
    let exit = catch_unwind(landfall::cli::run).unwrap_or_else(|_| {
        eprintln!("landfall: this is a fault of the program, not of your plan; please report it with the text above");
        landfall::cli::Exit::Fault
    });
    ExitCode::from(exit as u8)
}
