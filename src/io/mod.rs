//! Disk and terminal: the only room, beside the command line, that touches them.

#![allow(clippy::disallowed_methods, reason = "this is the room that touches the disk")]

mod cache;
mod command;
mod disk;
mod git;
mod hourglass;
mod ledger;
mod lfs;
mod meter;
mod paths;
mod reports;
mod revision_tree;
mod shelf;
mod standing;
mod stat;
mod terminal;
mod tree;
mod write;

pub use cache::Cache;
pub use command::{Ended, run_command};
pub use disk::{Disk, is_inside, is_same_file, place_within};
pub use git::Revision;
pub use hourglass::Hourglass;
pub use ledger::Ledger;
pub use meter::Meter;
pub use reports::Reports;
pub use revision_tree::RevisionTree;
pub use standing::stands_on;
pub use terminal::Terminal;
pub use tree::Folder;
pub use write::{Changes, Drawer, Store, replace_files, write_file};
