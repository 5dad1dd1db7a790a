//! When things happen: dates from needs, calendars, people, and what was fixed or has happened.

pub mod activity;
mod axis;
mod build;
mod circles;
pub mod comparison;
mod compute;
mod deadline;
mod handover;
mod late;
pub mod level;
mod levelling;
mod moments;
mod pass;
mod people;
mod rooms;
mod scarce;
mod timetable;
pub mod why;
mod work;

pub use axis::{Axis, MAX_DAYS, Slot};
pub use build::Build;
pub use compute::{Settings, schedule};
pub use deadline::{Deadline, Missed};
pub use level::Calendar;

pub use people::Resource;
pub use rooms::{NEAR_DAYS, Room};
pub use timetable::{Basis, Overload, Planned, Timetable, Wait};
pub use work::holds_start;
