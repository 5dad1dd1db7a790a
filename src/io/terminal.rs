//! The terminal: colours where they are wanted, and quiet when nobody listens any more.

use anstream::{AutoStream, ColorChoice};
use std::io::{ErrorKind, Write};

/// Standard output and standard error.
#[derive(Debug)]
pub struct Terminal {
    out: AutoStream<std::io::Stdout>,
    err: AutoStream<std::io::Stderr>,
    /// Whether messages are held back.
    quiet: bool,
}

impl Terminal {
    /// The terminal; `auto` honours `NO_COLOR`, `CLICOLOR_FORCE` and whether it is a terminal at all.
    pub fn new(choice: ColorChoice, quiet: bool) -> Terminal {
        Terminal { out: AutoStream::new(std::io::stdout(), choice), err: AutoStream::new(std::io::stderr(), choice), quiet }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0).max(40))
    }

    /// Writes data. Ends the program quietly when the pipe is closed.
    pub fn data(&mut self, text: &str) {
        finish(self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush()));
    }

    /// Writes a message, unless messages are held back.
    pub fn message(&mut self, text: &str) {
        if !self.quiet {
            self.error(text);
        }
    }

    /// Writes something that must be seen.
    pub fn error(&mut self, text: &str) {
        finish(writeln!(self.err, "{text}"));
    }
}

fn finish(result: std::io::Result<()>) {
    if let Err(error) = result
        && error.kind() == ErrorKind::BrokenPipe
    {
        std::process::exit(0);
    }
}
