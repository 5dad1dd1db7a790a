//! When things happen: dates from needs, calendars, people, and what was fixed or has happened.

pub mod activity;
mod axis;
mod build;
mod calendar;
mod compute;
mod pass;
mod people;
mod timetable;

pub use axis::{Axis, Slot};
pub use build::Build;
pub use calendar::Calendar;
pub use compute::{Settings, schedule};
pub use people::Resource;
pub use timetable::{Basis, Overload, Planned, Room, Timetable, Wait};
