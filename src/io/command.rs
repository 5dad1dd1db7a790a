//! Running a command that a condition asks for, where that is allowed.

use super::disk::reason;
use std::io::{Read, Seek, SeekFrom};
use std::process::{Command, Stdio};
use std::time::Duration;
use wait_timeout::ChildExt;

/// Bytes of output that are kept, from its end.
const KEPT: u64 = 2000;

/// How a command ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    /// Its exit code; none when a signal ended it.
    pub code: Option<i32>,
    /// The end of what it printed.
    pub tail: String,
}

/// Runs a command in a folder with the shell, without input, for so long at the most.
///
/// # Errors
/// When it cannot be started or does not end in time, in words for people.
pub fn run_command(text: &str, folder: &str, limit: Duration) -> Result<Ended, String> {
    let mut output = tempfile::tempfile().map_err(|error| format!("its output has no place: {}", reason(&error)))?;
    let second = |file: &std::fs::File| file.try_clone().map_err(|error| reason(&error));
    let mut command = Command::new("sh");
    command.args(["-c", text]).current_dir(folder).stdin(Stdio::null());
    command.stdout(second(&output)?).stderr(second(&output)?);
    #[cfg(unix)]
    {
        // A group of its own, so that what it started ends with it.
        use std::os::unix::process::CommandExt;
        command.process_group(0);
    }
    let mut child = command.spawn().map_err(|error| format!("it cannot be started: {}", reason(&error)))?;
    let ended = child.wait_timeout(limit).map_err(|error| reason(&error))?;
    let Some(status) = ended else {
        end(&mut child);
        return Err(format!("it did not end within {} s", limit.as_secs()));
    };
    let length = output.seek(SeekFrom::End(0)).map_err(|error| reason(&error))?;
    output.seek(SeekFrom::Start(length.saturating_sub(KEPT))).map_err(|error| reason(&error))?;
    let mut bytes = Vec::new();
    output.take(KEPT).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    Ok(Ended { code: status.code(), tail: String::from_utf8_lossy(&bytes).trim().to_owned() })
}

/// Ends a command and, where the system has groups of processes, all it started.
fn end(child: &mut std::process::Child) {
    #[cfg(unix)]
    {
        // `kill` of the shell reaches the whole group by its negative number.
        let group = format!("-{}", child.id());
        let _ = Command::new("kill").args(["-9", "--", &group]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    }
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_ends_with_its_code_and_what_it_said() {
        let ended = run_command("echo said; exit 3", ".", Duration::from_secs(20)).unwrap();
        assert_eq!(ended, Ended { code: Some(3), tail: "said".to_owned() });
    }

    #[test]
    fn a_command_that_does_not_end_is_ended() {
        let begun = std::time::Instant::now();
        let why = run_command("sleep 60 & sleep 60", ".", Duration::from_millis(200)).unwrap_err();
        assert!(why.contains("did not end"), "{why}");
        assert!(begun.elapsed() < Duration::from_secs(20));
    }
}
