//! The `landfall` program.

use landfall::cli::Exit;
use std::io::Write;
use std::panic::{UnwindSafe, catch_unwind};
use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(guarded(landfall::cli::run) as u8)
}

/// Runs the program; a fault of its own is told as one, and has an exit code of its own.
fn guarded(run: impl FnOnce() -> Exit + UnwindSafe) -> Exit {
    catch_unwind(run).unwrap_or_else(|_| {
        // Standard error may be closed, and a second fault would end with another code.
        let _ = writeln!(
            std::io::stderr(),
            "landfall: this is a fault of the program, not of your plan; nothing it printed can be relied on. Please report it with the text above"
        );
        Exit::Fault
    })
}

#[cfg(test)]
mod tests {
    use super::{Exit, guarded};

    #[test]
    fn a_fault_of_the_program_ends_with_three() {
        assert_eq!(guarded(|| panic!("on purpose")) as u8, 3);
        assert_eq!(guarded(|| Exit::Findings) as u8, 1);
    }
}
