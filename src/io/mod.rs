//! Disk and terminal: the only room, beside the command line, that touches them.

#![allow(clippy::disallowed_methods, reason = "this is the room that touches the disk")]

mod disk;
mod terminal;
mod write;

mod tree;
pub use disk::Disk;
pub use terminal::Terminal;
pub use write::{Changes, Outputs, compare, write, write_file};
