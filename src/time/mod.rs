//! Dates, spans of time and working days. The only room that knows chrono.

mod date;
mod duration;
mod ics;
mod working;

pub use date::{Date, Period, Weekday};
pub use duration::{Duration, Unit};
pub use ics::{DaysOff, days_off};
pub use working::WorkingTime;
