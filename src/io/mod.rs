//! Disk and terminal.

#![allow(clippy::disallowed_methods, reason = "this is the room that touches the disk")]

mod disk;

pub use disk::Disk;
