//! When things happen. Here windows and plain durations are laid on the calendar.

mod windows;

pub use windows::{Basis, Planned, Timetable, timetable};
