//! The terminal: colours where they are wanted, and quiet when nobody listens any more.

use super::disk::reason;
use anstream::{AutoStream, ColorChoice};
use std::io::{ErrorKind, Write};

/// Standard output and standard error.
#[derive(Debug)]
pub struct Terminal {
    out: AutoStream<std::io::Stdout>,
    err: AutoStream<std::io::Stderr>,
    /// Whether messages are held back.
    quiet: bool,
    /// Whether nobody reads standard output any more.
    closed: bool,
    /// Why standard output could not be written.
    failure: Option<String>,
}

impl Terminal {
    /// The terminal; `auto` honours `NO_COLOR`, `CLICOLOR_FORCE` and whether it is a terminal at all.
    pub fn new(choice: ColorChoice, quiet: bool) -> Terminal {
        let (out, err) = (AutoStream::new(std::io::stdout(), choice), AutoStream::new(std::io::stderr(), choice));
        Terminal { out, err, quiet, closed: false, failure: None }
    }

    /// The number of columns.
    pub fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(120, |(width, _)| usize::from(width.0).max(40))
    }

    /// Writes data. When nobody reads it any more the rest is dropped, and the program ends as it would have.
    pub fn data(&mut self, text: &str) {
        if self.closed {
            return;
        }
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        self.written(written);
    }

    fn written(&mut self, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.closed = true;
            if error.kind() != ErrorKind::BrokenPipe {
                self.failure = Some(format!("cannot write to standard output: {}", reason(&error)));
            }
        }
    }

    /// Writes data as it is where no terminal shows it: control characters and all.
    pub fn verbatim(&mut self, text: &str) {
        if self.out.is_terminal() {
            return self.data(text);
        }
        if !self.closed {
            let mut out = self.out.as_inner().lock();
            let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
            drop(out);
            self.written(written);
        }
    }

    /// Why data could not be written; nothing when all of it was, or nobody wanted it.
    pub fn failure(&mut self) -> Option<String> {
        self.failure.take()
    }

    /// Writes a message, unless messages are held back.
    pub fn message(&mut self, text: &str) {
        if !self.quiet {
            self.error(text);
        }
    }

    /// Writes something that must be seen. Where it cannot be, there is nobody to tell.
    pub fn error(&mut self, text: &str) {
        let _ = writeln!(self.err, "{text}");
    }
}
