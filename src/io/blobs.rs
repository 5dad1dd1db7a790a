//! What git keeps, by the names it gives to contents.

use crate::tree::Digest;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// The names that git gives to no bytes at all, by SHA-1 and by SHA-256.
const EMPTY: [&str; 2] = ["e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813"];

/// The contents that a repository keeps.
#[derive(Debug)]
pub(super) struct Blobs {
    /// The folder that git is run in.
    folder: String,
    /// Processes that give blobs, one for each thread that asks at a time.
    idle: Mutex<Vec<Batch>>,
}

impl Blobs {
    /// What the repository keeps that a folder lies in.
    pub(super) fn new(folder: &str) -> Blobs {
        Blobs { folder: folder.to_owned(), idle: Mutex::default() }
    }

    /// The content of a blob.
    ///
    /// # Errors
    /// When the repository lacks it, in words for people.
    pub(super) fn read(&self, id: &str) -> Result<Vec<u8>, String> {
        let lock = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = lock().pop();
        let mut batch = match idle {
            Some(batch) => batch,
            None => Batch::new(&self.folder)?,
        };
        let bytes = batch.read(id)?;
        lock().push(batch);
        bytes.ok_or_else(|| "the repository at hand lacks its content".to_owned())
    }

    /// The sizes of blobs, in bytes.
    ///
    /// # Errors
    /// When git does not tell, in words for people.
    pub(super) fn sizes(&self, ids: &[&str]) -> Result<Vec<u64>, String> {
        let (mut child, mut ask, answer) = cat_file(&self.folder, "--batch-check=%(objectsize)")?;
        let asked = ids.iter().flat_map(|id| [*id, "\n"]).collect::<String>();
        // Both ends at once: git does not read on while nobody takes its answers.
        let sizes = std::thread::scope(|scope| {
            scope.spawn(move || ask.write_all(asked.as_bytes()));
            let lines = answer.lines().zip(ids);
            lines.map(|(line, id)| line.map(|line| line.parse().unwrap_or_else(|_| size_of_lacking(id)))).collect::<Result<Vec<u64>, _>>()
        });
        drop(child.wait());
        sizes.ok().filter(|sizes| sizes.len() == ids.len()).ok_or_else(|| "git does not tell how large its files are".to_owned())
    }
}

/// Runs `git cat-file` in a folder.
fn cat_file(folder: &str, how: &str) -> Result<(Child, ChildStdin, BufReader<ChildStdout>), String> {
    let mut command = Command::new("git");
    command.args(["-C", folder, "--no-optional-locks", "cat-file", how]);
    command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_NO_LAZY_FETCH", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().map_err(|error| format!("cannot run git: {}", super::disk::reason(&error)))?;
    match (child.stdin.take(), child.stdout.take()) {
        (Some(ask), Some(answer)) => Ok((child, ask, BufReader::new(answer))),
        _ => Err("cannot talk to git".to_owned()),
    }
}

/// What names a content to us that git has a name for.
pub(super) fn digest_of_blob(id: &str) -> Digest {
    *blake3::hash(format!("blob {id}").as_bytes()).as_bytes()
}

/// The size of what a repository lacks, which nobody tells: it is none of those without a byte.
pub(super) fn size_of_lacking(id: &str) -> u64 {
    u64::from(!EMPTY.contains(&id))
}

/// A `git cat-file --batch` that gives one blob after the other.
#[derive(Debug)]
struct Batch {
    child: Child,
    ask: ChildStdin,
    answer: BufReader<ChildStdout>,
}

impl Batch {
    fn new(folder: &str) -> Result<Batch, String> {
        let (child, ask, answer) = cat_file(folder, "--batch")?;
        Ok(Batch { child, ask, answer })
    }

    /// Asks for a blob: `HASH blob SIZE`, its bytes, and a line end. Nothing when the repository lacks it.
    fn read(&mut self, id: &str) -> Result<Option<Vec<u8>>, String> {
        let failed = |error: std::io::Error| format!("git gave no answer: {}", super::disk::reason(&error));
        self.ask.write_all(format!("{id}\n").as_bytes()).and_then(|()| self.ask.flush()).map_err(failed)?;
        let mut head = String::new();
        self.answer.read_line(&mut head).map_err(failed)?;
        let size: usize = match head.split_ascii_whitespace().collect::<Vec<_>>().as_slice() {
            [_, "blob", size] => size.parse().map_err(|_| "git gave an answer that cannot be read".to_owned())?,
            _ => return Ok(None),
        };
        let mut bytes = vec![0; size];
        self.answer.read_exact(&mut bytes).map_err(failed)?;
        self.answer.read_exact(&mut [0]).map_err(failed)?;
        Ok(Some(bytes))
    }
}

impl Drop for Batch {
    fn drop(&mut self) {
        // It ends by itself when nobody asks any more; it is only waited for so that nothing is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
