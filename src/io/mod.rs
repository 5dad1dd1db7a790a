//! Disk and terminal.

mod disk;

pub use disk::Disk;
