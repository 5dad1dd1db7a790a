//! When things happen: dates from needs, calendars, people, and what was fixed or has happened.

pub mod activity;
mod axis;
mod build;
mod calendars;
mod circles;
pub mod comparison;
mod compute;
mod crowded;
mod deadline;
mod extent;
mod handover;
mod late;
pub mod level;
mod levelling;
mod moments;
mod pass;
mod people;
mod placing;
mod rooms;
mod scarce;
mod shares;
mod timetable;
pub mod why;
mod work;

pub use axis::{Axis, MAX_DAYS, Slot};
pub use build::Build;
pub use compute::{Settings, schedule};
pub use deadline::{Deadline, Missed};
pub use extent::hours;
pub use level::Calendar;

pub use people::Resource;
pub use timetable::{Basis, NEAR_DAYS, Overload, Planned, Room, Timetable, Wait};
pub use work::holds_start;
