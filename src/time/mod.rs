//! Dates, spans of time and working days. The only room that knows chrono.

mod date;
mod duration;
mod working;

pub use date::{Date, Period, Weekday};
pub use duration::{Duration, Unit};
pub use working::WorkingTime;
