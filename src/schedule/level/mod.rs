//! Resource levelling: when every activity runs, so that links, calendars and capacities hold and the whole ends early.
//!
//! Interface:
//! - [`Problem`], [`Activity`], [`Link`], [`LinkKind`], [`Resource`], [`Calendar`]: what is to be levelled, in whole slots.
//! - [`level()`]`(problem, schedules, seed)` gives [`Leveled`]; [`default_schedules`]`(activities)` is the usual effort.
//! - [`waits`]`(problem, starts)`: what every activity waited for that starts later than its links alone allow.
//! - [`overloads`]`(problem, starts)`: where more is used than there is.
//!
//! How: schedules are generated one activity at a time (serial generation, `decode`, or `packed` where every slot is worked) from orders that
//! priority rules propose (`rules`); each is pushed to the right and to the left again (`engine`, forward–backward improvement), and a
//! genetic search (`search`) spends what is left of the budget. The budget is a number of schedules, the random numbers are
//! portable, and activities are numbered by their priority: the same problem gives the same result anywhere, in whatever order it is given.

mod bound;
mod calendar;
mod cost;
mod decode;
mod engine;
mod network;
mod order;
mod overloads;
mod packed;
mod population;
mod problem;
mod profile;
mod rules;
mod search;
mod solve;
#[cfg(test)]
mod tests;
mod usage;
mod waits;

pub use calendar::Calendar;
pub use network::is_exact;
pub use overloads::{Overload, overloads};
pub use problem::{Activity, Link, LinkKind, Problem, Resource};
pub use solve::{Leveled, UNPLACED, default_schedules, level};
pub(super) use usage::{Taken, balance};
pub use waits::{Wait, waits};
